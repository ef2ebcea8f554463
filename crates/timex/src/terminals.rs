//! The letters of the automaton's alphabet: a word as it is written, a class, or a class with one value.

use std::collections::HashMap;

use crate::classes::Class;

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

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Terminal, u16)> {
        self.numbers.iter().map(|(terminal, number)| (terminal, *number))
    }
}
