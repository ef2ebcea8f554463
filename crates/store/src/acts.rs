//! What happens to stories: one verb per file, each one transaction with its row in the change log.

mod keep;
mod kill;
mod refile;
mod release;
mod rename;
mod run_due;

pub use keep::{Arrival, Kept, keep};
pub use kill::kill;
pub use refile::refile;
pub use release::release;
pub use rename::rename;
pub use run_due::run_due;
