//! The desk files a story in another section.

use jiff::Timestamp;
use newsroom::{Change, StoryId};

use crate::{Result, Store};

/// Files the story in the section of this slug and name, or in none. What the desk says stands: rules
/// do not file later versions elsewhere.
pub async fn refile(
    _store: &Store,
    _story: StoryId,
    _section: Option<(&str, &str)>,
    _now: Timestamp,
) -> Result<Change> {
    todo!()
}
