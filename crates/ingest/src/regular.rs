//! Opening a file that somebody else put there.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Why a file was not read, in sentences without the file's name.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    #[error("It is gone.")]
    Gone,
    #[error("It is {0}, and only regular files are read.")]
    NotAFile(&'static str),
    #[error("It is a link to {}, which is outside of the folder; links are followed only inside. Put the file itself there.", .0.display())]
    Outside(PathBuf),
    #[error("It may not be read. Give this program's user the right to.")]
    Denied,
    #[error(
        "It has {size} bytes, and max_bytes is {most}. Raise max_bytes for this source if that is right."
    )]
    TooLarge { size: u64, most: u64 },
    #[error("It changed while it was read.")]
    Changed,
    #[error("It cannot be read: {0}.")]
    Io(std::io::Error),
}

/// What tells whether a file has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    pub size: u64,
    pub modified: SystemTime,
    /// 0 where the system has none.
    pub inode: u64,
}

impl Stamp {
    pub fn of(meta: &Metadata) -> Stamp {
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(meta);
        #[cfg(not(unix))]
        let inode = 0;
        Stamp { size: meta.len(), modified: meta.modified().unwrap_or(SystemTime::UNIX_EPOCH), inode }
    }
}

/// Reads a regular file inside `root`, at most `most` bytes of it, without ever waiting for the other
/// end of a pipe or waking a device. `root` must be canonical.
///
/// A link is followed where it leads to a file inside `root`.
pub fn read(root: &Path, path: &Path, most: u64) -> Result<(Vec<u8>, Stamp), Unread> {
    let file = open(root, path)?;
    let meta = file.metadata().map_err(Unread::of)?;
    if !meta.is_file() {
        return Err(Unread::NotAFile(kind(&meta)));
    }
    let stamp = Stamp::of(&meta);
    if stamp.size > most {
        return Err(Unread::TooLarge { size: stamp.size, most });
    }
    let mut bytes = Vec::with_capacity(stamp.size as usize);
    // One byte more than is there shows that it is growing.
    (&file).take(stamp.size + 1).read_to_end(&mut bytes).map_err(Unread::of)?;
    let after = file.metadata().map_err(Unread::of)?;
    if Stamp::of(&after) != stamp || bytes.len() as u64 != stamp.size {
        return Err(Unread::Changed);
    }
    Ok((bytes, stamp))
}

fn open(root: &Path, path: &Path) -> Result<File, Unread> {
    // Looked at before it is opened: merely opening some devices does something.
    let real = path.canonicalize().map_err(Unread::of)?;
    if !real.starts_with(root) {
        return Err(Unread::Outside(real));
    }
    let meta = real.symlink_metadata().map_err(Unread::of)?;
    if !meta.is_file() {
        return Err(Unread::NotAFile(kind(&meta)));
    }
    let mut options = OpenOptions::new();
    options.read(true);
    // Should it have been exchanged for a link or a pipe since: no link is followed, no pipe waited for.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        libc::O_NOFOLLOW | libc::O_NONBLOCK | libc::O_NOCTTY,
    );
    let file = options.open(&real).map_err(Unread::of)?;
    // Should a folder on the way have been exchanged for a link: what was opened must still be there.
    let opened = file.metadata().map_err(Unread::of)?;
    let again = path.canonicalize().map_err(Unread::of)?;
    let there = again.symlink_metadata().map_err(Unread::of)?;
    if !again.starts_with(root) || Stamp::of(&there).inode != Stamp::of(&opened).inode {
        return Err(Unread::Changed);
    }
    Ok(file)
}

fn kind(meta: &Metadata) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = meta.file_type();
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    if meta.is_dir() { "a folder" } else { "something special" }
}

impl Unread {
    pub(crate) fn of(error: std::io::Error) -> Unread {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Unread::Gone,
            ErrorKind::PermissionDenied => Unread::Denied,
            _ => Unread::Io(error),
        }
    }
}
