//! What happens to comments: one verb per file, each one transaction with its row in the change log.

mod ban;
mod forget;
mod learn;
mod mark;
mod moderate;
mod post;
mod set_mode;

use jiff::Timestamp;
use newsroom::{Change, ChangeKind, StoryId, Tag};

use crate::{Result, Tx, changes};

pub use ban::{ban, unban};
pub use forget::{Forgotten, Whose, forget};
pub use mark::{Mark, mark};
pub use moderate::moderate;
pub use post::{Author, Posted, post};
pub use set_mode::set_mode;

/// Says that what stands under a story changed. `listed`: the newest comments of the paper did too.
/// Nothing that readers see has no tags, so that no page is made anew for it.
pub(super) async fn tell(
    tx: &mut Tx,
    story: StoryId,
    seen: bool,
    listed: bool,
    now: Timestamp,
) -> Result<Change> {
    let mut tags = Vec::new();
    if seen {
        tags.push(Tag::comments(story));
    }
    if listed {
        tags.push(Tag::recent_comments());
    }
    let change = Change { kind: ChangeKind::Comments, story: Some(story), version: None, tags };
    changes::append(tx, &change, now).await?;
    Ok(change)
}

#[cfg(test)]
pub(crate) const ALL: &[&[(&str, crate::sql::Sql)]] =
    &[ban::ALL, forget::ALL, learn::ALL, mark::ALL, moderate::ALL, post::ALL, set_mode::ALL];
