//! `itemMeta`, `contentMeta` and `rightsInfo`: what an item says about itself.

use super::{name_only, named};
use crate::xml::Element;
use crate::{
    CodeKind, Hints, Item, ItemKind, Link, LinkRole, Moment, Problem, Signal, Status, Subject, byline,
    dateline_in_text, dates, subjects,
};

pub(super) fn rights(rights: Element, item: &mut Item) {
    let holder = rights.child("copyrightHolder").and_then(named);
    item.credit.copyright_holder = item.credit.copyright_holder.take().or(holder);
    let notice = rights.child("copyrightNotice").and_then(Element::words);
    item.credit.copyright_notice = item.credit.copyright_notice.take().or(notice);
    for terms in rights.all("usageTerms").filter_map(Element::words) {
        let known = item.rights.usage_terms.take();
        item.rights.usage_terms = Some(known.map_or(terms.clone(), |known| format!("{known}\n{terms}")));
    }
}

pub(super) fn item_meta(meta: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let code = |name: &str| meta.child(name).and_then(|e| e.filled("qcode")).map(subjects::local);
    item.kind = match code("itemClass").unwrap_or_default() {
        "picture" | "photo" | "image" => ItemKind::Picture,
        "graphic" | "animation" => ItemKind::Graphic,
        "video" => ItemKind::Video,
        "audio" => ItemKind::Audio,
        "composite" | "package" => ItemKind::Package,
        _ => ItemKind::Text,
    };
    item.status = match code("pubStatus").unwrap_or("usable") {
        "canceled" | "cancelled" => Status::Canceled,
        "withheld" => Status::Withheld,
        _ => Status::Usable,
    };
    item.signal = strongest_signal(meta);
    if item.signal == Some(Signal::Kill) {
        item.status = Status::Canceled;
    }
    item.credit.provider = meta.child("provider").and_then(named);
    item.published = moment(meta.child("firstCreated"), hints, problems);
    item.updated = moment(meta.child("versionCreated"), hints, problems);
    item.expires = moment(meta.child("expires"), hints, problems);
    embargo(meta, hints, item, problems);
    item.ed_note = editors_note(meta);
    item.headline = meta.all("title").find(|title| title.attr("role").is_none()).and_then(Element::words);
    item.links.extend(meta.all("link").filter_map(link));
}

/// An embargo whose end cannot be read holds the item back: too late is better than too early.
fn embargo(meta: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let Some(element) = meta.child("embargoed") else { return };
    let Some(words) = element.words() else {
        let note = "The item has an <embargoed> without a time, as some agencies always send it; it counts as not embargoed.";
        problems.push(element.problem(Problem::note(note)));
        return;
    };
    match dates::parse(&words, hints) {
        Ok(moment) => item.embargo = Some(moment),
        Err(_) => {
            if item.status == Status::Usable {
                item.status = Status::Withheld;
            }
            let message = format!(
                "The item is embargoed, but until when cannot be read (\"{words}\"); it counts as withheld."
            );
            problems.push(
                element.problem(Problem::error(message).remedy("Ask the agency when the embargo ends.")),
            );
        }
    }
}

fn moment(element: Option<Element>, hints: &Hints, problems: &mut Vec<Problem>) -> Option<Moment> {
    let element = element?;
    let words = element.words()?;
    dates::parse(&words, hints).map_err(|problem| problems.push(element.problem(problem))).ok()
}

/// The signal that changes most, of the IPTC's scheme and the agencies' own.
fn strongest_signal(meta: Element) -> Option<Signal> {
    let mut strongest = None;
    for qcode in meta.all("signal").filter_map(|signal| signal.filled("qcode")) {
        let (scheme, code) = subjects::qcode(qcode);
        let signal = match (scheme, code.to_ascii_lowercase().as_str()) {
            // Reuters: N(ew), U(pdate), C(orrection).
            ("edStat", "u") => Signal::Update,
            ("edStat", "c") => Signal::Correction,
            (_, "update" | "replace") => Signal::Update,
            (_, "correction" | "corrected") => Signal::Correction,
            (_, "kill" | "mandatorykill" | "withdraw" | "withdrawal" | "retract") => Signal::Kill,
            _ => continue,
        };
        let rank = |signal: Signal| match signal {
            Signal::Update => 0,
            Signal::Correction => 1,
            Signal::Kill => 2,
        };
        if strongest.is_none_or(|known| rank(signal) > rank(known)) {
            strongest = Some(signal);
        }
    }
    strongest
}

