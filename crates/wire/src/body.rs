//! The block model of a text: what every format's body becomes, and the only thing that pages are
//! rendered from. There is no raw HTML in it, so nothing in it can run in a browser.

use serde::{Deserialize, Serialize};

/// A story's text. No word of the source is ever missing from it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Body {
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    Paragraph {
        text: Vec<Inline>,
    },
    /// Level 2 to 6 (a story's headline is the page's only level 1).
    Heading {
        level: u8,
        text: Vec<Inline>,
    },
    List {
        ordered: bool,
        #[serde(default = "one")]
        start: u32,
        items: Vec<Vec<Block>>,
    },
    /// A block quotation.
    Quote {
        blocks: Vec<Block>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cite: Vec<Inline>,
    },
    Table {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        caption: Vec<Inline>,
        rows: Vec<Row>,
    },
    /// Lines whose breaks and spaces matter: results tables in text, poetry.
    Preformatted {
        text: String,
    },
    /// A picture, film or sound that stands at this place: an index into the item's `media`.
    Media {
        media: usize,
    },
    /// An agency's note to editors or an advisory that stands in the body; kept, and marked as such.
    Note {
        blocks: Vec<Block>,
    },
    Rule,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Row {
    #[serde(default)]
    pub header: bool,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell {
    #[serde(default)]
    pub header: bool,
    #[serde(default = "one")]
    pub colspan: u32,
    #[serde(default = "one")]
    pub rowspan: u32,
    #[serde(default)]
    pub align: Align,
    pub text: Vec<Inline>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    #[default]
    Start,
    Center,
    End,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Inline {
    Text {
        text: String,
    },
    Strong {
        inner: Vec<Inline>,
    },
    Emphasis {
        inner: Vec<Inline>,
    },
    Underline {
        inner: Vec<Inline>,
    },
    Strike {
        inner: Vec<Inline>,
    },
    Sub {
        inner: Vec<Inline>,
    },
    Sup {
        inner: Vec<Inline>,
    },
    Code {
        inner: Vec<Inline>,
    },
    /// An inline quotation marked up as such by the agency.
    Quote {
        inner: Vec<Inline>,
    },
    /// A link. `href` is absolute http(s), mailto or tel; anything else was dropped, its words kept.
    Link {
        href: String,
        inner: Vec<Inline>,
    },
    /// A person, organisation, place or time that the agency marked up in the text (NITF).
    Entity {
        entity: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        value: String,
        inner: Vec<Inline>,
    },
    Break,
}

impl Inline {
    pub fn text(text: impl Into<String>) -> Self {
        Inline::Text { text: text.into() }
    }
}

impl Body {
    /// The words alone: one line per paragraph, heading, list entry and table row, a blank line
    /// between blocks. Words of neighbouring cells and entries never run together.
    pub fn plain_text(&self) -> String {
        let mut out = Plain::default();
        blocks_text(&self.blocks, false, &mut out);
        out.text.truncate(out.text.trim_end().len());
        out.text
    }

    /// [`Body::plain_text`], and where in it each run of words stands: one for every [`Inline::Text`] and
    /// every [`Block::Preformatted`], in the order of the text.
    pub fn text_and_runs(&self) -> (String, Vec<Run>) {
        let mut out = Plain { runs: Some(Vec::new()), ..Plain::default() };
        blocks_text(&self.blocks, true, &mut out);
        out.text.truncate(out.text.trim_end().len());
        (out.text, out.runs.unwrap_or_default())
    }

    /// Moves the pictures' places in the item's `media` on by so many.
    pub(crate) fn shift_media(&mut self, by: usize) {
        if by > 0 {
            shift(&mut self.blocks, by);
        }
    }

    /// How many words readers get.
    pub fn word_count(&self) -> usize {
        self.plain_text().split_whitespace().count()
    }
}

/// A run of words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Bytes of [`Body::plain_text`]; the last run's end may lie in the blanks that it is without.
    pub bytes: std::ops::Range<usize>,
    /// It is prose: no table, no note to editors, nothing in which blanks matter.
    pub prose: bool,
    /// It stands in a link.
    pub linked: bool,
}

/// A text's words, and its runs where somebody wants to know them.
#[derive(Default)]
struct Plain {
    text: String,
    runs: Option<Vec<Run>>,
    /// Links around what is read.
    links: u32,
}

impl Plain {
    fn run(&mut self, words: &str, prose: bool) {
        let start = self.text.len();
        self.text.push_str(words);
        if let Some(runs) = &mut self.runs {
            runs.push(Run { bytes: start..self.text.len(), prose, linked: self.links > 0 });
        }
    }
}

fn shift(blocks: &mut [Block], by: usize) {
    for block in blocks {
        match block {
            Block::Media { media } => *media += by,
            Block::List { items, .. } => items.iter_mut().for_each(|entry| shift(entry, by)),
            Block::Quote { blocks, .. } | Block::Note { blocks } => shift(blocks, by),
            _ => {}
        }
    }
}

fn blocks_text(blocks: &[Block], prose: bool, out: &mut Plain) {
    for block in blocks {
        match block {
            Block::Paragraph { text } | Block::Heading { text, .. } => line(text, "\n\n", prose, out),
            Block::List { items, .. } => items.iter().for_each(|entry| blocks_text(entry, prose, out)),
            Block::Quote { blocks, cite } => {
                blocks_text(blocks, prose, out);
                if !cite.is_empty() {
                    line(cite, "\n\n", prose, out);
                }
            }
            Block::Table { caption, rows } => {
                if !caption.is_empty() {
                    line(caption, "\n", false, out);
                }
                for row in rows {
                    row.cells.iter().for_each(|cell| line(&cell.text, "\t", false, out));
                    out.text.push('\n');
                }
                out.text.push('\n');
            }
            Block::Preformatted { text } => {
                out.run(text.trim_end(), false);
                out.text.push_str("\n\n");
            }
            Block::Note { blocks } => blocks_text(blocks, false, out),
            Block::Media { .. } | Block::Rule => {}
        }
    }
}

fn line(text: &[Inline], end: &str, prose: bool, out: &mut Plain) {
    runs_text(text, prose, out);
    out.text.push_str(end);
}

fn runs_text(inlines: &[Inline], prose: bool, out: &mut Plain) {
    for inline in inlines {
        match inline {
            Inline::Text { text } => out.run(text, prose),
            Inline::Break => out.text.push('\n'),
            Inline::Strong { inner }
            | Inline::Emphasis { inner }
            | Inline::Underline { inner }
            | Inline::Strike { inner }
            | Inline::Sub { inner }
            | Inline::Sup { inner }
            | Inline::Code { inner }
            | Inline::Quote { inner }
            | Inline::Entity { inner, .. } => runs_text(inner, prose, out),
            Inline::Link { inner, .. } => {
                out.links += 1;
                runs_text(inner, prose, out);
                out.links -= 1;
            }
        }
    }
}

/// Appends the words of a run of inlines.
pub(crate) fn inlines_text(inlines: &[Inline], out: &mut String) {
    let mut plain = Plain { text: std::mem::take(out), ..Plain::default() };
    runs_text(inlines, true, &mut plain);
    *out = plain.text;
}

fn one() -> u32 {
    1
}
