//! What a story is and what may happen to it.
//!
//! `newsroom` holds the rules of the house as pure functions: what an arriving item does to the story
//! that we know ([`receive`]), where it is filed and why ([`filing`]), what readers are told about its
//! history. State and `now` go in, a decision comes out; the caller makes it true in one transaction.
//!
//! It never reads the clock, a file or a database, and never decides by itself to forget: whatever
//! arrives is kept as a version, even when readers are never shown it.
//!
//! Start reading at `story.rs` (the states and the table of moves), then `receive.rs`. Which story a message
//! of a text wire means is in [`meant`], how its takes become one text in [`takes`]. What the desk
//! does is a file per verb ([`release`], [`mod@kill`], [`rename`]), what the clock does is [`lift`]; what
//! readers are told is in [`note`], [`history`], [`diff`] and [`age`]; what many of them read, in [`popular`].
//! What a text says of time, and who says what in it, is in [`mod@reading`]; what came before and after, in [`course`].
//! What readers write is judged in [`comments`], with the help of [`spam`];
//! beside which stories no advertisement stands, in [`sensitive`]; what a paper may not use, in [`rights`].

pub mod age;
mod change;
pub mod comments;
pub mod course;
mod decision;
pub mod diff;
pub mod embargo;
pub mod filing;
pub mod fingerprint;
pub mod history;
pub mod kill;
pub mod lift;
pub mod meant;
pub mod note;
mod policy;
pub mod popular;
pub mod reading;
mod receive;
pub mod release;
pub mod rename;
pub mod rights;
pub mod sensitive;
pub mod slug;
pub mod spam;
pub mod span;
mod standfirst;
mod story;
pub mod takes;
mod told;
pub mod translation;
mod words;

pub use change::{Change, ChangeKind, Tag};
pub use decision::{Cause, Decision, Fate, Verdict};
pub use policy::{Policy, Undated};
pub use receive::{Known, receive, set_aside};
pub use standfirst::standfirst;
pub use story::{Shelf, State, Story, StoryId, Tombstone, TombstoneKind, Version, VersionKey, Waiting};
pub use told::Told;
