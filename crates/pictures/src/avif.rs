//! The sizes in AVIF, which takes many times as long as the others together and is made after them.

use ravif::{Encoder, Img};
use rgb::FromSlice;

use crate::make::{Format, Rendition, Unfit};
use crate::unpack::{Pixels, unpack};
use crate::{clean, exif, facts};

/// About as good as the WebP beside it.
const QUALITY: f32 = 62.0;
/// 1 is the slowest and smallest, 10 the fastest; each step down costs half as much time again, for some
/// hundredths of the bytes.
const SPEED: u8 = 10;

/// Makes AVIF at the widths of the sizes that there are, each given with the bytes of its smallest file; what is
/// not smaller is left out. A picture with colours of its own (a profile) gets none: the encoder has no place
/// for it. `go_on` is asked before each width, since each takes a processor for up to some seconds.
///
/// # Errors
/// [`Unfit`], as `make`.
pub fn make_avif(
    bytes: &[u8],
    than: &[(u32, usize)],
    mut go_on: impl FnMut() -> bool,
) -> Result<Vec<Rendition>, Unfit> {
    let bytes = clean(bytes);
    let about = exif::about(&facts(&bytes));
    let picture = unpack(&bytes)?;
    let mut renditions = Vec::new();
    if picture.profile.is_some() {
        return Ok(renditions);
    }
    for &(width, most) in than {
        if width > picture.largest.width || !go_on() {
            continue;
        }
        let whole = width == picture.largest.width;
        let narrowed = if whole { None } else { Some(picture.largest.narrowed(width)?) };
        let pixels = narrowed.as_ref().unwrap_or(&picture.largest);
        let bytes = pack(pixels, about.as_deref())?;
        if bytes.len() < most {
            renditions.push(Rendition { format: Format::Avif, width, height: pixels.height, bytes });
        }
    }
    Ok(renditions)
}

fn pack(pixels: &Pixels, about: Option<&[u8]>) -> Result<Vec<u8>, Unfit> {
    // One thread: the others answer readers.
    let mut encoder = Encoder::new().with_quality(QUALITY).with_speed(SPEED).with_num_threads(Some(1));
    if let Some(about) = about {
        encoder = encoder.with_exif(about);
    }
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let packed = match pixels.alpha {
        true => encoder.encode_rgba(Img::new(pixels.bytes.as_rgba(), width, height)),
        false => encoder.encode_rgb(Img::new(pixels.bytes.as_rgb(), width, height)),
    };
    let packed = packed.map_err(|error| Unfit::Broken(format!("it cannot be packed as AVIF ({error})")))?;
    Ok(packed.avif_file)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::make;

    fn photograph(width: u32, height: u32) -> Vec<u8> {
        let wave = |n: u32, length: f32| (n as f32 / length).sin() * 40.0;
        let image = image::RgbImage::from_fn(width, height, |x, y| {
            let light = 120.0 + wave(x, 41.0) + wave(y, 29.0) + (x * 7 % 13) as f32;
            image::Rgb([light as u8, (light * 0.8) as u8, (200.0 - light * 0.5) as u8])
        });
        let mut file = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut file, 92);
        let packet = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
            xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
            xmlns:p='http://ns.adobe.com/photoshop/1.0/'><rdf:Description p:Credit='Meridian / Ana Ruiz'/>\
            </rdf:RDF></x:xmpmeta>";
        encoder.add_app_segment(1, packet.to_vec()).unwrap();
        encoder.encode(&image, width as u16, height as u16, jpeg_encoder::ColorType::Rgb).unwrap();
        file
    }

    fn smallest(file: &[u8]) -> Vec<(u32, usize)> {
        let mut widths = std::collections::BTreeMap::new();
        for size in make(file).unwrap().renditions {
            let least = widths.entry(size.width).or_insert(usize::MAX);
            *least = size.bytes.len().min(*least);
        }
        widths.into_iter().collect()
    }

    fn has(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|part| part == text.as_bytes())
    }

    #[test]
    fn avif_is_made_at_the_widths_that_there_are_where_it_is_smaller_and_says_whose_it_is() {
        let file = photograph(700, 400);
        let than = smallest(&file);
        assert_eq!(than.iter().map(|size| size.0).collect::<Vec<_>>(), [320, 640, 700]);
        let made = make_avif(&file, &than, || true).unwrap();
        assert!(!made.is_empty());
        for size in &made {
            let most = than.iter().find(|than| than.0 == size.width).unwrap().1;
            assert!(size.bytes.len() < most, "{} of {most}", size.bytes.len());
            assert_eq!(&size.bytes[4..12], b"ftypavif");
            assert!(has(&size.bytes, "Meridian / Ana Ruiz"));
        }
        let never: Vec<_> = than.iter().map(|(width, _)| (*width, 1)).collect();
        assert_eq!(make_avif(&file, &never, || true).unwrap(), []);
    }

    #[test]
    fn a_stop_is_heard_between_two_widths() {
        let file = photograph(700, 400);
        let (than, mut asked) = ([(320, usize::MAX), (640, usize::MAX), (700, usize::MAX)], 0);
        let made = make_avif(&file, &than, || {
            asked += 1;
            asked == 1
        });
        assert_eq!(made.unwrap().iter().map(|size| size.width).collect::<Vec<_>>(), [320]);
    }

    #[test]
    fn a_picture_with_colours_of_its_own_keeps_them_and_gets_no_avif() {
        let mut file = photograph(400, 300);
        // The head of a profile that names other colours than sRGB.
        let mut profile = vec![0; 128];
        profile[16..20].copy_from_slice(b"RGB ");
        let mut segment = b"ICC_PROFILE\0\x01\x01".to_vec();
        segment.extend(&profile);
        let marker = [&[0xff, 0xe2][..], &((segment.len() + 2) as u16).to_be_bytes(), &segment].concat();
        file.splice(2..2, marker);
        assert_eq!(make_avif(&file, &[(400, usize::MAX)], || true).unwrap(), []);
    }

    #[test]
    fn what_is_cut_off_or_no_picture_is_refused_with_a_sentence() {
        let file = photograph(400, 300);
        assert!(make_avif(&file[..200], &[(320, 1)], || true).is_err());
        assert!(make_avif(b"not a picture", &[(320, 1)], || true).is_err());
    }
}
