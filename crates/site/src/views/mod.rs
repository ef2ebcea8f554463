//! Views of stories, from the front door to the follower that adds them up.
//!
//! The front door says who read what by a number that nobody can turn back into an address
//! (`reader.rs`), and never waits: where the queue is full, the view is dropped and that is counted. The
//! follower takes what has come in, leaves out those who were here before (`seen.rs`), and adds up the
//! rest. Nothing of this is written anywhere but the sums.

mod agents;
pub(crate) mod beacon;
mod client;
mod reader;
mod seen;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use newsroom::StoryId;
use tokio::sync::mpsc;

use crate::asked::{Asked, text};
pub(crate) use agents::Agents;
pub(crate) use client::client;
pub(crate) use reader::{Reader, Readers};
pub(crate) use seen::Seen;

/// Views that wait for the follower; it comes every few seconds.
const MOST_WAITING: usize = 1 << 16;

/// Where views come in. One to a site.
pub struct Views {
    readers: Readers,
    agents: Agents,
    queue: mpsc::Sender<View>,
    dropped: AtomicU64,
    counting: Mutex<Option<Counting>>,
}

/// What the front door hands on.
#[derive(Debug, Clone, Copy)]
struct View {
    story: StoryId,
    reader: Reader,
}

/// The follower's side: what has come in since it last came.
pub struct Counting {
    waiting: mpsc::Receiver<View>,
    seen: Seen<StoryId>,
}

impl Views {
    /// Readers who come back to a story within `window` are not counted again.
    pub fn new(window: SignedDuration, now: Timestamp) -> Views {
        let (queue, waiting) = mpsc::channel(MOST_WAITING);
        let counting = Counting { waiting, seen: Seen::new(window, now) };
        Views {
            readers: Readers::new(),
            agents: Agents::new(),
            queue,
            dropped: AtomicU64::new(0),
            counting: Mutex::new(Some(counting)),
        }
    }

    /// Somebody was given a story. Decides whether it is a view, and never waits.
    pub fn page(&self, story: StoryId, client: IpAddr, headers: &(impl Asked + ?Sized)) {
        if accepts_html(headers) && !is_ahead(headers) {
            self.view(story, client, headers);
        }
    }

