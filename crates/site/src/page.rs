//! A page as it goes out: its bytes in three encodings and the headers of each, made once.

use std::io::Write as _;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{self, HeaderMap, HeaderValue};
use http::{Response, StatusCode};
use jiff::Timestamp;
use newsroom::{StoryId, Tag};
use sha2::{Digest, Sha256};

use crate::asked::Asked;
use crate::headers::{self, Encoding};

/// Smaller than this, compression saves no packet.
const WORTH_COMPRESSING: usize = 860;

/// A rendered page, feed or file.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub raw: Bytes,
    pub gzip: Option<Bytes>,
    pub brotli: Option<Bytes>,
    /// Sixteen hexadecimal digits of the content's hash; the entity tag of each encoding begins with it.
    pub etag: String,
    /// The story that it is the page of.
    pub story: Option<StoryId>,
    /// What it depends on.
    pub tags: Vec<Tag>,
    /// The change log's head when its rendering began.
    pub seq: i64,
    /// The next instant at which the clock itself changes something on it.
    pub expires_at: Timestamp,
    heads: [HeaderMap; 3],
    /// The heads as they stand on the wire, but for the date: with the page, and without where the reader
    /// has it.
    printed: [[Bytes; 2]; 3],
}

/// What of a page a reader gets.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    encoding: Encoding,
    /// The reader has it.
    known: bool,
    head_only: bool,
}

impl Page {
    /// `made_at` becomes `Last-Modified`.
    pub fn new(
        status: u16,
        mime: &'static str,
        raw: Vec<u8>,
        tags: Vec<Tag>,
        seq: i64,
        made_at: Timestamp,
        expires_at: Timestamp,
    ) -> Page {
        let (status, common) = head_of(status, mime, made_at);
        Page { tags, seq, expires_at, ..Page::with_headers(status, raw, common) }
    }

    /// A page for one reader, in the encoding that this reader asks for alone.
    pub fn once(
        status: u16,
        mime: &'static str,
        raw: Vec<u8>,
        made_at: Timestamp,
        asked: &HeaderMap,
    ) -> Page {
        let (status, common) = head_of(status, mime, made_at);
        let wanted = headers::accepted(asked.all("accept-encoding"));
        let worth = raw.len() >= WORTH_COMPRESSING;
        let best = [Encoding::Gzip, Encoding::Brotli].into_iter().max_by_key(|e| wanted.weight(*e));
        let best = best.filter(|e| worth && wanted.allows(*e));
        let gzip = (best == Some(Encoding::Gzip)).then(|| gzip(&raw));
        let brotli = (best == Some(Encoding::Brotli)).then(|| brotli(&raw));
        Page::of(status, raw, gzip, brotli, common)
    }

    /// A file that depends on no story.
    pub fn file(raw: Vec<u8>, compress: bool, common: HeaderMap) -> Page {
        if compress {
            Page::with_headers(StatusCode::OK, raw, common)
        } else {
            Page::of(StatusCode::OK, raw, None, None, common)
        }
    }

    fn with_headers(status: StatusCode, raw: Vec<u8>, common: HeaderMap) -> Page {
        let worth = raw.len() >= WORTH_COMPRESSING;
        let gzip = worth.then(|| gzip(&raw)).filter(|small| small.len() < raw.len());
        let brotli = worth.then(|| brotli(&raw)).filter(|small| small.len() < raw.len());
        Page::of(status, raw, gzip, brotli, common)
    }

