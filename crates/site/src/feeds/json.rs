//! JSON Feed 1.1 (jsonfeed.org/version/1.1).

use serde_json::{Map, Value, json};

use crate::feeds::{Entry, Feed, rfc3339_moment};

/// Writes the feed as JSON Feed.
pub fn json(feed: &Feed) -> Vec<u8> {
    let document = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "language": feed.language,
        "items": feed.entries.iter().map(item).collect::<Vec<_>>(),
    });
    document.to_string().into_bytes()
}

fn item(entry: &Entry) -> Value {
    let mut item = Map::new();
    let mut put = |key: &str, value: Value| item.insert(key.to_owned(), value);
    put("id", json!(entry.id));
    put("url", json!(entry.url));
    put("title", json!(entry.title));
    if let Some(summary) = &entry.summary {
        put("summary", json!(summary));
    }
    // An item must have a text of one kind or the other (section "items").
    match &entry.html {
        Some(html) => put("content_html", json!(html)),
        None => put("content_text", json!(entry.summary.as_deref().unwrap_or(&entry.title))),
    };
    if let Some(published) = &entry.published {
        put("date_published", json!(rfc3339_moment(published)));
    }
    // A story without a date has none here either, until it changes.
    if let Some(at) = entry.modified.or(entry.published) {
        put("date_modified", json!(rfc3339_moment(&at)));
    }
    let authors = if entry.authors.is_empty() { std::slice::from_ref(&entry.agency) } else { &entry.authors };
    put("authors", authors.iter().map(|name| json!({ "name": name })).collect());
    if !entry.categories.is_empty() {
        put("tags", json!(entry.categories));
    }
    if let Some(language) = &entry.language {
        put("language", json!(language));
    }
    if let Some(picture) = &entry.picture {
        put("image", json!(picture.url));
        let mut file = json!({ "url": picture.url, "mime_type": picture.mime });
        if let Some(bytes) = picture.bytes {
            file["size_in_bytes"] = json!(bytes);
        }
        put("attachments", json!([file]));
    }
    Value::Object(item)
}
