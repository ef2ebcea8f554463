//! Is everything as it should be?

use newsroom::{StoryId, Version, fingerprint};

use crate::row::{FromRow, Row};
use crate::sql::{Sql, args, statements};
use crate::{Db, Error, Result, Store, blobs, dialect};

statements! {
    COUNT = "SELECT (SELECT COUNT(*) FROM story), (SELECT COUNT(*) FROM version), \
             (SELECT COUNT(*) FROM delivery), (SELECT COUNT(*) FROM blob)";
    VERSIONS = "SELECT story, number, fingerprint, visible, \
                story, number, received_at, verdict, note, shown_at, item FROM version \
                WHERE (story, number) > ($1, $2) ORDER BY story, number LIMIT 100";
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
    DESKS_IS_MISSING = "SELECT d.story FROM desk_picture d WHERE NOT EXISTS ( \
                        SELECT 1 FROM blob b WHERE b.sha256 = d.sha256) ORDER BY d.story LIMIT 50";
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// What was looked at, in numbers: stories, versions, deliveries, blobs.
    pub looked_at: Vec<(&'static str, u64)>,
    /// What is wrong, each a sentence with its remedy; empty is good.
    pub wrong: Vec<String>,
}

/// Checks the database by its engine's own means, then that the rows agree with each other, that every
/// version still has its fingerprint and every blob its hash. `progress` hears how many of them have been
/// read. A database that is too damaged to be asked something is a finding like any other.
pub async fn run(store: &Store, progress: impl FnMut(u64, u64) + Send) -> Result<Findings> {
    let mut check = Check { db: store.db(), wrong: Vec::new(), done: 0, all: 0, progress };
    match dialect::engine_check(check.db).await {
        Ok(said) => said.into_iter().for_each(|said| check.damaged(&said)),
        Err(error) => check.damaged(&error.to_string()),
    }
    for (sql, one, remedy) in rules() {
        for (id,) in check.ask::<(i64,)>(sql, args![]).await {
            check.wrong.push(format!("{} {remedy}", one.replace("{}", &id.to_string())));
        }
    }
    let counts: Vec<(u64, u64, u64, u64)> = check.ask(COUNT, args![]).await;
    let (stories, versions, deliveries, blobs) = counts.into_iter().next().unwrap_or_default();
    check.all = versions + blobs;
    check.versions().await;
    check.blobs(store).await;
    let looked_at =
        vec![("stories", stories), ("versions", versions), ("deliveries", deliveries), ("blobs", blobs)];
    Ok(Findings { looked_at, wrong: check.wrong })
}

struct Check<'a, P> {
    db: &'a Db,
    wrong: Vec<String>,
    done: u64,
    all: u64,
    progress: P,
}

impl<P: FnMut(u64, u64) + Send> Check<'_, P> {
    /// The rows of a statement. That it cannot be run is a finding.
    async fn ask<T: FromRow>(&mut self, sql: Sql, args: &[crate::arg::Arg<'_>]) -> Vec<T> {
        match self.db.slow(sql, args).await {
            Ok(rows) => rows,
            Err(error) => {
                self.damaged(&error.to_string());
                Vec::new()
            }
        }
    }

    fn damaged(&mut self, said: &str) {
        let sentence = format!("The database is damaged ({said}). Restore the latest backup.");
        if !self.wrong.contains(&sentence) {
            self.wrong.push(sentence);
        }
    }

    fn one_more(&mut self) {
        self.done += 1;
        (self.progress)(self.done, self.all.max(self.done));
    }

    /// Is what we read of every version still what was kept?
    async fn versions(&mut self) {
        let mut after = (StoryId(0), 0u32);
        loop {
            let some: Vec<Kept> = self.ask(VERSIONS, args![after.0, after.1]).await;
            let Some(last) = some.last() else { return };
            after = (last.story, last.number);
            for Kept { story, number, whole, visible, version } in some {
                let is_sound = version.is_some_and(|version| {
                    fingerprint::whole(&version.item) == whole
                        && fingerprint::visible(&version.item) == visible
                });
                if !is_sound {
                    self.wrong.push(format!(
                        "Version {number} of story {} is not what was kept. Restore the latest backup.",
                        story.0
                    ));
                }
                self.one_more();
            }
        }
    }

    /// Has every blob still its hash?
    async fn blobs(&mut self, store: &Store) {
        let mut after = String::new();
        loop {
            let some: Vec<(String,)> = self.ask(BLOBS, args![&after]).await;
            let Some((last,)) = some.last() else { return };
            after.clone_from(last);
            for (sha256,) in some {
                self.wrong.extend(damage(store, &sha256).await);
                self.one_more();
            }
        }
    }
}

/// A version with its fingerprints, and what can still be read of it.
struct Kept {
    story: StoryId,
    number: u32,
    whole: String,
    visible: String,
    version: Option<Version>,
}

impl FromRow for Kept {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Kept {
            story: row.next()?,
            number: row.next()?,
            whole: row.next()?,
            visible: row.next()?,
            version: Version::read(row).ok(),
        })
    }
}

/// What must hold between rows: who breaks it, the sentence, the remedy.
fn rules() -> [(Sql, &'static str, &'static str); 7] {
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
        (DESKS_IS_MISSING, "A picture that the desk added to story {} is not among the blobs.", restore),
    ]
}

/// What is wrong with a blob.
async fn damage(store: &Store, sha256: &str) -> Option<String> {
    let restore =
        format!("Take its bytes out of a backup (`tar xOf BACKUP blobs/{sha256}`), or restore the latest.");
    match blobs::get(store, sha256).await {
        Ok(bytes) if blobs::hash(&bytes) == sha256 => None,
        Ok(_) => Some(format!("The bytes of blob {sha256} have changed. {restore}")),
        Err(Error::File { path, why, .. }) => {
            Some(format!("The file {} cannot be read: {why}. {restore}", path.display()))
        }
        Err(error) => Some(format!("Blob {sha256} cannot be read: {error} {restore}")),
    }
}
