//! Arrival, end to end, over a real store in a folder of its own. Time is told, never read.

mod house;
mod intake;
mod pictures;
mod poll;
mod push;
mod reparse;
mod watch;
