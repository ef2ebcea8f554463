//! Shelves: the lists that live stories stand in.

use newsroom::{Shelf, StoryId};

use crate::{Db, Result};

/// A shelf with how many live stories stand on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShelfName {
    /// Last part of its address.
    pub slug: String,
    /// As shown to readers.
    pub name: String,
    /// Live stories on it.
    pub stories: u64,
}

/// All shelves of a kind that have live stories, by slug.
pub async fn names(_db: &Db, _kind: &str) -> Result<Vec<ShelfName>> {
    todo!()
}

/// One shelf, also where it has no story now; `None` where it never had one.
pub async fn get(_db: &Db, _kind: &str, _slug: &str) -> Result<Option<ShelfName>> {
    todo!()
}

/// The days ("2018-09-10") that have live stories, newest first, with how many. The shelf of stories
/// without a date, "undated", is not among them.
pub async fn days(_db: &Db) -> Result<Vec<(String, u64)>> {
    todo!()
}

/// The shelves that a live story stands on, each with its reason; none where it is not live.
pub async fn of_story(_db: &Db, _story: StoryId) -> Result<Vec<Shelf>> {
    todo!()
}
