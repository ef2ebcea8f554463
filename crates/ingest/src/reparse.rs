//! Today's parsers over yesterday's bytes.
//!
//! The bytes of a delivery do not change, but what we read in them does as the parsers grow better. What
//! is read anew takes its story's place like this:
//!
//! - An item that reads as one of the versions that we keep changes nothing.
//! - An item that the delivery did not seem to have, or that could not be kept then, is received as if it
//!   had come now, with the time of its arrival then.
//! - An item whose version is the one that readers see, that waits, or that is the newest, becomes a new
//!   version of ours with the verdict `Update`. Readers see it at once; as it is the agency's same
//!   version, no correction is told of twice, and the story's time of change moves only where the words
//!   that readers see do. A time that was read wrongly is put right.
//! - An item whose version is history stays as it was read then: history is not rewritten, and nothing
//!   old is ever shown over something newer.
//! - An item that now reads as having another guid is left where it is, so that no story appears twice;
//!   the report says so.

use jiff::Timestamp;
use newsroom::{Fate, Story, Verdict, VersionKey, fingerprint};
use store::deliveries::{self, Delivery, DeliveryReport, ItemOutcome};
use store::{Tx, versions};
use wire::{Item, Problem};

use crate::intake::keep::Decided;
use crate::intake::{Ready, ReadyItem};
use crate::{Intake, IntakeError, Outcome, import};

/// Which deliveries to read anew.
#[derive(Debug, Clone, Default)]
pub struct Which {
    /// Of this source only.
    pub source: Option<String>,
    /// Received at this time or later.
    pub since: Option<Timestamp>,
}

/// What a reparse did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reparsed {
    /// Deliveries read.
    pub read: u64,
    /// Items that became a new version or a new story.
    pub changed: u64,
    /// Deliveries that could not be worked through; the log says why.
    pub failed: u64,
}

/// Read from the store at once.
const BATCH: u32 = 100;

impl Intake {
    /// Reads kept deliveries anew, oldest first. `each` is told of every delivery read, with the items
    /// that changed. Stopping in between loses nothing; running it again changes nothing more.
    ///
    /// # Errors
    /// Where there is no such source, or the deliveries cannot be listed.
    pub async fn reparse(
        &self,
        which: &Which,
        now: Timestamp,
        mut each: impl FnMut(&Outcome),
    ) -> Result<Reparsed, IntakeError> {
        if let Some(source) = &which.source {
            self.source(source)?;
        }
        let mut done = Reparsed::default();
        let mut after = 0;
        loop {
            let batch = deliveries::after(self.store.db(), which.source.as_deref(), after, BATCH).await?;
            let Some(last) = batch.last() else { return Ok(done) };
            after = last.id;
            for delivery in &batch {
                let Some(before) = delivery.report.as_ref().filter(|_| is_meant(delivery, which)) else {
                    continue;
                };
                match self.reread(delivery, before, now).await {
                    Ok(outcome) => {
                        done.read += 1;
                        done.changed += outcome.items.len() as u64;
                        each(&outcome);
                    }
                    Err(error) => {
                        done.failed += 1;
                        tracing::error!(
                            source = delivery.source,
                            name = delivery.name,
                            "not read anew: {error}"
                        );
                    }
                }
            }
        }
    }

    async fn reread(
        &self,
        delivery: &Delivery,
        before: &DeliveryReport,
        now: Timestamp,
    ) -> Result<Outcome, IntakeError> {
        let settings = self.source(&delivery.source)?;
        let arriving = self.kept(delivery).await?;
        let ready = self.prepare(settings, arriving, delivery.received_at).await?;
        let (report, changed) =
            self.patiently(|| self.reread_in_one(&ready, delivery.id, before, now)).await?;
        let shown = DeliveryReport { items: changed, ..report };
        self.outcome(delivery.id, ready, shown).await
    }

    /// Returns the delivery's new report, and of its items those that changed something.
    async fn reread_in_one(
        &self,
        ready: &Ready,
        delivery: i64,
        before: &DeliveryReport,
        now: Timestamp,
    ) -> store::Result<(DeliveryReport, Vec<ItemOutcome>)> {
        let mut tx = self.store.begin().await?;
        let mut report =
            DeliveryReport { format: ready.format, problems: ready.problems.clone(), items: Vec::new() };
        let mut changed = Vec::new();
        for item in &ready.items {
            let then = find(before, ready, item);
            if let Then::OtherGuid(was) = then {
                report.problems.push(other_guid(item, was));
                report.items.push(ItemOutcome { position: item.position, ..was.clone() });
                continue;
            }
            match self.reread_item(&mut tx, ready, item, then, delivery, now).await? {
                Some(outcome) => {
                    changed.push(outcome.clone());
                    report.items.push(outcome);
                }
                None => report
                    .items
                    .extend(then.outcome().map(|was| ItemOutcome { position: item.position, ..was.clone() })),
            }
        }
        if report != *before {
            deliveries::finish(&mut tx, delivery, &report, now).await?;
            tx.commit().await?;
        }
        Ok((report, changed))
    }

