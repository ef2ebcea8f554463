//! What every agency says, in one shape.

use serde::{Deserialize, Serialize};

use crate::{Body, Moment, Thread};

/// One item of a delivery: a text, a picture or a package, exactly as the agency describes it.
///
/// Every field is what the source says; a field that the source does not carry stays empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// The agency's identifier, stable over versions (NewsML-G2 `@guid`, NewsML 1
    /// `PublicIdentifier` without its revision, NITF `doc-id/@id-string`,
    /// ninjs `uri`, RSS `guid`, Atom `id`, JSON Feed `id`).
    pub guid: Option<String>,
    /// The agency's version number; formats without one leave it empty and are ordered by `updated`.
    pub version: Option<u64>,
    pub kind: ItemKind,
    pub status: Status,
    /// What the agency says this delivery does to an earlier one; `None` is "not said".
    pub signal: Option<Signal>,
    /// The agency's words to editors: correction notes, kill reasons, advisories.
    pub ed_note: Option<String>,

    pub headline: Option<String>,
    pub subheadline: Option<String>,
    /// A summary or standfirst, as text.
    pub summary: Option<String>,
    pub slugline: Option<String>,
    /// Of a text wire, whose messages have numbers and whose stories have none: which story this belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread: Option<Thread>,
    /// Bylines as printed, without a leading "By"; one entry a person or desk.
    pub bylines: Vec<String>,
    /// Where it was written, as printed in the copy: "GENEVA", "WASHINGTON".
    pub dateline_place: Option<String>,
    /// The whole date line as printed: "GENEVA, Sept 10 (AFP)".
    pub dateline_text: Option<String>,
    pub credit: Credit,
    /// BCP 47.
    pub language: Option<String>,

    /// First published or created, per the agency.
    pub published: Option<Moment>,
    /// This version's time, per the agency.
    pub updated: Option<Moment>,
    /// Nothing about the item may leave before this moment.
    pub embargo: Option<Moment>,
    /// The item must vanish at this moment.
    pub expires: Option<Moment>,

    /// 1 (flash) to 9, as in NewsML-G2 and IPTC 7901; 5 is ordinary.
    pub urgency: Option<u8>,
    pub genre: Option<String>,
    /// Codes and names of every kind, in the source's order.
    pub subjects: Vec<Subject>,
    pub keywords: Vec<String>,
    pub rights: Rights,

    pub body: Body,
    pub media: Vec<Media>,
    /// Other items that this one names: members of a package, earlier versions, related stories.
    pub links: Vec<Link>,
    /// The item's page at its publisher.
    pub url: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemKind {
    #[default]
    Text,
    Picture,
    Graphic,
    Video,
    Audio,
    /// A package: `links` has its members.
    Package,
}

/// May it be used? (IPTC pubStatus)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    #[default]
    Usable,
    /// Not to be used until the agency says otherwise.
    Withheld,
    /// Killed: never to be used.
    Canceled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Signal {
    Update,
    Correction,
    Kill,
}

/// Who stands behind the copy.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Credit {
    /// Who sends it (G2 `provider`, ninjs `by`/`provider`): a name fit for print where there is one.
    pub provider: Option<String>,
    /// The credit line to print.
    pub line: Option<String>,
    /// Where the provider had it from.
    pub source: Option<String>,
    pub copyright_holder: Option<String>,
    pub copyright_notice: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Rights {
    pub usage_terms: Option<String>,
    /// Territories or media in which it may not be used, as the agency names them.
    pub limits: Vec<String>,
}

/// A code or name that says what the item is about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Subject {
    pub kind: CodeKind,
    /// The scheme as a short alias or URI, e.g. `subj`, `medtop`; empty where not said.
    pub scheme: String,
    /// The bare code, e.g. `15054000`, without scheme; empty where only a name is given.
    pub code: String,
    pub name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeKind {
    #[default]
    Subject,
    Person,
    Organisation,
    Place,
    Event,
    /// The agency's own category or section ("i", "sports").
    Category,
}

/// A picture, graphic, film or sound that belongs to an item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Media {
    pub guid: Option<String>,
    pub kind: MediaKind,
    pub headline: Option<String>,
    pub caption: Option<String>,
    pub alt: Option<String>,
    pub byline: Option<String>,
    pub credit: Option<String>,
    pub copyright: Option<String>,
    pub usage_terms: Option<String>,
    /// Largest first where sizes are known.
    pub renditions: Vec<Rendition>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaKind {
    #[default]
    Picture,
    Graphic,
    Video,
    Audio,
    Other,
}

/// One file of a [`Media`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Rendition {
    /// As the source wrote it: an absolute address, or a file name beside the delivery.
    pub href: String,
    pub mime: Option<String>,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub bytes: Option<u64>,
    /// The agency's name for it: "highRes", "thumbnail".
    pub role: Option<String>,
}

/// Another item or page that this one names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    pub role: LinkRole,
    /// The other item's guid, where it has one.
    pub guid: Option<String>,
    pub href: Option<String>,
    pub title: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkRole {
    /// A member of this package.
    Member,
    /// This item takes the other's place although its guid differs.
    Replaces,
    /// This item was translated from the other.
    Translation,
    #[default]
    Related,
}

impl Item {
    /// The time by which versions without a number are ordered: `updated`, else `published`.
    pub fn version_time(&self) -> Option<Moment> {
        self.updated.or(self.published)
    }

    /// Adds copy behind what there is, with the pictures that stand in it.
    pub fn append(&mut self, mut body: Body, media: Vec<Media>) {
        body.shift_media(self.media.len());
        self.body.blocks.append(&mut body.blocks);
        self.media.extend(media);
    }
}
