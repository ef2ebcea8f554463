//! A language: a file of words, patterns and holidays, compiled once.
//!
//! The file is data; its notation is explained at the head of `languages/en.toml`.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{BuildHasherDefault, Hasher},
    sync::OnceLock,
};

use serde::Deserialize;

use crate::{
    automaton::{Automaton, Builder},
    classes::{self, Class},
    holiday::Holiday,
    pattern,
    resolve::Family,
    terminals::{Sense, Terminal, Terminals},
};

/// A compiled language.
#[derive(Debug)]
pub struct Language {
    code: String,
    pub(crate) decimal: u8,
    pub(crate) thousands: u8,
    /// An apostrophe ends a word (l'année) instead of beginning one (the year's).
    pub(crate) elides: bool,
    /// In 9/10/2018 the day stands before the month.
    pub(crate) day_first: bool,
    pub(crate) past_endings: Vec<String>,
    pub(crate) future_endings: Vec<String>,
    ordinal_endings: Vec<String>,
    capital: Vec<Class>,
    entries: HashMap<String, u32, BuildHasherDefault<WordHash>>,
    senses: Vec<Vec<Sense>>,
    /// Abbreviations as they stand without their point.
    bare: Vec<bool>,
    /// Words written as one, and the letters of the first.
    compounds: HashMap<String, usize, BuildHasherDefault<WordHash>>,
    prefixes: Vec<String>,
    class_terminals: HashMap<Class, u16, BuildHasherDefault<WordHash>>,
    valued: HashMap<(Class, i64), u16, BuildHasherDefault<WordHash>>,
    valued_classes: Vec<Class>,
    pub(crate) automaton: Automaton,
    pub(crate) rules: Vec<Rule>,
    pub(crate) holidays: Vec<Holiday>,
}

/// A rule of the file: patterns, and which family of readings they have.
#[derive(Debug)]
pub(crate) struct Rule {
    pub name: String,
    pub family: Family,
    /// 0 to 100, before the context lowers it.
    pub confidence: u8,
    /// Slots that the rule fills itself.
    pub fixed: Vec<(Class, i64)>,
}

const FILES: &[(&str, &str)] = &[
    ("en", include_str!("../languages/en.toml")),
    ("es", include_str!("../languages/es.toml")),
    ("it", include_str!("../languages/it.toml")),
    ("pt", include_str!("../languages/pt.toml")),
];

