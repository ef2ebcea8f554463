//! Who "the mayor" and "the harbour master" are: the one person of the text who holds the office or has the job.

use std::collections::HashMap;

use crate::{
    people::Person,
    words::{Class, Language, Words},
};

/// Persons by the offices and jobs that their roles name.
pub(crate) struct Bearers<'a> {
    words: &'a Words,
    /// By the last word of the job, spelt out: "minister".
    by_noun: HashMap<String, Vec<Bearer>>,
}

struct Bearer {
    person: usize,
    /// The whole of it, in small letters: "health minister".
    job: String,
}

/// How many of one office are told apart: more are no news story.
const MOST_BEARERS: usize = 8;

/// With one of these, an office is another's.
const NOT_THE_OFFICE: [&str; 10] =
    ["shadow", "former", "vice", "ex", "late", "deputy", "acting", "then", "next", "vice-president"];

impl<'a> Bearers<'a> {
    pub(crate) fn of(persons: &[Person], words: &'a Words) -> Bearers<'a> {
        let mut by_noun: HashMap<String, Vec<Bearer>> = HashMap::new();
        for (person, role) in persons.iter().enumerate().filter_map(|(id, person)| {
            let role = person.role.as_deref().filter(|_| person.is_certain)?;
            Some((id, role))
        }) {
            let Some(noun) = noun(before_of(role), words) else { continue };
            let bearers = by_noun.entry(noun).or_default();
            if bearers.len() < MOST_BEARERS {
                bearers.push(Bearer { person, job: role.to_lowercase() });
            }
        }
        Bearers { words, by_noun }
    }

    /// Who is meant by a phrase: "the mayor", "the Saltmouth judge", "the ferry spokeswoman".
    pub(crate) fn meant(&self, phrase: &str) -> Option<usize> {
        if self.words.language == Language::German {
            return self.meant_in_german(phrase);
        }
        let described = phrase.strip_prefix("the ").or_else(|| phrase.strip_prefix("The "))?;
        let noun = noun(described, self.words)?;
        let is_office = self.words.class(&noun).is(Class::OFFICE);
        let fits = |bearer: &&Bearer| {
            described.split_whitespace().rev().skip(1).all(|word| {
                // A place before an office need not be in the role.
                is_office && word.starts_with(char::is_uppercase)
                    || bearer.job.split_whitespace().any(|part| part == word.to_lowercase())
            })
        };
        let mut found = self.by_noun.get(&noun)?.iter().filter(fits).map(|bearer| bearer.person);
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }
}

impl Bearers<'_> {
    /// "A Wessex judge" at the head of a story: the one judge whom the text names further on.
    pub(crate) fn foretold(&self, phrase: &str, end: usize, persons: &[Person]) -> Option<usize> {
        let described = ["A ", "An ", "a ", "an "].iter().find_map(|article| phrase.strip_prefix(article))?;
        let noun = noun(described, self.words)?;
        if !self.words.class(&noun).is(Class::OFFICE) {
            return None;
        }
        let mut found = self.by_noun.get(&noun)?.iter().map(|bearer| bearer.person);
        let first = found.next()?;
        let is_later = persons[first].mentions.first().is_some_and(|mention| mention.start > end);
        (is_later && found.all(|other| other == first)).then_some(first)
    }
}

impl Bearers<'_> {
    /// "die Kanzlerin": the one Bundeskanzlerin of the story.
    fn meant_in_german(&self, phrase: &str) -> Option<usize> {
        let noun =
            ["der ", "die ", "Der ", "Die "].iter().find_map(|article| phrase.strip_prefix(article))?;
        let is_job = self.words.class(&noun.to_lowercase()).is(Class::ANY_ROLE.with(Class::ANY_TITLE));
        if noun.contains(' ') || !is_job {
            return None;
        }
        let noun = noun.to_lowercase();
        let ends = self.by_noun.iter().filter(|(job, _)| job.ends_with(&noun));
        let mut found = ends.flat_map(|(_, bearers)| bearers).map(|bearer| bearer.person);
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }
}

/// What a description says that somebody is: its last word.
fn noun(description: &str, words: &Words) -> Option<String> {
    let noun = spelt_out(description.split_whitespace().next_back()?);
    let is_other = |word: &str| NOT_THE_OFFICE.contains(&word.to_lowercase().as_str());
    // A former mayor is not the mayor.
    let is_office = words.class(&noun).is(Class::OFFICE);
    let is_others = is_office && description.split_whitespace().any(is_other);
    Some(if is_others { description.to_lowercase() } else { noun })
}

/// Of "mayor of the old town", the mayor.
fn before_of(role: &str) -> &str {
    [" of ", " for ", " at ", " in ", " from "]
        .iter()
        .filter_map(|link| role.find(link))
        .min()
        .map_or(role, |end| &role[..end])
}

fn spelt_out(word: &str) -> String {
    let lower = word.trim_end_matches(['.', ',']).to_lowercase();
    match lower.as_str() {
        "sen" => "senator".to_owned(),
        "gov" => "governor".to_owned(),
        "rep" | "congressman" | "congresswoman" => "representative".to_owned(),
        "gen" => "general".to_owned(),
        "capt" => "captain".to_owned(),
        "sgt" => "sergeant".to_owned(),
        "lt" => "lieutenant".to_owned(),
        "col" => "colonel".to_owned(),
        "maj" => "major".to_owned(),
        "adm" => "admiral".to_owned(),
        "rev" => "reverend".to_owned(),
        "prof" => "professor".to_owned(),
        _ => lower,
    }
}
