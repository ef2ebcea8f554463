//! How copy arrives: from watched folders, by polling, out of mailboxes, by push, as another system's export; and the
//! one way in for all of it.
//!
//! Whatever the road, a delivery's bytes are kept before anything reads them, and a sender is told "taken"
//! only after the commit. What cannot be read is kept all the same, and said in sentences.
//!
//! It never decides what becomes of a story (that is `newsroom`'s), never shows anything, never asks an
//! internal address because a feed says so, and never opens a file outside of the folder that a source
//! is given. Only the loops (`run` of each road) read the clock; everything below them is told the time.
//!
//! Start reading at `intake.rs`, then one road: `watch.rs`, `poll.rs`, `imap.rs` or `push.rs`. [`start`] sets all of
//! them going.

#![cfg_attr(test, allow(clippy::unwrap_used))] // A helper that meets an error should fail the test.

mod address;
pub mod alarm;
mod arriving;
mod asking;
mod backoff;
mod changes;
mod fetch;
pub mod files;
mod identity;
mod imap;
pub mod import;
mod intake;
pub mod media;
mod outcome;
mod pictures;
mod poll;
pub mod push;
mod regular;
mod reparse;
pub mod secret;
mod settings;
mod start;
mod turn;
mod watch;

pub use arriving::{Arriving, Beside, parse};
pub use fetch::{FetchError, Fetched, Fetcher, Get, Lookup, system_lookup};
pub use imap::{Imap, Round};
pub use intake::{Intake, IntakeError};
pub use outcome::{ItemOutcome, Outcome};
pub use pictures::PictureFollower;
pub use poll::{Poll, Visit};
pub use regular::Unread;
pub use reparse::{Reparsed, Which};
pub use settings::{
    After, AfterMail, AgencySettings, FetchSettings, FolderSettings, ImapSettings, Pictures, PollSettings,
    PushSettings, SourceSettings, Tls,
};
pub use start::start;
pub use watch::{Scan, Watch};
