//! The old system's files: which of them lie in the folder that was given.

use std::path::PathBuf;

use url::Url;
use wire::{Item, MediaKind};

use super::Report;

/// Under these the old systems keep files; a file right below one may be named without its year and month.
const FOLDERS: [&str; 3] = ["uploads", "images", "files"];

/// Where files are looked for.
pub(super) struct Files {
    folder: Option<PathBuf>,
    fetch: bool,
}

impl Files {
    pub fn new(folder: Option<PathBuf>, fetch: bool) -> Files {
        Files { folder, fetch }
    }

    pub fn folder(&self) -> Option<PathBuf> {
        self.folder.clone()
    }

    pub fn fetches(&self) -> bool {
        self.fetch
    }

    /// Names the files that lie in the folder by their paths inside of it, and says what will not come.
    pub fn place(&self, item: &mut Item, report: &mut Report, address: Option<&str>) {
        let headline = item.headline.clone();
        for media in &mut item.media {
            let mut here = false;
            for rendition in &mut media.renditions {
                if let Some(inside) = self.inside(&rendition.href) {
                    (rendition.href, here) = (inside, true);
                }
            }
            let Some(first) = media.renditions.first().filter(|_| !here) else { continue };
            if !matches!(media.kind, MediaKind::Picture | MediaKind::Graphic) {
                let why = format!("It is a film or sound, which stays at {}.", first.href);
                report.leave("a film or sound", headline.as_deref(), address, &why);
            } else if !self.fetch {
                let why = match &self.folder {
                    Some(folder) => format!("{} is not in {}.", first.href, folder.display()),
                    None => format!(
                        "{} was not looked for; name the folder with --media, or --fetch.",
                        first.href
                    ),
                };
                report.leave("a picture", headline.as_deref(), address, &why);
            }
        }
    }

    /// The longest end of the address's path that is a file in the folder.
    fn inside(&self, href: &str) -> Option<String> {
        let folder = self.folder.as_ref()?;
        let url = Url::parse("http://old.invalid/").ok()?.join(href).ok()?;
        let parts: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
        (0..parts.len()).find_map(|from| {
            let named = parts.len() - from > 1 || from > 0 && FOLDERS.contains(&parts[from - 1]);
            let inside = parts[from..].join("/");
            named.then_some(inside).filter(|inside| is_there(folder, inside))
        })
    }
}

/// By its name as written, or with its `%20`s resolved.
fn is_there(folder: &std::path::Path, inside: &str) -> bool {
    let plain = crate::media::beside::unescaped(inside);
    folder.join(inside).is_file() || plain.is_some_and(|plain| folder.join(plain).is_file())
}
