//! Why a comment is not taken, for its author. The site says it in the paper's language; the words here are
//! for the command line.

use std::fmt;

/// What is wrong with a draft, or what stands against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    NoName,
    LongName {
        most: usize,
    },
    BadEmail,
    NoText,
    /// Characters of the text, and how many are allowed.
    LongText {
        length: usize,
        most: usize,
    },
    /// The story takes no comments.
    Closed,
    /// It took them for so many days after its publication.
    ClosedAfter {
        days: u32,
    },
    StoryGone,
    /// The comment that this one answers.
    ParentGone,
    Banned,
    /// A name of the house.
    NameKept {
        name: String,
    },
    /// A name that a reader keeps; it is not this one's.
    NameOfReader {
        name: String,
    },
    SaidAlready,
    /// The form was sent before.
    FormSpent,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NoName => f.write_str("The comment has no name."),
            Refusal::LongName { most } => write!(f, "The name is too long. {most} characters is the most."),
            Refusal::BadEmail => f.write_str("The e-mail address is not complete."),
            Refusal::NoText => f.write_str("The comment has no text."),
            Refusal::LongText { length, most } => {
                write!(f, "The comment has {length} characters. {most} is the most.")
            }
            Refusal::Closed => f.write_str("Comments on this story are closed."),
            Refusal::ClosedAfter { days } => {
                write!(f, "Comments on this story closed {days} days after its publication.")
            }
            Refusal::StoryGone => f.write_str("The story is not there any more."),
            Refusal::ParentGone => f.write_str("The comment that this one answers is not there any more."),
            Refusal::Banned => f.write_str("Comments of this author are not taken at present."),
            Refusal::NameKept { name } => write!(f, "The name \"{name}\" is kept for the paper."),
            Refusal::NameOfReader { name } => write!(f, "The name \"{name}\" is kept by a reader."),
            Refusal::FormSpent => f.write_str("The comment was sent in a form that was used before."),
            Refusal::SaidAlready => f.write_str("This author has written the same within the last day."),
        }
    }
}
