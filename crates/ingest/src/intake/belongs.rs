//! Which story an item belongs to, and how it reads beside what is kept of that.
//!
//! Mostly its guid says so. Where the agency gives each message a number of its own (text wires), or another guid
//! to what takes a story's place, the rules of `newsroom` do; from then on the story is known by that guid too.

use std::borrow::Cow;

use jiff::Timestamp;
use newsroom::meant::{self, Meant};
use newsroom::takes::{self, Joined};
use newsroom::{Cause, Story, VersionKey};
use store::{Tx, stories, threads, versions};
use wire::{Item, LinkRole, Problem, Thread};

use super::Ready;

/// Takes are joined to the newest of a story's versions; no lead has as many adds.
const LOOKED_AT: u32 = 50;

/// Nobody replaces more stories by one.
const MOST_REPLACED: usize = 8;

/// An item with its story.
pub(crate) struct Belongs<'a> {
    /// With the story's guid, and the takes that go with it.
    pub item: Cow<'a, Item>,
    pub found: Option<(Story, Vec<VersionKey>)>,
    pub ruling: Ruling,
    /// Why it belongs to that story, where its guid does not say so.
    pub because: Option<String>,
    /// Guids by which the story is known from now on.
    pub also: Vec<String>,
    /// A later message may find the story by this one's slug.
    pub leads_here: bool,
}

/// What is to be done with it.
pub(crate) enum Ruling {
    /// What `newsroom::receive` says.
    Receive,
    /// It is kept for the desk.
    Aside(Cause, String),
    /// Nothing: the story has it.
    Known(String),
}

impl Belongs<'_> {
    /// What the operator must be told at once.
    pub fn alarm(&self) -> Option<Problem> {
        match &self.ruling {
            Ruling::Aside(Cause::Kill, reason) => Some(
                Problem::error(reason.clone())
                    .remedy("It is held, and readers see nothing of it: `dateline desk held` lists it."),
            ),
            Ruling::Aside(_, reason) => Some(Problem::note(reason.clone())),
            Ruling::Receive | Ruling::Known(_) => None,
        }
    }
}

/// `instead_of`: as if we did not have this version, nor what came after it.
pub(crate) async fn find<'a>(
    tx: &mut Tx,
    ready: &Ready,
    item: &'a Item,
    agency: &str,
    instead_of: Option<u32>,
) -> store::Result<Belongs<'a>> {
    let guid = item.guid.as_deref().unwrap_or_default();
    let mut belongs = Belongs {
        item: Cow::Borrowed(item),
        found: stories::by_guid(tx, agency, guid).await?,
        ruling: Ruling::Receive,
        because: None,
        also: Vec::new(),
        leads_here: true,
    };
    match (&item.thread, &belongs.found) {
        (Some(thread), None) => by_slug(tx, ready, thread, agency, &mut belongs).await?,
        (None, None) => by_replaced(tx, item, agency, &mut belongs).await?,
        (_, Some(_)) => {}
    }
    if let Some((story, _)) = belongs.found.as_ref().filter(|(story, _)| story.guid != guid) {
        let own = belongs.item.to_mut();
        own.guid = Some(story.guid.clone());
        // Another guid has another count of versions: time decides.
        own.version = None;
        belongs.also.push(guid.to_owned());
    }
    if item.thread.is_some() && matches!(belongs.ruling, Ruling::Receive) {
        join(tx, instead_of, &mut belongs).await?;
    }
    Ok(belongs)
}

/// The message's time; where it says none, that of its arrival.
pub(super) fn sent_at(item: &Item, ready: &Ready) -> Timestamp {
    item.version_time().map_or(ready.received_at, |moment| moment.at)
}

async fn by_slug(
    tx: &mut Tx,
    ready: &Ready,
    thread: &Thread,
    agency: &str,
    belongs: &mut Belongs<'_>,
) -> store::Result<()> {
    let (slug, at) = (meant::key(&thread.slug), sent_at(&belongs.item, ready));
    let same = match slug.is_empty() {
        true => Vec::new(),
        false => threads::of_slug(tx, agency, &slug, at, ready.thread_window).await?,
    };
    let is_kill = meant::is_kill(&belongs.item);
    let recent = match is_kill {
        true => threads::recent(tx, agency, at, ready.thread_window).await?,
        false => Vec::new(),
    };
    match meant::meant(&belongs.item, at, &same, &recent) {
        Meant::Own(_) => {}
        Meant::Story(id, because) => {
            belongs.found = stories::known(tx, id).await?;
            belongs.because = Some(because);
        }
        Meant::Unclear(cause, reason) => {
            // A kill of one of several says nothing of what comes next under their slug.
            belongs.leads_here = !is_kill || same.is_empty();
            belongs.ruling = Ruling::Aside(cause, reason);
        }
    }
    Ok(())
}

/// An item that takes another's place is that story's next version. Where the other has not come, it will be this
/// story's when it does.
async fn by_replaced(tx: &mut Tx, item: &Item, agency: &str, belongs: &mut Belongs<'_>) -> store::Result<()> {
    let replaced = item.links.iter().filter(|link| link.role == LinkRole::Replaces);
    for guid in replaced.filter_map(|link| link.guid.as_deref()).take(MOST_REPLACED) {
        if item.guid.as_deref() == Some(guid) {
            continue;
        }
        if belongs.found.is_none() {
            belongs.found = stories::by_guid(tx, agency, guid).await?;
            belongs.because = belongs.found.as_ref().map(|_| format!("It takes the place of \"{guid}\"."));
        }
        belongs.also.push(guid.to_owned());
    }
    Ok(())
}

async fn join(tx: &mut Tx, instead_of: Option<u32>, belongs: &mut Belongs<'_>) -> store::Result<()> {
    let kept = match &belongs.found {
        Some((story, _)) => versions::newest(tx, story.id, LOOKED_AT).await?,
        None => Vec::new(),
    };
    let before = kept.into_iter().filter(|version| instead_of.is_none_or(|number| version.number < number));
    let kept: Vec<Item> = before.map(|version| version.item).collect();
    match takes::join(&kept, belongs.item.as_ref().clone()) {
        Joined::Story(item) => belongs.item = Cow::Owned(*item),
        Joined::Waits(reason) => belongs.ruling = Ruling::Aside(Cause::Take, reason),
        Joined::Known(reason) => belongs.ruling = Ruling::Known(reason),
    }
    Ok(())
}
