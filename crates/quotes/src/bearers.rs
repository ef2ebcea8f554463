//! Who "the mayor" is: the one person of the text who holds the office.

use std::collections::HashMap;

use crate::{
    people::Person,
    words::{Class, Words},
};

/// Persons by the offices that their roles name.
pub(crate) struct Bearers<'a> {
    words: &'a Words,
    /// `None` where more than one holds it.
    by_office: HashMap<String, Option<usize>>,
}

/// With one of these, an office is another's.
const NOT_THE_OFFICE: [&str; 9] =
    ["former", "vice", "ex", "late", "deputy", "acting", "then", "next", "vice-president"];

impl<'a> Bearers<'a> {
    pub(crate) fn of(persons: &[Person], words: &'a Words) -> Bearers<'a> {
        let mut bearers = Bearers { words, by_office: HashMap::new() };
        for (id, person) in persons.iter().enumerate().filter(|(_, person)| person.is_certain) {
            let office = person.role.as_deref().and_then(|role| bearers.office(before_of(role)));
            if let Some(office) = office {
                let bearer = bearers.by_office.entry(office).or_insert(Some(id));
                if *bearer != Some(id) {
                    *bearer = None;
                }
            }
        }
        bearers
    }

    /// Who is meant by a phrase: "the mayor", "the Saltmouth judge".
    pub(crate) fn meant(&self, phrase: &str) -> Option<usize> {
        let rest = phrase.strip_prefix("the ").or_else(|| phrase.strip_prefix("The "))?;
        self.by_office.get(&self.office(rest)?).copied().flatten()
    }

    /// The office that the last word of a description names.
    fn office(&self, description: &str) -> Option<String> {
        let is_other = |word: &str| NOT_THE_OFFICE.contains(&word.to_lowercase().as_str());
        if description.split_whitespace().any(is_other) {
            return None;
        }
        let last = description.split_whitespace().next_back()?;
        let office = spelt_out(last);
        self.words.class(&office).is(Class::OFFICE).then_some(office)
    }
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
        "rep" => "representative".to_owned(),
        "gen" => "general".to_owned(),
        "prof" => "professor".to_owned(),
        _ => lower,
    }
}
