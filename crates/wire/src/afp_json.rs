//! AFP's JSON: the documents that its interface ("Core API") answers with, alone or in a list.
//!
//! A document is known by its `uno`. `news` has the copy, a paragraph an entry; pictures and films are bagged
//! in `bagItem`. Fields: <https://api.afp.com/>.

use crate::html;
use crate::json::Node;
use crate::json::fields::{self, Reader, all_words, plain, words};
use crate::{
    Block, Body, CodeKind, Credit, Hints, Inline, Item, ItemKind, Link, LinkRole, Media, MediaKind, Parsed,
    Problem, Rendition, Rights, Signal, Status, Subject, byline, subjects,
};

/// Up to here (flash, alert, urgent) the first line of the copy is the headline where none is set.
const LAST_URGENT: u8 = 3;

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    fields::items(bytes, hints, |reader, roots| {
        let documents: Vec<&Node<'_>> = roots.iter().flat_map(documents).collect();
        if documents.is_empty() {
            let problem =
                Problem::error("This JSON holds no document of AFP's: nothing in it has a \"uno\".");
            reader
                .problems
                .push(problem.remedy("Ask for the documents themselves, not for a list of values."));
        }
        documents.into_iter().map(|document| item(reader, document)).collect()
    })
}

/// One document, a list of them, or the answer of a search: `response.docs`.
fn documents<'d, 's>(root: &'d Node<'s>) -> Vec<&'d Node<'s>> {
    let docs = root.at(&["response", "docs"]).or_else(|| root.any(&["docs", "documents"])).unwrap_or(root);
    docs.entries().iter().filter(|entry| entry.get("uno").is_some()).collect()
}

fn item(reader: &mut Reader<'_, '_>, node: &Node<'_>) -> Item {
    let urgency = reader.urgency(node, "urgency");
    let news = all_words_kept(node, "news");
    let headline = words(node, &["headline", "title"]);
    let first =
        || news.first().filter(|_| urgency.is_some_and(|n| n <= LAST_URGENT)).map(|line| html::plain(line));
    let kind = kind(node);
    let caption = words(node, &["captionContext"]).or_else(|| all_words(node, "caption").into_iter().next());
    let mut item = Item {
        guid: node.text_of("uno").map(str::to_owned),
        version: node.get("revision").and_then(Node::whole),
        kind,
        status: status(reader, node),
        signal: signal(node),
        ed_note: joined(node, &["advisory", "disclaimer"], "\n"),
        headline: headline.or_else(first),
        subheadline: words(node, &["subheadline"]),
        summary: joined(node, &["summary"], "\n").or(caption.filter(|_| kind != ItemKind::Text)),
        slugline: joined(node, &["slug"], "-"),
        bylines: bylines(node),
        dateline_place: words(node, &["city"]),
        credit: Credit {
            provider: words(node, &["provider"]),
            line: words(node, &["creditLine"]),
            source: words(node, &["source"]),
            copyright_notice: words(node, &["copyright"]),
            copyright_holder: None,
        },
        language: node.text_of("lang").map(str::to_owned).or_else(|| reader.hints.language.clone()),
        published: reader.moment(node, &["created", "published"]),
        updated: reader.moment(node, &["published"]),
        expires: reader.moment(node, &["expires"]),
        urgency,
        genre: all_words(node, "genre").into_iter().next(),
        subjects: about(node),
        keywords: all_words(node, "keyword"),
        rights: rights(node),
        url: words(node, &["href"]).and_then(|url| crate::address::web(&url, reader.base.as_ref())),
        ..Item::default()
    };
    if item.signal == Some(Signal::Kill) {
        item.status = Status::Canceled;
    }
    if let Some(written) = node.get("embargoed") {
        reader.embargo(written, &mut item);
    }
    let (body, in_body) = body(reader, &news);
    item.append(body, in_body);
    for bagged in node.entries_of("bagItem") {
        let media = media(reader, bagged);
        item.media.push(media);
    }
    for guid in all_words(node, "associatedWith") {
        item.links.push(Link { role: LinkRole::Related, guid: Some(guid), ..Link::default() });
    }
    if item.dateline_text.is_none() {
        let place = item.dateline_place.take();
        crate::dateline_in_text::fill(&mut item);
        item.dateline_place = item.dateline_place.take().or(place);
    }
    item
}

/// A list's strings as they stand, or the one that stands for it.
fn all_words_kept(node: &Node<'_>, key: &str) -> Vec<String> {
    node.entries_of(key).iter().filter_map(|entry| entry.text().map(str::to_owned)).collect()
}

fn joined(node: &Node<'_>, keys: &[&str], between: &str) -> Option<String> {
    let words: Vec<String> = keys.iter().flat_map(|key| all_words(node, key)).collect();
    (!words.is_empty()).then(|| words.join(between))
}

fn kind(node: &Node<'_>) -> ItemKind {
    match node.text_of_any(&["class", "product"]).unwrap_or_default().to_ascii_lowercase().as_str() {
        "picture" | "photo" => ItemKind::Picture,
        "graphic" | "infographic" => ItemKind::Graphic,
        "video" | "videography" | "parismode" | "afptv" => ItemKind::Video,
        "audio" => ItemKind::Audio,
        _ => ItemKind::Text,
    }
}

/// The creator of a text, where it is a person; one word is a log-in or the agency.
fn bylines(node: &Node<'_>) -> Vec<String> {
    let names = all_words(node, "creator").into_iter().filter(|name| name.contains(' '));
    names.filter_map(|name| byline::clean(&name)).collect()
}

