//! Adds up which advertisements were seen and clicked. Every node has its own; a node that is killed loses the
//! counts of its last seconds.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use site::Site;
use store::Store;
use tokio_util::sync::CancellationToken;

use super::Breath;

/// So many seconds of counts are in memory alone.
const EVERY: Duration = Duration::from_secs(2);

/// Runs until told to stop; what has come in by then is kept.
pub async fn run(store: Store, site: Arc<Site>, stop: CancellationToken) {
    let counts = site.ad_counts();
    let wanted = !site.settings().ads.ads.is_empty();
    let Some(mut counting) = counts.counting().filter(|_| wanted) else { return };
    let mut breath = Breath::of("ads");
    let mut taken = Vec::new();
    loop {
        let last = tokio::select! {
            () = tokio::time::sleep(EVERY) => false,
            () = stop.cancelled() => true,
        };
        let now = Timestamp::now();
        // What could not be kept is tried again, and nothing else is taken meanwhile.
        if taken.is_empty() {
            taken = counts.take(&mut counting, &site.day(now), now);
        }
        match store::ads::add(&store, &taken).await {
            Ok(()) => taken.clear(),
            Err(e) if !breath.after(&e, &stop).await => return,
            Err(_) => {}
        }
        match counts.dropped() {
            0 => {}
            dropped => tracing::warn!("{dropped} impressions and clicks were not counted: too many came in."),
        }
        if last {
            return;
        }
    }
}
