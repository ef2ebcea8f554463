//! What RSS, Atom and JSON Feed have in common: an entry with a text or a summary or both, and the
//! vocabularies that RSS and Atom borrow (Dublin Core, Media RSS, iTunes, `content:encoded`).

use std::collections::HashMap;

use std::borrow::Cow;

use url::Url;

use crate::html::{self, HtmlOptions};
use crate::inline_xml::Converter;
use crate::xml::{Child, Element};
use crate::{
    Body, CodeKind, Hints, Item, Media, MediaKind, Moment, Parsed, Problem, Rendition, Subject, address,
    byline, dateline_in_text, dates, subjects,
};

/// After that many problems in one file the next say nothing new.
pub(crate) const MOST_PROBLEMS: usize = 100;

/// An entry while it is read: the item, and the texts of which its body will be made.
#[derive(Default)]
pub(crate) struct Entry {
    pub(crate) item: Item,
    /// What relative addresses are resolved against.
    pub(crate) base: Option<Url>,
    pub(crate) html: Option<String>,
    pub(crate) text: Option<String>,
    /// A text that is already a body, from XHTML.
    pub(crate) body: Option<(Body, Vec<Media>)>,
    /// The shorter text; it is the body where there is no other.
    pub(crate) summary_html: Option<String>,
    /// The same where it is known to be no HTML.
    pub(crate) summary_text: Option<String>,
    /// Words about the media that stand beside them in Media RSS.
    pub(crate) about_media: Media,
    /// A second short text that stands beside the first (`itunes:summary` beside `description`).
    pub(crate) other_summary: Option<String>,
}

impl Entry {
    /// A short text in a borrowed vocabulary: the summary, or what stands beside it.
    pub(crate) fn summary(&mut self, child: Element<'_>) {
        let field =
            if self.summary_html.is_none() { &mut self.summary_html } else { &mut self.other_summary };
        *field = field.take().or_else(|| filled(child.text()));
    }

    /// The item, with its body made of the fullest text that the entry has.
    pub(crate) fn into_item(self, hints: &Hints, problems: &mut Vec<Problem>) -> Item {
        let Entry {
            mut item,
            base,
            html,
            text,
            body,
            summary_html,
            summary_text,
            about_media,
            other_summary,
        } = self;
        let mut too_many = false;
        let mut to_body = |html: &str| {
            let (body, media, found) = html::to_body(html, &HtmlOptions { base_url: base.as_ref() });
            problems.extend(found);
            (body, media)
        };
        let has_words = |(body, _): &(Body, Vec<Media>)| !body.blocks.is_empty();
        let full = body
            .filter(has_words)
            .or_else(|| html.as_deref().map(&mut to_body).filter(has_words))
            .or_else(|| text.as_deref().map(|text| (html::text_to_body(text), Vec::new())).filter(has_words));
        let (body, mut media) = match full {
            Some(full) => {
                let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
                let summary = summary_html.map(|html| html::plain(&html)).or(summary_text.map(words));
                item.summary = item.summary.take().or(summary).filter(|summary| {
                    let repeated = full.0.plain_text().split_whitespace().eq(summary.split_whitespace());
                    !repeated && !summary.is_empty()
                });
                full
            }
            None => match (summary_html, summary_text) {
                (Some(html), _) => to_body(&html),
                (None, Some(text)) => (html::text_to_body(&text), Vec::new()),
                (None, None) => Default::default(),
            },
        };
        item.body = body;
        if item.summary.is_none() {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let said = words(&item.body.plain_text());
            let other = other_summary.map(|html| html::plain(&html)).filter(|other| !other.is_empty());
            // What the text says already needs no saying twice.
            item.summary = other.filter(|other| !said.starts_with(&words(other)));
        }
        // Media RSS: a film's title and description are the entry's where it has none of its own.
        item.headline = item.headline.take().or_else(|| about_media.headline.clone());
        // What stands in the text has its place there, however much it is.
        let most = media.len().max(MOST_MEDIA);
        let mut places: HashMap<String, usize> = HashMap::new();
        for (at, known) in media.iter().enumerate() {
            known.renditions.iter().for_each(|r| _ = places.entry(r.href.clone()).or_insert(at));
        }
        for mut beside in std::mem::take(&mut item.media) {
            describe(&mut beside, &about_media);
            beside.renditions.truncate(MOST_RENDITIONS);
            let known = beside.renditions.iter().find_map(|r| places.get(&r.href).copied());
            if known.is_none() && media.len() >= most {
                too_many |= !beside.renditions.is_empty();
                continue;
            }
            let at = known.unwrap_or(media.len());
            beside.renditions.iter().for_each(|r| _ = places.entry(r.href.clone()).or_insert(at));
            add(&mut media, known, beside);
        }
        item.media = media;
        item.guid = item.guid.take().or_else(|| item.url.clone());
        item.language = item.language.take().or_else(|| hints.language.clone());
        item.bylines.dedup();
        if too_many {
            problems.push(too_many_media());
        }
        dateline_in_text::fill(&mut item);
        item
    }
}

