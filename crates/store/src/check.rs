//! Is everything as it should be?

use crate::sql::{Sql, args, statements};
use crate::{Error, Result, Store, blobs, dialect};

statements! {
    COUNT = "SELECT (SELECT COUNT(*) FROM story), (SELECT COUNT(*) FROM version), \
             (SELECT COUNT(*) FROM delivery), (SELECT COUNT(*) FROM blob)";
    BLOBS = "SELECT sha256 FROM blob WHERE sha256 > $1 ORDER BY sha256 LIMIT 500";
    SHOWN_IS_MISSING = "SELECT s.id FROM story s \
                        LEFT JOIN version v ON v.story = s.id AND v.number = s.shown \
                        WHERE v.number IS NULL AND (s.shown IS NOT NULL OR s.state = 'live') \
                        ORDER BY s.id LIMIT 50";
    NOT_ON_LATEST = "SELECT s.id FROM story s WHERE s.state = 'live' AND NOT EXISTS ( \
                     SELECT 1 FROM on_shelf o JOIN shelf f ON f.id = o.shelf \
                     WHERE o.story = s.id AND f.kind = 'latest' AND o.sort_at = s.sort_at) ORDER BY s.id LIMIT 50";
    NOT_LIVE = "SELECT s.id FROM story s WHERE s.state <> 'live' AND EXISTS ( \
                SELECT 1 FROM on_shelf o WHERE o.story = s.id) ORDER BY s.id LIMIT 50";
    MISCOUNTED = "SELECT f.id FROM shelf f WHERE f.stories <> ( \
                  SELECT COUNT(*) FROM on_shelf o WHERE o.shelf = f.id) ORDER BY f.id LIMIT 50";
    NOT_DUE = "SELECT s.id FROM story s WHERE s.state IN ('live', 'waiting') AND NOT EXISTS ( \
               SELECT 1 FROM due d WHERE d.story = s.id) \
               AND (s.expires_at IS NOT NULL OR s.waiting ->> 'until' IS NOT NULL) ORDER BY s.id LIMIT 50";
    FILE_IS_MISSING = "SELECT m.story FROM media m WHERE m.sha256 IS NOT NULL AND NOT EXISTS ( \
                       SELECT 1 FROM blob b WHERE b.sha256 = m.sha256) ORDER BY m.story LIMIT 50";
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// What was looked at, in numbers: stories, versions, deliveries, blobs.
    pub looked_at: Vec<(&'static str, u64)>,
    /// What is wrong, each a sentence with its remedy; empty is good.
    pub wrong: Vec<String>,
}

/// Checks the database by its engine's own means, then that the rows agree with each other and that
/// every blob still has its hash. `progress` hears how many of how many blobs have been read.
pub async fn run(store: &Store, mut progress: impl FnMut(u64, u64) + Send) -> Result<Findings> {
    let db = store.db();
    let mut wrong: Vec<String> = dialect::engine_check(db).await?;
    for said in &mut wrong {
        *said = format!("The database file is damaged ({said}). Restore the latest backup.");
    }
    for (sql, one, remedy) in rules() {
        let ids: Vec<(i64,)> = db.slow(sql, args![]).await?;
        wrong.extend(ids.into_iter().map(|(id,)| format!("{} {remedy}", one.replace("{}", &id.to_string()))));
    }
    let (stories, versions, deliveries, total): (u64, u64, u64, u64) =
        db.slow(COUNT, args![]).await?.into_iter().next().unwrap_or_default();
    let (mut done, mut after) = (0, String::new());
    loop {
        let some: Vec<(String,)> = db.slow(BLOBS, args![&after]).await?;
        let Some((last,)) = some.last() else { break };
        after.clone_from(last);
        for (sha256,) in some {
            wrong.extend(damage(store, &sha256).await?);
            done += 1;
            progress(done, total.max(done));
        }
    }
    let looked_at =
        vec![("stories", stories), ("versions", versions), ("deliveries", deliveries), ("blobs", done)];
    Ok(Findings { looked_at, wrong })
}

/// What must hold between rows: who breaks it, the sentence, the remedy.
fn rules() -> [(Sql, &'static str, &'static str); 6] {
    let restore = "Restore the latest backup.";
    let reparse = "Run `dateline reparse`, or have the desk release or kill the story.";
    [
        (SHOWN_IS_MISSING, "The version that readers see of story {} is not there.", restore),
        (NOT_ON_LATEST, "Story {} is live and stands on no list.", reparse),
        (NOT_LIVE, "Story {} is not live and still stands on a list.", reparse),
        (MISCOUNTED, "Shelf {} says a wrong number of stories.", restore),
        (NOT_DUE, "The clock does not know of story {}.", reparse),
        (
            FILE_IS_MISSING,
            "A file of a picture of story {} is not among the blobs.",
            "Run `dateline reparse`.",
        ),
    ]
}

/// What is wrong with a blob.
async fn damage(store: &Store, sha256: &str) -> Result<Option<String>> {
    let restore = "Restore it from a backup.";
    match blobs::get(store, sha256).await {
        Ok(bytes) if blobs::hash(&bytes) == sha256 => Ok(None),
        Ok(_) => Ok(Some(format!("The bytes of blob {sha256} have changed. {restore}"))),
        Err(Error::File { path, why, .. }) => {
            Ok(Some(format!("The file {} cannot be read: {why}. {restore}", path.display())))
        }
        Err(other) => Err(other),
    }
}
