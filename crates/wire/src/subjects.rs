//! Codes that say what an item is about: QCodes, concept URIs and bare numbers to one [`Subject`].

use crate::bounds::MOST_NAMES;
use crate::{CodeKind, Subject};

/// The short alias of a scheme's address, as the IPTC catalogue gives it.
const ALIASES: [(&str, &str); 6] = [
    ("cv.iptc.org/newscodes/mediatopic", "medtop"),
    ("cv.iptc.org/newscodes/subjectcode", "subj"),
    ("cv.iptc.org/newscodes/genre", "genre"),
    ("cvx.iptc.org/iso3166-1a2", "iso3166-1a2"),
    ("cvx.iptc.org/iso3166-1a3", "iso3166-1a3"),
    ("www.wikidata.org/entity", "wikidata"),
];

/// `subj:15054000` to scheme and code; without a colon all of it is the code.
pub(crate) fn qcode(qcode: &str) -> (&str, &str) {
    qcode.trim().split_once(':').unwrap_or(("", qcode.trim()))
}

/// The part of a QCode that counts where schemes vary: `picture` of `ninat:picture`.
pub(crate) fn local(code: &str) -> &str {
    qcode(code).1
}

/// A concept's address to scheme and code.
pub(crate) fn uri(uri: &str) -> (String, String) {
    let uri = uri.trim().trim_end_matches('/');
    let Some(at) = uri.rfind(['/', '#']) else {
        let (scheme, code) = qcode(uri);
        return (scheme.to_owned(), code.to_owned());
    };
    let (scheme, code) = (&uri[..at], &uri[at + 1..]);
    let bare = scheme.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    let alias = ALIASES.iter().find(|(address, _)| *address == bare).map(|(_, alias)| *alias);
    (alias.unwrap_or(scheme).to_owned(), code.to_owned())
}

/// What kind of thing a type's code names: `cpnat:person`, `cpnat:organisation`, `cpnat:poi` …
pub(crate) fn kind_of_type(of: &str) -> Option<CodeKind> {
    Some(match local(of).to_ascii_lowercase().as_str() {
        "person" => CodeKind::Person,
        "organisation" | "organization" | "org" | "company" => CodeKind::Organisation,
        "poi" | "geoarea" | "place" | "city" | "country" | "region" | "statprov" | "location" => {
            CodeKind::Place
        }
        "event" | "newsevent" => CodeKind::Event,
        "category" => CodeKind::Category,
        _ => return None,
    })
}

/// What kind of thing the codes of a scheme name, where its name says so.
pub(crate) fn kind_of_scheme(scheme: &str) -> CodeKind {
    let scheme = scheme.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| scheme.contains(word));
    if has(&["categor"]) || scheme.ends_with("cat") {
        CodeKind::Category
    } else if has(&["person"]) {
        CodeKind::Person
    } else if has(&["company", "organis", "organiz"]) {
        CodeKind::Organisation
    } else if has(&["country", "iso3166", "geo", "city"]) {
        CodeKind::Place
    } else {
        CodeKind::Subject
    }
}

/// Adds a subject unless it says nothing or is there already.
pub(crate) fn add(subjects: &mut Vec<Subject>, subject: Subject) {
    // One more than an item keeps, so that it can be said that there are more.
    if subjects.len() <= MOST_NAMES
        && (!subject.code.is_empty() || !subject.name.is_empty())
        && !subjects.contains(&subject)
    {
        subjects.push(subject);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qcodes_and_addresses_of_concepts_come_out_alike() {
        assert_eq!(qcode("subj:15054000"), ("subj", "15054000"));
        assert_eq!(qcode("15054000"), ("", "15054000"));
        let medtop = ("medtop".to_owned(), "20000523".to_owned());
        assert_eq!(uri("http://cv.iptc.org/newscodes/mediatopic/20000523"), medtop);
        assert_eq!(uri("medtop:20000523"), medtop);
        assert_eq!(uri("https://port-ellery.example/tags#harbour").1, "harbour");
    }

    #[test]
    fn types_and_schemes_say_what_a_code_names() {
        assert_eq!(kind_of_type("cpnat:person"), Some(CodeKind::Person));
        assert_eq!(kind_of_type("cpnat:abstract"), None);
        assert_eq!(kind_of_scheme("apcategorycode"), CodeKind::Category);
        assert_eq!(kind_of_scheme("medtop"), CodeKind::Subject);
    }
}
