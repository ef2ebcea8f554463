//! Headers of what we send, and the reading of those that browsers send.

use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;

use crate::asked::text;

/// No script but the theme's own files, nothing from elsewhere, in nobody's frame. Frames on a page are advertisements,
/// which have policies of their own.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    font-src 'self'; media-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// Headers of every page. A copy kept elsewhere must ask before it is shown again, also when we cannot
/// be reached: a withdrawn story does not come back from somebody's cache. Asking costs a 304.
pub fn page() -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(16);
    for (name, value) in [
        (header::CACHE_CONTROL, "public, max-age=0, must-revalidate"),
        (header::VARY, "accept-encoding"),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()",
        ),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
}

/// Headers of a theme's file: its address names its content, so it never changes.
pub fn fixed(mime: &'static str) -> HeaderMap {
    let mut headers = file(mime);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers
}

/// Headers of a file that is no page. Should a browser open it by itself, nothing in it runs.
pub fn file(mime: &'static str) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(12);
    for (name, value) in [
        (header::CONTENT_TYPE, mime),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'; sandbox; \
             frame-ancestors 'none'",
        ),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Identity = 0,
    Gzip = 1,
    Brotli = 2,
}

impl Encoding {
    /// As in `Content-Encoding`.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Encoding::Identity => None,
            Encoding::Gzip => Some("gzip"),
            Encoding::Brotli => Some("br"),
        }
    }

    /// What sets the entity tags of one page's encodings apart (RFC 9110, section 8.8.3.3).
    pub fn suffix(self) -> &'static str {
        match self {
            Encoding::Identity => "",
            Encoding::Gzip => "-gz",
            Encoding::Brotli => "-br",
        }
    }
}

/// How gladly each encoding is taken, in thousandths, by [`Encoding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted([u16; 3]);

impl Accepted {
    pub fn allows(self, encoding: Encoding) -> bool {
        self.weight(encoding) > 0
    }

    pub fn weight(self, encoding: Encoding) -> u16 {
        self.0[encoding as usize]
    }
}

/// Reads `Accept-Encoding` (RFC 9110, section 12.5.3). Without one, or with nonsense, as it is.
pub fn accepted<'v>(values: impl IntoIterator<Item = &'v [u8]>) -> Accepted {
    let mut weights = [None; 3];
    let mut others = None;
    let texts = values.into_iter().filter_map(text);
    for part in texts.flat_map(|text| text.split(',')) {
        let mut fields = part.split(';').map(str::trim);
        let name = fields.next().unwrap_or_default();
        let weight = fields.find_map(|field| field.strip_prefix("q=").or_else(|| field.strip_prefix("Q=")));
        let weight = weight.map_or(1000, thousandths);
        if name.eq_ignore_ascii_case("br") {
            weights[2] = Some(weight);
        } else if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") {
            weights[1] = Some(weight);
        } else if name.eq_ignore_ascii_case("identity") {
            weights[0] = Some(weight);
        } else if name == "*" {
            others = Some(weight);
        }
    }
    let coded = |weight: Option<u16>| weight.or(others).unwrap_or(0);
    // As it is, is always possible where it is not refused; where it is not named, it comes last.
    let identity = weights[0].or(others.filter(|weight| *weight == 0)).unwrap_or(1);
    Accepted([identity, coded(weights[1]), coded(weights[2])])
}

fn thousandths(weight: &str) -> u16 {
    weight.trim().parse::<f32>().map_or(0, |weight| (weight.clamp(0.0, 1.0) * 1000.0) as u16)
}

/// Does `If-None-Match` name this content, in whatever encoding?
pub fn matches(value: &[u8], etag: &str) -> bool {
    let Some(text) = text(value) else { return false };
    text.split(',').map(str::trim).any(|tag| {
        let tag = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
        let bare = tag.strip_suffix("-gz").or_else(|| tag.strip_suffix("-br")).unwrap_or(tag);
        tag == "*" || bare == etag
    })
}

/// "Tue, 24 Nov 2026 09:00:00 GMT" (RFC 9110, section 5.6.7).
pub fn http_date(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(text: &'static str) -> [u16; 3] {
        accepted(Some(text.as_bytes())).0
    }

    #[test]
    fn what_a_browser_takes_is_read_with_its_weights() {
        assert_eq!(weights("gzip, deflate, br, zstd"), [1, 1000, 1000]);
        assert_eq!(weights("gzip;q=1.0, br;q=0.5, identity;q=0.1"), [100, 1000, 500]);
        assert_eq!(weights("br;q=0"), [1, 0, 0]);
        assert_eq!(weights("*"), [1, 1000, 1000]);
        assert_eq!(weights("*;q=0, gzip"), [0, 1000, 0]);
        assert_eq!(weights("gzip;q=nonsense"), [1, 0, 0]);
        assert_eq!(accepted(None).0, [1, 0, 0]);
        let lines = ["gzip", "br;q=0.5"].map(str::as_bytes);
        assert_eq!(accepted(lines).0, [1, 1000, 500], "a list may come in several lines");
    }

    #[test]
    fn an_entity_tag_is_known_in_every_encoding() {
        for known in ["\"abc\"", "W/\"abc\"", "\"abc-br\"", "\"x\", \"abc-gz\"", "*"] {
            assert!(matches(known.as_bytes(), "abc"), "{known}");
        }
        assert!(!matches(b"\"abcd\"", "abc"));
    }

    #[test]
    fn dates_are_written_as_http_wants_them() {
        assert_eq!(http_date("2026-11-24T09:00:00Z".parse().unwrap()), "Tue, 24 Nov 2026 09:00:00 GMT");
    }
}
