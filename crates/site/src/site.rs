//! The reader's site as one value: what pages are made from, and the cache that they are kept in.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use jiff::Timestamp;
use store::changes::Logged;
use store::{Store, changes};

use crate::addresses::{self, PageKey, Route};
use crate::page::Page;
use crate::page_cache::PageCache;
use crate::render::{self, RenderError, Rendered};
use crate::search::Search;
use crate::theme::{Theme, ThemeError};
use crate::times::Times;
use crate::{Settings, headers};

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
    /// Pictures of house advertisements, by their part of the address.
    ad_files: HashMap<String, Arc<Page>>,
    /// One reader renders a page, the others wait for him.
    flights: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error(transparent)]
    Zone(#[from] crate::settings::UnknownZone),
    #[error(transparent)]
    Theme(#[from] ThemeError),
    #[error("The picture {file} of an advertisement cannot be read: {source}")]
    AdImage { file: String, source: std::io::Error },
}

impl Site {
    pub fn new(
        store: Store,
        settings: Settings,
        search: Arc<Search>,
        clock: Clock,
    ) -> Result<Site, SiteError> {
        let times = Times::new(settings.time_zone()?);
        let theme = ArcSwap::from_pointee(Theme::load(settings.theme.as_deref())?);
        let cache = PageCache::new(settings.cache_bytes);
        let ad_files = ad_files(&settings)?;
        Ok(Site { store, settings, times, search, clock, cache, theme, ad_files, flights: Mutex::default() })
    }

    /// The page of a key: from the cache, or rendered now and kept. `Ok(Err(address))` is a redirect.
    pub async fn page(&self, key: &PageKey) -> Result<Result<Arc<Page>, String>, RenderError> {
        let address = key.address();
        if let Some(page) = self.cache.get(&address, (self.clock)()) {
            return Ok(Ok(page));
        }
        let flight = Flight::join(&self.flights, &address);
        let _turn = flight.turn.lock().await;
        // Whoever had the turn before has probably rendered it.
        if let Some(page) = self.cache.get(&address, (self.clock)()) {
            return Ok(Ok(page));
        }
        // A change in the very moment of rendering is rare; twice in a row it is served without being kept.
        for last in [false, true] {
            let began = self.cache.begin(changes::head(self.store.db()).await?);
            let now = (self.clock)();
            let rendered = match render::page(self, key, now).await? {
                render::Outcome::Page(rendered) => rendered,
                render::Outcome::Moved(to) => return Ok(Err(to)),
            };
            let kept = rendered.status == 200 || rendered.status == 410;
            let page = finish(rendered, began.seq, now).await;
            if !kept || self.cache.put_if_fresh(&address, Arc::clone(&page), began) || last {
                return Ok(Ok(page));
            }
        }
        unreachable!("the second round always returns")
    }

    /// The page for an address that is in the cache already; for the front door, which must not wait.
    pub(crate) fn cached(&self, address: &str) -> Option<Arc<Page>> {
        self.cache.get(address, (self.clock)())
    }

    /// Takes note of changes: what shows them is dropped, and what readers had asked for is made anew.
    pub async fn follow(&self, logged: &[Logged]) {
        let mut wanted = Vec::new();
        for row in logged {
            wanted.extend(self.cache.drop_tags(&row.change.tags, row.seq));
        }
        wanted.sort_unstable();
        wanted.dedup();
        for address in wanted.into_iter().take(MOST_AT_ONCE) {
            let (path, query) = address.split_once('?').map_or((&*address, None), |(p, q)| (p, Some(q)));
            if let Route::Page(key) = addresses::read(path, query, &self.settings)
                && let Err(e) = self.page(&key).await
            {
                tracing::warn!("{address} could not be rendered ahead of its next reader: {e}");
            }
        }
    }

    /// Reads the theme's folder again. A theme with a mistake leaves the one before in place.
    pub fn reload_theme(&self) -> Result<(), ThemeError> {
        let theme = Theme::load(self.settings.theme.as_deref())?;
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

    /// The address of a house advertisement's picture.
    pub(crate) fn ad_image(&self, file: &Path) -> Option<String> {
        let name = ad_name(file);
        self.ad_files.contains_key(&name).then(|| addresses::static_href("ad", &name))
    }

    pub(crate) fn static_file(&self, fingerprint: &str, name: &str) -> Option<Arc<Page>> {
        if fingerprint == "ad" { self.ad_files.get(name).cloned() } else { self.theme().file(name) }
    }
}

/// Pages made ahead of their readers after one change; the others are made when they are asked for.
const MOST_AT_ONCE: usize = 64;

/// Large pages are compressed off the threads that answer readers.
async fn finish(rendered: Rendered, seq: i64, now: Timestamp) -> Arc<Page> {
    let large = rendered.body.len() > 64 << 10;
    let make = move || {
        let Rendered { status, mime, body, tags, expires_at } = rendered;
        Arc::new(Page::new(status, mime, body, tags, seq, now, expires_at))
    };
    if large { tokio::task::block_in_place(make) } else { make() }
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

fn ad_files(settings: &Settings) -> Result<HashMap<String, Arc<Page>>, SiteError> {
    let images = settings.ads.all().filter_map(|ad| ad.image.as_deref());
    images
        .map(|file| {
            let bytes = std::fs::read(file)
                .map_err(|source| SiteError::AdImage { file: file.display().to_string(), source })?;
            let mime = match file.extension().and_then(|ending| ending.to_str()) {
                Some("png") => "image/png",
                Some("webp") => "image/webp",
                Some("gif") => "image/gif",
                Some("avif") => "image/avif",
                _ => "image/jpeg",
            };
            let page = Page::file(bytes, false, headers::fixed(mime));
            Ok((ad_name(file), Arc::new(page)))
        })
        .collect()
}

/// Two advertisements may have files of one name in different folders.
fn ad_name(file: &Path) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(file.to_string_lossy().as_bytes());
    let short: String = hash[..6].iter().map(|byte| format!("{byte:02x}")).collect();
    let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    format!("{short}.{ending}")
}
