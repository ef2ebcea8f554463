//! A language: a file of words, patterns and holidays, compiled once.
//!
//! The file is data; its notation is explained at the head of `languages/en.toml`.

use std::sync::OnceLock;

use crate::{
    automaton::Automaton,
    classes::Class,
    compiler::{Compiler, File},
    holiday::Holiday,
    resolve::Family,
    terminals::{ClassTerminals, Sense},
    word_table::{ByWord, ClassSet, WordTable},
};

/// A compiled language.
#[derive(Debug)]
pub struct Language {
    pub(crate) code: String,
    pub(crate) decimal: u8,
    pub(crate) thousands: u8,
    /// An apostrophe ends a word (l'année) instead of beginning one (the year's).
    pub(crate) elides: bool,
    /// In 9/10/2018 the day stands before the month.
    pub(crate) day_first: bool,
    /// "Am Sonntag spielt": the present tense says nothing about which Sunday.
    pub(crate) plans_in_present: bool,
    pub(crate) past_endings: Vec<String>,
    pub(crate) future_endings: Vec<String>,
    pub(crate) ordinal_endings: Vec<String>,
    pub(crate) capital: ClassSet,
    pub(crate) words: WordTable,
    /// Words written as one, and the letters of the first.
    pub(crate) compounds: ByWord<String, usize>,
    pub(crate) prefixes: Vec<String>,
    pub(crate) class_terminals: ClassTerminals,
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
    ("de", include_str!("../languages/de.toml")),
    ("fr", include_str!("../languages/fr.toml")),
    ("ar", include_str!("../languages/ar.toml")),
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

    pub(crate) fn has_compounds(&self) -> bool {
        !self.compounds.is_empty() || !self.prefixes.is_empty()
    }

    pub(crate) fn senses(&self, entry: u32) -> &[Sense] {
        self.words.senses(entry)
    }

    /// The letters of the first word, if this is two words written as one.
    pub(crate) fn compound(&self, lower: &str) -> Option<usize> {
        if let Some(letters) = self.compounds.get(lower) {
            return Some(*letters);
        }
        self.prefixes.iter().find_map(|prefix| {
            let rest = lower.strip_prefix(prefix.as_str())?;
            // A word that only patterns have as it is written is too short a reason to cut another.
            let has_class = |entry| self.senses(entry).iter().any(|sense| sense.class.is_some());
            let is_known = self.words.entry(rest).is_some_and(has_class);
            is_known.then(|| prefix.chars().count())
        })
    }

    pub(crate) fn needs_capital(&self, class: Class) -> bool {
        self.capital.has(class)
    }

    pub(crate) fn is_ordinal_ending(&self, letters: &str) -> bool {
        self.ordinal_endings.iter().any(|ending| ending == letters)
    }

    /// How many nodes the patterns became.
    pub fn size(&self) -> usize {
        self.automaton.nodes.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_compiles_to_a_small_automaton() {
        for (code, file) in FILES {
            let language =
                Language::compile(file).unwrap_or_else(|error| panic!("languages/{code}.toml: {error}"));
            assert_eq!(language.code(), *code);
            assert!(language.size() < 20_000, "{code}: {} nodes", language.size());
        }
    }
}
