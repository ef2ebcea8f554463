//! Deliveries: the bytes that arrived, and what became of them.

use jiff::Timestamp;
use newsroom::{Fate, StoryId, Verdict};
use serde::{Deserialize, Serialize};
use wire::{Format, Problem};

use crate::arg::json;
use crate::blobs::Laid;
use crate::row::{FromRow, Json, Row};
use crate::sql::{args, statements};
use crate::{Db, Error, Result, Store, Tx, blobs, dialect};

/// A delivery, all columns.
macro_rules! deliveries {
    ($rest:literal) => {
        concat!(
            "SELECT d.id, d.source, d.name, d.content_type, d.sha256, b.size, d.received_at, d.finished_at, d.report ",
            "FROM delivery d JOIN blob b ON b.sha256 = d.sha256 ",
            $rest
        )
    };
}

statements! {
    INSERT = "INSERT INTO delivery (source, name, sha256, received_at) VALUES ($1, $2, $3, $4) \
              ON CONFLICT (source, sha256) DO NOTHING RETURNING id";
    KNOWN = "SELECT id, finished_at FROM delivery WHERE source = $1 AND sha256 = $2";
    DESCRIBE = "UPDATE delivery SET content_type = $2 WHERE id = $1";
    FINISH = "UPDATE delivery SET finished_at = $2, report = $3 WHERE id = $1";
    REPORT = "SELECT report FROM delivery WHERE id = $1 AND finished_at IS NOT NULL";
    SHA256 = "SELECT sha256 FROM delivery WHERE id = $1";
    UNFINISHED = deliveries!("WHERE d.finished_at IS NULL ORDER BY d.id LIMIT $1");
    GET = deliveries!("WHERE d.id = $1");
    RECENT = deliveries!("ORDER BY d.id DESC LIMIT $1");
    RECENT_OF = deliveries!("WHERE d.source = $2 ORDER BY d.id DESC LIMIT $1");
    AFTER = deliveries!("WHERE d.id > $1 ORDER BY d.id LIMIT $2");
    AFTER_OF = deliveries!("WHERE d.source = $3 AND d.id > $1 ORDER BY d.id LIMIT $2");
}

/// What [`begin`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// The delivery's number.
    pub id: i64,
    /// These bytes came from this source for the first time.
    pub fresh: bool,
    /// It was worked through to its end before: nothing needs doing.
    pub done: bool,
}

/// One delivery, without its bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// Its number, in order of arrival.
    pub id: i64,
    /// The configured source that it came from.
    pub source: String,
    /// File name or address.
    pub name: String,
    /// As its sender said, with the charset that may be needed to read it again.
    pub content_type: Option<String>,
    /// Hash of its bytes.
    pub sha256: String,
    /// How many bytes.
    pub size: u64,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When it was worked through; `None` where that is still to be done.
    pub finished_at: Option<Timestamp>,
    /// What became of it, once finished.
    pub report: Option<DeliveryReport>,
}

/// What became of a delivery.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DeliveryReport {
    /// What it was read as; `None` where no format knew it.
    pub format: Option<Format>,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
    /// Its items, in their order.
    pub items: Vec<ItemOutcome>,
}

/// What became of one item of a delivery.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemOutcome {
    /// Its place in the delivery, from 0.
    pub position: usize,
    /// Its guid, as used.
    pub guid: Option<String>,
    /// The story that it became part of.
    pub story: Option<StoryId>,
    /// Our number of the version that it became.
    pub version: Option<u32>,
    /// What it was; `None` where it could not be kept.
    pub verdict: Option<Verdict>,
    /// What became of the story; `None` where it could not be kept.
    pub fate: Option<Fate>,
    /// Why, as a sentence.
    pub reason: String,
}

/// Keeps the bytes and notes the arrival, durably, before anything reads them. The same bytes from the
/// same source are one delivery.
pub async fn begin(
    store: &Store,
    source: &str,
    name: &str,
    bytes: &[u8],
    received_at: Timestamp,
) -> Result<Begun> {
    let laid = blobs::lay(store, bytes).await?;
    let mut tx = store.begin().await?;
    let begun = begin_in(&mut tx, source, name, &laid, received_at).await?;
    tx.commit().await?;
    Ok(begun)
}

