//! JSON Feed 1.0 and 1.1. Spec: <https://www.jsonfeed.org/version/1.1/>.

use url::Url;

use crate::feed::{self, Entry};
use crate::json::Node;
use crate::json::fields::{self, Reader};
use crate::{Hints, Item, Link, LinkRole, Media, Parsed, Problem, Rendition, address, html};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let parsed = fields::items(bytes, hints, |reader, roots| {
        let mut items = Vec::new();
        for feed in roots {
            let Some(entries) = feed.get("items") else {
                let problem =
                    Problem::error("This JSON has no \"items\", so it is no JSON Feed with entries.");
                reader.problem(feed, "", problem.remedy("Check the feed's address."));
                continue;
            };
            items.extend(entries.entries().iter().filter_map(|entry| reader.entry(entry, feed)));
        }
        items
    });
    feed::finish(parsed.items, parsed.problems)
}

impl Reader<'_, '_> {
    fn entry(&mut self, node: &Node<'_>, feed: &Node<'_>) -> Option<Item> {
        if !node.is_object() {
            let problem = Problem::warning("An entry of the feed is no object, so it was left out.");
            self.problem(node, "items", problem);
            return None;
        }
        let page = node.text_of("url").or_else(|| feed.text_of("home_page_url"));
        let base = [page, feed.text_of("feed_url"), self.hints.base_url.as_deref()];
        let base = base.into_iter().flatten().find_map(|url| Url::parse(url).ok());
        let base = base.as_ref();
        let href = |key: &str| node.text_of(key).and_then(|url| address::web(url, base));
        let words = |node: &Node<'_>, key: &str| node.text_of(key).map(html::plain).filter(|w| !w.is_empty());

        let mut entry = Entry { base: base.cloned(), ..Entry::default() };
        entry.html = node.text_of("content_html").map(str::to_owned);
        entry.text = node.text_of("content_text").map(str::to_owned);
        entry.summary_html = node.text_of("summary").map(str::to_owned);
        let item = &mut entry.item;
        item.guid = node.text_of("id").map(str::to_owned);
        item.url = href("url");
        item.headline = words(node, "title");
        item.bylines = authors(node);
        if item.bylines.is_empty() {
            item.bylines = authors(feed);
        }
        item.credit.source = words(feed, "title");
        item.language = node.text_of("language").or_else(|| feed.text_of("language")).map(str::to_owned);
        item.published = self.moment(node, &["date_published"]);
        item.updated = self.moment(node, &["date_modified"]);
        let tags =
            node.entries_of("tags").iter().filter_map(|tag| tag.text().or_else(|| tag.text_of("name")));
        item.keywords = tags.map(html::plain).filter(|tag| !tag.is_empty()).collect();
        if let Some(external) = href("external_url") {
            item.links.push(Link { role: LinkRole::Related, href: Some(external), ..Link::default() });
        }
        for key in ["image", "banner_image"] {
            if let Some(href) = node.text_of(key).and_then(|url| address::file(url, base)) {
                let rendition = Rendition { href, role: Some(key.to_owned()), ..Rendition::default() };
                item.media.push(Media { renditions: vec![rendition], ..Media::default() });
            }
        }
        for attachment in node.entries_of("attachments") {
            let Some(href) = attachment.text_of("url").and_then(|url| address::file(url, base)) else {
                continue;
            };
            let mime = attachment.text_of("mime_type").map(str::to_owned);
            item.media.push(Media {
                kind: feed::media_kind(mime.as_deref(), &href),
                headline: words(attachment, "title"),
                renditions: vec![Rendition {
                    href,
                    mime,
                    bytes: attachment.get("size_in_bytes").and_then(Node::whole),
                    ..Rendition::default()
                }],
                ..Media::default()
            });
        }
        Some(entry.into_item(self.hints, &mut self.problems))
    }
}

/// `authors` of 1.1, `author` of 1.0.
fn authors(node: &Node<'_>) -> Vec<String> {
    let entries = node.any(&["authors", "author"]).map_or(&[][..], Node::entries).iter();
    let names = entries.filter_map(|author| author.text_of("name").or_else(|| author.text()));
    names.filter_map(|name| crate::byline::clean(&html::plain(name))).collect()
}
