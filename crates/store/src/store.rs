//! Opening the store, beginning transactions, waking followers.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use jiff::tz::TimeZone;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_postgres::AsyncMessage;

use crate::db::{Durable, Engine};
use crate::lite::{self, Lite};
use crate::objects::{Bucket, Objects};
use crate::pg::{self, Pg};
use crate::{Db, Error, Result, Tx, changes, migrate};

/// How often a waiting process looks whether another one has written to the SQLite file.
const LOOK: Duration = Duration::from_millis(10);

/// How often PostgreSQL is asked although it has not called.
const ASK: Duration = Duration::from_secs(2);

/// So many shelves are remembered; then remembering begins anew.
const MOST_SHELVES: usize = 20_000;

/// Where the store is and in which zone the paper's days begin.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder of the SQLite file `dateline.db` and of `blobs/`; made when it is not there.
    pub data: PathBuf,
    /// `postgres://…`; `None` is SQLite in `data`.
    pub database: Option<String>,
    /// Where large blobs are kept instead of in `data`.
    pub bucket: Option<Bucket>,
    /// The paper's zone: a story's `day` is the day on which it was published there.
    pub zone: TimeZone,
}

/// The store. Cloning it is cheap; all clones share connections and wake together.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
    /// Ends the listening when the last clone goes.
    _listener: Arc<Listener>,
}

pub(crate) struct Inner {
    pub db: Db,
    pub settings: Settings,
    pub objects: Objects,
    /// The newest number of the change log that this process knows of.
    head: Arc<watch::Sender<i64>>,
    /// Somebody began to wait.
    waiting: Arc<Notify>,
    /// Number and name of shelves, by kind and slug. A shelf's number never changes.
    shelves: RwLock<HashMap<(String, String), (i64, String)>>,
}

impl Store {
    /// Opens the store, brings its tables up to date, and starts to listen for changes made by other
    /// processes. Needs a running tokio runtime.
    pub async fn open(settings: &Settings) -> Result<Store> {
        Store::open_at(settings, migrate::newest()).await
    }

    /// As [`Store::open`], but with tables of an older step, for copy that was kept in those.
    pub(crate) async fn open_at(settings: &Settings, step: i64) -> Result<Store> {
        let data = &settings.data;
        make_folder(data).map_err(|why| Error::File { path: data.clone(), doing: "made", why })?;
        let engine = match &settings.database {
            None => Engine::Lite(Arc::new(open_lite(&data.join("dateline.db"))?)),
            Some(address) => Engine::Pg(Arc::new(Pg::open(address)?)),
        };
        let objects = Objects::open(data, settings.bucket.as_ref()).await?;
        let inner = Arc::new(Inner {
            db: Db(engine),
            objects,
            settings: settings.clone(),
            head: Arc::new(watch::Sender::new(0)),
            waiting: Arc::new(Notify::new()),
            shelves: RwLock::default(),
        });
        migrate::run(&inner, step).await.map_err(|error| could_not_open(&inner, error))?;
        inner.wake(changes::head(&inner.db).await?);
        let listener = listen(&inner)?;
        Ok(Store { inner, _listener: Arc::new(listener) })
    }

    /// For reading.
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// Begins a transaction: on SQLite it waits for the one writer. Dropped without
    /// [`Tx::commit`] it is rolled back. Never hold one over network I/O.
    pub async fn begin(&self) -> Result<Tx> {
        Tx::begin(Arc::clone(&self.inner), Durable::AtCommit).await
    }

    /// As [`Store::begin`], for what need not outlive a power cut until a later transaction of this
    /// process is committed: its commit does not wait for the disk, and the next ordinary one makes both
    /// durable. It outlives the process either way. Acknowledge nothing upon it.
    pub async fn begin_unsynced(&self) -> Result<Tx> {
        Tx::begin(Arc::clone(&self.inner), Durable::WithTheNext).await
    }

    /// Resolves, with the new head, when the head of the change log is beyond `after`, whichever process
    /// appended. Within one process at once, from another within some 10 ms.
    pub async fn changed(&self, after: i64) -> i64 {
        let mut head = self.inner.head.subscribe();
        self.inner.waiting.notify_one();
        let news = head.wait_for(|head| *head > after).await.map(|head| *head);
        match news {
            Ok(head) => head,
            // The sender lives as long as this store does; without one there is nothing to come.
            Err(_) => std::future::pending().await,
        }
    }

    /// The paper's zone.
    pub fn zone(&self) -> &TimeZone {
        &self.inner.settings.zone
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.inner.settings.data
    }
}

