//! RSS: 0.9x, 1.0 (RDF) and 2.0, with the vocabularies that publishers add.
//! Spec: <https://www.rssboard.org/rss-specification>, <https://web.resource.org/rss/1.0/spec>.

mod word_press;

use url::Url;

use crate::feed::{self, Entry, Vocabulary, vocabulary};
use crate::xml::{Document, Element, Limits};
use crate::{CodeKind, Hints, Item, Media, Parsed, Problem, Subject, address, subjects, text};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let (text, mut problems) = text::decode(bytes, hints.content_type.as_deref());
    let mut document = Document::parse(&text, &Limits::default());
    problems.append(&mut document.problems);
    let mut items = Vec::new();
    for root in document.roots() {
        let channel = Channel::read(root, hints, &mut problems);
        let entries = || root.descendants_apart("item").filter(|item| vocabulary(*item) == Vocabulary::Feed);
        let mut pictures = word_press::Pictures::new();
        let others = entries().filter(|entry| !word_press::is_story(*entry));
        let left = others.map(|entry| word_press::add_picture(entry, &mut pictures)).count();
        problems.extend(word_press::left_out(left));
        let stories = entries().filter(|entry| word_press::is_story(*entry));
        items.extend(stories.map(|entry| item(entry, &channel, &pictures, hints, &mut problems)));
    }
    if document.root().is_none() {
        problems.push(Problem::error("The feed has no element at all.").remedy("Check the feed's address."));
    }
    feed::finish(items, problems)
}

/// What the channel says for all of its items.
#[derive(Default)]
struct Channel {
    title: Option<String>,
    link: Option<Url>,
    language: Option<String>,
    copyright: Option<String>,
}

impl Channel {
    fn read(root: Element<'_>, hints: &Hints, problems: &mut Vec<Problem>) -> Channel {
        let Some(element) = (if root.is("channel") { Some(root) } else { root.child("channel") }) else {
            return Channel::default();
        };
        let mut entry = Entry::default();
        let mut channel = Channel::default();
        for child in element.children() {
            match (vocabulary(child), child.name()) {
                (Vocabulary::Feed, "title") => feed::fill(&mut channel.title, child),
                (Vocabulary::Feed, "link") => {
                    let base = feed::base_of(child, hints);
                    let link = child.words().and_then(|link| address::web(&link, base.as_ref()));
                    channel.link = channel.link.or_else(|| Url::parse(&link?).ok());
                }
                (Vocabulary::Feed, "language") => channel.language = child.words(),
                (Vocabulary::Feed, "copyright") => feed::fill(&mut channel.copyright, child),
                (Vocabulary::DublinCore, _) => drop(feed::borrowed(child, &mut entry, hints, problems)),
                _ => {}
            }
        }
        channel.title = channel.title.or(entry.item.headline);
        channel.language = channel.language.or(entry.item.language);
        channel.copyright = channel.copyright.or(entry.item.credit.copyright_notice);
        channel
    }
}

fn item(
    element: Element<'_>,
    channel: &Channel,
    pictures: &word_press::Pictures,
    hints: &Hints,
    problems: &mut Vec<Problem>,
) -> Item {
    let mut entry =
        Entry { base: feed::base_of(element, hints).or(channel.link.clone()), ..Entry::default() };
    let children = children(element);
    // The feed's own elements count more than borrowed ones, wherever they stand.
    for child in &children {
        if vocabulary(*child) == Vocabulary::Feed {
            own(*child, &mut entry, hints, problems);
        }
    }
    for child in children {
        if vocabulary(child) == Vocabulary::Atom {
            atom(child, &mut entry, hints, problems);
        } else {
            feed::borrowed(child, &mut entry, hints, problems);
        }
    }
    word_press::complete(element, pictures, &mut entry);
    let item = &mut entry.item;
    let credit = &mut item.credit;
    credit.source = credit.source.take().or_else(|| channel.title.clone());
    credit.copyright_notice = credit.copyright_notice.take().or_else(|| channel.copyright.clone());
    let language = item.language.take().or_else(|| element.inherited("xml:lang").map(str::to_owned));
    item.language = language.filter(|l| !l.trim().is_empty()).or_else(|| channel.language.clone());
    entry.into_item(hints, problems)
}

/// The elements of an item, and those that an unclosed `<title>` before them swallowed.
fn children<'d>(item: Element<'d>) -> Vec<Element<'d>> {
    let mut all = Vec::new();
    let mut at: Vec<Element<'d>> = item.children().collect();
    at.reverse();
    while let Some(child) = at.pop() {
        all.push(child);
        if is_unclosed(child) {
            let mut swallowed: Vec<Element<'d>> = child.children().collect();
            swallowed.reverse();
            at.append(&mut swallowed);
        }
    }
    all
}

