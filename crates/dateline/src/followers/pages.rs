//! Drops what changed from the page cache. Every node has its own, beginning at the log's head with an
//! empty cache.

use std::sync::Arc;

use site::Site;
use store::{Store, changes};
use tokio_util::sync::CancellationToken;

use super::{Breath, more};

/// Runs until told to stop. `from` is the log's head when the cache was empty.
pub async fn run(store: Store, site: Arc<Site>, from: i64, stop: CancellationToken) {
    let mut seq = from;
    let mut breath = Breath::of("pages");
    while more(&store, seq, &stop).await {
        match changes::after(store.db(), seq, 500).await {
            Ok(logged) => {
                if let Some(last) = logged.last() {
                    seq = last.seq;
                    site.follow(&logged).await;
                }
            }
            Err(e) if !breath.after(&e, &stop).await => return,
            Err(_) => {}
        }
    }
}
