//! Apple News Format, which some agencies send their finished articles in (`article.json`).
//!
//! An article is a tree of components, each with a role. Text becomes the body, pictures stand where their
//! components stand; layout, styles and animations fall away. Spec:
//! <https://developer.apple.com/documentation/applenewsformat>.

use crate::html;
use crate::json::Node;
use crate::json::fields::{self, Reader, all_words, plain, words};
use crate::{
    Block, Body, Hints, Inline, Item, Media, MediaKind, Parsed, Problem, Rendition, address, byline,
};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    fields::items(bytes, hints, |reader, roots| {
        let articles = roots.iter().filter(|root| root.get("components").is_some());
        let items: Vec<Item> = articles.map(|article| item(reader, article)).collect();
        if items.is_empty() {
            let problem = Problem::error("This JSON has no \"components\", so there is no article in it.");
            reader.problems.push(problem.remedy("Ask the agency for its article.json."));
        }
        items
    })
}

fn item(reader: &mut Reader<'_, '_>, node: &Node<'_>) -> Item {
    let about = node.get("metadata").unwrap_or(node);
    let mut item = Item {
        guid: node.text_of("identifier").map(str::to_owned),
        headline: words(node, &["title"]),
        subheadline: words(node, &["subtitle"]),
        summary: words(about, &["excerpt"]),
        bylines: all_words(about, "authors").iter().filter_map(|name| byline::clean(name)).collect(),
        language: node.text_of("language").map(str::to_owned).or_else(|| reader.hints.language.clone()),
        published: reader.moment(about, &["datePublished", "dateCreated"]),
        updated: reader.moment(about, &["dateModified"]),
        keywords: all_words(about, "keywords"),
        url: words(about, &["canonicalURL"]).and_then(|url| address::web(&url, reader.base.as_ref())),
        ..Item::default()
    };
    let named = !item.bylines.is_empty();
    for component in node.entries_of("components") {
        component_of(reader, component, named, 0, &mut item);
    }
    let has_picture = item.media.iter().any(|media| media.kind == MediaKind::Picture);
    if let Some(picture) = about.text_of("thumbnailURL").filter(|_| !has_picture) {
        let media = picture_of(reader, about, picture);
        item.media.extend(media);
    }
    // A title that stands among the components and nowhere else.
    crate::dateline_in_text::fill(&mut item);
    item
}

/// Adds what a component says, and what the components in it say.
fn component_of(reader: &mut Reader<'_, '_>, node: &Node<'_>, named: bool, depth: usize, item: &mut Item) {
    const DEEPEST: usize = 32;
    let role = node.text_of("role").unwrap_or_default();
    match role {
        "title" => {
            let title = text_of(reader, node);
            let words = title.plain_text();
            if item.headline.is_none() {
                item.headline = Some(words);
            } else if item.headline.as_deref() != Some(words.as_str()) {
                add_heading(title, 2, item);
            }
        }
        "author" | "byline" => {
            if !named {
                item.bylines.extend(byline::clean(&text_of(reader, node).plain_text()));
            }
        }
        "divider" => item.body.blocks.push(Block::Rule),
        "pullquote" | "quote" => {
            let blocks = text_of(reader, node).blocks;
            item.body.blocks.push(Block::Quote { blocks, cite: Vec::new() });
        }
        "photo" | "image" | "figure" | "portrait" | "logo" | "arkit" | "article_thumbnail" => {
            add_picture(reader, node, item);
        }
        "gallery" | "mosaic" => {
            node.entries_of("items").iter().for_each(|one| add_picture(reader, one, item))
        }
        "video" | "audio" | "music" | "podcast" => add_film(reader, node, role, item),
        "htmltable" => {
            let (body, media) = reader.html(node.text_of("html").unwrap_or_default());
            item.append(body, media);
        }
        _ if role.starts_with("heading") => {
            // `heading` alone is the first level below the title.
            let level = role.trim_start_matches("heading").parse::<u8>().map_or(2, |n| n.clamp(1, 5) + 1);
            add_heading(text_of(reader, node), level, item);
        }
        // An embed of a page elsewhere: its address is all that there is.
        _ if node.text_of("URL").is_some() && node.get("text").is_none() => {
            let written = node.text_of("URL").unwrap_or_default();
            if let Some(href) = address::web(written, reader.base.as_ref()) {
                let inner = vec![Inline::text(href.clone())];
                item.body.blocks.push(Block::Paragraph { text: vec![Inline::Link { href, inner }] });
            }
        }
        _ => item.body.blocks.extend(text_of(reader, node).blocks),
    }
    if depth < DEEPEST {
        for inner in node.entries_of("components") {
            component_of(reader, inner, named, depth + 1, item);
        }
    }
}

/// A component's text: HTML, Markdown (its words as they stand) or plain.
fn text_of(reader: &mut Reader<'_, '_>, node: &Node<'_>) -> Body {
    let Some(text) = node.text_of("text") else { return Body::default() };
    match node.text_of("format") {
        Some("html") => reader.html(text).0,
        _ => html::text_to_body(text),
    }
}

fn add_heading(text: Body, level: u8, item: &mut Item) {
    let mut words = String::new();
    for block in text.blocks {
        match block {
            Block::Paragraph { text } | Block::Heading { text, .. } => {
                item.body.blocks.push(Block::Heading { level, text });
            }
            other => {
                words.push_str(&Body { blocks: vec![other] }.plain_text());
            }
        }
    }
    if !words.is_empty() {
        item.body.blocks.push(Block::Heading { level, text: vec![Inline::text(words)] });
    }
}

fn add_picture(reader: &mut Reader<'_, '_>, node: &Node<'_>, item: &mut Item) {
    let Some(written) = node.text_of_any(&["URL", "imageURL"]) else { return };
    if let Some(media) = picture_of(reader, node, written) {
        item.body.blocks.push(Block::Media { media: item.media.len() });
        item.media.push(media);
    }
}

fn picture_of(reader: &mut Reader<'_, '_>, node: &Node<'_>, written: &str) -> Option<Media> {
    // A file of the bundle lies beside the article.
    let written = written.strip_prefix("bundle://").unwrap_or(written);
    let rendition = reader.rendition(node, written)?;
    let caption =
        node.get("caption").and_then(|caption| plain(caption).or_else(|| words(caption, &["text"])));
    Some(Media {
        caption,
        alt: words(node, &["accessibilityCaption"]),
        renditions: vec![Rendition { mime: None, bytes: None, ..rendition }],
        ..Media::default()
    })
}

fn add_film(reader: &mut Reader<'_, '_>, node: &Node<'_>, role: &str, item: &mut Item) {
    let Some(written) = node.text_of("URL") else { return };
    let Some(media) = picture_of(reader, node, written) else { return };
    let kind = if role == "video" { MediaKind::Video } else { MediaKind::Audio };
    item.body.blocks.push(Block::Media { media: item.media.len() });
    item.media.push(Media { kind, ..media });
}
