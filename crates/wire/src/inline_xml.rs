//! Copy that stands in XML as elements (NITF, XHTML, an agency's own tags) to a [`Body`].
//!
//! Every word comes out, in order. Known elements become blocks and formats; unknown ones are
//! paragraphs where they stand among blocks, and fall away, leaving their words, inside a line.

mod media;
mod names;

use std::rc::Rc;

use names::{is_container, is_inline, lower, number};
use url::Url;

use crate::html_line::{Format, Line};
use crate::html_table::{self, RawCell, RawTable};
use crate::typed::{self, Piece};
use crate::xml::{Child, Element};
use crate::{Align, Block, Body, Media, address};

/// Blocks are nested no deeper than this; what is nested deeper joins the innermost. Whoever walks a
/// [`Body`], or reads it back from JSON, may recurse without fear.
const DEEPEST: usize = 24;

/// Formats on the same word; more fall away.
const MOST_FORMATS: usize = 10;

/// A body and the pictures, films and sounds that stand in it, from any number of elements.
#[derive(Default)]
pub(crate) struct Converter<'u> {
    base: Option<&'u Url>,
    line: Line,
    /// The formats that are open, outermost first.
    formats: Vec<Format>,
    heading: Option<u8>,
    media: Vec<Media>,
    /// Pictures met inside a line: they stand behind it.
    after_line: Vec<usize>,
    blocks: Vec<Block>,
    /// Lists, quotations, tables and notes that are open.
    nesting: usize,
}

impl<'u> Converter<'u> {
    pub fn new(base: Option<&'u Url>) -> Self {
        Converter { base, ..Converter::default() }
    }

    /// Appends what is inside `element`.
    pub fn add(&mut self, element: Element) {
        self.container(element);
    }

    pub fn finish(mut self) -> (Body, Vec<Media>) {
        self.flush();
        (Body { blocks: self.blocks }, self.media)
    }

    /// Blocks, or words that form a paragraph where no element says so.
    fn container(&mut self, element: Element) {
        self.flush();
        self.content_or_typed(element, has_words_of_its_own(element));
        self.flush();
    }

    /// Text that an agency typed at a fixed width, or what the markup says.
    fn content_or_typed(&mut self, element: Element, is_line: bool) {
        let Some(pieces) = typed_text(element).and_then(|text| typed::read(&text)) else {
            return self.content(element, is_line);
        };
        for piece in pieces {
            match piece {
                Piece::Columns(text) => {
                    self.flush();
                    self.blocks.push(Block::Preformatted { text });
                }
                Piece::Words(words) => self.line.push(&words, &self.formats),
            }
            self.flush();
        }
    }

    fn content(&mut self, element: Element, is_line: bool) {
        for child in element.nodes() {
            match child {
                Child::Text(text) => self.line.push(text, &self.formats),
                Child::Element(child) => self.element(child, is_line),
            }
        }
    }

    fn element(&mut self, element: Element, is_line: bool) {
        let name = lower(element.name());
        match name.as_ref() {
            "p" => self.paragraph(element),
            // "rubrik" and "mellis" are TT's headlines and crossheads.
            "h1" | "h2" | "hl1" | "hl2" | "rubrik" => self.heading(element, 2),
            "h3" | "mellis" => self.heading(element, 3),
            "h4" => self.heading(element, 4),
            "h5" => self.heading(element, 5),
            "h6" => self.heading(element, 6),
            "br" => {
                if self.line.line_break(&self.formats) {
                    self.flush();
                }
                self.content(element, is_line);
            }
            "hr" => {
                self.flush();
                self.blocks.push(Block::Rule);
                self.container(element);
            }
            "ul" | "ol" | "menu" | "dir" | "dl" => self.nested(element, |this| this.list(element, &name)),
            "blockquote" | "bq" => self.nested(element, |this| this.quote(element)),
            "table" => self.nested(element, |this| this.table(element)),
            "note" => self.nested(element, |this| {
                let blocks = this.inside(|this| this.container(element));
                if !blocks.is_empty() {
                    this.blocks.push(Block::Note { blocks });
                }
            }),
            "pre" | "listing" => self.preformatted(element),
            "media" => self.nitf_media(element),
            "bild" => self.tt_picture(element),
            "figure" => self.figure(element),
            "img" => self.picture(element),
            "video" | "audio" => self.player(element, &name),
            "script" | "style" | "head" | "template" | "nitf-table-metadata" | "media-object" => {}
            "frac-sep" => self.line.push("/", &self.formats),
            name if is_container(name) => self.container(element),
            name => match self.format(element, name) {
                Some(format) if self.formats.len() < MOST_FORMATS => {
                    self.formats.push(format);
                    self.content(element, true);
                    self.formats.pop();
                }
                _ if is_line || is_inline(name) => self.content(element, is_line || is_inline(name)),
                _ => self.container(element),
            },
        }
    }

