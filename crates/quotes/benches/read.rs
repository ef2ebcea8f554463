//! How fast copy is read: `cargo bench -p quotes`, or `cargo bench -p quotes -- stories` for one line only.
//!
//! The copy is `benches/courier.txt`, stories of an invented paper with the quotations that agencies send. It is read
//! story by story, and glued into one text of a megabyte, which shows that the cost grows with the length and no
//! faster. The last lines are texts made to be slow: nothing but marks, but names, but one sentence.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads a clock, and stops at what is wrong"
)]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use quotes::{Language, read};

/// How long each line is measured.
const MEASURED: Duration = Duration::from_millis(1500);

const LONG: usize = 1 << 20;

fn main() {
    let copy = include_str!("courier.txt");
    let stories: Vec<&str> = copy.split("\n***\n").collect();
    println!("{:<28} {:>9} {:>12} {:>8}", "text", "KB", "quotations", "MB/s");
    line("stories", &stories);
    let long = stories.join("\n\n").repeat(LONG / copy.len() + 1);
    line("one long text", &[&long]);
    for (name, part) in [
        ("marks only", "\" "),
        ("marks without end", "“a “b “c "),
        ("names only", "Ann Lee Bo Gray "),
        ("one sentence", "the mayor said that "),
        ("one word", "quay"),
        ("one gap", "      "),
        ("said, said", "“no,” she said, “no,” "),
    ] {
        line(name, &[&part.repeat(LONG / part.len())]);
    }
}

fn line(name: &str, texts: &[&str]) {
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    if only.is_some_and(|only| only != name) {
        return;
    }
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    let found: usize = texts.iter().map(|text| read(text, Language::English).quotations.len()).sum();
    let seconds = time_of(texts);
    println!("{name:<28} {:>9.1} {found:>12} {:>8.1}", bytes as f64 / 1e3, bytes as f64 / seconds / 1e6);
}

/// Seconds for reading all texts once: the best of many rounds, since the machine may have other work.
fn time_of(texts: &[&str]) -> f64 {
    let started = Instant::now();
    let mut best = f64::INFINITY;
    while started.elapsed() < MEASURED {
        let round = Instant::now();
        texts.iter().for_each(|text| drop(black_box(read(text, Language::English))));
        best = best.min(round.elapsed().as_secs_f64());
    }
    best
}
