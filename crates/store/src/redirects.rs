//! Addresses that stories had before.

use crate::{Db, Result};

/// Where a story went that was at `path`, an address without its leading slash: "2018-09-10/old-slug".
/// Gives day and slug of where it is now.
pub async fn find(_db: &Db, _path: &str) -> Result<Option<(String, String)>> {
    todo!()
}
