//! A corpus of real files, where one is at hand: `DATELINE_SHARED`, or `../shared` beside the workspace.
//! Without one there are no files, and whoever reads them has nothing to do and passes.

use std::path::{Path, PathBuf};

/// Where the corpus lies, if it is there.
pub fn shared() -> PathBuf {
    std::env::var_os("DATELINE_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from)
}

/// The corpus' files in a folder.
pub fn files(folder: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(shared().join(folder)) else { return Vec::new() };
    let is_sample =
        |path: &PathBuf| path.is_file() && path.file_name().is_some_and(|name| name != "MANIFEST.tsv");
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_sample).collect();
    files.sort();
    files
}
