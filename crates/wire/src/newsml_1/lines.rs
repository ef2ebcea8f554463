//! `NewsLines`: what is printed around the copy.

use super::{management, meta};
use crate::xml::Element;
use crate::{Item, Media, byline, dateline_in_text};

/// The lines of a story. What an outer component said before stays.
pub(super) fn of_item(lines: Element, item: &mut Item) {
    let words = |name: &str| lines.all(name).find_map(Element::words);
    fill(&mut item.headline, || words("HeadLine"));
    let second = |lines: Element| {
        let all: Vec<String> = lines.all("SubHeadLine").filter_map(Element::words).collect();
        (!all.is_empty()).then(|| all.join(" / "))
    };
    fill(&mut item.subheadline, || second(lines));
    if item.bylines.is_empty() {
        item.bylines = bylines(lines);
    }
    // A date line that is only a machine's date names no place and is nothing to print.
    let is_printed = |line: &String| line.chars().any(char::is_alphabetic);
    let dateline = words("DateLine").filter(is_printed);
    fill(&mut item.dateline_text, || dateline.map(|line| dateline_in_text::printed(&line)));
    fill(&mut item.credit.line, || words("CreditLine"));
    fill(&mut item.credit.copyright_notice, || words("CopyrightLine"));
    fill(&mut item.rights.usage_terms, || words("RightsLine"));
    // A slug of its own is better than the label of the item.
    item.slugline = words("SlugLine").or_else(|| item.slugline.take());
    for keywords in ["KeywordLine", "SeriesLine"] {
        lines.all(keywords).filter_map(Element::words).for_each(|line| meta::keywords(&line, item));
    }
    lines.all("NewsLine").for_each(|line| typed(line, item));
}

/// A line of a type that the agency names.
fn typed(line: Element, item: &mut Item) {
    let kind = line.child("NewsLineType").and_then(management::formal).unwrap_or_default().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| kind.contains(word));
    for words in line.all("NewsLineText").filter_map(Element::words) {
        if has(&["url", "href", "link"]) {
            // An address is nothing to print.
        } else if has(&["advis", "editor", "note", "correct", "warning", "instruction"]) {
            management::note(words, item);
        } else if has(&["abstract", "summary", "standfirst"]) {
            fill(&mut item.summary, || Some(words));
        } else if has(&["subhead"]) {
            fill(&mut item.subheadline, || Some(words));
        } else if has(&["headline", "title"]) {
            fill(&mut item.headline, || Some(words));
        } else if has(&["byline", "author"]) {
            if item.bylines.is_empty() {
                item.bylines.extend(byline::clean(&words));
            }
        } else if has(&["keyword"]) {
            meta::keywords(&words, item);
        }
    }
}

/// The lines of a picture in a story.
pub(super) fn of_media(lines: Element, media: &mut Media) {
    let words = |name: &str| lines.all(name).find_map(Element::words);
    fill(&mut media.headline, || words("HeadLine"));
    fill(&mut media.byline, || bylines(lines).into_iter().next());
    fill(&mut media.credit, || words("CreditLine"));
    fill(&mut media.copyright, || words("CopyrightLine"));
    fill(&mut media.usage_terms, || words("RightsLine"));
    for line in lines.all("NewsLine") {
        let kind = line.child("NewsLineType").and_then(management::formal).unwrap_or_default();
        if kind.to_lowercase().contains("caption") {
            fill(&mut media.caption, || line.child("NewsLineText").and_then(Element::words));
        }
    }
}

fn bylines(lines: Element) -> Vec<String> {
    let names = lines.all("ByLine").filter_map(Element::words).filter_map(|name| byline::clean(&name));
    let mut names: Vec<String> = names.collect();
    let title = lines.all("ByLineTitle").find_map(Element::words);
    if let ([name], Some(title)) = (names.as_mut_slice(), title) {
        *name = format!("{name}, {title}");
    }
    names
}

pub(super) fn fill<T>(known: &mut Option<T>, more: impl FnOnce() -> Option<T>) {
    if known.is_none() {
        *known = more();
    }
}
