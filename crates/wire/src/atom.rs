//! Atom 1.0 (RFC 4287, with the tombstones of RFC 6721) and its draft 0.3, still met in old systems.

mod agencies;

use base64::Engine as _;
use url::Url;

use crate::feed::{self, Entry, Vocabulary, vocabulary};
use crate::html;
use crate::xml::{Document, Element, Limits};
use crate::{
    CodeKind, Hints, Item, Link, LinkRole, Media, Parsed, Problem, Signal, Status, Subject, address,
    subjects, text,
};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let (text, mut problems) = text::decode(bytes, hints.content_type.as_deref());
    let mut document = Document::parse(&text, &Limits::default());
    problems.append(&mut document.problems);
    let mut items = Vec::new();
    for root in document.roots() {
        let feed = Above::read(root);
        if root.is("entry") {
            items.push(item(root, &feed, hints, &mut problems));
            continue;
        }
        for child in root.children() {
            match child.name() {
                "entry" => items.push(item(child, &feed, hints, &mut problems)),
                "deleted-entry" => items.push(tombstone(child, hints, &mut problems)),
                _ => {}
            }
        }
    }
    if document.root().is_none() {
        problems.push(Problem::error("The feed has no element at all.").remedy("Check the feed's address."));
    }
    feed::finish(items, problems)
}

/// What a feed, or the feed that an entry was taken from, says for its entries.
#[derive(Default)]
struct Above {
    page: Option<Url>,
    authors: Vec<String>,
    title: Option<String>,
    rights: Option<String>,
}

impl Above {
    fn read(element: Element<'_>) -> Above {
        let page = element.children().find(|child| child.is("link") && is_page(*child));
        Above {
            page: page.and_then(|page| Url::parse(page.filled("href")?).ok()),
            authors: people(element, "author"),
            title: element.child("title").and_then(title),
            rights: element.child("rights").or_else(|| element.child("copyright")).and_then(title),
        }
    }
}

/// An entry that the publisher withdrew.
fn tombstone(element: Element<'_>, hints: &Hints, problems: &mut Vec<Problem>) -> Item {
    let mut found = Vec::new();
    let updated = crate::dates::read(element.attr("when"), "when", hints, &mut found);
    problems.extend(found.into_iter().map(|problem| element.problem(problem)));
    Item {
        guid: element.filled("ref").map(str::to_owned),
        status: Status::Canceled,
        signal: Some(Signal::Kill),
        ed_note: element.child("comment").and_then(feed::words),
        updated,
        ..Item::default()
    }
}

fn item(element: Element<'_>, feed: &Above, hints: &Hints, problems: &mut Vec<Problem>) -> Item {
    let source = element.child("source").map(Above::read).unwrap_or_default();
    let page = element.children().find(|child| child.is("link") && is_page(*child));
    let base = feed::base_of(element, hints).or_else(|| match page {
        Some(page) => Url::parse(page.filled("href")?).ok(),
        None => feed.page.clone(),
    });
    let mut entry = Entry { base, ..Entry::default() };
    for child in element.children() {
        if matches!(vocabulary(child), Vocabulary::Atom | Vocabulary::Feed) {
            own(child, &mut entry, hints, problems);
        } else if child.is("ContentMetadata") {
            agencies::metadata(child, &mut entry);
        } else if child.is("NewsManagement") {
            agencies::management(child, &mut entry, hints, problems);
        } else if child.is("control") {
            // The Atom Publishing Protocol's drafts (RFC 5023, 13.1.1).
            let draft = child.child("draft").and_then(|draft| draft.words());
            if draft.is_some_and(|said| said.eq_ignore_ascii_case("yes")) {
                entry.item.status = Status::Withheld;
            }
        } else {
            feed::borrowed(child, &mut entry, hints, problems);
        }
    }
    let item = &mut entry.item;
    let own = ["author", "contributor"].iter().map(|name| people(element, name));
    let named = own.chain([source.authors]).find(|people| !people.is_empty());
    if item.bylines.is_empty() {
        item.bylines = named.unwrap_or_else(|| feed.authors.clone());
    }
    let credit = &mut item.credit;
    credit.source = credit.source.take().or(source.title).or_else(|| feed.title.clone());
    let notice = credit.copyright_notice.take();
    credit.copyright_notice = notice.or(source.rights).or_else(|| feed.rights.clone());
    let content = element.child("content").unwrap_or(element);
    let language = item.language.take().or_else(|| content.inherited("xml:lang").map(str::to_owned));
    item.language = language.filter(|language| !language.trim().is_empty());
    entry.into_item(hints, problems)
}

