//! NITF 3.x: the IPTC's News Industry Text Format.
//!
//! Read with its DTD or without, on its own or inside a NewsML item ([`read`], [`adopt`]). Elements and
//! attributes are those of the NITF 3.6 documentation; agencies that put one into the wrong branch of
//! `head` are understood all the same.

use crate::bounds::MOST_NAMES;
use crate::inline_xml::Converter;
use crate::xml::{Document, Element, Limits};
use crate::{
    CodeKind, Hints, Item, Media, Moment, Parsed, Problem, Signal, Status, Subject, byline, dateline_in_text,
    dates, said, subjects, text,
};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let (text, mut problems) = text::decode(bytes, hints.content_type.as_deref());
    let mut doc = Document::parse(&text, &Limits::default());
    problems.append(&mut doc.problems);
    let mut items = Vec::new();
    for root in doc.roots() {
        // An agency's own envelope may stand around it.
        let nitf = if root.is("nitf") { Some(root) } else { root.descendants("nitf").next() };
        if let Some(nitf) = nitf {
            let mut item = read(nitf, hints, &mut problems);
            dateline_in_text::fill(&mut item);
            if item.guid.is_none() {
                let lost = "The story has no doc-id, so its later versions cannot be recognised by it.";
                problems.push(nitf.problem(Problem::note(lost)));
            }
            items.push(item);
        }
    }
    if items.is_empty() {
        problems.push(
            Problem::error("The file has no <nitf> element, so there is no story in it.")
                .remedy("Ask the agency to send it again; the file may be cut off."),
        );
    }
    Parsed { format: None, items, problems }
}

/// What an `nitf` element says. The date line is only what its own field says.
pub(crate) fn read(nitf: Element, hints: &Hints, problems: &mut Vec<Problem>) -> Item {
    let mut item = Item { language: language(nitf).or_else(|| hints.language.clone()), ..Item::default() };
    let head = nitf.child("head");
    let body = nitf.child("body");
    if let Some(head) = head {
        identity(nitf, head, &mut item);
        status(head, &mut item);
        times(head, hints, &mut item, problems);
        about(head, &mut item);
        rights(head, &mut item);
    }
    if let Some(body) = body {
        if let Some(body_head) = body.child("body.head") {
            heading(body_head, hints, &mut item);
        }
        (item.body, item.media) = content(body, hints);
        if item.urgency.is_none() && item.headline.is_none() && item.body.blocks.is_empty() {
            problems.push(body.problem(Problem::warning("The story has neither a headline nor any words.")));
        }
    } else {
        problems.push(nitf.problem(Problem::error("The file has no <body>, so the story has no words.")));
    }
    if item.headline.is_none() {
        item.headline = head.and_then(|head| head.child("title")).and_then(Element::words);
    }
    item
}

/// For an item that has NITF inside: the envelope's word counts; the NITF fills what it leaves open.
pub(crate) fn adopt(item: &mut Item, inner: Item) {
    fn fill<T>(ours: &mut Option<T>, theirs: Option<T>) {
        if ours.is_none() {
            *ours = theirs;
        }
    }
    fill(&mut item.headline, inner.headline);
    fill(&mut item.subheadline, inner.subheadline);
    fill(&mut item.summary, inner.summary);
    fill(&mut item.slugline, inner.slugline);
    fill(&mut item.ed_note, inner.ed_note);
    fill(&mut item.dateline_text, inner.dateline_text);
    fill(&mut item.language, inner.language);
    fill(&mut item.urgency, inner.urgency);
    fill(&mut item.genre, inner.genre);
    fill(&mut item.published, inner.published);
    fill(&mut item.updated, inner.updated);
    fill(&mut item.signal, inner.signal);
    fill(&mut item.embargo, inner.embargo);
    fill(&mut item.expires, inner.expires);
    fill(&mut item.credit.provider, inner.credit.provider);
    fill(&mut item.credit.line, inner.credit.line);
    fill(&mut item.credit.copyright_holder, inner.credit.copyright_holder);
    // Whichever of the two is the more careful counts.
    if item.status == Status::Usable || inner.status == Status::Canceled {
        item.status = inner.status;
    }
    if item.bylines.is_empty() {
        item.bylines = inner.bylines;
    }
    for keyword in inner.keywords {
        if !item.keywords.contains(&keyword) {
            item.keywords.push(keyword);
        }
    }
    inner.subjects.into_iter().for_each(|subject| subjects::add(&mut item.subjects, subject));
    item.append(inner.body, inner.media);
}

