//! The rules of the house as sentences. `house.rs` keeps a story as the store does, without a store.

#![allow(clippy::unwrap_used)] // A helper that meets a None should fail the test.

mod comments;
mod desk;
mod diffs;
mod filings;
mod histories;
mod house;
mod notes;
mod orders;
mod receive;
mod spam;
mod text_wires;
