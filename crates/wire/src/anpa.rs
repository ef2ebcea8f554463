//! ANPA 1312: the text transmission format of agencies in North America.
//!
//! A message is `SYN SYN SOH` service level, number and selector; a line with priority, category, format,
//! keyword, day and number of words; `STX` lines that begin with `^` and end with `<` (marks, headline,
//! byline) and paragraphs that begin with a tab; `ETX`, then service, date and time.

use crate::wire_text::{self, Message};
use crate::{
    Block, CodeKind, Hints, Item, Moment, Parsed, Problem, Subject, byline, dateline_in_text, dates, subjects,
};

/// The format character of tables: line ends and spaces matter.
const TABULAR: u8 = 0x12;

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let mut problems = Vec::new();
    let mut items = Vec::new();
    let raw: Vec<&[u8]> = bytes.split(|b| *b == 0x01).skip(1).collect();
    for (index, message) in wire_text::messages(bytes, hints, &mut problems).iter().enumerate() {
        let head = raw.get(index).and_then(|part| part.split(|b| *b == 0x02).next()).unwrap_or_default();
        items.extend(read(message, head.contains(&TABULAR), hints, &mut problems));
    }
    if items.is_empty() {
        problems.push(
            Problem::error("The file has no ANPA 1312 message with words in it.")
                .remedy("Ask the agency to send it again; the file may be cut off."),
        );
    }
    Parsed { format: None, items, problems }
}

/// `W2870 _asian` and `f l  BC-Keyword 11-13 1049`: are these the header of a message?
pub(crate) fn is_header(first: &str, second: &str) -> bool {
    number(first).is_some() && keyword_line(second).is_some_and(|line| !line.date.is_empty())
}

/// Service level and number: `W2870`.
fn number(line: &str) -> Option<&str> {
    let id = line.trim_start().get(..5)?;
    let rest = &line.trim_start()[5..];
    let is_number = id.as_bytes()[0].is_ascii_alphabetic() && id[1..].bytes().all(|b| b.is_ascii_digit());
    (is_number && !rest.starts_with(char::is_alphanumeric)).then_some(id)
}

struct KeywordLine<'t> {
    priority: char,
    category: &'t str,
    keyword: &'t str,
    /// Month and day: `11-13`; empty where the line has none.
    date: &'t str,
}

fn keyword_line(line: &str) -> Option<KeywordLine<'_>> {
    let mut words = line.split_whitespace();
    let priority =
        words.next().filter(|word| word.len() == 1)?.chars().next().filter(char::is_ascii_alphabetic)?;
    let category = words.next().filter(|word| word.len() == 1 && word.is_ascii())?;
    let keyword = words.next().unwrap_or_default();
    let is_day = |word: &&str| {
        word.split_once('-').is_some_and(|(month, day)| {
            [month, day].iter().all(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
        })
    };
    let date = words.find(is_day).unwrap_or_default();
    Some(KeywordLine { priority, category, keyword, date })
}

fn read(message: &Message, is_tabular: bool, hints: &Hints, problems: &mut Vec<Problem>) -> Option<Item> {
    let mut item = Item::default();
    let (head, text) = parts(message);
    let mut head = head.lines().filter(|line| !line.trim().is_empty());
    let (first, second) = (head.next().unwrap_or_default(), head.next().unwrap_or_default());
    let line = keyword_line(second);
    // Neither a header nor the marks round its text: any bytes at all could be this, and no story.
    if line.is_none() && (text.trim().is_empty() || !message.is_marked) {
        return None;
    }
    let (text, trailer) = with_trailer(text, &message.trailer);
    let sent = sent(trailer, hints, problems);
    match &line {
        Some(line) => {
            item.urgency = urgency(line.priority);
            if item.urgency.is_none() {
                let said =
                    format!("The priority \"{}\" is none that says how urgent the story is.", line.priority);
                problems.push(Problem::note(said));
            }
            let code = line.category.to_lowercase();
            subjects::add(
                &mut item.subjects,
                Subject { kind: CodeKind::Category, code, ..Subject::default() },
            );
            wire_text::slug(line.keyword, &mut item);
            let marks = second.split_whitespace().skip(3).take_while(|word| *word != line.date);
            marks.for_each(|mark| wire_text::mark_part(mark, &mut item));
        }
        None => problems.push(Problem::warning(
            "The message's second line has no priority and category, as ANPA 1312 asks for.",
        )),
    }
    match (&sent, number(first)) {
        (Some(sent), Some(number)) => {
            item.published = sent.at;
            item.credit.provider = sent.service.clone();
            let when = sent.at.map_or_else(|| sent.written.clone(), |at| at.iso());
            let service = sent.service.as_deref().unwrap_or("-");
            item.guid = Some(format!("anpa:{service}:{number}:{when}"));
        }
        (Some(sent), None) => {
            item.published = sent.at;
            item.credit.provider = sent.service.clone();
        }
        (None, _) => problems.push(Problem::note(
            "The message does not say in full when it was sent, so it goes without a date and an identifier.",
        )),
    }
    let text = wire_text::without_end_marks(text);
    story(text, is_tabular, hints, &mut item, problems);
    wire_text::finish(&mut item, hints, problems);
    Some(item)
}

