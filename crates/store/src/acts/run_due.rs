//! Time is a change too: embargoes end, stories expire, and what a piece waits for does not come.

use jiff::Timestamp;
use newsroom::{Change, ChangeKind, Fate, Story, StoryId, Tombstone, lift};

use super::entomb::entomb;
use super::save::{not_due, save};
use super::show::show_kept;
use crate::sql::{args, statements};
use crate::{Result, Store, Tx, changes, stories, versions};

statements! {
    DUE = "SELECT story FROM due WHERE at <= $1 AND story > $2 ORDER BY story LIMIT 100";
}

/// Makes true everything that has fallen due by `now`, and returns what changed. Several processes may
/// call it at once: each thing happens once. A story that cannot be moved is logged and does not hold
/// up the others.
pub async fn run_due(store: &Store, now: Timestamp) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    let mut after = StoryId(0);
    loop {
        let due: Vec<(StoryId,)> = store.db().all(DUE, args![now, after]).await?;
        let Some((last,)) = due.last() else { return Ok(changes) };
        after = *last;
        for (story,) in due {
            match run(store, story, now).await {
                Ok(change) => changes.extend(change),
                Err(error) => tracing::error!(story = story.0, %error, "what is due on a story was not done"),
            }
        }
    }
}

async fn run(store: &Store, story: StoryId, now: Timestamp) -> Result<Option<Change>> {
    let mut tx = store.begin().await?;
    let Some(mut story) = stories::locked(&mut tx, story).await? else { return Ok(None) };
    let due = lift::due(&story, now);
    let version = match due.as_ref().and_then(|due| due.version) {
        Some(number) => versions::get_in(&mut tx, story.id, number).await?,
        None => None,
    };
    let change = match (due.map(|due| due.fate), version) {
        (Some(Fate::Tombstone { kind, reason }), _) => {
            let tombstone = Tombstone { kind, reason, at: now };
            Some(entomb(&mut tx, &mut story, tombstone, None, now).await?)
        }
        (Some(Fate::Show), Some(version)) => Some(show_kept(&mut tx, &mut story, &version, now).await?),
        (None, _) if let Some(reason) = lift::overdue(&story, now) => {
            Some(ask(&mut tx, &mut story, reason, now).await?)
        }
        // Another process, another version or the desk came first: only the clock is set anew.
        _ => {
            save(&mut tx, &story).await?;
            if lift::next(&story).is_some_and(|next| next <= now) {
                not_due(&mut tx, story.id).await?;
            }
            None
        }
    };
    tx.commit().await?;
    Ok(change)
}

/// The desk is told, once, by the reason in its list and by the log. Readers see no difference.
async fn ask(tx: &mut Tx, story: &mut Story, reason: String, now: Timestamp) -> Result<Change> {
    tracing::warn!(story = story.id.0, source = story.source, "{reason}");
    let version = story.waiting.as_mut().map(|waiting| {
        waiting.ask_at = None;
        waiting.reason = reason;
        waiting.version
    });
    save(tx, story).await?;
    let change = Change { kind: ChangeKind::Kept, story: Some(story.id), version, tags: Vec::new() };
    changes::append(tx, &change, now).await?;
    Ok(change)
}
