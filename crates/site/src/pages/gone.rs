//! The tombstone of a killed, withdrawn or expired story: what became of it, and nothing else of it.

use jiff::Timestamp;
use newsroom::{Fate, State, Story, Tag, Tombstone, TombstoneKind, lift};
use store::{redirects, shelves, stories};

use super::missing;
use crate::addresses;
use crate::making::Making;
use crate::render::{Outcome, RenderError, print};
use crate::view::GoneBody;

/// A story whose time is over is gone, whether or not the clock's follower was there to say so.
pub fn if_over(story: Story, now: Timestamp) -> Story {
    match (story.state, lift::due(&story, now).map(|due| due.fate), story.expires_at) {
        (State::Live, Some(Fate::Tombstone { kind, reason }), Some(at)) => {
            Story { state: State::Killed, tombstone: Some(Tombstone { kind, reason, at }), ..story }
        }
        _ => story,
    }
}

/// The live story at an address, for one of its pages, or what stands there instead: where it is now (`rest` is
/// the page's part of the address), its tombstone, or nothing, as held and waiting stories do not exist for
/// readers. The page depends on the story from now on.
pub async fn live<'a>(
    mut making: Making<'a>,
    day: &str,
    slug: &str,
    rest: &str,
) -> Result<Result<(Making<'a>, Story), Outcome>, RenderError> {
    let db = making.site.store.db();
    let Some(story) = stories::by_path(db, day, slug).await? else {
        return elsewhere(making, day, slug, rest).await.map(Err);
    };
    let story = if_over(story, making.now);
    match story.state {
        State::Live => {
            making.tag(Tag::story(story.id));
            Ok(Ok((making, story)))
        }
        State::Killed => render(making, &story).await.map(Err),
        _ => Ok(Err(Outcome::Missing)),
    }
}

/// An address that a story once had leads to where it is now.
async fn elsewhere(making: Making<'_>, day: &str, slug: &str, rest: &str) -> Result<Outcome, RenderError> {
    match redirects::find(making.site.store.db(), &format!("{day}/{slug}")).await? {
        Some((day, slug)) => Ok(Outcome::Moved(addresses::story_href(&day, &slug) + rest)),
        None => Ok(Outcome::Missing),
    }
}

pub async fn render(mut making: Making<'_>, story: &Story) -> Result<Outcome, RenderError> {
    let Some(tombstone) = &story.tombstone else { return Ok(Outcome::Missing) };
    making.tag(Tag::story(story.id));
    making.tag(Tag::name("agency", &story.agency));
    let agency = shelves::get(making.site.store.db(), "agency", &story.agency).await?;
    let what = match tombstone.kind {
        TombstoneKind::Kill => "gone-withdrawn",
        TombstoneKind::Withdrawal => "gone-withheld",
        TombstoneKind::Expiry => "gone-expired",
    };
    let label = making.say(what, &[]);
    let heading = match (tombstone.kind, &agency) {
        (TombstoneKind::Withdrawal, None) => making.say("gone-withheld-heading-nameless", &[]),
        (_, Some(agency)) => making.say(&format!("{what}-heading"), &[("agency", (&agency.name).into())]),
        (_, None) => making.say(&format!("{what}-heading"), &[]),
    };
    let latest = missing::latest(&mut making).await?;
    let mut page = making.page_view("gone", &heading, "");
    page.canonical.clear();
    page.robots = "noindex".into();
    let at = making.site.times.instant(tombstone.at);
    let body = GoneBody { label, heading, reason: making.told(&tombstone.reason), at, latest };
    print(making, 410, "gone.html", page, None, body)
}
