//! `cargo run -p timex --example annotate_times -- [--page] < documents.jsonl > annotated.jsonl`: each line's time
//! expressions, with offsets in code points; with `--page` only what may be shown to readers.

use std::io::{self, BufRead as _, Write as _};

use timex::lines::{Defaults, annotate_line};

fn main() -> io::Result<()> {
    let page_only = std::env::args().any(|argument| argument == "--page");
    let defaults = Defaults { page_only, ..Defaults::default() };
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (number, line) in io::stdin().lock().lines().enumerate() {
        match annotate_line(&line?, &defaults) {
            Ok(annotated) => writeln!(out, "{annotated}")?,
            Err(error) => return Err(io::Error::other(format!("line {}: {error}", number + 1))),
        }
    }
    out.flush()
}
