//! Writes a story as it is after a move, and when the clock next concerns it.

use newsroom::{Story, StoryId, lift};

use crate::arg::{Arg, json};
use crate::sql::{args, statements};
use crate::{Result, Tx};

statements! {
    SAVE = "UPDATE story SET kind = $2, day = $3, slug = $4, section = $5, state = $6, shown = $7, \
            waiting = $8, tombstone = $9, published_at = $10, published_offset = $11, published_day = $12, \
            modified_at = $13, modified_offset = $14, modified_day = $15, first_shown_at = $16, \
            sort_at = $17, expires_at = $18 WHERE id = $1";
    DUE = "INSERT INTO due (story, at) VALUES ($1, $2) ON CONFLICT (story) DO UPDATE SET at = excluded.at";
    NOT_DUE = "DELETE FROM due WHERE story = $1";
    RENAMED = "UPDATE story SET renamed = $2 WHERE id = $1";
    REFILED = "UPDATE story SET refiled = $2 WHERE id = $1";
}

/// Writes everything about the story that a move can change.
pub(super) async fn save(tx: &mut Tx, story: &Story) -> Result<()> {
    let [published_at, published_offset, published_day] = moment(story.published);
    let [modified_at, modified_offset, modified_day] = moment(story.modified);
    let args = args![
        story.id,
        word(&story.kind),
        &story.day,
        &story.slug,
        story.section.as_ref(),
        word(&story.state),
        story.shown,
        story.waiting.as_ref().map(json),
        story.tombstone.as_ref().map(json),
        published_at,
        published_offset,
        published_day,
        modified_at,
        modified_offset,
        modified_day,
        story.first_shown_at,
        story.sort_at,
        story.expires_at,
    ];
    tx.exec(SAVE, args).await?;
    match lift::next(story) {
        Some(at) => tx.exec(DUE, args![story.id, at]).await?,
        None => tx.exec(NOT_DUE, args![story.id]).await?,
    };
    Ok(())
}

/// Nothing is due on the story.
pub(super) async fn not_due(tx: &mut Tx, story: StoryId) -> Result<()> {
    tx.exec(NOT_DUE, args![story]).await?;
    Ok(())
}

/// The desk chose the address.
pub(super) async fn mark_renamed(tx: &mut Tx, story: StoryId) -> Result<()> {
    tx.exec(RENAMED, args![story, true]).await?;
    Ok(())
}

/// The desk chose the section.
pub(super) async fn mark_refiled(tx: &mut Tx, story: StoryId) -> Result<()> {
    tx.exec(REFILED, args![story, true]).await?;
    Ok(())
}

/// A moment's three columns.
fn moment(moment: Option<wire::Moment>) -> [Arg<'static>; 3] {
    let day = moment.is_some_and(|moment| moment.precision == wire::Precision::Day);
    [moment.map(|m| m.at).into(), moment.and_then(|m| m.offset).into(), day.into()]
}

/// A variant's name, as serde writes it.
pub(super) fn word<T: serde::Serialize>(variant: &T) -> String {
    serde_json::to_value(variant).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}
