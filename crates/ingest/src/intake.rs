//! The one way in: bytes are kept, read, and become stories.
//!
//! Whatever the road, every delivery comes through [`Intake::accept`] or [`Intake::accept_many`]: its
//! bytes are kept before anything reads them; then its items are decided about and kept, all in one
//! transaction with the report of what became of it, whose commit waits for the disk. A crash in between
//! leaves an unfinished delivery, which [`Intake::resume`] works through at the next start.

mod belongs;
pub(crate) mod keep;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use newsroom::filing::Rule;
use newsroom::reading::{self, Reading};
use newsroom::rights::Paper;
use newsroom::{Policy, State, Story};
use store::deliveries::{self, DeliveryReport};
use store::{Store, stories};
use wire::{Item, Problem};

use crate::media::{self, Captured, Limits};
use crate::outcome::{ItemOutcome, Outcome};
use crate::{Arriving, Beside, FetchSettings, SourceSettings, arriving, identity, import};

/// So many deliveries share one transaction, and so one wait for the disk.
pub const BATCH: usize = 64;

/// A busy database is tried so often before the sender is told to come back.
const TRIES: u32 = 6;

/// Takes deliveries in. Cheap to clone.
#[derive(Clone)]
pub struct Intake {
    pub(crate) store: Store,
    pub(crate) house: Arc<House>,
    /// The paper's language, for items that say nothing of theirs.
    pub(crate) language: Arc<str>,
}

/// What the configuration says.
pub(crate) struct House {
    pub sources: BTreeMap<String, SourceSettings>,
    pub rules: Vec<Rule>,
    /// Slug and name.
    pub sections: Vec<(String, String)>,
    /// What the paper is, beside what agencies forbid.
    pub paper: Paper,
    pub limits: Limits,
}

