//! What `receive` decides, for the caller to make true in one transaction.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{State, TombstoneKind, Waiting};

/// The outcome for one arriving item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub verdict: Verdict,
    pub fate: Fate,
    /// One sentence for the operator's log and the desk: why this verdict and this fate.
    pub reason: String,
    /// What readers are told with it: a correction's note, a kill's or withdrawal's reason; else empty.
    /// Kept with the version as `Version::note`.
    pub note: Option<String>,
}

/// What the item is, beside what we had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    New,
    Update,
    /// Nothing that we do not have: no version is saved.
    Duplicate,
    /// Older than what we have: kept as history, changes nothing that readers see.
    Stale,
    Correction,
    Kill,
    /// The agency withholds it for now.
    Withdrawal,
}

/// What becomes of the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fate", rename_all = "lowercase")]
pub enum Fate {
    /// Readers see what they saw.
    Unchanged,
    /// This version is shown at once.
    Show,
    /// This version is shown at `until`; what readers see now stays until then.
    Wait { until: Timestamp },
    /// This version waits for the desk; what readers see now stays (a tombstone too).
    Hold { cause: Cause },
    /// The story's page becomes a tombstone. `reason` is what readers are told.
    Tombstone { kind: TombstoneKind, reason: String },
}

/// What a version that readers do not see yet waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// The agency's hour.
    Embargo,
    /// The source's policy or a rule: only the desk can release it.
    House,
    /// The item's own date, missing or still to come: an update with a good date cures it.
    Date,
    /// It came after a kill, or is a kill and nobody can tell of what: only the desk can say.
    Kill,
    /// A take that came before the one it goes on from: that one cures it.
    Take,
    /// The system that it was brought from had not published it, or not to everybody: the desk can release it, and
    /// what that system publishes later cures it.
    Draft,
}

impl Waiting {
    /// What `Story::waiting` becomes when version `version` of ours was decided so: `None` where the
    /// version does not wait. (Where the fate is `Unchanged`, what waited before goes on waiting.)
    pub fn of(decision: &Decision, version: u32) -> Option<Waiting> {
        let (until, cause) = match decision.fate {
            Fate::Wait { until } => (Some(until), Cause::Embargo),
            Fate::Hold { cause } => (None, cause),
            Fate::Unchanged | Fate::Show | Fate::Tombstone { .. } => return None,
        };
        Some(Waiting { version, until, cause, reason: decision.reason.clone(), ask_at: None })
    }
}

impl State {
    /// The state after a fate: the table of [`State`], as a function. `None` is a story not known yet.
    pub fn after(before: Option<State>, fate: &Fate) -> State {
        match (fate, before) {
            (Fate::Show, _) => State::Live,
            (Fate::Tombstone { .. }, _) => State::Killed,
            // What readers see stays until the hour has come or the desk has spoken.
            (Fate::Wait { .. } | Fate::Hold { .. }, Some(stays @ (State::Live | State::Killed))) => stays,
            (Fate::Wait { .. }, _) => State::Waiting,
            (Fate::Hold { .. }, _) => State::Held,
            (Fate::Unchanged, before) => before.unwrap_or(State::Held),
        }
    }
}
