//! Keeps the change log short: rows that every follower has read and that are old go.

use std::time::Duration;

use jiff::SignedDuration;
use store::{Store, changes};
use tokio_util::sync::CancellationToken;

const EVERY: Duration = Duration::from_secs(3600);
/// Rows younger than this stay, for whoever wants to see what happened.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Runs until told to stop.
pub async fn run(store: Store, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = stop.cancelled() => return,
        }
        match changes::prune(&store, jiff::Timestamp::now() - KEPT).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!("{rows} old rows of the change log were removed."),
            Err(e) => tracing::warn!("The change log could not be pruned: {e}"),
        }
    }
}
