mod address;
mod fetch;
mod secret;
mod settings;

pub use fetch::{FetchError, Fetched, Fetcher, Get, Lookup, system_lookup};
pub use settings::*;