/// An empty status is usable, one that is embargoed waits for its time.
fn status(reader: &mut Reader<'_, '_>, node: &Node<'_>) -> Status {
    match node.get("status") {
        Some(written) if written.text().is_some_and(|said| said.eq_ignore_ascii_case("embargoed")) => {
            if node.get("embargoed").is_some() { Status::Usable } else { Status::Withheld }
        }
        Some(written) if written.text().is_some() => reader.status(written, "status"),
        _ => Status::Usable,
    }
}

fn signal(node: &Node<'_>) -> Option<Signal> {
    let signals = all_words(node, "signal");
    let is = |words: &[&str]| signals.iter().any(|said| words.iter().any(|word| said.ends_with(word)));
    if is(&["kill", "cancel", "withdraw"]) {
        Some(Signal::Kill)
    } else if is(&["correction"]) {
        Some(Signal::Correction)
    } else {
        is(&["update"]).then_some(Signal::Update)
    }
}

fn about(node: &Node<'_>) -> Vec<Subject> {
    let mut found = Vec::new();
    for (key, scheme) in [("iptc", "subj"), ("mediatopic", "medtop")] {
        for code in all_words(node, key) {
            let (_, code) = subjects::qcode(&code);
            let subject = Subject { scheme: scheme.to_owned(), code: code.to_owned(), ..Subject::default() };
            subjects::add(&mut found, subject);
        }
    }
    let country = Subject {
        kind: CodeKind::Place,
        scheme: if node.text_of("country").is_some() { "iso3166-1a3".to_owned() } else { String::new() },
        code: words(node, &["country"]).unwrap_or_default().to_uppercase(),
        name: words(node, &["countryname"]).unwrap_or_default(),
    };
    subjects::add(&mut found, country);
    for (key, kind) in [
        ("person", CodeKind::Person),
        ("company", CodeKind::Organisation),
        ("organisation", CodeKind::Organisation),
        ("location", CodeKind::Place),
        ("event", CodeKind::Event),
        ("keyword", CodeKind::Subject),
    ] {
        for entity in node.get("afpentity").map_or(&[][..], |entities| entities.entries_of(key)) {
            let qcode = entity.text_of("qcode").unwrap_or_default();
            let (scheme, code) = subjects::qcode(qcode);
            let name = plain(entity).or_else(|| words(entity, &["keyword", "name"])).unwrap_or_default();
            // "1234: Regatta" says the code again.
            let name =
                name.strip_prefix(code).and_then(|name| name.strip_prefix(':')).unwrap_or(&name).trim();
            let name = name.to_owned();
            let subject = Subject { kind, scheme: scheme.to_owned(), code: code.to_owned(), name };
            subjects::add(&mut found, subject);
        }
    }
    for topic in ["topic", "channel"].iter().flat_map(|key| all_words(node, key)) {
        subjects::add(&mut found, Subject { kind: CodeKind::Category, name: topic, ..Subject::default() });
    }
    found
}

/// What it must not be used for, and where.
fn rights(node: &Node<'_>) -> Rights {
    let terms: Vec<String> = node
        .entries_of("usageRight")
        .iter()
        .filter_map(|right| words(right, &["phrase", "name"]).or_else(|| plain(right)))
        .chain(all_words(node, "rules"))
        .collect();
    let mut limits: Vec<String> =
        node.entries_of("exclusion").iter().filter_map(|limit| words(limit, &["name"])).collect();
    limits.extend(all_words(node, "country_out").into_iter().map(|country| format!("not in {country}")));
    limits.extend(all_words(node, "country_only").into_iter().map(|country| format!("only in {country}")));
    Rights { usage_terms: (!terms.is_empty()).then(|| terms.join(" ")), limits }
}

/// A paragraph an entry; some entries are HTML.
fn body(reader: &mut Reader<'_, '_>, news: &[String]) -> (Body, Vec<Media>) {
    let mut whole = Item::default();
    for line in news {
        if html::is_html(line) {
            let (body, media) = reader.html(line);
            whole.append(body, media);
        } else {
            let text = vec![Inline::text(html::plain(line))];
            whole.body.blocks.push(Block::Paragraph { text });
        }
    }
    (whole.body, whole.media)
}

fn media(reader: &mut Reader<'_, '_>, node: &Node<'_>) -> Media {
    let mut media = Media {
        guid: node.text_of("uno").map(str::to_owned),
        headline: words(node, &["headline", "title"]),
        caption: words(node, &["caption"]),
        byline: words(node, &["creator"]).and_then(|name| byline::clean(&name)),
        credit: words(node, &["creditLine"])
            .or_else(|| words(node, &["provider"]))
            .or_else(|| words(node.get("provider")?, &["name"])),
        ..Media::default()
    };
    let mut kind = None;
    for file in node.entries_of("medias") {
        let Some(written) = file.text_of("href") else { continue };
        let Some(rendition) = reader.rendition(file, written) else { continue };
        let role = file.text_of_any(&["role", "rendition"]).map(str::to_owned);
        kind = kind.or_else(|| file.text_of("type").map(str::to_ascii_lowercase));
        media.renditions.push(Rendition { role, ..rendition });
    }
    media.renditions.sort_by_key(|r| std::cmp::Reverse(r.width.unwrap_or(0)));
    media.kind = match kind.as_deref() {
        Some("video") => MediaKind::Video,
        Some("graphic") => MediaKind::Graphic,
        Some("audio") => MediaKind::Audio,
        _ => MediaKind::Picture,
    };
    media
}

/// Is this a document of AFP's, or an answer with such in it?
pub(crate) fn is_one(has: impl Fn(&str) -> bool, text: &str) -> bool {
    has("uno") || ((has("response") || has("docs") || has("documents")) && text.contains("\"uno\""))
}