/// The delivery, with one problem for all entries that cannot be told from others.
pub(crate) fn finish(items: Vec<Item>, mut problems: Vec<Problem>) -> Parsed {
    let nameless = items.iter().filter(|item| item.guid.is_none()).count();
    if nameless > 0 {
        let message = match nameless {
            1 => {
                "An entry has neither an identifier nor a link, so later versions of it cannot be recognised."
                    .into()
            }
            n => format!(
                "{n} entries have neither an identifier nor a link, so later versions of them cannot be recognised."
            ),
        };
        problems.push(Problem::note(message).remedy("Ask the publisher for a guid on every entry."));
    }
    Parsed { format: None, items, problems }
}

/// Which vocabulary an element belongs to, by its namespace or, where that was not declared, its prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    /// The feed's own.
    Feed,
    DublinCore,
    Content,
    MediaRss,
    Itunes,
    Atom,
    Xhtml,
    Other,
}

pub(crate) fn vocabulary(element: Element<'_>) -> Vocabulary {
    let namespace = element.namespace();
    let by_name = |part: &str| namespace.contains(part);
    if by_name("purl.org/dc/") {
        Vocabulary::DublinCore
    } else if by_name("purl.org/rss/1.0/modules/content") {
        Vocabulary::Content
    } else if by_name("search.yahoo.com/mrss") {
        Vocabulary::MediaRss
    } else if by_name("itunes.com") || by_name("google.com/schemas/play-podcasts") {
        Vocabulary::Itunes
    } else if by_name("www.w3.org/2005/Atom") || by_name("purl.org/atom/ns") {
        Vocabulary::Atom
    } else if by_name("www.w3.org/1999/xhtml") {
        Vocabulary::Xhtml
    } else {
        match element.prefix() {
            "" => Vocabulary::Feed,
            "dc" | "dcterms" => Vocabulary::DublinCore,
            "content" => Vocabulary::Content,
            "media" => Vocabulary::MediaRss,
            "itunes" => Vocabulary::Itunes,
            "atom" | "atom10" => Vocabulary::Atom,
            "xhtml" => Vocabulary::Xhtml,
            // A prefix that is bound to RSS itself.
            _ if by_name("purl.org/rss/1.0/") || by_name("rss2") => Vocabulary::Feed,
            _ => Vocabulary::Other,
        }
    }
}

/// Reads one child of an entry that is in a borrowed vocabulary; `false` where it is none of them.
pub(crate) fn borrowed(
    child: Element<'_>,
    entry: &mut Entry,
    hints: &Hints,
    problems: &mut Vec<Problem>,
) -> bool {
    match vocabulary(child) {
        Vocabulary::DublinCore => dublin_core(child, entry, hints, problems),
        Vocabulary::MediaRss => media_rss(child, entry),
        Vocabulary::Itunes => itunes(child, entry),
        Vocabulary::Content if child.is("encoded") => {
            if child.children().next().is_some() {
                entry.body = Some(inline(child, entry.base.as_ref()));
            } else {
                entry.html = filled(child.text());
            }
        }
        Vocabulary::Xhtml if child.is("body") || child.is("div") => {
            entry.body = Some(inline(child, entry.base.as_ref()));
        }
        _ => return false,
    }
    true
}

