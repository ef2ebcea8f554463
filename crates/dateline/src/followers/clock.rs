//! Makes what falls due happen: embargoes end, stories expire.

use std::time::Duration;

use newsroom::ChangeKind;
use store::{Store, acts, changes};
use tokio_util::sync::CancellationToken;

use super::Breath;

/// Looks again at least this often, should the machine's clock be set.
const LONGEST: Duration = Duration::from_secs(30);

/// Runs until told to stop.
pub async fn run(store: Store, stop: CancellationToken) {
    let mut seq = 0;
    let mut breath = Breath::of("clock");
    loop {
        let now = jiff::Timestamp::now();
        match turn(&store, now).await {
            Ok((head, wait)) => {
                seq = head.max(seq);
                tokio::select! {
                    () = tokio::time::sleep(wait) => {}
                    // A change may have brought something that falls due sooner.
                    head = store.changed(seq) => seq = head,
                    () = stop.cancelled() => return,
                }
            }
            Err(e) if !breath.after(&e, &stop).await => return,
            Err(_) => {}
        }
    }
}

/// Does what is due; returns the log's head and how long nothing more will be.
async fn turn(store: &Store, now: jiff::Timestamp) -> store::Result<(i64, Duration)> {
    for change in acts::run_due(store, now).await? {
        // What only the desk must hear of is in the log already.
        if let Some(story) = change.story.filter(|_| change.kind != ChangeKind::Kept) {
            tracing::info!("Story {} is {:?}: its time came.", story.0, change.kind);
        }
    }
    let head = changes::head(store.db()).await?;
    let wait = match changes::next_due(store.db()).await? {
        Some(due) => Duration::try_from(due.duration_since(now)).unwrap_or(Duration::ZERO).min(LONGEST),
        None => LONGEST,
    };
    Ok((head, wait))
}
