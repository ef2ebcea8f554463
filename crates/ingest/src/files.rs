//! Files and folders that a person names on the command line.

use std::io;
use std::iter::Peekable;
use std::path::{Path, PathBuf};

use crate::intake::BATCH;
use crate::regular::{self, Unread};
use crate::watch::{list, names};
use crate::{Arriving, Beside};

/// A file that was named, or that lies in a folder that was.
#[derive(Debug, Clone)]
pub struct NamedFile {
    /// As a person would write it.
    pub path: PathBuf,
    /// Its size when it was listed.
    pub size: u64,
    /// The folder that was named, or that the named file lies in.
    root: PathBuf,
    /// Its path inside of that.
    inside: PathBuf,
}

/// What a named path has in it.
#[derive(Debug, Default)]
pub struct Listed {
    /// In the order of their paths.
    pub files: Vec<NamedFile>,
    /// What is not opened, each with a sentence that says why.
    pub odd: Vec<(PathBuf, String)>,
}

/// A file as it is, or everything in a folder and below that may be copy, as a watched folder sees it:
/// hidden and unfinished files are passed over, and pictures come with the copy that names them. Folders of
/// `skip` are passed over too.
///
/// # Errors
/// Where there is nothing of that name, or the folder may not be read.
pub fn list(path: &Path, skip: &[PathBuf]) -> io::Result<Listed> {
    let meta = path.metadata()?;
    if !meta.is_dir() {
        let root = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let inside = path.file_name().map(PathBuf::from).unwrap_or_default();
        let file = NamedFile { path: path.to_owned(), size: meta.len(), root: root.to_owned(), inside };
        return Ok(Listed { files: vec![file], odd: Vec::new() });
    }
    let mut listing = list::walk(path, skip)?;
    listing.files.retain(|found| !names::is_picture(&found.inside));
    listing.files.sort_by(|a, b| a.inside.cmp(&b.inside));
    listing.odd.sort();
    let files = listing.files.into_iter().map(|found| NamedFile {
        path: path.join(&found.inside),
        size: found.stamp.size,
        root: path.to_owned(),
        inside: found.inside,
    });
    Ok(Listed { files: files.collect(), odd: listing.odd })
}

impl NamedFile {
    /// Its bytes, at most `most` of them, ready to be taken in.
    ///
    /// # Errors
    /// Why it is not read. A pipe or a device is not opened.
    pub fn read(&self, most: u64) -> Result<Arriving, Unread> {
        // What a person names may be a link to anywhere.
        let real = self.path.canonicalize().map_err(Unread::of)?;
        let (bytes, _) = regular::read(real.parent().unwrap_or(&real), &real, most)?;
        let dir = self.inside.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Arriving {
            name: self.path.to_string_lossy().into_owned(),
            bytes: bytes.into(),
            beside: Some(Beside { root: self.root.clone(), dir, done: None }),
            ..Arriving::default()
        })
    }
}

/// No more bytes of files are held in memory at once, unless one file alone is larger.
const HELD_BYTES: u64 = 16 << 20;

/// The next files to be read and taken in together; empty when there are no more.
pub fn next_batch<T>(rest: &mut Peekable<impl Iterator<Item = T>>, size: impl Fn(&T) -> u64) -> Vec<T> {
    let mut held = 0u64;
    let mut batch: Vec<T> = Vec::new();
    while let Some(next) = rest.next_if(|next| {
        batch.len() < BATCH && (batch.is_empty() || held.saturating_add(size(next)) <= HELD_BYTES)
    }) {
        held = held.saturating_add(size(&next));
        batch.push(next);
    }
    batch
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_folder_is_listed_as_a_watched_folder_sees_it() {
        let home = tempfile::tempdir().unwrap();
        let wire = home.path().join("wire");
        fs::create_dir_all(wire.join("2026/03")).unwrap();
        for name in ["2026/03/b.xml", "2026/a.xml", "z.json", ".hidden", "c.xml.part", "2026/photo.jpg"] {
            fs::write(wire.join(name), "x").unwrap();
        }
        fs::write(home.path().join("secret"), "x").unwrap();
        symlink(home.path().join("secret"), wire.join("out.xml")).unwrap();
        symlink(&wire, wire.join("round")).unwrap();
        let skip = wire.join("skip");
        fs::create_dir(&skip).unwrap();
        fs::write(skip.join("d.xml"), "x").unwrap();
        let listed = list(&wire, &[skip]).unwrap();
        let names: Vec<_> = listed.files.iter().map(|file| file.inside.to_str().unwrap()).collect();
        assert_eq!(names, ["2026/03/b.xml", "2026/a.xml", "z.json"]);
        assert_eq!(listed.odd.len(), 2, "{:?}", listed.odd);
    }

    #[test]
    fn a_file_that_is_named_may_be_a_link_to_anywhere() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("a")).unwrap();
        fs::write(home.path().join("story.xml"), "x").unwrap();
        symlink("../story.xml", home.path().join("a/link.xml")).unwrap();
        let listed = list(&home.path().join("a/link.xml"), &[]).unwrap();
        let arriving = listed.files[0].read(10).unwrap();
        assert_eq!(&arriving.bytes[..], b"x");
        assert!(matches!(listed.files[0].read(0), Err(Unread::TooLarge { size: 1, most: 0 })));
    }

    #[test]
    fn large_files_are_taken_in_few_at_a_time() {
        let sizes = [1, 10 << 20, 10 << 20, 900 << 20, 1, 1];
        let mut rest = sizes.into_iter().peekable();
        let mut batches = Vec::new();
        loop {
            match next_batch(&mut rest, |size| *size).len() {
                0 => break,
                n => batches.push(n),
            }
        }
        assert_eq!(batches, [2, 1, 1, 2]);
    }
}
