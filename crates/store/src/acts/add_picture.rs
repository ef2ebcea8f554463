//! The desk sets a picture beside a story.

use jiff::Timestamp;
use newsroom::{State, StoryId};

use super::point_picture::point;
use super::release::missing;
use crate::renditions::Focal;
use crate::sql::{args, statements};
use crate::{Error, Result, Store, blobs, media, stories};

statements! {
    /// The same picture once more has the new words and keeps its place.
    ADD = "INSERT INTO desk_picture (story, sha256, place, mime, width, height, bytes, caption, credit, alt, \
           added_at) VALUES ($1, $2, (SELECT COALESCE(MAX(place), 0) + 1 FROM desk_picture WHERE story = $1), \
           $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (story, sha256) DO UPDATE SET \
           caption = excluded.caption, credit = excluded.credit, alt = excluded.alt";
}

/// A picture's file, looked at and cleaned, and what the desk says of it.
#[derive(Debug, Clone, Copy)]
pub struct NewPicture<'a> {
    pub bytes: &'a [u8],
    /// Media type, by the file's own bytes.
    pub mime: &'a str,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    pub caption: Option<&'a str>,
    pub credit: Option<&'a str>,
    /// For those who do not see it.
    pub alt: Option<&'a str>,
    /// What of it must stay in view; `None` leaves what was said before.
    pub focal: Option<Focal>,
}

/// Keeps the picture and sets it beside the story, before those of its agency; later versions do not move
/// it, and it leaves readers with the story. Returns its key among the blobs. Where readers see the story,
/// the change log says so.
pub async fn add_picture(
    store: &Store,
    story: StoryId,
    picture: &NewPicture<'_>,
    now: Timestamp,
) -> Result<String> {
    let laid = blobs::lay(store, picture.bytes).await?;
    let mut tx = store.begin().await?;
    let story = stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    if story.state == State::Killed {
        let why = format!("Story {} is withdrawn. Release it before you add a picture.", story.id.0);
        return Err(Error::Refused(why));
    }
    let NewPicture { bytes, mime, width, height, caption, credit, alt, focal } = *picture;
    blobs::keep(&mut tx, &laid).await?;
    let sha256 = laid.sha256;
    let size = bytes.len();
    tx.exec(ADD, args![story.id, &sha256, mime, width, height, size, caption, credit, alt, now]).await?;
    if let Some(focal) = focal {
        point(&mut tx, &sha256, focal).await?;
    }
    if let Some(shown) = story.shown {
        media::files_moved(&mut tx, story.id, shown, now).await?;
    }
    tx.commit().await?;
    Ok(sha256)
}
