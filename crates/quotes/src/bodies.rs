//! What "the court", "the company" and "the IMF" are called in full: the one body of the text that has such a name.

use crate::{
    names::Name,
    token::{Shape, Token},
    words::{Class, Language},
};

/// The bodies that a text names in full, in order.
pub(crate) struct Bodies {
    found: Vec<Body>,
}

struct Body {
    /// Where it is named, in bytes, in order.
    places: Vec<usize>,
    name: String,
    /// Its words in small letters.
    words: Vec<String>,
    /// "International Monetary Fund": IMF.
    initials: String,
}

/// How many are told apart: a text with more is a list.
const MOST: usize = 40;

/// What business is called, and what its names end on.
const BUSINESS: [&str; 9] =
    ["company", "firm", "carrier", "automaker", "airline", "retailer", "manufacturer", "group", "bank"];
const OF_BUSINESS: [&str; 18] = [
    "corp",
    "inc",
    "co",
    "ltd",
    "plc",
    "llc",
    "ag",
    "group",
    "holdings",
    "motors",
    "airlines",
    "airways",
    "bank",
    "industries",
    "systems",
    "technologies",
    "company",
    "foods",
];

/// What papers are called, and what their names end on.
const PAPER: [&str; 3] = ["newspaper", "paper", "daily"];
const OF_PAPERS: [&str; 14] = [
    "times",
    "post",
    "journal",
    "news",
    "tribune",
    "herald",
    "courier",
    "gazette",
    "star",
    "daily",
    "mail",
    "telegraph",
    "globe",
    "chronicle",
];

impl Bodies {
    pub(crate) fn of(text: &str, tokens: &[Token], names: &[Name], language: Language) -> Bodies {
        let mut found: Vec<Body> = Vec::new();
        let full = |name: &&Name| name.is_organisation && name.person.len() > 1;
        for name in names.iter().filter(full).filter(|_| language == Language::English) {
            let body = body(text, &tokens[name.person.clone()]);
            match found.iter().position(|known| known.words == body.words) {
                Some(known) => found[known].places.extend(body.places),
                None if found.len() < MOST => found.push(body),
                None => {}
            }
        }
        Bodies { found }
    }

    /// The body that a phrase at a place means: the one that was named last, or the only one that will be.
    pub(crate) fn meant(&self, phrase: &str, at: usize) -> Option<&str> {
        let last = phrase.split_whitespace().next_back()?;
        let is_acronym = last.len() > 2 && last.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_acronym {
            return self.one(at, |body| body.initials == last);
        }
        let noun = last.to_lowercase();
        let is_definite = phrase.starts_with("the ") || phrase.starts_with("The ");
        if !is_definite || !last.starts_with(char::is_lowercase) {
            return None;
        }
        // "The Oslo court" is no other.
        let words: Vec<&str> = phrase.split_whitespace().skip(1).collect();
        let has_named =
            words.iter().any(|word| word.starts_with(char::is_uppercase) && !word.ends_with("-based"));
        if has_named || words.len() > 2 {
            return None;
        }
        let [described @ .., _] = words.as_slice() else { return None };
        // "The district court" is not the supreme one; "the ferry company" may be Harbour Corp.
        let is_so = |body: &Body| {
            described
                .iter()
                .all(|word| word.ends_with("-based") || body.words.iter().any(|part| part == word))
        };
        let of = |ends: &'static [&'static str]| {
            move |body: &Body| body.words.last().is_some_and(|last| ends.contains(&last.as_str()))
        };
        match noun.as_str() {
            noun if PAPER.contains(&noun) => self.one(at, of(&OF_PAPERS)),
            noun if BUSINESS.contains(&noun) => self.one(at, of(&OF_BUSINESS)),
            noun => self.one(at, |body| body.words.iter().any(|word| word == noun) && is_so(body)),
        }
    }

    fn one(&self, at: usize, fits: impl Fn(&Body) -> bool) -> Option<&str> {
        let found: Vec<&Body> = self.found.iter().filter(|body| fits(body)).collect();
        let before = |body: &&Body| {
            let count = body.places.partition_point(|place| *place < at);
            count.checked_sub(1).map(|last| body.places[last])
        };
        let last = found.iter().filter(|body| before(body).is_some()).max_by_key(|body| before(body));
        match (last, found.as_slice()) {
            (Some(last), _) => Some(last.name.as_str()),
            (None, [only]) => Some(only.name.as_str()),
            _ => None,
        }
    }
}

fn body(text: &str, tokens: &[Token]) -> Body {
    let words = tokens.iter().map(|token| token.text(text).trim_end_matches('.').to_lowercase()).collect();
    let initials = tokens
        .iter()
        .filter(|token| token.shape == Shape::Capital && !token.is(Class::PREPOSITION))
        .filter_map(|token| token.text(text).chars().next())
        .collect();
    let name = match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => {
            text[first.start..last.end].split_whitespace().collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    };
    Body { places: tokens.first().map(|first| first.start).into_iter().collect(), name, words, initials }
}
