//! Where large blobs are: a folder of this machine, or a bucket of an S3-compatible service that several
//! machines share.
//!
//! Both are written once and never changed: an object's name is the hash of its bytes.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path as Key;
use object_store::{
    BackoffConfig, ClientOptions, GetOptions, GetRange, ObjectStore, ObjectStoreExt, RetryConfig,
};

use crate::db::blocking;
use crate::{Error, Result};

/// Files are read in pieces of so many bytes, so that a thousand readers of a film do not hold a thousand
/// films in memory.
const PIECE: u64 = 256 << 10;
/// A service that does not answer is tried again for so long; a reader waits no longer than that.
const PATIENCE: Duration = Duration::from_secs(20);
/// Written when a bucket is first used, and read at each start: what cannot do that keeps no picture.
const MARK: &str = "dateline";

/// A bucket of an S3-compatible service.
#[derive(Clone, PartialEq, Eq)]
pub struct Bucket {
    /// `https://host[:port]`; `None` is AWS.
    pub endpoint: Option<String>,
    /// The bucket's name.
    pub name: String,
    /// Most services but AWS take any.
    pub region: String,
    /// What all names in the bucket begin with, for one that others use too; may be empty.
    pub prefix: String,
    /// The key's name and its secret.
    pub key: (String, String),
}

impl std::fmt::Debug for Bucket {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bucket")
            .field("endpoint", &self.endpoint)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Where large blobs are.
#[derive(Debug)]
pub(crate) enum Objects {
    Folder(PathBuf),
    Bucket(Remote),
}

/// An object that can be read.
#[derive(Debug)]
pub(crate) enum Object {
    File(File),
    Remote(Remote, Key),
}

#[derive(Debug, Clone)]
pub(crate) struct Remote {
    service: AmazonS3,
    prefix: Key,
    /// For people.
    place: String,
}

impl Objects {
    /// Opens the bucket and tries it, or takes `blobs/` in the data folder.
    pub async fn open(data: &Path, bucket: Option<&Bucket>) -> Result<Objects> {
        let Some(bucket) = bucket else { return Ok(Objects::Folder(data.join("blobs"))) };
        let remote = Remote::new(bucket)?;
        remote.try_out().await?;
        Ok(Objects::Bucket(remote))
    }

    /// Durably, before it returns. What is there already is left as it is.
    pub async fn put(&self, sha256: &str, bytes: &[u8]) -> Result<()> {
        match self {
            Objects::Folder(folder) => {
                let file = file(folder, sha256)?;
                blocking(|| write_file(&file, bytes))
            }
            Objects::Bucket(remote) => remote.put(sha256, bytes).await,
        }
    }

    pub async fn get(&self, sha256: &str) -> Result<Vec<u8>> {
        match self {
            Objects::Folder(folder) => {
                let path = file(folder, sha256)?;
                blocking(|| fs::read(&path)).map_err(|why| Error::File { path, doing: "read", why })
            }
            Objects::Bucket(remote) => {
                let key = remote.key(sha256)?;
                let read = async { remote.service.get(&key).await?.bytes().await };
                Ok(read.await.map_err(|why| remote.failed("read", &key, &why))?.to_vec())
            }
        }
    }

    pub async fn open_one(&self, sha256: &str) -> Result<Object> {
        match self {
            Objects::Folder(folder) => {
                let path = file(folder, sha256)?;
                let opened = File::open(&path).map_err(|why| Error::File { path, doing: "read", why })?;
                Ok(Object::File(opened))
            }
            Objects::Bucket(remote) => Ok(Object::Remote(remote.clone(), remote.key(sha256)?)),
        }
    }
}

impl Object {
    /// A part, piece by piece; files are read off the threads that answer readers.
    pub async fn read(self, part: Range<u64>) -> Result<BoxStream<'static, std::io::Result<Bytes>>> {
        match self {
            _ if part.is_empty() => Ok(stream::empty().boxed()),
            Object::File(file) => Ok(pieces(file, part).boxed()),
            Object::Remote(remote, key) => {
                let options = GetOptions { range: Some(GetRange::Bounded(part)), ..GetOptions::default() };
                let found = remote.service.get_opts(&key, options).await;
                let found = found.map_err(|why| remote.failed("read", &key, &why))?;
                Ok(found.into_stream().map(|piece| piece.map_err(std::io::Error::other)).boxed())
            }
        }
    }
}

