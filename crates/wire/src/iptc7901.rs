//! IPTC 7901: the text transmission format of agencies outside North America.
//!
//! A message is `SOH` source and number, priority, category, number of words, perhaps more; a line of
//! keywords; `STX` marks, headline and copy; `ETX` and the day-time group. Files that lost their control
//! characters on the way are told by their first line ([`is_header`]).

use crate::wire_text::{self, Message};
use crate::{
    CodeKind, Hints, Item, Moment, Parsed, Part, Problem, Subject, byline, dateline_in_text, dates, subjects,
    thread,
};

/// What dpa writes before telephone numbers of its desks.
const NOT_FOR_READERS: &str = "not intended for publication";

/// How many groups of lines may stand before the copy.
const MOST_HEAD_GROUPS: usize = 6;

/// No copy begins further down, in bytes.
const FURTHEST_COPY: usize = 4000;

/// Without a date line to tell where the copy begins, a longer first group is copy already.
const LONGEST_HEAD: usize = 400;

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let mut problems = Vec::new();
    let mut items = Vec::new();
    for message in wire_text::messages(bytes, hints, &mut problems) {
        items.extend(read(&message, hints, &mut problems));
    }
    if items.is_empty() {
        problems.push(
            Problem::error("The file has no IPTC 7901 message with a header or the marks round its text, and words in it.")
                .remedy("Ask the agency to send it again; the file may be cut off."),
        );
    }
    Parsed { format: None, items, problems }
}

/// `eca0003 3 i 380 …`: is this line the header of a message?
pub(crate) fn is_header(line: &str) -> bool {
    header(line).is_some_and(|header| !header.number.is_empty() && header.source.len() <= 6)
}

struct Header<'t> {
    source: &'t str,
    number: &'t str,
    urgency: u8,
    category: &'t str,
    more: &'t str,
}

fn header(line: &str) -> Option<Header<'_>> {
    let line = line.trim();
    let (id, rest) = word(line)?;
    let (priority, rest) = word(rest)?;
    let (category, rest) = word(rest)?;
    let (words, more) = word(rest)?;
    let source_end = id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (source, number) = id.split_at(source_end);
    let urgency = priority.parse().ok().filter(|u| (1..=9).contains(u) && priority.len() == 1)?;
    let is_category = category.len() <= 3 && category.bytes().all(|b| b.is_ascii_alphabetic());
    let is_count = words.len() <= 6 && words.bytes().all(|b| b.is_ascii_digit());
    let is_source = source.len() >= 2 && source.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (is_category && is_count && is_source).then_some(Header { source, number, urgency, category, more })
}

/// The first word and what stands behind it.
fn word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

fn read(message: &Message, hints: &Hints, problems: &mut Vec<Problem>) -> Option<Item> {
    let mut item = Item::default();
    let (head, text, mut trailer) = parts(message);
    let mut head = head.lines().filter(|line| !line.trim().is_empty());
    let first = head.next().unwrap_or_default();
    let header = header(first);
    let keywords = wire_text::one_line(&head.collect::<Vec<_>>().join(" "));
    let mut text = wire_text::without_end_marks(text);
    if !message.is_marked
        && let Some(last) = text.lines().next_back().filter(|last| day_time_group(last).is_some())
    {
        trailer = last;
        text = wire_text::without_end_marks(&text[..text.len() - last.len()]);
    }
    // Neither a header nor the marks round its text: any bytes at all could be this, and no story.
    if header.is_none() && (text.trim().is_empty() || !message.is_marked) {
        return None;
    }
    slug(&keywords, &mut item);
    let group = day_time_group(trailer);
    item.published = group.as_ref().and_then(|group| moment(group, hints, problems));
    match &header {
        Some(header) => identity(header, group.as_deref(), &mut item, problems),
        None => problems.push(Problem::warning(format!(
            "The message's first line \"{}\" is no header of IPTC 7901, so its source, priority and category are unknown.",
            first.trim().chars().take(60).collect::<String>()
        ))),
    }
    if group.is_none() {
        problems.push(Problem::note(
            "The message has no day-time group behind its text, so it goes without a date.",
        ));
    }
    let copy = heading(text, hints, &mut item, problems);
    let copy = for_readers(copy, problems);
    let (story, notebook) = copy.split_at(notebook(copy));
    item.body.blocks = wire_text::blocks(story);
    let notes = wire_text::blocks(notebook);
    if !notes.is_empty() {
        item.body.blocks.push(crate::Block::Note { blocks: notes });
    }
    wire_text::finish(&mut item, hints, problems);
    Some(item)
}

/// Header, text and trailer. Without STX the header is the first line, and a line of keywords behind it.
fn parts(message: &Message) -> (&str, &str, &str) {
    if !message.head.is_empty() {
        return (&message.head, &message.text, &message.trailer);
    }
    let text = message.text.trim_start();
    let line = |from: usize| text[from..].find('\n').map_or(text.len(), |end| from + end + 1);
    if header(&text[..line(0)]).is_none() {
        return ("", text, &message.trailer);
    }
    let mut end = line(0);
    let rest = text[end..].trim_start();
    let second_start = text.len() - rest.len();
    let second = &text[second_start..line(second_start)];
    if second.contains('/') && !second.trim().contains(". ") && second.len() <= 100 {
        end = line(second_start);
    }
    (&text[..end], &text[end..], &message.trailer)
}

