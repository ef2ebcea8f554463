//! Where a story goes, and why: rules from the configuration, each filing with its reason.

use serde::Deserialize;
use wire::Item;

use crate::{Shelf, course, slug, translation};

mod authors;
mod check;
pub(crate) mod matching;
mod topics;

pub use check::unknown;

/// One `[[rule]]` of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    pub name: String,
    /// All that are given must match; each list matches when one of its entries does.
    pub when: When,
    pub then: Then,
}

/// What a rule asks of an item. A rule that asks for nothing matches every item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct When {
    /// Names of configured sources; a trailing `*` matches a prefix, `*` alone every source.
    pub source: Vec<String>,
    /// `medtop:20000638`, `subj:15054000`, or a bare code; a trailing `*` matches a prefix.
    pub subject: Vec<String>,
    /// Names of subjects, people, organisations or places, and the agency's own categories.
    pub topic: Vec<String>,
    /// Matches when the item's urgency is this or more pressing (a smaller number).
    pub urgency: Option<u8>,
    /// Words or phrases in headline, slugline or keywords, without regard to case and accents.
    pub keyword: Vec<String>,
    /// `en` matches `en-GB` too.
    pub language: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Then {
    /// Section slug; the first matching rule that names one wins.
    pub section: Option<String>,
    /// Topic names to add; every matching rule adds its own.
    pub topics: Vec<String>,
    /// `true` holds for the desk, `false` publishes; the first matching rule that says so wins, else
    /// the source's policy.
    pub hold: Option<bool>,
}

/// The outcome of filing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filing {
    pub section: Option<String>,
    /// Section, agency, topics, authors and what it was translated from, each with its reason (not `latest` and `day`: the store
    /// adds those, which every story has).
    pub shelves: Vec<Shelf>,
    /// `Some(true)`: a rule holds it; `Some(false)`: a rule publishes it.
    pub hold: Option<bool>,
    /// The rule that decided `hold`, and why: `rule "Courts": keyword "verdict"`.
    pub hold_reason: Option<String>,
}

/// Files an item of `source` (of the agency with this slug and name) by the rules, in their order.
/// `sections` are the paper's, as slug and name; a rule that names another section files nowhere.
pub fn file(
    item: &Item,
    source: &str,
    agency: (&str, &str),
    sections: &[(String, String)],
    rules: &[Rule],
) -> Filing {
    let copy = matching::Copy::of(item, source);
    let mut filing = Filing::default();
    let mut shelves = Shelves::default();
    for rule in rules {
        let Some(because) = copy.matches(&rule.when) else { continue };
        let reason = format!("rule \"{}\": {because}", rule.name);
        if let Some((slug, name)) = rule.section(sections).filter(|_| filing.section.is_none()) {
            filing.section = Some(slug.clone());
            shelves.add("section", slug, name, &reason);
        }
        for topic in &rule.then.topics {
            shelves.add("topic", &slug::of_name(topic), topic.trim(), &reason);
        }
        if filing.hold.is_none() && rule.then.hold.is_some() {
            filing.hold = rule.then.hold;
            filing.hold_reason = Some(reason);
        }
    }
    shelves.add("agency", agency.0, agency.1, &format!("source \"{source}\""));
    for (name, reason) in topics::of_item(item) {
        shelves.add("topic", &slug::of_name(&name), &name, &reason);
    }
    for (name, reason) in authors::of_item(item, agency) {
        shelves.add("author", &slug::of_name(&name), &name, &reason);
    }
    if let Some(shelf) = course::slugline(item, agency.0) {
        shelves.0.push(shelf);
    }
    if let Some(guid) = translation::original(item) {
        shelves.add(
            translation::SHELF,
            &translation::shelf(agency.0, guid),
            guid,
            "it names what it was translated from",
        );
    }
    filing.shelves = shelves.0;
    filing
}

impl Rule {
    fn section<'a>(&self, sections: &'a [(String, String)]) -> Option<&'a (String, String)> {
        let wanted = self.then.section.as_ref()?;
        sections.iter().find(|(slug, _)| slug == wanted)
    }
}

/// Each shelf once; the first reason stands.
#[derive(Default)]
struct Shelves(Vec<Shelf>);

impl Shelves {
    fn add(&mut self, kind: &str, slug: &str, name: &str, reason: &str) {
        if slug.is_empty() || self.0.iter().any(|shelf| shelf.kind == kind && shelf.slug == slug) {
            return;
        }
        let [kind, slug, name, reason] = [kind, slug, name, reason].map(str::to_owned);
        self.0.push(Shelf { kind, slug, name, reason });
    }
}
