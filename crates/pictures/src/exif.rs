//! Of all that Exif holds, the one thing that a picture needs: which way is up.

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
