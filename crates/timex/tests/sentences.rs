//! Sentences of our own, by language, with what their expressions mean: `sentences/en.txt` and so on.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read files and fail by panicking")]

use std::path::Path;

use timex::{Document, Language, annotate};

#[test]
fn every_sentence_of_every_language_means_what_its_author_meant() {
    let mut wrong = Vec::new();
    let mut read = 0;
    for code in Language::codes() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/sentences/{code}.txt"));
        let file =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            read += 1;
            let (date, marked) = line.split_once(" | ").unwrap_or_else(|| panic!("{code}: no date: {line}"));
            let (text, meant) = unmarked(marked);
            let document = Document { date: date.parse().ok(), ..Document::default() };
            let found = annotate(&text, &document, Language::get(code).unwrap());
            let found: Vec<String> = found
                .iter()
                .map(|found| {
                    let modifier =
                        found.modifier.map_or(String::new(), |modifier| format!(" {}", modifier.code()));
                    format!("{}={}{modifier}", &text[found.start..found.end], found.value)
                })
                .collect();
            if found != meant {
                wrong.push(format!("{code}, {date}: {text}\n    meant {meant:?}\n    found {found:?}"));
            }
        }
    }
    assert!(read > 70, "only {read} sentences were read");
    assert!(wrong.is_empty(), "{} of {read}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The sentence without its braces, and what stood in them.
fn unmarked(marked: &str) -> (String, Vec<String>) {
    let (mut text, mut meant) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, behind) = after.split_once('}').unwrap();
        text.push_str(before);
        text.push_str(inside.split_once('=').unwrap().0);
        meant.push(inside.to_owned());
        rest = behind;
    }
    (text + rest, meant)
}
