//! Pages made ahead of their next reader: those that were asked for before a change dropped them.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::Site;
use crate::addresses::{self, PageKey, Route};

/// No more pages wait to be made; the others are made when they are asked for.
const MOST: usize = 64;

/// What waits to be made, and whether somebody is at it.
#[derive(Default)]
pub struct Ahead(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    addresses: BTreeSet<Arc<str>>,
    at_it: bool,
}

impl Ahead {
    /// Notes what is wanted. `true`: nobody is at it, and the caller is to begin.
    pub fn want(&self, addresses: Vec<Arc<str>>) -> bool {
        let mut waiting = self.waiting();
        for address in addresses {
            if waiting.addresses.len() < MOST {
                waiting.addresses.insert(address);
            }
        }
        !waiting.addresses.is_empty() && !std::mem::replace(&mut waiting.at_it, true)
    }

    fn next(&self) -> Option<Arc<str>> {
        let mut waiting = self.waiting();
        let next = waiting.addresses.pop_first();
        waiting.at_it = next.is_some();
        next
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One task's turn at what waits. Should it break off, the next change begins another.
pub struct Turn(Arc<Site>);

impl Turn {
    pub fn of(site: Arc<Site>) -> Turn {
        Turn(site)
    }

    pub async fn work(self) {
        let site = &self.0;
        while let Some(address) = site.ahead.next() {
            let (path, query) = address.split_once('?').map_or((&*address, None), |(p, q)| (p, Some(q)));
            match addresses::read(path, query, &site.settings) {
                // Every change drops it, it takes long, and those who read it can wait.
                Route::Page(PageKey::Sitemap(_)) => {}
                Route::Page(key) => {
                    if let Err(e) = site.page(&key).await {
                        tracing::warn!("{address} could not be rendered ahead of its next reader: {e}");
                    }
                }
                _ => {}
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // A panic in a page leaves the rest for the next change.
        if std::thread::panicking() {
            self.0.ahead.waiting().at_it = false;
        }
    }
}
