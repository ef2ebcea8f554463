//! A point in time exactly as sharp as the source gave it.

use jiff::{
    Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};
use serde::{Deserialize, Serialize};

/// A time that an agency wrote down, no sharper and no vaguer than it was written.
///
/// A date without a time stays a date (`precision: Day`), and is never shown with an hour.
/// `offset` keeps the zone in which the agency wrote, so that "14:30 in Geneva" can be shown as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// The instant. For `Precision::Day`, the first instant of that day in `offset`.
    pub at: Timestamp,
    /// Seconds east of UTC as written; `None` where the source named no zone and UTC was assumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<i32>,
    #[serde(default)]
    pub precision: Precision,
}

/// How sharp a [`Moment`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the second or minute.
    #[default]
    Time,
    /// A calendar day, without an hour.
    Day,
}

impl Moment {
    /// An instant known to the second, in UTC.
    pub fn utc(at: Timestamp) -> Self {
        Moment { at, offset: Some(0), precision: Precision::Time }
    }

    /// The zone it was written in; UTC where none was named.
    pub fn zone(&self) -> TimeZone {
        let offset = self.offset.and_then(|s| Offset::from_seconds(s).ok()).unwrap_or(Offset::UTC);
        offset.to_time_zone()
    }

    /// The calendar day in the zone it was written in: the day that "Monday" in the copy counts from.
    pub fn day(&self) -> Date {
        self.at.to_zoned_datetime(self.zone()).date()
    }

    /// ISO 8601 for `<time datetime>` and JSON: a date for a day, else a timestamp with its offset.
    pub fn iso(&self) -> String {
        match self.precision {
            Precision::Day => self.day().to_string(),
            Precision::Time => {
                let zoned = self.at.to_zoned_datetime(self.zone());
                zoned
                    .strftime(if self.offset == Some(0) || self.offset.is_none() {
                        "%Y-%m-%dT%H:%M:%SZ"
                    } else {
                        "%Y-%m-%dT%H:%M:%S%:z"
                    })
                    .to_string()
            }
        }
    }
}
