//! From tags and text to blocks: which containers are open, and what is in them so far.

use std::ops::Range;
use std::rc::Rc;

use url::Url;

use super::HtmlOptions;
use super::names::{is_block, is_inline};
use super::pictures::{Player, uncaptioned};
use crate::html_line::{Format, Line};
use crate::html_table::{self, RawCell, RawTable};
use crate::html_tokens::Attributes;
use crate::{Block, Body, Media, MediaKind, address};

/// Containers open at once; what is nested deeper joins the innermost, its words kept. Real copy
/// stays below ten, and whoever walks a [`Body`] may recurse without fear.
const DEEPEST: usize = 32;

/// A text while its HTML is read.
pub(super) struct Builder<'a> {
    pub(super) base: Option<&'a Url>,
    frames: Vec<Frame>,
    pub(super) line: Line,
    heading: Option<u8>,
    pub(super) pre: Option<String>,
    open: Vec<OpenFormat>,
    /// The formats of `open`, in order.
    formats: Vec<Format>,
    pub(super) media: Vec<Media>,
    /// Pictures met inside a paragraph: they stand behind it.
    pub(super) after_line: Vec<usize>,
    /// The video or audio element that is open: sources join it.
    pub(super) player: Option<Player>,
}

/// An open container and the blocks it has so far.
struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
}

enum Kind {
    Root,
    List {
        ordered: bool,
        start: u32,
        items: Vec<Vec<Block>>,
    },
    Entry,
    Quote {
        /// The block with which a closing `<cite>` or `<footer>` began.
        cite_from: Option<usize>,
    },
    Table(RawTable),
    Cell(RawCell),
    TableCaption,
    Figure {
        /// Which of its blocks are captions.
        captions: Vec<Range<usize>>,
        credit: String,
    },
    FigureCaption,
}

/// A formatting element that is open, with how many more of its name are open inside it.
struct OpenFormat {
    name: String,
    format: Option<Format>,
    inside: u32,
}

