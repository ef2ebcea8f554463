//! The transactions: items become versions, together with the report of their delivery.

use std::borrow::Cow;

use jiff::Timestamp;
use newsroom::filing::Filing;
use newsroom::{Cause, Decision, Fate, Known, Story, StoryId, Verdict, VersionKey, meant};
use store::acts::{self, Arrival};
use store::deliveries::{self, Begun, DeliveryReport, ItemOutcome};
use store::media::{self, FileState, MediaFile};
use store::{Tx, blobs, sources, threads};
use url::Url;
use wire::{Item, Problem};

use super::belongs::{self, Ruling};
use super::{Intake, Ready, ReadyItem};
use crate::{Arriving, import};

/// What an item is and what becomes of its story, before it is made true.
pub(crate) struct Decided<'a> {
    /// Slug and name.
    agency: (String, String),
    /// As it is kept: with the guid of its story, and joined to what it goes on from.
    pub item: Cow<'a, Item>,
    pub found: Option<(Story, Vec<VersionKey>)>,
    filing: Filing,
    pub decision: Decision,
    /// What the operator must be told.
    pub alarm: Option<Problem>,
    /// Other guids of the story.
    also: Vec<String>,
    /// A later message may find the story by this one.
    leads_here: bool,
}

impl Intake {
    /// Keeps all items of a delivery whose bytes are kept, and its report, in one transaction. Where that
    /// fails, each item is tried by itself, so that one that cannot be kept does not fail its siblings.
    pub(crate) async fn work_through(
        &self,
        ready: &Ready,
        delivery: i64,
        now: Timestamp,
    ) -> store::Result<DeliveryReport> {
        let together = || async {
            let mut tx = self.store.begin().await?;
            let report = self.keep(&mut tx, ready, delivery, now).await?;
            tx.commit().await?;
            Ok(report)
        };
        match self.patiently(together).await {
            Ok(report) => Ok(report),
            Err(_) if ready.items.len() > 1 => self.one_by_one(ready, delivery, now).await,
            Err(error) => self.give_up_item(ready, delivery, error, now).await,
        }
    }

    /// Keeps the bytes of many deliveries in one transaction. A parser that brings the program down finds
    /// them kept; a power cut may take them until [`Intake::keep`]'s commit, which makes both durable and
    /// comes before any acknowledgement. So a delivery waits for the disk once.
    pub(super) async fn begin_batch(
        &self,
        source: &str,
        batch: &[Arriving],
        now: Timestamp,
    ) -> store::Result<Vec<Begun>> {
        let mut laid = Vec::with_capacity(batch.len());
        for arriving in batch {
            laid.push(blobs::lay(&self.store, &arriving.bytes).await?);
        }
        let mut tx = self.store.begin_unsynced().await?;
        let mut begun = Vec::with_capacity(batch.len());
        for (arriving, laid) in batch.iter().zip(&laid) {
            let one = deliveries::begin_in(&mut tx, source, &arriving.name, laid, now).await?;
            if let Some(content_type) = arriving.content_type.as_deref().filter(|_| one.fresh) {
                deliveries::describe(&mut tx, one.id, content_type).await?;
            }
            begun.push(one);
        }
        tx.commit().await?;
        Ok(begun)
    }

    /// As [`Intake::work_through`] for many deliveries, in one transaction where nothing stands in its
    /// way; else each has its own.
    pub(super) async fn keep_batch(
        &self,
        batch: &[(i64, Ready)],
        now: Timestamp,
    ) -> store::Result<Vec<DeliveryReport>> {
        let together = || async {
            let mut tx = self.store.begin().await?;
            let mut reports = Vec::with_capacity(batch.len());
            for (delivery, ready) in batch {
                reports.push(self.keep(&mut tx, ready, *delivery, now).await?);
            }
            tx.commit().await?;
            Ok(reports)
        };
        if let Ok(reports) = self.patiently(together).await {
            return Ok(reports);
        }
        let mut reports = Vec::with_capacity(batch.len());
        for (delivery, ready) in batch {
            reports.push(self.work_through(ready, *delivery, now).await?);
        }
        Ok(reports)
    }

