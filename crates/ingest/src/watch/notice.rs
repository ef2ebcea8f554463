//! What the system tells of new files. Only to be quicker: what it does not tell is found by looking.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc::{Receiver, channel};

/// Files that are written together are looked at together.
const GATHER: Duration = Duration::from_millis(5);
const AT_ONCE: usize = 1000;
/// So many wait to be looked at.
const KEPT: usize = 10_000;

pub(super) struct Notice {
    /// Told of by the system; dropping it ends that.
    watcher: Option<(RecommendedWatcher, Receiver<PathBuf>)>,
    warned: bool,
}

impl Notice {
    pub fn none() -> Notice {
        Notice { watcher: None, warned: false }
    }

    /// Begins, or begins again after the folder was away.
    pub fn keep_up(&mut self, folder: &Path) {
        let Ok(folder) = folder.canonicalize() else {
            self.watcher = None;
            return;
        };
        if self.watcher.is_some() {
            return;
        }
        let (tell, told) = channel(KEPT);
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            for path in event.ok().filter(is_arrival).into_iter().flat_map(|event| event.paths) {
                // Where nobody listens any more, or too many came at once, looking finds them.
                let _ = tell.try_send(path);
            }
        });
        let watching = watcher.and_then(|mut watcher| {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
            Ok(watcher)
        });
        match watching {
            Ok(watcher) => self.watcher = Some((watcher, told)),
            Err(error) if !self.warned => {
                self.warned = true;
                let folder = folder.display();
                tracing::info!(
                    "the system does not tell of new files in {folder} ({error}); they are found by looking"
                );
            }
            Err(_) => {}
        }
    }

    /// The next files, or `None` where the system has stopped to tell. Waits for ever where it never began.
    pub async fn next(&mut self) -> Option<HashSet<PathBuf>> {
        let Some((_, told)) = &mut self.watcher else { return std::future::pending().await };
        let Some(first) = told.recv().await else {
            self.watcher = None;
            return None;
        };
        tokio::time::sleep(GATHER).await;
        let mut paths = HashSet::from([first]);
        while paths.len() < AT_ONCE
            && let Ok(path) = told.try_recv()
        {
            paths.insert(path);
        }
        Some(paths)
    }
}

/// A file was closed by its writer, or renamed into place.
fn is_arrival(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    )
}
