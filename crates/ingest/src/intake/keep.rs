//! The transactions: items become versions, together with the report of their delivery.

use jiff::Timestamp;
use newsroom::Known;
use store::acts::{self, Arrival};
use store::deliveries::{self, Begun, DeliveryReport, ItemOutcome};
use store::media::{self, FileState, MediaFile};
use store::{Tx, sources, stories};
use wire::Problem;

use super::{Intake, Ready, ReadyItem};

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

    /// As [`Intake::work_through`] for many deliveries whose bytes are not kept yet. `None` is a delivery
    /// that had come before.
    pub(super) async fn keep_batch(
        &self,
        batch: &[Ready],
        now: Timestamp,
    ) -> store::Result<Vec<(Begun, Option<DeliveryReport>)>> {
        let mut tx = self.store.begin().await?;
        let mut worked = Vec::with_capacity(batch.len());
        for ready in batch {
            let begun =
                deliveries::begin_in(&mut tx, &ready.source, &ready.name, &ready.bytes, ready.received_at)
                    .await?;
            let report = match begun.done {
                true => None,
                false => Some(self.keep(&mut tx, ready, begun.id, now).await?),
            };
            worked.push((begun, report));
        }
        if let Some(ready) = batch.first() {
            sources::heard_in(&mut tx, &ready.source, ready.received_at).await?;
        }
        tx.commit().await?;
        Ok(worked)
    }

    async fn keep(
        &self,
        tx: &mut Tx,
        ready: &Ready,
        delivery: i64,
        now: Timestamp,
    ) -> store::Result<DeliveryReport> {
        let mut items = Vec::with_capacity(ready.items.len());
        for item in &ready.items {
            items.push(self.keep_item(tx, ready, item, delivery, now).await?);
        }
        let report = DeliveryReport { format: ready.format, problems: ready.problems.clone(), items };
        self.finish(tx, ready, delivery, &report, now).await?;
        Ok(report)
    }

    async fn finish(
        &self,
        tx: &mut Tx,
        ready: &Ready,
        delivery: i64,
        report: &DeliveryReport,
        now: Timestamp,
    ) -> store::Result<()> {
        deliveries::finish(tx, delivery, report, now).await?;
        sources::heard_in(tx, &ready.source, ready.received_at).await
    }

    async fn keep_item(
        &self,
        tx: &mut Tx,
        ready: &Ready,
        ReadyItem { position, item, files, .. }: &ReadyItem,
        delivery: i64,
        now: Timestamp,
    ) -> store::Result<ItemOutcome> {
        let house = &self.house;
        let agency = (ready.agency.0.as_str(), ready.agency.1.as_str());
        let guid = item.guid.as_deref().unwrap_or_default();
        let found = stories::by_guid(tx, agency.0, guid).await?;
        let known = found.as_ref().map(|(story, versions)| Known { story, versions });
        let filing = newsroom::filing::file(item, &ready.source, agency, &house.sections, &house.rules);
        let decision = newsroom::receive(known, item, &ready.policy, &filing, now);
        let arrival = Arrival {
            source: &ready.source,
            agency,
            item,
            known,
            decision: &decision,
            filing: &filing,
            delivery,
            received_at: ready.received_at,
            now,
            section_names: &house.sections,
        };
        let kept = acts::keep(tx, &arrival).await?;
        if let Some(version) = kept.version.filter(|_| !files.is_empty()) {
            let files = self.with_files_of_before(known, files).await?;
            media::attach(tx, kept.story, version, &files, now).await?;
        }
        Ok(ItemOutcome {
            position: *position,
            guid: item.guid.clone(),
            story: Some(kept.story),
            version: kept.version,
            verdict: Some(decision.verdict),
            fate: Some(decision.fate),
            reason: decision.reason,
        })
    }

    /// A file that an earlier version had under the same address need not be fetched again.
    async fn with_files_of_before(
        &self,
        known: Option<Known<'_>>,
        files: &[MediaFile],
    ) -> store::Result<Vec<MediaFile>> {
        let newest = known.and_then(|known| Some((known.story.id, known.versions.last()?.number)));
        let Some((story, version)) =
            newest.filter(|_| files.iter().any(|file| file.state == FileState::Wanted))
        else {
            return Ok(files.to_vec());
        };
        let before = media::of_story(self.store.db(), story, version).await?;
        let had = |file: &MediaFile| {
            before.iter().find(|had| had.state == FileState::Kept && had.href == file.href)
        };
        Ok(files
            .iter()
            .map(|file| match had(file).filter(|_| file.state == FileState::Wanted) {
                Some(had) => MediaFile { media: file.media, rendition: file.rendition, ..had.clone() },
                None => file.clone(),
            })
            .collect())
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
                Ok(outcome) => items.push(outcome),
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
        let (Some(item), false) = (ready.items.first(), matches!(error, store::Error::Busy { .. })) else {
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
