//! The sources that an import brings its copy from, and where their stories are filed.

use newsroom::filing::{Rule, Then, When};
use wire::Item;
use wire::import::Term;

use super::{Old, PREFIX, item};
use crate::{Pictures, SourceSettings};

/// The sources of an import: of what readers see, and of what waits for the desk.
pub fn sources(old: &Old, fetch: bool) -> [SourceSettings; 2] {
    let (name, agency) = (old.source(), old.agency());
    let shown = SourceSettings {
        name,
        agency,
        language: old.site.language.clone(),
        pictures: if fetch { Pictures::Fetch } else { Pictures::Local },
        ..SourceSettings::default()
    };
    let held = SourceSettings { name: held_source(&shown.name), publish: false, ..shown.clone() };
    [shown, held]
}

/// Files posts by their old sections into those of the paper that have the same slug or name: behind the
/// paper's own rules. Of a section and the one above it, the lower one counts.
pub fn rules(old: &Old, sections: &[(String, String)]) -> Vec<Rule> {
    let of_old = |(slug, name): &(String, String)| {
        let same = |term: &&Term| {
            term.slug.eq_ignore_ascii_case(slug) || term.name.to_lowercase() == name.to_lowercase()
        };
        let mut slugs: Vec<&str> = old.filed_by().filter(same).map(|term| term.slug.as_str()).collect();
        slugs.sort_unstable();
        let depth = slugs.iter().map(|slug| old.section_and_above(slug).len()).max();
        let rule = Rule {
            name: format!("{name}, as before"),
            when: When {
                source: vec![old.source(), held_source(&old.source())],
                subject: slugs.iter().map(|slug| format!("{}:{slug}", item::SECTION)).collect(),
                ..When::default()
            },
            then: Then { section: Some(slug.clone()), ..Then::default() },
        };
        depth.map(|depth| (depth, rule))
    };
    let mut rules: Vec<(usize, Rule)> = sections.iter().filter_map(of_old).collect();
    rules.sort_by_key(|(depth, _)| std::cmp::Reverse(*depth));
    rules.into_iter().map(|(_, rule)| rule).collect()
}

/// No name of a site ends so.
const HELD: &str = "--held";

pub(super) fn held_source(source: &str) -> String {
    format!("{source}{HELD}")
}

/// Why a post of an import waits for the desk.
pub(crate) fn not_public(source: &str, item: &Item) -> Option<String> {
    let is_held = source.starts_with(PREFIX) && source.ends_with(HELD);
    is_held.then(|| item.ed_note.clone().unwrap_or_else(|| item::DRAFT.to_owned()))
}
