//! What a file carries, field by field, found without a line of the parsers: by the names of its elements
//! and keys alone, as somebody would who searches the file for them.
//!
//! A fact is a field and the value that stands in the file; [`missing`] says whether the item has it. Facts
//! are only what an item has a place for: of two headlines the first is looked for.

mod rules;
mod tree;

use jiff::Timestamp;
use serde_json::Value;
use wire::{Item, Moment, Status};

/// The fields that are looked for, in the order of the report.
pub const FIELDS: [&str; 20] = [
    "guid",
    "version",
    "headline",
    "byline",
    "dateline",
    "language",
    "published",
    "updated",
    "embargo",
    "expires",
    "status",
    "urgency",
    "subjects",
    "keywords",
    "slugline",
    "subheadline",
    "summary",
    "note",
    "credit",
    "rights",
];

/// One value that a file carries.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub field: &'static str,
    pub value: String,
}

/// The facts of each story in the file, in its order. A file without any has no story as far as this
/// reader can see.
pub fn facts(folder: &str, bytes: &[u8]) -> Vec<Vec<Fact>> {
    match folder {
        "ninjs" | "jsonfeed" | "agency-json" => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            serde_json::from_slice::<Value>(bytes).map_or(Vec::new(), |root| rules::json(folder, &root))
        }
        "iptc7901-text" => rules::telegraph(bytes),
        _ => tree::read(bytes, rules::items_of(folder))
            .iter()
            .filter_map(|nodes| rules::xml(folder, nodes))
            .collect(),
    }
}

/// What of these facts the item lacks, each as "field: the file carries X, the item has Y".
pub fn missing(facts: &[Fact], items: &[&Item]) -> Vec<(&'static str, String)> {
    let holds = |fact: &Fact| items.iter().any(|item| holds(item, fact));
    let lost = facts.iter().filter(|fact| !holds(fact));
    lost.map(|fact| {
        let ours = items.first().map_or("no item".to_owned(), |item| shown(item, fact.field));
        (fact.field, format!("{}: the file carries {:?}, the item has {ours}", fact.field, fact.value))
    })
    .collect()
}

fn holds(item: &Item, fact: &Fact) -> bool {
    let value = fact.value.as_str();
    match fact.field {
        "guid" => item.guid.as_deref().is_some_and(|guid| {
            // An agency may add the version, and a web address counts however its host is written.
            let is_part = |guid: &str| {
                // One that is cut off is completed, and a number alone stands behind its provider.
                guid.starts_with(&format!("{value}:")) || guid.ends_with(&format!(":{value}"))
            };
            value == "*" || value.starts_with(guid) || value.eq_ignore_ascii_case(guid) || is_part(guid)
        }),
        "version" => item.version.is_some_and(|version| value.trim().parse() == Ok(version)),
        "headline" => has_words(value, [item.headline.as_deref()].into_iter().flatten()),
        "byline" => has_words(without_by(value), item.bylines.iter().map(String::as_str)),
        "dateline" => {
            let ours = [&item.dateline_text, &item.dateline_place].into_iter().flatten();
            has_words(value, ours.map(String::as_str))
        }
        "language" => item.language.as_deref().is_some_and(|ours| ours.eq_ignore_ascii_case(value)),
        "published" => is_moment(item.published, value),
        "updated" => is_moment(item.updated, value) || is_moment(item.published, value),
        "embargo" => is_moment(item.embargo, value),
        "expires" => is_moment(item.expires, value),
        "status" => is_status(item.status, value),
        "urgency" => item.urgency.is_some_and(|urgency| value.parse() == Ok(urgency)),
        "subjects" => has_subject(item, value),
        "keywords" => has_words(value, item.keywords.iter().map(String::as_str)),
        "slugline" => has_words(value, item.slugline.as_deref().into_iter()),
        "subheadline" => has_words(value, item.subheadline.as_deref().into_iter()),
        "summary" => {
            let captions = item.media.iter().filter_map(|media| media.caption.as_deref());
            let text = item.body.plain_text();
            let places = item.summary.as_deref().into_iter().chain(captions).chain([text.as_str()]);
            // Slug and headline again are no summary.
            let lines = [&item.headline, &item.slugline].into_iter().flatten();
            let repeats = lines.into_iter().any(|line| has_words(line, [value].into_iter()));
            repeats || places.into_iter().any(|ours| has_words(value, [ours].into_iter()))
        }
        "note" => has_words(value, item.ed_note.as_deref().into_iter()),
        "credit" => {
            let credit = &item.credit;
            let media = item.media.iter().filter_map(|media| media.credit.as_deref());
            let ours = [&credit.line, &credit.provider, &credit.source].into_iter().flatten();
            ours.map(String::as_str).chain(media).any(|ours| has_words(value, [ours].into_iter()))
        }
        "rights" => {
            let credit = &item.credit;
            let ours = [&credit.copyright_notice, &credit.copyright_holder, &item.rights.usage_terms];
            let ours = ours.into_iter().flatten().chain(&item.rights.limits).map(String::as_str);
            ours.into_iter().any(|ours| has_words(value, [ours].into_iter()))
        }
        _ => false,
    }
}

