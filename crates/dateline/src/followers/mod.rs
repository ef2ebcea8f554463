//! The readers of the change log, one per file. Each may be stopped at any point and goes on where it
//! was; each does the same when it sees a change twice.

pub mod ads;
pub mod clock;
pub mod pages;
pub mod prune;
pub mod renditions;
pub mod search;
pub mod views;

use std::time::{Duration, Instant};

use store::Store;
use tokio_util::sync::CancellationToken;

/// Waits until the log goes beyond `seq`; `false` when it is time to stop.
async fn more(store: &Store, seq: i64, stop: &CancellationToken) -> bool {
    tokio::select! {
        _ = store.changed(seq) => true,
        () = stop.cancelled() => false,
    }
}

/// What stands still while something lasts, such as a full disk, is said again this often.
const SAID: Duration = Duration::from_secs(60);

/// Tells of a follower's errors, and waits a moment after each.
struct Breath {
    who: &'static str,
    said: Option<Instant>,
}

impl Breath {
    fn of(who: &'static str) -> Breath {
        Breath { who, said: None }
    }

    /// After an error; `false` when it is time to stop.
    async fn after(&mut self, error: &(dyn std::fmt::Display + Sync), stop: &CancellationToken) -> bool {
        if self.said.is_none_or(|said| said.elapsed() > SAID) {
            self.said = Some(Instant::now());
            tracing::error!("The follower \"{}\" failed and tries again each second: {error}", self.who);
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => true,
            () = stop.cancelled() => false,
        }
    }
}
