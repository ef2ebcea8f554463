//! What was in view and what was clicked, from the front door to the follower that adds it up: as with views of
//! stories, by numbers of readers that nobody can turn back, in a bounded queue, and never waiting.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use http::HeaderMap;
use http::header;
use jiff::{SignedDuration, Timestamp};
use store::ads::Count;
use tokio::sync::mpsc;

use crate::views::{Agents, Reader, Readers, Seen, is_ahead};

/// What waits for the follower; it comes every few seconds.
const MOST_WAITING: usize = 1 << 14;
/// The same reader, advertisement and slot count once within this time, at most within twice that: whoever sends
/// the same again and again, or clicks twice, counts once.
const WINDOW: SignedDuration = SignedDuration::from_secs(10);

/// Where it comes in. One to a site.
pub struct AdCounts {
    readers: Readers,
    agents: Agents,
    ids: Vec<String>,
    slots: Vec<String>,
    queue: mpsc::Sender<Event>,
    dropped: AtomicU64,
    counting: Mutex<Option<AdCounting>>,
}

#[derive(Debug, Clone, Copy)]
struct Event {
    what: What,
    reader: Reader,
}

/// Places in the lists of advertisements and of slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct What {
    ad: usize,
    slot: Option<usize>,
    clicked: bool,
}

/// The follower's side.
pub struct AdCounting {
    waiting: mpsc::Receiver<Event>,
    seen: Seen<What>,
}

impl AdCounts {
    pub(super) fn new(ids: Vec<String>, slots: Vec<String>, now: Timestamp) -> AdCounts {
        let (queue, waiting) = mpsc::channel(MOST_WAITING);
        AdCounts {
            readers: Readers::new(),
            agents: Agents::new(),
            ids,
            slots,
            queue,
            dropped: AtomicU64::new(0),
            counting: Mutex::new(Some(AdCounting { waiting, seen: Seen::new(WINDOW, now) })),
        }
    }

    /// An advertisement was in view, or clicked. Decides whether it counts, and never waits.
    pub(super) fn note(&self, ad: &str, slot: &str, clicked: bool, client: IpAddr, headers: &HeaderMap) {
        let agent = headers.get(header::USER_AGENT).map_or(&[][..], |agent| agent.as_bytes());
        let Some(ad) = self.ids.iter().position(|id| id == ad) else { return };
        if is_ahead(headers) || !self.agents.is_person(agent) {
            return;
        }
        let slot = self.slots.iter().position(|name| name == slot);
        let event = Event { what: What { ad, slot, clicked }, reader: self.readers.reader(client, agent) };
        if self.queue.try_send(event).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The follower's side; `None` where somebody has it already.
    pub fn counting(&self) -> Option<AdCounting> {
        self.counting.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// What has come in, added up, as of the day that it is now.
    pub fn take(&self, counting: &mut AdCounting, day: &str, now: Timestamp) -> Vec<Count> {
        self.readers.turn_day(now);
        counting.seen.turn(now);
        let mut sums: BTreeMap<(usize, Option<usize>), (u64, u64)> = BTreeMap::new();
        for _ in 0..MOST_WAITING {
            let Ok(Event { what, reader }) = counting.waiting.try_recv() else { break };
            if counting.seen.is_new(what, reader) {
                let (seen, clicked) = sums.entry((what.ad, what.slot)).or_default();
                *(if what.clicked { clicked } else { seen }) += 1;
            }
        }
        let count = |((ad, slot), (seen, clicked)): ((usize, Option<usize>), (u64, u64))| Count {
            day: day.to_owned(),
            ad: self.ids.get(ad).cloned().unwrap_or_default(),
            slot: slot.and_then(|slot| self.slots.get(slot)).cloned().unwrap_or_default(),
            seen,
            clicked,
        };
        sums.into_iter().map(count).collect()
    }

    /// What was dropped since this was last asked.
    pub fn dropped(&self) -> u64 {
        self.dropped.swap(0, Ordering::Relaxed)
    }
}
