//! The tree of `NewsComponent`s: which of them are the story, which a picture of it, which a headline.
//!
//! A component's role says it where there is one. Without a role it belongs to the story if there is
//! copy in it, and is a picture if there are only files. The limit on the depth of an XML tree bounds the
//! recursion.

use std::collections::HashMap;

use super::lines::{self, fill};
use super::management::formal;
use super::topics::Topics;
use super::{content, media, meta};
use crate::xml::Element;
use crate::{Hints, Item, ItemKind, Link, LinkRole, Media, MediaKind, Problem, nitf};

pub(super) fn read(
    element: Element,
    topics: &Topics,
    hints: &Hints,
    item: &mut Item,
    problems: &mut Vec<Problem>,
) {
    let has_copy = element.all("NewsComponent").any(|component| copy_in(component, Part::Story));
    let mut walk = Walk {
        topics,
        hints,
        item,
        problems,
        has_copy,
        media: Vec::new(),
        places: HashMap::new(),
        members: Vec::new(),
        contacts: Vec::new(),
    };
    for component in element.all("NewsComponent") {
        walk.component(component, Around { part: Part::Story, medium: None, is_choice: false }, true);
    }
    walk.finish();
}

/// What a component is of the story.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// The story itself, or what stands beside it.
    Story,
    Headline,
    Subheadline,
    Summary,
    Caption,
    /// Whom to ask: printed behind the copy.
    Contact,
    Medium(Option<MediaKind>),
    /// A form of a picture: preview, thumbnail, high resolution.
    Rendition,
    /// Style sheets, and the same words again for social networks.
    Nothing,
}

fn part(role: &str) -> Part {
    let role: String = role.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    match role.as_str() {
        "headline" | "mainheadline" => Part::Headline,
        "subheadline" | "subhead" | "deck" => Part::Subheadline,
        "abstract" | "summary" | "synopsis" | "standfirst" | "teaser" => Part::Summary,
        "caption" | "photocaption" | "picturecaption" | "legend" => Part::Caption,
        "contact" | "contacts" => Part::Contact,
        "preview" | "thumbnail" | "thumb" | "quicklook" | "highres" | "highresolution" | "lowres"
        | "lowresolution" | "mediumres" | "midres" | "fullsize" | "webres" | "viewimage" | "square" => {
            Part::Rendition
        }
        "stylesheet" | "css" | "script" | "tweet" | "tweettext" => Part::Nothing,
        name => media::by_name(name).map_or(Part::Story, |kind| Part::Medium(Some(kind))),
    }
}

fn role(component: Element) -> Option<String> {
    component.child("Role").and_then(formal)
}

/// The part that a component is inside another.
fn own_part(component: Element, around: Part) -> Part {
    match role(component).map(|role| part(&role)) {
        // "Main" inside a picture is its main form, and no role is that of the component around.
        None | Some(Part::Story) => around,
        Some(part) => part,
    }
}

/// Is copy in it, and not only files and what is printed with them?
fn copy_in(component: Element, around: Part) -> bool {
    let part = own_part(component, around);
    let is_copy = matches!(part, Part::Story | Part::Contact)
        && component.all("ContentItem").any(|e| media::kind(e).is_none() && content::data(e).is_some());
    is_copy || component.all("NewsComponent").any(|inner| copy_in(inner, part))
}

/// Do the files that stand in it, or in components for each of their forms, make up one picture?
fn is_picture(component: Element) -> bool {
    let is_form = |e: Element| matches!(role(e).map(|r| part(&r)), Some(Part::Rendition | Part::Caption));
    component
        .children()
        .any(|e| (e.is("ContentItem") && media::kind(e).is_some()) || (e.is("NewsComponent") && is_form(e)))
}

/// One of the things in a component is enough: they say the same in other forms or languages.
fn is_choice(component: Element) -> bool {
    component.attr("EquivalentsList").is_some_and(|list| list.eq_ignore_ascii_case("yes"))
}

/// Is there a choice by `what`, as the component says?
fn chooses_by(component: Element, what: &str) -> bool {
    is_choice(component) || component.all("BasisForChoice").take(20).any(|basis| basis.text().contains(what))
}

