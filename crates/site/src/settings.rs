//! `[site]` of the configuration: the paper and how it is shown.

pub(crate) mod ads;
mod comments;
mod mail;
mod popular;
mod terms;

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::addresses;

pub use ads::{Ad, AdSettings, Consent, Slot, When};
pub use comments::CommentSettings;
pub use mail::{MailSettings, Password, Tls};
pub use popular::{Count, PopularSettings};
pub use terms::AgencyTerms;

/// The paper.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// As in the masthead.
    pub name: String,
    /// One line under the name; may be empty.
    pub tagline: String,
    /// Where readers find the paper: `https://harbourcourier.example`, without a slash at the end.
    pub url: String,
    /// The paper's own language, BCP 47.
    pub language: String,
    /// IANA name of the zone in which the paper's days begin and its times are printed.
    pub zone: String,
    /// The navigation, in its order. Their slugs are their addresses.
    pub sections: Vec<Section>,
    /// Links at the foot of every page: about, contact, corrections policy.
    pub links: Vec<FootLink>,
    /// Folder of a theme; `None` is the one that is built in. What the folder lacks comes from that.
    pub theme: Option<PathBuf>,
    /// What agencies' terms allow.
    pub agencies: Vec<AgencyTerms>,
    /// What is advertised.
    pub ads: AdSettings,
    /// What readers may write under stories.
    pub comments: CommentSettings,
    /// The house's mail server, for the mails that readers ask for: `[mail]`, beside `[site]`.
    #[serde(skip)]
    pub mail: Option<MailSettings>,
    /// What is read most, and how views are counted.
    pub popular: PopularSettings,
    /// Readers' browsers keep the last stories that they read, for when there is no network.
    pub offline: bool,
    /// Stories on one page of a list, 5 to 100.
    pub page_size: u32,
    /// Bytes that the page cache may use, all encodings counted.
    pub cache_bytes: usize,
    /// A mail address for readers, printed at the foot; may be empty.
    pub contact: String,
    /// One line at the foot; may be empty.
    pub copyright: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub slug: String,
    pub name: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FootLink {
    pub name: String,
    pub href: String,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            name: "The Daily".into(),
            tagline: String::new(),
            url: "http://127.0.0.1:8080".into(),
            language: "en".into(),
            zone: "UTC".into(),
            sections: Vec::new(),
            links: Vec::new(),
            theme: None,
            agencies: Vec::new(),
            ads: AdSettings::default(),
            comments: CommentSettings::default(),
            mail: None,
            popular: PopularSettings::default(),
            offline: false,
            page_size: 30,
            cache_bytes: 256 << 20,
            contact: String::new(),
            copyright: String::new(),
        }
    }
}

/// A zone that nobody knows.
#[derive(Debug, thiserror::Error)]
#[error("site.zone is \"{0}\", which is no time zone. Write an IANA name such as \"Europe/London\".")]
pub struct UnknownZone(String);

impl Settings {
    /// The paper's zone.
    pub fn time_zone(&self) -> Result<TimeZone, UnknownZone> {
        TimeZone::get(&self.zone).map_err(|_| UnknownZone(self.zone.clone()))
    }

    /// The terms of an agency.
    pub fn terms(&self, agency: &str) -> AgencyTerms {
        self.agencies.iter().find(|terms| terms.slug == agency).cloned().unwrap_or_default()
    }

    /// Everything that is wrong though it can be read, one sentence each.
    pub fn check(&self) -> Vec<String> {
        let mut findings = Vec::new();
        if self.name.trim().is_empty() {
            findings.push("site.name is empty. Write the paper's name.".into());
        }
        findings.extend(self.time_zone().err().map(|e| e.to_string()));
        if !origin(&self.url) {
            findings.push(format!(
                "site.url is \"{}\". Write the origin alone, without a path or a slash at the end: \
                 \"https://harbourcourier.example\".",
                self.url
            ));
        }
        let tag =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if !self.language.split('-').all(tag) {
            findings.push(format!(
                "site.language is \"{}\". Write a language tag such as \"en\" or \"nb-NO\".",
                self.language
            ));
        }
        self.check_sections(&mut findings);
        terms::check(&self.agencies, &mut findings);
        self.comments.check(&self.sections, &mut findings);
        self.popular.check(&mut findings);
        for link in &self.links {
            if !href(&link.href) {
                findings.push(format!(
                    "site.links: \"{}\" leads to \"{}\". Write an address that begins with / , https:// or mailto:.",
                    link.name, link.href
                ));
            }
        }
        self.ads.check(&self.sections, self.time_zone().ok().as_ref(), &mut findings);
        if !(5..=100).contains(&self.page_size) {
            findings.push(format!("site.page_size is {}. Choose from 5 to 100.", self.page_size));
        }
        if self.cache_bytes < 1 << 20 {
            findings.push(format!(
                "site.cache_bytes is {}. Give the page cache 1048576 at least.",
                self.cache_bytes
            ));
        }
        if let Some(theme) = self.theme.as_deref().filter(|folder| !folder.is_dir()) {
            findings.push(format!(
                "site.theme is {}, where there is no folder. `dateline theme new FOLDER` makes one.",
                theme.display()
            ));
        }
        findings
    }

