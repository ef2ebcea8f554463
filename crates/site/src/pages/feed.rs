//! Feeds of the site, a section or an agency.

use std::collections::HashMap;

use newsroom::{StoryId, Tag};
use store::stories::{self, Card};
use store::{media, shelves};

use super::text;
use crate::addresses::{self, FeedFormat, FeedOf, ListKind};
use crate::feeds::{self, Enclosure, Entry, Feed, Withdrawn};
use crate::making::Making;
use crate::render::{Outcome, RenderError, bytes};
use crate::view::FeedLink;

const ENTRIES: u32 = 50;
/// Withdrawn stories named, so that programs which hold a copy drop it.
const WITHDRAWN: u32 = 20;

pub async fn render(mut making: Making<'_>, of: &FeedOf, format: FeedFormat) -> Result<Outcome, RenderError> {
    let site = making.site;
    let (kind, slug) = match of {
        FeedOf::Site => ("latest", ""),
        FeedOf::Section(slug) => ("section", slug.as_str()),
        FeedOf::Agency(slug) => ("agency", slug.as_str()),
    };
    making.tag(Tag::shelf(kind, slug));
    let db = site.store.db();
    let cards = stories::newest(db, kind, slug, ENTRIES).await?;
    let part = match of {
        FeedOf::Site => None,
        FeedOf::Section(slug) => site.section_name(slug).map(str::to_owned),
        FeedOf::Agency(slug) => {
            making.tag(Tag::name(kind, slug));
            match shelves::get(db, kind, slug).await? {
                Some(shelf) => Some(shelf.name),
                None => return Ok(Outcome::Missing),
            }
        }
    };
    let page = match of {
        FeedOf::Site => "/".to_owned(),
        FeedOf::Section(slug) => addresses::list(ListKind::Section, slug),
        FeedOf::Agency(slug) => addresses::list(ListKind::Agency, slug),
    };
    let name = &site.settings.name;
    let mut entries: Vec<Entry> = Vec::with_capacity(cards.len());
    let texts = texts(&making, &cards).await?;
    for card in &cards {
        // `card` says what the page depends on, and whether the story may still be shown.
        if making.card(card).is_some() {
            entries.push(entry(&making, card, texts.get(&card.id).cloned()));
        }
    }
    let host = host(site.origin());
    let gone = stories::withdrawn(db, kind, slug, WITHDRAWN).await?;
    let withdrawn = gone.into_iter().map(|(story, tombstone)| Withdrawn {
        id: feeds::entry_id(&host, story),
        at: tombstone.at,
        reason: making.told(&tombstone.reason),
    });
    let feed = Feed {
        title: part.map_or_else(|| name.clone(), |part| format!("{name}: {part}")),
        description: site.settings.tagline.clone(),
        page: format!("{}{page}", site.origin()),
        address: format!("{}{}", site.origin(), addresses::feed_href(of, format)),
        language: site.settings.language.clone(),
        copyright: site.settings.copyright.clone(),
        entries,
        withdrawn: withdrawn.collect(),
    };
    let (mime, body) = feeds::written(&feed, format);
    Ok(bytes(making, 200, mime, body))
}

/// The links to a feed in all its formats.
pub fn links(making: &Making<'_>, title: &str, of: &FeedOf) -> Vec<FeedLink> {
    let link = |format: FeedFormat| FeedLink {
        mime: format.mime(),
        title: making.say("feed-title", &[("name", title.into()), ("format", format.name().into())]),
        href: addresses::feed_href(of, format),
    };
    FeedFormat::ALL.into_iter().map(link).collect()
}

/// The whole texts, as HTML, of those whose agency's terms allow it.
async fn texts(making: &Making<'_>, cards: &[Card]) -> Result<HashMap<StoryId, String>, RenderError> {
    let site = making.site;
    let free = |card: &&Card| site.settings.terms(&card.agency.0).full_text;
    let free: Vec<StoryId> = cards.iter().filter(free).map(|card| card.id).collect();
    let shown = media::shown(site.store.db(), &free).await?;
    Ok(shown.iter().map(|shown| (shown.story.id, text::for_feed(making, shown))).collect())
}

pub fn host(origin: &str) -> String {
    let host = url::Url::parse(origin).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| "localhost".into())
}

fn entry(making: &Making<'_>, card: &Card, html: Option<String>) -> Entry {
    let site = making.site;
    Entry {
        id: feeds::entry_id(&host(site.origin()), card.id),
        url: format!("{}{}", site.origin(), addresses::story_href(&card.day, &card.slug)),
        title: card.headline.clone(),
        summary: card.summary.clone(),
        html,
        published: card.published,
        modified: card.modified,
        sort_at: card.sort_at,
        authors: card.bylines.clone(),
        agency: card.agency.1.clone(),
        categories: card.section.iter().map(|(_, name)| name.clone()).collect(),
        language: making.foreign(card.language.as_deref()),
        picture: card.picture.as_ref().map(|picture| Enclosure {
            url: format!("{}{}", site.origin(), addresses::media_href(&picture.sha256, &picture.mime)),
            mime: picture.mime.clone(),
            bytes: picture.bytes,
        }),
    }
}
