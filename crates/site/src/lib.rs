//! What readers get: the page cache, the front door, the rendered pages, feeds, sitemaps and search.
//!
//! `site` only reads the store; what changes there reaches it as tags dropped from the page cache.
//! It never edits a story, never fetches anything from outside, and prints no text that came from
//! outside without escaping it.
//!
//! Start reading at `respond.rs` (a reader's request), then `render.rs` and one page, say
//! `pages/story.rs`.

pub mod feeds;
mod json_ld;
pub mod robots;
pub mod search;
pub mod sitemaps;
pub mod view;
mod xml_out;
