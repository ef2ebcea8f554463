//! Every address of the site is made and read here, and nowhere else.
//!
//! ```text
//! /                       front                /agency/{slug}    /topic/{slug}    /author/{slug}
//! /{section}              section              /archive          every day with its count
//! /{section}?page=2       older stories        /2018  /2018/09   that part of the archive
//! /2018/09/10             a day                /undated          stories without a date
//! /2018/09/10/{slug}      story                /undated/{slug}   story without a date
//! …/{slug}#said-{n}       a quotation in it    /person/{slug}    what a person is quoted as saying
//! …/{slug}/history        its versions         /corrections      every corrected story
//! …/{slug}/comments       what readers say     …/comments/newest …/comments/{n} …/comments/new …/comments/mine
//! /comments /comments.xml /comments-atom.xml /comments.json  /comments/sign-in   the newest; a name is kept
//! /feed.xml /atom.xml /feed.json               the same under /{section}/ and /agency/{slug}/
//! /sitemap.xml /sitemap-2.xml /news-sitemap.xml /robots.txt
//! /search?q=              /media/{sha256}.{ext}                  /static/{fingerprint}/{name}
//! /ad/{id} /ad/{id}/go    an advertisement's frame, its click    /ads.txt /privacy /privacy/ads
//! ```
//!
//! Each page has one address. Others that plainly mean it (a slash at the end, capitals, `page=1`)
//! lead there by 301; query parameters that mean nothing to us are passed over, as newsletters and
//! social networks add their own.

mod advertising;
mod readers;
mod reserved;

use std::borrow::Cow;

use jiff::civil::Date;

use crate::settings::Settings;

pub use advertising::{AdAct, PRIVACY, ad_click_href, ad_href};
pub use readers::{KEEP_NAME, ReaderAct, SIGN_IN, SIGN_OUT};
pub use reserved::is_reserved;

/// A page that can be rendered and cached.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PageKey {
    Front,
    /// A list of stories; pages count from 1.
    List {
        kind: ListKind,
        slug: String,
        page: u32,
    },
    Archive,
    Year(i16),
    Month(i16, i8),
    Corrections {
        page: u32,
    },
    Story {
        day: String,
        slug: String,
    },
    History {
        day: String,
        slug: String,
        page: u32,
    },
    /// All comments on a story.
    Comments {
        day: String,
        slug: String,
        newest: bool,
        page: u32,
    },
    RecentComments,
    CommentFeed(FeedFormat),
    Feed {
        of: FeedOf,
        format: FeedFormat,
    },
    /// The sitemap: 0 is `/sitemap.xml`, n is `/sitemap-n.xml`.
    Sitemap(u32),
    NewsSitemap,
    Robots,
    /// What a reader without a network sees where a page is not kept, and the script that keeps pages.
    Offline,
    Worker,
    AdsTxt,
    /// What stands where nothing is; it has no address of its own.
    NotFound,
}

/// The shelf that a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListKind {
    Section,
    Agency,
    Topic,
    Author,
    /// Stories that quote the person; its page shows what they quote.
    Person,
    Day,
}

impl ListKind {
    /// The shelf's kind in the store, and the page's kind for themes.
    pub fn name(self) -> &'static str {
        match self {
            ListKind::Section => "section",
            ListKind::Agency => "agency",
            ListKind::Topic => "topic",
            ListKind::Author => "author",
            ListKind::Person => "person",
            ListKind::Day => "day",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FeedOf {
    Site,
    Section(String),
    Agency(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedFormat {
    Rss,
    Atom,
    Json,
}

impl FeedFormat {
    pub const ALL: [FeedFormat; 3] = [FeedFormat::Rss, FeedFormat::Atom, FeedFormat::Json];

    fn file(self) -> &'static str {
        match self {
            FeedFormat::Rss => "feed.xml",
            FeedFormat::Atom => "atom.xml",
            FeedFormat::Json => "feed.json",
        }
    }

    fn of_file(name: &str) -> Option<FeedFormat> {
        FeedFormat::ALL.into_iter().find(|format| format.file() == name)
    }

    pub fn mime(self) -> &'static str {
        match self {
            FeedFormat::Rss => "application/rss+xml",
            FeedFormat::Atom => "application/atom+xml",
            FeedFormat::Json => "application/feed+json",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            FeedFormat::Rss => "RSS",
            FeedFormat::Atom => "Atom",
            FeedFormat::Json => "JSON Feed",
        }
    }
}

/// What an address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    Page(PageKey),
    /// The same page has another address.
    Moved(String),
    Media {
        sha256: String,
    },
    Static {
        fingerprint: String,
        name: String,
    },
    /// A search; what for stands in the query.
    Search,
    /// The comments under a story: what is answered to one reader alone.
    Comment {
        day: String,
        slug: String,
        act: CommentAct,
    },
    /// Advertising: what is answered to one reader alone.
    Ad(AdAct),
    Reader(ReaderAct),
    /// Not one of ours: the router's, or nothing.
    Other,
}

/// What a reader asks of the comments under a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentAct {
    /// The form, and what is sent with it.
    New,
    /// What he wrote himself.
    Own,
    /// One comment, on whatever page it stands.
    One(i64),
    Recommend(i64),
    Report(i64),
}

