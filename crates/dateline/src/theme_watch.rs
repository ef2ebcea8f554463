//! Reads the theme's folder again when a file in it changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use site::Site;
use tokio_util::sync::CancellationToken;

/// A theme has some dozens of files: looking at them costs less than a watcher's care for every editor's
/// way of saving.
const EVERY: Duration = Duration::from_millis(500);

/// Runs until told to stop.
pub async fn run(folder: PathBuf, site: Arc<Site>, stop: CancellationToken) {
    let mut seen = look(&folder);
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = stop.cancelled() => return,
        }
        let now = look(&folder);
        if now == seen {
            continue;
        }
        seen = now;
        match site.reload_theme() {
            Ok(()) => tracing::info!("The theme in {} was read again.", folder.display()),
            Err(e) => tracing::error!("The theme in {} stays as it was: {e}", folder.display()),
        }
    }
}

/// Every file's time and size.
fn look(folder: &Path) -> BTreeMap<PathBuf, (Option<SystemTime>, u64)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten().flatten() {
            match entry.metadata() {
                Ok(about) if about.is_dir() => folders.push(entry.path()),
                Ok(about) => drop(found.insert(entry.path(), (about.modified().ok(), about.len()))),
                Err(_) => {}
            }
        }
    }
    found
}
