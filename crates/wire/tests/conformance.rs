//! What real agencies' files become, where a corpus of them is at hand.
//!
//! `cargo test -p wire --test conformance -- --nocapture` prints, per format, how many items carry each
//! field, how many of the source's words arrived, and how fast.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read fixtures and fail by panicking"
)]

mod corpus;
mod measure;
mod second_opinion;

use std::{path::Path, time::Instant};

use corpus::files;
use measure::{Totals, words_of};
use wire::{Format, Hints, Parsed, parse};

const FORMATS: [(&str, Format); 7] = [
    ("newsml-g2", Format::NewsmlG2),
    ("newsml-1", Format::Newsml1),
    ("nitf", Format::Nitf),
    ("ninjs", Format::Ninjs),
    ("rss", Format::Rss),
    ("atom", Format::Atom),
    ("jsonfeed", Format::JsonFeed),
];

#[test]
fn every_word_of_the_agencies_copy_arrives_in_order() {
    let mut report = String::new();
    let mut missed = Vec::new();
    for (folder, format) in FORMATS {
        let mut totals = Totals::default();
        for path in files(&format!("wire-samples/{folder}")) {
            let bytes = std::fs::read(&path).unwrap();
            let parsed = measured(&bytes, &mut totals);
            assert_eq!(parsed.format, Some(format), "{} is not recognised", path.display());
            missed.extend(lost_words(&path, &bytes, &parsed, &mut totals));
        }
        report.push_str(&totals.line(folder));
    }
    println!("{report}");
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn every_word_of_the_demonstration_papers_copy_arrives_in_order() {
    let mut formats = std::collections::BTreeMap::new();
    let mut missed = Vec::new();
    let wire = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/wire");
    for agency in std::fs::read_dir(wire).unwrap() {
        for file in std::fs::read_dir(agency.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "jpg") {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let format = wire::sniff(&bytes).unwrap();
            let totals: &mut Totals = formats.entry(format.name()).or_default();
            let parsed = measured(&bytes, totals);
            missed.extend(lost_words(&path, &bytes, &parsed, totals));
        }
    }
    formats.iter().for_each(|(format, totals)| print!("{}", totals.line(format)));
    assert_eq!(formats.len(), 6, "{:?}", formats.keys());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn the_measure_notices_a_single_lost_word() {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let source = words("the ferry to the island left at nine");
    let lost = |ours: &str| Totals::default().compare(&source, &[words("a summary"), words(ours)]);
    assert_eq!(lost("so the ferry to the island left at nine"), None);
    assert_eq!(lost("the ferry to island left at nine").as_deref(), Some("the island left at nine"));
    assert_eq!(lost("the ferry to the island left nine at").as_deref(), Some("nine"));
}

fn measured(bytes: &[u8], totals: &mut Totals) -> Parsed {
    let started = Instant::now();
    let parsed = parse(bytes, &Hints::default());
    totals.count(&parsed, started.elapsed());
    parsed
}

/// What a second opinion finds in the file and readers would not.
fn lost_words(path: &Path, bytes: &[u8], parsed: &Parsed, totals: &mut Totals) -> Vec<String> {
    let name = name_of(path);
    let (Some(format), false) = (parsed.format, parsed.items.is_empty()) else {
        assert!(!parsed.problems.is_empty(), "{name}: nothing is said");
        return Vec::new();
    };
    // A feed's shorter text stands beside the fuller one.
    let summaries = parsed.items.iter().flat_map(|item| &item.summary);
    let mut ours: Vec<Vec<String>> =
        summaries.map(|text| text.split_whitespace().map(str::to_owned).collect()).collect();
    ours.push(parsed.items.iter().flat_map(words_of).collect());
    // NewsML 1 sends headlines as copy too.
    let lines = parsed.items.iter().flat_map(|item| item.headline.iter().chain(&item.subheadline));
    ours.extend(
        lines.map(|text| text.split_whitespace().filter(|word| *word != "/").map(str::to_owned).collect()),
    );
    let texts = second_opinion::texts(format, bytes);
    let lost = texts.iter().filter_map(|wanted| totals.compare(wanted, &ours));
    lost.map(|lost| format!("{name}: lost \"{lost}\"")).collect()
}

#[test]
fn every_word_of_copy_from_the_telegraph_arrives_in_order() {
    let mut totals = Totals::default();
    let mut missed = Vec::new();
    for path in files("wire-samples/iptc7901-text") {
        let bytes = std::fs::read(&path).unwrap();
        // Mails with copy in them lie in the same folder; they are named, and not read.
        let is_mail = !matches!(bytes.first(), Some(0x01 | 0x16));
        let parsed = measured(&bytes, &mut totals);
        assert_eq!(parsed.format.is_none(), is_mail, "{}", path.display());
        missed.extend(lost_words(&path, &bytes, &parsed, &mut totals));
    }
    println!("{}", totals.line("iptc7901-text"));
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn what_is_no_story_in_a_format_that_is_read_is_named() {
    for folder in ["iptc7901-text", "agency-xml", "agency-json", "wxr"] {
        for path in files(&format!("wire-samples/{folder}")) {
            let bytes = std::fs::read(&path).unwrap();
            for format in [None, Some(Format::Ninjs)] {
                let parsed = parse(&bytes, &Hints { format, ..Hints::default() });
                let said = parsed.problems.first().map_or("no problem", |p| p.message.as_str());
                println!("{folder}/{}: {} items, {said}", name_of(&path), parsed.items.len());
                assert!(!parsed.problems.is_empty() || !parsed.items.is_empty(), "{}", path.display());
            }
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
