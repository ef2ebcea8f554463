//! Opening the store, beginning transactions, waking followers.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::{Db, Result, Tx};

/// Where the store is and in which zone the paper's days begin.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder of the SQLite file `dateline.db` and of `blobs/`; made when it is not there.
    pub data: PathBuf,
    /// `postgres://…`; `None` is SQLite in `data`.
    pub database: Option<String>,
    /// The paper's zone: a story's `day` is the day on which it was published there.
    pub zone: TimeZone,
}

/// The store. Cloning it is cheap; all clones share connections and wake together.
#[derive(Clone)]
pub struct Store {}

impl Store {
    /// Opens the store, brings its tables up to date, and starts to listen for changes made by other
    /// processes. Needs a running tokio runtime.
    pub async fn open(_settings: &Settings) -> Result<Store> {
        todo!()
    }

    /// For reading.
    pub fn db(&self) -> &Db {
        todo!()
    }

    /// Begins a transaction: on SQLite it waits for the one writer. Dropped without
    /// [`Tx::commit`] it is rolled back. Never hold one over network I/O.
    pub async fn begin(&self) -> Result<Tx> {
        todo!()
    }

    /// Resolves, with the new head, when the head of the change log is beyond `after`, whichever process
    /// appended. Within one process at once, from another within some 10 ms.
    pub async fn changed(&self, _after: i64) -> i64 {
        todo!()
    }

    /// The paper's zone.
    pub fn zone(&self) -> &TimeZone {
        todo!()
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        todo!()
    }
}
