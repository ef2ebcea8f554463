//! Time is a change too: an embargo ends, a story expires.

use jiff::Timestamp;

use crate::{Fate, State, Story, TombstoneKind, note};

/// What has fallen due on a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// `Fate::Show` of `version`, or `Fate::Tombstone`.
    pub fate: Fate,
    /// The version that readers see from now on; `None` with a tombstone.
    pub version: Option<u32>,
}

/// What has fallen due by `now`; `None` where nothing has, be it that the clock rang early or that
/// another version, a kill or the desk came first. Expiry outranks an embargo's end.
pub fn due(story: &Story, now: Timestamp) -> Option<Due> {
    if story.state != State::Killed && story.expires_at.is_some_and(|expires| expires <= now) {
        let fate = Fate::Tombstone { kind: TombstoneKind::Expiry, reason: note::expiry() };
        return Some(Due { fate, version: None });
    }
    let waiting = story.waiting.as_ref()?;
    let ended = waiting.until.is_some_and(|until| until <= now);
    (ended && !killed(story)).then_some(Due { fate: Fate::Show, version: Some(waiting.version) })
}

/// The next instant at which [`due`] has something to say, as far as is known today.
pub fn next(story: &Story) -> Option<Timestamp> {
    let expires = story.expires_at.filter(|_| story.state != State::Killed);
    let until = story.waiting.as_ref().and_then(|waiting| waiting.until).filter(|_| !killed(story));
    expires.into_iter().chain(until).min()
}

fn killed(story: &Story) -> bool {
    story.state == State::Killed
        && story.tombstone.as_ref().is_none_or(|tombstone| tombstone.kind == TombstoneKind::Kill)
}
