//! Agency copy: what is read of it is no larger than it may be, and nothing of it runs in a reader's browser.

use wire::{Block, Format, Hints, Inline, Item, Parsed, parse};

/// Bytes of JSON that an item may come to, beside those that its source's bytes come to.
const OF_AN_ITEM: usize = 4000;
/// A letter in ten formats is ten layers of JSON.
const OF_A_BYTE: usize = 200;

pub fn newsml_g2(bytes: &[u8]) {
    read(bytes, Some(Format::NewsmlG2));
}

pub fn newsml_1(bytes: &[u8]) {
    read(bytes, Some(Format::Newsml1));
}

pub fn nitf(bytes: &[u8]) {
    read(bytes, Some(Format::Nitf));
}

pub fn ninjs(bytes: &[u8]) {
    read(bytes, Some(Format::Ninjs));
}

pub fn rss(bytes: &[u8]) {
    read(bytes, Some(Format::Rss));
}

pub fn atom(bytes: &[u8]) {
    read(bytes, Some(Format::Atom));
}

pub fn json_feed(bytes: &[u8]) {
    read(bytes, Some(Format::JsonFeed));
}

pub fn iptc7901(bytes: &[u8]) {
    read(bytes, Some(Format::Iptc7901));
}

pub fn anpa(bytes: &[u8]) {
    read(bytes, Some(Format::Anpa));
}

pub fn zczc(bytes: &[u8]) {
    read(bytes, Some(Format::Zczc));
}

pub fn appl(bytes: &[u8]) {
    read(bytes, Some(Format::Appl));
}

pub fn ritzau(bytes: &[u8]) {
    read(bytes, Some(Format::Ritzau));
}

pub fn jimi(bytes: &[u8]) {
    read(bytes, Some(Format::Jimi));
}

pub fn press_release(bytes: &[u8]) {
    read(bytes, Some(Format::PressRelease));
}

pub fn afp_json(bytes: &[u8]) {
    read(bytes, Some(Format::AfpJson));
}

pub fn dpa_json(bytes: &[u8]) {
    read(bytes, Some(Format::DpaJson));
}

pub fn belga_json(bytes: &[u8]) {
    read(bytes, Some(Format::BelgaJson));
}

pub fn apple_news(bytes: &[u8]) {
    read(bytes, Some(Format::AppleNews));
}

pub fn mail(bytes: &[u8]) {
    read(bytes, Some(Format::Mail));
}

pub fn any(bytes: &[u8]) {
    read(bytes, None);
}

/// The bytes as a date, in each of the ways in which formats write dates.
pub fn dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let ninjs = serde_json::json!({ "uri": "a", "versioncreated": text, "firstcreated": text, "embargoed": text, "expires": text });
    let written = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let rss =
        format!("<rss><channel><item><guid>a</guid><pubDate>{written}</pubDate></item></channel></rss>");
    let nitf = format!(
        "<nitf><head><docdata><doc-id id-string=\"a\"/><date.issue norm=\"{written}\"/><date.expire norm=\"{written}\"/>\
         </docdata></head><body><body.head><dateline><story.date norm=\"{written}\">{written}</story.date></dateline></body.head></body></nitf>"
    );
    for (file, format) in [(ninjs.to_string(), Format::Ninjs), (rss, Format::Rss), (nitf, Format::Nitf)] {
        for item in read(file.as_bytes(), Some(format)).items {
            let moments = [item.published, item.updated, item.embargo, item.expires];
            for moment in moments.into_iter().flatten() {
                assert!(moment.iso().len() < 40, "{}", moment.iso());
            }
        }
    }
}

/// Reads the bytes, holds the promises against what came of them and gives it.
pub fn read(bytes: &[u8], format: Option<Format>) -> Parsed {
    let parsed = parse(bytes, &Hints { format, ..Hints::default() });
    assert!(parsed.items.len() <= bytes.len() + 1, "{} items of {} bytes", parsed.items.len(), bytes.len());
    assert!(parsed.problems.len() <= 501, "{} problems", parsed.problems.len());
    let mut words = 0;
    for item in &parsed.items {
        nothing_runs(item);
        words += item.body.plain_text().len();
    }
    assert!(words <= bytes.len() * 4 + 1000, "{} bytes grew to {words} of text", bytes.len());
    let size = serde_json::to_string(&parsed.items).map_or(0, |json| json.len());
    let most = bytes.len() * OF_A_BYTE + (parsed.items.len() + 1) * OF_AN_ITEM;
    assert!(
        size <= most,
        "{} bytes grew to {size} of items, and no more than {most} are allowed",
        bytes.len()
    );
    parsed
}

/// No address but those that a reader may follow, no file but pictures on the web or beside the delivery, and no
/// character that moves a cursor.
///
/// # Panics
/// Where there is one.
pub fn nothing_runs(item: &Item) {
    blocks(&item.body.blocks);
    let web = |href: &str| href.starts_with("http://") || href.starts_with("https://");
    assert!(item.url.as_deref().is_none_or(web), "a page at {:?}", item.url);
    // A package names its members beside it.
    let leads = |href: &str| web(href) || !href.contains(':');
    assert!(item.links.iter().filter_map(|l| l.href.as_deref()).all(leads), "links to {:?}", item.links);
    for rendition in item.media.iter().flat_map(|media| &media.renditions) {
        let href = rendition.href.as_str();
        assert!(web(href) || !(href.starts_with('/') || href.contains(['<', '"'])), "a file at {href}");
    }
    let texts = [&item.headline, &item.summary, &item.slugline, &item.ed_note, &item.dateline_place];
    for text in texts.into_iter().flatten().chain(&item.bylines).chain(&item.keywords) {
        assert!(
            !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')),
            "a control character in {text:?}"
        );
    }
}

fn blocks(all: &[Block]) {
    for block in all {
        match block {
            Block::Paragraph { text } | Block::Heading { text, .. } => inlines(text),
            Block::List { items, .. } => items.iter().for_each(|entry| blocks(entry)),
            Block::Quote { blocks: inner, cite } => {
                blocks(inner);
                inlines(cite);
            }
            Block::Table { caption, rows } => {
                inlines(caption);
                rows.iter().flat_map(|row| &row.cells).for_each(|cell| inlines(&cell.text));
            }
            Block::Note { blocks: inner } => blocks(inner),
            Block::Preformatted { .. } | Block::Media { .. } | Block::Rule => {}
        }
    }
}

fn inlines(all: &[Inline]) {
    for inline in all {
        match inline {
            Inline::Link { href, inner } => {
                let safe =
                    ["http://", "https://", "mailto:", "tel:"].iter().any(|start| href.starts_with(start));
                assert!(safe, "a link to {href}");
                inlines(inner);
            }
            Inline::Text { .. } | Inline::Break => {}
            Inline::Strong { inner }
            | Inline::Emphasis { inner }
            | Inline::Underline { inner }
            | Inline::Strike { inner }
            | Inline::Sub { inner }
            | Inline::Sup { inner }
            | Inline::Code { inner }
            | Inline::Quote { inner }
            | Inline::Entity { inner, .. } => inlines(inner),
        }
    }
}
