//! Writing XML: a thin cover over quick-xml's writer that cannot fail and cannot write what XML forbids.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A document being written. Elements are closed by the caller; text and attributes are escaped.
pub struct XmlOut {
    writer: Writer<Vec<u8>>,
}

impl XmlOut {
    pub fn new() -> Self {
        let mut out = XmlOut { writer: Writer::new(Vec::with_capacity(16 * 1024)) };
        out.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        out.newline();
        out
    }

    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(start(name, attributes)));
    }

    pub fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
        self.newline();
    }

    /// An element with attributes alone.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(start(name, attributes)));
        self.newline();
    }

    /// An element with a text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.text_with(name, &[], text);
    }

    pub fn text_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.event(Event::Text(BytesText::new(&legal(text))));
        self.close(name);
    }

    pub fn finish(self) -> Vec<u8> {
        self.writer.into_inner()
    }

    fn newline(&mut self) {
        self.writer.get_mut().push(b'\n');
    }

    fn event(&mut self, event: Event<'_>) {
        // Writing into memory cannot fail.
        let written = self.writer.write_event(event);
        debug_assert!(written.is_ok());
    }
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, legal(value).as_ref()));
    }
    element
}

/// Leaves out the control characters that XML 1.0 (section 2.2) has no way to write.
fn legal(text: &str) -> Cow<'_, str> {
    let bad = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if text.contains(bad) { Cow::Owned(text.replace(bad, "")) } else { Cow::Borrowed(text) }
}