fn own(child: Element<'_>, entry: &mut Entry, hints: &Hints, problems: &mut Vec<Problem>) {
    let item = &mut entry.item;
    match child.name() {
        "id" => item.guid = child.words(),
        "title" => item.headline = title(child).or(item.headline.take()),
        "updated" | "modified" => item.updated = feed::moment(child, hints, problems).or(item.updated),
        "published" | "issued" => item.published = feed::moment(child, hints, problems).or(item.published),
        "created" if item.published.is_none() => item.published = feed::moment(child, hints, problems),
        "link" => link(child, entry),
        "category" => {
            let term = child.filled("term").unwrap_or_default().to_owned();
            let label = child.filled("label").map(str::to_owned).or_else(|| child.words());
            let subject = Subject {
                kind: CodeKind::Category,
                scheme: child.filled("scheme").unwrap_or_default().to_owned(),
                name: label.unwrap_or_else(|| term.clone()),
                code: term,
            };
            subjects::add(&mut item.subjects, subject);
        }
        "rights" | "copyright" => item.credit.copyright_notice = title(child),
        "summary" => {
            let base = feed::base_of(child, hints).or(entry.base.clone());
            match construct(child, problems) {
                Construct::Html(html) => entry.summary_html = feed::filled(html.into()),
                Construct::Plain(text) => entry.summary_text = feed::filled(text.into()),
                // Kept as words where there is also a content, and as they are where there is none.
                Construct::Xml => {
                    if entry.body.is_none() && entry.html.is_none() && entry.text.is_none() {
                        entry.body = Some(feed::inline(child, base.as_ref()));
                    }
                    item.summary = child.words();
                }
                Construct::Nothing => {}
            }
        }
        "content" => content(child, entry, hints, problems),
        _ => {}
    }
}

fn content(child: Element<'_>, entry: &mut Entry, hints: &Hints, problems: &mut Vec<Problem>) {
    let base = feed::base_of(child, hints).or(entry.base.clone());
    if let Some(src) = child.filled("src") {
        // The content is elsewhere (4.1.3.2): a film, a picture, or a page.
        let mime = child.filled("type");
        let Some(href) = address::file(src, base.as_ref()) else { return };
        if mime.is_some_and(|mime| ["image/", "video/", "audio/"].iter().any(|kind| mime.starts_with(kind))) {
            let kind = feed::media_kind(mime, &href);
            let rendition =
                crate::Rendition { href, mime: mime.map(str::to_owned), ..crate::Rendition::default() };
            entry.item.media.push(Media { kind, renditions: vec![rendition], ..Media::default() });
        } else if entry.item.url.is_none() {
            // A page is on the web; a file beside the delivery is none.
            entry.item.url = address::web(src, base.as_ref());
        } else {
            entry.item.links.push(Link { role: LinkRole::Related, href: Some(href), ..Link::default() });
        }
        return;
    }
    match construct(child, problems) {
        Construct::Html(html) => entry.html = feed::filled(html.into()),
        Construct::Plain(text) => entry.text = feed::filled(text.into()),
        Construct::Xml => match child.descendants("nitf").next() {
            // AP's feeds may carry the whole story.
            Some(story) => {
                let inner = crate::nitf::read(story, hints, problems);
                entry.body = Some((inner.body.clone(), inner.media.clone()));
                let rest = crate::Item { body: crate::Body::default(), media: Vec::new(), ..inner };
                crate::nitf::adopt(&mut entry.item, rest);
            }
            None => entry.body = Some(feed::inline(child, base.as_ref())),
        },
        Construct::Nothing => {}
    }
    entry.base = base;
}

fn link(element: Element<'_>, entry: &mut Entry) {
    let Some(written) = element.filled("href") else { return };
    let base = entry.base.as_ref();
    let item = &mut entry.item;
    let mime = element.filled("type");
    if is_page(element) {
        let better = item.url.is_none() || mime.is_some_and(|mime| mime.contains("html"));
        if better && let Some(href) = address::web(written, base) {
            item.url = Some(href);
        }
        return;
    }
    match element.attr("rel") {
        Some("enclosure") => {
            if let Some(rendition) = feed::rendition(element, base) {
                let kind = feed::media_kind(mime, &rendition.href);
                let headline = element.filled("title").map(str::to_owned);
                feed::add_media(
                    &mut item.media,
                    Media { kind, headline, renditions: vec![rendition], ..Media::default() },
                );
            }
        }
        Some("related" | "via") => {
            if let Some(href) = address::web(written, base) {
                let title = element.filled("title").map(html::plain);
                item.links.push(Link { role: LinkRole::Related, guid: None, href: Some(href), title });
            }
        }
        Some("license") => item.rights.usage_terms = address::web(written, base),
        _ => {}
    }
}

