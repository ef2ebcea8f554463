//! Sources: when each was last heard, and how its polling stands.

use jiff::Timestamp;

use crate::row::{FromRow, Row};
use crate::sql::{args, statements};
use crate::{Db, Result, Store, Tx};

statements! {
    HEARD = "INSERT INTO source (name, heard_at, failures) VALUES ($1, $2, 0) ON CONFLICT (name) DO UPDATE \
             SET heard_at = excluded.heard_at \
             WHERE source.heard_at IS NULL OR source.heard_at < excluded.heard_at";
    SET_POLL = "INSERT INTO source (name, etag, last_modified, next_at, failures, last_error) \
                VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name) DO UPDATE \
                SET etag = excluded.etag, last_modified = excluded.last_modified, \
                    next_at = excluded.next_at, failures = excluded.failures, \
                    last_error = excluded.last_error";
    GET = "SELECT name, heard_at, etag, last_modified, next_at, failures, last_error FROM source \
           WHERE name = $1";
    ALL_SOURCES = "SELECT name, heard_at, etag, last_modified, next_at, failures, last_error FROM source \
                   ORDER BY name";
}

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
pub async fn heard(store: &Store, source: &str, at: Timestamp) -> Result<()> {
    let mut tx = store.begin().await?;
    heard_in(&mut tx, source, at).await?;
    tx.commit().await?;
    Ok(())
}

/// As [`heard`], as part of a transaction.
pub async fn heard_in(tx: &mut Tx, source: &str, at: Timestamp) -> Result<()> {
    tx.exec(HEARD, args![source, at]).await?;
    Ok(())
}

/// Notes how a source's polling stands.
pub async fn set_poll(store: &Store, source: &str, poll: &PollState) -> Result<()> {
    let mut tx = store.begin().await?;
    let args = args![
        source,
        poll.etag.as_ref(),
        poll.last_modified.as_ref(),
        poll.next_at,
        poll.failures,
        poll.last_error.as_ref(),
    ];
    tx.exec(SET_POLL, args).await?;
    tx.commit().await?;
    Ok(())
}

/// What is known about a source; `None` where it was never heard nor polled.
pub async fn get(db: &Db, source: &str) -> Result<Option<SourceHealth>> {
    db.opt(GET, args![source]).await
}

/// What is known about every source, by name.
pub async fn all(db: &Db) -> Result<Vec<SourceHealth>> {
    db.all(ALL_SOURCES, args![]).await
}

impl FromRow for SourceHealth {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(SourceHealth {
            source: row.next()?,
            heard_at: row.next()?,
            poll: PollState {
                etag: row.next()?,
                last_modified: row.next()?,
                next_at: row.next()?,
                failures: row.next()?,
                last_error: row.next()?,
            },
        })
    }
}
