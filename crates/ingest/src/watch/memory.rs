//! What is known about the files of a folder from earlier looks.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use super::list::Found;
use crate::FolderSettings;
use crate::regular::Stamp;

pub(super) struct Memory {
    settle: SignedDuration,
    patience: SignedDuration,
    files: HashMap<PathBuf, Seen>,
    /// Odd things of which the log has been told.
    odd: HashSet<PathBuf>,
    /// Odd things of the look that is under way.
    odd_now: HashSet<PathBuf>,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    stamp: Stamp,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    /// It looks like this since then.
    Settling { since: Timestamp },
    /// Nothing is to be done until it changes.
    Done,
    /// It could not be read or taken in, so many times.
    Later { at: Timestamp, failures: u32 },
}

/// What to do with a file now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Wait,
    Take,
}

impl Memory {
    pub fn new(folder: &FolderSettings) -> Memory {
        Memory {
            settle: SignedDuration::from_millis(folder.settle_ms.min(i64::MAX as u64) as i64),
            patience: folder.patience,
            files: HashMap::new(),
            odd: HashSet::new(),
            odd_now: HashSet::new(),
        }
    }

    /// `closed`: the system says that its writer has closed it, or that it was renamed into place.
    pub fn step(&mut self, found: &Found, closed: bool, now: Timestamp) -> Step {
        let known = self.files.get(&found.inside).filter(|seen| seen.stamp == found.stamp);
        let since = match known.map(|seen| seen.state) {
            Some(State::Done) => return Step::Wait,
            Some(State::Later { at, .. }) => return if at <= now { Step::Take } else { Step::Wait },
            Some(State::Settling { since }) => since,
            None => {
                let since = first_known(found, now);
                self.set(&found.inside, found.stamp, State::Settling { since });
                since
            }
        };
        if closed || now.duration_since(since) >= self.settle { Step::Take } else { Step::Wait }
    }

    /// A file that ends in the middle of a document may still be growing, however long it rests.
    pub fn may_be_whole(&self, found: &Found, bytes: &[u8], now: Timestamp) -> bool {
        let rests_since = match self.files.get(&found.inside).map(|seen| seen.state) {
            Some(State::Settling { since }) => since,
            _ => return true,
        };
        ends_like_a_document(bytes) || now.duration_since(rests_since) >= self.patience
    }

    pub fn done(&mut self, inside: &Path, stamp: Stamp) {
        self.set(inside, stamp, State::Done);
    }

    /// It changed under our hands: it settles anew.
    pub fn moved(&mut self, inside: &Path, stamp: Stamp, now: Timestamp) {
        self.set(inside, stamp, State::Settling { since: now });
    }

    /// Try it again later, each time after a longer while. True where this is the first time.
    pub fn later(&mut self, inside: &Path, stamp: Stamp, now: Timestamp) -> bool {
        let failures = match self.files.get(inside).map(|seen| seen.state) {
            Some(State::Later { failures, .. }) => failures + 1,
            _ => 1,
        };
        let wait = SignedDuration::from_secs(1 << failures.min(6));
        let at = now.checked_add(wait).unwrap_or(now);
        self.set(inside, stamp, State::Later { at, failures });
        failures == 1
    }

    pub fn forget(&mut self, inside: &Path) {
        self.files.remove(inside);
    }

    /// What is gone is forgotten, so that it is new when it comes back.
    pub fn forget_all_but(&mut self, found: &[Found]) {
        if self.files.len() > found.len() {
            let there: HashSet<&Path> = found.iter().map(|found| found.inside.as_path()).collect();
            self.files.retain(|path, _| there.contains(path.as_path()));
        }
        self.odd = std::mem::take(&mut self.odd_now);
    }

    /// Has the log not been told of this odd thing yet?
    pub fn first_sight(&mut self, path: PathBuf) -> bool {
        let first = !self.odd.contains(&path);
        self.odd_now.insert(path);
        first
    }

    fn set(&mut self, inside: &Path, stamp: Stamp, state: State) {
        self.files.insert(inside.to_owned(), Seen { stamp, state });
    }
}

/// Since when a file looks as it does: its own time, where that can be believed, else now.
fn first_known(found: &Found, now: Timestamp) -> Timestamp {
    Timestamp::try_from(found.stamp.modified).ok().filter(|modified| *modified < now).unwrap_or(now)
}

/// XML ends in `>`, JSON in `}` or `]`, in whatever encoding. Blanks, and the zeros of UTF-16, may follow.
fn ends_like_a_document(bytes: &[u8]) -> bool {
    let last = bytes.iter().rev().find(|byte| !byte.is_ascii_whitespace() && **byte != 0);
    matches!(last, Some(b'>' | b'}' | b']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_off_document_is_told_from_a_whole_one() {
        for whole in ["<a>x</a>\n", "{\"a\": 1}", "[]\r\n\r\n"] {
            assert!(ends_like_a_document(whole.as_bytes()), "{whole}");
            let utf16: Vec<u8> = whole.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(ends_like_a_document(&utf16), "{whole} in UTF-16");
        }
        for cut in ["", "<a>x</a", "{\"a\": 1", "\n"] {
            assert!(!ends_like_a_document(cut.as_bytes()), "{cut}");
        }
    }
}
