//! Deliveries: the bytes that arrived, and what became of them.

use jiff::Timestamp;
use newsroom::{Fate, StoryId, Verdict};
use serde::{Deserialize, Serialize};
use wire::{Format, Problem};

use crate::{Db, Result, Store, Tx};

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
    _store: &Store,
    _source: &str,
    _name: &str,
    _bytes: &[u8],
    _received_at: Timestamp,
) -> Result<Begun> {
    todo!()
}

/// As [`begin`], as part of a transaction: for many deliveries at once. Acknowledge none before the
/// commit.
pub async fn begin_in(
    _tx: &mut Tx,
    _source: &str,
    _name: &str,
    _bytes: &[u8],
    _received_at: Timestamp,
) -> Result<Begun> {
    todo!()
}

/// Notes what became of a delivery, in the transaction that made it so. Calling it again (after a
/// reparse) replaces the report.
pub async fn finish(_tx: &mut Tx, _id: i64, _report: &DeliveryReport, _now: Timestamp) -> Result<()> {
    todo!()
}

/// Deliveries that were kept and not worked through, oldest first: what a crash left behind.
pub async fn unfinished(_db: &Db, _limit: u32) -> Result<Vec<Delivery>> {
    todo!()
}

/// A delivery's bytes.
pub async fn raw(_store: &Store, _id: i64) -> Result<Vec<u8>> {
    todo!()
}

/// One delivery.
pub async fn get(_db: &Db, _id: i64) -> Result<Option<Delivery>> {
    todo!()
}

/// The newest deliveries, of one source or all, newest first.
pub async fn recent(_db: &Db, _source: Option<&str>, _limit: u32) -> Result<Vec<Delivery>> {
    todo!()
}

/// All deliveries in the order of arrival, from the one after `after` (0 is the beginning), of one
/// source or all: for reparse.
pub async fn after(_db: &Db, _source: Option<&str>, _after: i64, _limit: u32) -> Result<Vec<Delivery>> {
    todo!()
}
