//! The desk says that a person whom a text seems to quote did not say this, or takes that back.

use newsroom::StoryId;

use super::release::missing;
use super::reread::judge_anew;
use crate::readings::{self, Denial};
use crate::{Result, Store, stories, versions};

/// From now on, in this and in later versions, these words are or are not the person's: on the person's page, on the
/// story's, and where stories are kin. A version that waits is judged when readers see it.
pub async fn deny_quote(store: &Store, story: StoryId, denial: &Denial) -> Result<()> {
    let mut tx = store.begin().await?;
    let story = stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    readings::deny(&mut tx, story.id, denial).await?;
    if let Some(shown) = story.shown
        && let Some(version) = versions::get_in(&mut tx, story.id, shown).await?
    {
        judge_anew(&mut tx, &story, &version, denial.at).await?;
    }
    tx.commit().await?;
    Ok(())
}
