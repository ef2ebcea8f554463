//! What a word is: tables of each language, read from `data/` at first use.
//!
//! A table is a text file of `[section]`s with words in them; a section is a [`Class`], and a word may be of
//! several. Nothing here knows what the classes mean for an attribution.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::LazyLock,
};

/// The language of a text. What is not here is read as English, whose marks are the commonest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    German,
}

impl Language {
    /// By its tag (`en`, `en-GB`, `de-AT`).
    pub fn from_tag(tag: &str) -> Option<Language> {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Some(Language::English),
            "de" => Some(Language::German),
            _ => None,
        }
    }

    pub(crate) fn words(self) -> &'static Words {
        static ENGLISH: LazyLock<Words> = LazyLock::new(|| {
            let mut words = Words::default();
            words.verbs(include_str!("../data/en/verbs.txt"), english_forms);
            words.table(include_str!("../data/en/words.txt"));
            words.table(include_str!("../data/en/roles.txt"));
            words.given(include_str!("../data/given.txt"));
            words
        });
        static GERMAN: LazyLock<Words> = LazyLock::new(|| {
            let mut words = Words { language: Language::German, ..Words::default() };
            words.verbs(include_str!("../data/de/verbs.txt"), german_forms);
            words.table(include_str!("../data/de/words.txt"));
            words.table(include_str!("../data/de/roles.txt"));
            words.given(include_str!("../data/given.txt"));
            words
        });
        match self {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
        }
    }
}

/// A set of what a word can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(u64);

macro_rules! classes {
    ($($name:ident $section:literal)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Bit { $($name),* }
        impl Class {
            $(pub(crate) const $name: Class = Class(1 << Bit::$name as u64);)*
            fn of_section(name: &str) -> Option<Class> {
                match name { $($section => Some(Class::$name),)* _ => None }
            }
        }
    };
}

classes! {
    DETERMINER "determiner" POSSESSIVE "possessive" HE "he" SHE "she" THEY "they" PRONOUN "pronoun"
    RELATIVE "relative" PREPOSITION "preposition" CONJUNCTION "conjunction" SUBORDINATE "subordinate"
    ADVERB "adverb" BE "be" HAVE "have" DO "do" MODAL "modal" TO "to" VERB "verb" DAY "day"
    ABBREVIATION "abbreviation" STARTER "starter" WORK "work" SCARE "scare" TITLE "title" TITLE_SHE "title-she"
    TITLE_HE "title-he" ROLE "role" ROLE_SHE "role-she" ROLE_HE "role-he" HUMAN "human" MEDIUM "medium"
    ORGANISATION "org" DEMONYM "demonym" PARTICLE "particle" SUFFIX "suffix" SAY "say" CALL "call"
    BASE "base" THIRD "third" PAST "past" ING "ing" PARTICIPLE "participle"
    GIVEN_HE "given-he" GIVEN_SHE "given-she" GIVEN_BOTH "given-both" SPEECH "speech" OBLIQUE "oblique" SOURCE "source" SUBJUNCTIVE "subjunctive" SIGN "sign" OFFICE "office"
    THING "thing" GESTURE "gesture" EPITHET "epithet"
}

