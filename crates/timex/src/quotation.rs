//! Whether a token stands in a quotation.

use crate::tokens::{Kind, Token};

/// The quotation mark that is open, if any. A new paragraph closes it: papers open a quotation that goes on
/// with a new mark.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quotation {
    open: bool,
    /// Where the last mark of two (`` and '') ended.
    half: Option<usize>,
}

impl Quotation {
    pub(crate) fn is_open(self) -> bool {
        self.open
    }

    pub(crate) fn hear(&mut self, text: &str, token: &Token) {
        if token.new_paragraph {
            self.open = false;
        }
        if token.kind != Kind::Mark {
            return;
        }
        let mark = &text[token.start..token.end];
        match mark {
            "\"" => self.open = !self.open,
            "“" | "«" | "„" => self.open = true,
            "”" | "»" => self.open = false,
            // Agencies' ASCII: two accents open, two apostrophes close.
            "`" | "'" => {
                if self.half == Some(token.start) {
                    self.open = mark == "`";
                }
                self.half = Some(token.end);
            }
            _ => {}
        }
    }
}
