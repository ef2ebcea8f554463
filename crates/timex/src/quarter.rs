//! Quarters and halves of years, and what reports of earnings compare them with.

use jiff::civil::Date;

use crate::{
    classes::{Class, Rel, Shift, Unit},
    expression::Anchor,
    relative,
    resolve::{Case, Reading},
    value::{Calendar, Recurring, Value},
    year,
};

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    // "the October-December quarter"
    let of_month = case.get(Class::Month).map(|month| (month + 2) / 3);
    let Some(number) = case.get(Class::Ordinal).or(case.get(Class::Day)).or(of_month) else {
        return subject(case);
    };
    let number = i8::try_from(number).ok()?;
    // "the first half"; anything else is a quarter.
    let halves = case.get(Class::Context) == Some(2);
    if !(1..=if halves { 2 } else { 4 }).contains(&number) {
        return None;
    }
    let place =
        |year: i16| if halves { Calendar::Half(year, number) } else { Calendar::Quarter(year, number) };
    let reading = if let Some(year) = year::said(case) {
        Reading::date(Value::Date(place(year)), Anchor::Words)
    } else if let Some(document) = case.document() {
        let months = if halves { 6 } else { 3 };
        let (year, anchor) = year_of(case, document, i64::from(number), months)?;
        Reading::date(Value::Date(place(year)), anchor)
    } else {
        Reading::date(Value::Recurring(Recurring::Quarter(number)), Anchor::None)
    };
    // A company's quarters need not be the calendar's.
    Some(Reading { modifier: case.modifier(), ..reading }.doubted(10))
}

/// The latest such quarter that has begun, or the next one when that is as near and the verb speaks of what
/// is to come.
fn year_of(case: &Case<'_>, document: Date, number: i64, months: i64) -> Option<(i16, Anchor)> {
    if case.get(Class::Shift).is_some() {
        // "the year-ago third quarter"
        let now = (i64::from(document.month()) - 1) / months + 1;
        let year = if number <= now { document.year() } else { document.year().checked_sub(1)? };
        return Some((year.checked_sub(1)?, Anchor::Document));
    }
    if case.get(Class::Rel).is_some() {
        return Some((relative::year(case, document)?, Anchor::Document));
    }
    let count = 12 / months;
    let now = (i64::from(document.month()) - 1) / months + 1;
    // How many back the latest such quarter lies; 0 is the current one.
    let back = (now - number).rem_euclid(count);
    let latest = if number <= now { document.year() } else { document.year().checked_sub(1)? };
    // What is over by one quarter is still being reported, "expects to report" or not.
    let ahead = case.tense().is_future() && back > 1;
    Some((if ahead { latest.checked_add(1)? } else { latest }, Anchor::Document))
}

/// "the quarter", "the latest quarter", "that quarter": the one under discussion, else the last that ended.
fn subject(case: &Case<'_>) -> Option<Reading> {
    let (anchor, (year, quarter)) = match (case.story.quarter, case.document()) {
        (Some(known), _) => (Anchor::Story, known),
        (None, Some(document)) => match relative::shifted(document, Unit::Quarter, -1)? {
            Calendar::Quarter(year, quarter) => (Anchor::Document, (year, quarter)),
            _ => return None,
        },
        (None, None) => {
            return Some(Reading::date(Value::Recurring(Recurring::Unit(Unit::Quarter)), Anchor::None));
        }
    };
    let back = case.get(Class::Shift).is_some() || is_last_year(case);
    let year = match year::said(case) {
        // "the 1988 period": without a quarter under discussion, or of nine months, the words say only the year.
        Some(year) if anchor == Anchor::Document || !case.story.of_quarter => {
            return Some(Reading::date(Value::Date(Calendar::Year(year)), Anchor::Words).doubted(30));
        }
        Some(year) => year,
        None if back => year.checked_sub(1)?,
        None => year,
    };
    Some(Reading::date(Value::Date(Calendar::Quarter(year, quarter)), anchor).doubted(30))
}

fn is_last_year(case: &Case<'_>) -> bool {
    case.get(Class::Rel).and_then(Rel::of) == Some(Rel::Last)
}

/// "a year earlier", "year-ago": in a report of earnings the quarter under discussion, a year back;
/// elsewhere the year before.
pub(crate) fn comparison(case: &Case<'_>) -> Option<Reading> {
    if let (Some((year, quarter)), true) = (case.story.quarter, case.story.company && case.story.of_quarter) {
        let place = Calendar::Quarter(year.checked_sub(1)?, quarter);
        return Some(Reading::date(Value::Date(place), Anchor::Story).doubted(40));
    }
    let earlier = case.get(Class::Shift).and_then(Shift::of) == Some(Shift::Earlier);
    let (year, anchor) = match case.story.year.filter(|_| earlier) {
        Some(year) => (year, Anchor::Story),
        None => (case.document()?.year(), Anchor::Document),
    };
    let place = Calendar::Year(year.checked_sub(1)?);
    Some(Reading { modifier: case.modifier(), ..Reading::date(Value::Date(place), anchor).doubted(40) })
}
