//! How fast each format is read: `cargo bench -p wire` prints a table, `cargo bench -p wire -- nitf` of one
//! format only.
//!
//! The copy is that of the demonstration paper, as it lies in `demo/wire`, every file read again and again
//! for a while; and, to see what a long delivery costs, each format's files glued into one of about 1 MB.
//! Beside each line stands a peer that reads the same bytes in the same run:
//!
//! - `feed-rs` for the feeds: a parser of feeds as such. It cleans HTML and gives it as it is, where
//!   `wire` makes blocks of it.
//! - `quick-xml` and `serde_json` for the others: events and a tree of values and no more. That is the
//!   floor under any parser of XML and JSON.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads files and a clock, and stops at what is wrong"
)]

use std::{
    collections::BTreeMap,
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use wire::{Format, Hints, parse, sniff};

/// How long each line is measured, after a warm-up of a tenth of it.
const MEASURED: Duration = Duration::from_millis(1500);

const LONG: usize = 1 << 20;

fn main() {
    println!(
        "{:<22} {:>6} {:>7} {:>9} {:>8}   {:<10} {:>9} {:>8} {:>7}",
        "format", "items", "KB/item", "items/s", "MB/s", "peer", "items/s", "MB/s", "us/peer"
    );
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    for (format, files) in copy() {
        if only.as_deref().is_some_and(|only| only != format.name()) {
            continue;
        }
        line(format.name(), format, &files);
        line(&format!("{}, one long", format.name()), format, &[long(format, &files)]);
    }
}

fn line(name: &str, format: Format, files: &[Vec<u8>]) {
    let items: usize = files.iter().map(|file| parse(file, &Hints::default()).items.len()).sum();
    let bytes: usize = files.iter().map(Vec::len).sum();
    let ours = time_of(files, |file| drop(black_box(parse(file, &Hints::default()))));
    let (peer, read): (&str, fn(&[u8])) = match format {
        Format::Rss | Format::Atom | Format::JsonFeed => ("feed-rs", feed_rs),
        Format::Nitf | Format::NewsmlG2 | Format::Newsml1 => ("quick-xml", quick_xml),
        Format::Ninjs => ("serde_json", serde_json),
        // Nothing else reads them; the demonstration has none.
        _ => return,
    };
    let theirs = time_of(files, read);
    let rate = |time: f64| (items as f64 / time, bytes as f64 / time / 1e6);
    let ((our_items, our_mb), (their_items, their_mb)) = (rate(ours), rate(theirs));
    println!(
        "{name:<22} {items:>6} {:>7.1} {our_items:>9.0} {our_mb:>8.1}   {peer:<10} {their_items:>9.0} {their_mb:>8.1} {:>6.1}x",
        bytes as f64 / items as f64 / 1e3,
        ours / theirs
    );
}

/// Seconds for reading all files once: the mean over many rounds.
fn time_of(files: &[Vec<u8>], read: impl Fn(&[u8])) -> f64 {
    let rounds = |limit: Duration| {
        let started = Instant::now();
        let mut rounds = 0;
        while started.elapsed() < limit {
            files.iter().for_each(|file| read(file));
            rounds += 1;
        }
        started.elapsed().as_secs_f64() / f64::from(rounds)
    };
    rounds(MEASURED / 10);
    rounds(MEASURED)
}

// The peers.

fn feed_rs(file: &[u8]) {
    black_box(feed_rs::parser::parse(file).unwrap());
}

fn quick_xml(file: &[u8]) {
    let mut reader = quick_xml::Reader::from_str(std::str::from_utf8(file).unwrap());
    while !matches!(black_box(reader.read_event().unwrap()), quick_xml::events::Event::Eof) {}
}

fn serde_json(file: &[u8]) {
    black_box(serde_json::from_slice::<serde_json::Value>(file).unwrap());
}

// The copy.

/// The demonstration paper's files by format.
fn copy() -> Vec<(Format, Vec<Vec<u8>>)> {
    let mut found: BTreeMap<&str, (Format, Vec<Vec<u8>>)> = BTreeMap::new();
    let wire = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/wire");
    for agency in std::fs::read_dir(wire).unwrap() {
        for file in std::fs::read_dir(agency.unwrap().path()).unwrap() {
            let Ok(text) = std::fs::read_to_string(file.unwrap().path()) else { continue };
            let bytes = dated(&text).into_bytes();
            if let Some(format) = sniff(&bytes) {
                found.entry(format.name()).or_insert((format, Vec::new())).1.push(bytes);
            }
        }
    }
    // Some are broken on purpose; the peers read whole files only.
    let is_whole = |format: Format, file: &[u8]| {
        let Ok(text) = std::str::from_utf8(file) else { return false };
        match format {
            Format::Ninjs | Format::JsonFeed => serde_json::from_str::<serde_json::Value>(text).is_ok(),
            _ => is_well_formed(text),
        }
    };
    found
        .into_values()
        .map(|(format, files)| (format, files.into_iter().filter(|file| is_whole(format, file)).collect()))
        .collect()
}

fn is_well_formed(text: &str) -> bool {
    let (mut reader, mut open) = (quick_xml::Reader::from_str(text), 0_u32);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(_)) => open += 1,
            Ok(quick_xml::events::Event::End(_)) => open -= 1,
            Ok(quick_xml::events::Event::Eof) => return open == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// The demonstration's dates are written when it is made; here one day stands for all.
fn dated(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (date, next) = after.split_once("}}").unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(match date.rsplit(' ').next().unwrap_or_default() {
            "iso" => "2026-11-23T10:15:00Z",
            "basic" => "20261123T101500Z",
            "rfc2822" => "Mon, 23 Nov 2026 10:15:00 +0000",
            "dateline" => "Nov 23",
            "weekday" => "Monday",
            "month" => "November",
            "day" => "23",
            _ => "2026",
        });
        rest = next;
    }
    out + rest
}

/// One file of about a megabyte: the items of the first that has any, again and again.
fn long(format: Format, files: &[Vec<u8>]) -> Vec<u8> {
    let first = std::str::from_utf8(&files[0]).unwrap();
    let times = LONG / first.len() + 1;
    let (opening, closing) = match format {
        Format::NewsmlG2 => ("<newsItem", "</newsItem>"),
        Format::Newsml1 => ("<NewsItem", "</NewsItem>"),
        Format::Rss => ("<item>", "</item>"),
        Format::Atom => ("<entry>", "</entry>"),
        // A NITF file is one story: a very long one.
        Format::Nitf => ("<body.content>", "</body.content>"),
        Format::Ninjs => return format!("[{}]", vec![first; times].join(",")).into_bytes(),
        Format::JsonFeed => {
            let mut feed: serde_json::Value = serde_json::from_str(first).unwrap();
            let entries = feed["items"].as_array().unwrap().clone();
            feed["items"] = entries.iter().cycle().take(entries.len() * times).cloned().collect();
            return feed.to_string().into_bytes();
        }
        // The demonstration has none.
        _ => return files[0].repeat(times),
    };
    let mut start = first.find(opening).unwrap();
    let mut end = first.rfind(closing).unwrap() + closing.len();
    if format == Format::Nitf {
        (start, end) = (start + opening.len(), end - closing.len());
    }
    format!("{}{}{}", &first[..start], first[start..end].repeat(times), &first[end..]).into_bytes()
}
