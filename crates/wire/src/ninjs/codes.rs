//! What a ninjs item is about: subjects, people, places and so on, in every version's notation.

use crate::html;
use crate::json::Node;
use crate::{CodeKind, Subject, subjects};

/// Every code of an item, in the source's order of fields.
pub(super) fn all(node: &Node<'_>) -> Vec<Subject> {
    let mut found = Vec::new();
    for (key, value) in node.pairs() {
        if let Some(kind) = kind_of_field(key) {
            value.entries().iter().for_each(|entry| subjects::add(&mut found, subject(entry, kind)));
        }
    }
    found
}

fn kind_of_field(key: &str) -> Option<CodeKind> {
    Some(match key.to_ascii_lowercase().as_str() {
        "subject" | "subjects" | "object" | "objects" => CodeKind::Subject,
        "person" | "persons" | "people" => CodeKind::Person,
        "organisation" | "organisations" | "organization" | "organizations" => CodeKind::Organisation,
        "place" | "places" => CodeKind::Place,
        "event" | "events" => CodeKind::Event,
        "service" | "services" | "anpa_category" | "category" | "categories" => CodeKind::Category,
        _ => return None,
    })
}

fn subject(entry: &Node<'_>, kind: CodeKind) -> Subject {
    if let Some(name) = entry.text() {
        return Subject { kind, name: html::plain(name), ..Subject::default() };
    }
    let name = entry.text_of("name").map(html::plain).unwrap_or_default();
    let roles = ["rel", "rels"].iter().flat_map(|key| entry.entries_of(key)).filter_map(Node::text);
    let kind = if roles.into_iter().any(|rel| rel == "category") { CodeKind::Category } else { kind };
    let (scheme, code) = scheme_and_code(entry);
    Subject { kind, scheme, code, name }
}

/// `scheme` and `code` of 1.x, `uri` and `literal` of 2.x and 3.x, `qcode` of Superdesk.
fn scheme_and_code(entry: &Node<'_>) -> (String, String) {
    let code = entry.text_of_any(&["code", "literal"]);
    let uri = entry.text_of("uri");
    let scheme = entry.text_of("scheme").or_else(|| uri?.strip_suffix(code?));
    match (scheme, code) {
        (Some(scheme), Some(code)) => {
            // The alias is found by a concept's address, so one is made up for a moment.
            let concept = format!("{}/{code}", scheme.trim_end_matches('/'));
            let (alias, same) = subjects::uri(&concept);
            let known = same == code && !alias.contains('/');
            (if known { alias } else { scheme.to_owned() }, code.to_owned())
        }
        // Reuters writes QCodes as codes: "N2:ENV".
        (None, Some(code)) if uri.is_none() && is_qcode(code) => {
            let (scheme, code) = subjects::qcode(code);
            (scheme.to_owned(), code.to_owned())
        }
        (None, Some(code)) => (uri.unwrap_or_default().to_owned(), code.to_owned()),
        (_, None) => match (uri, entry.text_of("qcode")) {
            (Some(uri), _) => subjects::uri(uri),
            (None, qcode) => {
                let (scheme, code) = subjects::qcode(qcode.unwrap_or_default());
                (scheme.to_owned(), code.to_owned())
            }
        },
    }
}

fn is_qcode(code: &str) -> bool {
    let is_alias = |alias: &str| {
        (1..=12).contains(&alias.len())
            && alias.starts_with(|c: char| c.is_ascii_alphabetic())
            && alias.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    code.split_once(':')
        .is_some_and(|(alias, rest)| is_alias(alias) && !rest.is_empty() && !rest.contains([':', '/', ' ']))
}
