//! `[[site.agencies]]`: what an agency's terms allow the paper to do with its copy.

use serde::Deserialize;

/// The terms of one agency. An agency that is not named has the defaults, which are the careful ones.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AgencyTerms {
    /// As in its address: `/agency/mna`.
    pub slug: String,
    /// Feeds carry the whole text of its stories; otherwise headline and summary.
    pub full_text: bool,
    /// Search engines are asked to leave its stories out, and sitemaps do not name them.
    pub noindex: bool,
}

pub(super) fn check(agencies: &[AgencyTerms], findings: &mut Vec<String>) {
    for (n, terms) in agencies.iter().enumerate() {
        let slug = &terms.slug;
        if slug.is_empty() || newsroom::slug::of_name(slug) != *slug {
            findings.push(format!(
                "site.agencies: \"{slug}\" is no agency's slug. Write it as it stands in the agency's address."
            ));
        }
        if agencies[..n].iter().any(|earlier| earlier.slug == *slug) {
            findings.push(format!("site.agencies: the agency \"{slug}\" is named twice."));
        }
    }
}
