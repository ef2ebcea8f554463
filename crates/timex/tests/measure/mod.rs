//! The measures of TempEval-3: pairs of one found and one annotated expression, the same spans first, then by
//! overlap; *relaxed* counts pairs, *value* counts pairs of equal value; *page* is the precision and recall of
//! calendar dates among what may be put on a page.

use std::fmt;

use serde_json::Value as Json;
use timex::lines::{Defaults, annotate_line};

/// In percent.
pub struct Figures {
    pub documents: usize,
    pub relaxed_f1: f64,
    pub value_f1: f64,
    pub page_precision: f64,
    pub page_recall: f64,
}

impl Figures {
    /// Of a file of annotated documents, one a line.
    pub fn of(rows: &str) -> Figures {
        let [mut all, mut page] = [Count::default(); 2];
        for row in rows.lines() {
            let gold: Json = serde_json::from_str(row).unwrap();
            all.add(&gold, &annotated(row, false));
            page.add(&gold, &annotated(row, true));
        }
        Figures {
            documents: rows.lines().count(),
            relaxed_f1: all.f1(all.pairs),
            value_f1: all.f1(all.values),
            page_precision: page.calendar_precision(),
            page_recall: 100.0 * page.calendar_right as f64 / page.calendar_gold as f64,
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} documents, relaxed F1 {:.1}, value F1 {:.1}; on the page precision {:.1}, recall {:.1}",
            self.documents, self.relaxed_f1, self.value_f1, self.page_precision, self.page_recall
        )
    }
}

pub fn annotated(row: &str, page_only: bool) -> Vec<Json> {
    let defaults = Defaults { page_only, ..Defaults::default() };
    let out: Json = serde_json::from_str(&annotate_line(row, &defaults).unwrap()).unwrap();
    out["timex"].as_array().unwrap().clone()
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
