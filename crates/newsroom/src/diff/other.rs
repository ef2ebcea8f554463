//! Changes outside the text, as sentences.

use wire::{Item, Media};

/// One sentence for every part of the page besides headline and text that changed.
pub(super) fn changes(old: &Item, new: &Item) -> Vec<String> {
    let mut said = Vec::new();
    let mut part = |name: &str, was: Option<String>, is: Option<String>| said.extend(changed(name, was, is));
    part("Second headline", old.subheadline.clone(), new.subheadline.clone());
    part("Summary", old.summary.clone(), new.summary.clone());
    part("Byline", names(&old.bylines), names(&new.bylines));
    part("Dateline", dateline(old), dateline(new));
    part("Credit", credit(old), credit(new));
    part("Language", old.language.clone(), new.language.clone());
    pictures(old, new, &mut said);
    said
}

fn changed(name: &str, was: Option<String>, is: Option<String>) -> Option<String> {
    let (was, is) = (was.filter(|w| !w.is_empty()), is.filter(|w| !w.is_empty()));
    if was == is {
        return None;
    }
    Some(match (was, is) {
        (Some(was), Some(is)) => format!("{name} changed from “{}” to “{}”.", short(&was), short(&is)),
        (None, Some(is)) => format!("{name} added: “{}”.", short(&is)),
        (Some(was), None) => format!("{name} removed: “{}”.", short(&was)),
        (None, None) => return None,
    })
}

fn names(bylines: &[String]) -> Option<String> {
    let (last, first) = bylines.split_last()?;
    Some(if first.is_empty() { last.clone() } else { format!("{} and {last}", first.join(", ")) })
}

fn dateline(item: &Item) -> Option<String> {
    item.dateline_text.clone().or_else(|| item.dateline_place.clone())
}

fn credit(item: &Item) -> Option<String> {
    item.credit.line.clone().or_else(|| item.credit.provider.clone())
}

fn pictures(old: &Item, new: &Item, said: &mut Vec<String>) {
    let find = |media: &[Media], wanted: &Media| media.iter().find(|m| id(m) == id(wanted)).cloned();
    for picture in &new.media {
        match find(&old.media, picture) {
            None => said.push(named("added", picture)),
            Some(before) => {
                said.extend(changed("Caption", before.caption, picture.caption.clone()));
                said.extend(changed("Picture credit", before.credit, picture.credit.clone()));
            }
        }
    }
    said.extend(old.media.iter().filter(|m| find(&new.media, m).is_none()).map(|m| named("removed", m)));
}

/// The same picture has the same guid, or the same first file where it has none.
fn id(media: &Media) -> Option<&str> {
    media.guid.as_deref().or(media.renditions.first().map(|rendition| rendition.href.as_str()))
}

fn named(what: &str, media: &Media) -> String {
    match media.caption.as_ref().or(media.headline.as_ref()).filter(|caption| !caption.trim().is_empty()) {
        Some(caption) => format!("Picture {what}: “{}”.", short(caption)),
        None => format!("Picture {what}."),
    }
}

/// Long texts are cut: the sentence is there to say what changed, not to repeat it.
fn short(text: &str) -> String {
    const LONGEST: usize = 240;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some((at, _)) => {
            let end = text[..at].rfind(' ').unwrap_or(at);
            format!("{} …", &text[..end])
        }
    }
}
