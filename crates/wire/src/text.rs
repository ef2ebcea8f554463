//! From bytes to text: which encoding were they really written in?
//!
//! Agencies' declarations are often wrong, so the bytes have the last word. Every guess that overrides
//! a declaration, and every byte that had to be repaired or dropped, is said in a [`Problem`].

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Problem;

/// How far into the file a declaration is looked for.
const DECLARATION_WINDOW: usize = 1024;

/// Decodes a delivery. `content_type` is the HTTP header, of which only `charset` counts.
///
/// Order of trust: byte order mark, the pattern of zero bytes (UTF-16 and UTF-32), valid UTF-8, the
/// XML declaration, the HTTP header; what is left is repaired byte by byte as Windows-1252.
/// The text never contains a NUL or another control character than tab and line ends.
pub(crate) fn decode<'b>(bytes: &'b [u8], content_type: Option<&str>) -> (Cow<'b, str>, Vec<Problem>) {
    let mut problems = Vec::new();
    let text = decode_raw(bytes, content_type, &mut problems);
    (without_controls(text, &mut problems), problems)
}

fn decode_raw<'b>(bytes: &'b [u8], content_type: Option<&str>, problems: &mut Vec<Problem>) -> Cow<'b, str> {
    if let Some(wide) = Wide::of(bytes) {
        return wide.decode(bytes, problems);
    }
    if bytes.starts_with(&[0x4C, 0x6F, 0xA7, 0x94]) {
        problems.push(
            Problem::error("The file is written in EBCDIC, a mainframe encoding that cannot be read.")
                .remedy("Ask the agency for UTF-8."),
        );
    }
    let bytes = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => rest,
        // A UTF-16 mark that `Wide::of` did not believe.
        [0xFE, 0xFF, rest @ ..] | [0xFF, 0xFE, rest @ ..] => {
            problems.push(Problem::warning(
                "The file begins with a UTF-16 mark, but its text is not UTF-16; the mark was ignored.",
            ));
            rest
        }
        all => all,
    };

    let declared = Declared::find(bytes, content_type);
    let (text, is_cut) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, false),
        // A character cut off by the end of the file: the rest is still UTF-8.
        Err(e) if e.error_len().is_none() && !bytes[..e.valid_up_to()].is_ascii() => {
            (std::str::from_utf8(&bytes[..e.valid_up_to()]).unwrap_or_default(), true)
        }
        Err(_) => return decode_legacy(bytes, &declared, problems),
    };
    if declared.is_stateful() {
        return decode_legacy(bytes, &declared, problems);
    }
    // Seven-bit text reads the same in every other encoding.
    if let Some(encoding) = declared.encoding
        && encoding != UTF_8
        && !text.is_ascii()
    {
        problems.push(Problem::note(format!(
            "The file is declared as {}, but its bytes are UTF-8; it was read as UTF-8.",
            declared.label
        )));
    }
    if is_cut {
        problems.push(Problem::warning("The file ends in the middle of a character."));
    }
    Cow::Borrowed(text)
}

/// What the file, or the server that sent it, says about its encoding.
struct Declared {
    label: String,
    encoding: Option<&'static Encoding>,
}

impl Declared {
    fn find(bytes: &[u8], content_type: Option<&str>) -> Declared {
        let head = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
        let label = xml_declaration_label(head)
            .or_else(|| content_type.and_then(charset_label).map(str::to_owned))
            .unwrap_or_default();
        // A declaration that could be read as ASCII is not UTF-16, whatever it says.
        let encoding = Encoding::for_label(label.as_bytes()).filter(|e| *e != UTF_16LE && *e != UTF_16BE);
        Declared { label, encoding }
    }

    /// ISO-2022-JP changes its meaning by escape sequences, so seven-bit bytes are not ASCII in it.
    fn is_stateful(&self) -> bool {
        self.encoding == Some(encoding_rs::ISO_2022_JP)
    }
}

