//! What an agency's words to editors become for readers: a correction's note, a kill's reason.
//!
//! The house's sentence stands around the agency's own words, which are quoted, shortened where they
//! run on, and cleaned of what is meant for newsrooms only; no word is ever added to them.

use wire::{Block, Body, Item, Signal};

use crate::Told;
use crate::words::{fold, tokens};

/// No quoted reason is longer than this many characters.
const LONGEST: usize = 400;

/// Does the item correct an earlier version? By its signal, or by words that say so at the start of
/// its notes to editors or, as a label, of its headline.
pub fn is_correction(item: &Item) -> bool {
    item.signal == Some(Signal::Correction)
        || editor_notes(item).iter().any(|note| {
            note.lines().any(announces_correction) || sentences(note).iter().any(|s| announces_correction(s))
        })
        || item.headline.as_deref().is_some_and(labelled_correction)
}

/// What readers are told of a correction.
pub fn correction(item: &Item) -> String {
    let all: Vec<String> = editor_notes(item).iter().flat_map(|note| sentences(note)).collect();
    // Where one sentence of several says what was wrong, the others are about something else.
    let telling: Vec<String> = all.iter().filter(|s| announces_correction(s)).cloned().collect();
    Told::Corrected(quotable(if telling.is_empty() { all } else { telling }, item)).text()
}

/// What readers are told of a kill; never a word of the story itself.
pub fn kill(item: &Item) -> String {
    Told::Killed(reason(item)).text()
}

/// What readers are told when the agency withholds a story for now.
pub fn withdrawal(item: &Item) -> String {
    Told::Withheld(reason(item)).text()
}

/// What readers are told when an agency's leave to show a story has ended.
pub fn expiry() -> String {
    Told::Expired.text()
}

fn reason(item: &Item) -> Option<String> {
    let story = story_words(item);
    let told =
        editor_notes(item).into_iter().flat_map(|note| sentences(&note)).filter(|s| !repeats(s, &story));
    quotable(told.collect(), item)
}

/// The agency's note; where it has none, the notes that stand in the body, or the body that is one.
fn editor_notes(item: &Item) -> Vec<String> {
    let note = item.ed_note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    match note {
        Some(note) => vec![note.to_owned()],
        None if is_notice(&item.body) => vec![item.body.plain_text()],
        None => item.body.blocks.iter().filter_map(body_note).collect(),
    }
}

/// A body that begins by telling newsrooms what to do is no copy: "Editors are asked to kill …".
fn is_notice(body: &Body) -> bool {
    let text = body.plain_text();
    text.lines()
        .find(|line| !line.trim().is_empty())
        .is_some_and(|line| line.split_inclusive(['.', '!']).next().is_some_and(is_for_newsrooms))
}

fn body_note(block: &Block) -> Option<String> {
    let Block::Note { blocks } = block else { return None };
    Some(Body { blocks: blocks.clone() }.plain_text()).filter(|text| !text.trim().is_empty())
}

/// Sentences, each without the labels that newsrooms shout: `MANDATORY KILL - `, `ATTN EDITORS: `.
fn sentences(note: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in note.lines() {
        let line = line.trim().trim_matches(['*', '=', '_', '#', '~']).trim();
        let mut start = 0;
        let letters: Vec<(usize, char)> = line.char_indices().collect();
        for (n, &(at, c)) in letters.iter().enumerate() {
            let before = line[start..at].split_whitespace().last().unwrap_or_default();
            let ends = matches!(c, '。' | '！' | '？')
                || matches!(c, '.' | '!' | '?' | '…')
                    && letters.get(n + 1).is_none_or(|(_, next)| next.is_whitespace())
                    && !is_abbreviation(before);
            if ends {
                found.push(unlabelled(&line[start..at + c.len_utf8()]));
                start = at + c.len_utf8();
            }
        }
        found.push(unlabelled(&line[start..]));
    }
    found.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    found
}

/// "Mr.", "St.", "J." and "para." do not end a sentence.
fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '“', '"']).to_lowercase();
    word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
        || ["mr", "mrs", "ms", "dr", "st", "gen", "sen", "gov", "prof", "no", "para", "paras", "vs"]
            .contains(&word.as_str())
}

/// Words of labels, folded. A label is made of these alone and ends with a colon or a dash.
const LABELS: [&str; 34] = [
    "advisory",
    "alert",
    "and",
    "att",
    "attention",
    "attn",
    "clients",
    "correction",
    "corrected",
    "desk",
    "desks",
    "editor",
    "editors",
    "eds",
    "elimination",
    "important",
    "kill",
    "killed",
    "mandatory",
    "media",
    "must",
    "news",
    "note",
    "notice",
    "of",
    "please",
    "reason",
    "story",
    "subscribers",
    "takedown",
    "to",
    "urgent",
    "withdrawal",
    "withdrawn",
];

fn unlabelled(sentence: &str) -> String {
    let mut rest = unwrapped(sentence.trim());
    loop {
        let end = rest.char_indices().find(|(at, c)| {
            *c == ':' || matches!(c, '-' | '–' | '—') && rest[at + c.len_utf8()..].starts_with([' ', '-'])
        });
        let Some((at, _)) = end else { return rest.to_owned() };
        let label = tokens(&rest[..at]);
        if label.is_empty() || !label.iter().all(|word| LABELS.contains(&word.as_str())) {
            return rest.to_owned();
        }
        rest = unwrapped(rest[at..].trim_start_matches([':', '-', '–', '—', ' ']));
    }
}

