//! Files of pictures, films and sounds; and the pictures that a story has from other stories.

use jiff::Timestamp;
use newsroom::{Change, ChangeKind, State, Story, StoryId, Tag};
use wire::{Item, ItemKind, MediaKind};

use crate::acts::tags::{Tags, add_neighbours, choose_pictures};
use crate::arg::json;
use crate::desk_pictures::{self, DeskPicture};
use crate::row::{FromRow, Json, Row};
use crate::sql::{args, statements};
use crate::stories::{CardPicture, story};
use crate::{Db, Error, Result, Store, Tx, changes, renditions, shelves, stories, versions};

/// A story has at most so many pictures from other stories.
const MOST: usize = 12;

/// A list wants a picture of no more than this width, where there is one.
const WIDE: u32 = 1600;

statements! {
    PUT = "INSERT INTO media (story, version, media, rendition, href, sha256, mime, width, height, bytes, \
           state, retry_at, tries) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0) \
           ON CONFLICT (story, version, media, rendition) DO UPDATE SET href = excluded.href, \
           sha256 = excluded.sha256, mime = excluded.mime, width = excluded.width, \
           height = excluded.height, bytes = excluded.bytes, state = excluded.state, \
           retry_at = excluded.retry_at, tries = 0, error = NULL";
    EARLIER = "SELECT sha256, mime, width, height, bytes FROM media WHERE story = $1 AND href = $2 \
               AND version < $3 AND sha256 IS NOT NULL ORDER BY version DESC LIMIT 1";
    FILES = "SELECT media, rendition, href, sha256, mime, width, height, bytes, state FROM media \
             WHERE story = $1 AND version = $2 ORDER BY media, rendition";
    /// As many as [`MOST`].
    FILES_OF_SOME = "SELECT m.story, m.media, m.rendition, m.href, m.sha256, m.mime, m.width, m.height, \
                     m.bytes, m.state FROM media m JOIN story s ON s.id = m.story AND s.shown = m.version \
                     WHERE s.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
                     ORDER BY m.story, m.media, m.rendition";
    ITEMS_OF_SOME = story!(
        ", v.item FROM story s JOIN version v ON v.story = s.id AND v.number = s.shown \
         WHERE s.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AND s.state = 'live'"
    );
    LINKED = "SELECT s.id, s.lead_picture FROM link l JOIN story s ON s.agency = l.agency AND s.guid = l.guid \
              WHERE l.story = $1 AND s.state = 'live' AND s.kind IN ('picture', 'graphic') AND s.id <> $1 \
              ORDER BY l.place LIMIT 12";
    BESIDE = "SELECT s.id, s.lead_picture FROM story t JOIN link l ON l.agency = t.agency AND l.guid = t.guid \
              JOIN story p ON p.id = l.story AND p.state = 'live' AND p.kind = 'package' \
              JOIN link m ON m.story = p.id JOIN story s ON s.agency = m.agency AND s.guid = m.guid \
              WHERE t.id = $1 AND s.state = 'live' AND s.kind IN ('picture', 'graphic') AND s.id <> $1 \
              ORDER BY p.id DESC, m.place LIMIT 12";
    LEAD = "SELECT shown, lead_picture FROM story WHERE id = $1";
    SET_LEAD = "UPDATE story SET lead_picture = $2 WHERE id = $1";
    UNLINK = "DELETE FROM link WHERE story = $1";
    LINK = "INSERT INTO link (story, place, role, agency, guid) VALUES ($1, $2, $3, $4, $5)";
    TO_FETCH = "SELECT m.story, m.version, m.media, m.rendition, m.href, s.source, m.tries FROM media m \
                JOIN story s ON s.id = m.story WHERE m.state = 'wanted' AND m.retry_at <= $1 \
                ORDER BY m.retry_at LIMIT $2";
    WANTED = "SELECT m.story, m.version, m.media, m.rendition, m.href, s.source, m.tries FROM media m \
              JOIN story s ON s.id = m.story WHERE m.state = 'wanted' AND m.href = $1 AND s.source = $2 \
              ORDER BY m.story, m.version LIMIT 100";
    KEPT = "SELECT COUNT(*) FROM media WHERE sha256 IS NOT NULL";
    FETCHED = "UPDATE media SET sha256 = $5, mime = $6, width = $7, height = $8, bytes = $9, \
               state = 'kept', retry_at = NULL, error = NULL \
               WHERE story = $1 AND version = $2 AND media = $3 AND rendition = $4";
    FAILED = "UPDATE media SET tries = tries + 1, error = $5, retry_at = $6, state = $7 \
              WHERE story = $1 AND version = $2 AND media = $3 AND rendition = $4";
    WANT = "INSERT INTO media (story, version, media, rendition, href, state, retry_at, tries) \
            VALUES ($1, $2, $3, $4, $5, 'wanted', $6, 0) \
            ON CONFLICT (story, version, media, rendition) DO UPDATE SET state = 'wanted', retry_at = $6, tries = 0 \
            WHERE media.state <> 'kept'";
    MISSING = "SELECT s.id, v.item ->> 'headline', m.href, m.state = 'wanted', m.error FROM media m \
               JOIN story s ON s.id = m.story JOIN version v ON v.story = m.story AND v.number = m.version \
               WHERE s.source = $1 AND m.state <> 'kept' \
               AND m.version = (SELECT MAX(w.number) FROM version w WHERE w.story = m.story) \
               ORDER BY s.id, m.media LIMIT $2";
    PUBLIC = "SELECT m.sha256, m.mime, m.bytes FROM media m \
              JOIN story s ON s.id = m.story AND s.shown = m.version AND s.state = 'live' \
              WHERE m.sha256 = $1 UNION ALL SELECT d.sha256, d.mime, d.bytes FROM desk_picture d \
              JOIN story s ON s.id = d.story AND s.state = 'live' WHERE d.sha256 = $1 LIMIT 1";
    PUBLIC_SIZE = "SELECT r.sha256, r.format, r.bytes FROM rendition r JOIN media m ON m.sha256 = r.original \
                   JOIN story s ON s.id = m.story AND s.shown = m.version AND s.state = 'live' \
                   WHERE r.sha256 = $1 UNION ALL SELECT r.sha256, r.format, r.bytes FROM rendition r \
                   JOIN desk_picture d ON d.sha256 = r.original \
                   JOIN story s ON s.id = d.story AND s.state = 'live' WHERE r.sha256 = $1 LIMIT 1";
}

