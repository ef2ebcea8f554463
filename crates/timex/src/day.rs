//! Days with a number, and days counted from the document's: "Sept. 10", "10 September 2018", "9/10/2018",
//! "yesterday".

use jiff::civil::Date;

use crate::{
    calendar,
    classes::{Class, Part, Rel, Unit},
    expression::{Anchor, Kind},
    relative,
    resolve::{Case, Reading},
    tense::Tense,
    value::{Calendar, Clock, Recurring, Side, Value},
    year,
};

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let has_year = case.get(Class::Year).or(case.get(Class::Year2)).is_some();
    // "quinta-feira (27/9)": a month in figures, and no year.
    let month = case.get(Class::Month).or(case.get(Class::MonthNumber).filter(|_| !has_year));
    let reading = match month {
        Some(month) => named_month(case, month, case.slots.all(Class::Day).last()?)?,
        None if has_year => figures(case)?,
        None => bare(case, case.slots.all(Class::Day).last()?)?,
    };
    // "the week of Sept. 10"
    let value = match (case.get(Class::Unit).and_then(Unit::of), reading.value) {
        (Some(unit @ Unit::Week), Value::Date(Calendar::Day(day))) => {
            Value::Date(relative::shifted(day, unit, 0)?)
        }
        (_, value) => value,
    };
    // "the night of Sept. 10"
    if let (Some(part), Value::Date(Calendar::Day(day))) = (case.get(Class::Part).and_then(Part::of), value) {
        let value = Value::Time(Some(day), Clock::Part(part));
        return Some(Reading { kind: Kind::Time, modifier: case.modifier(), value, ..reading });
    }
    Some(Reading { modifier: case.modifier(), value, ..reading })
}

/// "Sept. 10": without a year, the nearest such day. News speaks of days that are near.
fn named_month(case: &Case<'_>, month: i64, day: i64) -> Option<Reading> {
    if let Some(year) = year::said(case) {
        return Some(Reading::date(Value::day(calendar::day(year, month, day)?), Anchor::Words));
    }
    let Some(document) = case.document() else {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        // A leap year, so that 29 February passes.
        calendar::day(2000, i64::from(month), i64::from(day))?;
        return Some(Reading::date(Value::Recurring(Recurring::DayOfMonth(month, day)), Anchor::None));
    };
    let of_year = |year| calendar::day(year, month, day);
    // "Sept. 3 last year": the word belongs to the year.
    if case.get(Class::Unit) == Some(Unit::Year as i64) {
        let year = relative::year(case, document)?;
        return Some(Reading::date(Value::day(of_year(year)?), Anchor::Document));
    }
    let mut found = nearest(document, of_year)?;
    let other_year = match side(case) {
        Some(Tense::Past) if found > document => Some(found.year().checked_sub(1)?),
        Some(Tense::Future) if found < document => Some(found.year().checked_add(1)?),
        _ => None,
    };
    if let Some(year) = other_year {
        return Some(Reading::date(Value::day(of_year(year)?), Anchor::Document));
    }
    let weekday = case.get(Class::Weekday);
    let of_weekday = |day: &Date| weekday == Some(calendar::weekday(*day));
    // Half a year away both are as near: then the weekday, or else the verb, says which.
    if (found - document).get_days().abs() > NEAR {
        let other = |year: Option<i16>| year.and_then(of_year);
        let right = nearest(document, |year| of_year(year).filter(of_weekday));
        found = match case.tense() {
            _ if right.is_some() => right.unwrap_or(found),
            Tense::Past if found > document => other(found.year().checked_sub(1)).unwrap_or(found),
            Tense::Future | Tense::Ahead if found < document => {
                other(found.year().checked_add(1)).unwrap_or(found)
            }
            _ => found,
        };
    }
    let distance = (found - document).get_days().abs();
    let doubt = if weekday.is_some() {
        if of_weekday(&found) { 0 } else { 40 }
    } else if distance > SOON && is_unsaid(case, document, found)
        || found < document && case.story.is_elsewhere(found.year())
    {
        15
    } else {
        0
    };
    Some(Reading::date(Value::day(found), Anchor::Document).doubted(doubt))
}

/// Days within which the nearest such day is the one, whatever the verb.
const NEAR: i32 = 100;

/// Days within which no verb is asked.
const SOON: i32 = 45;

/// Days from which another year is as near.
const FAR: i32 = 150;

/// Does no verb say on which side of the document's a day lies? Where it says "will" and the nearest one is over, a
/// fixture of next spring may be meant.
fn is_unsaid(case: &Case<'_>, document: Date, found: Date) -> bool {
    // "next" does.
    if side(case).is_some() {
        return false;
    }
    let is_far = (found - document).get_days().abs() > FAR;
    match case.tense() {
        Tense::Unknown => true,
        Tense::Unsure => (found - document).get_days().abs() > NEAR,
        Tense::Ahead => found < document,
        // "could", half a year away
        Tense::Future => is_far,
        // Where plans are told in the present, a past tense near by says less.
        Tense::Past => is_far && case.language.plans_in_present,
    }
}

