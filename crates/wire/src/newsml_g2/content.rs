//! `contentSet`: the copy itself, and where the files of pictures and films are.

use crate::html::{self, HtmlOptions};
use crate::inline_xml::Converter;
use crate::xml::Element;
use crate::{Body, Hints, Item, ItemKind, Media, MediaKind, Problem, Rendition, byline, nitf, subjects};

/// A content set holds the same content in several forms: the first with words is the body, all
/// remote files together are one picture or film.
pub(super) fn read(content_set: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    for content in content_set.children() {
        if !item.body.blocks.is_empty() {
            break;
        }
        match content.name() {
            "inlineXML" => inline_xml(content, hints, item, problems),
            "inlineData" => inline_data(content, hints, item, problems),
            _ => {}
        }
    }
    remote(content_set, item);
}

fn inline_xml(content: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    if let Some(inner) = content.child("nitf") {
        let inner = nitf::read(inner, hints, problems);
        return nitf::adopt(item, inner);
    }
    let base = hints.base_url.as_deref().and_then(|url| url::Url::parse(url).ok());
    let mut converter = Converter::new(base.as_ref());
    converter.add(content);
    let (body, media) = converter.finish();
    item.body = body;
    item.media.extend(media);
    // Where the envelope is empty, the page inside says it.
    let first = |name: &str| {
        let is_it = |e: &Element| e.name().eq_ignore_ascii_case(name);
        content.elements().filter(is_it).find_map(Element::words)
    };
    item.headline = item.headline.take().or_else(|| first("title"));
    if item.bylines.is_empty() {
        item.bylines = first("byline").and_then(|name| byline::clean(&name)).into_iter().collect();
    }
}

/// Copy as text, with HTML escaped in it or plain.
fn inline_data(content: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    if content.filled("encoding").is_some() {
        let note = Problem::note("Content that is packed into the file in an encoding was left out.");
        problems.push(content.problem(note));
        return;
    }
    let text = content.text();
    let kind = content.attr("contenttype").unwrap_or_default();
    let (body, media): (Body, Vec<Media>) = if kind.contains("html") {
        let base = hints.base_url.as_deref().and_then(|url| url::Url::parse(url).ok());
        let (body, media, more) = html::to_body(&text, &HtmlOptions { base_url: base.as_ref() });
        problems.extend(more);
        (body, media)
    } else {
        (html::text_to_body(&text), Vec::new())
    };
    item.body = body;
    item.media.extend(media);
}

/// `remoteContent`: every one is the same picture or film in another size or format.
fn remote(content_set: Element, item: &mut Item) {
    let mut renditions: Vec<Rendition> = content_set.all("remoteContent").filter_map(rendition).collect();
    if renditions.is_empty() {
        return;
    }
    let kind = match item.kind {
        ItemKind::Picture => MediaKind::Picture,
        ItemKind::Graphic => MediaKind::Graphic,
        ItemKind::Video => MediaKind::Video,
        ItemKind::Audio => MediaKind::Audio,
        ItemKind::Text | ItemKind::Package => kind_of_mime(renditions[0].mime.as_deref().unwrap_or_default()),
    };
    let area = |r: &Rendition| u64::from(r.width.unwrap_or(0)) * u64::from(r.height.unwrap_or(0));
    renditions.sort_by_key(|r| std::cmp::Reverse((area(r), r.bytes.unwrap_or(0))));
    let is_its_own = !matches!(item.kind, ItemKind::Text | ItemKind::Package);
    item.media.push(Media {
        guid: item.guid.clone().filter(|_| is_its_own),
        kind,
        headline: item.headline.clone().filter(|_| is_its_own),
        caption: item.summary.clone().filter(|_| is_its_own),
        alt: None,
        byline: item.bylines.first().cloned().filter(|_| is_its_own),
        credit: item.credit.line.clone(),
        copyright: item.credit.copyright_notice.clone(),
        usage_terms: item.rights.usage_terms.clone(),
        renditions,
    });
}

fn rendition(remote: Element) -> Option<Rendition> {
    let number = |name: &str| remote.filled(name).and_then(|value| value.parse().ok());
    let href = ["href", "residref"].iter().find_map(|name| remote.filled(name))?;
    Some(Rendition {
        href: href.to_owned(),
        mime: remote.filled("contenttype").map(str::to_owned),
        width: number("width"),
        height: number("height"),
        bytes: remote.filled("size").and_then(|size| size.parse().ok()),
        role: remote.filled("rendition").map(|role| subjects::local(role).to_owned()),
    })
}

fn kind_of_mime(mime: &str) -> MediaKind {
    match mime.split('/').next().unwrap_or_default() {
        "image" => MediaKind::Picture,
        "video" => MediaKind::Video,
        "audio" => MediaKind::Audio,
        _ => MediaKind::Other,
    }
}
