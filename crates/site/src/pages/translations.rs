//! The same story in other languages, where an agency says which was translated from which.

use newsroom::{Story, Tag, Version, translation};
use store::stories::{self, Card, Window};

use crate::addresses;
use crate::making::{Making, direction};
use crate::render::RenderError;
use crate::view::LanguageLink;

/// So many languages of one story are named.
const MOST: u32 = 30;

/// All languages of a story, its own among them; empty where there is no other. The page depends on them
/// from now on.
pub async fn of(
    making: &mut Making<'_>,
    story: &Story,
    version: &Version,
) -> Result<Vec<LanguageLink>, RenderError> {
    let db = making.site.store.db();
    let original = translation::original(&version.item);
    let shelf = translation::shelf(&story.agency, original.unwrap_or(&story.guid));
    making.tag(Tag::shelf(translation::SHELF, &shelf));
    let mut cards = stories::list(db, translation::SHELF, &shelf, Window { limit: MOST, offset: 0 }).await?;
    let first = match original {
        Some(guid) => stories::card_of_guid(db, &story.agency, guid).await?,
        None if cards.is_empty() => None,
        None => stories::card(db, story.id).await?,
    };
    cards.retain(|card| first.as_ref().is_none_or(|first| first.id != card.id));
    let mut links = Vec::new();
    for card in first.iter().chain(&cards) {
        // `card` says what the page depends on, and whether the story may still be shown.
        let known = making.card(card).is_some();
        links.extend(link(making, card, story).filter(|_| known));
    }
    let several = links.iter().any(|link| !link.current);
    Ok(if several { links } else { Vec::new() })
}

fn link(making: &Making<'_>, card: &Card, story: &Story) -> Option<LanguageLink> {
    let language = card.language.clone().filter(|language| !language.is_empty())?;
    let href = addresses::story_href(&card.day, &card.slug);
    Some(LanguageLink {
        dir: direction(&language),
        language,
        headline: card.headline.clone(),
        url: format!("{}{href}", making.site.origin()),
        href,
        current: card.id == story.id,
    })
}
