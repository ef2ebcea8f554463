//! What a reader is shown, in English.

use jiff::civil::Date;

use crate::{
    calendar,
    classes::{Modifier, Part, Season},
    value::{Calendar, Clock, Value},
};

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(crate) fn label(value: &Value, modifier: Option<Modifier>) -> Option<String> {
    match value {
        Value::Date(place @ Calendar::Week(..)) => {
            let week = place_label(*place)?;
            Some(match modifier {
                Some(Modifier::Start) => format!("early in the week of {week}"),
                Some(Modifier::Mid) => format!("in the middle of the week of {week}"),
                Some(Modifier::End) => format!("late in the week of {week}"),
                _ => week,
            })
        }
        Value::Date(Calendar::Day(day)) => Some(format!("{}{}", degree(modifier), day_label(*day))),
        Value::Date(Calendar::Decade(decade)) => Some(format!("the {}{decade}0s", phase(modifier))),
        Value::Date(place) => Some(format!("{}{}", phase(modifier), place_label(*place)?)),
        Value::Time(Some(day), clock) => Some(time_label(*day, *clock)),
        _ => None,
    }
}

fn day_label(day: Date) -> String {
    let weekday = WEEKDAYS[(calendar::weekday(day) - 1) as usize % 7];
    format!("{weekday}, {}", plain_day(day))
}

fn plain_day(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}

fn month_name(month: i8) -> &'static str {
    MONTHS[(month - 1).clamp(0, 11) as usize]
}

fn place_label(place: Calendar) -> Option<String> {
    Some(match place {
        Calendar::Century(century) => format!("{} to {}", century * 100, century * 100 + 99),
        Calendar::Decade(decade) => format!("the {decade}0s"),
        Calendar::Year(year) => year.to_string(),
        Calendar::Half(year, half) => months(year, if half == 1 { (1, 6) } else { (7, 12) }),
        Calendar::Quarter(year, quarter) => months(year, (quarter * 3 - 2, quarter * 3)),
        Calendar::Season(year, Season::Winter) => format!("winter {year}"),
        Calendar::Season(year, season) => {
            let name = ["spring", "summer", "autumn", "winter"][season as usize % 4];
            format!("{name} {year}")
        }
        Calendar::Month(year, month) => format!("{} {year}", month_name(month)),
        Calendar::Week(year, week) => {
            let first = calendar::monday(year, week)?;
            days(first, calendar::plus_days(first, 6)?)
        }
        Calendar::Weekend(year, week) => {
            let first = calendar::plus_days(calendar::monday(year, week)?, 5)?;
            days(first, calendar::plus_days(first, 1)?)
        }
        Calendar::Day(day) => day_label(day),
    })
}

fn months(year: i16, (from, to): (i8, i8)) -> String {
    format!("{} to {} {year}", month_name(from), month_name(to))
}

/// "3 to 9 September 2018": what both days share is said once.
fn days(from: Date, to: Date) -> String {
    if from.year() != to.year() {
        format!("{} to {}", plain_day(from), plain_day(to))
    } else if from.month() != to.month() {
        format!("{} {} to {}", from.day(), month_name(from.month()), plain_day(to))
    } else {
        format!("{} to {}", from.day(), plain_day(to))
    }
}

fn time_label(day: Date, clock: Clock) -> String {
    match clock {
        Clock::At { hour: 24, .. } => format!("{}, midnight", day_label(day)),
        Clock::At { hour, minute, utc } => {
            let zone = if utc { " UTC" } else { "" };
            format!("{}, {hour:02}:{:02}{zone}", day_label(day), minute.unwrap_or(0))
        }
        Clock::Part(part) => {
            let name = match part {
                Part::Morning => "morning",
                Part::Midday => "midday",
                Part::Afternoon => "afternoon",
                Part::Evening => "evening",
                Part::Night => "night",
                Part::Daytime => "daytime",
            };
            format!("{}, {name}", day_label(day))
        }
    }
}

fn phase(modifier: Option<Modifier>) -> &'static str {
    match modifier {
        Some(Modifier::Start) => "early ",
        Some(Modifier::Mid) => "mid-",
        Some(Modifier::End) => "late ",
        other => degree(other),
    }
}

fn degree(modifier: Option<Modifier>) -> &'static str {
    match modifier {
        Some(Modifier::Approx) => "about ",
        Some(Modifier::Before) => "before ",
        Some(Modifier::After) => "after ",
        _ => "",
    }
}
