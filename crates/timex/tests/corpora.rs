//! How the engine does on texts that others annotated, where they are at hand (`DATELINE_SHARED`, or
//! `../shared` beside the workspace): `cargo test -p timex --test corpora -- --nocapture` prints the figures.
//! Without the texts there is nothing to measure, and the test passes.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read files and fail by panicking")]

mod measure;

use std::path::{Path, PathBuf};

use measure::{Figures, annotated};
use serde_json::Value as Json;

/// A set, and the relaxed F1, value F1 and precision on the page that it must not fall under.
const FLOORS: &[(&str, [f64; 3])] = &[
    ("dev-en", [94.0, 80.0, 90.0]),
    ("dev-en-meantime", [91.0, 83.5, 95.0]),
    ("dev-es", [93.5, 86.5, 95.0]),
    ("dev-it", [89.0, 78.0, 85.0]),
    ("dev-de", [88.5, 76.0, 92.0]),
    ("dev-fr", [93.0, 83.0, 89.0]),
];

#[test]
fn the_figures_on_annotated_news_do_not_fall() {
    let Some(folder) = shared() else { return };
    for (name, floors) in FLOORS {
        let Ok(rows) = std::fs::read_to_string(folder.join(format!("{name}.jsonl"))) else { continue };
        let figures = Figures::of(&rows);
        println!("{name}: {figures}");
        let figures = [figures.relaxed_f1, figures.value_f1, figures.page_precision];
        for (figure, floor) in figures.iter().zip(floors) {
            assert!(figure >= floor, "{name}: {figures:?} fell under {floors:?}");
        }
    }
}

#[test]
fn the_sample_story_comes_out_whole() {
    let Some(folder) = shared() else { return };
    let Ok(file) = std::fs::read_to_string(folder.join("seed-story.json")) else { return };
    let mut story: Json = serde_json::from_str(&file).unwrap();
    let gold = story["timex"].take();
    let found = annotated(
        &serde_json::json!({"text": story["text"], "dct": story["dct"], "lang": "en"}).to_string(),
        false,
    );
    let gold = gold.as_array().unwrap();
    assert_eq!(found.len(), gold.len(), "{found:?}");
    for (found, gold) in found.iter().zip(gold) {
        for key in ["start", "end", "type", "value", "mod"] {
            assert_eq!(found.get(key), gold.get(key), "{key} of {}", gold["text"]);
        }
        let text = |row: &Json, key: &str| row.get(key).and_then(Json::as_str).map(str::to_owned);
        assert_eq!(text(found, "datetime"), text(gold, "html_datetime"), "{}", gold["text"]);
        // The labels' remarks on what has no date are no labels.
        let label = text(gold, "reader_label").filter(|label| !label.starts_with("no date"));
        assert_eq!(text(found, "label"), label, "{}", gold["text"]);
    }
}

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("DATELINE_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    Some(folder.join("timex")).filter(|folder| folder.is_dir())
}
