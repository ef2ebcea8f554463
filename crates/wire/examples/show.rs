//! Prints what `wire` reads in files: every field that is filled, one item after the other.
//!
//! `cargo run -p wire --example show -- FILE...`

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a tool for developers, which may stop at a bad path"
)]

use wire::{Hints, Item, Moment, parse};

fn main() {
    for file in std::env::args().skip(1) {
        let parsed = parse(&std::fs::read(&file).unwrap(), &Hints::default());
        println!("=== {file} ({})", parsed.format.map_or("no format", |format| format.name()));
        parsed.items.iter().for_each(show);
        parsed.problems.iter().for_each(|problem| println!("  ! {problem}"));
    }
}

fn show(item: &Item) {
    let time = |moment: Option<Moment>| moment.map(|moment| moment.iso());
    let line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            println!("  {name:<12} {value}");
        }
    };
    line("guid", item.guid.clone());
    line("version", item.version.map(|version| version.to_string()));
    line(
        "kind",
        Some(format!(
            "{:?} {:?} {}",
            item.kind,
            item.status,
            item.signal.map(|s| format!("{s:?}")).unwrap_or_default()
        )),
    );
    line("thread", item.thread.as_ref().map(|thread| format!("{} {:?}", thread.slug, thread.part)));
    line("headline", item.headline.clone());
    line("subheadline", item.subheadline.clone());
    line("summary", item.summary.clone());
    line("slugline", item.slugline.clone());
    line("bylines", (!item.bylines.is_empty()).then(|| item.bylines.join(" | ")));
    line("place", item.dateline_place.clone());
    line("dateline", item.dateline_text.clone());
    line("language", item.language.clone());
    line("published", time(item.published));
    line("updated", time(item.updated));
    line("embargo", time(item.embargo));
    line("expires", time(item.expires));
    line("urgency", item.urgency.map(|urgency| urgency.to_string()));
    line("genre", item.genre.clone());
    line("ed_note", item.ed_note.clone());
    for (name, value) in [
        ("provider", &item.credit.provider),
        ("credit", &item.credit.line),
        ("source", &item.credit.source),
        ("holder", &item.credit.copyright_holder),
        ("copyright", &item.credit.copyright_notice),
        ("terms", &item.rights.usage_terms),
        ("url", &item.url),
    ] {
        line(name, value.clone());
    }
    for subject in &item.subjects {
        println!("  subject      {:?} {} {} {}", subject.kind, subject.scheme, subject.code, subject.name);
    }
    line("keywords", (!item.keywords.is_empty()).then(|| item.keywords.join(", ")));
    for media in &item.media {
        println!("  media        {}", serde_json::to_string(media).unwrap());
    }
    for link in &item.links {
        println!("  link         {:?} {:?} {:?} {:?}", link.role, link.guid, link.href, link.title);
    }
    println!("  words        {}", item.body.word_count());
    for paragraph in item.body.plain_text().lines().filter(|line| !line.is_empty()) {
        println!("  | {paragraph}");
    }
}
