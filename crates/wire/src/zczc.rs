//! ZCZC: messages of the telex age, between `ZCZC` and `NNNN`, as Australian desks and press offices still send them.
//!
//! `ZCZC` and where the message goes; lines whose first sign says what they hold; the copy; `NNNN`. The frame is that
//! of the telegraph service (ITU-T F.31). The signs are those that AAP's systems read:
//!
//! | sign | holds |
//! |---|---|
//! | `$` | the category, a letter |
//! | `:` | the headline where there is no `^`; else the keyword, where there is no `#` |
//! | `#` | the keyword, of results services |
//! | `=`, `@` | the take key, which stands behind the keyword |
//! | `^` | the headline |
//! | `+` | a Subject Code of the IPTC |
//! | `*` | the kind of copy: `*T` tables, `*X` text |
//! | `&`, `%` | service level and selectors, for computers |
//!
//! `*X` or `*T` ends the head; without them a blank line behind a sign does, since copy may begin with such a sign too.
//! A message names no number, date or agency, so its item has none.

use crate::{
    Block, CodeKind, Hints, Item, Parsed, Problem, Subject, byline, said, subjects, text, wire_text,
};

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
    let mut items = Vec::new();
    for (at, message) in messages.iter().enumerate() {
        match read(message, hints, &mut problems) {
            Some(item) => items.push(item),
            None => {
                let place = at + 1;
                let empty = format!(
                    "Message {place} of the file has no headline, keyword, note or copy; it is left out."
                );
                problems.push(Problem::warning(empty).remedy("Ask the agency to send it again."));
            }
        }
    }
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
    let (mut heads, rest) = heads(lines);
    let mut marks: Vec<&str> = Vec::new();
    for head in heads.iter_mut().filter(|(sign, _)| *sign == ':') {
        let (mark, value) = labelled(head.1);
        marks.extend(mark);
        head.1 = value;
    }
    let value = |sign: char| {
        let all = heads.iter().filter(|(known, value)| *known == sign && !value.is_empty());
        all.map(|(_, value)| *value).next_back()
    };
    let (slug, headline) = match (value('#'), value('^')) {
        (Some(slug), headline) => (Some(slug), headline.or(value(':'))),
        // A kill is of the story that has the keyword without its mark.
        (None, Some(headline)) => {
            (value(':').map(|word| parted(word).map_or(word, |(_, rest)| rest)), Some(headline))
        }
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
    let first = copy.iter().position(|line| !line.trim().is_empty());
    match first.filter(|_| item.headline.is_none()) {
        // The first line with words is the headline; it is no copy.
        Some(at) => {
            let (mark, headline) = labelled(copy[at].trim());
            marks.extend(mark);
            item.headline = Some(wire_text::one_line(headline));
            body(&copy[at + 1..], value('*'), &mut item);
        }
        None => body(copy, value('*'), &mut item),
    }
    for mark in marks {
        wire_text::note(mark, hints, &mut item, problems);
        wire_text::mark_part(mark, &mut item);
    }
    // A kill may have no more than its keyword and its mark.
    let has_keyword = item.thread.as_ref().is_some_and(|thread| !thread.slug.is_empty());
    if item.headline.is_none() && item.signal.is_none() && !has_keyword && item.ed_note.is_none() {
        return None;
    }
    problems.push(Problem::note(
        "The message has no number and no date, so a later copy of it cannot be recognised by them.",
    ));
    wire_text::finish(&mut item, hints, problems);
    Some(item)
}