/// A link to the entry's own page.
fn is_page(link: Element<'_>) -> bool {
    link.attr("rel").is_none_or(|rel| {
        matches!(rel, "" | "alternate" | "http://www.iana.org/assignments/relation/alternate")
    })
}

fn people(element: Element<'_>, name: &str) -> Vec<String> {
    let named = element.all(name).filter_map(|person| match person.child("name") {
        Some(name) => feed::words(name),
        None => person.words(),
    });
    named.filter_map(|name| feed::person(&name)).collect()
}

/// A title or a copyright line as words.
fn title(element: Element<'_>) -> Option<String> {
    let words = match construct(element, &mut Vec::new()) {
        Construct::Html(text) => html::plain(&text),
        Construct::Plain(text) => text.split_ascii_whitespace().collect::<Vec<_>>().join(" "),
        Construct::Xml => return element.words(),
        Construct::Nothing => return None,
    };
    Some(words).filter(|words| !words.is_empty())
}

/// How a text is written (RFC 4287, 3.1; `mode` in 0.3).
enum Construct {
    Html(String),
    Plain(String),
    /// Its own elements.
    Xml,
    Nothing,
}

fn construct(element: Element<'_>, problems: &mut Vec<Problem>) -> Construct {
    let kind = element.filled("type").unwrap_or_default().to_ascii_lowercase();
    if element.children().next().is_some() {
        return match half_escaped(element).filter(|_| kind == "html" || kind == "text/html") {
            Some(html) => Construct::Html(html),
            None => Construct::Xml,
        };
    }
    let mut text = element.text().into_owned();
    let packed = element.attr("mode") == Some("base64");
    let is_text = matches!(kind.as_str(), "" | "text" | "html" | "xhtml")
        || kind.starts_with("text/")
        || kind.contains("xml");
    // A title or a summary is words, whatever type it claims (3.1.1 knows no other); some come packed.
    let is_words = is_text || !element.is("content");
    if packed || !is_text {
        match unpacked(&text).filter(|_| is_words) {
            Some(unpacked) => text = unpacked,
            None => {
                let message =
                    format!("The entry's content of the type \"{kind}\" is no text, so it was left out.");
                problems.push(element.problem(Problem::warning(message)));
                return Construct::Nothing;
            }
        }
    }
    match kind.as_str() {
        "html" | "xhtml" | "text/html" | "application/xhtml+xml" => Construct::Html(text),
        // The draft's default was plain text too, but escaped HTML without a type is common.
        _ if (kind.is_empty() || !is_text) && (html::is_html(&text) || has_reference(&text)) => {
            Construct::Html(text)
        }
        _ => Construct::Plain(text),
    }
}

/// `&nbsp;`, `&#8217;`: what nobody writes in plain text.
fn has_reference(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| {
        let end = rest.bytes().take(12).position(|b| b == b';').unwrap_or(0);
        let name = &rest.as_bytes()[..end];
        let is_number = name.strip_prefix(b"#").is_some_and(|n| n.iter().all(u8::is_ascii_alphanumeric));
        (name.len() >= 2 && name.iter().all(u8::is_ascii_alphabetic)) || (name.len() >= 3 && is_number)
    })
}

/// HTML that is escaped inside a `div` that is not, as some editors write it: the words are markup. Nothing else that
/// stands inside may be an element, or the reading would guess.
fn half_escaped(element: Element<'_>) -> Option<String> {
    let mut inside = element.children();
    let (Some(only), None) = (inside.next(), inside.next()) else { return None };
    let text = only.text();
    (only.is("div") && only.children().next().is_none() && html::is_html(&text)).then(|| text.into_owned())
}

fn unpacked(text: &str) -> Option<String> {
    let packed: String = text.split_whitespace().collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(packed).ok()?;
    Some(text::decode(&bytes, None).0.into_owned())
}
