//! Versions: every one that ever arrived, as it arrived.

use newsroom::{StoryId, Version};

use crate::{Db, Result};

/// All versions of a story, oldest first, shown or not.
pub async fn list(_db: &Db, _story: StoryId) -> Result<Vec<Version>> {
    todo!()
}

/// One version by our number.
pub async fn get(_db: &Db, _story: StoryId, _number: u32) -> Result<Option<Version>> {
    todo!()
}
