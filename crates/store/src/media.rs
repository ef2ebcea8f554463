//! Files of pictures, films and sounds; and the pictures that a story has from other stories.

use jiff::Timestamp;
use newsroom::{Story, StoryId};
use wire::Item;

use crate::{Db, Result, Store, Tx};

/// One file (rendition) of a version's media.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFile {
    /// Index into the item's `media`.
    pub media: usize,
    /// Index into that media's `renditions`.
    pub rendition: usize,
    /// As the source wrote it: an absolute address, or a file name beside the delivery.
    pub href: String,
    /// Key among the blobs once it is kept.
    pub sha256: Option<String>,
    /// Media type, as found in the file where it is kept, else as the source says.
    pub mime: Option<String>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Size of the file.
    pub bytes: Option<u64>,
    /// Do we have it?
    pub state: FileState,
}

/// Do we have a file?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    /// It is among the blobs.
    Kept,
    /// It is to be fetched.
    Wanted,
    /// It could not be had, and nobody tries any more.
    Failed,
}

/// A file to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToFetch {
    /// Whose it is.
    pub story: StoryId,
    /// Our number of the version.
    pub version: u32,
    /// Index into the item's `media`.
    pub media: usize,
    /// Index into that media's `renditions`.
    pub rendition: usize,
    /// Where it is.
    pub href: String,
    /// The source that brought the story (for its credentials and limits).
    pub source: String,
    /// How often it was tried in vain.
    pub tries: u32,
}

/// A fetched file, already kept among the blobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Key among the blobs.
    pub sha256: String,
    /// Media type as found in the file.
    pub mime: String,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Size of the file.
    pub bytes: u64,
}

/// A picture story that stands with another story.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkedPicture {
    /// The picture's own story; always live.
    pub story: Story,
    /// Its shown version, which describes it: `item.media`.
    pub item: Item,
    /// The files of that version.
    pub files: Vec<MediaFile>,
}

/// A file that anybody may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicFile {
    /// Key among the blobs.
    pub sha256: String,
    /// Media type.
    pub mime: String,
    /// Size of the file; `None` where unknown.
    pub bytes: Option<u64>,
}

/// Notes the files of a version's media. Where readers see that version, the story's leading picture
/// is chosen anew and the change log says so.
pub async fn attach(
    _tx: &mut Tx,
    _story: StoryId,
    _version: u32,
    _files: &[MediaFile],
    _now: Timestamp,
) -> Result<()> {
    todo!()
}

/// The files of a version's own media, in their order.
pub async fn of_story(_db: &Db, _story: StoryId, _version: u32) -> Result<Vec<MediaFile>> {
    todo!()
}

/// The live picture stories that stand with this story: named by its links, or beside it in a live
/// package. In the order of the links; at most 12.
pub async fn linked(_db: &Db, _story: StoryId) -> Result<Vec<LinkedPicture>> {
    todo!()
}

/// Files that are to be fetched now, those waiting longest first.
pub async fn to_fetch(_db: &Db, _now: Timestamp, _limit: u32) -> Result<Vec<ToFetch>> {
    todo!()
}

/// Notes that a file was fetched; where readers see its story, the change log says so.
pub async fn fetched(_store: &Store, _file: &ToFetch, _got: &Fetched, _now: Timestamp) -> Result<()> {
    todo!()
}

/// Notes that a file could not be fetched, and when to try again; `None` gives it up.
pub async fn failed(
    _store: &Store,
    _file: &ToFetch,
    _why: &str,
    _retry_at: Option<Timestamp>,
) -> Result<()> {
    todo!()
}

/// A file, where it belongs to the version of a live story that readers see; else nobody may have it.
pub async fn public(_db: &Db, _sha256: &str) -> Result<Option<PublicFile>> {
    todo!()
}