/// The lines before the copy by their signs, and the lines behind them.
fn heads<'l, 't>(lines: &'l [&'t str]) -> (Vec<(char, &'t str)>, &'l [&'t str]) {
    let mut heads: Vec<(char, &str)> = Vec::new();
    let mut end = 0;
    let mut blank = None;
    for line in lines {
        let Some(head) = head(line) else { break };
        end += 1;
        heads.extend(head);
        match head {
            Some(('*', kind)) if !kind.is_empty() => return (heads, &lines[end..]),
            _ if line.trim().is_empty() && !heads.is_empty() => {
                blank = blank.or(Some((heads.len(), end)));
            }
            _ => {}
        }
    }
    if let Some((count, at)) = blank {
        heads.truncate(count);
        end = at;
    }
    (heads, &lines[end..])
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
        ':' | '#' | '=' | '@' | '^' => Some(Some((sign, value))),
        _ => None,
    }
}

/// ":POTTED :Port Ellery", ":SPORT - Port Ellery": what the desk calls such a service is no part of the headline. What
/// says something of the story (":KILL - Ferry sinks") stays, and is given beside it.
fn labelled(value: &str) -> (Option<&str>, &str) {
    match parted(value) {
        Some((label, _)) if said::signal_in_words(label).is_some() || said::is_embargo(label) => {
            (Some(label), value)
        }
        Some((_, rest)) => (None, rest),
        None => (None, value),
    }
}

fn parted(value: &str) -> Option<(&str, &str)> {
    let (label, rest) = value.split_once(" :").or_else(|| value.split_once(" - "))?;
    let is_label = !label.is_empty() && label.bytes().all(|b| b.is_ascii_uppercase());
    is_label.then(|| (label, rest.trim()))
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
    use crate::{Format, Signal, Status};

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
    fn a_kill_with_nothing_but_a_keyword_and_its_mark_is_a_kill() {
        let item = only("ZCZC\n#Ellery Trot\nMANDATORY KILL\nNNNN\n");
        assert_eq!((item.signal, item.status), (Some(Signal::Kill), Status::Canceled));
        assert_eq!(item.slugline.as_deref(), Some("Ellery Trot"));
    }

    #[test]
    fn a_message_without_words_is_left_out_and_the_file_says_which() {
        let parsed =
            crate::parse(b"ZCZC\n:Ferry sails\nIt sailed.\nNNNN\nZCZC\n$S\n\nNNNN\n", &Hints::default());
        assert_eq!(parsed.items.len(), 1);
        assert!(parsed.problems.iter().any(|problem| problem.message.contains("Message 2 of the file")));
    }

    #[test]
    fn a_label_that_says_something_of_the_story_is_heard_and_a_services_name_falls_away() {
        for (label, signal, status) in [
            ("KILL", Some(Signal::Kill), Status::Canceled),
            ("CORRECTED", Some(Signal::Correction), Status::Usable),
            ("UPDATE", Some(Signal::Update), Status::Usable),
            ("EMBARGOED", None, Status::Withheld),
        ] {
            let headline = format!("{label} - Ferry sinks");
            for message in [
                format!("ZCZC\n#Ferry\n:{headline}\nThe ferry sank.\nNobody was hurt.\nNNNN\n"),
                format!(
                    "ZCZC\n:{label} :Ferry sinks\n^Ferry sinks off Ellery\n*X\nThe ferry sank.\nNobody was hurt.\nNNNN\n"
                ),
                format!("ZCZC\nYY TDR\n{headline}\nThe ferry sank.\nNobody was hurt.\nNNNN\n"),
            ] {
                let item = only(&message);
                assert_eq!((item.signal, item.status), (signal, status), "{message}");
                assert!(item.body.plain_text().contains("Nobody was hurt."), "{message}");
            }
        }
        let killed = only("ZCZC\n:KILL - Ferry\n^Ferry sinks\n*X\nIt did not.\nNNNN\n");
        assert_eq!(killed.slugline.as_deref(), Some("Ferry"), "the slug by which it finds its story");
        let item = only("ZCZC\n:SPORT - Ferry race\nThe race is on.\nNNNN\n");
        assert_eq!((item.headline.as_deref(), item.signal), (Some("Ferry race"), None));
    }

    #[test]
    fn copy_that_begins_with_a_sign_is_copy() {
        let marked = "ZCZC\n$S\n:Rowing\n^Rowers win\n*X\n\n#MeToo campaigners marched.\nMore copy.\nNNNN\n";
        let unmarked = "ZCZC\n$S\n:Rowing\n^Rowers win\n\n#MeToo campaigners marched.\nMore copy.\nNNNN\n";
        for message in [marked, unmarked] {
            let item = only(message);
            assert_eq!(item.slugline.as_deref(), Some("Rowing"), "{message}");
            assert_eq!(item.headline.as_deref(), Some("Rowers win"), "{message}");
            assert!(item.body.plain_text().starts_with("#MeToo campaigners marched."), "{message}");
        }
        let apart = only("ZCZC\n\n$S\n\n:Rowing\n\n^Rowers win\n*X\nThey won.\nNNNN\n");
        assert_eq!(
            apart.headline.as_deref(),
            Some("Rowers win"),
            "blank lines before *X are none of its copy"
        );
    }

    #[test]
    fn a_headline_of_its_own_counts_beside_a_results_keyword() {
        let item = only("ZCZC\n#Ellery Trot\n:Results\n^Pilot wins the trot\n*X\nPilot won.\nNNNN\n");
        assert_eq!(item.slugline.as_deref(), Some("Ellery Trot"));
        assert_eq!(item.headline.as_deref(), Some("Pilot wins the trot"));
    }

    #[test]
    fn what_only_begins_so_is_no_message() {
        assert_eq!(crate::sniff(b"ZCZCA is a stock"), None);
        let cut = crate::parse(b"ZCZC\n:Ferry sails\nIt sai", &Hints::default());
        assert!(cut.problems.iter().any(|problem| problem.message.contains("NNNN")), "{:?}", cut.problems);
        assert!(crate::parse(b"ZCZC\n\nNNNN\n", &Hints::default()).items.is_empty());
    }
}
