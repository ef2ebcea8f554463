//! A language file to a [`Language`].

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    builder::{Builder, Phrases},
    classes::{self, Class},
    holiday::Holiday,
    language::{Language, Rule},
    pattern,
    resolve::Family,
    terminals::{Sense, Terminal, Terminals},
    tokens,
    word_table::{ByWord, ClassSet, WordTable},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    code: String,
    decimal: char,
    thousands: char,
    #[serde(default)]
    elides: bool,
    #[serde(default)]
    day_first: bool,
    #[serde(default)]
    plans_in_present: bool,
    #[serde(default)]
    ordinal_endings: Vec<String>,
    #[serde(default)]
    past_endings: Vec<String>,
    #[serde(default)]
    future_endings: Vec<String>,
    #[serde(default)]
    capital: Vec<String>,
    /// "weekday part": every word of the first class is written as one with every word of the second.
    #[serde(default)]
    compounds: Vec<String>,
    /// What may be written as one with the word behind it.
    #[serde(default)]
    prefixes: Vec<String>,
    words: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    macros: BTreeMap<String, String>,
    #[serde(default)]
    holidays: BTreeMap<String, String>,
    rules: Vec<RuleInFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleInFile {
    name: String,
    family: String,
    #[serde(default = "sure")]
    confidence: u8,
    patterns: Vec<String>,
    #[serde(default)]
    fixed: BTreeMap<String, String>,
}

fn sure() -> u8 {
    95
}

#[derive(Default)]
pub(crate) struct Compiler {
    terminals: Terminals,
    /// Every word with its class and value.
    words: Vec<(String, Class, i64)>,
    phrases: Phrases,
    /// Months and weekdays abbreviated, without their point.
    bare: Vec<String>,
}

impl Compiler {
    pub(crate) fn compile(mut self, file: File) -> Result<Language, String> {
        for (class_name, values) in &file.words {
            let class = class_named(class_name)?;
            for (written, words) in values {
                let value = classes::value(class, written)
                    .ok_or_else(|| format!("words.{class_name}: \"{written}\" is no value of this class"))?;
                words.split(',').for_each(|word| self.word(class, value, word, file.elides));
            }
        }
        let mut holidays = Vec::new();
        for (names, when) in &file.holidays {
            let holiday =
                Holiday::parse(when).ok_or_else(|| format!("holidays: \"{when}\" is no day of a year"))?;
            let number = holidays.len() as i64;
            names.split(',').for_each(|name| self.word(Class::Holiday, number, name, file.elides));
            holidays.push(holiday);
        }
        let compounds = self.compounds(&file.compounds)?;
        let mut capital = ClassSet::default();
        for name in &file.capital {
            capital.add(class_named(name)?);
        }
        let mut rules = Vec::new();
        let mut builder = Builder::new(&mut self.terminals, &self.phrases, file.elides);
        for rule in file.rules {
            let wrong = |error: String| format!("the rule \"{}\": {error}", rule.name);
            let number =
                u16::try_from(rules.len()).map_err(|_| wrong("there are too many rules".to_owned()))?;
            for written in &rule.patterns {
                builder.add(number, &pattern::parse(written, &file.macros).map_err(wrong)?);
            }
            rules.push(rule.read().map_err(wrong)?);
        }
        let automaton = builder.finish();
        let byte =
            |mark: char| u8::try_from(mark).map_err(|_| format!("\"{mark}\" cannot stand in a number"));
        Ok(Language {
            code: file.code,
            decimal: byte(file.decimal)?,
            thousands: byte(file.thousands)?,
            elides: file.elides,
            day_first: file.day_first,
            plans_in_present: file.plans_in_present,
            past_endings: file.past_endings,
            future_endings: file.future_endings,
            ordinal_endings: file.ordinal_endings,
            capital,
            words: self.table(),
            compounds,
            prefixes: file.prefixes,
            class_terminals: self.terminals.of_classes(),
            automaton,
            rules,
            holidays,
        })
    }

