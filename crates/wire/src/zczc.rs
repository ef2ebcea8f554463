//! ZCZC: messages of the telex age, between `ZCZC` and `NNNN`, as Australian desks and press offices still send them.
//!
//! `ZCZC` and where the message goes; lines whose first sign says what they hold; the copy; `NNNN`. The frame is that
//! of the telegraph service (ITU-T F.31). The signs are those that AAP's systems read:
//!
//! | sign | holds |
//! |---|---|
//! | `$` | the category, a letter |
//! | `:` | the keyword; the headline where there is a `#`, or no `^` |
//! | `#` | the keyword, of results services |
//! | `=`, `@` | the take key, which stands behind the keyword |
//! | `^` | the headline |
//! | `+` | a Subject Code of the IPTC |
//! | `*` | the kind of copy: `*T` tables, `*X` text |
//! | `&`, `%` | service level and selectors, for computers |
//!
//! A message names no number, date or agency, so its item has none.

use crate::wire_text;
use crate::{Block, CodeKind, Hints, Item, Parsed, Problem, Subject, byline, subjects, text};

const START: &str = "ZCZC";
const END: &str = "NNNN";

/// Nobody sends more at once.
const MOST_MESSAGES: usize = 10_000;

/// Prose fills its lines, of 65 characters or so.
const WIDE: usize = 60;

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let (text, mut problems) = text::decode(bytes, hints.content_type.as_deref());
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut messages: Vec<Vec<&str>> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        if is_header(line) {
            if messages.len() == MOST_MESSAGES {
                let many = format!("The file has more than {MOST_MESSAGES} messages; the rest was not read.");
                problems.push(Problem::error(many).remedy("Ask the agency to send them in several files."));
                break;
            }
            // Some write the first field behind it, without an end of the line.
            messages.push(fused(line).into_iter().collect());
            is_open = true;
        } else if line.trim() == END {
            is_open = false;
        } else if is_open && let Some(message) = messages.last_mut() {
            message.push(line);
        }
    }
    if is_open {
        problems.push(
            Problem::warning("The last message has no NNNN at its end; it may be cut off.")
                .remedy("Ask the agency to send it again if words are missing."),
        );
    }
    let items: Vec<Item> =
        messages.iter().filter_map(|message| read(message, hints, &mut problems)).collect();
    if items.is_empty() {
        problems.push(
            Problem::error("The file has no message with words in it between ZCZC and NNNN.")
                .remedy("Ask the agency to send it again; the file may be cut off."),
        );
    }
    Parsed { format: None, items, problems }
}

/// `ZCZC`, and perhaps where the message goes: is this the first line of a message?
pub(crate) fn is_header(line: &str) -> bool {
    let Some(rest) = line.trim().strip_prefix(START) else { return false };
    rest.is_empty() || fused(line).is_some() || (rest.starts_with(' ') && rest.len() <= 60)
}

fn fused(line: &str) -> Option<&str> {
    line.trim().strip_prefix(START).filter(|rest| rest.starts_with(['#', ':']))
}

