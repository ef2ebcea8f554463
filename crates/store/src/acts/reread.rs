//! A version's text is read anew, by a better engine.

use jiff::Timestamp;
use newsroom::reading::Reading;
use newsroom::{Change, ChangeKind, State, StoryId, Tag};

use super::keep::quoted;
use super::release::missing;
use super::show::places;
use super::tags::Tags;
use crate::{Result, Store, changes, readings, shelves, stories, versions};

/// Keeps what was found, in place of what was found before, and files the version under the people whom it
/// quotes. Where readers see it, the change log says so.
pub async fn reread(
    store: &Store,
    story: StoryId,
    version: u32,
    reading: &Reading,
    now: Timestamp,
) -> Result<()> {
    let mut tx = store.begin().await?;
    let story = stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    readings::put(&mut tx, story.id, version, reading).await?;
    let (mut filed, _) = versions::filed(&mut tx, story.id, version).await?;
    filed.shelves.retain(|shelf| shelf.kind != "person");
    filed.shelves.extend(quoted(reading));
    versions::refile(&mut tx, story.id, version, &filed).await?;
    if story.state == State::Live && story.shown == Some(version) {
        let before = shelves::standing(&mut tx, story.id).await?;
        let mut tags = Tags::default();
        tags.add(Tag::story(story.id));
        before.iter().for_each(|place| tags.add(place.tag()));
        let desk = super::keep::desk(&mut tx, story.id).await?;
        let after = places(&mut tx, &story, desk, &filed).await?;
        shelves::place(&mut tx, story.id, &before, &after, story.sort_at).await?;
        after.iter().for_each(|shelf| tags.add(Tag::shelf(&shelf.kind, &shelf.slug)));
        let tags = tags.into_vec();
        let change =
            Change { kind: ChangeKind::Refiled, story: Some(story.id), version: Some(version), tags };
        changes::append(&mut tx, &change, now).await?;
    }
    tx.commit().await?;
    Ok(())
}
