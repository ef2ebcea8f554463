//! The desk releases what waits for it.

use jiff::Timestamp;
use newsroom::{Change, StoryId};

use crate::{Result, Store};

/// Shows the version that waits (or has it wait for its embargo, which the desk's word does not break).
/// Refused, with a sentence for the desk, where there is nothing to release.
pub async fn release(_store: &Store, _story: StoryId, _now: Timestamp) -> Result<Change> {
    todo!()
}
