//! From quick-xml's events to the tree, with every repair on the way.

use std::{borrow::Cow, collections::HashSet};

use quick_xml::{
    Error, Reader,
    events::{Event, attributes::Attributes},
};

use super::{Attribute, Document, Kind, Limits, Node, entities};
use crate::Problem;
use crate::lines::Lines;

const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

pub(super) fn build<'s>(source: &'s str, limits: &Limits) -> Document<'s> {
    let mut cut = source.len().min(limits.bytes);
    while !source.is_char_boundary(cut) {
        cut -= 1;
    }
    let mut builder = Builder::new(&source[..cut], limits);
    if cut < source.len() {
        builder.problem(
            cut,
            Problem::error(format!(
                "The file is larger than {} MiB; what comes after that was not read.",
                limits.bytes >> 20
            )),
        );
    }
    builder.read();
    builder.finish()
}

struct Builder<'s, 'l> {
    source: &'s str,
    limits: &'l Limits,
    doc: Document<'s>,
    /// The open elements, the document itself first.
    open: Vec<u32>,
    /// How many elements are open below the deepest that is kept.
    dissolved: usize,
    /// Namespace declarations in scope: prefix, index into `doc.namespaces`, depth of declaration.
    bindings: Vec<(&'s str, u32, usize)>,
    /// Entities that the DOCTYPE defines; not expanded, but named in the problem.
    defined: HashSet<&'s str>,
    /// Things said once only: unknown entities and exceeded limits.
    said: HashSet<&'s str>,
    /// Bytes that may still be read twice in repairing tags, so that repairs take linear time.
    repairs: usize,
    /// The file ended inside markup, which has been said.
    cut_off: bool,
    is_full: bool,
}

impl<'s, 'l> Builder<'s, 'l> {
    fn new(source: &'s str, limits: &'l Limits) -> Self {
        let document = Kind::Element { name: "", local: "", namespace: 0, attributes: (0, 0) };
        let mut nodes = Vec::with_capacity(source.len() / 24 + 8);
        nodes.push(Node { kind: document, parent: 0, end: 1, offset: 0 });
        let doc = Document {
            source,
            nodes,
            attributes: Vec::with_capacity(source.len() / 64),
            namespaces: vec![Cow::Borrowed(""), Cow::Borrowed(XML_NAMESPACE)],
            problems: Vec::new(),
            lines: Lines::default(),
        };
        Builder {
            source,
            limits,
            doc,
            open: vec![0],
            dissolved: 0,
            bindings: vec![("xml", 1, 0)],
            defined: HashSet::new(),
            said: HashSet::new(),
            repairs: source.len() * 4 + (64 << 10),
            cut_off: false,
            is_full: false,
        }
    }

    /// Reads all of the source. quick-xml cannot step back, so after a repair a new reader takes over
    /// at the place that [`read_from`](Self::read_from) gives.
    fn read(&mut self) {
        let mut from = Some(0);
        while let Some(at) = from {
            let at = at + if self.source[at..].starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
            from = self.read_from(at);
        }
    }

    fn read_from(&mut self, base: usize) -> Option<usize> {
        let source = self.source;
        let mut reader = Reader::from_str(&source[base..]);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        while !self.is_full {
            let start = base + reader.buffer_position() as usize;
            if let [b'<', next, ..] = source.as_bytes()[start..]
                && !opens_markup(next)
            {
                self.bare_angle(start);
                self.text(Cow::Borrowed("<"), start);
                return Some(start + 1);
            }
            let event = reader.read_event();
            let end = base + reader.buffer_position() as usize;
            match event {
                Ok(Event::Start(_)) => {
                    if let Some(from) = self.start(start, end, false) {
                        return Some(from);
                    }
                }
                Ok(Event::Empty(_)) => {
                    if let Some(from) = self.start(start, end, true) {
                        return Some(from);
                    }
                }
                Ok(Event::End(_)) => {
                    let name = source[start..end].trim_start_matches("</").trim_end_matches('>');
                    self.end(name.trim_ascii(), start);
                }
                Ok(Event::Text(text)) => self.text(text.into_inner(), start),
                Ok(Event::CData(text)) => self.text(text.into_inner(), start),
                Ok(Event::GeneralRef(_)) => self.reference(&source[start + 1..end - 1], start),
                Ok(Event::DocType(_)) => self.doctype(&source[start..end]),
                Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => {}
                Ok(Event::Eof) => return None,
                // The reader has stepped over what was wrong.
                Err(Error::IllFormed(_)) => {}
                Err(_) => return self.broken_markup(start),
            }
        }
        None
    }