    fn format(&self, element: Element, name: &str) -> Option<Format> {
        Some(match name {
            "b" | "strong" => Format::Strong,
            "i" | "em" | "cite" | "dfn" | "var" => match element.attr("class") {
                // NITF's `em` carries what kind of emphasis in its class.
                Some("bold" | "b" | "strong") => Format::Strong,
                Some("underscore" | "underline") => Format::Underline,
                _ => Format::Emphasis,
            },
            "u" | "ins" => Format::Underline,
            "s" | "strike" | "del" => Format::Strike,
            "sub" | "frac-den" => Format::Sub,
            "sup" | "frac-num" => Format::Sup,
            "code" | "kbd" | "samp" | "tt" => Format::Code,
            "q" => Format::Quote,
            "a" => Format::Link(address::link(element.attr("href")?, self.base)?.into()),
            "person" | "org" | "location" | "chron" | "event" | "money" | "num" | "function"
            | "object.title" | "virtloc" | "postaddr" => {
                let value =
                    ["value", "norm"].iter().find_map(|name| element.filled(name)).unwrap_or_default();
                Format::Entity(Rc::new((name.to_owned(), value.to_owned())))
            }
            _ => return None,
        })
    }

    // Paragraphs.

    fn paragraph(&mut self, element: Element) {
        self.flush();
        self.content_or_typed(element, true);
        self.flush();
    }

    fn heading(&mut self, element: Element, level: u8) {
        self.flush();
        self.heading = Some(level);
        self.content(element, true);
        self.flush();
        self.heading = None;
    }

    fn preformatted(&mut self, element: Element) {
        self.flush();
        let text = with_breaks(element);
        if !text.trim().is_empty() {
            let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
            let blank = lines.iter().take_while(|line| line.is_empty()).count();
            let text = typed::without_margin(&lines[blank..], blank == 0);
            self.blocks.push(Block::Preformatted { text });
        }
    }

    /// Ends the line that is being read.
    fn flush(&mut self) {
        if !self.line.is_empty() {
            let text = self.line.finish();
            if !text.is_empty() {
                self.blocks.push(match self.heading {
                    Some(level) => Block::Heading { level, text },
                    None => Block::Paragraph { text },
                });
            }
        }
        self.blocks.extend(self.after_line.drain(..).map(|media| Block::Media { media }));
    }

    // Blocks with blocks inside.

    /// Reads a nested block, or, too deep down, only what is inside it.
    fn nested(&mut self, element: Element, read: impl FnOnce(&mut Self)) {
        self.flush();
        let heading = self.heading.take();
        if self.nesting < DEEPEST {
            self.nesting += 1;
            read(self);
            self.nesting -= 1;
        } else {
            self.container(element);
        }
        self.heading = heading;
    }

    /// The blocks that `read` makes.
    fn inside(&mut self, read: impl FnOnce(&mut Self)) -> Vec<Block> {
        let outer = std::mem::take(&mut self.blocks);
        read(self);
        self.flush();
        std::mem::replace(&mut self.blocks, outer)
    }

    fn list(&mut self, list: Element, name: &str) {
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in list.nodes() {
            match child {
                Child::Text(text) if text.trim().is_empty() => {}
                Child::Text(text) => {
                    items.push(self.inside(|this| this.line.push(text, &this.formats)));
                }
                Child::Element(entry) => {
                    let entry_name = lower(entry.name());
                    let blocks = self.inside(|this| match entry_name.as_ref() {
                        "li" | "dd" => this.container_line(entry),
                        "dt" => {
                            this.formats.push(Format::Strong);
                            this.container_line(entry);
                            this.formats.pop();
                        }
                        _ => this.element(entry, false),
                    });
                    match items.last_mut() {
                        _ if blocks.is_empty() => {}
                        // A definition belongs to its term.
                        Some(last) if entry_name == "dd" => last.extend(blocks),
                        _ => items.push(blocks),
                    }
                }
            }
        }
        if !items.is_empty() {
            let start = list.attr("start").and_then(|s| s.trim().parse().ok()).unwrap_or(1);
            self.blocks.push(Block::List { ordered: name == "ol", start, items });
        }
    }