/// Notes to editors, without those that the agency keeps to its own desks.
fn editors_note(meta: Element) -> Option<String> {
    let is_internal = |note: &Element| {
        note.attr("pubconstraint").is_some_and(|constraint| constraint.contains("nonpublic"))
            || note.attr("role").is_some_and(|role| role.ends_with(":private"))
    };
    let notes: Vec<String> = meta
        .children()
        .filter(|e| e.name().eq_ignore_ascii_case("edNote") || e.is("instruction"))
        .filter(|e| !is_internal(e))
        .filter_map(Element::words)
        .collect();
    (!notes.is_empty()).then(|| notes.join("\n"))
}

fn link(link: Element) -> Option<Link> {
    let guid = ["residref", "guidref"].iter().find_map(|name| link.filled(name)).map(str::to_owned);
    let href = link.filled("href").map(str::to_owned);
    if guid.is_none() && href.is_none() {
        return None;
    }
    let role = match link.attr("rel").map(subjects::local).unwrap_or_default() {
        "replaces" | "supersedes" => LinkRole::Replaces,
        _ => LinkRole::Related,
    };
    Some(Link { role, guid, href, title: link.child("title").and_then(Element::words) })
}

pub(super) fn content_meta(meta: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let words = |name: &str| meta.all(name).find_map(Element::words);
    item.urgency = words("urgency").and_then(|urgency| urgency.parse().ok()).filter(|u| (1..=9).contains(u));
    item.published = item.published.or_else(|| moment(meta.child("contentCreated"), hints, problems));
    item.updated = item.updated.or_else(|| moment(meta.child("contentModified"), hints, problems));
    headlines(meta, item);
    item.slugline = words("slugline");
    item.credit.line = words("creditline");
    item.credit.source = meta
        .all("infoSource")
        .find_map(|source| name_only(source).or_else(|| source.filled("literal").map(str::to_owned)));
    item.language = meta.all("language").find_map(|e| e.filled("tag")).map(str::to_owned);
    item.genre = meta.all("genre").find_map(named).map(|genre| genre.trim_matches('"').to_owned());
    for keyword in meta.all("keyword").filter_map(Element::words).take(1000) {
        if !item.keywords.contains(&keyword) {
            item.keywords.push(keyword);
        }
    }
    bylines(meta, item);
    // A date line that is only a machine's date names no place and is nothing to print.
    let is_machine_made = |dateline: &String| dates::parse(dateline, hints).is_ok();
    let dateline = words("dateline").filter(|dateline| !is_machine_made(dateline));
    item.dateline_text = dateline.map(|dateline| dateline_in_text::printed(&dateline));
    item.dateline_place = meta.all("located").find_map(|located| {
        let place = name_only(located).or_else(|| located.filled("literal").map(str::to_owned));
        place.filter(|place| !is_filler(place))
    });
    item.summary = summary(meta, item.kind);
    meta.all("subject").for_each(|subject| add_subject(subject, &mut item.subjects));
}

/// `headline` by its role. `itemMeta/title` stands in only where there is no headline at all.
fn headlines(meta: Element, item: &mut Item) {
    let role = |e: &Element| e.attr("role").map(subjects::local).unwrap_or_default().to_ascii_lowercase();
    let is_second = |e: &Element| role(e).contains("sub") || role(e).contains("secondary");
    let first =
        |wanted: &dyn Fn(&Element) -> bool| meta.all("headline").filter(wanted).find_map(Element::words);
    let main = first(&|e| role(e).is_empty()).or_else(|| first(&|e| !is_second(e)));
    item.headline = main.or_else(|| item.headline.take());
    item.subheadline = first(&is_second);
}

