//! Another reader recommends a comment, or reports it to the moderators.

use jiff::Timestamp;
use newsroom::Change;
use newsroom::comments::{CommentId, State};

use super::moderate::missing;
use super::tell;
use crate::comments::{get_in, word};
use crate::sql::{args, statements};
use crate::{Result, Store};

statements! {
    MARK = "INSERT INTO comment_mark (comment, kind, reader, at) VALUES ($1, $2, $3, $4) \
            ON CONFLICT (comment, kind, reader) DO NOTHING";
    RECOMMEND = "UPDATE comment SET recommends = recommends + 1 WHERE id = $1";
    REPORT = "UPDATE comment SET reports = reports + 1 WHERE id = $1";
    HOLD = "UPDATE comment SET state = $2, reason = $3 WHERE id = $1";
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Recommend,
    /// So many reports, and the comment waits for a moderator; 0 is never.
    Report {
        hold_at: u32,
    },
}

/// Counts it, once for each reader and day (`reader` is a hash salted with the day). `None` where it
/// changed nothing that anybody sees: it was counted before, or the comment is not shown.
pub async fn mark(
    store: &Store,
    id: CommentId,
    mark: Mark,
    reader: &str,
    now: Timestamp,
) -> Result<Option<(Change, i64)>> {
    let mut tx = store.begin().await?;
    let kept = get_in(&mut tx, id).await?.ok_or_else(|| missing(id))?;
    if kept.comment.state != State::Shown {
        return Ok(None);
    }
    let (kind, count) = match mark {
        Mark::Recommend => ("recommend", RECOMMEND),
        Mark::Report { .. } => ("report", REPORT),
    };
    if tx.exec(MARK, args![id.0, kind, reader, now]).await? == 0 {
        return Ok(None);
    }
    tx.exec(count, args![id.0]).await?;
    let reports = kept.reports + 1;
    let held = matches!(mark, Mark::Report { hold_at } if hold_at > 0 && reports >= hold_at);
    if held {
        let reason = format!("{reports} readers reported it.");
        tx.exec(HOLD, args![id.0, word(State::Held), reason]).await?;
    }
    let seen = held || mark == Mark::Recommend;
    let change = tell(&mut tx, kept.comment.story, seen, held, now).await?;
    let seq = tx.commit().await?.unwrap_or_default();
    Ok(Some((change, seq)))
}
