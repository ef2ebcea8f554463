//! Pictures are made here; the files of the shared collection are looked at where they are present.

use image::{DynamicImage, Rgb, RgbImage};

use crate::{Facts, Format, Unfit, clean, facts, jpeg, make, xmp};

/// Red on the left, blue on the right.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(
        width,
        height,
        |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) },
    )
}

fn jpeg_of(image: &RgbImage, segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, 90);
    for (number, data) in segments {
        encoder.add_app_segment(*number, data.clone()).unwrap();
    }
    let (width, height) = (image.width() as u16, image.height() as u16);
    encoder.encode(image, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    out
}

/// Exif that says how the camera was held, and where: a pointer to positions, and a serial number.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0x26, 0, 0, 0, 0]);
    tiff.extend(b"GPSLatitude SERIAL-0042");
    tiff
}

fn photoshop(datasets: &[(u8, u8, &[u8])]) -> Vec<u8> {
    let mut iim = Vec::new();
    for (record, dataset, value) in datasets {
        iim.extend([0x1c, *record, *dataset]);
        iim.extend((value.len() as u16).to_be_bytes());
        iim.extend(*value);
    }
    let mut all = b"Photoshop 3.0\x008BIM\x04\x0c\0\0\0\0\0\x01x\x008BIM\x04\x04\x03abc".to_vec();
    all.extend((iim.len() as u32).to_be_bytes());
    all.extend(iim);
    all
}

fn packet(inner: &str) -> Vec<u8> {
    let packet = format!(
        "<?xpacket begin='' id='x'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF \
         xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><r:Description r:about='' \
         xmlns:d='http://purl.org/dc/elements/1.1/' xmlns:p='http://ns.adobe.com/photoshop/1.0/' \
         xmlns:e='http://ns.adobe.com/exif/1.0/' e:GPSLatitude='51,30N' \
         xmlns:i='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/' {inner}</r:Description></r:RDF></x:xmpmeta>"
    );
    [jpeg::XMP, packet.as_bytes()].concat()
}

fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|at| at == text.as_bytes())
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    if !bytes.starts_with(b"\xff\xd8") {
        return image::load_from_memory(bytes).unwrap();
    }
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    let pixels = decoder.decode().unwrap();
    let info = decoder.info().unwrap();
    RgbImage::from_raw(info.width.into(), info.height.into(), pixels).unwrap().into()
}

#[test]
fn what_a_file_says_of_its_picture_is_read_from_xmp_and_then_from_iptc() {
    let xmp = packet(
        "p:Credit='MNA &amp; Sons'><d:description><r:Alt><r:li xml:lang='x-default'>Waves break\n over \
         &lt;the&#32;wall&gt;.</r:li><r:li xml:lang='fr'>Des vagues</r:li></r:Alt></d:description>\
         <i:AltTextAccessibility><r:Alt><r:li>A wall in spray</r:li></r:Alt></i:AltTextAccessibility>",
    );
    let iptc = photoshop(&[
        (2, 80, b"Jos\xe9 Hale"),
        (2, 120, b"Not this one"),
        (2, 116, b"\xc2\xa9 Meridian"),
        (2, 90, b"Port Ellery"),
    ]);
    let file = jpeg_of(&halves(8, 8), &[(1, exif(1)), (1, xmp), (13, iptc)]);
    let expected = Facts {
        caption: some("Waves break over <the wall>."),
        credit: some("MNA & Sons"),
        byline: some("José Hale"),
        copyright: some("© Meridian"),
        alt: some("A wall in spray"),
    };
    assert_eq!(facts(&file), expected);
    assert_eq!(facts(&clean(&file)), expected, "cleaning keeps it");
    assert_eq!(facts(b"no picture"), Facts::default());
}

#[test]
fn a_packet_that_is_written_is_read_again() {
    let said = Facts {
        caption: some("<b>\"A\" & 'b'</b> ]]>"),
        credit: some("c"),
        byline: some("d"),
        ..Facts::default()
    };
    assert_eq!(xmp::read(xmp::write(&said).as_bytes()), said);
}

#[test]
fn an_entity_of_the_senders_own_is_never_expanded() {
    let packet = "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'><!ENTITY f 'long'>]>\
                  <a xmlns:d='http://purl.org/dc/elements/1.1/'><d:rights>x&e;&f;y</d:rights></a>";
    assert_eq!(xmp::read(packet.as_bytes()).copyright, some("xy"));
}

