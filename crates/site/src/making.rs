//! A page in the making: what it shows is gathered here together with what it depends on.

use std::collections::HashMap;

use jiff::Timestamp;
use minijinja::Value;
use newsroom::age::{self, AgeUnit};
use newsroom::{Tag, Told};
use store::renditions::{Picture, Size};
use store::stories::{Card, CardPicture};
use wire::Moment;

use crate::addresses::{self, FeedOf, ListKind};
use crate::tongue::{Arg, Tongue};
use crate::view::*;
use crate::{Site, pictures};

/// Collects tags and the next moment at which the clock changes something.
pub struct Making<'a> {
    pub site: &'a Site,
    pub now: Timestamp,
    tags: Vec<Tag>,
    expires_at: Timestamp,
    tongue: Tongue,
    /// What is known of the pictures of this page, by hash.
    pictures: HashMap<String, Picture>,
}

impl<'a> Making<'a> {
    pub fn new(site: &'a Site, now: Timestamp) -> Self {
        // Every page prints today's date.
        let expires_at = site.times.next_day(now);
        let tongue = site.theme().tongue().clone();
        Making { site, now, tags: vec![Tag::theme()], expires_at, tongue, pictures: HashMap::new() }
    }

    pub fn tag(&mut self, tag: Tag) {
        if !self.tags.contains(&tag) {
            self.tags.push(tag);
        }
    }

    /// The page is not served from this moment on.
    pub fn expire(&mut self, at: Timestamp) {
        self.expires_at = self.expires_at.min(at);
    }

    pub fn done(self) -> (Vec<Tag>, Timestamp) {
        (self.tags, self.expires_at)
    }

