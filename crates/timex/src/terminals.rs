//! The letters of the automaton's alphabet: a word as it is written, a class, or a class with one value.

use std::collections::HashMap;

use crate::{
    classes::Class,
    word_table::{ByWord, ClassSet},
};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Terminal {
    Word(String),
    Class(Class),
    Valued(Class, i64),
}

/// One thing that a token may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sense {
    pub terminal: u16,
    /// None for a word as it is written.
    pub class: Option<Class>,
    pub value: i64,
}

/// The terminals that the rules of a language use, numbered.
#[derive(Debug, Default)]
pub(crate) struct Terminals {
    numbers: HashMap<Terminal, u16>,
}

impl Terminals {
    pub(crate) fn number(&mut self, terminal: Terminal) -> u16 {
        let next = u16::try_from(self.numbers.len()).unwrap_or(u16::MAX);
        *self.numbers.entry(terminal).or_insert(next)
    }

    pub(crate) fn get(&self, terminal: &Terminal) -> Option<u16> {
        self.numbers.get(terminal).copied()
    }

    pub(crate) fn of_classes(&self) -> ClassTerminals {
        let mut out = ClassTerminals { whole: vec![u16::MAX; 64], ..ClassTerminals::default() };
        for (terminal, number) in self.iter() {
            match terminal {
                Terminal::Class(class) => out.whole[*class as usize % 64] = number,
                Terminal::Valued(class, value) => {
                    out.valued.insert((*class, *value), number);
                    out.with_values.add(*class);
                }
                Terminal::Word(_) => {}
            }
        }
        out
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Terminal, u16)> {
        self.numbers.iter().map(|(terminal, number)| (terminal, *number))
    }
}

/// The terminals that a number may be, by class and value: numbers have no entries in the table.
#[derive(Debug, Default)]
pub(crate) struct ClassTerminals {
    /// By class; `u16::MAX` is none.
    whole: Vec<u16>,
    valued: ByWord<(Class, i64), u16>,
    with_values: ClassSet,
}

impl ClassTerminals {
    pub(crate) fn of(&self, class: Class, value: i64) -> impl Iterator<Item = u16> {
        let whole = self.whole.get(class as usize).copied().filter(|terminal| *terminal != u16::MAX);
        let has_values = self.with_values.has(class);
        let valued = has_values.then(|| self.valued.get(&(class, value)).copied()).flatten();
        whole.into_iter().chain(valued)
    }
}
