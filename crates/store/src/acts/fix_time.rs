//! The desk puts a date in a story's text right, or says that it is none.

use jiff::Timestamp;
use newsroom::{Story, StoryId};

use super::release::missing;
use crate::readings::{self, Fix};
use crate::{Result, Store, Tx, media, stories};

/// From now on, wherever the story's text has these words in this context, they mean `value` (TIMEX3), or no date
/// where that is `None`. Later versions keep it as long as they have the words.
pub async fn fix_time(store: &Store, story: StoryId, fix: &Fix, now: Timestamp) -> Result<()> {
    let mut tx = store.begin().await?;
    let story = stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    readings::fix(&mut tx, story.id, fix, now).await?;
    say_so(tx, &story, now).await
}

/// Takes that back: what was found in the text stands again.
pub async fn unfix_time(
    store: &Store,
    story: StoryId,
    words: &str,
    context: &str,
    now: Timestamp,
) -> Result<()> {
    let mut tx = store.begin().await?;
    let story = stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    readings::unfix(&mut tx, story.id, words, context).await?;
    say_so(tx, &story, now).await
}

/// Where readers see the story, the change log says so.
async fn say_so(mut tx: Tx, story: &Story, now: Timestamp) -> Result<()> {
    if let Some(shown) = story.shown {
        media::files_moved(&mut tx, story.id, shown, now).await?;
    }
    tx.commit().await?;
    Ok(())
}
