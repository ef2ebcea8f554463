//! What was found in versions' texts: dates, and who says what; and what the desk put right of it.

use jiff::Timestamp;
use newsroom::StoryId;
use newsroom::reading::{QuoteKind, QuoteMark, Reading};

use crate::arg::json;
use crate::row::{FromRow, Json, Row};
use crate::sql::{args, statements};
use crate::stories::Window;
use crate::{Db, Result, Tx};

/// So many of a person's newest stories are asked what they call him.
const NEWEST_NAMES: u32 = 50;

statements! {
    GET = "SELECT found FROM reading WHERE story = $1 AND version = $2";
    PUT = "INSERT INTO reading (story, version, engine, found) VALUES ($1, $2, $3, $4) \
           ON CONFLICT (story, version) DO UPDATE SET engine = excluded.engine, found = excluded.found";
    FORGET_SAID = "DELETE FROM said WHERE story = $1 AND version = $2";
    PUT_SAID = "INSERT INTO said (story, version, number, person, name, role, kind, words) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FORGET_DAY = "DELETE FROM spoken_day WHERE story = $1 AND version = $2";
    PUT_DAY = "INSERT INTO spoken_day (story, version, day) VALUES ($1, $2, $3)";
    FIXES = "SELECT words, context, others, says, at FROM time_word WHERE story = $1 ORDER BY number";
    FIX_NUMBER = "SELECT COALESCE(MAX(number), 0) + 1 FROM time_word WHERE story = $1";
    FIX = "INSERT INTO time_word (story, number, words, context, others, says, at) \
           VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DENIALS = "SELECT words, person, denied, at FROM quote_word WHERE story = $1 ORDER BY number";
    DENY_NUMBER = "SELECT COALESCE(MAX(number), 0) + 1 FROM quote_word WHERE story = $1";
    DENY = "INSERT INTO quote_word (story, number, words, person, denied, at) VALUES ($1, $2, $3, $4, $5, $6)";
    /// The same window of the person's shelf as `stories::list` gives, so that both go together.
    SAID_ON = "SELECT p.story, d.number, d.name, d.role, d.kind, d.words \
               FROM (SELECT o.story, o.sort_at FROM on_shelf o \
               WHERE o.shelf = (SELECT id FROM shelf WHERE kind = 'person' AND slug = $1) \
               ORDER BY o.sort_at DESC, o.story DESC LIMIT $2 OFFSET $3) p JOIN story s ON s.id = p.story \
               JOIN said d ON d.story = s.id AND d.version = s.shown AND d.person = $1 \
               ORDER BY p.sort_at DESC, p.story DESC, d.number";
    NAMES = "SELECT d.name, d.role \
             FROM (SELECT o.story, o.sort_at FROM on_shelf o \
             WHERE o.shelf = (SELECT id FROM shelf WHERE kind = 'person' AND slug = $1) \
             ORDER BY o.sort_at DESC, o.story DESC LIMIT $2) p JOIN story s ON s.id = p.story \
             JOIN said d ON d.story = s.id AND d.version = s.shown AND d.person = $1 \
             ORDER BY p.sort_at DESC, p.story DESC, d.number";
    SAID_BY = "SELECT d.person, d.number, d.name, d.role, d.kind, d.words FROM said d \
               WHERE d.story = $1 AND d.version = $2 ORDER BY d.number";
    /// Live stories whose version that readers see was read by an older engine, or not at all.
    OLD = "SELECT s.id FROM story s WHERE s.state = 'live' AND s.id > $1 AND NOT EXISTS (SELECT 1 FROM reading r \
           WHERE r.story = s.id AND r.version = s.shown AND r.engine >= $2) ORDER BY s.id LIMIT $3";
}

/// What was found in a version's text; `None` where nobody has looked.
pub async fn of(db: &Db, story: StoryId, version: u32) -> Result<Option<Reading>> {
    let found: Option<(Json<Reading>,)> = db.opt(GET, args![story, version]).await?;
    Ok(found.map(|(Json(reading),)| reading))
}

/// As [`of`], in a transaction.
pub(crate) async fn kept(tx: &mut Tx, story: StoryId, version: u32) -> Result<Option<Reading>> {
    let found: Option<(Json<Reading>,)> = tx.opt(GET, args![story, version]).await?;
    Ok(found.map(|(Json(reading),)| reading))
}

/// The desk's word on a date in a text. Each is kept; the last on a place counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The words as the text has them.
    pub words: String,
    /// The words around them.
    pub context: String,
    /// The words around the same words elsewhere in that text: places that were not meant.
    pub others: Vec<String>,
    pub says: Says,
    pub at: Timestamp,
}

impl Fix {
    /// Whether it is about words in just this context.
    pub fn is_of(&self, words: &str, context: &str) -> bool {
        self.words == words && self.context == context
    }
}

/// What the desk says that words mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// TIMEX3.
    Date(String),
    NoDate,
    /// What was found, after all.
    AsFound,
}

impl Says {
    fn code(&self) -> &str {
        match self {
            Says::Date(value) => value,
            Says::NoDate => "none",
            Says::AsFound => "found",
        }
    }

    fn of_code(code: String) -> Says {
        match code.as_str() {
            "none" => Says::NoDate,
            "found" => Says::AsFound,
            _ => Says::Date(code),
        }
    }
}

/// All that the desk said of dates in a story, in its order.
pub async fn fixes(db: &Db, story: StoryId) -> Result<Vec<Fix>> {
    db.all(FIXES, args![story]).await
}

