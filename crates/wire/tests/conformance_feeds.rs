//! Real feeds and JSON of agencies, where a corpus of them is at hand: `DATELINE_SHARED`, or `../shared`
//! beside the workspace. Without one these tests have nothing to read and pass.
//!
//! The words are counted against a second opinion: `serde_json`, `quick-xml` and the HTML parser of a
//! browser, none of which `wire` uses for these texts.
//!
//! `cargo test -p wire --test conformance_feeds -- --nocapture` prints what was found.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use quick_xml::{Reader, XmlVersion, events::Event};
use serde_json::Value;
use wire::{Block, Format, Hints, Inline, Item, parse};

const FORMATS: [(&str, Format); 4] =
    [("ninjs", Format::Ninjs), ("rss", Format::Rss), ("atom", Format::Atom), ("jsonfeed", Format::JsonFeed)];

#[test]
fn every_word_of_a_feed_arrives_in_order() {
    let mut missed = Vec::new();
    for (folder, format) in FORMATS {
        let (mut files, mut items, mut characters, mut problems) = (0, 0, 0, 0);
        for path in corpus(&format!("wire-samples/{folder}")) {
            let bytes = std::fs::read(&path).unwrap();
            let parsed = parse(&bytes, &Hints { format: Some(format), ..Hints::default() });
            files += 1;
            items += parsed.items.len();
            problems += parsed.problems.len();
            for problem in &parsed.problems {
                println!("{}: {problem}", path.file_name().unwrap().to_string_lossy());
            }
            let ours = squeezed(&parsed.items.iter().map(all_words).collect::<String>());
            let theirs = match format {
                Format::Ninjs | Format::JsonFeed => json_texts(&bytes),
                _ => xml_texts(&bytes),
            };
            if parsed.items.is_empty() {
                assert!(!parsed.problems.is_empty(), "{}: nothing is said", path.display());
                continue;
            }
            for text in theirs {
                let wanted = squeezed(&text);
                characters += wanted.chars().count();
                if !is_within(&wanted, &ours) {
                    missed.push(format!(
                        "{}: lost words of {:.300?}\n   in {:.300?}",
                        path.display(),
                        wanted,
                        ours
                    ));
                }
            }
        }
        println!(
            "{folder}: {files} files, {items} items, {characters} characters of text, {problems} problems"
        );
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn agencies_own_json_is_read_or_named() {
    for path in corpus("wire-samples/agency-json") {
        let bytes = std::fs::read(&path).unwrap();
        let parsed = parse(&bytes, &Hints { format: Some(Format::Ninjs), ..Hints::default() });
        println!(
            "{}: {} items, {:?}",
            path.file_name().unwrap().to_string_lossy(),
            parsed.items.len(),
            parsed.problems.iter().map(ToString::to_string).collect::<Vec<_>>()
        );
        assert!(!parsed.items.is_empty() || !parsed.problems.is_empty(), "{}", path.display());
    }
}

#[test]
fn broken_json_is_named_and_valid_json_is_not() {
    for path in corpus("hostile/json") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let started = Instant::now();
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
fn hostile_feeds_are_answered_in_bounded_time() {
    for folder in ["hostile/feeds", "hostile/json", "hostile/xml", "wire-samples/rss", "wire-samples/ninjs"] {
        for path in corpus(folder) {
            let bytes = std::fs::read(&path).unwrap();
            for (_, format) in FORMATS {
                let started = Instant::now();
                let parsed = parse(&bytes, &Hints { format: Some(format), ..Hints::default() });
                assert!(
                    started.elapsed() < Duration::from_secs(2),
                    "{} took {:?}",
                    path.display(),
                    started.elapsed()
                );
                parsed.items.iter().for_each(assert_nothing_runs);
            }
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
    for line in lines("hostile/strings/strings.jsonl") {
        let line: Value = serde_json::from_str(&line).unwrap();
        let naughty = line["s"].as_str().unwrap_or_default();
        let file = serde_json::json!({"uri": naughty, "headline": naughty, "body_text": naughty, "byline": naughty,
            "versioncreated": naughty, "embargoed": naughty, "version": naughty, "urgency": naughty});
        let parsed =
            parse(file.to_string().as_bytes(), &Hints { format: Some(Format::Ninjs), ..Hints::default() });
        assert_eq!(parsed.items.len(), 1, "{naughty:?}");
    }
}

fn corpus(folder: &str) -> Vec<PathBuf> {
    let shared = std::env::var_os("DATELINE_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let mut files: Vec<PathBuf> = std::fs::read_dir(shared.join(folder))
        .map(|entries| entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect())
        .unwrap_or_default();
    files.retain(|path| path.extension().is_none_or(|ending| ending != "tsv"));
    files.sort();
    files
}

fn lines(file: &str) -> Vec<String> {
    let (folder, _) = file.rsplit_once('/').unwrap();
    let path = corpus(folder).into_iter().find(|path| path.to_string_lossy().ends_with(file));
    path.map(|path| std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect())
        .unwrap_or_default()
}

/// Everything an item gives a reader to read.
fn all_words(item: &Item) -> String {
    let mut words = Vec::new();
    words.extend(item.summary.clone());
    // Captions stand where their pictures stand.
    fn blocks(all: &[Block], item: &Item, words: &mut Vec<String>) {
        for block in all {
            if let Block::Media { media } = block
                && let Some(media) = item.media.get(*media)
            {
                words.extend(media.caption.clone());
                words.extend(media.credit.clone());
            } else {
                words.push(wire::Body { blocks: vec![block.clone()] }.plain_text());
            }
        }
    }
    blocks(&item.body.blocks, item, &mut words);
    words.push(item.body.plain_text());
    words.extend(item.media.iter().flat_map(|media| media.caption.clone()));
    words.extend(item.subheadline.clone());
    words.join("\n")
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

/// Are all characters of `wanted` in `ours`, in order?
fn is_within(wanted: &str, ours: &str) -> bool {
    let mut rest = ours.chars();
    wanted.chars().all(|c| rest.any(|other| other == c))
}

/// What a browser shows of some HTML.
fn browser_words(html: &str) -> String {
    fn walk(node: scraper::ElementRef<'_>, out: &mut String) {
        for child in node.children() {
            if let Some(text) = child.value().as_text() {
                out.push_str(text);
            } else if let Some(element) = scraper::ElementRef::wrap(child) {
                match element.value().name() {
                    "script" | "style" | "template" | "iframe" | "noembed" | "noframes" | "title"
                    | "head" => {}
                    "noscript" => out.push_str(&browser_words(&element.inner_html())),
                    _ => walk(element, out),
                }
            }
        }
    }
    let mut out = String::new();
    walk(scraper::Html::parse_fragment(html).root_element(), &mut out);
    out
}

/// The fullest text of every object that is an item.
fn json_texts(bytes: &[u8]) -> Vec<String> {
    let Ok(root) = serde_json::from_slice::<Value>(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
    else {
        return Vec::new();
    };
    let items = root["items"].as_array().cloned().unwrap_or_else(|| vec![root]);
    let mut texts = Vec::new();
    for item in items {
        let mut bodies: Vec<(bool, String)> = Vec::new();
        for (key, value) in item.as_object().into_iter().flatten() {
            let html = key.ends_with("html") || value.as_str().is_some_and(|text| text.contains("</"));
            if (key.starts_with("body_") || key.starts_with("content_")) && value.is_string() {
                bodies.push((html, value.as_str().unwrap().to_owned()));
            }
        }
        for body in item["bodies"].as_array().into_iter().flatten() {
            let mime = body["contenttype"].as_str().or(body["contentType"].as_str()).unwrap_or_default();
            let role = body["role"].as_str().unwrap_or_default();
            bodies.push((
                mime.contains("html") || role.contains("html"),
                body["value"].as_str().unwrap_or_default().into(),
            ));
        }
        bodies.sort_by_key(|(html, _)| !html);
        if let Some((html, text)) = bodies.into_iter().next() {
            texts.push(if html { browser_words(&text) } else { text });
        }
    }
    texts
}

/// The texts of the items of a well-formed feed; of others, nothing is known.
fn xml_texts(bytes: &[u8]) -> Vec<String> {
    const TEXTS: [&str; 5] = ["description", "encoded", "content", "summary", "body"];
    let Ok(source) = std::str::from_utf8(bytes) else { return Vec::new() };
    let mut reader = Reader::from_str(source);
    let (mut open, mut texts, mut text, mut is_html) =
        (Vec::<String>::new(), Vec::new(), String::new(), true);
    let inside = |open: &[String]| open.iter().any(|n| n == "item" || n == "entry");
    loop {
        match reader.read_event() {
            Err(_) | Ok(Event::Eof) if !open.is_empty() => return Vec::new(),
            Err(_) => return Vec::new(),
            Ok(Event::Eof) => return texts,
            Ok(Event::Start(tag)) => {
                let name = tag.local_name().as_ref().to_owned();
                if inside(&open) && TEXTS.contains(&name.as_str()) {
                    let attribute = |name: &str| {
                        let found = tag.try_get_attribute(name).ok().flatten();
                        found.map(|a| a.value.into_owned())
                    };
                    let kind = attribute("type");
                    let packed = attribute("mode").is_some_and(|mode| mode == "base64");
                    text.clear();
                    is_html = kind.as_deref().is_none_or(|kind| kind.contains("html"));
                    if packed || kind.is_some_and(|kind| kind.contains("application/octet")) {
                        return Vec::new();
                    }
                }
                open.push(name);
            }
            Ok(Event::End(_)) => {
                let name = open.pop().unwrap_or_default();
                if inside(&open) && TEXTS.contains(&name.as_str()) {
                    texts.push(if is_html { browser_words(&text) } else { text.clone() });
                    text.clear();
                }
            }
            Ok(Event::Text(part)) => text.push_str(&part.xml_content(XmlVersion::Implicit1_0)),
            Ok(Event::CData(part)) => text.push_str(&part),
            Ok(Event::GeneralRef(name)) => {
                let resolved = match name.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => quick_xml::escape::resolve_html5_entity(&name).unwrap_or_default().to_owned(),
                };
                text.push_str(&resolved);
            }
            Ok(_) => {}
        }
    }
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
        assert!(web(href) || !(href.starts_with('/') || href.contains(['<', '"', '\''])), "a file at {href}");
    }
}
