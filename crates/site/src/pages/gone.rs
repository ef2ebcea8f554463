//! The tombstone of a killed, withdrawn or expired story: what became of it, and nothing else of it.

use jiff::Timestamp;
use newsroom::{Fate, State, Story, Tag, Tombstone, TombstoneKind, lift};
use store::shelves;

use super::missing;
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