fn dublin_core(child: Element<'_>, entry: &mut Entry, hints: &Hints, problems: &mut Vec<Problem>) {
    let item = &mut entry.item;
    match child.name() {
        "title" => fill(&mut item.headline, child),
        "creator" | "author" => item.bylines.extend(words(child).and_then(|name| person(&name))),
        "date" | "issued" | "created" if item.published.is_none() => {
            item.published = moment(child, hints, problems);
        }
        "modified" => item.updated = moment(child, hints, problems),
        "language" => item.language = child.words(),
        "rights" => fill(&mut item.credit.copyright_notice, child),
        "rightsHolder" => fill(&mut item.credit.copyright_holder, child),
        "publisher" => fill(&mut item.credit.provider, child),
        "source" => fill(&mut item.credit.source, child),
        "subject" => {
            let name = words(child).unwrap_or_default();
            subjects::add(
                &mut item.subjects,
                Subject { kind: CodeKind::Subject, name, ..Subject::default() },
            );
        }
        "description" | "abstract" if entry.summary_html.is_none() => {
            entry.summary_html = filled(child.text())
        }
        "identifier" if item.guid.is_none() => item.guid = child.words(),
        _ => {}
    }
}

/// Media RSS: <https://www.rssboard.org/media-rss>.
fn media_rss(child: Element<'_>, entry: &mut Entry) {
    let base = entry.base.as_ref();
    match child.name() {
        "content" => {
            let mut media = described(child);
            media.renditions.extend(rendition(child, base));
            media.kind = kind_of(child, &media.renditions);
            for thumbnail in child.all("thumbnail") {
                media.renditions.extend(thumbnail_of(thumbnail, base));
            }
            entry.item.media.push(media);
        }
        "group" => {
            let mut media = described(child);
            for content in child.all("content") {
                describe(&mut media, &described(content));
                media.renditions.extend(rendition(content, base));
            }
            media.kind = child.child("content").map_or(MediaKind::Picture, |c| kind_of(c, &media.renditions));
            media.renditions.sort_by_key(|r| std::cmp::Reverse(r.width.unwrap_or(0)));
            for thumbnail in child.all("thumbnail") {
                media.renditions.extend(thumbnail_of(thumbnail, base));
            }
            entry.item.media.push(media);
        }
        "thumbnail" => {
            let Some(thumbnail) = thumbnail_of(child, base) else { return };
            match &mut entry.item.media[..] {
                [only] => only.renditions.push(thumbnail),
                _ => entry.item.media.push(Media { renditions: vec![thumbnail], ..Media::default() }),
            }
        }
        "keywords" => keywords(child, &mut entry.item),
        "category" => {
            let name = child.filled("label").map(str::to_owned).or_else(|| words(child)).unwrap_or_default();
            let code = if child.filled("label").is_some() {
                words(child).unwrap_or_default()
            } else {
                String::new()
            };
            let scheme = child.filled("scheme").unwrap_or_default().to_owned();
            subjects::add(&mut entry.item.subjects, Subject { kind: CodeKind::Category, scheme, code, name });
        }
        "restriction" => {
            let limit =
                child.words().map(|what| format!("{} {what}", child.attr("relationship").unwrap_or("deny")));
            entry.item.rights.limits.extend(limit);
        }
        _ => about(child, &mut entry.about_media),
    }
}

fn described(element: Element<'_>) -> Media {
    let mut media = Media::default();
    element.children().for_each(|child| about(child, &mut media));
    media
}

/// The words of Media RSS about a picture or film.
fn about(child: Element<'_>, media: &mut Media) {
    match child.name() {
        "title" => fill(&mut media.headline, child),
        "description" => fill(&mut media.caption, child),
        "copyright" => fill(&mut media.copyright, child),
        "credit" if matches!(child.attr("role"), Some("photographer" | "author" | "artist")) => {
            fill(&mut media.byline, child);
        }
        "credit" => fill(&mut media.credit, child),
        _ => {}
    }
}

