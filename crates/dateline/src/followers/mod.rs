//! The readers of the change log, one per file. Each may be stopped at any point and goes on where it
//! was; each does the same when it sees a change twice.

pub mod clock;
pub mod pages;
pub mod prune;
pub mod search;
pub mod views;

use std::time::Duration;

use store::Store;
use tokio_util::sync::CancellationToken;

/// Waits until the log goes beyond `seq`; `false` when it is time to stop.
async fn more(store: &Store, seq: i64, stop: &CancellationToken) -> bool {
    tokio::select! {
        _ = store.changed(seq) => true,
        () = stop.cancelled() => false,
    }
}

/// After an error: says what failed and waits a moment; `false` when it is time to stop.
async fn breathe(who: &str, error: &(dyn std::fmt::Display + Sync), stop: &CancellationToken) -> bool {
    tracing::error!("The follower \"{who}\" failed and tries again in a second: {error}");
    tokio::select! {
        () = tokio::time::sleep(Duration::from_secs(1)) => true,
        () = stop.cancelled() => false,
    }
}