    /// Markup that has no end. Gives where to go on, if anywhere.
    fn broken_markup(&mut self, start: usize) -> Option<usize> {
        let rest = &self.source[start..];
        if let Some(words) = rest.strip_prefix("<![CDATA[") {
            self.ends_inside(start, "a CDATA section");
            self.text(Cow::Borrowed(words), start);
            return None;
        }
        for (opening, what) in [("<!--", "a comment"), ("<?", "a processing instruction")] {
            if rest.starts_with(opening) {
                self.ends_inside(start, what);
                return None;
            }
        }
        if rest.get(..9).is_some_and(|s| s.eq_ignore_ascii_case("<!DOCTYPE")) {
            self.ends_inside(start, "its DOCTYPE");
            return None;
        }
        if rest.starts_with("<!") {
            self.bare_angle(start);
            self.text(Cow::Borrowed("<!"), start);
            return Some(start + 2);
        }
        let from = self.repair_tag(start, self.source.len());
        if from.is_none() {
            self.ends_inside(start, "a tag");
        }
        from
    }

    fn ends_inside(&mut self, offset: usize, what: &str) {
        self.cut_off = true;
        let message =
            format!("The file ends inside {what} that begins here; what was read before it is kept.");
        self.problem(offset, Problem::error(message).remedy("Ask the agency to send the file again."));
    }

    /// A start tag with another `<` in it that is not between proper quotes was no tag, or lacks a
    /// quotation mark: its characters up to the next `<` are words. Gives where to go on.
    fn repair_tag(&mut self, start: usize, end: usize) -> Option<usize> {
        let next = start + 1 + self.source[start + 1..end].find('<')?;
        self.repairs = self.repairs.checked_sub(end - start)?;
        self.bare_angle(start);
        self.text(Cow::Borrowed(&self.source[start..next]), start);
        Some(next)
    }

    fn bare_angle(&mut self, offset: usize) {
        if self.said.insert("<") {
            let message = "A \"<\" here opens no tag; it and others like it were read as text.";
            self.problem(offset, Problem::warning(message));
        }
    }

    /// A start tag. Gives where to go on if it was none.
    fn start(&mut self, start: usize, end: usize, is_empty: bool) -> Option<usize> {
        let source = self.source;
        let inner = &source[start + 1..end - if is_empty { 2 } else { 1 }];
        if inner.contains('<')
            && Attributes::new(inner, name_end(inner)).with_checks(false).any(|a| a.is_err())
            && let Some(from) = self.repair_tag(start, end)
        {
            return Some(from);
        }
        if self.open.len() > self.limits.depth {
            if self.said.insert("depth") {
                let message = format!(
                    "Elements are nested more than {} deep; deeper tags were dropped, their words kept.",
                    self.limits.depth
                );
                self.problem(start, Problem::warning(message));
            }
            // Words of dissolved paragraphs must not run together.
            self.text(Cow::Borrowed(" "), start);
            self.dissolved += usize::from(!is_empty);
            return None;
        }
        let name = &inner[..name_end(inner)];
        let attributes = self.attributes(inner, name, start);
        let (prefix, local) = split(name);
        let kind = Kind::Element { name, local, namespace: self.namespace(prefix), attributes };
        if let Some(id) = self.push(kind, start) {
            self.open.push(id);
            if is_empty {
                self.close();
            }
        }
        None
    }

    fn attributes(&mut self, inner: &'s str, name: &str, start: usize) -> (u32, u32) {
        let from = self.doc.attributes.len();
        for attribute in Attributes::html(inner, name.len()).with_checks(false).flatten() {
            let (Cow::Borrowed(value), key) = (attribute.value, attribute.key.into_inner()) else { continue };
            let value = entities::unescape(value, |name| self.unknown_entity(name, start));
            match split(key) {
                ("", "xmlns") => self.bind("", value, start),
                ("xmlns", prefix) => self.bind(prefix, value, start),
                (_, local) => {
                    if self.doc.attributes.len() - from >= self.limits.attributes_per_element {
                        if self.said.insert("attributes") {
                            let message = format!(
                                "An element has more than {} attributes; the others were dropped.",
                                self.limits.attributes_per_element
                            );
                            self.problem(start, Problem::warning(message));
                        }
                        break;
                    }
                    self.doc.attributes.push(Attribute { name: key, local, value });
                }
            }
        }
        (from as u32, self.doc.attributes.len() as u32)
    }

    fn bind(&mut self, prefix: &'s str, uri: Cow<'s, str>, start: usize) {
        if self.bindings.len() >= self.limits.namespaces {
            if self.said.insert("namespaces") {
                let message = format!(
                    "More than {} namespaces are declared; the others were ignored.",
                    self.limits.namespaces
                );
                self.problem(start, Problem::warning(message));
            }
            return;
        }
        let known = self.bindings.iter().map(|b| b.1).find(|i| self.doc.namespaces[*i as usize] == uri);
        let index = known.unwrap_or_else(|| {
            self.doc.namespaces.push(uri);
            self.doc.namespaces.len() as u32 - 1
        });
        self.bindings.push((prefix, index, self.open.len()));
    }

    fn namespace(&self, prefix: &str) -> u32 {
        self.bindings.iter().rev().find(|(bound, ..)| *bound == prefix).map_or(0, |(_, index, _)| *index)
    }

