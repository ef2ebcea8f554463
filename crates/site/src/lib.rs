//! What readers get: the page cache, the front door, the rendered pages, feeds, sitemaps and search.
//!
//! `site` only reads the store, but for what readers write (`comments/`); what changes there reaches it as tags dropped from the page cache.
//! It never edits a story, never fetches anything from outside, and prints no text that came from
//! outside without escaping it.
//!
//! Start reading at `respond.rs` (a reader's request; `fast.rs` is the short way), then `render.rs` and one page, say
//! `pages/story.rs`.

pub mod addresses;
pub mod ads;
mod ahead;
mod asked;
mod body_html;
pub mod comments;
mod escape;
mod fast;
pub mod feeds;
mod headers;
mod json_ld;
mod mail;
mod making;
pub mod marks;
mod media_file;
pub mod page;
pub mod page_cache;
mod pages;
mod pictures;
mod plain;
mod render;
mod respond;
mod robots;
pub mod search;
mod settings;
mod site;
mod sitemaps;
mod theme;
mod times;
mod tongue;
pub mod view;
pub mod views;
mod xml_out;

pub use fast::Left;
pub use render::RenderError;
pub use respond::{Body, FrontDoor};
pub use settings::{
    Ad, AdSettings, AgencyTerms, CommentSettings, Consent, Count, FootLink, MailSettings, Password,
    PopularSettings, Section, Settings, Slot, Tls, When,
};
pub use site::{Clock, Site, SiteError};
pub use theme::{Theme, ThemeError};
