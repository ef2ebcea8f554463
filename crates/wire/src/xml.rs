//! A small, forgiving XML tree.
//!
//! Reads what agencies send, not only what the standard allows: a DOCTYPE is skipped, a bare `&` or `<`
//! is text, tags that do not match are closed where they must, a cut-off file yields what it has.
//! Entities that a document defines for itself are never expanded and nothing is ever fetched.
//! Everything is bounded by [`Limits`], takes linear time, and walks without recursion.
//!
//! ```text
//! let doc = Document::parse(&text, &Limits::default());
//! let headline = doc.root()?.path(&["body", "body.head", "hedline", "hl1"])?.words();
//! ```

mod build;
pub(crate) mod entities;
pub(crate) mod write;

use std::borrow::Cow;

use crate::lines::Lines;
use crate::{Place, Problem};

/// What a document may ask of us. Where one is exceeded, what was read so far is kept and one
/// problem says so.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    pub bytes: usize,
    pub nodes: usize,
    /// Deeper elements are dissolved: their words belong to the deepest kept element.
    pub depth: usize,
    pub attributes_per_element: usize,
    /// Namespace declarations in scope at once.
    pub namespaces: usize,
    pub problems: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 64 << 20,
            nodes: 2_000_000,
            depth: 256,
            attributes_per_element: 256,
            namespaces: 128,
            problems: 50,
        }
    }
}

/// So many of one name within each other are read.
const MOST_WITHIN: usize = 4;

/// A parsed document, borrowing from the decoded text.
pub(crate) struct Document<'s> {
    source: &'s str,
    /// In document order; a node's descendants are the nodes up to its `end`. The first is the
    /// document itself.
    nodes: Vec<Node<'s>>,
    attributes: Vec<Attribute<'s>>,
    namespaces: Vec<Cow<'s, str>>,
    /// What was wrong with the XML.
    pub problems: Vec<Problem>,
    lines: Lines,
}

struct Node<'s> {
    kind: Kind<'s>,
    parent: u32,
    /// One past the last descendant.
    end: u32,
    /// Byte offset in the source.
    offset: u32,
}

enum Kind<'s> {
    Element { name: &'s str, local: &'s str, namespace: u32, attributes: (u32, u32) },
    Text(Cow<'s, str>),
}

struct Attribute<'s> {
    name: &'s str,
    local: &'s str,
    value: Cow<'s, str>,
}

/// An element: a handle that costs nothing to copy.
#[derive(Clone, Copy)]
pub(crate) struct Element<'d> {
    doc: &'d Document<'d>,
    id: u32,
}

/// A child of an element.
#[derive(Clone, Copy)]
pub(crate) enum Child<'d> {
    Element(Element<'d>),
    Text(&'d str),
}

impl<'s> Document<'s> {
    pub fn parse(source: &'s str, limits: &Limits) -> Document<'s> {
        build::build(source, limits)
    }

    /// The first top-level element.
    pub fn root<'d>(&'d self) -> Option<Element<'d>> {
        self.roots().next()
    }

    /// All top-level elements: a well-formed document has one, files glued together have more.
    pub fn roots<'d>(&'d self) -> impl Iterator<Item = Element<'d>> + use<'d, 's> {
        Element { doc: self, id: 0 }.children()
    }
}

impl<'d> Element<'d> {
    fn node(self) -> &'d Node<'d> {
        &self.doc.nodes[self.id as usize]
    }