/// Without the brackets that stand around the whole note: `(Corrects name in para 3.)`.
fn unwrapped(sentence: &str) -> &str {
    let inner = sentence.trim_start_matches(['(', '[']);
    if inner.len() == sentence.len() { sentence } else { inner.trim_end_matches([')', ']']).trim() }
}

/// Puts the sentences together that readers may be told; `None` where nothing is left.
fn quotable(sentences: Vec<String>, item: &Item) -> Option<String> {
    let guid = item.guid.as_deref().unwrap_or("\0");
    let told: Vec<String> =
        sentences.into_iter().filter(|s| !is_for_newsrooms(s) && !s.contains(guid)).collect();
    let words = told.join(" ").replace(['“', '”', '"'], "’");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then(|| shortened(&words))
}

/// Orders to newsrooms, telephone numbers and addresses are no reason and no reader's business.
fn is_for_newsrooms(sentence: &str) -> bool {
    const ORDERS: [&str; 27] = [
        "a correction will follow",
        "a corrected version",
        "a substitute",
        "advise your",
        "are asked to",
        "attention editors",
        "correct version follows",
        "do not publish",
        "do not use",
        "editors are",
        "editors must",
        "editors should",
        "for internal use",
        "has been killed",
        "is killed",
        "kill all",
        "kill the",
        "make certain",
        "mandatory kill",
        "must not be used",
        "not for publication",
        "please delete",
        "please disregard",
        "please kill",
        "please remove",
        "remove it from",
        "we regret",
    ];
    let said = format!(" {} ", tokens(sentence).join(" "));
    let digits = sentence.chars().filter(char::is_ascii_digit).count();
    let telephone =
        digits >= 7 && (sentence.contains('+') || said.contains(" tel ") || said.contains(" call "));
    telephone
        || sentence.contains('@')
        || ORDERS.iter().any(|order| said.contains(&format!(" {order} ")))
        // "KILL", "KILL STORY", "Mandatory" alone.
        || tokens(sentence).iter().all(|word| LABELS.contains(&word.as_str()))
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(LONGEST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", cut[..end].trim_end_matches([',', ';', ':']))
}

/// "Corrects spelling of name", "(Corrected figure in para 2)", "CORRECTION: …"; but neither
/// "Correction to follow" nor "Corrections desk: …".
fn announces_correction(sentence: &str) -> bool {
    const WORDS: [&str; 16] = [
        "corrects",
        "corrected",
        "correcting",
        "correction",
        "corrige",
        "corrigee",
        "rectifie",
        "rectifies",
        "rectification",
        "korrigiert",
        "berichtigt",
        "berichtigung",
        "corregida",
        "correccion",
        "rettelse",
        "retter",
    ];
    const LEADS: [&str; 12] = [
        "a",
        "advisory",
        "attention",
        "attn",
        "editors",
        "eds",
        "note",
        "story",
        "the",
        "this",
        "to",
        "version",
    ];
    let said = tokens(sentence);
    let first = said.iter().find(|word| !LEADS.contains(&word.as_str()));
    first.is_some_and(|word| WORDS.contains(&word.as_str()))
        && !said.iter().any(|word| ["follow", "follows", "coming"].contains(&word.as_str()))
}

/// A headline says so only as a label: `CORRECTED-Storm closes harbour`, `Correction: …`, `(Corrected)
/// …`; "Correction officers strike" is news.
fn labelled_correction(headline: &str) -> bool {
    let folded = fold(headline);
    const WORDS: [&str; 7] =
        ["corrected", "correction", "corrects", "rectification", "berichtigung", "correccion", "rettelse"];
    const ENDS: [&str; 8] = [":", " :", "-", " - ", "–", " – ", "—", " — "];
    WORDS.iter().any(|word| {
        let labels = |end: &str| {
            let label = format!("{word}{end}");
            folded.starts_with(&label) || folded.contains(&format!("-{label}"))
        };
        folded.contains(&format!("({word})"))
            || folded.contains(&format!("[{word}]"))
            || ENDS.iter().any(|end| labels(end))
    })
}

/// The words of the story, for `repeats`.
fn story_words(item: &Item) -> String {
    let mut text = String::new();
    for part in [&item.headline, &item.subheadline, &item.summary, &item.slugline].into_iter().flatten() {
        text.push_str(part);
        text.push(' ');
    }
    let is_copy = |block: &&Block| !matches!(block, Block::Note { .. }) && !is_notice(&item.body);
    let copy = item.body.blocks.iter().filter(is_copy);
    text.push_str(&Body { blocks: copy.cloned().collect() }.plain_text());
    format!(" {} ", tokens(&text).join(" "))
}

/// Does the sentence carry a run of the story's own words, say the headline that had to go?
fn repeats(sentence: &str, story: &str) -> bool {
    const RUN: usize = 5;
    tokens(sentence).windows(RUN).any(|run| story.contains(&format!(" {} ", run.join(" "))))
}
