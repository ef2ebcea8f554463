//! How messages of text wires find their stories, and by which other guids a story is known.

use jiff::{SignedDuration, Timestamp};
use newsroom::StoryId;
use newsroom::meant::Candidate;
use wire::Part;

use crate::arg::json;
use crate::row::{FromRow, Json, Row};
use crate::sql::{args, statements};
use crate::{Result, Tx, dialect};

statements! {
    SAME = "SELECT t.story, t.slug, t.category, s.language, s.headline, t.part, t.begun, t.at \
            FROM thread t JOIN story s ON s.id = t.story \
            WHERE t.agency = $1 AND t.slug = $2 AND t.at >= $3 AND t.at <= $4 ORDER BY t.at DESC LIMIT $5";
    RECENT = "SELECT t.story, t.slug, t.category, s.language, s.headline, t.part, t.begun, t.at \
              FROM thread t JOIN story s ON s.id = t.story \
              WHERE t.agency = $1 AND t.at >= $2 AND t.at <= $3 ORDER BY t.at DESC LIMIT $4";
    /// The newest message counts; an older one that comes late only adds that the copy is there.
    NOTE = "INSERT INTO thread (story, agency, slug, category, part, at, begun) \
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (story) DO UPDATE SET \
            part = CASE WHEN excluded.at >= thread.at THEN excluded.part ELSE thread.part END, \
            at = CASE WHEN excluded.at >= thread.at THEN excluded.at ELSE thread.at END, \
            begun = (thread.begun OR excluded.begun)";
    ALIAS = "INSERT INTO alias (agency, guid, story) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
}

/// A wire that gives one slug to more stories than this within the window says nothing by it.
const MOST_OF_SLUG: u32 = 20;

/// A kill that finds no story by its slug is held against so many of the newest.
const MOST_RECENT: u32 = 300;

/// Stories of this agency and slug whose newest message was sent within `window` of `at`, newest first. Until the
/// transaction ends nobody else asks about this slug: the second of two messages of one story waits here.
pub async fn of_slug(
    tx: &mut Tx,
    agency: &str,
    slug: &str,
    at: Timestamp,
    window: SignedDuration,
) -> Result<Vec<Candidate>> {
    dialect::lock_guid(tx, agency, &format!("slug {slug}")).await?;
    let (from, to) = around(at, window);
    tx.all(SAME, args![agency, slug, from, to, MOST_OF_SLUG]).await
}

/// As [`of_slug`], of every slug.
pub async fn recent(
    tx: &mut Tx,
    agency: &str,
    at: Timestamp,
    window: SignedDuration,
) -> Result<Vec<Candidate>> {
    let (from, to) = around(at, window);
    tx.all(RECENT, args![agency, from, to, MOST_RECENT]).await
}

fn around(at: Timestamp, window: SignedDuration) -> (Timestamp, Timestamp) {
    (at.checked_sub(window).unwrap_or(Timestamp::MIN), at.checked_add(window).unwrap_or(Timestamp::MAX))
}

/// A message that belongs to a story.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// The story's agency.
    pub agency: &'a str,
    /// As [`newsroom::meant::key`] gives it.
    pub slug: &'a str,
    /// The agency's category.
    pub category: Option<&'a str>,
    /// What it is among the messages of its story.
    pub part: Part,
    /// When it was sent.
    pub at: Timestamp,
    /// Is the story's copy there with it?
    pub begun: bool,
}

/// Notes that a message belongs to a story, so that the next one finds it.
pub async fn note(tx: &mut Tx, story: StoryId, message: &Message<'_>) -> Result<()> {
    let Message { agency, slug, category, part, at, begun } = *message;
    tx.exec(NOTE, args![story, agency, slug, category, json(&part), at, begun]).await?;
    Ok(())
}

/// The story is known by this guid too, from now on. The first story that was stays.
pub async fn also_known(tx: &mut Tx, story: StoryId, agency: &str, guid: &str) -> Result<()> {
    tx.exec(ALIAS, args![agency, guid, story]).await?;
    Ok(())
}

impl FromRow for Candidate {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Candidate {
            story: row.next()?,
            slug: row.next()?,
            category: row.next()?,
            language: row.next()?,
            headline: row.next()?,
            part: row.next::<Json<_>>()?.0,
            begun: row.next()?,
            at: row.next()?,
        })
    }
}
