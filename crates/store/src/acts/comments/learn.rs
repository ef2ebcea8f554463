//! The spam filter's memory: what moderators approved and rejected.

use newsroom::comments::Comment;
use newsroom::spam::{self, Counts};

use crate::sql::{args, statements};
use crate::{Result, Tx};

statements! {
    COUNTS = "SELECT spam, ham FROM spam_token WHERE token = $1";
    ADD = "INSERT INTO spam_token (token, spam, ham) VALUES ($1, $2, $3) ON CONFLICT (token) DO UPDATE \
           SET spam = spam_token.spam + excluded.spam, ham = spam_token.ham + excluded.ham";
    TAKE = "UPDATE spam_token SET spam = spam - $2, ham = ham - $3 WHERE token = $1";
    LEARNT = "SELECT learnt FROM comment WHERE id = $1";
    NOTE = "UPDATE comment SET learnt = $2 WHERE id = $1";
}

/// Under this token the comments themselves are counted.
const COMMENTS: &str = "";

/// How much this looks like spam; `None` while too little was learnt.
pub(super) async fn score(tx: &mut Tx, name: &str, text: &str) -> Result<Option<f64>> {
    let all = counts(tx, COMMENTS).await?;
    if all.spam < spam::LEAST || all.ham < spam::LEAST {
        return Ok(None);
    }
    let mut seen = Vec::new();
    for token in spam::tokens(name, text) {
        seen.push(counts(tx, &token).await?);
    }
    Ok(spam::score(all, seen))
}

/// Learns a comment as spam or as ham, and forgets what it learnt of it before.
pub(super) async fn learn(tx: &mut Tx, comment: &Comment, as_spam: bool) -> Result<()> {
    let (before,): (Option<String>,) = tx.one(LEARNT, args![comment.id.0]).await?;
    let word = if as_spam { "spam" } else { "ham" };
    if before.as_deref() == Some(word) {
        return Ok(());
    }
    let mut tokens = spam::tokens(&comment.name, &comment.text);
    tokens.insert(COMMENTS.to_owned());
    let rows = |spam: bool| tokens.iter().map(move |t| args![t, spam, !spam].to_vec()).collect::<Vec<_>>();
    if let Some(before) = before {
        tx.each(TAKE, &rows(before == "spam")).await?;
    }
    tx.each(ADD, &rows(as_spam)).await?;
    tx.exec(NOTE, args![comment.id.0, word]).await?;
    Ok(())
}

async fn counts(tx: &mut Tx, token: &str) -> Result<Counts> {
    let found = tx.opt::<(u32, u32)>(COUNTS, args![token]).await?;
    Ok(found.map_or_else(Counts::default, |(spam, ham)| Counts { spam, ham }))
}
