//! The sizes in which pages send a picture.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::{Facts, clean, facts, jpeg, riff, xmp};

/// The widths that are made, and the picture's own where it is less than the largest. Nothing is enlarged.
pub const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];

/// No side is longer than this: it is what a WebP can have.
const LONGEST: u32 = 16_383;
/// Pixels, unpacked, take no more than so many bytes: 100 million of three bytes each.
const MOST_BYTES: u64 = 300_000_000;
/// A colour profile larger than this is not sent with every size.
const LARGEST_PROFILE: usize = 64 << 10;
const JPEG_QUALITY: u8 = 80;
const WEBP_QUALITY: f32 = 75.0;

/// A picture in its sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// As the file says; the sizes carry credit and rights.
    pub facts: Facts,
    /// By rising width, each in every format.
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
    WebP,
    Jpeg,
}

impl Format {
    pub fn mime(self) -> &'static str {
        match self {
            Format::WebP => "image/webp",
            Format::Jpeg => "image/jpeg",
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

/// Makes the sizes: upright, without metadata but for credit and rights, in WebP and JPEG. The header is
/// asked before anything is unpacked. Uses a processor for some tenths of a second.
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
        let pixels = picture.largest.narrowed(width)?;
        for format in [Format::WebP, Format::Jpeg] {
            let bytes = match format {
                Format::WebP => webp(&pixels, picture.profile.as_deref(), about.as_deref())?,
                Format::Jpeg => jpeg(&pixels, picture.profile.as_deref(), about.as_deref())?,
            };
            renditions.push(Rendition { format, width, height: pixels.height, bytes });
        }
    }
    Ok(Made { facts, renditions })
}

struct Unpacked {
    largest: Pixels,
    profile: Option<Vec<u8>>,
}

struct Pixels {
    width: u32,
    height: u32,
    /// Three bytes a pixel, or four.
    alpha: bool,
    bytes: Vec<u8>,
}

/// The picture, upright, at the largest width that is sent; what it was before is no longer in memory.
fn unpack(bytes: &[u8]) -> Result<Unpacked, Unfit> {
    let format = image::guess_format(bytes).map_err(|_| Unfit::Kind)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(Unfit::Kind);
    }
    let mut limits = image::Limits::no_limits();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MOST_BYTES + (64 << 20));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if width > LONGEST || height > LONGEST || decoder.total_bytes() > MOST_BYTES {
        return Err(Unfit::TooLarge { width, height });
    }
    if width == 0 || height == 0 {
        return Err(Unfit::Broken("it has no pixels".to_owned()));
    }
    let up = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| is_worth_sending(profile));
    let image = DynamicImage::from_decoder(decoder).map_err(broken)?;

    let pixels = Pixels::of(image);
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
    Ok(Unpacked { largest: largest.turned(up)?, profile })
}

fn up_swaps(up: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(up, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

fn broken(error: image::ImageError) -> Unfit {
    Unfit::Broken(error.to_string().trim_end_matches('.').to_owned())
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

    fn narrowed(&self, width: u32) -> Result<Pixels, Unfit> {
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

    /// What can be seen through shows white.
    fn on_white(&self) -> Vec<u8> {
        let over =
            |c: u8, a: u8| ((u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a)) + 127) / 255) as u8;
        self.bytes
            .chunks_exact(4)
            .flat_map(|p| [over(p[0], p[3]), over(p[1], p[3]), over(p[2], p[3])])
            .collect()
    }
}

fn webp(pixels: &Pixels, profile: Option<&[u8]>, about: Option<&str>) -> Result<Vec<u8>, Unfit> {
    let encoder = match pixels.alpha {
        true => webp::Encoder::from_rgba(&pixels.bytes, pixels.width, pixels.height),
        false => webp::Encoder::from_rgb(&pixels.bytes, pixels.width, pixels.height),
    };
    let simple = encoder.encode_simple(false, WEBP_QUALITY);
    let simple = simple.map_err(|error| Unfit::Broken(format!("it cannot be packed as WebP ({error:?})")))?;
    Ok(riff::dress(&simple, (pixels.width, pixels.height), profile, about))
}

fn jpeg(pixels: &Pixels, profile: Option<&[u8]>, about: Option<&str>) -> Result<Vec<u8>, Unfit> {
    let (width, height) = (pixels.width as u16, pixels.height as u16); // At most LONGEST.
    let mut out = Vec::with_capacity(pixels.bytes.len() / 12);
    let mut encoder = Encoder::new(&mut out, JPEG_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    if let Some(about) = about {
        encoder.add_app_segment(1, [jpeg::XMP, about.as_bytes()].concat()).map_err(failed)?;
    }
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).map_err(failed)?;
    }
    let white = pixels.alpha.then(|| pixels.on_white());
    let bytes = white.as_deref().unwrap_or(&pixels.bytes);
    encoder.encode(bytes, width, height, ColorType::Rgb).map_err(failed)?;
    Ok(out)
}

fn failed(error: impl std::fmt::Display) -> Unfit {
    Unfit::Broken(error.to_string().trim_end_matches('.').to_owned())
}
