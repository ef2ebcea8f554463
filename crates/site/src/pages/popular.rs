//! The room for what is read most: it stands on the front, on sections and beside stories.

use newsroom::popular::FEWEST;
use newsroom::{StoryId, Tag};
use store::stories::Card;
use store::{popular, stories};

use crate::making::Making;
use crate::render::RenderError;
use crate::view::{PopularList, PopularView};

/// What pages of a section show, or, with an empty slug, those of the whole paper; `None` where there is
/// too little to show, or where it is out of date. The lists themselves change with the log.
pub async fn room(making: &mut Making<'_>, section: &str) -> Result<Option<PopularView>, RenderError> {
    let site = making.site;
    let settings = &site.settings.popular;
    if !settings.enabled {
        return Ok(None);
    }
    making.tag(Tag::popular(section));
    let db = site.store.db();
    let Some(shown) = popular::shown(db, section).await? else { return Ok(None) };
    let stale_at = settings.rules().stale_at(&shown);
    if stale_at <= making.now || (shown.hours.is_empty() && shown.week.is_empty()) {
        return Ok(None);
    }
    making.expire(stale_at);
    let mut ids = [shown.hours.as_slice(), &shown.week].concat();
    ids.sort_unstable();
    ids.dedup();
    // Killed stories are not among them, whatever the lists say; and a story that was filed elsewhere
    // since leaves its section's list at once.
    let mut cards = stories::cards(db, &ids).await?;
    let here = |card: &Card| card.section.as_ref().is_some_and(|(slug, _)| slug == section);
    cards.retain(|card| section.is_empty() || here(card));
    let mut lists = Vec::new();
    // A young paper's week is its last hours: it is said once.
    let week: &[StoryId] = if shown.week == shown.hours { &[] } else { &shown.week };
    for (key, ids) in [("hours", shown.hours.as_slice()), ("week", week)] {
        let listed = ids.iter().filter_map(|id| cards.iter().find(|card| card.id == *id));
        let cards = making.cards(listed);
        if cards.len() >= FEWEST {
            lists.push(PopularList { key, name: making.say(&format!("popular-{key}"), &[]), cards });
        }
    }
    Ok((!lists.is_empty()).then_some(PopularView { lists }))
}
