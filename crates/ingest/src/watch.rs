//! Watched folders.
//!
//! A folder is looked through again and again, which works on every file system; where the system tells
//! of new files, those are looked at at once. A file is taken when it has stopped changing. What has been
//! taken is remembered by its size, time and number, and read again when one of them moves.

mod after;
pub(crate) mod list;
mod memory;
pub(crate) mod names;
mod notice;
mod pictures;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bytes::Bytes;
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::files::next_batch;
use crate::intake::{Intake, IntakeError};
use crate::regular::{self, Stamp, Unread};
use crate::settings::{FolderSettings, SourceSettings};
use crate::{Arriving, Beside, Outcome};

use list::Found;
use memory::{Memory, Step};

/// One watched folder of one source.
pub struct Watch {
    intake: Intake,
    source: String,
    folder: FolderSettings,
    max_bytes: u64,
    memory: Memory,
    /// The folder could not be looked through last time, and the log says so.
    closed: bool,
    /// How long the last look took, without what was taken in after it.
    looking_took: Duration,
}

/// What one look at the folder brought.
#[derive(Debug, Default)]
pub struct Scan {
    pub outcomes: Vec<Outcome>,
    /// What stood in the way, one sentence each with the file's name; each is said once.
    pub notes: Vec<String>,
}

/// Of 21 parts of the time, looking through a folder takes one at most.
const SHARE: u32 = 20;
/// It happens no more often than this, and however large the folder, no more seldom than that.
const EVERY: Duration = Duration::from_secs(1);
const AT_LEAST_EVERY: Duration = Duration::from_secs(30);

impl Watch {
    /// Watches the folder of this source; `None` where it has none.
    pub fn new(intake: &Intake, settings: &SourceSettings) -> Option<Watch> {
        let folder = settings.folder.clone()?;
        Some(Watch {
            memory: Memory::new(&folder),
            intake: intake.clone(),
            source: settings.name.clone(),
            folder,
            max_bytes: settings.max_bytes,
            closed: false,
            looking_took: Duration::ZERO,
        })
    }