impl Class {
    /// What can stand before a name as a title.
    pub(crate) const ANY_TITLE: Class = Class(Class::TITLE.0 | Class::TITLE_SHE.0 | Class::TITLE_HE.0);
    pub(crate) const ANY_ROLE: Class = Class(Class::ROLE.0 | Class::ROLE_SHE.0 | Class::ROLE_HE.0);
    pub(crate) const GIVEN: Class = Class(Class::GIVEN_HE.0 | Class::GIVEN_SHE.0 | Class::GIVEN_BOTH.0);
    pub(crate) const CUE: Class = Class(Class::SAY.0 | Class::CALL.0);
    pub(crate) const AUXILIARY: Class = Class(Class::BE.0 | Class::HAVE.0 | Class::DO.0 | Class::MODAL.0);
    pub(crate) const PERSONAL: Class = Class(Class::HE.0 | Class::SHE.0 | Class::THEY.0 | Class::PRONOUN.0);
    /// What a word is besides, if it may be a noun: "the reports", "his guide".
    pub(crate) const NOUN_TOO: Class =
        Class(Class::MEDIUM.0 | Class::ANY_ROLE.0 | Class::HUMAN.0 | Class::WORK.0);
    /// Words that begin a noun phrase.
    pub(crate) const OPENS: Class = Class(Class::DETERMINER.0 | Class::POSSESSIVE.0);
    /// Words that are never part of a name, however they are written.
    pub(crate) const SMALL: Class = Class(
        Class::OPENS.0
            | Class::PERSONAL.0
            | Class::RELATIVE.0
            | Class::PREPOSITION.0
            | Class::CONJUNCTION.0
            | Class::SUBORDINATE.0
            | Class::ADVERB.0
            | Class::AUXILIARY.0
            | Class::TO.0
            | Class::STARTER.0
            | Class::DAY.0,
    );

    /// Whether the word is of one of these classes at least.
    pub(crate) fn is(self, any: Class) -> bool {
        self.0 & any.0 != 0
    }

    pub(crate) const fn with(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }

    pub(crate) const fn only(self, other: Class) -> Class {
        Class(self.0 & other.0)
    }

    pub(crate) const fn without(self, other: Class) -> Class {
        Class(self.0 & !other.0)
    }
}

/// A quick hash for the tables, whose keys are our own words.
#[derive(Default)]
pub(crate) struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..part.len()].copy_from_slice(part);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(eight)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        // The table looks at the highest and the lowest bits.
        self.0 ^ (self.0 >> 32)
    }
}

/// No last part of a compound is longer, in bytes.
const MOST_OF_COMPOUND: usize = 18;

/// A language's words.
#[derive(Default)]
pub(crate) struct Words {
    classes: HashMap<String, Class, BuildHasherDefault<Quick>>,
    pub(crate) language: Language,
}

impl Words {
    /// The class of a word written in small letters.
    pub(crate) fn class(&self, lower: &str) -> Class {
        self.classes.get(lower).copied().unwrap_or_default()
    }

    /// The class of a compound: that of its last part (Bundesbildungsministerin).
    pub(crate) fn compound(&self, lower: &str) -> Class {
        let wanted =
            Class::ANY_ROLE.with(Class::ANY_TITLE).with(Class::HUMAN).with(Class::MEDIUM).with(Class::WORK);
        let longest = lower.len().min(MOST_OF_COMPOUND);
        let parts = lower
            .char_indices()
            .filter(|(at, _)| *at >= 3 && at + 4 <= lower.len() && lower.len() - at <= longest);
        parts
            .map(|(at, _)| self.class(&lower[at..]).only(wanted))
            .find(|class| *class != Class::default())
            .unwrap_or_default()
    }

    fn add(&mut self, word: &str, class: Class) {
        let known = self.classes.entry(word.to_owned()).or_default();
        *known = known.with(class);
    }

    fn table(&mut self, text: &str) {
        self.sections(text, "", |words, class, word| words.add(word, class));
    }

    fn given(&mut self, text: &str) {
        self.sections(text, "given-", |words, class, word| words.add(word, class));
    }

    /// Verbs: all forms of an irregular one (`say/says/said/saying`), or what the language's rule makes its forms of.
    fn verbs(&mut self, text: &str, regular: fn(&str) -> Vec<(String, Class)>) {
        self.sections(text, "", |words, class, verb| {
            for (form, which) in regular(verb) {
                words.add(&form, class.with(which));
            }
        });
    }