#[test]
fn where_a_picture_was_taken_is_not_kept_and_no_pixel_changes() {
    let file = jpeg_of(
        &halves(64, 48),
        &[(1, exif(6)), (1, packet("p:Credit='MNA'>")), (13, photoshop(&[(2, 110, b"MNA")]))],
    );
    let tail = [&file[..], b"<script>alert(1)</script>"].concat();
    let kept = clean(&tail);
    assert!(has(&tail, "GPSLatitude") && has(&tail, "SERIAL-0042") && has(&tail, "<script"));
    for secret in ["GPS", "SERIAL-0042", "<script", "Photoshop 3.0"] {
        assert!(!has(&kept, secret), "{secret}");
    }
    assert_eq!(decoded(&kept).into_rgb8(), decoded(&file).into_rgb8());
    assert_eq!(clean(&kept), kept, "once is enough");
    let (wide, high) = {
        let sizes = make(&kept).unwrap().renditions;
        (sizes[0].width, sizes[0].height)
    };
    assert_eq!((wide, high), (48, 64), "which way is up is still known");
}

#[test]
fn a_png_and_a_webp_lose_their_texts_and_keep_their_pixels() {
    let mut png = Vec::new();
    DynamicImage::from(halves(40, 30))
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    let text = b"\0\0\0\x0ctEXtComment\0GPS!\0\0\0\0".to_vec();
    let end = png.len() - 12;
    let noted = [&png[..end], &text, &png[end..], b"%PDF-1.4"].concat();
    assert_eq!(clean(&noted), png);

    let webp = webp::Encoder::from_rgb(&halves(40, 30), 40, 30).encode_simple(true, 75.0).unwrap();
    let mut dressed = crate::riff::dress(&webp, (40, 30), None, Some("GPSLatitude"));
    assert!(has(&dressed, "GPSLatitude"));
    dressed.extend(b"<script>");
    let kept = clean(&dressed);
    assert!(!has(&kept, "GPSLatitude") && !has(&kept, "<script"));
    assert_eq!(decoded(&kept).into_rgb8(), halves(40, 30));
}

#[test]
fn sizes_are_made_in_both_formats_and_nothing_is_enlarged() {
    let xmp = packet("p:Credit='MNA'><d:rights><r:Alt><r:li>© Meridian</r:li></r:Alt></d:rights>");
    let made = make(&jpeg_of(&halves(1500, 1000), &[(1, exif(1)), (1, xmp)])).unwrap();
    let sizes: Vec<(Format, u32, u32)> =
        made.renditions.iter().map(|r| (r.format, r.width, r.height)).collect();
    let expected = [(320, 213), (640, 427), (960, 640), (1280, 853), (1500, 1000)];
    let both = expected.into_iter().flat_map(|(w, h)| [(Format::WebP, w, h), (Format::Jpeg, w, h)]);
    assert_eq!(sizes, both.collect::<Vec<_>>());
    for size in &made.renditions {
        let said = facts(&size.bytes);
        assert_eq!((said.credit.as_deref(), said.copyright.as_deref()), (Some("MNA"), Some("© Meridian")));
        assert!(!has(&size.bytes, "GPS") && !has(&size.bytes, "SERIAL"));
        let shown = decoded(&size.bytes).into_rgb8();
        assert_eq!((shown.width(), shown.height()), (size.width, size.height));
        let (left, right) = (shown.get_pixel(5, 5), shown.get_pixel(size.width - 5, 5));
        assert!(left[0] > 180 && left[2] < 60 && right[2] > 180 && right[0] < 60, "{left:?} {right:?}");
    }
    let small = make(&jpeg_of(&halves(200, 100), &[])).unwrap();
    assert_eq!(small.renditions.iter().map(|r| r.width).collect::<Vec<_>>(), [200, 200]);
    let large = make(&jpeg_of(&halves(2400, 100), &[(1, exif(6))])).unwrap();
    assert_eq!(large.renditions.iter().map(|r| (r.width, r.height)).max(), Some((100, 2400)));
    let large = make(&jpeg_of(&halves(100, 2400), &[(1, exif(8))])).unwrap();
    assert_eq!(large.renditions.iter().map(|r| (r.width, r.height)).max(), Some((1920, 80)));
}

