//! A message taken apart: its fields, its parts, and what encodes them (RFC 2045 to 2047, 3676).

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::text;

/// No real message has as many parts or fields, or parts so deep; a hostile one must not take long.
pub(super) const MOST_PARTS: usize = 200;
const MOST_FIELDS: usize = 1000;
const LONGEST_FIELD: usize = 64 << 10;
const DEEPEST: usize = 8;

/// Takes what is there, with padding or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

pub(super) struct Part<'b> {
    /// Names in lower case, values unfolded.
    fields: Vec<(String, String)>,
    body: &'b [u8],
    parts: Vec<Part<'b>>,
}

impl<'b> Part<'b> {
    /// The message, and whether all of its parts were read.
    pub fn read(bytes: &'b [u8]) -> (Part<'b>, bool) {
        let start = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(bytes.len());
        let mut count = 0;
        let message = Self::at_depth(&bytes[start..], 0, &mut count);
        (message, count <= MOST_PARTS)
    }

    fn at_depth(bytes: &'b [u8], depth: usize, count: &mut usize) -> Part<'b> {
        let (fields, body) = fields(bytes);
        let mut part = Part { fields, body, parts: Vec::new() };
        *count += 1;
        let boundary = if part.mime().starts_with("multipart/") {
            part.parameter("content-type", "boundary")
        } else {
            None
        };
        if let Some(boundary) = boundary.filter(|boundary| depth < DEEPEST && !boundary.is_empty()) {
            for inner in between(body, &boundary) {
                if *count < MOST_PARTS {
                    part.parts.push(Self::at_depth(inner, depth + 1, count));
                } else {
                    *count = MOST_PARTS + 1;
                    break;
                }
            }
        }
        part
    }

    /// The parts that have no parts.
    pub fn leaves<'p>(&'p self, found: &mut Vec<&'p Part<'b>>) {
        if self.parts.is_empty() {
            found.push(self);
        }
        self.parts.iter().for_each(|part| part.leaves(found));
    }

    /// A field's words, with encoded words decoded.
    pub fn field(&self, name: &str) -> Option<String> {
        let (_, value) = self.fields.iter().find(|(known, _)| known == name)?;
        Some(encoded_words(value.trim())).filter(|value| !value.is_empty())
    }

    /// In lower case; plain text where nothing is said.
    pub fn mime(&self) -> &str {
        let (_, value) = self.fields.iter().find(|(known, _)| known == "content-type").unwrap_or(&EMPTY);
        let mime = value.split(';').next().unwrap_or_default().trim();
        if mime.is_empty() { "text/plain" } else { mime }
    }

    pub fn is_html(&self) -> bool {
        self.mime().eq_ignore_ascii_case("text/html")
    }

    pub fn is_text(&self) -> bool {
        self.is_html() || self.mime().eq_ignore_ascii_case("text/plain")
    }

    /// A file, and no part of what is shown.
    pub fn is_attached(&self) -> bool {
        let disposition = self.field("content-disposition").unwrap_or_default().to_ascii_lowercase();
        let whole = self.mime().to_ascii_lowercase();
        disposition.starts_with("attachment")
            || self.name().is_some()
            || !(self.is_text() || whole.starts_with("multipart/"))
    }

    pub fn name(&self) -> Option<String> {
        let name = self
            .parameter("content-disposition", "filename")
            .or_else(|| self.parameter("content-type", "name"));
        name.map(|name| encoded_words(&name))
    }

