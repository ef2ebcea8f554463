//! What must hold of everything that reads bytes from outside, whatever the bytes: a [`Target`] for each reader, and
//! the [`Mutator`] that bends good files into bad ones.
//!
//! A target is given bytes and panics where a promise is broken: the reader panics itself, what it gives grows beyond
//! a multiple of what came, an address that runs gets through, an offset cuts a character. It is no part of the
//! program. Two drivers call it: `tests/bounded.rs`, a bounded run that is part of `cargo test`, and the `fuzz/`
//! folder, whose targets run under cargo-fuzz for as long as one likes.
//!
//! Start reading at `copy.rs` (agency copy), then `mutate.rs`. A new reader is a function here, a line of [`TARGETS`],
//! and a file and an entry in `fuzz/`.

mod comment;
mod copy;
mod export;
mod html;
mod mutate;
mod picture;
mod prose;

pub use copy::nothing_runs;
pub use mutate::Mutator;

/// A reader of bytes from outside.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    pub name: &'static str,
    /// Folders of good files, from the root of the checkout. Those of `fuzz/corpus/NAME` come on top.
    pub seeds: &'static [&'static str],
    /// How many bent files the bounded run tries: fewer where each takes longer.
    pub rounds: u32,
    run: fn(&[u8]),
}

impl Target {
    /// Reads the bytes; panics where a promise is broken.
    pub fn run(&self, bytes: &[u8]) {
        (self.run)(bytes);
    }
}

/// All of them; one a parser.
pub const TARGETS: [Target; 30] = [
    copy("newsml-g2", &["crates/wire/tests/fixtures/newsml_g2", "demo/wire/lumiere"], copy::newsml_g2),
    copy("newsml-1", &["crates/wire/tests/fixtures/newsml_1"], copy::newsml_1),
    copy("nitf", &["crates/wire/tests/fixtures/nitf", "demo/wire/pacific-wire"], copy::nitf),
    copy("ninjs", &["crates/wire/tests/fixtures/ninjs", "demo/wire/norsund"], copy::ninjs),
    copy("rss", &["crates/wire/tests/fixtures/rss", "demo/wire/harbour-authority"], copy::rss),
    copy("atom", &["crates/wire/tests/fixtures/atom", "demo/wire/weather-office"], copy::atom),
    copy("json-feed", &["crates/wire/tests/fixtures/json_feed"], copy::json_feed),
    copy("iptc7901", &["crates/wire/tests/fixtures/iptc7901"], copy::iptc7901),
    copy("anpa", &["crates/wire/tests/fixtures/anpa"], copy::anpa),
    // Whatever it is: what a watched folder does.
    copy("any", &["crates/wire/tests/fixtures/ninjs", "crates/wire/tests/fixtures/nitf"], copy::any),
    copy("html", &["crates/wire/tests/fixtures/html"], html::sanitised),
    copy("dates", &[], copy::dates),
    Target { name: "picture-facts", seeds: &[], rounds: 2000, run: picture::facts },
    Target { name: "picture-clean", seeds: &[], rounds: 2000, run: picture::clean },
    Target { name: "picture-sizes", seeds: &[], rounds: 60, run: picture::sizes },
    Target { name: "comment", seeds: &[], rounds: 1000, run: comment::tidy },
    Target { name: "timex", seeds: &["crates/wire/tests/fixtures/anpa"], rounds: 200, run: prose::times },
    Target { name: "quotes", seeds: &["crates/wire/tests/fixtures/anpa"], rounds: 200, run: prose::speech },
    copy("zczc", &["crates/wire/tests/fixtures/zczc"], copy::zczc),
    copy("appl", &["crates/wire/tests/fixtures/appl"], copy::appl),
    copy("ritzau", &["crates/wire/tests/fixtures/ritzau"], copy::ritzau),
    copy("jimi", &["crates/wire/tests/fixtures/jimi"], copy::jimi),
    copy("press-release", &["crates/wire/tests/fixtures/press_release"], copy::press_release),
    copy("afp-json", &["crates/wire/tests/fixtures/afp_json"], copy::afp_json),
    copy("dpa-json", &["crates/wire/tests/fixtures/dpa_json"], copy::dpa_json),
    copy("belga-json", &["crates/wire/tests/fixtures/belga_json"], copy::belga_json),
    copy("apple-news", &["crates/wire/tests/fixtures/apple_news"], copy::apple_news),
    copy("mail", &["crates/wire/tests/fixtures/mail"], copy::mail),
    copy("wxr", &["crates/wire/tests/fixtures/wxr"], export::wxr),
    copy("ghost", &["crates/wire/tests/fixtures/ghost"], export::ghost),
];

const fn copy(name: &'static str, seeds: &'static [&'static str], run: fn(&[u8])) -> Target {
    Target { name, seeds, rounds: 300, run }
}

/// Runs the target of this name.
///
/// # Panics
/// Where a promise is broken, and where there is no such target.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name);
    assert!(target.is_some(), "there is no target \"{name}\"");
    target.into_iter().for_each(|target| target.run(bytes));
}
