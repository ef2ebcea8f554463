//! HTML as agencies and feeds write it, to a [`Body`].
//!
//! Every visible word comes out, in order; nothing that could run in a browser does, as a [`Body`]
//! has no place for it. Markup that has no meaning for a story (spans, fonts, layout tables) falls
//! away. Any input is read in linear time: `html_tokens.rs` cuts it into tags and text, `Builder`
//! keeps the containers that are open, and `html_line.rs` the paragraph that is being read.

use std::ops::Range;
use std::rc::Rc;

use url::Url;

use crate::html_line::{Format, Line};
use crate::html_table::{self, RawCell, RawTable};
use crate::html_tokens::{Attributes, Token, tokens, unescape};
use crate::{Block, Body, Inline, Media, MediaKind, Problem, Rendition, address};

/// What is known about the HTML from outside it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HtmlOptions<'a> {
    /// The address that relative links and pictures are resolved against.
    pub(crate) base_url: Option<&'a Url>,
}

/// Containers open at once; what is nested deeper joins the innermost, its words kept. Real copy
/// stays below ten, and whoever walks a [`Body`] may recurse without fear.
const DEEPEST: usize = 32;

/// The story that `html` tells, with the pictures and films that stand in it.
pub(crate) fn to_body(html: &str, options: &HtmlOptions<'_>) -> (Body, Vec<Media>, Vec<Problem>) {
    let mut problems = Vec::new();
    let decoded = if escaped_twice(html) {
        problems.push(Problem::note("The text's HTML is escaped twice; it was read as if escaped once."));
        unescape(html)
    } else {
        html.into()
    };
    if !is_html(&decoded) && decoded.contains('\n') {
        return (text_to_body(&unescape(&decoded)), Vec::new(), problems);
    }
    let decoded = if decoded.contains("<![CDATA[") {
        decoded.replace("<![CDATA[", "").replace("]]>", "").into()
    } else {
        decoded
    };
    let mut builder = Builder::new(options);
    for token in tokens(&decoded) {
        match token {
            Token::Text(text) => builder.text(&text),
            Token::Start { name, attributes } => builder.start(&name, attributes),
            Token::End { name } => builder.end(&name),
        }
    }
    let (body, media) = builder.finish();
    (body, media, problems)
}

/// The words of a title or summary that may hold HTML, on one line.
pub(crate) fn plain(html: &str) -> String {
    let decoded = if escaped_twice(html) { unescape(html) } else { html.into() };
    let mut line = Line::default();
    // "Use of <T> in Rust" is a title without markup.
    let marked_up = |token: Token<'_>| match token {
        Token::Start { name, .. } | Token::End { name } => !is_inline(&name) || is_known_inline(&name),
        Token::Text(_) => false,
    };
    if !decoded.contains('<') || !tokens(&decoded).any(marked_up) {
        line.push(&unescape(&decoded), &[]);
        return crate::html_line::words(&line.finish());
    }
    for token in tokens(&decoded) {
        match token {
            Token::Text(text) => line.push(&text, &[]),
            Token::Start { name, .. } | Token::End { name } if !is_inline(&name) => line.space(&[]),
            _ => {}
        }
    }
    crate::html_line::words(&line.finish())
}

/// Text without markup: blank lines part paragraphs. Where there are none each line is a paragraph,
/// unless the lines were plainly broken to a width.
pub(crate) fn text_to_body(text: &str) -> Body {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let spaced = lines.windows(3).any(|w| !w[0].is_empty() && w[1].is_empty() && !w[2].is_empty());
    let groups: Vec<&[&str]> = lines.split(|line| line.is_empty()).filter(|g| !g.is_empty()).collect();
    let mut blocks = Vec::new();
    let mut add = |lines: &[&str], breaks: bool| {
        let mut line = Line::default();
        for (i, words) in lines.iter().enumerate() {
            match i {
                0 => {}
                _ if breaks => drop(line.line_break(&[])),
                _ => line.space(&[]),
            }
            line.push(words, &[]);
        }
        let text = line.finish();
        if !text.is_empty() {
            blocks.push(Block::Paragraph { text });
        }
    };
    for group in groups {
        if broken_to_width(group) {
            add(group, false);
        } else if spaced {
            add(group, true);
        } else {
            group.iter().for_each(|line| add(&[line], false));
        }
    }
    Body { blocks }
}

/// Lines that end where a typewriter's bell rang: all but the last of much the same length.
fn broken_to_width(lines: &[&str]) -> bool {
    let [full @ .., _] = lines else { return false };
    !full.is_empty() && full.iter().all(|line| (48..=100).contains(&line.chars().count()))
}

/// Does it have anything that looks like a tag?
pub(crate) fn is_html(html: &str) -> bool {
    let bytes = html.as_bytes();
    html.match_indices('<').any(|(i, _)| match bytes.get(i + 1) {
        Some(b'/' | b'!' | b'?') => true,
        Some(c) => c.is_ascii_alphabetic(),
        None => false,
    })
}

