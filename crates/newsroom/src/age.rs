//! The notice on old stories: "This article is 2 years old".
//!
//! Counted by the calendar, not by averages: a story of 31 January is a month old on the last day of
//! February, one of 29 February is a year old on 28 February. The notice begins on the thirtieth day.
//! On that day no month may have passed yet (most months have 31 days): then it says "30 days" for the
//! day that is missing, so that there is no gap; after a February the month has passed by then, and it
//! says "1 month" at once.

use jiff::{Span, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use wire::{Moment, Precision};

/// From this age on a story carries the notice.
const NOTICE_FROM_DAYS: i32 = 30;

/// How old a story is, in the largest unit of which a whole one has passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Age {
    pub count: i32,
    pub unit: AgeUnit,
    /// The next instant at which the wording changes; `None` at the end of the calendar (year 9999).
    pub changes_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgeUnit {
    Days,
    Months,
    Years,
}

/// The age to print, counted in days of `zone` (the paper's); `None` before the thirtieth day.
pub fn age(published: Moment, now: Timestamp, zone: &TimeZone) -> Option<Age> {
    let (born, today) = days(published, now, zone);
    let (count, unit) = wording(born, today)?;
    Some(Age { count, unit, changes_at: changes_at(published, now, zone) })
}

/// The next instant at which [`age`] says something else, also for a story too young for a notice: the
/// moment at which a cached page goes out of date.
pub fn changes_at(published: Moment, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let (born, today) = days(published, now, zone);
    let next = match wording(born, today) {
        None => born.checked_add(Span::new().days(NOTICE_FROM_DAYS)).ok()?,
        Some((_, AgeUnit::Days)) => anniversary(born, 1)?,
        Some((months, AgeUnit::Months)) => anniversary(born, months + 1)?,
        Some((years, AgeUnit::Years)) => anniversary(born, 12 * (years + 1))?,
    };
    let midnight = next.to_zoned_datetime(zone.clone()).and_then(|zoned| zoned.start_of_day()).ok()?;
    Some(midnight.timestamp())
}

/// The day of publication and today. A bare date is that day wherever the paper is.
fn days(published: Moment, now: Timestamp, zone: &TimeZone) -> (Date, Date) {
    let born = match published.precision {
        Precision::Day => published.day(),
        Precision::Time => published.at.to_zoned_datetime(zone.clone()).date(),
    };
    (born, now.to_zoned_datetime(zone.clone()).date())
}

fn wording(born: Date, today: Date) -> Option<(i32, AgeUnit)> {
    let days = today.since(born).ok()?.get_days();
    if days < NOTICE_FROM_DAYS {
        return None;
    }
    Some(match months(born, today) {
        0 => (days, AgeUnit::Days),
        months @ 1..12 => (months, AgeUnit::Months),
        months => (months / 12, AgeUnit::Years),
    })
}

/// Whole calendar months from `born` to `today`.
fn months(born: Date, today: Date) -> i32 {
    let turned = (i32::from(today.year()) - i32::from(born.year())) * 12 + i32::from(today.month())
        - i32::from(born.month());
    let passed = anniversary(born, turned).is_some_and(|day| day <= today);
    if passed { turned } else { turned - 1 }
}

/// The day that many months later: the same day of the month, or the month's last where it is shorter.
fn anniversary(born: Date, months: i32) -> Option<Date> {
    born.checked_add(Span::new().try_months(months).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn noon(date: &str) -> Timestamp {
        format!("{date}T12:00:00Z").parse().unwrap()
    }

    /// "30 days", "1 month", "2 years".
    fn said(age: Age) -> String {
        let unit = match age.unit {
            AgeUnit::Days => "day",
            AgeUnit::Months => "month",
            AgeUnit::Years => "year",
        };
        format!("{} {unit}{}", age.count, if age.count == 1 { "" } else { "s" })
    }

    fn printed(published: &str, now: &str) -> Option<String> {
        age(Moment::utc(noon(published)), noon(now), &TimeZone::UTC).map(said)
    }

    #[test]
    fn the_notice_begins_on_the_thirtieth_day_and_leaves_no_gap() {
        assert_eq!(printed("2018-09-10", "2018-10-09"), None);
        assert_eq!(printed("2018-09-10", "2018-10-10").as_deref(), Some("1 month"));
        assert_eq!(printed("2018-10-10", "2018-11-09").as_deref(), Some("30 days"));
        assert_eq!(printed("2018-10-10", "2018-11-10").as_deref(), Some("1 month"));
    }

    #[test]
    fn a_story_written_before_the_end_of_february_is_a_month_old_on_its_thirtieth_day() {
        assert_eq!(printed("2019-02-01", "2019-03-02"), None, "a month, but not thirty days");
        assert_eq!(printed("2019-02-01", "2019-03-03").as_deref(), Some("1 month"));
        assert_eq!(printed("2019-01-31", "2019-03-01"), None);
        assert_eq!(printed("2019-01-31", "2019-03-02").as_deref(), Some("1 month"));
        assert_eq!(printed("2019-01-31", "2019-03-30").as_deref(), Some("1 month"));
        assert_eq!(printed("2019-01-31", "2019-03-31").as_deref(), Some("2 months"));
    }

    #[test]
    fn a_story_of_leap_day_has_its_birthday_every_year() {
        assert_eq!(printed("2020-02-29", "2021-02-27").as_deref(), Some("11 months"));
        assert_eq!(printed("2020-02-29", "2021-02-28").as_deref(), Some("1 year"));
        assert_eq!(printed("2020-02-29", "2024-02-28").as_deref(), Some("3 years"));
        assert_eq!(printed("2020-02-29", "2024-02-29").as_deref(), Some("4 years"));
    }

    #[test]
    fn a_story_of_2018_says_its_years() {
        assert_eq!(printed("2018-09-10", "2019-09-09").as_deref(), Some("11 months"));
        assert_eq!(printed("2018-09-10", "2019-09-10").as_deref(), Some("1 year"));
        assert_eq!(printed("2018-09-10", "2026-11-24").as_deref(), Some("8 years"));
    }

    #[test]
    fn the_wording_turns_at_midnight_where_the_paper_is() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let published = Moment::utc("2018-09-11T02:00:00Z".parse().unwrap());
        let age = age(published, noon("2018-11-20"), &zone).unwrap();
        assert_eq!((age.count, age.unit), (2, AgeUnit::Months));
        assert_eq!(age.changes_at, Some("2018-12-10T05:00:00Z".parse().unwrap()), "10 September there");
    }

    #[test]
    fn a_bare_date_is_that_day_wherever_the_paper_is() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let day =
            Moment { at: "2018-09-10T00:00:00Z".parse().unwrap(), offset: None, precision: Precision::Day };
        assert_eq!(changes_at(day, noon("2018-09-10"), &zone), Some("2018-10-10T04:00:00Z".parse().unwrap()));
    }

    #[test]
    fn a_story_from_the_future_or_from_the_end_of_time_has_no_age() {
        assert_eq!(printed("2030-01-01", "2018-01-01"), None);
        let last = Moment::utc(Timestamp::MAX);
        assert_eq!(age(last, Timestamp::MIN, &TimeZone::UTC), None);
        assert_eq!(changes_at(last, Timestamp::MAX, &TimeZone::UTC), None);
        assert!(age(Moment::utc(Timestamp::MIN), Timestamp::MAX, &TimeZone::UTC).is_some());
    }

    proptest! {
        #[test]
        fn the_wording_holds_until_changes_at_and_then_changes(
            published in -2_000_000_000i64..4_000_000_000,
            days_later in 0i64..20_000,
            seconds in 0i64..86_400,
            zone in prop::sample::select(vec!["UTC", "Europe/Oslo", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kolkata"]),
        ) {
            let zone = TimeZone::get(zone).unwrap();
            let now = Timestamp::from_second(published + days_later * 86_400 + seconds).unwrap();
            let published = Moment::utc(Timestamp::from_second(published).unwrap());
            let said = |at| age(published, at, &zone).map(said);
            let turns = changes_at(published, now, &zone).unwrap();
            prop_assert!(turns > now);
            let just_before = Timestamp::from_second(turns.as_second() - 1).unwrap();
            prop_assert_eq!(said(just_before), said(now));
            prop_assert_ne!(said(turns), said(now));
        }
    }
}
