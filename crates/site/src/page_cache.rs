//! Rendered pages, ready to send, until something on them changes.
//!
//! Reading takes no lock. Putting and dropping take one, which keeps the rule that makes it right:
//! a page rendered from old data never replaces an invalidation. Each page knows the change log's
//! number at which its rendering began; each tag knows the number at which it was last dropped.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use newsroom::Tag;

use crate::page::Page;

/// How many dropped tags are remembered. Renderings that began before the oldest of them are refused.
const REMEMBERED: usize = 50_000;

/// The cache. Keys are the pages' own addresses.
pub struct PageCache {
    pages: papaya::HashMap<Arc<str>, Kept>,
    books: Mutex<Books>,
    budget: usize,
}

struct Kept {
    page: Arc<Page>,
    /// Asked for since it was put, or since the last look for room.
    used: AtomicBool,
}

#[derive(Default)]
struct Books {
    bytes: usize,
    by_tag: HashMap<Tag, HashSet<Arc<str>>>,
    /// Keys in the order in which room is looked for, each once; some may be of pages that went.
    order: VecDeque<Arc<str>>,
    queued: HashSet<Arc<str>>,
    dropped: HashMap<Tag, i64>,
    /// Tags dropped up to this number may be forgotten.
    forgotten: i64,
    epoch: u64,
}

/// When a rendering began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Began {
    /// The change log's head, read before anything else.
    pub seq: i64,
    epoch: u64,
}

impl PageCache {
    /// `budget` in bytes, all encodings counted.
    pub fn new(budget: usize) -> Self {
        PageCache { pages: papaya::HashMap::new(), books: Mutex::default(), budget }
    }

    /// The page at this address, unless the clock has passed what it says.
    pub fn get(&self, address: &str, now: Timestamp) -> Option<Arc<Page>> {
        let pages = self.pages.pin();
        let kept = pages.get(address)?;
        if now >= kept.page.expires_at {
            return None;
        }
        // Written once, so that readers on other cores keep the line.
        if !kept.used.load(Ordering::Relaxed) {
            kept.used.store(true, Ordering::Relaxed);
        }
        Some(Arc::clone(&kept.page))
    }

    /// To be called after the log's head `seq` was read and before anything else of the page is.
    pub fn begin(&self, seq: i64) -> Began {
        Began { seq, epoch: self.books().epoch }
    }

    /// Keeps the page if nothing that it shows was dropped since its rendering began. `false`: it is out
    /// of date already and must be rendered again.
    pub fn put_if_fresh(&self, address: &str, page: Arc<Page>, began: Began) -> bool {
        let mut books = self.books();
        let outdated = |tag: &Tag| books.dropped.get(tag).is_some_and(|seq| *seq > began.seq);
        if began.epoch != books.epoch || began.seq < books.forgotten || page.tags.iter().any(outdated) {
            return false;
        }
        if page.bytes() > self.budget / 4 {
            return true; // Fresh, and too large to keep at the cost of so many others.
        }
        let key: Arc<str> = address.into();
        let pages = self.pages.pin();
        match pages.get(address) {
            // A rendering that began later is kept.
            Some(kept) if kept.page.seq > page.seq => return true,
            Some(kept) => books.forget(&key, &kept.page),
            None => {}
        }
        if books.queued.insert(Arc::clone(&key)) {
            books.order.push_back(Arc::clone(&key));
        }
        books.remember(&key, &page);
        pages.insert(key, Kept { page, used: AtomicBool::new(false) });
        self.make_room(&mut books);
        true
    }