fn read(lines: &[&str], hints: &Hints, problems: &mut Vec<Problem>) -> Option<Item> {
    let mut item = Item::default();
    let mut heads: Vec<(char, &str)> = Vec::new();
    let mut rest = lines;
    while let [line, after @ ..] = rest
        && let Some(head) = head(line)
    {
        heads.extend(head);
        rest = after;
    }
    let value = |sign: char| {
        let all = heads.iter().filter(|(known, value)| *known == sign && !value.is_empty());
        all.map(|(_, value)| *value).next_back()
    };
    let (slug, headline) = match (value('#'), value('^')) {
        (Some(slug), _) => (Some(slug), value(':')),
        (None, Some(headline)) => (value(':'), Some(headline)),
        (None, None) => (None, value(':')),
    };
    let slug = [slug, value('=').or(value('@'))].into_iter().flatten().collect::<Vec<_>>().join(" ");
    wire_text::slug(&slug, &mut item);
    if let Some(code) = value('$') {
        let code = code.chars().take(1).collect::<String>().to_lowercase();
        subjects::add(&mut item.subjects, Subject { kind: CodeKind::Category, code, ..Subject::default() });
    }
    let codes = heads.iter().filter(|(sign, _)| *sign == '+').map(|(_, code)| (*code).to_owned());
    for code in codes {
        let scheme = "subj".to_owned();
        subjects::add(&mut item.subjects, Subject { scheme, code, ..Subject::default() });
    }
    item.headline = headline.map(wire_text::one_line);
    let copy: Vec<&str> = rest.iter().map(|line| bare(line)).collect();
    let copy = notes_and_byline(&copy, hints, &mut item, problems);
    if item.headline.is_none() {
        // The first line with words is the headline; it is no copy.
        let at = copy.iter().position(|line| !line.trim().is_empty())?;
        item.headline = Some(wire_text::one_line(labelled(copy[at].trim())));
        body(&copy[at + 1..], value('*'), &mut item);
    } else {
        body(copy, value('*'), &mut item);
    }
    problems.push(Problem::note(
        "The message has no number and no date, so a later copy of it cannot be recognised by them.",
    ));
    wire_text::finish(&mut item, hints, problems);
    Some(item)
}

/// A line before the copy: what it holds, `Some(None)` where that is for computers alone; `None` for copy.
fn head(line: &str) -> Option<Option<(char, &str)>> {
    let line = line.trim();
    let sign = line.chars().next();
    let Some(sign) = sign else { return Some(None) };
    let value = line[sign.len_utf8()..].trim();
    match sign {
        // "YY TDR": where the racing desk's computer sends it.
        'Y' if line.starts_with("YY ") && !line.contains(char::is_lowercase) => Some(None),
        '$' if value.len() <= 1 => Some(Some((sign, value))),
        '*' if value.len() <= 1 && !line.contains(' ') => Some(Some((sign, value))),
        '+' if value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit()) => Some(Some((sign, value))),
        '&' | '%' => Some(None),
        ':' => Some(Some((sign, labelled(value)))),
        '#' | '=' | '@' | '^' => Some(Some((sign, value))),
        _ => None,
    }
}

/// ":POTTED :Port Ellery", ":SPORT - Port Ellery": what the desk calls such a service is no part of the headline.
fn labelled(value: &str) -> &str {
    let parted = value.split_once(" :").or_else(|| value.split_once(" - "));
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_uppercase());
    parted.filter(|(label, _)| is_label(label)).map_or(value, |(_, rest)| rest.trim())
}

/// A line without the marks for the typesetter behind it: `<!`, `=!`, `.=!`.
fn bare(line: &str) -> &str {
    let line = line.trim_end();
    match line.strip_suffix('!') {
        Some(marked) if marked.ends_with(['<', '=']) => {
            marked.trim_end_matches(['<', '=']).trim_end_matches(" .").trim_end()
        }
        _ => line,
    }
}

/// Notes to editors and the byline before the copy; gives the lines behind them.
fn notes_and_byline<'l, 't>(
    mut copy: &'l [&'t str],
    hints: &Hints,
    item: &mut Item,
    problems: &mut Vec<Problem>,
) -> &'l [&'t str] {
    while let [line, rest @ ..] = copy {
        let line = line.trim();
        if byline::is_byline(line) {
            item.bylines.extend(byline::clean(line));
        } else if wire_text::is_catch_line(line) || wire_text::is_note(line) {
            wire_text::note(line, hints, item, problems);
            wire_text::mark_part(line, item);
        } else if !line.is_empty() {
            break;
        }
        copy = rest;
    }
    copy
}

