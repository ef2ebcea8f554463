//! How fast time expressions are found: `cargo bench -p timex` prints MB/s on one core.
//!
//! The copy is a story of about 3 KB written for this bench, with as many dates as news has (one in 35
//! words); the same many times over as one long document; text of the kind that costs most (nothing but
//! words that begin expressions); and, where the evaluation data lies beside the workspace, its documents.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads files and a clock, and stops at what is wrong"
)]

use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use timex::{Document, Language, annotate};

/// How long each line is measured, after a warm-up of a tenth of it.
const MEASURED: Duration = Duration::from_millis(1500);

fn main() {
    let started = Instant::now();
    let language = Language::get("en").unwrap();
    println!(
        "English compiled in {:.1} ms: {} nodes",
        started.elapsed().as_secs_f64() * 1e3,
        language.size()
    );
    println!("{:<34} {:>9} {:>9} {:>9}", "text", "bytes", "found", "MB/s");
    let story = include_str!("story.txt");
    line("a story", &[story.to_owned()]);
    line("the story 8 times, one document", &[story.repeat(8)]);
    line("the story 64 times, one document", &[story.repeat(64)]);
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/timex/dev-en.jsonl");
    if let Ok(rows) = std::fs::read_to_string(shared) {
        let text = |row: &str| {
            serde_json::from_str::<serde_json::Value>(row).unwrap()["text"].as_str().unwrap().to_owned()
        };
        line("TimeBank and AQUAINT", &rows.lines().map(text).collect::<Vec<_>>());
    }
    // Linear in the length also where every word begins something.
    for times in [1_000, 8_000] {
        line(&format!("hostile: \"the last\" {times} times"), &["the last ".repeat(times)]);
        line(&format!("hostile: \"in early May 5, \" {times} times"), &["in early May 5, ".repeat(times)]);
        line(&format!("hostile: \"twenty \" {times} times"), &["twenty ".repeat(times)]);
    }
}

fn line(name: &str, texts: &[String]) {
    let language = Language::get("en").unwrap();
    let document = Document { date: Some(jiff::civil::date(2018, 10, 12)), ..Document::default() };
    let bytes: usize = texts.iter().map(String::len).sum();
    let found: usize = texts.iter().map(|text| annotate(text, &document, language).len()).sum();
    let round = || {
        for text in texts {
            black_box(annotate(text, &document, language));
        }
    };
    time_of(MEASURED / 10, round);
    let seconds = time_of(MEASURED, round);
    println!("{name:<34} {bytes:>9} {found:>9} {:>9.1}", bytes as f64 / seconds / 1e6);
}

/// Seconds of one core for one round: the mean over many.
fn time_of(limit: Duration, round: impl Fn()) -> f64 {
    let (started, used) = (Instant::now(), processor_time());
    let mut rounds = 0;
    while started.elapsed() < limit {
        round();
        rounds += 1;
    }
    let taken = match (used, processor_time()) {
        (Some(before), Some(after)) => after - before,
        _ => started.elapsed().as_secs_f64(),
    };
    taken / f64::from(rounds)
}

/// What this thread has had of its core, where the system tells: others may use the machine at the same time.
fn processor_time() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}