impl Language {
    /// The language of a code like `en` or `en-GB`, if there is a file for it.
    pub fn get(code: &str) -> Option<&'static Language> {
        static LANGUAGES: OnceLock<Vec<OnceLock<Option<Language>>>> = OnceLock::new();
        let short = code.split(['-', '_']).next().unwrap_or(code).to_ascii_lowercase();
        let at = FILES.iter().position(|file| file.0 == short)?;
        let languages = LANGUAGES.get_or_init(|| FILES.iter().map(|_| OnceLock::new()).collect());
        // A file that does not compile fails the crate's tests, so it is never shipped.
        languages.get(at)?.get_or_init(|| Language::compile(FILES[at].1).ok()).as_ref()
    }

    /// The codes of all languages.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|file| file.0)
    }

    pub fn code(&self) -> &str {
        &self.code
    }

    /// Compiles a language file. An error is a sentence that names the rule or the word.
    pub fn compile(file: &str) -> Result<Language, String> {
        let file: File = toml::from_str(file).map_err(|error| error.to_string())?;
        Compiler::default().compile(file)
    }

    pub(crate) fn entry(&self, lower: &str) -> Option<u32> {
        self.entries.get(lower).copied()
    }

    pub(crate) fn senses(&self, entry: u32) -> &[Sense] {
        self.senses.get(entry as usize).map_or(&[], Vec::as_slice)
    }

    /// The letters of the first word, if this is two words written as one.
    pub(crate) fn compound(&self, lower: &str) -> Option<usize> {
        if let Some(letters) = self.compounds.get(lower) {
            return Some(*letters);
        }
        self.prefixes.iter().find_map(|prefix| {
            let rest = lower.strip_prefix(prefix.as_str())?;
            // A word that only patterns have as it is written is too short a reason to cut another.
            let is_known = self.entry(rest).is_some_and(|entry| self.senses(entry).iter().any(|sense| sense.class.is_some()));
            is_known.then(|| prefix.chars().count())
        })
    }

    pub(crate) fn class_terminal(&self, class: Class) -> Option<u16> {
        self.class_terminals.get(&class).copied()
    }

    pub(crate) fn valued_terminal(&self, class: Class, value: i64) -> Option<u16> {
        if !self.valued_classes.contains(&class) {
            return None;
        }
        self.valued.get(&(class, value)).copied()
    }

    /// Is it an abbreviation of a month or weekday, found without its point?
    pub(crate) fn wants_point(&self, entry: u32) -> bool {
        self.bare.get(entry as usize).copied().unwrap_or(false)
    }

    pub(crate) fn needs_capital(&self, class: Class) -> bool {
        self.capital.contains(&class)
    }

    pub(crate) fn is_ordinal_ending(&self, letters: &str) -> bool {
        self.ordinal_endings.iter().any(|ending| ending == letters)
    }

    /// How many nodes the patterns became.
    pub fn size(&self) -> usize {
        self.automaton.size()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    code: String,
    decimal: char,
    thousands: char,
    #[serde(default)]
    elides: bool,
    #[serde(default)]
    day_first: bool,
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
struct Compiler {
    terminals: Terminals,
    /// Every word with its class and value.
    words: Vec<(String, Class, i64)>,
    phrases: HashMap<Class, Vec<(Vec<String>, i64)>>,
    /// Months and weekdays abbreviated, without their point.
    bare: Vec<String>,
}

impl Compiler {
    fn compile(mut self, file: File) -> Result<Language, String> {
        let mut holidays = Vec::new();
        for (class_name, values) in &file.words {
            let class = class_named(class_name)?;
            for (written, words) in values {
                let value = classes::value(class, written)
                    .ok_or_else(|| format!("words.{class_name}: \"{written}\" is no value of this class"))?;
                words.split(',').for_each(|word| self.word(class, value, word, file.elides));
            }
        }
        for (names, when) in &file.holidays {
            let holiday = Holiday::parse(when).ok_or_else(|| format!("holidays: \"{when}\" is no day of a year"))?;
            names.split(',').for_each(|name| self.word(Class::Holiday, holidays.len() as i64, name, file.elides));
            holidays.push(holiday);
        }
        let mut rules = Vec::new();
        let mut builder = Builder {
            automaton: Automaton::default(),
            terminals: &mut self.terminals,
            phrases: &self.phrases,
            elides: file.elides,
        };
        for (number, rule) in file.rules.into_iter().enumerate() {
            let wrong = |error: String| format!("the rule \"{}\": {error}", rule.name);
            for written in &rule.patterns {
                let items = pattern::parse(written, &file.macros).map_err(wrong)?;
                builder.add(u16::try_from(number).unwrap_or(u16::MAX), &items);
            }
            let family = Family::named(&rule.family).ok_or_else(|| wrong(format!("there is no family \"{}\"", rule.family)))?;
            let mut fixed = Vec::new();
            for (name, written) in &rule.fixed {
                let class = class_named(name).map_err(wrong)?;
                let value = classes::value(class, written);
                fixed.push((class, value.ok_or_else(|| wrong(format!("\"{written}\" is no value of \"{name}\"")))?));
            }
            rules.push(Rule { name: rule.name, family, confidence: rule.confidence, fixed });
        }
        let automaton = builder.automaton;
        let capital = file.capital.iter().map(|name| class_named(name)).collect::<Result<Vec<_>, _>>()?;
        let mut compounds = HashMap::default();
        for pair in &file.compounds {
            let (first, second) = pair.split_once(' ').ok_or_else(|| format!("compounds: \"{pair}\" is not two classes"))?;
            let (first, second) = (class_named(first)?, class_named(second)?);
            let of = |class: Class| self.words.iter().filter(move |word| word.1 == class);
            for (before, ..) in of(first) {
                compounds.extend(of(second).map(|(behind, ..)| (format!("{before}{behind}"), before.chars().count())));
            }
        }
        let (entries, senses) = self.table();
        let mut bare = vec![false; senses.len()];
        for word in &self.bare {
            if let Some(entry) = entries.get(word) {
                bare[*entry as usize] = true;
            }
        }
        let mut class_terminals = HashMap::default();
        let mut valued = HashMap::default();
        for (terminal, number) in self.terminals.iter() {
            match terminal {
                Terminal::Class(class) => drop(class_terminals.insert(*class, number)),
                Terminal::Valued(class, value) => drop(valued.insert((*class, *value), number)),
                Terminal::Word(_) => {}
            }
        }
        let valued_classes = valued.keys().map(|key: &(Class, i64)| key.0).collect();
        let byte = |mark: char| u8::try_from(mark).map_err(|_| format!("\"{mark}\" cannot stand in a number"));
        Ok(Language {
            code: file.code,
            decimal: byte(file.decimal)?,
            thousands: byte(file.thousands)?,
            elides: file.elides,
            day_first: file.day_first,
            past_endings: file.past_endings,
            future_endings: file.future_endings,
            ordinal_endings: file.ordinal_endings,
            capital,
            entries,
            senses,
            bare,
            compounds,
            prefixes: file.prefixes,
            class_terminals,
            valued,
            valued_classes,
            automaton,
            rules,
            holidays,
        })
    }

    fn word(&mut self, class: Class, value: i64, word: &str, elides: bool) {
        let word = word.trim().to_lowercase();
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
    #[expect(clippy::type_complexity, reason = "the two halves of one table")]
    fn table(&self) -> (HashMap<String, u32, BuildHasherDefault<WordHash>>, Vec<Vec<Sense>>) {
        let mut table: BTreeMap<&str, Vec<Sense>> = BTreeMap::new();
        for (word, class, value) in &self.words {
            let senses = table.entry(word).or_default();
            let number = |terminal: Terminal| self.terminals.get(&terminal).unwrap_or(u16::MAX);
            senses.push(Sense { terminal: number(Terminal::Class(*class)), class: Some(*class), value: *value });
            if let Some(terminal) = self.terminals.get(&Terminal::Valued(*class, *value)) {
                senses.push(Sense { terminal, class: Some(*class), value: *value });
            }
            // "ten o'clock": small number words are hours too, and ordinal words are days.
            let also = match class {
                Class::Number if (1000..=24_000).contains(value) && value % 1000 == 0 => Some((Class::Hour, value / 1000)),
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
        let mut entries = HashMap::default();
        let mut senses = Vec::new();
        for (word, of_word) in table {
            entries.insert(word.to_owned(), u32::try_from(senses.len()).unwrap_or(u32::MAX));
            senses.push(of_word);
        }
        (entries, senses)
    }
}

fn class_named(name: &str) -> Result<Class, String> {
    Class::named(name).ok_or_else(|| format!("there is no class \"{name}\""))
}

/// FNV-1a: the table's keys are the language's own, so no one can choose them to collide.
pub(crate) struct WordHash(u64);

impl Default for WordHash {
    fn default() -> WordHash {
        WordHash(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHash {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_compiles_to_a_small_automaton() {
        for (code, file) in FILES {
            let language = Language::compile(file).unwrap_or_else(|error| panic!("languages/{code}.toml: {error}"));
            assert_eq!(language.code(), *code);
            assert!(language.size() < 20_000, "{code}: {} nodes", language.size());
        }
    }
}
