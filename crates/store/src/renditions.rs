//! The sizes in which pages send pictures, and what the pictures' files say.
//!
//! Both belong to the original's bytes, not to a story: two stories with one picture have one set.

use std::collections::HashMap;

use jiff::Timestamp;
use newsroom::StoryId;
use serde::{Deserialize, Serialize};

use crate::blobs::Laid;
use crate::row::{FromRow, Row};
use crate::sql::{args, statements};
use crate::{Db, Result, Store, Tx, blobs, media};

/// Pictures asked for at once.
const MOST: usize = 12;

statements! {
    /// As many as [`MOST`].
    PICTURES = "SELECT p.sha256, p.caption, p.credit, p.byline, p.copyright, p.alt, f.x, f.y FROM picture p \
                LEFT JOIN focal_point f ON f.sha256 = p.sha256 \
                WHERE p.sha256 IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// As many as [`MOST`].
    SIZES_OF_SOME = "SELECT original, format, width, height, sha256 FROM rendition \
                     WHERE original IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
                     ORDER BY original, format, width";
    FORGET_SIZES = "DELETE FROM rendition WHERE original = $1";
    PUT_PICTURE = "INSERT INTO picture (sha256, made_at, unfit, caption, credit, byline, copyright, alt) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (sha256) DO UPDATE SET \
                   made_at = excluded.made_at, unfit = excluded.unfit, caption = excluded.caption, \
                   credit = excluded.credit, byline = excluded.byline, copyright = excluded.copyright, \
                   alt = excluded.alt";
    PUT_SIZE = "INSERT INTO rendition (original, format, width, height, bytes, sha256) \
                VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (original, format, width) DO NOTHING";
    TRIED_AVIF = "INSERT INTO picture_avif (original, made_at) VALUES ($1, $2) ON CONFLICT (original) DO UPDATE SET \
                  made_at = excluded.made_at";
    FORGET_AVIF = "DELETE FROM picture_avif WHERE original = $1";
    /// The smallest file of each width, where AVIF has not been tried.
    SMALLEST = "SELECT r.width, MIN(r.bytes) FROM rendition r WHERE r.original = $1 AND NOT EXISTS (\
                SELECT 1 FROM picture_avif a WHERE a.original = r.original) GROUP BY r.width ORDER BY r.width";
    SHOWN_BY = "SELECT s.id, s.shown FROM media m JOIN story s ON s.id = m.story AND s.shown = m.version \
                WHERE m.sha256 = $1 AND s.state = 'live' \
                UNION SELECT s.id, s.shown FROM desk_picture d JOIN story s ON s.id = d.story \
                WHERE d.sha256 = $1 AND s.state = 'live' AND s.shown IS NOT NULL ORDER BY id";
}

/// What a picture's file says about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub byline: Option<String>,
    pub copyright: Option<String>,
    /// For those who do not see it.
    pub alt: Option<String>,
}

/// One size in one format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Media type.
    pub mime: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Key among the blobs.
    pub sha256: String,
}

/// What of a picture must stay in view where it is cropped: hundredths of its width from the left, and of its
/// height from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Focal {
    pub x: u8,
    pub y: u8,
}

/// A picture that has been looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    pub facts: Facts,
    /// By format, then by rising width; none where the file is sent as it is.
    pub sizes: Vec<Size>,
    pub focal: Option<Focal>,
}

/// One size to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSize {
    pub mime: &'static str,
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// What is known of these pictures, by the hash of their originals.
pub async fn of(db: &Db, originals: &[&str]) -> Result<HashMap<String, Picture>> {
    let mut found = HashMap::new();
    for some in originals.chunks(MOST) {
        // No hash is empty.
        let some: [_; MOST] = std::array::from_fn(|n| some.get(n).copied().unwrap_or_default().into());
        let pictures: Vec<Named> = db.all(PICTURES, &some).await?;
        found.extend(pictures.into_iter().map(|named| (named.0, named.1)));
        for OfOriginal(original, size) in db.all(SIZES_OF_SOME, &some).await? {
            found.entry(original).or_default().sizes.push(size);
        }
    }
    Ok(found)
}

/// Has this picture been looked at?
pub async fn is_known(db: &Db, original: &str) -> Result<bool> {
    Ok(of(db, &[original]).await?.contains_key(original))
}

