//! Takes of a long story, and adds to it, joined into one text.
//!
//! Wires send long copy in pieces: a story, then its first add (the second take), and so on; a new lead begins
//! again. Readers get one story. A piece that comes before the one it goes on from waits.

use wire::{Block, Body, Item, Part};

use crate::meant::is_kill;
use crate::words::tokens;

/// What an arriving message becomes beside what is kept of its story.
#[derive(Debug, Clone, PartialEq)]
pub enum Joined {
    /// The story as it reads now.
    Story(Box<Item>),
    /// Another piece has to come first; with a sentence for the desk.
    Waits(String),
    /// Nothing that the story does not have.
    Known(String),
}

/// Joins an arriving message to what is kept: `kept` are the story's versions, oldest first.
///
/// Adds are joined in the order of their numbers, each once. What waits goes with the copy that came last before
/// it, or, where none had come, with the first.
pub fn join(kept: &[Item], arriving: Item) -> Joined {
    let base = kept.iter().rposition(is_copy);
    let waiting = &kept[base.map_or(0, |at| at + 1)..];
    let mut pieces: Vec<&Item> = waiting.iter().filter(|item| number(item).is_some()).collect();
    let Some(n) = number(&arriving) else {
        let older = base.is_some_and(|at| {
            arriving
                .version_time()
                .zip(kept[at].version_time())
                .is_some_and(|(ours, theirs)| ours.at < theirs.at)
        });
        if is_kill(&arriving) || older || pieces.is_empty() {
            return Joined::Story(Box::new(arriving));
        }
        let mut story = arriving.clone();
        append(&mut story, pieces);
        return Joined::Story(Box::new(story));
    };
    let Some(base) = base.map(|at| &kept[at]) else {
        return Joined::Waits(format!("It is take {} of a story whose first take has not come.", n + 1));
    };
    let joined = base.thread.as_ref().map_or(0, |thread| thread.joined);
    if n <= joined {
        return if has(base, &arriving) {
            Joined::Known(format!("Take {} is part of the story already.", n + 1))
        } else {
            Joined::Waits(format!("Take {} came again with other words; the story has the first.", n + 1))
        };
    }
    let mut story = base.clone();
    (story.signal, story.ed_note) = (arriving.signal, arriving.ed_note.clone());
    pieces.push(&arriving);
    append(&mut story, pieces);
    if story.thread.as_ref().is_some_and(|thread| thread.joined >= n) {
        Joined::Story(Box::new(story))
    } else {
        Joined::Waits(format!("Take {} waits for take {}.", n + 1, joined + 2))
    }
}

/// Copy that stands by itself, and no kill.
fn is_copy(item: &Item) -> bool {
    number(item).is_none() && !is_kill(item)
}

/// Which add it is; `None` where it is none.
fn number(item: &Item) -> Option<u32> {
    match item.thread.as_ref()?.part {
        Part::Add(n) => Some(n),
        Part::Whole | Part::Lead(_) => None,
    }
}

/// Appends those that follow without a gap.
fn append(story: &mut Item, mut pieces: Vec<&Item>) {
    pieces.sort_by_key(|piece| number(piece));
    for piece in pieces {
        let thread = story.thread.get_or_insert_default();
        if number(piece) != Some(thread.joined + 1) {
            continue;
        }
        thread.joined += 1;
        let blocks = without_headline(piece, story.headline.as_deref());
        story.append(Body { blocks }, piece.media.clone());
        // The newest of its times is the story's; the stricter of its limits holds.
        let time = |item: &Item| item.version_time().map(|moment| moment.at);
        if time(piece) > time(story) {
            story.updated = piece.version_time();
        }
        if piece.embargo.map(|moment| moment.at) > story.embargo.map(|moment| moment.at) {
            story.embargo = piece.embargo;
        }
        if piece.status != wire::Status::Usable {
            story.status = piece.status;
        }
    }
}

/// Some say the headline again above each take.
fn without_headline(piece: &Item, headline: Option<&str>) -> Vec<Block> {
    let headline = headline.map(tokens).unwrap_or_default();
    let says_it = |block: &Block| {
        let text = Body { blocks: vec![block.clone()] }.plain_text();
        !headline.is_empty() && tokens(&text) == headline
    };
    let skip = usize::from(piece.body.blocks.first().is_some_and(says_it));
    piece.body.blocks.iter().skip(skip).cloned().collect()
}

/// Do all paragraphs of the piece stand in the story?
fn has(story: &Item, piece: &Item) -> bool {
    without_headline(piece, story.headline.as_deref()).iter().all(|block| story.body.blocks.contains(block))
}
