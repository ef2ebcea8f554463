//! Which format is this?

use crate::{Format, Problem};

pub fn sniff(_bytes: &[u8]) -> Option<Format> {
    None
}

pub(crate) fn unrecognised(_bytes: &[u8]) -> Problem {
    Problem::error("This is none of the formats that Dateline reads.")
}
