//! Belga's archive ("360"): `newsObjects`, each of components with their text in `proxies`.
//!
//! Every find is an item of its own: a text of a lead and a body, or a picture with its caption and the
//! addresses in `renderUrls`. Times are milliseconds since 1970.

use jiff::Timestamp;

use crate::html;
use crate::json::Node;
use crate::json::fields::{self, Reader, all_words, plain, words};
use crate::{
    CodeKind, Credit, Hints, Item, ItemKind, Media, MediaKind, Moment, Parsed, Problem, Rendition, Subject,
    subjects,
};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    fields::items(bytes, hints, |reader, roots| {
        let objects = roots.iter().flat_map(|root| match root.get("newsObjects") {
            Some(objects) => objects.entries(),
            None => root.entries(),
        });
        let items: Vec<Item> = objects.filter(|o| o.is_object()).map(|object| item(reader, object)).collect();
        let said = "This is the answer of a search in Belga's archive: each find became an item of its own.";
        reader.problems.push(Problem::note(said).remedy("Use the agency's feed as the source for new copy."));
        items
    })
}

fn item(reader: &mut Reader<'_, '_>, node: &Node<'_>) -> Item {
    let part = |kind: &str| component(node, kind);
    let kind = match node.text_of("assetType").unwrap_or_default().to_ascii_lowercase().as_str() {
        "picture" | "image" => ItemKind::Picture,
        "graphic" | "infographic" => ItemKind::Graphic,
        "video" => ItemKind::Video,
        "audio" => ItemKind::Audio,
        _ => ItemKind::Text,
    };
    let lead = part("Lead");
    let caption = part("Caption");
    let mut item = Item {
        guid: said(node, &["newsObjectId", "newsItemId"]),
        kind,
        ed_note: said(node, &["editorialInfo"]),
        headline: said(node, &["headLine"]).or_else(|| part("Title").map(|text| html::plain(&text))),
        summary: if kind == ItemKind::Text { lead.as_deref() } else { caption.as_deref() }.map(html::plain),
        slugline: said(node, &["topic"]),
        bylines: authors(node),
        dateline_place: said(node, &["city"]),
        credit: Credit {
            provider: None,
            line: said(node, &["credit"]),
            source: said(node, &["source"]),
            ..Credit::default()
        },
        language: said(node, &["language"]).or_else(|| reader.hints.language.clone()),
        published: moment(reader, node, "createDate"),
        updated: moment(reader, node, "validateDate"),
        subjects: about(node),
        keywords: all_words(node, "keywords"),
        ..Item::default()
    };
    // A text's lead is its first paragraph.
    for text in [lead, part("Body")].into_iter().flatten().filter(|_| kind == ItemKind::Text) {
        let (body, media) =
            if html::is_html(&text) { reader.html(&text) } else { (html::text_to_body(&text), Vec::new()) };
        item.append(body, media);
    }
    let media = media(reader, node, caption);
    if !media.renditions.is_empty() {
        item.media.push(media);
    }
    item
}

/// A field's words. "None" is how the archive says that there are none.
fn said(node: &Node<'_>, keys: &[&str]) -> Option<String> {
    words(node, keys).filter(|words| words != "None")
}

/// The text of a component: the short form of the database or the long one.
fn component(node: &Node<'_>, kind: &str) -> Option<String> {
    let components = node.entries_of("newsComponents").iter();
    let of_kind =
        components.filter(|c| c.text_of("assetType").is_some_and(|of| of.eq_ignore_ascii_case(kind)));
    let proxies = of_kind.flat_map(|component| component.entries_of("proxies"));
    let texts = proxies.flat_map(|proxy| ["clobData", "varcharData"].map(|key| proxy.text_of(key)));
    texts.flatten().find(|text| *text != "None").map(str::to_owned)
}

fn authors(node: &Node<'_>) -> Vec<String> {
    let is_author =
        |entry: &&Node<'_>| entry.text_of("type").is_none_or(|of| of.eq_ignore_ascii_case("author"));
    let entries = node.entries_of("authors").iter().filter(is_author);
    entries.filter_map(|entry| words(entry, &["name"]).or_else(|| plain(entry))).collect()
}

fn moment(reader: &mut Reader<'_, '_>, node: &Node<'_>, key: &str) -> Option<Moment> {
    let written = node.get(key).filter(|written| written.text() != Some("None"))?;
    match written.whole::<i64>().and_then(|at| Timestamp::from_millisecond(at).ok()) {
        Some(at) => Some(Moment::utc(at)),
        None => reader.moment_of(written, key),
    }
}

fn about(node: &Node<'_>) -> Vec<Subject> {
    let mut found = Vec::new();
    let country = said(node, &["country"]).unwrap_or_default();
    subjects::add(&mut found, Subject { kind: CodeKind::Place, name: country, ..Subject::default() });
    for package in node.entries_of("packages") {
        for key in ["newsService", "newsProduct"] {
            let code = said(package, &[key]).unwrap_or_default();
            subjects::add(&mut found, Subject { kind: CodeKind::Category, code, ..Subject::default() });
        }
    }
    found
}

fn media(reader: &mut Reader<'_, '_>, node: &Node<'_>, caption: Option<String>) -> Media {
    let mut renditions = Vec::new();
    let size =
        |key: &str| node.entries_of("newsComponents").iter().find_map(|c| c.get(key).and_then(Node::whole));
    for (role, address) in node.get("renderUrls").map_or(&[][..], Node::pairs) {
        let Some(written) = address.text() else { continue };
        let Some(rendition) = reader.rendition(address, written) else { continue };
        let is_whole = role == "highres";
        let (width, height) = if is_whole { (size("width"), size("height")) } else { (None, None) };
        renditions.push(Rendition { role: Some(role.to_string()), width, height, ..rendition });
    }
    Media {
        guid: said(node, &["newsObjectId"]),
        kind: MediaKind::Picture,
        headline: said(node, &["headLine"]),
        caption: caption.map(|text| html::plain(&text)),
        credit: said(node, &["credit"]),
        renditions,
        ..Media::default()
    }
}
