//! The desk opens or closes comments under one story.

use jiff::Timestamp;
use newsroom::comments::Mode;
use newsroom::{Change, StoryId};

use super::tell;
use crate::acts::release::missing;
use crate::comments::word;
use crate::sql::{args, statements};
use crate::{Result, Store, stories};

statements! {
    SET = "INSERT INTO comment_mode (story, mode) VALUES ($1, $2) \
           ON CONFLICT (story) DO UPDATE SET mode = excluded.mode";
    CLEAR = "DELETE FROM comment_mode WHERE story = $1";
}

/// Sets the desk's own word for a story; `None` leaves it to the configuration again.
pub async fn set_mode(store: &Store, story: StoryId, mode: Option<Mode>, now: Timestamp) -> Result<Change> {
    let mut tx = store.begin().await?;
    stories::locked(&mut tx, story).await?.ok_or_else(|| missing(story))?;
    match mode {
        Some(mode) => tx.exec(SET, args![story, word(mode)]).await?,
        None => tx.exec(CLEAR, args![story]).await?,
    };
    let change = tell(&mut tx, story, true, false, now).await?;
    tx.commit().await?;
    Ok(change)
}