    async fn keep(
        &self,
        tx: &mut Tx,
        ready: &Ready,
        delivery: i64,
        now: Timestamp,
    ) -> store::Result<DeliveryReport> {
        if let Some(report) = deliveries::claim(tx, delivery).await? {
            return Ok(report);
        }
        let mut items = Vec::with_capacity(ready.items.len());
        let mut problems = ready.problems.clone();
        for item in &ready.items {
            let (outcome, alarm) = self.keep_item(tx, ready, item, delivery, now).await?;
            items.push(outcome);
            problems.extend(alarm);
        }
        let report = DeliveryReport { format: ready.format, problems, items };
        self.finish(tx, ready, delivery, &report, now).await?;
        Ok(report)
    }

    pub(crate) async fn finish(
        &self,
        tx: &mut Tx,
        ready: &Ready,
        delivery: i64,
        report: &DeliveryReport,
        now: Timestamp,
    ) -> store::Result<()> {
        deliveries::finish(tx, delivery, report, now).await?;
        // A feed that goes on answering without any news is silent too.
        if report.items.iter().any(|item| item.verdict.is_some_and(|verdict| verdict != Verdict::Duplicate)) {
            sources::heard_in(tx, &ready.source, ready.received_at).await?;
        }
        Ok(())
    }

    async fn keep_item(
        &self,
        tx: &mut Tx,
        ready: &Ready,
        item: &ReadyItem,
        delivery: i64,
        now: Timestamp,
    ) -> store::Result<(ItemOutcome, Option<Problem>)> {
        let mut decided = self.decide(tx, ready, &item.item, None, now).await?;
        let alarm = decided.alarm.take();
        Ok((self.make_true(tx, ready, item, decided, delivery, now).await?, alarm))
    }

