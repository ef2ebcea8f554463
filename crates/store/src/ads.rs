//! How often advertisements were seen and clicked, by day and slot.

use crate::row::{FromRow, Row};
use crate::sql::{args, statements};
use crate::{Db, Result, Store};

statements! {
    ADD = "INSERT INTO ad_count (day, ad, slot, seen, clicked) VALUES ($1, $2, $3, $4, $5) \
           ON CONFLICT (day, ad, slot) DO UPDATE SET seen = ad_count.seen + excluded.seen, \
           clicked = ad_count.clicked + excluded.clicked";
    BETWEEN = "SELECT day, ad, slot, seen, clicked FROM ad_count WHERE day >= $1 AND day <= $2 \
               ORDER BY day, ad, slot";
}

/// One advertisement in one slot on one day ("2026-11-24", in the paper's zone).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub day: String,
    pub ad: String,
    /// Empty where a click did not say in which.
    pub slot: String,
    pub seen: u64,
    pub clicked: u64,
}

/// Adds to what is counted. Several nodes may do so at once.
pub async fn add(store: &Store, counts: &[Count]) -> Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    // In one order on every node, so that none waits for another that waits for it.
    let mut counts: Vec<&Count> = counts.iter().collect();
    counts.sort_unstable_by_key(|count| (&count.day, &count.ad, &count.slot));
    let rows: Vec<_> = counts
        .iter()
        .map(|count| args![&count.day, &count.ad, &count.slot, count.seen, count.clicked].to_vec())
        .collect();
    // Some seconds of counts may be lost in a power cut.
    let mut tx = store.begin_unsynced().await?;
    tx.each(ADD, &rows).await?;
    tx.commit().await?;
    Ok(())
}

/// What was counted from one day to another, both of them too.
pub async fn between(db: &Db, from: &str, until: &str) -> Result<Vec<Count>> {
    db.slow(BETWEEN, args![from, until]).await
}

impl FromRow for Count {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        Ok(Count {
            day: row.next()?,
            ad: row.next()?,
            slot: row.next()?,
            seen: row.next()?,
            clicked: row.next()?,
        })
    }
}
