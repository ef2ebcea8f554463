//! Of all that Exif holds, what a picture needs: which way is up, and whose it is.

use crate::Facts;

/// The orientation, 1 to 8, of a TIFF structure; 1 is upright.
pub fn orientation(tiff: &[u8]) -> u8 {
    find(tiff).filter(|n| (1..=8).contains(n)).unwrap_or(1)
}

fn find(tiff: &[u8]) -> Option<u8> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let two = |at: usize| -> Option<u16> {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let bytes = tiff.get(4..8)?.try_into().ok()?;
    let first = if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) } as usize;
    for entry in 0..usize::from(two(first)?) {
        let at = first.checked_add(2 + 12 * entry)?;
        if two(at)? == 0x0112 {
            return u8::try_from(two(at.checked_add(8)?)?).ok();
        }
    }
    None
}

/// A TIFF structure that says which way is up, and nothing else.
pub fn only_orientation(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
    tiff
}

/// A TIFF structure with the names of who made the picture and whose it is; `None` where nobody is named.
pub fn about(facts: &Facts) -> Option<Vec<u8>> {
    const ARTIST: u16 = 0x013b;
    const COPYRIGHT: u16 = 0x8298;
    let owner = facts.copyright.as_ref().or(facts.credit.as_ref());
    let named = [(ARTIST, facts.byline.as_ref()), (COPYRIGHT, owner)];
    let named: Vec<(u16, &String)> = named.into_iter().filter_map(|(tag, name)| Some((tag, name?))).collect();
    if named.is_empty() {
        return None;
    }
    let mut tiff = b"MM\0*\0\0\0\x08".to_vec();
    tiff.extend((named.len() as u16).to_be_bytes());
    let mut at = 8 + 2 + 12 * named.len() as u32 + 4;
    let mut names = Vec::new();
    for (tag, name) in named {
        // As UTF-8, which readers of Exif expect although the standard says ASCII; never short enough to stand
        // in the entry itself.
        let name = format!("{name:\0<4}\0");
        tiff.extend(tag.to_be_bytes());
        tiff.extend([0, 2]);
        tiff.extend((name.len() as u32).to_be_bytes());
        tiff.extend(at.to_be_bytes());
        at += name.len() as u32;
        names.extend(name.into_bytes());
    }
    tiff.extend([0; 4]);
    tiff.extend(names);
    Some(tiff)
}
