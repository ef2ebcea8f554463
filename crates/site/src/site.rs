//! The reader's site as one value: what pages are made from, and the cache that they are kept in.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use jiff::Timestamp;
use serde::Serialize;
use store::changes::Logged;
use store::secrets::{self, Key};
use store::{Store, changes, redirects};
use tokio::sync::{OnceCell, Semaphore};

use crate::addresses::PageKey;
use crate::ads::Ads;
use crate::ads::count::AdCounts;
use crate::ahead::{self, Ahead};
use crate::comments::Limits;
use crate::mail::{MailError, Mailer};
use crate::page::Page;
use crate::page_cache::PageCache;
use crate::render::{self, Outcome, RenderError, Rendered};
use crate::search::Search;
use crate::theme::{Theme, ThemeError};
use crate::times::Times;
use crate::views::Views;
use crate::{Settings, addresses, pages};

/// Where the time comes from: the system's clock in the program, a hand-set one in tests.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

pub struct Site {
    pub(crate) store: Store,
    pub(crate) settings: Settings,
    pub(crate) times: Times,
    pub(crate) search: Arc<Search>,
    pub(crate) clock: Clock,
    pub(crate) cache: PageCache,
    theme: ArcSwap<Theme>,
    /// Stands in where the owner's theme fails; `None` where there is no other than this.
    built_in: Option<Theme>,
    pub(crate) ads: Ads,
    pub(crate) searches: Semaphore,
    pub(crate) ahead: Ahead,
    pub(crate) limits: Limits,
    /// `None` where the house sends no mail.
    pub(crate) mailer: Option<Mailer>,
    comment_key: OnceCell<Key>,
    pub(crate) views: Views,
    /// One reader renders a page, the others wait for him.
    flights: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error(transparent)]
    Zone(#[from] crate::settings::UnknownZone),
    #[error(transparent)]
    Theme(#[from] ThemeError),
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error("The file {file} of an advertisement cannot be read: {source}")]
    AdFile { file: String, source: std::io::Error },
}

impl Site {
    pub fn new(
        store: Store,
        settings: Settings,
        search: Arc<Search>,
        clock: Clock,
    ) -> Result<Site, SiteError> {
        let times = Times::new(settings.time_zone()?, &settings.language);
        let theme = ArcSwap::from_pointee(Theme::load(settings.theme.as_deref(), &settings.language)?);
        if !theme.load().tongue().is_spoken() {
            tracing::warn!(
                "The theme has no messages in \"{0}\", the paper's language (site.language): its pages speak \
                 English. Add messages/{0}.ftl to the theme.",
                settings.language
            );
        }
        let mailer = settings.mail.as_ref().map(Mailer::new).transpose()?;
        let cache = PageCache::new(settings.cache_bytes);
        let ads = {
            let label = theme.load().tongue().say("advertisement", &[]);
            Ads::new(&settings, &label, times.zone(), clock())?
        };
        let built_in = settings.theme.is_some().then(|| Theme::load(None, &settings.language)).transpose()?;
        let searches = Semaphore::new(SEARCHES_AT_ONCE);
        let flights = Mutex::default();
        let views = Views::new(settings.popular.window, clock());
        Ok(Site {
            store,
            settings,
            times,
            search,
            clock,
            cache,
            theme,
            built_in,
            ads,
            searches,
            ahead: Ahead::default(),
            limits: Limits::default(),
            mailer,
            comment_key: OnceCell::new(),
            views,
            flights,
        })
    }

    /// The page of a key: from the cache, or rendered now and kept. `Ok(Err(address))` is a redirect.
    ///
    /// Where there is nothing it is the page for lost readers, of which one copy is kept for all of them:
    /// a flood of wrong addresses neither renders anything nor fills the cache.
    pub async fn page(&self, key: &PageKey) -> Result<Result<Arc<Page>, String>, RenderError> {
        match self.find(key).await? {
            Found::Page(page) => Ok(Ok(page)),
            Found::Moved(to) => Ok(Err(to)),
            Found::Missing => self.not_found().await.map(Ok),
        }
    }

    /// Where a story is now that was at this address in another system.
    pub(crate) async fn came_from(
        &self,
        path: &str,
        query: Option<&str>,
    ) -> Result<Option<String>, RenderError> {
        for key in redirects::keys(path, query) {
            if let Some((day, slug)) = redirects::find(self.store.db(), &key).await? {
                return Ok(Some(addresses::story_href(&day, &slug)));
            }
        }
        Ok(None)
    }

    /// The page for whoever came a wrong way.
    pub(crate) async fn not_found(&self) -> Result<Arc<Page>, RenderError> {
        match self.find(&PageKey::NotFound).await? {
            Found::Page(page) => Ok(page),
            // It has no other address and is always there.
            Found::Moved(_) | Found::Missing => Ok(self.error_page()),
        }
    }

    /// The page for when nothing can be made.
    pub(crate) fn error_page(&self) -> Arc<Page> {
        let now = (self.clock)();
        let Rendered { status, mime, body, tags, expires_at, .. } = pages::missing::error(self, now);
        Arc::new(Page::new(status, mime, body, tags, 0, now, expires_at))
    }

