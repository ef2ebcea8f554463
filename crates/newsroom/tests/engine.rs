//! Papers read their old stories anew only where [`ENGINE`] has risen, so that nobody may forget to raise it.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read files and fail by panicking")]

use jiff::tz::TimeZone;
use newsroom::reading::{ENGINE, Reading, read};
use sha2::{Digest, Sha256};
use wire::{Block, Body, Inline, Item, Moment};

/// An engine, and the beginning of the digest of all that it reads in the stories below.
const KNOWN: (u32, &str) = (2, "d1c481bc612a1aca");

/// Stories of our own, as the crates that read them are measured with.
const STORIES: &[&str] =
    &["timex/tests/careful/en.jsonl", "timex/tests/careful/de.jsonl", "quotes/tests/careful/quotes.jsonl"];

#[test]
fn whoever_changes_what_is_found_in_a_text_raises_the_engine() {
    let mut digest = Sha256::new();
    for file in STORIES {
        let path = format!("{}/../{file}", env!("CARGO_MANIFEST_DIR"));
        let rows = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        for row in rows.lines() {
            digest.update(serde_json::to_vec(&found(row)).unwrap());
        }
    }
    let digest: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        (ENGINE, digest.as_str()),
        KNOWN,
        "The same texts are read otherwise than before. Raise ENGINE in reading.rs, unless it has risen since the \
         last release; then write both here."
    );
}

/// What is found in a story, without the engine's number.
fn found(row: &str) -> Reading {
    let row: serde_json::Value = serde_json::from_str(row).unwrap();
    let text = |key: &str| row[key].as_str().unwrap_or_default();
    let day = Some(text("dct")).filter(|day| !day.is_empty()).unwrap_or("2018-09-12");
    let paragraph = |words: &str| Block::Paragraph { text: vec![Inline::text(words)] };
    let item = Item {
        published: Some(Moment::utc(format!("{day}T12:00:00Z").parse().unwrap())),
        body: Body { blocks: text("text").split("\n\n").map(paragraph).collect() },
        ..Item::default()
    };
    let language = Some(text("lang")).filter(|lang| !lang.is_empty()).unwrap_or("en");
    Reading { engine: 0, ..read(&item, &TimeZone::UTC, language) }
}
