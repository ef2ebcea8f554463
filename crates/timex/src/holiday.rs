//! Holidays: on a date, on a weekday of a month, or so many days from Easter.

use jiff::civil::Date;

use crate::{
    calendar,
    classes::{Class, Part, Rel},
    day,
    expression::{Anchor, Kind},
    resolve::{Case, Reading},
    tense::Tense,
    value::{Clock, Recurring, Value},
};

/// When a holiday is in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holiday {
    /// `12-25`
    Date { month: i64, day: i64 },
    /// `4 thursday of 11`; −1 is the last
    Nth { nth: i64, weekday: i64, month: i64, plus: i64 },
    /// `easter -2`
    Easter { plus: i64 },
}

impl Holiday {
    /// How a language file writes it.
    pub(crate) fn parse(when: &str) -> Option<Holiday> {
        let words: Vec<&str> = when.split_whitespace().collect();
        match words[..] {
            ["easter"] => Some(Holiday::Easter { plus: 0 }),
            ["easter", plus] => Some(Holiday::Easter { plus: plus.parse().ok()? }),
            [nth, weekday, "of", month] => Holiday::nth(nth, weekday, month, "0"),
            [nth, weekday, "of", month, plus] => Holiday::nth(nth, weekday, month, plus),
            [date] => {
                let (month, day) = date.split_once('-')?;
                let (month, day) = (month.parse().ok()?, day.parse().ok()?);
                // A leap year has every day.
                calendar::day(2000, month, day).map(|_| Holiday::Date { month, day })
            }
            _ => None,
        }
    }

    fn nth(nth: &str, weekday: &str, month: &str, plus: &str) -> Option<Holiday> {
        const NAMES: [&str; 7] =
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let weekday = NAMES.iter().position(|name| *name == weekday)? as i64 + 1;
        Some(Holiday::Nth {
            nth: nth.parse().ok()?,
            weekday,
            month: month.parse().ok()?,
            plus: plus.parse().ok()?,
        })
    }

    pub(crate) fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Holiday::Date { month, day } => calendar::day(year, month, day),
            Holiday::Nth { nth, weekday, month, plus } => {
                calendar::plus_days(calendar::nth_weekday(year, month, weekday, nth)?, plus)
            }
            Holiday::Easter { plus } => calendar::plus_days(calendar::easter(year)?, plus),
        }
    }
}

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let holiday = *case.holiday()?;
    let (found, anchor) = if let Some(year) = case.get(Class::Year) {
        (holiday.in_year(calendar::year(year)?)?, Anchor::Words)
    } else if let Some(document) = case.document() {
        (without_year(case, holiday, document)?, Anchor::Document)
    } else {
        let Holiday::Date { month, day } = holiday else { return None };
        let value =
            Value::Recurring(Recurring::DayOfMonth(i8::try_from(month).ok()?, i8::try_from(day).ok()?));
        return Some(Reading::date(value, Anchor::None));
    };
    Some(match case.get(Class::Part).and_then(Part::of) {
        Some(part) => Reading::new(Kind::Time, Value::Time(Some(found), Clock::Part(part)), anchor),
        // Without a year, which one is a guess that the nearest is meant.
        None if anchor == Anchor::Document => Reading::date(Value::day(found), anchor).doubted(10),
        None => Reading::date(Value::day(found), anchor),
    })
}

/// The nearest one, unless a word or the verb says on which side of the document's day.
fn without_year(case: &Case<'_>, holiday: Holiday, document: Date) -> Option<Date> {
    let near = [document.year().checked_sub(1)?, document.year(), document.year().checked_add(1)?];
    let days = || near.into_iter().filter_map(|year| holiday.in_year(year));
    match case.get(Class::Rel).and_then(Rel::of) {
        Some(Rel::Last | Rel::Past | Rel::Previous) => days().rfind(|day| *day < document),
        Some(Rel::Next | Rel::Coming) => days().find(|day| *day > document),
        Some(Rel::This) => holiday.in_year(document.year()),
        Some(Rel::That | Rel::Same) => holiday.in_year(case.story.last_year()?),
        _ => match case.tense() {
            Tense::Future | Tense::Ahead => days().find(|day| *day >= document),
            _ => day::nearest(document, |year| holiday.in_year(year)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holiday_is_written_as_a_date_a_weekday_of_a_month_or_days_from_easter() {
        let on = |when: &str, year: i16| Holiday::parse(when).unwrap().in_year(year).unwrap().to_string();
        assert_eq!(on("12-25", 2018), "2018-12-25");
        assert_eq!(on("4 thursday of 11", 2018), "2018-11-22");
        assert_eq!(on("1 monday of 11 +1", 2016), "2016-11-08");
        assert_eq!(on("easter -2", 2018), "2018-03-30");
        assert_eq!(Holiday::parse("13-45"), None);
        assert_eq!(Holiday::parse("the day after"), None);
    }
}
