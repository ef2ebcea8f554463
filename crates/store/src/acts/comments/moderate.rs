//! A moderator approves, rejects or removes a comment, and the spam filter learns from it.

use jiff::Timestamp;
use newsroom::Change;
use newsroom::comments::{self as rules, CommentId, Move, State};

use super::{learn, tell};
use crate::comments::{get_in, word};
use crate::sql::{args, statements};
use crate::{Error, Result, Store};

statements! {
    MOVE = "UPDATE comment SET state = $2, reason = $3 WHERE id = $1";
    /// Reports have been looked at.
    SEEN = "UPDATE comment SET reports = 0 WHERE id = $1";
}

/// Moves a comment as the newsroom allows. `reason` is kept with it for the desk; readers do not see it.
pub async fn moderate(
    store: &Store,
    id: CommentId,
    to: Move,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<Change> {
    let mut tx = store.begin().await?;
    let kept = get_in(&mut tx, id).await?.ok_or_else(|| missing(id))?;
    let state = rules::moderate(&kept.comment, to).map_err(Error::Refused)?;
    tx.exec(MOVE, args![id.0, word(state), reason]).await?;
    if to == Move::Approve {
        tx.exec(SEEN, args![id.0]).await?;
    }
    learn::learn(&mut tx, &kept.comment, to != Move::Approve).await?;
    let seen = state == State::Shown || kept.comment.state == State::Shown;
    let change = tell(&mut tx, kept.comment.story, seen, seen, now).await?;
    tx.commit().await?;
    Ok(change)
}

pub(super) fn missing(id: CommentId) -> Error {
    Error::Missing(format!("comment {}", id.0))
}
