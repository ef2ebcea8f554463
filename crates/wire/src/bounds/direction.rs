//! Signs that set the direction of text: Unicode's embeddings, overrides and isolates (UAX #9, 2.1 to 2.5).
//!
//! In a paragraph of its own each ends with the paragraph. A headline stands between other words, and one that is left
//! open turns these too.

const EMBED: [char; 2] = ['\u{202A}', '\u{202B}'];
const OVERRIDE: [char; 2] = ['\u{202D}', '\u{202E}'];
const POP: char = '\u{202C}';
const ISOLATE: [char; 3] = ['\u{2066}', '\u{2067}', '\u{2068}'];
const POP_ISOLATE: char = '\u{2069}';

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Embedding,
    /// Left out, and so is what ends it.
    Override,
    Isolate,
}

/// The text with what was opened closed and what was closed without having been opened left out; `None` where it is
/// in order. Overrides are left out: they set letters against their own direction, which no language does, so that
/// "txt.exe" can be made to read as "exe.txt".
pub(super) fn closed(text: &str) -> Option<String> {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if !text.contains(turns) {
        return None;
    }
    let mut open: Vec<Open> = Vec::new();
    // So that an end without a beginning is not looked for again and again.
    let mut isolates = 0_usize;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        let stays = if EMBED.contains(&c) {
            open.push(Open::Embedding);
            true
        } else if OVERRIDE.contains(&c) {
            open.push(Open::Override);
            false
        } else if ISOLATE.contains(&c) {
            open.push(Open::Isolate);
            isolates += 1;
            true
        } else if c == POP {
            // It ends nothing outside of the isolate that it stands in (X7).
            let ended = open.pop_if(|last| *last != Open::Isolate);
            ended == Some(Open::Embedding)
        } else if c == POP_ISOLATE {
            // It ends whatever was opened inside, too (X6a).
            let is_open = isolates > 0;
            while is_open && open.pop().is_some_and(|kind| kind != Open::Isolate) {}
            isolates = isolates.saturating_sub(1);
            is_open
        } else {
            true
        };
        if stays {
            kept.push(c);
        }
    }
    for kind in open.into_iter().rev() {
        match kind {
            Open::Embedding => kept.push(POP),
            Open::Isolate => kept.push(POP_ISOLATE),
            Open::Override => {}
        }
    }
    (kept != text).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_that_are_in_order_are_left_alone() {
        for text in ["Ferry sails", "\u{202B}عبارة\u{202C} sails", "\u{2068}عبارة\u{2069} a\u{200F}"]
        {
            assert_eq!(closed(text), None, "{text:?}");
        }
    }

    #[test]
    fn what_is_open_is_closed_and_what_ends_nothing_falls_away() {
        for (text, expected) in [
            ("\u{202B}عبارة", "\u{202B}عبارة\u{202C}"),
            ("\u{2067}a\u{202A}b", "\u{2067}a\u{202A}b\u{202C}\u{2069}"),
            ("a\u{202C}b\u{2069}c", "abc"),
            ("a \u{202E}gpj.exe\u{202C} b", "a gpj.exe b"),
            ("\u{202E}backwards", "backwards"),
            // The end of an embedding outside does not count inside an isolate.
            ("\u{202A}a\u{2066}b\u{202C}c\u{2069}", "\u{202A}a\u{2066}bc\u{2069}\u{202C}"),
        ] {
            assert_eq!(closed(text).as_deref(), Some(expected), "{text:?}");
        }
    }
}
