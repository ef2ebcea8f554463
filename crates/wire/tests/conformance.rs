//! Real agencies' files, where a corpus of them is at hand: `DATELINE_SHARED`, or `../shared` beside the
//! workspace. Without one these tests have nothing to read and pass.
//!
//! `cargo test -p wire --test conformance -- --nocapture` prints what was found.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read fixtures and fail by panicking"
)]

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use wire::{Block, Format, Hints, Inline, Item, Parsed, parse};

#[test]
fn every_word_of_the_agencies_copy_arrives_in_order() {
    let mut report = String::new();
    let mut missed = Vec::new();
    for (folder, format) in [("nitf", Format::Nitf), ("newsml-g2", Format::NewsmlG2)] {
        let mut totals = Totals::default();
        for path in files(&format!("wire-samples/{folder}")) {
            let bytes = std::fs::read(&path).unwrap();
            let parsed = parse(&bytes, &Hints::default());
            assert_eq!(parsed.format, Some(format), "{} is not recognised", path.display());
            totals.count(&parsed);
            let source = source_words(&bytes);
            let ours: Vec<String> = parsed.items.iter().flat_map(item_words).collect();
            let kept = in_order(&source, &ours);
            totals.words += source.len();
            totals.kept += kept;
            if kept < source.len() {
                missed.push(format!(
                    "{}: lost {:?}",
                    path.display(),
                    source[kept..].iter().take(8).collect::<Vec<_>>()
                ));
            }
        }
        report.push_str(&totals.line(folder));
    }
    println!("{report}");
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn samples_of_every_format_are_read_and_others_are_named() {
    let mut report = String::new();
    for folder in ["nitf", "newsml-g2", "ninjs", "rss", "atom", "jsonfeed"] {
        let mut totals = Totals::default();
        for path in files(&format!("wire-samples/{folder}")) {
            totals.count(&parse(&std::fs::read(&path).unwrap(), &Hints::default()));
        }
        report.push_str(&totals.line(folder));
    }
    for folder in ["newsml-1", "iptc7901-text", "agency-xml", "agency-json", "wxr"] {
        for path in files(&format!("wire-samples/{folder}")) {
            let parsed = parse(&std::fs::read(&path).unwrap(), &Hints::default());
            assert!(
                !parsed.problems.is_empty() || !parsed.items.is_empty(),
                "{}: nothing is said",
                path.display()
            );
            let said = parsed.problems.first().map(|p| p.message.as_str()).unwrap_or("read without problems");
            report.push_str(&format!("{folder}/{}: {said}\n", path.file_name().unwrap().to_string_lossy()));
        }
    }
    println!("{report}");
}

#[test]
fn hostile_files_are_answered_in_bounded_time() {
    let mut slowest = (Duration::ZERO, PathBuf::new());
    let mut count = 0;
    for folder in ["hostile/xml", "hostile/xmlconf", "hostile/feeds", "hostile/json"] {
        for path in files(folder) {
            let bytes = std::fs::read(&path).unwrap();
            for format in [None, Some(Format::Nitf), Some(Format::NewsmlG2)] {
                let started = Instant::now();
                let parsed = parse(&bytes, &Hints { format, ..Hints::default() });
                let took = started.elapsed();
                let words: usize = parsed.items.iter().map(|item| item.body.plain_text().len()).sum();
                assert!(words <= bytes.len() * 4 + 1000, "{} grew to {words} bytes", path.display());
                assert!(took < Duration::from_secs(2), "{} took {took:?}", path.display());
                if took > slowest.0 {
                    slowest = (took, path.clone());
                }
                count += 1;
            }
        }
    }
    for line in files("hostile/strings").iter().flat_map(|path| {
        std::fs::read_to_string(path)
            .map(|s| s.lines().map(str::to_owned).collect::<Vec<_>>())
            .unwrap_or_default()
    }) {
        let Some(text) = serde_json::from_str::<serde_json::Value>(&line)
            .ok()
            .and_then(|v| Some(v.get("s")?.as_str()?.to_owned()))
        else {
            continue;
        };
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let file =
            format!("<nitf><body><body.content><p>before {escaped} after</p></body.content></body></nitf>");
        let parsed = parse(file.as_bytes(), &Hints::default());
        let words = parsed.items[0].body.plain_text();
        let visible =
            |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
        assert_eq!(visible(&words), visible(&format!("before {text} after")), "{line}");
        count += 1;
    }
    println!("{count} hostile readings, the slowest {:?} for {}", slowest.0, slowest.1.display());
}

#[derive(Default)]
struct Totals {
    files: usize,
    read: usize,
    items: usize,
    fields: [usize; FIELDS.len()],
    words: usize,
    kept: usize,
}

type Field = (&'static str, fn(&Item) -> bool);

const FIELDS: [Field; 16] = [
    ("guid", |i| i.guid.is_some()),
    ("version", |i| i.version.is_some()),
    ("headline", |i| i.headline.is_some()),
    ("summary", |i| i.summary.is_some()),
    ("slugline", |i| i.slugline.is_some()),
    ("byline", |i| !i.bylines.is_empty()),
    ("dateline", |i| i.dateline_place.is_some()),
    ("provider", |i| i.credit.provider.is_some()),
    ("language", |i| i.language.is_some()),
    ("published", |i| i.published.is_some()),
    ("updated", |i| i.updated.is_some()),
    ("urgency", |i| i.urgency.is_some()),
    ("subjects", |i| !i.subjects.is_empty()),
    ("rights", |i| i.credit.copyright_holder.is_some() || i.rights.usage_terms.is_some()),
    ("body", |i| !i.body.blocks.is_empty()),
    ("media", |i| !i.media.is_empty()),
];

impl Totals {
    fn count(&mut self, parsed: &Parsed) {
        self.files += 1;
        self.read += usize::from(!parsed.items.is_empty());
        self.items += parsed.items.len();
        for (count, (_, has)) in self.fields.iter_mut().zip(FIELDS) {
            *count += parsed.items.iter().filter(|item| has(item)).count();
        }
    }

    fn line(&self, folder: &str) -> String {
        let fields: Vec<String> =
            FIELDS.iter().zip(self.fields).map(|((name, _), n)| format!("{name} {n}")).collect();
        let fidelity =
            if self.words > 0 { format!(", words {}/{}", self.kept, self.words) } else { String::new() };
        format!(
            "{folder}: files {}, read {}, items {}{fidelity}; {}\n",
            self.files,
            self.read,
            self.items,
            fields.join(", ")
        )
    }
}

/// The corpus' files in a folder; none where there is no corpus.
fn files(folder: &str) -> Vec<PathBuf> {
    let corpus = std::env::var("DATELINE_SHARED").map(PathBuf::from);
    let corpus = corpus.unwrap_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    let Ok(entries) = std::fs::read_dir(corpus.join(folder)) else { return Vec::new() };
    let is_sample =
        |path: &PathBuf| path.is_file() && path.file_name().is_some_and(|name| name != "MANIFEST.tsv");
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_sample).collect();
    files.sort();
    files
}

/// How many of the source's words stand, in order, in ours.
fn in_order(source: &[String], ours: &[String]) -> usize {
    let mut ours = ours.iter();
    source.iter().take_while(|word| ours.any(|our| our == *word)).count()
}

// The measure: what a reader would see of the source, got by stripping tags and nothing else, so that
// it shares no line with the parsers.

/// The words under `body.content` and `body.end`, or under an inline XHTML `body`.
fn source_words(bytes: &[u8]) -> Vec<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    };
    let text = without(&text, "<!--", "-->");
    let mut words = Vec::new();
    let is_nitf = text.contains("<nitf") && !text.contains("newsItem");
    let parts = if is_nitf { vec![text.as_str()] } else { all_between(&text, "inlineXML") };
    for part in parts {
        let bodies = ["body.content", "body.end", "body", "BODY"];
        let found: Vec<&str> = if part.contains("body.content") {
            bodies[..2].iter().flat_map(|name| all_between(part, name)).collect()
        } else {
            let html: Vec<&str> = bodies[2..].iter().flat_map(|name| all_between(part, name)).collect();
            if html.is_empty() { vec![part] } else { html }
        };
        for body in found {
            // An address is no word.
            let body = without(body, "<BILDFIL", "</BILDFIL>");
            let body = without(&without(&body, "<script", "</script>"), "<style", "</style>");
            words.extend(stripped(&body).split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// The inside of every element of that name, with or without a prefix.
fn all_between<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(hit) = text[at..].find(name).map(|hit| at + hit) {
        at = hit + name.len();
        let before = &text[..hit];
        let opens = before
            .rfind('<')
            .is_some_and(|open| before[open + 1..].chars().all(|c| c.is_alphanumeric() || c == ':'));
        if !opens || !text[at..].starts_with([' ', '>', '\n', '\t', '\r']) {
            continue;
        }
        let Some(start) = text[at..].find('>').map(|end| at + end + 1) else { break };
        if text[..start].ends_with("/>") {
            continue;
        }
        let close = text[start..].match_indices(name).map(|(end, _)| start + end).find(|end| {
            let before = &text[..*end];
            before
                .rfind("</")
                .is_some_and(|open| before[open + 2..].chars().all(|c| c.is_alphanumeric() || c == ':'))
        });
        let Some(close) = close else { break };
        let end = text[..close].rfind("</").unwrap_or(close);
        found.push(&text[start..end]);
        at = close + name.len();
    }
    found
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        out.push_str(before);
        rest = after.split_once(close).map_or("", |(_, rest)| rest);
    }
    out + rest
}

/// Text without tags: those that may stand inside a word vanish, the others part words.
fn stripped(markup: &str) -> String {
    const INSIDE_WORDS: [&str; 22] = [
        "a", "b", "i", "u", "em", "strong", "span", "sub", "sup", "person", "org", "location", "chron",
        "money", "num", "event", "Company", "q", "font", "function", "lang", "small",
    ];
    let mut out = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let (tag, next) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_start_matches('/').split([' ', '\n', '\t', '/']).next().unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default();
        if !INSIDE_WORDS.contains(&name) {
            out.push(' ');
        }
        rest = next;
    }
    unescaped(&(out + rest))
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let reference = after.split_once(';').filter(|(name, _)| name.len() < 9);
        let character = reference.and_then(|(name, _)| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            _ if name.starts_with("#x") => char::from_u32(u32::from_str_radix(&name[2..], 16).ok()?),
            _ => char::from_u32(name.strip_prefix('#')?.parse().ok()?),
        });
        match (reference, character) {
            (Some((_, next)), Some(character)) => {
                out.push(character);
                rest = next;
            }
            _ => {
                out.push('&');
                rest = after;
            }
        }
    }
    out + rest
}

/// What readers get of an item, with the words of pictures where the pictures stand.
fn item_words(item: &Item) -> Vec<String> {
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
                for words in [&media.caption, &media.byline].into_iter().flatten() {
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
