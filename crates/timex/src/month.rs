//! Months. A bare month is the latest one, unless the verb speaks of what is to come.

use jiff::civil::Date;

use crate::{
    classes::{Class, Rel, Unit},
    expression::Anchor,
    relative,
    resolve::{Case, Reading},
    tense::Tense,
    value::{Calendar, Recurring, Value},
    year,
};

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let month = case.slots.all(Class::Month).next()?;
    let number = i8::try_from(month).ok()?;
    let named = |year: i16, anchor: Anchor| Reading::date(Value::Date(Calendar::Month(year, number)), anchor);
    let reading = if let Some(year) = year::said(case) {
        // "October to March 2019": the first month is of the year before.
        let crosses = case.slots.all(Class::Month).nth(1).is_some_and(|last| last < month);
        named(if crosses { year.checked_sub(1)? } else { year }, Anchor::Words)
    } else if let Some(document) = case.document() {
        let (year, doubt) = year_of(case, document, month)?;
        // "in 2016 ...; the new one will open in March" is of the document's time, but not in one sentence.
        let is_told = case.story.told_here || !case.tense().is_future();
        let is_bare = case.get(Class::Rel).is_none();
        let elsewhere = if is_bare && is_told && case.story.is_elsewhere(year) { 15 } else { 0 };
        named(year, Anchor::Document).doubted(doubt.max(elsewhere))
    } else {
        Reading::date(Value::Recurring(Recurring::Month(number)), Anchor::None)
    };
    Some(Reading { modifier: case.modifier(), ..reading })
}

/// The year of a month without one, and how doubtful it is.
fn year_of(case: &Case<'_>, document: Date, month: i64) -> Option<(i16, u8)> {
    let now = i64::from(document.month());
    let (this, last, next) =
        (document.year(), document.year().checked_sub(1)?, document.year().checked_add(1)?);
    let rel = case.get(Class::Rel).and_then(Rel::of);
    // "June last year": the word belongs to the year.
    if case.get(Class::Unit) == Some(Unit::Year as i64) {
        return Some((relative::year(case, document)?, 0));
    }
    // "from October to March": the one that comes behind the other, and not always of one year.
    if case.get(Class::Shift).is_some()
        && let Some(from) = case.story.month
    {
        let year = if month < i64::from(from.month()) { from.year().checked_add(1)? } else { from.year() };
        return Some((year, 0));
    }
    Some(match rel {
        Some(Rel::Last | Rel::Past) => (if month < now { this } else { last }, 0),
        Some(Rel::Next | Rel::Coming) => (if month > now { this } else { next }, 0),
        Some(Rel::This) => (this, 0),
        // "the previous September", in a story of another year.
        Some(rel @ (Rel::Previous | Rel::Following)) => {
            let from = case.story.month.unwrap_or(document);
            let there = i64::from(from.month());
            let year = match rel {
                Rel::Previous if month >= there => from.year().checked_sub(1)?,
                Rel::Following if month <= there => from.year().checked_add(1)?,
                _ => from.year(),
            };
            (year, 30)
        }
        Some(Rel::That | Rel::Same) => (case.story.last_year()?, 10),
        _ if month == now => (this, 0),
        _ => match case.tense() {
            Tense::Future | Tense::Ahead => (if month > now { this } else { next }, 4),
            Tense::Past => (if month < now { this } else { last }, 0),
            Tense::Unknown => (if month < now { this } else { last }, 10),
            Tense::Unsure => (if month < now { this } else { last }, 20),
        },
    })
}