    /// The bytes that the transfer encoding packed.
    pub fn bytes(&self) -> Cow<'b, [u8]> {
        match self.field("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "base64" => Cow::Owned(unpacked(self.body)),
            "quoted-printable" => Cow::Owned(unquoted(self.body, false)),
            _ => Cow::Borrowed(self.body),
        }
    }

    /// The text, with its lines as the writer set them.
    pub fn text(&self) -> String {
        let bytes = self.bytes();
        let charset = self.parameter("content-type", "charset").unwrap_or_default();
        let (text, _) = text::decode(&bytes, Some(&format!("{}; charset=\"{charset}\"", self.mime())));
        let text = text.replace("\r\n", "\n");
        let is = |name: &str, value: &str| {
            self.parameter("content-type", name).is_some_and(|said| said.eq_ignore_ascii_case(value))
        };
        if is("format", "flowed") { flowed(&text, is("delsp", "yes")) } else { text }
    }

    /// A parameter of a field: `charset` of `text/plain; charset="utf-8"`.
    fn parameter(&self, field: &str, name: &str) -> Option<String> {
        let (_, value) = self.fields.iter().find(|(known, _)| known == field)?;
        let mut rest = value.split_once(';')?.1;
        loop {
            let (known, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let (value, next) = match after.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => {
                    let end = after.find(';').unwrap_or(after.len());
                    (after[..end].trim(), &after[end..])
                }
            };
            if known.trim().eq_ignore_ascii_case(name) {
                return Some(value.to_owned()).filter(|value| !value.is_empty());
            }
            rest = next.split_once(';')?.1;
        }
    }
}

static EMPTY: (String, String) = (String::new(), String::new());

/// The fields up to the first empty line, and what stands behind it.
fn fields(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    loop {
        let end = rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |at| at + 1);
        let (line, next) = rest.split_at(end);
        let written = decoded(line.trim_ascii_end(), None);
        if written.is_empty() {
            return (fields, next);
        }
        match fields.last_mut() {
            Some((_, value)) if line.starts_with(b" ") || line.starts_with(b"\t") => {
                if value.len() + written.len() < LONGEST_FIELD {
                    value.push(' ');
                    value.push_str(written.trim_start());
                }
            }
            _ => match written.split_once(':') {
                Some((name, value)) if fields.len() < MOST_FIELDS && written.len() < LONGEST_FIELD => {
                    fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
                // No field: the text begins without an empty line before it.
                None => return (fields, rest),
                Some(_) => {}
            },
        }
        rest = next;
    }
}

/// What stands between the boundary's lines.
fn between<'b>(body: &'b [u8], boundary: &str) -> Vec<&'b [u8]> {
    let mark = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in body.split_inclusive(|b| *b == b'\n') {
        let next = at + line.len();
        if let Some(rest) = line.strip_prefix(mark.as_bytes()) {
            if let Some(start) = start {
                parts.push(&body[start..at]);
            }
            start = Some(next);
            if rest.starts_with(b"--") {
                return parts;
            }
        }
        at = next;
    }
    // The last boundary is missing where a message was cut off.
    parts.extend(start.filter(|start| *start < body.len()).map(|start| &body[start..]));
    parts
}

/// `=?utf-8?Q?Port=20Ellery?=` and `=?utf-8?B?…?=`; the space between two of them is none.
fn encoded_words(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    let mut after_word = false;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        if !(after_word && before.trim().is_empty()) {
            out.push_str(before);
        }
        match encoded_word(from) {
            Some((word, length)) => {
                out.push_str(&word);
                rest = &from[length..];
                after_word = true;
            }
            None => {
                out.push_str("=?");
                rest = &from[2..];
                after_word = false;
            }
        }
    }
    out.push_str(rest);
    out
}

fn encoded_word(text: &str) -> Option<(String, usize)> {
    let mut parts = text.strip_prefix("=?")?.splitn(3, '?');
    let (charset, encoding, rest) = (parts.next()?, parts.next()?, parts.next()?);
    if !matches!(encoding, "B" | "b" | "Q" | "q") {
        return None;
    }
    // RFC 2047 allows 75 characters; some write more.
    let end = rest
        .as_bytes()
        .iter()
        .take(2000)
        .zip(rest.as_bytes().iter().skip(1))
        .position(|pair| pair == (&b'?', &b'='))?;
    let packed = &rest.as_bytes()[..end];
    let bytes = if encoding.eq_ignore_ascii_case("b") { unpacked(packed) } else { unquoted(packed, true) };
    let length = 2 + charset.len() + 1 + encoding.len() + 1 + end + 2;
    // "iso-8859-1*en" names a language too.
    Some((decoded(&bytes, charset.split('*').next()), length))
}