fn language(nitf: Element) -> Option<String> {
    ["baselang", "xml:lang", "lang"].iter().find_map(|name| nitf.filled(name)).map(str::to_owned)
}

// The head.

/// Everything of that name in the head, wherever it stands there.
fn first<'d>(head: Element<'d>, name: &str) -> Option<Element<'d>> {
    head.descendants(name).next()
}

fn filled(head: Element, element: &str, attribute: &str) -> Option<String> {
    head.descendants(element).find_map(|e| e.filled(attribute)).map(str::to_owned)
}

fn meta(head: Element, names: &[&str]) -> Option<String> {
    let is_named = |meta: &Element| {
        meta.attr("name").is_some_and(|n| names.iter().any(|name| n.eq_ignore_ascii_case(name)))
    };
    head.all("meta").filter(is_named).find_map(|meta| meta.filled("content")).map(str::to_owned)
}

fn identity(nitf: Element, head: Element, item: &mut Item) {
    item.guid = filled(head, "doc-id", "id-string").or_else(|| nitf.filled("uno").map(str::to_owned));
    let key = first(head, "du-key");
    item.version = key.and_then(|key| key.filled("version")?.parse().ok());
    ntb_identity(head, item);
    item.urgency = filled(head, "urgency", "ed-urg")
        .and_then(|urgency| urgency.parse().ok())
        .filter(|u| (1..=9).contains(u));
    let slug = meta(head, &["slug", "slugline", "anpa-keyword", "NTBStikkord"]);
    // Some agencies use the key of the series of versions for the slug, others a second identifier.
    let is_identifier = |key: &String| item.guid.as_ref().is_some_and(|guid| guid.contains(key.as_str()));
    let key = key.and_then(|key| key.filled("key")).map(str::to_owned).filter(|key| !is_identifier(key));
    // The Canadian Press, among others, titles the file with the slug.
    let title = head.child("title").and_then(Element::words).filter(|title| !title.contains(' '));
    item.slugline = slug.or(key).or(title);
}

/// NTB ends its identifiers with the version (`…_03`); what stands before it is the story's in all of them.
fn ntb_identity(head: Element, item: &mut Item) {
    let is_ntb = filled(head, "doc-id", "regsrc").is_some_and(|source| source.eq_ignore_ascii_case("NTB"));
    let Some(guid) = item.guid.as_mut().filter(|_| is_ntb) else { return };
    if let Some((story, version)) = guid.rsplit_once('_')
        && !story.is_empty()
        && version.len() <= 3
        && let Ok(version) = version.parse()
    {
        item.version = item.version.or(Some(version));
        *guid = story.to_owned();
    }
}