/// No tag at all, but the names of tags between `&lt;` and `&gt;`.
fn escaped_twice(html: &str) -> bool {
    const TAGS: [&str; 14] =
        ["p", "br", "br/", "div", "a", "b", "i", "em", "strong", "ul", "ol", "img", "span", "table"];
    html.contains("&lt;")
        && html.contains("&gt;")
        && !is_html(html)
        && html.match_indices("&lt;").any(|(i, lt)| {
            let rest = &html[i + lt.len()..];
            let end = rest.bytes().take(12).position(|c| c == b' ' || c == b'&').unwrap_or(0);
            TAGS.iter().any(|tag| rest[..end].eq_ignore_ascii_case(tag))
        })
}

struct Builder<'a> {
    base: Option<&'a Url>,
    frames: Vec<Frame>,
    line: Line,
    heading: Option<u8>,
    pre: Option<String>,
    open: Vec<OpenFormat>,
    /// The formats of `open`, in order.
    formats: Vec<Format>,
    media: Vec<Media>,
    /// Pictures met inside a paragraph: they stand behind it.
    after_line: Vec<usize>,
    /// The video or audio element that is open: sources join it.
    player: Option<Player>,
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

struct Player {
    kind: MediaKind,
    poster: Option<String>,
    index: Option<usize>,
}

impl<'a> Builder<'a> {
    fn new(options: &HtmlOptions<'a>) -> Self {
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

    fn text(&mut self, text: &str) {
        match &mut self.pre {
            Some(pre) => pre.push_str(text),
            None => self.line.push(text, &self.formats),
        }
    }

    fn start(&mut self, name: &str, attributes: Attributes<'_>) {
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
            _ if is_block(name) => self.boundary(),
            _ if is_inline(name) => self.open_format(name, &attributes),
            _ => self.soft_space(name),
        }
    }

