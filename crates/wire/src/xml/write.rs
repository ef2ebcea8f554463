//! A tree written as XML again, with changes to elements that are named by an attribute.

use std::collections::HashMap;

use super::{Child, Element, Kind};

/// What is to be changed about elements, by their names.
#[derive(Default)]
pub(crate) struct Changes<'d> {
    by_name: HashMap<&'d str, Vec<(Change, Element<'d>)>>,
}

/// What is done with an element; the other one holds what is set there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    InsertBefore,
    InsertAfter,
    Replace,
    Delete,
}

impl<'d> Changes<'d> {
    pub fn add(&mut self, name: &'d str, change: Change, by: Element<'d>) {
        self.by_name.entry(name).or_default().push((change, by));
    }

    fn of(&self, element: Element) -> &[(Change, Element<'d>)] {
        element.attr("Duid").and_then(|name| self.by_name.get(name)).map_or(&[], Vec::as_slice)
    }
}

/// Writes an element and all below it. The tree is no deeper than its limits allow, so that this may walk down.
pub(crate) fn write(element: Element, changes: &Changes, out: &mut String) {
    let ours = changes.of(element);
    let given = |wanted: Change, out: &mut String| {
        for (_, by) in ours.iter().filter(|(change, _)| *change == wanted) {
            // What is set in is not changed once more.
            inner(*by, &Changes::default(), out);
        }
    };
    let has = |wanted: Change| ours.iter().any(|(change, _)| *change == wanted);
    given(Change::InsertBefore, out);
    if has(Change::Replace) {
        given(Change::Replace, out);
    } else if !has(Change::Delete) {
        start(element, out);
        inner(element, changes, out);
        out.push_str("</");
        out.push_str(name(element));
        out.push('>');
    }
    given(Change::InsertAfter, out);
}

fn inner(element: Element, changes: &Changes, out: &mut String) {
    for child in element.nodes() {
        match child {
            Child::Element(child) => write(child, changes, out),
            Child::Text(text) => escape(text, out),
        }
    }
}

fn start(element: Element, out: &mut String) {
    out.push('<');
    out.push_str(name(element));
    let of_parent = element.parent().filter(|parent| parent.prefix() == element.prefix());
    let inherited = of_parent.is_some_and(|parent| parent.namespace() == element.namespace());
    if !element.namespace().is_empty() && !inherited {
        let prefix = element.prefix();
        out.push_str(if prefix.is_empty() { " xmlns" } else { " xmlns:" });
        out.push_str(prefix);
        out.push_str("=\"");
        escape(element.namespace(), out);
        out.push('"');
    }
    if let Kind::Element { attributes: (from, to), .. } = element.node().kind {
        for attribute in &element.doc.attributes[from as usize..to as usize] {
            out.push(' ');
            out.push_str(attribute.name);
            out.push_str("=\"");
            escape(&attribute.value, out);
            out.push('"');
        }
    }
    out.push('>');
}

fn name(element: Element<'_>) -> &str {
    match element.node().kind {
        Kind::Element { name, .. } => name,
        Kind::Text(_) => "",
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
