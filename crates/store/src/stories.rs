//! Stories: by guid, by address, and in lists.

use jiff::Timestamp;
use newsroom::{Story, StoryId, Version, VersionKey};
use serde::{Deserialize, Serialize};
use wire::{ItemKind, Moment};

use crate::{Db, Result, Tx};

/// What a list shows of a story.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The story.
    pub id: StoryId,
    /// First part of the address: "2018-09-10", or "undated".
    pub day: String,
    /// Last part of the address.
    pub slug: String,
    /// Text, picture, package …
    pub kind: ItemKind,
    /// The headline; where the agency gave none, its slugline or the first words. May be empty.
    pub headline: String,
    /// The agency's summary, else the beginning of the first paragraph.
    pub summary: Option<String>,
    /// Slug and name.
    pub agency: (String, String),
    /// Slug and name; `None` where it is filed in no section.
    pub section: Option<(String, String)>,
    /// Bylines as printed.
    pub bylines: Vec<String>,
    /// Where it was written.
    pub dateline_place: Option<String>,
    /// First published; `None` is "date unknown".
    pub published: Option<Moment>,
    /// Last time that readers saw a change.
    pub modified: Option<Moment>,
    /// What lists are ordered by.
    pub sort_at: Timestamp,
    /// BCP 47.
    pub language: Option<String>,
    /// 1 (flash) to 9.
    pub urgency: Option<u8>,
    /// Has a correction that readers were shown.
    pub corrected: bool,
    /// Its first picture that we have a file of.
    pub picture: Option<CardPicture>,
}

/// A story's leading picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPicture {
    /// Key of the file among the blobs.
    pub sha256: String,
    /// Media type.
    pub mime: String,
    /// Pixels; `None` where unknown.
    pub width: Option<u32>,
    /// Pixels; `None` where unknown.
    pub height: Option<u32>,
    /// For those who do not see it; empty where the agency says nothing.
    pub alt: String,
    /// Who is to be named beside it.
    pub credit: Option<String>,
}

/// Which part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// At most so many.
    pub limit: u32,
    /// Leave out so many first.
    pub offset: u32,
}

/// A story that the desk has to decide about.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldStory {
    /// The story; `waiting` says what for.
    pub story: Story,
    /// Headline of what waits.
    pub headline: String,
}

/// A live story in a sitemap.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The story; also the key to go on from.
    pub id: StoryId,
    /// First part of the address.
    pub day: String,
    /// Last part of the address.
    pub slug: String,
    /// First published.
    pub published: Option<Moment>,
    /// Last time that readers saw a change.
    pub modified: Option<Moment>,
}

/// The story of an agency's guid with what we keep of it, locked until the transaction ends: the
/// second of two arrivals of the same guid waits here, also where the story is not known yet.
pub async fn by_guid(_tx: &mut Tx, _agency: &str, _guid: &str) -> Result<Option<(Story, Vec<VersionKey>)>> {
    todo!()
}

/// The story at an address, whatever its state.
pub async fn by_path(_db: &Db, _day: &str, _slug: &str) -> Result<Option<Story>> {
    todo!()
}

/// One story, whatever its state.
pub async fn get(_db: &Db, _id: StoryId) -> Result<Option<Story>> {
    todo!()
}

/// The card of one live story.
pub async fn card(_db: &Db, _id: StoryId) -> Result<Option<Card>> {
    todo!()
}

/// A shelf's live stories, newest first. `latest` has the slug "".
pub async fn list(_db: &Db, _kind: &str, _slug: &str, _window: Window) -> Result<Vec<Card>> {
    todo!()
}

/// Live stories with a known date, published at `since` or later, newest first: the news sitemap.
pub async fn list_since(_db: &Db, _since: Timestamp, _limit: u32) -> Result<Vec<Card>> {
    todo!()
}

/// How many live stories stand on a shelf.
pub async fn count(_db: &Db, _kind: &str, _slug: &str) -> Result<u64> {
    todo!()
}

/// Live stories that share topics with this one, newest first. Looks at no more than the newest few of
/// each topic, however many it has.
pub async fn related(_db: &Db, _id: StoryId, _limit: u32) -> Result<Vec<Card>> {
    todo!()
}

/// Stories with a version that readers do not see yet, most recently sorted first.
pub async fn held(_db: &Db, _limit: u32) -> Result<Vec<HeldStory>> {
    todo!()
}

/// All live stories in the order of their numbers, from the one after `after` (`StoryId(0)` is the
/// beginning).
pub async fn live(_db: &Db, _after: StoryId, _limit: u32) -> Result<Vec<Entry>> {
    todo!()
}

/// As [`live`], each with the version that readers see: to build the search index.
pub async fn live_with_text(_db: &Db, _after: StoryId, _limit: u32) -> Result<Vec<(Story, Version)>> {
    todo!()
}
