//! Which story does a message of a text wire mean?
//!
//! Its messages carry numbers of their own, so that a lead, an add, a correction or a kill meets its story by
//! the slug, the category and, in a kill, the story that it names. Two stories taken for one are worse than one
//! taken for two; but a kill that finds no story must never be mistaken for copy, and never be lost: it is held,
//! and the operator is told.

use jiff::Timestamp;
use wire::{CodeKind, Item, Part, Signal, Status};

use crate::words::{Haystack, tokens};
use crate::{Cause, StoryId};

/// A story that a message may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub story: StoryId,
    /// The slug as [`key`] gives it.
    pub slug: String,
    pub category: Option<String>,
    pub language: Option<String>,
    pub headline: String,
    /// What its newest message was.
    pub part: Part,
    /// Is its copy there? `false` where only an add or a kill has come.
    pub begun: bool,
    /// When its newest message was sent.
    pub at: Timestamp,
}

/// The answer, with a sentence for the desk.
#[derive(Debug, Clone, PartialEq)]
pub enum Meant {
    /// A story of its own.
    Own(String),
    Story(StoryId, String),
    /// Nobody can tell: it is kept by itself and waits for the desk.
    Unclear(Cause, String),
}

/// A slug as it is compared: without case, accents and punctuation, and without the cycle that it was sent for.
///
/// AM, PM and BC ("both cycles") stand before the slugs of ANPA 1312; a story goes on from one to the next.
pub fn key(slug: &str) -> String {
    let words = tokens(slug);
    let cycle = words.len() > 1 && ["am", "pm", "bc"].contains(&words[0].as_str());
    words[usize::from(cycle)..].join(" ")
}

/// Does the item take a story back?
pub fn is_kill(item: &Item) -> bool {
    item.signal == Some(Signal::Kill) || item.status == Status::Canceled
}

/// Decides which of the candidates an item means: `same` have its slug, `recent` are all of its agency within
/// the window, and are asked for only where it is a kill.
pub fn meant(item: &Item, at: Timestamp, same: &[Candidate], recent: &[Candidate]) -> Meant {
    let fitting: Vec<&Candidate> = same.iter().filter(|candidate| fits(item, candidate)).collect();
    let part = item.thread.as_ref().map_or(Part::Whole, |thread| thread.part);
    match (is_kill(item), part) {
        (true, _) => killed(item, &fitting, recent),
        (false, Part::Add(n)) => continued(item, n, &fitting),
        (false, Part::Lead(n)) => renewed(item, n, &fitting),
        (false, Part::Whole) if matches!(item.signal, Some(Signal::Update | Signal::Correction)) => {
            renewed(item, 1, &fitting)
        }
        (false, Part::Whole) => begun(item, at, &fitting),
    }
}

/// Neither category nor language says that they are two.
fn fits(item: &Item, candidate: &Candidate) -> bool {
    let differ = |ours: Option<&str>, theirs: &Option<String>| {
        ours.zip(theirs.as_deref()).is_some_and(|(ours, theirs)| !ours.eq_ignore_ascii_case(theirs))
    };
    !differ(category(item), &candidate.category) && !differ(item.language.as_deref(), &candidate.language)
}

/// The agency's category, as the header says.
pub fn category(item: &Item) -> Option<&str> {
    let category = item.subjects.iter().find(|subject| subject.kind == CodeKind::Category)?;
    Some(category.code.as_str()).filter(|code| !code.is_empty())
}

fn killed(item: &Item, fitting: &[&Candidate], recent: &[Candidate]) -> Meant {
    if let [only] = fitting {
        return means(only, "It kills the only story of its slug");
    }
    let words = spoken(item);
    let named: Vec<&Candidate> = match fitting {
        [] => {
            recent.iter().filter(|story| names_headline(&words, story) || names_slug(&words, story)).collect()
        }
        _ => fitting.iter().copied().filter(|story| names_headline(&words, story)).collect(),
    };
    if let [only] = named.as_slice() {
        return means(only, "It kills the story that it names");
    }
    let several = if named.is_empty() { fitting } else { &named };
    let reason = if several.is_empty() {
        "This is a kill, and no story that came is the one it means. A story that comes late under its slug will \
         be held. Read it and, where readers see that story under another slug, kill it at the desk."
            .to_owned()
    } else {
        format!(
            "This is a kill, and it may mean any of {} stories: {}. Kill the right one at the desk, now.",
            several.len(),
            listed(several)
        )
    };
    Meant::Unclear(Cause::Kill, reason)
}

fn continued(item: &Item, n: u32, fitting: &[&Candidate]) -> Meant {
    let before = |candidate: &&&Candidate| match candidate.part {
        Part::Add(last) => last + 1 == n,
        Part::Whole | Part::Lead(_) => n == 1,
    };
    let next: Vec<&Candidate> = fitting.iter().filter(before).copied().collect();
    match (fitting, next.as_slice()) {
        ([only], _) | (_, [only]) => means(only, "It goes on from the story of its slug"),
        ([], _) => Meant::Unclear(
            Cause::Take,
            format!("It is take {} of a story that has not come; it waits for that.", n + 1),
        ),
        _ => Meant::Unclear(
            Cause::Take,
            format!(
                "It is take {} of a story, and {} stories have its slug \"{}\": {}.",
                n + 1,
                fitting.len(),
                slug(item),
                listed(fitting)
            ),
        ),
    }
}