/// The desk's word on who said something. Each is kept; the last on the same words of the same person counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// The quotation as the text has it.
    pub words: String,
    /// The slug of whom it was given to.
    pub person: String,
    /// That person did not say it; `false` takes that back.
    pub denied: bool,
    pub at: Timestamp,
}

impl Denial {
    /// Whether it is about this quotation.
    pub fn is_of(&self, quote: &QuoteMark) -> bool {
        self.words == quote.words && self.person == quote.person.slug
    }
}

/// All that the desk said of who is quoted in a story, in its order.
pub async fn denials(db: &Db, story: StoryId) -> Result<Vec<Denial>> {
    db.all(DENIALS, args![story]).await
}

/// A reading with the desk's word on its quotations.
pub(crate) async fn judged(tx: &mut Tx, story: StoryId, reading: &Reading) -> Result<Reading> {
    let mut reading = reading.clone();
    if reading.quotes.is_empty() {
        return Ok(reading);
    }
    let denials: Vec<Denial> = tx.all(DENIALS, args![story]).await?;
    for quote in &mut reading.quotes {
        quote.denied =
            denials.iter().rev().find(|denial| denial.is_of(quote)).is_some_and(|denial| denial.denied);
    }
    Ok(reading)
}

/// Keeps the desk's word beside all earlier ones. The story's row is locked meanwhile.
pub(crate) async fn deny(tx: &mut Tx, story: StoryId, denial: &Denial) -> Result<()> {
    let (number,): (u32,) = tx.one(DENY_NUMBER, args![story]).await?;
    let args = args![story, number, &denial.words, &denial.person, denial.denied, denial.at];
    tx.exec(DENY, args).await?;
    Ok(())
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

/// What the stories of a part of the person's shelf, as [`stories::list`](crate::stories::list) gives them, quote
/// the person as saying: newest story first, each in the order of its text.
pub async fn said_on(db: &Db, person: &str, window: Window) -> Result<Vec<(StoryId, Said)>> {
    let found: Vec<OfStory> = db.all(SAID_ON, args![person, window.limit, window.offset]).await?;
    Ok(found.into_iter().map(|OfStory(story, said)| (story, said)).collect())
}

/// What the newest stories call a person: name and role, newest first.
pub async fn names(db: &Db, person: &str) -> Result<Vec<(String, Option<String>)>> {
    db.all(NAMES, args![person, NEWEST_NAMES]).await
}

/// Whom a version quotes (the slug of each), and as saying what, in the order of its text.
pub async fn said_by(db: &Db, story: StoryId, version: u32) -> Result<Vec<(String, Said)>> {
    let found: Vec<ByPerson> = db.all(SAID_BY, args![story, version]).await?;
    Ok(found.into_iter().map(|ByPerson(person, said)| (person, said)).collect())
}

/// Live stories after `after`, at most `limit`, that an older engine has read, or none.
pub async fn out_of_date(db: &Db, after: StoryId, engine: u32, limit: u32) -> Result<Vec<StoryId>> {
    let found: Vec<(StoryId,)> = db.all(OLD, args![after, engine, limit]).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// Keeps what was found in a version's text. Where something was kept before, [`forget`] comes first.
pub(crate) async fn put(tx: &mut Tx, story: StoryId, version: u32, reading: &Reading) -> Result<()> {
    tx.exec(PUT, args![story, version, reading.engine, json(reading)]).await?;
    if let Some(day) = reading.other_day() {
        tx.exec(PUT_DAY, args![story, version, day.to_string()]).await?;
    }
    let mut rows = Vec::new();
    for (number, quote) in reading.quoted() {
        let kind = serde_json::to_value(quote.kind).unwrap_or_default();
        let (person, kind) = (&quote.person, kind.as_str().unwrap_or_default().to_owned());
        let (slug, name, role) = (&person.slug, &person.name, person.role.as_ref());
        rows.push(args![story, version, number, slug, name, role, kind, &quote.words].to_vec());
    }
    tx.each(PUT_SAID, &rows).await
}

/// Forgets what was found in a version's text before.
pub(crate) async fn forget(tx: &mut Tx, story: StoryId, version: u32) -> Result<()> {
    tx.exec(FORGET_DAY, args![story, version]).await?;
    tx.exec(FORGET_SAID, args![story, version]).await?;
    Ok(())
}

/// Keeps the desk's word beside all earlier ones. The story's row is locked meanwhile.
pub(crate) async fn fix(tx: &mut Tx, story: StoryId, fix: &Fix) -> Result<()> {
    let (number,): (u32,) = tx.one(FIX_NUMBER, args![story]).await?;
    let args = args![story, number, &fix.words, &fix.context, json(&fix.others), fix.says.code(), fix.at];
    tx.exec(FIX, args).await?;
    Ok(())
}

impl FromRow for Denial {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Denial { words: row.next()?, person: row.next()?, denied: row.next()?, at: row.next()? })
    }
}

impl FromRow for Fix {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let (words, context, Json(others)) = (row.next()?, row.next()?, row.next()?);
        Ok(Fix { words, context, others, says: Says::of_code(row.next()?), at: row.next()? })
    }
}

struct OfStory(StoryId, Said);

impl FromRow for OfStory {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(OfStory(row.next()?, Said::read(row)?))
    }
}

struct ByPerson(String, Said);

impl FromRow for ByPerson {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(ByPerson(row.next()?, Said::read(row)?))
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
