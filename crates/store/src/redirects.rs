//! Addresses that stories had before.

use newsroom::StoryId;

use crate::sql::{args, statements};
use crate::{Db, Result, Tx};

statements! {
    FIND = "SELECT s.day, s.slug FROM redirect r JOIN story s ON s.id = r.story WHERE r.path = $1";
    TAKEN = "SELECT 1 FROM redirect WHERE path = $1";
    LEAVE = "INSERT INTO redirect (path, story) VALUES ($1, $2) \
             ON CONFLICT (path) DO UPDATE SET story = excluded.story";
    TAKE = "DELETE FROM redirect WHERE path = $1";
}

/// Where a story went that was at `path`, an address without its leading slash: "2018-09-10/old-slug".
/// Gives day and slug of where it is now, however often it moved.
pub async fn find(db: &Db, path: &str) -> Result<Option<(String, String)>> {
    db.opt(FIND, args![path]).await
}

/// Did a story have this address? Then no other may: whoever holds it is led to that one.
///
/// A question of its own rather than a condition of the INSERT: inserting from a SELECT makes SQLite look
/// through every table that refers to stories.
pub(crate) async fn is_taken(tx: &mut Tx, path: &str) -> Result<bool> {
    Ok(tx.opt::<(i64,)>(TAKEN, args![path]).await?.is_some())
}

/// A story moves from one address to another: the old one leads to it, and the new one is its own.
pub(crate) async fn moved(tx: &mut Tx, story: StoryId, from: (&str, &str), to: (&str, &str)) -> Result<()> {
    tx.exec(TAKE, args![format!("{}/{}", to.0, to.1)]).await?;
    tx.exec(LEAVE, args![format!("{}/{}", from.0, from.1), story]).await?;
    Ok(())
}
