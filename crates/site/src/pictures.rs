//! A picture on a page: which of its sizes a browser may choose from.

use std::fmt::Write as _;

use store::renditions::{Focal, Size};

use crate::addresses;
use crate::escape::escaped;
use crate::view::{PictureView, SourceView};

/// The kinds that every browser shows.
const FALLBACK: [&str; 2] = ["image/jpeg", "image/png"];
/// What a browser gets that knows nothing of sizes: the widest up to this.
const PLAIN: u32 = 960;

/// A picture without words; `size` is the original's, which stands where no sizes have been made. `None`
/// where it is no picture.
pub fn view(origin: &str, sha256: &str, mime: &str, size: (u32, u32), sizes: &[Size]) -> Option<PictureView> {
    let is_fallback = |size: &&Size| FALLBACK.contains(&size.mime.as_str());
    let mut fallback: Vec<&Size> = sizes.iter().filter(is_fallback).collect();
    fallback.sort_by_key(|size| size.width);
    let plain = fallback.iter().rev().find(|size| size.width <= PLAIN).or(fallback.first());
    let (src, largest, (width, height)) = match (plain, fallback.last()) {
        (Some(plain), Some(largest)) => (href(plain), href(largest), (largest.width, largest.height)),
        _ => (addresses::media_href(sha256, mime), addresses::media_href(sha256, mime), size),
    };
    let mut kinds: Vec<&str> = Vec::new();
    for size in sizes.iter().filter(|size| !is_fallback(size)) {
        if !kinds.contains(&size.mime.as_str()) {
            kinds.push(&size.mime);
        }
    }
    let sources = kinds.into_iter().map(|kind| {
        let mut of_kind: Vec<&Size> = sizes.iter().filter(|size| size.mime == kind).collect();
        // A file that its agency packed well is sent itself, and there is nothing wider of this kind. A browser
        // shows it by what it is, whatever the source is said to have.
        let widest = of_kind.last().map_or(0, |size| size.width);
        of_kind.extend(fallback.iter().filter(|size| size.width > widest));
        SourceView { mime: kind.to_owned(), srcset: srcset(&of_kind) }
    });
    let shown = mime.starts_with("image/") && width > 0 && height > 0;
    shown.then(|| PictureView {
        src,
        srcset: if fallback.len() > 1 { srcset(&fallback) } else { String::new() },
        sources: sources.collect(),
        url: format!("{origin}{largest}"),
        width,
        height,
        focus: String::new(),
        alt: String::new(),
        caption: None,
        credit: None,
    })
}

/// The classes of a focal point, in steps of ten: a style of its own the pages' policy would not let through.
pub fn focus(focal: Option<Focal>) -> String {
    let Some(Focal { x, y }) = focal else { return String::new() };
    let step = |n: u8| (u32::from(n.min(100)) + 5) / 10 * 10;
    let one = |axis: &str, n: u8| Some(step(n)).filter(|n| *n != 50).map(|n| format!("focus-{axis}-{n}"));
    [one("x", x), one("y", y)].into_iter().flatten().collect::<Vec<_>>().join(" ")
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

#[cfg(test)]
mod tests {
    use super::*;

    fn size(mime: &str, width: u32) -> Size {
        Size { mime: mime.into(), width, height: width / 2, sha256: format!("{width}") }
    }

    #[test]
    fn a_width_that_is_smallest_as_its_agency_sent_it_is_offered_to_every_browser() {
        let sizes = [size("image/jpeg", 320), size("image/png", 700), size("image/webp", 320)];
        let view = view("", "abc", "image/png", (700, 350), &sizes);
        let srcset = "/media/320.webp 320w, /media/700.png 700w";
        assert_eq!(view.as_ref().map(|view| view.sources[0].srcset.as_str()), Some(srcset));
        let srcset = "/media/320.jpg 320w, /media/700.png 700w";
        assert_eq!(view.as_ref().map(|view| view.srcset.as_str()), Some(srcset));
        assert_eq!(view.map(|view| (view.width, view.src)), Some((700, "/media/700.png".into())));
    }

    #[test]
    fn a_focal_point_is_a_class_for_each_side_and_the_middle_is_none() {
        let of = |x, y| focus(Some(Focal { x, y }));
        assert_eq!(of(24, 86), "focus-x-20 focus-y-90");
        assert_eq!(of(50, 0), "focus-y-0");
        assert_eq!(of(100, 46), "focus-x-100");
        assert_eq!(of(54, 50), "");
        assert_eq!(focus(None), "");
    }
}
