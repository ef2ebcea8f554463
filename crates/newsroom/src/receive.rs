//! An item arrives: what does it do to the story that we know?

use jiff::Timestamp;
use wire::Item;

use crate::filing::Filing;
use crate::{Decision, Policy, Story, VersionKey};

/// What we know of a story when another item of the same guid arrives.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub story: &'a Story,
    /// Every version we keep, oldest first; never empty.
    pub versions: &'a [VersionKey],
}

/// Decides what an arriving item is and what becomes of its story.
pub fn receive(
    _known: Option<Known<'_>>,
    _item: &Item,
    _policy: &Policy,
    _filed: &Filing,
    _now: Timestamp,
) -> Decision {
    todo!()
}
