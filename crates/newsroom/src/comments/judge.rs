//! What becomes of a comment: shown, held with a reason for the moderator, refused with one for its
//! author.

use jiff::{SignedDuration, Timestamp};

use super::{Draft, Mode, Refusal, Rules, normal};
use crate::spam;

/// A text that stands there already and is shorter than this repeats nothing: "Thank you."
const TOO_SHORT_TO_REPEAT: usize = 24;
/// Letters from which on writing in capitals is shouting.
const SHOUTING: usize = 30;
/// So many refusals by a moderator, and what comes after them waits.
const REFUSED_BEFORE: u32 = 2;

/// What is known of the author and of this text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Past {
    /// The reason, where the author is banned.
    pub banned: Option<String>,
    /// The author wrote the same within the last day.
    pub same_by_author: bool,
    /// Somebody else did.
    pub same_by_others: bool,
    /// Comments of the author that a moderator rejected or removed.
    pub refused: u32,
    /// The filter's opinion; `None` while it has learnt too little.
    pub spam: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Shown,
    /// For the moderator, one sentence.
    Held(String),
    Refused(Refusal),
}

/// What becomes of a draft without problems under an open story.
pub fn judge(draft: &Draft, rules: &Rules, past: &Past) -> Verdict {
    refused(draft, rules, past)
        .map(Verdict::Refused)
        .or_else(|| held(draft, rules, past).map(Verdict::Held))
        .unwrap_or(Verdict::Shown)
}

/// Until when comments are taken under a story: `Ok(None)` without end, else why they are not. A story without a date does not close by itself.
pub fn open_until(
    rules: &Rules,
    published: Option<Timestamp>,
    now: Timestamp,
) -> Result<Option<Timestamp>, Refusal> {
    if rules.mode == Mode::Closed {
        return Err(Refusal::Closed);
    }
    if rules.close_after == 0 {
        return Ok(None);
    }
    let days = SignedDuration::from_hours(24 * i64::from(rules.close_after));
    match published.and_then(|at| at.checked_add(days).ok()) {
        Some(end) if end <= now => Err(Refusal::ClosedAfter { days: rules.close_after }),
        end => Ok(end),
    }
}

fn refused(draft: &Draft, rules: &Rules, past: &Past) -> Option<Refusal> {
    if past.banned.is_some() {
        return Some(Refusal::Banned);
    }
    if is_house_name(&draft.name, rules) {
        return Some(Refusal::NameKept { name: draft.name.clone() });
    }
    past.same_by_author.then_some(Refusal::SaidAlready)
}

/// Is this a name of the paper, which no reader may have?
pub fn is_house_name(name: &str, rules: &Rules) -> bool {
    let name = normal(name);
    let staff = ["admin", "administrator", "moderator", "editor", "theeditor"];
    staff.contains(&name.as_str()) || rules.house_names.iter().any(|house| normal(house) == name)
}

fn held(draft: &Draft, rules: &Rules, past: &Past) -> Option<String> {
    let links = spam::hosts(&draft.text).len();
    let letters: Vec<char> = draft.text.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    if rules.mode == Mode::Pre {
        return Some("Every comment here waits for a moderator.".to_owned());
    }
    if !spam::hosts(&draft.name).is_empty() || draft.name.contains('@') {
        return Some("The name is an address.".to_owned());
    }
    if links >= rules.hold_links.max(1) as usize {
        return Some(if links == 1 { "It has a link.".to_owned() } else { format!("It has {links} links.") });
    }
    if past.same_by_others && normal(&draft.text).chars().count() >= TOO_SHORT_TO_REPEAT {
        return Some("Somebody else wrote the same.".to_owned());
    }
    if past.refused >= REFUSED_BEFORE {
        return Some(format!("{} earlier comments of this author were refused.", past.refused));
    }
    if letters.len() >= SHOUTING && capitals * 10 > letters.len() * 7 {
        return Some("It is written in capitals.".to_owned());
    }
    let spam = past.spam.filter(|spam| *spam >= rules.hold_spam)?;
    Some(format!("It looks like spam ({:.0} of 100).", spam * 100.0))
}
