//! Feeds of the site, a section or an agency.

use newsroom::Tag;
use store::stories::{self, Card, Window};

use super::missing;
use crate::addresses::{self, FeedFormat, FeedOf, ListKind};
use crate::feeds::{self, Enclosure, Entry, Feed};
use crate::making::{Making, is_read};
use crate::render::{Outcome, RenderError, bytes};
use crate::view::FeedLink;

const ENTRIES: u32 = 50;

pub async fn render(mut making: Making<'_>, of: &FeedOf, format: FeedFormat) -> Result<Outcome, RenderError> {
    let site = making.site;
    let (kind, slug) = match of {
        FeedOf::Site => ("latest", ""),
        FeedOf::Section(slug) => ("section", slug.as_str()),
        FeedOf::Agency(slug) => ("agency", slug.as_str()),
    };
    making.tag(Tag::shelf(kind, slug));
    let db = site.store.db();
    let mut cards = stories::list(db, kind, slug, Window { limit: ENTRIES, offset: 0 }).await?;
    cards.retain(|card| is_read(card.kind));
    let part = match of {
        FeedOf::Site => None,
        FeedOf::Section(slug) => site.section_name(slug).map(str::to_owned),
        FeedOf::Agency(slug) => match store::shelves::get(db, "agency", slug).await? {
            Some(shelf) => Some(shelf.name),
            None => return missing::not_found(making).await,
        },
    };
    let page = match of {
        FeedOf::Site => "/".to_owned(),
        FeedOf::Section(slug) => addresses::list(ListKind::Section, slug),
        FeedOf::Agency(slug) => addresses::list(ListKind::Agency, slug),
    };
    let name = &site.settings.name;
    let entries: Vec<Entry> = cards.iter().map(|card| entry(&mut making, card)).collect();
    let feed = Feed {
        title: part.map_or_else(|| name.clone(), |part| format!("{name}: {part}")),
        description: site.settings.tagline.clone(),
        page: format!("{}{page}", site.origin()),
        address: format!("{}{}", site.origin(), addresses::feed_href(of, format)),
        language: site.settings.language.clone(),
        copyright: site.settings.copyright.clone(),
        updated: entries.iter().map(|entry| entry.updated).max(),
        entries,
        withdrawn: Vec::new(),
    };
    let (mime, body) = match format {
        FeedFormat::Rss => ("application/rss+xml; charset=utf-8", feeds::rss(&feed)),
        FeedFormat::Atom => ("application/atom+xml; charset=utf-8", feeds::atom(&feed)),
        FeedFormat::Json => ("application/feed+json; charset=utf-8", feeds::json(&feed)),
    };
    Ok(bytes(making, 200, mime, body))
}

/// The links to a feed in all its formats.
pub fn links(title: &str, of: &FeedOf) -> Vec<FeedLink> {
    let link = |format: FeedFormat| FeedLink {
        mime: format.mime(),
        title: format!("{title} ({})", format.name()),
        href: addresses::feed_href(of, format),
    };
    FeedFormat::ALL.into_iter().map(link).collect()
}

fn entry(making: &mut Making<'_>, card: &Card) -> Entry {
    making.tag(Tag::story(card.id));
    let site = making.site;
    let host = url::Url::parse(site.origin()).ok().and_then(|url| url.host_str().map(str::to_owned));
    Entry {
        id: feeds::entry_id(host.as_deref().unwrap_or("localhost"), card.id),
        url: format!("{}{}", site.origin(), addresses::story_href(&card.day, &card.slug)),
        title: card.headline.clone(),
        summary: card.summary.clone(),
        // Most agencies' terms let a paper pass on headlines and summaries, and not the whole text.
        html: None,
        published: card.published,
        updated: card.modified.map_or(card.sort_at, |at| at.at),
        authors: card.bylines.clone(),
        agency: card.agency.1.clone(),
        categories: card.section.iter().map(|(_, name)| name.clone()).collect(),
        language: making.foreign(card.language.as_deref()),
        picture: card.picture.as_ref().map(|picture| Enclosure {
            url: format!("{}{}", site.origin(), addresses::media_href(&picture.sha256, &picture.mime)),
            mime: picture.mime.clone(),
            bytes: 0,
        }),
    }
}