/// Elements that hold words alone, and yet hold one of the feed's elements.
fn is_unclosed(element: Element<'_>) -> bool {
    const WORDS: [&str; 6] = ["title", "link", "guid", "pubDate", "author", "category"];
    const SWALLOWED: [&str; 7] = ["title", "link", "guid", "pubDate", "author", "category", "description"];
    WORDS.contains(&element.name()) && element.children().any(|child| SWALLOWED.contains(&child.name()))
}

fn own(child: Element<'_>, entry: &mut Entry, hints: &Hints, problems: &mut Vec<Problem>) {
    let item = &mut entry.item;
    match child.name() {
        "title" if is_unclosed(child) => item.headline = feed::first_words(child),
        "title" => feed::fill(&mut item.headline, child),
        "link" if item.url.is_none() => {
            let written = feed::first_words(child).or_else(|| child.filled("href").map(str::to_owned));
            item.url = written.and_then(|link| address::web(&link, entry.base.as_ref()));
        }
        "guid" => {
            item.guid = feed::first_words(child);
            // A permanent link unless it says that it is none.
            let permanent =
                child.attr("isPermaLink").is_none_or(|said| !said.trim().eq_ignore_ascii_case("false"));
            if permanent && item.url.is_none() {
                item.url = item.guid.as_deref().and_then(|guid| address::web(guid, None));
            }
        }
        "description" if child.children().next().is_some() => {
            // HTML that nobody escaped.
            let read = feed::inline(child, entry.base.as_ref());
            entry.body = entry.body.take().or(Some(read));
        }
        "description" => {
            // The feed's own counts more than a borrowed one before it.
            let before = entry.summary_html.take();
            entry.summary_html = feed::filled(child.text());
            match &entry.summary_html {
                Some(_) => entry.other_summary = entry.other_summary.take().or(before),
                None => entry.summary_html = before,
            }
        }
        // No element of RSS; publishers borrow it from Atom without saying so.
        "summary" => entry.summary(child),
        "body" | "fullitem" | "fulltext" => {
            if child.children().next().is_some() {
                entry.body = Some(feed::inline(child, entry.base.as_ref()));
            } else {
                entry.html = feed::filled(child.text()).or(entry.html.take());
            }
        }
        "pubDate" | "pubdate" | "date" => item.published = feed::moment(child, hints, problems),
        "expirationDate" => item.expires = feed::moment(child, hints, problems),
        "author" => item.bylines.extend(feed::words(child).and_then(|name| feed::person(&name))),
        "category" => {
            let subject = Subject {
                kind: CodeKind::Category,
                scheme: child.filled("domain").unwrap_or_default().to_owned(),
                code: String::new(),
                name: feed::words(child).unwrap_or_default(),
            };
            subjects::add(&mut item.subjects, subject);
        }
        "keywords" => feed::keywords(child, item),
        "enclosure" => {
            if let Some(rendition) = feed::rendition(child, entry.base.as_ref()) {
                let kind = feed::media_kind(rendition.mime.as_deref(), &rendition.href);
                let media = Media { kind, renditions: vec![rendition], ..Media::default() };
                feed::add_media(&mut item.media, media);
            }
        }
        "image" => {
            let written = child.child("url").and_then(|url| url.words()).or_else(|| child.words());
            if let Some(href) = written.and_then(|url| address::web(&url, entry.base.as_ref())) {
                let rendition = crate::Rendition { href, ..crate::Rendition::default() };
                let headline = child.child("title").and_then(feed::words);
                feed::add_media(
                    &mut item.media,
                    Media { headline, renditions: vec![rendition], ..Media::default() },
                );
            }
        }
        "source" => feed::fill(&mut item.credit.source, child),
        "copyright" => feed::fill(&mut item.credit.copyright_notice, child),
        "language" => item.language = child.words(),
        _ => {}
    }
}

/// Elements of Atom in an RSS item.
fn atom(child: Element<'_>, entry: &mut Entry, hints: &Hints, problems: &mut Vec<Problem>) {
    let item = &mut entry.item;
    match child.name() {
        "updated" | "modified" => item.updated = feed::moment(child, hints, problems),
        "published" if item.published.is_none() => item.published = feed::moment(child, hints, problems),
        "link" if item.url.is_none() && child.attr("rel").is_none_or(|rel| rel == "alternate") => {
            item.url = child.filled("href").and_then(|href| address::web(href, entry.base.as_ref()));
        }
        "author" => item.bylines.extend(child.child("name").and_then(|name| feed::person(&name.words()?))),
        "summary" => entry.summary(child),
        "content" if entry.html.is_none() => entry.html = feed::filled(child.text()),
        _ => {}
    }
}
