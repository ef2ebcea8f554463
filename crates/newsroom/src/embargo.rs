//! When an embargo ends.

use jiff::{SignedDuration, Timestamp};
use wire::{Item, Precision};

/// How long after UTC the last zone on earth begins a day.
const LAST_ZONE: SignedDuration = SignedDuration::from_hours(12);

/// The end of the item's embargo, where it is still to come.
pub fn in_force(item: &Item, now: Timestamp) -> Option<Timestamp> {
    end(item).filter(|end| *end > now)
}

/// The instant from which the item may be shown; `None` where the agency set no embargo.
///
/// An embargo that names a day and no hour ends when that day begins, in the zone that it names. Where
/// it names none either, it ends when the day has begun everywhere on earth, for an embargo must not
/// be broken by guessing; unless the item says that it was out by then (NITF repeats the day of issue
/// as the day of release), in which case there is nothing left to wait for.
pub fn end(item: &Item) -> Option<Timestamp> {
    let embargo = item.embargo?;
    let vague = embargo.precision == Precision::Day && embargo.offset.is_none();
    if !vague {
        return Some(embargo.at);
    }
    let was_out = item.published.is_some_and(|published| published.day() >= embargo.day());
    if was_out { None } else { Some(embargo.at.saturating_add(LAST_ZONE).unwrap_or(embargo.at)) }
}