/// Header and text. Without STX the header is the first two lines.
fn parts(message: &Message) -> (&str, &str) {
    if !message.head.is_empty() {
        return (&message.head, &message.text);
    }
    let text = message.text.trim_start();
    let end = text.match_indices('\n').nth(1).map_or(text.len(), |(at, _)| at + 1);
    let mut lines = text[..end].lines();
    if is_header(lines.next().unwrap_or_default(), lines.next().unwrap_or_default()) {
        (&text[..end], &text[end..])
    } else {
        ("", text)
    }
}

/// The line of date and time may stand at the end of a text that lost its control characters.
fn with_trailer<'t>(text: &'t str, trailer: &'t str) -> (&'t str, &'t str) {
    let text = text.trim_end();
    match text.lines().next_back() {
        Some(last) if trailer.trim().is_empty() && trailer_words(last).is_some() => {
            (&text[..text.len() - last.len()], last)
        }
        _ => (text, trailer),
    }
}

/// Priority letters to urgency by their usual order: flash, bulletin, urgent, regular, deferred.
/// Letters that announce advances and other services say nothing of how urgent a story is.
fn urgency(priority: char) -> Option<u8> {
    Some(match priority.to_ascii_lowercase() {
        'f' => 1,
        'b' => 2,
        'u' => 3,
        'r' => 4,
        'd' => 5,
        _ => return None,
    })
}

struct Sent {
    service: Option<String>,
    written: String,
    at: Option<Moment>,
}

/// `AP-WF-11-13-13 1509GMT<`: service, wire, month, day, year and time.
fn sent(trailer: &str, hints: &Hints, problems: &mut Vec<Problem>) -> Option<Sent> {
    let (id, time) = trailer_words(trailer)?;
    let parts: Vec<&str> = id.rsplitn(4, '-').collect();
    let [year, month_day @ .., service] = parts.as_slice() else { return None };
    let [day, month] = month_day else { return None };
    let (clock, zone) = time.split_at(4);
    let century = if *year < "50" { "20" } else { "19" };
    let written = format!("{century}{year}-{month:0>2}-{day:0>2}T{}:{}{zone}", &clock[..2], &clock[2..]);
    let at = dates::read(Some(&written), "date behind the text", hints, problems);
    let service = service.split('-').next().filter(|name| name.bytes().all(|b| b.is_ascii_alphabetic()));
    let service = service.filter(|name| !name.is_empty()).map(str::to_owned);
    Some(Sent { service, written: format!("{id}-{time}"), at })
}

fn trailer_words(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split([' ', '\t', '\n', '<', '^']).filter(|word| !word.is_empty());
    let (id, time) = (words.next()?, words.next()?);
    let is_number = |n: &str| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
    let is_dated = id.rsplitn(4, '-').take(3).filter(|n| is_number(n)).count() == 3
        && id.rsplit('-').next().is_some_and(|year| year.len() == 2)
        && id.matches('-').count() >= 3;
    let is_time = time.len() >= 4 && time.is_ascii() && time[..4].bytes().all(|b| b.is_ascii_digit());
    (is_dated && is_time).then_some((id, time))
}

