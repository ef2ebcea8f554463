//! Addresses that stories had before.

use newsroom::StoryId;

use crate::sql::{args, statements};
use crate::{Db, Result, Tx};

statements! {
    FIND = "SELECT s.day, s.slug FROM redirect r JOIN story s ON s.id = r.story WHERE r.path = $1 \
            AND s.state IN ('live', 'killed')";
    TAKEN = "SELECT 1 FROM redirect WHERE path = $1";
    LEAVE = "INSERT INTO redirect (path, story) VALUES ($1, $2) \
             ON CONFLICT (path) DO UPDATE SET story = excluded.story";
    LEAD = "INSERT INTO redirect (path, story) VALUES ($1, $2) ON CONFLICT (path) DO NOTHING";
    LEADS = "SELECT story FROM redirect WHERE path = $1";
    TAKE = "DELETE FROM redirect WHERE path = $1";
}

/// Where a story went that was at `path`, an address without its leading slash: "2018-09-10/old-slug".
/// Gives day and slug of where it is now, however often it moved; nothing where readers never saw it.
pub async fn find(db: &Db, path: &str) -> Result<Option<(String, String)>> {
    db.opt(FIND, args![path]).await
}

/// An address of another system, by its path and query, as it is kept and looked for: with its leading slash,
/// so that it is none of ours; without a slash at the end, in small letters. Of the query only what names a story
/// counts (WordPress: "/?p=123", "/blog/?p=123"). `None` for the front page and for what is too long for an address.
pub fn key(path: &str, query: Option<&str>) -> Option<String> {
    keys(path, query).next()
}

/// The keys under which an address that a reader asks for may be kept, the likeliest first.
pub fn keys(path: &str, query: Option<&str>) -> impl Iterator<Item = String> {
    let named = query.into_iter().flat_map(|query| query.split('&')).find_map(|pair| {
        let number = ["p=", "page_id="].iter().find_map(|name| pair.strip_prefix(name))?;
        let plain = (1..=18).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| format!("/?p={number}"))
    });
    let path = path.trim_end_matches('/').to_ascii_lowercase();
    let is_fit = path.len() <= LONGEST && (path.is_empty() || path.starts_with('/'));
    let named = named.filter(|_| is_fit).map(|named| format!("{path}{named}"));
    named.into_iter().chain((is_fit && path.len() > 1).then_some(path))
}

/// Longer ones are no addresses, and too long for an index.
const LONGEST: usize = 1000;

/// What became of an old address.
pub(crate) enum Led {
    New,
    /// It leads to this story already.
    Known,
    /// It leads to another one, and goes on doing so.
    Elsewhere,
}

/// An address of another system leads to a story.
pub(crate) async fn lead(tx: &mut Tx, key: &str, story: StoryId) -> Result<Led> {
    if tx.exec(LEAD, args![key, story]).await? > 0 {
        return Ok(Led::New);
    }
    let leads: Option<(StoryId,)> = tx.opt(LEADS, args![key]).await?;
    Ok(if leads == Some((story,)) { Led::Known } else { Led::Elsewhere })
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

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn an_old_address_is_found_however_it_is_written() {
        assert_eq!(key("/2019/05/Ferry-Sails/", Some("utm=x")).as_deref(), Some("/2019/05/ferry-sails"));
        assert_eq!(key("/", Some("p=123")).as_deref(), Some("/?p=123"));
        assert_eq!(key("", Some("feed=rss&page_id=7")).as_deref(), Some("/?p=7"));
        assert_eq!(key("/Blog/", Some("p=7")).as_deref(), Some("/blog/?p=7"));
        let either: Vec<String> = super::keys("/2019/05/ferry/", Some("p=7")).collect();
        assert_eq!(either, ["/2019/05/ferry/?p=7", "/2019/05/ferry"]);
        for none in
            [key("/", None), key("/", Some("p=x")), key("/", Some("page=2")), key(&"/a".repeat(600), None)]
        {
            assert_eq!(none, None);
        }
    }
}
