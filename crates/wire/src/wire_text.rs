//! What the text wires share (IPTC 7901, ANPA 1312, ZCZC): words that are marks, and copy typed at a fixed width.
//! IPTC 7901 and ANPA 1312: messages between control characters. What each says in its header is in `iptc7901.rs`,
//! `anpa.rs` and `zczc.rs`.

use crate::typed::{self, Piece};
use crate::{
    Block, Hints, Inline, Item, Part, Problem, Signal, Status, Thread, dateline_in_text, said, text, thread,
};

const SOH: u8 = 0x01;
const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const EOT: u8 = 0x04;

/// Nobody sends more at once; each costs far more memory than the byte that begins it.
const MOST_MESSAGES: usize = 10_000;

/// The three parts of a message, as text with plain line ends.
pub(crate) struct Message {
    pub head: String,
    pub text: String,
    pub trailer: String,
    /// The message has its STX and its ETX.
    pub is_marked: bool,
}

/// The messages of a file. One that came without control characters is a single message, all of it `text`.
pub(crate) fn messages(bytes: &[u8], hints: &Hints, problems: &mut Vec<Problem>) -> Vec<Message> {
    let mut parts = bytes.splitn(MOST_MESSAGES + 2, |b| *b == SOH);
    let before = parts.next().unwrap_or_default();
    let mut found: Vec<Message> =
        parts.by_ref().take(MOST_MESSAGES).map(|part| message(part, hints, problems)).collect();
    if parts.next().is_some() {
        let many = format!("The file has more than {MOST_MESSAGES} messages; the rest was not read.");
        problems.push(Problem::error(many).remedy("Ask the agency to send them in several files."));
    }
    if found.is_empty() {
        let text = decoded(before, hints, problems);
        found.push(Message { head: String::new(), text, trailer: String::new(), is_marked: false });
    }
    found
}

fn message(bytes: &[u8], hints: &Hints, problems: &mut Vec<Problem>) -> Message {
    let bytes = &bytes[..bytes.iter().position(|b| *b == EOT).unwrap_or(bytes.len())];
    let stx = bytes.iter().position(|b| *b == STX);
    let (head, rest) = stx.map_or((&bytes[..0], bytes), |at| (&bytes[..at], &bytes[at + 1..]));
    let etx = rest.iter().position(|b| *b == ETX);
    let (text, trailer) = etx.map_or((rest, &rest[..0]), |at| (&rest[..at], &rest[at + 1..]));
    if stx.is_none() || etx.is_none() {
        let lost = "The message has no start or no end of its text (STX, ETX); it may be cut off.";
        problems.push(Problem::warning(lost).remedy("Ask the agency to send it again if words are missing."));
    }
    let mut read = |part: &[u8]| decoded(part, hints, problems);
    let (head, text, trailer) = (read(head), read(text), read(trailer));
    Message { head, text, trailer, is_marked: stx.is_some() && etx.is_some() }
}

