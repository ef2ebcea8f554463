//! An item arrived and was decided about: makes the decision true.

use jiff::Timestamp;
use newsroom::filing::Filing;
use newsroom::reading::Reading;
use newsroom::{
    Change, ChangeKind, Decision, Fate, Known, Shelf, State, Story, StoryId, Tombstone, Verdict, Version,
    VersionKey, Waiting, fingerprint,
};
use wire::Item;

use super::address::{day, first_published, slugs};
use super::describe::{describe, headline};
use super::entomb::entomb;
use super::save::{save, word};
use super::show::{Desk, Showing, shelf, show};
use crate::sql::{args, statements};
use crate::versions::{Filed, New};
use crate::{Error, Result, Tx, changes, readings, redirects, shelves, versions};

statements! {
    /// A row that says only who it is; the move that follows says the rest.
    MAKE = "INSERT INTO story (source, agency, guid, kind, day, slug, state, published_day, modified_day, \
            sort_at, refiled, renamed, headline, bylines, corrected) \
            VALUES ($1, $2, $3, $4, $5, $6, 'held', $7, $7, $8, $7, $7, $9, $10, $7) \
            ON CONFLICT DO NOTHING RETURNING id";
    DESK = "SELECT refiled, renamed, EXISTS (SELECT 1 FROM desk_picture d WHERE d.story = s.id) FROM story s \
            WHERE s.id = $1";
}

/// Everything about one arriving item.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// The configured source that brought it.
    pub source: &'a str,
    /// Slug and name of the agency that wrote it.
    pub agency: (&'a str, &'a str),
    /// The item; its `guid` is the story's identity and must be there.
    pub item: &'a Item,
    /// What [`stories::by_guid`](crate::stories::by_guid) gave in this transaction, and what the
    /// decision was made upon.
    pub known: Option<Known<'a>>,
    /// What `newsroom::receive` decided.
    pub decision: &'a Decision,
    /// Where it is filed.
    pub filing: &'a Filing,
    /// What was found in its text.
    pub reading: &'a Reading,
    /// The delivery that it stood in.
    pub delivery: i64,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When this is made true: the time of what readers see first now.
    pub now: Timestamp,
    /// Until then what it waits for should have come; `None` where only the desk or its hour is waited for.
    pub ask_at: Option<Timestamp>,
    /// Slug and name of every configured section.
    pub section_names: &'a [(String, String)],
}

/// What was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The story, known or new.
    pub story: StoryId,
    /// Our number of the new version; `None` where it was a duplicate.
    pub version: Option<u32>,
}

/// Keeps the item as a version and moves its story as decided, with the row in the change log.
pub async fn keep(tx: &mut Tx, arrival: &Arrival<'_>) -> Result<Kept> {
    let Arrival { item, decision, now, .. } = *arrival;
    if let (Verdict::Duplicate, Some(known)) = (decision.verdict, arrival.known) {
        return Ok(Kept { story: known.story.id, version: None });
    }
    let (mut story, number) = match arrival.known {
        Some(known) => {
            (known.story.clone(), known.versions.iter().map(|key| key.number).max().unwrap_or(0) + 1)
        }
        None => (make(tx, arrival).await?, 1),
    };
    let reading = readings::judged(tx, story.id, arrival.reading).await?;
    let filed = filed(arrival, &reading);
    let key = VersionKey {
        number,
        agency_version: item.version,
        at: item.version_time().map(|moment| moment.at),
        fingerprint: fingerprint::whole(item),
        visible: fingerprint::visible(item),
    };
    let version = Version {
        story: story.id,
        number,
        item: item.clone(),
        received_at: arrival.received_at,
        verdict: decision.verdict,
        note: decision.note.clone(),
        shown_at: (decision.fate == Fate::Show).then_some(now),
    };
    let new = New { version: &version, key: &key, delivery: arrival.delivery, filed: &filed };
    versions::insert(tx, &new).await?;
    readings::put(tx, story.id, number, &reading).await?;

    match &decision.fate {
        Fate::Show => {
            let desk = match arrival.known {
                Some(_) => desk(tx, story.id).await?,
                None => Desk::default(),
            };
            let verdict = decision.verdict;
            let showing = Showing { number, item, verdict, visible: &key.visible, filed: &filed };
            show(tx, &mut story, desk, &showing, now).await?;
        }
        Fate::Tombstone { kind, reason } => {
            let tombstone = Tombstone { kind: *kind, reason: reason.clone(), at: now };
            entomb(tx, &mut story, tombstone, Some(number), now).await?;
        }
        Fate::Unchanged | Fate::Wait { .. } | Fate::Hold { .. } => {
            set_aside(tx, &mut story, number, arrival, &filed).await?;
        }
    }
    Ok(Kept { story: story.id, version: Some(number) })
}

