//! One file that has everything, consistent while the paper is being served.

use std::path::Path;

use crate::{Result, Settings, Store};

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// Rows of all tables.
    pub rows: u64,
    /// Blobs.
    pub blobs: u64,
    /// Size of the file in bytes.
    pub bytes: u64,
}

/// Writes a backup to `file` (a tar, under a temporary name until it is whole). `progress` hears how
/// many rows and blobs are written.
pub async fn write(_store: &Store, _file: &Path, _progress: impl FnMut(u64, u64) + Send) -> Result<Contents> {
    todo!()
}

/// Restores a backup into an empty data folder or database; refused where there is anything already.
/// A backup of one engine may be restored into the other.
pub async fn restore(
    _file: &Path,
    _settings: &Settings,
    _progress: impl FnMut(u64, u64) + Send,
) -> Result<Contents> {
    todo!()
}
