//! `dateline comments`: what moderators do, until they have a screen for it.

use anyhow::{Context, Result, bail};
use newsroom::comments::{CommentId, Draft, Mode, Move, Rules, State};
use store::acts::comments::{self as acts, Author, Posted, Whose};
use store::comments::{self, Kept};
use store::{Store, secrets};

use super::desk::find;
use crate::cli::{CommentArgs, CommentsCommand, Place, WhoseArgs};
use crate::commands::{configuration, now, open, say};

pub async fn run(command: &CommentsCommand) -> Result<()> {
    match command {
        CommentsCommand::List { state, limit, place } => list(state, *limit, place).await,
        CommentsCommand::Show(args) => show(args).await,
        CommentsCommand::Approve(args) => moderate(args, Move::Approve, "shown").await,
        CommentsCommand::Reject(args) => moderate(args, Move::Reject, "rejected").await,
        CommentsCommand::Remove(args) => moderate(args, Move::Remove, "removed").await,
        CommentsCommand::Ban(args) => {
            let reason = args.reason.as_deref().context("Say why, for whoever asks later: --reason.")?;
            acts::ban(&store(&args.place).await?, CommentId(args.comment), reason, now()).await?;
            say(&format!("Nothing more is taken from the author of comment {}.", args.comment))
        }
        CommentsCommand::Unban(args) => {
            acts::unban(&store(&args.place).await?, CommentId(args.comment), now()).await?;
            say(&format!("Comments from the author of comment {} are taken again.", args.comment))
        }
        CommentsCommand::Open { story, pre } => {
            let (_, store, id) = find(story).await?;
            let mode = if *pre { Mode::Pre } else { Mode::Open };
            acts::set_mode(&store, id, Some(mode), now()).await?;
            say(&format!(
                "Comments on story {} are open{}.",
                id.0,
                if *pre { ", each waits for you" } else { "" }
            ))
        }
        CommentsCommand::Close(story) => {
            let (_, store, id) = find(story).await?;
            acts::set_mode(&store, id, Some(Mode::Closed), now()).await?;
            say(&format!("Comments on story {} are closed.", id.0))
        }
        CommentsCommand::Post { story, name, text, reply, at } => {
            let (_, store, id) = find(story).await?;
            let draft = Draft::tidy(name, "", text);
            let problems = draft.problems();
            if !problems.is_empty() {
                bail!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
            }
            // Whoever writes here may write in any name and need not be asked again.
            let author = Author::default();
            let reply = reply.map(CommentId);
            match acts::post(&store, id, reply, &draft, &author, &Rules::default(), at.unwrap_or_else(now))
                .await?
            {
                Posted::Refused(why) => bail!("{why}"),
                Posted::Kept { id, held, .. } => {
                    say(&format!("Comment {} is {}.", id.0, if held { "held" } else { "shown" }))
                }
            }
        }
        CommentsCommand::Forget { whose, place } => forget(whose, place).await,
    }
}

async fn store(place: &Place) -> Result<Store> {
    open(&configuration(place)?).await
}

async fn list(state: &str, limit: u32, place: &Place) -> Result<()> {
    let state = match state {
        "held" => State::Held,
        "shown" => State::Shown,
        "rejected" => State::Rejected,
        "removed" => State::Removed,
        other => bail!("There is no state \"{other}\". Known: held, shown, rejected, removed."),
    };
    let found = comments::list(store(place).await?.db(), state, limit).await?;
    for placed in &found {
        let comment = &placed.kept.comment;
        let story = format!("/{}/{}", placed.day.replace('-', "/"), placed.slug);
        if place.json {
            say(&json(&placed.kept, Some(&story)).to_string())?;
            continue;
        }
        let reason = comment.reason.as_deref().map(|reason| format!(" [{reason}]")).unwrap_or_default();
        let reports = match placed.kept.reports {
            0 => String::new(),
            n => format!(" ({n} reports)"),
        };
        let words: String = visible(&comment.text).chars().take(200).collect();
        say(&format!("{:>7}  {}: {words}{reason}{reports}", comment.id.0, visible(&comment.name)))?;
        say(&format!("         {story}"))?;
    }
    if found.is_empty() && !place.json {
        say(&format!("No comment is {}.", serde_json::to_value(state)?.as_str().unwrap_or_default()))?;
    }
    Ok(())
}

async fn show(args: &CommentArgs) -> Result<()> {
    let store = store(&args.place).await?;
    let kept = comments::get(store.db(), CommentId(args.comment)).await?;
    let kept = kept.with_context(|| format!("There is no comment {}.", args.comment))?;
    if args.place.json {
        return say(&json(&kept, None).to_string());
    }
    let comment = &kept.comment;
    let state = serde_json::to_value(comment.state)?;
    say(&format!("Comment {} of {}, {}", comment.id.0, visible(&comment.name), comment.at))?;
    say(&format!(
        "{}{}",
        state.as_str().unwrap_or_default(),
        comment.reason.as_deref().map(|r| format!(": {r}")).unwrap_or_default()
    ))?;
    say(&format!("{} recommend it, {} reported it", kept.recommends, kept.reports))?;
    say("")?;
    comment.text.lines().try_for_each(say)
}

async fn moderate(args: &CommentArgs, to: Move, what: &str) -> Result<()> {
    let store = store(&args.place).await?;
    acts::moderate(&store, CommentId(args.comment), to, args.reason.as_deref(), now()).await?;
    say(&format!("Comment {} is {what}.", args.comment))
}

async fn forget(whose: &WhoseArgs, place: &Place) -> Result<()> {
    let store = store(place).await?;
    let key = secrets::key(&store, "comments").await?;
    let email =
        whose.email.as_deref().map(|address| site::comments::email(&key, &address.trim().to_lowercase()));
    let name_key = whose.name.as_deref().map(|name| site::comments::name(&key, name)).unwrap_or_default();
    let whose = match (whose.comment, &email, &whose.name) {
        (Some(number), _, _) => Whose::Comment(CommentId(number)),
        (_, Some(hash), _) => Whose::Email(hash),
        (_, _, Some(name)) => Whose::Name { name, key: &name_key },
        // The command line asks for one of them.
        (None, None, None) => bail!("Say whose: --comment, --email or --name."),
    };
    let gone = acts::forget(&store, whose, now()).await?;
    let numbers = |ids: &[CommentId]| ids.iter().map(|id| id.0).collect::<Vec<_>>();
    if place.json {
        return say(&serde_json::json!({ "deleted": numbers(&gone.deleted), "emptied": numbers(&gone.emptied), "names": gone.names }).to_string());
    }
    say(&format!("Deleted whole: {:?}", numbers(&gone.deleted)))?;
    say(&format!(
        "Emptied, because others answered them (name, text, hashes are gone): {:?}",
        numbers(&gone.emptied)
    ))?;
    if gone.names > 0 {
        say(&format!("Names that were kept and are free again: {}", gone.names))?;
    }
    say("Backups made before today still hold them.")
}

fn json(kept: &Kept, story: Option<&str>) -> serde_json::Value {
    let comment = &kept.comment;
    serde_json::json!({ "comment": comment.id, "story": comment.story, "address": story, "parent": comment.parent,
        "name": comment.name, "text": comment.text, "state": comment.state, "reason": comment.reason,
        "at": comment.at.to_string(), "name_kept": kept.name_kept, "recommends": kept.recommends, "reports": kept.reports })
}

/// One line that moves no cursor.
fn visible(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
