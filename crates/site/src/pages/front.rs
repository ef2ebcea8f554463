//! The front: a lead, a few seconds, the latest, and a container for every section.

use newsroom::Tag;
use store::stories::{self, Card};

use super::{feed, popular, recent_comments};
use crate::addresses::{self, FeedOf, ListKind};
use crate::ads::place::About;
use crate::json_ld;
use crate::making::Making;
use crate::render::{Outcome, RenderError, print};
use crate::view::{Container, FrontBody};

/// Two rows of three; the first row prefers stories with a picture.
const SECONDS: usize = 6;
const PICTURED: usize = 3;
const LATEST: usize = 10;
const IN_CONTAINER: usize = 5;
const COMMENTS: u32 = 3;

pub async fn render(mut making: Making<'_>) -> Result<Outcome, RenderError> {
    making.tag(Tag::shelf("latest", ""));
    let db = making.site.store.db();
    let newest = stories::newest(db, "latest", "", 60).await?;
    let mut shown = Vec::new();
    let lead = pick_lead(&newest).cloned();
    shown.extend(lead.iter().map(|card| card.id));
    let mut take = |from: &[Card], most: usize, pictured: bool| -> Vec<Card> {
        let free =
            from.iter().filter(|card| !shown.contains(&card.id) && (!pictured || card.picture.is_some()));
        let taken: Vec<Card> = free.take(most).cloned().collect();
        shown.extend(taken.iter().map(|card| card.id));
        taken
    };
    // Each story stands on the front once: the best places choose first.
    let mut seconds = take(&newest, PICTURED, true);
    seconds.extend(take(&newest, SECONDS - seconds.len(), false));
    let latest = take(&newest, LATEST, false);
    let mut containers = Vec::new();
    for section in &making.site.settings.sections {
        making.tag(Tag::shelf("section", &section.slug));
        let cards = stories::newest(db, "section", &section.slug, 40).await?;
        let cards = making.cards(&take(&cards, IN_CONTAINER, false));
        if !cards.is_empty() {
            let href = addresses::list(ListKind::Section, &section.slug);
            containers.push(Container { name: section.name.clone(), href, cards });
        }
    }
    let mut page = making.page_view("front", &making.site.settings.name, "/");
    page.description = making.site.settings.tagline.clone();
    page.feeds = feed::links(&making, &making.site.settings.name, &FeedOf::Site);
    page.json_ld = vec![json_ld::paper(&making.site_view(None))];
    let recent_comments = recent_comments::newest(&mut making, COMMENTS).await?;
    let popular = popular::room(&mut making, "").await?;
    let sensitive = making.leads_sensitively(lead.as_ref()).await?;
    let ads = making.ads("front.html", "/", &About { sensitive, ..About::default() });
    let body = FrontBody {
        recent_comments,
        lead: lead.as_ref().and_then(|card| making.card(card)),
        seconds: making.cards(&seconds),
        latest: making.cards(&latest),
        containers,
        popular,
        ads,
    };
    print(making, 200, "front.html", page, None, body)
}

/// The most pressing of the newest, one with a picture before one without; among equals the newest.
fn pick_lead(newest: &[Card]) -> Option<&Card> {
    let rank = |card: &&Card| (card.urgency.unwrap_or(5).clamp(1, 6), card.picture.is_none());
    newest.iter().take(24).min_by_key(rank)
}
