//! What ninjs, RSS, Atom, JSON Feed, agencies' own formats and HTML become: one snapshot a fixture, and the promises that hold
//! for any file.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read fixtures and fail by panicking"
)]

use std::path::Path;

use proptest::prelude::*;
use wire::{Format, Hints, Parsed, Status, parse};

const FORMATS: [(&str, Format); 14] = [
    ("ninjs", Format::Ninjs),
    ("rss", Format::Rss),
    ("atom", Format::Atom),
    ("json_feed", Format::JsonFeed),
    ("appl", Format::Appl),
    ("ritzau", Format::Ritzau),
    ("afp_json", Format::AfpJson),
    ("dpa_json", Format::DpaJson),
    ("belga_json", Format::BelgaJson),
    ("apple_news", Format::AppleNews),
    ("mail", Format::Mail),
    ("zczc", Format::Zczc),
    ("press_release", Format::PressRelease),
    ("jimi", Format::Jimi),
];

fn fixtures(folder: &str) -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut found: Vec<(String, Vec<u8>)> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    found.sort();
    assert!(!found.is_empty(), "fixtures are missing");
    found
}

fn read(folder: &str, name: &str) -> Parsed {
    let (_, bytes) = fixtures(folder).into_iter().find(|(known, _)| known == name).unwrap();
    parse(&bytes, &Hints::default())
}

#[test]
fn every_fixture_becomes_what_its_snapshot_says() {
    let folders = "{ninjs,rss,atom,json_feed,iptc7901,anpa,appl,ritzau,afp_json,dpa_json,belga_json,apple_news,mail,zczc,press_release,jimi}";
    insta::glob!(&format!("fixtures/{folders}/*.*"), |path| {
        let parsed = parse(&std::fs::read(path).unwrap(), &Hints::default());
        insta::assert_json_snapshot!(parsed);
    });
}

#[test]
fn html_becomes_blocks_as_its_snapshot_says() {
    insta::glob!("fixtures/html/*.html", |path| {
        let html = std::fs::read_to_string(path).unwrap();
        let item = serde_json::json!({"uri": "urn:x", "headline": "x", "body_html": html});
        let parsed = parse(item.to_string().as_bytes(), &Hints::default());
        insta::assert_json_snapshot!((&parsed.items[0].body, &parsed.items[0].media));
    });
}

#[test]
fn every_fixture_is_recognised_for_what_it_is() {
    for (folder, format) in FORMATS {
        for (name, bytes) in fixtures(folder) {
            assert_eq!(wire::sniff(&bytes), Some(format), "{name}");
        }
    }
}

#[test]
fn the_reference_counts_and_names_every_format() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/formats.md");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains(&format!("Dateline reads {} formats.", Format::ALL.len())));
    for format in Format::ALL {
        assert!(page.contains(&format!("\n| `{}` | ", format.name())), "{} is missing", format.name());
    }
}

#[test]
fn a_killed_story_and_an_unreadable_embargo_do_not_slip_through() {
    let items = read("ninjs", "not-desk-items.json").items;
    assert_eq!(items[0].status, Status::Canceled);
    let unreadable =
        items.iter().find(|item| item.guid.as_deref() == Some("tag:not.example:2024:5")).unwrap();
    assert_eq!((unreadable.status, unreadable.embargo), (Status::Withheld, None));
    assert_eq!(read("ninjs", "alm-broken-off.json").items[0].status, Status::Withheld);
    assert_eq!(read("atom", "meridian-1.0.xml").items.last().unwrap().status, Status::Canceled);
}

#[test]
fn an_embargo_in_the_label_of_a_headline_holds_the_story_in_every_format() {
    let headline = "EMBARGOED - Minister resigns";
    for file in [
        format!("ZCZC\n:{headline}\nThe minister resigned.\nNNNN\n"),
        format!("<rss><channel><item><guid>a</guid><title>{headline}</title></item></channel></rss>"),
        format!("{{\"uri\": \"a\", \"headline\": \"{headline}\"}}"),
        format!(
            "<nitf><head><title>{headline}</title></head><body><body.content><p>The minister resigned.</p></body.content></body></nitf>"
        ),
    ] {
        let parsed = parse(file.as_bytes(), &Hints::default());
        assert_eq!(parsed.items[0].status, Status::Withheld, "{file}");
        assert!(parsed.problems.iter().any(|p| p.message.contains("EMBARGOED")), "{:?}", parsed.problems);
    }
}

#[test]
fn an_ill_formed_feed_keeps_every_entry_and_names_every_fault() {
    let parsed = read("rss", "gazette-ill-formed.xml");
    let headlines: Vec<_> = parsed.items.iter().filter_map(|item| item.headline.as_deref()).collect();
    assert_eq!(headlines, ["Salt & vinegar: café opens", "Unclosed", "Cut off"]);
    assert!(parsed.items[0].body.plain_text().contains("Unescaped HTML with a"));
    assert_eq!(parsed.items[2].body.plain_text(), "The last wor");
    let said = parsed.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(said.contains("Febtober"), "{said}");
}

