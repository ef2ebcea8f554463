//! What another system exported of itself: WordPress's WXR ([`wxr`]) and Ghost's JSON ([`ghost`]).
//!
//! Both give the same: the site, its authors, sections and tags, then the posts, each with its comments,
//! pictures by themselves, and whatever could not be carried over ([`Imported::Left`]). Nothing is stored and
//! nothing is fetched here. A WXR file is read as a stream, and no more of it than one post is in memory.
//!
//! ```text
//! for imported in wire::import::wxr(BufReader::new(file)) { … }
//! ```

mod elements;
mod ghost;
pub(crate) mod wordpress;
mod wxr;

use serde::{Deserialize, Serialize};

use crate::{Body, Media, Moment};

pub use ghost::ghost;
pub use wxr::{Wxr, wxr};

/// One thing of an export, in the file's order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Imported {
    Site(Site),
    Author(Author),
    Section(Term),
    Tag(Term),
    Post(Box<Post>),
    /// A file of the old system: nearly always a picture.
    Attachment(Attachment),
    Comment(Comment),
    /// Something that has no place here, or that could not be read.
    Left(Left),
}

/// The old site.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Site {
    pub title: Option<String>,
    /// Its front page: addresses of posts begin with it.
    pub url: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Author {
    /// By which posts name their authors.
    pub key: String,
    pub name: String,
    pub email: Option<String>,
    pub about: Option<String>,
    pub url: Option<String>,
    pub picture: Option<String>,
}

/// A section or a tag.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Term {
    /// By which posts name it, and which stood in its address.
    pub slug: String,
    pub name: String,
    /// The slug of the section above it.
    pub parent: Option<String>,
    pub about: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Post {
    /// Unique within the export.
    pub id: String,
    pub kind: PostKind,
    pub state: PostState,
    pub title: Option<String>,
    pub slug: Option<String>,
    /// Where it stood; its new page answers for all of them.
    pub addresses: Vec<String>,
    pub published: Option<Moment>,
    pub updated: Option<Moment>,
    /// Keys of [`Author`]s.
    pub authors: Vec<String>,
    /// Slugs of sections and tags.
    pub sections: Vec<String>,
    pub tags: Vec<String>,
    pub summary: Option<String>,
    pub body: Body,
    /// Pictures and films that stand in the body.
    pub media: Vec<Media>,
    /// The picture above it.
    pub lead_picture: Option<Picture>,
    /// Attachments that stood in a gallery: their ids.
    pub gallery: Vec<String>,
    /// It has a gallery of all that was uploaded for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shows_uploads: bool,
    pub is_sticky: bool,
    pub takes_comments: bool,
    /// Readers needed a password or a subscription for it.
    pub is_closed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PostKind {
    #[default]
    Post,
    /// A page that is no news: "About us".
    Page,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PostState {
    Published,
    /// `published` is when it is due.
    Scheduled,
    #[default]
    Draft,
    Private,
    /// In the bin.
    Trash,
}

/// A picture above a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Picture {
    /// An [`Attachment`]'s id.
    Attachment(String),
    File(Media),
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Attachment {
    pub id: String,
    /// The post that it was uploaded for.
    pub post: Option<String>,
    pub url: String,
    pub title: Option<String>,
    pub caption: Option<String>,
    pub alt: Option<String>,
    pub description: Option<String>,
    pub author: Option<String>,
    pub uploaded: Option<Moment>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Comment {
    pub id: String,
    pub post: String,
    /// The comment that it answers.
    pub parent: Option<String>,
    pub author: Option<String>,
    pub email: Option<String>,
    pub url: Option<String>,
    pub at: Option<Moment>,
    pub state: CommentState,
    pub body: Body,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CommentState {
    Published,
    #[default]
    Waiting,
    Spam,
    Trash,
}

/// What was not carried over, for the report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Left {
    /// What it is: "shortcode contact_form", "post type product".
    pub what: String,
    /// The post it belongs to, or its own title or address.
    pub of: Option<String>,
    /// A whole sentence.
    pub why: String,
}

fn left(what: impl Into<String>, of: Option<&str>, why: impl Into<String>) -> Imported {
    Imported::Left(Left { what: what.into(), of: of.map(str::to_owned), why: why.into() })
}
