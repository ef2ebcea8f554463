//! Arrival, end to end, over a real store in a folder of its own. Time is told, never read.

#![allow(clippy::unwrap_used, clippy::expect_used)] // A helper that meets an error should fail the test.

mod house;
mod imap;
mod import;
mod intake;
mod mailbox;
mod pictures;
mod poll;
mod push;
mod reparse;
mod text_wires;
mod watch;
