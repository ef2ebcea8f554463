//! Drops what changed from the page cache, and has what readers ask for made anew. Every node has its
//! own cache, beginning at the log's head with an empty one.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use site::Site;
use store::{Store, changes};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::{breathe, more};

/// Pages that wait to be made ahead of their readers; the others are made when they are asked for.
const MOST_AHEAD: usize = 64;

/// Runs until told to stop. `from` is the log's head when the cache was empty.
pub async fn run(store: Store, site: Arc<Site>, from: i64, stop: CancellationToken) {
    // Dropping waits for no rendering: a page that is out of date must not be served for so long.
    let ahead = Arc::new(Ahead::default());
    let making = tokio::spawn(make(Arc::clone(&site), Arc::clone(&ahead), stop.clone()));
    let mut seq = from;
    while more(&store, seq, &stop).await {
        match changes::after(store.db(), seq, 500).await {
            Ok(logged) => {
                if let Some(last) = logged.last() {
                    seq = last.seq;
                    ahead.want(site.drop_changed(&logged));
                }
            }
            Err(e) if !breathe("pages", &e, &stop).await => break,
            Err(_) => {}
        }
    }
    let _ = making.await;
}

/// Makes wanted pages, one after the other.
async fn make(site: Arc<Site>, ahead: Arc<Ahead>, stop: CancellationToken) {
    loop {
        match ahead.next() {
            Some(address) => site.make_ahead(&address).await,
            None => tokio::select! {
                () = ahead.bell.notified() => {}
                () = stop.cancelled() => return,
            },
        }
    }
}

/// Addresses of pages to be made, each once however often it was dropped.
#[derive(Default)]
struct Ahead {
    wanted: Mutex<BTreeSet<Arc<str>>>,
    bell: Notify,
}

impl Ahead {
    fn want(&self, addresses: Vec<Arc<str>>) {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        let room = MOST_AHEAD.saturating_sub(wanted.len());
        wanted.extend(addresses.into_iter().take(room));
        self.bell.notify_one();
    }

    fn next(&self) -> Option<Arc<str>> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).pop_first()
    }
}