impl<'a> Builder<'a> {
    pub(super) fn new(options: &HtmlOptions<'a>) -> Self {
        Builder {
            base: options.base_url,
            frames: vec![Frame { kind: Kind::Root, blocks: Vec::new() }],
            line: Line::default(),
            heading: None,
            pre: None,
            open: Vec::new(),
            formats: Vec::new(),
            media: Vec::new(),
            after_line: Vec::new(),
            player: None,
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        match &mut self.pre {
            Some(pre) => pre.push_str(text),
            None => self.line.push(text, &self.formats),
        }
    }

    pub(super) fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        match name {
            "p" => {
                self.boundary();
                self.heading = None;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = Some((name.as_bytes()[1] - b'0').max(2));
            }
            "br" => self.line_break(),
            "hr" => {
                self.flush();
                self.add(Block::Rule);
            }
            "pre" | "listing" | "plaintext" | "xmp" => {
                self.flush();
                self.pre = Some(String::new());
            }
            "ul" | "ol" | "menu" | "dir" | "dl" => {
                let start = attributes.number("start").unwrap_or(1);
                self.push(Kind::List { ordered: name == "ol", start, items: Vec::new() });
            }
            "li" | "dt" | "dd" => self.entry(name),
            "blockquote" => self.push(Kind::Quote { cite_from: None }),
            "cite" | "footer" => self.cite(name),
            "table" => self.push(Kind::Table(RawTable::new(&attributes))),
            "tr" | "thead" | "tbody" | "tfoot" => self.table_part(name),
            "td" | "th" => {
                self.flush();
                if self.close_to(|kind| matches!(kind, Kind::Table(_)), false) {
                    self.push(Kind::Cell(RawCell::new(name == "th", &attributes)));
                }
            }
            "caption" => self.push(Kind::TableCaption),
            "figure" => self.push(Kind::Figure { captions: Vec::new(), credit: String::new() }),
            "figcaption" => {
                self.flush();
                if self.frames.last().is_some_and(|f| matches!(f.kind, Kind::Figure { .. })) {
                    self.push(Kind::FigureCaption);
                }
            }
            "img" | "amp-img" => self.picture(&attributes),
            "video" | "audio" => {
                let kind = if name == "video" { MediaKind::Video } else { MediaKind::Audio };
                let poster = attributes.get("poster").and_then(|p| address::file(&p, self.base));
                self.player = Some(Player { kind, poster, index: None });
                self.player_source(&attributes);
            }
            "source" => self.player_source(&attributes),
            "iframe" | "embed" | "object" => self.embedded(&attributes),
            _ if is_block(name) => {
                self.boundary();
                if name == "div" && self.is_credit(&attributes) {
                    self.add_format(name, Some(Format::Credit));
                }
            }
            _ if is_inline(name) => self.open_format(name, &attributes),
            _ => self.soft_space(name),
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = None;
            }
            "pre" | "listing" | "xmp" => self.flush(),
            "ul" | "ol" | "menu" | "dir" | "dl" => {
                self.close(|kind| matches!(kind, Kind::List { .. }));
            }
            "li" | "dt" | "dd" => self.close(|kind| matches!(kind, Kind::Entry)),
            "blockquote" => self.close(|kind| matches!(kind, Kind::Quote { .. })),
            "table" => {
                self.flush();
                self.close_to(|kind| matches!(kind, Kind::Table(_)), true);
            }
            "tr" | "thead" | "tbody" | "tfoot" => {
                self.table_part(if name == "thead" { "tbody" } else { "" });
            }
            "td" | "th" => {
                self.flush();
                self.close_to(|kind| matches!(kind, Kind::Cell(_)), true);
            }
            "caption" => {
                self.flush();
                self.close_to(|kind| matches!(kind, Kind::TableCaption), true);
            }
            "figure" => self.close(|kind| matches!(kind, Kind::Figure { .. })),
            "figcaption" => self.close(|kind| matches!(kind, Kind::FigureCaption)),
            "video" | "audio" => self.player = None,
            "br" => self.line_break(),
            _ if is_block(name) => {
                self.boundary();
                self.close_format(name);
            }
            _ if is_inline(name) || name == "cite" => self.close_format(name),
            _ => self.soft_space(name),
        }
    }

    pub(super) fn finish(mut self) -> (Body, Vec<Media>) {
        self.flush();
        while self.frames.len() > 1 {
            self.pop();
        }
        let blocks = self.frames.pop().map(|root| root.blocks).unwrap_or_default();
        (Body { blocks }, self.media)
    }

    // Paragraphs.

    fn boundary(&mut self) {
        match &mut self.pre {
            Some(pre) if !pre.is_empty() && !pre.ends_with('\n') => pre.push('\n'),
            Some(_) => {}
            None => self.flush(),
        }
    }

    fn line_break(&mut self) {
        match &mut self.pre {
            Some(pre) => pre.push('\n'),
            None => {
                if self.line.line_break(&self.formats) {
                    self.flush();
                }
            }
        }
    }

    /// Word's `<o:p>` and form fields part words without parting paragraphs.
    fn soft_space(&mut self, name: &str) {
        if self.pre.is_none() && (name == "o:p" || matches!(name, "input" | "button" | "select" | "label")) {
            self.line.space(&self.formats);
        }
    }

    /// Ends the paragraph, heading or preformatted text that is being read.
    pub(super) fn flush(&mut self) {
        if let Some(pre) = self.pre.take() {
            let text: String = pre.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
            let text = text.strip_prefix('\n').unwrap_or(&text).trim_end();
            if !text.trim().is_empty() {
                self.add(Block::Preformatted { text: text.to_owned() });
            }
        }
        if !self.line.is_empty() {
            let mut innermost = self.frames.iter_mut().rev();
            let figure = innermost.find(|frame| !matches!(frame.kind, Kind::FigureCaption));
            if let Some(figure) = figure
                && let Kind::Figure { credit, .. } = &mut figure.kind
                && uncaptioned(&figure.blocks, &self.media).is_some()
            {
                let words = self.line.take_credit();
                if !credit.is_empty() && !words.is_empty() {
                    credit.push(' ');
                }
                credit.push_str(&words);
            }
            let text = self.line.finish();
            if !text.is_empty() {
                self.add(match self.heading {
                    Some(level) => Block::Heading { level, text },
                    None => Block::Paragraph { text },
                });
            }
        }
        for media in std::mem::take(&mut self.after_line) {
            self.add(Block::Media { media });
        }
    }

    /// Puts a block where it belongs in the innermost container.
    pub(super) fn add(&mut self, block: Block) {
        let Some(frame) = self.frames.last_mut() else { return };
        match &mut frame.kind {
            Kind::List { items, .. } => match items.last_mut() {
                Some(entry) if matches!(block, Block::List { .. }) => entry.push(block),
                _ => items.push(vec![block]),
            },
            Kind::Table(table) => table.stray(block),
            _ => frame.blocks.push(block),
        }
    }

    // Containers.

    fn push(&mut self, kind: Kind) {
        self.flush();
        self.heading = None;
        if self.frames.len() >= DEEPEST {
            return;
        }
        if matches!(kind, Kind::Cell(_)) {
            self.forget_formats();
        }
        self.frames.push(Frame { kind, blocks: Vec::new() });
    }

    fn close(&mut self, wanted: fn(&Kind) -> bool) {
        self.flush();
        self.heading = None;
        let found = self
            .frames
            .iter()
            .rposition(|f| wanted(&f.kind) || matches!(f.kind, Kind::Cell(_) | Kind::TableCaption));
        if let Some(at) = found.filter(|&at| at > 0 && wanted(&self.frames[at].kind)) {
            while self.frames.len() > at {
                self.pop();
            }
        }
    }

    /// Closes what is open inside the innermost wanted container of this table, and it too if
    /// `inclusive`. Says whether there is one.
    fn close_to(&mut self, wanted: fn(&Kind) -> bool, inclusive: bool) -> bool {
        let found = self.frames.iter().rposition(|f| wanted(&f.kind) || matches!(f.kind, Kind::Table(_)));
        let Some(at) = found.filter(|&at| wanted(&self.frames[at].kind)) else {
            return false;
        };
        let keep = if inclusive { at } else { at + 1 };
        while self.frames.len() > keep {
            self.pop();
        }
        true
    }

    /// Closes the innermost container and hands its content to the next.
    fn pop(&mut self) {
        let Some(Frame { kind, mut blocks }) = self.frames.pop() else { return };
        match kind {
            Kind::Root => self.frames.push(Frame { kind, blocks }),
            Kind::List { ordered, start, items } => {
                if !items.is_empty() {
                    self.add(Block::List { ordered, start, items });
                }
            }
            Kind::Entry => {
                if let Some(Frame { kind: Kind::List { items, .. }, .. }) = self.frames.last_mut() {
                    if !blocks.is_empty() {
                        items.push(blocks);
                    }
                } else {
                    blocks.into_iter().for_each(|block| self.add(block));
                }
            }
            Kind::Quote { cite_from } => {
                let cited = cite_from.is_some_and(|from| from > 0 && from + 1 == blocks.len());
                let cite = match blocks.pop() {
                    Some(Block::Paragraph { text }) if cited => text,
                    Some(last) => {
                        blocks.push(last);
                        Vec::new()
                    }
                    None => return,
                };
                self.add(Block::Quote { blocks, cite });
            }
            Kind::Cell(cell) => {
                self.forget_formats();
                if let Some(Frame { kind: Kind::Table(table), .. }) = self.frames.last_mut() {
                    table.cell(cell, blocks);
                }
            }
            Kind::TableCaption => match self.frames.last_mut() {
                Some(Frame { kind: Kind::Table(table), .. }) => table.caption(blocks),
                _ => blocks.into_iter().for_each(|block| self.add(block)),
            },
            Kind::Table(table) => {
                for block in html_table::finish(table) {
                    self.add(block);
                }
            }
            Kind::FigureCaption => {
                if let Some(Frame { kind: Kind::Figure { captions, .. }, blocks: before }) =
                    self.frames.last_mut()
                {
                    captions.push(before.len()..before.len() + blocks.len());
                    before.append(&mut blocks);
                }
            }
            Kind::Figure { captions, credit } => self.figure(blocks, captions, credit),
        }
    }

    fn entry(&mut self, name: &str) {
        self.flush();
        self.heading = None;
        let list = self
            .frames
            .iter()
            .rposition(|f| matches!(f.kind, Kind::List { .. } | Kind::Cell(_) | Kind::Quote { .. }))
            .filter(|&at| matches!(self.frames[at].kind, Kind::List { .. }));
        let Some(at) = list else { return };
        while self.frames.len() > at + 1 {
            self.pop();
        }
        // A definition belongs to the entry that its term began.
        let begun = match &mut self.frames[at].kind {
            Kind::List { items, .. } if name == "dd" => items.pop(),
            _ => None,
        };
        self.push(Kind::Entry);
        if let (Some(blocks), Some(frame)) = (begun, self.frames.last_mut()) {
            frame.blocks = blocks;
        }
    }

    fn cite(&mut self, name: &str) {
        if name == "footer" {
            self.flush();
        }
        if self.line.is_empty()
            && let Some(frame) = self.frames.last_mut()
        {
            let length = frame.blocks.len();
            if let Kind::Quote { cite_from } = &mut frame.kind {
                *cite_from = Some(length);
                return;
            }
        }
        if name == "cite" {
            self.add_format(name, Some(Format::Emphasis));
        }
    }

    fn table_part(&mut self, name: &str) {
        self.flush();
        self.close_to(|kind| matches!(kind, Kind::Table(_)), false);
        if let Some(Frame { kind: Kind::Table(table), .. }) = self.frames.last_mut() {
            table.part(name);
        }
    }

    // Formats.

    fn open_format(&mut self, name: &str, attributes: &Attributes<'_>) {
        let format = match name {
            "b" | "strong" => Some(Format::Strong),
            "i" | "em" | "dfn" | "var" => Some(Format::Emphasis),
            "u" | "ins" => Some(Format::Underline),
            "s" | "strike" | "del" => Some(Format::Strike),
            "sub" => Some(Format::Sub),
            "sup" => Some(Format::Sup),
            "code" | "kbd" | "samp" | "tt" => Some(Format::Code),
            "q" => Some(Format::Quote),
            "a" => {
                self.close_format("a");
                let href = attributes.get("href").and_then(|href| address::link(&href, self.base));
                href.map(|href| Format::Link(Rc::from(href)))
            }
            "span" | "small" => self.is_credit(attributes).then_some(Format::Credit),
            _ => None,
        };
        self.add_format(name, format);
    }

    /// Does an element of a figure say whose picture it is?
    fn is_credit(&self, attributes: &Attributes<'_>) -> bool {
        let in_figure =
            matches!(self.frames.last(), Some(Frame { kind: Kind::Figure { .. } | Kind::FigureCaption, .. }));
        in_figure
            && attributes
                .get("class")
                .is_some_and(|class| ["credit", "copyright", "byline"].iter().any(|c| class.contains(c)))
    }

    fn add_format(&mut self, name: &str, format: Option<Format>) {
        if let Some(known) = self.open.iter_mut().rev().find(|open| open.name == name) {
            known.inside += 1;
        } else if let Some(format) = format {
            let fresh = !self.formats.contains(&format);
            self.open.push(OpenFormat { name: name.to_owned(), format: fresh.then_some(format), inside: 0 });
            self.gather_formats();
        }
    }

    fn close_format(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            if self.open[at].inside > 0 && name != "a" {
                self.open[at].inside -= 1;
            } else {
                self.open.remove(at);
                self.gather_formats();
            }
        }
    }

    fn forget_formats(&mut self) {
        self.open.clear();
        self.formats.clear();
    }

    fn gather_formats(&mut self) {
        self.formats = self.open.iter().filter_map(|open| open.format.clone()).collect();
    }
}