fn renewed(item: &Item, n: u32, fitting: &[&Candidate]) -> Meant {
    if is_notice_of_correction(item) {
        return Meant::Own(
            "It tells of a correction and is no corrected story, so that it stands by itself.".into(),
        );
    }
    let alike: Vec<&Candidate> = fitting
        .iter()
        .copied()
        .filter(|story| are_alike(item.headline.as_deref(), &story.headline))
        .collect();
    let before: Vec<&Candidate> =
        fitting.iter().copied().filter(|story| n > 1 && story.part == Part::Lead(n - 1)).collect();
    match (fitting, alike.as_slice(), before.as_slice()) {
        ([only], ..) => means(only, "It is a new version of the only story of its slug"),
        (_, [only], _) => {
            means(only, "It is a new version of the story of its slug with a headline like its own")
        }
        (_, _, [only]) => means(only, "It is a new version of the story of its slug with the lead before it"),
        ([], ..) => Meant::Own("It is a new version of a story that has not come.".into()),
        _ => Meant::Own(format!(
            "It is a new version of one of {} stories of its slug, and does not say of which: {}.",
            fitting.len(),
            listed(fitting)
        )),
    }
}

/// A message that says nothing of itself is a new story, unless something of it came before it.
fn begun(item: &Item, at: Timestamp, fitting: &[&Candidate]) -> Meant {
    let waits = |candidate: &&&Candidate| !candidate.begun;
    let late = |candidate: &&&Candidate| {
        candidate.at > at
            && matches!(candidate.part, Part::Lead(_))
            && are_alike(item.headline.as_deref(), &candidate.headline)
    };
    if let Some(story) = fitting.iter().find(waits) {
        return means(story, "What belongs to it came before it");
    }
    match fitting.iter().filter(late).copied().collect::<Vec<_>>().as_slice() {
        [only] => means(only, "A later version of it came before it"),
        _ => Meant::Own("New.".to_owned()),
    }
}

fn means(candidate: &Candidate, because: &str) -> Meant {
    Meant::Story(candidate.story, format!("{because}, {} \"{}\".", candidate.story.0, candidate.headline))
}

fn listed(candidates: &[&Candidate]) -> String {
    const MOST: usize = 5;
    let mut named: Vec<String> = candidates
        .iter()
        .take(MOST)
        .map(|candidate| format!("{} \"{}\"", candidate.story.0, candidate.headline))
        .collect();
    if candidates.len() > MOST {
        named.push(format!("{} more", candidates.len() - MOST));
    }
    named.join(", ")
}

fn slug(item: &Item) -> &str {
    item.thread.as_ref().map_or("", |thread| thread.slug.as_str())
}

/// All words in which a kill may name its story.
fn spoken(item: &Item) -> Haystack {
    let body = item.body.plain_text();
    Haystack::new(
        [&item.headline, &item.summary, &item.ed_note]
            .into_iter()
            .flatten()
            .chain([&body])
            .map(String::as_str),
    )
}

/// Shorter headlines stand in any text by chance.
const FEWEST_WORDS: usize = 3;

fn names_headline(words: &Haystack, candidate: &Candidate) -> bool {
    tokens(&candidate.headline).len() >= FEWEST_WORDS && words.contains(&candidate.headline)
}

fn names_slug(words: &Haystack, candidate: &Candidate) -> bool {
    candidate.slug.split(' ').count() >= FEWEST_WORDS && words.contains(&candidate.slug)
}

/// Headlines of one story share words that mean something: here, two of four letters or more.
fn are_alike(ours: Option<&str>, theirs: &str) -> bool {
    let long =
        |text: &str| tokens(text).into_iter().filter(|word| word.chars().count() >= 4).collect::<Vec<_>>();
    let theirs = long(theirs);
    ours.is_some_and(|ours| long(ours).iter().filter(|word| theirs.contains(word)).take(2).count() == 2)
}

/// AP's corrective is a story about a story: "In a story Nov. 23 about the ferry, the Almanac reported …". It is
/// to be printed and must not take the corrected one's place.
fn is_notice_of_correction(item: &Item) -> bool {
    const OPENINGS: [&str; 4] = ["in a story", "in stories", "in an item", "in a version"];
    const FAULTS: [&str; 5] = ["erroneously", "incorrectly", "misstated", "mistakenly", "wrongly"];
    let said = tokens(&item.body.plain_text());
    let opening = format!(" {} ", said.iter().take(24).map(String::as_str).collect::<Vec<_>>().join(" "));
    item.signal == Some(Signal::Correction)
        && OPENINGS.iter().any(|words| opening.contains(&format!(" {words} ")))
        && said.iter().take(60).any(|word| FAULTS.contains(&word.as_str()))
}