impl Inner {
    /// Tells everybody who waits in this process.
    pub fn wake(&self, head: i64) {
        raise(&self.head, head);
    }

    /// A shelf that is known from an earlier transaction.
    pub fn known_shelf(&self, key: &(String, String)) -> Option<(i64, String)> {
        self.shelves.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// What a committed transaction has learnt.
    pub fn learn_shelves(&self, learnt: HashMap<(String, String), (i64, String)>) {
        if learnt.is_empty() {
            return;
        }
        let mut known = self.shelves.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() > MOST_SHELVES {
            known.clear();
        }
        known.extend(learnt);
    }

    /// Where the database is, for people.
    pub fn place(&self) -> String {
        match &self.settings.database {
            None => self.settings.data.join("dateline.db").display().to_string(),
            Some(address) => pg::without_password(address),
        }
    }
}

fn raise(head: &watch::Sender<i64>, new: i64) {
    head.send_if_modified(|head| {
        let higher = new > *head;
        *head = (*head).max(new);
        higher
    });
}

/// A new data folder is its owner's alone: copy under embargo lies in it. The rights of one that is there
/// are left as they are.
fn make_folder(data: &Path) -> std::io::Result<()> {
    let is_new = !data.exists();
    std::fs::create_dir_all(data)?;
    #[cfg(unix)]
    if is_new {
        let owner_alone = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        std::fs::set_permissions(data, owner_alone)?;
    }
    Ok(())
}

fn open_lite(file: &Path) -> Result<Lite> {
    Lite::open(file).map_err(|error| Error::Open {
        place: file.display().to_string(),
        why: format!("{error}"),
        remedy: "Check that the folder may be written to and that the file is Dateline's.".to_owned(),
    })
}

fn could_not_open(inner: &Inner, error: Error) -> Error {
    match error {
        Error::Database { why } | Error::Busy { why } => Error::Open {
            place: inner.place(),
            why: format!("{why}."),
            remedy: "Check that it runs, and that the address, the name and the password are right."
                .to_owned(),
        },
        other => other,
    }
}

/// The task that hears of other processes' changes.
struct Listener(JoinHandle<()>);

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn listen(inner: &Arc<Inner>) -> Result<Listener> {
    let (head, waiting, db) = (Arc::clone(&inner.head), Arc::clone(&inner.waiting), inner.db.clone());
    Ok(Listener(match db.0.clone() {
        Engine::Lite(lite) => {
            let own = lite::open_reader(&lite.file)?;
            tokio::spawn(look_at_file(own, db, head, waiting))
        }
        Engine::Pg(pg) => tokio::spawn(hear_server(pg, db, head)),
    }))
}

/// SQLite: its `data_version` moves when any other connection has committed.
async fn look_at_file(
    own: rusqlite::Connection,
    db: Db,
    head: Arc<watch::Sender<i64>>,
    waiting: Arc<Notify>,
) {
    let mut seen = None;
    loop {
        if head.receiver_count() == 0 {
            waiting.notified().await;
        }
        let version: Option<i64> = own
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .ok();
        if version != seen {
            seen = version;
            if let Ok(newest) = changes::head(&db).await {
                raise(&head, newest);
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// PostgreSQL: a connection of its own hears notifications; the table is asked now and then all the
/// same, as a notification can be lost with its connection.
async fn hear_server(pg: Arc<Pg>, db: Db, head: Arc<watch::Sender<i64>>) {
    loop {
        if let Err(error) = hear_connection(&pg, &db, &head).await {
            tracing::warn!(%error, "the connection that hears of changes was lost; trying again");
        }
        tokio::time::sleep(ASK).await;
        if let Ok(newest) = changes::head(&db).await {
            raise(&head, newest);
        }
    }
}

async fn hear_connection(pg: &Pg, db: &Db, head: &watch::Sender<i64>) -> Result<()> {
    let (client, mut connection) = pg.config.connect(pg.tls.clone()).await.map_err(pg::failed)?;
    let heard = Arc::new(Notify::new());
    let bell = Arc::clone(&heard);
    let wire = async move {
        loop {
            match std::future::poll_fn(|context| connection.poll_message(context)).await {
                Some(Ok(AsyncMessage::Notification(_))) => bell.notify_one(),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(pg::failed(error)),
                None => return Err(Error::Database { why: "the server closed the connection".to_owned() }),
            }
        }
    };
    let asking = async {
        client.batch_execute("LISTEN dateline").await.map_err(pg::failed)?;
        loop {
            raise(head, changes::head(db).await?);
            let _ = tokio::time::timeout(ASK, heard.notified()).await;
        }
    };
    tokio::select! { end = wire => end, end = asking => end }
}
