//! The desk takes a story down.

use jiff::Timestamp;

use crate::{State, Story, Told, Tombstone, TombstoneKind};

/// No reason is longer than this many characters.
const LONGEST: usize = 500;

/// The tombstone that the desk's kill puts in the story's place. `reason` is what readers are told;
/// where it is empty they are told that none was given.
///
/// The error is a sentence for the desk: the story was killed before, or the reason is too long.
pub fn kill(story: &Story, reason: &str, now: Timestamp) -> Result<Tombstone, String> {
    let standing = story.tombstone.as_ref().filter(|_| story.state == State::Killed);
    if standing.is_some_and(|tombstone| tombstone.kind == TombstoneKind::Kill) {
        return Err("This story has been killed already.".to_owned());
    }
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.chars().count() > LONGEST {
        return Err(format!("The reason is longer than {LONGEST} characters; a sentence or two is enough."));
    }
    let reason = if reason.is_empty() { Told::KilledByDesk.text() } else { reason };
    Ok(Tombstone { kind: TombstoneKind::Kill, reason, at: now })
}
