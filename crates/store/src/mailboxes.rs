//! How far the mailbox of a source was read.

use crate::row::{FromRow, Row};
use crate::sql::{args, statements};
use crate::{Db, Result, Store};

statements! {
    SET = "INSERT INTO mailbox (source, since, meant, uidvalidity, uid, left_alone) \
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (source) DO UPDATE \
           SET since = excluded.since, meant = excluded.meant, uidvalidity = excluded.uidvalidity, \
               uid = excluded.uid, left_alone = excluded.left_alone";
    GET = "SELECT source, since, meant, uidvalidity, uid, left_alone FROM mailbox WHERE source = $1";
}

/// What is remembered of a source's mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MailboxState {
    /// Its name in the configuration.
    pub source: String,
    /// The day on which it was looked at first, `2026-03-02`.
    pub since: String,
    /// A hash of what the settings ask for; where they ask for something else, all is looked at again.
    pub meant: String,
    /// While the server says this number, those of the messages mean the same messages (RFC 9051, 2.3.1.1).
    pub uidvalidity: u32,
    /// The number of the last message that was dealt with; nothing up to it is looked at again.
    pub uid: u32,
    /// Messages that were not taken because of who sent them.
    pub left_alone: u64,
}

/// Notes how far a mailbox was read.
pub async fn set(store: &Store, state: &MailboxState) -> Result<()> {
    let mut tx = store.begin().await?;
    let args =
        args![&state.source, &state.since, &state.meant, state.uidvalidity, state.uid, state.left_alone];
    tx.exec(SET, args).await?;
    tx.commit().await?;
    Ok(())
}

/// How far a source's mailbox was read; `None` where it never was.
pub async fn get(db: &Db, source: &str) -> Result<Option<MailboxState>> {
    db.opt(GET, args![source]).await
}

impl FromRow for MailboxState {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(MailboxState {
            source: row.next()?,
            since: row.next()?,
            meant: row.next()?,
            uidvalidity: row.next()?,
            uid: row.next()?,
            left_alone: row.next()?,
        })
    }
}
