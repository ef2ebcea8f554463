//! The README's commands: `cargo xtask demo`, `cargo xtask test`, `cargo xtask bench` and
//! `cargo xtask conformance`.
//!
//! They run on a bare machine with Rust: what else they need (Chromium, PostgreSQL, Node) they find or,
//! on Debian and its kin, install. Start reading at the file named as the command.

mod bench;
mod conformance;
mod demo;
mod demo_comments;
mod demo_copy;
mod markers;
mod postgres;
mod run;
mod test;
mod tools;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Work on Dateline.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build, make a small newspaper, take its copy in and serve it.
    Demo(demo::Args),
    /// Run every test: both database engines, and a real browser.
    Test(test::Args),
    /// Measure, beside a peer in the same run, and print tables.
    Bench(bench::Args),
    /// Read a corpus of agencies' files and print what arrives of them, format by format.
    Conformance(conformance::Args),
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Demo(args) => demo::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Conformance(args) => conformance::run(&args),
    }
}
