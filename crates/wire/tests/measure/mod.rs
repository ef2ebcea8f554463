//! What is measured of a format: whether every field that a file carries was found, and whether every word
//! arrived, in order.

use std::time::{Duration, Instant};

use wire::{Block, Inline, Item, Parsed};

use crate::truth::{self, FIELDS, Fact};

#[derive(Default)]
pub struct Totals {
    files: usize,
    /// Files with items.
    read: usize,
    /// Files without any, about which a problem says why.
    named: usize,
    items: usize,
    problems: usize,
    /// Per field: how many items of the source carry it, and how many of ours have it.
    carried: [usize; FIELDS.len()],
    found: [usize; FIELDS.len()],
    words: usize,
    kept: usize,
    rate: f64,
}

impl Totals {
    pub fn count(&mut self, parsed: &Parsed) {
        self.files += 1;
        self.read += usize::from(!parsed.items.is_empty());
        self.named += usize::from(parsed.items.is_empty() && !parsed.problems.is_empty());
        self.items += parsed.items.len();
        self.problems += parsed.problems.len();
    }

    /// Looks for what the file carries in the items, story by story where both see as many. Gives a sentence
    /// for each value that is missing.
    pub fn look_for(&mut self, facts: &[Vec<Fact>], items: &[Item]) -> Vec<String> {
        let mut missed = Vec::new();
        for (at, story) in facts.iter().enumerate() {
            let ours: Vec<&Item> =
                if facts.len() == items.len() { vec![&items[at]] } else { items.iter().collect() };
            let missing = truth::missing(story, &ours);
            for (field, name) in FIELDS.iter().enumerate() {
                let is_missing = missing.iter().any(|(lost, _)| lost == name);
                if story.iter().any(|fact| fact.field == *name) {
                    self.carried[field] += 1;
                    self.found[field] += usize::from(!is_missing);
                }
            }
            missed.extend(missing.into_iter().map(|(_, said)| said));
        }
        missed
    }

    /// Compares a text of the source with the texts that readers get, and counts the one that has most of
    /// it. Gives the first words that are missing.
    pub fn compare(&mut self, source: &[String], ours: &[Vec<String>]) -> Option<String> {
        let kept = ours.iter().map(|text| in_order(source, text)).max().unwrap_or(0);
        self.words += source.len();
        self.kept += kept;
        (kept < source.len()).then(|| source[kept..].iter().take(8).cloned().collect::<Vec<_>>().join(" "))
    }

    /// Items read in a second, measured over and over for so long.
    pub fn time(&mut self, files: &[Vec<u8>], read: impl Fn(&[u8]), how_long: Duration) {
        let started = Instant::now();
        let mut rounds = 0_u32;
        while rounds == 0 || started.elapsed() < how_long {
            files.iter().for_each(|file| read(file));
            rounds += 1;
        }
        self.rate = self.items as f64 * f64::from(rounds) / started.elapsed().as_secs_f64().max(1e-9);
    }

    pub fn header() -> String {
        format!(
            "{:<14} {:>6} {:>5} {:>6} {:>6} {:>15} {:>9} {:>9}\n",
            "", "files", "read", "named", "items", "words kept", "problems", "items/s"
        )
    }

    pub fn line(&self, name: &str) -> String {
        let words = format!("{}/{}", self.kept, self.words);
        let counts = self.found.iter().zip(self.carried);
        let fields: Vec<String> = FIELDS
            .iter()
            .zip(counts)
            .filter(|(_, (_, carried))| *carried > 0)
            .map(|(name, (found, carried))| format!("{name} {found}/{carried}"))
            .collect();
        format!(
            "{name:<14} {:>6} {:>5} {:>6} {:>6} {words:>15} {:>9} {:>9.0}\n               {}\n",
            self.files,
            self.read,
            self.named,
            self.items,
            self.problems,
            self.rate,
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
