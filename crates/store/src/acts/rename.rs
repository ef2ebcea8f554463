//! The desk gives a story another address.

use jiff::Timestamp;
use newsroom::{Change, ChangeKind, StoryId, rename as rules};

use super::address::is_taken;
use super::release::missing;
use super::save::{mark_renamed, save};
use super::tags::{Tags, add_neighbours};
use crate::{Error, Result, Store, changes, redirects, shelves, stories};

/// Changes the last part of the address; the old address leads to the new one from now on. Refused
/// where the slug is not fit for an address or another story of that day has it.
pub async fn rename(store: &Store, story: StoryId, slug: &str, now: Timestamp) -> Result<Change> {
    let mut tx = store.begin().await?;
    let mut story = stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    rules::rename(&story, slug).map_err(Error::Refused)?;
    if is_taken(&mut tx, &story.day, slug, story.id).await? {
        let why =
            format!("Another story of {} has or had the address \"{slug}\"; choose another.", story.day);
        return Err(Error::Refused(why));
    }
    // An address that readers never saw needs no redirect.
    if story.first_shown_at.is_some() {
        redirects::moved(&mut tx, story.id, (&story.day, &story.slug), (&story.day, slug)).await?;
    }
    story.slug = slug.to_owned();
    save(&mut tx, &story).await?;
    mark_renamed(&mut tx, story.id).await?;

    let mut tags = Tags::default();
    tags.add(newsroom::Tag::story(story.id));
    shelves::standing(&mut tx, story.id).await?.iter().for_each(|place| tags.add(place.tag()));
    add_neighbours(&mut tx, &story, &mut tags).await?;
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
