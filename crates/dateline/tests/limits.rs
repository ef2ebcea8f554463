//! `docs/reference/limits.md` and the code name the same numbers: each number of the page is read from the line of the
//! code that sets it.

#![allow(clippy::unwrap_used, reason = "a test that meets an error should fail loudly")]

use std::path::Path;

type Places = &'static [(&'static str, &'static str)];

/// Section and first cell of each row that has numbers, and where they are set: a file, and the name of a constant or a
/// field's default.
const ROWS: &[(&str, &str, Places)] = &[
    ("Deliveries", "size of a delivery", &[("ingest/src/settings.rs", "max_bytes")]),
    ("Deliveries", "body of a push", &[("ingest/src/push.rs", "PATIENCE")]),
    (
        "Deliveries",
        "messages of a mailbox in one round",
        &[("ingest/src/imap/round.rs", "LOOKED_AT"), ("ingest/src/settings/imap.rs", "most")],
    ),
    (
        "Deliveries",
        "what a mail server says to a command",
        &[("ingest/src/imap/lines.rs", "SMALL"), ("ingest/src/imap/session.rs", "LISTING")],
    ),
    ("Deliveries", "problems of a delivery", &[("wire/src/format.rs", "MOST_PROBLEMS")]),
    ("Deliveries", "one post of a WordPress export", &[("wire/src/import/elements.rs", "LONGEST")]),
    ("XML", "depth", &[("wire/src/xml.rs", "depth")]),
    ("XML", "elements and texts", &[("wire/src/xml.rs", "nodes")]),
    ("XML", "attributes of an element", &[("wire/src/xml.rs", "attributes_per_element")]),
    ("XML", "items within items (an end tag is missing)", &[("wire/src/xml.rs", "MOST_WITHIN")]),
    ("XML", "problems", &[("wire/src/xml.rs", "problems")]),
    ("JSON", "depth", &[("wire/src/json.rs", "DEEPEST")]),
    ("JSON", "problems", &[("wire/src/json.rs", "MOST_PROBLEMS")]),
    (
        "Text",
        "depth of lists, quotes and tables in a text",
        &[("wire/src/html/builder.rs", "DEEPEST"), ("wire/src/inline_xml.rs", "DEEPEST")],
    ),
    ("Text", "headline, second headline, slugline, dateline, credit", &[("wire/src/bounds.rs", "LINE")]),
    ("Text", "summary, caption, note, terms", &[("wire/src/bounds.rs", "TEXT")]),
    ("Text", "names, keywords and codes", &[("wire/src/bounds.rs", "NAME")]),
    ("Text", "subjects, keywords of an item", &[("wire/src/bounds.rs", "MOST_NAMES")]),
    ("Text", "pictures, films and sounds that stand beside a text", &[("wire/src/feed.rs", "MOST_MEDIA")]),
    ("Text", "parts of a mail", &[("wire/src/mail/mime.rs", "MOST_PARTS")]),
    (
        "Text",
        "messages of a file of IPTC 7901, ANPA or ZCZC",
        &[("wire/src/wire_text.rs", "MOST_MESSAGES"), ("wire/src/zczc.rs", "MOST_MESSAGES")],
    ),
    ("Pictures", "size of the file", &[("ingest/src/settings.rs", "max_picture_bytes")]),
    ("Pictures", "pixels, by its header", &[("ingest/src/settings.rs", "max_picture_pixels")]),
    (
        "Pictures",
        "pixels, unpacked",
        &[("pictures/src/unpack.rs", "MOST_BYTES"), ("pictures/src/unpack.rs", "LONGEST")],
    ),
    ("Pictures", "scans of a progressive JPEG", &[("pictures/src/unpack.rs", "MOST_SCANS")]),
    ("Pictures", "what a file says of itself", &[("pictures/src/facts.rs", "LONGEST")]),
    ("Asking others", "redirects", &[("ingest/src/fetch.rs", "MOST_HOPS")]),
    ("Asking others", "time", &[("ingest/src/settings.rs", "total_timeout")]),
    ("Readers", "head of a request", &[("dateline/src/config.rs", "header_timeout")]),
    ("Readers", "connections", &[("dateline/src/config.rs", "max_connections")]),
    (
        "Readers",
        "search",
        &[
            ("site/src/search/query.rs", "LONGEST"),
            ("site/src/search/query.rs", "MOST_WORDS"),
            ("site/src/pages/search.rs", "LAST_PAGE"),
        ],
    ),
    (
        "Readers",
        "text of a comment, and its name",
        &[
            ("newsroom/src/comments/draft.rs", "LONGEST_TEXT"),
            ("newsroom/src/comments/draft.rs", "LONGEST_NAME"),
        ],
    ),
    ("Readers", "form of a comment", &[("site/src/comments/answer.rs", "LARGEST")]),
    ("Readers", "comments of one block of addresses", &[("site/src/comments/rate.rs", "COMMENTS_AT_ONCE")]),
    ("Readers", "page", &[("site/src/theme.rs", "LARGEST"), ("site/src/theme.rs", "FUEL")]),
];

