//! What happens to stories: one verb per file, each one transaction with its row in the change log.
//!
//! The verbs decide nothing: `newsroom` does. They load the story, have it decided, and move it by one
//! of two moves: a version is shown (`show.rs`), or a tombstone takes its place (`entomb.rs`).

mod address;
pub mod comments;
mod describe;
mod entomb;
mod keep;
mod kill;
pub mod readers;
mod refile;
mod release;
mod rename;
mod run_due;
mod save;
mod sensitive;
mod show;
pub(crate) mod tags;

pub use keep::{Arrival, Kept, keep};
pub use kill::kill;
pub use refile::refile;
pub use release::release;
pub use rename::rename;
pub use run_due::run_due;
pub use sensitive::mark_sensitive;

#[cfg(test)]
pub(crate) const ALL: &[&[(&str, crate::sql::Sql)]] = &[
    address::ALL,
    describe::ALL,
    keep::ALL,
    readers::ALL,
    run_due::ALL,
    save::ALL,
    sensitive::ALL,
    tags::ALL,
];
