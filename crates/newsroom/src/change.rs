//! The rows of the change log, and the tags by which pages know that they are out of date.

use serde::{Deserialize, Serialize};

use crate::StoryId;

/// One fact for every follower: pages, search, CDN, later webhooks and newsletters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub kind: ChangeKind,
    pub story: Option<StoryId>,
    /// Our number of the version concerned.
    pub version: Option<u32>,
    /// Every tag that stood on the story before or stands on it after.
    pub tags: Vec<Tag>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// Readers see the story for the first time (or again).
    Shown,
    /// What readers see of it changed.
    Updated,
    Corrected,
    /// Gone from readers: killed, withdrawn or expired.
    Killed,
    /// Kept, held or waiting: nothing that readers see changed.
    Kept,
    /// Address, section or topics changed.
    Refiled,
    /// Settings or theme changed.
    House,
    /// What readers see under a story changed; the story itself did not.
    Comments,
    /// What is read most changed.
    Popular,
    /// The desk said whether advertisements may stand beside the story.
    Sensitive,
}

/// What a rendered page depends on: `story:42`, `section:world`, `agency:mna`, `topic:comets`,
/// `author:jo-hart`, `day:2018-09-10`, `latest`, `name:agency:mna`, `comments:42`, `recent-comments`,
/// `popular`, `popular:world`, `theme`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tag(pub String);

impl Tag {
    pub fn story(id: StoryId) -> Tag {
        Tag(format!("story:{}", id.0))
    }

    /// The tag of a shelf; `latest` has no slug.
    pub fn shelf(kind: &str, slug: &str) -> Tag {
        if slug.is_empty() { Tag(kind.to_owned()) } else { Tag(format!("{kind}:{slug}")) }
    }

    /// What a shelf is called: a page that only names it does not change with what stands on it.
    pub fn name(kind: &str, slug: &str) -> Tag {
        Tag(format!("name:{kind}:{slug}"))
    }

    /// What stands under a story.
    pub fn comments(id: StoryId) -> Tag {
        Tag(format!("comments:{}", id.0))
    }

    /// The newest comments of the whole paper.
    pub fn recent_comments() -> Tag {
        Tag("recent-comments".to_owned())
    }

    /// What is read most in a section, or, with an empty slug, in the whole paper.
    pub fn popular(section: &str) -> Tag {
        Tag::shelf("popular", section)
    }

    pub fn theme() -> Tag {
        Tag("theme".to_owned())
    }
}
