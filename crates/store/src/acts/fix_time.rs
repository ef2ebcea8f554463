//! The desk says what a date in a story's text means, that it is none, or that it takes its word back.

use newsroom::StoryId;

use super::release::missing;
use crate::readings::{self, Fix};
use crate::{Result, Store, media, stories};

/// From now on these words in this sentence mean what the desk says, in later versions too. Earlier words are kept, so
/// that it can be told what was shown when. Where readers see the story, the change log says so.
pub async fn fix_time(store: &Store, story: StoryId, fix: &Fix) -> Result<()> {
    let mut tx = store.begin().await?;
    let story = stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    readings::fix(&mut tx, story.id, fix).await?;
    if let Some(shown) = story.shown {
        media::files_moved(&mut tx, story.id, shown, fix.at).await?;
    }
    tx.commit().await?;
    Ok(())
}
