//! A PNG's chunks.

use crate::exif;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Packed. A profile of some hundred kilobytes is none: it unpacks to hundreds of megabytes.
const LARGEST_PROFILE: usize = 16 << 10;
const XMP: &[u8] = b"XML:com.adobe.xmp\0\0\0\0\0";

pub struct Chunk<'a> {
    name: [u8; 4],
    data: &'a [u8],
    whole: &'a [u8],
}

/// The chunks up to the picture's end. Pixels may be cut off there, and are shown as far as they came; of any other
/// chunk that is cut off, what is written behind it would become a part.
pub fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = bytes.strip_prefix(SIGNATURE).unwrap_or_default();
    std::iter::from_fn(move || {
        let [a, b, c, d, name @ ..] = rest else { return None };
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let name: [u8; 4] = name.get(..4)?.try_into().ok()?;
        let is_cut_off = length.saturating_add(12) > rest.len();
        if is_cut_off && !matches!(&name, b"IDAT" | b"fdAT") {
            return None;
        }
        let end = length.saturating_add(12).min(rest.len());
        let whole = &rest[..end];
        let data = rest.get(8..length.saturating_add(8)).unwrap_or_default();
        rest = if &name == b"IEND" { &[] } else { &rest[end..] };
        Some(Chunk { name, data, whole })
    })
}

/// Is it an animation?
pub fn moves(bytes: &[u8]) -> bool {
    chunks(bytes).any(|chunk| &chunk.name == b"acTL")
}

impl<'a> Chunk<'a> {
    /// A packet that is not packed; nobody packs them.
    pub fn xmp(&self) -> Option<&'a [u8]> {
        self.data.strip_prefix(XMP).filter(|_| &self.name == b"iTXt")
    }

    /// Pixels, colours, animation: what is needed to show it.
    fn is_needed(&self) -> bool {
        let known: [&[u8; 4]; 14] = [
            b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
            b"cICP", b"acTL", b"fcTL", b"fdAT",
        ];
        known.contains(&&self.name) && (&self.name != b"iCCP" || self.data.len() <= LARGEST_PROFILE)
    }
}

/// The file with what is needed to show it, and a packet about the picture where there is one.
pub fn clean(bytes: &[u8], about: Option<&str>) -> Vec<u8> {
    let up =
        chunks(bytes).find(|chunk| &chunk.name == b"eXIf").map_or(1, |chunk| exif::orientation(chunk.data));
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(SIGNATURE);
    for chunk in chunks(bytes).filter(Chunk::is_needed) {
        out.extend(chunk.whole);
        if &chunk.name == b"IHDR" && up != 1 {
            write(&mut out, b"eXIf", &[&exif::only_orientation(up)]);
        }
        if let (b"IHDR", Some(about)) = (&chunk.name, about) {
            write(&mut out, b"iTXt", &[XMP, about.as_bytes()]);
        }
    }
    out
}

fn write(out: &mut Vec<u8>, name: &[u8; 4], data: &[&[u8]]) {
    let data = data.concat();
    let Ok(length) = u32::try_from(data.len()) else { return };
    out.extend(length.to_be_bytes());
    let from = out.len();
    out.extend(name);
    out.extend(data);
    let sum = crc(&out[from..]);
    out.extend(sum.to_be_bytes());
}

/// CRC-32 as PNG has it, bit by bit: it is taken of some hundred bytes.
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}
