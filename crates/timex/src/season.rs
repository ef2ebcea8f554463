//! Seasons: "last summer", "the winter of 1994", "this fall".

use jiff::civil::Date;

use crate::{
    classes::{Class, Rel, Season, Unit},
    expression::Anchor,
    relative,
    resolve::{Case, Reading},
    tense::Tense,
    value::{Calendar, Recurring, Value},
    year,
};

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let season = Season::of(case.get(Class::Season)?)?;
    let named =
        |year: i16, anchor: Anchor| Reading::date(Value::Date(Calendar::Season(year, season)), anchor);
    let reading = if let Some(year) = year::said(case) {
        named(year, Anchor::Words)
    } else if let Some(document) = case.document() {
        named(year_of(case, document, season)?, Anchor::Document)
    } else {
        Reading::date(Value::Recurring(Recurring::Season(season)), Anchor::None)
    };
    Some(Reading { modifier: case.modifier(), ..reading })
}

fn year_of(case: &Case<'_>, document: Date, season: Season) -> Option<i16> {
    if case.get(Class::Unit) == Some(Unit::Year as i64) {
        return relative::year(case, document);
    }
    let (first, last) = match season {
        Season::Spring => (3, 5),
        Season::Summer => (6, 8),
        Season::Autumn => (9, 11),
        Season::Winter => (12, 14),
    };
    // January and February belong to the winter that began the year before.
    let month = i64::from(document.month());
    let (year, month) =
        if month < 3 { (document.year().checked_sub(1)?, month + 12) } else { (document.year(), month) };
    let (begun, over) = (month >= first, month > last);
    let (this, before, after) = (year, year.checked_sub(1)?, year.checked_add(1)?);
    Some(match case.get(Class::Rel).and_then(Rel::of) {
        Some(Rel::Last | Rel::Past | Rel::Previous) => {
            if over {
                this
            } else {
                before
            }
        }
        Some(Rel::Next | Rel::Coming | Rel::Following) => {
            if begun {
                after
            } else {
                this
            }
        }
        // In February "this summer" is the one to come, "this winter" the one that began before.
        Some(Rel::This) if season != Season::Winter => document.year(),
        Some(Rel::This) => this,
        _ => match case.tense() {
            Tense::Future | Tense::Ahead => {
                if over {
                    after
                } else {
                    this
                }
            }
            _ => {
                if begun {
                    this
                } else {
                    before
                }
            }
        },
    })
}
