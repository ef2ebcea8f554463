//! JSON lines in, the same with `quotes` out: `cargo run -p quotes --example annotate_quotes < stories.jsonl`.
//! With `--all`, indirect quotations too.

use std::io::{self, BufRead, Write};

use quotes::lines::{Give, annotate};

fn main() -> io::Result<()> {
    let give = if std::env::args().any(|argument| argument == "--all") { Give::All } else { Give::Direct };
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        match annotate(&line, give) {
            Ok(annotated) => writeln!(out, "{annotated}")?,
            Err(wrong) => eprintln!("line {}: {wrong}", number + 1),
        }
    }
    out.flush()
}
