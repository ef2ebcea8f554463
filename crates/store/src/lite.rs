//! SQLite: one writer, readers that never wait for it, and a thread that keeps the log file short.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Statement};

use crate::arg::Arg;
use crate::row::{FromRow, Row};
use crate::{Error, Result, sql};

/// Readers kept open; more are opened when more are wanted at once.
const READERS: usize = 8;

/// Statements kept prepared by each connection.
const PREPARED: usize = 160;

/// From this size on the write-ahead log is worked back into the database.
const WAL_BUSY: u64 = 4 << 20;

/// What may stay of the log's file while nothing is written.
const WAL_IDLE: u64 = 1 << 20;

/// A log of this size means that some reader does not let go.
const WAL_ALARM: u64 = 1 << 30;

/// The database file and its connections.
pub(crate) struct Lite {
    pub file: PathBuf,
    /// The one writer of this process; other processes are waited for at `BEGIN IMMEDIATE`.
    pub writer: Arc<tokio::sync::Mutex<Connection>>,
    readers: Mutex<Vec<Connection>>,
    /// Ends the checkpoint thread when dropped.
    _checkpoints: mpsc::Sender<()>,
}

impl Lite {
    pub fn open(file: &Path) -> Result<Lite> {
        let writer = open_writer(file)?;
        let (stop, stopped) = mpsc::channel();
        let checkpointer = open_writer(file)?;
        let wal = file.with_file_name(format!(
            "{}-wal",
            file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default()
        ));
        std::thread::Builder::new()
            .name("checkpoint".into())
            .spawn(move || keep_log_short(&checkpointer, &wal, &stopped))
            .map_err(|why| Error::File { path: file.to_owned(), doing: "looked after", why })?;
        Ok(Lite {
            file: file.to_owned(),
            writer: Arc::new(tokio::sync::Mutex::new(writer)),
            readers: Mutex::new(Vec::new()),
            _checkpoints: stop,
        })
    }

    /// Runs `work` with a reader. The reader is never held across an await.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = kept.map_or_else(|| open_reader(&self.file), Ok)?;
        let result = work(&reader);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS {
            readers.push(reader);
        }
        result
    }
}

/// All rows of a statement.
pub(crate) fn all<T: FromRow>(db: &Connection, text: &str, args: &[Arg<'_>]) -> Result<Vec<T>> {
    let mut rows = Vec::new();
    each(db, text, args, |row| {
        rows.push(T::read(row)?);
        Ok(())
    })?;
    Ok(rows)
}

/// Hands every row of a statement to `take`.
pub(crate) fn each(
    db: &Connection,
    text: &str,
    args: &[Arg<'_>],
    mut take: impl FnMut(&mut Row<'_>) -> Result<()>,
) -> Result<()> {
    sql::run(text);
    let mut statement = db.prepare_cached(text).map_err(failed)?;
    bind(&mut statement, args)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(failed)? {
        take(&mut Row::lite(row))?;
    }
    Ok(())
}

/// Runs a statement that gives no rows; returns how many it changed.
pub(crate) fn exec(db: &Connection, text: &str, args: &[Arg<'_>]) -> Result<u64> {
    sql::run(text);
    let mut statement = db.prepare_cached(text).map_err(failed)?;
    bind(&mut statement, args)?;
    Ok(statement.raw_execute().map_err(failed)? as u64)
}

/// SQLite takes `$2` for a name and numbers names as they come, so each is bound by what it says.
fn bind(statement: &mut Statement<'_>, args: &[Arg<'_>]) -> Result<()> {
    for index in 1..=statement.parameter_count() {
        let number = statement.parameter_name(index).and_then(|name| name.strip_prefix('$')?.parse().ok());
        let arg = number.and_then(|number: usize| args.get(number.checked_sub(1)?)).ok_or_else(|| {
            Error::Database { why: format!("a statement has no value for its parameter {index}") }
        })?;
        statement.raw_bind_parameter(index, arg).map_err(failed)?;
    }
    Ok(())
}

pub(crate) fn open_writer(file: &Path) -> Result<Connection> {
    let db = Connection::open(file).map_err(failed)?;
    log_ahead(&db)?;
    db.busy_timeout(Duration::from_secs(10)).map_err(failed)?;
    db.set_prepared_statement_cache_capacity(PREPARED);
    db.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA wal_autocheckpoint = 0;
         PRAGMA journal_size_limit = 67108864;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16000;",
    )
    .map_err(failed)?;
    // From here on nobody waits inside SQLite, where a waiting thread could be the very one on which
    // the transaction that is waited for would go on: see `begin_immediate`.
    db.busy_timeout(Duration::ZERO).map_err(failed)?;
    Ok(db)
}

/// Turns the write-ahead log on, which a file keeps. It wants the file for itself, and SQLite does not always wait for
/// that as for other locks, so that of several processes that open a new file at once some would be refused. We wait
/// ourselves, ten seconds at most.
fn log_ahead(db: &Connection) -> Result<()> {
    const PATIENCE: u32 = 500;
    db.busy_timeout(Duration::ZERO).map_err(failed)?;
    for tried in 0.. {
        let is_on =
            db.query_row("PRAGMA journal_mode", [], |row| row.get::<_, String>(0)).map(|mode| mode == "wal");
        match is_on
            .and_then(|is_on| if is_on { Ok(()) } else { db.execute_batch("PRAGMA journal_mode = WAL") })
        {
            Err(why) if tried < PATIENCE && why.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                std::thread::sleep(Duration::from_millis(20));
            }
            result => return result.map_err(failed),
        }
    }
    Ok(())
}

pub(crate) fn open_reader(file: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(file, flags).map_err(failed)?;
    db.busy_timeout(Duration::from_secs(10)).map_err(failed)?;
    db.set_prepared_statement_cache_capacity(PREPARED);
    db.execute_batch("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;")
        .map_err(failed)?;
    Ok(db)
}

/// Works the write-ahead log back while there is much of it, and empties its file when all is quiet.
fn keep_log_short(db: &Connection, wal: &Path, stopped: &mpsc::Receiver<()>) {
    let (mut before, mut quiet) = (0, 0);
    while stopped.recv_timeout(Duration::from_millis(500)) == Err(mpsc::RecvTimeoutError::Timeout) {
        let size = std::fs::metadata(wal).map_or(0, |file| file.len());
        quiet = if size == before { quiet + 1 } else { 0 };
        before = size;
        let how = match size {
            _ if quiet == 10 && size > WAL_IDLE => "PRAGMA wal_checkpoint(TRUNCATE)",
            _ if quiet == 0 && size > WAL_BUSY => "PRAGMA wal_checkpoint(PASSIVE)",
            _ => continue,
        };
        // A checkpoint that a reader holds up is tried again the next time.
        if let Err(error) = db.query_row(how, [], |_| Ok(())) {
            tracing::debug!(%error, "checkpoint put off");
        }
        if size > WAL_ALARM {
            tracing::warn!(bytes = size, "the write-ahead log is large: a long read holds it");
        }
    }
}

/// What SQLite said, as our error.
pub(crate) fn failed(error: rusqlite::Error) -> Error {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    let why = error.to_string();
    match error.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked) => Error::Busy { why },
        _ => Error::Database { why },
    }
}
