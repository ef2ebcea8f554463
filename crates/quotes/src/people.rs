//! The persons of a text: who is named in full, by which other names, and as what.
//!
//! A surname alone is bound to the person whom the text names in full; without one it stays a name without a
//! person.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    ops::Range,
};

use crate::{
    names::{Gender, Name},
    roles::role,
    token::{Shape, Token},
    words::{Class, Language},
};

/// A person whom the text names in full at least once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The fullest name in the text: "Edith R. Lowry".
    pub name: String,
    /// The same for every text that uses this name: small letters, no points, single blanks ("edith r lowry").
    pub key: String,
    /// The keys of the other full names that the text uses: "edith lowry".
    pub other_keys: Vec<String>,
    /// What the text says the person is, in its words: "harbour master".
    pub role: Option<String>,
    pub gender: Option<Gender>,
    /// Where the text names the person, in bytes, in order; pronouns are not among them.
    pub mentions: Vec<Range<usize>>,
    /// Whether something besides two capitalised words says that this is a person: a given name, a title, a role, or
    /// that the surname alone says something.
    pub is_certain: bool,
}

/// How many persons with one surname are told apart: more are no news story.
const MOST_BEARERS: usize = 8;

/// Persons, and which of them each [`Name`] means.
pub(crate) struct People {
    pub(crate) persons: Vec<Person>,
    /// By name.
    pub(crate) of_name: Vec<Option<usize>>,
    /// By person: "Sen. Ann Gray, D-Wessex" is D.
    pub(crate) party: Facts<char>,
    /// By person: "Ann Gray, 34," is 34.
    pub(crate) age: Facts<u8>,
}

/// What the text says of some of its persons.
pub(crate) struct Facts<T> {
    of: Vec<Option<T>>,
    /// How many it says the same of.
    counts: HashMap<T, usize>,
}

impl<T: Copy + Eq + Hash> Facts<T> {
    fn of(of: Vec<Option<T>>) -> Facts<T> {
        let mut counts = HashMap::new();
        for fact in of.iter().copied().flatten() {
            *counts.entry(fact).or_default() += 1;
        }
        Facts { of, counts }
    }

    pub(crate) fn get(&self, who: usize) -> Option<T> {
        self.of.get(who).copied().flatten()
    }

    pub(crate) fn is_of_one(&self, fact: T) -> bool {
        self.counts.get(&fact) == Some(&1)
    }
}

pub(crate) fn people(text: &str, tokens: &[Token], names: &mut [Name], language: Language) -> People {
    narrow(text, tokens, names);
    let mut gathered = Gathered { text, tokens, language, persons: Vec::new(), ..Gathered::default() };
    // Full names first: a headline may use the surname before the text gives the name.
    let full: Vec<Option<usize>> = names.iter().map(|name| gathered.full(name)).collect();
    gathered.index_given_names();
    let short = |(name, full): (&Name, &Option<usize>)| full.or_else(|| gathered.short(name));
    let mut of_name: Vec<Option<usize>> = names.iter().zip(&full).map(short).collect();
    let mut party = vec![None; gathered.persons.len()];
    let mut age = vec![None; gathered.persons.len()];
    for (name, who) in names.iter_mut().zip(&mut of_name) {
        if who.is_none() && gathered.is_surname_after_all(name) {
            *who = gathered.surname_of(name);
            name.person = if who.is_some() { name.run.clone() } else { name.person.clone() };
        }
        let Some(who) = *who else { continue };
        party[who] = party[who].or_else(|| party_of(text, tokens, name));
        age[who] = age[who].or_else(|| age_of(text, tokens, name));
        // "Hall said": a surname that bodies have too.
        if name.person.len() == 1 && gathered.persons[who].is_certain {
            name.is_organisation = false;
        }
    }
    for person in &mut gathered.persons {
        person.mentions.sort_by_key(|mention| mention.start);
    }
    People { persons: gathered.persons, of_name, party: Facts::of(party), age: Facts::of(age) }
}