/// `Switzerland/migration/UN/`: the keywords of the story, and its slug.
fn slug(line: &str, item: &mut Item) {
    wire_text::slug(line.trim_matches(['/', ' ']), item);
    let Some(line) = item.slugline.clone() else { return };
    if line.contains('/') {
        item.keywords =
            line.split('/').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    }
}

/// The guid is source, number and day-time group: a number alone is used again every day.
fn identity(header: &Header, group: Option<&str>, item: &mut Item, problems: &mut Vec<Problem>) {
    item.urgency = Some(header.urgency);
    let code = header.category.to_owned();
    subjects::add(&mut item.subjects, Subject { kind: CodeKind::Category, code, ..Subject::default() });
    let mut more = header.more.split_whitespace();
    // "dpa 0045": who sends it, and its number there.
    let sender = more.next().filter(|word| word.len() >= 2 && word.bytes().all(|b| b.is_ascii_alphabetic()));
    item.credit.provider =
        sender.filter(|_| more.all(|w| w.bytes().all(|b| b.is_ascii_digit()))).map(str::to_owned);
    match group.filter(|_| !header.number.is_empty()) {
        Some(group) => {
            let when = item.published.map_or_else(|| group.replace(' ', "-"), |moment| moment.iso());
            item.guid = Some(format!("iptc7901:{}{}:{when}", header.source, header.number));
        }
        None => problems.push(Problem::note(
            "The message has no number or no day-time group, so a later copy of it cannot be recognised by them.",
        )),
    }
}

/// `212322 GMT Nov 18`, as far as it is there.
fn day_time_group(trailer: &str) -> Option<String> {
    let words: Vec<&str> = trailer.split_whitespace().take(20).collect();
    let is_group = |word: &&str| {
        let digits = word.trim_end_matches(['Z', 'z']);
        digits.len() == 6
            && digits.bytes().all(|b| b.is_ascii_digit())
            && digits[..2] <= *"31"
            && digits[2..4] <= *"24"
            && digits[4..] <= *"59"
    };
    let at = words.iter().position(is_group)?;
    Some(words[at..].iter().take(4).copied().collect::<Vec<_>>().join(" "))
}

/// Day and time with their month and year; without these there is no date, and none is made up.
fn moment(group: &str, hints: &Hints, problems: &mut Vec<Problem>) -> Option<Moment> {
    let words: Vec<&str> = group.split(' ').collect();
    let digits = words.first()?;
    let (zone, rest) = match words.get(1) {
        _ if digits.ends_with(['Z', 'z']) => ("GMT", &words[1..]),
        Some(zone)
            if ["GMT", "UTC", "Z", "CET", "CEST", "BST"]
                .iter()
                .any(|known| zone.eq_ignore_ascii_case(known)) =>
        {
            (*zone, &words[2..])
        }
        _ => ("", &words[1..]),
    };
    let (day, hour, minute) = (digits.get(..2)?, digits.get(2..4)?, digits.get(4..6)?);
    let [month, year, ..] = rest else {
        problems.push(Problem::warning(format!(
            "The day-time group \"{group}\" names no month and year, so the story goes without a date."
        )));
        return None;
    };
    let written = format!("{day} {month} {year} {hour}:{minute} {}", if zone == "Z" { "GMT" } else { zone });
    dates::read(Some(&written), "day-time group", hints, problems)
}

/// Reads marks, headline, byline and notes before the copy; gives the copy.
fn heading<'t>(text: &'t str, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) -> &'t str {
    let start = start(text, item);
    let mut headline: Vec<&str> = Vec::new();
    let mut note: Vec<&str> = Vec::new();
    for line in text[..start].lines().map(str::trim) {
        let bare = line.trim_end_matches(['=', ' ']);
        if line.is_empty() {
            note.extend((!note.is_empty()).then_some(""));
        } else if byline::is_byline(bare) {
            item.bylines.extend(byline::clean(bare));
        } else if wire_text::is_catch_line(bare) || wire_text::is_note(bare) {
            wire_text::note(bare, hints, item, problems);
            wire_text::mark_part(bare, item);
        } else if thread::part(line).is_some() {
            wire_text::mark_part(line, item);
        } else if !bare.is_empty() {
            headline.push(bare);
        }
    }
    item.headline = Some(wire_text::one_line(&headline.join(" "))).filter(|words| !words.is_empty());
    &text[start..]
}

/// Marks at the very beginning are no copy, whatever follows; and what goes on from another message has no
/// headline, so that its copy begins behind them.
fn start(text: &str, item: &Item) -> usize {
    let is_mark = |line: &&str| {
        let bare = line.trim().trim_end_matches(['=', ' ']);
        let says = wire_text::is_catch_line(bare) || wire_text::is_note(bare);
        bare.is_empty() || says || thread::part(line).is_some()
    };
    let marks = || text.split_inclusive('\n').take_while(is_mark);
    let behind = marks().map(str::len).sum();
    let said = item.thread.as_ref().map_or(Part::Whole, |thread| thread.part);
    match marks().fold(said, |part, line| thread::more_telling(part, thread::part(line))) {
        Part::Add(_) => behind,
        Part::Whole | Part::Lead(_) => copy_start(text).max(behind),
    }
}

