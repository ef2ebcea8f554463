//! Readers who keep a name under which they write. How they come to it is in `acts/readers`.

use crate::sql::{args, statements};
use crate::{Db, Result, Tx};

statements! {
    KEEPER = "SELECT email FROM reader_name WHERE name = $1";
}

/// The mail address (its keyed hash) of whoever keeps a name (its keyed hash).
pub async fn keeper(db: &Db, name: &str) -> Result<Option<String>> {
    Ok(db.opt::<(String,)>(KEEPER, args![name]).await?.map(|(email,)| email))
}

pub(crate) async fn keeper_in(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    Ok(tx.opt::<(String,)>(KEEPER, args![name]).await?.map(|(email,)| email))
}
