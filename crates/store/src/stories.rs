//! Stories: by guid, by address, and in lists.

use jiff::Timestamp;
use newsroom::{Story, StoryId, Tombstone, Version, VersionKey};
use serde::{Deserialize, Serialize};
use wire::{ItemKind, Moment};

use crate::renditions::{Focal, Size};
use crate::row::{FromRow, Json, Row};
use crate::sql::{args, statements};
use crate::{Db, Result, Tx, dialect, versions};

/// How many of the newest stories of each topic are looked at for related ones.
const NEWEST_OF_TOPIC: u32 = 40;

/// How many topics of a story are looked at, those with the fewest stories first.
const TOPICS: u32 = 6;

/// No list of related stories is longer.
const MOST_RELATED: usize = 12;

/// So many stories are asked for by their numbers at once.
const SOME_AT_ONCE: usize = 50;

/// A story's columns, as [`Story`] reads them.
macro_rules! story {
    ($from:literal) => {
        concat!(
            "SELECT s.id, s.source, s.agency, s.guid, s.kind, s.slug, s.day, s.section, s.state, s.shown, ",
            "s.waiting, s.tombstone, s.published_at, s.published_offset, s.published_day, ",
            "s.modified_at, s.modified_offset, s.modified_day, s.first_shown_at, s.sort_at, s.expires_at ",
            $from
        )
    };
}

pub(crate) use story;

/// A card's columns, as [`Card`] reads them; `$from` gives the stories as `s`.
macro_rules! cards {
    ($from:literal, $rest:literal) => {
        concat!(
            "SELECT s.id, s.day, s.slug, s.kind, s.headline, s.summary, s.agency, a.name, s.section, n.name, ",
            "s.bylines, s.dateline_place, s.published_at, s.published_offset, s.published_day, ",
            "s.modified_at, s.modified_offset, s.modified_day, s.sort_at, s.language, s.urgency, ",
            "s.corrected, s.lead_picture, s.expires_at ",
            $from,
            " LEFT JOIN shelf a ON a.kind = 'agency' AND a.slug = s.agency ",
            "LEFT JOIN shelf n ON n.kind = 'section' AND n.slug = s.section ",
            $rest
        )
    };
}

