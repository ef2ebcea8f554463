//! A picture on a page: which of its sizes a browser may choose from.

use std::fmt::Write as _;

use store::renditions::Size;

use crate::addresses;
use crate::escape::escaped;
use crate::view::{PictureView, SourceView};

/// The kind that every browser shows.
const FALLBACK: &str = "image/jpeg";
/// What a browser gets that knows nothing of sizes: the widest up to this.
const PLAIN: u32 = 960;

/// A picture without words; `size` is the original's, which stands where no sizes have been made. `None`
/// where it is no picture.
pub fn view(origin: &str, sha256: &str, mime: &str, size: (u32, u32), sizes: &[Size]) -> Option<PictureView> {
    let of_kind = |mime: &str| sizes.iter().filter(|size| size.mime == mime).collect::<Vec<_>>();
    let fallback = of_kind(FALLBACK);
    let plain = fallback.iter().rev().find(|size| size.width <= PLAIN).or(fallback.first());
    let (src, largest, (width, height)) = match (plain, fallback.last()) {
        (Some(plain), Some(largest)) => (href(plain), href(largest), (largest.width, largest.height)),
        _ => (addresses::media_href(sha256, mime), addresses::media_href(sha256, mime), size),
    };
    let mut kinds: Vec<&str> = Vec::new();
    for size in sizes.iter().filter(|size| size.mime != FALLBACK) {
        if !kinds.contains(&size.mime.as_str()) {
            kinds.push(&size.mime);
        }
    }
    let sources =
        kinds.into_iter().map(|kind| SourceView { mime: kind.to_owned(), srcset: srcset(&of_kind(kind)) });
    let shown = mime.starts_with("image/") && width > 0 && height > 0;
    shown.then(|| PictureView {
        src,
        srcset: if fallback.len() > 1 { srcset(&fallback) } else { String::new() },
        sources: sources.collect(),
        url: format!("{origin}{largest}"),
        width,
        height,
        alt: String::new(),
        caption: None,
        credit: None,
    })
}

/// The picture in a text, as wide as the text. The theme's `picture` prints the same for cards.
pub fn write(picture: &PictureView, out: &mut String) {
    const SIZES: &str = "(min-width: 46rem) 44rem, 100vw";
    if !picture.sources.is_empty() {
        out.push_str("<picture>");
    }
    for source in &picture.sources {
        let (mime, srcset) = (escaped(&source.mime), escaped(&source.srcset));
        _ = write!(out, "<source type=\"{mime}\" srcset=\"{srcset}\" sizes=\"{SIZES}\">");
    }
    _ = write!(out, "<img src=\"{}\"", escaped(&picture.src));
    if !picture.srcset.is_empty() {
        _ = write!(out, " srcset=\"{}\" sizes=\"{SIZES}\"", escaped(&picture.srcset));
    }
    _ = write!(
        out,
        " alt=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\" decoding=\"async\">",
        escaped(&picture.alt),
        picture.width,
        picture.height
    );
    if !picture.sources.is_empty() {
        out.push_str("</picture>");
    }
    out.push('\n');
}

fn href(size: &Size) -> String {
    addresses::media_href(&size.sha256, &size.mime)
}

fn srcset(sizes: &[&Size]) -> String {
    sizes.iter().map(|size| format!("{} {}w", href(size), size.width)).collect::<Vec<_>>().join(", ")
}
