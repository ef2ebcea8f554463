//! The rules of the house as sentences. `house.rs` keeps a story as the store does, without a store.

mod desk;
mod diffs;
mod filings;
mod histories;
mod house;
mod notes;
mod orders;
mod receive;