statements! {
    /// Its own guid, or one that it is known by too.
    BY_GUID = story!(
        "FROM story s WHERE s.id = COALESCE((SELECT id FROM story WHERE agency = $1 AND guid = $2), \
         (SELECT story FROM alias WHERE agency = $1 AND guid = $2))"
    );
    BY_PATH = story!("FROM story s WHERE s.day = $1 AND s.slug = $2");
    GET = story!("FROM story s WHERE s.id = $1");
    CARD = cards!("FROM story s", "WHERE s.id = $1 AND s.state = 'live'");
    /// The offset is walked over in the shelf's own index; only the stories of the page are read.
    LIST = cards!(
        "FROM (SELECT o.story, o.sort_at FROM on_shelf o \
         WHERE o.shelf = (SELECT id FROM shelf WHERE kind = $1 AND slug = $2) \
         ORDER BY o.sort_at DESC, o.story DESC LIMIT $3 OFFSET $4) p JOIN story s ON s.id = p.story",
        "ORDER BY p.sort_at DESC, p.story DESC"
    );
    /// Pictures are passed over before the limit counts, so that a day of many leaves no list short.
    NEWEST = cards!(
        "FROM (SELECT o.story, o.sort_at FROM on_shelf o JOIN story r ON r.id = o.story \
         WHERE o.shelf = (SELECT id FROM shelf WHERE kind = $1 AND slug = $2) \
         AND r.kind IN ('text', 'package') \
         ORDER BY o.sort_at DESC, o.story DESC LIMIT $3) p JOIN story s ON s.id = p.story",
        "ORDER BY p.sort_at DESC, p.story DESC"
    );
    LIST_SINCE = cards!(
        "FROM (SELECT o.story, o.sort_at FROM on_shelf o \
         WHERE o.shelf = (SELECT id FROM shelf WHERE kind = 'latest' AND slug = '') AND o.sort_at > $1) p \
         JOIN story s ON s.id = p.story AND s.published_at IS NOT NULL AND s.kind IN ('text', 'package')",
        "ORDER BY p.sort_at DESC, p.story DESC LIMIT $2"
    );
    CORRECTED = cards!(
        "FROM (SELECT id FROM story WHERE corrected AND state = 'live' \
         ORDER BY sort_at DESC, id DESC LIMIT $1 OFFSET $2) p JOIN story s ON s.id = p.id",
        "ORDER BY s.sort_at DESC, s.id DESC"
    );
    COUNT_CORRECTED = "SELECT COUNT(*) FROM story WHERE corrected AND state = 'live'";
    /// As many as [`SOME_AT_ONCE`].
    SOME = cards!(
        "FROM story s",
        "WHERE s.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
         $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, \
         $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50) AND s.state = 'live'"
    );
    WITHDRAWN = "SELECT id, tombstone FROM story WHERE state = 'killed' AND first_shown_at IS NOT NULL \
                 AND ($1 = 'latest' OR ($1 = 'section' AND section = $2) OR ($1 = 'agency' AND agency = $2)) \
                 ORDER BY tombstone ->> 'at' DESC LIMIT $3";
    TOPICS_OF = "SELECT o.shelf FROM on_shelf o JOIN shelf f ON f.id = o.shelf \
                 WHERE o.story = $1 AND f.kind = 'topic' ORDER BY f.stories, f.id LIMIT $2";
    NEWEST_ON = "SELECT story, sort_at FROM on_shelf WHERE shelf = $1 \
                 ORDER BY sort_at DESC, story DESC LIMIT $2";
    HELD = story!(
        ", v.item ->> 'headline', s.headline FROM story s \
         LEFT JOIN version v ON v.story = s.id AND v.number = CAST(s.waiting ->> 'version' AS INTEGER) \
         WHERE s.waiting IS NOT NULL ORDER BY s.sort_at DESC LIMIT $1"
    );
    LIVE = "SELECT id, day, slug, agency, published_at, published_offset, published_day, \
            modified_at, modified_offset, modified_day FROM story \
            WHERE state = 'live' AND id > $1 ORDER BY id LIMIT $2";
    /// What is left out is walked over in the index of live stories.
    LIVE_PART = "SELECT s.id, s.day, s.slug, s.agency, s.published_at, s.published_offset, s.published_day, \
                 s.modified_at, s.modified_offset, s.modified_day \
                 FROM (SELECT id FROM story WHERE state = 'live' ORDER BY id LIMIT $1 OFFSET $2) p \
                 JOIN story s ON s.id = p.id";
    LIVE_WITH_TEXT = story!(
        ", v.story, v.number, v.received_at, v.verdict, v.note, v.shown_at, v.item \
         FROM story s JOIN version v ON v.story = s.id AND v.number = s.shown \
         WHERE s.state = 'live' AND s.id > $1 ORDER BY s.id LIMIT $2"
    );
    COUNT = "SELECT stories FROM shelf WHERE kind = $1 AND slug = $2";
}

