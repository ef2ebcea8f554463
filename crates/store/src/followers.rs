//! Followers with a durable cursor, of whom one process at a time does the work.

use jiff::Timestamp;

use crate::{Db, Result, Store};

/// How far a follower has read; `None` where it never advanced.
pub async fn cursor(_db: &Db, _name: &str) -> Result<Option<i64>> {
    todo!()
}

/// Notes that a follower has worked through everything up to `seq`. Never goes back.
pub async fn advance(_store: &Store, _name: &str, _seq: i64) -> Result<()> {
    todo!()
}

/// Takes or renews the right to do a follower's work until `until`. `false`: another holder has it.
pub async fn lease(
    _store: &Store,
    _name: &str,
    _holder: &str,
    _until: Timestamp,
    _now: Timestamp,
) -> Result<bool> {
    todo!()
}

/// Forgets a follower, so that the log need not be kept for it.
pub async fn forget(_store: &Store, _name: &str) -> Result<()> {
    todo!()
}
