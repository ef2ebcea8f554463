//! From a file to pixels: upright, and no wider than pages send them.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use jpeg_decoder::{CodingProcess, PixelFormat};

use crate::make::{Unfit, WIDTHS};
use crate::{exif, jpeg, png, riff};

/// No side is longer than this: it is what a WebP can have.
const LONGEST: u32 = 16_383;
/// Pixels, unpacked, take no more than so many bytes: 100 million of three bytes each.
const MOST_BYTES: u64 = 300_000_000;
/// A colour profile larger than this is not sent with every size.
const LARGEST_PROFILE: usize = 64 << 10;
/// Each scan of a progressive JPEG goes over all pixels, and takes but a few bytes. Cameras and programs
/// make about ten.
const MOST_SCANS: usize = 100;

pub struct Unpacked {
    pub largest: Pixels,
    /// Of colours, where they are not those that browsers take for granted.
    pub profile: Option<Vec<u8>>,
    /// The file shows in a browser just what `largest` has.
    pub is_as_sent: bool,
}

pub struct Pixels {
    pub width: u32,
    pub height: u32,
    /// Three bytes a pixel, or four.
    pub alpha: bool,
    pub bytes: Vec<u8>,
}

/// The picture at the largest width that is sent; what it was before is no longer in memory.
pub fn unpack(bytes: &[u8]) -> Result<Unpacked, Unfit> {
    let (file, width, is_still) = match image::guess_format(bytes).map_err(|_| Unfit::Kind)? {
        ImageFormat::Jpeg => jpeg(bytes)?,
        ImageFormat::Png => other(bytes, ImageFormat::Png, !png::moves(bytes))?,
        ImageFormat::WebP => other(bytes, ImageFormat::WebP, !riff::moves(bytes))?,
        _ => return Err(Unfit::Kind),
    };
    let File { pixels, up, profile } = file;
    let most = WIDTHS[WIDTHS.len() - 1];
    let lies = up_swaps(up);
    let upright = if lies { pixels.height } else { pixels.width };
    let largest = if upright <= most {
        pixels
    } else if lies {
        pixels.sized(scaled(pixels.width, most, upright), most)?
    } else {
        pixels.narrowed(most)?
    };
    let is_as_sent = is_still && up == Orientation::NoTransforms && largest.width == width;
    let profile = profile.filter(|profile| is_worth_sending(profile));
    Ok(Unpacked { largest: largest.turned(up)?, profile, is_as_sent })
}

struct File {
    pixels: Pixels,
    up: Orientation,
    profile: Option<Vec<u8>>,
}

/// A JPEG, in an eighth, a quarter or half of its width where that is enough; its own width; and whether its
/// colours are those of screens.
fn jpeg(bytes: &[u8]) -> Result<(File, u32, bool), Unfit> {
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.set_max_decoding_buffer_size(MOST_BYTES as usize);
    decoder.read_info().map_err(failed)?;
    let info = decoder.info().ok_or_else(|| Unfit::Broken("it does not say how large it is".to_owned()))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    // A progressive one is held as a whole, in numbers of two bytes, before it is pixels.
    let twice = if info.coding_process == CodingProcess::DctProgressive { 2 } else { 1 };
    let most_colours = info.pixel_format.pixel_bytes().max(3) as u64;
    refuse_too_large(width, height, u64::from(width) * u64::from(height) * most_colours * twice)?;
    if jpeg::scans(bytes) > MOST_SCANS {
        return Err(Unfit::Broken("it goes over its pixels too often".to_owned()));
    }
    let tiff = jpeg::segments(bytes).find_map(|segment| segment.exif());
    let up = Orientation::from_exif(tiff.map_or(1, exif::orientation)).unwrap_or(Orientation::NoTransforms);
    // One side decides: the other is asked for in a size that it never has.
    let (most, any) = (WIDTHS[WIDTHS.len() - 1] as u16, u16::MAX);
    let (w, h) = if up_swaps(up) { (any, most) } else { (most, any) };
    decoder.scale(w, h).map_err(failed)?;
    let raw = decoder.decode().map_err(failed)?;
    let info = decoder.info().unwrap_or(info);
    let bytes = match info.pixel_format {
        PixelFormat::RGB24 => raw,
        PixelFormat::L8 => raw.iter().flat_map(|grey| [*grey; 3]).collect(),
        PixelFormat::L16 => raw
            .chunks_exact(2)
            .flat_map(|two| [(u16::from_ne_bytes([two[0], two[1]]) >> 8) as u8; 3])
            .collect(),
        PixelFormat::CMYK32 => {
            raw.chunks_exact(4).flat_map(|ink| [0, 1, 2].map(|n| light(ink[n], ink[3]))).collect()
        }
    };
    let (w, h) = (u32::from(info.width), u32::from(info.height));
    let pixels = Pixels { width: w, height: h, alpha: false, bytes };
    let of_screens = matches!(info.pixel_format, PixelFormat::RGB24 | PixelFormat::L8);
    Ok((File { pixels, up, profile: decoder.icc_profile() }, width, of_screens))
}