    /// `instead_of`: decides as if we did not have this version, in whose stead the item now stands.
    pub(crate) async fn decide<'a>(
        &self,
        tx: &mut Tx,
        ready: &Ready,
        item: &'a Item,
        instead_of: Option<u32>,
        now: Timestamp,
    ) -> store::Result<Decided<'a>> {
        let house = &self.house;
        let agency = ready.agency_of(item);
        let belongs = belongs::find(tx, ready, item, &agency.0, instead_of).await?;
        let alarm = belongs.alarm();
        let belongs::Belongs { item, found, ruling, because, also, leads_here } = belongs;
        let others = found.as_ref().map(|(story, versions)| {
            let others = versions.iter().filter(|version| Some(version.number) != instead_of);
            (story, others.cloned().collect::<Vec<_>>())
        });
        let known = others.as_ref().map(|(story, versions)| Known { story, versions });
        let names = (agency.0.as_str(), agency.1.as_str());
        let mut filing = newsroom::filing::file(&item, &ready.source, names, &house.sections, &house.rules);
        // What an agency forbids, no rule of ours allows.
        if let Some(reason) = newsroom::rights::against(&item, &house.paper) {
            (filing.hold, filing.hold_reason) = (Some(true), Some(reason));
        }
        // What was not public where it comes from does not become so here, whatever the rules say.
        let ruling = match import::not_public(&ready.source, &item) {
            Some(reason) if matches!(ruling, Ruling::Receive) => Ruling::Aside(Cause::Draft, reason),
            _ => ruling,
        };
        let mut decision = match ruling {
            Ruling::Receive => newsroom::receive(known, &item, &ready.policy, &filing, now),
            Ruling::Aside(cause, reason) => newsroom::set_aside(known, &item, cause, reason),
            Ruling::Known(reason) => {
                Decision { verdict: Verdict::Duplicate, fate: Fate::Unchanged, reason, note: None }
            }
        };
        if let Some(because) = because {
            decision.reason = format!("{} {because}", decision.reason);
        }
        Ok(Decided { agency, item, found, filing, decision, alarm, also, leads_here })
    }

    pub(crate) async fn make_true(
        &self,
        tx: &mut Tx,
        ready: &Ready,
        ReadyItem { position, item: arrived, files, reading, .. }: &ReadyItem,
        Decided { agency, item, found, filing, decision, also, leads_here, .. }: Decided<'_>,
        delivery: i64,
        now: Timestamp,
    ) -> store::Result<ItemOutcome> {
        let known = found.as_ref().map(|(story, versions)| Known { story, versions });
        let anew = match &item {
            Cow::Borrowed(_) => None,
            // Joined to what it goes on from, it is another text than the one that arrived.
            Cow::Owned(item) => Some(newsroom::reading::read(item, self.store.zone(), &self.language)),
        };
        let arrival = Arrival {
            source: &ready.source,
            agency: (&agency.0, &agency.1),
            item: &item,
            known,
            decision: &decision,
            filing: &filing,
            reading: anew.as_ref().unwrap_or(reading),
            delivery,
            received_at: ready.received_at,
            now,
            ask_at: is_early_take(&decision)
                .then(|| ready.received_at.checked_add(ready.take_patience).unwrap_or(now)),
            section_names: &self.house.sections,
        };
        let kept = acts::keep(tx, &arrival).await?;
        for guid in &also {
            threads::also_known(tx, kept.story, &agency.0, guid).await?;
        }
        if leads_here {
            note_thread(tx, ready, kept.story, &agency.0, arrived, &decision).await?;
        }
        if let Some(version) = kept.version.filter(|_| !files.is_empty()) {
            let files = self.with_files_of_before(known, files).await?;
            media::attach(tx, kept.story, version, &files, now).await?;
        }
        Ok(ItemOutcome {
            position: *position,
            guid: arrived.guid.clone(),
            story: Some(kept.story),
            version: kept.version,
            verdict: Some(decision.verdict),
            fate: Some(decision.fate),
            reason: decision.reason,
        })
    }

    /// A file that lay beside an earlier version need not lie there again. (One with an address on the net
    /// is fetched again: the agency may have changed it.)
    async fn with_files_of_before(
        &self,
        known: Option<Known<'_>>,
        files: &[MediaFile],
    ) -> store::Result<Vec<MediaFile>> {
        let newest = known.and_then(|known| Some((known.story.id, known.versions.last()?.number)));
        let gone = |file: &MediaFile| file.state == FileState::Wanted && Url::parse(&file.href).is_err();
        let Some((story, version)) = newest.filter(|_| files.iter().any(gone)) else {
            return Ok(files.to_vec());
        };
        let before = media::of_story(self.store.db(), story, version).await?;
        let had = |file: &MediaFile| {
            before.iter().find(|had| had.state == FileState::Kept && had.href == file.href)
        };
        let stands_in = |file: &MediaFile| match had(file).filter(|_| gone(file)) {
            Some(had) => MediaFile { media: file.media, rendition: file.rendition, ..had.clone() },
            None => file.clone(),
        };
        Ok(files.iter().map(stands_in).collect())
    }

    async fn one_by_one(
        &self,
        ready: &Ready,
        delivery: i64,
        now: Timestamp,
    ) -> store::Result<DeliveryReport> {
        let mut items = Vec::with_capacity(ready.items.len());
        let mut problems = ready.problems.clone();
        for item in &ready.items {
            let alone = || async {
                let mut tx = self.store.begin().await?;
                let outcome = self.keep_item(&mut tx, ready, item, delivery, now).await?;
                tx.commit().await?;
                Ok(outcome)
            };
            match self.patiently(alone).await {
                Ok((outcome, alarm)) => {
                    items.push(outcome);
                    problems.extend(alarm);
                }
                Err(error) => {
                    problems.push(not_kept(item, &error));
                    items.push(lost(item, &error));
                }
            }
        }
        self.report(ready, delivery, DeliveryReport { format: ready.format, problems, items }, now).await
    }

    /// The only item of a delivery cannot be kept. If the store takes the report of that, the fault lies
    /// with the item; if it does not, with the store, and the delivery stays unfinished.
    async fn give_up_item(
        &self,
        ready: &Ready,
        delivery: i64,
        error: store::Error,
        now: Timestamp,
    ) -> store::Result<DeliveryReport> {
        let busy = matches!(error, store::Error::Busy { .. });
        let (Some(item), false) = (ready.items.first(), busy) else {
            return Err(error);
        };
        let mut problems = ready.problems.clone();
        problems.push(not_kept(item, &error));
        let report = DeliveryReport { format: ready.format, problems, items: vec![lost(item, &error)] };
        self.report(ready, delivery, report, now).await
    }

    async fn report(
        &self,
        ready: &Ready,
        delivery: i64,
        report: DeliveryReport,
        now: Timestamp,
    ) -> store::Result<DeliveryReport> {
        let write = || async {
            let mut tx = self.store.begin().await?;
            self.finish(&mut tx, ready, delivery, &report, now).await?;
            tx.commit().await
        };
        self.patiently(write).await?;
        Ok(report)
    }
}

