//! The desk releases what waits for it.

use jiff::Timestamp;
use newsroom::{Cause, Change, ChangeKind, Fate, State, Story, StoryId, Waiting, release as rules};

use super::save::save;
use super::show::show_kept;
use crate::{Error, Result, Store, changes, stories, versions};

/// Shows the version that waits (or has it wait for its embargo, which the desk's word does not break).
/// Refused, with a sentence for the desk, where there is nothing to release.
pub async fn release(store: &Store, story: StoryId, now: Timestamp) -> Result<Change> {
    let mut tx = store.begin().await?;
    let mut story = stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    let all = versions::list_in(&mut tx, story.id).await?;
    let release = rules::release(&story, &all, now).map_err(Error::Refused)?;
    let version = all
        .iter()
        .find(|version| version.number == release.version)
        .ok_or_else(|| Error::Missing(format!("version {} of story {}", release.version, story.id.0)))?;
    let change = if let Fate::Wait { until } = release.fate {
        wait(&mut story, version.number, until);
        save(&mut tx, &story).await?;
        let change = Change {
            kind: ChangeKind::Kept,
            story: Some(story.id),
            version: Some(version.number),
            // A tombstone may have made way for the wait.
            tags: vec![newsroom::Tag::story(story.id)],
        };
        changes::append(&mut tx, &change, now).await?;
        change
    } else {
        show_kept(&mut tx, &mut story, version, now).await?
    };
    tx.commit().await?;
    Ok(change)
}

fn wait(story: &mut Story, version: u32, until: Timestamp) {
    let reason = "The desk released it; it waits for the end of its embargo.".to_owned();
    story.waiting =
        Some(Waiting { version, until: Some(until), cause: Cause::Embargo, reason, ask_at: None });
    if story.state != State::Live {
        story.state = State::Waiting;
        story.tombstone = None;
    }
}

/// For every verb of the desk.
pub(super) fn missing(story: StoryId) -> Error {
    Error::Missing(format!("story {}", story.0))
}
