//! What arrives: bytes, and what is known about them from outside.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path, PathBuf};

use bytes::Bytes;
use wire::{Hints, Item, Parsed, Problem};

use crate::{After, FolderSettings, SourceSettings};

/// One delivery on its way in.
#[derive(Debug, Clone, Default)]
pub struct Arriving {
    /// File name or address, for people.
    pub name: String,
    pub bytes: Bytes,
    /// `Content-Type` as the sender says.
    pub content_type: Option<String>,
    /// The address that it was fetched from.
    pub base_url: Option<String>,
    /// The folder that it lay in: its pictures may lie there too.
    pub beside: Option<Beside>,
    /// What it says, where it was read before it came here (`import`): `bytes` are this as JSON.
    pub item: Option<Box<Item>>,
}

/// Where pictures of a delivery are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// No file outside of this folder is ever opened.
    pub root: PathBuf,
    /// The delivery's own folder, as a path inside `root`; empty for `root` itself.
    pub dir: PathBuf,
    /// Where files of `root` are moved to once they were taken: looked at next.
    pub done: Option<PathBuf>,
}

impl Beside {
    /// Beside a file of a watched folder, named by its path inside of it.
    pub(crate) fn of(folder: &FolderSettings, name: &Path) -> Option<Beside> {
        let dir = name.parent()?;
        dir.components().all(|part| matches!(part, Component::Normal(_))).then(|| Beside {
            root: folder.path.clone(),
            dir: dir.to_owned(),
            done: (folder.after == After::Move).then(|| folder.done()),
        })
    }
}

/// Larger deliveries are read on a thread of their own, so that nothing else waits for them.
const LARGE: usize = 256 << 10;

/// Reads the bytes by the source's settings. Whatever happens in a parser, the bytes are kept already
/// and the outcome is a sentence.
pub(crate) async fn read(arriving: &Arriving, source: &SourceSettings) -> Parsed {
    if let Some(item) = &arriving.item {
        return Parsed { format: None, items: vec![Item::clone(item)], problems: Vec::new() };
    }
    let hints = hints(arriving, source);
    let bytes = arriving.bytes.clone();
    if arriving.bytes.len() <= LARGE {
        return parse(&bytes, &hints);
    }
    tokio::task::spawn_blocking(move || parse(&bytes, &hints)).await.unwrap_or_else(|_| broke_off())
}

/// What is known about the bytes.
pub(crate) fn hints(arriving: &Arriving, source: &SourceSettings) -> Hints {
    Hints {
        format: source.format,
        file_name: Some(arriving.name.clone()),
        content_type: arriving.content_type.clone(),
        base_url: arriving.base_url.clone(),
        zone: source.time_zone(),
        language: source.language.clone(),
    }
}

/// As [`wire::parse`], should a parser break all the same.
pub fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    catch_unwind(AssertUnwindSafe(|| wire::parse(bytes, hints))).unwrap_or_else(|_| broke_off())
}

fn broke_off() -> Parsed {
    let problem = Problem::error("The parser broke off at this delivery. Its bytes are kept.")
        .remedy("Run `dateline reparse` after an upgrade, and please report it.");
    Parsed { format: None, items: Vec::new(), problems: vec![problem] }
}
