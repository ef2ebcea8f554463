//! Bytes by their SHA-256: raw deliveries, pictures.

use crate::{Result, Store, Tx};

/// Keeps bytes durably and returns their SHA-256 (64 hexadecimal digits). The same bytes are kept once.
pub async fn put(_store: &Store, _bytes: &[u8]) -> Result<String> {
    todo!()
}

/// As [`put`], kept when the transaction is committed.
pub async fn put_in(_tx: &mut Tx, _bytes: &[u8]) -> Result<String> {
    todo!()
}

/// The bytes; [`Error::Missing`](crate::Error::Missing) where there are none.
pub async fn get(_store: &Store, _sha256: &str) -> Result<Vec<u8>> {
    todo!()
}

/// Are there bytes of this hash?
pub async fn exists(_store: &Store, _sha256: &str) -> Result<bool> {
    todo!()
}