/// What ink and black let through.
fn light(ink: u8, black: u8) -> u8 {
    (u32::from(255 - ink) * u32::from(255 - black) / 255) as u8
}

fn other(bytes: &[u8], format: ImageFormat, is_still: bool) -> Result<(File, u32, bool), Unfit> {
    let mut limits = image::Limits::no_limits();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MOST_BYTES + (64 << 20));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(failed)?;
    let (width, height) = decoder.dimensions();
    refuse_too_large(width, height, decoder.total_bytes())?;
    let up = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(failed)?;
    Ok((File { pixels: Pixels::of(image), up, profile }, width, is_still))
}

fn refuse_too_large(width: u32, height: u32, bytes: u64) -> Result<(), Unfit> {
    if width == 0 || height == 0 {
        return Err(Unfit::Broken("it has no pixels".to_owned()));
    }
    match width > LONGEST || height > LONGEST || bytes > MOST_BYTES {
        true => Err(Unfit::TooLarge { width, height }),
        false => Ok(()),
    }
}

fn up_swaps(up: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(up, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// A profile of red, green and blue that is another than what browsers take for granted.
fn is_worth_sending(profile: &[u8]) -> bool {
    let says = |text: &[u8]| profile.windows(text.len()).any(|at| at == text);
    let usual = says(b"sRGB") || says(b"s\0R\0G\0B");
    profile.get(16..20) == Some(b"RGB ") && profile.len() <= LARGEST_PROFILE && !usual
}

fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let scaled = (u64::from(side) * u64::from(to) + u64::from(from) / 2) / u64::from(from.max(1));
    // No larger than `side`, as nothing is enlarged.
    u32::try_from(scaled).unwrap_or(side).max(1)
}

impl Pixels {
    fn of(image: DynamicImage) -> Pixels {
        let (width, height, alpha) = (image.width(), image.height(), image.color().has_alpha());
        let bytes = if alpha { image.into_rgba8().into_raw() } else { image.into_rgb8().into_raw() };
        Pixels { width, height, alpha, bytes }
    }

    pub fn narrowed(&self, width: u32) -> Result<Pixels, Unfit> {
        self.sized(width, scaled(self.height, width, self.width))
    }

    fn sized(&self, width: u32, height: u32) -> Result<Pixels, Unfit> {
        let kind = if self.alpha { PixelType::U8x4 } else { PixelType::U8x3 };
        let from = ImageRef::new(self.width, self.height, &self.bytes, kind).map_err(failed)?;
        let mut to = Image::new(width, height, kind);
        let how = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&from, &mut to, &how).map_err(failed)?;
        Ok(Pixels { width, height, alpha: self.alpha, bytes: to.into_vec() })
    }

    fn turned(self, up: Orientation) -> Result<Pixels, Unfit> {
        if up == Orientation::NoTransforms {
            return Ok(self);
        }
        let lost = || Unfit::Broken("its pixels are fewer than it says".to_owned());
        let (width, height) = (self.width, self.height);
        let mut image = match self.alpha {
            true => image::RgbaImage::from_raw(width, height, self.bytes).map(DynamicImage::from),
            false => image::RgbImage::from_raw(width, height, self.bytes).map(DynamicImage::from),
        }
        .ok_or_else(lost)?;
        image.apply_orientation(up);
        Ok(Pixels::of(image))
    }
}

pub fn failed(error: impl std::fmt::Display) -> Unfit {
    Unfit::Broken(error.to_string().trim_end_matches('.').to_owned())
}
