//! From a key to a page: the one `match` over what can be rendered.

use std::sync::Arc;

use jiff::Timestamp;
use newsroom::{StoryId, Tag};
use serde::Serialize;

use crate::addresses::{ListKind, PageKey};
use crate::making::Making;
use crate::page::Page;
use crate::theme::ThemeError;
use crate::view::{Context, PageView};
use crate::{Site, pages};

/// A page before it is compressed.
pub struct Rendered {
    pub status: u16,
    pub mime: &'static str,
    pub body: Vec<u8>,
    /// The story that it is the page of.
    pub story: Option<StoryId>,
    pub tags: Vec<Tag>,
    pub expires_at: Timestamp,
}

impl Rendered {
    /// Compresses it; a large page off the threads that answer readers.
    pub async fn into_page(self, seq: i64, now: Timestamp) -> Arc<Page> {
        let large = self.body.len() > 64 << 10;
        let make = move || {
            let Rendered { status, mime, body, story, tags, expires_at } = self;
            let mut page = Page::new(status, mime, body, tags, seq, now, expires_at);
            page.story = story;
            Arc::new(page)
        };
        if large { tokio::task::block_in_place(make) } else { make() }
    }
}

pub enum Outcome {
    Page(Rendered),
    /// The page has another address now.
    Moved(String),
    /// There is nothing, or nothing that readers may see.
    Missing,
}

#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Theme(#[from] ThemeError),
    #[error(transparent)]
    Search(#[from] crate::search::SearchError),
}

pub const HTML: &str = "text/html; charset=utf-8";

/// Renders one page as it is at `now`.
pub async fn page(site: &Site, key: &PageKey, now: Timestamp) -> Result<Outcome, RenderError> {
    let making = Making::new(site, now);
    match key {
        PageKey::Front => pages::front::render(making).await,
        PageKey::List { kind: ListKind::Person, slug, page } => {
            pages::person::render(making, slug, *page).await
        }
        PageKey::List { kind, slug, page } => pages::list::render(making, *kind, slug, *page).await,
        PageKey::Archive => pages::archive::render(making, None, None).await,
        PageKey::Year(year) => pages::archive::render(making, Some(*year), None).await,
        PageKey::Month(year, month) => pages::archive::render(making, Some(*year), Some(*month)).await,
        PageKey::Corrections { page } => pages::corrections::render(making, *page).await,
        PageKey::Story { day, slug } => pages::story::render(making, day, slug).await,
        PageKey::History { day, slug, page } => pages::history::render(making, day, slug, *page).await,
        PageKey::Comments { day, slug, newest, page } => {
            pages::comments::render(making, (day, slug), *newest, *page).await
        }
        PageKey::RecentComments => pages::recent_comments::render(making).await,
        PageKey::CommentFeed(format) => pages::recent_comments::feed(making, *format).await,
        PageKey::Feed { of, format } => pages::feed::render(making, of, *format).await,
        PageKey::Sitemap(part) => pages::sitemap::render(making, *part).await,
        PageKey::NewsSitemap => pages::sitemap::news(making).await,
        PageKey::Robots => Ok(pages::sitemap::robots(making)),
        PageKey::Offline => pages::offline::render(making),
        PageKey::Worker => Ok(pages::offline::worker(making)),
        PageKey::AdsTxt => {
            let lines = site.settings.ads.ads_txt.iter().map(|line| format!("{}\n", line.trim()));
            let text: String = lines.collect();
            Ok(bytes(making, 200, "text/plain; charset=utf-8", text.into_bytes()))
        }
        PageKey::NotFound => pages::missing::not_found(making).await,
    }
}

/// Prints a template and closes the page.
pub fn print<T: Serialize>(
    making: Making<'_>,
    status: u16,
    template: &str,
    page: PageView,
    here: Option<&str>,
    body: T,
) -> Result<Outcome, RenderError> {
    Ok(Outcome::Page(printed(making, status, template, page, here, body)?))
}

/// As [`print`], for what can be nothing but a page.
pub fn printed<T: Serialize>(
    making: Making<'_>,
    status: u16,
    template: &str,
    page: PageView,
    here: Option<&str>,
    body: T,
) -> Result<Rendered, RenderError> {
    let context = Context { site: making.site_view(here), page, body };
    let html = making.site.print(template, &context)?;
    let (tags, expires_at) = making.done();
    Ok(Rendered { status, mime: HTML, body: html.into_bytes(), story: None, tags, expires_at })
}

/// Closes a page that no template makes.
pub fn bytes(making: Making<'_>, status: u16, mime: &'static str, body: Vec<u8>) -> Outcome {
    let (tags, expires_at) = making.done();
    Outcome::Page(Rendered { status, mime, body, story: None, tags, expires_at })
}
