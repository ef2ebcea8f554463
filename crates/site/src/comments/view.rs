//! What templates see of comments.

use serde::Serialize;

use crate::view::{NamedLink, NavLink, Pager, TimeView};

/// What stands under a story.
#[derive(Debug, Clone, Serialize)]
pub struct CommentsView {
    /// "3 comments".
    pub count: String,
    pub total: u64,
    /// Where one may write; `None` where nothing is taken.
    pub form: Option<String>,
    /// Why nothing is taken.
    pub closed: Option<String>,
    pub threads: Vec<ThreadView>,
    /// Oldest first and newest first.
    pub orders: Vec<NavLink>,
    pub pager: Pager,
}

#[derive(Debug, Clone, Serialize)]
pub struct ThreadView {
    pub first: CommentView,
    pub replies: Vec<CommentView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CommentView {
    pub id: i64,
    pub name: String,
    pub at: TimeView,
    pub paragraphs: Vec<String>,
    pub href: String,
    pub reply: Option<String>,
    /// Whom it answers, where that is not the thread's first.
    pub in_reply_to: Option<NamedLink>,
    /// Taken away; others have answered it.
    pub removed: bool,
    pub recommends: u32,
    /// "Waits for a moderator": only on the page for its author.
    pub state: Option<String>,
}

/// `comments`: all comments of a story.
#[derive(Debug, Clone, Serialize)]
pub struct CommentsBody {
    pub story: NamedLink,
    pub comments: CommentsView,
}

/// A comment in a list of the newest.
#[derive(Debug, Clone, Serialize)]
pub struct RecentComment {
    pub name: String,
    pub at: TimeView,
    pub excerpt: String,
    pub href: String,
    pub story: NamedLink,
}

/// `recent_comments`
#[derive(Debug, Clone, Serialize)]
pub struct RecentBody {
    pub comments: Vec<RecentComment>,
}

/// `comment_form`
#[derive(Debug, Clone, Serialize)]
pub struct FormBody {
    pub story: NamedLink,
    pub heading: String,
    pub action: String,
    pub token: String,
    pub answered: Option<CommentView>,
    pub problems: Vec<String>,
    pub name: String,
    pub email: String,
    pub text: String,
    /// Every comment waits for a moderator here.
    pub pre: bool,
}

/// `comment_own`: what its author sees of his comments under a story.
#[derive(Debug, Clone, Serialize)]
pub struct OwnBody {
    pub story: NamedLink,
    pub comments: Vec<CommentView>,
}
