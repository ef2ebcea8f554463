//! The change log: one row for everything that happened, for every follower.

use jiff::Timestamp;
use newsroom::Change;

use crate::arg::json;
use crate::row::{FromRow, Json, Row};
use crate::sql::{args, statements};
use crate::{Db, Result, Store, Tx, dialect};

statements! {
    INSERT = "INSERT INTO change (at, kind, story, version, tags) VALUES ($1, $2, $3, $4, $5) RETURNING seq";
    HEAD = "SELECT COALESCE(MAX(seq), 0) FROM change";
    AFTER = "SELECT seq, at, kind, story, version, tags FROM change WHERE seq > $1 ORDER BY seq LIMIT $2";
    NEXT_DUE = "SELECT at FROM due ORDER BY at LIMIT 1";
    OLDEST = "SELECT COALESCE(MIN(seq), 0) FROM change";
    /// A row without a number is a turn that somebody has taken, and no reader of the log.
    PRUNE = "DELETE FROM change WHERE at < $1 \
             AND seq < (SELECT MAX(seq) FROM change) \
             AND seq <= COALESCE((SELECT MIN(seq) FROM follower), (SELECT MAX(seq) FROM change))";
}

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
pub async fn append(tx: &mut Tx, change: &Change, now: Timestamp) -> Result<()> {
    tx.changes.push((change.clone(), now));
    Ok(())
}

/// The number of the newest row; 0 where there is none.
pub async fn head(db: &Db) -> Result<i64> {
    Ok(db.one::<(i64,)>(HEAD, args![]).await?.0)
}

/// Is everything after `seq` still there? Who was away for longer than the log is kept must read the
/// store itself.
pub async fn reach_back(db: &Db, seq: i64) -> Result<bool> {
    Ok(db.one::<(i64,)>(OLDEST, args![]).await?.0 <= seq.max(1))
}

/// Rows after `seq`, in order.
pub async fn after(db: &Db, seq: i64, limit: u32) -> Result<Vec<Logged>> {
    db.all(AFTER, args![seq, limit]).await
}

/// When the clock next changes anything: the earliest embargo's end or expiry that is not done yet.
pub async fn next_due(db: &Db) -> Result<Option<Timestamp>> {
    Ok(db.opt::<(Timestamp,)>(NEXT_DUE, args![]).await?.map(|(at,)| at))
}

/// Deletes rows that every follower has seen and that were appended before `before`; the newest row
/// always stays. Returns how many went.
pub async fn prune(store: &Store, before: Timestamp) -> Result<u64> {
    let mut tx = store.begin().await?;
    let gone = tx.exec(PRUNE, args![before]).await?;
    tx.commit().await?;
    Ok(gone)
}

/// Takes the log for this transaction: numbers are given out and become visible in one order.
pub(crate) async fn lock(tx: &mut Tx) -> Result<()> {
    dialect::lock_log(tx).await
}

/// Writes what was appended; the newest number, where there is one.
pub(crate) async fn write(tx: &mut Tx) -> Result<Option<i64>> {
    let mut head = None;
    let mut renamed = std::mem::take(&mut tx.renamed);
    for (mut change, now) in std::mem::take(&mut tx.changes) {
        change.tags.append(&mut renamed);
        let kind = serde_json::to_value(change.kind).unwrap_or_default();
        let kind = kind.as_str().unwrap_or_default();
        let args = args![now, kind, change.story, change.version, json(&change.tags)];
        head = Some(tx.one::<(i64,)>(INSERT, args).await?.0);
    }
    if head.is_some() {
        dialect::notify(tx).await?;
    }
    Ok(head)
}

impl FromRow for Logged {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Logged {
            seq: row.next()?,
            at: row.next()?,
            change: Change {
                kind: row.word()?,
                story: row.next()?,
                version: row.next()?,
                tags: row.next::<Json<_>>()?.0,
            },
        })
    }
}