/// The format's own control characters part or set words and are none; what is said of the encoding is
/// said once.
fn decoded(bytes: &[u8], hints: &Hints, problems: &mut Vec<Problem>) -> String {
    let is_space = |b: u8| matches!(b, b'\t' | b'\n' | b'\r');
    let bare: Vec<u8> = bytes
        .iter()
        .filter_map(|b| match *b {
            // The separator of fields, tab line indicator and space band.
            0x1F | 0x08 | 0x10 => Some(b' '),
            b if (b < b' ' && !is_space(b)) || b == 0x7F => None,
            b => Some(b),
        })
        .collect();
    let (text, said) = text::decode(&bare, hints.content_type.as_deref());
    for problem in said {
        if !problems.iter().rev().take(20).any(|known| known.message == problem.message) {
            problems.push(problem);
        }
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Reads a mark that stands alone, such as `URGENT`, `2ND LEAD` or `CORRECTED`; false where it is none.
pub(crate) fn is_catch_line(line: &str) -> bool {
    const MARKS: [&str; 24] = [
        "URGENT",
        "FLASH",
        "BULLETIN",
        "EXTRA",
        "LEAD",
        "REFILE",
        "CORRECTION",
        "CORRECTED",
        "CORRECTIVE",
        "KILL",
        "KILLED",
        "WITHDRAWAL",
        "UPDATE",
        "UPDATED",
        "ADVISORY",
        "ALERT",
        "SNAP",
        "ROUNDUP",
        "FEATURE",
        "REPETITION",
        "REPEAT",
        "MANDATORY",
        "ADD",
        "TAKE",
    ];
    const BESIDE: [&str; 4] = ["FOR", "TO", "OF", "EDITORS"];
    let words =
        || line.split([' ', '-', '/', ',', ':', '=', '(', ')', '*', '+']).filter(|word| !word.is_empty());
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 4;
    said::is_mark(line)
        || line.len() <= 60
            && words().any(|word| MARKS.contains(&word))
            && words().all(|word| MARKS.contains(&word) || BESIDE.contains(&word) || is_number(word))
}

/// A line to editors: `EDS:`, `ATTENTION -`, what pictures go with it, or how it may be used.
pub(crate) fn is_note(line: &str) -> bool {
    const STARTS: [&str; 16] = [
        "EDS:",
        "EDS.:",
        "EDITORS:",
        "ATTENTION",
        "ATTN",
        "EDITOR'S NOTE",
        "EDITORS' NOTE",
        "EDITOR’S NOTE",
        "NOTE TO EDITORS",
        "AP PHOTO",
        "AP VIDEO",
        "EMBARGO",
        "HOLD FOR RELEASE",
        "NOT FOR RELEASE",
        "FOR RELEASE",
        "WITH PHOTO",
    ];
    let start: String = line.trim_start_matches(['(', '+', '*', ' ']).chars().take(20).collect();
    let start = start.to_uppercase();
    said::is_labelled(line)
        || names_pictures(line)
        || STARTS.iter().any(|known| {
            start.strip_prefix(known).is_some_and(|rest| {
                known.ends_with(':')
                    || *known == "EMBARGO"
                    || known.starts_with("AP ")
                    || !rest.starts_with(char::is_alphanumeric)
            })
        })
}

/// `AP Photo ABC101`, `MNA Graphic`: what an agency sends beside the story.
fn names_pictures(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let agency = words.next().unwrap_or_default();
    let what = words.next().unwrap_or_default().trim_end_matches(['s', '.', ',', ':']);
    (2..=5).contains(&agency.len())
        && agency.bytes().all(|b| b.is_ascii_uppercase())
        && matches!(what, "Photo" | "Video" | "Graphic" | "Audio" | "Interactive")
        && words.all(|word| word.contains(|c: char| c.is_ascii_digit()))
}

/// What a mark or a note to editors does: signal, status and embargo. The words go to `ed_note`.
pub(crate) fn note(line: &str, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let line = one_line(line);
    let upper = line.to_uppercase();
    if let Some(signal) = signal(&upper) {
        if said::rank(Some(signal)) > said::rank(item.signal) {
            item.signal = Some(signal);
        }
        if signal == Signal::Kill {
            item.status = Status::Canceled;
        }
    }
    let is_release = upper.contains("EMBARGO") || upper.contains("FOR RELEASE") || is_advance(&upper);
    if (is_release || said::is_embargo(&line)) && item.embargo.is_none() {
        said::hold(&line, item, hints, problems);
    }
    let notes = item.ed_note.get_or_insert_default();
    if !notes.is_empty() {
        notes.push('\n');
    }
    notes.push_str(&line);
}

/// Of a mark any word counts; of a sentence to editors only the first.
fn signal(upper: &str) -> Option<Signal> {
    let bare = ["EDS", "EDITORS", "ATTENTION", "ATTN"]
        .iter()
        .find_map(|start| upper.strip_prefix(start))
        .unwrap_or(upper)
        .trim_start_matches(['.', ':', ' ', '-', '_', '(', '*', '+']);
    if let Some(signal) = said::signal_in_words(upper) {
        return Some(signal);
    }
    if bare.len() > 60 {
        return None;
    }
    let words: Vec<&str> = bare.split(|c: char| !c.is_alphanumeric()).collect();
    let is_mark = is_catch_line(bare) || is_take_key(&words);
    let has = |known: &[&str]| is_mark && words.iter().any(|word| known.contains(word));
    if has(&["KILL", "KILLED", "WITHDRAWAL"]) {
        Some(Signal::Kill)
    } else if has(&["CORRECTION", "CORRECTIVE", "CORRECTED"]) {
        Some(Signal::Correction)
    } else if has(&["UPDATE", "UPDATED", "LEAD", "LD", "WRITETHRU"]) {
        Some(Signal::Update)
    } else {
        None
    }
}

fn is_take_key(words: &[&str]) -> bool {
    words.len() <= 5 && words.iter().any(|word| matches!(*word, "LD" | "WRITETHRU" | "KILL" | "CORRECTIVE"))
}

/// `ADV`, `ADV17`: an advance for a day.
fn is_advance(upper: &str) -> bool {
    upper.len() <= 60
        && upper
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word.strip_prefix("ADV").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit())))
}

/// Takes the marks off the end of the copy: `-30-`, `ENDS`, `(MORE)`.
pub(crate) fn without_end_marks(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some(last) = text.lines().next_back() {
        let bare = last.trim().trim_matches(['^', '<', ' ', '=']);
        match bare {
            "(MORE)" | "MORE" | "more" | "(more)" | "-more-" | "-MORE-" | "-30-" | "30" | "##" | "###"
            | "ENDS" | "END" | "ENDIT" | "(ENDS)" | "ends" | "-0-" | "" => {}
            _ => break,
        }
        text = text[..text.len() - last.len()].trim_end();
    }
    text
}

