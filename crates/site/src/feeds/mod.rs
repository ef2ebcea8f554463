//! Feeds for other programs: RSS 2.0, Atom and JSON Feed say the same in three ways.
//!
//! An entry's id never changes, whatever becomes of its address; `updated` moves only when readers see
//! a change; a story without a date gets none here either.

mod atom;
mod json;
mod rss;

use wire::Moment;

pub use atom::atom;
pub use json::json;
pub use rss::rss;

/// What a feed says.
#[derive(Debug, Clone)]
pub struct Feed {
    pub title: String,
    pub description: String,
    /// The page that lists the same, absolute.
    pub page: String,
    /// This feed's own address, absolute.
    pub address: String,
    pub language: String,
    pub copyright: String,
    /// When anything in it last changed; `None` for an empty feed.
    pub updated: Option<jiff::Timestamp>,
    pub entries: Vec<Entry>,
    /// Stories that left because they were withdrawn (RFC 6721).
    pub withdrawn: Vec<Withdrawn>,
}

#[derive(Debug, Clone)]
pub struct Entry {
    /// Stable for ever: a tag URI (RFC 4151).
    pub id: String,
    /// Absolute.
    pub url: String,
    pub title: String,
    pub summary: Option<String>,
    /// The whole text as HTML with absolute links, where the agency's terms allow it.
    pub html: Option<String>,
    /// `None`: date unknown.
    pub published: Option<Moment>,
    /// Last change that readers saw, or when the entry first appeared here.
    pub updated: jiff::Timestamp,
    pub authors: Vec<String>,
    pub agency: String,
    pub categories: Vec<String>,
    pub language: Option<String>,
    pub picture: Option<Enclosure>,
}

#[derive(Debug, Clone)]
pub struct Enclosure {
    pub url: String,
    pub mime: String,
    pub bytes: u64,
}

#[derive(Debug, Clone)]
pub struct Withdrawn {
    pub id: String,
    pub at: jiff::Timestamp,
    pub reason: String,
}

/// The id of a story in every feed: it holds the day on which this scheme began, not an address.
pub fn entry_id(host: &str, story: newsroom::StoryId) -> String {
    format!("tag:{host},2026:story/{}", story.0)
}

fn rfc3339(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// RFC 3339 asks for a time of day; a date alone becomes its first second, in the zone it was written in.
fn rfc3339_moment(moment: &Moment) -> String {
    match moment.precision {
        wire::Precision::Time => moment.iso(),
        wire::Precision::Day => {
            moment.at.to_zoned_datetime(moment.zone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
        }
    }
}

#[cfg(test)]
mod tests;