/// A headline writes every word with a capital ("Edith Lowry Closes Quay"): where a longer run is a verb beside a name
/// of two words that stands elsewhere, that is the name.
fn narrow(text: &str, tokens: &[Token], names: &mut [Name]) {
    let is_pair = |name: &&Name| {
        name.person.len() == 2 && !name.is_organisation && !tokens[name.person.start].is(Class::PARTICLE)
    };
    let pairs: HashSet<String> =
        names.iter().filter(is_pair).map(|name| key(text, &tokens[name.person.clone()])).collect();
    for name in names.iter_mut() {
        let Range { start, end } = name.person;
        let has_suffix = tokens[start..end].iter().any(|word| word.is(Class::SUFFIX));
        if end - start < 3 || has_suffix {
            continue;
        }
        let is_verb = |word: &Token| {
            let text = word.text(text);
            word.is(Class::CUE.with(Class::VERB)) || ["es", "ed", "ing"].iter().any(|end| text.ends_with(end))
        };
        let found = [(start..start + 2, start + 2), (end - 2..end, end - 3)]
            .into_iter()
            .find(|(part, beside)| {
                is_verb(&tokens[*beside]) && pairs.contains(&key(text, &tokens[part.clone()]))
            })
            .map(|(part, _)| part);
        if let Some(found) = found {
            name.person = found;
            name.is_organisation = false;
        }
    }
}

/// "Tom Brack, R-Ohio", "Ann Gray (D-N.Y.)"
fn party_of(text: &str, tokens: &[Token], name: &Name) -> Option<char> {
    let opens = tokens.get(name.run.end)?;
    let word = tokens.get(name.run.end + 1)?.text(text);
    let is_apart = matches!(opens.shape, Shape::Comma | Shape::Open);
    word.chars().next().filter(|_| is_apart && (word.starts_with("R-") || word.starts_with("D-")))
}

/// "Ann Gray, 34, said", "Ann Gray (34) sagte"
fn age_of(text: &str, tokens: &[Token], name: &Name) -> Option<u8> {
    let shape = |ahead: usize| tokens.get(name.run.end + ahead).map(|token| token.shape);
    let is_apart = match (shape(0)?, shape(2)) {
        (Shape::Comma, after) => matches!(after, None | Some(Shape::Comma | Shape::Stop)),
        (Shape::Open, after) => after == Some(Shape::Close),
        _ => false,
    };
    let number = tokens.get(name.run.end + 1).filter(|number| number.shape == Shape::Number)?;
    number.text(text).parse().ok().filter(|age| is_apart && (1..120).contains(age))
}

/// The persons found so far, by their names.
#[derive(Default)]
struct Gathered<'a> {
    text: &'a str,
    tokens: &'a [Token],
    language: Language,
    persons: Vec<Person>,
    by_key: HashMap<String, usize>,
    /// By given name and surname, without what stands between.
    by_ends: HashMap<String, usize>,
    by_surname: HashMap<String, Vec<usize>>,
    /// By the first of two surnames: "Mendez" of Carlos Mendez Ruiz.
    by_middle: HashMap<String, usize>,
    by_given: HashMap<String, usize>,
    /// The same of persons who may be none ("Elm Grove"): for a name of which the text tells that it is a person's.
    by_first: HashMap<String, usize>,
}

