//! Feeds for other programs: RSS 2.0, Atom and JSON Feed say the same in three ways.
//!
//! An entry's id never changes, whatever becomes of its address; `updated` moves only when readers see
//! a change; a story without a date gets none here either.

mod atom;
mod json;
mod rss;

use wire::Moment;

use crate::addresses::FeedFormat;

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
    /// Last change that readers saw; `None` if there was none.
    pub modified: Option<Moment>,
    /// What the list is ordered by: for a story without a date, when it came.
    pub sort_at: jiff::Timestamp,
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
    /// Size of the file; `None` where unknown.
    pub bytes: Option<u64>,
}

#[derive(Debug, Clone)]
pub struct Withdrawn {
    pub id: String,
    pub at: jiff::Timestamp,
    pub reason: String,
}

/// A feed in one of its formats, with its media type.
pub fn written(feed: &Feed, format: FeedFormat) -> (&'static str, Vec<u8>) {
    match format {
        FeedFormat::Rss => ("application/rss+xml; charset=utf-8", rss(feed)),
        FeedFormat::Atom => ("application/atom+xml; charset=utf-8", atom(feed)),
        FeedFormat::Json => ("application/feed+json; charset=utf-8", json(feed)),
    }
}

impl Feed {
    /// When anything in it last changed; `None` for an empty feed.
    fn updated(&self) -> Option<jiff::Timestamp> {
        let entries = self.entries.iter().map(Entry::updated);
        entries.chain(self.withdrawn.iter().map(|gone| gone.at)).max()
    }
}

impl Entry {
    /// Atom asks for a time of every entry: the last change, or when it first appeared here.
    fn updated(&self) -> jiff::Timestamp {
        self.modified.map_or(self.sort_at, |modified| modified.at)
    }
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
