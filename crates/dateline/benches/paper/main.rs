//! How fast the paper is, as one table.
//!
//! ```text
//! cargo bench -p dateline --bench paper                       everything, some minutes
//! cargo bench -p dateline --bench paper -- --quick            the same with little of everything
//! cargo bench -p dateline --bench paper -- visible archive    some of it
//! ```
//!
//! Real parts and real disks: the intake with its fsync, the real program over HTTP. Read the figures
//! beside the load that stands above the table. docs/reference/benches.md says what each row is.

mod archive;
mod copy;
mod http;
mod ingesting;
mod paper;
mod render;
mod table;
mod views;
mod visible;

use anyhow::{Result, bail};

use table::Table;

/// How much of everything.
#[derive(Clone, Copy)]
pub struct Amount {
    quick: bool,
}

impl Amount {
    /// `full`, or `quick` in a smoke run.
    pub fn of(self, full: usize, quick: usize) -> usize {
        if self.quick { quick } else { full }
    }
}

type Question = fn(&mut Table, Amount) -> Result<()>;

const QUESTIONS: [(&str, Question); 5] = [
    ("render", render::run),
    ("ingest", ingesting::run),
    ("visible", visible::run),
    ("archive", archive::run),
    ("views", views::run),
];

fn main() -> Result<()> {
    let mut amount = Amount { quick: false };
    let mut wanted = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--quick" => amount.quick = true,
            // Cargo says so of itself.
            "--bench" => {}
            name if QUESTIONS.iter().any(|(known, _)| *known == name) => wanted.push(argument),
            other => {
                bail!(
                    "There is no bench \"{other}\". Known: render, ingest, visible, archive, views, --quick."
                )
            }
        }
    }
    say_load("before");
    let mut table = Table::begin();
    for (name, run) in QUESTIONS {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            run(&mut table, amount)?;
        }
    }
    table.end();
    say_load("after");
    Ok(())
}

/// Figures from a machine that is busy with something else say little.
fn say_load(when: &str) {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: Vec<&str> = load.split(' ').take(3).collect();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!("Load {when}: {} (1, 5 and 15 minutes); {cores} cores.", load.join(" "));
}

/// A runtime like the program's.
pub fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
