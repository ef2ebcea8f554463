//! What readers are told about a story's past.

use jiff::Timestamp;
use serde::Serialize;
use wire::{Item, Moment, Signal};

use crate::{Verdict, Version, fingerprint};

/// A version without its text: all that a history is told from, however many versions there are.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    pub number: u32,
    pub received_at: Timestamp,
    pub verdict: Verdict,
    pub note: Option<String>,
    pub shown_at: Option<Timestamp>,
    /// [`fingerprint::visible`] of its item.
    pub visible: String,
    /// What its item says of a correction. `None` where it tells of none.
    pub claim: Option<Claim>,
}

/// What an item that tells of a correction says of itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim {
    /// The agency calls it a correction by a signal, not by its note alone.
    pub by_signal: bool,
    /// The agency's time of this version, where it gave one.
    pub at: Option<Moment>,
}

impl Claim {
    pub fn of(item: &Item) -> Claim {
        Claim { by_signal: item.signal == Some(Signal::Correction), at: item.version_time() }
    }
}

impl From<&Version> for Outline {
    fn from(version: &Version) -> Outline {
        Outline {
            number: version.number,
            received_at: version.received_at,
            verdict: version.verdict,
            note: version.note.clone(),
            shown_at: version.shown_at,
            visible: fingerprint::visible(&version.item),
            claim: Some(Claim::of(&version.item)),
        }
    }
}

/// One version that readers saw.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Ours.
    pub number: u32,
    pub kind: EntryKind,
    /// The agency's time of a correction, where it gave one.
    pub at: Option<Moment>,
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

impl Entry {
    /// Could a reader tell it from the one before? What changed times or codes alone is no version to them.
    pub fn is_told(&self) -> bool {
        self.visible_change || self.kind != EntryKind::Update
    }
}

/// A story's past as readers had it, in the order in which they saw its versions, the first first.
///
/// Versions that nobody saw are not in it, and a kill is no entry: the tombstone tells it.
pub fn history(versions: &[Outline]) -> Vec<Entry> {
    let mut seen: Vec<(&Outline, Timestamp)> =
        versions.iter().filter_map(|version| Some((version, version.shown_at?))).collect();
    seen.sort_by_key(|(version, shown_at)| (*shown_at, version.number));

    let mut entries = Vec::with_capacity(seen.len());
    for (n, (version, shown_at)) in seen.iter().enumerate() {
        let before = n.checked_sub(1).map(|n| seen[n].0);
        let mut entry = entry(before, version, *shown_at);
        if let Some(note) = before.and_then(|before| unseen_correction(versions, before, version)) {
            entry.kind = EntryKind::Correction;
            entry.note.get_or_insert(note);
        }
        entry.at = version.claim.filter(|_| entry.kind == EntryKind::Correction).and_then(|claim| claim.at);
        entries.push(entry);
    }
    entries
}

/// Agencies leave the note of a correction standing in the versions after it; those correct nothing anew.
fn repeats_note(before: &Outline, version: &Outline) -> bool {
    let by_signal = version.claim.is_some_and(|claim| claim.by_signal);
    !by_signal && version.note.is_some() && before.note == version.note
}

/// The note of a correction that readers never saw by itself, as the version after it came before it was
/// released: what they read before was corrected all the same.
fn unseen_correction(versions: &[Outline], before: &Outline, after: &Outline) -> Option<String> {
    let between = |v: &&Outline| v.number > before.number && v.number < after.number;
    let unseen = versions.iter().filter(between).filter(|v| v.shown_at.is_none());
    let correction = unseen.filter(|v| v.verdict == Verdict::Correction).max_by_key(|v| v.number)?;
    correction.note.clone()
}

fn entry(before: Option<&Outline>, version: &Outline, shown_at: Timestamp) -> Entry {
    let kind = match (before, version.verdict) {
        (None, _) => EntryKind::First,
        (Some(before), Verdict::Correction) if !repeats_note(before, version) => EntryKind::Correction,
        (Some(_), _) => EntryKind::Update,
    };
    Entry {
        number: version.number,
        kind,
        at: None,
        shown_at,
        note: version.note.clone().filter(|_| kind == EntryKind::Correction),
        visible_change: before.is_none_or(|before| before.visible != version.visible),
    }
}
