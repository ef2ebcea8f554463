//! `ContentItem`s that are text: NITF, XHTML, HTML as text, plain text, and each of them packed in base64.

use base64::Engine as _;

use super::management::formal;
use crate::html::{self, HtmlOptions};
use crate::inline_xml::Converter;
use crate::xml::{Document, Element, Limits};
use crate::{Hints, Item, Problem, nitf, text};

/// The element that holds a `ContentItem`'s text, and whether it is packed.
pub(super) fn data(content: Element) -> Option<(Element, bool)> {
    if let Some(data) = content.child("DataContent") {
        return Some((data, false));
    }
    let mut encoding = content.child("Encoding")?;
    while let Some(inner) = encoding.child("Encoding") {
        encoding = inner;
    }
    Some((encoding.child("DataContent")?, true))
}

/// Which of several forms of one text is taken: the lowest.
pub(super) fn rank(content: Element) -> u8 {
    let format = format_of(content);
    match data(content) {
        Some((data, _)) if data.descendants("nitf").next().is_some() || format.contains("nitf") => 0,
        _ if format.contains("html") => 1,
        Some((data, _)) if data.children().next().is_some() => 2,
        _ => 3,
    }
}

fn format_of(content: Element) -> String {
    let said = |name: &str| content.child(name).and_then(formal).unwrap_or_default();
    format!("{} {}", said("Format"), said("MimeType")).to_lowercase()
}

/// Appends a text to the item's, with what the NITF in it says where the envelope is silent.
pub(super) fn read(content: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let Some((data, is_packed)) = data(content) else {
        if let Some(file) = content.filled("Href") {
            let note = format!("The text is in a file of its own (\"{file}\") and was not read.");
            let remedy = "Ask the agency to send the text within the item.";
            problems.push(content.problem(Problem::warning(note).remedy(remedy)));
        }
        return;
    };
    if is_packed {
        return packed(content, data, hints, item, problems);
    }
    if let Some(inner) = data.descendants("nitf").next() {
        nitf::adopt(item, nitf::read(inner, hints, problems));
    } else if let Some(text) = escaped_body(data) {
        written(&text, &format_of(content), hints, item, problems);
    } else if data.children().next().is_some() {
        let base = hints.base_url.as_deref().and_then(|url| url::Url::parse(url).ok());
        let mut converter = Converter::new(base.as_ref());
        converter.add(data);
        let (body, media) = converter.finish();
        item.append(body, media);
    } else {
        written(&data.text(), &format_of(content), hints, item, problems);
    }
}

/// NITF's `body.content` with nothing in it but HTML as text, as entertainment agencies send it.
fn escaped_body(data: Element) -> Option<String> {
    let body = data.descendants("body.content").next()?;
    let text = body.text();
    (body.children().next().is_none() && is_marked_up(&text)).then(|| text.into_owned())
}

fn is_marked_up(text: &str) -> bool {
    ["</p>", "</P>", "<br", "<BR", "<p>", "<P>", "</div>"].iter().any(|tag| text.contains(tag))
}

fn packed(content: Element, data: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let base64: String = data.text().split_whitespace().collect();
    // Agencies leave out the padding.
    let engine = base64::engine::GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        base64::engine::GeneralPurposeConfig::new()
            .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    );
    // Of a text that is cut off, the whole groups can be read.
    let whole = base64.get(..base64.len() / 4 * 4).unwrap_or_default();
    match engine.decode(&base64).or_else(|_| engine.decode(whole)) {
        Ok(bytes) => {
            let (text, more) = text::decode(&bytes, None);
            problems.extend(more);
            written(&text, &format_of(content), hints, item, problems);
        }
        Err(_) => {
            let message =
                "A text is packed in an encoding that is not base64 or is damaged; it was left out.";
            problems
                .push(content.problem(Problem::error(message).remedy("Ask the agency to send it unpacked.")));
        }
    }
}

/// A text that stands as text: a document of its own, HTML, or words alone.
fn written(text: &str, format: &str, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let start = text.trim_start();
    if start.starts_with("<?xml") || start.starts_with("<nitf") || start.starts_with("<!DOCTYPE nitf") {
        let doc = Document::parse(text, &Limits::default());
        let nitf = doc
            .roots()
            .find_map(|root| if root.is("nitf") { Some(root) } else { root.descendants("nitf").next() });
        if let Some(nitf) = nitf {
            return nitf::adopt(item, nitf::read(nitf, hints, problems));
        }
    }
    if format.contains("html") || is_marked_up(text) {
        let base = hints.base_url.as_deref().and_then(|url| url::Url::parse(url).ok());
        let (body, media, more) = html::to_body(text, &HtmlOptions { base_url: base.as_ref() });
        problems.extend(more);
        item.append(body, media);
    } else {
        item.append(html::text_to_body(text), Vec::new());
    }
}
