//! `itemMeta`, `contentMeta` and `rightsInfo`: what an item says about itself.

use super::{name_only, named};
use crate::bounds::MOST_NAMES;
use crate::xml::Element;
use crate::{
    CodeKind, Hints, Item, ItemKind, Link, LinkRole, Moment, Problem, Signal, Status, Subject, byline,
    dateline_in_text, dates, embargo, subjects,
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
    let class = meta.child("itemClass").and_then(code).unwrap_or_default();
    item.kind = match class.as_str() {
        "picture" | "photo" | "image" => ItemKind::Picture,
        "graphic" | "animation" => ItemKind::Graphic,
        "video" => ItemKind::Video,
        "audio" => ItemKind::Audio,
        "composite" | "package" => ItemKind::Package,
        _ => ItemKind::Text,
    };
    item.status = meta.child("pubStatus").map_or(Status::Usable, |status| pub_status(status, problems));
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
    item.dateline_place = located(meta);
}

/// The part of a code that counts where schemes vary, in lower case: `picture` of `ninat:picture` and
/// of `http://cv.iptc.org/newscodes/ninature/picture`.
fn code(property: Element) -> Option<String> {
    let code = match (property.filled("qcode"), property.filled("uri")) {
        (Some(qcode), _) => subjects::local(qcode).to_owned(),
        (None, Some(uri)) => subjects::uri(uri).1,
        (None, None) => return None,
    };
    Some(code.to_ascii_lowercase())
}

/// A status that is not known is taken for the careful one.
fn pub_status(status: Element, problems: &mut Vec<Problem>) -> Status {
    match code(status).as_deref() {
        None | Some("usable") => Status::Usable,
        Some("withheld" | "withhold") => Status::Withheld,
        Some("canceled" | "cancelled" | "killed" | "recalled") => Status::Canceled,
        Some(other) => {
            let message = format!("The status \"{other}\" is not known, so the item is withheld.");
            let remedy = "Release it by hand, or ask the agency for usable, withheld or canceled.";
            problems.push(status.problem(Problem::warning(message).remedy(remedy)));
            Status::Withheld
        }
    }
}

/// An embargo whose end cannot be read holds the item back: too late is better than too early.
fn embargo(meta: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let Some(element) = meta.child("embargoed") else { return };
    let Some(words) = element.words() else {
        let note = "The item has an <embargoed> without a time, as some agencies always send it; it counts as not embargoed.";
        problems.push(element.problem(Problem::note(note)));
        return;
    };
    embargo::until(element, &words, dates::parse(&words, hints).ok(), item, problems);
}

fn moment(element: Option<Element>, hints: &Hints, problems: &mut Vec<Problem>) -> Option<Moment> {
    let element = element?;
    let words = element.words()?;
    dates::parse(&words, hints).map_err(|problem| problems.push(element.problem(problem))).ok()
}