    /// An entry or cell: one line, unless there are blocks in it.
    fn container_line(&mut self, element: Element) {
        self.flush();
        self.content(element, true);
        self.flush();
    }

    fn quote(&mut self, quote: Element) {
        let mut cite = Vec::new();
        let blocks = self.inside(|this| {
            let is_line = has_words_of_its_own(quote);
            for child in quote.nodes() {
                match child {
                    Child::Text(text) => this.line.push(text, &this.formats),
                    // Whoever is quoted stands at the end.
                    Child::Element(e) if is_credit(e) && cite.is_empty() => {
                        this.flush();
                        this.content(e, true);
                        cite = this.line.finish();
                    }
                    Child::Element(e) => {
                        if !cite.is_empty() {
                            // It stood in the middle after all.
                            this.blocks.push(Block::Paragraph { text: std::mem::take(&mut cite) });
                        }
                        this.element(e, is_line);
                    }
                }
            }
        });
        if !blocks.is_empty() || !cite.is_empty() {
            self.blocks.push(Block::Quote { blocks, cite });
        }
    }

    fn table(&mut self, element: Element) {
        let mut table = RawTable::default();
        self.table_part(element, &mut table);
        let blocks = html_table::finish(table);
        self.blocks.extend(blocks);
    }

    fn table_part(&mut self, part: Element, table: &mut RawTable) {
        for child in part.nodes() {
            let child = match child {
                Child::Element(child) => child,
                Child::Text(text) if text.trim().is_empty() => continue,
                Child::Text(text) => {
                    let blocks = self.inside(|this| this.line.push(text, &this.formats));
                    blocks.into_iter().for_each(|block| table.stray(block));
                    continue;
                }
            };
            let name = lower(child.name());
            match name.as_ref() {
                "thead" | "tbody" | "tfoot" | "tr" => {
                    table.part(&name);
                    self.table_part(child, table);
                    if name != "tr" {
                        table.part("tbody");
                    }
                }
                "td" | "th" => {
                    let blocks = self.inside(|this| this.container_line(child));
                    table.cell(cell(child, name == "th"), blocks);
                }
                "caption" => {
                    let blocks = self.inside(|this| this.container_line(child));
                    table.caption(blocks);
                }
                _ => {
                    let blocks = self.inside(|this| this.element(child, false));
                    blocks.into_iter().for_each(|block| table.stray(block));
                }
            }
        }
    }
}

/// Does text stand directly in it, not only elements?
fn has_words_of_its_own(element: Element) -> bool {
    element.nodes().any(|child| matches!(child, Child::Text(text) if !text.trim_ascii().is_empty()))
}

fn is_credit(element: Element) -> bool {
    matches!(lower(element.name()).as_ref(), "credit" | "cite" | "footer")
}

fn cell(element: Element, header: bool) -> RawCell {
    let span = |name| number(element, name).unwrap_or(1).clamp(1, 1000);
    let align = match element.attr("align").unwrap_or_default().to_ascii_lowercase().as_str() {
        "right" | "char" => Align::End,
        "center" => Align::Center,
        _ => Align::Start,
    };
    RawCell { header, colspan: span("colspan"), rowspan: span("rowspan"), align }
}

/// The text with its own line ends and those that `br` makes.
fn with_breaks(element: Element) -> String {
    let mut text = String::new();
    for child in element.flat() {
        match child {
            Child::Text(piece) => text.push_str(piece),
            Child::Element(e) if e.is("br") => text.push('\n'),
            Child::Element(_) => {}
        }
    }
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// The text of an element that has no markup but line breaks, and lines enough to be typed copy.
fn typed_text(element: Element) -> Option<String> {
    const LINE_ENDS: usize = 3;
    let mut ends = 0;
    for child in element.nodes() {
        ends += match child {
            Child::Text(text) => text.bytes().filter(|b| *b == b'\n').count(),
            Child::Element(e) if e.is("br") => 1,
            Child::Element(_) => return None,
        };
    }
    (ends >= LINE_ENDS).then(|| with_breaks(element))
}
