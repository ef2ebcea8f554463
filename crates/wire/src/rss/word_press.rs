//! WordPress's export read as a feed: an RSS whose items say what they are and whether they are published.
//!
//! For moving a whole site there is `import`; this is for those who send or fetch the file as copy.

use crate::feed::{self, Entry};
use crate::import::wordpress;
use crate::xml::Element;
use crate::{Problem, Status};

/// A post or a page, and no picture, menu or revision. Items of every other RSS are stories.
pub(super) fn is_story(item: Element<'_>) -> bool {
    let kind = item.child("post_type").and_then(Element::words);
    kind.is_none_or(|kind| matches!(kind.as_str(), "post" | "page")) && item.child("attachment_url").is_none()
}

pub(super) fn left_out(files: usize) -> Option<Problem> {
    let what = match files {
        0 => return None,
        1 => "One item of this WordPress export is no post but a picture or a setting; it was left out.".to_owned(),
        n => format!("{n} items of this WordPress export are no posts but pictures or settings; they were left out."),
    };
    Some(Problem::note(what).remedy("To move a whole site, with its pictures and comments, import the file."))
}

/// What an export says beyond RSS: whether a post is published, its excerpt, and its text as WordPress shows it.
pub(super) fn complete(item: Element<'_>, entry: &mut Entry) {
    let Some(status) = item.child("status").and_then(Element::words) else { return };
    if item.child("post_type").is_none() {
        return;
    }
    match status.as_str() {
        "publish" | "inherit" => {}
        "future" => entry.item.embargo = entry.item.published,
        _ => entry.item.status = Status::Withheld,
    }
    if let Some(html) = entry.html.take() {
        entry.html = Some(wordpress::read(&html).html);
    }
    let excerpt = item.all("encoded").find(|e| e.prefix() == "excerpt").and_then(|e| feed::filled(e.text()));
    entry.summary_html = excerpt.or(entry.summary_html.take());
}