/// `docdata/@management-status` and the words to editors, which alone announce a kill or a correction.
fn status(head: Element, item: &mut Item) {
    let management = filled(head, "docdata", "management-status").unwrap_or_default().to_ascii_lowercase();
    item.status = match management.as_str() {
        "canceled" | "cancelled" | "killed" => Status::Canceled,
        "withheld" | "embargoed" => Status::Withheld,
        _ => Status::Usable,
    };
    let said = |element: &'static str, attribute: &'static str| {
        head.descendants(element).filter_map(move |e| e.filled(attribute))
    };
    let corrections = said("correction", "info");
    let notes: Vec<&str> =
        said("ed-msg", "info").chain(corrections).chain(said("revision-history", "comment")).collect();
    item.signal = notes.iter().copied().chain(said("ed-msg", "msg-type")).find_map(said::signal_in_words);
    // The element says by itself that this is one; an empty one says nothing.
    if item.signal != Some(Signal::Kill)
        && first(head, "correction").is_some_and(|e| e.filled("info").or(e.filled("id-string")).is_some())
    {
        item.signal = Some(Signal::Correction);
    }
    item.ed_note = (!notes.is_empty()).then(|| notes.join("\n"));
    if item.signal == Some(Signal::Kill) {
        item.status = Status::Canceled;
    }
}

/// `date.issue` is when this version was sent; a `date.release` after that is an embargo.
fn times(head: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let mut read = |element: &str, attribute: &str| -> Option<Moment> {
        let element = head.descendants(element).find(|e| e.filled(attribute).is_some())?;
        match dates::parse(element.attr(attribute)?, hints) {
            Ok(moment) => Some(moment),
            Err(problem) => {
                problems.push(element.problem(problem));
                None
            }
        }
    };
    item.published = read("date.issue", "norm").or_else(|| read("pubdata", "date.publication"));
    let revised = read("revision-history", "norm");
    item.updated = revised.filter(|revised| item.published.is_none_or(|published| revised.at > published.at));
    item.expires = read("date.expire", "norm");
    let release = read("date.release", "norm");
    let is_embargoed = item.status == Status::Withheld;
    item.embargo =
        release.filter(|release| is_embargoed || item.published.is_some_and(|issue| release.at > issue.at));
    if item.embargo.is_some() && is_embargoed {
        item.status = Status::Usable;
    }
    item.published = item.published.or(release);
}

fn about(head: Element, item: &mut Item) {
    for subject in head.descendants("tobject.subject") {
        let part = |name: &str| subject.filled(name).unwrap_or_default();
        let code = part("tobject.subject.refnum");
        let issuer = part("tobject.subject.ipr");
        let is_iptc = issuer.eq_ignore_ascii_case("IPTC") || (issuer.is_empty() && code.len() == 8);
        let names = ["tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type"];
        let named = Subject {
            kind: CodeKind::Subject,
            scheme: if code.is_empty() {
                String::new()
            } else if is_iptc {
                "subj".into()
            } else {
                issuer.to_lowercase()
            },
            code: code.to_owned(),
            name: names
                .iter()
                .map(|name| part(name))
                .find(|name| !name.is_empty())
                .unwrap_or_default()
                .to_owned(),
        };
        subjects::add(&mut item.subjects, named);
        let category = Subject {
            kind: CodeKind::Category,
            code: part("tobject.subject.code").to_owned(),
            ..Subject::default()
        };
        subjects::add(&mut item.subjects, category);
    }
    // "category", "anpa-category", "ap-category" …
    let is_category = |meta: &Element| {
        let name = meta.attr("name").unwrap_or_default().to_ascii_lowercase();
        name.ends_with("category") || name == "categoria"
    };
    for category in head.all("meta").filter(is_category).filter_map(|meta| meta.filled("content")) {
        let code = category.to_owned();
        subjects::add(&mut item.subjects, Subject { kind: CodeKind::Category, code, ..Subject::default() });
    }
    let is_news = |name: &str| name.eq_ignore_ascii_case("news");
    let desks =
        head.descendants("tobject").filter_map(|e| e.filled("tobject.type")).filter(|name| !is_news(name));
    let scopes = head.descendants("doc-scope").filter_map(|e| e.filled("scope"));
    for name in desks.chain(scopes) {
        let name = name.to_owned();
        subjects::add(&mut item.subjects, Subject { kind: CodeKind::Category, name, ..Subject::default() });
    }
    for place in head.descendants("evloc") {
        let parts = ["city", "county-dist", "state-prov"].iter().filter_map(|name| place.filled(name));
        let mut parts: Vec<&str> = parts.collect();
        parts.dedup();
        let code = place.filled("iso-cc").unwrap_or_default().to_owned();
        let scheme = if code.is_empty() { String::new() } else { "iso3166-1a3".to_owned() };
        let name = parts.join(", ");
        subjects::add(&mut item.subjects, Subject { kind: CodeKind::Place, scheme, code, name });
    }
    head.descendants("identified-content").for_each(|content| identified(content, &mut item.subjects));

    let is_current = |name: &&str| name.eq_ignore_ascii_case("current") || is_news(name);
    let property = |e: Element<'_>| e.filled("tobject.property.type").map(str::to_owned);
    item.genre =
        head.descendants("tobject.property").filter_map(property).find(|name| !is_current(&name.as_str()));
    let keywords =
        head.descendants("keyword").filter_map(|e| e.filled("key").map(str::to_owned).or_else(|| e.words()));
    let listed = meta(head, &["keywords"]).unwrap_or_default();
    let listed = listed.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty());
    let fixtures = filled(head, "fixture", "fix-id").into_iter().chain(filled(head, "series", "series.name"));
    for keyword in keywords.chain(listed).chain(fixtures).take(MOST_NAMES + 1) {
        if !item.keywords.contains(&keyword) {
            item.keywords.push(keyword);
        }
    }
}

