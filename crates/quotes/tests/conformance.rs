//! How well labelled stories are read, where a corpus of them is at hand: `DATELINE_SHARED`, or `../shared` beside the
//! workspace. Without one there is nothing to read, and the tests pass.
//!
//! `cargo test -p quotes --test conformance -- --nocapture` prints the figures.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read fixtures and fail by panicking"
)]

mod measure;

use std::path::{Path, PathBuf};

use measure::{Labelled, Totals, same};
use quotes::lines::{Give, annotate};
use serde_json::Value;

/// A corpus' documents, or none.
fn documents(file: &str) -> Vec<Value> {
    let corpus = std::env::var_os("DATELINE_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let Ok(text) = std::fs::read_to_string(corpus.join(file)) else { return Vec::new() };
    match serde_json::from_str(&text) {
        Ok(document) => vec![document],
        Err(_) => text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
    }
}

/// Reads a corpus as the command would; `None` where there is none.
fn measured(file: &str, language: &str) -> Option<Totals> {
    let documents = documents(file);
    let mut totals = Totals::default();
    for document in &documents {
        let line = serde_json::json!({"lang": language, "text": document["text"]}).to_string();
        let answer: Value = serde_json::from_str(&annotate(&line, Give::Direct).unwrap()).unwrap();
        let ignored: Vec<(usize, usize)> =
            serde_json::from_value(document["ignore"].clone()).unwrap_or_default();
        totals.add(&Labelled::all(document), &Labelled::all(&answer), &ignored);
    }
    println!("{}", totals.line(file));
    (!documents.is_empty()).then_some(totals)
}

#[test]
fn newswire_of_the_nineties_is_attributed_to_its_speakers_by_name() {
    let Some(totals) = measured("quotes/dev-en.jsonl", "en") else { return };
    assert!(totals.strict() >= 97.0);
    assert!(totals.attributed() >= 95.5);
    assert!(totals.speaker() >= 94.0);
}

#[test]
fn political_news_is_attributed_to_its_speakers() {
    let Some(totals) = measured("quotes/dev-en-polnear.jsonl", "en") else { return };
    assert!(totals.strict() >= 97.0);
    assert!(totals.attributed() >= 90.0);
}

#[test]
fn german_quotations_are_told_from_names_and_titles() {
    let Some(totals) = measured("quotes/dev-de.jsonl", "de") else { return };
    assert!(totals.strict() >= 91.0);
    assert!(totals.attributed() >= 76.0);
}

#[test]
fn the_sample_story_comes_out_whole() {
    let Some(totals) = measured("timex/seed-story.json", "en") else { return };
    assert!(totals.strict() >= 100.0 && totals.attributed() >= 100.0 && totals.speaker() >= 100.0);
}

#[test]
fn the_measure_notices_a_wrong_speaker_and_a_span_that_is_a_letter_short() {
    let quote =
        |span, mention, name: &str| Labelled { span, mention: Some(mention), name: Some(name.to_owned()) };
    let score = |found: Labelled| {
        let mut totals = Totals::default();
        totals.add(&[quote((0, 10), (20, 25), "Olav Stenn")], &[found], &[]);
        (totals.strict(), totals.attributed(), totals.speaker())
    };
    assert_eq!(score(quote((0, 10), (20, 25), "Olav Stenn")), (100.0, 100.0, 100.0));
    assert_eq!(score(quote((0, 9), (20, 25), "Mr. Stenn")), (0.0, 100.0, 100.0));
    assert_eq!(score(quote((0, 10), (40, 45), "Helen Strand")), (100.0, 0.0, 0.0));
    assert_eq!(score(quote((0, 4), (20, 25), "Olav Stenn")), (0.0, 0.0, 0.0));
    assert!(same("the White House", "White House") && !same("Olav Stenn", "Helen Stenn"));
}
