//! The pictures of an item: which file of each, where it is, and whether it is one.

pub(crate) mod beside;
mod inspect;

use store::media::{FileState, MediaFile};
use store::{Result, Store, blobs};
use url::Url;
use wire::{Item, Media, MediaKind, Problem, Rendition};

pub use inspect::{Inspected, Limits, Unfit, inspect, kind};

use crate::{Beside, Pictures};

/// What was found of an item's pictures before the item is kept.
#[derive(Debug, Default)]
pub(crate) struct Captured {
    pub files: Vec<MediaFile>,
    pub problems: Vec<Problem>,
    /// Files that were read from beside the delivery.
    pub taken: Vec<std::path::PathBuf>,
}

/// One file of each picture: what lies beside the delivery is kept at once, what is elsewhere or has
/// not come yet is noted as wanted.
pub(crate) async fn capture(
    store: &Store,
    item: &Item,
    pictures: Pictures,
    beside: Option<&Beside>,
    base_url: Option<&str>,
    limits: Limits,
) -> Result<Captured> {
    let mut captured = Captured::default();
    if pictures == Pictures::None {
        return Ok(captured);
    }
    let still = |media: &&(usize, &Media)| matches!(media.1.kind, MediaKind::Picture | MediaKind::Graphic);
    for (index, media) in item.media.iter().enumerate().collect::<Vec<_>>().iter().filter(still) {
        let place = Place { store, pictures, beside, base_url, limits };
        place.capture(*index, media, &mut captured).await?;
    }
    Ok(captured)
}

struct Place<'a> {
    store: &'a Store,
    pictures: Pictures,
    beside: Option<&'a Beside>,
    base_url: Option<&'a str>,
    limits: Limits,
}

impl Place<'_> {
    /// The best rendition that is at hand, else the best that can be hoped for.
    async fn capture(&self, index: usize, media: &Media, captured: &mut Captured) -> Result<()> {
        let mut wanted = None;
        let fit = by_fitness(media);
        if fit.is_empty() && !media.renditions.is_empty() {
            captured.problems.push(Problem::note(
                "A picture has no file of a kind that pages show (JPEG, PNG, GIF, WebP or AVIF).",
            ));
        }
        for (position, rendition) in fit {
            let file = |href: String, state| MediaFile {
                media: index,
                rendition: position,
                href,
                sha256: None,
                mime: rendition.mime.clone(),
                width: rendition.width,
                height: rendition.height,
                bytes: rendition.bytes,
                state,
            };
            match self.locate(&rendition.href) {
                Some(Location::Beside(inside)) => match self.take(&inside).await? {
                    Taken::Kept { sha256, seen, bytes, path } => {
                        captured.taken.push(path);
                        captured.files.push(MediaFile {
                            sha256: Some(sha256),
                            mime: Some(seen.mime.to_owned()),
                            width: Some(seen.width),
                            height: Some(seen.height),
                            bytes: Some(bytes),
                            ..file(inside, FileState::Kept)
                        });
                        return Ok(());
                    }
                    Taken::NotYet => drop(wanted.get_or_insert_with(|| file(inside, FileState::Wanted))),
                    Taken::Unfit(why) => captured
                        .problems
                        .push(Problem::warning(format!("The picture {inside} was not taken. {why}"))),
                },
                Some(Location::Net(url)) => {
                    wanted.get_or_insert_with(|| file(url, FileState::Wanted));
                }
                Some(Location::Refused) => captured.problems.push(
                    Problem::warning(format!(
                        "The picture \"{}\" lies outside of its folder and was not taken.",
                        rendition.href
                    ))
                    .remedy("Deliver pictures beside their text, or below it."),
                ),
                None => {}
            }
        }
        captured.files.extend(wanted);
        Ok(())
    }

    fn locate(&self, href: &str) -> Option<Location> {
        let fetch = self.pictures == Pictures::Fetch;
        if let Ok(url) = Url::parse(href)
            && !beside::is_drive_letter(&url)
        {
            let net = matches!(url.scheme(), "http" | "https");
            return (net && fetch).then(|| Location::Net(url.into()));
        }
        if let Some(beside) = self.beside {
            return match beside::inside(&beside.dir, href) {
                Some(path) => Some(Location::Beside(path)),
                None => Some(Location::Refused),
            };
        }
        let base = Url::parse(self.base_url?).ok()?;
        base.join(href).ok().filter(|_| fetch).map(|url| Location::Net(url.into()))
    }

    async fn take(&self, inside: &str) -> Result<Taken> {
        let Some(beside) = self.beside else { return Ok(Taken::NotYet) };
        let (at, limits, inside) = (beside.clone(), self.limits, inside.to_owned());
        let found = tokio::task::spawn_blocking(move || beside::find(&at, &inside, limits.bytes)).await;
        let (bytes, path) = match found {
            Ok(Ok(Some(found))) => found,
            Ok(Ok(None)) => return Ok(Taken::NotYet),
            Ok(Err(why)) => return Ok(Taken::Unfit(why)),
            Err(_) => return Ok(Taken::NotYet),
        };
        match inspect(&bytes, limits) {
            // A picture that is still being written looks cut off; it is looked at again.
            Err(unfit) if unfit.may_pass() => Ok(Taken::NotYet),
            Err(unfit) => Ok(Taken::Unfit(unfit.to_string())),
            Ok(seen) => {
                let bytes = pictures::clean(&bytes);
                let sha256 = blobs::put(self.store, &bytes).await?;
                Ok(Taken::Kept { sha256, seen, bytes: bytes.len() as u64, path })
            }
        }
    }
}

