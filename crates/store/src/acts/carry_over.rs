//! What stood around the stories of an old system comes with them: their old addresses, their comments.

use std::collections::BTreeMap;

use jiff::Timestamp;
use newsroom::StoryId;
use newsroom::comments::{State, normal};

use super::comments::tell;
use crate::comments::word;
use crate::sql::{args, statements};
use crate::{Result, Store, blobs, redirects};

statements! {
    STORY = "SELECT id, day, slug FROM story WHERE agency = $1 AND guid = $2";
    /// The key of the old system stands where a form's hash would: each comes once.
    KNOWN = "SELECT id, thread, depth FROM comment WHERE form = $1 AND story = $2";
    APPROVED = "UPDATE comment SET state = $2, reason = NULL WHERE id = $1 AND state = $3 AND reason = $4";
    INSERT = "INSERT INTO comment (story, parent, thread, depth, name, text, state, reason, at, reader, email, \
              same, recommends, reports, name_kept, form) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $11, 0, 0, FALSE, $12) \
              ON CONFLICT (form) DO NOTHING RETURNING id";
}

/// What stood around one story.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// By which the story is found here.
    pub guid: String,
    /// As [`redirects::key`] writes them.
    pub addresses: Vec<String>,
    /// Each behind what it answers.
    pub comments: Vec<OldComment>,
}

/// Why a comment waits that nobody had approved in the old system.
pub const WAITED: &str = "It waited for a moderator in the old system.";

/// A comment of the old system.
#[derive(Debug, Clone)]
pub struct OldComment {
    /// Unique over all systems that were ever brought here.
    pub key: String,
    /// Of the comment that it answers. Where that one is not here, this begins a thread.
    pub parent: Option<String>,
    pub name: String,
    pub text: String,
    pub at: Timestamp,
    /// Keyed hash of its author's mail address.
    pub email: Option<String>,
    /// `None`: readers see it. Else it waits for a moderator, with this reason.
    pub waits: Option<String>,
}

/// What was new here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CarriedOver {
    pub addresses: u64,
    pub comments: u64,
    /// Old addresses that lead elsewhere already.
    pub taken: Vec<String>,
    /// Guids of which there is no story.
    pub missing: Vec<String>,
}

/// Carries over what is not here yet, in one transaction; doing it again changes nothing.
pub async fn carry_over(store: &Store, agency: &str, all: &[Around], now: Timestamp) -> Result<CarriedOver> {
    let mut tx = store.begin().await?;
    let mut done = CarriedOver::default();
    for around in all {
        let found: Option<(StoryId, String, String)> = tx.opt(STORY, args![agency, &around.guid]).await?;
        let Some((story, day, slug)) = found else {
            done.missing.push(around.guid.clone());
            continue;
        };
        let own = format!("/{}/{slug}", day.replace('-', "/"));
        for address in around.addresses.iter().filter(|address| **address != own) {
            match redirects::lead(&mut tx, address, story).await? {
                redirects::Led::New => done.addresses += 1,
                redirects::Led::Known => {}
                redirects::Led::Elsewhere => done.taken.push(address.clone()),
            }
        }
        let (mut shown, mut came) = (false, false);
        let mut placed: BTreeMap<&str, (i64, i64, u32)> = BTreeMap::new();
        for comment in &around.comments {
            let known: Option<(i64, Option<i64>, u32)> = tx.opt(KNOWN, args![&comment.key, story]).await?;
            if let Some((id, thread, depth)) = known {
                placed.insert(&comment.key, (id, thread.unwrap_or(id), depth));
                // Approved there since, and nobody here has said anything else.
                if comment.waits.is_none() {
                    let args = args![id, word(State::Shown), word(State::Held), WAITED];
                    let is_approved = tx.exec(APPROVED, args).await? > 0;
                    (came, shown) = (came | is_approved, shown | is_approved);
                }
                continue;
            }
            let parent = match comment.parent.as_deref() {
                None => None,
                Some(key) => match placed.get(key) {
                    Some(parent) => Some(*parent),
                    // It came with an earlier batch.
                    None => tx
                        .opt::<(i64, Option<i64>, u32)>(KNOWN, args![key, story])
                        .await?
                        .map(|(id, thread, depth)| (id, thread.unwrap_or(id), depth)),
                },
            };
            let state = if comment.waits.is_none() { State::Shown } else { State::Held };
            let depth = parent.map_or(0, |(_, _, depth)| depth.saturating_add(1));
            let args = args![
                story,
                parent.map(|(id, ..)| id),
                parent.map(|(_, thread, _)| thread),
                depth,
                &comment.name,
                &comment.text,
                word(state),
                comment.waits.as_ref(),
                comment.at,
                comment.email.as_ref(),
                blobs::hash(normal(&comment.text).as_bytes()),
                &comment.key,
            ];
            let Some((id,)) = tx.opt::<(i64,)>(INSERT, args).await? else { continue };
            placed.insert(&comment.key, (id, parent.map_or(id, |(_, thread, _)| thread), depth));
            done.comments += 1;
            came = true;
            shown |= state == State::Shown;
        }
        if came {
            tell(&mut tx, story, shown, shown, now).await?;
        }
    }
    tx.commit().await?;
    Ok(done)
}