/// The label in `<?xml … encoding="label"?>`, which may stand after some junk.
fn xml_declaration_label(head: &[u8]) -> Option<String> {
    let opens = |at: &usize| head[*at..].starts_with(b"<?xml");
    let start = (0..head.len()).filter(|at| head[*at] == b'<').find(opens)?;
    let end = start + find(&head[start..], b"?>")?;
    let declaration = &head[start..end];
    let after = declaration[find(declaration, b"encoding")? + "encoding".len()..].trim_ascii_start();
    let value = after.strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first().filter(|q| matches!(q, b'"' | b'\''))?;
    let label = value[1..].split(|b| *b == quote).next()?;
    Some(String::from_utf8_lossy(label).trim().to_owned())
}

/// The label in `text/xml; charset="label"`.
fn charset_label(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']))
    })
}

/// Bytes that are not UTF-8: the declared encoding if they fit it, else a repair.
fn decode_legacy<'b>(bytes: &'b [u8], declared: &Declared, problems: &mut Vec<Problem>) -> Cow<'b, str> {
    if let Some(encoding) = declared.encoding.filter(|e| *e != UTF_8) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        if broken {
            problems.push(
                Problem::warning(format!(
                    "The file is declared as {}, but some of its bytes are not; they show as \u{FFFD}.",
                    declared.label
                ))
                .remedy("Ask the agency for UTF-8."),
            );
        }
        let is_latin1 = encoding == WINDOWS_1252 && !declared.label.to_ascii_lowercase().contains("1252");
        if is_latin1 && let Some(c1) = bytes.iter().find(|b| (0x80..0xA0).contains(*b)) {
            problems.push(Problem::note(format!(
                "The file is declared as {}, but has bytes such as 0x{c1:02X} that only Windows-1252 \
                 has; it was read as Windows-1252.",
                declared.label
            )));
        }
        return text;
    }
    problems.push(
        Problem::warning(match declared.label.as_str() {
            "" => "The file is not UTF-8 and names no encoding; the bytes that are not UTF-8 were read \
                   as Windows-1252."
                .to_owned(),
            label if Encoding::for_label(label.as_bytes()).is_none() => format!(
                "The file is declared as {label}, an encoding that cannot be read; the bytes that are not UTF-8 \
                 were read as Windows-1252."
            ),
            label => format!(
                "The file is declared as {label}, but it is not; the bytes that are not UTF-8 were \
                 read as Windows-1252."
            ),
        })
        .remedy("Ask the agency to declare the encoding that it writes."),
    );
    repaired(bytes)
}

/// Keeps what is UTF-8 and reads each other byte as Windows-1252, so that one bad byte in a UTF-8 file
/// spoils nothing, and a Windows-1252 file comes out whole.
fn repaired(bytes: &[u8]) -> Cow<'_, str> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    Cow::Owned(text)
}

