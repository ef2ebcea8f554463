//! A JPEG's segments.

use crate::exif;

pub const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
pub const EXIF: &[u8] = b"Exif\0\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";

/// One segment with everything up to the next: for the start of a scan, also the scan.
pub struct Segment<'a> {
    marker: u8,
    data: &'a [u8],
    whole: &'a [u8],
}

/// The segments up to the picture's end; what comes after it, or makes no sense, is left out.
pub fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8").unwrap_or_default();
    std::iter::from_fn(move || {
        let marker = match rest {
            [0xff, marker, ..] => *marker,
            _ => return None,
        };
        let length = match marker {
            0xd9 => 0,
            // The length counts itself.
            _ => Some(usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]))).filter(|n| *n >= 2)?,
        };
        let data = rest.get(4..2 + length).unwrap_or_default();
        let end = match marker {
            0xda => 2 + length + scan(rest.get(2 + length..)?),
            _ => 2 + length,
        };
        // What is cut off would take for its own whatever is written behind it.
        let whole = rest.get(..end)?;
        rest = if marker == 0xd9 { &[] } else { rest.get(end..).unwrap_or_default() };
        Some(Segment { marker, data, whole })
    })
}

/// How often the picture goes over its pixels.
pub fn scans(bytes: &[u8]) -> usize {
    segments(bytes).filter(|segment| segment.marker == 0xda).count()
}

/// How long a scan is: up to the next marker that is neither a stuffed byte nor a restart.
fn scan(bytes: &[u8]) -> usize {
    let marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff);
    bytes.windows(2).position(marker).unwrap_or(bytes.len())
}

impl<'a> Segment<'a> {
    pub fn xmp(&self) -> Option<&'a [u8]> {
        self.app(1)?.strip_prefix(XMP)
    }

    pub fn exif(&self) -> Option<&'a [u8]> {
        self.app(1)?.strip_prefix(EXIF)
    }

    pub fn photoshop(&self) -> Option<&'a [u8]> {
        self.app(13)?.strip_prefix(PHOTOSHOP)
    }

    fn app(&self, number: u8) -> Option<&'a [u8]> {
        (self.marker == 0xe0 + number).then_some(self.data)
    }

    /// Is it needed to show the picture? JFIF, colours (ICC, Adobe), and all that is no application's.
    fn is_needed(&self) -> bool {
        match self.marker {
            0xe0 | 0xee => true,
            0xe2 => self.data.starts_with(ICC),
            0xe1..=0xef | 0xfe => false,
            _ => true,
        }
    }
}

/// The file with what is needed to show it, and a packet about the picture where there is one.
pub fn clean(bytes: &[u8], about: Option<&str>) -> Vec<u8> {
    let up = segments(bytes).find_map(|segment| segment.exif()).map_or(1, exif::orientation);
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(b"\xff\xd8");
    let mut needed = segments(bytes).filter(Segment::is_needed).peekable();
    if let Some(jfif) = needed.next_if(|segment| segment.marker == 0xe0) {
        out.extend(jfif.whole);
    }
    if up != 1 {
        app1(&mut out, EXIF, &exif::only_orientation(up));
    }
    if let Some(about) = about {
        app1(&mut out, XMP, about.as_bytes());
    }
    needed.for_each(|segment| out.extend(segment.whole));
    out
}

fn app1(out: &mut Vec<u8>, name: &[u8], data: &[u8]) {
    // One that does not fit is left out.
    if let Ok(length) = u16::try_from(2 + name.len() + data.len()) {
        out.extend(b"\xff\xe1");
        out.extend(length.to_be_bytes());
        out.extend(name);
        out.extend(data);
    }
}
