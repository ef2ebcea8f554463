//! NewsML-G2: the IPTC's envelope for news items and packages of them.
//!
//! A `newsMessage` holds any number of items; an item may also stand alone. Every `newsItem` and
//! `packageItem` becomes an [`Item`]; concept, knowledge and planning items are no stories and are
//! noted. One unreadable item never costs its siblings. Names are those of the NewsML-G2 2.x
//! specification, "Power" conformance.

mod content;
mod meta;

use std::collections::HashMap;

use crate::xml::{Document, Element, Limits};
use crate::{Hints, Item, ItemKind, Link, LinkRole, Parsed, Problem, dateline_in_text, subjects, text};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let (text, mut problems) = text::decode(bytes, hints.content_type.as_deref());
    let mut doc = Document::parse(&text, &Limits::default());
    problems.append(&mut doc.problems);
    let mut items = Vec::new();
    let mut others = 0;
    for root in doc.roots() {
        let members = root.descendants_apart("itemSet").flat_map(Element::children);
        for element in std::iter::once(root).chain(members) {
            match element.name() {
                "newsItem" => items.push(news_item(element, hints, &mut problems)),
                "packageItem" => items.extend(package_item(element, hints, &mut problems)),
                "conceptItem" | "knowledgeItem" | "planningItem" | "catalogItem" => {
                    others += 1;
                    let what = format!("A <{}> is no story; it was left out.", element.name());
                    let mut problem = Problem::note(what);
                    if element.is("planningItem") {
                        problem = problem
                            .remedy("It is for the desk's diary; the stories come as items of their own.");
                    }
                    problems.push(element.problem(problem));
                }
                _ => {}
            }
        }
    }
    if items.is_empty() && others == 0 {
        problems.push(
            Problem::error("The file has no <newsItem> and no <packageItem>, so there is no story in it.")
                .remedy("Ask the agency to send it again; the file may be cut off."),
        );
    }
    Parsed { format: None, items, problems }
}

fn news_item(element: Element, hints: &Hints, problems: &mut Vec<Problem>) -> Item {
    let mut item = described(element, hints, problems);
    if item.guid.is_none() {
        let lost = Problem::error("A <newsItem> has no guid, so its later versions cannot be recognised.");
        problems.push(element.problem(lost.remedy("Ask the agency to send the guid.")));
    }
    if let Some(content_set) = element.child("contentSet") {
        content::read(content_set, hints, &mut item, problems);
    }
    let located = item.dateline_place.take();
    if let Some(text) = &item.dateline_text {
        item.dateline_place = dateline_in_text::place_of(text);
    }
    dateline_in_text::fill(&mut item);
    // A picture was taken where it is located; only a text is datelined there.
    if item.kind == ItemKind::Text {
        item.dateline_place = item.dateline_place.take().or(located);
    }
    item
}

/// A package: what its groups name, in the order in which the root group leads to them.
fn package_item(element: Element, hints: &Hints, problems: &mut Vec<Problem>) -> Option<Item> {
    let mut item =
        Item { kind: ItemKind::Package, dateline_place: None, ..described(element, hints, problems) };
    if item.guid.is_none() {
        problems.push(element.problem(Problem::note("A <packageItem> without a guid was left out.")));
        return None;
    }
    for reference in members(element) {
        let words = |name: &str| reference.child(name).and_then(Element::words);
        item.links.push(Link {
            role: LinkRole::Member,
            guid: reference.filled("residref").map(str::to_owned),
            href: reference.filled("href").map(str::to_owned),
            title: words("headline").or_else(|| words("title")),
        });
    }
    Some(item)
}

fn members(package: Element) -> Vec<Element> {
    let groups: Vec<Element> = package.descendants("group").collect();
    let index: HashMap<&str, usize> =
        groups.iter().enumerate().filter_map(|(at, group)| Some((group.attr("id")?, at))).collect();
    let by_id = |id: &str| index.get(id).copied();
    let root = package.child("groupSet").and_then(|set| set.filled("root"));
    let mut found = Vec::new();
    // Each group is visited once, however the references circle.
    let mut visited = vec![false; groups.len()];
    let mut waiting: Vec<usize> = root.and_then(by_id).into_iter().collect();
    while let Some(index) = waiting.pop() {
        if std::mem::replace(&mut visited[index], true) {
            continue;
        }
        found.extend(groups[index].all("itemRef"));
        let inner: Vec<usize> =
            groups[index].all("groupRef").filter_map(|reference| by_id(reference.attr("idref")?)).collect();
        waiting.extend(inner.into_iter().rev());
    }
    // Groups that the root does not lead to, and references that stand in none.
    for (index, group) in groups.iter().enumerate() {
        if !visited[index] {
            found.extend(group.all("itemRef"));
        }
    }
    found.extend(package.all("itemRef"));
    found
}

/// What an item of any kind says outside its content.
fn described(element: Element, hints: &Hints, problems: &mut Vec<Problem>) -> Item {
    let mut item = Item {
        guid: element.filled("guid").map(str::to_owned),
        version: element.filled("version").and_then(|version| version.parse().ok()),
        ..Item::default()
    };
    element.all("rightsInfo").for_each(|rights| meta::rights(rights, &mut item));
    if let Some(item_meta) = element.child("itemMeta") {
        meta::item_meta(item_meta, hints, &mut item, problems);
    }
    if let Some(content_meta) = element.child("contentMeta") {
        meta::content_meta(content_meta, hints, &mut item, problems);
    }
    // The namespace is forgotten at times.
    let language = element.inherited("xml:lang").or_else(|| element.inherited("lang")).map(str::to_owned);
    item.language = item.language.take().or(language).or_else(|| hints.language.clone());
    item
}

/// What a property stands for: its name in the item's language, else its literal, else its code.
fn named(property: Element) -> Option<String> {
    name_only(property)
        .or_else(|| property.filled("literal").map(str::to_owned))
        .or_else(|| property.words())
        .or_else(|| property.filled("qcode").map(|code| subjects::local(code).to_owned()))
        .filter(|name| !name.is_empty())
}

/// The name of a property in the item's language, else its first.
fn name_only(property: Element) -> Option<String> {
    let language = property.inherited("xml:lang").unwrap_or_default();
    let names = || property.all("name");
    let is_ours = |name: &Element| name.attr("xml:lang").is_some_and(|lang| lang == language);
    names().filter(is_ours).find_map(Element::words).or_else(|| names().find_map(Element::words))
}
