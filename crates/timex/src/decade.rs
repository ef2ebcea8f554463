//! Decades and centuries: "the 1990s", "the mid-'90s", "the nineties", "the 19th century".

use crate::{
    calendar,
    classes::Class,
    expression::Anchor,
    resolve::{Case, Reading},
    value::{Calendar, Value},
    year,
};

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let place = if let Some(year) = case.get(Class::Year) {
        let year = calendar::year(year)?;
        // "the 1800s" are a hundred years. Whoever says "the 2000s" mostly means ten.
        if year % 100 == 0 && year < 2000 {
            Calendar::Century(year / 100)
        } else {
            Calendar::Decade(year / 10)
        }
    } else if let Some(digits) = case.get(Class::Year2).or(case.get(Class::DecadeWord)) {
        // Decades are spoken of when they have begun.
        let document = case.document()?;
        let nearest = year::two_digits(digits, Some(document))?;
        Calendar::Decade(if nearest > document.year() { nearest - 100 } else { nearest } / 10)
    } else {
        // "20. Jahrhundert": a plain number with a point.
        let century = case.get(Class::Ordinal).or(case.get(Class::Day))?;
        Calendar::Century(i16::try_from(century).ok().filter(|century| (1..=30).contains(century))? - 1)
    };
    Some(Reading { modifier: case.modifier(), ..Reading::date(Value::Date(place), Anchor::Words) })
}