fn shown(item: &Item, field: &str) -> String {
    let moment = |moment: Option<Moment>| moment.map_or("none".to_owned(), |moment| moment.iso());
    match field {
        "guid" => format!("{:?}", item.guid),
        "version" => format!("{:?}", item.version),
        "headline" => format!("{:?}", item.headline),
        "byline" => format!("{:?}", item.bylines),
        "dateline" => format!("{:?} at {:?}", item.dateline_text, item.dateline_place),
        "language" => format!("{:?}", item.language),
        "published" => moment(item.published),
        "updated" => moment(item.updated),
        "embargo" => moment(item.embargo),
        "expires" => moment(item.expires),
        "status" => format!("{:?}", item.status),
        "urgency" => format!("{:?}", item.urgency),
        "keywords" => format!("{:?}", item.keywords),
        "slugline" => format!("{:?}", item.slugline),
        "subheadline" => format!("{:?}", item.subheadline),
        "summary" => format!("{:?}", item.summary),
        "note" => format!("{:?}", item.ed_note),
        "credit" => format!("{:?}", item.credit),
        "rights" => format!("{:?} {:?}", item.credit, item.rights),
        _ => {
            let codes = item.subjects.iter().map(|subject| format!("{}:{}", subject.scheme, subject.code));
            codes.collect::<Vec<_>>().join(" ")
        }
    }
}

/// All words of the value stand, in order, in ours. Case and punctuation are no matter.
fn has_words<'t>(value: &str, ours: impl Iterator<Item = &'t str>) -> bool {
    let words = |text: &str| -> Vec<String> {
        let text = crate::second_opinion::plain(text).to_lowercase();
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let ours: Vec<String> = ours.flat_map(words).collect();
    let mut ours = ours.iter();
    words(value).iter().all(|word| ours.any(|our| our == word))
}

/// The name alone: without "By" in whichever language, and of "desk@courier.example (Ada Quill)" what stands in brackets.
fn without_by(byline: &str) -> &str {
    let named = byline.split_once('(').filter(|(address, _)| address.contains('@')).map(|(_, name)| name);
    let trimmed = named.unwrap_or(byline).trim();
    let openings = ["by ", "by:", "von ", "par ", "por "];
    let begins =
        |opening: &&str| trimmed.get(..opening.len()).is_some_and(|by| by.eq_ignore_ascii_case(opening));
    openings.iter().find(|opening| begins(opening)).map_or(trimmed, |opening| &trimmed[opening.len()..])
}

/// The same instant; where the value is in no notation that this reader knows, any date is right.
fn is_moment(ours: Option<Moment>, value: &str) -> bool {
    let Some(ours) = ours else { return false };
    let value = value.trim();
    if value.len() == 13
        && let Ok(milliseconds) = value.parse::<i64>()
    {
        return ours.at.as_millisecond() == milliseconds;
    }
    if let Ok(there) = value.parse::<Timestamp>() {
        return ours.at.as_second() == there.as_second();
    }
    if let Ok(there) = jiff::fmt::rfc2822::parse(value) {
        return ours.at.as_second() == there.timestamp().as_second();
    }
    // As written: the first digits of ours are those of the value.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).take(12).collect::<String>();
    let (there, here) = (digits(value), digits(&ours.iso()));
    !value.starts_with(|c: char| c.is_ascii_digit())
        || value.find('-').is_some_and(|at| at < 4)
        || here.starts_with(&there)
        || there.starts_with(&here)
}

fn is_status(ours: Status, value: &str) -> bool {
    let value = value.rsplit([':', '/']).next().unwrap_or_default().to_lowercase();
    match value.as_str() {
        "usable" => ours == Status::Usable,
        "withheld" | "withhold" | "embargoed" => ours != Status::Canceled,
        "canceled" | "cancelled" | "killed" => ours == Status::Canceled,
        _ => true,
    }
}

/// By its code, in whatever scheme, or by its name.
fn has_subject(item: &Item, value: &str) -> bool {
    let bare =
        |text: &str| text.trim_end_matches('/').rsplit([':', '/', '#']).next().unwrap_or_default().to_owned();
    let number = |text: &str| text.trim_start_matches('0').to_owned();
    item.subjects.iter().any(|subject| {
        (!subject.code.is_empty()
            && (subject.code == value
                || subject.scheme == value
                || bare(&subject.code) == bare(value)
                || number(&subject.code) == number(value)))
            || has_words(value, [subject.name.as_str()].into_iter()) && !subject.name.is_empty()
    }) || item.keywords.iter().any(|keyword| keyword == value)
}
