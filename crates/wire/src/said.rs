//! What agencies say in words, in notes to editors, first lines and labels of headlines: that a story is taken
//! back, corrected or under embargo. The words themselves are a table (`said/table.rs`), each with who says so.
//!
//! Only what stands where such words are meant is read: at the beginning of a note, behind the labels that
//! newsrooms shout. A sentence in the copy that speaks of an embargo announces none.

mod pick_up;
mod release;
mod table;

use crate::{Block, Body, Hints, Item, Problem, Signal, Status};
use table::{LABELS, RULES, Says, UNLESS};

/// A longer first paragraph is copy.
const LONGEST_LINE: usize = 300;

/// No label is longer, with the marks before it and a sign behind it.
const LONGEST_LABEL: usize = 40;

/// What parts a label from its headline.
const BEHIND_LABEL: [char; 5] = [':', '-', '–', '—', '/'];

/// No real item says more to editors, in lines.
const MOST_LINES: usize = 60;

/// Reads what the item's notes, headline and first lines say, where nothing in its fields says it. Words can only
/// make an item more careful: a kill in words counts beside any status, and nothing in words frees a story.
pub(crate) fn apply(item: &mut Item, hints: &Hints, problems: &mut Vec<Problem>) {
    pick_up::apply(item, problems);
    let lines = lines(item);
    let labelled = item.headline.as_deref().and_then(label).and_then(signal_in_words);
    for signal in lines.iter().filter_map(|line| signal_in_words(line)).chain(labelled) {
        if rank(Some(signal)) > rank(item.signal) {
            item.signal = Some(signal);
        }
    }
    if item.signal == Some(Signal::Kill) {
        item.status = Status::Canceled;
    }
    if item.embargo.is_none() && item.status == Status::Usable {
        let label = item.headline.as_deref().and_then(embargo_label).map(str::to_owned);
        for line in lines.iter().filter(|line| is_embargo(line)).chain(&label) {
            hold(line, item, hints, problems);
        }
    }
}

/// What the first words of a note announce. Anything less plain announces nothing.
pub(crate) fn signal_in_words(words: &str) -> Option<Signal> {
    let said = said(words)?;
    match said {
        Says::Kill => Some(Signal::Kill),
        Says::Correction => Some(Signal::Correction),
        Says::Update => Some(Signal::Update),
        Says::Embargo | Says::Nothing => None,
    }
}

/// Do these words hold a story back?
pub(crate) fn is_embargo(words: &str) -> bool {
    said(words) == Some(Says::Embargo)
}

/// Holds the item back until the moment that the words name; where they name none that can be read, until somebody
/// says more.
pub(crate) fn hold(words: &str, item: &mut Item, hints: &Hints, problems: &mut Vec<Problem>) {
    item.embargo = item.embargo.take().or_else(|| release::moment(words, item.version_time(), hints));
    if item.embargo.is_none() && item.status == Status::Usable {
        item.status = Status::Withheld;
        let cut: String = words.chars().take(60).collect();
        problems.push(
            Problem::error(format!("The words \"{cut}\" hold the story back, but do not say until when."))
                .remedy("The story is withheld; ask the agency when it may be published, or release it at the desk."),
        );
    }
}

/// Kill before correction before update, whatever stands first.
pub(crate) fn rank(signal: Option<Signal>) -> u8 {
    match signal {
        None => 0,
        Some(Signal::Update) => 1,
        Some(Signal::Correction) => 2,
        Some(Signal::Kill) => 3,
    }
}

