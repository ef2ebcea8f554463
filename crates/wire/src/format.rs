//! The formats, and the only `match` over them.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::{Parsed, Problem};
use crate::{
    afp_json, anpa, appl, apple_news, atom, belga_json, bounds, dpa_json, iptc7901, jimi, json_feed, mail,
    newsml_1, newsml_g2, ninjs, nitf, press_release, ritzau, rss, said, zczc,
};

/// A format that `wire` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    #[serde(rename = "newsml-g2")]
    NewsmlG2,
    #[serde(rename = "newsml-1")]
    Newsml1,
    #[serde(rename = "nitf")]
    Nitf,
    #[serde(rename = "ninjs")]
    Ninjs,
    #[serde(rename = "rss")]
    Rss,
    #[serde(rename = "atom")]
    Atom,
    #[serde(rename = "json-feed")]
    JsonFeed,
    #[serde(rename = "iptc7901")]
    Iptc7901,
    #[serde(rename = "anpa")]
    Anpa,
    #[serde(rename = "zczc")]
    Zczc,
    #[serde(rename = "appl")]
    Appl,
    #[serde(rename = "ritzau")]
    Ritzau,
    #[serde(rename = "jimi")]
    Jimi,
    #[serde(rename = "press-release")]
    PressRelease,
    #[serde(rename = "afp-json")]
    AfpJson,
    #[serde(rename = "dpa-json")]
    DpaJson,
    #[serde(rename = "belga-json")]
    BelgaJson,
    #[serde(rename = "apple-news")]
    AppleNews,
    #[serde(rename = "mail")]
    Mail,
}

/// What is known about the bytes from outside them. The bytes win where they say something else.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// Skip sniffing and read as this format.
    pub format: Option<Format>,
    pub file_name: Option<String>,
    /// From HTTP `Content-Type`, with its charset.
    pub content_type: Option<String>,
    /// The address it was fetched from: relative links are resolved against it.
    pub base_url: Option<String>,
    /// The zone of times that name none (a source's setting); UTC where this is empty too.
    pub zone: Option<TimeZone>,
    pub language: Option<String>,
}

impl Format {
    pub const ALL: [Format; 19] = [
        Format::NewsmlG2,
        Format::Newsml1,
        Format::Nitf,
        Format::Ninjs,
        Format::Rss,
        Format::Atom,
        Format::JsonFeed,
        Format::Iptc7901,
        Format::Anpa,
        Format::Zczc,
        Format::Appl,
        Format::Ritzau,
        Format::Jimi,
        Format::PressRelease,
        Format::AfpJson,
        Format::DpaJson,
        Format::BelgaJson,
        Format::AppleNews,
        Format::Mail,
    ];

    /// The name used in the configuration, on the command line and in `parse` output.
    pub fn name(self) -> &'static str {
        match self {
            Format::NewsmlG2 => "newsml-g2",
            Format::Newsml1 => "newsml-1",
            Format::Nitf => "nitf",
            Format::Ninjs => "ninjs",
            Format::Rss => "rss",
            Format::Atom => "atom",
            Format::JsonFeed => "json-feed",
            Format::Iptc7901 => "iptc7901",
            Format::Anpa => "anpa",
            Format::Zczc => "zczc",
            Format::Appl => "appl",
            Format::Ritzau => "ritzau",
            Format::Jimi => "jimi",
            Format::PressRelease => "press-release",
            Format::AfpJson => "afp-json",
            Format::DpaJson => "dpa-json",
            Format::BelgaJson => "belga-json",
            Format::AppleNews => "apple-news",
            Format::Mail => "mail",
        }
    }

    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|f| f.name() == name)
    }
}

/// Nobody reads more; a hostile file must not fill the desk with them.
const MOST_PROBLEMS: usize = 500;

/// Reads one delivery. Never fails: what cannot be read becomes a [`Problem`].
pub fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let said = || hints.content_type.as_deref().is_some_and(is_mail).then_some(Format::Mail);
    let Some(format) = hints.format.or_else(said).or_else(|| crate::sniff::sniff(bytes)) else {
        return Parsed { format: None, items: Vec::new(), problems: vec![crate::sniff::unrecognised(bytes)] };
    };
    let mut parsed = match format {
        Format::NewsmlG2 => newsml_g2::parse(bytes, hints),
        Format::Newsml1 => newsml_1::parse(bytes, hints),
        Format::Nitf => nitf::parse(bytes, hints),
        Format::Ninjs => ninjs::parse(bytes, hints),
        Format::Rss => rss::parse(bytes, hints),
        Format::Atom => atom::parse(bytes, hints),
        Format::JsonFeed => json_feed::parse(bytes, hints),
        Format::Iptc7901 => iptc7901::parse(bytes, hints),
        Format::Anpa => anpa::parse(bytes, hints),
        Format::Zczc => zczc::parse(bytes, hints),
        Format::Appl => appl::parse(bytes, hints),
        Format::Ritzau => ritzau::parse(bytes, hints),
        Format::Jimi => jimi::parse(bytes, hints),
        Format::PressRelease => press_release::parse(bytes, hints),
        Format::AfpJson => afp_json::parse(bytes, hints),
        Format::DpaJson => dpa_json::parse(bytes, hints),
        Format::BelgaJson => belga_json::parse(bytes, hints),
        Format::AppleNews => apple_news::parse(bytes, hints),
        Format::Mail => mail::parse(bytes, hints),
    };
    parsed.format = Some(format);
    for item in &mut parsed.items {
        bounds::hold(item, &mut parsed.problems);
        said::apply(item, hints, &mut parsed.problems);
    }
    if parsed.problems.len() > MOST_PROBLEMS {
        let more = parsed.problems.len() - MOST_PROBLEMS;
        parsed.problems.truncate(MOST_PROBLEMS);
        parsed.problems.push(Problem::warning(format!("There are {more} problems more in this file.")));
    }
    if parsed.items.is_empty() && parsed.problems.is_empty() {
        parsed.problems.push(Problem::note(format!("The {} file has no items.", format.name())));
    }
    parsed
}
/// Of mail alone its type says more than its first bytes: it may begin with any field.
fn is_mail(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("message/rfc822")
}
