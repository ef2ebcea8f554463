//! From a match to a reading: which family a rule belongs to, and what every family is given.

use jiff::civil::Date;

use crate::{
    automaton::Slots,
    classes::{Class, Modifier},
    clock, day, decade, duration,
    expression::{Anchor, Kind},
    holiday::{self, Holiday},
    language::Language,
    month, quarter, relative, season, set, shift,
    story::Story,
    tense::Tense,
    vague,
    value::Value,
    weekday, year,
};

macro_rules! families {
    ($($variant:ident = $name:literal => $resolve:path,)*) => {
        /// The families of readings; each is a file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Family { Nothing, $($variant,)* }

        impl Family {
            pub(crate) fn named(name: &str) -> Option<Family> {
                match name { "nothing" => Some(Family::Nothing), $($name => Some(Family::$variant),)* _ => None }
            }

            /// None: the words, here, are no time expression.
            pub(crate) fn resolve(self, case: &Case<'_>) -> Option<Reading> {
                match self { Family::Nothing => None, $(Family::$variant => $resolve(case),)* }
            }
        }
    };
}

families! {
    Day = "day" => day::resolve,
    Weekday = "weekday" => weekday::resolve,
    Month = "month" => month::resolve,
    Year = "year" => year::resolve,
    Decade = "decade" => decade::resolve,
    Quarter = "quarter" => quarter::resolve,
    Comparison = "comparison" => quarter::comparison,
    Season = "season" => season::resolve,
    Deictic = "deictic" => day::deictic,
    Today = "today" => day::today,
    Relative = "relative" => relative::resolve,
    Shift = "shift" => shift::resolve,
    Duration = "duration" => duration::resolve,
    Clock = "clock" => clock::resolve,
    Part = "part" => clock::part,
    Set = "set" => set::resolve,
    Vague = "vague" => vague::resolve,
    Holiday = "holiday" => holiday::resolve,
}

/// What a family is given.
pub(crate) struct Case<'a> {
    pub slots: Slots,
    pub story: &'a Story,
    pub tense: &'a dyn Fn() -> Tense,
    pub language: &'a Language,
}

/// What a family makes of it.
pub(crate) struct Reading {
    pub kind: Kind,
    pub value: Value,
    pub modifier: Option<Modifier>,
    pub quant: Option<String>,
    pub freq: Option<String>,
    /// Taken from the rule's confidence.
    pub doubt: u8,
    pub anchor: Anchor,
}

impl Reading {
    pub(crate) fn new(kind: Kind, value: Value, anchor: Anchor) -> Reading {
        Reading { kind, value, modifier: None, quant: None, freq: None, doubt: 0, anchor }
    }

    pub(crate) fn date(value: Value, anchor: Anchor) -> Reading {
        Reading::new(Kind::Date, value, anchor)
    }

    pub(crate) fn doubted(self, doubt: u8) -> Reading {
        Reading { doubt: self.doubt.saturating_add(doubt), ..self }
    }
}

impl Case<'_> {
    pub(crate) fn get(&self, class: Class) -> Option<i64> {
        self.slots.get(class)
    }

    pub(crate) fn document(&self) -> Option<Date> {
        self.story.document
    }

    pub(crate) fn tense(&self) -> Tense {
        (self.tense)()
    }

    pub(crate) fn holiday(&self) -> Option<&Holiday> {
        self.language.holidays.get(usize::try_from(self.get(Class::Holiday)?).ok()?)
    }

    /// "early", "nearly": a phase goes before a degree.
    pub(crate) fn modifier(&self) -> Option<Modifier> {
        Modifier::of(self.get(Class::Phase).or(self.get(Class::Degree))?)
    }
}
