//! The value as HTML's `<time datetime>` may have it.
//!
//! HTML has months, weeks, days, years of four digits, days with a time; durations only in days and less.

use crate::{
    calendar,
    classes::Unit,
    value::{Amount, Calendar, Clock, Value},
};

pub(crate) fn datetime(value: &Value) -> Option<String> {
    match value {
        Value::Date(calendar) => match calendar {
            Calendar::Year(_) | Calendar::Month(..) | Calendar::Day(_) | Calendar::Week(..) => {
                Some(calendar.to_string())
            }
            _ => None,
        },
        // Without a zone it is a local time, which HTML has too.
        Value::Time(Some(day), clock @ Clock::At { .. }) => {
            // 24:00 is the next day's midnight, which HTML writes as 00:00.
            match clock {
                Clock::At { hour: 24, .. } => Some(format!("{}T00:00", calendar::plus_days(*day, 1)?)),
                _ => Some(format!("{day}{clock}")),
            }
        }
        Value::Time(Some(day), Clock::Part(_)) => Some(day.to_string()),
        Value::Duration(Amount::Thousandths(amount), unit) => duration(*amount, *unit),
        _ => None,
    }
}

/// Whole days, hours, minutes and seconds. Months and years have no fixed length, and HTML does not have them.
fn duration(thousandths: i64, unit: Unit) -> Option<String> {
    let (seconds, days) = match unit {
        Unit::Second => (1, false),
        Unit::Minute => (60, false),
        Unit::Hour => (3600, false),
        Unit::Day => (86_400, true),
        Unit::Weekend => (2 * 86_400, true),
        Unit::Week => (7 * 86_400, true),
        Unit::Fortnight => (14 * 86_400, true),
        _ => return None,
    };
    let total = thousandths.checked_mul(seconds)? / 1000;
    let (day, hour, minute, second) = (total / 86_400, total / 3600, total / 60 % 60, total % 60);
    if days && total % 86_400 == 0 {
        return Some(format!("P{day}D"));
    }
    let parts = [(hour, 'H'), (minute, 'M'), (second, 'S')];
    let written: String =
        parts.iter().filter(|part| part.0 > 0).map(|part| format!("{}{}", part.0, part.1)).collect();
    (!written.is_empty()).then(|| format!("PT{written}"))
}