/// The signal that changes most, of the IPTC's scheme and the agencies' own.
fn strongest_signal(meta: Element) -> Option<Signal> {
    let mut strongest = None;
    for element in meta.all("signal") {
        let Some(code) = code(element) else { continue };
        let (scheme, _) = subjects::qcode(element.attr("qcode").unwrap_or_default());
        let signal = match (scheme, code.as_str()) {
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
        .filter_map(public_words)
        .collect();
    (!notes.is_empty()).then(|| notes.join("\n"))
}

/// A note's words, without the sections that dpa marks as not for publication.
fn public_words(note: Element) -> Option<String> {
    let is_private = |e: &Element| e.attr("class").is_some_and(|class| class.contains("nonpublic"));
    if !note.elements().any(|e| is_private(&e)) {
        return note.words();
    }
    let mut words = Vec::new();
    let mut at = vec![note];
    while let Some(element) = at.pop() {
        if is_private(&element) {
            continue;
        }
        let mut inside: Vec<Element> = element.children().collect();
        // Where nothing private is below, the words are taken as a whole.
        if !element.elements().any(|e| is_private(&e)) {
            words.extend(element.words());
            inside.clear();
        }
        inside.reverse();
        at.append(&mut inside);
    }
    (!words.is_empty()).then(|| words.join(" "))
}

fn link(link: Element) -> Option<Link> {
    let guid = ["residref", "guidref"].iter().find_map(|name| link.filled(name)).map(str::to_owned);
    let href = link.filled("href").map(str::to_owned);
    if guid.is_none() && href.is_none() {
        return None;
    }
    let role = match link.attr("rel").map(subjects::local).unwrap_or_default() {
        "replaces" | "supersedes" => LinkRole::Replaces,
        "translatedFrom" | "translationOf" | "isTranslationOf" => LinkRole::Translation,
        _ => LinkRole::Related,
    };
    Some(Link { role, guid, href, title: ["title", "a"].iter().find_map(|name| link.child(name)?.words()) })
}

pub(super) fn content_meta(meta: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let words = |name: &str| meta.all(name).find_map(Element::words);
    item.urgency = words("urgency").and_then(|urgency| urgency.parse().ok()).filter(|u| (1..=9).contains(u));
    item.published = item.published.or_else(|| moment(meta.child("contentCreated"), hints, problems));
    item.updated = item.updated.or_else(|| moment(meta.child("contentModified"), hints, problems));
    item.language = meta.all("language").find_map(|e| e.filled("tag")).map(str::to_owned);
    headlines(meta, item);
    item.slugline = words("slugline");
    item.credit.line = words("creditline");
    item.credit.source = meta
        .all("infoSource")
        .find_map(|source| name_only(source).or_else(|| source.filled("literal").map(str::to_owned)));
    item.genre = meta.all("genre").find_map(named).map(|genre| genre.trim_matches('"').to_owned());
    for keyword in meta.all("keyword").filter_map(Element::words).take(MOST_NAMES + 1) {
        if !item.keywords.contains(&keyword) {
            item.keywords.push(keyword);
        }
    }
    bylines(meta, item);
    // A date line that is only a machine's date names no place and is nothing to print.
    let is_machine_made = |dateline: &String| dates::parse(dateline, hints).is_ok();
    let dateline = words("dateline").filter(|dateline| !is_machine_made(dateline));
    item.dateline_text = dateline.map(|dateline| dateline_in_text::printed(&dateline));
    item.dateline_place = located(meta).or_else(|| item.dateline_place.take());
    item.summary = summary(meta, item);
    if item.signal == Some(Signal::Update) {
        item.links.extend(item.guid.as_deref().and_then(|guid| replaced(meta, guid)));
    }
    meta.all("subject").for_each(|subject| add_subject(subject, &mut item.subjects));
}

/// TT gives every version a guid of its own, and names the one that it replaces by its ending only.
fn replaced(meta: Element, guid: &str) -> Option<Link> {
    let alternative = |kind: &str| {
        let is_it = |e: &Element| e.attr("type").map(subjects::local) == Some(kind);
        meta.all("altId").find(is_it).and_then(Element::words)
    };
    let stem = guid.strip_suffix(alternative("uno")?.as_str())?;
    let guid = format!("{stem}{}", alternative("refuno")?);
    Some(Link { role: LinkRole::Replaces, guid: Some(guid), ..Link::default() })
}

/// Where the item was written or taken.
fn located(meta: Element) -> Option<String> {
    meta.all("located").find_map(|located| {
        let place = name_only(located).or_else(|| located.filled("literal").map(str::to_owned));
        place.filter(|place| !is_filler(place))
    })
}

/// `headline` by its role, in the item's language where it stands in several. `itemMeta/title` stands in
/// only where there is no headline at all.
fn headlines(meta: Element, item: &mut Item) {
    let role = |e: &Element| e.attr("role").map(subjects::local).unwrap_or_default().to_ascii_lowercase();
    let is_second = |e: &Element| role(e).contains("sub") || role(e).contains("secondary");
    let language = item.language.clone().or_else(|| meta.inherited("xml:lang").map(str::to_owned));
    let is_ours = |e: &Element| e.attr("xml:lang") == language.as_deref();
    let first = |wanted: &dyn Fn(&Element) -> bool| {
        let headlines = || meta.all("headline").filter(wanted);
        headlines().filter(is_ours).find_map(Element::words).or_else(|| headlines().find_map(Element::words))
    };
    let main = first(&|e| role(e).is_empty()).or_else(|| first(&|e| !is_second(e)));
    item.headline = main.or_else(|| item.headline.take());
    item.subheadline = first(&is_second);
}

/// `by` as printed; without it the creators that are named, as people are, and not only coded.
fn bylines(meta: Element, item: &mut Item) {
    let printed = meta.all("by").filter_map(Element::words).filter(|by| !is_filler(by));
    item.bylines = printed.filter_map(|by| byline::clean(&by)).collect();
    if item.bylines.is_empty() {
        let credit = &item.credit;
        let agency = [&credit.provider, &credit.line, &credit.source, &credit.copyright_holder];
        // One word is a log-in or a desk, and whoever stands behind the copy is no person either.
        let is_person = |name: &String| name.contains(' ') && !agency.contains(&&Some(name.clone()));
        let is_organisation = |creator: &Element| {
            creator.child("organisationDetails").is_some()
                || creator.attr("type").and_then(subjects::kind_of_type) == Some(CodeKind::Organisation)
        };
        let creators = meta.all("creator").filter(|creator| !is_organisation(creator));
        let names = creators.filter_map(|c| name_only(c).or_else(|| c.filled("literal").map(str::to_owned)));
        item.bylines = names.filter(is_person).collect();
    }
}

fn summary(meta: Element, item: &Item) -> Option<String> {
    let role = |e: &Element| e.attr("role").map(subjects::local).unwrap_or_default().to_ascii_lowercase();
    let is_summary = |e: &Element| {
        let role = role(e);
        role.is_empty()
            || ["summary", "abstract", "lead", "standfirst", "intro"].iter().any(|word| role.contains(word))
    };
    let is_caption = |e: &Element| role(e).contains("caption");
    let summary = meta.all("description").filter(is_summary).find_map(Element::words);
    // A text has no caption: some agencies put its first paragraph there, others slug and headline again.
    let is_new = |caption: &String| {
        let repeats =
            |line: &Option<String>| line.as_ref().is_some_and(|line| caption.contains(line.as_str()));
        item.kind != ItemKind::Text || !(repeats(&item.headline) || repeats(&item.slugline))
    };
    let caption = || meta.all("description").filter(is_caption).find_map(Element::words).filter(is_new);
    summary.or_else(caption)
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