/// The lines of the note to editors and of notes in the body; and the first line of the copy where it is labelled.
fn lines(item: &Item) -> Vec<String> {
    let mut lines: Vec<String> =
        item.ed_note.iter().flat_map(|note| note.lines()).take(MOST_LINES).map(str::to_owned).collect();
    for (at, block) in item.body.blocks.iter().take(MOST_LINES).enumerate() {
        let text = || Body { blocks: vec![block.clone()] }.plain_text();
        match block {
            Block::Note { .. } => lines.extend(text().lines().map(str::to_owned)),
            Block::Paragraph { .. } if at == 0 => {
                let text = text();
                // Unlabelled, only a line of nothing but such words counts: copy may begin with "Correction officers".
                let plain = text.len() <= LONGEST_LINE
                    && (is_labelled(&text) || is_embargo(&text) || is_shout(&text));
                lines.extend(plain.then_some(text));
            }
            _ => {}
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// Written in capitals, and short: a mark.
fn is_shout(text: &str) -> bool {
    text.chars().count() <= 60
        && text.chars().any(char::is_alphabetic)
        && !text.chars().any(char::is_lowercase)
}

/// Does the line call newsrooms, in any of the languages? "Important bridge closes" does not: behind the label there
/// must be a sign, or it must be shouted.
pub(crate) fn is_labelled(text: &str) -> bool {
    // Asked of every paragraph: a label is short.
    let opening = text.char_indices().nth(LONGEST_LABEL).map_or(text, |(end, _)| &text[..end]);
    let plain = plain(opening);
    let opening = bare(&plain);
    LABELS.iter().filter(|label| begins_with(opening, label)).any(|label| {
        let behind = opening[label.len()..].trim_start();
        let is_parted = behind.is_empty() || behind.starts_with([':', '.', '-', '–', '—', '(', '/', '_']);
        is_parted
            || (behind.len() < opening.len()
                && is_shout(&text.trim_start().chars().take(label.len()).collect::<String>()))
    })
}

/// Is the line a mark that stands alone, in any of the languages: `ANNULATION`, `BERICHTIGUNG`, `ALERTE`?
pub(crate) fn is_mark(line: &str) -> bool {
    let plain = plain(line);
    is_shout(line)
        && line.split_whitespace().count() <= 4
        && (said(line).is_some() || unlabelled(bare(&plain)).is_empty())
}

fn said(words: &str) -> Option<Says> {
    let plain = plain(words);
    let opening = unlabelled(bare(&plain));
    let rule = RULES.iter().find(|rule| begins_with(opening, rule.words))?;
    let rest = &opening[rule.words.len()..];
    // "Kill 3rd paragraph" and "Correction to follow" do less than they begin to say.
    let few: Vec<&str> =
        rest.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(8).collect();
    match UNLESS.iter().find(|unless| {
        unless.says == rule.says && few.iter().take(unless.within).any(|word| unless.words.contains(word))
    }) {
        Some(unless) => Some(unless.then),
        None => Some(rule.says),
    }
}

/// The label in capitals that a headline begins with: `CORRECTED-Storm closes harbour`, `WITHDRAWN: …`.
fn label(headline: &str) -> Option<&str> {
    let label = headline[..headline.find(BEHIND_LABEL)?].trim();
    (is_shout(label) && label.chars().count() >= 4).then_some(label)
}

/// Such a label where it holds the story back, with its hour: `EMBARGOED UNTIL 18:00 GMT - Minister resigns`. An hour
/// in the headline itself is news, and ends no embargo.
fn embargo_label(headline: &str) -> Option<&str> {
    label(headline).filter(|label| is_embargo(label))?;
    let is_in_number = |at: usize, sign: &str| {
        headline[..at].ends_with(|c: char| c.is_ascii_digit())
            && headline[at + sign.len()..].starts_with(|c: char| c.is_ascii_digit())
    };
    let mut signs = headline.match_indices(BEHIND_LABEL);
    let end = signs.find(|(at, sign)| !is_in_number(*at, sign)).map_or(headline.len(), |(at, _)| at);
    Some(headline[..end].trim())
}

fn bare(text: &str) -> &str {
    text.trim_start_matches(['(', '[', '*', '+', '#', '=', '/', '_', '-', ' ', '"', '«', '“'])
}

/// Without the words by which newsrooms call each other.
fn unlabelled(text: &str) -> &str {
    let mut rest = text;
    while let Some(label) = LABELS.iter().find(|label| begins_with(rest, label)) {
        rest = rest[label.len()..]
            .trim_start_matches(['.', ':', ' ', '-', '_', '(', '[', '*', '+', '/', ',', '!', '–', '—']);
    }
    rest
}

fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// In capitals and without the accents of the table's languages, so that "Sperrfrist" and "RÜCKZUG" are found
/// however they are written; no longer than a line.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.trim_start().chars().take(LONGEST_LINE).flat_map(char::to_uppercase) {
        plain.push(match c {
            'À' | 'Á' | 'Â' | 'Ã' | 'Ä' => 'A',
            'Ç' => 'C',
            'È' | 'É' | 'Ê' | 'Ë' => 'E',
            'Ì' | 'Í' | 'Î' | 'Ï' => 'I',
            'Ñ' => 'N',
            'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' => 'O',
            'Ù' | 'Ú' | 'Û' | 'Ü' => 'U',
            '’' => '\'',
            c if c.is_whitespace() => ' ',
            c => c,
        });
    }
    plain
}

#[cfg(test)]
mod tests;
