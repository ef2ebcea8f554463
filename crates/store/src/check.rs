//! Is everything as it should be?

use crate::{Result, Store};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// What was looked at, in numbers: stories, versions, deliveries, blobs.
    pub looked_at: Vec<(&'static str, u64)>,
    /// What is wrong, each a sentence with its remedy; empty is good.
    pub wrong: Vec<String>,
}

/// Checks the database by its engine's own means, then that the rows agree with each other and with
/// the blobs. `progress` hears how many of how many deliveries' bytes have been compared.
pub async fn run(_store: &Store, _progress: impl FnMut(u64, u64) + Send) -> Result<Findings> {
    todo!()
}
