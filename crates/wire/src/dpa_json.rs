//! dpa's JSON ("digital wires"): one message, or the `entries` of its queue.
//!
//! A message has a `urn` and `version_created`; its copy is `article_html`, its codes are `categories` with a
//! `dnltype` each. Described at <https://github.com/dpa-newslab>.

use crate::html;
use crate::json::Node;
use crate::json::fields::{self, Reader, all_words, plain, words};
use crate::{
    Block, Body, CodeKind, Credit, Hints, Item, ItemKind, Link, LinkRole, Media, MediaKind, Parsed, Problem,
    Rendition, Rights, Signal, Status, Subject, byline, subjects,
};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    fields::items(bytes, hints, |reader, roots| {
        let entries = roots.iter().flat_map(|root| root.get("entries").unwrap_or(root).entries());
        let messages: Vec<&Node<'_>> = entries.filter(|entry| entry.get("urn").is_some()).collect();
        if messages.is_empty() {
            let problem = Problem::note("The queue is empty: there is no message of dpa's in this file.");
            reader.problems.push(problem);
        }
        messages.into_iter().map(|message| item(reader, message)).collect()
    })
}

/// Is this a message of dpa's, or its queue?
pub(crate) fn is_one(has: impl Fn(&str) -> bool, text: &str) -> bool {
    (has("urn") && (has("version_created") || has("article_html")))
        || (has("entries") && text.contains("\"urn\"") && text.contains("\"version_created\""))
}

fn item(reader: &mut Reader<'_, '_>, node: &Node<'_>) -> Item {
    let mut item = Item {
        guid: node.text_of("urn").map(str::to_owned),
        version: node.get("version").and_then(Node::whole),
        status: status(reader, node),
        signal: signal(node),
        ed_note: notes(node),
        headline: words(node, &["headline"]),
        subheadline: words(node, &["subheadline", "kicker"]),
        summary: words(node, &["teaser"]).or_else(|| {
            let descriptions = node.entries_of("descriptions").iter();
            descriptions.filter_map(|entry| words(entry, &["description", "value"])).next()
        }),
        slugline: words(node, &["slugline"]),
        bylines: bylines(node),
        dateline_text: words(node, &["dateline"]).map(|line| crate::dateline_in_text::printed(&line)),
        credit: Credit {
            provider: named(node, "provider").next().or_else(|| words(node, &["provider"])),
            line: words(node, &["creditline"]),
            source: named(node, "infosource").next(),
            copyright_holder: words(node, &["copyrightholder"]),
            copyright_notice: words(node, &["copyrightnotice"]),
        },
        language: node.text_of("language").map(str::to_owned).or_else(|| reader.hints.language.clone()),
        published: reader.moment(node, &["content_created", "first_created", "version_created"]),
        updated: reader.moment(node, &["version_created", "updated"]),
        expires: reader.moment(node, &["expires"]),
        urgency: reader.urgency(node, "urgency"),
        genre: named(node, "genre").next().or_else(|| all_words(node, "genre_names").into_iter().next()),
        subjects: about(node),
        keywords: named(node, "keyword").chain(all_words(node, "keyword_names")).collect(),
        rights: Rights { usage_terms: words(node, &["usageterms"]), limits: Vec::new() },
        ..Item::default()
    };
    if item.signal == Some(Signal::Kill) {
        item.status = Status::Canceled;
    }
    if let Some(written) = node.get("embargoed") {
        reader.embargo(written, &mut item);
    }
    // The story, and the boxes beside it.
    for key in ["article_html", "infobox_html", "linkbox_html"] {
        if let Some(text) = node.text_of(key) {
            let (body, media) = reader.html(text);
            item.append(body, media);
        }
    }
    notepad(reader, node, &mut item);
    for association in node.entries_of("associations") {
        associated(reader, association, &mut item);
    }
    if item.body.blocks.is_empty() && node.text_of("article_html").is_none() && item.media.len() == 1 {
        item.kind = match item.media[0].kind {
            MediaKind::Picture => ItemKind::Picture,
            MediaKind::Graphic => ItemKind::Graphic,
            MediaKind::Video => ItemKind::Video,
            MediaKind::Audio => ItemKind::Audio,
            MediaKind::Other => ItemKind::Text,
        };
    }
    item.dateline_place = match &item.dateline_text {
        Some(line) => crate::dateline_in_text::place_of(line),
        None => None,
    };
    crate::dateline_in_text::fill(&mut item);
    item.dateline_place = item.dateline_place.take().or_else(|| named(node, "located").next());
    item
}

/// The categories of one `dnltype`.
fn typed<'n, 's>(node: &'n Node<'s>, kind: &str) -> impl Iterator<Item = &'n Node<'s>> {
    node.entries_of("categories")
        .iter()
        .filter(move |entry| entry.text_of("type").is_some_and(|of| subjects::local(of) == kind))
}

fn named(node: &Node<'_>, kind: &str) -> impl Iterator<Item = String> {
    typed(node, kind).filter_map(|entry| words(entry, &["name"])).collect::<Vec<_>>().into_iter()
}

fn coded<'n>(node: &'n Node<'_>, kind: &str) -> Vec<&'n str> {
    typed(node, kind).filter_map(|entry| entry.text_of("qcode")).map(subjects::local).collect()
}