    /// The name without its prefix: `p` for `xhtml:p`.
    pub fn name(self) -> &'d str {
        match self.node().kind {
            Kind::Element { local, .. } => local,
            Kind::Text(_) => "",
        }
    }

    /// The prefix of its name: `dc` for `dc:creator`; empty where it has none.
    pub fn prefix(self) -> &'d str {
        match self.node().kind {
            Kind::Element { name, .. } => name.split_once(':').map_or("", |(prefix, _)| prefix),
            Kind::Text(_) => "",
        }
    }

    /// The URI of its namespace; empty where it has none.
    pub fn namespace(self) -> &'d str {
        match self.node().kind {
            Kind::Element { namespace, .. } => &self.doc.namespaces[namespace as usize],
            Kind::Text(_) => "",
        }
    }

    pub fn is(self, name: &str) -> bool {
        self.name() == name
    }

    /// An attribute by its whole name (`href`, `xml:lang`), else by its name without prefix.
    pub fn attr(self, name: &str) -> Option<&'d str> {
        let attributes = self.attributes();
        let found = attributes.iter().find(|a| a.name == name);
        found.or_else(|| attributes.iter().find(|a| a.local == name)).map(|a| a.value.as_ref())
    }

    /// [`attr`](Self::attr), trimmed; `None` where it is empty.
    pub fn filled(self, name: &str) -> Option<&'d str> {
        self.attr(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// An attribute of this element or the nearest ancestor that has it: `xml:lang`, `xml:base`.
    pub fn inherited(self, name: &str) -> Option<&'d str> {
        std::iter::successors(Some(self), |e| e.parent()).find_map(|e| e.attr(name))
    }

    fn attributes(self) -> &'d [Attribute<'d>] {
        match self.node().kind {
            Kind::Element { attributes: (from, to), .. } => &self.doc.attributes[from as usize..to as usize],
            Kind::Text(_) => &[],
        }
    }

    pub fn parent(self) -> Option<Element<'d>> {
        let parent = self.node().parent;
        (parent != 0).then_some(Element { doc: self.doc, id: parent })
    }

    /// Child elements and text, in order.
    pub fn nodes(self) -> impl Iterator<Item = Child<'d>> {
        let doc = self.doc;
        let end = self.node().end;
        let mut next = self.id + 1;
        std::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let id = next;
            let node = &doc.nodes[id as usize];
            next = node.end;
            Some(match &node.kind {
                Kind::Element { .. } => Child::Element(Element { doc, id }),
                Kind::Text(text) => Child::Text(text),
            })
        })
    }

    /// Child elements, in order.
    pub fn children(self) -> impl Iterator<Item = Element<'d>> {
        self.nodes().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The first child element of that name.
    pub fn child(self, name: &str) -> Option<Element<'d>> {
        self.children().find(|child| child.is(name))
    }

    /// All child elements of that name.
    pub fn all<'n>(self, name: &'n str) -> impl Iterator<Item = Element<'d>> + use<'d, 'n> {
        self.children().filter(move |child| child.is(name))
    }

    /// The element at the end of a path of first children.
    pub fn path(self, names: &[&str]) -> Option<Element<'d>> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    /// All elements and texts below this one, in document order.
    pub fn flat(self) -> impl Iterator<Item = Child<'d>> {
        let doc = self.doc;
        (self.id + 1..self.node().end).map(move |id| match &doc.nodes[id as usize].kind {
            Kind::Element { .. } => Child::Element(Element { doc, id }),
            Kind::Text(text) => Child::Text(text),
        })
    }

    /// All elements below this one, in document order.
    pub fn elements(self) -> impl Iterator<Item = Element<'d>> {
        self.flat().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// All elements of that name below this one, in document order.
    pub fn descendants<'n>(self, name: &'n str) -> impl Iterator<Item = Element<'d>> + use<'d, 'n> {
        self.elements().filter(move |element| element.is(name))
    }

    /// Descendants of this name, but for those that lie within [`MOST_WITHIN`] others or more. An item without its end tag
    /// holds those after it, and each is read: without a limit, the words of the last would be read as often as there
    /// are items.
    pub fn descendants_apart<'n>(self, name: &'n str) -> impl Iterator<Item = Element<'d>> + use<'d, 'n> {
        self.descendants(name).filter(move |element| {
            let around = std::iter::successors(element.parent(), |around| around.parent());
            around.filter(|around| around.is(name)).take(MOST_WITHIN).count() < MOST_WITHIN
        })
    }

    /// All text below this element, run together as it stands.
    pub fn text(self) -> Cow<'d, str> {
        let mut texts = self.texts();
        let Some(first) = texts.next() else { return Cow::Borrowed("") };
        let Some(second) = texts.next() else { return Cow::Borrowed(first) };
        let mut all = String::with_capacity(first.len() + second.len());
        all.push_str(first);
        all.push_str(second);
        all.extend(texts);
        Cow::Owned(all)
    }

    /// The pieces of text below this element, in order.
    fn texts(self) -> impl Iterator<Item = &'d str> {
        self.doc.nodes[self.id as usize..self.node().end as usize].iter().filter_map(|node| {
            match &node.kind {
                Kind::Text(text) => Some(text.as_ref()),
                Kind::Element { .. } => None,
            }
        })
    }

    /// The words below this element on one line: white space collapsed, words of neighbouring
    /// paragraphs, cells and lines kept apart. `None` where there are none.
    pub fn words(self) -> Option<String> {
        let mut words = String::new();
        let mut gap = false;
        for node in &self.doc.nodes[self.id as usize + 1..self.node().end as usize] {
            match &node.kind {
                Kind::Text(text) => push_words(text, &mut words, &mut gap),
                Kind::Element { local, .. } => gap |= !is_inline(local),
            }
        }
        (!words.is_empty()).then_some(words)
    }

    /// A number of its own within the document, rising from element to element.
    pub fn place_in_file(self) -> u32 {
        self.id
    }

    /// Where it stands, for a problem.
    pub fn place(self) -> Place {
        let (line, column) = self.doc.lines.place(self.doc.source, self.node().offset as usize);
        let mut names: Vec<&str> =
            std::iter::successors(Some(self), |e| e.parent()).map(|e| e.name()).take(12).collect();
        names.reverse();
        Place { line, column, path: names.join("/") }
    }

    /// A problem that stands here.
    pub fn problem(self, mut problem: Problem) -> Problem {
        problem.place = Some(self.place());
        problem
    }
}

/// Appends `text` with its white space collapsed; `gap` says that a space is due before the next word.
pub(crate) fn push_words(text: &str, out: &mut String, gap: &mut bool) {
    *gap |= text.starts_with(char::is_whitespace);
    for word in text.split_whitespace() {
        if *gap && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        *gap = true;
    }
    *gap = text.ends_with(char::is_whitespace) || (text.is_empty() && *gap);
}

/// Elements that may stand inside a word, in NITF and HTML.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "i"
            | "u"
            | "s"
            | "em"
            | "strong"
            | "span"
            | "sub"
            | "sup"
            | "small"
            | "big"
            | "font"
            | "abbr"
            | "acronym"
            | "lang"
            | "q"
            | "chron"
            | "classifier"
            | "event"
            | "function"
            | "location"
            | "money"
            | "num"
            | "object.title"
            | "org"
            | "person"
            | "postaddr"
            | "virtloc"
    )
}

#[cfg(test)]
mod tests;