    fn end(&mut self, name: &str) {
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
            _ if is_block(name) => self.boundary(),
            _ if is_inline(name) || name == "cite" => self.close_format(name),
            _ => self.soft_space(name),
        }
    }

    fn finish(mut self) -> (Body, Vec<Media>) {
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
    fn flush(&mut self) {
        if let Some(pre) = self.pre.take() {
            let text: String = pre.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
            let text = text.strip_prefix('\n').unwrap_or(&text).trim_end();
            if !text.trim().is_empty() {
                self.add(Block::Preformatted { text: text.to_owned() });
            }
        }
        if !self.line.is_empty() {
            if let [.., figure, Frame { kind: Kind::FigureCaption, .. }] = &mut self.frames[..]
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
    fn add(&mut self, block: Block) {
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

    /// A figure's caption belongs to its picture; without one it is words like others.
    fn figure(&mut self, mut blocks: Vec<Block>, captions: Vec<Range<usize>>, credit: String) {
        if let Some(at) = uncaptioned(&blocks, &self.media) {
            let media = &mut self.media[at];
            let mut caption = Vec::new();
            for range in captions.into_iter().rev() {
                caption.splice(0..0, blocks.extract_if(range, |block| !matches!(block, Block::Media { .. })));
            }
            let filled = |words: String| (!words.is_empty()).then_some(words);
            media.caption = filled(Body { blocks: caption }.plain_text());
            media.credit = filled(credit);
        }
        blocks.into_iter().for_each(|block| self.add(block));
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
            "span" | "small" if self.in_figure_caption() => attributes
                .get("class")
                .filter(|class| ["credit", "copyright", "byline"].iter().any(|c| class.contains(c)))
                .map(|_| Format::Credit),
            _ => None,
        };
        self.add_format(name, format);
    }

    fn in_figure_caption(&self) -> bool {
        self.frames.last().is_some_and(|f| matches!(f.kind, Kind::FigureCaption))
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

    // Pictures and films.

    fn picture(&mut self, attributes: &Attributes<'_>) {
        let alt = attributes.get("alt").map(|alt| alt.into_owned()).filter(|alt| !alt.is_empty());
        let (width, height) = (attributes.number("width"), attributes.number("height"));
        let class = attributes.get("class").unwrap_or_default();
        if class.contains("emoji") || class.contains("smiley") {
            return self.text(&alt.unwrap_or_default());
        }
        // Pixels that count readers.
        if width.is_some_and(|w| w <= 2) || height.is_some_and(|h| h <= 2) {
            return;
        }
        let Some(href) = ["src", "data-src", "data-lazy-src", "data-original"]
            .iter()
            .filter_map(|name| attributes.get(name))
            .find_map(|src| address::file(&src, self.base))
            .or_else(|| widest(&attributes.get("srcset")?, self.base))
        else {
            return;
        };
        // Lazy loading writes the same picture twice, once for browsers without scripts.
        if self.media.iter().rev().take(8).any(|m| m.renditions.iter().any(|r| r.href == href)) {
            return;
        }
        let rendition = Rendition { href, width, height, ..Rendition::default() };
        self.add_media(Media {
            kind: MediaKind::Picture,
            alt,
            renditions: vec![rendition],
            ..Media::default()
        });
    }

    fn player_source(&mut self, attributes: &Attributes<'_>) {
        let Some(player) = &mut self.player else { return };
        let Some(href) = attributes.get("src").and_then(|src| address::file(&src, self.base)) else { return };
        let mime = attributes.get("type").map(|mime| mime.into_owned()).filter(|mime| !mime.is_empty());
        let rendition = Rendition { href, mime, ..Rendition::default() };
        if let Some(media) = player.index.and_then(|at| self.media.get_mut(at)) {
            media.renditions.push(rendition);
            return;
        }
        let poster = player.poster.take();
        let poster =
            poster.map(|href| Rendition { href, role: Some("poster".into()), ..Rendition::default() });
        let (kind, renditions) = (player.kind, std::iter::once(rendition).chain(poster).collect());
        player.index = Some(self.media.len());
        self.add_media(Media { kind, renditions, ..Media::default() });
    }

    fn add_media(&mut self, media: Media) {
        let index = self.media.len();
        self.media.push(media);
        if self.line.is_empty() && self.pre.is_none() {
            self.add(Block::Media { media: index });
        } else {
            self.after_line.push(index);
        }
    }

    /// A page inside the page (a player, a map, a post) becomes a link to it.
    fn embedded(&mut self, attributes: &Attributes<'_>) {
        let hidden =
            attributes.number("width").is_some_and(|w| w <= 2) || attributes.number("height") == Some(0);
        let address = ["src", "data", "data-src"].iter().filter_map(|name| attributes.get(name));
        let Some(href) = address.filter_map(|a| address::web(&a, self.base)).next().filter(|_| !hidden)
        else {
            return;
        };
        self.flush();
        let title = attributes.get("title").map(|title| title.into_owned()).filter(|title| !title.is_empty());
        let inner = vec![Inline::text(title.unwrap_or_else(|| href.clone()))];
        self.add(Block::Paragraph { text: vec![Inline::Link { href, inner }] });
    }
}

/// The first picture of a figure that has no caption yet.
fn uncaptioned(blocks: &[Block], media: &[Media]) -> Option<usize> {
    blocks.iter().find_map(|block| match block {
        Block::Media { media: at } => {
            media.get(*at).filter(|m| m.caption.is_none() && m.credit.is_none()).map(|_| *at)
        }
        _ => None,
    })
}

/// The largest picture of a `srcset`.
fn widest(srcset: &str, base: Option<&Url>) -> Option<String> {
    let candidates = srcset.split(", ").filter_map(|candidate| {
        let mut parts = candidate.split_ascii_whitespace();
        let href = address::file(parts.next()?.trim_end_matches(','), base)?;
        let size = parts.next().and_then(|s| s.trim_end_matches(['w', 'x', ',']).parse::<f64>().ok());
        Some((size.unwrap_or(1.0), href))
    });
    candidates.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, href)| href)
}

/// Elements that part paragraphs and do nothing else.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "body"
            | "center"
            | "details"
            | "dialog"
            | "div"
            | "fieldset"
            | "form"
            | "frameset"
            | "head"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "main"
            | "nav"
            | "noscript"
            | "optgroup"
            | "option"
            | "p"
            | "search"
            | "section"
            | "summary"
            | "textarea"
            | "title"
            | "footer"
            | "picture"
    )
}

/// Elements that stand inside a line and never part words. Unknown ones do as in a browser.
fn is_inline(name: &str) -> bool {
    !is_block(name)
        && !matches!(
            name,
            "o:p"
                | "input"
                | "button"
                | "select"
                | "label"
                | "br"
                | "hr"
                | "li"
                | "dt"
                | "dd"
                | "ul"
                | "ol"
                | "dl"
                | "menu"
                | "dir"
                | "table"
                | "tr"
                | "td"
                | "th"
                | "thead"
                | "tbody"
                | "tfoot"
                | "caption"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "pre"
                | "listing"
                | "plaintext"
                | "xmp"
                | "blockquote"
                | "figure"
                | "figcaption"
                | "cite"
        )
}

/// Inline elements that HTML knows, so that others are known to be words.
fn is_known_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "audio"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "embed"
            | "font"
            | "i"
            | "iframe"
            | "img"
            | "ins"
            | "kbd"
            | "mark"
            | "object"
            | "q"
            | "ruby"
            | "rt"
            | "s"
            | "samp"
            | "script"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "style"
            | "sub"
            | "sup"
            | "svg"
            | "template"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "video"
            | "wbr"
    )
}

#[cfg(test)]
mod tests;