    async fn reread_item(
        &self,
        tx: &mut Tx,
        ready: &Ready,
        item: &ReadyItem,
        then: Then<'_>,
        delivery: i64,
        now: Timestamp,
    ) -> store::Result<Option<ItemOutcome>> {
        let mut decided = self.decide(tx, ready, &item.item, then.version(), now).await?;
        if let Some((story, versions)) = &decided.found {
            if same_as_one(&decided.item, versions) || !may_change(story, versions, then) {
                return Ok(None);
            }
            if let Some(version) = then.version() {
                as_reread(&mut decided);
                self.date_anew(&mut decided, version).await?;
            }
        }
        if matches!(decided.decision.verdict, Verdict::Duplicate | Verdict::Stale) {
            return Ok(None);
        }
        self.make_true(tx, ready, item, decided, delivery, now).await.map(Some)
    }

    /// A time that readers see and that was read in this version moves with it: first published is what
    /// the agency says, and not what we once took that for. The address stays.
    async fn date_anew(&self, decided: &mut Decided<'_>, version: u32) -> store::Result<()> {
        let item = &decided.item;
        let (Some((story, _)), Fate::Show) = (&mut decided.found, &decided.decision.fate) else {
            return Ok(());
        };
        let Some(before) = versions::get(self.store.db(), story.id, version).await? else { return Ok(()) };
        let first = |item: &Item| item.published.or(item.updated);
        if story.published == first(&before.item) {
            story.published = first(item).or(story.published);
        }
        if story.modified.is_some() && story.modified == before.item.version_time() {
            story.modified = item.version_time().or(story.modified);
        }
        Ok(())
    }
}

fn is_meant(delivery: &Delivery, which: &Which) -> bool {
    // What was imported was read from its export; importing that once more reads it anew.
    which.since.is_none_or(|since| delivery.received_at >= since)
        && !delivery.source.starts_with(import::PREFIX)
}

/// What became of an item when its delivery was read before.
#[derive(Clone, Copy)]
enum Then<'a> {
    /// It was not found in it.
    Nothing,
    Became(&'a ItemOutcome),
    /// What stood in its place had a guid that no item of the delivery has any more.
    OtherGuid(&'a ItemOutcome),
}

impl<'a> Then<'a> {
    fn outcome(self) -> Option<&'a ItemOutcome> {
        match self {
            Then::Became(outcome) => Some(outcome),
            Then::Nothing | Then::OtherGuid(_) => None,
        }
    }

    fn version(self) -> Option<u32> {
        self.outcome().and_then(|outcome| outcome.version)
    }
}

fn find<'a>(before: &'a DeliveryReport, ready: &Ready, item: &ReadyItem) -> Then<'a> {
    let guid = item.item.guid.as_deref();
    let mut same = before.items.iter().filter(|was| was.guid.as_deref() == guid);
    // A delivery may hold two versions of one story.
    let earlier = ready.items.iter().take_while(|other| other.position < item.position);
    let nth = earlier.filter(|other| other.item.guid.as_deref() == guid).count();
    if let Some(was) = same.nth(nth) {
        return Then::Became(was);
    }
    let still_there = |was: &&ItemOutcome| ready.items.iter().any(|other| other.item.guid == was.guid);
    match before.items.iter().find(|was| was.position == item.position) {
        Some(was) if was.story.is_some() && !still_there(&was) => Then::OtherGuid(was),
        _ => Then::Nothing,
    }
}

fn same_as_one(item: &Item, versions: &[VersionKey]) -> bool {
    let print = fingerprint::whole(item);
    versions.iter().any(|version| version.fingerprint == print)
}

/// History is not rewritten: only what readers see, what waits, and what is newest may be read anew.
fn may_change(story: &Story, versions: &[VersionKey], then: Then<'_>) -> bool {
    let Some(outcome) = then.outcome() else { return true };
    // It was a duplicate then: the delivery that it repeats is read anew itself.
    let Some(version) = outcome.version else { return outcome.verdict.is_none() };
    story.shown == Some(version)
        || story.waiting.as_ref().is_some_and(|waiting| waiting.version == version)
        || versions.last().is_some_and(|newest| newest.number == version)
}

/// The agency has told of a correction once; reading it better is no second one.
fn as_reread(decided: &mut Decided<'_>) {
    let decision = &mut decided.decision;
    if decision.verdict == Verdict::Correction {
        decision.verdict = Verdict::Update;
        decision.note = None;
    }
    if decision.verdict == Verdict::Update {
        decision.reason = format!("Read anew from the kept bytes. {}", decision.reason);
    }
}

fn other_guid(item: &ReadyItem, was: &ItemOutcome) -> Problem {
    Problem::note(format!(
        "The item now reads as having the guid \"{}\"; its story stays under \"{}\".",
        item.item.guid.as_deref().unwrap_or_default(),
        was.guid.as_deref().unwrap_or_default()
    ))
}
