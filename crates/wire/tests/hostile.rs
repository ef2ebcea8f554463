//! Files made to break parsers, where a corpus of them is at hand: each is answered soon, with its problems
//! named, and nothing of it runs in a reader's browser.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read fixtures and fail by panicking"
)]

mod corpus;

use std::{path::PathBuf, time::Duration};

use corpus::files;
use cpu_time::ThreadTime;
use serde_json::Value;
use wire::{Block, Format, Hints, Inline, Item, parse};

#[test]
fn hostile_files_are_answered_soon_and_nothing_of_them_grows_or_runs() {
    let mut slowest = (Duration::ZERO, PathBuf::new());
    let mut count = 0;
    for folder in ["hostile/xml", "hostile/xmlconf", "hostile/feeds", "hostile/json", "wire-samples/rss"] {
        for path in files(folder) {
            let bytes = std::fs::read(&path).unwrap();
            for format in std::iter::once(None).chain(Format::ALL.map(Some)) {
                let started = ThreadTime::now();
                let parsed = parse(&bytes, &Hints { format, ..Hints::default() });
                let took = started.elapsed();
                let words: usize = parsed.items.iter().map(|item| item.body.plain_text().len()).sum();
                assert!(words <= bytes.len() * 4 + 1000, "{} grew to {words} bytes", path.display());
                assert!(took < Duration::from_secs(2), "{} took {took:?}", path.display());
                parsed.items.iter().for_each(assert_nothing_runs);
                if took > slowest.0 {
                    slowest = (took, path.clone());
                }
                count += 1;
            }
        }
    }
    println!("{count} hostile readings, the slowest {:?} for {}", slowest.0, slowest.1.display());
}

#[test]
fn broken_json_is_named_and_valid_json_is_not() {
    for path in files("hostile/json") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let started = ThreadTime::now();
        let parsed = parse(&bytes, &Hints { format: Some(Format::Ninjs), ..Hints::default() });
        assert!(started.elapsed() < Duration::from_secs(1), "{name} took {:?}", started.elapsed());
        let said: Vec<String> = parsed.problems.iter().map(ToString::to_string).collect();
        let faults: Vec<&String> = said.iter().filter(|said| !said.contains("no ninjs item")).collect();
        if name.starts_with("n_") {
            assert!(!faults.is_empty(), "{name}: nothing is said");
        }
        // Keys that occur twice and control characters are valid and yet worth a word.
        if name.starts_with("y_") && !name.contains("duplicated_key") && !name.contains("del_character") {
            assert!(faults.is_empty(), "{name}: {faults:?}");
        }
    }
}

#[test]
fn no_attack_survives_in_a_body() {
    for line in lines("hostile/xss/own.jsonl").into_iter().chain(lines("hostile/xss/payloads.jsonl")) {
        let payload: Value = serde_json::from_str(&line).unwrap();
        let payload = payload["payload"].as_str().unwrap_or_default();
        for html in [payload.to_owned(), format!("<p>{payload}</p>"), format!("<a href=\"{payload}\">x</a>")]
        {
            let file = serde_json::json!({"uri": "urn:x", "headline": payload, "body_html": html,
                "renditions": {"main": {"href": payload}}, "type": "picture", "url": payload});
            let parsed = parse(file.to_string().as_bytes(), &Hints::default());
            parsed.items.iter().for_each(assert_nothing_runs);
        }
    }
}

#[test]
fn naughty_strings_are_words_like_others() {
    // Of the control characters above ASCII each is the sign that Windows-1252 has in its place.
    let meant = |c: char| match c {
        '\u{80}'..='\u{9f}' => encoding_rs::WINDOWS_1252.decode(&[c as u8]).0.chars().next().unwrap_or(c),
        c => c,
    };
    let visible = |text: &str| {
        text.chars().map(meant).filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>()
    };
    for line in lines("hostile/strings/strings.jsonl") {
        let line: Value = serde_json::from_str(&line).unwrap();
        let naughty = line["s"].as_str().unwrap_or_default();
        let file = serde_json::json!({"uri": naughty, "headline": naughty, "body_text": naughty, "byline": naughty,
            "versioncreated": naughty, "embargoed": naughty, "version": naughty, "urgency": naughty});
        let parsed =
            parse(file.to_string().as_bytes(), &Hints { format: Some(Format::Ninjs), ..Hints::default() });
        assert_eq!(parsed.items.len(), 1, "{naughty:?}");

        let escaped = naughty.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let file =
            format!("<nitf><body><body.content><p>before {escaped} after</p></body.content></body></nitf>");
        let words = parse(file.as_bytes(), &Hints::default()).items[0].body.plain_text();
        assert_eq!(visible(&words), visible(&format!("before {naughty} after")));
    }
}

#[test]
fn messages_from_the_telegraph_are_answered_soon_whatever_becomes_of_them() {
    let fixtures = ["iptc7901/mna-two-messages.txt", "anpa/alm-writethru.txt", "anpa/alm-table-adv.txt"];
    for name in fixtures {
        let whole = std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        for format in [Format::Iptc7901, Format::Anpa] {
            let hints = Hints { format: Some(format), ..Hints::default() };
            for at in (0..whole.len()).step_by(5) {
                parse(&whole[..at], &hints);
                for byte in [0, 1, 2, 3, 4, b'\n', b'^', b'-', b' ', 0x1F, 0xC3, 0xFF] {
                    let mut broken = whole.clone();
                    broken[at] = byte;
                    parse(&broken, &hints);
                }
            }
            for piece in [
                &b"\x01"[..],
                b"\x01a\x02b",
                b"^",
                b"\t",
                b"- a\n",
                b"# a\n",
                b"(MORE)\n",
                b"EMBARGO for ",
                b"a\n\n",
                b"\xC3",
            ] {
                let mut file = b"\x01mna0421 3 i 46\n\n\x02".to_vec();
                file.extend(piece.repeat(400_000 / piece.len()));
                let started = ThreadTime::now();
                parse(&file, &hints);
                assert!(started.elapsed() < Duration::from_secs(5), "{piece:?} took {:?}", started.elapsed());
            }
        }
    }
}

fn lines(file: &str) -> Vec<String> {
    let (folder, _) = file.rsplit_once('/').unwrap();
    let path = files(folder).into_iter().find(|path| path.to_string_lossy().ends_with(file));
    path.map(|path| std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect())
        .unwrap_or_default()
}

/// No address but those a reader may follow, and no file but pictures on the web or beside the delivery.
fn assert_nothing_runs(item: &Item) {
    fn inlines(all: &[Inline]) {
        for inline in all {
            match inline {
                Inline::Link { href, inner } => {
                    let safe = ["http://", "https://", "mailto:", "tel:"]
                        .iter()
                        .any(|start| href.starts_with(start));
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
    blocks(&item.body.blocks);
    let web = |href: &str| href.starts_with("http://") || href.starts_with("https://");
    assert!(item.url.as_deref().is_none_or(web), "a page at {:?}", item.url);
    assert!(item.links.iter().filter_map(|l| l.href.as_deref()).all(web), "links to {:?}", item.links);
    for rendition in item.media.iter().flat_map(|media| &media.renditions) {
        let href = rendition.href.as_str();
        assert!(web(href) || !(href.starts_with('/') || href.contains(['<', '"'])), "a file at {href}");
    }
}
