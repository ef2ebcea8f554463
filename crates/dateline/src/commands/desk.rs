//! `dateline desk`: the decisions that only people take, from the command line.

mod quotes;
mod times;

use anyhow::{Context, Result, anyhow, bail};
use newsroom::StoryId;
use newsroom::reading::Reading;
use store::{Store, acts, readings, stories};

use crate::cli::{DeskCommand, Place, StoryArgs};
use crate::commands::{configuration, now, open, say};
use crate::config::Config;

pub async fn run(command: &DeskCommand) -> Result<()> {
    match command {
        DeskCommand::Held(place) => held(place).await,
        DeskCommand::Release(story) => {
            let (_, store, id) = find(story).await?;
            acts::release(&store, id, now()).await?;
            tell(story, &store, id, "released").await
        }
        DeskCommand::Kill { story, reason } => {
            let (_, store, id) = find(story).await?;
            acts::kill(&store, id, reason, now()).await?;
            tell(story, &store, id, "withdrawn").await
        }
        DeskCommand::Rename { story, slug } => {
            let (_, store, id) = find(story).await?;
            acts::rename(&store, id, slug, now()).await?;
            tell(story, &store, id, "renamed").await
        }
        DeskCommand::Refile { story, section } => {
            let (config, store, id) = find(story).await?;
            let known: Vec<&str> = config.site.sections.iter().map(|s| s.slug.as_str()).collect();
            let named = config.site.sections.iter().find(|s| s.slug == *section).ok_or_else(|| {
                let near = crate::config::nearest(section, &known);
                let hint = near
                    .map_or(format!("Known: {}.", known.join(", ")), |n| format!("Did you mean \"{n}\"?"));
                anyhow!("There is no section \"{section}\". {hint}")
            })?;
            acts::refile(&store, id, Some((&named.slug, &named.name)), now()).await?;
            tell(story, &store, id, "refiled").await
        }
        DeskCommand::Times(story) => times::list(story).await,
        DeskCommand::Time { story, number, value } => times::put_right(story, *number, value).await,
        DeskCommand::Quotes(story) => quotes::list(story).await,
        DeskCommand::Quote { story, number, word } => quotes::put_right(story, *number, word).await,
        DeskCommand::Sensitive { story, off } => {
            let (_, store, id) = find(story).await?;
            acts::mark_sensitive(&store, id, !off, now()).await?;
            tell(
                story,
                &store,
                id,
                if *off { "no longer marked as sensitive" } else { "marked as sensitive" },
            )
            .await
        }
    }
}

async fn held(place: &Place) -> Result<()> {
    let store = open(&configuration(place)?).await?;
    let held = stories::held(store.db(), 500).await?;
    for entry in &held {
        let waiting = entry.story.waiting.as_ref();
        let reason = waiting.map_or("", |w| w.reason.as_str());
        if place.json {
            let line = serde_json::json!({ "story": entry.story.id, "headline": entry.headline,
                "reason": reason, "source": entry.story.source, "state": entry.story.state,
                "until": waiting.and_then(|w| w.until) });
            say(&line.to_string())?;
        } else {
            say(&format!("{:>7}  {}  [{}] {reason}", entry.story.id.0, entry.headline, entry.story.source))?;
        }
    }
    if held.is_empty() && !place.json {
        say("Nothing waits for the desk.")?;
    }
    Ok(())
}

/// Finds a story by its number or its address.
pub(super) async fn find(args: &StoryArgs) -> Result<(Config, Store, StoryId)> {
    let config = configuration(&args.place)?;
    let store = open(&config).await?;
    let id = match args.story.parse::<i64>() {
        Ok(number) => stories::get(store.db(), StoryId(number)).await?.map(|story| story.id),
        Err(_) => by_address(&store, &args.story).await?,
    };
    let id = id.with_context(|| {
        format!("There is no story \"{}\". Name it by its number or by its address, such as /2026/11/24/ferry-returns.", args.story)
    })?;
    Ok((config, store, id))
}

async fn by_address(store: &Store, address: &str) -> Result<Option<StoryId>> {
    let path =
        address.split_once("://").map_or(address, |(_, rest)| rest.split_once('/').map_or("", |(_, p)| p));
    let path = path.trim_matches('/');
    let Some((day, slug)) = path.rsplit_once('/') else { return Ok(None) };
    Ok(stories::by_path(store.db(), &day.replace('/', "-"), slug).await?.map(|story| story.id))
}

/// What was found in the text that readers see.
async fn reading(store: &Store, id: StoryId) -> Result<Reading> {
    let shown = stories::get(store.db(), id).await?.and_then(|story| story.shown);
    let Some(shown) = shown else {
        bail!("Readers do not see story {} yet. Release it first.", id.0);
    };
    Ok(readings::of(store.db(), id, shown).await?.unwrap_or_default())
}

/// A story's address, as it is now.
pub(super) async fn path_of(store: &Store, id: StoryId) -> Result<String> {
    let story = stories::get(store.db(), id).await?.context("The story has vanished.")?;
    Ok(format!("/{}/{}", story.day.replace('-', "/"), story.slug))
}

async fn tell(args: &StoryArgs, store: &Store, id: StoryId, what: &str) -> Result<()> {
    let story = stories::get(store.db(), id).await?.context("The story has vanished.")?;
    let path = path_of(store, id).await?;
    say(&if args.place.json {
        serde_json::json!({ "story": id, "done": what, "state": story.state, "path": path }).to_string()
    } else {
        format!("Story {} is {what}: {path}", id.0)
    })
}