/// `by` as printed; without it the creators that are named, as people are, and not only coded.
fn bylines(meta: Element, item: &mut Item) {
    let printed = meta.all("by").filter_map(Element::words).filter(|by| !is_filler(by));
    item.bylines = printed.filter_map(|by| byline::clean(&by)).collect();
    if item.bylines.is_empty() {
        // One word is a log-in or a desk, and the provider is no person either.
        let is_person = |name: &String| {
            name.contains(' ')
                && item.credit.provider.as_ref() != Some(name)
                && item.credit.line.as_ref() != Some(name)
        };
        item.bylines = meta.all("creator").filter_map(name_only).filter(is_person).collect();
    }
}

fn summary(meta: Element, kind: ItemKind) -> Option<String> {
    let role = |e: &Element| e.attr("role").map(subjects::local).unwrap_or_default().to_ascii_lowercase();
    let is_summary = |e: &Element| {
        let role = role(e);
        role.is_empty()
            || ["summary", "abstract", "lead", "standfirst"].iter().any(|word| role.contains(word))
    };
    let is_caption = |e: &Element| role(e).contains("caption");
    let summary = meta.all("description").filter(is_summary).find_map(Element::words);
    // A text has no caption: what agencies put there is the slug again.
    let caption = || meta.all("description").filter(is_caption).find_map(Element::words);
    summary.or_else(|| if kind == ItemKind::Text { None } else { caption() })
}

/// A subject, and what its makers hold to be the same in other schemes.
fn add_subject(subject: Element, found: &mut Vec<Subject>) {
    let Some(this) = coded(subject, None) else { return };
    let same: Vec<Subject> = subject.all("sameAs").filter_map(|same| coded(same, Some(&this))).collect();
    subjects::add(found, this);
    same.into_iter().for_each(|same| subjects::add(found, same));
}

fn coded(element: Element, same_as: Option<&Subject>) -> Option<Subject> {
    let (scheme, code) = match (element.filled("qcode"), element.filled("uri")) {
        (Some(qcode), _) => {
            let (scheme, code) = subjects::qcode(qcode);
            (scheme.to_owned(), code.to_owned())
        }
        (None, Some(uri)) => subjects::uri(uri),
        (None, None) => element.filled("literal").and_then(in_literal).unwrap_or_default(),
    };
    if is_filler(&code) {
        return None;
    }
    let name = name_only(element)
        .or_else(|| element.filled("literal").map(str::to_owned))
        .or_else(|| same_as.map(|subject| subject.name.clone()))
        .unwrap_or_default();
    let kind = element.attr("type").and_then(subjects::kind_of_type);
    let kind = kind.or(same_as.map(|s| s.kind)).unwrap_or_else(|| match subjects::kind_of_scheme(&scheme) {
        CodeKind::Subject if has_geography(element) => CodeKind::Place,
        kind => kind,
    });
    Some(Subject { kind, scheme, code, name })
}

/// TT packs the IPTC's subject codes into literals: `TT:02000000:LAG`.
fn in_literal(literal: &str) -> Option<(String, String)> {
    let mut parts = literal.split(':');
    let code = parts.nth(1).filter(|code| code.len() == 8 && code.bytes().all(|b| b.is_ascii_digit()))?;
    parts.next().map(|_| ("subj".to_owned(), code.to_owned()))
}

/// What Reuters writes where it has nothing to say.
fn is_filler(words: &str) -> bool {
    words.contains("No-Data-Available")
}

fn has_geography(subject: Element) -> bool {
    subject.children().any(|e| matches!(e.name(), "geoAreaDetails" | "POIDetails"))
        || subject
            .all("facet")
            .any(|facet| facet.attr("qcode").is_some_and(|code| code.starts_with("geoProp:")))
}
