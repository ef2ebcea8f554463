//! `ContentItem`s that are files: pictures, graphics, films, sounds.

use super::management::formal;
use crate::xml::Element;
use crate::{ItemKind, Media, MediaKind, Rendition, feed};

/// What kind of file a `ContentItem` is; `None` for text.
pub(super) fn kind(content: Element) -> Option<MediaKind> {
    let said = |name: &str| content.child(name).and_then(formal).unwrap_or_default().to_lowercase();
    let mime = said("MimeType");
    let by_mime = match mime.split('/').next().unwrap_or_default() {
        "image" => Some(MediaKind::Picture),
        "video" => Some(MediaKind::Video),
        "audio" => Some(MediaKind::Audio),
        _ => None,
    };
    by_name(&said("MediaType")).or(by_mime).or_else(|| {
        let href = content.filled("Href")?.to_lowercase();
        let path = href.split(['?', '#']).next().unwrap_or_default();
        match path.rsplit_once('.')?.1 {
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "tif" | "tiff" => Some(MediaKind::Picture),
            "svg" | "eps" | "ai" => Some(MediaKind::Graphic),
            "mp4" | "mov" | "wmv" | "avi" | "webm" | "mpg" => Some(MediaKind::Video),
            "mp3" | "wav" | "m4a" | "ogg" => Some(MediaKind::Audio),
            _ => None,
        }
    })
}

/// What kind of thing a media type or a role names.
pub(super) fn by_name(name: &str) -> Option<MediaKind> {
    Some(match name {
        "photo" | "photograph" | "picture" | "image" | "mainphoto" | "mainpicture" => MediaKind::Picture,
        "graphic" | "graphics" | "infographic" | "infographics" | "logo" | "map" | "chart"
        | "illustration" | "animation" => MediaKind::Graphic,
        "video" | "film" | "movie" => MediaKind::Video,
        "audio" | "sound" => MediaKind::Audio,
        _ => return None,
    })
}

pub(super) fn rendition(content: Element, role: Option<&str>) -> Option<Rendition> {
    let href = content.filled("Href")?;
    let characteristics = content.child("Characteristics");
    let property = |names: &[&str]| {
        let is_it = |e: &Element| {
            e.attr("FormalName")
                .is_some_and(|name| names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)))
        };
        characteristics?.all("Property").filter(is_it).find_map(|e| e.filled("Value"))
    };
    let number = |names: &[&str]| {
        let written = property(names)?;
        let digits = written.bytes().take_while(u8::is_ascii_digit).count();
        written[..digits].parse::<u32>().ok()
    };
    let size = characteristics.and_then(|e| e.child("SizeInBytes")).and_then(Element::words);
    Some(Rendition {
        href: href.to_owned(),
        mime: content.child("MimeType").and_then(formal).filter(|mime| mime.contains('/')),
        width: number(&["PixelWidth", "Width"]),
        height: number(&["PixelHeight", "Height"]),
        bytes: size.and_then(|size| size.parse().ok()),
        role: property(&["ImageUse", "MultiMediaUse"]).or(role).map(str::to_owned),
    })
}

/// Films before their still pictures, the largest first.
pub(super) fn sort(media: &mut Media) {
    let is_still = |r: &Rendition| {
        matches!(media.kind, MediaKind::Video | MediaKind::Audio)
            && feed::media_kind(r.mime.as_deref(), &r.href) == MediaKind::Picture
    };
    let area = |r: &Rendition| u64::from(r.width.unwrap_or(0)) * u64::from(r.height.unwrap_or(0));
    media.renditions.sort_by_key(|r| (is_still(r), std::cmp::Reverse((area(r), r.bytes.unwrap_or(0)))));
}

pub(super) fn item_kind(kind: MediaKind) -> ItemKind {
    match kind {
        MediaKind::Graphic => ItemKind::Graphic,
        MediaKind::Video => ItemKind::Video,
        MediaKind::Audio => ItemKind::Audio,
        MediaKind::Picture | MediaKind::Other => ItemKind::Picture,
    }
}