impl Remote {
    fn new(bucket: &Bucket) -> Result<Remote> {
        let at = bucket.endpoint.as_deref().unwrap_or("AWS");
        let place = format!("the bucket \"{}\" at {at}", bucket.name);
        let patience = RetryConfig {
            backoff: BackoffConfig { max_backoff: Duration::from_secs(2), ..BackoffConfig::default() },
            max_retries: 4,
            retry_timeout: PATIENCE,
        };
        let plain = at.starts_with("http://");
        let client = ClientOptions::new()
            .with_allow_http(plain)
            .with_connect_timeout(Duration::from_secs(5))
            .with_timeout(Duration::from_secs(300));
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&bucket.name)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.key.0)
            .with_secret_access_key(&bucket.key.1)
            .with_client_options(client)
            .with_retry(patience);
        if let Some(endpoint) = &bucket.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        // What somebody has installed before, such as the program itself, stays.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let service = builder.build().map_err(|why| Error::Bucket {
            place: place.clone(),
            doing: "opened".into(),
            why: why.to_string(),
        })?;
        Ok(Remote { service, prefix: Key::from(bucket.prefix.as_str()), place })
    }

    /// May this key read and write here? Asked at start, so that it is not a picture that finds out.
    async fn try_out(&self) -> Result<()> {
        let mark = self.prefix.clone().join(MARK);
        match self.service.head(&mark).await {
            Ok(_) => Ok(()),
            Err(object_store::Error::NotFound { .. }) => {
                let words = "Pictures and large deliveries of a paper, kept by Dateline.\n";
                let put = self.service.put(&mark, words.into()).await;
                put.map(|_| ()).map_err(|why| self.failed("written", &mark, &why))
            }
            Err(why) => Err(self.failed("read", &mark, &why)),
        }
    }

    async fn put(&self, sha256: &str, bytes: &[u8]) -> Result<()> {
        let key = self.key(sha256)?;
        if self.service.head(&key).await.is_ok_and(|found| found.size == bytes.len() as u64) {
            return Ok(());
        }
        let put = self.service.put(&key, Bytes::copy_from_slice(bytes).into()).await;
        put.map(|_| ()).map_err(|why| self.failed("written", &key, &why))
    }

    fn key(&self, sha256: &str) -> Result<Key> {
        let (folder, name) = name(sha256)?;
        Ok(self.prefix.clone().join("blobs").join(folder).join(name))
    }

    fn failed(&self, doing: &str, key: &Key, why: &object_store::Error) -> Error {
        // The crate's own sentences are long and hold the answer's XML; its kind says what to do.
        let why = match why {
            object_store::Error::NotFound { .. } => "there is no such object or bucket".into(),
            object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. } => {
                "the key is not known there or may not do that".into()
            }
            other => other.to_string(),
        };
        Error::Bucket { place: self.place.clone(), doing: format!("{doing} ({key})"), why }
    }
}

/// Folder and name of a hash; nothing else leads to a path.
fn name(sha256: &str) -> Result<(&str, &str)> {
    let plain = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    match plain {
        true => Ok(sha256.split_at(2)),
        false => Err(Error::Missing(format!("blob \"{}\"", sha256.escape_debug()))),
    }
}

fn file(folder: &Path, sha256: &str) -> Result<PathBuf> {
    let (first, rest) = name(sha256)?;
    Ok(folder.join(first).join(rest))
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

fn pieces(file: File, part: Range<u64>) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> {
    stream::try_unfold((file, part), |(mut file, part)| async move {
        if part.is_empty() {
            return Ok(None);
        }
        let read = move || {
            let mut piece = vec![0; (part.end - part.start).min(PIECE) as usize];
            file.seek(SeekFrom::Start(part.start))?;
            file.read_exact(&mut piece)?;
            let rest = part.start + piece.len() as u64..part.end;
            Ok(Some((Bytes::from(piece), (file, rest))))
        };
        tokio::task::spawn_blocking(read).await.unwrap_or_else(|e| Err(std::io::Error::other(e)))
    })
}
