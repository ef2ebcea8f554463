//! A reader follows the link in his mail, and a name is kept for him.

use jiff::Timestamp;

use crate::readers::keeper_in;
use crate::sql::{args, statements};
use crate::{Result, Store, Tx};

statements! {
    SPEND = "INSERT INTO reader_link (nonce, until) VALUES ($1, $2) ON CONFLICT (nonce) DO NOTHING";
    OVER = "DELETE FROM reader_link WHERE until < $1";
    KEEP = "INSERT INTO reader_name (name, email, at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING";
    HAS = "SELECT COUNT(*) FROM reader_name WHERE email = $1";
    FREE = "DELETE FROM reader_name WHERE name = $1";
    FREE_ALL = "DELETE FROM reader_name WHERE email = $1";
}

/// Names that one mail address keeps at most.
const MOST_NAMES: u32 = 3;

/// What a one-time link says: all keyed hashes but the time.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub nonce: &'a str,
    /// When it would be too old anyway.
    pub until: Timestamp,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// The name is kept for this address, or was already.
    In,
    /// The link was used before.
    Used,
    /// Somebody else keeps the name.
    Taken,
    /// This address keeps as many names as one may.
    TooMany,
}

/// Uses a link up and keeps its name. No page shows who keeps which name, so that none changes.
pub async fn sign_in(store: &Store, link: Link<'_>, now: Timestamp) -> Result<Signed> {
    let mut tx = store.begin().await?;
    tx.exec(OVER, args![now]).await?;
    let first = tx.exec(SPEND, args![link.nonce, link.until]).await? > 0;
    let signed = if first { keep(&mut tx, link, now).await? } else { Signed::Used };
    tx.commit().await?;
    Ok(signed)
}

async fn keep(tx: &mut Tx, link: Link<'_>, now: Timestamp) -> Result<Signed> {
    if keeper_in(tx, link.name).await?.is_none() {
        if tx.one::<(u32,)>(HAS, args![link.email]).await?.0 >= MOST_NAMES {
            return Ok(Signed::TooMany);
        }
        tx.exec(KEEP, args![link.name, link.email, now]).await?;
    }
    // Asked again: another process may have been first.
    let own = keeper_in(tx, link.name).await?.is_some_and(|email| email == link.email);
    Ok(if own { Signed::In } else { Signed::Taken })
}

/// The name is nobody's again. Says how many were given up.
pub(in crate::acts) async fn free(tx: &mut Tx, name: &str) -> Result<u64> {
    tx.exec(FREE, args![name]).await
}

/// As [`free`], for all names of a mail address.
pub(in crate::acts) async fn free_all(tx: &mut Tx, email: &str) -> Result<u64> {
    tx.exec(FREE_ALL, args![email]).await
}
