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
    /// Written by whoever keeps the name.
    pub name_kept: bool,
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
    /// The reader's name, where it is kept for him.
    pub kept: Option<String>,
    /// Where he can have it kept; `None` where the paper sends no mail.
    pub sign_in: Option<String>,
    pub sign_out: &'static str,
}

/// `comment_own`: what its author sees of his comments under a story.
#[derive(Debug, Clone, Serialize)]
pub struct OwnBody {
    pub story: NamedLink,
    pub comments: Vec<CommentView>,
}

/// `sign_in`: a reader has his name kept. Made for each reader.
#[derive(Debug, Clone, Serialize)]
pub struct SignInBody {
    /// `ask` (the form), `sent`, `confirm` (he comes with a link) or `kept`.
    pub step: &'static str,
    pub heading: String,
    /// The name that is kept or will be.
    pub kept: Option<String>,
    pub problems: Vec<String>,
    pub name: String,
    pub email: String,
    pub back: String,
    pub link: String,
    /// Where the forms lead.
    pub sign_in: &'static str,
    pub keep: &'static str,
    pub sign_out: &'static str,
}
