//! `cargo xtask test`: everything, on SQLite and PostgreSQL, and in headless Chromium.

use std::process::Command;

use anyhow::Result;

use crate::run::{self, cargo, step};
use crate::{postgres, tools};

#[derive(clap::Args)]
pub struct Args {
    /// Leave the browser out (quicker while working on the inside).
    #[arg(long)]
    no_browser: bool,
    /// Leave format and lint checks out.
    #[arg(long)]
    no_lint: bool,
    /// Passed on to `cargo test`: a part of a test's name.
    filter: Option<String>,
}

pub fn run(args: &Args) -> Result<()> {
    // Held to the end: the server stops when this is dropped.
    let own = match std::env::var("DATELINE_TEST_POSTGRES") {
        Ok(_) => None,
        Err(_) => {
            step("Starting a PostgreSQL for the tests");
            Some(postgres::start()?)
        }
    };
    let url = match &own {
        Some(server) => server.url.clone(),
        None => std::env::var("DATELINE_TEST_POSTGRES")?,
    };

    if !args.no_lint {
        step("Format");
        run::run(cargo().args(["fmt", "--all", "--check"]))?;
    }
    step("Tests on SQLite and PostgreSQL");
    let mut tests = cargo();
    tests.args(["test", "--workspace"]).env("DATELINE_TEST_POSTGRES", &url);
    if let Some(filter) = &args.filter {
        tests.arg(filter);
    }
    run::run(&mut tests)?;
    if !args.no_lint {
        step("Lint");
        run::run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    }
    if !args.no_browser && args.filter.is_none() {
        browser()?;
    }
    step("All tests passed");
    Ok(())
}

/// The pages in a real browser: `e2e/` starts the demo newspaper by itself and looks at it.
fn browser() -> Result<()> {
    let (chromium, node, npm) = (tools::chromium()?, tools::node()?, tools::npm()?);
    let folder = run::root().join("e2e");
    step("Pages in Chromium");
    // `cargo test --workspace` has built the program already. Building it by itself would choose other
    // features of its libraries and build most of them once more.
    run::run(
        Command::new(npm).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder),
    )?;
    run::run(
        Command::new(node)
            .args(["--test", "--test-concurrency=1", "--test-reporter=spec", "tests/"])
            .current_dir(&folder)
            .env("DATELINE_CHROMIUM", chromium)
            .env("DATELINE_BIN", run::target().join("debug/dateline"))
            .env("DATELINE_XTASK", std::env::current_exe()?),
    )
}
