//! The desk says that a person whom a text seems to quote did not say this, or takes that back.

use newsroom::Version;
use newsroom::reading::Reading;

use super::release::missing;
use super::reread::read_anew;
use crate::readings::{self, Denial};
use crate::{Result, Store, stories};

/// From now on, in this and in later versions, these words are or are not the person's: on the person's page, on the
/// story's, and where stories are kin. `reading` is what was found in the version that readers see.
pub async fn deny_quote(store: &Store, version: &Version, reading: &Reading, denial: &Denial) -> Result<()> {
    let mut tx = store.begin().await?;
    let id = version.story;
    let story = stories::locked(&mut tx, id).await?.ok_or_else(|| missing(id))?;
    readings::deny(&mut tx, id, denial).await?;
    read_anew(&mut tx, &story, version, reading, denial.at).await?;
    tx.commit().await?;
    Ok(())
}