#[test]
fn a_picture_is_upright_however_the_camera_was_held() {
    // Where red is in the upright picture: left, right, top or bottom.
    for (orientation, red) in [(1, 'l'), (2, 'r'), (3, 'r'), (4, 'l'), (5, 't'), (6, 't'), (7, 'b'), (8, 'b')]
    {
        let made = make(&jpeg_of(&halves(120, 60), &[(1, exif(orientation))])).unwrap();
        for size in &made.renditions {
            let shown = decoded(&size.bytes).into_rgb8();
            let (w, h) = (size.width, size.height);
            let (x, y) = match red {
                'l' => (5, h / 2),
                'r' => (w - 5, h / 2),
                't' => (w / 2, 5),
                _ => (w / 2, h - 5),
            };
            let (here, there) = (shown.get_pixel(x, y), shown.get_pixel(w - 1 - x, h - 1 - y));
            assert!(here[0] > 150 && there[2] > 150, "{orientation}: {here:?} {there:?}");
            assert_eq!(facts(&size.bytes), Facts::default());
        }
    }
}

#[test]
fn what_can_be_seen_through_shows_white_where_it_must_show_something() {
    let clear = image::RgbaImage::from_pixel(400, 400, image::Rgba([0, 0, 0, 0]));
    let mut png = Vec::new();
    DynamicImage::from(clear).write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    let made = make(&png).unwrap();
    for size in made.renditions {
        let pixel = decoded(&size.bytes).into_rgba8().get_pixel(20, 20).0;
        match size.format {
            Format::WebP | Format::Png | Format::Avif => assert_eq!(pixel[3], 0),
            Format::Jpeg => assert!(pixel[0] > 250 && pixel[3] == 255, "{pixel:?}"),
        }
    }
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bomb.extend([0, 0, 0x30, 0, 0, 0, 0x30, 0, 8, 6, 0, 0, 0]);
    bomb.extend([0xa6, 0x1c, 0x1b, 0x2a]);
    assert!(matches!(make(&bomb), Err(Unfit::TooLarge { .. } | Unfit::Broken(_))));
    assert!(matches!(make(b"GIF89a\x01\0\x01\0\0\0\0;"), Err(Unfit::Kind)));
    assert!(matches!(make(b""), Err(Unfit::Kind)));
    assert!(matches!(make(b"<svg onload='x()'/>"), Err(Unfit::Kind)));
}

#[test]
fn nothing_of_a_file_that_is_cut_off_anywhere_makes_it_stumble() {
    let file = jpeg_of(
        &halves(20, 16),
        &[(1, exif(6)), (1, packet("p:Credit='MNA'>")), (13, photoshop(&[(2, 110, b"MNA")]))],
    );
    for end in 0..file.len() {
        let _ = (clean(&file[..end]), facts(&file[..end]), make(&file[..end]));
    }
    for at in 0..file.len() {
        let mut bent = file.clone();
        bent[at] ^= 0x5a;
        let _ = (clean(&bent), facts(&bent), make(&bent));
    }
}

#[test]
fn no_picture_of_the_shared_collection_gets_its_secrets_or_its_bomb_through() {
    let shared = std::env::var("DATELINE_SHARED")
        .unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").into());
    let Ok(folder) = std::fs::read_dir(format!("{shared}/hostile/images")) else { return };
    for file in folder.flatten().filter(|file| file.path().is_file()) {
        let (name, bytes) =
            (file.file_name().to_string_lossy().into_owned(), std::fs::read(file.path()).unwrap());
        let made = make(&bytes);
        if name.starts_with("bomb") || name.starts_with("huge") {
            assert!(made.is_err(), "{name}");
        }
        if name.starts_with("gps") || name.starts_with("orientation") || name.starts_with("progressive") {
            assert!(made.is_ok(), "{name}: {made:?}");
        }
        for size in made.into_iter().flat_map(|made| made.renditions) {
            for secret in ["CanaryCam", "SERIAL-0042", "GPS", "<script", "alert(1)", "%PDF", "canary"] {
                assert!(!has(&size.bytes, secret), "{name}: {secret}");
            }
        }
    }
}

