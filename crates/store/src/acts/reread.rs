//! A version's text is read anew, by a better engine.

use jiff::Timestamp;
use newsroom::course::{self, SLUGLINE};
use newsroom::reading::Reading;
use newsroom::{Change, ChangeKind, Shelf, State, Tag, Version};

use super::keep::quoted;
use super::release::missing;
use super::show::places;
use super::tags::Tags;
use crate::{Result, Store, changes, readings, shelves, stories, versions};

/// Keeps what was found in a version, in place of what was found before, and files the version anew under the
/// people whom it quotes and its slugline. Where readers see it and it reads otherwise than before, the change log says so, and the
/// answer is `true`.
pub async fn reread(store: &Store, version: &Version, reading: &Reading, now: Timestamp) -> Result<bool> {
    let mut tx = store.begin().await?;
    let (id, number) = (version.story, version.number);
    let story = stories::locked(&mut tx, id).await?.ok_or_else(|| missing(id))?;
    let known = readings::kept(&mut tx, id, number).await?.unwrap_or_default();
    readings::forget(&mut tx, id, number).await?;
    readings::put(&mut tx, id, number, reading).await?;
    let (mut filed, _) = versions::filed(&mut tx, id, number).await?;
    let was = by_name(&filed.shelves);
    filed.shelves.retain(|shelf| !matches!(shelf.kind.as_str(), "person" | SLUGLINE));
    filed.shelves.extend(course::slugline(&version.item, &story.agency));
    filed.shelves.extend(quoted(reading));
    let same = by_name(&filed.shelves) == was && Reading { engine: known.engine, ..reading.clone() } == known;
    let is_seen = story.state == State::Live && story.shown == Some(number);
    if !same {
        versions::refile(&mut tx, id, number, &filed).await?;
    }
    if !same && is_seen {
        let before = shelves::standing(&mut tx, id).await?;
        let mut tags = Tags::default();
        tags.add(Tag::story(id));
        before.iter().for_each(|place| tags.add(place.tag()));
        let desk = super::keep::desk(&mut tx, id).await?;
        let after = places(&mut tx, &story, desk, &filed).await?;
        shelves::place(&mut tx, id, &before, &after, story.sort_at).await?;
        after.iter().for_each(|shelf| tags.add(Tag::shelf(&shelf.kind, &shelf.slug)));
        let tags = tags.into_vec();
        let change = Change { kind: ChangeKind::Refiled, story: Some(id), version: Some(number), tags };
        changes::append(&mut tx, &change, now).await?;
    }
    tx.commit().await?;
    Ok(!same && is_seen)
}

/// Filing has no order.
fn by_name(shelves: &[Shelf]) -> Vec<Shelf> {
    let mut shelves = shelves.to_vec();
    shelves.sort_by(|one, other| (&one.kind, &one.slug).cmp(&(&other.kind, &other.slug)));
    shelves
}
