//! A number of units and a direction: "two years ago", "three days later", "a month from now".

use jiff::civil::Date;

use crate::{
    calendar,
    classes::{Class, Shift, Unit},
    duration,
    expression::Anchor,
    relative,
    resolve::{Case, Reading},
    value::{Calendar, Side, Value},
};

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let unit = Unit::of(case.get(Class::Unit).or(case.get(Class::Units))?)?;
    let number = case.get(Class::Number).unwrap_or(-1);
    let shift = Shift::of(case.get(Class::Shift)?)?;
    let back = matches!(shift, Shift::Ago | Shift::Earlier);
    if number < 0 {
        let side = if back { Side::Past } else { Side::Future };
        return Some(Reading::date(Value::Vague(side), Anchor::None));
    }
    let (from, anchor, doubt) = match shift {
        Shift::Ago | Shift::Hence => (case.document(), Anchor::Document, 15),
        Shift::Earlier | Shift::Later => (from_story(case, unit), Anchor::Story, 40),
    };
    let from = match from {
        Some(from) if !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) => from,
        _ => return duration::of(case, number, unit),
    };
    let place = place(from, unit, number, if back { -1 } else { 1 })?;
    Some(Reading { modifier: case.modifier(), ..Reading::date(Value::Date(place), anchor).doubted(doubt) })
}

fn from_story(case: &Case<'_>, unit: Unit) -> Option<Date> {
    match unit {
        Unit::Year | Unit::Decade | Unit::Century => calendar::day(case.story.last_year()?, 1, 1),
        Unit::Month => case.story.month.or(case.document()),
        _ => case.story.last_day(),
    }
}

/// The unit that lies so many away. A half of a unit makes the answer one of the next smaller.
fn place(from: Date, unit: Unit, number: i64, sign: i64) -> Option<Calendar> {
    let (number, unit) = match unit {
        Unit::Decade => (number.checked_mul(10)?, Unit::Year),
        Unit::Century => (number.checked_mul(100)?, Unit::Year),
        _ => (number, unit),
    };
    if number % 1000 != 0 && unit == Unit::Year {
        return relative::shifted(from, Unit::Month, sign * number.checked_mul(12)? / 1000);
    }
    relative::shifted(from, unit, sign * (number / 1000))
}
