//! No word is lost between source and page: every word of an agency's text stands on the rendered page,
//! in its order. Over the demo's deliveries, and over real agencies' files where a corpus of them is at
//! hand: `DATELINE_SHARED`, or `../shared` beside the workspace.
//!
//! `cargo test -p site --test it fidelity -- --nocapture` prints the figures.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use wire::{Format, Hints, Item, Status, parse};

use crate::house::{House, MERIDIAN, on_sqlite};
use crate::measure::{
    kept, stand_in, texts_of_feed, texts_of_json, texts_of_messages, texts_of_newsml_1, texts_of_xml,
    words_of_page,
};

#[path = "../../../../xtask/src/markers.rs"]
mod markers;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_word_of_the_demos_copy_is_on_its_page_in_order() {
    on_sqlite(|house| async move {
        let mut count = Count::default();
        let now: Timestamp = house.now();
        let zoned = now.to_zoned_datetime(jiff::tz::TimeZone::UTC);
        for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/wire")) {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let text = markers::expand(&text, &zoned).unwrap();
            count.file(&house, &path, text.as_bytes(), None).await;
        }
        println!("demo: {count:?}");
        assert!(count.files > 60 && count.words > 10_000, "the measure itself must not be empty: {count:?}");
        assert!(count.lost.is_empty(), "{:#?}", count.lost);
        assert_eq!(count.kept, count.words);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_word_of_real_agencies_copy_is_on_its_page_in_order() {
    let corpus = std::env::var("DATELINE_SHARED").map(PathBuf::from);
    let corpus = corpus.unwrap_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    let formats = [
        ("newsml-g2", Some(Format::NewsmlG2)),
        ("newsml-1", Some(Format::Newsml1)),
        ("nitf", Some(Format::Nitf)),
        ("ninjs", Some(Format::Ninjs)),
        ("rss", Some(Format::Rss)),
        ("atom", Some(Format::Atom)),
        ("jsonfeed", Some(Format::JsonFeed)),
        // IPTC 7901, ANPA 1312 and mail side by side.
        ("iptc7901-text", None),
    ];
    on_sqlite(|house| {
        let corpus = corpus.clone();
        async move {
            let mut lost = Vec::new();
            for (folder, format) in formats {
                let mut count = Count::default();
                for path in files(&corpus.join("wire-samples").join(folder)) {
                    count.file(&house, &path, &std::fs::read(&path).unwrap(), format).await;
                }
                println!("{folder}: {count:?}");
                lost.append(&mut count.lost);
            }
            assert!(lost.is_empty(), "{lost:#?}");
        }
    })
    .await;
}

/// The formats that the demonstration paper has no agency for, in the agencies' manner.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_word_of_the_text_wires_and_of_newsml_1_is_on_its_page_in_order() {
    on_sqlite(|house| async move {
        for format in ["newsml_1", "iptc7901", "anpa"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wire/tests/fixtures").join(format);
            let mut count = Count::default();
            for path in files(&folder) {
                count.file(&house, &path, &std::fs::read(&path).unwrap(), None).await;
            }
            println!("{format}: {count:?}");
            assert!(count.words > 20, "the measure itself must not be empty: {format}: {count:?}");
            assert!(count.lost.is_empty(), "{format}: {:#?}", count.lost);
        }
    })
    .await;
}

#[derive(Debug, Default)]
struct Count {
    files: usize,
    pages: usize,
    words: usize,
    kept: usize,
    lost: Vec<String>,
}

impl Count {
    /// Puts every item of a file on a page of its own, and looks for the source's words there.
    async fn file(&mut self, house: &House, path: &Path, bytes: &[u8], format: Option<Format>) {
        let parsed = parse(bytes, &Hints { format, ..Hints::default() });
        let Some(format) = format.or(parsed.format).filter(|_| !parsed.items.is_empty()) else { return };
        self.files += 1;
        let mut pages = Vec::with_capacity(parsed.items.len());
        for item in parsed.items {
            self.pages += 1;
            pages.push(self.page(house, item).await);
        }
        let utf8 = || String::from_utf8_lossy(bytes).into_owned();
        let texts = match format {
            Format::NewsmlG2 | Format::Nitf => texts_of_xml(&utf8()),
            Format::Newsml1 => texts_of_newsml_1(&utf8()),
            Format::Ninjs | Format::JsonFeed => texts_of_json(bytes),
            Format::Iptc7901 | Format::Anpa => texts_of_messages(bytes),
            _ => texts_of_feed(&utf8()),
        };
        for text in texts {
            // Of a declared encoding other than UTF-8 the measure knows nothing.
            if text.iter().any(|word| word.contains('\u{fffd}')) {
                continue;
            }
            self.words += text.len();
            if pages.iter().any(|page| stand_in(&text, page)) {
                self.kept += text.len();
                continue;
            }
            let best = pages.iter().map(|page| kept(&text, page)).max().unwrap_or(0);
            self.kept += best;
            let first: Vec<&String> = text[best..].iter().take(6).collect();
            self.lost.push(format!("{}: {first:?} after {best} words", path.display()));
        }
    }

    /// The words of the item's page, whatever its agency says about when it may be shown.
    async fn page(&self, house: &House, item: Item) -> Vec<String> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let item = Item {
            guid: Some(format!("urn:fidelity:{}", NEXT.fetch_add(1, Ordering::Relaxed))),
            version: None,
            status: Status::Usable,
            signal: None,
            embargo: None,
            expires: None,
            published: None,
            updated: None,
            links: Vec::new(),
            ..item
        };
        let (kept, _) = house.keep(MERIDIAN, &item).await;
        let page = house.get(&house.address(kept).await).await;
        assert_eq!(page.status, 200, "{:?}", item.headline);
        words_of_page(&page.text(), ".story-sheet")
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}
