//! Wire copy in, items and problems out.
//!
//! `wire` reads the bytes that agencies send and says what they mean, in one shape ([`Item`]) for
//! every format. It is pure: bytes and [`Hints`] in, [`Parsed`] out.
//!
//! It never panics, never fails as a whole (a broken file yields what can be read plus
//! [`Problem`]s), never opens a file or a socket, never reads the clock, and never expands an entity
//! that a document defines for itself. It never invents a value: what a file does not say is `None`.
//!
//! Start reading at [`parse`], then `item.rs` (what an item is), `body.rs` (what a text is), and one
//! format, say `ninjs.rs`. A format is one file that exposes `parse`; adding one means adding
//! that file, a [`Format`], a line to each `match` in `format.rs`, and what tells it apart to
//! `sniff.rs`. What other systems export of themselves is read in [`import`].
//! `cargo run -p wire --example show -- FILE` prints what is read in a file, `cargo bench -p wire` how
//! fast, and `cargo xtask conformance` what arrives of a corpus of agencies' files.

mod address;
mod afp_json;
mod anpa;
mod appl;
mod apple_news;
mod atom;
mod belga_json;
mod body;
mod bounds;
mod byline;
mod dateline_in_text;
mod dates;
mod dpa_json;
mod embargo;
mod feed;
mod format;
mod html;
mod html_line;
mod html_table;
mod html_tokens;
pub mod import;
mod inline_xml;
mod iptc7901;
mod item;
mod jimi;
mod json;
mod json_feed;
mod lines;
mod mail;
pub mod media_topics;
mod moment;
mod newsml_1;
mod newsml_g2;
mod ninjs;
mod nitf;
mod press_release;
mod problem;
mod ritzau;
mod rss;
mod said;
mod sniff;
mod subjects;
mod text;
mod thread;
mod typed;
mod wire_text;
mod xml;
mod zczc;

pub use body::{Align, Block, Body, Cell, Inline, Row, Run};
pub use format::{Format, Hints, parse};
pub use item::{
    CodeKind, Credit, Item, ItemKind, Link, LinkRole, Media, MediaKind, Rendition, Rights, Signal, Status,
    Subject,
};
pub use moment::{Moment, Precision};
pub use newsml_1::update;
pub use problem::{Parsed, Place, Problem, Severity};
pub use sniff::sniff;
pub use thread::{Part, Thread};
