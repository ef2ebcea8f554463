//! What `receive` decides, for the caller to make true in one transaction.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::TombstoneKind;

/// The outcome for one arriving item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub verdict: Verdict,
    pub fate: Fate,
    /// One sentence for the operator's log and the desk: why this verdict and this fate.
    pub reason: String,
    /// What readers are told with it: the correction's note. Empty for anything but a correction.
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
    /// This version waits for the desk; what readers see now stays.
    Hold,
    /// The story's page becomes a tombstone. `reason` is what readers are told.
    Tombstone { kind: TombstoneKind, reason: String },
}
