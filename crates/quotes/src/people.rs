//! The persons of a text: who is named in full, by which other names, and as what.
//!
//! A surname alone is bound to the person whom the text names in full; without one it stays a name without a
//! person.

use std::{collections::HashMap, ops::Range};

use crate::{
    names::{Gender, Name},
    token::{Shape, Token},
    words::{Class, Language},
};

/// A person whom the text names in full at least once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The fullest name in the text: "Sarah Sanders".
    pub name: String,
    /// The same for every text that uses this name: small letters, no points, single blanks ("sarah sanders").
    pub key: String,
    /// What the text says the person is, in its words: "White House spokeswoman".
    pub role: Option<String>,
    pub gender: Option<Gender>,
    /// Where the text names the person, in bytes, in order; pronouns are not among them.
    pub mentions: Vec<Range<usize>>,
    /// Whether something besides two capitalised words says that this is a person: a given name, a title, a
    /// surname used alone.
    pub is_certain: bool,
}

/// How many persons with one surname are told apart: more are no news story.
const MOST_BEARERS: usize = 8;

/// Persons, and which of them each [`Name`] means.
pub(crate) struct People {
    pub(crate) persons: Vec<Person>,
    /// By name.
    pub(crate) of_name: Vec<Option<usize>>,
}

pub(crate) fn people(text: &str, tokens: &[Token], names: &[Name], language: Language) -> People {
    let mut persons: Vec<Person> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    let mut by_surname: HashMap<String, Vec<usize>> = HashMap::new();
    let mut of_name = vec![None; names.len()];

    // Full names first: a headline may use the surname before the text gives the name.
    for (at, name) in names.iter().enumerate() {
        let words = &tokens[name.person.clone()];
        let is_full = words.iter().filter(|word| !word.is(Class::SUFFIX)).count() > 1;
        if name.is_organisation || !is_full || words.len() > 5 {
            continue;
        }
        // Two German nouns have capitals too.
        if language == Language::German && !words[0].is(Class::GIVEN) && !name.is_titled {
            continue;
        }
        let key = key(text, words);
        let has_given = words[0].is(Class::GIVEN);
        let id = *by_key.entry(key.clone()).or_insert_with(|| {
            persons.push(Person {
                name: spoken(text, words),
                key: key.clone(),
                role: None,
                gender: None,
                mentions: Vec::new(),
                is_certain: false,
            });
            let bearers = by_surname.entry(surname(text, words)).or_default();
            if bearers.len() < MOST_BEARERS {
                bearers.push(persons.len() - 1);
            }
            persons.len() - 1
        });
        let person = &mut persons[id];
        person.is_certain |= has_given || name.is_titled;
        person.gender = person.gender.or(name.gender);
        person.role = person.role.take().or_else(|| role(text, tokens, name));
        person.mentions.push(words[0].start..words[words.len() - 1].end);
        of_name[at] = Some(id);
    }

    // Then what stands for them: surnames with and without a title, given names.
    let mut by_given: HashMap<String, usize> = HashMap::new();
    for (id, person) in persons.iter().enumerate() {
        let first = person.key.split(' ').next().unwrap_or_default();
        by_given.entry(first.to_owned()).or_insert(id);
    }
    for (at, name) in names.iter().enumerate() {
        let words = &tokens[name.person.clone()];
        let [word] = words else { continue };
        let word_key = key(text, words);
        let agrees = |id: &usize| match (name.gender, persons[*id].gender) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let bearer = by_surname.get(&word_key).and_then(|ids| {
            let certain = ids.iter().find(|id| agrees(id) && persons[**id].is_certain);
            certain.or_else(|| ids.iter().find(|id| agrees(id))).copied()
        });
        let bearer = bearer.or_else(|| by_given.get(&word_key).copied().filter(|id| persons[*id].is_certain));
        let Some(id) = bearer else { continue };
        let person = &mut persons[id];
        person.is_certain = true;
        person.gender = person.gender.or(name.gender);
        if person.role.is_none() && name.is_titled {
            person.role = role(text, tokens, name);
        }
        person.mentions.push(word.start..word.end);
        of_name[at] = Some(id);
    }
    for person in &mut persons {
        person.mentions.sort_by_key(|mention| mention.start);
    }
    People { persons, of_name }
}

/// A name in the form that is the same in every text.
fn key(text: &str, words: &[Token]) -> String {
    let mut key = String::new();
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        let letters = word.text(text).chars().filter(|letter| !matches!(letter, '.' | '\'' | '’'));
        key.extend(letters.flat_map(char::to_lowercase));
    }
    key
}

fn spoken(text: &str, words: &[Token]) -> String {
    words.iter().map(|word| word.text(text)).collect::<Vec<_>>().join(" ")
}

fn surname(text: &str, words: &[Token]) -> String {
    let last = words.iter().rposition(|word| !word.is(Class::SUFFIX)).unwrap_or(words.len() - 1);
    key(text, &words[last..=last])
}

/// What stands before a name ("White House spokeswoman") or beside it ("the harbour master").
fn role(text: &str, tokens: &[Token], name: &Name) -> Option<String> {
    before(text, tokens, name).or_else(|| beside(text, tokens, name))
}

fn before(text: &str, tokens: &[Token], name: &Name) -> Option<String> {
    let mut first = name.person.start;
    let mut has_role = false;
    while first > 0 && first + 8 > name.person.start {
        let token = &tokens[first - 1];
        let is_head = token.is(Class::ANY_ROLE.with(Class::ANY_TITLE)) && !token.is(Class::SMALL);
        let belongs = match token.shape {
            Shape::Capital | Shape::Initial => {
                !token.is(Class::SMALL) && (has_role || is_head || first > name.run.start)
            }
            Shape::Lower if is_head => true,
            Shape::Lower => has_role && token.is(Class::DEMONYM),
            _ => false,
        };
        if !belongs {
            break;
        }
        has_role |= is_head;
        first -= 1;
    }
    let honorific = |token: &Token| {
        matches!(token.text(text), "Mr." | "Mrs." | "Ms." | "Mr" | "Mrs" | "Ms" | "Miss" | "Herr" | "Frau")
    };
    if !has_role || tokens[first..name.person.start].iter().all(honorific) {
        return None;
    }
    Some(text[tokens[first].start..tokens[name.person.start - 1].end].to_owned())
}

fn beside(text: &str, tokens: &[Token], name: &Name) -> Option<String> {
    let comma = tokens.get(name.run.end)?;
    let opens = tokens.get(name.run.end + 1)?;
    if comma.shape != Shape::Comma || !(opens.is(Class::DETERMINER) || opens.is(Class::ANY_ROLE)) {
        return None;
    }
    let first = name.run.end + 1;
    let mut last = first;
    let mut has_role = false;
    while last < tokens.len() && last < first + 14 {
        let token = &tokens[last];
        if !(token.is_word() || matches!(token.shape, Shape::Clitic | Shape::Number))
            || token.is(Class::RELATIVE)
            || token.is(Class::AUXILIARY)
        {
            break;
        }
        has_role |= token.is(Class::ANY_ROLE.with(Class::ANY_TITLE));
        last += 1;
    }
    let ends = tokens
        .get(last)
        .is_some_and(|token| matches!(token.shape, Shape::Comma | Shape::Stop | Shape::Break));
    if !has_role || !ends || last == first {
        return None;
    }
    let skip = usize::from(opens.is(Class::DETERMINER) && last > first + 1);
    Some(text[tokens[first + skip].start..tokens[last - 1].end].to_owned())
}
