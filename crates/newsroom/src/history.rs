//! What readers are told about a story's past.

use jiff::Timestamp;
use serde::Serialize;
use wire::{Moment, Signal};

use crate::{Verdict, Version, fingerprint};

/// A story's past as readers had it: versions that nobody saw are not in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct History {
    /// In the order in which readers saw them, the first first.
    pub entries: Vec<Entry>,
    /// The corrections among them that have a note, newest first.
    pub corrections: Vec<Correction>,
    /// When what readers see last changed, after the first version; `None` if it never did.
    pub modified: Option<Moment>,
}

/// One version that readers saw.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Ours, for the address of the version.
    pub number: u32,
    pub kind: EntryKind,
    /// The agency's time of this version, where it gave one.
    pub at: Option<Moment>,
    pub received_at: Timestamp,
    /// When readers first saw it.
    pub shown_at: Timestamp,
    /// A correction's note.
    pub note: Option<String>,
    /// Does it differ, for readers, from the one before?
    pub visible_change: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    First,
    Update,
    Correction,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Correction {
    pub number: u32,
    pub at: Moment,
    pub note: String,
}

impl Entry {
    /// Could a reader tell it from the one before? What changed times or codes alone is no version to them.
    pub fn is_told(&self) -> bool {
        self.visible_change || self.kind != EntryKind::Update
    }
}

/// The history of a story with these versions, in any order. A kill is no entry: the tombstone tells it.
pub fn history(versions: &[Version]) -> History {
    let mut seen: Vec<(&Version, Timestamp)> =
        versions.iter().filter_map(|version| Some((version, version.shown_at?))).collect();
    seen.sort_by_key(|(version, shown_at)| (*shown_at, version.number));

    let mut entries = Vec::with_capacity(seen.len());
    let mut modified = None;
    for (n, (version, shown_at)) in seen.iter().enumerate() {
        let before = n.checked_sub(1).map(|n| seen[n].0);
        let mut entry = entry(before, version, *shown_at);
        if let Some(note) = before.and_then(|before| unseen_correction(versions, before, version)) {
            entry.kind = EntryKind::Correction;
            entry.note.get_or_insert(note);
        }
        if before.is_some() && entry.visible_change {
            modified = Some(changed_at(version, *shown_at));
        }
        entries.push(entry);
    }
    let corrections = entries
        .iter()
        .rev()
        .filter(|entry| entry.kind == EntryKind::Correction)
        .filter_map(|entry| {
            let at = entry.at.unwrap_or(Moment::utc(entry.shown_at));
            Some(Correction { number: entry.number, at, note: entry.note.clone()? })
        })
        .collect();
    History { entries, corrections, modified }
}

/// Agencies leave the note of a correction standing in the versions after it; those correct nothing anew.
fn repeats_note(before: &Version, version: &Version) -> bool {
    version.item.signal != Some(Signal::Correction) && version.note.is_some() && before.note == version.note
}

/// The note of a correction that readers never saw by itself, as the version after it came before it was
/// released: what they read before was corrected all the same.
fn unseen_correction(versions: &[Version], before: &Version, after: &Version) -> Option<String> {
    let between = |v: &&Version| v.number > before.number && v.number < after.number;
    let unseen = versions.iter().filter(between).filter(|v| v.shown_at.is_none());
    let correction = unseen.filter(|v| v.verdict == Verdict::Correction).max_by_key(|v| v.number)?;
    correction.note.clone()
}

/// The moment that `version`, shown at `shown_at`, counts as a change for readers: the agency's time
/// where it gave one for this version, else when readers first saw it.
pub fn changed_at(version: &Version, shown_at: Timestamp) -> Moment {
    version.item.updated.unwrap_or(Moment::utc(shown_at))
}

fn entry(before: Option<&Version>, version: &Version, shown_at: Timestamp) -> Entry {
    let differs =
        |before: &Version| fingerprint::visible(&before.item) != fingerprint::visible(&version.item);
    let visible_change = before.is_none_or(differs);
    let kind = match (before, version.verdict) {
        (None, _) => EntryKind::First,
        (Some(before), Verdict::Correction) if !repeats_note(before, version) => EntryKind::Correction,
        (Some(_), _) => EntryKind::Update,
    };
    Entry {
        number: version.number,
        kind,
        at: version.item.version_time(),
        received_at: version.received_at,
        shown_at,
        note: version.note.clone().filter(|_| kind == EntryKind::Correction),
        visible_change,
    }
}