/// Results services say nothing of the kind of their copy: there each line stands for itself.
fn body(lines: &[&str], kind: Option<&str>, item: &mut Item) {
    let text = lines.join("\n");
    let text = wire_text::without_end_marks(text.trim_matches('\n'));
    let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
    let wide = lines.iter().filter(|line| line.len() > WIDE).count();
    let keeps_lines = kind == Some("T") || (kind.is_none() && wide * 2 < filled);
    item.body.blocks = if keeps_lines && !text.is_empty() {
        vec![Block::Preformatted { text: text.to_owned() }]
    } else {
        wire_text::blocks(text)
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Signal};

    fn only(message: &str) -> Item {
        let parsed = crate::parse(message.as_bytes(), &Hints::default());
        assert_eq!(parsed.format, Some(Format::Zczc));
        assert_eq!(parsed.items.len(), 1, "{:?}", parsed.problems);
        parsed.items.into_iter().next().unwrap_or_default()
    }

    #[test]
    fn the_sign_before_a_line_says_what_it_holds() {
        let item = only(
            "ZCZC\r\n$S\r\n:Rowing\r\n=Final Ellery\r\n^Ellery rowers take the final\r\n+15000000\r\n*X\r\n\
             By Tom Marsh\r\nThe Ellery rowers won on Sunday.\r\n\r\nThey took six minutes.\r\nNNNN\r\n",
        );
        assert_eq!(item.slugline.as_deref(), Some("Rowing Final Ellery"));
        assert_eq!(item.headline.as_deref(), Some("Ellery rowers take the final"));
        assert_eq!(item.bylines, ["Tom Marsh"]);
        assert_eq!(item.body.plain_text(), "The Ellery rowers won on Sunday.\n\nThey took six minutes.");
        let codes: Vec<_> = item.subjects.iter().map(|s| (s.scheme.as_str(), s.code.as_str())).collect();
        assert_eq!(codes, [("", "s"), ("subj", "15000000")]);
    }

    #[test]
    fn a_press_offices_headline_stands_behind_a_colon() {
        let item = only("  ZCZC PWS\n%ALL FIN\n$J\n:\n:Ellery Harbour Board\n*X\nMore ships came.\nNNNN\n");
        assert_eq!(item.headline.as_deref(), Some("Ellery Harbour Board"));
        assert_eq!((item.slugline, item.body.plain_text().as_str()), (None, "More ships came."));
    }

    #[test]
    fn results_keep_their_lines() {
        let item = only(
            "ZCZC FMG000\nYY TDA\nEllery Park WEIGHTS<!\n(Weights for Saturday   )=!\nHARBOUR CUP 1400M .=!\n\
             Lantern Boy 58.0\nSalt Lane 57.5\nPilot 57.0\nHerring Gull 56.5\nOld Quay 55.0\n\nNNNN\n",
        );
        assert_eq!(item.headline.as_deref(), Some("Ellery Park WEIGHTS"));
        assert!(matches!(&item.body.blocks[..], [Block::Preformatted { text }]
            if text.contains("HARBOUR CUP 1400M\nLantern Boy 58.0\nSalt Lane 57.5\n")));
    }

    #[test]
    fn several_messages_are_several_items_and_a_kill_is_one() {
        let file = "ZCZC\n#Ellery Trot\n:Results Friday\nPilot won the Friday trot at Ellery by a length from Salt Lane, in 2:04.\nNNNN\n\nZCZC\n#Ellery Trot\n:Results Friday\n\
                    MANDATORY KILL\nPilot did not win.\nNNNN\n";
        let items = crate::parse(file.as_bytes(), &Hints::default()).items;
        assert_eq!(items.iter().map(|item| item.signal).collect::<Vec<_>>(), [None, Some(Signal::Kill)]);
        assert_eq!(items[0].slugline.as_deref(), Some("Ellery Trot"));
        assert_eq!(items[0].headline.as_deref(), Some("Results Friday"));
    }

    #[test]
    fn what_only_begins_so_is_no_message() {
        assert_eq!(crate::sniff(b"ZCZCA is a stock"), None);
        let cut = crate::parse(b"ZCZC\n:Ferry sails\nIt sai", &Hints::default());
        assert!(cut.problems.iter().any(|problem| problem.message.contains("NNNN")), "{:?}", cut.problems);
        assert!(crate::parse(b"ZCZC\n\nNNNN\n", &Hints::default()).items.is_empty());
    }
}