/// Reads path and query.
pub fn read(path: &str, query: Option<&str>, settings: &Settings) -> Route {
    let Some(tidy) = tidy(path) else { return Route::Other };
    if tidy == "/search" {
        let query = query.map_or_else(String::new, |query| format!("?{query}"));
        return if tidy == path { Route::Search } else { Route::Moved(format!("{tidy}{query}")) };
    }
    if let Some(act) = advertising::read(&tidy, query, settings) {
        return if tidy == path { Route::Ad(act) } else { Route::Moved(tidy.into_owned()) };
    }
    if let Some(act) = readers::read(path, settings) {
        return Route::Reader(act);
    }
    let page = query.and_then(page_of).unwrap_or(1);
    match read_path(&tidy, page, settings) {
        // An older page of the list may have been asked for in a way that is not the way we write it.
        Route::Page(key) => {
            let paged = matches!(
                key,
                PageKey::List { .. }
                    | PageKey::Corrections { .. }
                    | PageKey::History { .. }
                    | PageKey::Comments { .. }
            );
            let written =
                query.is_some_and(|query| query.split('&').any(|pair| pair == format!("page={page}")));
            let odd_page = paged && query.is_some_and(has_page) && (page == 1 || !written);
            if tidy != path || odd_page { Route::Moved(key.address()) } else { Route::Page(key) }
        }
        route if tidy == path => route,
        _ => Route::Other,
    }
}

/// Without a slash at the end and in small letters; `None` for what is no address of ours at all.
fn tidy(path: &str) -> Option<Cow<'_, str>> {
    if path == "/" {
        return Some(Cow::Borrowed(path));
    }
    if !path.starts_with('/') || path.len() > 300 || path.contains("//") {
        return None;
    }
    let short = path.strip_suffix('/').unwrap_or(path);
    // Theme files keep their capitals.
    if short.starts_with("/static/") || !short.bytes().any(|b| b.is_ascii_uppercase()) {
        return Some(Cow::Borrowed(short));
    }
    Some(Cow::Owned(short.to_ascii_lowercase()))
}

fn page_of(query: &str) -> Option<u32> {
    query.split('&').find_map(|pair| pair.strip_prefix("page=")?.parse().ok()).filter(|page| *page > 0)
}

fn has_page(query: &str) -> bool {
    query.split('&').any(|pair| pair.starts_with("page="))
}

