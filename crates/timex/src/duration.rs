//! Lengths: "three weeks", "a two-year", "recent months", "an hour and a half".

use crate::{
    classes::{Class, Unit},
    expression::{Anchor, Kind},
    resolve::{Case, Reading},
    value::{Amount, Value},
};

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let unit = Unit::of(case.get(Class::Unit).or(case.get(Class::Units))?)?;
    of(case, case.get(Class::Number).unwrap_or(-1), unit)
}

/// A length of so many thousandths; fewer than none is "some".
pub(crate) fn of(case: &Case<'_>, thousandths: i64, unit: Unit) -> Option<Reading> {
    let amount = match thousandths {
        ..0 => Amount::Some,
        _ => Amount::Thousandths(thousandths.saturating_add(case.get(Class::Fraction).unwrap_or(0))),
    };
    let reading = Reading::new(Kind::Duration, Value::Duration(amount, unit), Anchor::None);
    Some(Reading { modifier: case.modifier(), ..reading })
}
