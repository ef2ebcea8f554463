//! Messages that hold a part of a story and lean on an earlier version for the rest, as AP's wires send them under
//! ANPA 1312: `PICK UP 4th graf`, `SUBS 3rd graf pvs to CORRECT`.
//!
//! Which paragraph is the fourth of a version that the desk may have cut is a guess, so nothing is joined. The words
//! stay, marked as spoken to editors, and a problem says what is missing.

use crate::body::inlines_text;
use crate::{Block, Item, Problem};

/// Longer ones are sentences of the copy.
const LONGEST: usize = 200;

pub(super) fn apply(item: &mut Item, problems: &mut Vec<Problem>) {
    let mut found: Vec<String> = item
        .ed_note
        .iter()
        .flat_map(|note| note.lines())
        .filter(|line| leans(line))
        .map(str::to_owned)
        .collect();
    for block in &mut item.body.blocks {
        let Some(words) = paragraph(block).filter(|words| leans(words)) else { continue };
        found.push(words);
        if matches!(block, Block::Paragraph { .. }) {
            let inner = std::mem::replace(block, Block::Rule);
            *block = Block::Note { blocks: vec![inner] };
        }
    }
    if let Some(words) = found.first() {
        let shown: String = words.chars().take(60).collect();
        problems.push(
            Problem::warning(format!(
                "The text is not the whole story: \"{shown}\" points to paragraphs of an earlier version."
            ))
            .remedy(
                "Join them at the desk, or wait for the version that the agency sends whole (a writethru).",
            ),
        );
    }
}

/// The words of a short paragraph, or of a note of one.
fn paragraph(block: &Block) -> Option<String> {
    let text = match block {
        Block::Paragraph { text } => text,
        Block::Note { blocks } => match &blocks[..] {
            [Block::Paragraph { text }] => text,
            _ => return None,
        },
        _ => return None,
    };
    // Few paragraphs have their words in a single run that is short enough.
    let mut words = String::new();
    (text.len() <= 4).then(|| inlines_text(text, &mut words)).map(|()| words)
}

/// `PICK UP 4th graf`, `Picks up 5th pvs`, `EDS: SUBS 3rd graf`: an order at the beginning, and a paragraph by its number.
fn leans(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if line.len() > LONGEST || !line.starts_with(['P', 'p', 'S', 's', 'E', 'e']) {
        return false;
    }
    let lower = line.to_lowercase();
    let order =
        ["eds:", "eds.:", "editors:"].iter().find_map(|label| lower.strip_prefix(label)).unwrap_or(&lower);
    let mut words = order.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_order = match words.next() {
        Some("pick" | "picks") => words.next() == Some("up"),
        Some("pickup" | "pickups" | "subs" | "sub") => true,
        _ => false,
    };
    let near: Vec<&str> = words.take(6).collect();
    let numbered = near.iter().any(|word| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(*word, "first" | "second" | "third" | "fourth" | "fifth" | "sixth" | "last" | "final")
    });
    let names_part =
        near.iter().any(|word| matches!(*word, "graf" | "grafs" | "pvs" | "para" | "paras" | "pgh"));
    is_order && numbered && names_part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_to_pick_up_a_paragraph_is_told_from_copy() {
        for line in [
            "PICK UP 4th graf: The ferry",
            "Picks up 5th graf pvs.",
            "Pickup 3rd pvs bgng: She said",
            "EDS: SUBS 3rd graf pvs to CORRECT the time.",
            "Pick up last two grafs",
        ] {
            assert!(leans(line), "{line}");
        }
        for line in [
            "Pick up 4 tickets at the harbour office.",
            "Picks up speed in the 3rd quarter",
            "Subs on the bench: 3",
            "The 4th graf picks up the thread.",
        ] {
            assert!(!leans(line), "{line}");
        }
    }
}
