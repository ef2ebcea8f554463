//! What readers write: the form, the answers to it, and what a story's page shows of comments.
//!
//! Pages with comments are cached like all others. The form and whatever is meant for one reader alone are
//! made for each request and kept by nobody. `answer.rs` and `sign_in.rs` are the only places of this crate
//! that write to the store, through the verbs that the desk uses too.

pub mod answer;
mod name;
mod rate;
mod refusal;
mod sign;
pub mod sign_in;
pub mod thread;
pub mod view;

pub use rate::Limits;
pub use sign::{email, name};

use std::net::IpAddr;

/// Where a request comes from; the listener puts it into the request's extensions.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);