/// The one of three years' days that is nearest to the document's.
pub(crate) fn nearest(document: Date, of_year: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let years = [document.year(), document.year().checked_sub(1)?, document.year().checked_add(1)?];
    years.into_iter().filter_map(of_year).min_by_key(|day| (*day - document).get_days().abs())
}

/// "last", "next" beside a day.
fn side(case: &Case<'_>) -> Option<Tense> {
    match case.get(Class::Rel).and_then(Rel::of)? {
        Rel::Last | Rel::Past | Rel::Previous => Some(Tense::Past),
        Rel::Next | Rel::Coming | Rel::Following => Some(Tense::Future),
        _ => None,
    }
}

/// "el día 13", "il 27": of this month or one beside it, as the words or the verb say; "the 24th of this
/// month". A weekday that is named with it must be right.
fn bare(case: &Case<'_>, day: i64) -> Option<Reading> {
    let document = case.document()?;
    let of_month = |months: i64| {
        let month = calendar::plus_months(document, months)?;
        calendar::day(month.year(), i64::from(month.month()), day)
    };
    if case.get(Class::Unit) == Some(Unit::Month as i64) {
        let months = match side(case) {
            Some(Tense::Past) => -1,
            Some(_) => 1,
            None => 0,
        };
        return Some(Reading::date(Value::day(of_month(months)?), Anchor::Document));
    }
    let weekday = case.get(Class::Weekday);
    let tense = side(case).unwrap_or_else(|| case.tense());
    let fits = |found: &Date| match (weekday, tense) {
        (Some(weekday), _) => weekday == calendar::weekday(*found),
        (None, Tense::Past) => *found <= document,
        (None, Tense::Future | Tense::Ahead) => *found >= document,
        (None, Tense::Unknown | Tense::Unsure) => true,
    };
    let distance = |found: &Date| (*found - document).get_days().abs();
    let found = (-2..=2).filter_map(of_month).filter(fits).min_by_key(distance)?;
    // A story of another time speaks of the days of its own months.
    let elsewhere = case.story.month.is_some_and(|month| (month - document).get_days().abs() > NEAR);
    let doubt = if elsewhere {
        40
    } else if tense == Tense::Unknown && weekday.is_none() {
        10
    } else {
        0
    };
    Some(Reading::date(Value::day(found), Anchor::Document).doubted(doubt))
}

/// "9/10/2018": which number is the month, the language says, unless only one of them can be.
fn figures(case: &Case<'_>) -> Option<Reading> {
    let year = year::said(case)?;
    let day = case.slots.all(Class::Day).collect::<Vec<_>>();
    // An ISO date has its month by name of class.
    if let (Some(month), Some(day)) = (case.get(Class::MonthNumber), day.first()) {
        return Some(Reading::date(Value::day(calendar::day(year, month, *day)?), Anchor::Words));
    }
    let [first, second] = day[..] else { return None };
    let (month, day) = if case.language.day_first { (second, first) } else { (first, second) };
    if month > 12 {
        return Some(Reading::date(Value::day(calendar::day(year, day, month)?), Anchor::Words));
    }
    // Both can be the month: the language's order is a guess about the writer.
    let doubt = if day <= 12 && day != month { 20 } else { 0 };
    Some(Reading::date(Value::day(calendar::day(year, month, day)?), Anchor::Words).doubted(doubt))
}

/// "yesterday": days from the document's.
pub(crate) fn deictic(case: &Case<'_>) -> Option<Reading> {
    let days = case.get(Class::Deictic)?;
    let Some(document) = case.document() else {
        return Some(Reading::date(Value::Recurring(Recurring::Unit(Unit::Day)), Anchor::None));
    };
    let day = calendar::plus_days(document, days)?;
    // "tomorrow, Thursday", written on a Tuesday.
    let right_weekday = case.get(Class::Weekday).is_none_or(|weekday| weekday == calendar::weekday(day));
    let reading =
        Reading::date(Value::day(day), Anchor::Document).doubted(if right_weekday { 0 } else { 40 });
    Some(Reading { modifier: case.modifier(), ..reading })
}

/// "heute", "aujourd'hui": the document's day beside a verb of what was or is to come, else nowadays.
pub(crate) fn today(case: &Case<'_>) -> Option<Reading> {
    match case.tense() {
        Tense::Unknown => Some(Reading::date(Value::Vague(Side::Present), Anchor::None)),
        _ => deictic(case),
    }
}
