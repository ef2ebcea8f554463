//! From pixels to a file of a size: with the colours' profile where it has one, and with credit and rights.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::make::Unfit;
use crate::unpack::{Pixels, failed};
use crate::{jpeg, riff};

const JPEG_QUALITY: u8 = 80;
const WEBP_QUALITY: f32 = 75.0;

pub fn webp(pixels: &Pixels, profile: Option<&[u8]>, about: Option<&str>) -> Result<Vec<u8>, Unfit> {
    let encoder = match pixels.alpha {
        true => webp::Encoder::from_rgba(&pixels.bytes, pixels.width, pixels.height),
        false => webp::Encoder::from_rgb(&pixels.bytes, pixels.width, pixels.height),
    };
    let simple = encoder.encode_simple(false, WEBP_QUALITY);
    let simple = simple.map_err(|error| Unfit::Broken(format!("it cannot be packed as WebP ({error:?})")))?;
    Ok(riff::dress(&simple, (pixels.width, pixels.height), profile, about))
}

pub fn jpeg(pixels: &Pixels, profile: Option<&[u8]>, about: Option<&str>) -> Result<Vec<u8>, Unfit> {
    let (width, height) = (pixels.width as u16, pixels.height as u16); // No side is longer.
    let mut out = Vec::with_capacity(pixels.bytes.len() / 12);
    let mut encoder = Encoder::new(&mut out, JPEG_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    if let Some(about) = about {
        encoder.add_app_segment(1, [jpeg::XMP, about.as_bytes()].concat()).map_err(failed)?;
    }
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).map_err(failed)?;
    }
    let white = pixels.alpha.then(|| on_white(&pixels.bytes));
    let bytes = white.as_deref().unwrap_or(&pixels.bytes);
    encoder.encode(bytes, width, height, ColorType::Rgb).map_err(failed)?;
    Ok(out)
}

/// What can be seen through shows white.
fn on_white(bytes: &[u8]) -> Vec<u8> {
    let over = |c: u8, a: u8| ((u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a)) + 127) / 255) as u8;
    bytes.chunks_exact(4).flat_map(|p| [over(p[0], p[3]), over(p[1], p[3]), over(p[2], p[3])]).collect()
}
