//! WordPress's export read as a feed: an RSS whose items say what they are and whether they are published.
//!
//! For moving a whole site there is `import`; this is for those who send or fetch the file as copy.

use std::collections::HashMap;

use crate::feed::{self, Entry};
use crate::import::wordpress;
use crate::xml::Element;
use crate::{Media, Problem, Rendition, Status, address};

/// A post or a page, and no picture, menu or revision. Items of every other RSS are stories.
pub(super) fn is_story(item: Element<'_>) -> bool {
    let kind = item.child("post_type").and_then(Element::words);
    kind.is_none_or(|kind| matches!(kind.as_str(), "post" | "page"))
}

/// The pictures that posts name by their number.
pub(super) type Pictures = HashMap<String, Media>;

pub(super) fn add_picture(item: Element<'_>, pictures: &mut Pictures) {
    let id = item.child("post_id").and_then(Element::words);
    if let (Some(id), Some(media)) = (id, picture(item)) {
        pictures.insert(id, media);
    }
}

fn picture(item: Element<'_>) -> Option<Media> {
    let href = address::web(&item.child("attachment_url")?.words()?, None)?;
    let caption = encoded(item, "excerpt").map(|html| crate::html::plain(&html));
    Some(Media {
        kind: feed::media_kind(None, &href),
        headline: item.child("title").and_then(feed::words),
        caption: caption.filter(|caption| !caption.is_empty()),
        alt: meta(item, "_wp_attachment_image_alt"),
        renditions: vec![Rendition { href, ..Rendition::default() }],
        ..Media::default()
    })
}

pub(super) fn left_out(items: usize) -> Option<Problem> {
    let what = match items {
        0 => return None,
        1 => "One item of this WordPress export is a picture or a setting and no post; it was left out."
            .to_owned(),
        n => format!(
            "{n} items of this WordPress export are pictures or settings and no posts; they were left out."
        ),
    };
    Some(Problem::note(what).remedy("To move a whole site, with its pictures and comments, import the file."))
}

/// What an export says beyond RSS: whether a post is published, its excerpt, its picture, and its text as
/// WordPress shows it.
pub(super) fn complete(item: Element<'_>, pictures: &Pictures, entry: &mut Entry) {
    if item.child("post_type").is_none() {
        return;
    }
    match item.child("status").and_then(Element::words).as_deref() {
        Some("publish" | "inherit") | None => {}
        Some("future") => entry.item.embargo = entry.item.published,
        Some(_) => entry.item.status = Status::Withheld,
    }
    if let Some(html) = entry.html.take() {
        entry.html = Some(wordpress::read(&html).html);
    }
    entry.summary_html = encoded(item, "excerpt").or(entry.summary_html.take());
    let lead = meta(item, "_thumbnail_id").and_then(|id| pictures.get(&id).cloned());
    for media in lead.into_iter().chain(picture(item)) {
        // A post that names a file is titled as itself.
        let headline = media.headline.filter(|title| entry.item.headline.as_ref() != Some(title));
        feed::add_media(&mut entry.item.media, Media { headline, ..media });
    }
}

/// `content:encoded` and `excerpt:encoded` have one name.
fn encoded(item: Element<'_>, prefix: &str) -> Option<String> {
    item.all("encoded").find(|e| e.prefix() == prefix).and_then(|e| feed::filled(e.text()))
}

fn meta(item: Element<'_>, key: &str) -> Option<String> {
    let said = |meta: Element<'_>, name: &str| meta.child(name).and_then(Element::words);
    item.all("postmeta")
        .find(|meta| said(*meta, "meta_key").as_deref() == Some(key))
        .and_then(|meta| said(meta, "meta_value"))
}