/// Why a delivery was not taken in. Nothing was acknowledged; sending it again loses nothing.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    #[error("There is no source named \"{0}\". Add a [[source]] of that name to the configuration.")]
    UnknownSource(String),
    #[error(
        "{name} has {size} bytes, and max_bytes of the source \"{source_name}\" is {most}. Raise max_bytes if that is right."
    )]
    TooLarge { name: String, source_name: String, size: u64, most: u64 },
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Intake {
    /// `sections` are the paper's, as slug and name.
    pub fn new(
        store: Store,
        sources: Vec<SourceSettings>,
        rules: Vec<Rule>,
        sections: Vec<(String, String)>,
        paper: Paper,
        fetch: &FetchSettings,
    ) -> Intake {
        let limits = Limits { bytes: fetch.max_picture_bytes, pixels: fetch.max_picture_pixels };
        let sources = sources.into_iter().map(|source| (source.name.clone(), source)).collect();
        let house = Arc::new(House { sources, rules, sections, paper, limits });
        Intake { store, house, language: "en".into() }
    }

    /// The paper's language, BCP 47: for items that say nothing of theirs.
    pub fn speaking(self, language: &str) -> Intake {
        Intake { language: language.into(), ..self }
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The settings of a source.
    pub fn source(&self, name: &str) -> Result<&SourceSettings, IntakeError> {
        self.house.sources.get(name).ok_or_else(|| IntakeError::UnknownSource(name.to_owned()))
    }

    pub fn sources(&self) -> impl Iterator<Item = &SourceSettings> {
        self.house.sources.values()
    }

    /// Takes in one delivery. When this returns, its bytes and all that became of it are safe on disk.
    ///
    /// # Errors
    /// Where the source is unknown, the delivery too large, or the store fails. What is wrong with the
    /// delivery itself is part of the outcome.
    pub async fn accept(
        &self,
        source: &str,
        arriving: Arriving,
        now: Timestamp,
    ) -> Result<Outcome, IntakeError> {
        let settings = self.source(source)?;
        admit(settings, &arriving)?;
        let begun = self.patiently(|| self.begin_batch(source, std::slice::from_ref(&arriving), now)).await?;
        // One was begun, so one comes back.
        let begun = begun[0];
        if begun.done {
            return Ok(same_again(begun.id, source, arriving.name));
        }
        let ready = self.prepare(settings, arriving, now).await?;
        let report = self.work_through(&ready, begun.id, now).await?;
        self.outcome(begun.id, ready, report).await
    }

    /// Takes in many deliveries of one source, in their order, [`BATCH`] to a transaction: for bulk. The
    /// outcomes come in the same order.
    pub async fn accept_many(
        &self,
        source: &str,
        arriving: Vec<Arriving>,
        now: Timestamp,
    ) -> Vec<Result<Outcome, IntakeError>> {
        let mut outcomes = Vec::with_capacity(arriving.len());
        let mut rest = arriving.into_iter().peekable();
        while rest.peek().is_some() {
            let batch: Vec<Arriving> = rest.by_ref().take(BATCH).collect();
            match self.accept_batch(source, &batch, now).await {
                Ok(done) => outcomes.extend(done.into_iter().map(Ok)),
                // Something in it cannot be kept: one by one the others can.
                Err(_) => {
                    for arriving in batch {
                        outcomes.push(self.accept(source, arriving, now).await);
                    }
                }
            }
        }
        outcomes
    }

    async fn accept_batch(
        &self,
        source: &str,
        batch: &[Arriving],
        now: Timestamp,
    ) -> Result<Vec<Outcome>, IntakeError> {
        let settings = self.source(source)?;
        batch.iter().try_for_each(|arriving| admit(settings, arriving))?;
        let mut begun = self.patiently(|| self.begin_batch(source, batch, now)).await?;
        // The same bytes twice in one batch are worked through once.
        let mut seen = BTreeSet::new();
        begun.iter_mut().for_each(|begun| begun.done |= !seen.insert(begun.id));
        let mut ready = Vec::with_capacity(batch.len());
        for (arriving, begun) in batch.iter().zip(&begun) {
            if !begun.done {
                ready.push((begun.id, self.prepare(settings, arriving.clone(), now).await?));
            }
        }
        let reports = self.keep_batch(&ready, now).await?;
        let mut worked = ready.into_iter().zip(reports);
        let mut outcomes = Vec::with_capacity(batch.len());
        for (arriving, begun) in batch.iter().zip(begun) {
            let next = if begun.done { None } else { worked.next() };
            outcomes.push(match next {
                Some(((id, ready), report)) => self.outcome(id, ready, report).await?,
                None => same_again(begun.id, source, arriving.name.clone()),
            });
        }
        Ok(outcomes)
    }

    /// Works through what a crash left behind. A delivery that cannot be worked through now stays for the
    /// next time, and the log says so.
    pub async fn resume(&self, now: Timestamp) -> Result<Vec<Outcome>, IntakeError> {
        const MANY: u32 = 10_000;
        let mut outcomes = Vec::new();
        for left in deliveries::unfinished(self.store.db(), MANY).await? {
            // Its pictures and comments come with the export only.
            if left.source.starts_with(import::PREFIX) {
                tracing::warn!(
                    source = left.source,
                    name = left.name,
                    "an import stopped half-way: run `dateline import` with the same file again"
                );
                continue;
            }
            match self.resume_one(&left, now).await {
                Ok(outcome) => outcomes.push(outcome),
                Err(error) => tracing::error!(
                    source = left.source,
                    name = left.name,
                    delivery = left.id,
                    "an unfinished delivery stays unfinished: {error}"
                ),
            }
        }
        Ok(outcomes)
    }

    async fn resume_one(&self, left: &deliveries::Delivery, now: Timestamp) -> Result<Outcome, IntakeError> {
        let settings = self.source(&left.source)?;
        let arriving = self.kept(left).await?;
        let ready = self.prepare(settings, arriving, left.received_at).await?;
        let report = self.work_through(&ready, left.id, now).await?;
        self.outcome(left.id, ready, report).await
    }

    /// A kept delivery, as it arrived.
    pub(crate) async fn kept(&self, delivery: &deliveries::Delivery) -> Result<Arriving, IntakeError> {
        let folder = self.source(&delivery.source)?.folder.as_ref();
        let bytes = deliveries::raw(&self.store, delivery.id).await?;
        let base_url = url::Url::parse(&delivery.name).ok().filter(|url| url.has_host());
        Ok(Arriving {
            name: delivery.name.clone(),
            bytes: bytes.into(),
            base_url: base_url.map(Into::into),
            beside: folder.and_then(|folder| Beside::of(folder, Path::new(&delivery.name))),
            content_type: delivery.content_type.clone(),
            item: None,
        })
    }

    /// Everything that needs no transaction: reads the bytes, gives every item a guid, takes its pictures.
    pub(crate) async fn prepare(
        &self,
        settings: &SourceSettings,
        arriving: Arriving,
        received_at: Timestamp,
    ) -> Result<Ready, IntakeError> {
        let mut parsed = arriving::read(&arriving, settings).await;
        self.put_together(settings, &arriving, &mut parsed).await?;
        let mut problems = parsed.problems;
        let mut items = Vec::with_capacity(parsed.items.len());
        for (position, mut item) in parsed.items.into_iter().enumerate() {
            problems.extend(identity::ensure(&mut item, &settings.name, &arriving.name));
            let captured = media::capture(
                &self.store,
                &item,
                settings.pictures,
                arriving.beside.as_ref(),
                arriving.base_url.as_deref(),
                self.house.limits,
            )
            .await?;
            let Captured { files, problems: found, taken } = captured;
            problems.extend(found);
            let reading = reading::read(&item, self.store.zone(), &self.language);
            items.push(ReadyItem { position, item, files, taken, reading });
        }
        Ok(Ready {
            source: settings.name.clone(),
            agency: (settings.agency.slug.clone(), settings.agency.name.clone()),
            policy: settings.policy(),
            thread_window: settings.thread_window,
            take_patience: settings.take_patience,
            name: arriving.name,
            received_at,
            format: parsed.format,
            problems,
            items,
        })
    }

    pub(crate) async fn outcome(
        &self,
        delivery: i64,
        ready: Ready,
        report: DeliveryReport,
    ) -> Result<Outcome, IntakeError> {
        let mut items = Vec::with_capacity(report.items.len());
        for kept in report.items {
            let story = match kept.story {
                Some(id) => stories::get(self.store.db(), id).await?,
                None => None,
            };
            items.push(ItemOutcome {
                position: kept.position,
                guid: kept.guid,
                headline: ready.items.get(kept.position).and_then(|ready| ready.item.headline.clone()),
                story: kept.story,
                version: kept.version,
                verdict: kept.verdict,
                fate: kept.fate,
                path: story
                    .filter(is_settled)
                    .map(|story| format!("/{}/{}", story.day.replace('-', "/"), story.slug)),
                reason: kept.reason,
            });
        }
        let outcome = Outcome {
            delivery,
            source: ready.source,
            name: ready.name,
            format: report.format,
            problems: report.problems,
            items,
            duplicate: false,
            taken: ready.items.into_iter().flat_map(|ready| ready.taken).collect(),
        };
        outcome.log();
        Ok(outcome)
    }

    /// Does it again while the database is busy with another writer.
    pub(crate) async fn patiently<T, F, Fut>(&self, work: F) -> store::Result<T>
    where
        F: Fn() -> Fut,
        Fut: Future<Output = store::Result<T>>,
    {
        let mut tries = 0;
        loop {
            match work().await {
                Err(store::Error::Busy { .. }) if tries < TRIES => {
                    tries += 1;
                    tokio::time::sleep(std::time::Duration::from_millis(10 << tries)).await;
                }
                done => return done,
            }
        }
    }
}

/// Until readers find a story, or its tombstone, its address may still follow its headline.
fn is_settled(story: &Story) -> bool {
    story.first_shown_at.is_some() || story.state == State::Killed
}

/// A delivery that was read and waits for its transaction.
pub(crate) struct Ready {
    pub source: String,
    /// Slug and name.
    pub agency: (String, String),
    pub policy: Policy,
    /// A message finds its story among those whose newest message is no further from it.
    pub thread_window: SignedDuration,
    pub take_patience: SignedDuration,
    pub name: String,
    pub received_at: Timestamp,
    pub format: Option<wire::Format>,
    pub problems: Vec<Problem>,
    pub items: Vec<ReadyItem>,
}

impl Ready {
    /// The source's agency; where the settings name none, the one that the item names as its provider.
    fn agency_of(&self, item: &Item) -> (String, String) {
        if !self.agency.0.is_empty() {
            return self.agency.clone();
        }
        let name = item.credit.provider.as_deref().or(item.credit.source.as_deref()).unwrap_or(&self.source);
        match newsroom::slug::of_name(name) {
            slug if slug.is_empty() => (self.source.clone(), name.to_owned()),
            slug => (slug, name.to_owned()),
        }
    }
}

pub(crate) struct ReadyItem {
    pub position: usize,
    pub item: Item,
    pub files: Vec<store::media::MediaFile>,
    pub taken: Vec<std::path::PathBuf>,
    /// What is found in its text: before the transaction, since it takes a while.
    pub reading: Reading,
}

fn admit(settings: &SourceSettings, arriving: &Arriving) -> Result<(), IntakeError> {
    let size = arriving.bytes.len() as u64;
    if size > settings.max_bytes {
        return Err(IntakeError::TooLarge {
            name: arriving.name.clone(),
            source_name: settings.name.clone(),
            size,
            most: settings.max_bytes,
        });
    }
    Ok(())
}

fn same_again(delivery: i64, source: &str, name: String) -> Outcome {
    let outcome = Outcome {
        delivery,
        source: source.to_owned(),
        name,
        format: None,
        problems: Vec::new(),
        items: Vec::new(),
        duplicate: true,
        taken: Vec::new(),
    };
    outcome.log();
    outcome
}
