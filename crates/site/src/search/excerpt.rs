//! The piece of a story's text that shows the words that were looked for.
//!
//! Only words that may be one of them are taken down to their stems: the engine's own way does it with
//! every word of every hit, which costs more than finding them.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

use tantivy::tokenizer::TextAnalyzer;

use crate::escape::escaped;

/// The longest excerpt, in bytes of text.
const LONGEST: usize = 240;
/// An excerpt begins with its sentence where that began no further before the first word found.
const LEAD: usize = 100;
/// More words found than this tell no better where the best piece is.
const ENOUGH: usize = 16;

pub struct Excerpts {
    /// As the analyzer leaves them.
    terms: HashSet<String>,
    initials: HashSet<char>,
    analyzer: TextAnalyzer,
}

struct Hit {
    at: Range<usize>,
    term: String,
}

impl Excerpts {
    pub fn new(terms: HashSet<String>, analyzer: TextAnalyzer) -> Excerpts {
        let initials = terms.iter().filter_map(|term| term.chars().next()).collect();
        Excerpts { terms, initials, analyzer }
    }

    /// Safe HTML with `<mark>` around the words; `None` where none of them stands in the text.
    pub fn of(&mut self, text: &str) -> Option<String> {
        let hits = self.hits(text);
        let first = best(&hits)?;
        let start = beginning(text, hits[first].at.start);
        let end = ending(text, start, hits[first].at.end);
        let mut html = String::with_capacity(LONGEST + 64);
        if !is_sentence_start(text, start) {
            html.push_str("… ");
        }
        let mut at = start;
        for hit in hits.iter().filter(|hit| hit.at.start >= start && hit.at.end <= end) {
            // Writing into a string cannot fail.
            _ = write!(
                html,
                "{}<mark>{}</mark>",
                escaped(&text[at..hit.at.start]),
                escaped(&text[hit.at.clone()])
            );
            at = hit.at.end;
        }
        _ = write!(html, "{}", escaped(&text[at..end]));
        if end < text.trim_end().len() && !text[..end].ends_with(['.', '!', '?', '”', '"']) {
            html.push_str(" …");
        }
        Some(html)
    }

    fn hits(&mut self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        for at in words(text) {
            if hits.len() == ENOUGH {
                break;
            }
            let word = &text[at.clone()];
            // Endings are cut off by a stemmer, beginnings are not; what is no ASCII may be folded to it.
            let initial = word.chars().next().map(|c| c.to_ascii_lowercase());
            if initial.is_some_and(|c| c.is_ascii() && !self.initials.contains(&c)) {
                continue;
            }
            let mut stem = None;
            self.analyzer.token_stream(word).process(&mut |token| stem = Some(token.text.clone()));
            hits.extend(stem.filter(|stem| self.terms.contains(stem)).map(|term| Hit { at, term }));
        }
        hits
    }
}

/// Runs of letters and digits, as the analyzer parts them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let end = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |end| start + end);
        rest = end;
        Some(start..end)
    })
}

/// The hit from which on an excerpt shows the most different words.
fn best(hits: &[Hit]) -> Option<usize> {
    let worth = |first: usize| {
        let until = hits[first].at.start + LONGEST - LEAD;
        let shown = hits[first..].iter().take_while(|hit| hit.at.end <= until);
        shown.map(|hit| hit.term.as_str()).collect::<HashSet<_>>().len()
    };
    // The first of equals.
    (0..hits.len()).rev().max_by_key(|first| worth(*first))
}

fn beginning(text: &str, hit: usize) -> usize {
    let from = floor(text, hit.saturating_sub(LEAD));
    let before = &text[from..hit];
    let sentence = before
        .match_indices(['.', '!', '?', '\n'])
        .map(|(at, end)| from + at + end.len())
        .rfind(|end| text[*end..].starts_with(char::is_whitespace));
    let start = match sentence {
        Some(end) => end,
        None if from == 0 => 0,
        None => before.find(char::is_whitespace).map_or(hit, |gap| from + gap),
    };
    start + (text[start..hit].len() - text[start..hit].trim_start().len())
}

fn ending(text: &str, start: usize, hit_end: usize) -> usize {
    if text.len() - start <= LONGEST {
        return start + text[start..].trim_end().len();
    }
    let most = floor(text, start + LONGEST).max(hit_end);
    let gap = text[hit_end..most].rfind(char::is_whitespace).map_or(hit_end, |gap| hit_end + gap);
    hit_end + text[hit_end..gap].trim_end().len()
}

fn is_sentence_start(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['.', '!', '?', '\n'])
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::schema;

    fn excerpt(text: &str, terms: &[&str]) -> Option<String> {
        let analyzer = schema::words(schema::stemmer("en"));
        Excerpts::new(terms.iter().map(|term| (*term).to_owned()).collect(), analyzer).of(text)
    }

    #[test]
    fn an_excerpt_begins_with_the_sentence_and_marks_every_form_of_the_word() {
        assert_eq!(
            excerpt("It rained. The ferry sailed, and sailing ferries followed.", &["ferri", "sail"])
                .unwrap(),
            "The <mark>ferry</mark> <mark>sailed</mark>, and <mark>sailing</mark> <mark>ferries</mark> followed."
        );
        assert_eq!(excerpt("Nothing of that kind.", &["ferri"]), None);
    }

    #[test]
    fn the_piece_with_the_most_different_words_is_shown() {
        let text = format!("A ferry. {} A ferry struck the café pier.", "So it went on. ".repeat(40));
        let shown = excerpt(&text, &["ferri", "cafe", "pier"]).unwrap();
        assert_eq!(shown, "A <mark>ferry</mark> struck the <mark>café</mark> <mark>pier</mark>.");
    }

    #[test]
    fn nothing_in_an_excerpt_is_mark_up_and_cuts_fall_between_words() {
        let shown = excerpt(&"<b>ferry</b> & tea über alles ".repeat(30), &["ferri"]).unwrap();
        assert!(shown.starts_with("&lt;b&gt;<mark>ferry</mark>&lt;/b&gt; &amp; tea"), "{shown}");
        assert!(shown.ends_with(" …") && !shown.contains("<b>"), "{shown}");
    }

    #[test]
    fn any_text_at_all_is_cut_without_falling_into_a_character() {
        for text in
            ["é".repeat(500), "ferry".repeat(300), format!("{}ferry{}", "ü ".repeat(99), "ö".repeat(400))]
        {
            let _ = excerpt(&text, &["ferri", "ferryferri"]);
        }
    }
}
