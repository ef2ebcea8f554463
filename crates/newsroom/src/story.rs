//! A story, its versions, and the states it can be in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wire::{Item, ItemKind, Moment};

use crate::{Cause, Verdict};

/// Our own number for a story; never reused, never shown in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoryId(pub i64);

/// What we keep about one story besides its versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    pub id: StoryId,
    /// The configured source that first brought it.
    pub source: String,
    /// Slug of the agency that wrote it; with `guid` the story's identity.
    pub agency: String,
    pub guid: String,
    pub kind: ItemKind,
    /// Last part of the address; unique within `day`.
    pub slug: String,
    /// First part of the address: "2018-09-10", or "undated". Fixed once the story has been shown.
    pub day: String,
    /// Slug of its section; `None` is filed nowhere but agency, day and topics.
    pub section: Option<String>,
    pub state: State,
    /// The version that readers see; `None` until it is first shown.
    pub shown: Option<u32>,
    /// A newer version that readers do not see yet.
    pub waiting: Option<Waiting>,
    pub tombstone: Option<Tombstone>,
    /// First published, per the agency. `None` is "date unknown".
    pub published: Option<Moment>,
    /// Last time that what readers see changed, after first publication; `None` if it never did.
    pub modified: Option<Moment>,
    /// When this site first showed it.
    pub first_shown_at: Option<Timestamp>,
    /// What lists are ordered by: `published`, else when it was received.
    pub sort_at: Timestamp,
    pub expires_at: Option<Timestamp>,
}

/// Where a story stands.
///
/// ```text
///               | new or update    | held copy        | future embargo   | kill   | withheld | expired | its hour comes | desk releases
/// --------------+------------------+------------------+------------------+--------+----------+---------+----------------+----------------
/// (unknown)     | Live             | Held             | Waiting          | Killed | Killed   | Killed  |                |
/// Held          | Held, or Live*   | Held             | Held, Waiting*   | Killed | Killed   | Killed  |                | Live or Waiting
/// Waiting       | Live             | Held             | Waiting          | Killed | Killed   | Killed  | Live           | Live or Waiting
/// Live          | Live             | Live + waiting   | Live + waiting   | Killed | Killed   | Killed  | Live           | Live
/// Killed by a   |                  |                  |                  |        |          |         |                |
///   kill        | Killed + waiting | Killed + waiting | Killed + waiting | Killed | Killed   | Killed  |                | Live or Waiting
///   withdrawal  | Live             | Killed + waiting | Killed + waiting | Killed | Killed   | Killed  | Live           | Live or Waiting
///   or expiry   | Live             | Killed + waiting | Killed + waiting | Killed | Killed   | Killed  | Live           | Live or Waiting
///
///  *  an update of a story that the house holds stays held until the desk releases it; where the
///     reason to hold was the item's own date, an update with a good date cures it
/// ```
///
/// Older versions, and the same again, move nothing, save one: a kill counts whenever it arrives.
/// After a kill only the desk can bring a story back; until then its page stays a tombstone. After a
/// withdrawal or an expiry a newer usable version comes back by itself.
///
/// The table as code: the verdict and the fate in `receive.rs`, the state after it in [`State::after`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Kept for the desk to decide; readers see nothing.
    Held,
    /// Shows itself at `waiting.until`; readers see nothing.
    Waiting,
    Live,
    /// Killed, withdrawn or expired: the page is a tombstone with status 410. `tombstone` says which.
    Killed,
}

/// A version that readers do not see yet, and what it waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub version: u32,
    /// An embargo's end; `None` waits for the desk.
    pub until: Option<Timestamp>,
    pub cause: Cause,
    /// Why, as a sentence for the desk.
    pub reason: String,
    /// When the desk must be told that what it waits for has not come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_at: Option<Timestamp>,
}

/// What stands where a story stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    pub kind: TombstoneKind,
    /// What readers are told, one plain sentence; never words of the story itself.
    pub reason: String,
    pub at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TombstoneKind {
    Kill,
    /// The agency withheld it; a later usable version brings it back.
    Withdrawal,
    Expiry,
}

/// One kept version of a story. Inserted once, never changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    pub story: StoryId,
    /// Ours: 1, 2, 3 in order of arrival.
    pub number: u32,
    pub item: Item,
    pub received_at: Timestamp,
    pub verdict: Verdict,
    /// The sentence that goes with the verdict: a correction's note, a kill's reason.
    pub note: Option<String>,
    /// When readers first saw it; `None` if they never did (stale, held, replaced while waiting).
    pub shown_at: Option<Timestamp>,
}

/// What is needed of a version to place another beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionKey {
    pub number: u32,
    /// The agency's number.
    pub agency_version: Option<u64>,
    /// The agency's time of this version.
    pub at: Option<Timestamp>,
    /// Hash of the whole item: equal means the agency sent the same again.
    pub fingerprint: String,
    /// Hash of what readers see of it: equal means an update that changes nothing on the page.
    pub visible: String,
}

/// A list that a live story stands in: `kind` is one of `latest`, `section`, `agency`, `topic`,
/// `author`, `day`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Shelf {
    pub kind: String,
    pub slug: String,
    /// As shown to readers.
    pub name: String,
    /// Why it stands there, as a sentence for the desk: `rule "World from MNA" (subject 11000000)`.
    pub reason: String,
}