/// Fills what a medium does not say itself.
fn describe(media: &mut Media, about: &Media) {
    let fill = |own: &mut Option<String>, other: &Option<String>| *own = own.take().or_else(|| other.clone());
    fill(&mut media.headline, &about.headline);
    fill(&mut media.caption, &about.caption);
    fill(&mut media.copyright, &about.copyright);
    fill(&mut media.byline, &about.byline);
    fill(&mut media.credit, &about.credit);
}

fn itunes(child: Element<'_>, entry: &mut Entry) {
    let base = entry.base.as_ref();
    match child.name() {
        "author" if entry.item.bylines.is_empty() => {
            entry.item.bylines.extend(words(child).and_then(|name| person(&name)));
        }
        "subtitle" => fill(&mut entry.item.subheadline, child),
        "title" => fill(&mut entry.item.headline, child),
        "summary" => entry.summary(child),
        "keywords" => keywords(child, &mut entry.item),
        "image" => {
            if let Some(href) = child.filled("href").and_then(|href| address::file(href, base)) {
                let renditions = vec![Rendition { href, ..Rendition::default() }];
                entry.item.media.push(Media { renditions, ..Media::default() });
            }
        }
        _ => {}
    }
}

pub(crate) fn keywords(element: Element<'_>, item: &mut Item) {
    let words = element.words().unwrap_or_default();
    let fresh = words.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned);
    item.keywords.extend(fresh);
}

/// `url`, `type`, `width` … of an enclosure or a `media:content`.
pub(crate) fn rendition(element: Element<'_>, base: Option<&Url>) -> Option<Rendition> {
    let href = address::file(element.filled("url").or_else(|| element.filled("href"))?, base)?;
    let number = |name: &str| element.filled(name).and_then(|n| n.trim_end_matches("px").parse().ok());
    let bytes = ["fileSize", "length"].iter().filter_map(|name| element.filled(name)?.parse().ok());
    Some(Rendition {
        href,
        mime: element.filled("type").filter(|mime| mime.contains('/')).map(str::to_owned),
        width: number("width"),
        height: number("height"),
        // "0" and "1" are how publishers say that they do not know.
        bytes: bytes.into_iter().find(|bytes| *bytes > 1),
        role: None,
    })
}

fn thumbnail_of(element: Element<'_>, base: Option<&Url>) -> Option<Rendition> {
    rendition(element, base).map(|r| Rendition { role: Some("thumbnail".to_owned()), ..r })
}

fn kind_of(element: Element<'_>, renditions: &[Rendition]) -> MediaKind {
    match element.attr("medium") {
        Some("image") => MediaKind::Picture,
        Some("video") => MediaKind::Video,
        Some("audio") => MediaKind::Audio,
        _ => renditions.first().map_or(MediaKind::Other, |r| media_kind(r.mime.as_deref(), &r.href)),
    }
}

/// By the MIME type, else by the ending of the file's name.
pub(crate) fn media_kind(mime: Option<&str>, href: &str) -> MediaKind {
    let ending =
        href.split(['?', '#']).next().and_then(|path| path.rsplit_once('.')).map(|(_, ending)| ending);
    match mime.and_then(|mime| mime.split('/').next()).unwrap_or_default() {
        "image" => MediaKind::Picture,
        "video" => MediaKind::Video,
        "audio" => MediaKind::Audio,
        _ => match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" => MediaKind::Picture,
            "mp4" | "m4v" | "mov" | "webm" => MediaKind::Video,
            "mp3" | "m4a" | "ogg" | "wav" | "aac" => MediaKind::Audio,
            _ => MediaKind::Other,
        },
    }
}

/// No real item has as many pictures; a hostile one must not take quadratic time.
pub(crate) const MOST_MEDIA: usize = 500;
/// Files of one picture or film.
const MOST_RENDITIONS: usize = 50;

/// What is said where an item has more.
pub(crate) fn too_many_media() -> Problem {
    Problem::warning(format!(
        "The item has more than {MOST_MEDIA} pictures, films and sounds; the first {MOST_MEDIA} are taken."
    ))
    .remedy("Ask the agency whether the item is meant to have so many.")
}

/// Adds a medium, or what is new in it where the same file is there already. One more than an item keeps is taken,
/// so that [`Entry::into_item`] can say that there are more.
pub(crate) fn add_media(all: &mut Vec<Media>, media: Media) {
    if all.len() <= MOST_MEDIA {
        merge(all, media);
    }
}