/// Readers see what they saw; the version is kept as history, or waits.
async fn set_aside(
    tx: &mut Tx,
    story: &mut Story,
    number: u32,
    arrival: &Arrival<'_>,
    filed: &Filed,
) -> Result<()> {
    let Arrival { item, decision, now, .. } = *arrival;
    // What has waited since before goes on from then.
    let before = story.waiting.as_ref().and_then(|waiting| waiting.ask_at);
    let ask_at = arrival.ask_at.map(|at| before.map_or(at, |before| before.min(at)));
    let waiting = Waiting::of(decision, number).map(|waiting| Waiting { ask_at, ..waiting });
    if waiting.is_some() || arrival.known.is_none() {
        let before = arrival.known.map(|known| known.story.state);
        story.state = State::after(before, &decision.fate);
        story.waiting = waiting.or(story.waiting.take());
        if story.first_shown_at.is_none() && story.state != State::Killed {
            story.kind = item.kind;
            story.published = first_published(item).or(story.published);
            story.sort_at = story.published.map_or(story.sort_at, |published| published.at);
            story.expires_at = item.expires.map(|expires| expires.at);
            if !desk(tx, story.id).await?.refiled {
                story.section.clone_from(&filed.section);
            }
            describe(tx, story.id, item, false).await?;
        }
        save(tx, story).await?;
    }
    // Nothing that readers see depends on it, so no page is made anew.
    let change =
        Change { kind: ChangeKind::Kept, story: Some(story.id), version: Some(number), tags: Vec::new() };
    changes::append(tx, &change, now).await
}

/// A story that is new here.
async fn make(tx: &mut Tx, arrival: &Arrival<'_>) -> Result<Story> {
    let Arrival { source, agency, item, received_at, .. } = *arrival;
    let guid = item.guid.as_deref().ok_or_else(|| {
        Error::Refused("An item without a guid cannot be kept; give it one made of its delivery.".to_owned())
    })?;
    let (published, zone) = (first_published(item), tx.store.settings.zone.clone());
    let day = day(published, &zone);
    let sort_at = published.map_or(received_at, |published| published.at);
    let kind = word(&item.kind);
    shelves::find_or_make(tx, &shelf("agency", agency.0, agency.1, "")).await?;
    for slug in slugs(item, agency.0, guid) {
        if redirects::is_taken(tx, &format!("{day}/{slug}")).await? {
            continue;
        }
        let args = args![source, agency.0, guid, &kind, &day, &slug, false, sort_at, headline(item), "[]"];
        if let Some((id,)) = tx.opt::<(StoryId,)>(MAKE, args).await? {
            return Ok(Story {
                id,
                source: source.to_owned(),
                agency: agency.0.to_owned(),
                guid: guid.to_owned(),
                kind: item.kind,
                slug,
                day,
                section: None,
                state: State::Held,
                shown: None,
                waiting: None,
                tombstone: None,
                published,
                modified: None,
                first_shown_at: None,
                sort_at,
                expires_at: None,
            });
        }
    }
    Err(Error::Busy { why: format!("the story {guid} of {} is being kept by somebody else", agency.0) })
}

pub(super) async fn desk(tx: &mut Tx, story: StoryId) -> Result<Desk> {
    let (refiled, renamed, pictured) = tx.one(DESK, args![story]).await?;
    Ok(Desk { refiled, renamed, pictured })
}

/// Where the version is filed. A section that the rules name and no shelf stands for gets one.
fn filed(arrival: &Arrival<'_>, reading: &Reading) -> Filed {
    let Filing { section, shelves, .. } = arrival.filing;
    let mut filed = Filed { section: section.clone(), shelves: shelves.clone() };
    let shelved =
        |slug: &str| filed.shelves.iter().any(|shelf| shelf.kind == "section" && shelf.slug == slug);
    if let Some(slug) = section.as_deref().filter(|slug| !shelved(slug)) {
        let name = arrival.section_names.iter().find(|(known, _)| known == slug);
        let name = name.map_or(slug, |(_, name)| name.as_str());
        filed.shelves.push(shelf("section", slug, name, "the rules file it here"));
    }
    filed.shelves.extend(quoted(reading));
    filed
}

/// The people whom a text quotes, each once: a story stands with them as it stands under its topics.
pub(super) fn quoted(reading: &Reading) -> Vec<Shelf> {
    let mut people: Vec<Shelf> = Vec::new();
    for (_, quote) in reading.quoted() {
        let person = &quote.person;
        if people.iter().all(|known| known.slug != person.slug) {
            people.push(shelf("person", &person.slug, &person.name, "the text quotes this person"));
        }
    }
    people
}