    fn of(
        status: StatusCode,
        raw: Vec<u8>,
        gzip: Option<Vec<u8>>,
        brotli: Option<Vec<u8>>,
        common: HeaderMap,
    ) -> Page {
        let etag: String = Sha256::digest(&raw)[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let head = |encoding: Encoding, length: Option<usize>| {
            let mut head = common.clone();
            head.insert(header::CONTENT_LENGTH, HeaderValue::from(length.unwrap_or(raw.len())));
            if let (Some(name), Some(_)) = (encoding.name(), length) {
                head.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            }
            if let Ok(tag) = HeaderValue::from_str(&format!("\"{etag}{}\"", encoding.suffix())) {
                head.insert(header::ETAG, tag);
            }
            head
        };
        let heads = [
            head(Encoding::Identity, None),
            head(Encoding::Gzip, gzip.as_ref().map(Vec::len)),
            head(Encoding::Brotli, brotli.as_ref().map(Vec::len)),
        ];
        let mut page = Page {
            status,
            raw: raw.into(),
            gzip: gzip.map(Bytes::from),
            brotli: brotli.map(Bytes::from),
            etag,
            story: None,
            tags: Vec::new(),
            seq: 0,
            expires_at: Timestamp::MAX,
            heads,
            printed: Default::default(),
        };
        page.printed = [Encoding::Identity, Encoding::Gzip, Encoding::Brotli].map(|encoding| {
            [false, true].map(|known| print(&page.answer_as(Choice { encoding, known, head_only: true })))
        });
        page
    }

    /// What it weighs in the cache.
    pub fn bytes(&self) -> usize {
        let encoded = [&self.gzip, &self.brotli].into_iter().flatten().map(Bytes::len).sum::<usize>();
        let printed = self.printed.iter().flatten().map(Bytes::len).sum::<usize>();
        // The headers of three encodings and the entries of the indexes.
        self.raw.len() + encoded + printed + 4096
    }

    /// What of it goes to a reader whose request has these headers.
    pub fn choose(&self, head_only: bool, asked: &(impl Asked + ?Sized)) -> Choice {
        let wanted = headers::accepted(asked.all("accept-encoding"));
        // Of two that are liked alike the last is sent, which is the smaller.
        let encoding = [(Encoding::Gzip, &self.gzip), (Encoding::Brotli, &self.brotli)]
            .into_iter()
            .filter_map(|(encoding, body)| body.as_ref().map(|_| encoding))
            .filter(|encoding| wanted.allows(*encoding))
            .max_by_key(|encoding| wanted.weight(*encoding))
            .filter(|encoding| wanted.weight(*encoding) >= wanted.weight(Encoding::Identity))
            .unwrap_or(Encoding::Identity);
        let known = self.status == StatusCode::OK
            && asked.all("if-none-match").any(|value| headers::matches(value, &self.etag));
        Choice { encoding, known, head_only }
    }

    /// The head as it stands on the wire, all but the date.
    pub fn printed(&self, choice: Choice) -> &[u8] {
        &self.printed[choice.encoding as usize][usize::from(choice.known)]
    }

    /// The body; none for HEAD and 304.
    pub fn body(&self, choice: Choice) -> Option<&Bytes> {
        let body = match choice.encoding {
            Encoding::Identity => Some(&self.raw),
            Encoding::Gzip => self.gzip.as_ref(),
            Encoding::Brotli => self.brotli.as_ref(),
        };
        body.filter(|_| !choice.head_only && !choice.known)
    }

    /// The answer to a request with these headers.
    pub fn answer(&self, head_only: bool, asked: &HeaderMap) -> Response<Bytes> {
        self.answer_as(self.choose(head_only, asked))
    }

    fn answer_as(&self, choice: Choice) -> Response<Bytes> {
        let mut response = Response::new(self.body(choice).cloned().unwrap_or_default());
        *response.status_mut() = self.status;
        *response.headers_mut() = self.heads[choice.encoding as usize].clone();
        if choice.known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(header::CONTENT_LENGTH);
            response.headers_mut().remove(header::CONTENT_ENCODING);
        }
        response
    }
}

/// A head as hyper prints it, all but the date, which comes last.
fn print(response: &Response<Bytes>) -> Bytes {
    let reason = response.status().canonical_reason().unwrap_or_default();
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", response.status().as_str()).into_bytes();
    for (name, value) in response.headers() {
        for part in [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
            head.extend_from_slice(part);
        }
    }
    head.into()
}

fn head_of(status: u16, mime: &'static str, made_at: Timestamp) -> (StatusCode, HeaderMap) {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut common = headers::page();
    common.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    // Errors are not to be kept by anybody.
    if status.is_client_error() && status != StatusCode::GONE || status.is_server_error() {
        common.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    } else if let Ok(date) = HeaderValue::from_str(&headers::http_date(made_at)) {
        common.insert(header::LAST_MODIFIED, date);
    }
    (status, common)
}

fn gzip(raw: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(raw.len() / 3), Compression::new(6));
    // Writing into memory cannot fail; should it, an empty result is not used.
    encoder.write_all(raw).and_then(|()| encoder.finish()).unwrap_or_else(|_| raw.to_vec())
}

fn brotli(raw: &[u8]) -> Vec<u8> {
    let mut small = Vec::with_capacity(raw.len() / 3);
    let params = brotli::enc::BrotliEncoderParams {
        quality: 5,
        lgwin: 20,
        size_hint: raw.len(),
        ..Default::default()
    };
    match brotli::BrotliCompress(&mut &raw[..], &mut small, &params) {
        Ok(_) => small,
        Err(_) => raw.to_vec(),
    }
}