enum Location {
    /// A path inside the folder of the source.
    Beside(String),
    Net(String),
    Refused,
}

enum Taken {
    Kept { sha256: String, seen: Inspected, bytes: u64, path: std::path::PathBuf },
    NotYet,
    Unfit(String),
}

/// Wider than this no page shows a picture.
const WIDE_ENOUGH: u32 = 4096;

/// The renditions that may be pictures for the page, best first: the widest that is not needlessly wide;
/// then those that do not say, in the order of the item; then the narrowest of the too wide ones.
fn by_fitness(media: &Media) -> Vec<(usize, &Rendition)> {
    let mut fit: Vec<(usize, &Rendition)> =
        media.renditions.iter().enumerate().filter(|(_, rendition)| may_be_shown(rendition)).collect();
    fit.sort_by_key(|(_, rendition)| match rendition.width {
        Some(width) if width <= WIDE_ENOUGH => (0, u32::MAX - width),
        Some(width) => (2, width),
        None => (1, 0),
    });
    fit
}

fn may_be_shown(rendition: &Rendition) -> bool {
    let mime = rendition.mime.as_deref().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    // Some say no more than that it is a file, or say it in words of their own.
    let vague = !mime.contains('/') || mime == "application/octet-stream";
    vague || inspect::is_shown(mime) || matches!(mime, "image/jpg" | "image/pjpeg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_file_that_a_page_can_use_is_taken() {
        let rendition = |href: &str, width: Option<u32>, mime: &str| Rendition {
            href: href.into(),
            width,
            mime: Some(mime.into()),
            ..Rendition::default()
        };
        let media = Media {
            renditions: vec![
                rendition("print.tif", Some(9000), "image/tiff"),
                rendition("huge.jpg", Some(8000), "image/jpeg"),
                rendition("somewhat.jpg", None, "JPEG"),
                rendition("small.jpg", Some(300), "image/jpg"),
                rendition("web.jpg", Some(2000), "image/jpeg; charset=binary"),
                rendition("drawing.svg", Some(2000), "image/svg+xml"),
            ],
            ..Media::default()
        };
        let order: Vec<&str> =
            by_fitness(&media).iter().map(|(_, rendition)| rendition.href.as_str()).collect();
        assert_eq!(order, ["web.jpg", "small.jpg", "somewhat.jpg", "huge.jpg"]);
    }
}
