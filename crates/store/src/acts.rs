//! What happens to stories: one verb per file, each one transaction with its row in the change log.
//!
//! The verbs decide nothing: `newsroom` does. They load the story, have it decided, and move it by one
//! of two moves: a version is shown (`show.rs`), or a tombstone takes its place (`entomb.rs`).

mod add_picture;
mod address;
mod carry_over;
pub mod comments;
mod deny_quote;
mod describe;
mod entomb;
mod fix_time;
mod keep;
mod kill;
mod point_picture;
pub mod readers;
mod refile;
mod release;
mod remove_picture;
mod rename;
mod reread;
mod run_due;
mod save;
mod sensitive;
mod show;
pub(crate) mod tags;

pub use add_picture::{NewPicture, add_picture};
pub use carry_over::{Around, CarriedOver, OldComment, WAITED, carry_over};
pub use deny_quote::deny_quote;
pub use fix_time::fix_time;
pub use keep::{Arrival, Kept, keep};
pub use kill::kill;
pub use point_picture::point_picture;
pub use refile::refile;
pub use release::release;
pub use remove_picture::remove_picture;
pub use rename::rename;
pub use reread::reread;
pub use run_due::run_due;
pub use sensitive::mark_sensitive;

#[cfg(test)]
pub(crate) const ALL: &[&[(&str, crate::sql::Sql)]] = &[
    add_picture::ALL,
    address::ALL,
    carry_over::ALL,
    describe::ALL,
    keep::ALL,
    point_picture::ALL,
    readers::ALL,
    remove_picture::ALL,
    run_due::ALL,
    save::ALL,
    sensitive::ALL,
    tags::ALL,
];
