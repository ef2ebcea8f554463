//! `cargo xtask conformance`: what arrives of real agencies' files.
//!
//! The measuring is that of `crates/wire/tests/conformance.rs`; `crates/wire/examples/conformance.rs` prints
//! it. Nothing but the `wire` crate is built for it.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::run;

#[derive(clap::Args)]
pub struct Args {
    /// The folder with the samples, one folder a format [default: ../shared/wire-samples beside the checkout].
    dir: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<()> {
    let beside = || run::root().join("../shared/wire-samples");
    let dir = args.dir.clone().unwrap_or_else(beside);
    let Ok(dir) = dir.canonicalize() else {
        bail!(
            "There is no folder {}. Name the folder that holds the samples: `cargo xtask conformance DIR`. It \
             should have a folder for each format (newsml-g2, newsml-1, nitf, ninjs, rss, atom, jsonfeed, \
             iptc7901-text, agency-xml, agency-json, wxr).",
            dir.display()
        );
    };
    run::step(&format!("Reading {}", dir.display()));
    run::run(
        run::cargo()
            .args(["run", "--quiet", "--release", "-p", "wire", "--example", "conformance", "--"])
            .arg(&dir),
    )
}
