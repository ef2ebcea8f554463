//! `[site.ads]`: what is advertised, where, when and to whom; and whether readers are asked first.

mod ads_txt;
mod check;
mod when;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

pub use when::When;

/// The paper's advertising.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AdSettings {
    /// Whether tags of third parties are allowed, which readers are asked about.
    pub consent: Consent,
    /// Subjects of stories beside which nothing stands: codes, prefixes and names.
    pub never_beside: Vec<String>,
    /// Further places that the theme names, and other measures for those that it has.
    pub slots: BTreeMap<String, Slot>,
    /// The lines of `/ads.txt`; without any there is no such address.
    pub ads_txt: Vec<String>,
    /// The advertisements.
    #[serde(rename = "ad")]
    pub ads: Vec<Ad>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consent {
    /// The paper's own advertisements alone: no cookie, nobody else is asked for anything.
    #[default]
    NoneNeeded,
    /// Tags of third parties are shown to readers who agreed.
    Ask,
}

/// A place on a page: the largest advertisement that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    pub width: u32,
    pub height: u32,
}

/// One advertisement. What it is follows from what it has: an image, a house's own HTML, a third party's
/// tag, or its text alone.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ad {
    /// Its name in reports and addresses.
    pub id: String,
    /// Where it may stand.
    pub slots: Vec<String>,
    /// Where it leads.
    pub href: String,
    /// What it says; with an image, the image's text for those who do not see it.
    pub text: String,
    /// A picture file (PNG, JPEG, WebP, GIF or AVIF), served by the site itself.
    pub image: Option<PathBuf>,
    /// A file of HTML of the house's own; no script in it runs.
    pub html: Option<PathBuf>,
    /// A file of HTML with a third party's script.
    pub tag: Option<PathBuf>,
    /// The only hosts that a tag may ask for anything.
    pub hosts: Vec<String>,
    /// The advertisement of the house that stands in for a tag until a reader agrees.
    pub fallback: Option<String>,
    /// Pixels of the image or of the frame.
    pub width: u32,
    pub height: u32,
    /// Shown from this moment on, and no longer from that one on.
    pub from: Option<When>,
    pub until: Option<When>,
    /// How often it stands where others could: twice as often with 2 as with 1.
    pub weight: u32,
    /// At most so many of a hundred impressions of a slot.
    pub share: u32,
    /// Only on pages of these sections or topics, by slug; both empty is everywhere.
    pub sections: Vec<String>,
    pub topics: Vec<String>,
}

/// What an advertisement is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Image,
    Html,
    Tag,
}

impl Default for AdSettings {
    fn default() -> Self {
        AdSettings {
            consent: Consent::NoneNeeded,
            never_beside: newsroom::sensitive::CAREFUL.map(str::to_owned).to_vec(),
            slots: BTreeMap::new(),
            ads_txt: Vec::new(),
            ads: Vec::new(),
        }
    }
}

impl Default for Ad {
    fn default() -> Self {
        Ad {
            id: String::new(),
            slots: Vec::new(),
            href: String::new(),
            text: String::new(),
            image: None,
            html: None,
            tag: None,
            hosts: Vec::new(),
            fallback: None,
            width: 0,
            height: 0,
            from: None,
            until: None,
            weight: 1,
            share: 100,
            sections: Vec::new(),
            topics: Vec::new(),
        }
    }
}

impl AdSettings {
    /// Every slot: those of the theme that comes with Dateline, and what the configuration says over them.
    pub fn all_slots(&self) -> BTreeMap<&str, Slot> {
        let built_in = [("body", 640, 360), ("side", 300, 600), ("top", 970, 250)];
        let mut all: BTreeMap<&str, Slot> =
            built_in.map(|(name, width, height)| (name, Slot { width, height })).into();
        all.extend(self.slots.iter().map(|(name, slot)| (name.as_str(), *slot)));
        all
    }

    pub fn get(&self, id: &str) -> Option<&Ad> {
        self.ads.iter().find(|ad| ad.id == id)
    }

    /// Is there anything that readers have to be asked about?
    pub fn asks(&self) -> bool {
        self.consent == Consent::Ask && self.ads.iter().any(|ad| ad.kind() == Kind::Tag)
    }

    /// The hosts of third parties, each once.
    pub fn hosts(&self) -> Vec<&str> {
        let mut hosts: Vec<&str> = self.ads.iter().flat_map(|ad| &ad.hosts).map(|host| bare(host)).collect();
        hosts.sort_unstable();
        hosts.dedup();
        hosts
    }

    pub(super) fn files(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        self.ads.iter_mut().flat_map(|ad| [&mut ad.image, &mut ad.html, &mut ad.tag].into_iter().flatten())
    }
}

impl Ad {
    pub fn kind(&self) -> Kind {
        match self {
            Ad { tag: Some(_), .. } => Kind::Tag,
            Ad { html: Some(_), .. } => Kind::Html,
            Ad { image: Some(_), .. } => Kind::Image,
            _ => Kind::Text,
        }
    }
}

/// A host without its scheme.
fn bare(host: &str) -> &str {
    host.strip_prefix("https://").unwrap_or(host)
}
