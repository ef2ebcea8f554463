//! A reader writes under a story.

use jiff::{SignedDuration, Timestamp};
use newsroom::comments::{self as rules, CommentId, Draft, Past, Refusal, Rules, State, Verdict};
use newsroom::{Change, State as StoryState, StoryId};

use super::{ban, learn, tell};
use crate::comments::{get_in, mode_in, word};
use crate::readers::keeper_in;
use crate::sql::{args, statements};
use crate::{Result, Store, Tx, blobs, stories};

statements! {
    SAME = "SELECT reader FROM comment WHERE same = $1 AND at > $2 AND state <> 'removed' LIMIT 20";
    SPENT = "SELECT id FROM comment WHERE form = $1";
    REFUSED = "SELECT COUNT(*) FROM comment WHERE reader = $1 AND at > $2 AND state IN ('rejected', 'removed')";
    INSERT = "INSERT INTO comment (story, parent, thread, depth, name, text, state, reason, at, reader, email, \
              same, recommends, reports, name_kept, form) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0, $13, $14) \
              RETURNING id";
}

/// The text of one day is compared.
const A_DAY: SignedDuration = SignedDuration::from_hours(24);
/// Refusals are remembered for so long.
const A_QUARTER: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Who writes, as keyed hashes.
#[derive(Debug, Clone, Default)]
pub struct Author {
    /// Of the block of addresses that he writes from.
    pub reader: String,
    /// Of his mail address.
    pub email: Option<String>,
    /// Of his name; empty for whoever may write in any name.
    pub name: String,
    /// He has proved that the mail address is his.
    pub proved: bool,
    /// Of the form that he wrote in, which is taken once.
    pub form: Option<String>,
}

/// What became of it.
#[derive(Debug, Clone)]
pub enum Posted {
    /// The comment's number, whether a moderator must see it first, and the change with its number.
    Kept { id: CommentId, held: bool, change: Change, seq: i64 },
    /// Nothing was kept.
    Refused(Refusal),
}

/// Keeps a draft without problems, as the newsroom judges it. `reply` is the comment that it answers.
pub async fn post(
    store: &Store,
    story: StoryId,
    reply: Option<CommentId>,
    draft: &Draft,
    author: &Author,
    rules: &Rules,
    now: Timestamp,
) -> Result<Posted> {
    let mut tx = store.begin().await?;
    let live = stories::locked(&mut tx, story).await?.filter(|story| story.state == StoryState::Live);
    let Some(live) = live.filter(|story| story.expires_at.is_none_or(|end| end > now)) else {
        return Ok(Posted::Refused(Refusal::StoryGone));
    };
    let mode = mode_in(&mut tx, story).await?;
    let rules = match mode {
        // What the desk opened by hand does not close by its age.
        Some(mode) => Rules { mode, close_after: 0, ..rules.clone() },
        None => rules.clone(),
    };
    if let Err(why) = rules::open_until(&rules, live.published.map(|moment| moment.at), now) {
        return Ok(Posted::Refused(why));
    }
    let parent = match reply {
        None => None,
        Some(id) => {
            let kept = get_in(&mut tx, id).await?.map(|kept| kept.comment);
            match kept.filter(|parent| parent.story == story && parent.state == State::Shown) {
                Some(parent) => Some(parent),
                None => return Ok(Posted::Refused(Refusal::ParentGone)),
            }
        }
    };

    let name_kept = match keeps_name(&mut tx, author).await? {
        Some(kept) => kept,
        None => return Ok(Posted::Refused(Refusal::NameOfReader { name: draft.name.clone() })),
    };
    let same = blobs::hash(rules::normal(&draft.text).as_bytes());
    let others: Vec<(String,)> = tx.all(SAME, args![&same, now - A_DAY]).await?;
    // Who writes from the house itself has no such hash.
    let earlier = match author.reader.as_str() {
        "" => 0,
        reader => tx.one::<(u32,)>(REFUSED, args![reader, now - A_QUARTER]).await?.0,
    };
    let past = Past {
        banned: ban::reason(&mut tx, author).await?,
        same_by_author: others.iter().any(|(reader,)| *reader == author.reader),
        same_by_others: others.iter().any(|(reader,)| *reader != author.reader),
        refused: earlier,
        spam: learn::score(&mut tx, &draft.name, &draft.text).await?,
    };
    let (state, reason) = match rules::judge(draft, &rules, &past) {
        Verdict::Shown => (State::Shown, None),
        Verdict::Held(reason) => (State::Held, Some(reason)),
        Verdict::Refused(why) => return Ok(Posted::Refused(why)),
    };
    if let Some(form) = &author.form
        && tx.opt::<(i64,)>(SPENT, args![form]).await?.is_some()
    {
        return Ok(Posted::Refused(Refusal::FormSpent));
    }
    let args = args![
        story,
        parent.as_ref().map(|parent| parent.id.0),
        parent.as_ref().map(|parent| parent.thread.unwrap_or(parent.id).0),
        parent.as_ref().map_or(0, |parent| parent.depth.saturating_add(1)),
        &draft.name,
        &draft.text,
        word(state),
        reason,
        now,
        &author.reader,
        author.email.as_ref(),
        &same,
        name_kept,
        author.form.as_ref(),
    ];
    let (id,): (i64,) = tx.one(INSERT, args).await?;
    let held = state == State::Held;
    let change = tell(&mut tx, story, !held, !held, now).await?;
    let seq = tx.commit().await?.unwrap_or_default();
    Ok(Posted::Kept { id: CommentId(id), held, change, seq })
}

/// Whether the author keeps his name; `None` where somebody else does.
async fn keeps_name(tx: &mut Tx, author: &Author) -> Result<Option<bool>> {
    let keeper = match author.name.as_str() {
        "" => None,
        name => keeper_in(tx, name).await?,
    };
    let own = author.proved && keeper.is_some() && keeper == author.email;
    Ok(if own || keeper.is_none() { Some(own) } else { None })
}