/// Encodings of two or four bytes a character.
#[derive(Clone, Copy)]
enum Wide {
    Utf16(&'static Encoding),
    Utf32 { big_endian: bool },
}

impl Wide {
    /// Believes a byte order mark only when zero bytes, or their absence, do not belie it.
    fn of(bytes: &[u8]) -> Option<Wide> {
        match bytes {
            [0xFF, 0xFE, 0, 0, ..] | [b'<', 0, 0, 0, ..] => return Some(Wide::Utf32 { big_endian: false }),
            [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, b'<', ..] => return Some(Wide::Utf32 { big_endian: true }),
            _ => {}
        }
        let window = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
        let marked = matches!(window, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
        let (mut even_zeros, mut odd_zeros) = (0, 0);
        for pair in window.chunks_exact(2) {
            even_zeros += usize::from(pair[0] == 0);
            odd_zeros += usize::from(pair[1] == 0);
        }
        let pairs = window.len() / 2;
        if marked {
            // Markup is ASCII, so real UTF-16 of any script has zeros; a text of none has no markup.
            let believable = even_zeros + odd_zeros > 0 || std::str::from_utf8(&window[2..]).is_err();
            return believable.then_some(Wide::Utf16(if window[0] == 0xFF { UTF_16LE } else { UTF_16BE }));
        }
        // Without a mark: at least four in ten characters are ASCII, and on one side only.
        let enough =
            |zeros: usize, others: usize| pairs >= 2 && zeros * 10 >= pairs * 4 && others * 4 < zeros;
        if enough(odd_zeros, even_zeros) {
            Some(Wide::Utf16(UTF_16LE))
        } else if enough(even_zeros, odd_zeros) {
            Some(Wide::Utf16(UTF_16BE))
        } else {
            None
        }
    }

    fn decode<'b>(self, bytes: &'b [u8], problems: &mut Vec<Problem>) -> Cow<'b, str> {
        let (text, broken) = match self {
            Wide::Utf16(encoding) => {
                let marked = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
                if !marked {
                    problems.push(Problem::note("The file has no byte order mark; it was read as UTF-16."));
                }
                encoding.decode_without_bom_handling(&bytes[if marked { 2 } else { 0 }..])
            }
            Wide::Utf32 { big_endian } => {
                let mut broken = !bytes.len().is_multiple_of(4);
                let decode = |unit: &[u8; 4]| {
                    let number =
                        if big_endian { u32::from_be_bytes(*unit) } else { u32::from_le_bytes(*unit) };
                    char::from_u32(number).unwrap_or_else(|| {
                        broken = true;
                        char::REPLACEMENT_CHARACTER
                    })
                };
                let text: String = bytes.as_chunks::<4>().0.iter().map(decode).collect();
                (Cow::Owned(text.trim_start_matches('\u{FEFF}').to_owned()), broken)
            }
        };
        if broken {
            problems.push(Problem::warning(
                "Some of the file's characters are cut or damaged; they show as \u{FFFD}.",
            ));
        }
        text
    }
}

/// Drops NULs and control characters, which neither XML nor readers can use. Those of the second set (U+0080 to U+009F)
/// move the cursor of some terminals; in UTF-8 they are a 0xC2 and a byte below 0xA0. Where Windows-1252 has a quotation
/// mark or a dash in their place, that was meant, as HTML's parsers know (13.2.5.80): the rest of a wrong conversion.
fn without_controls<'b>(text: Cow<'b, str>, problems: &mut Vec<Problem>) -> Cow<'b, str> {
    let first = |b: u8| (b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r')) || b == 0x7F;
    let mut last = 0;
    let is_clean = !text.bytes().any(|b| {
        let second = last == 0xC2 && b < 0xA0;
        last = b;
        second || first(b)
    });
    if is_clean {
        return text;
    }
    let mut kept = String::with_capacity(text.len());
    let mut dropped = 0_usize;
    for c in text.chars() {
        match meant(c) {
            Some(c) => kept.push(c),
            None => dropped += 1,
        }
    }
    match dropped {
        0 => {}
        1 => problems.push(Problem::note("A control character in the text was dropped.")),
        n => problems.push(Problem::note(format!("{n} control characters in the text were dropped."))),
    }
    Cow::Owned(kept)
}