/// The people, organisations and places that an agency lists in the head.
fn identified(content: Element, found: &mut Vec<Subject>) {
    for thing in content.children() {
        let kind = match thing.name() {
            "person" => CodeKind::Person,
            "org" => CodeKind::Organisation,
            "location" => CodeKind::Place,
            "event" => CodeKind::Event,
            _ => CodeKind::Subject,
        };
        let scheme = ["idsrc", "type"].iter().find_map(|name| thing.filled(name)).unwrap_or_default();
        let code = thing.filled("value").unwrap_or_default();
        let name = thing.words().unwrap_or_default();
        subjects::add(found, Subject { kind, scheme: scheme.to_owned(), code: code.to_owned(), name });
    }
}

fn rights(head: Element, item: &mut Item) {
    item.credit.copyright_holder = filled(head, "doc.copyright", "holder");
    item.credit.source = filled(head, "doc-id", "regsrc").or_else(|| filled(head, "from-src", "src-name"));
    let agent = filled(head, "doc.rights", "agent").or_else(|| filled(head, "doc.rights", "owner"));
    item.credit.provider = agent.or_else(|| item.credit.source.clone());
    let terms = ["type", "limitations"].iter().filter_map(|name| filled(head, "doc.rights", name));
    item.rights.usage_terms = Some(terms.collect::<Vec<_>>().join(" ")).filter(|terms| !terms.is_empty());
}

// The body.

fn heading(head: Element, hints: &Hints, item: &mut Item) {
    item.headline = head.descendants("hl1").find_map(Element::words).or_else(|| {
        // Some agencies write the headline straight into `hedline`.
        head.child("hedline").filter(|hedline| hedline.child("hl2").is_none()).and_then(Element::words)
    });
    let second: Vec<String> = head.descendants("hl2").filter_map(Element::words).collect();
    item.subheadline = (!second.is_empty()).then(|| second.join(" / "));
    item.bylines = head.all("byline").flat_map(bylines).collect();
    item.summary = summary(head);
    if let Some(dateline) = head.child("dateline") {
        date_line(dateline, hints, item);
    }
    let distributor = head.child("distributor").and_then(Element::words);
    let owner = head.path(&["rights", "rights.owner"]).and_then(Element::words);
    let agent = item.credit.provider.take();
    item.credit.provider = distributor.clone().or_else(|| owner.clone()).or(agent);
    item.credit.line = distributor;
    item.credit.copyright_holder = item.credit.copyright_holder.take().or(owner);
    if let Some(rights) = head.child("rights") {
        let limits = rights.child("rights.limitations").and_then(Element::words);
        item.rights.usage_terms = item.rights.usage_terms.take().or(limits);
    }
    let notes: Vec<String> =
        item.ed_note.take().into_iter().chain(head.all("note").filter_map(Element::words)).collect();
    item.ed_note = (!notes.is_empty()).then(|| notes.join("\n"));
}