/// Answers and encodings are no limits.
const NO_LIMITS: [u64; 7] = [400, 408, 413, 415, 429, 500, 1252];

#[test]
fn every_number_of_the_page_about_limits_is_the_one_in_the_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = std::fs::read_to_string(root.join("docs/reference/limits.md")).unwrap();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    let mut section = "";
    for line in page.lines() {
        section = line.strip_prefix("## ").unwrap_or(section);
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [what, limit, said] = cells[..] else { continue };
        let row = ROWS.iter().find(|(of, name, _)| (*of, *name) == (section, what));
        let places = row.map_or(&[][..], |(_, _, places)| places);
        seen += usize::from(row.is_some());
        let set: Vec<u64> =
            places.iter().map(|(file, name)| value(&root.join("crates").join(file), name)).collect();
        let written = numbers(limit);
        if let Some(missing) = set.iter().find(|number| !written.contains(number)) {
            wrong.push(format!("{section}, {what}: the code says {missing}, the page \"{limit}\""));
        }
        for number in
            written.iter().chain(&numbers(said)).filter(|n| !NO_LIMITS.contains(n) && !set.contains(n))
        {
            wrong.push(format!("{section}, {what}: nothing in the code is tied to {number}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(seen, ROWS.len(), "a row of this test is no row of the page");
}

/// What a constant or a field's default is set to, in the one place where it is.
fn value(file: &Path, name: &str) -> u64 {
    let code = std::fs::read_to_string(file).unwrap();
    let set = |line: &str| -> Option<u64> {
        let line = line.trim();
        let line =
            ["pub(crate) ", "pub(super) ", "pub "].iter().find_map(|p| line.strip_prefix(p)).unwrap_or(line);
        let constant = line
            .strip_prefix("const ")
            .and_then(|rest| rest.strip_prefix(name))
            .and_then(|rest| rest.starts_with(':').then_some(rest)?.split_once(" = ")?.1.strip_suffix(';'));
        let field = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(": ")?.strip_suffix(','));
        constant.or(field).and_then(evaluate)
    };
    let found: Vec<u64> = code.lines().filter_map(set).collect();
    assert_eq!(found.len(), 1, "{name} is set in one place of {}: {found:?}", file.display());
    found[0]
}

/// `64 << 20`, `2_000_000`, `Duration::from_secs(120)`, `5.0`.
fn evaluate(code: &str) -> Option<u64> {
    let inner = code.split_once("from_secs(").map_or(code, |(_, rest)| rest.trim_end_matches(')'));
    let plain = inner.replace('_', "");
    match plain.split_once(" << ") {
        Some((number, by)) => Some(number.parse::<u64>().ok()? << by.parse::<u32>().ok()?),
        None => plain.strip_suffix(".0").unwrap_or(&plain).parse().ok(),
    }
}

/// `16,383`, `2 million`, `64 MiB`; what stands in names (`U+0080`) and as part of a word (`UTF-8`, `7901`) is none.
fn numbers(cell: &str) -> Vec<u64> {
    let words: Vec<&str> = cell.split([' ', '(', ')']).collect();
    let times = |unit: Option<&&str>| match unit.map(|unit| unit.trim_end_matches([',', ';', '.'])) {
        Some("million") => 1_000_000,
        Some("KiB") => 1 << 10,
        Some("MiB") => 1 << 20,
        _ => 1,
    };
    let number = |at: usize| -> Option<u64> {
        let plain = words[at].trim_end_matches([',', ';', '.', '`']).replace(',', "");
        Some(plain.parse::<u64>().ok()? * times(words.get(at + 1)))
    };
    (0..words.len()).filter_map(number).collect()
}
