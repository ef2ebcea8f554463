//! Changes outside the text.

use serde::Serialize;
use wire::{Item, Media};

/// A part of the page besides headline and text that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherChange {
    pub part: Part,
    /// What it said; `None` where it was not there. Long texts are cut: it is there to say what changed,
    /// not to repeat it.
    pub was: Option<String>,
    /// What it says; `None` where it is gone. A picture is told by its caption, which may be empty.
    pub is: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    Subheadline,
    Summary,
    Byline,
    Dateline,
    Credit,
    Language,
    Picture,
    Caption,
    PictureCredit,
    /// Links, emphasis or layout of a text whose words are the same.
    Layout,
}

pub(super) fn changes(old: &Item, new: &Item) -> Vec<OtherChange> {
    let mut said = Vec::new();
    let mut part = |part: Part, was: Option<String>, is: Option<String>| said.extend(changed(part, was, is));
    part(Part::Subheadline, old.subheadline.clone(), new.subheadline.clone());
    part(Part::Summary, old.summary.clone(), new.summary.clone());
    part(Part::Byline, names(&old.bylines), names(&new.bylines));
    part(Part::Dateline, dateline(old), dateline(new));
    part(Part::Credit, credit(old), credit(new));
    part(Part::Language, old.language.clone(), new.language.clone());
    pictures(old, new, &mut said);
    said
}

fn changed(part: Part, was: Option<String>, is: Option<String>) -> Option<OtherChange> {
    let (was, is) = (was.filter(|w| !w.is_empty()), is.filter(|w| !w.is_empty()));
    (was != is).then(|| OtherChange { part, was: was.as_deref().map(short), is: is.as_deref().map(short) })
}

fn names(bylines: &[String]) -> Option<String> {
    (!bylines.is_empty()).then(|| bylines.join(", "))
}

fn dateline(item: &Item) -> Option<String> {
    item.dateline_text.clone().or_else(|| item.dateline_place.clone())
}

fn credit(item: &Item) -> Option<String> {
    item.credit.line.clone().or_else(|| item.credit.provider.clone())
}

fn pictures(old: &Item, new: &Item, said: &mut Vec<OtherChange>) {
    let find = |media: &[Media], wanted: &Media| media.iter().find(|m| id(m) == id(wanted)).cloned();
    for picture in &new.media {
        match find(&old.media, picture) {
            None => said.push(OtherChange { part: Part::Picture, was: None, is: Some(name(picture)) }),
            Some(before) => {
                said.extend(changed(Part::Caption, before.caption, picture.caption.clone()));
                said.extend(changed(Part::PictureCredit, before.credit, picture.credit.clone()));
            }
        }
    }
    let gone = old.media.iter().filter(|media| find(&new.media, media).is_none());
    said.extend(gone.map(|media| OtherChange { part: Part::Picture, was: Some(name(media)), is: None }));
}

/// The same picture has the same guid, or the same first file where it has none.
fn id(media: &Media) -> Option<&str> {
    media.guid.as_deref().or(media.renditions.first().map(|rendition| rendition.href.as_str()))
}

fn name(media: &Media) -> String {
    short(media.caption.as_deref().or(media.headline.as_deref()).unwrap_or_default())
}

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