/// One file (rendition) of a version's media.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFile {
    /// Index into the item's `media`.
    pub media: usize,
    /// Index into that media's `renditions`.
    pub rendition: usize,
    /// As the source wrote it: an absolute address, or a file name beside the delivery.
    pub href: String,
    /// Key among the blobs, where we have it. A file that is wanted may have one already: an earlier
    /// version's file of the same address, shown until the new one is there.
    pub sha256: Option<String>,
    /// Media type, as found in the file where it is kept, else as the source says.
    pub mime: Option<String>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Size of the file.
    pub bytes: Option<u64>,
    /// Do we have it?
    pub state: FileState,
}

/// Do we have a file?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    /// It is among the blobs.
    Kept,
    /// It is to be fetched.
    Wanted,
    /// It could not be had, and nobody tries any more.
    Failed,
}

/// A file to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToFetch {
    /// Whose it is.
    pub story: StoryId,
    /// Our number of the version.
    pub version: u32,
    /// Index into the item's `media`.
    pub media: usize,
    /// Index into that media's `renditions`.
    pub rendition: usize,
    /// Where it is.
    pub href: String,
    /// The source that brought the story (for its credentials and limits).
    pub source: String,
    /// How often it was tried in vain.
    pub tries: u32,
}

/// A fetched file, already kept among the blobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Key among the blobs.
    pub sha256: String,
    /// Media type as found in the file.
    pub mime: String,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Size of the file.
    pub bytes: u64,
}

/// A picture that a source's story names and that is not here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub story: StoryId,
    pub headline: Option<String>,
    pub href: String,
    /// It is still tried.
    pub is_wanted: bool,
    /// What came of the last try.
    pub why: Option<String>,
}

/// What readers see of a story.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The story; always live.
    pub story: Story,
    /// Its shown version.
    pub item: Item,
    /// The files of that version.
    pub files: Vec<MediaFile>,
    /// What the desk set beside it.
    pub desk: Vec<DeskPicture>,
}

/// A file that anybody may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicFile {
    /// Key among the blobs.
    pub sha256: String,
    /// Media type.
    pub mime: String,
    /// Size of the file; `None` where unknown.
    pub bytes: Option<u64>,
}

/// Notes the files of a version's media; `now` is when the wanted ones may first be fetched. Where
/// readers see that version, the story's leading picture is chosen anew and the change log says so.
pub async fn attach(
    tx: &mut Tx,
    story: StoryId,
    version: u32,
    files: &[MediaFile],
    now: Timestamp,
) -> Result<()> {
    for file in files {
        let mut file = file.clone();
        if file.state == FileState::Wanted && file.sha256.is_none() {
            take_earlier(tx, story, version, &mut file).await?;
        }
        let wanted = (file.state == FileState::Wanted).then_some(now);
        let args = args![
            story,
            version,
            file.media,
            file.rendition,
            &file.href,
            file.sha256.as_ref(),
            file.mime.as_ref(),
            file.width,
            file.height,
            file.bytes,
            file.state.word(),
            wanted,
        ];
        tx.exec(PUT, args).await?;
    }
    if files.is_empty() { Ok(()) } else { files_moved(tx, story, version, now).await }
}

