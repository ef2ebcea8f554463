//! A picture's file without what nobody needs to know: where it was taken, with which camera, whose the
//! camera is, a thumbnail of what was cut away.

use crate::{bmff, facts, gif, jpeg, png, riff, xmp};

/// The file with the pixels, the colours, which way is up, and the picture's [`crate::Facts`] as XMP where the
/// kind of file has room for them. Nothing is unpacked, so no pixel changes. What is no picture for a page
/// comes back as it is.
pub fn clean(bytes: &[u8]) -> Vec<u8> {
    let about = || Some(facts(bytes)).filter(|facts| !facts.is_empty()).map(|facts| xmp::write(&facts));
    match bytes {
        [0xff, 0xd8, 0xff, ..] => jpeg::clean(bytes, about().as_deref()),
        [0x89, b'P', b'N', b'G', ..] => png::clean(bytes, about().as_deref()),
        [b'R', b'I', b'F', b'F', ..] => riff::clean(bytes, about().as_deref()),
        [b'G', b'I', b'F', b'8', ..] => gif::clean(bytes),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => bmff::clean(bytes, about().as_deref()),
        _ => bytes.to_vec(),
    }
}