    /// Drops every page that carries one of the tags and was rendered before change `seq`. Gives the
    /// addresses of those that readers had asked for.
    pub fn drop_tags<'a>(&self, tags: impl IntoIterator<Item = &'a Tag>, seq: i64) -> Vec<Arc<str>> {
        let mut books = self.books();
        let pages = self.pages.pin();
        let mut hot = Vec::new();
        for tag in tags {
            books.note_dropped(tag, seq);
            let keys: Vec<Arc<str>> = books.by_tag.get(tag).into_iter().flatten().cloned().collect();
            for key in keys {
                let Some(kept) = pages.get(&*key).filter(|kept| kept.page.seq < seq) else { continue };
                if kept.used.load(Ordering::Relaxed) {
                    hot.push(Arc::clone(&key));
                }
                books.forget(&key, &kept.page);
                pages.remove(&*key);
            }
        }
        hot
    }

    /// Drops everything: the theme or the house changed. Renderings on their way are refused.
    pub fn clear(&self) {
        let mut books = self.books();
        self.pages.pin().clear();
        let (dropped, forgotten, epoch) =
            (std::mem::take(&mut books.dropped), books.forgotten, books.epoch + 1);
        *books = Books { dropped, forgotten, epoch, ..Books::default() };
    }

    /// Pages and bytes kept.
    pub fn size(&self) -> (usize, usize) {
        (self.pages.len(), self.books().bytes)
    }

    /// Second chance: what was asked for since the last look goes to the end of the queue once more.
    fn make_room(&self, books: &mut Books) {
        let pages = self.pages.pin();
        // The queue holds no more than the addresses that there are stories and lists for.
        while books.bytes > self.budget {
            let Some(key) = books.order.pop_front() else { return };
            match pages.get(&*key) {
                Some(kept) if kept.used.swap(false, Ordering::Relaxed) => books.order.push_back(key),
                Some(kept) => {
                    books.queued.remove(&key);
                    books.forget(&key, &kept.page);
                    pages.remove(&*key);
                }
                None => _ = books.queued.remove(&key),
            }
        }
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        // Nothing panics while it holds the books.
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Books {
    fn remember(&mut self, key: &Arc<str>, page: &Page) {
        self.bytes += page.bytes();
        for tag in &page.tags {
            self.by_tag.entry(tag.clone()).or_default().insert(Arc::clone(key));
        }
    }

    fn forget(&mut self, key: &Arc<str>, page: &Page) {
        self.bytes = self.bytes.saturating_sub(page.bytes());
        for tag in &page.tags {
            if let Some(keys) = self.by_tag.get_mut(tag) {
                keys.remove(key);
                if keys.is_empty() {
                    self.by_tag.remove(tag);
                }
            }
        }
    }

    fn note_dropped(&mut self, tag: &Tag, seq: i64) {
        let last = self.dropped.entry(tag.clone()).or_insert(seq);
        *last = seq.max(*last);
        if self.dropped.len() > REMEMBERED {
            let mut numbers: Vec<i64> = self.dropped.values().copied().collect();
            let middle = numbers.len() / 2;
            let (_, median, _) = numbers.select_nth_unstable(middle);
            self.forgotten = self.forgotten.max(*median);
            let forgotten = self.forgotten;
            self.dropped.retain(|_, seq| *seq > forgotten);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicI64;

    use super::*;
    use crate::page::Page;

    const NOON: Timestamp = Timestamp::constant(1_795_521_600, 0);

    fn tag(name: &str) -> Tag {
        Tag(name.to_owned())
    }

    fn page(text: &str, tags: &[&str], seq: i64) -> Arc<Page> {
        let tags = tags.iter().map(|name| tag(name)).collect();
        Arc::new(Page::new(
            200,
            "text/html; charset=utf-8",
            text.as_bytes().to_vec(),
            tags,
            seq,
            NOON,
            Timestamp::MAX,
        ))
    }

    fn text(cache: &PageCache, address: &str) -> Option<String> {
        cache.get(address, NOON).map(|page| String::from_utf8(page.raw.to_vec()).unwrap())
    }

    #[test]
    fn a_page_rendered_from_old_data_never_replaces_an_invalidation() {
        let cache = PageCache::new(1 << 20);
        let began = cache.begin(4);
        // While the page is rendered, change 5 takes the story down.
        cache.drop_tags([&tag("story:1")], 5);
        assert!(!cache.put_if_fresh("/a", page("the story", &["latest", "story:1"], 4), began));
        assert_eq!(text(&cache, "/a"), None);
        // What did not change may be kept, and so may the page once it was rendered anew.
        assert!(cache.put_if_fresh("/b", page("another", &["story:2"], 4), began));
        let again = cache.begin(5);
        assert!(cache.put_if_fresh("/a", page("withdrawn", &["story:1"], 5), again));
        assert_eq!(text(&cache, "/a").as_deref(), Some("withdrawn"));
    }

    #[test]
    fn a_page_that_knows_the_change_already_stays() {
        let cache = PageCache::new(1 << 20);
        let began = cache.begin(7);
        cache.put_if_fresh("/a", page("after", &["story:1"], 7), began);
        cache.drop_tags([&tag("story:1")], 7);
        assert_eq!(text(&cache, "/a").as_deref(), Some("after"));
        cache.drop_tags([&tag("story:1")], 8);
        assert_eq!(text(&cache, "/a"), None);
    }

    #[test]
    fn many_hands_at_once_leave_no_old_page_behind() {
        // Writers move the truth and then drop; renderers read the truth and then put. Whatever the
        // order, in the end the cache has the truth or nothing.
        let cache = PageCache::new(1 << 20);
        let truth: Vec<AtomicI64> = (0..4).map(|_| AtomicI64::new(0)).collect();
        let log = AtomicI64::new(0);
        let writing = Mutex::new(());
        std::thread::scope(|scope| {
            for worker in 0..2 {
                let (cache, truth, log, writing) = (&cache, &truth, &log, &writing);
                scope.spawn(move || {
                    for round in 0..3_000 {
                        let story = (round + worker) % truth.len();
                        let seq = {
                            let _one = writing.lock().unwrap();
                            let seq = log.load(Ordering::SeqCst) + 1;
                            truth[story].store(seq, Ordering::SeqCst);
                            log.store(seq, Ordering::SeqCst);
                            seq
                        };
                        cache.drop_tags([&tag(&format!("story:{story}"))], seq);
                    }
                });
                scope.spawn(move || {
                    for round in 0..3_000 {
                        let story = (round * 7 + worker) % truth.len();
                        let began = cache.begin(log.load(Ordering::SeqCst));
                        let seen = truth[story].load(Ordering::SeqCst);
                        let name = format!("story:{story}");
                        cache.put_if_fresh(&name, page(&seen.to_string(), &[&name], began.seq), began);
                    }
                });
            }
        });
        for (story, truth) in truth.iter().enumerate() {
            if let Some(shown) = text(&cache, &format!("story:{story}")) {
                assert_eq!(shown, truth.load(Ordering::SeqCst).to_string());
            }
        }
    }

    #[test]
    fn a_page_is_not_served_past_the_moment_at_which_the_clock_changes_it() {
        let cache = PageCache::new(1 << 20);
        let midnight = NOON + jiff::SignedDuration::from_hours(12);
        let page = Page::new(200, "text/html", b"today".to_vec(), Vec::new(), 1, NOON, midnight);
        let began = cache.begin(1);
        cache.put_if_fresh("/", Arc::new(page), began);
        assert!(cache.get("/", midnight - jiff::SignedDuration::from_nanos(1)).is_some());
        assert!(cache.get("/", midnight).is_none());
    }

    #[test]
    fn the_budget_holds_and_what_readers_ask_for_stays() {
        let one = page(&"x".repeat(1000), &["latest"], 1);
        let cache = PageCache::new(one.bytes() * 10);
        let began = cache.begin(1);
        for n in 0..100 {
            assert!(cache.put_if_fresh(&format!("/{n}"), page(&"x".repeat(1000), &["latest"], 1), began));
            assert!(
                cache.get("/0", NOON).is_some(),
                "the page that is asked for all the time, after {n} others"
            );
        }
        let (pages, bytes) = cache.size();
        assert!(pages <= 10 && pages > 1 && bytes <= one.bytes() * 10, "{pages} pages, {bytes} bytes");
        cache.drop_tags([&tag("latest")], 2);
        assert_eq!(cache.size(), (0, 0));
    }

    #[test]
    fn a_new_theme_drops_everything_and_what_is_on_its_way() {
        let cache = PageCache::new(1 << 20);
        let began = cache.begin(3);
        assert!(cache.put_if_fresh("/a", page("old look", &[], 3), began));
        cache.clear();
        assert_eq!(text(&cache, "/a"), None);
        assert!(!cache.put_if_fresh("/a", page("old look", &[], 3), began));
        let began = cache.begin(3);
        assert!(cache.put_if_fresh("/a", page("new look", &[], 3), began));
    }

    #[test]
    fn dropped_tags_are_not_remembered_for_ever() {
        let cache = PageCache::new(1 << 20);
        let began = cache.begin(0);
        for n in 1..=(REMEMBERED as i64 * 2) {
            cache.drop_tags([&tag(&format!("story:{n}"))], n);
        }
        assert!(cache.books().dropped.len() <= REMEMBERED);
        assert!(
            !cache.put_if_fresh("/1", page("old", &["story:1"], 0), began),
            "a forgotten drop still counts"
        );
    }
}
