//! Who "the mayor" and "the harbour master" are: the one person of the text who holds the office or has the job.

use std::collections::HashMap;

use crate::{
    people::Person,
    pronouns::Meant,
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
    /// The whole of it, in small letters: "health minister", "mayor of wessex".
    job: String,
    /// "Of Wessex" stands in it.
    is_placed: bool,
    /// German: it is called by a part of the word, "Kanzlerin" of "Bundeskanzlerin".
    is_shortened: bool,
}

/// How many of one office are told apart: more are no news story.
const MOST_BEARERS: usize = 8;

/// With one of these, an office is another's.
const NOT_THE_OFFICE: [&str; 10] =
    ["shadow", "former", "vice", "ex", "late", "deputy", "acting", "then", "next", "vice-president"];

/// The same in German, as the words begin.
const NOT_THE_GERMAN_OFFICE: [&str; 8] =
    ["früher", "ehemalig", "einstig", "damalig", "stellvertret", "designiert", "künftig", "ex-"];

/// What a German job is called by without: what stands before, and which jobs. A vice-chancellor is no chancellor, and
/// a prime minister ("Ministerpräsident") no president.
const SHORTENED: [(&[&str], &[&str]); 4] = [
    (
        &["bundes", "landes"],
        &[
            "kanzler",
            "präsident",
            "minister",
            "vorsitzende",
            "vorsitzender",
            "chef",
            "beauftragte",
            "richter",
        ],
    ),
    (&["staats"], &["präsident"]),
    (&["ober"], &["bürgermeister", "staatsanwalt"]),
    (
        &["polizei", "regierungs", "feuerwehr", "partei", "fraktions", "vereins", "konzern", "unternehmens"],
        &["sprecher", "chef", "vorsitzende", "vorsitzender"],
    ),
];

/// The departments of ministers and of those who speak for one in a parliament.
const DEPARTMENTS: [&str; 24] = [
    "außen",
    "innen",
    "finanz",
    "justiz",
    "verteidigungs",
    "gesundheits",
    "wirtschafts",
    "umwelt",
    "verkehrs",
    "arbeits",
    "sozial",
    "kultus",
    "kultur",
    "bildungs",
    "familien",
    "landwirtschafts",
    "agrar",
    "energie",
    "bau",
    "entwicklungs",
    "forschungs",
    "wissenschafts",
    "europa",
    "handels",
];

impl<'a> Bearers<'a> {
    pub(crate) fn of(persons: &[Person], words: &'a Words) -> Bearers<'a> {
        let mut by_noun: HashMap<String, Vec<Bearer>> = HashMap::new();
        for (person, role) in persons.iter().enumerate().filter_map(|(id, person)| {
            let role = person.role.as_deref().filter(|_| person.is_certain)?;
            Some((id, role))
        }) {
            let before = before_of(role, words.language);
            let Some(noun) = noun(before, words) else { continue };
            let shorter = match words.language {
                Language::English => Vec::new(),
                Language::German => shortened(&noun),
            };
            let is_placed = before.len() < role.len();
            for (called, is_shortened) in
                std::iter::once((noun, false)).chain(shorter.into_iter().map(|noun| (noun, true)))
            {
                let bearers = by_noun.entry(called).or_default();
                if bearers.len() < MOST_BEARERS {
                    bearers.push(Bearer { person, job: role.to_lowercase(), is_placed, is_shortened });
                }
            }
        }
        Bearers { words, by_noun }
    }

    /// Who is meant by a phrase: "the mayor", "the Saltmouth judge", "the ferry spokeswoman", and what follows it
    /// ("of Wessex").
    pub(crate) fn meant(&self, phrase: &str, of: &[String]) -> Option<Meant> {
        let articles: &[&str] = match self.words.language {
            Language::English => &["the ", "The "],
            Language::German => &["der ", "die ", "Der ", "Die "],
        };
        let described = articles.iter().find_map(|article| phrase.strip_prefix(article))?;
        let noun = match self.words.language {
            Language::English => noun(described, self.words)?,
            Language::German => self.german_noun(described)?,
        };
        let is_office = self.words.class(&noun).is(Class::OFFICE);
        let fits = |bearer: &&Bearer| {
            let may_be = of.is_empty()
                || of.iter().any(|word| bearer.has(word))
                || !bearer.is_placed && !bearer.is_shortened;
            may_be
                && described.split_whitespace().rev().skip(1).all(|word| {
                    // A place before an office need not be in the role.
                    is_office && word.starts_with(char::is_uppercase) || bearer.has(&word.to_lowercase())
                })
        };
        let mut found = self.by_noun.get(&noun)?.iter().filter(fits);
        let first = found.next()?;
        if found.any(|other| other.person != first.person) {
            return None;
        }
        // "The Saltmouth mayor", where the text names the mayor of Wessex.
        let is_elsewhere = first.is_placed
            && described.split_whitespace().rev().skip(1).any(|word| !first.has(&word.to_lowercase()));
        // "The organiser of a harbour rally", where the text names that of another rally.
        let is_guess = !of.iter().all(|word| first.has(word)) || is_elsewhere;
        Some(Meant { who: first.person, is_guess })
    }
}

impl Bearers<'_> {
    /// "A Wessex judge" at the head of a story: perhaps the one judge whom the text names further on.
    pub(crate) fn foretold(&self, phrase: &str, end: usize, persons: &[Person]) -> Option<Meant> {
        let described = ["A ", "An ", "a ", "an "].iter().find_map(|article| phrase.strip_prefix(article))?;
        let noun = noun(described, self.words)?;
        if !self.words.class(&noun).is(Class::OFFICE) {
            return None;
        }
        let mut found = self.by_noun.get(&noun)?.iter().map(|bearer| bearer.person);
        let first = found.next()?;
        let is_later = persons[first].mentions.first().is_some_and(|mention| mention.start > end);
        (is_later && found.all(|other| other == first)).then(|| Meant::perhaps(first))
    }

