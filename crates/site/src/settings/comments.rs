//! `[site.comments]`: whether and under which rules readers write under stories.

use std::collections::BTreeMap;

use newsroom::comments::{Mode, Rules};
use serde::Deserialize;

/// What readers may write.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CommentSettings {
    /// Nothing of comments is shown or taken unless this is set.
    pub enabled: bool,
    /// `open`, `pre` (each waits for a moderator) or `closed`.
    pub policy: Mode,
    /// The same for single sections, by slug.
    pub sections: BTreeMap<String, Mode>,
    /// Days after which comments on a story close; 0 is never.
    pub close_after: u32,
    /// So many links in a comment and more wait for a moderator.
    pub hold_links: u32,
    /// So many reports by readers, and a comment waits for a moderator; 0 is never.
    pub hold_reports: u32,
}

impl Default for CommentSettings {
    fn default() -> Self {
        CommentSettings {
            enabled: false,
            policy: Mode::Open,
            sections: BTreeMap::new(),
            close_after: 14,
            hold_links: 2,
            hold_reports: 3,
        }
    }
}

impl CommentSettings {
    /// The rules for a story of this section in the paper of this name.
    pub fn rules(&self, section: Option<&str>, paper: &str) -> Rules {
        let mode = section.and_then(|slug| self.sections.get(slug)).copied().unwrap_or(self.policy);
        Rules {
            mode,
            close_after: self.close_after,
            hold_links: self.hold_links,
            house_names: vec![paper.to_owned()],
            ..Rules::default()
        }
    }

    /// Overrides for sections that are not there, a sentence each.
    pub(super) fn check(&self, sections: &[super::Section], findings: &mut Vec<String>) {
        let unknown = self.sections.keys().filter(|slug| !sections.iter().any(|s| s.slug == **slug));
        findings.extend(unknown.map(|slug| {
            format!(
                "site.comments.sections names \"{slug}\", which is no section. Write a slug of site.sections."
            )
        }));
    }
}
