//! Is a story one beside which no advertisement should stand? By what its agency says it is about.

use wire::Item;

use crate::filing::matching::{Codes, code_of, has_topic};
use crate::words::fold;

/// What a paper that says nothing is careful with: death, disasters and accidents, crime, terror, war and
/// unrest. IPTC Media Topics, the older subject codes, and names for agencies that send no codes.
pub const CAREFUL: [&str; 17] = [
    "medtop:03000000",
    "medtop:20000053",
    "medtop:20000056",
    "medtop:20000065",
    "medtop:20000071",
    "medtop:20000080",
    "medtop:20000082",
    "subj:02001*",
    "subj:03*",
    "subj:16*",
    "accident",
    "crime",
    "death",
    "disaster",
    "murder",
    "obituary",
    "war",
];

/// The first of the rule's entries that the item meets. An entry is a code (`medtop:20000056`, `subj:03*`), which
/// codes below it meet and codes of the other scheme that mean the same, or, without digits, the name of a
/// subject or a genre.
pub fn because<'r>(item: &Item, rule: &'r [String]) -> Option<&'r str> {
    let codes = Codes::of(item);
    rule.iter().map(String::as_str).find(|entry| meets(item, &codes, entry))
}

/// Can this entry ever be met?
pub fn is_readable(entry: &str) -> bool {
    let code = code_of(entry).trim_end_matches('*');
    match is_code(entry) {
        true => code.bytes().all(|byte| byte.is_ascii_alphanumeric()) && code.len() <= 8,
        false => !entry.trim().is_empty() && !entry.contains([':', '*']),
    }
}

fn meets(item: &Item, codes: &Codes, entry: &str) -> bool {
    if is_code(entry) {
        return codes.has(entry);
    }
    let name = fold(entry.trim());
    has_topic(item, entry) || item.genre.as_deref().is_some_and(|genre| fold(genre) == name)
}

fn is_code(entry: &str) -> bool {
    code_of(entry).bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use wire::Subject;

    use super::*;

    fn about(scheme: &str, code: &str, name: &str) -> Item {
        let subject =
            Subject { scheme: scheme.into(), code: code.into(), name: name.into(), ..Subject::default() };
        Item { subjects: vec![subject], ..Item::default() }
    }

    fn careful(item: &Item) -> Option<String> {
        let rule: Vec<String> = CAREFUL.iter().map(|entry| (*entry).to_owned()).collect();
        because(item, &rule).map(str::to_owned)
    }

    #[test]
    fn a_story_of_a_disaster_a_war_or_a_crime_is_met_by_its_code_or_by_a_code_above_it() {
        for (scheme, code, met_by) in [
            ("medtop", "03000000", "medtop:03000000"),
            ("medtop", "20000148", "medtop:03000000"),
            ("medtop", "20000159", "medtop:03000000"),
            ("http://cv.iptc.org/newscodes/mediatopic/", "20000056", "medtop:20000056"),
            ("medtop", "20000082", "medtop:20000082"),
            ("medtop", "20001314", "medtop:20000082"),
            ("subj", "16009000", "medtop:20000056"),
            ("subj", "16010001", "subj:16*"),
            ("subj", "03015001", "medtop:03000000"),
            ("", "20000053", "medtop:20000053"),
        ] {
            assert_eq!(careful(&about(scheme, code, "")).as_deref(), Some(met_by), "{scheme}:{code}");
        }
    }

    #[test]
    fn an_agency_without_codes_is_met_by_names_and_genres() {
        assert_eq!(careful(&about("", "", "Death")).as_deref(), Some("death"));
        let obituary = Item { genre: Some("Obituary".into()), ..Item::default() };
        assert_eq!(careful(&obituary).as_deref(), Some("obituary"));
    }

    #[test]
    fn other_stories_are_not_met() {
        for item in [
            about("medtop", "20000170", "business information"),
            about("medtop", "20000106", "judiciary"),
            about("subj", "15054000", "soccer"),
            about("subj", "20000056", "of another scheme"),
            about("", "", "Death Valley"),
            Item::default(),
        ] {
            assert_eq!(careful(&item), None, "{:?}", item.subjects);
        }
    }

    #[test]
    fn an_entry_that_can_never_be_met_is_known() {
        for entry in CAREFUL {
            assert!(is_readable(entry), "{entry}");
        }
        for entry in ["", "  ", "medtop:", "death*", "medtop:200000563", "medtop:03 000"] {
            assert!(!is_readable(entry), "{entry}");
        }
    }
}
