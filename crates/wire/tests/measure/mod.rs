//! What is measured of a format: how many items say what, and whether every word arrived, in order.

use std::time::Duration;

use wire::{Block, Inline, Item, Parsed};

#[derive(Default)]
pub struct Totals {
    files: usize,
    read: usize,
    items: usize,
    fields: [usize; FIELDS.len()],
    words: usize,
    kept: usize,
    took: Duration,
}

type Field = (&'static str, fn(&Item) -> bool);

const FIELDS: [Field; 18] = [
    ("guid", |i| i.guid.is_some()),
    ("version", |i| i.version.is_some()),
    ("headline", |i| i.headline.is_some()),
    ("summary", |i| i.summary.is_some()),
    ("slugline", |i| i.slugline.is_some()),
    ("byline", |i| !i.bylines.is_empty()),
    ("place", |i| i.dateline_place.is_some()),
    ("credit", |i| i.credit.line.is_some() || i.credit.provider.is_some() || i.credit.source.is_some()),
    ("language", |i| i.language.is_some()),
    ("published", |i| i.published.is_some()),
    ("updated", |i| i.updated.is_some()),
    ("embargo", |i| i.embargo.is_some()),
    ("urgency", |i| i.urgency.is_some()),
    ("subjects", |i| !i.subjects.is_empty()),
    ("rights", |i| i.credit.copyright_holder.is_some() || i.credit.copyright_notice.is_some()),
    ("body", |i| !i.body.blocks.is_empty()),
    ("media", |i| !i.media.is_empty()),
    ("links", |i| !i.links.is_empty() || i.url.is_some()),
];

impl Totals {
    pub fn count(&mut self, parsed: &Parsed, took: Duration) {
        self.files += 1;
        self.read += usize::from(!parsed.items.is_empty());
        self.items += parsed.items.len();
        self.took += took;
        for (count, (_, has)) in self.fields.iter_mut().zip(FIELDS) {
            *count += parsed.items.iter().filter(|item| has(item)).count();
        }
    }

    /// Compares a text of the source with the texts that readers get, and counts the one that has most of
    /// it. Gives the first words that are missing.
    pub fn compare(&mut self, source: &[String], ours: &[Vec<String>]) -> Option<String> {
        let kept = ours.iter().map(|text| in_order(source, text)).max().unwrap_or(0);
        self.words += source.len();
        self.kept += kept;
        (kept < source.len()).then(|| source[kept..].iter().take(8).cloned().collect::<Vec<_>>().join(" "))
    }

    pub fn line(&self, format: &str) -> String {
        let fields: Vec<String> =
            FIELDS.iter().zip(self.fields).map(|((name, _), n)| format!("{name} {n}")).collect();
        let rate = self.items as f64 / self.took.as_secs_f64().max(1e-9);
        format!(
            "{format}: files {}, read {}, items {}, words {}/{}, {rate:.0} items/s unoptimised\n    {}\n",
            self.files,
            self.read,
            self.items,
            self.kept,
            self.words,
            fields.join(", ")
        )
    }
}

/// How many of the source's words stand, in order, in ours.
fn in_order(source: &[String], ours: &[String]) -> usize {
    let mut ours = ours.iter();
    source.iter().take_while(|word| ours.any(|our| our == *word)).count()
}

/// The words that readers get of an item's text, with those of pictures where the pictures stand.
pub fn words_of(item: &Item) -> Vec<String> {
    let mut out = String::new();
    blocks(&item.body.blocks, item, &mut out);
    out.split_whitespace().map(str::to_owned).collect()
}

fn blocks(list: &[Block], item: &Item, out: &mut String) {
    for block in list {
        match block {
            Block::Paragraph { text } | Block::Heading { text, .. } => inlines(text, out),
            Block::List { items, .. } => items.iter().for_each(|entry| blocks(entry, item, out)),
            Block::Quote { blocks: inner, cite } => {
                blocks(inner, item, out);
                out.push(' ');
                inlines(cite, out);
            }
            Block::Table { caption, rows } => {
                inlines(caption, out);
                for cell in rows.iter().flat_map(|row| &row.cells) {
                    out.push(' ');
                    inlines(&cell.text, out);
                }
            }
            Block::Preformatted { text } => out.push_str(text),
            Block::Note { blocks: inner } => blocks(inner, item, out),
            Block::Media { media } => {
                let media = &item.media[*media];
                // Whose picture it is may stand before the caption or behind it.
                let whose = [&media.byline, &media.credit];
                for words in whose.into_iter().chain([&media.caption]).chain(whose).flatten() {
                    out.push_str(&format!(" {words}"));
                }
            }
            Block::Rule => {}
        }
        out.push(' ');
    }
}

fn inlines(list: &[Inline], out: &mut String) {
    for inline in list {
        match inline {
            Inline::Text { text } => out.push_str(text),
            Inline::Break => out.push(' '),
            Inline::Strong { inner }
            | Inline::Emphasis { inner }
            | Inline::Underline { inner }
            | Inline::Strike { inner }
            | Inline::Sub { inner }
            | Inline::Sup { inner }
            | Inline::Code { inner }
            | Inline::Quote { inner }
            | Inline::Link { inner, .. }
            | Inline::Entity { inner, .. } => inlines(inner, out),
        }
    }
}
