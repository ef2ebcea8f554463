//! A component's metadata: who made it, what may be done with it, and what it is about.

use super::lines::fill;
use super::management::formal;
use super::topics::Topics;
use crate::bounds::MOST_NAMES;
use crate::xml::Element;
use crate::{CodeKind, Item, Subject, subjects};

/// Is it `DescriptiveMetadata`? Some agencies cannot spell it.
pub(super) fn is_descriptive(element: &Element) -> bool {
    element.name().starts_with("DescriptiveMeta")
}

pub(super) fn administrative(meta: Element, topics: &Topics, item: &mut Item) {
    let language = item.language.clone();
    let party = |name: &str| {
        let parties = meta.all(name).flat_map(|e| e.all("Party"));
        parties.filter_map(|party| topics.named(party, language.as_deref())).next()
    };
    fill(&mut item.credit.provider, || party("Provider"));
    fill(&mut item.credit.source, || party("Source"));
    // Whoever stands behind the copy is no person; one word is a log-in or a desk.
    let credit = &item.credit;
    let agency = [&credit.provider, &credit.line, &credit.source, &credit.copyright_holder];
    let creator =
        party("Creator").filter(|name| name.contains(' ') && !agency.contains(&&Some(name.clone())));
    if item.bylines.is_empty() {
        item.bylines.extend(creator);
    }
}

/// What an item that names no provider says in its identifier and its envelope.
pub(super) fn fall_back(element: Element, envelope: Option<Element>, item: &mut Item) {
    let sender = || envelope?.path(&["SentFrom", "Party"]).and_then(formal);
    fill(&mut item.credit.provider, sender);
    let identifier = || element.path(&["Identification", "NewsIdentifier", "ProviderId"])?.words();
    fill(&mut item.credit.provider, identifier);
}

pub(super) fn rights(meta: Element, item: &mut Item) {
    let holder = || {
        let of_copyright = meta.all("Copyright").filter_map(|e| e.child("CopyrightHolder"));
        let of_usage = meta.all("UsageRights").filter_map(|e| e.child("RightsHolder"));
        of_copyright.chain(of_usage).find_map(formal_or_party)
    };
    fill(&mut item.credit.copyright_holder, holder);
    let terms = || {
        let of_one = |usage: Element| {
            let parts = usage.children().filter(|part| !part.is("RightsHolder") && !part.is("Comment"));
            let parts: Vec<String> = parts.filter_map(formal).collect();
            (!parts.is_empty()).then(|| parts.join("; "))
        };
        let all: Vec<String> = meta.all("UsageRights").filter_map(of_one).collect();
        (!all.is_empty()).then(|| all.join("\n"))
    };
    fill(&mut item.rights.usage_terms, terms);
}

fn formal_or_party(element: Element) -> Option<String> {
    element.child("Party").and_then(formal).or_else(|| formal(element))
}

pub(super) fn descriptive(meta: Element, topics: &Topics, item: &mut Item) {
    let language = item.language.clone();
    let language = language.as_deref();
    let is_filler = |genre: &String| ["current", "news"].iter().any(|word| genre.eq_ignore_ascii_case(word));
    let mut genres = meta.all("Genre").filter_map(|genre| topics.named(genre, language));
    fill(&mut item.genre, || genres.find(|genre| !is_filler(genre)));
    for code in meta.all("SubjectCode").flat_map(Element::children) {
        subject(code, topics, language, item);
    }
    for occurrence in meta.all("TopicOccurrence") {
        let topic = occurrence.filled("Topic").and_then(|topic| topics.subject(topic, language));
        topic.into_iter().for_each(|topic| subjects::add(&mut item.subjects, topic));
    }
    // Some leave out the element around the properties.
    for place in meta.all("Location").chain(std::iter::once(meta)) {
        location(place, item);
    }
    properties(meta, item);
}

/// Keywords that stand among the properties, here and in an agency's own `Metadata`.
pub(super) fn properties(meta: Element, item: &mut Item) {
    for property in meta.all("Property") {
        let name = property.attr("FormalName").unwrap_or_default().to_ascii_lowercase();
        if name.ends_with("keyword") || name.ends_with("keywords") {
            keywords(property.attr("Value").unwrap_or_default(), item);
        }
    }
}

pub(super) fn keywords(listed: &str, item: &mut Item) {
    for keyword in listed.split([';', ',']).map(str::trim).filter(|keyword| !keyword.is_empty()) {
        if item.keywords.len() <= MOST_NAMES && !item.keywords.iter().any(|known| known == keyword) {
            item.keywords.push(keyword.to_owned());
        }
    }
}

/// `Subject`, `SubjectMatter`, `SubjectDetail` and `SubjectQualifier`: the IPTC's codes, or an agency's.
fn subject(element: Element, topics: &Topics, language: Option<&str>, item: &mut Item) {
    let code = formal(element).unwrap_or_default();
    let is_iptc = code.len() == 8 && code.bytes().all(|b| b.is_ascii_digit());
    let said = ["Scheme", "Vocabulary"].iter().find_map(|name| element.filled(name)).unwrap_or_default();
    let (kind, scheme) = if is_iptc {
        (CodeKind::Subject, "subj")
    } else if said.to_lowercase().contains("cat") || said.is_empty() {
        (CodeKind::Category, said)
    } else {
        (subjects::kind_of_scheme(said), said)
    };
    let name = topics.name(&code, language).unwrap_or_default();
    subjects::add(&mut item.subjects, Subject { kind, scheme: scheme.to_owned(), code, name });
    // AFP sends its category beside each code.
    let category = element.filled("cat").unwrap_or_default().to_owned();
    subjects::add(
        &mut item.subjects,
        Subject { kind: CodeKind::Category, code: category, ..Subject::default() },
    );
}

fn location(place: Element, item: &mut Item) {
    let property = |wanted: &[&str]| {
        let is_it = |e: &Element| {
            e.attr("FormalName").is_some_and(|name| wanted.iter().any(|word| name.eq_ignore_ascii_case(word)))
        };
        place.all("Property").filter(is_it).find_map(|e| e.filled("Value")).map(str::to_owned)
    };
    let country = property(&["Country"]).unwrap_or_default();
    let city = property(&["City"]);
    let area = property(&["Area", "CountryArea", "Region", "State"]);
    let mut parts: Vec<String> = city.iter().cloned().chain(area).collect();
    parts.dedup();
    let is_code = country.bytes().all(|b| b.is_ascii_uppercase());
    let scheme = match country.len() {
        2 if is_code => "iso3166-1a2",
        3 if is_code => "iso3166-1a3",
        _ => "",
    };
    // A country that is written out is a name.
    let code = if scheme.is_empty() {
        parts.extend(Some(country).filter(|country| !country.is_empty()));
        String::new()
    } else {
        country
    };
    let name = parts.join(", ");
    subjects::add(
        &mut item.subjects,
        Subject { kind: CodeKind::Place, scheme: scheme.to_owned(), code, name },
    );
    let is_origin = place.attr("HowPresent").is_none_or(|how| how.eq_ignore_ascii_case("Origin"));
    if is_origin {
        fill(&mut item.dateline_place, || city);
    }
}