    fn end(&mut self, name: &str, start: usize) {
        if self.dissolved > 0 {
            self.dissolved -= 1;
            self.text(Cow::Borrowed(" "), start);
            return;
        }
        let is_it = |id: &u32| matches!(self.doc.nodes[*id as usize].kind, Kind::Element { name: open, .. } if open == name);
        match self.open.iter().skip(1).rposition(is_it) {
            Some(position) => {
                let unclosed = self.open.len() - 2 - position;
                if unclosed > 0 && self.said.insert("unclosed") {
                    let message =
                        format!("</{name}> stands where another element is still open; it was closed.");
                    self.problem(start, Problem::warning(message));
                }
                for _ in 0..=unclosed {
                    self.close();
                }
            }
            None if self.said.insert("unopened") => {
                let message = format!("</{}> closes nothing that is open; it was ignored.", shown(name));
                self.problem(start, Problem::warning(message));
            }
            None => {}
        }
    }

    /// Closes the innermost element.
    fn close(&mut self) {
        let depth = self.open.len() - 1;
        if depth == 0 {
            return;
        }
        while self.bindings.last().is_some_and(|(.., at)| *at >= depth && *at > 0) {
            self.bindings.pop();
        }
        if let Some(id) = self.open.pop() {
            self.doc.nodes[id as usize].end = self.doc.nodes.len() as u32;
        }
    }

    fn text(&mut self, text: Cow<'s, str>, start: usize) {
        if text.is_empty() {
            return;
        }
        let parent = self.parent();
        if let Some(Node { kind: Kind::Text(before), parent: p, .. }) = self.doc.nodes.last_mut()
            && *p == parent
        {
            before.to_mut().push_str(&text);
            return;
        }
        self.push(Kind::Text(text), start);
    }

    fn reference(&mut self, name: &'s str, start: usize) {
        match entities::resolve(name) {
            Some(value) => self.text(value, start),
            None => {
                self.unknown_entity(name, start);
                self.text(Cow::Borrowed(&self.source[start..start + name.len() + 2]), start);
            }
        }
    }

    fn unknown_entity(&mut self, name: &'s str, start: usize) {
        if name.len() > 64 || !self.said.insert(name) {
            return;
        }
        let message = if self.defined.contains(name) {
            format!(
                "The file defines the entity &{name}; for itself, which is not expanded; the reference \
                 stays in the text as it is."
            )
        } else {
            format!("The entity &{name}; is not known; the reference stays in the text as it is.")
        };
        self.problem(start, Problem::warning(message));
    }

    /// Skips the DOCTYPE; only the names that it defines are noted.
    fn doctype(&mut self, doctype: &'s str) {
        for definition in doctype.split("<!ENTITY").skip(1).take(1000) {
            let mut words = definition.split_ascii_whitespace();
            if let Some(name) = words.next().filter(|name| *name != "%") {
                self.defined.insert(name);
            }
        }
    }

    fn parent(&self) -> u32 {
        self.open.last().copied().unwrap_or(0)
    }

    fn push(&mut self, kind: Kind<'s>, offset: usize) -> Option<u32> {
        let id = self.doc.nodes.len();
        if id >= self.limits.nodes {
            self.is_full = true;
            let message = format!(
                "The file has more than {} elements and texts; what comes after them was not read.",
                self.limits.nodes
            );
            self.problem(offset, Problem::error(message));
            return None;
        }
        let id = id as u32;
        self.doc.nodes.push(Node { kind, parent: self.parent(), end: id + 1, offset: offset as u32 });
        Some(id)
    }

    fn problem(&mut self, offset: usize, problem: Problem) {
        if self.doc.problems.len() < self.limits.problems {
            let (line, column) = self.doc.lines.place(self.source, offset);
            self.doc.problems.push(problem.at(line, column));
        }
    }

    fn finish(mut self) -> Document<'s> {
        if let [_, .., innermost] = *self.open
            && !self.cut_off
            && !self.is_full
            && let Kind::Element { name, .. } = self.doc.nodes[innermost as usize].kind
        {
            let message =
                format!("The file ends before <{}> is closed; it is probably cut off.", shown(name));
            let problem = Problem::error(message).remedy("Ask the agency to send the file again.");
            self.problem(self.source.len(), problem);
        }
        while self.open.len() > 1 {
            self.close();
        }
        self.doc.nodes[0].end = self.doc.nodes.len() as u32;
        self.doc
    }
}

/// Can `<` before this byte open a tag, a comment, CDATA or an instruction?
fn opens_markup(next: u8) -> bool {
    next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?' | b'_' | b':') || next >= 0x80
}

fn name_end(inner: &str) -> usize {
    inner.bytes().position(|b| b.is_ascii_whitespace() || b == b'/').unwrap_or(inner.len())
}

/// Prefix and local name.
fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// A name short enough to print.
fn shown(name: &str) -> &str {
    name.char_indices().nth(40).map_or(name, |(end, _)| &name[..end])
}
