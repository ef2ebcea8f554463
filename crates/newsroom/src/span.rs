//! A span of time in the configuration: "90s", "6h", "2 days 4h", or a number of seconds.

use jiff::SignedDuration;
use serde::{Deserialize, Deserializer, de::Error};

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Seconds(u32),
    Words(String),
}

pub fn needed<'de, D: Deserializer<'de>>(from: D) -> Result<SignedDuration, D::Error> {
    read(Written::deserialize(from)?).map_err(D::Error::custom)
}

pub fn maybe<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SignedDuration>, D::Error> {
    needed(from).map(Some)
}

fn read(written: Written) -> Result<SignedDuration, String> {
    let words = match written {
        Written::Seconds(seconds) => return Ok(SignedDuration::from_secs(seconds.into())),
        Written::Words(words) => words,
    };
    let days = |words: &str| {
        words.parse::<jiff::Span>().ok()?.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok()
    };
    match words.parse::<SignedDuration>().ok().or_else(|| days(&words)) {
        Some(span) if !span.is_negative() => Ok(span),
        _ => Err(format!("\"{words}\" is no span of time. Write for example \"90s\", \"15m\" or \"6h\".")),
    }
}
