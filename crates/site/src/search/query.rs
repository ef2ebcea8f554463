//! What a reader typed, as a query: words must all be there, "phrases" as they stand, -words must not.
//!
//! There is no syntax error: whatever is not one of these is a word. Field names, wildcards and regular
//! expressions are not offered, so a search box is no way to make the server work hard.

use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::TextAnalyzer;

use super::schema::Fields;

/// More words than this are not looked at.
const MOST_WORDS: usize = 24;
const LONGEST: usize = 300;

/// One thing that must or must not be in a story.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    text: String,
    not: bool,
}

/// The query; `None` when nothing was asked for.
pub fn read(text: &str, fields: Fields, analyzer: &mut TextAnalyzer) -> Option<Box<dyn Query>> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let mut positive = false;
    for wanted in split(text) {
        let mut words = Vec::new();
        analyzer.token_stream(&wanted.text).process(&mut |token| words.push(token.text.clone()));
        words.truncate(MOST_WORDS);
        if words.is_empty() {
            continue;
        }
        let found = anywhere(&words, fields);
        positive |= !wanted.not;
        clauses.push((if wanted.not { Occur::MustNot } else { Occur::Must }, found));
    }
    if clauses.is_empty() {
        return None;
    }
    if !positive {
        // "-rain" alone means everything else.
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    Some(Box::new(BooleanQuery::new(clauses)))
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

/// The words, next to each other, in any field; a headline counts most.
fn anywhere(words: &[String], fields: Fields) -> Box<dyn Query> {
    let places = [(fields.headline, 4.0), (fields.summary, 2.0), (fields.names, 2.0), (fields.body, 1.0)];
    let clauses = places
        .into_iter()
        .map(|(field, weight)| {
            let found: Box<dyn Query> = Box::new(BoostQuery::new(together(words, field), weight));
            (Occur::Should, found)
        })
        .collect();
    Box::new(BooleanQuery::new(clauses))
}

fn together(words: &[String], field: Field) -> Box<dyn Query> {
    let term = |word: &String| Term::from_field_text(field, word);
    match words {
        [word] => Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs)),
        words => Box::new(PhraseQuery::new(words.iter().map(term).collect())),
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