    /// One of the theme's messages, in the paper's language.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.tongue.say(key, args)
    }

    /// What is kept as a note or a reason: the house's sentence in the paper's language, or somebody's words.
    pub fn told(&self, text: &str) -> String {
        let quoted = |key: &str, words: Option<String>| match words {
            Some(words) => self.say(key, &[("words", (&words).into())]),
            None => self.say(&format!("{key}-silent"), &[]),
        };
        match Told::read(text) {
            Some(Told::Corrected(words)) => quoted("told-corrected", words),
            Some(Told::Killed(words)) => quoted("told-killed", words),
            Some(Told::Withheld(words)) => quoted("told-withheld", words),
            Some(Told::Expired) => self.say("told-expired", &[]),
            Some(Told::KilledByDesk) => self.say("told-killed-by-desk", &[]),
            None => text.to_owned(),
        }
    }

    /// "September 2018".
    pub fn month(&self, date: jiff::civil::Date) -> String {
        let (month, year) = (self.site.times.month_name(date), date.year().to_string());
        self.say("month-year", &[("month", (&month).into()), ("year", (&year).into())])
    }

    pub fn time(&self, moment: &Moment) -> TimeView {
        self.site.times.moment(moment)
    }

    /// "2 years", and the page expires when it is no longer right.
    pub fn age(&mut self, published: Option<Moment>) -> Option<String> {
        let published = published?;
        if let Some(at) = age::changes_at(published, self.now, self.site.times.zone()) {
            self.expire(at);
        }
        let age = age::age(published, self.now, self.site.times.zone())?;
        let unit = match age.unit {
            AgeUnit::Days => "days",
            AgeUnit::Months => "months",
            AgeUnit::Years => "years",
        };
        Some(self.say("age", &[("unit", unit.into()), ("count", age.count.unsigned_abs().into())]))
    }

    /// What was urgent yesterday is not, whatever its agency called it then.
    fn urgent(&mut self, card: &Card) -> bool {
        let called_so = card.urgency.is_some_and(|urgency| (1..=3).contains(&urgency));
        let Some(published) = card.published.filter(|_| called_so) else { return false };
        let until = published.at + URGENT_FOR;
        let urgent = self.now < until;
        if urgent {
            self.expire(until);
        }
        urgent
    }

    /// A story in a list. The page depends on it, and on what its agency is called. `None` where its time
    /// is over and the change that says so has not come yet.
    pub fn card(&mut self, card: &Card) -> Option<CardView> {
        self.tag(Tag::story(card.id));
        self.tag(Tag::name("agency", &card.agency.0));
        if let Some(at) = card.expires_at {
            if at <= self.now {
                return None;
            }
            self.expire(at);
        }
        let language = self.foreign(card.language.as_deref());
        Some(CardView {
            href: addresses::story_href(&card.day, &card.slug),
            headline: card.headline.clone(),
            summary: card.summary.clone(),
            section: card.section.as_ref().map(|(slug, name)| NamedLink {
                name: self.site.section_name(slug).unwrap_or(name).to_owned(),
                href: addresses::list(ListKind::Section, slug),
            }),
            agency: NamedLink {
                name: card.agency.1.clone(),
                href: addresses::list(ListKind::Agency, &card.agency.0),
            },
            bylines: card.bylines.clone(),
            dateline_place: card.dateline_place.clone(),
            published: card.published.as_ref().map(|at| self.time(at)),
            updated: card.modified.as_ref().map(|at| self.time(at)),
            age: self.age(card.published),
            corrected: card.corrected,
            urgent: self.urgent(card),
            dir: language.as_deref().map(direction),
            language,
            picture: card.picture.as_ref().and_then(|picture| self.picture_of(picture)),
            excerpt: None,
        })
    }

    pub fn cards<'c>(&mut self, cards: impl IntoIterator<Item = &'c Card>) -> Vec<CardView> {
        cards.into_iter().filter_map(|card| self.card(card)).collect()
    }

    fn picture_of(&self, picture: &CardPicture) -> Option<PictureView> {
        let size = (picture.width?, picture.height?);
        let view = pictures::view(self.site.origin(), &picture.sha256, &picture.mime, size, &picture.sizes)?;
        let focus = pictures::focus(picture.focal);
        Some(PictureView { alt: picture.alt.clone(), credit: picture.credit.clone(), focus, ..view })
    }

    /// What is known of pictures that this page shows.
    pub fn know(&mut self, pictures: HashMap<String, Picture>) {
        self.pictures.extend(pictures);
    }

    pub fn picture(
        &self,
        sha256: &str,
        mime: &str,
        size: (u32, u32),
        alt: &str,
        caption: Option<String>,
        credit: Option<String>,
    ) -> Option<PictureView> {
        let known = self.pictures.get(sha256);
        let sizes: &[Size] = known.map_or(&[], |known| &known.sizes);
        let view = pictures::view(self.site.origin(), sha256, mime, size, sizes)?;
        // What the agency says counts more than what stands in the file.
        let facts = known.map(|known| known.facts.clone()).unwrap_or_default();
        let caption = caption.or(facts.caption);
        let credit = credit.or(facts.byline).or(facts.credit).or(facts.copyright);
        let alt = if alt.is_empty() { facts.alt.unwrap_or_default() } else { alt.to_owned() };
        let focus = pictures::focus(known.and_then(|known| known.focal));
        Some(PictureView { alt, caption, credit, focus, ..view })
    }

    /// The paper's part of the context; `here` is the section that the page belongs to.
    pub fn site_view(&self, here: Option<&str>) -> SiteView {
        let settings = &self.site.settings;
        let theme = self.site.theme();
        SiteView {
            name: settings.name.clone(),
            tagline: settings.tagline.clone(),
            url: self.site.origin().to_owned(),
            language: settings.language.clone(),
            dir: direction(&settings.language),
            today: self.site.times.today(self.now),
            sections: settings
                .sections
                .iter()
                .map(|section| NavLink {
                    name: section.name.clone(),
                    href: addresses::list(ListKind::Section, &section.slug),
                    current: here == Some(section.slug.as_str()),
                })
                .collect(),
            links: settings
                .links
                .iter()
                .map(|link| NavLink { name: link.name.clone(), href: link.href.clone(), current: false })
                .collect(),
            contact: settings.contact.clone(),
            copyright: settings.copyright.clone(),
            css: theme.address("style.css").unwrap_or_default(),
            js: theme.address("site.js"),
            worker: settings.offline.then_some("/sw.js"),
            ask: settings.ads.asks(),
            icon: theme.address("icon.svg").unwrap_or_default(),
        }
    }

    /// The way from the front page to this one.
    pub fn crumbs(&self, path: &[(&str, Option<String>)]) -> Vec<Crumb> {
        let home = Crumb { name: self.say("home", &[]), href: Some("/".into()) };
        let rest = path.iter().map(|(name, href)| Crumb { name: (*name).to_owned(), href: href.clone() });
        std::iter::once(home).chain(rest).collect()
    }

    /// The head of a page at `path`; pages add to it what they alone know.
    pub fn page_view(&self, kind: &'static str, title: &str, path: &str) -> PageView {
        PageView {
            kind,
            title: title.to_owned(),
            description: String::new(),
            canonical: format!("{}{path}", self.site.origin()),
            robots: String::new(),
            og_type: "website",
            og_image: None,
            json_ld: Vec::new(),
            feeds: crate::pages::feed::links(self, &self.site.settings.name, &FeedOf::Site),
            languages: Vec::new(),
            breadcrumb: Vec::new(),
            language: None,
            dir: None,
            made_at: self.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }

    /// A story's language where it is not the paper's.
    pub fn foreign(&self, language: Option<&str>) -> Option<String> {
        let first = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        language
            .filter(|tag| !tag.is_empty() && first(tag) != first(&self.site.settings.language))
            .map(str::to_owned)
    }
}

const URGENT_FOR: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// The direction in which a language is written.
pub fn direction(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "ar" | "he" | "fa" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb" => "rtl",
        _ => "ltr",
    }
}

/// Mark-up that this crate made.
pub fn safe(html: String) -> Value {
    Value::from_safe_string(html)
}