/// What a list shows of a story.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The story.
    pub id: StoryId,
    /// First part of the address: "2018-09-10", or "undated".
    pub day: String,
    /// Last part of the address.
    pub slug: String,
    /// Text, picture, package …
    pub kind: ItemKind,
    /// The headline; where the agency gave none, its slugline or the first words. May be empty.
    pub headline: String,
    /// The agency's summary, else the beginning of the first paragraph.
    pub summary: Option<String>,
    /// Slug and name.
    pub agency: (String, String),
    /// Slug and name; `None` where it is filed in no section.
    pub section: Option<(String, String)>,
    /// Bylines as printed.
    pub bylines: Vec<String>,
    /// Where it was written.
    pub dateline_place: Option<String>,
    /// First published; `None` is "date unknown".
    pub published: Option<Moment>,
    /// Last time that readers saw a change.
    pub modified: Option<Moment>,
    /// What lists are ordered by.
    pub sort_at: Timestamp,
    /// BCP 47.
    pub language: Option<String>,
    /// 1 (flash) to 9.
    pub urgency: Option<u8>,
    /// Has a correction that readers were shown.
    pub corrected: bool,
    /// Its first picture that we have a file of.
    pub picture: Option<CardPicture>,
    /// From this moment on it must not be shown, whether or not the clock's follower was there in time.
    pub expires_at: Option<Timestamp>,
}

/// A story's leading picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPicture {
    /// Key of the file among the blobs.
    pub sha256: String,
    /// Media type.
    pub mime: String,
    /// Pixels; `None` where unknown.
    pub width: Option<u32>,
    /// Pixels; `None` where unknown.
    pub height: Option<u32>,
    /// Size of the file; `None` where unknown.
    #[serde(default)]
    pub bytes: Option<u64>,
    /// For those who do not see it; empty where the agency says nothing.
    pub alt: String,
    /// Who is to be named beside it.
    pub credit: Option<String>,
    /// The sizes made of it, by format and rising width; none where the file is sent as it is.
    #[serde(default)]
    pub sizes: Vec<Size>,
    /// What of it must stay in view where it is cropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focal: Option<Focal>,
}

/// Which part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// At most so many.
    pub limit: u32,
    /// Leave out so many first.
    pub offset: u32,
}

/// A story that the desk has to decide about.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldStory {
    /// The story; `waiting` says what for.
    pub story: Story,
    /// Headline of what waits.
    pub headline: String,
}

/// A live story in a sitemap.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The story; also the key to go on from.
    pub id: StoryId,
    /// First part of the address.
    pub day: String,
    /// Last part of the address.
    pub slug: String,
    /// Slug of its agency.
    pub agency: String,
    /// First published.
    pub published: Option<Moment>,
    /// Last time that readers saw a change.
    pub modified: Option<Moment>,
}

/// The story of an agency's guid with what we keep of it, locked until the transaction ends: the
/// second of two arrivals of the same guid waits here, also where the story is not known yet.
pub async fn by_guid(tx: &mut Tx, agency: &str, guid: &str) -> Result<Option<(Story, Vec<VersionKey>)>> {
    dialect::lock_guid(tx, agency, guid).await?;
    let Some(mut story) = tx.opt::<Story>(BY_GUID, args![agency, guid]).await? else { return Ok(None) };
    // Known by another guid, it may have changed until it was locked by its own.
    if story.guid != guid {
        match locked(tx, story.id).await? {
            Some(now) => story = now,
            None => return Ok(None),
        }
    }
    let keys = versions::keys(tx, story.id).await?;
    Ok(Some((story, keys)))
}

/// The story at an address, whatever its state.
pub async fn by_path(db: &Db, day: &str, slug: &str) -> Result<Option<Story>> {
    db.opt(BY_PATH, args![day, slug]).await
}

/// One story, whatever its state.
pub async fn get(db: &Db, id: StoryId) -> Result<Option<Story>> {
    db.opt(GET, args![id]).await
}

/// As [`by_guid`], by our number.
pub async fn known(tx: &mut Tx, id: StoryId) -> Result<Option<(Story, Vec<VersionKey>)>> {
    let Some(story) = locked(tx, id).await? else { return Ok(None) };
    let keys = versions::keys(tx, story.id).await?;
    Ok(Some((story, keys)))
}

/// One story in a transaction, locked until it ends.
pub(crate) async fn locked(tx: &mut Tx, id: StoryId) -> Result<Option<Story>> {
    dialect::lock_story(tx, id).await?;
    tx.opt(GET, args![id]).await
}