    fn sections(&mut self, text: &str, prefix: &str, mut each: impl FnMut(&mut Words, Class, &str)) {
        let mut class = Class::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(section) => {
                    let name = format!("{prefix}{section}");
                    class = Class::of_section(&name).unwrap_or_default();
                    debug_assert_ne!(class, Class::default(), "no class is called {name}");
                }
                None => line.split_whitespace().for_each(|word| each(self, class, word)),
            }
        }
    }
}

/// Base, third person, past and -ing of an English verb, and the participle where it is not the past;
/// "+" doubles the last letter.
fn english_forms(verb: &str) -> Vec<(String, Class)> {
    const PAST: Class = Class::PAST.with(Class::PARTICIPLE);
    if verb.contains('/') {
        let past = if verb.matches('/').count() == 3 { PAST } else { Class::PAST };
        let forms = [Class::BASE, Class::THIRD, past, Class::ING, Class::PARTICIPLE];
        return verb.split('/').map(str::to_owned).zip(forms).collect();
    }
    let base = verb.trim_end_matches('+');
    let doubled = if base.len() < verb.len() { &base[base.len() - 1..] } else { "" };
    let hisses = ["sh", "ch", "s", "x"].iter().any(|end| base.ends_with(end));
    let third = format!("{base}{}", if hisses { "es" } else { "s" });
    let stem = base.strip_suffix('e').unwrap_or(base);
    vec![
        (base.to_owned(), Class::BASE),
        (third, Class::THIRD),
        (format!("{stem}{doubled}ed"), PAST),
        (format!("{stem}{doubled}ing"), Class::ING),
    ]
}

/// Infinitive, present, past, past plural and participle of a German verb; a weak one is given by its stem.
fn german_forms(verb: &str) -> Vec<(String, Class)> {
    let forms = [Class::BASE, Class::THIRD, Class::PAST, Class::PAST, Class::PARTICIPLE];
    if verb.contains('/') {
        return verb.split('/').map(str::to_owned).zip(forms).collect();
    }
    // bezeichnet, but meint, warnt, mahnt
    let is_hard_n = verb.strip_suffix('n').is_some_and(|stem| {
        !stem.ends_with(['a', 'e', 'i', 'o', 'u', 'ä', 'ö', 'ü', 'r', 'l', 'h', 'n']) || stem.ends_with("ch")
    });
    let link = if verb.ends_with(['t', 'd']) || is_hard_n { "e" } else { "" };
    let plural = if verb.ends_with("er") || verb.ends_with("el") { "n" } else { "en" };
    let unstressed =
        ["be", "er", "ver", "ent", "ge", "wider", "unter"].iter().any(|first| verb.starts_with(first));
    let prefix = if unstressed || verb.ends_with("ier") { "" } else { "ge" };
    let made = [
        format!("{verb}{plural}"),
        format!("{verb}{link}t"),
        format!("{verb}{link}te"),
        format!("{verb}{link}ten"),
        format!("{prefix}{verb}{link}t"),
    ];
    made.into_iter().zip(forms).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regular_verb_has_all_its_forms_and_an_irregular_one_those_it_names() {
        let words = Language::English.words();
        for (word, form) in [
            ("announced", Class::PAST),
            ("announcing", Class::ING),
            ("admitted", Class::PAST),
            ("stresses", Class::THIRD),
            ("said", Class::PAST),
            ("tells", Class::THIRD),
        ] {
            assert!(words.class(word).is(form) && words.class(word).is(Class::SAY), "{word}");
        }
        assert!(!words.class("harbour").is(Class::CUE));
        let words = Language::German.words();
        for word in ["meint", "warnte", "bezeichnete", "antwortete", "betont"] {
            assert!(words.class(word).is(Class::CUE), "{word}");
        }
    }

    #[test]
    fn a_language_is_known_by_its_tag_whatever_the_region() {
        assert_eq!(Language::from_tag("de-AT"), Some(Language::German));
        assert_eq!(Language::from_tag("EN_gb"), Some(Language::English));
        assert_eq!(Language::from_tag("fr"), None);
    }
}
