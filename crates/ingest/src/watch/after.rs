//! What becomes of a file once it was taken, or could not be.

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{Scan, Watch};
use crate::After;
use crate::regular::Stamp;

impl Watch {
    /// Keeps, moves or removes a file as the settings say, unless it has changed since it was read: then
    /// it stays and is read again. `why`: it could not be taken.
    pub(super) async fn put_away(
        &self,
        path: &Path,
        inside: &Path,
        stamp: Stamp,
        why: Option<String>,
        scan: &mut Scan,
    ) {
        let folder = match (self.folder.after, &why) {
            (After::Keep, _) | (After::Delete, Some(_)) => return,
            (After::Delete, None) => None,
            (After::Move, None) => Some(self.folder.done()),
            (After::Move, Some(_)) => Some(self.folder.failed()),
        };
        let (from, inside) = (path.to_owned(), inside.to_owned());
        let done = tokio::task::spawn_blocking(move || match folder {
            _ if fs::metadata(&from).ok().map(|meta| Stamp::of(&meta)) != Some(stamp) => Ok(()),
            None => fs::remove_file(&from),
            Some(folder) => put(&from, &folder.join(inside), why.as_deref()),
        });
        if let Ok(Err(error)) = done.await {
            self.note(scan, format!(
                "{} was taken in but cannot be put away ({error}). Check the rights of its folder and of the folder it goes to.",
                path.display()
            ));
        }
    }

    /// The same for pictures that were taken with their text.
    pub(super) async fn put_away_pictures(&self, taken: &[PathBuf], scan: &mut Scan) {
        let Ok(root) = self.folder.path.canonicalize() else { return };
        let done = self.folder.done().canonicalize().ok();
        for path in taken {
            let was_done = done.as_ref().is_some_and(|done| path.starts_with(done));
            if let (Ok(inside), Ok(meta), false) = (path.strip_prefix(&root), fs::metadata(path), was_done) {
                self.put_away(path, inside, Stamp::of(&meta), None, scan).await;
            }
        }
    }
}

/// Moves a file without ever overwriting another, and lays a note beside it that says why.
fn put(from: &Path, to: &Path, why: Option<&str>) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    let to = free(to);
    match fs::rename(from, &to) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            fs::copy(from, &to)?;
            fs::File::open(&to)?.sync_all()?;
            fs::remove_file(from)?;
        }
        moved => moved?,
    }
    match why {
        Some(why) => fs::write(with_ending(&to, ".why.txt"), why),
        None => Ok(()),
    }
}

/// The path itself, or with the first number that is free.
fn free(path: &Path) -> PathBuf {
    let taken = |path: &Path| path.symlink_metadata().is_ok();
    if !taken(path) {
        return path.to_owned();
    }
    (1u64..).map(|n| with_ending(path, &format!(".{n}"))).find(|path| !taken(path)).unwrap_or_default()
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
