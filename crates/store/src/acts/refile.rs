//! The desk files a story in another section.

use jiff::Timestamp;
use newsroom::{Change, ChangeKind, State, StoryId, Tag};

use super::release::missing;
use super::save::{mark_refiled, save};
use super::show::{Desk, places, shelf};
use super::tags::Tags;
use crate::{Result, Store, changes, shelves, stories, versions};

/// Files the story in the section of this slug and name, or in none. What the desk says stands: rules
/// do not file later versions elsewhere.
pub async fn refile(
    store: &Store,
    story: StoryId,
    section: Option<(&str, &str)>,
    now: Timestamp,
) -> Result<Change> {
    let mut tx = store.begin().await?;
    let mut story = stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    if let Some((slug, name)) = section {
        shelves::find_or_make(&mut tx, &shelf("section", slug, name, "")).await?;
    }
    let before = shelves::standing(&mut tx, story.id).await?;
    let mut tags = Tags::default();
    tags.add(Tag::story(story.id));
    before.iter().for_each(|place| tags.add(place.tag()));

    story.section = section.map(|(slug, _)| slug.to_owned());
    save(&mut tx, &story).await?;
    mark_refiled(&mut tx, story.id).await?;
    if let (State::Live, Some(shown)) = (story.state, story.shown) {
        let (filed, _) = versions::filed(&mut tx, story.id, shown).await?;
        let desk = Desk { refiled: true, ..Desk::default() };
        let after = places(&mut tx, &story, desk, &filed).await?;
        shelves::place(&mut tx, story.id, &before, &after, story.sort_at).await?;
        after.iter().for_each(|shelf| tags.add(Tag::shelf(&shelf.kind, &shelf.slug)));
    }
    let change = Change {
        kind: ChangeKind::Refiled,
        story: Some(story.id),
        version: story.shown,
        tags: tags.into_vec(),
    };
    changes::append(&mut tx, &change, now).await?;
    tx.commit().await?;
    Ok(change)
}
