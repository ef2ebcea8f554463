//! Why a comment is not taken, in the paper's language.

use newsroom::comments::Refusal;

use crate::making::Making;

/// One sentence for the author.
pub fn told(making: &Making<'_>, why: &Refusal) -> String {
    match why {
        Refusal::NoName => making.say("refused-no-name", &[]),
        Refusal::LongName { most } => making.say("refused-long-name", &[("most", (*most).into())]),
        Refusal::BadEmail => making.say("refused-bad-email", &[]),
        Refusal::NoText => making.say("refused-no-text", &[]),
        Refusal::LongText { length, most } => {
            making.say("refused-long-text", &[("length", (*length).into()), ("most", (*most).into())])
        }
        Refusal::Closed => making.say("refused-closed", &[]),
        Refusal::ClosedAfter { days } => making.say("refused-closed-after", &[("days", (*days).into())]),
        Refusal::StoryGone => making.say("refused-story-gone", &[]),
        Refusal::ParentGone => making.say("refused-parent-gone", &[]),
        Refusal::Banned => making.say("refused-banned", &[]),
        Refusal::NameKept { name } => making.say("refused-name-kept", &[("name", name.into())]),
        Refusal::NameOfReader { name } => making.say("refused-name-of-reader", &[("name", name.into())]),
        Refusal::FormSpent => making.say("refused-spent-form", &[]),
        Refusal::SaidAlready => making.say("refused-said-already", &[]),
    }
}
