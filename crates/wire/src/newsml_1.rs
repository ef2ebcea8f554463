//! NewsML 1.0 to 1.2: the IPTC's older envelope, still sent by AFP and many others.
//!
//! Every `NewsItem` of a file becomes an [`Item`], also one that stands inside another. What it says about
//! itself is read from `Identification` and `NewsManagement` (`management.rs`), its tree of components
//! is walked (`components.rs`), and each component adds its lines and metadata and its texts and
//! files. Agencies leave out most attributes that the DTD provides, so roles and types are told from
//! whatever of them is there.

mod components;
mod content;
mod lines;
mod management;
mod media;
mod meta;
mod topics;
pub mod update;

use crate::xml::{Document, Element, Limits};
use crate::{Hints, Item, ItemKind, Link, LinkRole, Parsed, Problem, Status, dateline_in_text, dates, text};

use topics::Topics;

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let (text, problems) = text::decode(bytes, hints.content_type.as_deref());
    read(&text, problems, hints)
}

fn read(text: &str, mut problems: Vec<Problem>, hints: &Hints) -> Parsed {
    let mut doc = Document::parse(text, &Limits::default());
    problems.append(&mut doc.problems);
    let mut items = Vec::new();
    let mut others = false;
    for root in doc.roots() {
        let topics = Topics::of(root);
        // The envelope of an agency's own may stand around it, and an item may stand alone.
        let envelope = root.child("NewsEnvelope").or_else(|| root.descendants("NewsEnvelope").next());
        let alone = Some(root).filter(|root| root.is("NewsItem"));
        for element in alone.into_iter().chain(root.descendants_apart("NewsItem")) {
            match what_it_is(element) {
                What::Story => items.push(news_item(element, envelope, &topics, hints, &mut problems)),
                What::Other(problem) => {
                    others = true;
                    problems.push(element.problem(problem));
                }
            }
        }
    }
    if items.is_empty() && !others {
        problems.push(
            Problem::error("The file has no <NewsItem>, so there is no story in it.")
                .remedy("Ask the agency to send it again; the file may be cut off."),
        );
    }
    Parsed { format: None, items, problems }
}

enum What {
    Story,
    Other(Problem),
}

fn what_it_is(element: Element) -> What {
    let has = |name: &str| element.child(name).is_some();
    if has("NewsComponent") {
        What::Story
    } else if has("TopicSet") {
        What::Other(Problem::note("A <NewsItem> with a set of topics is no story; it was left out."))
    } else if has("Update") && !management::ends_it(element) {
        // Whoever keeps the earlier revision puts it together: see `update.rs`.
        What::Other(Problem::note("A <NewsItem> sends only what changes in an earlier revision."))
    } else {
        What::Story
    }
}

fn news_item(
    element: Element,
    envelope: Option<Element>,
    topics: &Topics,
    hints: &Hints,
    problems: &mut Vec<Problem>,
) -> Item {
    let mut item = Item { language: language(element), ..Item::default() };
    management::identification(element, &mut item);
    if item.guid.is_none() {
        let lost =
            Problem::warning("A <NewsItem> has no identifier, so its later versions cannot be recognised.");
        problems.push(element.problem(lost.remedy("Ask the agency to send the PublicIdentifier.")));
    }
    management::management(element, hints, &mut item, problems);
    components::read(element, topics, hints, &mut item, problems);
    meta::fall_back(element, envelope, &mut item);
    if let Some(envelope) = envelope {
        from_envelope(envelope, hints, &mut item);
    }
    item.language = item.language.take().or_else(|| hints.language.clone());
    let located = item.dateline_place.take();
    item.dateline_place = item.dateline_text.as_deref().and_then(dateline_in_text::place_of);
    dateline_in_text::fill(&mut item);
    // A picture was taken where it is located; only a text is datelined there.
    if item.kind == ItemKind::Text {
        item.dateline_place = item.dateline_place.take().or(located);
    }
    if item.headline.is_none()
        && item.body.blocks.is_empty()
        && item.media.is_empty()
        && item.kind == ItemKind::Text
        && item.status != Status::Canceled
    {
        problems.push(element.problem(Problem::warning("The story has neither a headline nor any words.")));
    }
    item
}

/// The language of the copy: what the components say, else `xml:lang` from the inside out.
fn language(element: Element) -> Option<String> {
    let said = element
        .descendants("Language")
        .filter(|e| e.parent().is_some_and(|parent| meta::is_descriptive(&parent)))
        .find_map(|e| e.filled("FormalName"));
    let marked = || {
        let headlines = element.descendants("HeadLine").take(8);
        headlines.filter_map(|e| e.inherited("xml:lang")).find(|lang| !lang.starts_with("x-"))
    };
    let written = said.or_else(marked).or_else(|| element.inherited("xml:lang"))?.trim();
    let (primary, rest) = written.split_at(written.find(['-', '_']).unwrap_or(written.len()));
    let language = format!("{}{}", primary.to_ascii_lowercase(), rest.replace('_', "-"));
    Some(language).filter(|language| !language.is_empty())
}

/// The envelope speaks for items that do not speak for themselves.
fn from_envelope(envelope: Element, hints: &Hints, item: &mut Item) {
    let priority = envelope.child("Priority").and_then(management::number);
    // 9 is the priority that each agency gives a meaning of its own.
    item.urgency = item.urgency.or(priority.filter(|priority| *priority < 9));
    let sent = envelope.child("DateAndTime").and_then(Element::words);
    item.updated = item.updated.or_else(|| dates::parse(&sent?, hints).ok());
}

/// Another item that this one names, by its identifier or its file.
fn link(role: LinkRole, reference: &str, title: Option<String>) -> Option<Link> {
    let reference = reference.trim();
    if reference.is_empty() || reference.starts_with('#') {
        return None;
    }
    let (guid, href) = if reference.starts_with("http://") || reference.starts_with("https://") {
        (None, Some(reference.to_owned()))
    } else if reference.contains(':') {
        (Some(management::without_revision(reference).to_owned()), None)
    } else {
        (None, Some(reference.to_owned()))
    };
    Some(Link { role, guid, href, title })
}
