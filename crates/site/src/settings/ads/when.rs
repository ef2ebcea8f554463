//! A moment in a schedule: an instant, a time of the paper's zone, or a whole day of it.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, de::Error};

/// As it stands in the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// `2026-12-01T09:00:00Z`, or with another offset.
    At(Timestamp),
    /// `2026-12-01T09:00`, in the paper's zone.
    There(DateTime),
    /// `2026-12-01`: the whole day, in the paper's zone.
    Day(Date),
}

impl When {
    /// The moment at which something begins that is shown from then on.
    pub fn begins(self, zone: &TimeZone) -> Result<Timestamp, String> {
        match self {
            When::At(at) => Ok(at),
            When::There(time) => there(time, zone),
            // A day begins when it begins, also where its first hour is left out.
            When::Day(day) => {
                day.to_zoned_datetime(zone.clone()).map(|at| at.timestamp()).map_err(|e| format!("{e}"))
            }
        }
    }

    /// The moment at which something ends that is shown until then; a day is counted whole.
    pub fn ends(self, zone: &TimeZone) -> Result<Timestamp, String> {
        match self {
            When::Day(day) => When::Day(day.tomorrow().map_err(|e| format!("{e}"))?).begins(zone),
            other => other.begins(zone),
        }
    }
}

/// The night on which clocks are set has an hour that never comes or comes twice: neither is guessed at.
fn there(time: DateTime, zone: &TimeZone) -> Result<Timestamp, String> {
    let found = zone.to_ambiguous_zoned_datetime(time);
    found.unambiguous().map(|at| at.timestamp()).map_err(|_| {
        format!(
            "{time} comes twice or never in the paper's zone, as clocks are set that night. Write it with its \
             offset, such as {time}+01:00."
        )
    })
}

impl FromStr for When {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Ok(at) = text.parse::<Timestamp>() {
            return Ok(When::At(at));
        }
        let timed = text.contains(['T', 't', ' ']);
        let read = match timed && !text.contains('[') {
            true => text.parse().ok().map(When::There),
            false => text.parse().ok().map(When::Day),
        };
        read.ok_or_else(|| {
            format!(
                "\"{text}\" is no moment. Write \"2026-12-01\", \"2026-12-01T09:00\" in the paper's zone, or \
                 \"2026-12-01T09:00:00Z\"."
            )
        })
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lisbon() -> TimeZone {
        TimeZone::get("Europe/Lisbon").unwrap()
    }

    fn span(text: &str) -> (String, String) {
        let when: When = text.parse().unwrap();
        (when.begins(&lisbon()).unwrap().to_string(), when.ends(&lisbon()).unwrap().to_string())
    }

    #[test]
    fn a_day_is_counted_whole_and_a_time_is_the_papers_own() {
        assert_eq!(span("2026-07-01"), ("2026-06-30T23:00:00Z".into(), "2026-07-01T23:00:00Z".into()));
        assert_eq!(span("2026-07-01T09:00").0, "2026-07-01T08:00:00Z");
        assert_eq!(span("2026-12-01T09:00").1, "2026-12-01T09:00:00Z");
        assert_eq!(span("2026-07-01T09:00:00+05:00").0, "2026-07-01T04:00:00Z");
    }

    #[test]
    fn an_hour_that_comes_twice_or_never_is_not_guessed_at() {
        for text in ["2026-03-29T01:30", "2026-10-25T01:30"] {
            let when: When = text.parse().unwrap();
            assert!(when.begins(&lisbon()).unwrap_err().contains("twice or never"), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "tomorrow", "2026-13-01", "2026-12-01T25:00", "01/12/2026", "12:00"] {
            assert!(text.parse::<When>().is_err(), "{text}");
        }
    }
}
