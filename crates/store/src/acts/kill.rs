//! The desk takes a story down.

use jiff::Timestamp;
use newsroom::{Change, StoryId, kill as rules};

use super::entomb::entomb;
use super::release::missing;
use crate::{Error, Result, Store, stories};

/// Puts a tombstone in the story's place and takes it off every list. `reason` is what readers are told.
pub async fn kill(store: &Store, story: StoryId, reason: &str, now: Timestamp) -> Result<Change> {
    let mut tx = store.begin().await?;
    let mut story = stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    let tombstone = rules::kill(&story, reason, now).map_err(Error::Refused)?;
    let change = entomb(&mut tx, &mut story, tombstone, None, now).await?;
    tx.commit().await?;
    Ok(change)
}
