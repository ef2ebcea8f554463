//! Shelves: the lists that live stories stand in.

use jiff::Timestamp;
use newsroom::{Shelf, StoryId, Tag};

use crate::row::{FromRow, Row};
use crate::sql::{args, statements};
use crate::{Db, Result, Tx};

statements! {
    NAMES = "SELECT slug, name, stories FROM shelf WHERE kind = $1 AND stories > 0 ORDER BY slug";
    GET = "SELECT slug, name, stories FROM shelf WHERE kind = $1 AND slug = $2";
    DAYS = "SELECT slug, stories FROM shelf WHERE kind = 'day' AND slug LIKE $1 AND slug <> 'undated' \
            AND stories > 0 ORDER BY slug DESC";
    OF_STORY = "SELECT f.kind, f.slug, f.name, o.reason FROM on_shelf o JOIN shelf f ON f.id = o.shelf \
                WHERE o.story = $1 ORDER BY f.kind, f.slug";
    STANDS = "SELECT o.shelf, f.kind, f.slug, o.sort_at, o.reason FROM on_shelf o \
              JOIN shelf f ON f.id = o.shelf WHERE o.story = $1";
    FIND = "SELECT id, name FROM shelf WHERE kind = $1 AND slug = $2";
    MAKE = "INSERT INTO shelf (kind, slug, name, stories) VALUES ($1, $2, $3, 0) \
            ON CONFLICT (kind, slug) DO NOTHING";
    RENAME = "UPDATE shelf SET name = $2 WHERE id = $1";
    PUT = "INSERT INTO on_shelf (shelf, sort_at, story, reason) VALUES ($1, $2, $3, $4)";
    TAKE = "DELETE FROM on_shelf WHERE shelf = $1 AND sort_at = $2 AND story = $3";
    GROW = "UPDATE shelf SET stories = stories + $2 WHERE id = $1";
}

/// A shelf with how many live stories stand on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShelfName {
    /// Last part of its address.
    pub slug: String,
    /// As shown to readers.
    pub name: String,
    /// Live stories on it.
    pub stories: u64,
}

/// All shelves of a kind that have live stories, by slug.
pub async fn names(db: &Db, kind: &str) -> Result<Vec<ShelfName>> {
    db.all(NAMES, args![kind]).await
}

/// One shelf, also where it has no story now; `None` where it never had one.
pub async fn get(db: &Db, kind: &str, slug: &str) -> Result<Option<ShelfName>> {
    db.opt(GET, args![kind, slug]).await
}

/// The days ("2018-09-10") of a part of the calendar that have live stories, newest first, with how many.
/// `part` is what they begin with: "2018-09", "2018", or nothing for all. The shelf of stories without a
/// date, "undated", is not among them.
pub async fn days(db: &Db, part: &str) -> Result<Vec<(String, u64)>> {
    db.all(DAYS, args![format!("{part}%")]).await
}

/// The shelves that a live story stands on, each with its reason; none where it is not live.
pub async fn of_story(db: &Db, story: StoryId) -> Result<Vec<Shelf>> {
    db.all(OF_STORY, args![story]).await
}

/// A place where a story stands.
pub(crate) struct Standing {
    shelf: i64,
    kind: String,
    slug: String,
    sort_at: Timestamp,
    reason: String,
}

impl Standing {
    pub fn tag(&self) -> Tag {
        Tag::shelf(&self.kind, &self.slug)
    }
}

/// Where a story stands now.
pub(crate) async fn standing(tx: &mut Tx, story: StoryId) -> Result<Vec<Standing>> {
    tx.all(STANDS, args![story]).await
}

/// Moves a story from where it stands to where it shall stand; what stays the same is not touched.
pub(crate) async fn place(
    tx: &mut Tx,
    story: StoryId,
    before: &[Standing],
    after: &[Shelf],
    sort_at: Timestamp,
) -> Result<()> {
    let same = |place: &Standing, shelf: &Shelf| place.kind == shelf.kind && place.slug == shelf.slug;
    let mut taken = Vec::new();
    for place in before {
        let stays = after.iter().find(|shelf| same(place, shelf));
        if stays.is_none_or(|shelf| place.sort_at != sort_at || place.reason != shelf.reason) {
            taken.push(args![place.shelf, place.sort_at, story].to_vec());
            grow(tx, place.shelf, -1);
        }
    }
    tx.each(TAKE, &taken).await?;
    let mut put = Vec::new();
    for (n, shelf) in after.iter().enumerate() {
        let stands = before.iter().find(|place| same(place, shelf));
        let again = after[..n].iter().any(|earlier| earlier.kind == shelf.kind && earlier.slug == shelf.slug);
        if again || stands.is_some_and(|place| place.sort_at == sort_at && place.reason == shelf.reason) {
            continue;
        }
        let id = find_or_make(tx, shelf).await?;
        put.push(args![id, sort_at, story, &shelf.reason].to_vec());
        grow(tx, id, 1);
    }
    tx.each(PUT, &put).await
}

/// The shelf's number. Sections and agencies take the name that the configuration gives them now; the
/// name of a topic or author stays as it first came, whatever capitals later copy uses.
pub(crate) async fn find_or_make(tx: &mut Tx, shelf: &Shelf) -> Result<i64> {
    let key = (shelf.kind.clone(), shelf.slug.clone());
    let known = tx.shelves.get(&key).cloned().or_else(|| tx.store.known_shelf(&key));
    let is_known = known.is_some();
    let (id, name) = match known {
        Some(known) => known,
        None => find(tx, shelf).await?,
    };
    if name != shelf.name && matches!(shelf.kind.as_str(), "section" | "agency") {
        tx.exec(RENAME, args![id, &shelf.name]).await?;
        tx.renamed.push(Tag::name(&shelf.kind, &shelf.slug));
        tx.shelves.insert(key, (id, shelf.name.clone()));
    } else if !is_known {
        tx.shelves.insert(key, (id, name));
    }
    Ok(id)
}

async fn find(tx: &mut Tx, shelf: &Shelf) -> Result<(i64, String)> {
    if let Some(found) = tx.opt(FIND, args![&shelf.kind, &shelf.slug]).await? {
        return Ok(found);
    }
    tx.exec(MAKE, args![&shelf.kind, &shelf.slug, &shelf.name]).await?;
    tx.one(FIND, args![&shelf.kind, &shelf.slug]).await
}

pub(crate) async fn name_in(tx: &mut Tx, kind: &str, slug: &str) -> Result<Option<String>> {
    Ok(tx.opt::<(i64, String)>(FIND, args![kind, slug]).await?.map(|(_, name)| name))
}

fn grow(tx: &mut Tx, shelf: i64, by: i64) {
    *tx.grown.entry(shelf).or_default() += by;
}

/// Writes how shelves have grown: last of all, as every writer wants the row of `latest`.
pub(crate) async fn write_grown(tx: &mut Tx) -> Result<()> {
    let grown = std::mem::take(&mut tx.grown).into_iter().filter(|(_, by)| *by != 0);
    let rows: Vec<_> = grown.map(|(shelf, by)| args![shelf, by].to_vec()).collect();
    tx.each(GROW, &rows).await
}

impl FromRow for ShelfName {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(ShelfName { slug: row.next()?, name: row.next()?, stories: row.next()? })
    }
}

impl FromRow for Shelf {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Shelf { kind: row.next()?, slug: row.next()?, name: row.next()?, reason: row.next()? })
    }
}

impl FromRow for Standing {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Standing {
            shelf: row.next()?,
            kind: row.next()?,
            slug: row.next()?,
            sort_at: row.next()?,
            reason: row.next()?,
        })
    }
}
