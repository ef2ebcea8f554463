//! What can go wrong, in sentences for the person who can do something about it.

use std::path::PathBuf;

/// The result of everything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be opened, reached or brought up to date.
    #[error("The database {place} cannot be opened: {why} {remedy}")]
    Open {
        /// File or address, without any password.
        place: String,
        /// What the engine said, as a sentence.
        why: String,
        /// What to do about it.
        remedy: String,
    },
    /// The engine refused a statement: a full disk, a lost connection, a damaged file.
    #[error(
        "The database failed at a statement ({why}). Look at its disk space and its own log; nothing of this step was kept."
    )]
    Database {
        /// What the engine said.
        why: String,
    },
    /// Two writers met at the same rows, or the writer was busy for too long. Trying again helps.
    #[error("The database is busy with another writer ({why}). Try again.")]
    Busy {
        /// What the engine said.
        why: String,
    },
    /// A row is not what this version of the program wrote.
    #[error("A row of the database cannot be read: {0} Run `dateline check`.")]
    Row(String),
    /// A file in the data folder cannot be read or written.
    #[error("The file {} cannot be {doing}: {why}. Check its permissions and the disk.", .path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// "read", "written" …
        doing: &'static str,
        /// What the system said.
        why: std::io::Error,
    },
    /// The bucket for large blobs cannot be reached or refuses.
    #[error(
        "In {place}, an object cannot be {doing}: {why}. Check address, bucket and key in [store.s3], and the service."
    )]
    Bucket {
        /// Bucket and service.
        place: String,
        /// "read (name)", "written (name)" …
        doing: String,
        /// What the service said.
        why: String,
    },
    /// No such story, delivery or blob.
    #[error("There is no {0}.")]
    Missing(String),
    /// The rules of the newsroom do not allow it; a sentence for the desk.
    #[error("{0}")]
    Refused(String),
    /// A backup cannot be read or does not fit here; a sentence with its remedy.
    #[error("{0}")]
    Backup(String),
}
