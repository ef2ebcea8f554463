//! Versions: every one that ever arrived, as it arrived.

use jiff::Timestamp;
use newsroom::history::{Claim, Outline};
use newsroom::{Shelf, StoryId, Version, VersionKey};
use serde::{Deserialize, Serialize};
use wire::Item;

use crate::arg::{Arg, json};
use crate::row::{FromRow, Json, Row};
use crate::sql::{args, statements};
use crate::{Db, Result, Tx};

statements! {
    LIST = "SELECT story, number, received_at, verdict, note, shown_at, item FROM version \
            WHERE story = $1 ORDER BY number";
    GET = "SELECT story, number, received_at, verdict, note, shown_at, item FROM version \
           WHERE story = $1 AND number = $2";
    /// As many as [`SOME_AT_ONCE`].
    SOME = "SELECT story, number, received_at, verdict, note, shown_at, item FROM version \
            WHERE story = $1 AND number IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, \
            $13)";
    /// An item is read only where a history needs it: of corrections, and of what was shown after a version
    /// that nobody saw, which may have been one.
    OUTLINES = "SELECT v.number, v.received_at, v.verdict, v.note, v.shown_at, v.visible, \
                CASE WHEN v.shown_at IS NOT NULL AND (v.verdict = 'correction' OR EXISTS ( \
                SELECT 1 FROM version before WHERE before.story = v.story \
                AND before.number = v.number - 1 AND before.shown_at IS NULL)) THEN v.item END \
                FROM version v WHERE v.story = $1 ORDER BY v.number";
    NEWEST = "SELECT story, number, received_at, verdict, note, shown_at, item FROM version \
              WHERE story = $1 ORDER BY number DESC LIMIT $2";
    /// What came late belongs before what it came after, and is nobody's past.
    DELIVERIES = "SELECT p.delivery FROM (SELECT delivery, number FROM version \
                  WHERE story = (SELECT id FROM story WHERE agency = $1 AND guid = $2) AND verdict <> 'stale' \
                  ORDER BY number DESC LIMIT $3) p ORDER BY p.number";
    KEYS = "SELECT number, agency_version, at, fingerprint, visible FROM version \
            WHERE story = $1 ORDER BY number";
    FILED = "SELECT filing, visible FROM version WHERE story = $1 AND number = $2";
    INSERT = "INSERT INTO version (story, number, agency_version, at, fingerprint, visible, received_at, \
              verdict, note, shown_at, delivery, filing, item) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    REFILE = "UPDATE version SET filing = $3 WHERE story = $1 AND number = $2";
    SHOWN = "UPDATE version SET shown_at = $3 WHERE story = $1 AND number = $2 AND shown_at IS NULL";
}

/// So many versions are read by one statement.
pub const SOME_AT_ONCE: usize = 12;

/// All versions of a story without their texts, oldest first, shown or not.
pub async fn outlines(db: &Db, story: StoryId) -> Result<Vec<Outline>> {
    db.all(OUTLINES, args![story]).await
}

/// The versions with these numbers, no more than [`SOME_AT_ONCE`], in any order.
pub async fn some(db: &Db, story: StoryId, numbers: &[u32]) -> Result<Vec<Version>> {
    let mut args = vec![story.into()];
    // No version has the number 0.
    args.extend((0..SOME_AT_ONCE).map(|n| Arg::from(numbers.get(n).copied().unwrap_or(0))));
    db.all(SOME, &args).await
}

/// All versions of a story whole, oldest first, shown or not.
pub async fn list(db: &Db, story: StoryId) -> Result<Vec<Version>> {
    db.all(LIST, args![story]).await
}

/// One version by our number.
pub async fn get(db: &Db, story: StoryId, number: u32) -> Result<Option<Version>> {
    db.opt(GET, args![story, number]).await
}

/// Where a version is filed once readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Filed {
    pub section: Option<String>,
    pub shelves: Vec<Shelf>,
}

/// A version to be kept.
pub(crate) struct New<'a> {
    pub version: &'a Version,
    pub key: &'a VersionKey,
    pub delivery: i64,
    pub filed: &'a Filed,
}

pub(crate) async fn insert(tx: &mut Tx, new: &New<'_>) -> Result<()> {
    let New { version, key, delivery, filed } = new;
    let verdict = serde_json::to_value(version.verdict).unwrap_or_default();
    let args = args![
        version.story,
        version.number,
        key.agency_version,
        key.at,
        &key.fingerprint,
        &key.visible,
        version.received_at,
        verdict.as_str().unwrap_or_default(),
        version.note.as_ref(),
        version.shown_at,
        *delivery,
        json(filed),
        json(&version.item),
    ];
    tx.exec(INSERT, args).await?;
    Ok(())
}

pub(crate) async fn keys(tx: &mut Tx, story: StoryId) -> Result<Vec<VersionKey>> {
    tx.all(KEYS, args![story]).await
}

/// The newest versions of a story whole, oldest of them first.
pub async fn newest(tx: &mut Tx, story: StoryId, limit: u32) -> Result<Vec<Version>> {
    let mut newest: Vec<Version> = tx.all(NEWEST, args![story, limit]).await?;
    newest.reverse();
    Ok(newest)
}

/// The deliveries that brought the newest versions of a story, oldest of them first.
pub async fn deliveries(db: &Db, agency: &str, guid: &str, limit: u32) -> Result<Vec<i64>> {
    let found: Vec<(i64,)> = db.all(DELIVERIES, args![agency, guid, limit]).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

pub(crate) async fn list_in(tx: &mut Tx, story: StoryId) -> Result<Vec<Version>> {
    tx.all(LIST, args![story]).await
}

pub(crate) async fn get_in(tx: &mut Tx, story: StoryId, number: u32) -> Result<Option<Version>> {
    tx.opt(GET, args![story, number]).await
}

/// Where a version is filed, and the hash of what readers see of it.
pub(crate) async fn filed(tx: &mut Tx, story: StoryId, number: u32) -> Result<(Filed, String)> {
    let (Json(filed), visible): (Json<Filed>, String) = tx.one(FILED, args![story, number]).await?;
    Ok((filed, visible))
}

/// Where it is filed from now on.
pub(crate) async fn refile(tx: &mut Tx, story: StoryId, number: u32, filed: &Filed) -> Result<()> {
    tx.exec(REFILE, args![story, number, json(filed)]).await?;
    Ok(())
}

/// Readers see it now; the first time stays.
pub(crate) async fn shown(tx: &mut Tx, story: StoryId, number: u32, now: Timestamp) -> Result<()> {
    tx.exec(SHOWN, args![story, number, now]).await?;
    Ok(())
}

impl FromRow for Version {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Version {
            story: row.next()?,
            number: row.next()?,
            received_at: row.next()?,
            verdict: row.word()?,
            note: row.next()?,
            shown_at: row.next()?,
            item: row.next::<Json<_>>()?.0,
        })
    }
}

impl FromRow for Outline {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Outline {
            number: row.next()?,
            received_at: row.next()?,
            verdict: row.word()?,
            note: row.next()?,
            shown_at: row.next()?,
            visible: row.next()?,
            claim: row.next::<Option<Json<Item>>>()?.map(|Json(item)| Claim::of(&item)),
        })
    }
}

impl FromRow for VersionKey {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(VersionKey {
            number: row.next()?,
            agency_version: row.next()?,
            at: row.next()?,
            fingerprint: row.next()?,
            visible: row.next()?,
        })
    }
}