    fn view(&self, story: StoryId, client: IpAddr, headers: &(impl Asked + ?Sized)) {
        let agent = headers.first("user-agent").unwrap_or_default();
        if !self.agents.is_person(agent) {
            return;
        }
        let reader = self.readers.reader(client, agent);
        if self.queue.try_send(View { story, reader }).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The follower's side; `None` where somebody has it already.
    pub fn counting(&self) -> Option<Counting> {
        self.counting.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Views that were dropped since this was last asked.
    pub fn dropped(&self) -> u64 {
        self.dropped.swap(0, Ordering::Relaxed)
    }

    /// Draws a new salt where a day has passed since the last: from then on nobody can tell yesterday's
    /// readers from today's.
    pub fn turn_day(&self, now: Timestamp) {
        self.readers.turn_day(now);
    }
}

impl Counting {
    /// What has come in, added up by story. At most so many views at once as may wait.
    pub fn take(&mut self, now: Timestamp) -> Vec<(StoryId, u64)> {
        self.seen.turn(now);
        let mut sums = BTreeMap::new();
        for _ in 0..MOST_WAITING {
            let Ok(view) = self.waiting.try_recv() else { break };
            if self.seen.is_new(view.story, view.reader) {
                *sums.entry(view.story).or_default() += 1;
            }
        }
        sums.into_iter().collect()
    }
}

/// A browser that wants a page to show says so.
pub(crate) fn accepts_html(headers: &(impl Asked + ?Sized)) -> bool {
    let html = b"text/html";
    let mut values = headers.all("accept");
    values.any(|value| value.windows(html.len()).any(|part| part.eq_ignore_ascii_case(html)))
}

/// Fetched in case that somebody will want it: nobody has seen it yet.
pub(crate) fn is_ahead(headers: &(impl Asked + ?Sized)) -> bool {
    const SAYING: [&str; 4] = ["sec-purpose", "purpose", "x-purpose", "x-moz"];
    let ahead = |value: &[u8]| {
        let text = text(value).unwrap_or_default();
        ["prefetch", "prerender", "preview"].iter().any(|word| text.contains(word))
    };
    SAYING.iter().any(|name| headers.all(name).any(ahead))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName};

    use super::*;

    const NINE: Timestamp = Timestamp::constant(1_795_510_800, 0);
    const CHROME: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    const HTML: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

    fn headers(of: &[(&'static str, &str)]) -> HeaderMap {
        of.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    fn house(n: u8) -> IpAddr {
        [192, 0, 2, n].into()
    }

    /// How many of these requests, each from an address of its own, are views.
    fn counted(requests: &[&[(&'static str, &str)]]) -> u64 {
        let views = Views::new(SignedDuration::from_mins(30), NINE);
        let mut counting = views.counting().unwrap();
        for (n, request) in requests.iter().enumerate() {
            views.page(StoryId(1), house(n as u8), &headers(request));
        }
        counting.take(NINE).iter().map(|(_, views)| views).sum()
    }

    #[test]
    fn a_reader_with_a_browser_counts() {
        assert_eq!(counted(&[&[HTML, ("user-agent", CHROME)]]), 1);
    }

    #[test]
    fn what_is_fetched_ahead_of_its_reader_does_not_count() {
        for (name, value) in [
            ("sec-purpose", "prefetch"),
            ("sec-purpose", "prefetch;prerender"),
            ("purpose", "prefetch"),
            ("x-purpose", "preview"),
            ("x-moz", "prefetch"),
        ] {
            assert_eq!(counted(&[&[HTML, ("user-agent", CHROME), (name, value)]]), 0, "{name}: {value}");
        }
    }

    #[test]
    fn programs_do_not_count() {
        assert_eq!(counted(&[&[HTML]]), 0, "whoever does not say what he reads with");
        assert_eq!(counted(&[&[("user-agent", CHROME)], &[("accept", "*/*"), ("user-agent", CHROME)]]), 0);
        for agent in [
            "",
            "curl/8.5.0",
            "Wget/1.21",
            "python-requests/2.32",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/142.0.0.0 Safari/537.36",
            "node",
        ] {
            assert_eq!(counted(&[&[HTML, ("user-agent", agent)]]), 0, "{agent}");
        }
    }

    #[test]
    fn the_same_reader_counts_once_in_a_window_and_again_after_it() {
        let views = Views::new(SignedDuration::from_mins(30), NINE);
        let mut counting = views.counting().unwrap();
        let chrome = headers(&[HTML, ("user-agent", CHROME)]);
        let firefox =
            headers(&[HTML, ("user-agent", "Mozilla/5.0 (X11; rv:145.0) Gecko/20100101 Firefox/145.0")]);
        let mut read = |minute: i64, headers: &HeaderMap, from: u8, story: i64| {
            views.page(StoryId(story), house(from), headers);
            counting.take(NINE + SignedDuration::from_mins(minute)).len()
        };
        assert_eq!(read(0, &chrome, 1, 1), 1);
        assert_eq!(read(1, &chrome, 1, 1), 0, "again");
        assert_eq!(read(1, &chrome, 1, 2), 1, "another story");
        assert_eq!(read(1, &chrome, 2, 1), 1, "from elsewhere");
        assert_eq!(read(1, &firefox, 1, 1), 1, "with another browser");
        assert_eq!(read(29, &chrome, 1, 1), 0);
        assert_eq!(read(95, &chrome, 1, 1), 1, "an hour later");
    }

    #[test]
    fn a_full_queue_drops_views_and_says_how_many() {
        let views = Views::new(SignedDuration::from_mins(30), NINE);
        let chrome = headers(&[HTML, ("user-agent", CHROME)]);
        for _ in 0..MOST_WAITING + 7 {
            views.page(StoryId(1), house(1), &chrome);
        }
        assert_eq!((views.dropped(), views.dropped()), (7, 0));
    }

    #[test]
    fn on_a_new_day_nobody_can_tell_who_was_here_before() {
        let views = Views::new(SignedDuration::from_hours(48), NINE);
        let one = views.readers.reader(house(1), b"A");
        views.turn_day(NINE);
        assert_eq!(views.readers.reader(house(1), b"A"), one, "the day it is");
        views.turn_day(NINE + SignedDuration::from_hours(24));
        assert_ne!(views.readers.reader(house(1), b"A"), one);
    }
}
