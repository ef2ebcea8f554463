//! Tables in HTML: results and figures as tables, tables that only lay out a page as what is in them.

use crate::html_tokens::Attributes;
use crate::{Align, Block, Cell, Inline, Row};

/// A table while it is read.
#[derive(Default)]
pub(crate) struct RawTable {
    caption: Vec<Block>,
    rows: Vec<RawRow>,
    in_head: bool,
    /// Marked by its author as a means of layout.
    layout: bool,
}

#[derive(Default)]
struct RawRow {
    header: bool,
    cells: Vec<(RawCell, Vec<Block>)>,
}

/// A cell's attributes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawCell {
    pub(crate) header: bool,
    pub(crate) colspan: u32,
    pub(crate) rowspan: u32,
    pub(crate) align: Align,
}

impl RawTable {
    pub(crate) fn new(attributes: &Attributes<'_>) -> Self {
        let layout = attributes.get("role").is_some_and(|role| role == "presentation");
        RawTable { layout, ..RawTable::default() }
    }

    /// `tr`, `thead`, `tbody` or `tfoot` begins; an empty name ends whatever did.
    pub(crate) fn part(&mut self, name: &str) {
        match name {
            "tr" => self.rows.push(RawRow { header: self.in_head, cells: Vec::new() }),
            "" => {}
            part => self.in_head = part == "thead",
        }
    }

    pub(crate) fn cell(&mut self, cell: RawCell, blocks: Vec<Block>) {
        if self.rows.is_empty() {
            self.part("tr");
        }
        if let Some(row) = self.rows.last_mut() {
            row.cells.push((cell, blocks));
        }
    }

    pub(crate) fn caption(&mut self, blocks: Vec<Block>) {
        if self.rows.is_empty() {
            self.caption.extend(blocks);
        } else {
            blocks.into_iter().for_each(|block| self.stray(block));
        }
    }

    /// Words between the cells get a row of their own.
    pub(crate) fn stray(&mut self, block: Block) {
        let cell = RawCell { header: false, colspan: 1, rowspan: 1, align: Align::Start };
        self.rows.push(RawRow { header: false, cells: vec![(cell, vec![block])] });
        self.part("tr");
    }

    fn is_layout(&self) -> bool {
        let mut cells = self.rows.iter().flat_map(|row| &row.cells);
        if !self.caption.is_empty()
            || self.rows.iter().flat_map(|row| &row.cells).any(|(cell, _)| cell.header)
        {
            return false;
        }
        let one_column = self.rows.iter().all(|row| row.cells.len() <= 1);
        let rows = self.rows.iter().filter(|row| !row.cells.is_empty()).count();
        self.layout
            || cells.clone().any(|(_, blocks)| blocks.iter().any(is_story))
            || (one_column && (rows <= 1 || cells.any(|(_, blocks)| blocks.len() > 1)))
    }
}

impl RawCell {
    pub(crate) fn new(header: bool, attributes: &Attributes<'_>) -> Self {
        const WIDEST: u32 = 1000;
        let span = |name| attributes.number(name).unwrap_or(1).clamp(1, WIDEST);
        let style = attributes.get("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
        let align = attributes.get("align").map(|align| align.to_ascii_lowercase()).unwrap_or_default();
        let is =
            |names: &[&str]| names.iter().any(|n| align == *n || style.contains(&format!("text-align:{n}")));
        let align = if is(&["right", "end"]) {
            Align::End
        } else if is(&["center"]) {
            Align::Center
        } else {
            Align::Start
        };
        RawCell { header, colspan: span("colspan"), rowspan: span("rowspan"), align }
    }
}

/// What no cell of a table of figures holds.
fn is_story(block: &Block) -> bool {
    matches!(
        block,
        Block::Heading { .. } | Block::Table { .. } | Block::Quote { .. } | Block::Preformatted { .. }
    )
}

/// The blocks that take the table's place: one table with the pictures that stood in it, or, for a
/// table of layout, what its cells hold.
pub(crate) fn finish(table: RawTable) -> Vec<Block> {
    if table.is_layout() {
        return table.rows.into_iter().flat_map(|row| row.cells).flat_map(|(_, blocks)| blocks).collect();
    }
    let mut pictures = Vec::new();
    let mut caption = Vec::new();
    inlines(table.caption, &mut caption, &mut pictures);
    let mut rows = Vec::new();
    for row in table.rows {
        if row.cells.is_empty() {
            continue;
        }
        let header = row.header || row.cells.iter().all(|(cell, _)| cell.header);
        let cell = |(raw, blocks): (RawCell, Vec<Block>)| {
            let mut text = Vec::new();
            inlines(blocks, &mut text, &mut pictures);
            Cell { header: raw.header, colspan: raw.colspan, rowspan: raw.rowspan, align: raw.align, text }
        };
        rows.push(Row { header, cells: row.cells.into_iter().map(cell).collect() });
    }
    let empty =
        caption.is_empty() && rows.iter().all(|row| row.cells.iter().all(|cell| cell.text.is_empty()));
    let table = (!empty).then_some(Block::Table { caption, rows });
    table.into_iter().chain(pictures).collect()
}

/// A cell's blocks on lines of their own.
fn inlines(blocks: Vec<Block>, out: &mut Vec<Inline>, pictures: &mut Vec<Block>) {
    let line = |text: Vec<Inline>, out: &mut Vec<Inline>| {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.extend(text);
    };
    for block in blocks {
        match block {
            Block::Paragraph { text } | Block::Heading { text, .. } => line(text, out),
            Block::Preformatted { text } => line(vec![Inline::text(text)], out),
            Block::List { items, .. } => items.into_iter().for_each(|entry| inlines(entry, out, pictures)),
            Block::Note { blocks } => inlines(blocks, out, pictures),
            Block::Quote { blocks, cite } => {
                inlines(blocks, out, pictures);
                if !cite.is_empty() {
                    line(cite, out);
                }
            }
            Block::Table { caption, rows } => {
                if !caption.is_empty() {
                    line(caption, out);
                }
                for row in rows {
                    let cells = row.cells.into_iter().map(|cell| cell.text).collect::<Vec<_>>();
                    line(cells.join(&Inline::text(" ")), out);
                }
            }
            picture @ Block::Media { .. } => pictures.push(picture),
            Block::Rule => {}
        }
    }
}