/// Two frames of a pixel each, shown for a tenth of a second, again and again.
fn gif(noted: bool) -> Vec<u8> {
    let mut gif = b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\xff".to_vec();
    gif.extend(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0");
    if noted {
        gif.extend(b"\x21\xfe\x0bGPSLatitude\0\x21\xff\x0bXMP DataXMP\x03GPS\x02GP\0");
    }
    for _ in 0..2 {
        gif.extend(b"\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0");
    }
    gif.push(0x3b);
    if noted {
        gif.extend(b"<script>");
    }
    gif
}

#[test]
fn a_gif_loses_its_comments_and_goes_on_moving() {
    assert!(has(&gif(true), "GPS"));
    assert_eq!(clean(&gif(true)), gif(false));
    assert_eq!(clean(&gif(false)), gif(false));
    for end in 0..gif(true).len() {
        let kept = clean(&gif(true)[..end]);
        assert!(kept.len() <= end + 1 && !has(&kept, "GPS"), "{end}");
    }
}

fn part(kind: &[u8; 4], body: &[&[u8]]) -> Vec<u8> {
    let body = body.concat();
    [&(body.len() as u32 + 8).to_be_bytes()[..], kind, &body].concat()
}

/// An AVIF as far as its boxes go: pixels, Exif and XMP among its data, and more that is nobody's.
fn avif(pixels: &[u8], exif: &[u8], packet: &[u8]) -> Vec<u8> {
    let entry = |number: u8, kind: &[u8; 4], rest: &[u8]| {
        part(b"infe", &[&[2, 0, 0, 0, 0, number, 0, 0], kind, rest])
    };
    let entries = [
        entry(1, b"av01", b"Color\0"),
        entry(2, b"Exif", b"Exif\0"),
        entry(3, b"mime", b"XMP\0application/rdf+xml\0"),
    ]
    .concat();
    let info = part(b"iinf", &[&[0; 4], &[0, 3], &entries]);
    let start = part(b"ftyp", &[b"avif\0\0\0\0avifmif1"]);
    let places = |from: usize| {
        let mut at = from;
        let mut places = vec![0, 0, 0, 0, 0x44, 0, 0, 3];
        for (number, data) in [pixels, exif, packet].iter().enumerate() {
            places.extend([0, number as u8 + 1, 0, 0, 0, 1]);
            places.extend((at as u32).to_be_bytes());
            places.extend((data.len() as u32).to_be_bytes());
            at += data.len();
        }
        part(b"iloc", &[&places])
    };
    let meta =
        |from| part(b"meta", &[&[0; 4], &places(from), &info, &part(b"uuid", &[b"GPS in a uuid box"])]);
    let from = start.len() + meta(0).len() + 8;
    let data = part(b"mdat", &[pixels, exif, packet, b"GPS that nothing points to"]);
    [start, meta(from), data, part(b"free", &[b"GPS in free space"]), b"<script>".to_vec()].concat()
}

#[test]
fn an_avif_loses_where_it_was_taken_and_keeps_its_pixels_and_what_it_says_of_itself() {
    let pixels = b"\x12\0\x0a these are the pixels";
    let said = packet("p:Credit='MNA'>");
    // Programs leave room in it for others.
    let said = &[&said[jpeg::XMP.len()..], &[b' '; 500]].concat();
    let file = avif(pixels, &exif(6), said);
    assert_eq!(facts(&file).credit, some("MNA"));
    let kept = clean(&file);
    for secret in ["GPS", "SERIAL-0042", "<script"] {
        assert!(has(&file, secret) && !has(&kept, secret), "{secret}");
    }
    assert!(has(&kept, "these are the pixels") && has(&kept, "\0\0\0\0MM\0*"));
    assert_eq!(facts(&kept).credit, some("MNA"));
    assert_eq!(clean(&kept), kept, "once is enough");
    let place = file.windows(pixels.len()).position(|at| at == pixels);
    assert_eq!(kept.windows(pixels.len()).position(|at| at == pixels), place, "offsets stay right");

    for end in 0..file.len() {
        assert!(!has(&clean(&file[..end]), "GPSLatitude"), "{end}");
        let mut bent = file.clone();
        bent[end] ^= 0x5a;
        let _ = (clean(&bent), facts(&bent));
    }
}

/// Of these colours, in squares.
fn squares(colours: &[[u8; 3]]) -> RgbImage {
    RgbImage::from_fn(160, 80, |x, y| Rgb(colours[((x / 40 + y / 40) as usize) % colours.len()]))
}

#[test]
fn flat_colours_are_the_same_however_a_jpeg_is_packed() {
    let pictures = [
        squares(&[[200, 30, 40]]),
        squares(&[[255, 255, 255]]),
        squares(&[[10, 120, 60], [240, 240, 10]]),
        squares(&[[0, 0, 0], [30, 60, 200], [250, 100, 0]]),
    ];
    for (number, picture) in pictures.iter().enumerate() {
        for way in 0..12u8 {
            let mut file = Vec::new();
            let mut encoder = jpeg_encoder::Encoder::new(&mut file, 90);
            encoder.set_optimized_huffman_tables(way & 1 == 1);
            encoder.set_progressive(way & 2 == 2);
            encoder.set_sampling_factor(
                [
                    jpeg_encoder::SamplingFactor::F_1_1,
                    jpeg_encoder::SamplingFactor::F_2_1,
                    jpeg_encoder::SamplingFactor::F_2_2,
                ][usize::from(way >> 2)],
            );
            encoder.encode(picture, 160, 80, jpeg_encoder::ColorType::Rgb).unwrap();
            for size in make(&file).unwrap().renditions {
                let shown = decoded(&size.bytes).into_rgb8();
                for (x, y) in [(20, 20), (60, 20), (100, 60), (140, 60)] {
                    let (here, there) = (shown.get_pixel(x, y).0, picture.get_pixel(x, y).0);
                    let far = here.iter().zip(there).map(|(a, b)| a.abs_diff(b)).max().unwrap();
                    assert!(
                        far < 8,
                        "{number} packed in way {way}, {:?}: {here:?}, not {there:?}",
                        size.format
                    );
                }
            }
        }
    }
}

#[test]
fn an_agencys_file_that_is_smaller_is_sent_itself_at_its_own_width() {
    // Noise, packed so that nearly nothing is left of it.
    let noise = RgbImage::from_fn(700, 400, |x, y| {
        let n = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_mul(x ^ (y << 3) ^ 0x9e37);
        Rgb([n as u8, (n >> 8) as u8, (n >> 16) as u8])
    });
    let mut small = Vec::new();
    jpeg_encoder::Encoder::new(&mut small, 8).encode(&noise, 700, 400, jpeg_encoder::ColorType::Rgb).unwrap();
    let made = make(&small).unwrap().renditions;
    let widest: Vec<&crate::Rendition> = made.iter().filter(|size| size.width == 700).collect();
    assert_eq!(widest.last().map(|size| (size.format, &size.bytes)), Some((Format::Jpeg, &clean(&small))));
    assert!(widest.iter().all(|size| size.bytes.len() <= small.len()), "nothing larger stands beside it");
    assert!(made.iter().any(|size| size.width == 640 && size.format == Format::Jpeg));

    // Lying on its side it is not what pages show.
    let mut lying = b"\xff\xd8\xff\xe1\0\x22".to_vec();
    lying.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    lying.extend(&small[2..]);
    let turned = make(&lying).unwrap().renditions;
    assert!(turned.iter().all(|size| size.bytes != clean(&lying)));

    let mut drawing = Vec::new();
    let flat = DynamicImage::from(squares(&[[10, 120, 60], [240, 240, 10]]));
    flat.write_to(&mut std::io::Cursor::new(&mut drawing), image::ImageFormat::Png).unwrap();
    let made = make(&drawing).unwrap().renditions;
    let fallback = made.iter().rfind(|size| size.format != Format::WebP).unwrap();
    assert_eq!((fallback.format, fallback.width), (Format::Png, 160));
}

#[test]
fn a_jpeg_that_goes_over_its_pixels_for_ever_is_refused() {
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 90);
    encoder.set_progressive(true);
    encoder.encode(&halves(64, 64), 64, 64, jpeg_encoder::ColorType::Rgb).unwrap();
    assert!(make(&file).is_ok());
    let end = file.len() - 2;
    let scan = file.windows(2).rposition(|at| at == [0xff, 0xda]).unwrap();
    let last = file[scan..end].to_vec();
    file.truncate(end);
    (0..120).for_each(|_| file.extend(&last));
    file.extend([0xff, 0xd9]);
    assert!(matches!(make(&file), Err(Unfit::Broken(why)) if why.contains("too often")));
}

#[test]
fn a_jpeg_in_printers_inks_shows_the_colours_of_the_print() {
    let inks = [[0u8, 255, 255, 0], [255, 255, 0, 0], [0, 0, 0, 0], [0, 0, 0, 255]];
    let lights = [[255, 0, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0]];
    for (ink, light) in inks.into_iter().zip(lights) {
        let pixels: Vec<u8> = std::iter::repeat_n(ink, 64 * 64).flatten().collect();
        let mut file = Vec::new();
        let encoder = jpeg_encoder::Encoder::new(&mut file, 95);
        encoder.encode(&pixels, 64, 64, jpeg_encoder::ColorType::Cmyk).unwrap();
        let made = make(&file).unwrap().renditions;
        assert!(made.iter().all(|size| size.bytes != clean(&file)), "browsers do not agree on inks");
        let shown = decoded(&made.last().unwrap().bytes).into_rgb8().get_pixel(30, 30).0;
        assert!(shown.iter().zip(light).all(|(a, b)| a.abs_diff(b) < 8), "{ink:?}: {shown:?}");
    }
}