fn read_path(path: &str, page: u32, settings: &Settings) -> Route {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let section = |slug: &str| settings.sections.iter().any(|section| section.slug == slug);
    let list = |kind, slug: &str| PageKey::List { kind, slug: slug.to_owned(), page };
    let key = match parts.as_slice() {
        [""] => PageKey::Front,
        ["archive"] => PageKey::Archive,
        ["corrections"] => PageKey::Corrections { page },
        ["undated"] => list(ListKind::Day, "undated"),
        ["comments"] if settings.comments.enabled => PageKey::RecentComments,
        [file] if settings.comments.enabled && comment_feed(file).is_some() => {
            PageKey::CommentFeed(comment_feed(file).unwrap_or(FeedFormat::Rss))
        }
        ["robots.txt"] => PageKey::Robots,
        ["offline"] if settings.offline => PageKey::Offline,
        ["sw.js"] if settings.offline => PageKey::Worker,
        ["ads.txt"] if !settings.ads.ads_txt.is_empty() => PageKey::AdsTxt,
        ["news-sitemap.xml"] => PageKey::NewsSitemap,
        ["sitemap.xml"] => PageKey::Sitemap(0),
        [file] if sitemap_part(file).is_some() => PageKey::Sitemap(sitemap_part(file).unwrap_or_default()),
        [file] if FeedFormat::of_file(file).is_some() => return feed(FeedOf::Site, file),
        [slug] if section(slug) => list(ListKind::Section, slug),
        [year] => match year_of(year) {
            Some(year) => PageKey::Year(year),
            None => return Route::Other,
        },
        ["agency", slug] if is_slug(slug) => list(ListKind::Agency, slug),
        ["topic", slug] if is_slug(slug) => list(ListKind::Topic, slug),
        ["author", slug] if is_slug(slug) => list(ListKind::Author, slug),
        ["person", slug] if is_slug(slug) => list(ListKind::Person, slug),
        ["agency", slug, file] if is_slug(slug) => return feed(FeedOf::Agency((*slug).to_owned()), file),
        ["media", file] => return media(file),
        ["static", fingerprint, name] => {
            return Route::Static { fingerprint: (*fingerprint).to_owned(), name: (*name).to_owned() };
        }
        ["undated", slug, rest @ ..] => return story("undated".to_owned(), slug, rest, page, settings),
        [slug, file] if section(slug) => return feed(FeedOf::Section((*slug).to_owned()), file),
        [year, month] => match date_of(year, month, "01") {
            Some(first) => PageKey::Month(first.year(), first.month()),
            None => return Route::Other,
        },
        [year, month, day, rest @ ..] => {
            let Some(date) = date_of(year, month, day) else { return Route::Other };
            match rest {
                [] => list(ListKind::Day, &date.to_string()),
                [slug, rest @ ..] => return story(date.to_string(), slug, rest, page, settings),
            }
        }
        [] => return Route::Other,
    };
    Route::Page(key)
}

fn story(day: String, slug: &str, rest: &[&str], page: u32, settings: &Settings) -> Route {
    let slug = match is_slug(slug) {
        true => slug.to_owned(),
        false => return Route::Other,
    };
    match rest {
        [] => Route::Page(PageKey::Story { day, slug }),
        ["history"] => Route::Page(PageKey::History { day, slug, page }),
        ["comments", rest @ ..] if settings.comments.enabled => comments(day, slug, rest, page),
        _ => Route::Other,
    }
}

fn comments(day: String, slug: String, rest: &[&str], page: u32) -> Route {
    let number = |text: &str| {
        let plain = text.len() <= 18 && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i64>().ok().filter(|_| plain)
    };
    let act = match rest {
        [] => return Route::Page(PageKey::Comments { day, slug, newest: false, page }),
        ["newest"] => return Route::Page(PageKey::Comments { day, slug, newest: true, page }),
        ["new"] => Some(CommentAct::New),
        ["mine"] => Some(CommentAct::Own),
        [id] => number(id).map(CommentAct::One),
        [id, "recommend"] => number(id).map(CommentAct::Recommend),
        [id, "report"] => number(id).map(CommentAct::Report),
        _ => None,
    };
    act.map_or(Route::Other, |act| Route::Comment { day, slug, act })
}

fn feed(of: FeedOf, file: &str) -> Route {
    FeedFormat::of_file(file).map_or(Route::Other, |format| Route::Page(PageKey::Feed { of, format }))
}

fn media(file: &str) -> Route {
    let sha256 = file.split('.').next().unwrap_or_default();
    let plain = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if plain { Route::Media { sha256: sha256.to_owned() } } else { Route::Other }
}

fn sitemap_part(file: &str) -> Option<u32> {
    let number = file.strip_prefix("sitemap-")?.strip_suffix(".xml")?;
    number.parse().ok().filter(|n| *n > 0 && !number.starts_with(['0', '+']))
}

fn is_slug(slug: &str) -> bool {
    (1..=200).contains(&slug.len())
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn year_of(year: &str) -> Option<i16> {
    let plain = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| year.parse().ok()).flatten()
}

fn date_of(year: &str, month: &str, day: &str) -> Option<Date> {
    let two = |part: &str| {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<i8>().ok())
            .flatten()
    };
    Date::new(year_of(year)?, two(month)?, two(day)?).ok()
}

