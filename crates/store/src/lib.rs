//! Where everything is kept: SQL, migrations and blobs, on SQLite and PostgreSQL alike.
//!
//! One SQL text serves both engines; `dialect.rs` is the only file that asks which one it is. What
//! happens to a story is one verb per file in [`acts`], each one transaction together with its row in
//! the change log ([`changes`]), by which pages, search and all other followers learn of it.
//!
//! It never decides what should become of a story (that is `newsroom`'s), never reads the clock except
//! to wait, and never forgets: bytes received and versions kept are not deleted. What readers wrote is theirs,
//! and is deleted when they ask.
//!
//! Start reading at `store.rs` (opening, transactions, waking), then `acts/keep.rs`, `stories.rs`, and
//! `db.rs` for how a statement reaches either engine.

pub mod acts;
pub mod ads;
mod arg;
pub mod backup;
pub mod blobs;
pub mod changes;
pub mod check;
pub mod comments;
pub mod course;
mod db;
pub mod deliveries;
pub mod desk_pictures;
mod dialect;
mod error;
pub mod followers;
mod lite;
pub mod mailboxes;
pub mod media;
mod migrate;
mod objects;
mod pg;
pub mod popular;
pub mod readers;
pub mod readings;
pub mod redirects;
pub mod renditions;
mod row;
pub mod secrets;
pub mod sensitive;
pub mod shelves;
pub mod sources;
mod sql;
mod store;
pub mod stories;
mod tables;
pub mod threads;
pub mod versions;

pub use db::{Db, Tx};
pub use error::{Error, Result};
pub use objects::Bucket;
pub use store::{Settings, Store};

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
