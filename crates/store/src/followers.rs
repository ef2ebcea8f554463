//! Followers with a durable cursor, of whom one process at a time does the work.

use jiff::Timestamp;

use crate::sql::{args, statements};
use crate::{Db, Result, Store};

statements! {
    CURSOR = "SELECT seq FROM follower WHERE name = $1";
    ADVANCE = "INSERT INTO follower (name, seq) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE \
               SET seq = excluded.seq WHERE follower.seq IS NULL OR follower.seq < excluded.seq";
    /// One statement, so that of two who come at once one gets it.
    LEASE = "INSERT INTO follower (name, holder, until) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE \
             SET holder = excluded.holder, until = excluded.until \
             WHERE follower.holder IS NULL OR follower.holder = excluded.holder OR follower.until <= $4";
    FORGET = "DELETE FROM follower WHERE name = $1";
}

/// How far a follower has read; `None` where it never advanced.
pub async fn cursor(db: &Db, name: &str) -> Result<Option<i64>> {
    Ok(db.opt::<(Option<i64>,)>(CURSOR, args![name]).await?.and_then(|(seq,)| seq))
}

/// Notes that a follower has worked through everything up to `seq`. Never goes back.
pub async fn advance(store: &Store, name: &str, seq: i64) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.exec(ADVANCE, args![name, seq]).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes or renews the right to do a follower's work until `until`. `false`: another holder has it.
pub async fn lease(
    store: &Store,
    name: &str,
    holder: &str,
    until: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let mut tx = store.begin().await?;
    let taken = tx.exec(LEASE, args![name, holder, until, now]).await?;
    tx.commit().await?;
    Ok(taken > 0)
}

/// Forgets a follower, so that the log need not be kept for it.
pub async fn forget(store: &Store, name: &str) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.exec(FORGET, args![name]).await?;
    tx.commit().await?;
    Ok(())
}
