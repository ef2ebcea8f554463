//! Time is a change too: embargoes end and stories expire.

use jiff::Timestamp;
use newsroom::Change;

use crate::{Result, Store};

/// Makes true everything that has fallen due by `now`, and returns what changed. Several processes may
/// call it at once: each thing happens once.
pub async fn run_due(_store: &Store, _now: Timestamp) -> Result<Vec<Change>> {
    todo!()
}