/// The lines between STX and ETX.
fn story(text: &str, is_tabular: bool, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let mut tagged: Vec<Tagged> = Vec::new();
    let mut copy = String::new();
    let mut has_copy = false;
    for line in text.lines() {
        let starts_copy =
            line.starts_with(['\t', ' ']) && !line.trim().starts_with('^') && !line.trim().is_empty();
        has_copy = has_copy || starts_copy || dateline_in_text::opens_copy(line.trim_start_matches('^'));
        if has_copy {
            // A line that begins with a tab begins a paragraph.
            if starts_copy && !is_tabular {
                copy.push('\n');
            }
            let line = line.trim_start_matches('^').trim_end();
            copy.push_str(line.strip_suffix('<').unwrap_or(line).trim());
            copy.push('\n');
        } else {
            tag(line, &mut tagged);
        }
    }
    let mut rest = heading(&tagged, hints, item, problems).into_iter();
    if is_tabular && has_copy {
        let text = copy.trim().to_owned();
        // The lead above a table stands in its first line.
        item.body.blocks.push(Block::Preformatted { text });
        return;
    }
    item.headline = rest.next();
    if has_copy {
        // AP sets the story's summary in an element of its own behind the headline and the notes.
        item.summary = Some(wire_text::one_line(&rest.by_ref().collect::<Vec<_>>().join(" ")))
            .filter(|words| !words.is_empty());
    }
    item.body.blocks = rest.filter_map(|words| wire_text::paragraph(&words)).collect();
    let mut open = String::new();
    for line in copy.lines().chain([""]) {
        if line.is_empty() {
            item.body.blocks.extend(wire_text::paragraph(&std::mem::take(&mut open)));
        } else {
            open.push(' ');
            open.push_str(line);
        }
    }
}

/// An element before the copy: `^` begins it and `<` ends it, and its words may take several lines.
struct Tagged {
    words: String,
    is_open: bool,
}

fn tag(line: &str, tagged: &mut Vec<Tagged>) {
    for (at, part) in line.split('^').enumerate() {
        let part = part.trim();
        let words = part.trim_end_matches('<').trim();
        let is_open = words.len() == part.len() && !part.ends_with(['=', '+']);
        match tagged.last_mut() {
            _ if words.is_empty() => {}
            // Only what begins as an element goes on: without the sign each line stands for itself.
            Some(last) if at == 0 && last.is_open => {
                last.words.push(' ');
                last.words.push_str(words);
                last.is_open = is_open;
            }
            _ => tagged.push(Tagged { words: words.to_owned(), is_open: is_open && at > 0 }),
        }
    }
}

/// Slug, notes and byline; gives the elements that are none of them: the headline, and perhaps a summary or copy.
fn heading(lines: &[Tagged], hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) -> Vec<String> {
    let mut rest = Vec::new();
    let mut has_slug = false;
    for line in lines.iter().map(|element| element.words.as_str()) {
        let bare = line.trim_end_matches(['=', '+', ' ']);
        if line.starts_with('*') && line[1..].bytes().all(|b| b.is_ascii_digit()) {
            // A number for the receiving computer.
        } else if !has_slug && is_slug(bare) {
            has_slug = true;
            slug(bare, hints, item, problems);
        } else if byline::is_byline(bare) {
            item.bylines.extend(byline::clean(bare));
        } else if line.ends_with('=') && !item.bylines.is_empty() {
            // "Associated Press=" under the byline; "AP Sports Writer=" is what somebody does there.
            if !is_office(bare) {
                item.credit.provider = Some(bare.to_owned());
            }
        } else if wire_text::is_catch_line(bare) || wire_text::is_note(bare) {
            wire_text::note(bare, hints, item, problems);
        } else {
            rest.push(bare.to_owned());
        }
    }
    rest
}

fn is_office(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default();
    ["Writer", "Writers", "Editor", "Correspondent", "Columnist", "Reporter", "Analyst"].contains(&last)
}

/// `BC-US--Ethanol-Losing Grassland, 1st Ld-Writethru,1140`: a cycle or service in front, words behind.
fn is_slug(line: &str) -> bool {
    let is_prefix =
        |prefix: &str| (2..=3).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_uppercase());
    line.split_once('-').is_some_and(|(prefix, _)| is_prefix(prefix))
}

fn slug(line: &str, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let mut parts = line.split(',').map(str::trim).filter(|part| !part.is_empty());
    wire_text::slug(parts.next().unwrap_or_default(), item);
    for key in parts.filter(|part| !part.bytes().all(|b| b.is_ascii_digit())) {
        wire_text::mark_part(key, item);
        wire_text::note(key, hints, item, problems);
    }
}
