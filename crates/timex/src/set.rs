//! What recurs: "every Monday", "daily", "each July", "Tuesday nights", "twice a week".

use crate::{
    classes::{Class, Part, Season, Unit},
    expression::{Anchor, Kind},
    resolve::{Case, Reading},
    value::{Amount, Recurring, Value},
};

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let part = case.get(Class::Part).or(case.get(Class::Parts)).and_then(Part::of);
    let small = |class: Class| case.get(class).and_then(|value| i8::try_from(value).ok());
    // "twice a week": the number is of times.
    let often =
        case.get(Class::Number).filter(|number| case.get(Class::Context) == Some(3) && *number >= 1000);
    let value = if let Some(weekday) = small(Class::Weekday).or(small(Class::Weekdays)) {
        Value::Recurring(Recurring::Weekday(weekday, part))
    } else if let Some(month) = small(Class::Month) {
        match small(Class::Day) {
            Some(day) => Value::Recurring(Recurring::DayOfMonth(month, day)),
            None => Value::Recurring(Recurring::Month(month)),
        }
    } else if let Some(season) = case.get(Class::Season).and_then(Season::of) {
        Value::Recurring(Recurring::Season(season))
    } else if let Some(unit) =
        case.get(Class::Often).or(case.get(Class::Unit)).or(case.get(Class::Units)).and_then(Unit::of)
    {
        // "every two weeks", "every other day".
        let number = case.get(Class::Number).filter(|number| *number > 0 && often.is_none()).unwrap_or(1000);
        let step = case.get(Class::Every).unwrap_or(1).max(1);
        Value::Duration(Amount::Thousandths(number.saturating_mul(step)), unit)
    } else {
        Value::Recurring(Recurring::Part(part?))
    };
    let reading = Reading::new(Kind::Set, value, Anchor::None);
    let quant = case.get(Class::Every).map(|_| "EVERY".to_owned());
    let freq = often.map(|number| format!("{}X", number / 1000));
    Some(Reading { quant, freq, modifier: case.modifier(), ..reading })
}
