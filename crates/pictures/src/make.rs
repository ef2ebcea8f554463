//! The sizes in which pages send a picture.

use crate::unpack::unpack;
use crate::{Facts, clean, facts, pack, xmp};

/// The widths that are made, and the picture's own where it is less than the largest. Nothing is enlarged.
pub const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];

/// A picture in its sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// As the file says; the sizes carry credit and rights.
    pub facts: Facts,
    /// By rising width. Each width is there in a kind that every browser shows (JPEG or PNG), and in WebP
    /// where that is smaller.
    pub renditions: Vec<Rendition>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    pub format: Format,
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Avif,
    WebP,
    Jpeg,
    Png,
}

impl Format {
    pub fn mime(self) -> &'static str {
        match self {
            Format::Avif => "image/avif",
            Format::WebP => "image/webp",
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
        }
    }

    fn of(bytes: &[u8]) -> Option<Format> {
        match bytes {
            [0xff, 0xd8, ..] => Some(Format::Jpeg),
            [0x89, ..] => Some(Format::Png),
            [b'R', ..] => Some(Format::WebP),
            _ => None,
        }
    }
}

/// Why no sizes are made of a file, as a sentence.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    #[error("Sizes are made of JPEG, PNG and WebP pictures; others are sent as they are.")]
    Kind,
    #[error("It has {width} times {height} pixels, which is more than is unpacked here.")]
    TooLarge { width: u32, height: u32 },
    #[error("It cannot be unpacked: {0}.")]
    Broken(String),
}

/// Makes the sizes: upright, without metadata but for credit and rights. The header is asked before anything
/// is unpacked. Uses a processor for some tenths of a second.
///
/// # Errors
/// [`Unfit`], where the file is sent as it is or not at all.
pub fn make(bytes: &[u8]) -> Result<Made, Unfit> {
    // What is not needed is not even shown to the decoder.
    let bytes = clean(bytes);
    let facts = facts(&bytes);
    let picture = unpack(&bytes)?;
    let about = Facts { caption: None, alt: None, ..facts.clone() };
    let about = Some(about).filter(|about| !about.is_empty()).map(|about| xmp::write(&about));

    let widest = picture.largest.width;
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|width| *width < widest).collect();
    widths.push(widest);
    let mut renditions = Vec::with_capacity(widths.len() * 2);
    for width in widths {
        let narrowed = if width == widest { None } else { Some(picture.largest.narrowed(width)?) };
        let pixels = narrowed.as_ref().unwrap_or(&picture.largest);
        let (profile, about) = (picture.profile.as_deref(), about.as_deref());
        let rendition = |format, bytes| Rendition { format, width, height: pixels.height, bytes };
        let mut two = [
            rendition(Format::WebP, pack::webp(pixels, profile, about)?),
            rendition(Format::Jpeg, pack::jpeg(pixels, profile, about)?),
        ];
        if let (true, true, Some(format)) = (width == widest, picture.is_as_sent, Format::of(&bytes)) {
            take_own(&mut two, format, &bytes);
        }
        let [webp, fallback] = two;
        if webp.bytes.len() < fallback.bytes.len() {
            renditions.push(webp);
        }
        renditions.push(fallback);
    }
    Ok(Made { facts, renditions })
}

/// A file that was packed well is smaller than what is made of it: then it is sent itself.
fn take_own([webp, fallback]: &mut [Rendition; 2], format: Format, own: &[u8]) {
    let made = if format == Format::WebP { webp } else { fallback };
    if own.len() < made.bytes.len() {
        (made.format, made.bytes) = (format, own.to_vec());
    }
}
