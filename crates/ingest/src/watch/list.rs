//! What lies in a folder and everything below it.

use std::collections::HashSet;
use std::fs::{self, FileType};
use std::path::{Path, PathBuf};

use super::names;
use crate::regular::Stamp;

/// A file that may be copy or a picture.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub path: PathBuf,
    /// Its path inside the watched folder.
    pub inside: PathBuf,
    pub stamp: Stamp,
}

#[derive(Debug, Default)]
pub(crate) struct Listing {
    pub files: Vec<Found>,
    /// What is neither file nor folder, with a sentence that says what happens to it.
    pub odd: Vec<(PathBuf, String)>,
}

/// Folders in folders deeper than this are a mistake, or a trap.
const DEEPEST: usize = 32;

/// Everything below `root` but what lies in the folders of `skip`. A sub-folder that cannot be looked
/// into is named among what is odd.
pub(crate) fn walk(root: &Path, skip: &[PathBuf]) -> std::io::Result<Listing> {
    let root = root.canonicalize()?;
    let skip = canonical(skip);
    let mut listing = Listing::default();
    let mut folders = vec![(root.clone(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if depth == 0 => return Err(error),
            Err(error) => {
                let sentence = format!("The folder {} cannot be looked into ({error}).", folder.display());
                listing.odd.push((folder, sentence));
                continue;
            }
        };
        for entry in entries.flatten() {
            let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { continue };
            if names::is_passing(&path) {
                continue;
            }
            if !kind.is_dir() {
                look_at(&root, path, kind, &mut listing);
            } else if !skip.contains(&path) {
                match depth < DEEPEST {
                    true => folders.push((path, depth + 1)),
                    false => {
                        let sentence =
                            format!("The folder {} lies too deep to be looked into.", path.display());
                        listing.odd.push((path, sentence));
                    }
                }
            }
        }
    }
    Ok(listing)
}

/// As [`walk`], for these paths only; what is odd about them is said at the next walk.
pub(crate) fn these(root: &Path, skip: &[PathBuf], paths: &HashSet<PathBuf>) -> Vec<Found> {
    let Ok(root) = root.canonicalize() else { return Vec::new() };
    let skip = canonical(skip);
    let mut listing = Listing::default();
    for path in paths {
        let Ok(inside) = path.strip_prefix(&root) else { continue };
        let hidden = inside.components().any(|part| names::is_passing(Path::new(part.as_os_str())));
        if hidden || skip.iter().any(|skip| path.starts_with(skip)) {
            continue;
        }
        if let Ok(meta) = path.symlink_metadata()
            && !meta.is_dir()
        {
            look_at(&root, path.clone(), meta.file_type(), &mut listing);
        }
    }
    listing.files
}

fn look_at(root: &Path, path: PathBuf, kind: FileType, listing: &mut Listing) {
    let Ok(inside) = path.strip_prefix(root).map(Path::to_owned) else { return };
    if kind.is_file() {
        if let Ok(meta) = path.symlink_metadata() {
            listing.files.push(Found { stamp: Stamp::of(&meta), path, inside });
        }
        return;
    }
    let shown = path.display();
    if !kind.is_symlink() {
        let sentence =
            format!("{shown} is no regular file (a pipe, a socket or a device); it is left alone.");
        listing.odd.push((path, sentence));
        return;
    }
    let sentence = match (path.canonicalize(), fs::metadata(&path)) {
        (Ok(real), _) if !real.starts_with(root) => format!(
            "{shown} is a link to {}, outside of the watched folder; such links are not followed. Put the file itself there.",
            real.display()
        ),
        (Ok(_), Ok(meta)) if meta.is_file() => {
            listing.files.push(Found { stamp: Stamp::of(&meta), path, inside });
            return;
        }
        (Ok(_), Ok(_)) => format!("{shown} is a link to a folder; such links are not followed."),
        _ => format!("{shown} is a link that leads nowhere."),
    };
    listing.odd.push((path, sentence));
}

fn canonical(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().filter_map(|path| path.canonicalize().ok()).collect()
}
