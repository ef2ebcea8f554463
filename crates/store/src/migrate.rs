//! Tables, brought up to date when a store is opened.

use std::sync::Arc;

use crate::db::Durable;
use crate::sql::{Sql, args};
use crate::store::Inner;
use crate::{Error, Result, Tx, dialect};

/// One step; forward only, never changed once released.
struct Migration {
    number: i64,
    name: &'static str,
    text: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "stories", text: include_str!("../migrations/0001_stories.sql") },
    Migration { number: 2, name: "indexes", text: include_str!("../migrations/0002_indexes.sql") },
    Migration { number: 3, name: "popular", text: include_str!("../migrations/0003_popular.sql") },
    Migration { number: 4, name: "comments", text: include_str!("../migrations/0004_comments.sql") },
    Migration { number: 5, name: "renditions", text: include_str!("../migrations/0005_renditions.sql") },
    Migration { number: 6, name: "ads", text: include_str!("../migrations/0006_ads.sql") },
    Migration {
        number: 7,
        name: "desk pictures",
        text: include_str!("../migrations/0007_desk_pictures.sql"),
    },
    Migration { number: 8, name: "readers", text: include_str!("../migrations/0008_readers.sql") },
    Migration { number: 9, name: "avif", text: include_str!("../migrations/0009_avif.sql") },
    Migration { number: 10, name: "readings", text: include_str!("../migrations/0010_readings.sql") },
    Migration { number: 11, name: "threads", text: include_str!("../migrations/0011_threads.sql") },
    Migration { number: 12, name: "spoken days", text: include_str!("../migrations/0012_spoken_days.sql") },
    Migration { number: 13, name: "mailboxes", text: include_str!("../migrations/0013_mailboxes.sql") },
    Migration { number: 14, name: "desk words", text: include_str!("../migrations/0014_desk_words.sql") },
];

const KNOWN: &str = "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)";
const NEWEST: Sql = Sql("SELECT COALESCE(MAX(number), 0) FROM migration");
const ALL_DONE: Sql = Sql("SELECT number FROM migration");
const DONE: Sql = Sql("INSERT INTO migration (number, name) VALUES ($1, $2)");

/// The last step that this program knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |last| last.number)
}

/// The last step that a store's tables are of.
pub(crate) async fn reached(store: &Inner) -> Result<i64> {
    let (reached,): (i64,) = store.db.one(NEWEST, args![]).await?;
    Ok(reached)
}

/// Runs what is not yet done, up to a step, in one transaction: it is all there or not at all. Several processes may
/// start at once; the others wait and find nothing left to do.
pub(crate) async fn run(store: &Arc<Inner>, up_to: i64) -> Result<()> {
    let mut tx = Tx::begin(Arc::clone(store), Durable::AtCommit).await?;
    dialect::lock_log(&mut tx).await?;
    tx.batch(KNOWN).await?;
    let (theirs,): (i64,) = tx.one(NEWEST, args![]).await?;
    let ours = newest();
    if theirs > ours {
        return Err(Error::Open {
            place: store.place(),
            why: format!(
                "it was made by a newer version of Dateline (its tables are of step {theirs}, this program knows {ours})."
            ),
            remedy: "Run the newer version, or restore a backup made before the upgrade.".to_owned(),
        });
    }
    // Asked one by one: a step that was made beside a later one may have come here after it.
    let done: Vec<(i64,)> = tx.all(ALL_DONE, args![]).await?;
    let is_due = |migration: &&Migration| migration.number <= up_to && !done.contains(&(migration.number,));
    for migration in MIGRATIONS.iter().filter(is_due) {
        let text = dialect::migration(&store.db, migration.text);
        tx.batch(&text).await?;
        tx.exec(DONE, args![migration.number, migration.name]).await?;
        tracing::info!(number = migration.number, name = migration.name, "tables brought up to date");
    }
    tx.commit().await?;
    Ok(())
}
