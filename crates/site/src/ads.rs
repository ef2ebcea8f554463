//! Advertising: what stands where, the frames that it stands in, what is counted of it, and what readers agreed to.
//!
//! A page is made with its advertisements in it, as with its stories, and lies in the cache like any other:
//! `choose.rs` says which, from the page's address and the time alone. Whatever is not ours to vouch for
//! stands in a frame with a page and a policy of its own (`frame.rs`). `answer.rs` answers what is asked for
//! each reader alone: frames of third parties, clicks, what was in view, the choice.
//!
//! No cookie is set and nobody else is asked for anything before a reader agreed; who saw what is kept nowhere.

pub(crate) mod answer;
pub mod choose;
pub(crate) mod consent;
pub mod count;
mod frame;
pub(crate) mod place;
pub mod state;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::page::Page;
use crate::settings::ads::{Ad, Kind};
use crate::{Settings, SiteError, addresses, headers};
use choose::Planned;
use count::AdCounts;

/// Everything of advertising that is made once, at the start.
pub struct Ads {
    pub(crate) planned: Vec<Planned>,
    /// Pictures by advertisement: the last part of the address, which names the content.
    images: HashMap<String, (String, Arc<Page>)>,
    frames: HashMap<String, frame::Frames>,
    pub(crate) counts: AdCounts,
}

impl Ads {
    /// `label` is what an advertisement is called in the paper's language.
    pub(crate) fn new(
        settings: &Settings,
        label: &str,
        zone: &TimeZone,
        now: Timestamp,
    ) -> Result<Ads, SiteError> {
        let ads = &settings.ads;
        let mut images = HashMap::new();
        for ad in &ads.ads {
            if let (Kind::Image, Some(file)) = (ad.kind(), &ad.image) {
                images.insert(ad.id.clone(), image(file)?);
            }
        }
        let href =
            |id: &str| images.get(id).map(|(name, _): &(String, _)| addresses::static_href("ad", name));
        let frames = frame::all(settings, label, &href)?;
        let planned = choose::plan(ads, zone);
        let slots = ads.all_slots().keys().map(|name| (*name).to_owned()).collect();
        let ids = ads.ads.iter().map(|ad| ad.id.clone()).collect();
        Ok(Ads { planned, images, frames, counts: AdCounts::new(ids, slots, now) })
    }

    /// The address of an advertisement's picture.
    pub(crate) fn image(&self, ad: &Ad) -> Option<String> {
        self.images.get(&ad.id).map(|(name, _)| addresses::static_href("ad", name))
    }

    /// A picture by the last part of its address.
    pub(crate) fn image_file(&self, name: &str) -> Option<Arc<Page>> {
        self.images.values().find(|(known, _)| known == name).map(|(_, file)| Arc::clone(file))
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Ad> {
        self.planned.iter().map(|planned| &planned.ad).find(|ad| ad.id == id)
    }
}

fn image(file: &Path) -> Result<(String, Arc<Page>), SiteError> {
    let bytes = read(file)?;
    let mime = match file.extension().and_then(|ending| ending.to_str()) {
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("gif") => "image/gif",
        Some("avif") => "image/avif",
        _ => "image/jpeg",
    };
    let name = file_name(&bytes, file);
    Ok((name, Arc::new(Page::file(bytes, false, headers::fixed(mime)))))
}

fn read(file: &Path) -> Result<Vec<u8>, SiteError> {
    std::fs::read(file).map_err(|source| SiteError::AdFile { file: file.display().to_string(), source })
}

/// Made of the content: the address is kept by browsers for a year.
fn file_name(bytes: &[u8], file: &Path) -> String {
    use sha2::{Digest, Sha256};
    let short: String = Sha256::digest(bytes)[..6].iter().map(|byte| format!("{byte:02x}")).collect();
    let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    format!("{short}.{ending}")
}
