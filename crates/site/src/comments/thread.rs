//! The comments of a story as its pages show them.

use std::collections::HashMap;

use newsroom::comments::{self as rules, Mode, Rules, State};
use newsroom::{Story, Tag};
use store::comments::{self, Kept, Window};

use super::refusal;
use super::view::{CommentView, CommentsView, ThreadView};
use crate::addresses::{self, PageKey};
use crate::making::Making;
use crate::pages::pager;
use crate::render::RenderError;
use crate::view::{NamedLink, NavLink};

/// Threads on one page.
pub const THREADS: u32 = 30;

/// One page of a story's comments; `None` where the paper has none. The page depends on them from now on.
pub async fn view(
    making: &mut Making<'_>,
    story: &Story,
    newest: bool,
    page: u32,
) -> Result<Option<CommentsView>, RenderError> {
    let site = making.site;
    if !site.settings.comments.enabled {
        return Ok(None);
    }
    making.tag(Tag::comments(story.id));
    let db = site.store.db();
    let rules = rules_of(making, story).await?;
    let open = rules::open_until(&rules, story.published.map(|moment| moment.at), making.now);
    if let Ok(Some(end)) = open {
        making.expire(end);
    }
    let (total, threads) = comments::count(db, story.id).await?;
    let offset = page.saturating_sub(1).saturating_mul(THREADS);
    let (roots, replies) = comments::threads(db, story.id, Window { newest, limit: THREADS, offset }).await?;
    let address = |newest: bool, page: u32| key(story, newest, page).address();
    let order = |key: &str, is_newest: bool| NavLink {
        name: making.say(key, &[]),
        href: address(is_newest, 1),
        current: newest == is_newest,
    };
    let can_reply = open.is_ok();
    Ok(Some(CommentsView {
        count: making.say("comments-count", &[("count", total.into())]),
        total,
        form: open.is_ok().then(|| addresses::comment_href(&story.day, &story.slug, "new")),
        closed: open.err().map(|why| refusal::told(making, &why)),
        threads: in_threads(making, story, &roots, &replies, can_reply),
        orders: vec![order("oldest-first", false), order("newest-first", true)],
        pager: pager(page, threads, THREADS, |page| address(newest, page)),
    }))
}

pub fn key(story: &Story, newest: bool, page: u32) -> PageKey {
    PageKey::Comments { day: story.day.clone(), slug: story.slug.clone(), newest, page }
}

/// The rules for a story: the desk's word, the section's, the paper's.
pub async fn rules_of(making: &Making<'_>, story: &Story) -> Result<Rules, RenderError> {
    let settings = &making.site.settings;
    let rules = settings.comments.rules(story.section.as_deref(), &settings.name);
    Ok(match comments::mode(making.site.store.db(), story.id).await? {
        Some(mode) => Rules { mode, close_after: 0, ..rules },
        None => rules,
    })
}

/// Does every comment wait here?
pub fn is_pre(rules: &Rules) -> bool {
    rules.mode == Mode::Pre
}

fn in_threads(
    making: &Making<'_>,
    story: &Story,
    roots: &[Kept],
    replies: &[Kept],
    can_reply: bool,
) -> Vec<ThreadView> {
    let names: HashMap<i64, &str> =
        replies.iter().map(|kept| (kept.comment.id.0, kept.comment.name.as_str())).collect();
    let reply = |kept: &Kept| {
        let parent = kept.comment.parent.map_or(0, |parent| parent.0);
        let link = |name: &&str| NamedLink { name: (*name).to_owned(), href: format!("#comment-{parent}") };
        CommentView { in_reply_to: names.get(&parent).map(link), ..one(making, story, kept, can_reply) }
    };
    let thread = |root: &Kept| ThreadView {
        first: one(making, story, root, can_reply),
        replies: replies
            .iter()
            .filter(|kept| kept.comment.thread == Some(root.comment.id))
            .map(reply)
            .collect(),
    };
    roots.iter().map(thread).collect()
}

/// One comment, ready to print.
pub fn one(making: &Making<'_>, story: &Story, kept: &Kept, can_reply: bool) -> CommentView {
    let comment = &kept.comment;
    let removed = comment.state == State::Removed;
    let href = |rest: &str| addresses::comment_href(&story.day, &story.slug, rest);
    let paragraphs = comment.text.split("\n\n").filter(|text| !removed && !text.is_empty());
    CommentView {
        id: comment.id.0,
        name: if removed { String::new() } else { comment.name.clone() },
        at: making.site.times.instant(comment.at),
        paragraphs: paragraphs.map(str::to_owned).collect(),
        href: href(&comment.id.0.to_string()),
        reply: (can_reply && !removed).then(|| href(&format!("new?reply={}", comment.id.0))),
        in_reply_to: None,
        removed,
        recommends: kept.recommends,
        name_kept: kept.name_kept && !removed,
        state: None,
    }
}
