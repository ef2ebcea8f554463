//! The desk marks a story beside which no advertisement may stand.

use jiff::Timestamp;
use newsroom::{Change, ChangeKind, StoryId, Tag};

use super::release::missing;
use crate::sql::{args, statements};
use crate::{Result, Store, changes, stories};

statements! {
    MARK = "INSERT INTO sensitive (story, at) VALUES ($1, $2) ON CONFLICT (story) DO NOTHING";
    UNMARK = "DELETE FROM sensitive WHERE story = $1";
}

/// Marks the story as sensitive, or takes the mark back; the configuration's rule by subject stands either way.
/// The page of the story and every page that shows it change.
pub async fn mark_sensitive(
    store: &Store,
    story: StoryId,
    sensitive: bool,
    now: Timestamp,
) -> Result<Change> {
    let mut tx = store.begin().await?;
    let story = stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    match sensitive {
        true => tx.exec(MARK, args![story.id, now]).await?,
        false => tx.exec(UNMARK, args![story.id]).await?,
    };
    let change = Change {
        kind: ChangeKind::Sensitive,
        story: Some(story.id),
        version: story.shown,
        tags: vec![Tag::story(story.id)],
    };
    changes::append(&mut tx, &change, now).await?;
    tx.commit().await?;
    Ok(change)
}
