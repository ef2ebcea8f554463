//! One door to both engines: the same statement, the same arguments, the same rows.

use std::collections::{BTreeMap, HashMap};
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use deadpool_postgres::Object;
use futures_util::StreamExt;
use jiff::Timestamp;
use newsroom::{Change, Tag};
use rusqlite::Connection;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::OwnedMutexGuard;

use crate::arg::Arg;
use crate::lite::{self, Lite};
use crate::pg::{self, Pg};
use crate::row::{FromRow, Row};
use crate::sql::Sql;
use crate::store::Inner;
use crate::{Error, Result, changes, dialect, shelves};

/// How long a transaction waits for a writer of another process.
const PATIENCE: Duration = Duration::from_secs(30);

/// A transaction that holds the writer for longer than this is worth a line in the log.
const LONG: Duration = Duration::from_secs(5);

/// A database for reading: short statements run at once, on the thread that asks.
#[derive(Clone)]
pub struct Db(pub(crate) Engine);

/// Which engine. Asked here, in `dialect.rs` and where a store is opened, and nowhere else.
#[derive(Clone)]
pub(crate) enum Engine {
    Lite(Arc<Lite>),
    Pg(Arc<Pg>),
}

impl Db {
    pub(crate) async fn all<T: FromRow>(&self, sql: Sql, args: &[Arg<'_>]) -> Result<Vec<T>> {
        match &self.0 {
            Engine::Lite(lite) => lite.read(|db| lite::all(db, sql.0, args)),
            Engine::Pg(pg) => {
                let client = pg.connection().await?;
                pg::all(&client, sql.0, args).await
            }
        }
    }

    /// As [`Db::all`], for statements that read much: on SQLite the runtime is told that this thread
    /// will be busy, so that other requests go on elsewhere.
    pub(crate) async fn slow<T: FromRow>(&self, sql: Sql, args: &[Arg<'_>]) -> Result<Vec<T>> {
        match &self.0 {
            Engine::Lite(lite) => blocking(|| lite.read(|db| lite::all(db, sql.0, args))),
            Engine::Pg(_) => self.all(sql, args).await,
        }
    }

    /// The first row, where there is one.
    pub(crate) async fn opt<T: FromRow>(&self, sql: Sql, args: &[Arg<'_>]) -> Result<Option<T>> {
        Ok(self.all(sql, args).await?.into_iter().next())
    }

    /// The one row.
    pub(crate) async fn one<T: FromRow>(&self, sql: Sql, args: &[Arg<'_>]) -> Result<T> {
        self.opt(sql, args).await?.ok_or_else(no_row)
    }
}

/// A transaction, from [`Store::begin`](crate::Store::begin). Dropped without [`Tx::commit`], nothing
/// of it is kept.
///
/// After a statement has failed it can no longer be committed.
pub struct Tx {
    engine: Writing,
    pub(crate) store: Arc<Inner>,
    /// Written as the last thing before the commit: see [`changes::append`].
    pub(crate) changes: Vec<(Change, Timestamp)>,
    /// By how many stories each shelf has grown or shrunk; written with the changes.
    pub(crate) grown: BTreeMap<i64, i64>,
    /// Shelves found or made, by kind and slug; known to everybody once this is committed.
    pub(crate) shelves: HashMap<(String, String), (i64, String)>,
    /// What was given another name; said with the changes.
    pub(crate) renamed: Vec<Tag>,
    began: Instant,
    broken: bool,
}

/// When a transaction is safe from a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durable {
    /// The commit waits for the disk.
    AtCommit,
    /// The commit that comes next waits for both: logs are written and synced from the front.
    WithTheNext,
}

// There is one of it in a transaction, and never a list of them.
#[allow(clippy::large_enum_variant)]
enum Writing {
    Lite(OwnedMutexGuard<Connection>),
    /// `None` once the connection has gone back to the pool.
    Pg(Option<Object>),
}

impl Tx {
    pub(crate) async fn begin(store: Arc<Inner>, durable: Durable) -> Result<Tx> {
        // The guard is made before BEGIN is awaited: a request that is cancelled in between leaves no
        // open transaction behind.
        let engine = match &store.db.0 {
            Engine::Lite(lite) => Writing::Lite(Arc::clone(&lite.writer).lock_owned().await),
            Engine::Pg(pg) => Writing::Pg(Some(pg.connection().await?)),
        };
        let began = Instant::now();
        let mut tx = Tx {
            engine,
            store,
            changes: Vec::new(),
            grown: BTreeMap::new(),
            shelves: HashMap::new(),
            renamed: Vec::new(),
            began,
            broken: false,
        };
        match &mut tx.engine {
            Writing::Lite(db) => {
                // Said every time, as it cannot be said once the transaction has begun.
                db.execute_batch(dialect::lite_durability(durable)).map_err(lite::failed)?;
                begin_immediate(db).await?;
            }
            Writing::Pg(client) => {
                let begin = dialect::pg_begin(durable);
                client.as_ref().ok_or_else(closed)?.batch_execute(begin).await.map_err(pg::failed)?;
            }
        }
        Ok(tx)
    }

    pub(crate) async fn all<T: FromRow>(&mut self, sql: Sql, args: &[Arg<'_>]) -> Result<Vec<T>> {
        let result = match &self.engine {
            Writing::Lite(db) => lite::all(db, sql.0, args),
            Writing::Pg(client) => pg::all(client.as_ref().ok_or_else(closed)?, sql.0, args).await,
        };
        self.broken |= result.is_err();
        result
    }

    pub(crate) async fn exec(&mut self, sql: Sql, args: &[Arg<'_>]) -> Result<u64> {
        self.exec_text(sql.0, args).await
    }

    /// One statement for each of these rows, in their order; a server is waited for once, and not once a
    /// row.
    pub(crate) async fn each(&mut self, sql: Sql, rows: &[Vec<Arg<'_>>]) -> Result<()> {
        let result = match &self.engine {
            Writing::Lite(db) => rows.iter().try_for_each(|args| lite::exec(db, sql.0, args).map(drop)),
            Writing::Pg(client) => pg::each(client.as_ref().ok_or_else(closed)?, sql.0, rows).await,
        };
        self.broken |= result.is_err();
        result
    }

    /// As [`Tx::exec`], for statements that a table's description was made into.
    pub(crate) async fn exec_text(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<u64> {
        let result = match &self.engine {
            Writing::Lite(db) => lite::exec(db, sql, args),
            Writing::Pg(client) => pg::exec(client.as_ref().ok_or_else(closed)?, sql, args).await,
        };
        self.broken |= result.is_err();
        result
    }

    /// Several statements without arguments: migrations.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<()> {
        let result = match &self.engine {
            Writing::Lite(db) => db.execute_batch(sql).map_err(lite::failed),
            Writing::Pg(client) => {
                client.as_ref().ok_or_else(closed)?.batch_execute(sql).await.map_err(pg::failed)
            }
        };
        self.broken |= result.is_err();
        result
    }

    /// The first row, where there is one.
    pub(crate) async fn opt<T: FromRow>(&mut self, sql: Sql, args: &[Arg<'_>]) -> Result<Option<T>> {
        Ok(self.all(sql, args).await?.into_iter().next())
    }

    /// The one row.
    pub(crate) async fn one<T: FromRow>(&mut self, sql: Sql, args: &[Arg<'_>]) -> Result<T> {
        self.opt(sql, args).await?.ok_or_else(no_row)
    }

    /// Makes everything true at once: writes the changes to the log, commits, wakes the followers.
    /// Returns the number of the last change, `None` where there was none.
    pub async fn commit(mut self) -> Result<Option<i64>> {
        if self.broken {
            let why = "an earlier statement of the same step failed".to_owned();
            return Err(Error::Database { why });
        }
        let head = if self.changes.is_empty() && self.grown.is_empty() {
            None
        } else {
            changes::lock(&mut self).await?;
            shelves::write_grown(&mut self).await?;
            changes::write(&mut self).await?
        };
        match &mut self.engine {
            Writing::Lite(db) => blocking(|| db.execute_batch("COMMIT")).map_err(lite::failed)?,
            Writing::Pg(client) => {
                client.as_ref().ok_or_else(closed)?.batch_execute("COMMIT").await.map_err(pg::failed)?;
                // Only now is the connection fit for the pool again; see `drop`.
                drop(client.take());
            }
        }
        self.store.learn_shelves(std::mem::take(&mut self.shelves));
        if let Some(head) = head {
            self.store.wake(head);
        }
        Ok(head)
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        match &mut self.engine {
            Writing::Lite(db) => {
                if !db.is_autocommit()
                    && let Err(error) = db.execute_batch("ROLLBACK")
                {
                    tracing::error!(%error, "a transaction could not be rolled back");
                }
                if self.began.elapsed() > LONG {
                    tracing::warn!(
                        seconds = self.began.elapsed().as_secs(),
                        "a transaction held the writer for long"
                    );
                }
            }
            // A connection with an open transaction must not go back to the pool, where the next user
            // would commit it: it is closed, and the server rolls back.
            Writing::Pg(client) => {
                if let Some(client) = client.take() {
                    drop(Object::take(client));
                }
            }
        }
    }
}

/// `BEGIN IMMEDIATE`, waiting for a writer of another process without holding up this thread.
async fn begin_immediate(db: &mut Connection) -> Result<()> {
    let began = Instant::now();
    loop {
        match db.execute_batch("BEGIN IMMEDIATE").map_err(lite::failed) {
            Err(Error::Busy { .. }) if began.elapsed() < PATIENCE => {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            other => return other,
        }
    }
}

/// Runs what keeps a thread busy (a commit's fsync, a long read); on a runtime of several threads the
/// others take over this one's tasks meanwhile.
pub(crate) fn blocking<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

fn no_row() -> Error {
    Error::Row("a row is missing that must be there.".to_owned())
}

fn closed() -> Error {
    Error::Database { why: "the transaction has ended".to_owned() }
}

/// One state of the database, whatever is written meanwhile: for backups.
pub(crate) enum Snapshot {
    Lite(Connection),
    /// `None` once it is being closed.
    Pg(Option<Object>),
}

impl Snapshot {
    pub async fn of(db: &Db) -> Result<Snapshot> {
        match &db.0 {
            Engine::Lite(lite) => {
                let reader = lite::open_reader(&lite.file)?;
                // The state is fixed by the first read.
                reader.execute_batch("BEGIN; SELECT COUNT(*) FROM migration").map_err(lite::failed)?;
                Ok(Snapshot::Lite(reader))
            }
            Engine::Pg(pg) => {
                let snapshot = Snapshot::Pg(Some(pg.connection().await?));
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT COUNT(*) FROM migration";
                if let Snapshot::Pg(Some(client)) = &snapshot {
                    client.batch_execute(begin).await.map_err(pg::failed)?;
                }
                Ok(snapshot)
            }
        }
    }

    /// Hands every row of a query to `take`, without holding them all.
    pub async fn each(
        &self,
        sql: &str,
        mut take: impl FnMut(&mut Row<'_>) -> Result<()> + Send,
    ) -> Result<()> {
        match self {
            Snapshot::Lite(reader) => blocking(|| lite::each(reader, sql, &[], take)),
            Snapshot::Pg(client) => {
                let client = client.as_ref().ok_or_else(closed)?;
                let none: [&str; 0] = [];
                let rows = client.query_raw(sql, none).await.map_err(pg::failed)?;
                let mut rows = pin!(rows);
                while let Some(row) = rows.next().await {
                    take(&mut Row::pg(&row.map_err(pg::failed)?))?;
                }
                Ok(())
            }
        }
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        // As with a transaction: an open one must not go back to the pool.
        if let Snapshot::Pg(client) = self
            && let Some(client) = client.take()
        {
            drop(Object::take(client));
        }
    }
}
