//! What became of a delivery.

use newsroom::{Fate, StoryId, Verdict};
use serde::Serialize;
use wire::{Format, Problem, Severity};

/// What became of one delivery, for the log, the sender and the command line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// The number under which its bytes are kept.
    pub delivery: i64,
    pub source: String,
    pub name: String,
    /// What it was read as; `None` where no format knew it.
    pub format: Option<Format>,
    pub problems: Vec<Problem>,
    pub items: Vec<ItemOutcome>,
    /// The same bytes had come from the same source before, and nothing was done.
    pub duplicate: bool,
    /// Picture files that were taken from beside it.
    #[serde(skip)]
    pub taken: Vec<std::path::PathBuf>,
}

/// What became of one item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemOutcome {
    /// Its place in the delivery, from 0.
    pub position: usize,
    /// As used: the agency's, or one made of the item where the agency gave none.
    pub guid: Option<String>,
    pub headline: Option<String>,
    pub story: Option<StoryId>,
    /// Our number of the version that it became.
    pub version: Option<u32>,
    /// What it was beside what we had; `None` where it could not be kept.
    pub verdict: Option<Verdict>,
    #[serde(flatten)]
    pub fate: Option<Fate>,
    /// The story's address on the site: `/2018/09/10/storm-closes-the-harbour`.
    pub path: Option<String>,
    /// Why, as a sentence.
    pub reason: String,
}

impl Outcome {
    /// The worst that was found.
    pub fn severity(&self) -> Option<Severity> {
        self.problems.iter().map(|problem| problem.severity).max()
    }

    /// Nothing of it could be read or kept.
    pub fn failed(&self) -> bool {
        !self.duplicate
            && self.items.iter().all(|item| item.verdict.is_none())
            && self.severity() == Some(Severity::Error)
    }

    /// Writes it to the operator's log: a line for the delivery, one for each item, one for each problem,
    /// each with the source and the file's name.
    pub fn log(&self) {
        let (source, name) = (self.source.as_str(), self.name.as_str());
        if self.duplicate {
            tracing::debug!(source, name, delivery = self.delivery, "the same bytes again");
            return;
        }
        let format = self.format.map_or("unknown", Format::name);
        tracing::info!(
            source,
            name,
            delivery = self.delivery,
            format,
            items = self.items.len(),
            "delivery taken in"
        );
        for item in &self.items {
            let guid = item.guid.as_deref().unwrap_or_default();
            let path = item.path.as_deref().unwrap_or_default();
            tracing::info!(source, name, guid, verdict = ?item.verdict, path, "{}", item.reason);
        }
        for problem in &self.problems {
            match problem.severity {
                Severity::Note => tracing::info!(source, name, "{problem}"),
                Severity::Warning => tracing::warn!(source, name, "{problem}"),
                Severity::Error => tracing::error!(source, name, "{problem}"),
            }
        }
    }
}
