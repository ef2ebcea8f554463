//! The desk takes a story down.

use jiff::Timestamp;
use newsroom::{Change, StoryId};

use crate::{Result, Store};

/// Puts a tombstone in the story's place and takes it off every list. `reason` is what readers are told.
pub async fn kill(_store: &Store, _story: StoryId, _reason: &str, _now: Timestamp) -> Result<Change> {
    todo!()
}
