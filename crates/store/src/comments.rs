//! Comments: what pages and moderators read of them. What happens to them is in `acts/comments`.

use jiff::Timestamp;
use newsroom::StoryId;
use newsroom::comments::{Comment, CommentId, Mode, State};

use crate::row::{FromRow, Row};
use crate::sql::{args, statements};
use crate::{Db, Result, Tx};

statements! {
    GET = "SELECT id, story, parent, thread, depth, name, text, state, reason, at, recommends, reports, name_kept \
           FROM comment WHERE id = $1";
    /// A removed one keeps its place while somebody's answer to it is shown.
    THREADS = "SELECT id, story, parent, thread, depth, name, text, state, reason, at, recommends, reports, name_kept \
               FROM comment c WHERE story = $1 AND thread IS NULL AND (state = 'shown' OR (state = 'removed' AND \
               EXISTS (SELECT 1 FROM comment r WHERE r.thread = c.id AND r.state = 'shown'))) \
               ORDER BY id LIMIT $2 OFFSET $3";
    THREADS_NEWEST = "SELECT id, story, parent, thread, depth, name, text, state, reason, at, recommends, reports, name_kept \
               FROM comment c WHERE story = $1 AND thread IS NULL AND (state = 'shown' OR (state = 'removed' AND \
               EXISTS (SELECT 1 FROM comment r WHERE r.thread = c.id AND r.state = 'shown'))) \
               ORDER BY id DESC LIMIT $2 OFFSET $3";
    REPLIES = "SELECT id, story, parent, thread, depth, name, text, state, reason, at, recommends, reports, name_kept \
               FROM comment WHERE story = $1 AND thread >= $2 AND thread <= $3 AND state = 'shown' \
               ORDER BY thread, id LIMIT $4";
    COUNT = "SELECT COUNT(*), SUM(CASE WHEN thread IS NULL THEN 1 ELSE 0 END) FROM comment \
             WHERE story = $1 AND state = 'shown'";
    COUNT_THREADS = "SELECT COUNT(*) FROM comment c WHERE story = $1 AND thread IS NULL AND (state = 'shown' OR \
               (state = 'removed' AND EXISTS (SELECT 1 FROM comment r WHERE r.thread = c.id AND r.state = 'shown')))";
    THREADS_BEFORE = "SELECT COUNT(*) FROM comment c WHERE story = $1 AND thread IS NULL AND id < $2 AND \
               (state = 'shown' OR (state = 'removed' AND \
               EXISTS (SELECT 1 FROM comment r WHERE r.thread = c.id AND r.state = 'shown')))";
    RECENT = "SELECT c.id, c.story, c.parent, c.thread, c.depth, c.name, c.text, c.state, c.reason, c.at, \
              c.recommends, c.reports, c.name_kept, s.day, s.slug, s.headline \
              FROM comment c JOIN story s ON s.id = c.story WHERE c.state = 'shown' AND s.state = 'live' \
              AND (s.expires_at IS NULL OR s.expires_at > $1) ORDER BY c.id DESC LIMIT $2";
    LIST = "SELECT c.id, c.story, c.parent, c.thread, c.depth, c.name, c.text, c.state, c.reason, c.at, \
            c.recommends, c.reports, c.name_kept, s.day, s.slug, s.headline \
            FROM comment c JOIN story s ON s.id = c.story WHERE c.state = $1 ORDER BY c.id DESC LIMIT $2";
    MODE = "SELECT mode FROM comment_mode WHERE story = $1";
}

/// A comment as moderators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub comment: Comment,
    pub recommends: u32,
    pub reports: u32,
    /// Written by whoever keeps the name.
    pub name_kept: bool,
}

/// A comment with the story that it stands under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub kept: Kept,
    pub day: String,
    pub slug: String,
    pub headline: String,
}

/// Threads of a story: from the beginning, or the newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub newest: bool,
    pub limit: u32,
    pub offset: u32,
}

/// Answers that one page shows at most.
const MOST_REPLIES: u32 = 1000;

pub async fn get(db: &Db, id: CommentId) -> Result<Option<Kept>> {
    db.opt(GET, args![id.0]).await
}

/// The comments that began threads, and all shown answers to them, oldest first.
pub async fn threads(db: &Db, story: StoryId, window: Window) -> Result<(Vec<Kept>, Vec<Kept>)> {
    let sql = if window.newest { THREADS_NEWEST } else { THREADS };
    let roots: Vec<Kept> = db.all(sql, args![story, window.limit, window.offset]).await?;
    let ids = || roots.iter().map(|root| root.comment.id.0);
    let (Some(first), Some(last)) = (ids().min(), ids().max()) else { return Ok((roots, Vec::new())) };
    let replies = db.all(REPLIES, args![story, first, last, MOST_REPLIES]).await?;
    Ok((roots, replies))
}

/// How many comments a story shows, and how many threads.
pub async fn count(db: &Db, story: StoryId) -> Result<(u64, u64)> {
    let (comments, _): (u64, Option<u64>) = db.one(COUNT, args![story]).await?;
    let (threads,): (u64,) = db.one(COUNT_THREADS, args![story]).await?;
    Ok((comments, threads))
}

/// How many threads of the story began before this one.
pub async fn threads_before(db: &Db, story: StoryId, thread: CommentId) -> Result<u64> {
    Ok(db.one::<(u64,)>(THREADS_BEFORE, args![story, thread.0]).await?.0)
}

/// The newest comments under live stories.
pub async fn recent(db: &Db, limit: u32, now: Timestamp) -> Result<Vec<Placed>> {
    db.all(RECENT, args![now, limit]).await
}

/// Comments of one state for the moderator, newest first.
pub async fn list(db: &Db, state: State, limit: u32) -> Result<Vec<Placed>> {
    db.all(LIST, args![word(state), limit]).await
}

/// What the desk said of comments under one story; `None` leaves it to the configuration.
pub async fn mode(db: &Db, story: StoryId) -> Result<Option<Mode>> {
    Ok(db.opt::<ModeRow>(MODE, args![story]).await?.map(|row| row.0))
}

pub(crate) async fn mode_in(tx: &mut Tx, story: StoryId) -> Result<Option<Mode>> {
    Ok(tx.opt::<ModeRow>(MODE, args![story]).await?.map(|row| row.0))
}

pub(crate) async fn get_in(tx: &mut Tx, id: CommentId) -> Result<Option<Kept>> {
    tx.opt(GET, args![id.0]).await
}

/// The word for a state or a mode, as serde writes it.
pub(crate) fn word<T: serde::Serialize>(value: T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

struct ModeRow(Mode);

impl FromRow for ModeRow {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(ModeRow(row.word()?))
    }
}

impl FromRow for Kept {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let comment = Comment {
            id: CommentId(row.next()?),
            story: row.next()?,
            parent: row.next::<Option<i64>>()?.map(CommentId),
            thread: row.next::<Option<i64>>()?.map(CommentId),
            depth: row.next()?,
            name: row.next()?,
            text: row.next()?,
            state: row.word()?,
            reason: row.next()?,
            at: row.next()?,
        };
        Ok(Kept { comment, recommends: row.next()?, reports: row.next()?, name_kept: row.next()? })
    }
}

impl FromRow for Placed {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Placed { kept: Kept::read(row)?, day: row.next()?, slug: row.next()?, headline: row.next()? })
    }
}
