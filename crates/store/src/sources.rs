//! Sources: when each was last heard, and how its polling stands.

use jiff::Timestamp;

use crate::{Db, Result, Store, Tx};

/// What is known about a configured source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceHealth {
    /// Its name in the configuration.
    pub source: String,
    /// When it last sent anything (or answered that it has nothing new); `None` is never.
    pub heard_at: Option<Timestamp>,
    /// How its polling stands.
    pub poll: PollState,
}

/// How the polling of a source stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PollState {
    /// `ETag` of its last answer.
    pub etag: Option<String>,
    /// `Last-Modified` of its last answer.
    pub last_modified: Option<String>,
    /// When to ask again.
    pub next_at: Option<Timestamp>,
    /// Failures since the last success.
    pub failures: u32,
    /// What the last failure was, as a sentence.
    pub last_error: Option<String>,
}

/// Notes that a source was heard.
pub async fn heard(_store: &Store, _source: &str, _at: Timestamp) -> Result<()> {
    todo!()
}

/// As [`heard`], as part of a transaction.
pub async fn heard_in(_tx: &mut Tx, _source: &str, _at: Timestamp) -> Result<()> {
    todo!()
}

/// Notes how a source's polling stands.
pub async fn set_poll(_store: &Store, _source: &str, _poll: &PollState) -> Result<()> {
    todo!()
}

/// What is known about a source; `None` where it was never heard nor polled.
pub async fn get(_db: &Db, _source: &str) -> Result<Option<SourceHealth>> {
    todo!()
}

/// What is known about every source, by name.
pub async fn all(_db: &Db) -> Result<Vec<SourceHealth>> {
    todo!()
}