    /// Looks again and again until told to stop; what is being taken in then is finished first.
    pub async fn run(mut self, stop: CancellationToken) {
        let mut notice = notice::Notice::none();
        loop {
            notice.keep_up(&self.folder.path);
            self.scan_until(Timestamp::now(), &stop).await;
            let rest = (self.looking_took * SHARE).clamp(EVERY, AT_LEAST_EVERY);
            let next = tokio::time::Instant::now() + rest;
            loop {
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep_until(next) => break,
                    told = notice.next() => match told {
                        Some(paths) => drop(self.look(&paths, Timestamp::now(), &stop).await),
                        None => break,
                    },
                }
            }
        }
    }

    /// Looks through the whole folder once and takes what is ready.
    pub async fn scan(&mut self, now: Timestamp) -> Scan {
        self.scan_until(now, &CancellationToken::new()).await
    }

    async fn scan_until(&mut self, now: Timestamp, stop: &CancellationToken) -> Scan {
        let (root, skip) = (self.folder.path.clone(), [self.folder.done(), self.folder.failed()]);
        let begun = Instant::now();
        let listed = tokio::task::spawn_blocking(move || list::walk(&root, &skip)).await;
        self.looking_took = begun.elapsed();
        let mut scan = Scan::default();
        match listed {
            Ok(Ok(listing)) => {
                if std::mem::take(&mut self.closed) {
                    let folder = self.folder.path.display();
                    tracing::info!(source = self.source, "the watched folder {folder} is there again");
                }
                self.memory.forget_all_but(&listing.files);
                for (path, sentence) in listing.odd {
                    self.note_once(&mut scan, path, sentence);
                }
                self.take_ready(listing.files, &HashSet::new(), now, stop, &mut scan).await;
            }
            Ok(Err(error)) if !self.closed => {
                self.closed = true;
                let sentence = format!(
                    "The watched folder {} cannot be looked through ({error}). Check that it is there and may be read; it is tried again until then.",
                    self.folder.path.display()
                );
                // An alarm, as of a silent source: nothing comes from it until somebody acts.
                tracing::error!(source = self.source, "{sentence}");
                scan.notes.push(sentence);
            }
            Ok(Err(_)) => {}
            Err(error) => self.note(&mut scan, format!("Looking through the folder broke off: {error}.")),
        }
        scan
    }

    /// Looks at the files of which the system says that their writer has closed them or that they were
    /// renamed into place.
    async fn look(&mut self, told: &HashSet<PathBuf>, now: Timestamp, stop: &CancellationToken) -> Scan {
        let (root, skip) = (self.folder.path.clone(), [self.folder.done(), self.folder.failed()]);
        let paths = told.clone();
        let found = tokio::task::spawn_blocking(move || list::these(&root, &skip, &paths)).await;
        let mut scan = Scan::default();
        if let Ok(found) = found {
            let closed = found.iter().map(|found| found.inside.clone()).collect();
            self.take_ready(found, &closed, now, stop, &mut scan).await;
        }
        scan
    }

    async fn take_ready(
        &mut self,
        found: Vec<Found>,
        closed: &HashSet<PathBuf>,
        now: Timestamp,
        stop: &CancellationToken,
        scan: &mut Scan,
    ) {
        let mut texts = Vec::new();
        for found in found {
            if self.memory.step(&found, closed.contains(&found.inside), now) == Step::Wait {
                continue;
            }
            match names::is_picture(&found.inside) {
                true => self.picture_came(found, now, scan).await,
                false if self.is_copy(&found.inside) => texts.push(found),
                false => self.memory.done(&found.inside, found.stamp),
            }
        }
        // In the order in which they were written, so that an update comes after what it updates.
        texts.sort_by(|a, b| (a.stamp.modified, &a.inside).cmp(&(b.stamp.modified, &b.inside)));
        let mut texts = texts.into_iter().peekable();
        while !stop.is_cancelled() {
            // What is larger than allowed is not read.
            let batch = next_batch(&mut texts, |found| found.stamp.size.min(self.max_bytes));
            if batch.is_empty() {
                break;
            }
            self.take_batch(batch, now, scan).await;
        }
    }

    fn is_copy(&self, inside: &Path) -> bool {
        self.folder.pattern.is_empty() || self.folder.pattern.iter().any(|p| names::matches(p, inside))
    }

    async fn take_batch(&mut self, batch: Vec<Found>, now: Timestamp, scan: &mut Scan) {
        let (root, most) = (self.folder.path.clone(), self.max_bytes);
        let reading = tokio::task::spawn_blocking(move || read_all(&root, batch, most)).await;
        let mut ready = Vec::new();
        for (found, read) in reading.unwrap_or_default() {
            match read {
                Ok((bytes, _)) if crate::media::kind(&bytes).is_some() => {
                    self.picture_came(found, now, scan).await
                }
                Ok((bytes, _)) if !self.memory.may_be_whole(&found, &bytes, now) => {}
                Ok((bytes, stamp)) => ready.push((found, stamp, bytes)),
                Err(why) => self.unread(found, why, now, scan).await,
            }
        }
        let arriving = ready.iter().map(|(found, _, bytes)| self.arriving(found, bytes.clone())).collect();
        let outcomes = self.intake.accept_many(&self.source, arriving, now).await;
        for ((found, stamp, _), outcome) in ready.into_iter().zip(outcomes) {
            self.taken(found, stamp, outcome, now, scan).await;
        }
    }

    fn arriving(&self, found: &Found, bytes: Bytes) -> Arriving {
        Arriving {
            name: found.inside.to_string_lossy().into_owned(),
            bytes,
            beside: Beside::of(&self.folder, &found.inside),
            ..Arriving::default()
        }
    }

    async fn taken(
        &mut self,
        found: Found,
        stamp: Stamp,
        outcome: Result<Outcome, IntakeError>,
        now: Timestamp,
        scan: &mut Scan,
    ) {
        match outcome {
            Ok(outcome) => {
                self.memory.done(&found.inside, stamp);
                let why = outcome.failed().then(|| {
                    outcome.problems.iter().map(|problem| format!("{problem}\n")).collect::<String>()
                });
                self.put_away(&found.path, &found.inside, stamp, why, scan).await;
                self.put_away_pictures(&outcome.taken, scan).await;
                scan.outcomes.push(outcome);
            }
            Err(error) => {
                let first = self.memory.later(&found.inside, found.stamp, now);
                if first {
                    self.note(
                        scan,
                        format!("{} was not taken in: {error} It is tried again.", found.path.display()),
                    );
                }
            }
        }
    }

    /// What could not be read is said once; whether it is tried again depends on why.
    async fn unread(&mut self, found: Found, why: Unread, now: Timestamp, scan: &mut Scan) {
        let sentence = format!("{}: {why}", found.path.display());
        match why {
            Unread::Gone => self.memory.forget(&found.inside),
            Unread::Changed => self.memory.moved(&found.inside, found.stamp, now),
            Unread::Denied | Unread::Io(_) => {
                if self.memory.later(&found.inside, found.stamp, now) {
                    self.note(scan, format!("{sentence} It is tried again."));
                }
            }
            Unread::TooLarge { .. } => {
                self.memory.done(&found.inside, found.stamp);
                self.note(scan, sentence.clone());
                self.put_away(&found.path, &found.inside, found.stamp, Some(sentence), scan).await;
            }
            Unread::NotAFile(_) | Unread::Outside(_) => {
                self.memory.done(&found.inside, found.stamp);
                self.note(scan, sentence);
            }
        }
    }

    /// A sentence about a thing that is no candidate at all, said once while the thing is there.
    fn note_once(&mut self, scan: &mut Scan, path: PathBuf, sentence: String) {
        if self.memory.first_sight(path) {
            self.note(scan, sentence);
        }
    }

    fn note(&self, scan: &mut Scan, sentence: String) {
        tracing::warn!(source = self.source, "{sentence}");
        scan.notes.push(sentence);
    }
}

type Read = (Found, Result<(Bytes, Stamp), Unread>);

fn read_all(root: &Path, batch: Vec<Found>, most: u64) -> Vec<Read> {
    let Ok(root) = root.canonicalize() else { return Vec::new() };
    let read = |found: Found| {
        let read = regular::read(&root, &found.path, most).map(|(bytes, stamp)| (bytes.into(), stamp));
        (found, read)
    };
    batch.into_iter().map(read).collect()
}
