//! Where a story goes, and why: rules from the configuration, each filing with its reason.

use serde::Deserialize;
use wire::Item;

use crate::Shelf;

/// One `[[rule]]` of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    pub name: String,
    /// All that are given must match; each list matches when one of its entries does.
    pub when: When,
    pub then: Then,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct When {
    pub source: Vec<String>,
    /// `medtop:20000638`, `subj:15054000`, or a bare code; a trailing `*` matches a prefix.
    pub subject: Vec<String>,
    /// Names of subjects, people, organisations or places, and the agency's own categories.
    pub topic: Vec<String>,
    /// Matches when the item's urgency is this or more pressing (a smaller number).
    pub urgency: Option<u8>,
    /// Words or phrases in headline, slugline or keywords, without regard to case.
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
    /// Section, agency, topics and authors, each with its reason (not `latest` and `day`: the store
    /// adds those, which every story has).
    pub shelves: Vec<Shelf>,
    /// `Some(true)`: a rule holds it; `Some(false)`: a rule publishes it.
    pub hold: Option<bool>,
    /// The rule that decided `hold`.
    pub hold_reason: Option<String>,
}

/// Files an item of `source` (of the agency with this slug and name) by the rules, in their order.
pub fn file(
    _item: &Item,
    _source: &str,
    _agency: (&str, &str),
    _sections: &[(String, String)],
    _rules: &[Rule],
) -> Filing {
    todo!()
}
