//! Character and entity references: `&#233;`, `&eacute;`, and those that are left alone.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use quick_xml::escape::resolve_html5_entity;

/// The longest name in HTML's table is shorter.
const LONGEST_NAME: usize = 40;

/// What stands for a reference, given without `&` and `;`: a character's number or a name from HTML's
/// table. `None` for any other name: what a document defines for itself is never looked up.
pub(crate) fn resolve(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(Cow::Borrowed);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    }
    .ok()?;
    let character = match code {
        9 | 10 | 13 => char::from_u32(code)?,
        // Neither readers nor JSON want a control character.
        0..0x20 | 0x7F => char::REPLACEMENT_CHARACTER,
        // "&#150;" means Windows-1252's en dash, as in HTML.
        0x80..0xA0 => WINDOWS_1252.decode_without_bom_handling(&[code as u8]).0.chars().next()?,
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some(Cow::Owned(character.to_string()))
}

/// Resolves every reference in `text`, and leaves as text what is none. Names that could not be
/// resolved are given to `unknown`.
pub(crate) fn unescape<'t>(text: &'t str, mut unknown: impl FnMut(&'t str)) -> Cow<'t, str> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(after) = rest.strip_prefix('&') {
        let name_end =
            after.bytes().take(LONGEST_NAME).position(|b| !(b.is_ascii_alphanumeric() || b == b'#'));
        let name = name_end.filter(|end| *end > 0 && after.as_bytes()[*end] == b';').map(|end| &after[..end]);
        match name.map(|name| (name, resolve(name))) {
            Some((name, Some(value))) => {
                out.push_str(&value);
                rest = &after[name.len() + 1..];
            }
            unresolved => {
                if let Some((name, _)) = unresolved {
                    unknown(name);
                }
                out.push('&');
                rest = after;
            }
        }
        let next = rest.find('&').unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Cow::Owned(out)
}
