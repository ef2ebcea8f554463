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
        let mut out = String::new();
        blocks_text(&self.blocks, &mut out);
        out.truncate(out.trim_end().len());
        out
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

fn blocks_text(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph { text } | Block::Heading { text, .. } => line(text, "\n\n", out),
            Block::List { items, .. } => items.iter().for_each(|entry| blocks_text(entry, out)),
            Block::Quote { blocks, cite } => {
                blocks_text(blocks, out);
                if !cite.is_empty() {
                    line(cite, "\n\n", out);
                }
            }
            Block::Table { caption, rows } => {
                if !caption.is_empty() {
                    line(caption, "\n", out);
                }
                for row in rows {
                    row.cells.iter().for_each(|cell| line(&cell.text, "\t", out));
                    out.push('\n');
                }
                out.push('\n');
            }
            Block::Preformatted { text } => {
                out.push_str(text.trim_end());
                out.push_str("\n\n");
            }
            Block::Note { blocks } => blocks_text(blocks, out),
            Block::Media { .. } | Block::Rule => {}
        }
    }
}

fn line(text: &[Inline], end: &str, out: &mut String) {
    inlines_text(text, out);
    out.push_str(end);
}

/// Appends the words of a run of inlines.
pub(crate) fn inlines_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text } => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Strong { inner }
            | Inline::Emphasis { inner }
            | Inline::Underline { inner }
            | Inline::Strike { inner }
            | Inline::Sub { inner }
            | Inline::Sup { inner }
            | Inline::Code { inner }
            | Inline::Quote { inner }
            | Inline::Link { inner, .. }
            | Inline::Entity { inner, .. } => inlines_text(inner, out),
        }
    }
}

fn one() -> u32 {
    1
}
