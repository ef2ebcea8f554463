//! What a word is: tables of each language, read from `data/` at first use.
//!
//! A table is a text file of `[section]`s with words in them; a section is a [`Class`], and a word may be of
//! several. Nothing here knows what the classes mean for an attribution.

use std::{collections::HashMap, sync::LazyLock};

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
            words.verbs(include_str!("../data/en/verbs.txt"), true);
            words.table(include_str!("../data/en/words.txt"));
            words.table(include_str!("../data/en/roles.txt"));
            words.given(include_str!("../data/given.txt"));
            words
        });
        static GERMAN: LazyLock<Words> = LazyLock::new(|| {
            let mut words = Words::default();
            words.verbs(include_str!("../data/de/verbs.txt"), false);
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
    GIVEN_HE "given-he" GIVEN_SHE "given-she" GIVEN_BOTH "given-both" SPEECH "speech"
}

impl Class {
    /// What can stand before a name as a title.
    pub(crate) const ANY_TITLE: Class = Class(Class::TITLE.0 | Class::TITLE_SHE.0 | Class::TITLE_HE.0);
    pub(crate) const ANY_ROLE: Class = Class(Class::ROLE.0 | Class::ROLE_SHE.0 | Class::ROLE_HE.0);
    pub(crate) const GIVEN: Class = Class(Class::GIVEN_HE.0 | Class::GIVEN_SHE.0 | Class::GIVEN_BOTH.0);
    pub(crate) const CUE: Class = Class(Class::SAY.0 | Class::CALL.0);
    pub(crate) const AUXILIARY: Class = Class(Class::BE.0 | Class::HAVE.0 | Class::DO.0 | Class::MODAL.0);
    pub(crate) const PERSONAL: Class = Class(Class::HE.0 | Class::SHE.0 | Class::THEY.0 | Class::PRONOUN.0);
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

    pub(crate) const fn without(self, other: Class) -> Class {
        Class(self.0 & !other.0)
    }
}

/// A language's words.
#[derive(Default)]
pub(crate) struct Words {
    classes: HashMap<String, Class>,
}

impl Words {
    /// The class of a word written in small letters.
    pub(crate) fn class(&self, lower: &str) -> Class {
        self.classes.get(lower).copied().unwrap_or_default()
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

    /// Verbs: `say/says/said/saying`, or a regular English one by its base form.
    fn verbs(&mut self, text: &str, regular: bool) {
        const FORMS: [Class; 5] = [Class::BASE, Class::THIRD, Class::PAST, Class::ING, Class::PARTICIPLE];
        self.sections(text, "", |words, class, verb| {
            if verb.contains('/') || !regular {
                for (form, which) in verb.split('/').zip(FORMS) {
                    words.add(form, class.with(which));
                }
                if verb.split('/').count() == 4 && regular {
                    words.add(verb.split('/').nth(2).unwrap_or_default(), Class::PARTICIPLE);
                }
                return;
            }
            for (form, which) in regular_forms(verb).iter().zip(FORMS) {
                words.add(form, class.with(which));
                if which == Class::PAST {
                    words.add(form, Class::PARTICIPLE);
                }
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

/// Base, third person, past and -ing of a regular English verb; "+" doubles its last letter.
fn regular_forms(verb: &str) -> [String; 4] {
    let (base, doubled) = match verb.strip_suffix('+') {
        Some(base) => (base, &base[base.len() - 1..]),
        None => (verb, ""),
    };
    let third = match base {
        _ if base.ends_with("sh") || base.ends_with("ch") || base.ends_with('s') || base.ends_with('x') => {
            format!("{base}es")
        }
        _ => format!("{base}s"),
    };
    let (past, ing) = match base.strip_suffix('e') {
        Some(stem) => (format!("{stem}ed"), format!("{stem}ing")),
        None => (format!("{base}{doubled}ed"), format!("{base}{doubled}ing")),
    };
    [base.to_owned(), third, past, ing]
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
    }

    #[test]
    fn a_language_is_known_by_its_tag_whatever_the_region() {
        assert_eq!(Language::from_tag("de-AT"), Some(Language::German));
        assert_eq!(Language::from_tag("EN_gb"), Some(Language::English));
        assert_eq!(Language::from_tag("fr"), None);
    }
}