impl PageKey {
    /// Path and query of the page.
    pub fn address(&self) -> String {
        match self {
            PageKey::Front => "/".to_owned(),
            PageKey::List { kind, slug, page } => with_page(list(*kind, slug), *page),
            PageKey::Archive => "/archive".to_owned(),
            PageKey::Year(year) => format!("/{year:04}"),
            PageKey::Month(year, month) => format!("/{year:04}/{month:02}"),
            PageKey::Corrections { page } => with_page("/corrections".to_owned(), *page),
            PageKey::Story { day, slug } => story_href(day, slug),
            PageKey::History { day, slug, page } => with_page(history_href(day, slug), *page),
            PageKey::Comments { day, slug, newest: false, page } => {
                with_page(comments_href(day, slug), *page)
            }
            PageKey::Comments { day, slug, newest: true, page } => {
                with_page(comment_href(day, slug, "newest"), *page)
            }
            PageKey::RecentComments => RECENT_COMMENTS.to_owned(),
            PageKey::CommentFeed(format) => comment_feed_href(*format),
            PageKey::Feed { of, format } => feed_href(of, *format),
            PageKey::Sitemap(0) => "/sitemap.xml".to_owned(),
            PageKey::Sitemap(n) => format!("/sitemap-{n}.xml"),
            PageKey::NewsSitemap => "/news-sitemap.xml".to_owned(),
            PageKey::Robots => "/robots.txt".to_owned(),
            PageKey::Offline => "/offline".to_owned(),
            PageKey::Worker => "/sw.js".to_owned(),
            PageKey::AdsTxt => "/ads.txt".to_owned(),
            // No request has this path, so nobody can ask for it.
            PageKey::NotFound => "not-found".to_owned(),
        }
    }
}

/// First page of a list.
pub fn list(kind: ListKind, slug: &str) -> String {
    match kind {
        ListKind::Section => format!("/{slug}"),
        ListKind::Agency => format!("/agency/{slug}"),
        ListKind::Topic => format!("/topic/{slug}"),
        ListKind::Author => format!("/author/{slug}"),
        ListKind::Person => format!("/person/{slug}"),
        ListKind::Day => format!("/{}", day_path(slug)),
    }
}

fn with_page(address: String, page: u32) -> String {
    if page > 1 { format!("{address}?page={page}") } else { address }
}

/// A story's page. `day` is "2018-09-10" or "undated".
pub fn story_href(day: &str, slug: &str) -> String {
    format!("/{}/{slug}", day_path(day))
}

/// A quotation in a story's text; `number` is its place among them, from 0.
pub fn said_href(day: &str, slug: &str, number: u32) -> String {
    format!("{}#said-{number}", story_href(day, slug))
}

pub fn history_href(day: &str, slug: &str) -> String {
    format!("/{}/{slug}/history", day_path(day))
}

/// The newest comments of the whole paper.
pub const RECENT_COMMENTS: &str = "/comments";

pub fn comment_feed_href(format: FeedFormat) -> String {
    let file = match format {
        FeedFormat::Rss => "comments.xml",
        FeedFormat::Atom => "comments-atom.xml",
        FeedFormat::Json => "comments.json",
    };
    format!("/{file}")
}

fn comment_feed(file: &str) -> Option<FeedFormat> {
    FeedFormat::ALL.into_iter().find(|format| comment_feed_href(*format)[1..] == *file)
}

pub fn comments_href(day: &str, slug: &str) -> String {
    format!("{}/comments", story_href(day, slug))
}

/// Something of the comments under a story: "new", "mine", a comment's number.
pub fn comment_href(day: &str, slug: &str, rest: &str) -> String {
    format!("{}/{rest}", comments_href(day, slug))
}

fn day_path(day: &str) -> String {
    day.replace('-', "/")
}

pub fn feed_href(of: &FeedOf, format: FeedFormat) -> String {
    let folder = match of {
        FeedOf::Site => String::new(),
        FeedOf::Section(slug) => format!("/{slug}"),
        FeedOf::Agency(slug) => format!("/agency/{slug}"),
    };
    format!("{folder}/{}", format.file())
}

/// A file of a story's picture, film or sound.
pub fn media_href(sha256: &str, mime: &str) -> String {
    format!("/media/{sha256}.{}", extension(mime))
}

pub fn static_href(fingerprint: &str, name: &str) -> String {
    format!("/static/{fingerprint}/{name}")
}

fn extension(mime: &str) -> &'static str {
    match mime {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/avif" => "avif",
        "video/mp4" => "mp4",
        "video/webm" => "webm",
        "audio/mpeg" => "mp3",
        "audio/mp4" => "m4a",
        "audio/ogg" => "ogg",
        "audio/wav" | "audio/x-wav" => "wav",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests;
