//! What other systems export.

use wire::import::{Imported, ghost as read_ghost, wxr as read_wxr};

pub fn wxr(bytes: &[u8]) {
    hold(bytes, read_wxr(bytes));
}

pub fn ghost(bytes: &[u8]) {
    hold(bytes, read_ghost(bytes, Some("https://courier.example")));
}

/// An export comes to an end, and no more comes out of it than stands in it.
fn hold(bytes: &[u8], all: impl IntoIterator<Item = Imported>) {
    let many = all.into_iter().take(bytes.len() + 10).count();
    assert!(many < bytes.len() + 10, "{} bytes gave {many} parts and went on", bytes.len());
}
