//! A reader's data are deleted on request.

use std::collections::BTreeSet;

use jiff::Timestamp;
use newsroom::StoryId;
use newsroom::comments::CommentId;

use super::tell;
use crate::acts::readers;
use crate::sql::{args, statements};
use crate::{Result, Store};

statements! {
    BY_ID = "SELECT id, story, email FROM comment WHERE id = $1";
    BY_EMAIL = "SELECT id, story, email FROM comment WHERE email = $1";
    BY_NAME = "SELECT id, story, email FROM comment WHERE name = $1";
    ANSWERED = "SELECT id FROM comment WHERE parent = $1 LIMIT 1";
    UNMARK = "DELETE FROM comment_mark WHERE comment = $1";
    DELETE = "DELETE FROM comment WHERE id = $1";
    /// Others have answered it: its place stays, without a word of it.
    EMPTY = "UPDATE comment SET name = '', text = '', reader = '', email = NULL, same = '', learnt = NULL, \
             name_kept = FALSE, \
             reason = 'deleted at its author''s request', state = 'removed' WHERE id = $1";
    UNBAN = "DELETE FROM comment_ban WHERE kind = 'email' AND value = $1";
}

/// Whose data: one comment's, all under a mail address (its keyed hash), or all under a name.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    Comment(CommentId),
    Email(&'a str),
    Name {
        name: &'a str,
        /// Its keyed hash, under which it may be kept.
        key: &'a str,
    },
}

/// What was deleted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Comments of which nothing is left.
    pub deleted: Vec<CommentId>,
    /// Comments that others have answered: name, text and hashes are gone, the place is not.
    pub emptied: Vec<CommentId>,
    /// Names that were kept and are not any more.
    pub names: u64,
}

/// Deletes it. Backups made before still hold it; the filter keeps counts of words, not whose they were.
pub async fn forget(store: &Store, whose: Whose<'_>, now: Timestamp) -> Result<Forgotten> {
    let mut tx = store.begin().await?;
    let mut found: Vec<(i64, StoryId, Option<String>)> = match whose {
        Whose::Comment(id) => tx.all(BY_ID, args![id.0]).await?,
        Whose::Email(email) => tx.all(BY_EMAIL, args![email]).await?,
        Whose::Name { name, .. } => tx.all(BY_NAME, args![name]).await?,
    };
    // The last first: an answer of the same author goes before what it answers.
    found.sort_by_key(|(id, _, _)| std::cmp::Reverse(*id));
    let mut forgotten = Forgotten::default();
    for (id, _, _) in &found {
        tx.exec(UNMARK, args![*id]).await?;
        if tx.opt::<(i64,)>(ANSWERED, args![*id]).await?.is_some() {
            tx.exec(EMPTY, args![*id]).await?;
            forgotten.emptied.push(CommentId(*id));
        } else {
            tx.exec(DELETE, args![*id]).await?;
            forgotten.deleted.push(CommentId(*id));
        }
    }
    match whose {
        Whose::Email(email) => {
            tx.exec(UNBAN, args![email]).await?;
            forgotten.names = readers::free_all(&mut tx, email).await?;
        }
        Whose::Name { key, .. } => forgotten.names = readers::free(&mut tx, key).await?,
        Whose::Comment(_) => {}
    }
    for story in found.iter().map(|(_, story, _)| *story).collect::<BTreeSet<_>>() {
        tell(&mut tx, story, true, true, now).await?;
    }
    tx.commit().await?;
    Ok(forgotten)
}
