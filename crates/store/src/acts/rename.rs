//! The desk gives a story another address.

use jiff::Timestamp;
use newsroom::{Change, StoryId};

use crate::{Result, Store};

/// Changes the last part of the address; the old address leads to the new one from now on. Refused
/// where the slug is not fit for an address or another story of that day has it.
pub async fn rename(_store: &Store, _story: StoryId, _slug: &str, _now: Timestamp) -> Result<Change> {
    todo!()
}
