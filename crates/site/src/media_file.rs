//! A picture, film or sound: to be had while a story that readers may see has it, whole or in part.

use std::ops::Range;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use store::blobs::{self, Source};
use store::media;

use crate::asked::Asked;
use crate::respond::Body;
use crate::{Site, headers};

/// The answer; `None` where there is no such file for readers.
pub async fn answer(
    site: &Site,
    sha256: &str,
    head_only: bool,
    asked: &HeaderMap,
) -> Result<Option<Response<Body>>, store::Error> {
    let Some(file) = media::public(site.store.db(), sha256).await? else { return Ok(None) };
    let mut head = headers::file("application/octet-stream");
    if let Ok(mime) = HeaderValue::from_str(&file.mime) {
        head.insert(header::CONTENT_TYPE, mime);
    }
    // A picture can be withdrawn like a story, so a copy is asked about again after a while.
    head.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    head.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{sha256}\"")) {
        head.insert(header::ETAG, tag);
    }
    if asked.all("if-none-match").any(|value| headers::matches(value, sha256)) {
        return Ok(Some(with(StatusCode::NOT_MODIFIED, head, Body::Whole(Bytes::new()))));
    }

    let source = blobs::open(&site.store, sha256).await?;
    let length = source.length;
    // Parts are of what GET sends (RFC 9110, section 14.2).
    let wanted = if head_only { Wanted::Whole } else { wanted(asked, sha256, length) };
    let (status, part) = match wanted {
        Wanted::Whole => (StatusCode::OK, 0..length),
        Wanted::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Wanted::Nothing => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    };
    let says = match status {
        StatusCode::PARTIAL_CONTENT => Some(format!("bytes {}-{}/{length}", part.start, part.end - 1)),
        StatusCode::RANGE_NOT_SATISFIABLE => Some(format!("bytes */{length}")),
        _ => None,
    };
    if let Some(says) = says.and_then(|says| HeaderValue::from_str(&says).ok()) {
        head.insert(header::CONTENT_RANGE, says);
    }
    head.insert(header::CONTENT_LENGTH, HeaderValue::from(part.end - part.start));
    let body = if head_only { Body::Whole(Bytes::new()) } else { body(source, part).await? };
    Ok(Some(with(status, head, body)))
}

fn with(status: StatusCode, head: HeaderMap, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = head;
    response
}

/// What of a file a request asks for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part(Range<u64>),
    /// A part that the file does not have.
    Nothing,
}

/// Reads `Range` (RFC 9110, section 14.2). Several parts at once, units other than bytes and nonsense are
/// passed over, and so is a part of another file than this (`If-Range`).
fn wanted(asked: &HeaderMap, sha256: &str, length: u64) -> Wanted {
    let text = |name| asked.get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_RANGE).is_some_and(|tag| tag.trim_matches('"') != sha256) {
        return Wanted::Whole;
    }
    let range = text(header::RANGE).and_then(|range| range.trim().strip_prefix("bytes="));
    let Some((first, last)) = range.and_then(|range| range.split_once('-')) else { return Wanted::Whole };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let part = match (first.trim(), last.trim()) {
        ("", last) => number(last).map(|most| length.saturating_sub(most)..length),
        (first, "") => number(first).map(|first| first..length),
        (first, last) => number(first)
            .zip(number(last))
            .filter(|(first, last)| first <= last)
            .map(|(first, last)| first..last.saturating_add(1).min(length)),
    };
    match part {
        None => Wanted::Whole,
        Some(part) if part.start >= part.end => Wanted::Nothing,
        Some(part) => Wanted::Part(part),
    }
}

async fn body(source: Source, part: Range<u64>) -> Result<Body, store::Error> {
    Ok(match source.whole() {
        // What is whole in memory is at most 64 KiB, and `part` was made within its length.
        Some(bytes) => Body::Whole(bytes.slice(part.start as usize..part.end as usize)),
        None => Body::Routed(axum::body::Body::from_stream(source.read(part).await?)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(range: &'static str) -> Wanted {
        let mut asked = HeaderMap::new();
        asked.insert(header::RANGE, HeaderValue::from_static(range));
        wanted(&asked, "abc", 1000)
    }

    #[test]
    fn a_part_is_read_as_browsers_and_players_write_it() {
        assert_eq!(ask("bytes=0-99"), Wanted::Part(0..100));
        assert_eq!(ask("bytes=900-"), Wanted::Part(900..1000));
        assert_eq!(ask("bytes=-1"), Wanted::Part(999..1000));
        assert_eq!(ask("bytes=-5000"), Wanted::Part(0..1000));
        assert_eq!(ask("bytes=990-5000"), Wanted::Part(990..1000));
        assert_eq!(ask("bytes=1000-"), Wanted::Nothing);
        assert_eq!(ask("bytes=-0"), Wanted::Nothing);
        for whole in ["bytes=9-1", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes=", "bytes=-"] {
            assert_eq!(ask(whole), Wanted::Whole, "{whole}");
        }
    }

    #[test]
    fn a_part_of_another_file_is_not_mixed_into_this_one() {
        let mut asked = HeaderMap::new();
        asked.insert(header::RANGE, HeaderValue::from_static("bytes=0-9"));
        asked.insert(header::IF_RANGE, HeaderValue::from_static("\"other\""));
        assert_eq!(wanted(&asked, "abc", 1000), Wanted::Whole);
        asked.insert(header::IF_RANGE, HeaderValue::from_static("\"abc\""));
        assert_eq!(wanted(&asked, "abc", 1000), Wanted::Part(0..10));
    }
}
