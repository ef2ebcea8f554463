//! The desk releases what waits for it.

use jiff::Timestamp;
use wire::Moment;

use crate::{Cause, Fate, State, Story, Verdict, Version, embargo, receive::said};

/// What a release does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Our number of the version that is shown, at once or when its embargo ends.
    pub version: u32,
    /// `Fate::Show` or `Fate::Wait`: the desk's word does not break an embargo.
    pub fate: Fate,
}

/// Decides what a release shows: the version that waits, or, of a story that is gone, the newest one
/// fit to be shown. `versions` are all that we keep, in any order.
///
/// The error is a sentence for the desk: there is nothing to release, or it has expired.
pub fn release(story: &Story, versions: &[Version], now: Timestamp) -> Result<Release, String> {
    let wanted = match (&story.waiting, story.state) {
        (Some(waiting), _) => Some(waiting.version),
        (None, State::Live) => return Err("Readers see the newest version of this story already.".to_owned()),
        (None, _) => newest_usable(versions),
    };
    let version = versions
        .iter()
        .find(|version| Some(version.number) == wanted)
        .ok_or("No version of this story can be shown; all that came of it says that it must not be.")?;
    if version.verdict == Verdict::Kill {
        return Err(
            "What waits is a kill and no copy. Kill the story that it means, and then this one.".to_owned()
        );
    }
    if story.waiting.as_ref().is_some_and(|waiting| waiting.cause == Cause::Take) && story.shown.is_some() {
        return Err("What waits is one take; released, it would stand in the whole story’s place.".to_owned());
    }
    if let Some(expired) = version.item.expires.filter(|expires| expires.at <= now) {
        return Err(format!(
            "The agency let this story be shown until {}; it cannot be released.",
            said(expired)
        ));
    }
    let fate = match embargo::in_force(&version.item, now) {
        Some(until) if story.waiting.as_ref().is_some_and(|waiting| waiting.until == Some(until)) => {
            let until = said(Moment::utc(until));
            return Err(format!("The story is under embargo until {until} and will show itself then."));
        }
        Some(until) => Fate::Wait { until },
        None => Fate::Show,
    };
    Ok(Release { version: version.number, fate })
}

fn newest_usable(versions: &[Version]) -> Option<u32> {
    let usable =
        |version: &&Version| matches!(version.verdict, Verdict::New | Verdict::Update | Verdict::Correction);
    versions.iter().filter(usable).map(|version| version.number).max()
}
