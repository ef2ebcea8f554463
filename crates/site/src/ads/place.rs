//! The advertisements of a page in the making.

use newsroom::{StoryId, sensitive};
use store::stories::{self, Card};
use store::{sensitive as marks, versions};
use wire::Item;

use super::choose::{self, Place};
use super::frame;
use crate::addresses;
use crate::making::Making;
use crate::render::RenderError;
use crate::settings::ads::{Ad, Kind};
use crate::view::{AdView, AdsView, FrameView, PictureView};

/// What kind of page it is, to those who advertise on some only.
#[derive(Debug, Clone, Default)]
pub struct About<'a> {
    pub section: Option<&'a str>,
    /// Slugs.
    pub topics: Vec<String>,
    /// Nothing stands on it.
    pub sensitive: bool,
}

impl Making<'_> {
    /// What stands in each slot that the template shows; a slot with nothing is left out. The page expires when
    /// that changes. `page` is its address.
    pub fn ads(&mut self, template: &str, page: &str, about: &About<'_>) -> AdsView {
        let site = self.site;
        let mut views = AdsView::new();
        if about.sensitive || site.ads.planned.is_empty() {
            return views;
        }
        let place = Place { page, section: about.section, topics: &about.topics };
        let mut taken: Vec<&str> = Vec::new();
        for slot in site.theme().slots(template, &site.settings.ads) {
            let choice = choose::choose(&site.ads.planned, &slot, &place, &taken, self.now);
            self.expire(choice.until);
            if let Some(ad) = choice.ad {
                taken.push(&ad.id);
                views.insert(slot.clone(), self.ad(ad, slot));
            }
        }
        views
    }

    fn ad(&self, ad: &Ad, slot: String) -> AdView {
        let image = self.site.ads.image(ad).map(|src| PictureView {
            url: format!("{}{src}", self.site.origin()),
            src,
            srcset: String::new(),
            sources: Vec::new(),
            width: ad.width,
            height: ad.height,
            focus: String::new(),
            alt: ad.text.clone(),
            caption: None,
            credit: None,
        });
        let framed = matches!(ad.kind(), Kind::Html | Kind::Tag);
        AdView {
            id: ad.id.clone(),
            label: self.say("advertisement", &[]),
            href: addresses::ad_click_href(&ad.id, &slot),
            rel: frame::REL,
            // With a picture, the text is what those hear who do not see it.
            text: if ad.kind() == Kind::Text { ad.text.clone() } else { String::new() },
            frame: framed.then(|| FrameView {
                src: addresses::ad_href(&ad.id, &slot),
                sandbox: frame::sandbox(ad.kind()),
                width: ad.width,
                height: ad.height,
            }),
            image,
            slot,
        }
    }

    /// Does a story forbid advertisements beside it, by what it is about or by the desk's word?
    pub async fn is_sensitive(&self, story: StoryId, item: &Item) -> Result<bool, RenderError> {
        if self.site.ads.planned.is_empty() {
            return Ok(false);
        }
        let by_rule = sensitive::because(item, &self.site.settings.ads.never_beside).is_some();
        Ok(by_rule || marks::is_marked(self.site.store.db(), story).await?)
    }

    /// The same of the story that leads a list: what stands beside the list stands beside that.
    pub async fn leads_sensitively(&self, leading: Option<&Card>) -> Result<bool, RenderError> {
        let Some(card) = leading.filter(|_| !self.site.ads.planned.is_empty()) else { return Ok(false) };
        let db = self.site.store.db();
        let shown = stories::get(db, card.id).await?.and_then(|story| story.shown);
        let Some(shown) = shown else { return Ok(false) };
        match versions::get(db, card.id, shown).await? {
            Some(version) => self.is_sensitive(card.id, &version.item).await,
            None => Ok(false),
        }
    }
}
