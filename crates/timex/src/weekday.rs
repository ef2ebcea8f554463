//! Weekdays. In news a bare weekday is the latest one, the document's own day included; a strong word
//! ("next", "coming", "until") makes it the next.

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

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let part = case.get(Class::Part).and_then(Part::of);
    let reading = match day(case) {
        Some(day) => {
            // Annotators disagree whether the night belongs to "Friday night", though not about the day.
            let doubt = if part.is_some() { 5 } else { 0 };
            let anchor = if is_from_story(case) { Anchor::Story } else { Anchor::Document };
            match part {
                Some(part) => Reading::new(Kind::Time, Value::Time(Some(day), Clock::Part(part)), anchor),
                None => Reading::date(Value::day(day), anchor),
            }
            .doubted(doubt)
        }
        None => {
            let weekday = i8::try_from(case.get(Class::Weekday)?).ok()?;
            Reading::date(Value::Recurring(Recurring::Weekday(weekday, part)), Anchor::None)
        }
    };
    let doubt = if is_unsaid(case) { 15 } else { 0 };
    Some(Reading { modifier: case.modifier(), ..reading }.doubted(doubt))
}

/// The day that a weekday names, here.
pub(crate) fn day(case: &Case<'_>) -> Option<Date> {
    let weekday = case.get(Class::Weekday)?;
    let document = case.document()?;
    if let Some(month) = case.get(Class::Month) {
        return nth_of_month(case, document, weekday, month);
    }
    match case.get(Class::Rel).and_then(Rel::of) {
        _ if case.get(Class::Day).is_some() => numbered(document, weekday, case.get(Class::Day)?),
        Some(rel) if case.get(Class::Unit).is_some() => of_week(document, weekday, rel),
        Some(Rel::Last | Rel::Past) => before(document, weekday),
        Some(Rel::Next | Rel::Coming) => after(document, weekday),
        Some(Rel::This) => {
            let found = this(document, weekday)?;
            // On a Sunday "this Monday we will" is tomorrow.
            let is_past = found < document && case.tense() == Tense::Ahead;
            if is_past { calendar::plus_days(found, 7) } else { Some(found) }
        }
        Some(Rel::Previous) => before(case.story.last_day()?, weekday),
        Some(Rel::Following) => after(case.story.last_day()?, weekday),
        Some(Rel::That | Rel::Same) => latest(case.story.last_day()?, weekday),
        // On the day itself "will speak Friday" is today.
        _ if case.tense() == Tense::Ahead && calendar::weekday(document) != weekday => {
            after(document, weekday)
        }
        _ => latest(document, weekday),
    }
}

/// "the second Tuesday in November", "the last Monday of August 2017".
fn nth_of_month(case: &Case<'_>, document: Date, weekday: i64, month: i64) -> Option<Date> {
    let nth = case.get(Class::Ordinal).unwrap_or(-1);
    let of_year = |year| calendar::nth_weekday(year, month, weekday, nth);
    match case.get(Class::Year) {
        Some(year) => of_year(calendar::year(year)?),
        None => day::nearest(document, of_year),
    }
}

fn is_from_story(case: &Case<'_>) -> bool {
    let rel = case.get(Class::Rel).and_then(Rel::of);
    matches!(rel, Some(Rel::Previous | Rel::Following | Rel::That | Rel::Same))
}

/// The latest such day up to the given one, which counts.
pub(crate) fn latest(from: Date, weekday: i64) -> Option<Date> {
    calendar::plus_days(from, -(calendar::weekday(from) - weekday).rem_euclid(7))
}

fn before(from: Date, weekday: i64) -> Option<Date> {
    latest(calendar::plus_days(from, -1)?, weekday)
}

fn after(from: Date, weekday: i64) -> Option<Date> {
    calendar::plus_days(from, (weekday - calendar::weekday(from) - 1).rem_euclid(7) + 1)
}

/// "this Friday" is of the document's week.
fn this(from: Date, weekday: i64) -> Option<Date> {
    calendar::plus_days(from, weekday - calendar::weekday(from))
}

/// "Tuesday of last week".
fn of_week(from: Date, weekday: i64, rel: Rel) -> Option<Date> {
    let weeks = match rel {
        Rel::Last | Rel::Past => -1,
        Rel::This => 0,
        Rel::Next | Rel::Coming => 1,
        _ => return None,
    };
    this(calendar::plus_days(from, weeks * 7)?, weekday)
}

/// "Saturday 12": the nearest 12th that is a Saturday.
fn numbered(from: Date, weekday: i64, number: i64) -> Option<Date> {
    let weeks = (0..=9).flat_map(|week| [week * 7, week * -7]);
    let mut days = weeks.filter_map(|days| this(calendar::plus_days(from, days)?, weekday));
    days.find(|day| i64::from(day.day()) == number)
}

/// Where plans are told in the present tense, a weekday without a word for its side may be of either.
pub(crate) fn is_unsaid(case: &Case<'_>) -> bool {
    let bare = case.get(Class::Rel).is_none();
    let unsaid = matches!(case.tense(), Tense::Unknown | Tense::Unsure | Tense::Future);
    let is_own =
        case.document().is_some_and(|document| case.get(Class::Weekday) == Some(calendar::weekday(document)));
    bare && unsaid && (case.language.plans_in_present || !is_own)
}
