//! Sitemaps and robots.txt.

use jiff::{SignedDuration, Timestamp};
use newsroom::Tag;
use store::stories::{self, Window};

use crate::addresses::{self, ListKind, PageKey};
use crate::making::Making;
use crate::render::{Outcome, RenderError, bytes};
use crate::robots;
use crate::sitemaps::{self, NEWS_HOURS, NEWS_PER_FILE, NewsPlace, PER_FILE, Part, Place};

const XML: &str = "application/xml; charset=utf-8";
/// Part 0 is `/sitemap.xml`: everything where it fits in one file, else the index of the parts. A part
/// reads what stands in it, however many there are.
pub async fn render(mut making: Making<'_>, part: u32) -> Result<Outcome, RenderError> {
    making.tag(Tag::shelf("latest", ""));
    let site = making.site;
    let fixed = fixed(&making);
    let stories = stories::count(site.store.db(), "latest", "").await?;
    let (window, lists) = match sitemaps::part(part, fixed.len() as u64, stories) {
        None => return Ok(Outcome::Missing),
        Some(Part::Index(parts)) => {
            let address = |n| format!("{}{}", site.origin(), PageKey::Sitemap(n).address());
            let index: Vec<Place> = (1..=parts).map(|n| Place { url: address(n), modified: None }).collect();
            return Ok(bytes(making, 200, XML, sitemaps::index(&index)));
        }
        Some(Part::Lists { stories }) => (Window { limit: stories, offset: 0 }, true),
        Some(Part::Stories { after }) => (Window { limit: PER_FILE, offset: after }, false),
    };
    let mut places = if lists { fixed } else { Vec::new() };
    for entry in stories::live_part(site.store.db(), window).await? {
        if site.settings.terms(&entry.agency).noindex {
            continue;
        }
        places.push(Place {
            url: format!("{}{}", site.origin(), addresses::story_href(&entry.day, &entry.slug)),
            modified: entry.modified.or(entry.published).map(|at| at.at),
        });
    }
    Ok(bytes(making, 200, XML, sitemaps::pages(&places)))
}

/// The front and the sections.
fn fixed(making: &Making<'_>) -> Vec<Place> {
    let site = making.site;
    let section = |slug: &str| addresses::list(ListKind::Section, slug);
    let paths = site.settings.sections.iter().map(|s| section(&s.slug));
    std::iter::once("/".to_owned())
        .chain(paths)
        .map(|path| Place { url: format!("{}{path}", site.origin()), modified: None })
        .collect()
}

/// `/news-sitemap.xml`: the last 48 hours.
pub async fn news(mut making: Making<'_>) -> Result<Outcome, RenderError> {
    making.tag(Tag::shelf("latest", ""));
    let site = making.site;
    let span = SignedDuration::from_hours(NEWS_HOURS);
    let since: Timestamp = making.now - span;
    let cards = stories::list_since(site.store.db(), since, NEWS_PER_FILE as u32).await?;
    let mut places = Vec::new();
    for card in &cards {
        let Some(published) = card.published else { continue };
        // `card` says what the page depends on, and whether the story may still be shown.
        if making.card(card).is_none() || site.settings.terms(&card.agency.0).noindex {
            continue;
        }
        // The oldest leaves when its time is up.
        making.expire(published.at + span);
        places.push(NewsPlace {
            url: format!("{}{}", site.origin(), addresses::story_href(&card.day, &card.slug)),
            title: card.headline.clone(),
            language: card.language.clone().unwrap_or_else(|| site.settings.language.clone()),
            published,
        });
    }
    let body = sitemaps::news(&site.settings.name, &places);
    Ok(bytes(making, 200, XML, body))
}

pub fn robots(making: Making<'_>) -> Outcome {
    let body = robots::robots(making.site.origin()).into_bytes();
    bytes(making, 200, "text/plain; charset=utf-8", body)
}
