//! What an expression means, typed; and how TIMEX3 writes it.

use std::fmt;

use jiff::civil::Date;

use crate::classes::{Part, Season, Unit};

/// What an expression means. `Display` prints the TIMEX3 value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A place in the calendar: `2018-09-10`, `2018-W37`, `199`.
    Date(Calendar),
    /// A time of day, on a day if it is known which: `2018-09-10T20:00`, `2018-09-10TNI`.
    Time(Option<Date>, Clock),
    /// A length: `P3W`, `PT2H`, `PXM`.
    Duration(Amount, Unit),
    /// No place in the calendar, but a side of the present.
    Vague(Side),
    /// A place in every year or week: `XXXX-WXX-1`, `XXXX-12-25`.
    Recurring(Recurring),
}

/// A place in the calendar, as sharp as the words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// The first two digits of its years: 19 is 1900 to 1999.
    Century(i16),
    /// The first three digits: 199.
    Decade(i16),
    Year(i16),
    Half(i16, i8),
    Quarter(i16, i8),
    Season(i16, Season),
    Month(i16, i8),
    /// ISO year and week.
    Week(i16, i8),
    Weekend(i16, i8),
    Day(Date),
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    At { hour: i8, minute: Option<i8>, utc: bool },
    Part(Part),
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// In thousandths: two and a half is 2500.
    Thousandths(i64),
    /// "some", "several": X.
    Some,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Past,
    Present,
    Future,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurring {
    Weekday(i8, Option<Part>),
    Month(i8),
    DayOfMonth(i8, i8),
    Season(Season),
    Quarter(i8),
    Weekend,
    Part(Part),
    /// A day, week, month or year of which the words do not say which.
    Unit(Unit),
}

impl Value {
    pub(crate) fn day(day: Date) -> Value {
        Value::Date(Calendar::Day(day))
    }

    /// Is it one place in the calendar, which could be shown to a reader?
    pub fn is_calendar(&self) -> bool {
        matches!(self, Value::Date(_) | Value::Time(Some(_), _))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Date(calendar) => calendar.fmt(out),
            Value::Time(Some(day), clock) => write!(out, "{day}{clock}"),
            Value::Time(None, clock) => write!(out, "XXXX-XX-XX{clock}"),
            Value::Duration(amount, unit) => duration(*amount, *unit, out),
            Value::Vague(Side::Past) => out.write_str("PAST_REF"),
            Value::Vague(Side::Present) => out.write_str("PRESENT_REF"),
            Value::Vague(Side::Future) => out.write_str("FUTURE_REF"),
            Value::Recurring(recurring) => recurring.fmt(out),
        }
    }
}

impl fmt::Display for Calendar {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Calendar::Century(century) => write!(out, "{century:02}"),
            Calendar::Decade(decade) => write!(out, "{decade:03}"),
            Calendar::Year(year) => write!(out, "{year:04}"),
            Calendar::Half(year, half) => write!(out, "{year:04}-H{half}"),
            Calendar::Quarter(year, quarter) => write!(out, "{year:04}-Q{quarter}"),
            Calendar::Season(year, season) => write!(out, "{year:04}-{}", season.code()),
            Calendar::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            Calendar::Week(year, week) => write!(out, "{year:04}-W{week:02}"),
            Calendar::Weekend(year, week) => write!(out, "{year:04}-W{week:02}-WE"),
            Calendar::Day(day) => day.fmt(out),
        }
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Clock::At { hour, minute, utc } => {
                write!(out, "T{hour:02}:{:02}{}", minute.unwrap_or(0), if *utc { "Z" } else { "" })
            }
            Clock::Part(part) => write!(out, "T{}", part.code()),
        }
    }
}

impl fmt::Display for Recurring {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Recurring::Weekday(weekday, None) => write!(out, "XXXX-WXX-{weekday}"),
            Recurring::Weekday(weekday, Some(part)) => write!(out, "XXXX-WXX-{weekday}T{}", part.code()),
            Recurring::Month(month) => write!(out, "XXXX-{month:02}"),
            Recurring::DayOfMonth(month, day) => write!(out, "XXXX-{month:02}-{day:02}"),
            Recurring::Season(season) => write!(out, "XXXX-{}", season.code()),
            Recurring::Quarter(quarter) => write!(out, "XXXX-Q{quarter}"),
            Recurring::Weekend => out.write_str("XXXX-WXX-WE"),
            Recurring::Part(part) => write!(out, "XXXX-XX-XXT{}", part.code()),
            Recurring::Unit(unit) => out.write_str(match unit {
                Unit::Week => "XXXX-WXX",
                Unit::Weekend => "XXXX-WXX-WE",
                Unit::Month => "XXXX-XX",
                Unit::Quarter => "XXXX-QX",
                Unit::Year => "XXXX",
                Unit::Decade => "XXX",
                Unit::Century => "XX",
                _ => "XXXX-XX-XX",
            }),
        }
    }
}

/// Decades and centuries are counted in years, a fortnight in weeks; a half goes to the next smaller
/// unit where that one fits (`P2Y6M`, `PT1H30M`).
fn duration(amount: Amount, unit: Unit, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (letter, smaller, factor, clock) = match unit {
        Unit::Second => ('S', None, 1, true),
        Unit::Minute => ('M', Some((60, "S")), 1, true),
        Unit::Hour => ('H', Some((60, "M")), 1, true),
        Unit::Day => ('D', Some((24, "H")), 1, false),
        Unit::Week => ('W', None, 1, false),
        Unit::Fortnight => ('W', None, 2, false),
        Unit::Weekend => ('D', None, 2, false),
        Unit::Month => ('M', None, 1, false),
        Unit::Quarter => ('Q', None, 1, false),
        Unit::Year | Unit::Season => ('Y', Some((12, "M")), 1, false),
        Unit::Decade => ('Y', None, 10, false),
        Unit::Century => ('Y', None, 100, false),
        Unit::Millennium => ('Y', None, 1000, false),
    };
    let head = if clock { "PT" } else { "P" };
    let Amount::Thousandths(thousandths) = amount else {
        let letter = match unit {
            Unit::Decade => 'E',
            Unit::Century => 'C',
            _ => letter,
        };
        return write!(out, "{head}X{letter}");
    };
    let (whole, rest) =
        (thousandths.saturating_mul(factor) / 1000, thousandths.saturating_mul(factor) % 1000);
    match smaller {
        _ if rest == 0 => write!(out, "{head}{whole}{letter}"),
        Some((per, small)) if rest * per % 1000 == 0 => {
            out.write_str(head)?;
            if whole > 0 {
                write!(out, "{whole}{letter}")?;
            }
            let turn = if unit == Unit::Day { "T" } else { "" };
            write!(out, "{turn}{}{small}", rest * per / 1000)
        }
        _ => {
            let digits = format!("{rest:03}");
            write!(out, "{head}{whole}.{}{letter}", digits.trim_end_matches('0'))
        }
    }
}
