//! What NITF and NewsML files become: one snapshot a fixture, and the promises that hold for any file.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read fixtures and fail by panicking"
)]

use proptest::prelude::*;
use wire::{Body, Format, Hints, Signal, Status, parse};

const FIXTURES: usize = 14;

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let mut found = Vec::new();
    for format in ["nitf", "newsml_g2", "newsml_1"] {
        for entry in std::fs::read_dir(format!("{root}/{format}")).unwrap() {
            let path = entry.unwrap().path();
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    found.sort();
    assert!(found.len() >= FIXTURES, "fixtures are missing");
    found
}

#[test]
fn every_fixture_becomes_what_its_snapshot_says() {
    insta::glob!("fixtures/{nitf,newsml_g2,newsml_1}/*.xml", |path| {
        let bytes = std::fs::read(path).unwrap();
        insta::assert_json_snapshot!(parse(&bytes, &Hints::default()));
    });
}

#[test]
fn a_newsml_1_embargo_ends_when_the_status_changes_and_holds_when_nobody_says_when() {
    let item = |management: &str| {
        let file = format!(
            "<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:newsml:mna.example:20261123:a:12U\
             </PublicIdentifier></NewsIdentifier></Identification><NewsManagement>{management}</NewsManagement>\
             <NewsComponent><ContentItem><DataContent>Fog.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
        );
        parse(file.as_bytes(), &Hints::default()).items.remove(0)
    };
    let until = |status: &str, future: &str| {
        item(&format!(
            "<Status FormalName='{status}'/><StatusWillChange><FutureStatus FormalName='{future}'/>\
             <DateAndTime>20261124T060000Z</DateAndTime></StatusWillChange>"
        ))
    };
    let end = |item: &wire::Item| item.embargo.map(|moment| moment.iso());
    let embargoed = until("Embargoed", "Usable");
    assert_eq!(embargoed.guid.as_deref(), Some("urn:newsml:mna.example:20261123:a"));
    assert_eq!(
        (embargoed.status, end(&embargoed).as_deref()),
        (Status::Usable, Some("2026-11-24T06:00:00Z"))
    );
    assert_eq!(until("Embargoed", "Canceled").status, Status::Withheld);
    assert_eq!(item("<Status FormalName='Embargoed'/>").status, Status::Withheld);
    assert_eq!(
        until("Usable", "Canceled").expires.map(|moment| moment.iso()).as_deref(),
        Some("2026-11-24T06:00:00Z")
    );
    let killed = item(
        "<Status FormalName='Usable'/><Instruction FormalName='Update'/><Instruction FormalName='Kill'/>",
    );
    assert_eq!((killed.status, killed.signal), (Status::Canceled, Some(Signal::Kill)));
}

#[test]
fn a_file_cut_off_anywhere_keeps_the_words_before_the_cut() {
    for (name, bytes) in fixtures() {
        let bytes = bytes.trim_ascii_end();
        let mut longest = 0;
        for end in (0..bytes.len()).step_by(7) {
            let parsed = parse(&bytes[..end], &Hints::default());
            let words: usize = parsed.items.iter().map(|item| item.body.word_count()).sum();
            // A cut inside a tag or an entity may cost the word that it stands in, and no more.
            assert!(words + 2 >= longest, "{name} cut at {end}: {words} words after {longest}");
            longest = longest.max(words);
            assert!(!parsed.problems.is_empty(), "{name} cut at {end}: nobody is told");
        }
    }
}

#[test]
fn entities_that_a_file_defines_for_itself_are_never_expanded() {
    let mut bomb =
        String::from("<!DOCTYPE nitf [<!ENTITY a0 \"haha\"><!ENTITY x SYSTEM \"file:///etc/passwd\">");
    for n in 1..20 {
        bomb.push_str(&format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)));
    }
    bomb.push_str("]><nitf><head><title>&a19;</title></head><body><body.content><p>&a19; &x; end</p></body.content></body></nitf>");
    let parsed = parse(bomb.as_bytes(), &Hints::default());
    assert_eq!(parsed.items[0].body.plain_text(), "&a19; &x; end");
    assert!(parsed.problems.iter().any(|p| p.message.contains("&a19; for itself")), "{:?}", parsed.problems);
}

#[test]
fn a_hundred_thousand_nested_elements_keep_their_words() {
    for tag in ["p", "ul", "bq", "table", "b", "td", "media", "unheard-of"] {
        let open = format!("<{tag}>word ").repeat(100_000);
        let close = format!("</{tag}>").repeat(100_000);
        for tail in ["", close.as_str()] {
            let file = format!("<nitf><body><body.content>{open}{tail}</body.content></body></nitf>");
            let parsed = parse(file.as_bytes(), &Hints::default());
            assert_eq!(parsed.items[0].body.word_count(), 100_000, "{tag}");
            // Whoever stores it reads it back.
            let json = serde_json::to_string(&parsed.items[0].body).unwrap();
            assert!(serde_json::from_str::<Body>(&json).is_ok(), "{tag} is nested too deep");
        }
    }
}