impl Gathered<'_> {
    /// The person of a full name.
    fn full(&mut self, name: &Name) -> Option<usize> {
        let words = &self.tokens[name.person.clone()];
        let count = words.iter().filter(|word| !word.is(Class::SUFFIX)).count();
        // "De la Cruz": a surname.
        let is_surname = is_surname_with_particles(self.text, words);
        let is_full = !is_surname && count > 1 && words.len() < 6 && !name.is_organisation;
        let has_given = words.first().is_some_and(|first| first.is(Class::GIVEN));
        // Two German nouns have capitals too.
        // "U.N. World Food Program": a long run without a given name is a body.
        let is_long = words.len() > 3 && !has_given && !name.is_titled;
        // "U.S. Steel", "N. Korea"
        let is_short_place = words.last().is_some_and(|last| last.text(self.text) == "Korea")
            || words.first().is_some_and(|first| {
                matches!(first.text(self.text), "U.S." | "U.N." | "U.K." | "E.U." | "D.C.")
            });
        if !is_full
            || is_long
            || is_short_place
            || self.language == Language::German && !has_given && !name.is_titled
        {
            return None;
        }
        let id = self.named(words);
        let role = role(self.text, self.tokens, name, self.language);
        let is_somebody = self.tells_of_somebody(name);
        let person = &mut self.persons[id];
        person.is_certain |=
            is_somebody || has_given && !name.is_after_thing || name.is_titled || role.is_some();
        person.gender = person.gender.or(name.gender);
        person.take_role(role, self.language);
        person.mentions.push(words[0].start..words[words.len() - 1].end);
        Some(id)
    }

    /// "Quillan Obrava, 34, said", "Quillan Obrava, who said".
    fn tells_of_somebody(&self, name: &Name) -> bool {
        let at = |ahead: usize| self.tokens.get(name.run.end + ahead);
        let is_comma = at(0).is_some_and(|token| token.shape == Shape::Comma);
        let next = at(usize::from(is_comma));
        // "the voters of Wessex, who": a place.
        let is_place = name.run.start.checked_sub(1).is_some_and(|at| self.tokens[at].is(Class::PREPOSITION));
        let is_who =
            is_comma && !is_place && next.is_some_and(|next| matches!(next.text(self.text), "who" | "whose"));
        is_who || is_comma && age_of(self.text, self.tokens, name).is_some()
    }

    /// The person who bears a full name, with or without what stands in its middle.
    fn named(&mut self, words: &[Token]) -> usize {
        let key = key(self.text, words);
        if let Some(&id) = self.by_key.get(&key) {
            return id;
        }
        let ends = self.ends(words);
        let known = self.by_ends.get(&ends).copied();
        // George W. and George H.W. are two; George is the one or the other.
        let same = known.filter(|id| key == ends || self.persons[*id].key == ends);
        let id = same.unwrap_or(self.persons.len());
        match self.persons.get_mut(id) {
            Some(person) if key.len() > person.key.len() => {
                person.name = spoken(self.text, words);
                person.other_keys.push(std::mem::replace(&mut person.key, key.clone()));
            }
            Some(person) => person.other_keys.push(key.clone()),
            None => {
                self.persons.push(Person {
                    name: spoken(self.text, words),
                    key: key.clone(),
                    other_keys: Vec::new(),
                    role: None,
                    gender: None,
                    mentions: Vec::new(),
                    is_certain: false,
                });
                let bearers = self.by_surname.entry(surname(self.text, words)).or_default();
                if bearers.len() < MOST_BEARERS {
                    bearers.push(id);
                }
            }
        }
        if let [_, middle, _] = words
            && middle.shape == Shape::Capital
        {
            let middle = crate::people::key(self.text, std::slice::from_ref(middle));
            self.by_middle.entry(middle).or_insert(id);
        }
        self.by_ends.entry(ends).or_insert(id);
        self.by_key.insert(key, id);
        id
    }

    fn ends(&self, words: &[Token]) -> String {
        let is_middle = |at: usize| at > 0 && at < words.len() - 1 && !words[at + 1].is(Class::SUFFIX);
        let ends: Vec<Token> = (0..words.len()).filter(|at| !is_middle(*at)).map(|at| words[at]).collect();
        key(self.text, &ends)
    }

    fn index_given_names(&mut self) {
        for (id, person) in self.persons.iter().enumerate() {
            let first = person.key.split(' ').next().unwrap_or_default();
            let index = if person.is_certain { &mut self.by_given } else { &mut self.by_first };
            index.entry(first.to_owned()).or_insert(id);
        }
    }

    /// "Baker said", "Danish said": a word that is a job or a people's elsewhere, where it speaks without an article.
    fn is_surname_after_all(&self, name: &Name) -> bool {
        let before = name.run.start.checked_sub(1).map(|at| &self.tokens[at]);
        name.run.len() == 1
            && name.person.is_empty()
            && !before.is_some_and(|before| before.is(Class::OPENS))
            && self
                .tokens
                .get(name.run.end)
                .is_some_and(|next| next.shape == Shape::Lower || next.shape == Shape::Clitic)
    }

    /// The one person of a surname, if the text is certain of them.
    fn surname_of(&self, name: &Name) -> Option<usize> {
        let key = key(self.text, &self.tokens[name.run.clone()]);
        match self.by_surname.get(&key)?.as_slice() {
            [only] if self.persons[*only].is_certain => Some(*only),
            _ => None,
        }
    }

    /// The person whom a surname, with or without a title, or a given name stands for.
    fn short(&mut self, name: &Name) -> Option<usize> {
        let words = &self.tokens[name.person.clone()];
        let word = match words {
            [word] => word,
            [.., word] if is_surname_with_particles(self.text, words) => word,
            _ => return None,
        };
        let key = key(self.text, std::slice::from_ref(word));
        let agrees = |id: &&usize| match (name.gender, self.persons[**id].gender) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let bearers = self.by_surname.get(&key).map(Vec::as_slice).unwrap_or_default();
        let is_somebody = self.tells_of_somebody(name);
        let certain = bearers.iter().filter(agrees).find(|id| self.persons[**id].is_certain);
        let bearer = certain
            .or_else(|| bearers.iter().find(agrees))
            .or_else(|| self.by_given.get(&key))
            .or_else(|| self.by_middle.get(&key).filter(agrees))
            .or_else(|| self.by_first.get(&key).filter(|_| is_somebody));
        let id = *bearer?;
        // "Lowry, the harbour master": beside a surname too, if nothing else says what Lowry is.
        let role = if name.is_titled || self.persons[id].role.is_none() {
            role(self.text, self.tokens, name, self.language)
        } else {
            None
        };
        let person = &mut self.persons[id];
        person.gender = person.gender.or(name.gender);
        person.is_certain |= name.is_titled || is_somebody;
        person.take_role(role, self.language);
        person.mentions.push(words[0].start..word.end);
        Some(id)
    }
}