/// As [`begin`], as part of a transaction: for many deliveries at once. Acknowledge none before the
/// commit.
pub async fn begin_in(
    tx: &mut Tx,
    source: &str,
    name: &str,
    laid: &Laid<'_>,
    received_at: Timestamp,
) -> Result<Begun> {
    blobs::keep(tx, laid).await?;
    let sha256 = &laid.sha256;
    if let Some((id,)) = tx.opt(INSERT, args![source, name, sha256, received_at]).await? {
        return Ok(Begun { id, fresh: true, done: false });
    }
    let (id, finished): (i64, Option<Timestamp>) = tx.one(KNOWN, args![source, sha256]).await?;
    Ok(Begun { id, fresh: false, done: finished.is_some() })
}

/// Notes what its sender said that a delivery is, in the transaction that began it.
pub async fn describe(tx: &mut Tx, id: i64, content_type: &str) -> Result<()> {
    tx.exec(DESCRIBE, args![id, content_type]).await?;
    Ok(())
}

/// Takes a delivery to work through, until the commit for this transaction alone. Where another one (of a
/// program that was started meanwhile, say) has worked through it already, its report: nothing is left to do.
pub async fn claim(tx: &mut Tx, id: i64) -> Result<Option<DeliveryReport>> {
    dialect::lock_delivery(tx, id).await?;
    let found: Option<(Json<DeliveryReport>,)> = tx.opt(REPORT, args![id]).await?;
    Ok(found.map(|(Json(report),)| report))
}

/// Notes what became of a delivery, in the transaction that made it so. Calling it again (after a
/// reparse) replaces the report.
pub async fn finish(tx: &mut Tx, id: i64, report: &DeliveryReport, now: Timestamp) -> Result<()> {
    match tx.exec(FINISH, args![id, now, json(report)]).await? {
        0 => Err(missing(id)),
        _ => Ok(()),
    }
}

/// Deliveries that were kept and not worked through, oldest first: what a crash left behind.
pub async fn unfinished(db: &Db, limit: u32) -> Result<Vec<Delivery>> {
    db.all(UNFINISHED, args![limit]).await
}

/// A delivery's bytes.
pub async fn raw(store: &Store, id: i64) -> Result<Vec<u8>> {
    let (sha256,): (String,) = store.db().opt(SHA256, args![id]).await?.ok_or_else(|| missing(id))?;
    blobs::get(store, &sha256).await
}

/// One delivery.
pub async fn get(db: &Db, id: i64) -> Result<Option<Delivery>> {
    db.opt(GET, args![id]).await
}

/// The newest deliveries, of one source or all, newest first.
pub async fn recent(db: &Db, source: Option<&str>, limit: u32) -> Result<Vec<Delivery>> {
    match source {
        None => db.all(RECENT, args![limit]).await,
        Some(source) => db.all(RECENT_OF, args![limit, source]).await,
    }
}

/// All deliveries in the order of arrival, from the one after `after` (0 is the beginning), of one
/// source or all: for reparse.
pub async fn after(db: &Db, source: Option<&str>, after: i64, limit: u32) -> Result<Vec<Delivery>> {
    match source {
        None => db.all(AFTER, args![after, limit]).await,
        Some(source) => db.all(AFTER_OF, args![after, limit, source]).await,
    }
}

fn missing(id: i64) -> Error {
    Error::Missing(format!("delivery {id}"))
}

impl FromRow for Delivery {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Delivery {
            id: row.next()?,
            source: row.next()?,
            name: row.next()?,
            content_type: row.next()?,
            sha256: row.next()?,
            size: row.next()?,
            received_at: row.next()?,
            finished_at: row.next()?,
            report: row.next::<Option<Json<_>>>()?.map(|Json(report)| report),
        })
    }
}
