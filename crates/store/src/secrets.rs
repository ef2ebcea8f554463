//! Keys that the paper makes for itself, once, and all its processes share.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::sql::{args, statements};
use crate::{Error, Result, Store};

statements! {
    KEY = "SELECT value FROM secret WHERE name = $1";
    MAKE = "INSERT INTO secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
}

/// A key for signing and for hashes that nobody can try out.
#[derive(Clone)]
pub struct Key(String);

/// The key of a purpose, made where there is none yet.
pub async fn key(store: &Store, purpose: &str) -> Result<Key> {
    if let Some((value,)) = store.db().opt::<(String,)>(KEY, args![purpose]).await? {
        return Ok(Key(value));
    }
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes)
        .map_err(|why| Error::Database { why: format!("the system gave no random bytes: {why}") })?;
    let mut tx = store.begin().await?;
    tx.exec(MAKE, args![purpose, hex(&bytes)]).await?;
    // Another process may have been first.
    let (value,) = tx.one::<(String,)>(KEY, args![purpose]).await?;
    tx.commit().await?;
    Ok(Key(value))
}

impl Key {
    /// The keyed hash of a message, 32 hexadecimal digits.
    pub fn hash(&self, message: &str) -> String {
        self.mac(message).map_or_else(String::new, |mac| hex(&mac.finalize().into_bytes()[..16]))
    }

    /// Is this the message's keyed hash? Takes the same time for every wrong one.
    pub fn verify(&self, message: &str, hash: &str) -> bool {
        let bytes: Option<Vec<u8>> = hash
            .as_bytes()
            .chunks(2)
            .map(|two| std::str::from_utf8(two).ok().and_then(|two| u8::from_str_radix(two, 16).ok()))
            .collect();
        let bytes = bytes.filter(|bytes| bytes.len() == 16);
        let mac = self.mac(message);
        bytes.zip(mac).is_some_and(|(bytes, mac)| mac.verify_truncated_left(&bytes).is_ok())
    }

    fn mac(&self, message: &str) -> Option<Hmac<Sha256>> {
        // HMAC takes keys of every length.
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).ok()?;
        mac.update(message.as_bytes());
        Some(mac)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