    /// Of "Kanzlerin", the word that the bearers are found by.
    fn german_noun(&self, described: &str) -> Option<String> {
        let noun = described.to_lowercase();
        let class = self.words.class(&noun).with(self.words.compound(&noun));
        let is_job = class.is(Class::ANY_ROLE.with(Class::ANY_TITLE));
        (!noun.contains(' ') && is_job).then_some(noun)
    }
}

impl Bearer {
    fn has(&self, word: &str) -> bool {
        self.job.split_whitespace().any(|part| part == word)
    }
}

/// "Bundesaußenministerin": Außenministerin and Ministerin.
fn shortened(noun: &str) -> Vec<String> {
    let is_job = |rest: &str, jobs: &[&str]| {
        jobs.iter().any(|job| rest.strip_prefix(job).is_some_and(|end| matches!(end, "" | "in")))
    };
    let minister = |rest: &str| is_job(rest, &["minister"]);
    let departed = |noun: &str| {
        DEPARTMENTS
            .iter()
            .find_map(|of| noun.strip_prefix(of))
            .filter(|rest| minister(rest))
            .map(str::to_owned)
    };
    if let Some(rest) = ["bundes", "landes"].iter().find_map(|of| noun.strip_prefix(of))
        && let Some(minister) = departed(rest)
    {
        return vec![rest.to_owned(), minister];
    }
    let plain = SHORTENED.iter().find_map(|(before, jobs)| {
        let rest = before.iter().find_map(|before| noun.strip_prefix(before))?;
        is_job(rest, jobs).then(|| rest.to_owned())
    });
    departed(noun).or(plain).into_iter().collect()
}

/// What a description says that somebody is: its last word.
fn noun(description: &str, words: &Words) -> Option<String> {
    let noun = spelt_out(description.split_whitespace().next_back()?);
    if words.language == Language::German {
        let is_other = |word: &str| NOT_THE_GERMAN_OFFICE.iter().any(|other| word.starts_with(other));
        let is_others = description.to_lowercase().split_whitespace().any(is_other);
        return (!is_others).then_some(noun);
    }
    let is_other = |word: &str| NOT_THE_OFFICE.contains(&word.to_lowercase().as_str());
    // A former mayor is not the mayor.
    let is_office = words.class(&noun).is(Class::OFFICE);
    let is_others = is_office && description.split_whitespace().any(is_other);
    Some(if is_others { description.to_lowercase() } else { noun })
}

/// Of "mayor of the old town", the mayor.
fn before_of(role: &str, language: Language) -> &str {
    let links: &[&str] = match language {
        Language::English => &[" of ", " for ", " at ", " in ", " from "],
        Language::German => &[" der ", " des ", " von ", " vom ", " am ", " beim ", " für ", " in ", " im "],
    };
    links.iter().filter_map(|link| role.find(link)).min().map_or(role, |end| &role[..end])
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
