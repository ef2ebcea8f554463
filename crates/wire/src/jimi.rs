//! Jimi: what the Canadian Press's publishing system sends, `Publish` with a `ContentItem` for each text or picture.
//!
//! No guide to it is public; the rules are read off its files. `CreatedDateTime` names no zone and is UTC: it is the
//! same moment as `UpdatedDateTime`, which has one. `EmbargoTime` names none either and is in the desk's zone, the
//! source's or else Toronto's: read as UTC it would end hours too early. `DirectoryText` is the copy's first words
//! again, cut off.

use jiff::tz::TimeZone;

use crate::html::{self, HtmlOptions};
use crate::xml::{Document, Element, Limits};
use crate::{
    CodeKind, Hints, Item, ItemKind, Media, MediaKind, Parsed, Problem, Rendition, Signal, Status, Subject,
    address, byline, dateline_in_text, embargo, feed, subjects, text,
};

/// Where the Canadian Press has its desk.
const DESK: &str = "America/Toronto";

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let (text, mut problems) = text::decode(bytes, hints.content_type.as_deref());
    let mut document = Document::parse(&text, &Limits::default());
    problems.append(&mut document.problems);
    let zone = hints.zone.clone().or_else(|| TimeZone::get(DESK).ok());
    let at_desk = Hints { zone, ..hints.clone() };
    let hints = Hints { zone: None, ..hints.clone() };
    let mut items = Vec::new();
    for root in document.roots() {
        let contents = root.descendants_apart("ContentItem");
        items.extend(contents.map(|content| item(content, &hints, &at_desk, &mut problems)));
    }
    if items.is_empty() {
        problems.push(
            Problem::error("The file has no ContentItem.")
                .remedy("Ask the agency to send it again; the file may be cut off."),
        );
    }
    Parsed { format: None, items, problems }
}

fn item(content: Element, hints: &Hints, at_desk: &Hints, problems: &mut Vec<Problem>) -> Item {
    let words = |name: &str| content.child(name).and_then(feed::words);
    let is = |name: &str| words(name).is_some_and(|said| said.eq_ignore_ascii_case("true"));
    let kind = match words("ContentType").unwrap_or_default().to_ascii_lowercase().as_str() {
        "photo" => ItemKind::Picture,
        "graphic" => ItemKind::Graphic,
        "video" => ItemKind::Video,
        "audio" => ItemKind::Audio,
        _ => ItemKind::Text,
    };
    let mut item = Item {
        guid: words("SystemSlug").or_else(|| words("NewsCompID").filter(|id| id != "0")),
        kind,
        signal: words("WriteThruType").as_deref().map(signal),
        ed_note: notes(content),
        headline: words("Headline").or_else(|| words("Headline2")),
        slugline: words("SlugProper"),
        bylines: words("Byline").and_then(|name| byline::clean(&name)).into_iter().collect(),
        language: language(&words("Language").unwrap_or_default()).or_else(|| hints.language.clone()),
        published: content.child("CreatedDateTime").and_then(|date| feed::moment(date, hints, problems)),
        updated: content.child("UpdatedDateTime").and_then(|date| feed::moment(date, hints, problems)),
        subjects: about(content),
        keywords: words("Keyword").map(|listed| separate(&listed).collect()).unwrap_or_default(),
        ..Item::default()
    };
    if item.signal != Some(Signal::Kill) && words("Corrections").is_some() {
        item.signal = Some(Signal::Correction);
    }
    item.status = match item.signal {
        Some(Signal::Kill) => Status::Canceled,
        _ if is("TrashFlag") => Status::Canceled,
        _ if is("HoldFlag") => Status::Withheld,
        _ => Status::Usable,
    };
    if let Some(held) = content.child("EmbargoTime") {
        embargo::read(held, at_desk, &mut item, problems);
    }
    item.credit.line = words("Credit");
    item.credit.source = words("Source");
    item.credit.copyright_notice = words("Copyright");
    if let Some(copy) = content.child("ContentText") {
        let (body, media, found) = html::to_body(&copy.text(), &HtmlOptions { base_url: None });
        problems.extend(found.into_iter().map(|problem| copy.problem(problem)));
        item.append(body, media);
    }
    let mut captions = ["EnglishCaption", "FrenchCaption"];
    if item.language.as_deref() == Some("fr-CA") {
        captions.reverse();
    }
    let caption = captions.iter().find_map(|name| words(name));
    let files = ["ContentRef", "ViewFile"].iter().filter_map(|name| address::file(&words(name)?, None));
    item.media.extend(files.take(1).map(|href| Media {
        guid: item.guid.clone(),
        kind: media_kind(kind),
        headline: item.headline.clone(),
        caption: caption.clone(),
        byline: item.bylines.first().cloned(),
        credit: item.credit.line.clone(),
        copyright: item.credit.copyright_notice.clone(),
        renditions: vec![Rendition { href, ..Rendition::default() }],
        ..Media::default()
    }));
    dateline_in_text::fill(&mut item);
    item
}

/// What the desk says to editors: of an update, of a text, of a picture, of a correction.
fn notes(content: Element) -> Option<String> {
    let mut notes: Vec<String> = Vec::new();
    for name in ["UpdateNote", "EditorNote", "SpecialInstructions", "Corrections"] {
        let note = content.child(name).and_then(feed::words);
        notes.extend(note.filter(|note| !notes.contains(note)));
    }
    Some(notes.join("\n")).filter(|notes| !notes.is_empty())
}

fn media_kind(kind: ItemKind) -> MediaKind {
    match kind {
        ItemKind::Graphic => MediaKind::Graphic,
        ItemKind::Video => MediaKind::Video,
        ItemKind::Audio => MediaKind::Audio,
        ItemKind::Picture | ItemKind::Text | ItemKind::Package => MediaKind::Picture,
    }
}

/// Writethru, Sub, Correction, Kill …
fn signal(said: &str) -> Signal {
    let said = said.to_ascii_lowercase();
    if said.contains("kill") {
        Signal::Kill
    } else if said.contains("correct") {
        Signal::Correction
    } else {
        Signal::Update
    }
}

/// The Canadian Press writes in two.
fn language(number: &str) -> Option<String> {
    match number {
        "1" => Some("en-CA".to_owned()),
        "2" => Some("fr-CA".to_owned()),
        _ => None,
    }
}

fn separate(listed: &str) -> impl Iterator<Item = String> + '_ {
    listed.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned)
}

fn about(content: Element) -> Vec<Subject> {
    let words = |name: &str| content.child(name).and_then(Element::words).unwrap_or_default();
    let mut found = Vec::new();
    let category = words("Category");
    for name in separate(&category).chain(separate(&words("IndexCode"))) {
        subjects::add(&mut found, Subject { kind: CodeKind::Category, name, ..Subject::default() });
    }
    let placed = [words("City"), words("Province"), words("Country")];
    let name = placed.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    subjects::add(&mut found, Subject { kind: CodeKind::Place, name, ..Subject::default() });
    found
}
