//! The desk takes a picture away that it had set beside a story.

use jiff::Timestamp;
use newsroom::StoryId;

use super::release::missing;
use crate::sql::{args, statements};
use crate::{Error, Result, Store, media, stories};

statements! {
    REMOVE = "DELETE FROM desk_picture WHERE story = $1 AND sha256 = $2";
}

/// The picture no longer stands with the story. Its bytes stay, as all that was ever shown does.
pub async fn remove_picture(store: &Store, story: StoryId, sha256: &str, now: Timestamp) -> Result<()> {
    let mut tx = store.begin().await?;
    let story = stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    if tx.exec(REMOVE, args![story.id, sha256]).await? == 0 {
        let why = format!(
            "The desk has added no picture {} to story {}. A picture of the agency's leaves with its story.",
            sha256.escape_debug(),
            story.id.0
        );
        return Err(Error::Refused(why));
    }
    if let Some(shown) = story.shown {
        media::files_moved(&mut tx, story.id, shown, now).await?;
    }
    tx.commit().await?;
    Ok(())
}