fn merge(all: &mut Vec<Media>, media: Media) {
    let known = |href: &str| all.iter().position(|m| m.renditions.iter().any(|r| r.href == href));
    let at = media.renditions.iter().find_map(|r| known(&r.href));
    add(all, at, media);
}

/// Adds a medium, or what is new in it to the one that has the same file.
fn add(all: &mut Vec<Media>, same: Option<usize>, media: Media) {
    match same.and_then(|at| all.get_mut(at)) {
        Some(same) => {
            describe(same, &media);
            for rendition in media.renditions {
                let has_room = same.renditions.len() < MOST_RENDITIONS;
                match same.renditions.iter_mut().find(|r| r.href == rendition.href) {
                    Some(r) => {
                        r.mime = r.mime.take().or(rendition.mime);
                        // HTML says how large a picture is to be shown, a feed how large it is.
                        (r.width, r.height) = (rendition.width.or(r.width), rendition.height.or(r.height));
                        r.bytes = r.bytes.or(rendition.bytes);
                    }
                    None if has_room => same.renditions.push(rendition),
                    None => {}
                }
            }
        }
        None if media.renditions.is_empty() => {}
        None => all.push(media),
    }
}

/// "desk@courier.example (Ada Quill)", "Ada Quill <desk@courier.example>": Ada Quill.
pub(crate) fn person(written: &str) -> Option<String> {
    let named = match (written.split_once('('), written.split_once('<')) {
        (Some((before, name)), _) if before.contains('@') => name.trim_end().trim_end_matches(')'),
        (_, Some((name, after))) if after.contains('@') && !name.trim().is_empty() => name,
        _ => written,
    };
    byline::clean(named.trim().trim_matches('"'))
}

/// The date that an element holds; where it cannot be read, a problem at its place.
pub(crate) fn moment(element: Element<'_>, hints: &Hints, problems: &mut Vec<Problem>) -> Option<Moment> {
    let text = element.words()?;
    let mut found = Vec::new();
    let moment = dates::read(Some(&text), element.name(), hints, &mut found);
    for problem in found {
        if problems.len() < MOST_PROBLEMS {
            problems.push(element.problem(problem));
        }
    }
    moment
}

/// XHTML, or HTML that nobody escaped, as a body.
pub(crate) fn inline(element: Element<'_>, base: Option<&Url>) -> (Body, Vec<Media>) {
    let mut converter = Converter::new(base);
    converter.add(element);
    converter.finish()
}

/// Sets a field to an element's words unless it has some.
pub(crate) fn fill(field: &mut Option<String>, element: Element<'_>) {
    if field.is_none() {
        *field = words(element);
    }
}

/// The words of an element that may hold HTML, escaped or not.
pub(crate) fn words(element: Element<'_>) -> Option<String> {
    if element.nodes().any(|node| matches!(node, Child::Element(_))) {
        return element.words();
    }
    Some(html::plain(&element.text())).filter(|words| !words.is_empty())
}

/// The words before the first element inside.
pub(crate) fn first_words(element: Element<'_>) -> Option<String> {
    match element.nodes().next() {
        Some(Child::Text(text)) => Some(html::plain(text)).filter(|words| !words.is_empty()),
        _ => None,
    }
}

pub(crate) fn filled(text: Cow<'_, str>) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.into_owned())
}

/// The address that relative ones in `element` are resolved against: `xml:base` of it and of what it
/// stands in, from the outside in, on top of the address that the feed came from.
pub(crate) fn base_of(element: Element<'_>, hints: &Hints) -> Option<Url> {
    let mut bases: Vec<&str> =
        std::iter::successors(Some(element), |e| e.parent()).filter_map(|e| e.attr("xml:base")).collect();
    bases.reverse();
    let mut base = hints.base_url.as_deref().and_then(|url| Url::parse(url).ok());
    for written in bases {
        let resolved = match &base {
            Some(base) => base.join(written.trim()).ok(),
            None => Url::parse(written.trim()).ok(),
        };
        base = resolved.or(base);
    }
    base
}
