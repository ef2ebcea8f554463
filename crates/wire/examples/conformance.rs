//! Reads a corpus of agencies' files and prints what arrives of them: `cargo xtask conformance [DIR]`.
//!
//! The last lines name every field and every word that a file carries and its item lacks; then the exit code
//! is 1. Without a corpus it is 2.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for developers, which may stop at a bad path"
)]

#[path = "../tests/measure/mod.rs"]
mod measure;
#[path = "../tests/report/mod.rs"]
mod report;
#[path = "../tests/second_opinion/mod.rs"]
mod second_opinion;
#[path = "../tests/truth/mod.rs"]
mod truth;

use std::{path::Path, process::ExitCode, time::Duration};

fn main() -> ExitCode {
    let Some(corpus) = std::env::args().nth(1) else {
        eprintln!("Name the folder with the samples.");
        return ExitCode::from(2);
    };
    let report = report::of(Path::new(&corpus), Duration::from_millis(200));
    if report.files == 0 {
        eprintln!(
            "There are no samples in {corpus}: it should have folders such as newsml-g2, nitf and ninjs, with \
             files of that format in each."
        );
        return ExitCode::from(2);
    }
    println!("{}", report.table);
    println!("Files without a story, and what is said of them:\n{}\n", report.named.join("\n"));
    match report.misses.len() {
        0 => println!("{} files, nothing is missing.", report.files),
        n => println!("{} files, {n} misses:\n{}", report.files, report.misses.join("\n")),
    }
    if report.misses.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
