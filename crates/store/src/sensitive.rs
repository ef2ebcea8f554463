//! Which stories the desk has marked as sensitive.

use newsroom::StoryId;

use crate::sql::{args, statements};
use crate::{Db, Result};

statements! {
    MARKED = "SELECT story FROM sensitive WHERE story = $1";
}

/// Has the desk marked this story? What its subjects say is not asked here.
pub async fn is_marked(db: &Db, story: StoryId) -> Result<bool> {
    Ok(db.opt::<(StoryId,)>(MARKED, args![story]).await?.is_some())
}