/// A character as it was meant; `None` for one that is no character of any text.
fn meant(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' => Some(c),
        '\u{80}'..='\u{9F}' => {
            let written = WINDOWS_1252.decode_without_bom_handling(&[c as u8]).0.chars().next();
            written.filter(|c| !c.is_control())
        }
        c => Some(c).filter(|c| !c.is_control()),
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, usize) {
        let (text, problems) = decode(bytes, None);
        (text.into_owned(), problems.len())
    }

    fn declared(encoding: &str, body: &[u8]) -> Vec<u8> {
        let mut bytes = format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?><p>").into_bytes();
        bytes.extend_from_slice(body);
        bytes
    }

    #[test]
    fn plain_utf8_is_borrowed_and_silent() {
        let (text, problems) = decode("<p>Genève</p>".as_bytes(), Some("text/xml; charset=utf-8"));
        assert!(matches!(text, Cow::Borrowed("<p>Genève</p>")) && problems.is_empty());
    }

    #[test]
    fn every_byte_order_mark_is_believed_and_removed() {
        assert_eq!(read(b"\xEF\xBB\xBF<a>\xC3\xA9"), ("<a>é".into(), 0));
        assert_eq!(read(b"\xFF\xFE<\0a\0>\0\xE9\0"), ("<a>é".into(), 0));
        assert_eq!(read(b"\xFE\xFF\0<\0a\0>\0\xE9"), ("<a>é".into(), 0));
        assert_eq!(read(b"\xFF\xFE\0\0<\0\0\0\xE9\0\0\0"), ("<é".into(), 0));
        assert_eq!(read(b"\0\0\xFE\xFF\0\0\0<\0\0\0\xE9"), ("<é".into(), 0));
    }

    #[test]
    fn utf16_without_a_mark_is_recognised_by_its_zeros() {
        assert_eq!(read(b"<\0a\0>\0\xE9\0").0, "<a>é");
        assert_eq!(read(b"\0<\0a\0>\0\xE9").0, "<a>é");
    }

    #[test]
    fn a_utf16_mark_before_utf8_text_is_ignored() {
        assert_eq!(read(b"\xFE\xFF<a>\xC3\xA9</a>"), ("<a>é</a>".into(), 1));
    }

    #[test]
    fn declared_utf8_that_is_windows_1252_keeps_its_quotation_marks() {
        let (text, problems) = read(&declared("UTF-8", b"\x93Port Ellery\x94 caf\xE9"));
        assert!(text.ends_with("<p>“Port Ellery” café"), "{text}");
        assert_eq!(problems, 1);
    }

    #[test]
    fn one_bad_byte_does_not_spoil_a_utf8_file() {
        assert_eq!(read(b"caf\xC3\xA9 \xE9t\xC3\xA9"), ("café été".into(), 1));
    }

    #[test]
    fn latin1_is_read_silently_and_as_windows_1252_only_with_c1_bytes() {
        let (text, problems) = read(&declared("ISO-8859-1", b"caf\xE9"));
        assert!(text.ends_with("café") && problems == 0, "{text}");
        let (text, problems) = read(&declared("ISO-8859-1", b"caf\xE9 \x96 bar"));
        assert!(text.ends_with("café – bar") && problems == 1, "{text}");
    }

    #[test]
    fn declared_latin1_with_utf8_bytes_is_utf8() {
        let (text, problems) = read(&declared("ISO-8859-1", "Tromsø".as_bytes()));
        assert!(text.ends_with("Tromsø") && problems == 1, "{text}");
    }

    #[test]
    fn other_declared_encodings_are_used() {
        assert!(read(&declared("shift_jis", b"\x93\x8c\x8b\x9e")).0.ends_with("東京"));
        assert!(read(&declared("iso-2022-jp", b"\x1b$BEl5~\x1b(B")).0.ends_with("東京"));
        assert!(read(&declared("windows-1251", b"\xcc\xe8\xed\xf1\xea")).0.ends_with("Минск"));
        assert_eq!(decode(b"\xcc\xe8\xed\xf1\xea", Some("text/xml; charset=windows-1251")).0, "Минск");
    }

    #[test]
    fn an_encoding_that_nobody_reads_is_called_that_and_no_lie() {
        let said = |label: &str| decode(&declared(label, b"caf\xE9"), None).1[0].message.clone();
        assert!(said("ibm850").contains("an encoding that cannot be read"), "{}", said("ibm850"));
        assert!(said("utf-8").contains("but it is not"), "{}", said("utf-8"));
    }

    #[test]
    fn nuls_and_control_characters_are_dropped_and_counted() {
        let (text, problems) = decode(b"<p>one\0\x01two\ttabs\r\n</p>", None);
        assert_eq!(text, "<p>onetwo\ttabs\r\n</p>");
        assert_eq!(problems[0].message, "2 control characters in the text were dropped.");
    }

    #[test]
    fn a_character_cut_by_the_end_is_dropped_not_guessed() {
        assert_eq!(read(b"caf\xC3\xA9 caf\xC3"), ("café caf".into(), 1));
    }
}