fn unpacked(packed: &[u8]) -> Vec<u8> {
    let kept: Vec<u8> = packed
        .iter()
        .copied()
        .filter(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='))
        .collect();
    // A length that is no whole number of bytes was cut off.
    let whole = if kept.len() % 4 == 1 { &kept[..kept.len() - 1] } else { &kept[..] };
    BASE64.decode(whole).unwrap_or_default()
}

/// Quoted-printable; in a field an underscore is a space.
fn unquoted(quoted: &[u8], in_field: bool) -> Vec<u8> {
    let hex = |b: u8| (b as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(quoted.len());
    let mut at = 0;
    while let Some(&byte) = quoted.get(at) {
        at += 1;
        match byte {
            b'_' if in_field => out.push(b' '),
            b'=' => match (quoted.get(at).copied(), quoted.get(at + 1).copied()) {
                // A line that is broken only for the transfer.
                (Some(b'\r'), Some(b'\n')) => at += 2,
                (Some(b'\n'), _) => at += 1,
                (Some(a), Some(b)) => match (hex(a), hex(b)) {
                    (Some(a), Some(b)) => {
                        out.push(a * 16 + b);
                        at += 2;
                    }
                    _ => out.push(b'='),
                },
                _ => {}
            },
            _ => out.push(byte),
        }
    }
    out
}

/// RFC 3676: a line that ends in a space goes on in the next.
fn flowed(text: &str, without_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        let goes_on = line.ends_with(' ') && line != "-- " && lines.peek().is_some();
        match (goes_on, without_space) {
            (true, true) => out.push_str(&line[..line.len() - 1]),
            (true, false) => out.push_str(line),
            (false, _) => {
                out.push_str(line);
                if lines.peek().is_some() {
                    out.push('\n');
                }
            }
        }
    }
    out
}

fn decoded(bytes: &[u8], charset: Option<&str>) -> String {
    let named = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    // The bytes have the last word, here too.
    let is_utf8 = std::str::from_utf8(bytes).is_ok() && !bytes.is_ascii();
    let encoding = if is_utf8 { UTF_8 } else { named.unwrap_or(WINDOWS_1252) };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_decoded_and_the_space_between_them_goes() {
        let cases = [
            ("=?utf-8?Q?F=C3=A4hre_in?= =?utf-8?B?IEVsbGVyeQ==?=", "Fähre in Ellery"),
            ("=?iso-8859-1?q?caf=E9?= opens", "café opens"),
            ("5 =? 5 and =?x", "5 =? 5 and =?x"),
            ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
            ("=?windows-1252?Q?caf=C3=A9?=", "café"),
            ("plain", "plain"),
        ];
        for (written, words) in cases {
            assert_eq!(encoded_words(written), words, "{written}");
        }
    }

    #[test]
    fn transfer_encodings_are_undone_as_far_as_they_go() {
        assert_eq!(unquoted(b"a=\r\nb=3D=C3=\nc =zz=", false), b"ab=\xC3c =zz");
        assert_eq!(unpacked(b"Zm9n\r\nIQ"), b"fog!");
        assert_eq!(unpacked(b"Zm9nI"), b"fog");
        assert_eq!(flowed("one \ntwo\n\n-- \nAda", false), "one two\n\n-- \nAda");
        assert_eq!(flowed("Kra \nftwerk", true), "Kraftwerk");
    }

    #[test]
    fn parts_are_found_between_their_boundaries() {
        let message = b"Content-Type: multipart/mixed;\r\n boundary=\"x y\"\r\n\r\npreface\r\n--x y\r\n\r\nfirst\r\n--x y\r\n\
                        Content-Type: text/html\r\n\r\n<p>second\r\n--x y--\r\nepilogue";
        let (whole, _) = Part::read(message);
        let mut parts = Vec::new();
        whole.leaves(&mut parts);
        let texts: Vec<_> = parts.iter().map(|part| (part.mime(), part.text())).collect();
        assert_eq!(texts, [("text/plain", "first\n".to_owned()), ("text/html", "<p>second\n".to_owned())]);
    }
}