#[test]
fn one_item_a_line_and_items_in_a_list_read_alike() {
    let item = |n: u32| format!("{{\"uri\": \"urn:{n}\", \"headline\": \"Story {n}\"}}");
    let hints = Hints { format: Some(Format::Ninjs), ..Hints::default() };
    let lines = parse(format!("{}\n{}\n", item(1), item(2)).as_bytes(), &hints);
    let list = parse(format!("[{},{}]", item(1), item(2)).as_bytes(), &hints);
    let wrapped = parse(
        format!("{{\"data\": {{\"items\": [{{\"item\": {}}}, {}]}}}}", item(1), item(2)).as_bytes(),
        &hints,
    );
    assert_eq!(lines.items.len(), 2);
    assert!(lines.items == list.items && list.items == wrapped.items);
    assert!(lines.problems.is_empty(), "{:?}", lines.problems);
}

#[test]
fn links_are_resolved_against_the_nearest_base() {
    let feed = |base: &str| {
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'{base}><entry><id>1</id><link href='page'/>\
             <content type='html'>&lt;a href='../x'>x&lt;/a></content></entry></feed>"
        )
    };
    let hints = Hints { base_url: Some("https://a.example/feeds/all".into()), ..Hints::default() };
    let href = |feed: String| {
        let item = parse(feed.as_bytes(), &hints).items.remove(0);
        (item.url.unwrap(), serde_json::to_string(&item.body).unwrap())
    };
    let (page, body) = href(feed(""));
    assert_eq!(page, "https://a.example/feeds/page");
    assert!(body.contains("\"https://a.example/x\""), "{body}");
    let (page, body) = href(feed(" xml:base='https://b.example/deep/er/'"));
    assert_eq!(page, "https://b.example/deep/er/page");
    assert!(body.contains("\"https://b.example/deep/x\""), "{body}");
}

#[test]
fn the_same_story_is_read_alike_in_every_encoding() {
    let words = "Café “Möwe” öffnet — für 5 €";
    let bytes_of = |text: &str, encoding: &str| -> Vec<u8> {
        let wide = |bytes_of: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes_of).collect();
        match encoding {
            "UTF-16LE" => wide(u16::to_le_bytes),
            "UTF-16BE" => wide(u16::to_be_bytes),
            "Windows-1252" => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
            _ => text.as_bytes().to_vec(),
        }
    };
    let feed = |declaration: &str| {
        format!(
            "{declaration}<rss><channel><item><guid>a</guid><title>{words}</title></item></channel></rss>"
        )
    };
    let atom = |declaration: &str| {
        format!("{declaration}<feed><entry><id>a</id><title>{words}</title></entry></feed>")
    };
    let ninjs = |mark: &str| format!("{mark}{{\"uri\": \"a\", \"headline\": \"{words}\"}}");
    let json_feed = |mark: &str| {
        format!(
            "{mark}{{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{{\"id\": \"a\", \"title\": \"{words}\"}}]}}"
        )
    };
    for encoding in ["UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252"] {
        let mark = if encoding == "Windows-1252" { "" } else { "\u{feff}" };
        for declared in ["", "UTF-8", "ISO-8859-1", "UTF-16"] {
            let declaration = match declared {
                "" => mark.to_owned(),
                label => format!("{mark}<?xml version=\"1.0\" encoding=\"{label}\"?>"),
            };
            for file in [feed(&declaration), atom(&declaration), ninjs(mark), json_feed(mark)] {
                for content_type in [None, Some("text/xml; charset=us-ascii".to_owned())] {
                    let hints = Hints { content_type, ..Hints::default() };
                    let parsed = parse(&bytes_of(&file, encoding), &hints);
                    let headline = parsed.items.first().and_then(|item| item.headline.as_deref());
                    assert_eq!(headline, Some(words), "{encoding} declared as {declared:?}: {file:.40}");
                }
            }
        }
    }
}

#[test]
fn endless_files_end() {
    let deep = format!("{{\"uri\": \"x\", \"headline\": \"x\", \"a\": {}", "[".repeat(200_000));
    assert_eq!(parse(deep.as_bytes(), &Hints::default()).items.len(), 1);
    let many = format!(
        "[{}]",
        vec!["{\"uri\":\"x\",\"headline\":\"x\",\"versioncreated\":\"?\"}"; 20_000].join(",")
    );
    let parsed = parse(many.as_bytes(), &Hints::default());
    assert_eq!(parsed.items.len(), 20_000);
    assert!(parsed.problems.len() <= 120, "{} problems", parsed.problems.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes changed, dropped, doubled and moved: what comes out may be poor, but it comes out.
    #[test]
    fn parsing_never_panics(
        which in 0..4_usize,
        file in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8, 1..40_usize), 1..12),
    ) {
        let (folder, format) = FORMATS[which];
        let mut files = fixtures(folder);
        let (_, mut bytes) = files.swap_remove(file.index(files.len()));
        for (place, byte, edit, length) in edits {
            if bytes.is_empty() { break; }
            let at = place.index(bytes.len());
            let end = (at + length).min(bytes.len());
            match edit {
                0 => bytes[at] = byte,
                1 => drop(bytes.drain(at..end)),
                2 => { let copy = bytes[at..end].to_vec(); bytes.splice(at..at, copy); }
                _ => { let markup: &[u8] = [b"<".as_slice(), b"<p>", b"</", b"&", b"]]>", b"\\u", b"{", b"\"", b"[", b"null"][usize::from(byte) % 10]; bytes.splice(at..at, markup.iter().copied()); }
            }
        }
        for format in [None, Some(format)] {
            let parsed = parse(&bytes, &Hints { format, ..Hints::default() });
            prop_assert!(!parsed.items.is_empty() || !parsed.problems.is_empty());
        }
    }
}
