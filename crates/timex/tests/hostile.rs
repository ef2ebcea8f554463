//! Text that nobody would write: whatever comes, nothing panics, and what is found stands in order, on whole
//! characters and without overlap.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proptest::prelude::*;
use timex::{Document, Expression, Language, annotate};

#[test]
fn text_of_broken_and_foreign_marks_does_no_harm() {
    for text in [
        "",
        " ",
        "\u{feff}Monday",
        "Monday\u{0}\u{0}yesterday",
        "’’’’’’s ‘90s “ \u{202e}yadnoM",
        "May May May May 5 5 5 5 5, 5, 2018 2018 20180000",
        "1,234,567,890,123,456,789,012,345,678,901,234,567,890 years ago",
        "99999999999999999999999999999999999999 centuries later",
        "nine hundred thousand million million million million million decades ago",
        "the 31st of February 2018, Feb. 30, 29 February, 0/0/0000, 13/13/13, 9999-99-99",
        "25:61 a.m., 24:00, 00:00 UTC, 99 p.m. Monday",
        "İstanbul'da ǅ ŉ ß ﬁ Ω Monday’s ½ 2½ 2 1/0 1/2 hours",
        "last last last next next the the the of of of ago ago ago",
    ] {
        check(text);
    }
    // Every beginning of a sentence is a text too.
    let sentence =
        "On Sept. 10, 2018, at 9 a.m. EST Tuesday — nearly two-and-a-half weeks ago — in the '90s.";
    for (at, _) in sentence.char_indices() {
        check(&sentence[..at]);
        check(&sentence[at..]);
    }
}

#[test]
fn every_pair_of_documents_date_and_expression_at_the_calendars_ends_is_refused_or_right() {
    let text = "last century, a thousand years ago, next week, tomorrow, in 400 years' time, 8000 years later, \
                the following decade, the previous day, last winter, Easter Monday, Dec. 25, last Friday, two decades from now";
    for date in ["-009999-01-01", "0000-01-01", "0001-03-01", "9999-12-31", "1582-10-10", "2000-02-29"] {
        let document = Document { date: Some(date.parse().unwrap()), ..Document::default() };
        for code in Language::codes() {
            in_order(text, &annotate(text, &document, Language::get(code).unwrap()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1863), ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_read(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_row_of_words_that_begin_expressions_is_read(words in prop::collection::vec(prop::sample::select(WORDS), 0..60)) {
        check(&words.concat());
    }
}

const WORDS: &[&str] = &[
    "the ",
    "last ",
    "next ",
    "Monday",
    " ",
    ", ",
    "May ",
    "5",
    "2018",
    "twenty-",
    "one ",
    "hundred ",
    "years",
    " ago",
    "-",
    "'",
    "s ",
    "at ",
    "9 ",
    "a.m. ",
    "EST ",
    "(",
    ")",
    "/",
    ":",
    ".",
    "\n\n",
    "early ",
    "late ",
    "of ",
    "and a half ",
    "nearly ",
    "quarter ",
    "first ",
    "fiscal ",
    "“",
    "”",
    "``",
    "''",
    "summer ",
    "Easter ",
    "every ",
    "day ",
    "½",
    "é",
    "ß",
    "today",
    "–",
];

fn check(text: &str) {
    for date in [None, "2018-09-10".parse().ok()] {
        let document = Document { date, ..Document::default() };
        for code in Language::codes() {
            in_order(text, &annotate(text, &document, Language::get(code).unwrap()));
        }
    }
}

fn in_order(text: &str, found: &[Expression]) {
    let mut end = 0;
    for expression in found {
        assert!(expression.start >= end, "{expression:?} overlaps the one before it in {text:?}");
        assert!(expression.start < expression.end, "{expression:?} is empty in {text:?}");
        // Panics where a character is cut.
        let words = &text[expression.start..expression.end];
        assert!(!words.trim().is_empty());
        // What is printed for it must not panic either.
        let _ = (
            expression.value.to_string(),
            expression.html_datetime(),
            expression.label(),
            expression.why.sentence(),
        );
        end = expression.end;
    }
}
