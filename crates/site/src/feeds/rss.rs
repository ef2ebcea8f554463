//! RSS 2.0 with `content:encoded`, `dc:creator` and `atom:link rel=self`.

use crate::escape::escaped;
use crate::feeds::Feed;
use crate::xml_out::XmlOut;

/// Writes the feed as RSS 2.0 (rssboard.org/rss-specification).
pub fn rss(feed: &Feed) -> Vec<u8> {
    let mut xml = XmlOut::new();
    xml.open(
        "rss",
        &[
            ("version", "2.0"),
            ("xmlns:atom", "http://www.w3.org/2005/Atom"),
            ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ],
    );
    xml.open("channel", &[]);
    xml.text("title", &feed.title);
    xml.text("link", &feed.page);
    xml.text("description", &feed.description);
    xml.text("language", &feed.language);
    if !feed.copyright.is_empty() {
        xml.text("copyright", &feed.copyright);
    }
    if let Some(at) = feed.updated() {
        xml.text("lastBuildDate", &rfc822(at));
    }
    xml.empty("atom:link", &[("href", &feed.address), ("rel", "self"), ("type", "application/rss+xml")]);
    for entry in &feed.entries {
        xml.open("item", &[]);
        xml.text("title", &entry.title);
        xml.text("link", &entry.url);
        xml.text_with("guid", &[("isPermaLink", "false")], &entry.id);
        if let Some(published) = &entry.published {
            xml.text("pubDate", &rfc822(published.at));
        }
        for author in &entry.authors {
            xml.text("dc:creator", author);
        }
        if entry.authors.is_empty() {
            xml.text("dc:creator", &entry.agency);
        }
        for category in &entry.categories {
            xml.text("category", category);
        }
        if let Some(summary) = &entry.summary {
            // Programs show it as HTML, so that words must be HTML too (rssboard.org/rss-profile).
            xml.text("description", &escaped(summary).to_string());
        }
        if let Some(html) = &entry.html {
            xml.text("content:encoded", html);
        }
        if let Some(picture) = &entry.picture {
            // RSS asks for a length always; 0 is its way to say that it is not known.
            let bytes = picture.bytes.unwrap_or(0).to_string();
            xml.empty("enclosure", &[("url", &picture.url), ("type", &picture.mime), ("length", &bytes)]);
        }
        xml.close("item");
    }
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

/// RSS asks for RFC 822 dates, with four-digit years.
fn rfc822(at: jiff::Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}
