//! One file per command.

pub mod ads;
pub mod backup;
pub mod check;
pub mod comments;
pub mod config_check;
pub mod desk;
pub mod import;
pub mod ingest;
mod lines;
pub mod parse;
pub mod pictures;
pub mod quotes;
pub mod reparse;
pub mod reread;
pub mod serve;
pub mod theme;
pub mod timex;

use std::fmt;
use std::io::Write;

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use store::Store;

use crate::cli::Place;
use crate::config::Config;
use crate::log::OneLine;

/// Reads the configuration, with the command line's say over it.
pub fn configuration(place: &Place) -> Result<Config> {
    let mut config = Config::load(place.config.as_deref())?;
    if let Some(data) = &place.data {
        config.store.data = data.clone();
    }
    if let Some(database) = &place.database {
        config.store.database = Some(database.clone());
        config.store.database_file = None;
    }
    Ok(config)
}

/// Opens the paper's store, or founds it: for `serve` and for what brings copy in.
pub async fn found(config: &Config) -> Result<Store> {
    let settings = config.store_settings()?;
    Store::open(&settings).await.with_context(|| match settings.database {
        Some(_) => "The database cannot be opened".to_owned(),
        None => format!("The data folder {} cannot be opened", settings.data.display()),
    })
}

/// Opens the store of a paper that is there. Whoever is in the wrong folder is not told that all is well
/// with an empty paper made on the spot.
pub async fn open(config: &Config) -> Result<Store> {
    let settings = config.store_settings()?;
    if settings.database.is_none() && !settings.data.join("dateline.db").exists() {
        bail!(
            "There is no paper in the data folder {}. Name the right one with --data, or the configuration with \
             --config.",
            settings.data.display()
        );
    }
    found(config).await
}

/// A bar on a terminal, silence elsewhere. The length may be set later.
pub fn progress(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta}");
    // The template is a constant that is right.
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(what);
    bar
}

/// Prints one line of a result. What stands in it may come from a file's name or an agency: no control
/// character reaches the terminal, and no line break makes two lines of it.
pub fn say(line: &str) -> Result<()> {
    let mut plain = one_line(line);
    plain.push('\n');
    let mut out = std::io::stdout().lock();
    out.write_all(plain.as_bytes()).context("The output cannot be written")
}

/// The same, as a text.
pub fn one_line(line: &str) -> String {
    let mut plain = String::with_capacity(line.len() + 1);
    // Writing to a text cannot fail.
    let _ = fmt::Write::write_str(&mut OneLine(&mut plain), line);
    plain
}

/// `now`, for the commands: the one place beside `serve` that reads the clock.
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