fn status(reader: &mut Reader<'_, '_>, node: &Node<'_>) -> Status {
    let listed = typed(node, "pubstatus").find_map(|entry| entry.get("qcode"));
    node.get("pubstatus").or(listed).map_or(Status::Usable, |written| reader.status(written, "pubstatus"))
}

fn signal(node: &Node<'_>) -> Option<Signal> {
    let mut said: Vec<String> = all_words(node, "signal");
    said.extend(all_words(node, "signals"));
    said.extend(coded(node, "signal").into_iter().map(str::to_owned));
    let is =
        |part: &[&str]| said.iter().any(|said| part.iter().any(|part| said.to_lowercase().contains(part)));
    if is(&["kill", "withdraw", "cancel"]) {
        Some(Signal::Kill)
    } else if is(&["correct"]) {
        Some(Signal::Correction)
    } else {
        is(&["update"]).then_some(Signal::Update)
    }
}

/// "Von Ada Quill, dpa": the agency is no person.
fn bylines(node: &Node<'_>) -> Vec<String> {
    let written = words(node, &["byline"]).unwrap_or_default();
    let bare = written.strip_prefix("Von ").unwrap_or(&written);
    byline::clean(bare).into_iter().collect()
}

/// Notes to editors that may be passed on. What is not for publication stays with the agency.
fn notes(node: &Node<'_>) -> Option<String> {
    let listed =
        node.entries_of("ednotes").iter().filter_map(|note| words(note, &["ednote"]).or_else(|| plain(note)));
    let notes: Vec<String> = words(node, &["ednote"]).into_iter().chain(listed).collect();
    (!notes.is_empty()).then(|| notes.join("\n"))
}

/// dpa's notebook: the part for readers is kept as a note behind the story; the other is named.
fn notepad(reader: &mut Reader<'_, '_>, node: &Node<'_>, item: &mut Item) {
    let Some(notepad) = node.get("notepad") else { return };
    let mut note = Body::default();
    for key in ["header_html", "public_html"] {
        if let Some(text) = notepad.text_of(key) {
            note.blocks.extend(reader.html(text).0.blocks);
        }
    }
    if !note.blocks.is_empty() {
        item.body.blocks.push(Block::Note { blocks: note.blocks });
    }
    if notepad.text_of("nonpublic_html").is_some() {
        let left = Problem::note("The part of dpa's notebook that is not for publication was left out.");
        reader.problem(notepad, "notepad", left);
    }
}

fn about(node: &Node<'_>) -> Vec<Subject> {
    let mut found = Vec::new();
    for entry in node.entries_of("categories") {
        let kind = match entry.text_of("type").map(subjects::local).unwrap_or_default() {
            "geosubject" | "poi" | "located" => CodeKind::Place,
            "person" => CodeKind::Person,
            "organisation" => CodeKind::Organisation,
            "event" => CodeKind::Event,
            "desk" | "wire" | "scope" | "rubric" | "service" => CodeKind::Category,
            // These say something of the message, not of what it is about.
            "pubstatus" | "signal" | "provider" | "creator" | "contributor" | "infosource" | "genre" => {
                continue;
            }
            _ => CodeKind::Subject,
        };
        let (scheme, code) = subjects::qcode(entry.text_of("qcode").unwrap_or_default());
        let name = words(entry, &["name"]).unwrap_or_default();
        let subject = Subject { kind, scheme: scheme.to_owned(), code: code.to_owned(), name };
        subjects::add(&mut found, subject);
    }
    for (key, kind) in [
        ("rubrics", CodeKind::Category),
        ("scopes", CodeKind::Category),
        ("desks", CodeKind::Category),
        ("geo_names", CodeKind::Place),
        ("subject_names", CodeKind::Subject),
    ] {
        for name in all_words(node, key) {
            subjects::add(&mut found, Subject { kind, name, ..Subject::default() });
        }
    }
    found
}

fn associated(reader: &mut Reader<'_, '_>, node: &Node<'_>, item: &mut Item) {
    let kind = match node.text_of("type").unwrap_or_default() {
        "image" | "picture" => MediaKind::Picture,
        "graphic" => MediaKind::Graphic,
        "video" => MediaKind::Video,
        "audio" => MediaKind::Audio,
        _ => MediaKind::Other,
    };
    let mut renditions: Vec<Rendition> = Vec::new();
    for file in node.entries_of("renditions") {
        let Some(written) = file.text_of_any(&["url", "href"]) else { continue };
        renditions.extend(reader.rendition(file, written));
    }
    renditions.sort_by_key(|r| std::cmp::Reverse(r.width.unwrap_or(0)));
    let guid = node.text_of("urn").map(str::to_owned);
    let headline = words(node, &["headline", "title"]);
    if renditions.is_empty() {
        let href = words(node, &["url"]).and_then(|url| crate::address::web(&url, reader.base.as_ref()));
        item.links.push(Link { role: LinkRole::Related, guid, href, title: headline });
        return;
    }
    let caption = words(node, &["caption"])
        .or_else(|| node.text_of("article_html").map(html::plain))
        .filter(|caption| !caption.is_empty());
    item.media.push(Media {
        guid,
        kind,
        headline,
        caption,
        alt: words(node, &["alt", "alttext"]),
        byline: words(node, &["byline", "creator"]).and_then(|name| byline::clean(&name)),
        credit: words(node, &["creditline", "credit"]),
        copyright: words(node, &["copyrightnotice"]),
        usage_terms: words(node, &["usageterms"]),
        renditions,
    });
}
