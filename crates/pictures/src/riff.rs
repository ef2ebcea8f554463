//! A WebP's chunks.

use crate::exif;

pub struct Chunk<'a> {
    pub name: [u8; 4],
    pub data: &'a [u8],
}

const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;
const ICC: u8 = 0x20;
const ALPHA: u8 = 0x10;

/// The chunks of the picture; what comes after it, or is cut off, is left out.
pub fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let size = bytes.get(4..8).and_then(|size| size.try_into().ok()).map_or(0, u32::from_le_bytes) as usize;
    let body = match bytes.get(..12) {
        Some(head) if head.starts_with(b"RIFF") && head.ends_with(b"WEBP") => &bytes[12..],
        _ => &[],
    };
    let mut rest = body.get(..size.saturating_sub(4)).unwrap_or(body);
    std::iter::from_fn(move || {
        let name: [u8; 4] = rest.get(..4)?.try_into().ok()?;
        let length = u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?) as usize;
        let data = rest.get(8..length.checked_add(8)?)?;
        rest = rest.get(length + 8 + length % 2..).unwrap_or_default();
        Some(Chunk { name, data })
    })
}

/// Is it an animation?
pub fn moves(bytes: &[u8]) -> bool {
    chunks(bytes).any(|chunk| &chunk.name == b"ANIM")
}

/// The file with what is needed to show it, and a packet about the picture where there is one and the
/// file's form has room for it.
pub fn clean(bytes: &[u8], about: Option<&str>) -> Vec<u8> {
    let up = chunks(bytes).find(|chunk| &chunk.name == b"EXIF");
    let up =
        up.map_or(1, |chunk| exif::orientation(chunk.data.strip_prefix(b"Exif\0\0").unwrap_or(chunk.data)));
    let mut out = Vec::with_capacity(bytes.len());
    let mut extended = false;
    for chunk in chunks(bytes) {
        match &chunk.name {
            b"VP8X" if chunk.data.len() >= 10 => {
                extended = true;
                let mut head = chunk.data.to_vec();
                head[0] &= !(EXIF | XMP);
                head[0] |= if up != 1 { EXIF } else { 0 } | if about.is_some() { XMP } else { 0 };
                write(&mut out, b"VP8X", &head);
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ICCP" | b"ANIM" | b"ANMF" => {
                write(&mut out, &chunk.name, chunk.data)
            }
            _ => {}
        }
    }
    if extended && up != 1 {
        write(&mut out, b"EXIF", &exif::only_orientation(up));
    }
    if let (true, Some(about)) = (extended, about) {
        write(&mut out, b"XMP ", about.as_bytes());
    }
    file(&out)
}

/// A simple file (one chunk of pixels) with colours and a packet about the picture round it.
pub fn dress(simple: &[u8], size: (u32, u32), icc: Option<&[u8]>, about: Option<&str>) -> Vec<u8> {
    let alpha = chunks(simple).any(|chunk| &chunk.name == b"VP8L" || &chunk.name == b"ALPH");
    if icc.is_none() && about.is_none() {
        return simple.to_vec();
    }
    let flag = |is: bool, flag: u8| if is { flag } else { 0 };
    let flags = flag(icc.is_some(), ICC) | flag(about.is_some(), XMP) | flag(alpha, ALPHA);
    let mut head = vec![flags, 0, 0, 0];
    for side in [size.0, size.1] {
        head.extend(&side.saturating_sub(1).to_le_bytes()[..3]);
    }
    let mut out = Vec::with_capacity(simple.len() + 1024);
    write(&mut out, b"VP8X", &head);
    icc.iter().for_each(|icc| write(&mut out, b"ICCP", icc));
    let pixels = chunks(simple).filter(|chunk| matches!(&chunk.name, b"VP8 " | b"VP8L" | b"ALPH"));
    pixels.for_each(|chunk| write(&mut out, &chunk.name, chunk.data));
    about.iter().for_each(|about| write(&mut out, b"XMP ", about.as_bytes()));
    file(&out)
}

fn write(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    let Ok(length) = u32::try_from(data.len()) else { return };
    out.extend(name);
    out.extend(length.to_le_bytes());
    out.extend(data);
    out.resize(out.len() + data.len() % 2, 0);
}

fn file(chunks: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(chunks.len() + 12);
    write(&mut file, b"RIFF", &[b"WEBP", chunks].concat());
    file
}
