//! A unit and which one: "last week", "this year", "the next three months", "the previous day", "the year".

use jiff::civil::Date;

use crate::{
    calendar,
    classes::{Class, Rel, Unit},
    day, duration,
    expression::{Anchor, Kind},
    resolve::{Case, Reading},
    tense::Tense,
    value::{Calendar, Recurring, Value},
};

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let unit = unit(case)?;
    if let (Unit::Weekend, Some(month)) = (unit, case.get(Class::Month)) {
        return weekend_of_month(case, month);
    }
    let rel = Rel::of(case.get(Class::Rel)?)?;
    // "the next three months" is a length.
    if let Some(number) = case.get(Class::Number) {
        return duration::of(case, number, unit);
    }
    if rel == Rel::Recent || case.get(Class::Units).is_some() {
        return duration::of(case, -1, unit);
    }
    let Some((from, step, anchor)) = start(case, rel, unit) else {
        return Some(Reading::date(Value::Recurring(Recurring::Unit(unit)), Anchor::None));
    };
    if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
        return duration::of(case, 1000, unit);
    }
    // "the past decade", "the next decade": ten years, not the calendar's. "The next century" is the calendar's.
    let is_span = match unit {
        Unit::Decade => matches!(rel, Rel::Past | Rel::Last | Rel::Next | Rel::Coming),
        Unit::Century => rel == Rel::Past,
        _ => false,
    };
    if is_span {
        return duration::of(case, 1000, unit);
    }
    let value = Value::Date(shifted(from, unit, step)?);
    let doubt = match rel {
        _ if anchor == Anchor::Story => 30,
        // Whose week: the reader's may begin on Sunday, and "last week" is often the last seven days.
        Rel::Last | Rel::This | Rel::Next if matches!(unit, Unit::Week | Unit::Fortnight) => 15,
        Rel::Last | Rel::This | Rel::Next => 0,
        _ => 30,
    };
    let reading = Reading::new(Kind::Date, value, anchor).doubted(doubt);
    Some(Reading { modifier: case.modifier(), ..reading })
}

fn unit(case: &Case<'_>) -> Option<Unit> {
    Unit::of(case.get(Class::Unit).or(case.get(Class::Units))?)
}

/// The year that "last year", "this year" mean.
pub(crate) fn year(case: &Case<'_>, document: Date) -> Option<i16> {
    let rel = case.slots.all(Class::Rel).last().and_then(Rel::of)?;
    match rel {
        Rel::Last | Rel::Past => document.year().checked_sub(1),
        Rel::Next | Rel::Coming => document.year().checked_add(1),
        Rel::Previous => case.story.last_year()?.checked_sub(1),
        Rel::Following => case.story.last_year()?.checked_add(1),
        Rel::That | Rel::Same => case.story.last_year(),
        _ => Some(document.year()),
    }
}

/// Where to count from, and how many units on.
fn start(case: &Case<'_>, rel: Rel, unit: Unit) -> Option<(Date, i64, Anchor)> {
    let document = case.document();
    let story = || match unit {
        Unit::Year | Unit::Decade | Unit::Century => calendar::day(case.story.last_year()?, 1, 1),
        Unit::Month | Unit::Quarter | Unit::Season => case.story.month.or(document),
        _ => case.story.last_day(),
    };
    match rel {
        Rel::Last | Rel::Past | Rel::Latest => Some((document?, -1, Anchor::Document)),
        Rel::This => Some((document?, 0, Anchor::Document)),
        // "It sold 400 the next year."
        Rel::Next if case.get(Class::Context).is_some() && case.tense() == Tense::Past => {
            Some((story()?, 1, Anchor::Story))
        }
        // "the week after next" is the second.
        Rel::Next | Rel::Coming => Some((document?, case.get(Class::Ordinal).unwrap_or(1), Anchor::Document)),
        Rel::Previous => Some((story()?, -1, Anchor::Story)),
        Rel::Following => Some((story()?, 1, Anchor::Story)),
        Rel::Same | Rel::That => Some((story()?, 0, Anchor::Story)),
        Rel::The | Rel::Recent => Some((document?, 0, Anchor::Document)),
    }
    // "the weekend" has been, unless it is to come.
    .map(|(from, step, anchor)| match (unit, rel) {
        (Unit::Weekend, Rel::The) => {
            let ahead = calendar::weekday(from) < 6 && !case.tense().is_future();
            (from, if ahead { -1 } else { 0 }, anchor)
        }
        _ => (from, step, anchor),
    })
}

/// "the last weekend in August"
fn weekend_of_month(case: &Case<'_>, month: i64) -> Option<Reading> {
    let document = case.document()?;
    let nth = case.get(Class::Ordinal).unwrap_or(-1);
    let saturday = day::nearest(document, |year| calendar::nth_weekday(year, month, 6, nth))?;
    Some(Reading::date(Value::Date(shifted(saturday, Unit::Weekend, 0)?), Anchor::Document))
}

/// The unit of the calendar that lies so many further than the one with this day in it.
pub(crate) fn shifted(from: Date, unit: Unit, steps: i64) -> Option<Calendar> {
    let year = i64::from(from.year());
    Some(match unit {
        Unit::Day => Calendar::Day(calendar::plus_days(from, steps)?),
        Unit::Week | Unit::Fortnight => {
            let weeks = if unit == Unit::Fortnight { 2 } else { 1 };
            let (year, week) = calendar::week(calendar::plus_days(from, steps.checked_mul(7 * weeks)?)?);
            Calendar::Week(year, week)
        }
        Unit::Weekend => {
            let (year, week) = calendar::week(calendar::plus_days(from, steps.checked_mul(7)?)?);
            Calendar::Weekend(year, week)
        }
        Unit::Month => {
            let day = calendar::plus_months(from, steps)?;
            Calendar::Month(day.year(), day.month())
        }
        Unit::Quarter | Unit::Season => {
            let day = calendar::plus_months(from, steps.checked_mul(3)?)?;
            Calendar::Quarter(day.year(), calendar::quarter(day.month()) as i8)
        }
        Unit::Year => Calendar::Year(calendar::year(year.checked_add(steps)?)?),
        Unit::Decade => Calendar::Decade(calendar::year(year.checked_add(steps.checked_mul(10)?)?)? / 10),
        Unit::Century => Calendar::Century(calendar::year(year.checked_add(steps.checked_mul(100)?)?)? / 100),
        _ => return None,
    })
}
