//! A version's text is read anew, by a better engine.

use jiff::Timestamp;
use newsroom::course::{self, SLUGLINE};
use newsroom::reading::Reading;
use newsroom::{Change, ChangeKind, Shelf, State, Story, Tag, Version};

use super::keep::quoted;
use super::release::missing;
use super::show::places;
use super::tags::Tags;
use crate::{Result, Store, Tx, changes, readings, shelves, stories, versions};

/// Keeps what was found in a version, in place of what was found before, and files the version anew under the
/// people whom it quotes and its slugline. Where readers see it and it reads otherwise than before, the change log says so, and the
/// answer is `true`.
pub async fn reread(store: &Store, version: &Version, reading: &Reading, now: Timestamp) -> Result<bool> {
    let mut tx = store.begin().await?;
    let id = version.story;
    let story = stories::locked(&mut tx, id).await?.ok_or_else(|| missing(id))?;
    let changed = read_anew(&mut tx, &story, version, reading, now).await?;
    tx.commit().await?;
    Ok(changed)
}

/// The same, in a transaction that has the story's row.
async fn read_anew(
    tx: &mut Tx,
    story: &Story,
    version: &Version,
    reading: &Reading,
    now: Timestamp,
) -> Result<bool> {
    let (id, number) = (version.story, version.number);
    let reading = &readings::judged(tx, id, reading).await?;
    let known = readings::kept(tx, id, number).await?.unwrap_or_default();
    readings::forget(tx, id, number).await?;
    readings::put(tx, id, number, reading).await?;
    let (mut filed, _) = versions::filed(tx, id, number).await?;
    let was = by_name(&filed.shelves);
    filed.shelves.retain(|shelf| !matches!(shelf.kind.as_str(), "person" | SLUGLINE));
    filed.shelves.extend(course::slugline(&version.item, &story.agency));
    filed.shelves.extend(quoted(reading));
    let same = by_name(&filed.shelves) == was && Reading { engine: known.engine, ..reading.clone() } == known;
    let is_seen = story.state == State::Live && story.shown == Some(number);
    if !same {
        versions::refile(tx, id, number, &filed).await?;
    }
    if !same && is_seen {
        let before = shelves::standing(tx, id).await?;
        let mut tags = Tags::default();
        tags.add(Tag::story(id));
        before.iter().for_each(|place| tags.add(place.tag()));
        let desk = super::keep::desk(tx, id).await?;
        let after = places(tx, story, desk, &filed).await?;
        shelves::place(tx, id, &before, &after, story.sort_at).await?;
        after.iter().for_each(|shelf| tags.add(Tag::shelf(&shelf.kind, &shelf.slug)));
        let tags = tags.into_vec();
        let change = Change { kind: ChangeKind::Refiled, story: Some(id), version: Some(number), tags };
        changes::append(tx, &change, now).await?;
    }
    Ok(!same && is_seen)
}

/// What was found in a version stays; the desk may have said more of it since it was kept.
pub(super) async fn judge_anew(tx: &mut Tx, story: &Story, version: &Version, now: Timestamp) -> Result<()> {
    if let Some(reading) = readings::kept(tx, version.story, version.number).await? {
        read_anew(tx, story, version, &reading, now).await?;
    }
    Ok(())
}

/// Filing has no order.
fn by_name(shelves: &[Shelf]) -> Vec<Shelf> {
    let mut shelves = shelves.to_vec();
    shelves.sort_by(|one, other| (&one.kind, &one.slug).cmp(&(&other.kind, &other.slug)));
    shelves
}
