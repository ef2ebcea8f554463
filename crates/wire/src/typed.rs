//! Copy typed at a fixed width, as wires sent it before there was markup, and as some still pack it into
//! a single paragraph: blank lines or indents begin paragraphs, and columns are set by spaces.

/// A part of such copy.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words to be set as a paragraph.
    Words(String),
    /// Lines whose breaks and spaces matter: results, prices.
    Columns(String),
}

/// Fewer lines than this say nothing about how they were typed.
const FEWEST_LINES: usize = 4;

/// The pieces of typed copy; `None` where the text is one ordinary paragraph.
pub(crate) fn read(text: &str) -> Option<Vec<Piece>> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    if lines.iter().filter(|line| !line.is_empty()).count() < FEWEST_LINES {
        return None;
    }
    let mut pieces = Vec::new();
    // The first line stands right behind its tag, so its own indent is unknown.
    let mut is_first = true;
    for group in lines.split(|line| line.is_empty()).filter(|group| !group.is_empty()) {
        if is_in_columns(group) {
            pieces.push(Piece::Columns(without_margin(group, is_first)));
        } else {
            paragraphs(group, is_first, &mut pieces);
        }
        is_first = false;
    }
    let is_ordinary = matches!(pieces.as_slice(), [] | [Piece::Words(_)]);
    (!is_ordinary).then_some(pieces)
}

/// Cuts a group of lines where one is indented more than the margin, or has an asterisk for a bullet.
fn paragraphs(group: &[&str], is_first: bool, pieces: &mut Vec<Piece>) {
    let margin = margin(group, is_first);
    let mut words = String::new();
    for (index, line) in group.iter().enumerate() {
        let begins = index > 0 && (indent(line) >= margin + 2 || line.trim_start().starts_with("* "));
        if begins {
            pieces.push(Piece::Words(std::mem::take(&mut words)));
        } else if index > 0 {
            words.push('\n');
        }
        words.push_str(line.trim());
    }
    pieces.push(Piece::Words(words));
}

/// The indent that all lines share.
fn margin(group: &[&str], is_first: bool) -> usize {
    group.iter().skip(usize::from(is_first)).map(|line| indent(line)).min().unwrap_or(0)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// At least half of a few lines have gaps between their words.
fn is_in_columns(group: &[&str]) -> bool {
    let with_gaps = group.iter().filter(|line| has_gap(line.trim_start())).count();
    group.len() >= FEWEST_LINES && with_gaps * 2 >= group.len()
}

/// Two spaces or more between words, other than those that typists leave after a sentence.
fn has_gap(line: &str) -> bool {
    let ends_sentence = |before: &str| before.ends_with(['.', '?', '!', ':', ',', '"']);
    line.contains('\t') || line.match_indices("  ").any(|(at, _)| !ends_sentence(line[..at].trim_end()))
}

/// The lines without the margin that all of them have.
pub(crate) fn without_margin(lines: &[&str], is_first: bool) -> String {
    let margin = margin(lines, is_first);
    let strip = |line: &&str| line[indent(line).min(margin)..].to_owned();
    lines.iter().map(strip).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Piece {
        Piece::Words(text.to_owned())
    }

    #[test]
    fn indents_and_blank_lines_begin_paragraphs() {
        let copy = "(Adds detail)\n    * Gold may edge up\n    * Dollar down\n\n    By Ada Quill\n    Jan 30 (MNA) - Gold \
                    rose on\nTuesday in Ellery.\n    Traders waited.\n \n (Editing by Bo Marsh)";
        let pieces = [
            words("(Adds detail)"),
            words("* Gold may edge up"),
            words("* Dollar down"),
            words("By Ada Quill"),
            words("Jan 30 (MNA) - Gold rose on\nTuesday in Ellery."),
            words("Traders waited."),
            words("(Editing by Bo Marsh)"),
        ];
        assert_eq!(read(copy).unwrap(), pieces);
    }

    #[test]
    fn results_keep_their_columns() {
        let copy = "Results on Sunday\nEllery Rowers  2 Norsund     0\nPilots         1 Marsh Club  1\n   Standings   P  W";
        assert_eq!(read(copy).unwrap(), [Piece::Columns(copy.to_owned())]);
    }

    #[test]
    fn prose_that_was_merely_wrapped_is_one_paragraph() {
        for copy in [
            "One line",
            "The board met\non Monday.  It\nsat until ten.  It\nmeets again.",
            "The board met\n          on Monday and\n          sat until\n          ten.",
            "",
        ] {
            assert_eq!(read(copy), None, "{copy}");
        }
    }
}
