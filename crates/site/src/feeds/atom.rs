//! Atom 1.0 (RFC 4287), with `at:deleted-entry` (RFC 6721) for withdrawn stories.

use crate::feeds::{Feed, rfc3339, rfc3339_moment};
use crate::xml_out::XmlOut;

/// Writes the feed as Atom.
pub fn atom(feed: &Feed) -> Vec<u8> {
    let mut xml = XmlOut::new();
    xml.open(
        "feed",
        &[
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xmlns:at", "http://purl.org/atompub/tombstones/1.0"),
            ("xml:lang", &feed.language),
        ],
    );
    xml.text("id", &feed.address);
    xml.text("title", &feed.title);
    xml.text("subtitle", &feed.description);
    // RFC 4287 asks for a time even of an empty feed; 1970 says plainly that nothing ever was in it.
    xml.text("updated", &rfc3339(feed.updated().unwrap_or(jiff::Timestamp::UNIX_EPOCH)));
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.address)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page)]);
    if !feed.copyright.is_empty() {
        xml.text("rights", &feed.copyright);
    }
    for entry in &feed.entries {
        let language = entry.language.as_deref().unwrap_or(&feed.language);
        xml.open("entry", &[("xml:lang", language)]);
        xml.text("id", &entry.id);
        xml.text("title", &entry.title);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)]);
        if let Some(published) = &entry.published {
            xml.text("published", &rfc3339_moment(published));
        }
        xml.text("updated", &rfc3339(entry.updated()));
        let authors =
            if entry.authors.is_empty() { std::slice::from_ref(&entry.agency) } else { &entry.authors };
        for author in authors {
            xml.open("author", &[]);
            xml.text("name", author);
            xml.close("author");
        }
        for category in &entry.categories {
            xml.empty("category", &[("term", category)]);
        }
        if let Some(summary) = &entry.summary {
            xml.text("summary", summary);
        }
        if let Some(html) = &entry.html {
            xml.text_with("content", &[("type", "html")], html);
        }
        if let Some(picture) = &entry.picture {
            let bytes = picture.bytes.map(|bytes| bytes.to_string());
            let mut link = vec![("rel", "enclosure"), ("type", &*picture.mime), ("href", &*picture.url)];
            link.extend(bytes.as_deref().map(|bytes| ("length", bytes)));
            xml.empty("link", &link);
        }
        xml.close("entry");
    }
    for gone in &feed.withdrawn {
        xml.open("at:deleted-entry", &[("ref", &gone.id), ("when", &rfc3339(gone.at))]);
        xml.text("at:comment", &gone.reason);
        xml.close("at:deleted-entry");
    }
    xml.close("feed");
    xml.finish()
}
