//! Texts made of hostile HTML, printed and read by a browser's parser: the elements are ours, and so are the attributes.

use std::path::Path;

use hostile::Mutator;
use scraper::Html;
use wire::{Format, Hints};

/// What this file's parent prints, with the attributes that it gives them; browsers add html, body and tbody.
const OURS: [(&str, &[&str]); 37] = [
    ("html", &[]),
    ("body", &[]),
    ("p", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("ol", &["start"]),
    ("ul", &[]),
    ("li", &[]),
    ("blockquote", &[]),
    ("footer", &[]),
    ("div", &["class", "tabindex", "role", "aria-label"]),
    ("table", &[]),
    ("caption", &[]),
    ("thead", &[]),
    ("tbody", &[]),
    ("tr", &[]),
    ("th", &["scope", "colspan", "rowspan", "class"]),
    ("td", &["colspan", "rowspan", "class"]),
    ("pre", &[]),
    ("aside", &["class", "aria-label"]),
    ("hr", &[]),
    ("a", &["href", "rel"]),
    ("br", &[]),
    ("strong", &[]),
    ("em", &[]),
    ("i", &[]),
    ("s", &[]),
    ("sub", &[]),
    ("sup", &[]),
    ("code", &[]),
    ("q", &[]),
    ("span", &["class"]),
    ("figure", &["class"]),
    ("figcaption", &[]),
];

fn corpus() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut corpus = Vec::new();
    for folder in ["fuzz/corpus/html", "crates/wire/tests/fixtures/html"] {
        let mut paths: Vec<_> =
            std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        corpus.extend(paths.iter().map(|path| std::fs::read(path).unwrap()));
    }
    let payloads = std::fs::read_to_string(root.join("e2e/hostile/payloads.json")).unwrap();
    let payloads: serde_json::Value = serde_json::from_str(&payloads).unwrap();
    let lists = payloads.as_object().unwrap().values().flat_map(|list| list.as_array().unwrap());
    corpus.extend(lists.map(|payload| payload.as_str().unwrap().as_bytes().to_vec()));
    // The shared collection, where it is at hand.
    let shared = std::env::var("DATELINE_SHARED")
        .unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").into());
    for file in ["own.jsonl", "payloads.jsonl"] {
        let text = std::fs::read_to_string(format!("{shared}/hostile/xss/{file}")).unwrap_or_default();
        let payload = |line: &str| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["payload"].as_str().unwrap_or_default().as_bytes().to_vec()
        };
        corpus.extend(text.lines().map(payload));
    }
    corpus
}

#[test]
fn a_text_made_of_hostile_html_has_no_element_and_no_attribute_but_ours() {
    let corpus = corpus();
    let mut mutator = Mutator::new(&corpus, 7);
    let bent: Vec<Vec<u8>> = (0..600).map(|_| mutator.bent()).collect();
    assert!(corpus.len() > 100);
    for bytes in corpus.iter().chain(&bent) {
        let copy = String::from_utf8_lossy(bytes);
        let file = serde_json::json!({ "uri": "a", "body_html": copy }).to_string();
        let parsed = wire::parse(file.as_bytes(), &Hints { format: Some(Format::Ninjs), ..Hints::default() });
        let body = &parsed.items[0].body;
        let printed = super::html(body, &[], &crate::marks::Marks::default());
        // Each byte of a letter can be five of an entity, and each word can stand in ten formats.
        assert!(printed.len() <= copy.len() * 60 + 1000, "{} grew to {}", copy.len(), printed.len());
        let shown = Html::parse_fragment(&printed);
        for element in shown.tree.values().filter_map(|node| node.as_element()) {
            let ours = OURS.iter().find(|(name, _)| *name == element.name());
            let (_, attributes) =
                ours.unwrap_or_else(|| panic!("<{}> in {printed}, of {copy}", element.name()));
            for (name, value) in element.attrs() {
                assert!(attributes.contains(&name), "{name} in {printed}, of {copy}");
                let safe =
                    ["http://", "https://", "mailto:", "tel:"].iter().any(|start| value.starts_with(start));
                assert!(name != "href" || safe, "{value} of {copy}");
            }
        }
        assert_eq!(
            words(&shown.root_element().text().collect::<String>()),
            words(&body.plain_text()),
            "{copy}"
        );
    }
}

/// The letters alone: where lines and list marks stand is another matter.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}