/// Copy as blocks: paragraphs joined, columns and lists kept, `#` headings, and notes to editors marked.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    // A first line of its own keeps the indent of the copy's first paragraph.
    let pieces = typed::read(text)
        .unwrap_or_else(|| text.split("\n\n").map(|part| Piece::Words(part.to_owned())).collect());
    let mut blocks = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Columns(text) => blocks.push(Block::Preformatted { text }),
            Piece::Words(words) => lines(&words, &mut blocks),
        }
    }
    blocks
}

fn lines(words: &str, blocks: &mut Vec<Block>) {
    let mut entries: Vec<Vec<Block>> = Vec::new();
    let mut open = String::new();
    let mut is_entry = false;
    let close =
        |open: &mut String, is_entry: bool, entries: &mut Vec<Vec<Block>>, blocks: &mut Vec<Block>| {
            let Some(block) = paragraph(&std::mem::take(open)) else { return };
            if is_entry {
                entries.push(vec![block]);
            } else {
                blocks.push(block);
            }
        };
    for line in words.lines().map(str::trim) {
        let level = line.bytes().take_while(|b| *b == b'#').count();
        if (1..=5).contains(&level) && line[level..].starts_with(' ') {
            close(&mut open, is_entry, &mut entries, blocks);
            flush(&mut entries, blocks);
            is_entry = false;
            let level = level as u8 + 1;
            blocks.push(Block::Heading {
                level,
                text: vec![Inline::text(one_line(&line[usize::from(level) - 1..]))],
            });
            continue;
        }
        if let Some(entry) = line.strip_prefix("- ") {
            close(&mut open, is_entry, &mut entries, blocks);
            is_entry = true;
            open.push_str(entry);
        } else {
            open.push(' ');
            open.push_str(line);
        }
    }
    close(&mut open, is_entry, &mut entries, blocks);
    flush(&mut entries, blocks);
}

fn flush(entries: &mut Vec<Vec<Block>>, blocks: &mut Vec<Block>) {
    if !entries.is_empty() {
        blocks.push(Block::List { ordered: false, start: 1, items: std::mem::take(entries) });
    }
}

/// One paragraph; `None` where there are no words, a note where it speaks to editors.
pub(crate) fn paragraph(words: &str) -> Option<Block> {
    let words = one_line(words);
    if words.is_empty() {
        return None;
    }
    if words.len() >= 3 && words.bytes().all(|b| b == b'_') {
        return Some(Block::Rule);
    }
    let is_note = is_note(&words);
    let block = Block::Paragraph { text: vec![Inline::text(words)] };
    Some(if is_note { Block::Note { blocks: vec![block] } } else { block })
}

/// What a mark says of which part of its story the message is.
pub(crate) fn mark_part(mark: &str, item: &mut Item) {
    let thread = item.thread.get_or_insert_default();
    thread.part = thread::more_telling(thread.part, thread::part(mark));
}

/// The slug, and what the marks behind it say.
pub(crate) fn slug(written: &str, item: &mut Item) {
    // A kill may be marked behind the slug alone: "Ellery/harbour/ferry/ KILL".
    let killed = written
        .strip_suffix("KILL")
        .filter(|slug| slug.ends_with([' ', ',']) && slug.chars().any(char::is_lowercase));
    if killed.is_some() {
        (item.signal, item.status) = (Some(Signal::Kill), Status::Canceled);
    }
    let (slug, part) = thread::split(killed.unwrap_or(written));
    let known = item.thread.get_or_insert_default();
    *known = Thread { slug: slug.to_owned(), part: thread::more_telling(known.part, part), joined: 0 };
    item.slugline = Some(slug.to_owned()).filter(|slug| !slug.is_empty());
}

/// What every message needs in the end.
pub(crate) fn finish(item: &mut Item, hints: &Hints, problems: &mut Vec<Problem>) {
    item.language = hints.language.clone();
    dateline_in_text::fill(item);
    let goes_on = matches!(item.thread.get_or_insert_default().part, Part::Add(_));
    if item.headline.is_none() && !goes_on {
        problems.push(Problem::note("The message has no line that is plainly its headline."));
    }
    if item.body.blocks.is_empty() {
        problems.push(Problem::warning("The message has no copy behind its headline."));
    }
    // Words that may be a kill, where they are not plain enough to act on.
    let doubtful = |text: &String| {
        text.split(|c: char| !c.is_alphabetic())
            .any(|word| matches!(word, "KILL" | "WITHDRAWN" | "RETRACTION"))
    };
    if item.signal != Some(Signal::Kill)
        && let Some(words) = item.headline.iter().chain(&item.slugline).find(|text| doubtful(text))
    {
        problems.push(
            Problem::warning(format!("\"{}\" may announce a kill, but does not say so plainly.", cut(words)))
                .remedy("Read it, and kill the story at the desk if that is meant."),
        );
    }
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str) -> String {
    text.chars().take(60).collect()
}
