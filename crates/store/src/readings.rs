//! What was found in versions' texts: dates, and who says what; and what the desk put right of it.

use jiff::Timestamp;
use newsroom::StoryId;
use newsroom::reading::{QuoteKind, Reading};

use crate::arg::json;
use crate::row::{FromRow, Json, Row};
use crate::sql::{args, statements};
use crate::{Db, Result, Tx};

statements! {
    GET = "SELECT found FROM reading WHERE story = $1 AND version = $2";
    PUT = "INSERT INTO reading (story, version, engine, found) VALUES ($1, $2, $3, $4) \
           ON CONFLICT (story, version) DO UPDATE SET engine = excluded.engine, found = excluded.found";
    FORGET_SAID = "DELETE FROM said WHERE story = $1 AND version = $2";
    PUT_SAID = "INSERT INTO said (story, version, number, person, name, role, kind, words) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIXES = "SELECT words, context, value FROM time_fix WHERE story = $1 ORDER BY at, words, context";
    FIX = "INSERT INTO time_fix (story, words, context, value, at) VALUES ($1, $2, $3, $4, $5) \
           ON CONFLICT (story, words, context) DO UPDATE SET value = excluded.value, at = excluded.at";
    UNFIX = "DELETE FROM time_fix WHERE story = $1 AND words = $2 AND context = $3";
    SAID = "SELECT d.number, d.name, d.role, d.kind, d.words FROM said d JOIN story s ON s.id = d.story \
            WHERE d.person = $1 AND d.story = $2 AND d.version = s.shown ORDER BY d.number";
    /// Live stories whose version that readers see was read by an older engine, or not at all.
    OLD = "SELECT s.id FROM story s WHERE s.state = 'live' AND s.id > $1 AND NOT EXISTS (SELECT 1 FROM reading r \
           WHERE r.story = s.id AND r.version = s.shown AND r.engine >= $2) ORDER BY s.id LIMIT $3";
}

/// What was found in a version's text; `None` where nobody has looked.
pub async fn of(db: &Db, story: StoryId, version: u32) -> Result<Option<Reading>> {
    let found: Option<(Json<Reading>,)> = db.opt(GET, args![story, version]).await?;
    Ok(found.map(|(Json(reading),)| reading))
}

/// A date that the desk put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The words as the text has them.
    pub words: String,
    /// The words around them.
    pub context: String,
    /// TIMEX3; `None` where it is no date.
    pub value: Option<String>,
}

/// What the desk put right in a story, oldest first.
pub async fn fixes(db: &Db, story: StoryId) -> Result<Vec<Fix>> {
    db.all(FIXES, args![story]).await
}

/// One quotation of a person in a story that readers see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its place among the quotations of the text.
    pub number: u32,
    pub name: String,
    /// What this story says that the person is.
    pub role: Option<String>,
    pub kind: QuoteKind,
    pub words: String,
}

/// What a story quotes a person as saying, in the order of its text.
pub async fn said(db: &Db, person: &str, story: StoryId) -> Result<Vec<Said>> {
    db.all(SAID, args![person, story]).await
}

/// Live stories after `after`, at most `limit`, that an older engine has read, or none.
pub async fn out_of_date(db: &Db, after: StoryId, engine: u32, limit: u32) -> Result<Vec<StoryId>> {
    let found: Vec<(StoryId,)> = db.all(OLD, args![after, engine, limit]).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// Keeps what was found in a version's text, in place of what was found before.
pub(crate) async fn put(tx: &mut Tx, story: StoryId, version: u32, reading: &Reading) -> Result<()> {
    tx.exec(PUT, args![story, version, reading.engine, json(reading)]).await?;
    tx.exec(FORGET_SAID, args![story, version]).await?;
    for (number, quote) in reading.quotes.iter().enumerate() {
        let kind = serde_json::to_value(quote.kind).unwrap_or_default();
        let (person, kind) = (&quote.person, kind.as_str().unwrap_or_default().to_owned());
        let args = args![
            story,
            version,
            number,
            &person.slug,
            &person.name,
            person.role.as_ref(),
            kind,
            &quote.words
        ];
        tx.exec(PUT_SAID, args).await?;
    }
    Ok(())
}

pub(crate) async fn fix(tx: &mut Tx, story: StoryId, fix: &Fix, now: Timestamp) -> Result<()> {
    tx.exec(FIX, args![story, &fix.words, &fix.context, fix.value.as_ref(), now]).await?;
    Ok(())
}

/// As the engine has it again.
pub(crate) async fn unfix(tx: &mut Tx, story: StoryId, words: &str, context: &str) -> Result<()> {
    tx.exec(UNFIX, args![story, words, context]).await?;
    Ok(())
}

impl FromRow for Fix {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Fix { words: row.next()?, context: row.next()?, value: row.next()? })
    }
}

impl FromRow for Said {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Said {
            number: row.next()?,
            name: row.next()?,
            role: row.next()?,
            kind: row.word()?,
            words: row.next()?,
        })
    }
}
