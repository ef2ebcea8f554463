//! Time is a change too: an embargo ends, a story expires, what a take goes on from does not come.

use jiff::Timestamp;

use wire::Moment;

use crate::{Fate, State, Story, TombstoneKind, note, receive::said};

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
    let ask_at = story.waiting.as_ref().and_then(|waiting| waiting.ask_at);
    expires.into_iter().chain(until).chain(ask_at).min()
}

/// What is said to the desk once what a version waits for has not come in time; `None` where there is still time,
/// or it was said.
pub fn overdue(story: &Story, now: Timestamp) -> Option<String> {
    let waiting = story.waiting.as_ref()?;
    let by = waiting.ask_at.filter(|at| *at <= now)?;
    let what = match story.shown {
        Some(_) => "readers see the story without this piece",
        None => "or release the piece as it stands",
    };
    let by = said(Moment::utc(by));
    Some(format!("{} It had not come by {by}: ask the agency for it, {what}.", waiting.reason))
}

fn killed(story: &Story) -> bool {
    story.state == State::Killed
        && story.tombstone.as_ref().is_none_or(|tombstone| tombstone.kind == TombstoneKind::Kill)
}
