//! `cargo xtask demo`: a small believable newspaper, from agency files to pages, by the real program.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use jiff::Timestamp;

use crate::markers::expand;
use crate::run::{self, cargo, step};
use crate::{demo_comments, demo_copy};

#[derive(clap::Args)]
pub struct Args {
    /// Where the demo lives; made anew at each run.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Build with all optimisations (takes some minutes longer the first time).
    #[arg(long)]
    release: bool,
    /// Take the copy in, but do not serve.
    #[arg(long)]
    no_serve: bool,
    /// Use this program instead of building one.
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// Date the copy as if it were this moment, e.g. 2026-11-24T10:00:00Z.
    #[arg(long)]
    now: Option<Timestamp>,
}

pub fn run(args: &Args) -> Result<()> {
    let dateline = match &args.binary {
        Some(binary) => binary.clone(),
        None => build(args.release)?,
    };

    let folder = args.folder.clone().unwrap_or_else(|| run::target().join("demo"));
    step("Writing the agencies' files");
    let now = args.now.unwrap_or_else(Timestamp::now);
    let sources = write_copy(&folder, now)?;

    step("Taking the copy in");
    for source in &sources {
        let mut ingest = Command::new(&dateline);
        ingest.arg("ingest").arg(folder.join("wire").join(source)).args(["--source", source]);
        run::run(ingest.arg("--config").arg(folder.join("dateline.toml")))?;
    }
    step("Letting readers speak");
    let (configuration, comments) = (folder.join("dateline.toml"), run::root().join("demo/comments.json"));
    let said = demo_comments::post(&dateline, &configuration, &comments, &now.to_zoned_datetime(zone()?))?;
    println!("{said} comments, one of which waits for a moderator: dateline comments list");
    if args.no_serve {
        return Ok(());
    }

    step("Serving The Harbour Courier");
    println!("  front        http://{}/", args.listen);
    println!("  an agency    http://{}/agency/meridian", args.listen);
    println!("  a 2018 story http://{}/archive", args.listen);
    println!("  search       http://{}/search?q=harbour", args.listen);
    println!("  feeds        http://{}/feed.xml  /atom.xml  /feed.json", args.listen);
    println!("Drop a file into {} and reload. Ctrl-C ends it.", folder.join("wire/norsund").display());
    let mut serve = Command::new(&dateline);
    serve.arg("serve").arg("--config").arg(folder.join("dateline.toml"));
    run::run(serve.args(["--listen", &args.listen]))
}

fn build(release: bool) -> Result<PathBuf> {
    step("Building Dateline");
    let mut build = cargo();
    build.args(["build", "--package", "dateline"]);
    if release {
        build.arg("--release");
    }
    run::run(&mut build)?;
    Ok(run::target().join(if release { "release" } else { "debug" }).join("dateline"))
}

/// The paper's zone.
fn zone() -> Result<jiff::tz::TimeZone> {
    jiff::tz::TimeZone::get("Europe/Lisbon").context("The paper's zone is not in the zone database.")
}

/// Makes the demo's folder anew: the agencies' files and the configuration. Returns the sources' names.
fn write_copy(folder: &Path, now: Timestamp) -> Result<Vec<String>> {
    let demo = run::root().join("demo");
    if folder.join("dateline.toml").exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("The last demo in {} could not be removed.", folder.display()))?;
    }
    std::fs::create_dir_all(folder)?;
    let zone = zone()?;
    let report = demo_copy::write(&demo.join("wire"), &folder.join("wire"), now, &zone)?;
    println!(
        "{} deliveries and {} pictures of {} sources in {}",
        report.deliveries.len(),
        report.pictures,
        report.sources.len(),
        folder.join("wire").display()
    );
    // Its advertisements have times too.
    let configuration =
        std::fs::read_to_string(demo.join("dateline.toml")).context("demo/dateline.toml cannot be read.")?;
    let now = now.to_zoned_datetime(zone);
    std::fs::write(folder.join("dateline.toml"), expand(&configuration, &now)?)?;
    std::fs::create_dir_all(folder.join("ads"))?;
    for file in std::fs::read_dir(demo.join("ads")).context("demo/ads cannot be listed.")? {
        let file = file?;
        std::fs::copy(file.path(), folder.join("ads").join(file.file_name()))?;
    }
    Ok(report.sources)
}