/// What stands around a component.
#[derive(Clone, Copy)]
struct Around {
    part: Part,
    /// The picture whose forms are being read, by its place in `Walk::media`.
    medium: Option<usize>,
    is_choice: bool,
}

struct Walk<'w, 'd> {
    topics: &'w Topics<'d>,
    hints: &'w Hints,
    item: &'w mut Item,
    problems: &'w mut Vec<Problem>,
    has_copy: bool,
    media: Vec<Media>,
    /// The pictures by what copy may name them by: `#duid`, or the address of a file.
    places: HashMap<String, usize>,
    members: Vec<Link>,
    contacts: Vec<Element<'d>>,
}

impl<'d> Walk<'_, 'd> {
    fn component(&mut self, component: Element<'d>, around: Around, is_root: bool) {
        let mut part = own_part(component, around.part);
        if part == Part::Nothing {
            return;
        }
        let role = role(component);
        let is_form = matches!(part, Part::Rendition | Part::Caption | Part::Medium(_));
        let shares = around.medium.is_some()
            && !matches!(role.as_deref().map(self::part), Some(Part::Medium(_)))
            && (is_form || role.is_some() || around.is_choice);
        let is_new = !shares && (is_form || is_picture(component));
        let medium = if is_new { Some(self.new_medium(part)) } else { around.medium.filter(|_| shares) };
        if is_new && part == Part::Story && self.has_copy && !copy_in(component, part) {
            part = Part::Medium(None);
        }
        let owner = medium.filter(|_| is_new && !is_root);
        self.metadata(component, part, owner);
        self.content_items(component, part, medium, role.as_deref());
        if let (Some(medium), Some(duid)) = (medium, component.filled("Duid")) {
            self.places.entry(format!("#{duid}")).or_insert(medium);
        }
        let inner = Around { part, medium, is_choice: is_choice(component) };
        let inner = if part == Part::Rendition { Around { part: around.part, ..inner } } else { inner };
        let mut skipped = self.others(component, part);
        // The outermost headline is the item's own.
        let title = component.path(&["NewsLines", "HeadLine"]).filter(|_| !is_root);
        for child in component.children() {
            match child.name() {
                "NewsComponent" if skipped.next_if_eq(&child.place_in_file()).is_some() => {}
                "NewsComponent" => self.component(child, inner, false),
                "NewsItemRef" => self.member(title, child.filled("NewsItem").unwrap_or_default()),
                "NewsItem" => {
                    let mut other = Item::default();
                    super::management::identification(child, &mut other);
                    self.member(title, other.guid.as_deref().unwrap_or_default());
                }
                _ => {}
            }
        }
    }

    fn new_medium(&mut self, part: Part) -> usize {
        let kind = if let Part::Medium(Some(kind)) = part { kind } else { MediaKind::Other };
        self.media.push(Media { kind, ..Media::default() });
        self.media.len() - 1
    }

    /// The components that say again what another says, in another language or form.
    fn others(&mut self, component: Element, part: Part) -> std::iter::Peekable<std::vec::IntoIter<u32>> {
        let mut others = Vec::new();
        if part == Part::Story && chooses_by(component, "Language") {
            let copies: Vec<Element> =
                component.all("NewsComponent").filter(|inner| copy_in(*inner, part)).collect();
            if copies.len() > 1 {
                let wanted = self.item.language.as_deref().unwrap_or_default();
                let is_ours = |e: &Element| {
                    let languages =
                        e.children().filter(meta::is_descriptive).flat_map(|m| m.child("Language"));
                    languages.filter_map(formal).any(|language| language.eq_ignore_ascii_case(wanted))
                };
                let kept = copies.iter().position(is_ours).unwrap_or(0);
                let note = "The same copy stands in the item more than once, in other languages or forms; one was taken.";
                self.problems.push(component.problem(Problem::note(note)));
                others.extend(
                    copies.iter().enumerate().filter(|(at, _)| *at != kept).map(|(_, e)| e.place_in_file()),
                );
            }
        }
        others.into_iter().peekable()
    }

    fn metadata(&mut self, component: Element, part: Part, owner: Option<usize>) {
        if let Some(media) = owner.and_then(|owner| self.media.get_mut(owner)) {
            component.all("NewsLines").for_each(|e| lines::of_media(e, media));
            let mut made = Item::default();
            component
                .all("AdministrativeMetadata")
                .for_each(|e| meta::administrative(e, self.topics, &mut made));
            component.all("RightsMetadata").for_each(|e| meta::rights(e, &mut made));
            fill(&mut media.byline, || made.bylines.into_iter().next());
            fill(&mut media.credit, || made.credit.provider.or(made.credit.source));
            fill(&mut media.copyright, || made.credit.copyright_holder);
            fill(&mut media.usage_terms, || made.rights.usage_terms);
        }
        // What is said of a picture is not said of the story beside it.
        let is_of_the_item = match part {
            Part::Story | Part::Contact => true,
            Part::Medium(_) | Part::Rendition => !self.has_copy,
            _ => false,
        };
        if !is_of_the_item {
            return;
        }
        component.all("NewsLines").for_each(|e| lines::of_item(e, self.item));
        component.all("AdministrativeMetadata").for_each(|e| meta::administrative(e, self.topics, self.item));
        component.all("RightsMetadata").for_each(|e| meta::rights(e, self.item));
        component.children().filter(meta::is_descriptive).for_each(|e| {
            meta::descriptive(e, self.topics, self.item);
        });
        // TASS lists its keywords so.
        let listed = component.all("item_keywords").flat_map(Element::children);
        listed.filter_map(Element::words).for_each(|word| meta::keywords(&word, self.item));
        component.all("Metadata").for_each(|e| meta::properties(e, self.item));
        let comments: Vec<String> = component.all("Comment").filter_map(Element::words).collect();
        comments.into_iter().for_each(|comment| super::management::note(comment, self.item));
    }

    fn content_items(
        &mut self,
        component: Element<'d>,
        part: Part,
        medium: Option<usize>,
        role: Option<&str>,
    ) {
        let mut texts = Vec::new();
        let form = role.filter(|_| part == Part::Rendition);
        for content in component.all("ContentItem") {
            match (media::kind(content), medium) {
                (Some(kind), Some(medium)) => self.file(content, kind, medium, form),
                _ => texts.push(content),
            }
        }
        if part == Part::Story && texts.len() > 1 && chooses_by(component, "ContentItem") {
            return self.choice(texts);
        }
        for content in texts {
            match part {
                Part::Story => content::read(content, self.hints, self.item, self.problems),
                Part::Contact => self.contacts.push(content),
                _ => self.words(content, part, medium),
            }
        }
    }

    /// The best form of one text; one that has far fewer words than another is broken off.
    fn choice(&mut self, mut texts: Vec<Element>) {
        texts.sort_by_key(|content| content::rank(*content));
        let mut best = (0, Item::default());
        for content in texts {
            let mut form = Item::default();
            content::read(content, self.hints, &mut form, self.problems);
            let words = form.body.word_count();
            if best.0 == 0 || best.0 * 4 < words * 3 {
                best = (words, form);
            }
        }
        nitf::adopt(self.item, best.1);
    }

    fn file(&mut self, content: Element, kind: MediaKind, medium: usize, form: Option<&str>) {
        let Some(media) = self.media.get_mut(medium) else { return };
        // A film's still pictures do not make it a picture.
        if media.kind == MediaKind::Other || (media.kind == MediaKind::Picture && kind == MediaKind::Video) {
            media.kind = kind;
        }
        let Some(rendition) = media::rendition(content, form) else {
            if content::data(content).is_some() {
                let note = Problem::note("A picture that is packed into the file was left out.");
                self.problems.push(content.problem(note));
            }
            return;
        };
        // The same file, named twice, is one form.
        let is_known = self.places.get(&rendition.href) == Some(&medium);
        let duid = content.filled("Duid").map(|duid| format!("#{duid}"));
        for name in duid.into_iter().chain(Some(rendition.href.clone())) {
            self.places.entry(name).or_insert(medium);
        }
        if !is_known {
            media.renditions.push(rendition);
        }
    }

    /// A text that is printed as a line and not as copy.
    fn words(&mut self, content: Element, part: Part, medium: Option<usize>) {
        let mut aside = Item::default();
        content::read(content, self.hints, &mut aside, self.problems);
        let text = aside.body.plain_text();
        if text.is_empty() {
            return;
        }
        let line =
            |by: &str| text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(by);
        match (part, medium.and_then(|medium| self.media.get_mut(medium))) {
            (Part::Headline, _) => fill(&mut self.item.headline, || Some(line(" "))),
            (Part::Subheadline, _) => fill(&mut self.item.subheadline, || Some(line(" / "))),
            (Part::Summary, _) => fill(&mut self.item.summary, || Some(text.clone())),
            (_, Some(media)) => {
                let caption = media.caption.get_or_insert_default();
                caption.push_str(if caption.is_empty() { "" } else { "\n\n" });
                caption.push_str(&text);
            }
            (_, None) => self.item.append(aside.body, aside.media),
        }
    }

    fn member(&mut self, title: Option<Element>, reference: &str) {
        let title = title.and_then(Element::words);
        self.members.extend(super::link(LinkRole::Member, reference, title));
    }

    fn finish(mut self) {
        for contact in std::mem::take(&mut self.contacts) {
            content::read(contact, self.hints, self.item, self.problems);
        }
        self.captions_without_pictures();
        self.pictures_in_the_copy();
        let mut media: Vec<Media> = self.media.into_iter().filter(|m| !m.renditions.is_empty()).collect();
        media.iter_mut().for_each(media::sort);
        let item = self.item;
        let is_text = self.has_copy || !item.body.blocks.is_empty();
        let is_package = !self.members.is_empty() && !is_text && media.is_empty();
        if is_package {
            item.kind = ItemKind::Package;
        } else if let Some(first) = media.first().filter(|_| !is_text) {
            item.kind = media::item_kind(first.kind);
            item.summary = item.summary.take().or_else(|| first.caption.clone());
        }
        if !is_package {
            self.members.iter_mut().for_each(|link| link.role = LinkRole::Related);
        }
        item.links.append(&mut self.members);
        let is_alone = media.len() == 1 && !is_text;
        for media in &mut media {
            if is_alone {
                media.guid = item.guid.clone();
                fill(&mut media.headline, || item.headline.clone());
                fill(&mut media.caption, || item.summary.clone());
            }
            if !is_text {
                let credit = &item.credit;
                fill(&mut media.byline, || item.bylines.first().cloned());
                fill(&mut media.credit, || credit.line.clone().or_else(|| credit.provider.clone()));
                fill(&mut media.copyright, || credit.copyright_notice.clone());
                fill(&mut media.usage_terms, || item.rights.usage_terms.clone());
            } else if media.caption.is_none() {
                // All the words that come with a picture are printed under it.
                media.caption = media.headline.take();
            }
        }
        item.media.append(&mut media);
    }

    /// A caption that stands beside its picture, and not inside it, is that of the one before, else of
    /// the next.
    fn captions_without_pictures(&mut self) {
        for at in 0..self.media.len() {
            if !self.media[at].renditions.is_empty() {
                continue;
            }
            let Some(caption) = self.media[at].caption.take() else { continue };
            let is_open = |m: &Media| !m.renditions.is_empty() && m.caption.is_none();
            let before = at.checked_sub(1).filter(|before| is_open(&self.media[*before]));
            let place =
                before.or_else(|| Some(at + 1).filter(|next| self.media.get(*next).is_some_and(is_open)));
            match place {
                Some(place) => self.media[place].caption = Some(caption),
                None => self.item.append(crate::html::text_to_body(&caption), Vec::new()),
            }
        }
    }

    /// Copy may name a picture where it stands, by its `Duid` or its file.
    fn pictures_in_the_copy(&mut self) {
        for media in &mut self.item.media {
            let named = media.renditions.iter().find_map(|r| self.places.get(r.href.as_str()));
            let Some(found) = named.and_then(|at| self.media.get_mut(*at)) else { continue };
            if found.renditions.is_empty() {
                continue;
            }
            let mut found = std::mem::take(found);
            media::sort(&mut found);
            media.kind = found.kind;
            media.renditions = found.renditions;
            let caption = found.caption.or_else(|| found.headline.clone());
            fill(&mut media.headline, || {
                found.headline.filter(|headline| caption.as_ref() != Some(headline))
            });
            fill(&mut media.caption, || caption);
            fill(&mut media.byline, || found.byline);
            fill(&mut media.credit, || found.credit);
            fill(&mut media.copyright, || found.copyright);
            fill(&mut media.usage_terms, || found.usage_terms);
        }
    }
}
