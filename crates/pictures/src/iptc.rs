//! IPTC-IIM, as Photoshop's segment of a JPEG carries it.

use crate::Facts;
use crate::facts::plain;

/// The resource that holds IPTC-IIM.
const IIM: u16 = 0x0404;

/// Reads the datasets that pages show; `photoshop` is a list of image resources.
pub fn read(photoshop: &[u8]) -> Facts {
    let mut facts = Facts::default();
    let mut utf8 = false;
    let Some(mut rest) = resource(photoshop) else { return facts };
    while let [0x1c, record, dataset, high, low, after @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // Longer ones say so in their first bit; none that pages show is.
        let Some((value, next)) = after.split_at_checked(length) else { break };
        rest = next;
        let text = || plain(&decoded(value, utf8));
        match (record, dataset) {
            (1, 90) => utf8 = value == b"\x1b%G",
            (2, 80) => facts.byline = facts.byline.take().or_else(text),
            (2, 110) => facts.credit = facts.credit.take().or_else(text),
            (2, 116) => facts.copyright = facts.copyright.take().or_else(text),
            (2, 120) => facts.caption = facts.caption.take().or_else(text),
            _ => {}
        }
    }
    facts
}

fn resource(mut rest: &[u8]) -> Option<&[u8]> {
    while let [b'8', b'B', b'I', b'M', high, low, name, after @ ..] = rest {
        // Name and data are each filled up to an even length; the name's counts its own length byte.
        let after = after.get((usize::from(*name) | 1)..)?;
        let (length, after) = after.split_at_checked(4)?;
        let length = u32::from_be_bytes(length.try_into().ok()?) as usize;
        let data = after.get(..length)?;
        if u16::from_be_bytes([*high, *low]) == IIM {
            return Some(data);
        }
        rest = after.get(length.checked_add(length % 2)?..)?;
    }
    None
}

/// Where the character set is not named, it is UTF-8 if it can be, else Latin-1.
fn decoded(value: &[u8], utf8: bool) -> String {
    match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) if utf8 => String::from_utf8_lossy(value).into_owned(),
        Err(_) => value.iter().map(|byte| char::from(*byte)).collect(),
    }
}