/// It waits for the one that it goes on from.
fn is_early_take(decision: &Decision) -> bool {
    matches!(decision.fate, Fate::Hold { cause: Cause::Take })
}

/// The next message of a text wire finds the story by this one.
async fn note_thread(
    tx: &mut Tx,
    ready: &Ready,
    story: StoryId,
    agency: &str,
    item: &Item,
    decision: &Decision,
) -> store::Result<()> {
    let Some(thread) = item.thread.as_ref().filter(|_| decision.verdict != Verdict::Duplicate) else {
        return Ok(());
    };
    let message = threads::Message {
        agency,
        slug: &meant::key(&thread.slug),
        category: meant::category(item),
        part: thread.part,
        at: belongs::sent_at(item, ready),
        begun: !is_early_take(decision) && !meant::is_kill(item),
    };
    threads::note(tx, story, &message).await
}

fn not_kept(item: &ReadyItem, error: &store::Error) -> Problem {
    let headline = item.item.headline.as_deref().unwrap_or("without a headline");
    Problem::error(format!("The item \"{headline}\" could not be kept: {error}"))
        .remedy("Its bytes are kept; run `dateline reparse` when that is mended.")
}

fn lost(item: &ReadyItem, error: &store::Error) -> ItemOutcome {
    ItemOutcome {
        position: item.position,
        guid: item.item.guid.clone(),
        story: None,
        version: None,
        verdict: None,
        fate: None,
        reason: format!("It could not be kept: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FetchSettings, SourceSettings};

    /// `serve` works through what a killed `ingest` left, while the same `ingest` is started again.
    #[tokio::test]
    async fn a_delivery_that_two_work_through_is_worked_through_once() {
        let data = tempfile::tempdir().unwrap();
        let zone = jiff::tz::TimeZone::UTC;
        let settings = store::Settings { data: data.path().to_owned(), database: None, bucket: None, zone };
        let store = store::Store::open(&settings).await.unwrap();
        let source = SourceSettings { name: "mna".into(), ..SourceSettings::default() };
        let intake = Intake::new(
            store,
            vec![source.clone()],
            Vec::new(),
            Vec::new(),
            Default::default(),
            &FetchSettings::default(),
        );
        let text = r#"{"uri": "urn:mna:1", "version": "1", "type": "text", "headline": "Storm",
                       "versioncreated": "2026-03-02T08:00:00Z", "body_text": "No boat left."}"#;
        let arriving = Arriving { name: "a.json".into(), bytes: text.into(), ..Arriving::default() };
        let now = "2026-03-02T09:00:00Z".parse().unwrap();
        let begun = intake.begin_batch("mna", std::slice::from_ref(&arriving), now).await.unwrap();
        let ready = intake.prepare(&source, arriving, now).await.unwrap();
        let first = intake.work_through(&ready, begun[0].id, now).await.unwrap();
        let second = intake.work_through(&ready, begun[0].id, now).await.unwrap();
        assert_eq!(first.items[0].verdict, Some(Verdict::New));
        assert_eq!(first, second, "the second finds the report of the first");
    }
}
