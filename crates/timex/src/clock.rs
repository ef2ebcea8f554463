//! Times and parts of the day: "9 a.m. EST Tuesday", "16:08 UTC", "noon", "Friday night", "this morning".

use jiff::civil::Date;

use crate::{
    calendar,
    classes::{Class, Part, Rel},
    day,
    expression::{Anchor, Kind},
    resolve::{Case, Reading},
    tense::Tense,
    value::{Clock, Recurring, Value},
    weekday,
};

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let minutes = minutes(case)?;
    let (mut day, anchor, doubt) = day_of(case);
    let (mut hour, mut minute) = (minutes / 60, minutes % 60);
    // Only times given in universal time are one moment; others are as the clock on the spot shows.
    let utc = case.get(Class::Zone) == Some(0);
    if hour == 24 && minute == 0 {
        (hour, minute) = (24, 0);
    } else if hour >= 24 {
        (hour, minute) = (hour % 24, minute % 60);
        day = day.and_then(|day| calendar::plus_days(day, 1));
    }
    let clock = Clock::At { hour: i8::try_from(hour).ok()?, minute: Some(i8::try_from(minute).ok()?), utc };
    let reading = Reading::new(Kind::Time, Value::Time(day, clock), anchor);
    let unsaid = case.get(Class::Weekday).is_some() && weekday::is_unsaid(case);
    let doubt = doubt.max(if anchor == Anchor::Story || unsaid { 15 } else { 0 });
    Some(Reading { modifier: case.modifier(), ..reading }.doubted(doubt))
}

/// Minutes since midnight.
fn minutes(case: &Case<'_>) -> Option<i64> {
    if let Some(word) = case.get(Class::ClockWord) {
        return Some(word);
    }
    let written = match case.get(Class::Hour) {
        Some(hour) => hour * 60 + case.get(Class::Minute).unwrap_or(0),
        None => case.get(Class::HourMinute)?,
    };
    let (hour, minute) = (written / 60, written % 60);
    // "9 in the evening" is after noon as well.
    let afternoon = match case.get(Class::Meridiem) {
        Some(meridiem) => Some(meridiem == 12),
        None => case.get(Class::Part).and_then(Part::of).map(|part| part != Part::Morning),
    };
    let hour = match afternoon {
        Some(_) if !(0..=12).contains(&hour) => hour,
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
        None => hour,
    };
    // "ten past seven", "ten to seven".
    let offset = match (case.get(Class::Context), case.get(Class::Number)) {
        (Some(1), Some(number)) => number / 1000,
        (Some(2), Some(number)) => -number / 1000,
        _ => 0,
    };
    let minutes = hour * 60 + minute + offset;
    ((0..60).contains(&offset.abs()) && (0..=24 * 60).contains(&minutes)).then_some(minutes)
}

/// The day that is named with the time, else the one that the story last named; and how doubtful it is.
fn day_of(case: &Case<'_>) -> (Option<Date>, Anchor, u8) {
    let has = |class: Class| case.get(class).is_some();
    let named = if has(Class::Month) && has(Class::Day) {
        day::resolve(case)
    } else if has(Class::Deictic) {
        day::deictic(case)
    } else if has(Class::Weekday) {
        return (weekday::day(case), Anchor::Document, 0);
    } else {
        // What was cannot have been on a day to come.
        let last = case.story.last_day();
        let is_far =
            last.zip(case.document()).is_some_and(|(last, document)| (last - document).get_days() > 7);
        let is_over = is_far && case.tense() == Tense::Past;
        return (if is_over { case.document() } else { last }, Anchor::Story, 0);
    };
    match named {
        Some(Reading { value: Value::Date(crate::value::Calendar::Day(day)), anchor, doubt, .. }) => {
            (Some(day), anchor, doubt)
        }
        _ => (None, Anchor::None, 0),
    }
}

/// "last night", "this morning", "yesterday evening", "that night", "overnight".
pub(crate) fn part(case: &Case<'_>) -> Option<Reading> {
    let part = Part::of(case.get(Class::Part)?)?;
    let (from, anchor) = match case.get(Class::Rel).and_then(Rel::of) {
        Some(Rel::The | Rel::That | Rel::Same | Rel::Following | Rel::Previous) => {
            (case.story.last_day(), Anchor::Story)
        }
        _ => (case.document(), Anchor::Document),
    };
    let days = match case.get(Class::Rel).and_then(Rel::of) {
        Some(Rel::Last | Rel::Previous) => -1,
        Some(Rel::Next | Rel::Following | Rel::Coming) => 1,
        _ => case.get(Class::Deictic).unwrap_or(0),
    };
    let Some(from) = from else {
        return Some(Reading::new(Kind::Time, Value::Recurring(Recurring::Part(part)), Anchor::None));
    };
    let day = calendar::plus_days(from, days)?;
    let doubt = if anchor == Anchor::Story { 30 } else { 0 };
    let reading = Reading::new(Kind::Time, Value::Time(Some(day), Clock::Part(part)), anchor);
    Some(Reading { modifier: case.modifier(), ..reading }.doubted(doubt))
}
