//! Speakers whom the text does not name in full, so that "he" after "a spokesman said" is the spokesman.

use std::collections::HashMap;

use crate::pronouns::Who;

/// Numbers for them, past the last person's.
pub(crate) struct Nameless {
    first: Who,
    names: Vec<String>,
    by_key: HashMap<String, Who>,
}

impl Nameless {
    pub(crate) fn after(persons: usize) -> Nameless {
        Nameless { first: persons, names: Vec::new(), by_key: HashMap::new() }
    }

    /// Who is called so, and whether they are new. "A ferry spokesman" is new, and so is "another"; "the spokesman" is
    /// the one of before. "The senator" without one may be somebody whom the text names, and is left alone.
    pub(crate) fn who(&mut self, called: String) -> Option<(Who, bool)> {
        let lower = called.to_lowercase();
        let starts = |articles: &[&str]| articles.iter().any(|article| lower.starts_with(article));
        let is_new = starts(&["a ", "an ", "one ", "another "]);
        let is_known_by_owner = starts(&["his ", "her ", "their ", "its "])
            || ["'s ", "’s ", "s' ", "s’ "].iter().any(|owner| lower.contains(owner));
        let is_name = called.starts_with(char::is_uppercase) && !called.contains(' ');
        let key = lower.split_once(' ').map_or(lower.as_str(), |(_, rest)| rest).to_owned();
        if !is_new && let Some(&who) = self.by_key.get(&key) {
            return Some((who, false));
        }
        if !is_new && !is_known_by_owner && !is_name {
            return None;
        }
        let who = self.first + self.names.len();
        self.names.push(called);
        // The whole, and its noun alone.
        if let Some(noun) = key.split_whitespace().next_back() {
            self.by_key.insert(noun.to_owned(), who);
        }
        self.by_key.insert(key, who);
        Some((who, true))
    }

    /// Another word that they are called by: "the queen" of Queen Sonja.
    pub(crate) fn also(&mut self, who: Who, key: String) {
        self.by_key.entry(key).or_insert(who);
    }

    /// What the text called them first.
    pub(crate) fn name(&self, who: Who) -> Option<&str> {
        self.names.get(who.checked_sub(self.first)?).map(String::as_str)
    }
}
