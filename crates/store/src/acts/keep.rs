//! An item arrived and was decided about: makes the decision true.

use jiff::Timestamp;
use newsroom::{Decision, Known, StoryId, filing::Filing};
use wire::Item;

use crate::{Result, Tx};

/// Everything about one arriving item.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// The configured source that brought it.
    pub source: &'a str,
    /// Slug and name of the agency that wrote it.
    pub agency: (&'a str, &'a str),
    /// The item; its `guid` is the story's identity and must be there.
    pub item: &'a Item,
    /// What [`stories::by_guid`](crate::stories::by_guid) gave in this transaction, and what the decision was made upon.
    pub known: Option<Known<'a>>,
    /// What `newsroom::receive` decided.
    pub decision: &'a Decision,
    /// Where it is filed.
    pub filing: &'a Filing,
    /// The delivery that it stood in.
    pub delivery: i64,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When this is made true: the time of what readers see first now.
    pub now: Timestamp,
    /// Slug and name of every configured section.
    pub section_names: &'a [(String, String)],
}

/// What was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The story, known or new.
    pub story: StoryId,
    /// Our number of the new version; `None` where it was a duplicate.
    pub version: Option<u32>,
}

/// Keeps the item as a version and moves its story as decided, with the row in the change log.
pub async fn keep(_tx: &mut Tx, _arrival: &Arrival<'_>) -> Result<Kept> {
    todo!()
}
