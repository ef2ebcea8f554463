//! Sitemaps and robots.txt.

use jiff::{SignedDuration, Timestamp};
use newsroom::{StoryId, Tag};
use store::stories;

use super::missing;
use crate::addresses::{self, ListKind, PageKey};
use crate::making::{Making, is_read};
use crate::render::{Outcome, RenderError, bytes};
use crate::robots;
use crate::sitemaps::{self, NEWS_HOURS, NEWS_PER_FILE, NewsPlace, PER_FILE, Place};

const XML: &str = "application/xml; charset=utf-8";
/// Stories read at once.
const BATCH: u32 = 5_000;

/// Part 0 is `/sitemap.xml`: everything where it fits in one file, else the index of the parts.
pub async fn render(mut making: Making<'_>, part: u32) -> Result<Outcome, RenderError> {
    making.tag(Tag::shelf("latest", ""));
    let places = places(&making).await?;
    let parts: Vec<&[Place]> = places.chunks(PER_FILE).collect();
    let body = match (part, parts.len()) {
        (0, 0 | 1) => sitemaps::pages(&places),
        (0, many) => {
            let address = |n| format!("{}{}", making.site.origin(), PageKey::Sitemap(n as u32).address());
            let index: Vec<Place> = (1..=many).map(|n| Place { url: address(n), modified: None }).collect();
            sitemaps::index(&index)
        }
        (n, _) => match parts.get(n as usize - 1) {
            Some(places) => sitemaps::pages(places),
            None => return missing::not_found(making).await,
        },
    };
    Ok(bytes(making, 200, XML, body))
}

/// The front, the sections and every live story.
async fn places(making: &Making<'_>) -> Result<Vec<Place>, RenderError> {
    let site = making.site;
    let absolute = |path: String| format!("{}{path}", site.origin());
    let mut places = vec![Place { url: absolute("/".into()), modified: None }];
    for section in &site.settings.sections {
        let url = absolute(addresses::list(ListKind::Section, &section.slug));
        places.push(Place { url, modified: None });
    }
    let mut after = StoryId(0);
    loop {
        let batch = stories::live(site.store.db(), after, BATCH).await?;
        let Some(last) = batch.last() else { return Ok(places) };
        after = last.id;
        places.extend(batch.iter().map(|entry| Place {
            url: absolute(addresses::story_href(&entry.day, &entry.slug)),
            modified: entry.modified.or(entry.published).map(|at| at.at),
        }));
    }
}

/// `/news-sitemap.xml`: the last 48 hours.
pub async fn news(mut making: Making<'_>) -> Result<Outcome, RenderError> {
    making.tag(Tag::shelf("latest", ""));
    let site = making.site;
    let span = SignedDuration::from_hours(NEWS_HOURS);
    let since: Timestamp = making.now - span;
    let cards = stories::list_since(site.store.db(), since, NEWS_PER_FILE as u32).await?;
    let mut places = Vec::new();
    for card in cards.iter().filter(|card| is_read(card.kind)) {
        let Some(published) = card.published else { continue };
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
