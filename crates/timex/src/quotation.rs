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
            "\"" => self.open = opens(text, token).unwrap_or(!self.open),
            // German closes with the first of these what „ has opened, and with » what « closes elsewhere.
            "“" | "«" => self.open = opens(text, token).unwrap_or(true),
            "»" => self.open = opens(text, token).unwrap_or(false),
            "„" => self.open = true,
            "”" => self.open = false,
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

/// What the blanks beside a mark say: a mark stands close to the words that it opens or closes. `None` where it
/// stands close to both sides, or to neither.
fn opens(text: &str, mark: &Token) -> Option<bool> {
    let before =
        text[..mark.start].chars().next_back().is_some_and(|c| !c.is_whitespace() && !"([—–".contains(c));
    let after = text[mark.end..].chars().next().is_some_and(char::is_alphanumeric);
    (before != after).then_some(after)
}
