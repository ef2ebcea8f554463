//! Ritzau's XML: `RBNews`, alone or in the answer of the agency's queue.
//!
//! The copy is HTML packed in `content`. A flag each says that a story is cancelled, corrected or new.

use crate::html::{self, HtmlOptions};
use crate::xml::{Document, Element, Limits};
use crate::{
    CodeKind, Hints, Item, Link, LinkRole, Media, Parsed, Problem, Rendition, Signal, Status, Subject,
    address, byline, dateline_in_text, embargo, feed, subjects, text,
};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let (text, mut problems) = text::decode(bytes, hints.content_type.as_deref());
    let mut document = Document::parse(&text, &Limits::default());
    problems.append(&mut document.problems);
    let mut items = Vec::new();
    for root in document.roots() {
        let inside = root.descendants("RBNews");
        let stories = Some(root).filter(|root| root.is("RBNews")).into_iter().chain(inside);
        items.extend(stories.map(|story| item(story, hints, &mut problems)));
        let said = root.descendants("errormsg").find_map(Element::words);
        if let Some(said) = said {
            let problem = Problem::error(format!("The agency's queue answers with an error: {said}."));
            problems.push(problem.remedy("Ask the agency, or look at the source's address and password."));
        }
    }
    Parsed { format: None, items, problems }
}

fn item(story: Element, hints: &Hints, problems: &mut Vec<Problem>) -> Item {
    let words = |name: &str| story.child(name).and_then(feed::words);
    let is = |name: &str| words(name).is_some_and(|said| said.eq_ignore_ascii_case("true") || said == "1");
    let signal = if is("Annuleret") {
        Some(Signal::Kill)
    } else if is("Korrektion") {
        Some(Signal::Correction)
    } else {
        is("NyVersion").then_some(Signal::Update)
    };
    let date = |name: &str, problems: &mut Vec<Problem>| {
        story.child(name).and_then(|date| feed::moment(date, hints, problems))
    };
    let mut item = Item {
        guid: words("NewsID"),
        version: words("version").and_then(|version| version.parse().ok()),
        status: if signal == Some(Signal::Kill) { Status::Canceled } else { Status::Usable },
        signal,
        ed_note: words("TilRedaktionen"),
        headline: words("headline"),
        subheadline: words("subtitle"),
        slugline: words("strapline"),
        bylines: words("byLine").and_then(|name| byline::clean(&name)).into_iter().collect(),
        language: hints.language.clone(),
        published: date("PublishDate", problems),
        urgency: words("Priority").and_then(|n| n.parse().ok()).filter(|n| (1..=9).contains(n)),
        genre: words("format"),
        subjects: about(story),
        keywords: story.all("SubjectKeyword").flat_map(Element::children).filter_map(feed::words).collect(),
        ..Item::default()
    };
    let held = ["Embargo", "EmbargoDate"].iter().filter_map(|name| story.child(name));
    if let Some(held) = held.into_iter().find(|element| element.words().is_some()) {
        embargo::read(held, hints, &mut item, problems);
    }
    // "/ritzau/", "Via Ritzau"
    item.credit.source = words("origin").map(|origin| origin.trim_matches('/').to_owned());
    item.links.extend(replaced(story));
    if let Some(content) = story.child("content") {
        // Some of it is escaped once more than it should be.
        let written = content.text().replace("&amp;apos;", "&apos;").replace("&amp;quot;", "&quot;");
        let base = hints.base_url.as_deref().and_then(|url| url::Url::parse(url).ok());
        let (body, media, found) = html::to_body(&written, &HtmlOptions { base_url: base.as_ref() });
        problems.extend(found.into_iter().map(|problem| content.problem(problem)));
        item.append(body, media);
    }
    item.media.extend(story.all("MultimedieList").flat_map(Element::children).filter_map(media));
    dateline_in_text::fill(&mut item);
    item.dateline_place = words("town").or_else(|| item.dateline_place.take());
    item
}

/// The IPTC's subject codes as numbers, without the zeros in front; the desk; companies.
fn about(story: Element) -> Vec<Subject> {
    let mut found = Vec::new();
    for number in story.all("IPTCList").flat_map(Element::children).filter_map(Element::words) {
        let code = format!("{number:0>8}");
        subjects::add(&mut found, Subject { scheme: "subj".to_owned(), code, ..Subject::default() });
    }
    let words = |name: &str| story.child(name).and_then(feed::words).unwrap_or_default();
    let desk = Subject {
        kind: CodeKind::Category,
        scheme: String::new(),
        code: words("sectionShort"),
        name: words("section"),
    };
    subjects::add(&mut found, desk);
    let companies = story.all("Companies").flat_map(Element::children);
    for name in companies.filter_map(feed::words) {
        subjects::add(&mut found, Subject { kind: CodeKind::Organisation, name, ..Subject::default() });
    }
    found
}

/// The story whose place this one takes, where its identifier is another.
fn replaced(story: Element) -> Option<Link> {
    let own = story.child("NewsID").and_then(Element::words);
    let other = ["replacedID", "Replaces"].iter().find_map(|name| story.child(name)?.words())?;
    (Some(&other) != own.as_ref()).then(|| Link {
        role: LinkRole::Replaces,
        guid: Some(other),
        ..Link::default()
    })
}

/// A picture or film: whichever of its elements holds an address, and its caption.
fn media(element: Element) -> Option<Media> {
    let address_of = |e: Element| address::web(&e.words()?, None);
    let renditions: Vec<Rendition> = element
        .elements()
        .filter(|e| e.children().next().is_none())
        .filter_map(|e| {
            Some(Rendition { href: address_of(e)?, role: Some(e.name().to_owned()), ..Rendition::default() })
        })
        .collect();
    let first = renditions.first()?;
    let said = |names: &[&str]| {
        element
            .elements()
            .find(|e| names.iter().any(|name| e.name().eq_ignore_ascii_case(name)))
            .and_then(feed::words)
    };
    Some(Media {
        kind: feed::media_kind(None, &first.href),
        caption: said(&["caption", "text", "description", "tekst"]),
        byline: said(&["byline", "photographer", "fotograf"]),
        credit: said(&["credit", "source"]),
        renditions,
        ..Media::default()
    })
}
