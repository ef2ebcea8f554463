//! What a reader typed, as a query: words must all be there, "phrases" as they stand, -words must not.
//!
//! There is no syntax error: whatever is not one of these is a word. Field names, wildcards and regular
//! expressions are not offered, so a search box is no way to make the server work hard.

use tantivy::Term;
use tantivy::query::{AllQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::TextAnalyzer;

use super::pairs;

/// More words than this are not looked at.
const MOST_WORDS: usize = 24;
const LONGEST: usize = 300;

/// One thing that must or must not be in a story.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    text: String,
    not: bool,
}

/// What was asked for, all of it wanted in the field `text`; nothing where nothing was asked for.
pub fn read(text: &str, field: Field, analyzer: &mut TextAnalyzer) -> Vec<(Occur, Box<dyn Query>)> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for wanted in split(text) {
        let mut words = Vec::new();
        analyzer.token_stream(&wanted.text).process(&mut |token| words.push(token.text.clone()));
        words.truncate(MOST_WORDS);
        if !words.is_empty() {
            let occur = if wanted.not { Occur::MustNot } else { Occur::Must };
            clauses.push((occur, together(&words, field)));
        }
    }
    if !clauses.is_empty() && clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        // "-rain" alone means everything else.
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    clauses
}

fn split(text: &str) -> Vec<Wanted> {
    let text: String = text.chars().take(LONGEST).collect();
    let mut wanted = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && wanted.len() < MOST_WORDS {
        let not = rest.strip_prefix('-').is_some_and(|after| after.starts_with(|c: char| !c.is_whitespace()));
        rest = if not { &rest[1..] } else { rest };
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\u{201c}' | '\u{201d}'));
        let (found, after) = match quote {
            Some(open) => {
                let inner = &rest[open.len_utf8()..];
                let end = inner.find(['"', '\u{201c}', '\u{201d}']).unwrap_or(inner.len());
                let after = inner[end..].chars().next().map_or("", |close| &inner[end + close.len_utf8()..]);
                (&inner[..end], after)
            }
            None => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (&rest[..end], &rest[end..])
            }
        };
        if !found.trim().is_empty() {
            wanted.push(Wanted { text: found.to_owned(), not });
        }
        rest = after.trim_start();
    }
    wanted
}

/// The words, next to each other. Two are one word of the index, more are told from its pairs, so that the
/// places of words that all stories have are never looked at.
fn together(words: &[String], field: Field) -> Box<dyn Query> {
    let term = |text: &str| Term::from_field_text(field, text);
    let pair = |at: usize| term(&pairs::joined(&words[at], &words[at + 1]));
    let one = |term| Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
    match words {
        [word] => one(term(word)),
        [_, _] => one(pair(0)),
        _ => {
            let last = words.len() - 2;
            let places = (0..last).step_by(2).chain([last]);
            Box::new(PhraseQuery::new_with_offset(places.map(|at| (at, pair(at))).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(text: &str) -> Vec<(String, bool)> {
        split(text).into_iter().map(|w| (w.text, w.not)).collect()
    }

    #[test]
    fn words_phrases_and_exclusions_are_told_apart() {
        assert_eq!(
            wanted("ferry \"port ellery\" -strike"),
            [("ferry".into(), false), ("port ellery".into(), false), ("strike".into(), true)]
        );
    }

    #[test]
    fn an_open_quotation_mark_and_a_lone_dash_are_no_errors() {
        assert_eq!(wanted("\"open to the end"), [("open to the end".into(), false)]);
        assert_eq!(wanted("- \"\" -\"a b\""), [("-".into(), false), ("a b".into(), true)]);
        assert_eq!(wanted("  "), []);
    }

    #[test]
    fn an_endless_query_is_cut() {
        assert!(wanted(&"word ".repeat(10_000)).len() <= MOST_WORDS);
    }
}
