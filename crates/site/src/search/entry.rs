//! A story as the index takes it.

use newsroom::{Story, Version};

/// What is searched, and what searches are narrowed by.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    pub headline: String,
    pub summary: String,
    /// Slugline, topics, bylines, place: words that should find the story and are not shown.
    pub names: Vec<String>,
    pub body: String,
    /// Slugs.
    pub section: Option<String>,
    pub agency: String,
    /// First subtag, "en"; empty where unknown.
    pub language: String,
    /// Day in the paper's zone; `None`: undated.
    pub day: Option<jiff::civil::Date>,
    pub sort_at: jiff::Timestamp,
}

impl Entry {
    /// Of the version that readers see.
    pub fn of(story: &Story, version: &Version) -> Entry {
        let item = &version.item;
        let mut names = item.keywords.clone();
        names.extend(item.subjects.iter().map(|subject| subject.name.clone()));
        names.extend(item.bylines.iter().cloned());
        names.extend(item.slugline.iter().chain(&item.dateline_place).cloned());
        names.retain(|name| !name.is_empty());
        let language = item.language.as_deref().unwrap_or_default();
        Entry {
            headline: item.headline.clone().unwrap_or_default(),
            summary: [&item.subheadline, &item.summary]
                .into_iter()
                .flatten()
                .cloned()
                .collect::<Vec<_>>()
                .join("\n"),
            names,
            body: item.body.plain_text(),
            section: story.section.clone(),
            agency: story.agency.clone(),
            language: language.split('-').next().unwrap_or_default().to_lowercase(),
            day: story.day.parse().ok(),
            sort_at: story.sort_at,
        }
    }
}