/// Until a wanted file is there, the earlier version's file of the same address stands in for it.
async fn take_earlier(tx: &mut Tx, story: StoryId, version: u32, file: &mut MediaFile) -> Result<()> {
    type Earlier = (String, Option<String>, Option<u32>, Option<u32>, Option<u64>);
    let earlier: Option<Earlier> = tx.opt(EARLIER, args![story, &file.href, version]).await?;
    if let Some((sha256, mime, width, height, bytes)) = earlier {
        file.sha256 = Some(sha256);
        (file.mime, file.width, file.height, file.bytes) = (mime, width, height, bytes);
    }
    Ok(())
}

/// The files of a version's own media, in their order.
pub async fn of_story(db: &Db, story: StoryId, version: u32) -> Result<Vec<MediaFile>> {
    db.all(FILES, args![story, version]).await
}

/// The live picture stories that stand with this story: named by its links, or beside it in a live
/// package. In the order of the links; at most 12.
pub async fn linked(db: &Db, story: StoryId) -> Result<Vec<Shown>> {
    let mut ids: Vec<StoryId> = Vec::new();
    for sql in [LINKED, BESIDE] {
        for (id, _) in db.all::<(StoryId, Option<Json<CardPicture>>)>(sql, args![story]).await? {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids.truncate(MOST);
    shown(db, &ids).await
}

/// What readers see of these stories, in this order; those that are not live are left out.
pub async fn shown(db: &Db, ids: &[StoryId]) -> Result<Vec<Shown>> {
    let mut found: Vec<Shown> = Vec::with_capacity(ids.len());
    for ids in ids.chunks(MOST) {
        // No story has the number 0.
        let some: [_; MOST] = std::array::from_fn(|n| ids.get(n).copied().unwrap_or(StoryId(0)).into());
        let files: Vec<OwnedFile> = db.all(FILES_OF_SOME, &some).await?;
        let mut desk = desk_pictures::of_some(db, ids).await?;
        let mut stories: Vec<Shown> = db.all(ITEMS_OF_SOME, &some).await?;
        for shown in &mut stories {
            shown.desk = desk.remove(&shown.story.id).unwrap_or_default();
            let own = files.iter().filter(|file| file.0 == shown.story.id);
            shown.files = own.map(|file| file.1.clone()).collect();
        }
        stories.sort_by_key(|shown| ids.iter().position(|id| *id == shown.story.id));
        found.append(&mut stories);
    }
    Ok(found)
}

/// Files that are to be fetched now, those waiting longest first.
pub async fn to_fetch(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<ToFetch>> {
    db.all(TO_FETCH, args![now, limit]).await
}

/// Files of this source that are wanted from this place, due or not: for one that has just come.
pub async fn wanted(db: &Db, source: &str, href: &str) -> Result<Vec<ToFetch>> {
    db.all(WANTED, args![href, source]).await
}

/// Files of a version shall be fetched, also those that were given up; what is kept stays. For whoever asks for
/// pictures only now.
pub async fn want(
    tx: &mut Tx,
    story: StoryId,
    version: u32,
    files: &[MediaFile],
    now: Timestamp,
) -> Result<()> {
    for file in files {
        let args = args![story, version, file.media, file.rendition, &file.href, now];
        tx.exec(WANT, args).await?;
    }
    Ok(())
}

/// Pictures that the newest versions of a source's stories name and that are not here. Reads all of the table.
pub async fn missing(db: &Db, source: &str, limit: u32) -> Result<Vec<Missing>> {
    db.slow(MISSING, args![source, limit]).await
}

/// How many files of media are kept, of all versions.
pub async fn kept(db: &Db) -> Result<u64> {
    let (kept,): (u64,) = db.one(KEPT, args![]).await?;
    Ok(kept)
}

/// Notes that a file was fetched; where readers see its story, the change log says so.
pub async fn fetched(store: &Store, file: &ToFetch, got: &Fetched, now: Timestamp) -> Result<()> {
    let mut tx = store.begin().await?;
    stories::locked(&mut tx, file.story).await?;
    let args = args![
        file.story,
        file.version,
        file.media,
        file.rendition,
        &got.sha256,
        &got.mime,
        got.width,
        got.height,
        got.bytes,
    ];
    tx.exec(FETCHED, args).await?;
    files_moved(&mut tx, file.story, file.version, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes that a file could not be fetched, and when to try again; `None` gives it up.
pub async fn failed(store: &Store, file: &ToFetch, why: &str, retry_at: Option<Timestamp>) -> Result<()> {
    let mut tx = store.begin().await?;
    let state = if retry_at.is_some() { FileState::Wanted } else { FileState::Failed };
    let args = args![file.story, file.version, file.media, file.rendition, why, retry_at, state.word()];
    tx.exec(FAILED, args).await?;
    tx.commit().await?;
    Ok(())
}

/// A file, or a size made of it, where it belongs to the version of a live story that readers see; else
/// nobody may have it.
pub async fn public(db: &Db, sha256: &str) -> Result<Option<PublicFile>> {
    let mut found: Option<(String, Option<String>, Option<u64>)> = db.opt(PUBLIC, args![sha256]).await?;
    if found.is_none() {
        found = db.opt(PUBLIC_SIZE, args![sha256]).await?;
    }
    let unknown = || "application/octet-stream".to_owned();
    Ok(found.map(|(sha256, mime, bytes)| PublicFile { sha256, mime: mime.unwrap_or_else(unknown), bytes }))
}

/// The items that the shown version names: members, replaced and related ones, and the pictures that
/// it names without bringing a file of them.
/// Tells whether there are any.
pub(crate) async fn write_links(tx: &mut Tx, story: &Story, item: &Item, never_shown: bool) -> Result<bool> {
    let links = item.links.iter().filter_map(|link| Some((word(&link.role), link.guid.as_deref()?)));
    let pictures = item.media.iter().filter(|media| media.renditions.is_empty());
    let pictures = pictures.filter_map(|media| Some(("media".to_owned(), media.guid.as_deref()?)));
    if !never_shown {
        tx.exec(UNLINK, args![story.id]).await?;
    }
    let mut some = false;
    for (place, (role, guid)) in links.chain(pictures).enumerate() {
        tx.exec(LINK, args![story.id, place, role, &story.agency, guid]).await?;
        some = true;
    }
    Ok(some)
}

/// Chooses the picture that lists show with a story: the desk's, else its own first one that we have, else the
/// first of a picture story that stands with it.
pub(crate) async fn choose_lead(tx: &mut Tx, story: StoryId) -> Result<()> {
    let (shown, before): (Option<u32>, Option<Json<CardPicture>>) = tx.one(LEAD, args![story]).await?;
    let Some(shown) = shown else { return Ok(()) };
    let mut lead = own_lead(tx, story, shown).await?;
    for sql in [LINKED, BESIDE] {
        if lead.is_none() {
            let linked: Vec<(StoryId, Option<Json<CardPicture>>)> = tx.all(sql, args![story]).await?;
            lead = linked.into_iter().find_map(|(_, picture)| picture).map(|Json(picture)| picture);
        }
    }
    if lead != before.map(|Json(picture)| picture) {
        tx.exec(SET_LEAD, args![story, lead.as_ref().map(json)]).await?;
    }
    Ok(())
}

async fn own_lead(tx: &mut Tx, story: StoryId, shown: u32) -> Result<Option<CardPicture>> {
    let lead = match desk_pictures::first(tx, story).await? {
        Some(picture) => Some(of_desk(picture)),
        None => of_agency(tx, story, shown).await?,
    };
    let Some(mut lead) = lead else { return Ok(None) };
    let known = renditions::of_one(tx, &lead.sha256).await?;
    (lead.sizes, lead.focal) = (known.sizes, known.focal);
    // What is said of it here counts more than what stands in the file.
    let facts = known.facts;
    if lead.alt.is_empty() {
        lead.alt = facts.alt.or(facts.caption).unwrap_or_default();
    }
    lead.credit = lead.credit.or(facts.credit).or(facts.byline).or(facts.copyright);
    Ok(Some(lead))
}

fn of_desk(picture: DeskPicture) -> CardPicture {
    CardPicture {
        sha256: picture.sha256,
        mime: picture.mime,
        width: Some(picture.width),
        height: Some(picture.height),
        bytes: Some(picture.bytes),
        alt: picture.alt.or(picture.caption).unwrap_or_default(),
        credit: picture.credit,
        sizes: Vec::new(),
        focal: None,
    }
}

async fn of_agency(tx: &mut Tx, story: StoryId, shown: u32) -> Result<Option<CardPicture>> {
    let files: Vec<MediaFile> = tx.all(FILES, args![story, shown]).await?;
    if files.iter().all(|file| file.sha256.is_none()) {
        return Ok(None);
    }
    let Some(version) = versions::get_in(tx, story, shown).await? else { return Ok(None) };
    let pictures = version.item.media.iter().enumerate();
    let mut pictures =
        pictures.filter(|(_, media)| matches!(media.kind, MediaKind::Picture | MediaKind::Graphic));
    Ok(pictures.find_map(|(n, media)| {
        let file = best(files.iter().filter(|file| file.media == n))?;
        let first = |texts: [&Option<String>; 2]| texts.into_iter().flatten().next().cloned();
        Some(CardPicture {
            sha256: file.sha256.clone()?,
            mime: file.mime.clone()?,
            width: file.width,
            height: file.height,
            bytes: file.bytes,
            alt: first([&media.alt, &media.caption]).unwrap_or_default(),
            credit: first([&media.credit, &media.byline]),
            sizes: Vec::new(),
            focal: None,
        })
    }))
}

/// The widest of the pictures that are not too wide for a list, else the least wide.
fn best<'f>(files: impl Iterator<Item = &'f MediaFile>) -> Option<&'f MediaFile> {
    let is_picture = |file: &&MediaFile| file.mime.as_deref().is_some_and(|mime| mime.starts_with("image/"));
    files.filter(|file| file.sha256.is_some()).filter(is_picture).min_by_key(|file| match file.width {
        Some(width) if width <= WIDE => (0, WIDE - width),
        Some(width) => (1, width),
        None => (2, 0),
    })
}

/// The files of a version have moved: where readers see it, its pictures and those of its neighbours
/// are chosen anew, and the change log says so unless this transaction has already said it.
pub(crate) async fn files_moved(tx: &mut Tx, story: StoryId, version: u32, now: Timestamp) -> Result<()> {
    let missing = || Error::Missing(format!("story {}", story.0));
    let story = stories::locked(tx, story).await?.ok_or_else(missing)?;
    if story.state != State::Live || story.shown != Some(version) {
        return Ok(());
    }
    choose_lead(tx, story.id).await?;
    let mut tags = Tags::default();
    tags.add(Tag::story(story.id));
    shelves::standing(tx, story.id).await?.iter().for_each(|place| tags.add(place.tag()));
    let pictured = add_neighbours(tx, &story, &mut tags).await?.pictured;
    if matches!(story.kind, ItemKind::Picture | ItemKind::Graphic) {
        choose_pictures(tx, &pictured).await?;
    }
    let said = |(change, _): &(Change, Timestamp)| {
        change.story == Some(story.id) && change.version == Some(version) && !change.tags.is_empty()
    };
    if !tx.changes.iter().any(said) {
        let tags = tags.into_vec();
        let change =
            Change { kind: ChangeKind::Updated, story: Some(story.id), version: Some(version), tags };
        changes::append(tx, &change, now).await?;
    }
    Ok(())
}

fn word(role: &wire::LinkRole) -> String {
    serde_json::to_value(role).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

impl FileState {
    fn word(self) -> &'static str {
        match self {
            FileState::Kept => "kept",
            FileState::Wanted => "wanted",
            FileState::Failed => "failed",
        }
    }
}

impl FromRow for Missing {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Missing {
            story: row.next()?,
            headline: row.next()?,
            href: row.next()?,
            is_wanted: row.next()?,
            why: row.next()?,
        })
    }
}

impl FromRow for MediaFile {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(MediaFile {
            media: row.next()?,
            rendition: row.next()?,
            href: row.next()?,
            sha256: row.next()?,
            mime: row.next()?,
            width: row.next()?,
            height: row.next()?,
            bytes: row.next()?,
            state: match row.next::<String>()?.as_str() {
                "kept" => FileState::Kept,
                "wanted" => FileState::Wanted,
                _ => FileState::Failed,
            },
        })
    }
}

/// A file and whose it is.
struct OwnedFile(StoryId, MediaFile);

impl FromRow for OwnedFile {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(OwnedFile(row.next()?, MediaFile::read(row)?))
    }
}

impl FromRow for Shown {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Shown {
            story: Story::read(row)?,
            item: row.next::<Json<_>>()?.0,
            files: Vec::new(),
            desk: Vec::new(),
        })
    }
}

impl FromRow for ToFetch {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(ToFetch {
            story: row.next()?,
            version: row.next()?,
            media: row.next()?,
            rendition: row.next()?,
            href: row.next()?,
            source: row.next()?,
            tries: row.next()?,
        })
    }
}
