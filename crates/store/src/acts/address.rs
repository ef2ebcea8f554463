//! Where a story can be found: day and slug, free ones.

use jiff::tz::TimeZone;
use newsroom::{StoryId, slug};
use wire::{Item, Moment, Precision};

use super::describe::headline;
use crate::sql::{args, statements};
use crate::{Result, Tx, blobs};

statements! {
    /// An address that a story had before is its own for good: it leads to it.
    TAKEN = "SELECT id FROM story WHERE day = $1 AND slug = $2 AND id <> $3 \
             UNION ALL SELECT story FROM redirect WHERE path = $4 AND story <> $3";
}

/// The day of a story without a date.
const UNDATED: &str = "undated";

/// So many stories of one day may share a headline before a slug gets letters from the guid.
const COUNTED: usize = 9;

/// First published, per the agency: its date of publication, else the date of the version.
pub(super) fn first_published(item: &Item) -> Option<Moment> {
    item.published.or(item.updated)
}

/// The day on which it was published in the paper's zone. A date without an hour is that day
/// everywhere.
pub(super) fn day(published: Option<Moment>, zone: &TimeZone) -> String {
    match published {
        None => UNDATED.to_owned(),
        Some(moment) if moment.precision == Precision::Day => moment.day().to_string(),
        Some(moment) => moment.at.to_zoned_datetime(zone.clone()).date().to_string(),
    }
}

/// Slugs for a story, the best first: the headline's, with a number where that is taken, at last with
/// letters from its guid.
pub(super) fn slugs(item: &Item, agency: &str, guid: &str) -> impl Iterator<Item = String> + Send {
    let best = slug::of_headline(&headline(item));
    let letters = blobs::hash(format!("{agency} {guid}").as_bytes());
    (1..=COUNTED + 3).map(move |n| match n {
        1 => best.clone(),
        n if n <= COUNTED => format!("{best}-{n}"),
        n => format!("{best}-{}", &letters[..8 * (n - COUNTED)]),
    })
}

/// Has another story this address, or had it once?
pub(super) async fn is_taken(tx: &mut Tx, day: &str, slug: &str, by_other_than: StoryId) -> Result<bool> {
    Ok(tx.opt::<(i64,)>(TAKEN, args![day, slug, by_other_than, format!("{day}/{slug}")]).await?.is_some())
}
