//! The move that puts a tombstone in a story's place.

use jiff::Timestamp;
use newsroom::{Change, ChangeKind, State, Story, Tag, Tombstone};

use super::save::save;
use super::tags::{Tags, add_neighbours, choose_pictures};
use crate::{Result, Tx, changes, shelves};

/// Takes the story off every list and says so in one change: nothing of it is public from the commit
/// on. `version` is the one that asked for it, where one did.
pub(super) async fn entomb(
    tx: &mut Tx,
    story: &mut Story,
    tombstone: Tombstone,
    version: Option<u32>,
    now: Timestamp,
) -> Result<Change> {
    let before = shelves::standing(tx, story.id).await?;
    let mut tags = Tags::default();
    tags.add(Tag::story(story.id));
    before.iter().for_each(|place| tags.add(place.tag()));
    let pictured = add_neighbours(tx, story, &mut tags).await?.pictured;

    story.state = State::Killed;
    story.tombstone = Some(tombstone);
    story.waiting = None;
    save(tx, story).await?;
    shelves::place(tx, story.id, &before, &[], story.sort_at).await?;
    choose_pictures(tx, &pictured).await?;

    let change = Change { kind: ChangeKind::Killed, story: Some(story.id), version, tags: tags.into_vec() };
    changes::append(tx, &change, now).await?;
    Ok(change)
}