/// The live story with an agency's guid.
pub async fn card_of_guid(db: &Db, agency: &str, guid: &str) -> Result<Option<Card>> {
    match db.opt::<Story>(BY_GUID, args![agency, guid]).await? {
        Some(story) => card(db, story.id).await,
        None => Ok(None),
    }
}

/// The card of one live story.
pub async fn card(db: &Db, id: StoryId) -> Result<Option<Card>> {
    db.opt(CARD, args![id]).await
}

/// The cards of these stories, in this order; those that are not live are left out.
pub async fn cards(db: &Db, ids: &[StoryId]) -> Result<Vec<Card>> {
    let mut found: Vec<Card> = Vec::with_capacity(ids.len());
    for some in ids.chunks(SOME_AT_ONCE) {
        // No story has the number 0.
        let args: [_; SOME_AT_ONCE] =
            std::array::from_fn(|n| some.get(n).copied().unwrap_or(StoryId(0)).into());
        let mut cards: Vec<Card> = db.all(SOME, &args).await?;
        cards.sort_by_key(|card| some.iter().position(|id| *id == card.id));
        found.append(&mut cards);
    }
    Ok(found)
}

/// The newest texts and packages of a shelf. Pictures have pages of their own, and stand in no list that
/// is read from the top.
pub async fn newest(db: &Db, kind: &str, slug: &str, limit: u32) -> Result<Vec<Card>> {
    db.all(NEWEST, args![kind, slug, limit]).await
}

/// Stories that readers saw and that were then withdrawn, the latest first: of the paper (`latest`), a
/// `section` or an `agency`.
pub async fn withdrawn(db: &Db, kind: &str, slug: &str, limit: u32) -> Result<Vec<(StoryId, Tombstone)>> {
    let rows: Vec<(StoryId, Json<Tombstone>)> = db.all(WITHDRAWN, args![kind, slug, limit]).await?;
    Ok(rows.into_iter().map(|(id, Json(tombstone))| (id, tombstone)).collect())
}

/// A shelf's live stories, newest first. `latest` has the slug "".
pub async fn list(db: &Db, kind: &str, slug: &str, window: Window) -> Result<Vec<Card>> {
    db.all(LIST, args![kind, slug, window.limit, window.offset]).await
}

/// Live texts and packages with a known date, published after `since`, newest first: the news sitemap.
pub async fn list_since(db: &Db, since: Timestamp, limit: u32) -> Result<Vec<Card>> {
    db.all(LIST_SINCE, args![since, limit]).await
}

/// Live stories with a correction that readers were shown, newest first.
pub async fn corrected(db: &Db, window: Window) -> Result<Vec<Card>> {
    db.all(CORRECTED, args![window.limit, window.offset]).await
}

/// How many live stories were corrected.
pub async fn count_corrected(db: &Db) -> Result<u64> {
    Ok(db.opt::<(u64,)>(COUNT_CORRECTED, args![]).await?.map_or(0, |(stories,)| stories))
}

/// How many live stories stand on a shelf.
pub async fn count(db: &Db, kind: &str, slug: &str) -> Result<u64> {
    Ok(db.opt::<(u64,)>(COUNT, args![kind, slug]).await?.map_or(0, |(stories,)| stories))
}

/// Live stories that share topics with this one, newest first. Looks at no more than the newest few of
/// each topic, however many it has; never more than 12.
pub async fn related(db: &Db, id: StoryId, limit: u32) -> Result<Vec<Card>> {
    let mut found: Vec<(Timestamp, StoryId)> = Vec::new();
    for (topic,) in db.all::<(i64,)>(TOPICS_OF, args![id, TOPICS]).await? {
        let newest: Vec<(StoryId, Timestamp)> = db.all(NEWEST_ON, args![topic, NEWEST_OF_TOPIC]).await?;
        found.extend(newest.into_iter().filter(|(other, _)| *other != id).map(|(other, at)| (at, other)));
    }
    found.sort_unstable_by(|one, other| other.cmp(one));
    found.dedup();
    found.truncate(MOST_RELATED.min(limit as usize));
    let ids: Vec<StoryId> = found.into_iter().map(|(_, id)| id).collect();
    cards(db, &ids).await
}

