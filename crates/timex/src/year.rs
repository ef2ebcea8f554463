//! Years: "1998", "fiscal 1989", "'98".

use jiff::civil::Date;

use crate::{
    calendar,
    classes::Class,
    expression::Anchor,
    resolve::{Case, Reading},
    value::{Calendar, Value},
};

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let year = said(case)?;
    // Numbers of four digits are years only near the present; others need a preposition, and the rules that
    // ask for one mark it with a fixed slot.
    let near = case.document().map_or(1900..=2050, |document| {
        document.year().saturating_sub(150)..=document.year().saturating_add(50)
    });
    let is_near = near.contains(&year);
    let is_far_ahead = case.document().is_some_and(|document| year > document.year().saturating_add(100));
    if is_far_ahead || !is_near && case.get(Class::Context).is_none() {
        return None;
    }
    let reading = Reading::date(Value::Date(Calendar::Year(year)), Anchor::Words);
    // A fiscal year may begin in another year.
    let doubt = if case.get(Class::Fiscal).is_some() { 20 } else { 0 };
    Some(Reading { modifier: case.modifier(), ..reading }.doubted(doubt))
}

/// The year that the words name, in four digits or in two: "May of '98".
pub(crate) fn said(case: &Case<'_>) -> Option<i16> {
    match case.get(Class::Year) {
        Some(year) => calendar::year(year),
        None => two_digits(case.get(Class::Year2)?, case.document()),
    }
}

/// Years ahead that two digits may still mean: "'26" in 2018.
const AHEAD: i64 = 10;

/// The year of two digits: the latest one that is not far ahead. What news writes in two digits has mostly been.
pub(crate) fn two_digits(digits: i64, document: Option<Date>) -> Option<i16> {
    let now = i64::from(document?.year());
    let century = now / 100 * 100;
    let years = [century + digits, century - 100 + digits, century + 100 + digits];
    calendar::year(years.into_iter().filter(|year| *year <= now + AHEAD).max()?)
}
