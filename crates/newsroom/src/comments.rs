//! What readers write under stories: what is shown, what waits for a moderator, what is refused.
//!
//! A comment is plain text, never mark-up. `draft.rs` makes a draft tidy or says what is wrong with it;
//! `judge.rs` says what becomes of it; here is what a comment is and what a moderator may do to it.

mod draft;
mod judge;
mod refusal;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::StoryId;

pub use draft::{Draft, likeness, normal};
pub use judge::{Past, Verdict, is_house_name, judge, open_until};
pub use refusal::Refusal;

/// A comment's number, which is also its place in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommentId(pub i64);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub id: CommentId,
    pub story: StoryId,
    /// The comment that this one answers.
    pub parent: Option<CommentId>,
    /// The comment that began the thread; `None` for that one itself.
    pub thread: Option<CommentId>,
    /// 0 for the one that began the thread; any depth is kept.
    pub depth: u32,
    pub name: String,
    /// Plain text; an empty line parts paragraphs.
    pub text: String,
    pub state: State,
    /// Why it waits, was rejected or removed.
    pub reason: Option<String>,
    pub at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Waits for a moderator; its author sees that it does.
    Held,
    Shown,
    /// Never shown.
    Rejected,
    /// Was shown and is no more; its place stays where others have answered it.
    Removed,
}

/// Who may write under a story.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Comments are shown at once, but for those that a rule holds.
    #[default]
    Open,
    /// Every comment waits for a moderator.
    Pre,
    /// What is there stays; nothing new is taken.
    Closed,
}

/// The rules under which comments are judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    pub mode: Mode,
    /// Days after a story's publication on which it closes by itself; 0 is never.
    pub close_after: u32,
    /// So many links and more in one comment wait for a moderator.
    pub hold_links: u32,
    /// From this likelihood on, spam waits for a moderator: 0 to 1.
    pub hold_spam: f64,
    /// Names that nobody may take: the paper's own.
    pub house_names: Vec<String>,
}

impl Default for Rules {
    fn default() -> Self {
        Rules { mode: Mode::Open, close_after: 0, hold_links: 2, hold_spam: 0.8, house_names: Vec::new() }
    }
}

/// What a moderator does to one comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    Approve,
    Reject,
    Remove,
}

/// The state after a moderator's move, or a sentence why it cannot be.
pub fn moderate(comment: &Comment, to: Move) -> Result<State, String> {
    let number = comment.id.0;
    match (comment.state, to) {
        (_, Move::Approve) if comment.text.is_empty() => {
            Err(format!("The words of comment {number} were deleted; it cannot be shown."))
        }
        (State::Held | State::Rejected | State::Removed, Move::Approve) => Ok(State::Shown),
        (State::Held, Move::Reject) => Ok(State::Rejected),
        (State::Shown, Move::Remove) => Ok(State::Removed),
        (State::Shown, Move::Reject) => {
            Err(format!("Comment {number} has been shown. Use `remove` to take it away."))
        }
        (State::Held, Move::Remove) => Err(format!("Comment {number} was not shown. Use `reject`.")),
        (State::Shown, Move::Approve) => Err(format!("Comment {number} is shown already.")),
        (State::Rejected | State::Removed, Move::Reject | Move::Remove) => {
            Err(format!("Comment {number} is not shown as it is."))
        }
    }
}