/// Stories with a version that readers do not see yet, most recently sorted first.
pub async fn held(db: &Db, limit: u32) -> Result<Vec<HeldStory>> {
    db.all(HELD, args![limit]).await
}

/// All live stories in the order of their numbers, from the one after `after` (`StoryId(0)` is the
/// beginning).
pub async fn live(db: &Db, after: StoryId, limit: u32) -> Result<Vec<Entry>> {
    db.slow(LIVE, args![after, limit]).await
}

/// As [`live`], by place: leaves out `window.offset` and gives the next.
pub async fn live_part(db: &Db, window: Window) -> Result<Vec<Entry>> {
    let mut part: Vec<Entry> = db.slow(LIVE_PART, args![window.limit, window.offset]).await?;
    part.sort_unstable_by_key(|entry| entry.id);
    Ok(part)
}

/// As [`live`], each with the version that readers see: to build the search index.
pub async fn live_with_text(db: &Db, after: StoryId, limit: u32) -> Result<Vec<(Story, Version)>> {
    let found: Vec<WithText> = db.slow(LIVE_WITH_TEXT, args![after, limit]).await?;
    Ok(found.into_iter().map(|WithText(story, version)| (story, version)).collect())
}

struct WithText(Story, Version);

impl FromRow for WithText {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(WithText(Story::read(row)?, Version::read(row)?))
    }
}

impl FromRow for Story {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Story {
            id: row.next()?,
            source: row.next()?,
            agency: row.next()?,
            guid: row.next()?,
            kind: row.word()?,
            slug: row.next()?,
            day: row.next()?,
            section: row.next()?,
            state: row.word()?,
            shown: row.next()?,
            waiting: row.next::<Option<Json<_>>>()?.map(|Json(waiting)| waiting),
            tombstone: row.next::<Option<Json<_>>>()?.map(|Json(tombstone)| tombstone),
            published: row.moment()?,
            modified: row.moment()?,
            first_shown_at: row.next()?,
            sort_at: row.next()?,
            expires_at: row.next()?,
        })
    }
}

impl FromRow for Card {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let named = |slug: String, name: Option<String>| {
            let name = name.unwrap_or_else(|| slug.clone());
            (slug, name)
        };
        Ok(Card {
            id: row.next()?,
            day: row.next()?,
            slug: row.next()?,
            kind: row.word()?,
            headline: row.next()?,
            summary: row.next()?,
            agency: named(row.next()?, row.next()?),
            section: {
                let (slug, name): (Option<String>, Option<String>) = (row.next()?, row.next()?);
                slug.map(|slug| named(slug, name))
            },
            bylines: row.next::<Json<_>>()?.0,
            dateline_place: row.next()?,
            published: row.moment()?,
            modified: row.moment()?,
            sort_at: row.next()?,
            language: row.next()?,
            urgency: row.next()?,
            corrected: row.next()?,
            picture: row.next::<Option<Json<_>>>()?.map(|Json(picture)| picture),
            expires_at: row.next()?,
        })
    }
}

impl FromRow for Entry {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Entry {
            id: row.next()?,
            day: row.next()?,
            slug: row.next()?,
            agency: row.next()?,
            published: row.moment()?,
            modified: row.moment()?,
        })
    }
}

impl FromRow for HeldStory {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let story = Story::read(row)?;
        let (waiting, shown): (Option<String>, String) = (row.next()?, row.next()?);
        Ok(HeldStory { story, headline: waiting.unwrap_or(shown) })
    }
}
