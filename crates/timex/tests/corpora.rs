//! How the engine does on texts that others annotated, where they are at hand (`DATELINE_SHARED`, or
//! `../shared` beside the workspace): `cargo test -p timex --test corpora -- --nocapture` prints the figures.
//! Without the texts there is nothing to measure, and the test passes.
//!
//! The measures are those of TempEval-3: pairs of one found and one annotated expression, the same spans first,
//! then by overlap; *relaxed* counts pairs, *value* counts pairs of equal value.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read files and fail by panicking")]

use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use timex::lines::{Defaults, annotate_line};

/// A set, and the relaxed F1, value F1 and precision on the page that it must not fall under.
const FLOORS: &[(&str, [f64; 3])] = &[
    ("dev-en", [94.0, 80.0, 90.0]),
    ("dev-en-meantime", [91.0, 83.5, 95.0]),
    ("dev-es", [93.5, 86.5, 95.0]),
    ("dev-it", [89.0, 78.0, 85.0]),
];

#[test]
fn the_figures_on_annotated_news_do_not_fall() {
    let Some(folder) = shared() else { return };
    for (name, floors) in FLOORS {
        let Ok(rows) = std::fs::read_to_string(folder.join(format!("{name}.jsonl"))) else { continue };
        let [mut all, mut page] = [Count::default(); 2];
        for row in rows.lines() {
            let gold: Json = serde_json::from_str(row).unwrap();
            all.add(&gold, &annotated(row, false));
            page.add(&gold, &annotated(row, true));
        }
        let figures = [all.f1(all.pairs), all.f1(all.values), page.calendar_precision()];
        println!(
            "{name}: relaxed F1 {:.1}, value F1 {:.1}; on the page precision {:.1}, recall {:.1}",
            figures[0],
            figures[1],
            figures[2],
            100.0 * page.calendar_right as f64 / page.calendar_gold as f64
        );
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

fn annotated(row: &str, page_only: bool) -> Vec<Json> {
    let defaults = Defaults { page_only, ..Defaults::default() };
    let out: Json = serde_json::from_str(&annotate_line(row, &defaults).unwrap()).unwrap();
    out["timex"].as_array().unwrap().clone()
}

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("DATELINE_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    Some(folder.join("timex")).filter(|folder| folder.is_dir())
}

#[derive(Clone, Copy, Default)]
struct Count {
    gold: usize,
    found: usize,
    pairs: usize,
    values: usize,
    calendar_gold: usize,
    calendar_found: usize,
    calendar_right: usize,
}

impl Count {
    fn add(&mut self, gold: &Json, found: &[Json]) {
        let gold = gold["timex"].as_array().unwrap();
        self.gold += gold.len();
        self.found += found.len();
        self.calendar_gold += gold.iter().filter(|row| is_calendar(row)).count();
        self.calendar_found += found.iter().filter(|row| is_calendar(row)).count();
        for (ours, theirs) in pairs(gold, found) {
            self.pairs += 1;
            let right = found[theirs]["value"] == gold[ours]["value"];
            self.values += usize::from(right);
            self.calendar_right += usize::from(right && is_calendar(&gold[ours]));
        }
    }

    fn f1(&self, right: usize) -> f64 {
        200.0 * right as f64 / (self.gold + self.found) as f64
    }

    fn calendar_precision(&self) -> f64 {
        100.0 * self.calendar_right as f64 / self.calendar_found as f64
    }
}

/// One to one: equal spans first, then those that share most of what both cover.
fn pairs(gold: &[Json], found: &[Json]) -> Vec<(usize, usize)> {
    let span = |row: &Json| (row["start"].as_i64().unwrap(), row["end"].as_i64().unwrap());
    let mut candidates = Vec::new();
    for (ours, row) in gold.iter().enumerate() {
        for (theirs, other) in found.iter().enumerate() {
            let (a, b) = (span(row), span(other));
            let shared = a.1.min(b.1) - a.0.max(b.0);
            if shared > 0 {
                let share = shared * 10_000 / (a.1.max(b.1) - a.0.min(b.0));
                candidates.push((-share, row["value"] != other["value"], ours, theirs));
            }
        }
    }
    candidates.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (_, _, ours, theirs) in candidates {
        if out.iter().all(|pair| pair.0 != ours && pair.1 != theirs) {
            out.push((ours, theirs));
        }
    }
    out
}

/// A year, month, day or week, with or without a time.
fn is_calendar(row: &Json) -> bool {
    let value = row["value"].as_str().unwrap_or_default();
    let day = value.split('T').next().unwrap_or_default();
    let figures =
        |part: &str, wanted: usize| part.len() == wanted && part.bytes().all(|byte| byte.is_ascii_digit());
    match day.split('-').collect::<Vec<_>>()[..] {
        [year] => figures(year, 4) && (value.len() == 4 || value.contains('T')),
        [year, week] if week.starts_with('W') => figures(year, 4) && figures(&week[1..], 2),
        [year, month] => figures(year, 4) && figures(month, 2),
        [year, month, day] => figures(year, 4) && figures(month, 2) && figures(day, 2),
        _ => false,
    }
}