impl Person {
    /// The first role that the text gives, or a later one that says more than a title does.
    fn take_role(&mut self, role: Option<String>, language: Language) {
        let says_little = self.role.as_ref().is_none_or(|known| !known.contains(' '));
        if let Some(role) = role
            && says_little
            && (self.role.is_none() || role.contains(' '))
        {
            self.gender = self.gender.or_else(|| gender_of(&role, language));
            self.role = Some(role);
        }
    }
}

/// Of "a spokeswoman for the king", that a woman speaks.
fn gender_of(role: &str, language: Language) -> Option<Gender> {
    let class = |word: &str| language.words().class(&word.to_lowercase());
    let head = role.split_whitespace().map(class).take_while(|class| !class.is(Class::PREPOSITION)).last()?;
    Gender::of(head.without(Class::GIVEN))
}

fn is_surname_with_particles(text: &str, words: &[Token]) -> bool {
    let [particles @ .., _] = words else { return false };
    // "Abu" and "Ben" begin whole names.
    let is_particle = |word: &Token| {
        let text = word.text(text).to_lowercase();
        word.is(Class::PARTICLE)
            && !word.is(Class::GIVEN)
            && !matches!(text.as_str(), "abu" | "ben" | "bin" | "ibn")
    };
    !particles.is_empty() && particles.iter().all(is_particle)
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
