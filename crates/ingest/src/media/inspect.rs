//! What a file of a picture is, by its own bytes.

/// What a picture may be at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub bytes: u64,
    /// Width times height.
    pub pixels: u64,
}

/// A picture, as its first bytes describe it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inspected {
    pub mime: &'static str,
    pub width: u32,
    pub height: u32,
}

/// Why a file is no picture for the page, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("It is no JPEG, PNG, GIF, WebP or AVIF picture.")]
    Kind,
    #[error("It is an SVG drawing, which can carry programs; only JPEG, PNG, GIF, WebP and AVIF are taken.")]
    Svg,
    #[error("It is cut off before it says how large it is.")]
    CutOff,
    #[error("It has {width} times {height} pixels, and no more than {most} are allowed.")]
    TooManyPixels { width: u64, height: u64, most: u64 },
    #[error("It has {size} bytes, and no more than {most} are allowed.")]
    TooLarge { size: u64, most: u64 },
}

impl Unfit {
    /// A file that is cut off may still be growing.
    pub fn may_pass(&self) -> bool {
        matches!(self, Unfit::CutOff)
    }
}

/// Tells kind and size from the file's header, without unpacking it. What its name or its sender say of
/// its kind does not count.
pub fn inspect(bytes: &[u8], limits: Limits) -> Result<Inspected, Unfit> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Unfit::TooLarge { size: bytes.len() as u64, most: limits.bytes });
    }
    let Some(mime) = kind(bytes) else {
        return Err(if bytes.is_empty() {
            Unfit::CutOff
        } else if looks_like_svg(bytes) {
            Unfit::Svg
        } else {
            Unfit::Kind
        });
    };
    let size = imagesize::blob_size(bytes).map_err(|_| Unfit::CutOff)?;
    let (width, height) = (size.width as u64, size.height as u64);
    if width == 0 || height == 0 {
        return Err(Unfit::CutOff);
    }
    let (Ok(w), Ok(h), true) =
        (u32::try_from(width), u32::try_from(height), width.saturating_mul(height) <= limits.pixels)
    else {
        return Err(Unfit::TooManyPixels { width, height, most: limits.pixels });
    };
    Ok(Inspected { mime, width: w, height: h })
}

/// Is it one of the kinds that every browser shows and that carry no programs?
pub fn is_shown(mime: &str) -> bool {
    matches!(mime, "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/avif")
}

/// The media type by the first bytes.
pub fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => Some("image/avif"),
        _ => None,
    }
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    head.contains("<svg")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const LIMITS: Limits = Limits { bytes: 1 << 20, pixels: 1_000_000 };

    /// The header of a PNG of this size; enough to tell what it is.
    pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend(width.to_be_bytes());
        png.extend(height.to_be_bytes());
        png.extend(b"\x08\x02\0\0\0\0\0\0\0");
        png
    }

    fn gif(width: u16, height: u16) -> Vec<u8> {
        let mut gif = b"GIF89a".to_vec();
        gif.extend(width.to_le_bytes());
        gif.extend(height.to_le_bytes());
        gif.extend([0; 8]);
        gif
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut jpeg = vec![0xff, 0xd8, 0xff, 0xe0, 0, 16];
        jpeg.extend(b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
        jpeg.extend([0xff, 0xc0, 0, 17, 8]);
        jpeg.extend(height.to_be_bytes());
        jpeg.extend(width.to_be_bytes());
        jpeg.extend([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        jpeg
    }

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        for (bytes, mime) in
            [(png(600, 400), "image/png"), (gif(600, 400), "image/gif"), (jpeg(600, 400), "image/jpeg")]
        {
            assert_eq!(inspect(&bytes, LIMITS), Ok(Inspected { mime, width: 600, height: 400 }));
        }
    }

    #[test]
    fn what_is_no_picture_for_the_page_is_refused() {
        assert_eq!(inspect(b"<html>", LIMITS), Err(Unfit::Kind));
        assert_eq!(inspect(b"<?xml version='1.0'?>\n<svg onload='x()'/>", LIMITS), Err(Unfit::Svg));
        assert_eq!(inspect(b"II*\0\x08\0\0\0", LIMITS), Err(Unfit::Kind));
        assert_eq!(inspect(&png(600, 400)[..10], LIMITS), Err(Unfit::CutOff));
        assert_eq!(inspect(&png(0, 400), LIMITS), Err(Unfit::CutOff));
        assert!(matches!(inspect(&vec![0xff; 2 << 20], LIMITS), Err(Unfit::TooLarge { .. })));
    }

    #[test]
    fn a_small_file_of_too_many_pixels_is_refused_by_its_header() {
        for bomb in [png(100_000, 100_000), gif(60_000, 60_000), png(u32::MAX, u32::MAX)] {
            assert!(matches!(inspect(&bomb, LIMITS), Err(Unfit::TooManyPixels { .. })));
        }
        assert!(inspect(&png(1000, 1000), LIMITS).is_ok());
    }

    #[test]
    fn no_picture_of_the_shared_collection_makes_it_stumble() {
        let shared = std::env::var("DATELINE_SHARED")
            .unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").into());
        let Ok(folder) = std::fs::read_dir(format!("{shared}/hostile/images")) else { return };
        for file in folder.flatten().filter(|file| file.path().is_file()) {
            let Ok(bytes) = std::fs::read(file.path()) else { continue };
            if let Ok(seen) = inspect(&bytes, LIMITS) {
                assert!(
                    is_shown(seen.mime) && u64::from(seen.width) * u64::from(seen.height) <= LIMITS.pixels
                );
            }
        }
    }
}
