//! Bytes by their SHA-256: raw deliveries, pictures.
//!
//! Small ones are rows, so that a delivery's bytes and everything made of them are one commit; larger
//! ones are files `blobs/ab/cdef…` in the data folder, whole and on the disk before their row is.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::db::blocking;
use crate::sql::{args, statements};
use crate::{Error, Result, Store, Tx};

/// Up to this size bytes are kept in a row.
const SMALL: usize = 64 << 10;

statements! {
    INSERT = "INSERT INTO blob (sha256, size, bytes) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO NOTHING";
    GET = "SELECT bytes FROM blob WHERE sha256 = $1";
    EXISTS = "SELECT size FROM blob WHERE sha256 = $1";
}

/// Keeps bytes durably and returns their SHA-256 (64 hexadecimal digits). The same bytes are kept once.
pub async fn put(store: &Store, bytes: &[u8]) -> Result<String> {
    let mut tx = store.begin().await?;
    let sha256 = put_in(&mut tx, bytes).await?;
    tx.commit().await?;
    Ok(sha256)
}

/// As [`put`], kept when the transaction is committed.
pub async fn put_in(tx: &mut Tx, bytes: &[u8]) -> Result<String> {
    let sha256 = hash(bytes);
    let row = (bytes.len() <= SMALL).then_some(bytes);
    if row.is_none() {
        let file = file(&tx.store.settings.data, &sha256)?;
        blocking(|| write_file(&file, bytes))?;
    }
    tx.exec(INSERT, args![&sha256, bytes.len(), row]).await?;
    Ok(sha256)
}

/// The bytes; [`Error::Missing`] where there are none.
pub async fn get(store: &Store, sha256: &str) -> Result<Vec<u8>> {
    match store.db().opt::<(Option<Vec<u8>>,)>(GET, args![sha256]).await? {
        Some((Some(bytes),)) => Ok(bytes),
        Some((None,)) => blocking(|| read_file(store.data(), sha256)),
        None => Err(Error::Missing(format!("blob {sha256}"))),
    }
}

/// Bytes that are there, or a file to read them from piece by piece.
#[derive(Debug)]
pub enum Source {
    /// A small one, whole.
    Bytes(Vec<u8>),
    /// A large one, opened.
    File(File),
}

/// As [`get`], without holding a large one in memory.
pub async fn open(store: &Store, sha256: &str) -> Result<Source> {
    match store.db().opt::<(Option<Vec<u8>>,)>(GET, args![sha256]).await? {
        Some((Some(bytes),)) => Ok(Source::Bytes(bytes)),
        Some((None,)) => {
            let path = file(store.data(), sha256)?;
            let opened = File::open(&path).map_err(|why| Error::File { path, doing: "read", why })?;
            Ok(Source::File(opened))
        }
        None => Err(Error::Missing(format!("blob {sha256}"))),
    }
}

/// Are there bytes of this hash?
pub async fn exists(store: &Store, sha256: &str) -> Result<bool> {
    Ok(store.db().opt::<(i64,)>(EXISTS, args![sha256]).await?.is_some())
}

/// The bytes of a blob that is a file.
pub(crate) fn read_file(data: &Path, sha256: &str) -> Result<Vec<u8>> {
    let path = file(data, sha256)?;
    fs::read(&path).map_err(|why| Error::File { path, doing: "read", why })
}

/// SHA-256 as 64 hexadecimal digits.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The file of a hash; nothing else leads to a path.
fn file(data: &Path, sha256: &str) -> Result<PathBuf> {
    let plain = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !plain {
        return Err(Error::Missing(format!("blob \"{}\"", sha256.escape_debug())));
    }
    Ok(data.join("blobs").join(&sha256[..2]).join(&sha256[2..]))
}

/// Written under another name, synced and renamed, and the folder synced: after a crash the file is
/// there whole or not at all.
fn write_file(file: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |why| Error::File { path: file.to_owned(), doing: "written", why };
    if fs::metadata(file).is_ok_and(|found| found.len() == bytes.len() as u64) {
        return Ok(());
    }
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder).map_err(failed)?;
    let mut fresh = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    fresh.write_all(bytes).map_err(failed)?;
    fresh.as_file().sync_all().map_err(failed)?;
    fresh.persist(file).map_err(|e| failed(e.error))?;
    for folder in [Some(folder), folder.parent()].into_iter().flatten() {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    }
    Ok(())
}