    fn check_sections(&self, findings: &mut Vec<String>) {
        for (n, section) in self.sections.iter().enumerate() {
            let slug = &section.slug;
            if newsroom::slug::of_name(slug) != *slug || slug.is_empty() {
                findings.push(format!(
                    "site.sections: the slug \"{slug}\" is not fit for an address. Write small letters, digits and \
                     single hyphens."
                ));
            } else if addresses::is_reserved(slug) {
                findings.push(format!(
                    "site.sections: the slug \"{slug}\" is the address of something else. Choose another."
                ));
            }
            if section.name.trim().is_empty() {
                findings.push(format!("site.sections: the section \"{slug}\" has no name."));
            }
            if self.sections[..n].iter().any(|earlier| earlier.slug == *slug) {
                findings.push(format!("site.sections: two sections have the slug \"{slug}\"."));
            }
        }
    }

    /// Makes paths in the file relative to the file.
    pub fn resolve_paths(&mut self, base: &Path) {
        for path in self.theme.iter_mut().chain(self.ads.files()) {
            if path.is_relative() {
                *path = base.join(&*path);
            }
        }
    }
}

fn origin(text: &str) -> bool {
    let plain = |url: &url::Url| matches!(url.scheme(), "http" | "https") && url.host().is_some();
    url::Url::parse(text)
        .is_ok_and(|url| plain(&url) && url.path() == "/" && url.query().is_none() && !text.ends_with('/'))
}

pub(crate) fn href(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    (text.starts_with('/') && !text.starts_with("//"))
        || ["https://", "http://", "mailto:"].iter().any(|scheme| text.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(slug: &str) -> Section {
        Section { slug: slug.into(), name: "World".into() }
    }

    #[test]
    fn the_defaults_are_sound() {
        assert_eq!(Settings::default().check(), Vec::<String>::new());
    }

    #[test]
    fn a_section_cannot_take_the_address_of_something_else() {
        for slug in [
            "agency",
            "topic",
            "author",
            "person",
            "search",
            "media",
            "static",
            "ad",
            "privacy",
            "archive",
            "corrections",
            "2018",
            "undated",
            "feed",
        ] {
            let settings = Settings { sections: vec![section(slug)], ..Settings::default() };
            assert_eq!(settings.check().len(), 1, "{slug}");
        }
        for slug in ["World", "a/b", "", "a--b", "café"] {
            let settings = Settings { sections: vec![section(slug)], ..Settings::default() };
            assert_eq!(settings.check().len(), 1, "{slug}");
        }
        let settings = Settings { sections: vec![section("world"), section("world")], ..Settings::default() };
        assert_eq!(settings.check(), ["site.sections: two sections have the slug \"world\"."]);
    }

    #[test]
    fn every_finding_names_its_key() {
        let settings = Settings {
            name: " ".into(),
            url: "courier.example/".into(),
            zone: "Europe/Port_Ellery".into(),
            language: "english language".into(),
            links: vec![FootLink { name: "About".into(), href: "javascript:alert(1)".into() }],
            ads: AdSettings { ads: vec![Ad { id: "tea".into(), ..Ad::default() }], ..AdSettings::default() },
            page_size: 0,
            cache_bytes: 1,
            theme: Some("/nowhere/at/all".into()),
            agencies: vec![AgencyTerms { slug: "M N A".into(), ..AgencyTerms::default() }],
            ..Settings::default()
        };
        let findings = settings.check();
        for key in [
            "name",
            "zone",
            "url",
            "language",
            "links",
            "ads.ad",
            "page_size",
            "cache_bytes",
            "theme",
            "agencies",
        ] {
            assert!(findings.iter().any(|f| f.starts_with(&format!("site.{key}"))), "{key}: {findings:?}");
        }
    }
}
