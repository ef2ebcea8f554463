//! The desk gives a story another address.

use crate::{Story, slug};

/// A slug that a person chooses may be this long.
const LONGEST: usize = 100;

/// Checks a new slug for a story. The error is a sentence for the desk that names a slug that would do.
/// Whether another story of that day has it already, only the store can say.
pub fn rename(story: &Story, wanted: &str) -> Result<(), String> {
    if wanted == story.slug {
        return Err(format!("The story’s address ends in \"{wanted}\" already."));
    }
    check(wanted)
}

/// May this be the last part of an address? Small letters `a` to `z`, digits, and single hyphens
/// between them; 1 to 100 characters.
pub fn check(wanted: &str) -> Result<(), String> {
    if wanted.len() > LONGEST {
        return Err(format!(
            "An address may end in at most {LONGEST} characters; this has {}.",
            wanted.len()
        ));
    }
    let letters = wanted.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let hyphens = !wanted.starts_with('-') && !wanted.ends_with('-') && !wanted.contains("--");
    if wanted.is_empty() || !letters || !hyphens {
        let instead = slug::of_headline(wanted);
        return Err(format!(
            "An address ends in small letters a to z, digits and single hyphens between them; \
             \"{instead}\" would do."
        ));
    }
    Ok(())
}
