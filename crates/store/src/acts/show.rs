//! The move that makes a version what readers see.

use jiff::Timestamp;
use newsroom::{Change, ChangeKind, Shelf, State, Story, Tag, Verdict, Version, fingerprint};
use wire::{Item, Moment};

use super::address::{day, first_published, is_taken, slugs};
use super::describe::describe;
use super::keep::desk;
use super::reread::judge_anew;
use super::save::save;
use super::tags::{Tags, add_neighbours, choose_pictures};
use crate::versions::Filed;
use crate::{Result, Tx, changes, media, shelves, versions};

/// The version that readers are to see.
pub(super) struct Showing<'a> {
    pub number: u32,
    pub item: &'a Item,
    pub verdict: Verdict,
    /// Hash of what readers see of it.
    pub visible: &'a str,
    pub filed: &'a Filed,
}

/// What the desk has said of a story, which copy does not overrule.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Desk {
    pub refiled: bool,
    pub renamed: bool,
    /// It has set a picture beside it.
    pub pictured: bool,
}

/// Shows a version that was kept before. What the desk said of its quotations since then counts.
pub(super) async fn show_kept(
    tx: &mut Tx,
    story: &mut Story,
    version: &Version,
    now: Timestamp,
) -> Result<Change> {
    judge_anew(tx, story, version, now).await?;
    let (filed, _) = versions::filed(tx, story.id, version.number).await?;
    let showing = Showing {
        number: version.number,
        item: &version.item,
        verdict: version.verdict,
        visible: &fingerprint::visible(&version.item),
        filed: &filed,
    };
    let desk = desk(tx, story.id).await?;
    versions::shown(tx, story.id, version.number, now).await?;
    show(tx, story, desk, &showing, now).await
}

/// Shows a version (whose `shown_at` the caller has seen to): the story, its card, shelves, links and picture are this version's from now on.
pub(super) async fn show(
    tx: &mut Tx,
    story: &mut Story,
    desk: Desk,
    showing: &Showing<'_>,
    now: Timestamp,
) -> Result<Change> {
    let was_live = story.state == State::Live;
    let never_shown = story.shown.is_none();
    let before = if was_live { shelves::standing(tx, story.id).await? } else { Vec::new() };
    let mut tags = Tags::default();
    tags.add(Tag::story(story.id));
    before.iter().for_each(|place| tags.add(place.tag()));
    let mut pictured = match story.shown {
        Some(_) => add_neighbours(tx, story, &mut tags).await?.pictured,
        None => Vec::new(),
    };

    let kind = match (was_live, showing.verdict) {
        (false, _) => ChangeKind::Shown,
        (true, Verdict::Correction) => ChangeKind::Corrected,
        (true, _) => ChangeKind::Updated,
    };
    date(tx, story, showing, now).await?;
    if story.first_shown_at.is_none() {
        settle_address(tx, story, desk, showing.item).await?;
        story.first_shown_at = Some(now);
    }
    story.kind = showing.item.kind;
    story.state = State::Live;
    story.shown = Some(showing.number);
    story.waiting = None;
    story.tombstone = None;
    story.expires_at = showing.item.expires.map(|expires| expires.at);
    if !desk.refiled {
        story.section.clone_from(&showing.filed.section);
    }
    save(tx, story).await?;
    describe(tx, story.id, showing.item, showing.verdict == Verdict::Correction).await?;

    let after = places(tx, story, desk, showing.filed).await?;
    shelves::place(tx, story.id, &before, &after, story.sort_at).await?;
    after.iter().for_each(|shelf| tags.add(Tag::shelf(&shelf.kind, &shelf.slug)));

    let has_links = media::write_links(tx, story, showing.item, never_shown).await?;
    let around = add_neighbours(tx, story, &mut tags).await?;
    // A story that is new here, names none and is named by none has no picture yet.
    if !never_shown || has_links || around.named || desk.pictured {
        media::choose_lead(tx, story.id).await?;
    }
    pictured.extend(around.pictured);
    pictured.sort_unstable();
    pictured.dedup();
    choose_pictures(tx, &pictured).await?;

    let change = Change { kind, story: Some(story.id), version: Some(showing.number), tags: tags.into_vec() };
    changes::append(tx, &change, now).await?;
    Ok(change)
}

/// First published stays what it was once readers have seen it; `modified` moves only when what
/// readers see changes.
async fn date(tx: &mut Tx, story: &mut Story, showing: &Showing<'_>, now: Timestamp) -> Result<()> {
    let item = showing.item;
    if story.first_shown_at.is_none() || story.published.is_none() {
        story.published = first_published(item).or(story.published);
    }
    if let Some(published) = story.published {
        story.sort_at = published.at;
    }
    let later = |moment: Moment| story.published.is_none_or(|published| moment.at > published.at);
    match story.shown {
        Some(shown) => {
            let (_, seen) = versions::filed(tx, story.id, shown).await?;
            if seen != showing.visible {
                // An agency that changes its copy and not its date leaves us our own clock.
                let moved = item.version_time().filter(|moment| {
                    later(*moment) && story.modified.is_none_or(|before| moment.at > before.at)
                });
                story.modified = Some(moved.unwrap_or(Moment::utc(now)));
            }
        }
        // The first that readers here see may be a later version: then the agency's word for it stands.
        None if item.version != Some(1) => {
            story.modified = item.updated.filter(|updated| item.published.is_some() && later(*updated));
        }
        None => {}
    }
    Ok(())
}

/// Before readers see it for the first time, a story's address follows its date and headline; from
/// then on it stays.
async fn settle_address(tx: &mut Tx, story: &mut Story, desk: Desk, item: &Item) -> Result<()> {
    let day = day(story.published, &tx.store.settings.zone);
    let wanted: Vec<String> = if desk.renamed {
        let other = slugs(item, &story.agency, &story.guid).skip(1);
        std::iter::once(story.slug.clone()).chain(other).collect()
    } else {
        slugs(item, &story.agency, &story.guid).collect()
    };
    if day == story.day && wanted.contains(&story.slug) {
        return Ok(());
    }
    for slug in wanted {
        if !is_taken(tx, &day, &slug, story.id).await? {
            (story.day, story.slug) = (day, slug);
            break;
        }
    }
    Ok(())
}

/// The shelves of a live story: where it is filed, and those that every story has.
pub(super) async fn places(tx: &mut Tx, story: &Story, desk: Desk, filed: &Filed) -> Result<Vec<Shelf>> {
    let every = "every story";
    let day = day(story.published, &tx.store.settings.zone);
    let mut places = vec![
        shelf("latest", "", "Latest", every),
        // Its address keeps the day that it was first shown with; a date may have come later.
        shelf("day", &day, &day, "the day of its first publication"),
    ];
    places.extend(filed.shelves.iter().filter(|shelf| !(desk.refiled && shelf.kind == "section")).cloned());
    if let Some(section) = story.section.as_ref().filter(|_| desk.refiled) {
        let name = shelves::name_in(tx, "section", section).await?.unwrap_or_else(|| section.clone());
        places.push(shelf("section", section, &name, "the desk filed it here"));
    }
    Ok(places)
}

pub(super) fn shelf(kind: &str, slug: &str, name: &str, reason: &str) -> Shelf {
    Shelf { kind: kind.into(), slug: slug.into(), name: name.into(), reason: reason.into() }
}
