//! Pictures, from bytes to bytes: what a file says about itself, the file without what nobody needs to
//! know, and the sizes that pages send.
//!
//! It never opens a file, asks the network or reads the clock, and it unpacks nothing before the header
//! has said that the picture is not too large. Everything in a file is a stranger's word: texts come out
//! as plain text, positions and serial numbers do not come out at all.
//!
//! Start reading at `clean.rs` (what is kept of a file at the door), then `facts.rs` and `make.rs`, which calls
//! `unpack.rs` and `pack.rs`; `avif.rs` comes after it.

mod avif;
mod bmff;
mod clean;
mod exif;
mod facts;
mod gif;
mod iptc;
mod jpeg;
mod make;
mod pack;
mod png;
mod riff;
mod unpack;
mod xmp;

pub use avif::make_avif;
pub use clean::clean;
pub use facts::{Facts, facts};
pub use make::{Format, Made, Rendition, Unfit, WIDTHS, make};

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
