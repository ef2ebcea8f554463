//! What real agencies' files become, where a corpus of them is at hand.
//!
//! `cargo xtask conformance` prints the report that is held to here.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read fixtures and fail by panicking"
)]

mod corpus;
mod measure;
mod report;
mod second_opinion;
mod truth;

use std::{path::Path, time::Duration};

use corpus::files;
use measure::Totals;
use wire::{Format, Hints, parse};

#[test]
fn every_field_and_every_word_of_the_agencies_copy_arrives() {
    let report = report::of(&corpus::shared().join("wire-samples"), Duration::ZERO);
    println!("{}\n{}", report.table, report.named.join("\n"));
    assert!(report.misses.is_empty(), "{}", report.misses.join("\n"));
}

#[test]
fn every_file_of_a_standard_is_recognised_for_what_it_is() {
    let folders = [
        ("newsml-g2", Format::NewsmlG2),
        ("newsml-1", Format::Newsml1),
        ("nitf", Format::Nitf),
        ("ninjs", Format::Ninjs),
        ("rss", Format::Rss),
        ("atom", Format::Atom),
        ("jsonfeed", Format::JsonFeed),
    ];
    for (folder, format) in folders {
        for path in files(&format!("wire-samples/{folder}")) {
            assert_eq!(wire::sniff(&std::fs::read(&path).unwrap()), Some(format), "{}", path.display());
        }
    }
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
            let parsed = parse(&bytes, &Hints::default());
            let totals: &mut Totals = formats.entry(parsed.format.unwrap().name()).or_default();
            totals.count(&parsed);
            let lost = report::lost_words(&bytes, &parsed, totals);
            missed.extend(lost.into_iter().map(|said| format!("{}: {said}", path.display())));
        }
    }
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

#[test]
fn the_measure_notices_a_single_lost_field() {
    let file = b"<nitf baselang='en'><head><docdata><doc-id id-string='mna-1'/><du-key version='2'/>\
                 <date.issue norm='20261123T101500Z'/></docdata></head><body><body.head><hedline><hl1>Ferry \
                 sails</hl1></hedline><byline>By Ada Quill</byline></body.head></body></nitf>";
    let facts = truth::facts("nitf", file);
    let mut item = parse(file, &Hints::default()).items.remove(0);
    assert_eq!(facts[0].len(), 6, "{facts:?}");
    assert_eq!(truth::missing(&facts[0], &[&item]), []);
    item.bylines.clear();
    item.published = None;
    let lost = truth::missing(&facts[0], &[&item]).into_iter().map(|(field, _)| field).collect::<Vec<_>>();
    assert_eq!(lost, ["byline", "published"]);
}

#[test]
fn what_is_no_story_in_a_format_that_is_read_is_named() {
    for folder in report::FAMILIES {
        for path in files(&format!("wire-samples/{folder}")) {
            let bytes = std::fs::read(&path).unwrap();
            for format in [None, Some(Format::Ninjs), Some(Format::Rss)] {
                let parsed = parse(&bytes, &Hints { format, ..Hints::default() });
                assert!(!parsed.problems.is_empty() || !parsed.items.is_empty(), "{}", path.display());
            }
        }
    }
}