#[test]
fn the_same_story_is_read_alike_in_every_encoding() {
    let story = "<nitf><body><body.head><hedline><hl1>Café “Möwe” öffnet</hl1></hedline></body.head>\
                 <body.content><p>Ganz Port Ellery kam — für 5 €.</p></body.content></body></nitf>";
    let (windows_1252, _, unmappable) = encoding_rs::WINDOWS_1252.encode(story);
    assert!(!unmappable);
    let declared = |encoding: &str, body: &[u8]| {
        let mut bytes = format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>").into_bytes();
        bytes.extend_from_slice(body);
        bytes
    };
    let utf16 = |bytes_of: fn(u16) -> [u8; 2], mark: bool| {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{story}").encode_utf16().flat_map(bytes_of).collect::<Vec<u8>>()
    };
    let files = [
        ("UTF-8", declared("UTF-8", story.as_bytes())),
        ("UTF-8 with a mark", format!("\u{feff}{story}").into_bytes()),
        ("Windows-1252", declared("windows-1252", &windows_1252)),
        ("Windows-1252 declared as ISO-8859-1", declared("ISO-8859-1", &windows_1252)),
        ("Windows-1252 declared as UTF-8", declared("UTF-8", &windows_1252)),
        ("Windows-1252 undeclared", windows_1252.to_vec()),
        ("UTF-8 declared as ISO-8859-1", declared("ISO-8859-1", story.as_bytes())),
        ("UTF-8 declared as UTF-16", declared("UTF-16", story.as_bytes())),
        ("UTF-16LE", utf16(u16::to_le_bytes, true)),
        ("UTF-16BE", utf16(u16::to_be_bytes, true)),
        ("UTF-16LE without a mark", utf16(u16::to_le_bytes, false)),
        ("UTF-16BE without a mark", utf16(u16::to_be_bytes, false)),
    ];
    for (name, bytes) in files {
        let parsed = parse(&bytes, &Hints::default());
        assert_eq!(parsed.format, Some(Format::Nitf), "{name}");
        assert_eq!(parsed.items[0].headline.as_deref(), Some("Café “Möwe” öffnet"), "{name}");
        assert_eq!(parsed.items[0].body.plain_text(), "Ganz Port Ellery kam — für 5 €.", "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes changed, dropped, doubled and moved: what comes out may be poor, but it comes out.
    #[test]
    fn parsing_never_panics(
        which in 0..FIXTURES,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8, 1..40_usize), 1..12),
    ) {
        let (_, mut bytes) = fixtures().swap_remove(which);
        for (place, byte, edit, length) in edits {
            if bytes.is_empty() { break; }
            let at = place.index(bytes.len());
            let end = (at + length).min(bytes.len());
            match edit {
                0 => bytes[at] = byte,
                1 => drop(bytes.drain(at..end)),
                2 => { let copy = bytes[at..end].to_vec(); bytes.splice(at..at, copy); }
                _ => { let markup: &[u8] = [b"<".as_slice(), b"<p>", b"</", b"&", b"]]>", b"<!--", b"\0", b"\""][usize::from(byte) % 8]; bytes.splice(at..at, markup.iter().copied()); }
            }
        }
        for format in [None, Some(Format::Nitf), Some(Format::NewsmlG2), Some(Format::Newsml1)] {
            let parsed = parse(&bytes, &Hints { format, ..Hints::default() });
            for item in &parsed.items {
                prop_assert!(item.body.plain_text().len() <= bytes.len() * 4);
            }
        }
    }
}

#[test]
fn a_chain_of_many_groups_is_followed_in_linear_time() {
    let groups: String = (0..20_000)
        .map(|n| format!("<group id='g{n}'><groupRef idref='g{}'/><itemRef residref='i{n}'/></group>", n + 1))
        .collect();
    let file = format!("<packageItem guid='p'><groupSet root='g0'>{groups}</groupSet></packageItem>");
    let parsed = parse(file.as_bytes(), &Hints::default());
    let members: Vec<&str> = parsed.items[0].links.iter().filter_map(|link| link.guid.as_deref()).collect();
    assert_eq!(members.len(), 20_000);
    assert_eq!((members[0], members[19_999]), ("i0", "i19999"));
}

#[test]
fn problems_without_number_are_summed_up() {
    let items = "<newsItem guid='a'><itemMeta><embargoed/></itemMeta></newsItem>".repeat(2_000);
    let file = format!("<newsMessage><itemSet>{items}</itemSet></newsMessage>");
    let parsed = parse(file.as_bytes(), &Hints::default());
    assert_eq!((parsed.items.len(), parsed.problems.len()), (2_000, 501));
    assert_eq!(parsed.problems[500].message, "There are 1500 problems more in this file.");
}
