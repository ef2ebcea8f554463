//! The change log: one row for everything that happened, for every follower.

use jiff::Timestamp;
use newsroom::Change;

use crate::{Db, Result, Store, Tx};

/// A row of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its number; the order of numbers is the order of commits.
    pub seq: i64,
    /// When it was appended.
    pub at: Timestamp,
    /// What changed.
    pub change: Change,
}

/// Appends a change: it is written as the last thing before the transaction's commit, so that the
/// order of numbers is the order of commits and a follower that reads on from the last number it saw
/// misses none.
pub async fn append(_tx: &mut Tx, _change: &Change, _now: Timestamp) -> Result<()> {
    todo!()
}

/// The number of the newest row; 0 where there is none.
pub async fn head(_db: &Db) -> Result<i64> {
    todo!()
}

/// Rows after `seq`, in order.
pub async fn after(_db: &Db, _seq: i64, _limit: u32) -> Result<Vec<Logged>> {
    todo!()
}

/// When the clock next changes anything: the earliest embargo's end or expiry that is not done yet.
pub async fn next_due(_db: &Db) -> Result<Option<Timestamp>> {
    todo!()
}

/// Deletes rows that every follower has seen and that were appended before `before`; the newest row
/// always stays. Returns how many went.
pub async fn prune(_store: &Store, _before: Timestamp) -> Result<u64> {
    todo!()
}
