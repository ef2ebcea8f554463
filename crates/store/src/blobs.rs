//! Bytes by their SHA-256: raw deliveries, pictures.
//!
//! Small ones are rows, so that a delivery's bytes and everything made of them are one commit; larger
//! ones are in the folder or the bucket ([`crate::objects`]), whole and durable before their row is.

use std::ops::Range;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use sha2::{Digest, Sha256};

use crate::objects::Object;
use crate::sql::{args, statements};
use crate::{Error, Result, Store, Tx};

/// Up to this size bytes are kept in a row.
const SMALL: usize = 64 << 10;

statements! {
    INSERT = "INSERT INTO blob (sha256, size, bytes) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO NOTHING";
    GET = "SELECT size, bytes FROM blob WHERE sha256 = $1";
    EXISTS = "SELECT size FROM blob WHERE sha256 = $1";
}

/// Bytes that are on their way into a transaction: large ones are durable already, and are a blob once
/// [`keep`] is committed.
#[derive(Debug)]
pub struct Laid<'a> {
    /// 64 hexadecimal digits.
    pub sha256: String,
    size: usize,
    row: Option<&'a [u8]>,
}

/// Keeps bytes durably and returns their SHA-256 (64 hexadecimal digits). The same bytes are kept once.
pub async fn put(store: &Store, bytes: &[u8]) -> Result<String> {
    let laid = lay(store, bytes).await?;
    let mut tx = store.begin().await?;
    keep(&mut tx, &laid).await?;
    tx.commit().await?;
    Ok(laid.sha256)
}

/// The first half of [`put`], which may wait for a network and so belongs before a transaction. Where nothing
/// comes after it, a file or an object is left that no row knows: it costs its room and nothing else.
pub async fn lay<'a>(store: &Store, bytes: &'a [u8]) -> Result<Laid<'a>> {
    let sha256 = hash(bytes);
    let row = (bytes.len() <= SMALL).then_some(bytes);
    if row.is_none() {
        store.inner.objects.put(&sha256, bytes).await?;
    }
    Ok(Laid { sha256, size: bytes.len(), row })
}

/// The second half of [`put`]: kept when the transaction is committed.
pub async fn keep(tx: &mut Tx, laid: &Laid<'_>) -> Result<()> {
    tx.exec(INSERT, args![&laid.sha256, laid.size, laid.row]).await?;
    Ok(())
}

/// The bytes; [`Error::Missing`] where there are none.
pub async fn get(store: &Store, sha256: &str) -> Result<Vec<u8>> {
    match find(store, sha256).await? {
        (_, Some(bytes)) => Ok(bytes),
        (_, None) => store.inner.objects.get(sha256).await,
    }
}

/// Bytes that are there, or a place to read them from piece by piece.
#[derive(Debug)]
pub struct Source {
    /// Bytes in all.
    pub length: u64,
    from: From,
}

#[derive(Debug)]
enum From {
    /// A small one, whole.
    Row(Bytes),
    Object(Object),
}

/// As [`get`], without holding a large one in memory.
pub async fn open(store: &Store, sha256: &str) -> Result<Source> {
    let (length, row) = find(store, sha256).await?;
    let from = match row {
        Some(bytes) => From::Row(bytes.into()),
        None => From::Object(store.inner.objects.open_one(sha256).await?),
    };
    Ok(Source { length, from })
}

impl Source {
    /// All of it or a part, which is cut to the length that there is.
    pub async fn read(self, part: Range<u64>) -> Result<BoxStream<'static, std::io::Result<Bytes>>> {
        let end = part.end.min(self.length);
        let part = part.start.min(end)..end;
        match self.from {
            // A row is at most 64 KiB, and the part lies within it.
            From::Row(bytes) => {
                let bytes = bytes.slice(part.start as usize..part.end as usize);
                Ok(stream::once(async { Ok(bytes) }).boxed())
            }
            From::Object(object) => object.read(part).await,
        }
    }

    /// The whole, where it is in memory anyway.
    pub fn whole(&self) -> Option<Bytes> {
        match &self.from {
            From::Row(bytes) => Some(bytes.clone()),
            From::Object(_) => None,
        }
    }
}

/// Are there bytes of this hash?
pub async fn exists(store: &Store, sha256: &str) -> Result<bool> {
    Ok(store.db().opt::<(i64,)>(EXISTS, args![sha256]).await?.is_some())
}

/// SHA-256 as 64 hexadecimal digits.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn find(store: &Store, sha256: &str) -> Result<(u64, Option<Vec<u8>>)> {
    let row: Option<(u64, Option<Vec<u8>>)> = store.db().opt(GET, args![sha256]).await?;
    row.ok_or_else(|| Error::Missing(format!("blob \"{}\"", sha256.escape_debug())))
}