/// Keeps what was made of a picture, in place of what was made before, in one transaction; where readers
/// see a story with it, the change log says so. `unfit` is why no sizes were made.
pub async fn keep(
    store: &Store,
    original: &str,
    facts: &Facts,
    sizes: &[NewSize],
    unfit: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let laid = lay(store, sizes).await?;
    let mut tx = store.begin().await?;
    let Facts { caption, credit, byline, copyright, alt } = facts;
    let args = args![
        original,
        now,
        unfit,
        caption.as_ref(),
        credit.as_ref(),
        byline.as_ref(),
        copyright.as_ref(),
        alt.as_ref()
    ];
    tx.exec(PUT_PICTURE, args).await?;
    tx.exec(FORGET_SIZES, args![original]).await?;
    tx.exec(FORGET_AVIF, args![original]).await?;
    put(&mut tx, original, sizes, &laid).await?;
    moved(&mut tx, original, now).await?;
    tx.commit().await?;
    Ok(())
}

/// The widths of a picture of which AVIF may still be made, rising, each with the bytes of its smallest file. None
/// where no sizes are there, or where it has been tried.
pub async fn without_avif(db: &Db, original: &str) -> Result<Vec<(u32, usize)>> {
    let widths: Vec<(u32, i64)> = db.all(SMALLEST, args![original]).await?;
    Ok(widths.into_iter().map(|(width, bytes)| (width, usize::try_from(bytes).unwrap_or(0))).collect())
}

/// Keeps what came of trying AVIF, beside the sizes that there are, in one transaction.
pub async fn add_avif(store: &Store, original: &str, sizes: &[NewSize], now: Timestamp) -> Result<()> {
    let laid = lay(store, sizes).await?;
    let mut tx = store.begin().await?;
    tx.exec(TRIED_AVIF, args![original, now]).await?;
    put(&mut tx, original, sizes, &laid).await?;
    if !sizes.is_empty() {
        moved(&mut tx, original, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Something about a picture is other than it was: the log says so of each story that shows it.
pub(crate) async fn moved(tx: &mut Tx, original: &str, now: Timestamp) -> Result<()> {
    let shown: Vec<(StoryId, u32)> = tx.all(SHOWN_BY, args![original]).await?;
    for (story, version) in shown {
        media::files_moved(tx, story, version, now).await?;
    }
    Ok(())
}

/// As [`of`], of one picture within a transaction.
pub(crate) async fn of_one(tx: &mut Tx, original: &str) -> Result<Picture> {
    // The other places stay empty, which no hash is.
    let some: [_; MOST] = std::array::from_fn(|n| if n == 0 { original } else { "" }.into());
    let picture = tx.all::<Named>(PICTURES, &some).await?.into_iter().next().map(|named| named.1);
    let sizes = tx.all::<OfOriginal>(SIZES_OF_SOME, &some).await?.into_iter().map(|of| of.1).collect();
    Ok(Picture { sizes, ..picture.unwrap_or_default() })
}

async fn lay<'a>(store: &Store, sizes: &'a [NewSize]) -> Result<Vec<Laid<'a>>> {
    let mut laid = Vec::with_capacity(sizes.len());
    for size in sizes {
        laid.push(blobs::lay(store, &size.bytes).await?);
    }
    Ok(laid)
}

async fn put(tx: &mut Tx, original: &str, sizes: &[NewSize], laid: &[Laid<'_>]) -> Result<()> {
    for (size, laid) in sizes.iter().zip(laid) {
        blobs::keep(tx, laid).await?;
        let args = args![original, size.mime, size.width, size.height, size.bytes.len(), &laid.sha256];
        tx.exec(PUT_SIZE, args).await?;
    }
    Ok(())
}

struct Named(String, Picture);

struct OfOriginal(String, Size);

impl FromRow for Named {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let sha256 = row.next()?;
        let facts = Facts {
            caption: row.next()?,
            credit: row.next()?,
            byline: row.next()?,
            copyright: row.next()?,
            alt: row.next()?,
        };
        let (x, y): (Option<u32>, Option<u32>) = (row.next()?, row.next()?);
        let hundredths = |n: Option<u32>| n.and_then(|n| u8::try_from(n).ok());
        let focal = hundredths(x).zip(hundredths(y)).map(|(x, y)| Focal { x, y });
        Ok(Named(sha256, Picture { facts, sizes: Vec::new(), focal }))
    }
}

impl FromRow for OfOriginal {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let original = row.next()?;
        Ok(OfOriginal(
            original,
            Size { mime: row.next()?, width: row.next()?, height: row.next()?, sha256: row.next()? },
        ))
    }
}