/// Where the copy begins: at the date line, else behind the first group of lines that holds a headline.
fn copy_start(text: &str) -> usize {
    let mut at = 0;
    let mut groups = 0;
    let mut head_end = 0;
    let (mut has_headline, mut is_behind) = (false, false);
    let mut was_blank = true;
    for line in text.split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        if !is_blank {
            if dateline_in_text::opens_copy(line) {
                return at;
            }
            groups += usize::from(was_blank);
            if groups > MOST_HEAD_GROUPS || at > FURTHEST_COPY {
                break;
            }
            // Behind the group that had the headline only a date line would say otherwise.
            is_behind = is_behind || (was_blank && has_headline);
            if !is_behind {
                let bare = line.trim().trim_end_matches(['=', ' ']);
                has_headline = has_headline || !(wire_text::is_catch_line(bare) || wire_text::is_note(bare));
                head_end = at + line.len();
            }
        }
        was_blank = is_blank;
        at += line.len();
    }
    if head_end <= LONGEST_HEAD && !text[head_end..].trim().is_empty() { head_end } else { 0 }
}

/// Where the agency's notebook for editors begins, which stands behind the copy.
fn notebook(copy: &str) -> usize {
    copy.find("\n# Notebook").map_or(copy.len(), |at| at + 1)
}

/// The copy without what the agency marks as not for publication: telephone numbers and addresses of desks.
fn for_readers<'t>(copy: &'t str, problems: &mut Vec<Problem>) -> &'t str {
    let Some(at) = copy.find(NOT_FOR_READERS) else { return copy };
    let line = copy[..at].rfind('\n').unwrap_or(0);
    if !copy[line..at].trim().starts_with("The following") {
        return copy;
    }
    problems.push(Problem::note(
        "The part of the text that is marked as not intended for publication was left out.",
    ));
    copy[..line].trim_end().trim_end_matches(['*', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Severity, Signal};

    fn only(head: &str) -> Item {
        let message = format!(
            "\u{1}mna0421 3 i 9 mna\r\n\r\nEllery/ferry/\r\n\u{2}{head}\r\n\r\nPort Ellery (mna) - It sailed.\r\n\u{3}\r\n"
        );
        crate::parse(message.as_bytes(), &Hints::default()).items.remove(0)
    }

    #[test]
    fn marks_and_notes_are_known_in_every_language_of_the_table() {
        for (mark, signal) in [
            ("ANNULATION", Some(Signal::Kill)),
            ("RECTIFICATIF", Some(Signal::Correction)),
            ("BERICHTIGUNG", Some(Signal::Correction)),
            ("ACHTUNG REDAKTIONEN: RÜCKZUG der Meldung", Some(Signal::Kill)),
            ("ATTENTION EDITEURS - CORRIGE au 3e paragraphe", Some(Signal::Correction)),
            ("ALERTE", None),
            ("EIL", None),
        ] {
            let item = only(&format!("{mark}\r\nFerry sails again"));
            assert_eq!(
                (item.headline.as_deref(), item.signal),
                (Some("Ferry sails again"), signal),
                "{mark}"
            );
            assert_eq!(item.ed_note.as_deref(), Some(mark));
        }
        assert_eq!(only("Important bridge closes").headline.as_deref(), Some("Important bridge closes"));
        assert_eq!(only("Kill the lights, says mayor").signal, None);
    }

    #[test]
    fn a_kill_may_be_marked_behind_the_slug() {
        let killed = |slug: &str| {
            let message =
                format!("\u{1}mna0421 3 i 9 mna\r\n\r\n{slug}\r\n\u{2}Ferry\r\n\r\nIt sailed.\r\n\u{3}\r\n");
            let item = crate::parse(message.as_bytes(), &Hints::default()).items.remove(0);
            (item.signal == Some(Signal::Kill), item.slugline.unwrap_or_default())
        };
        assert_eq!(killed("Ellery/ferry/ KILL"), (true, "Ellery/ferry".to_owned()));
        assert!(!killed("POLICE KILL").0 && !killed("Ellery/KILL").0, "a subject of news may be called so");
    }

    #[test]
    fn noise_that_begins_as_a_message_does_is_no_story() {
        for noise in ["\u{1}\u{2} no news here", "\u{1} no news", "\u{16}\u{1} words", "\u{1}\u{3}"] {
            let parsed = crate::parse(noise.as_bytes(), &Hints::default());
            assert!(parsed.items.is_empty(), "{noise:?}: {:?}", parsed.items);
            assert!(parsed.problems.iter().any(|problem| problem.severity == Severity::Error), "{noise:?}");
        }
        let framed =
            crate::parse(b"\x01\n\x02High water at nine, the harbour office said.\x03", &Hints::default());
        assert_eq!(framed.items.len(), 1, "a lost header loses no words");
    }
}