    /// Every word of the first class before every word of the second, with the letters of the first.
    fn compounds(&self, pairs: &[String]) -> Result<ByWord<String, usize>, String> {
        let mut compounds = ByWord::default();
        for pair in pairs {
            let (first, second) =
                pair.split_once(' ').ok_or_else(|| format!("compounds: \"{pair}\" is not two classes"))?;
            let (first, second) = (class_named(first)?, class_named(second)?);
            let of = |class: Class| self.words.iter().filter(move |word| word.1 == class);
            for (before, ..) in of(first) {
                let letters = before.chars().count();
                compounds.extend(of(second).map(|(behind, ..)| (format!("{before}{behind}"), letters)));
            }
        }
        Ok(compounds)
    }

    fn word(&mut self, class: Class, value: i64, word: &str, elides: bool) {
        let mut lower = String::new();
        tokens::lower_into(word.trim(), &mut lower);
        let word = lower;
        let pieces = pattern::pieces_or_mark(&word, elides);
        match &pieces[..] {
            _ if word.is_empty() => {}
            [piece] => {
                // An abbreviation stands with its point or without.
                if let Some(bare) = piece.strip_suffix('.').filter(|bare| !bare.is_empty()) {
                    self.words.push((bare.to_owned(), class, value));
                    if matches!(class, Class::Month | Class::Weekday) {
                        self.bare.push(bare.to_owned());
                    }
                }
                self.words.push((piece.clone(), class, value));
            }
            _ => self.phrases.entry(class).or_default().push((pieces, value)),
        }
    }

    /// Every word that a class or a pattern has, with all that it may be.
    fn table(&self) -> WordTable {
        let mut table: BTreeMap<&str, Vec<Sense>> = BTreeMap::new();
        for (word, class, value) in &self.words {
            let senses = table.entry(word).or_default();
            let number = |terminal: Terminal| self.terminals.get(&terminal).unwrap_or(u16::MAX);
            senses.push(Sense {
                terminal: number(Terminal::Class(*class)),
                class: Some(*class),
                value: *value,
            });
            if let Some(terminal) = self.terminals.get(&Terminal::Valued(*class, *value)) {
                senses.push(Sense { terminal, class: Some(*class), value: *value });
            }
            // "ten o'clock": small number words are hours too, and ordinal words are days.
            let also = match class {
                Class::Number if (1000..=24_000).contains(value) && value % 1000 == 0 => {
                    Some((Class::Hour, value / 1000))
                }
                Class::Ordinal if (1..=31).contains(value) => Some((Class::Day, *value)),
                _ => None,
            };
            if let Some((class, value)) = also {
                senses.push(Sense { terminal: number(Terminal::Class(class)), class: Some(class), value });
            }
        }
        for (terminal, number) in self.terminals.iter() {
            if let Terminal::Word(word) = terminal {
                table.entry(word).or_default().push(Sense { terminal: number, class: None, value: 0 });
            }
        }
        let mut words = WordTable::default();
        for (word, senses) in table {
            words.add(word, senses, self.bare.iter().any(|bare| bare == word));
        }
        words
    }
}

impl RuleInFile {
    fn read(&self) -> Result<Rule, String> {
        let family =
            Family::named(&self.family).ok_or_else(|| format!("there is no family \"{}\"", self.family))?;
        let mut fixed = Vec::new();
        for (name, written) in &self.fixed {
            let class = class_named(name)?;
            let value = classes::value(class, written);
            fixed.push((class, value.ok_or_else(|| format!("\"{written}\" is no value of \"{name}\""))?));
        }
        Ok(Rule { name: self.name.clone(), family, confidence: self.confidence, fixed })
    }
}

fn class_named(name: &str) -> Result<Class, String> {
    Class::named(name).ok_or_else(|| format!("there is no class \"{name}\""))
}
