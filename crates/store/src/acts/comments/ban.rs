//! Nothing more is taken from an author, or it is again.

use jiff::Timestamp;
use newsroom::comments::CommentId;

use super::Author;
use super::moderate::missing;
use crate::sql::{args, statements};
use crate::{Result, Store, Tx};

statements! {
    WHO = "SELECT reader, email, story FROM comment WHERE id = $1";
    BANNED = "SELECT reason FROM comment_ban WHERE kind = $1 AND value = $2";
    BAN = "INSERT INTO comment_ban (kind, value, reason, at) VALUES ($1, $2, $3, $4) \
           ON CONFLICT (kind, value) DO UPDATE SET reason = excluded.reason, at = excluded.at";
    UNBAN = "DELETE FROM comment_ban WHERE kind = $1 AND value = $2";
}

/// Takes nothing more from the author of a comment: from his block of addresses, and under his mail
/// address where he gave one. Pages do not change.
pub async fn ban(store: &Store, id: CommentId, reason: &str, now: Timestamp) -> Result<()> {
    let mut tx = store.begin().await?;
    for (kind, value) in marks(&mut tx, id, now).await? {
        tx.exec(BAN, args![kind, value, reason, now]).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes comments of this comment's author again.
pub async fn unban(store: &Store, id: CommentId, now: Timestamp) -> Result<()> {
    let mut tx = store.begin().await?;
    for (kind, value) in marks(&mut tx, id, now).await? {
        tx.exec(UNBAN, args![kind, value]).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Why the author is banned, where he is.
pub(super) async fn reason(tx: &mut Tx, author: &Author) -> Result<Option<String>> {
    let marks = [("reader", Some(&author.reader)), ("email", author.email.as_ref())];
    for (kind, value) in marks {
        let Some(value) = value else { continue };
        if let Some((reason,)) = tx.opt::<(String,)>(BANNED, args![kind, value]).await? {
            return Ok(Some(reason));
        }
    }
    Ok(None)
}

/// What the author is known by; says in the log that it was used.
async fn marks(tx: &mut Tx, id: CommentId, now: Timestamp) -> Result<Vec<(&'static str, String)>> {
    let found: Option<(String, Option<String>, i64)> = tx.opt(WHO, args![id.0]).await?;
    let (reader, email, story) = found.ok_or_else(|| missing(id))?;
    super::tell(tx, newsroom::StoryId(story), false, false, now).await?;
    let reader = Some(("reader", reader)).filter(|(_, reader)| !reader.is_empty());
    Ok(reader.into_iter().chain(email.map(|email| ("email", email))).collect())
}