/// The standfirst, a line a paragraph.
fn summary(head: Element) -> Option<String> {
    let mut converter = Converter::default();
    head.all("abstract").for_each(|part| converter.add(part));
    Some(converter.finish().0.plain_text()).filter(|words| !words.is_empty())
}

/// One entry a person where several are marked up, else one a `byline`.
fn bylines(element: Element) -> Vec<String> {
    let people: Vec<Element> = element.all("person").collect();
    let title = element.child("byttl").and_then(Element::words);
    if people.len() > 1 && title.is_none() {
        return people
            .into_iter()
            .filter_map(Element::words)
            .filter_map(|name| byline::clean(&name))
            .collect();
    }
    let mut words = String::new();
    let mut gap = false;
    for child in element.nodes() {
        match child {
            crate::xml::Child::Text(text) => crate::xml::push_words(text, &mut words, &mut gap),
            crate::xml::Child::Element(e) if e.is("byttl") => {}
            crate::xml::Child::Element(e) => {
                // "By<person>Ada Quill</person>" leaves the space to whoever prints it.
                gap = true;
                crate::xml::push_words(&e.words().unwrap_or_default(), &mut words, &mut gap);
            }
        }
    }
    let name = byline::clean(&words);
    let both = match (name, title) {
        (Some(name), Some(title)) => Some(format!("{name}, {title}")),
        (name, title) => name.or(title),
    };
    both.into_iter().collect()
}

/// `dateline`: a `location` with its parts, or words, and a `story.date` that machines write.
fn date_line(dateline: Element, hints: &Hints, item: &mut Item) {
    let printed_date = |e: &Element| e.words().filter(|words| dates::parse(words, hints).is_err());
    let mut text: Vec<String> = Vec::new();
    for child in dateline.nodes() {
        match child {
            crate::xml::Child::Text(words) => {
                text.extend(Some(words.trim().to_owned()).filter(|words| !words.is_empty()))
            }
            crate::xml::Child::Element(e) if e.is("location") => {
                let parts: Vec<String> = e.children().filter_map(Element::words).collect();
                let whole = if parts.is_empty() { e.words() } else { Some(parts.join(", ")) };
                let city = e.descendants("city").find_map(Element::words);
                item.dateline_place = item.dateline_place.take().or(city).or_else(|| whole.clone());
                text.extend(whole);
            }
            crate::xml::Child::Element(e) if e.is("story.date") => text.extend(printed_date(&e)),
            crate::xml::Child::Element(e) => text.extend(e.words()),
        }
    }
    if item.published.is_none() {
        let written = dateline.child("story.date").and_then(|date| date.filled("norm"));
        item.published = written.and_then(|norm| dates::parse(norm, hints).ok());
    }
    let text = text.join(", ").split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.is_empty() {
        item.dateline_place = item.dateline_place.take().or_else(|| dateline_in_text::place_of(&text));
        item.dateline_text = Some(dateline_in_text::printed(&text));
    }
}

/// `body.content` and what stands in `body.end`. Without either, all of the body but its head.
fn content(body: Element, hints: &Hints) -> (crate::Body, Vec<Media>) {
    let base = hints.base_url.as_deref().and_then(|url| url::Url::parse(url).ok());
    let mut converter = Converter::new(base.as_ref());
    let parts = body.children().filter(|part| !part.is("body.head"));
    parts.for_each(|part| converter.add(part));
    converter.finish()
}