    async fn find(&self, key: &PageKey) -> Result<Found, RenderError> {
        let address = key.address();
        if let Some(page) = self.cached(&address, (self.clock)()) {
            return Ok(Found::Page(page));
        }
        let flight = Flight::join(&self.flights, &address);
        let _turn = flight.turn.lock().await;
        // Whoever had the turn before has probably rendered it.
        if let Some(page) = self.cached(&address, (self.clock)()) {
            return Ok(Found::Page(page));
        }
        // A change in the very moment of rendering is rare; twice in a row it is served without being kept.
        let (found, kept) = self.render(key, &address).await?;
        if kept { Ok(found) } else { self.render(key, &address).await.map(|(found, _)| found) }
    }

    /// Renders a page and offers it to the cache; `false` where a change overtook it.
    async fn render(&self, key: &PageKey, address: &str) -> Result<(Found, bool), RenderError> {
        let began = self.cache.begin(changes::head(self.store.db()).await?);
        let now = (self.clock)();
        let rendered = match render::page(self, key, now).await? {
            Outcome::Page(rendered) => rendered,
            Outcome::Moved(to) => return Ok((Found::Moved(to), true)),
            Outcome::Missing => return Ok((Found::Missing, true)),
        };
        let page = rendered.into_page(began.seq, now).await;
        let kept = self.cache.put_if_fresh(address, Arc::clone(&page), began);
        Ok((Found::Page(page), kept))
    }

    /// The page for an address that is in the cache already; for the front door, which must not wait.
    pub(crate) fn cached(&self, address: &str, now: Timestamp) -> Option<Arc<Page>> {
        self.cache.get(address, now)
    }

    /// Takes note of changes: what shows them is dropped at once, and what readers had asked for is made
    /// anew by a task of its own, so that the next change, which may be a kill, does not wait for it.
    pub async fn follow(self: &Arc<Self>, logged: &[Logged]) {
        let mut hot = Vec::new();
        for row in logged {
            hot.extend(self.cache.drop_tags(&row.change.tags, row.seq));
        }
        if self.ahead.want(hot) {
            let turn = ahead::Turn::of(Arc::clone(self));
            tokio::spawn(turn.work());
        }
    }

    /// Reads the theme's folder again. A theme with a mistake leaves the one before in place.
    pub fn reload_theme(&self) -> Result<(), ThemeError> {
        let theme = Theme::load(self.settings.theme.as_deref(), &self.settings.language)?;
        self.theme.store(Arc::new(theme));
        self.cache.clear();
        Ok(())
    }

    /// Pages and bytes in the cache.
    pub fn cache_size(&self) -> (usize, usize) {
        self.cache.size()
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The key with which forms are signed and readers told apart.
    pub(crate) async fn comment_key(&self) -> Result<Key, store::Error> {
        self.comment_key.get_or_try_init(|| secrets::key(&self.store, "comments")).await.cloned()
    }

    /// Where views of stories come in.
    pub fn views(&self) -> &Views {
        &self.views
    }

    /// Where impressions and clicks of advertisements come in.
    pub fn ad_counts(&self) -> &AdCounts {
        &self.ads.counts
    }

    /// The day that it is in the paper's zone.
    pub fn day(&self, now: Timestamp) -> String {
        now.to_zoned_datetime(self.times.zone().clone()).date().to_string()
    }

    pub(crate) fn theme(&self) -> Arc<Theme> {
        self.theme.load_full()
    }

    pub(crate) fn origin(&self) -> &str {
        self.settings.url.trim_end_matches('/')
    }

    pub(crate) fn section_name(&self, slug: &str) -> Option<&str> {
        self.settings
            .sections
            .iter()
            .find(|section| section.slug == slug)
            .map(|section| section.name.as_str())
    }

    /// A file of the theme or of an advertisement, and whether this is its address now.
    pub(crate) fn static_file(&self, fingerprint: &str, name: &str) -> Option<(Arc<Page>, bool)> {
        if fingerprint == "ad" {
            return self.ads.image_file(name).map(|file| (file, true));
        }
        let theme = self.theme();
        theme.file(name).map(|file| (file, theme.fingerprint() == fingerprint))
    }

    /// Prints a template. Where the owner's theme fails on this page, readers get it in the one that is
    /// built in, and the operator a line in the log.
    pub(crate) fn print<T: Serialize>(&self, template: &str, context: &T) -> Result<String, ThemeError> {
        match (self.theme().render(template, context), &self.built_in) {
            (Err(e), Some(built_in)) => {
                tracing::error!("{e} The page is printed in the built-in theme.");
                built_in.render(template, context)
            }
            (printed, _) => printed,
        }
    }
}

/// Searches at once; each keeps a thread busy for some milliseconds.
const SEARCHES_AT_ONCE: usize = 16;

/// What a key leads to.
enum Found {
    Page(Arc<Page>),
    Moved(String),
    Missing,
}

/// A place in the queue for one page; the queue goes when its last reader does.
struct Flight<'a> {
    flights: &'a Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    address: String,
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl<'a> Flight<'a> {
    fn join(flights: &'a Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>, address: &str) -> Flight<'a> {
        let mut all = flights.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = Arc::clone(all.entry(address.to_owned()).or_default());
        Flight { flights, address: address.to_owned(), turn }
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        let mut all = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        // The map's and ours: nobody else waits.
        if Arc::strong_count(&self.turn) == 2 {
            all.remove(&self.address);
        }
    }
}
