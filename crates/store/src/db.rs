//! One door to both engines.

use crate::Result;

/// A database for reading: short statements run at once on the calling thread.
#[derive(Clone)]
pub struct Db {}

/// A transaction, from [`Store::begin`](crate::Store::begin).
pub struct Tx {}

impl Tx {
    /// Makes everything true at once: appends the changes to the log, commits, wakes the followers.
    /// Returns the number of the last change appended, `None` where there was none.
    pub async fn commit(self) -> Result<Option<i64>> {
        todo!()
    }
}
