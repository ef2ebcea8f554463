//! One file per command.

pub mod backup;
pub mod check;
pub mod config_check;
pub mod desk;
pub mod ingest;
pub mod parse;
pub mod pictures;
pub mod reparse;
pub mod serve;
pub mod theme;

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use store::Store;

use crate::cli::Place;
use crate::config::Config;

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

/// Opens the paper's store.
pub async fn open(config: &Config) -> Result<Store> {
    let settings = config.store_settings()?;
    Store::open(&settings).await.with_context(|| match settings.database {
        Some(_) => "The database cannot be opened.".to_owned(),
        None => format!("The data folder {} cannot be opened.", settings.data.display()),
    })
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

/// `now`, for the commands: the one place beside `serve` that reads the clock.
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
