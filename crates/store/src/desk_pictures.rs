//! Pictures that the desk set beside a story: the story's own, whatever versions its agency sends.

use std::collections::HashMap;

use newsroom::StoryId;

use crate::row::{FromRow, Row};
use crate::sql::{args, statements};
use crate::{Db, Result, Tx};

/// Stories asked for at once.
const MOST: usize = 12;

statements! {
    OF_STORY = "SELECT story, sha256, mime, width, height, bytes, caption, credit, alt FROM desk_picture \
                WHERE story = $1 ORDER BY place, sha256";
    /// As many as [`MOST`].
    OF_SOME = "SELECT story, sha256, mime, width, height, bytes, caption, credit, alt FROM desk_picture \
               WHERE story IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
               ORDER BY story, place, sha256";
}

/// A picture with what the desk says of it; what it does not say, the file may.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskPicture {
    /// Key among the blobs.
    pub sha256: String,
    /// Media type.
    pub mime: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Size of the file.
    pub bytes: u64,
    pub caption: Option<String>,
    pub credit: Option<String>,
    /// For those who do not see it.
    pub alt: Option<String>,
}

/// A story's, in the order in which they were added.
pub async fn of_story(db: &Db, story: StoryId) -> Result<Vec<DeskPicture>> {
    Ok(db.all::<Owned>(OF_STORY, args![story]).await?.into_iter().map(|owned| owned.1).collect())
}

/// Those of at most [`MOST`] stories.
pub(crate) async fn of_some(db: &Db, stories: &[StoryId]) -> Result<HashMap<StoryId, Vec<DeskPicture>>> {
    // No story has the number 0.
    let some: [_; MOST] = std::array::from_fn(|n| stories.get(n).copied().unwrap_or(StoryId(0)).into());
    let mut found: HashMap<StoryId, Vec<DeskPicture>> = HashMap::new();
    for Owned(story, picture) in db.all(OF_SOME, &some).await? {
        found.entry(story).or_default().push(picture);
    }
    Ok(found)
}

/// The one that leads.
pub(crate) async fn first(tx: &mut Tx, story: StoryId) -> Result<Option<DeskPicture>> {
    Ok(tx.opt::<Owned>(OF_STORY, args![story]).await?.map(|owned| owned.1))
}

/// A picture and whose it is.
struct Owned(StoryId, DeskPicture);

impl FromRow for Owned {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let story = row.next()?;
        let picture = DeskPicture {
            sha256: row.next()?,
            mime: row.next()?,
            width: row.next()?,
            height: row.next()?,
            bytes: row.next()?,
            caption: row.next()?,
            credit: row.next()?,
            alt: row.next()?,
        };
        Ok(Owned(story, picture))
    }
}
