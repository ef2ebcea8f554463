//! Days, weeks, months and the feasts that move. All of it is arithmetic; a result that no calendar holds
//! is `None`.

use jiff::{Span, civil::Date, civil::ISOWeekDate, civil::Weekday};

/// The day that lies so many days later, or earlier if negative.
pub(crate) fn plus_days(day: Date, days: i64) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The same day so many months later; 31 January and a month is 28 or 29 February.
pub(crate) fn plus_months(day: Date, months: i64) -> Option<Date> {
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// A year that TIMEX3 can print.
pub(crate) fn year(number: i64) -> Option<i16> {
    i16::try_from(number).ok().filter(|year| (0..=9999).contains(year))
}

/// A day of the calendar, if there is one.
pub(crate) fn day(year: i16, month: i64, day: i64) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Monday is 1.
pub(crate) fn weekday(day: Date) -> i64 {
    i64::from(day.weekday().to_monday_one_offset())
}

/// The year and the number of the ISO week that a day is in.
pub(crate) fn week(day: Date) -> (i16, i8) {
    let week = day.iso_week_date();
    (week.year(), week.week())
}

/// The Monday of an ISO week.
pub(crate) fn monday(year: i16, week: i8) -> Option<Date> {
    Some(ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date())
}

/// The quarter that a month is in.
pub(crate) fn quarter(month: i8) -> i64 {
    (i64::from(month) - 1) / 3 + 1
}

/// The first such weekday of a month, or a later one: 4 is the fourth. −1 is the last.
pub(crate) fn nth_weekday(year: i16, month: i64, weekday_number: i64, nth: i64) -> Option<Date> {
    let first = day(year, month, 1)?;
    if nth < 0 {
        let last = first.last_of_month();
        return plus_days(last, -(weekday(last) - weekday_number).rem_euclid(7));
    }
    let into = (weekday_number - weekday(first)).rem_euclid(7) + 7 * (nth - 1);
    plus_days(first, into).filter(|found| found.month() == first.month())
}

/// Easter Sunday of the western churches, by the Gregorian rule for the moon (epact) and the Sunday.
pub(crate) fn easter(of: i16) -> Option<Date> {
    let year_number = i64::from(of);
    let century = year_number / 100;
    // How far the moon's nineteen years have drifted from the calendar by this century.
    let drift = century - century / 4 - (8 * century + 13) / 25 + 15;
    let golden = year_number % 19;
    let mut moon = (19 * golden + drift) % 30;
    // The full moon falls on 19 April at the latest, and not twice on the 18th within nineteen years.
    if moon == 29 || (moon == 28 && golden > 10) {
        moon -= 1;
    }
    let full_moon = plus_days(day(of, 3, 21)?, moon)?;
    plus_days(full_moon, 7 - weekday(full_moon) % 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_on_the_days_of_the_church_calendar() {
        for (of, month, at) in [
            (1961, 4, 2),
            (1981, 4, 19),
            (2000, 4, 23),
            (2008, 3, 23),
            (2018, 4, 1),
            (2026, 4, 5),
            (2038, 4, 25),
        ] {
            assert_eq!(easter(of), day(of, month, at), "{of}");
        }
    }

    #[test]
    fn the_last_monday_of_may_and_the_fourth_thursday_of_november_are_found() {
        assert_eq!(nth_weekday(2018, 5, 1, -1), day(2018, 5, 28));
        assert_eq!(nth_weekday(2018, 11, 4, 4), day(2018, 11, 22));
        assert_eq!(nth_weekday(2018, 2, 1, 5), None);
    }
}
