//! `dateline pictures`: pictures that the desk adds, what of them must stay in view, and their sizes.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use ingest::media::{Limits, inspect};
use newsroom::StoryId;
use store::acts::{self, NewPicture};
use store::renditions::Focal;
use store::stories;
use tokio_util::sync::CancellationToken;

use super::desk::{find, path_of};
use crate::cli::{AddPictureArgs, PicturesCommand, Place, StoryArgs};
use crate::commands::{configuration, now, open, say};
use crate::followers::renditions::{self, Pass};

/// Stories read at once.
const BATCH: u32 = 100;

pub async fn run(command: &PicturesCommand) -> Result<()> {
    match command {
        PicturesCommand::Add(args) => add(args).await,
        PicturesCommand::Remove { hash, story, place } => {
            let (_, store, id) = find(&named(story, place)).await?;
            acts::remove_picture(&store, id, &hash_in(hash), now()).await?;
            let path = path_of(&store, id).await?;
            say(&match place.json {
                true => serde_json::json!({ "story": id, "done": "removed", "path": path }).to_string(),
                false => format!("The picture no longer stands with story {}: {path}", id.0),
            })
        }
        PicturesCommand::Focal { hash, point, place } => {
            let focal = focal(point)?;
            let store = open(&configuration(place)?).await?;
            let picture = acts::point_picture(&store, &hash_in(hash), focal, now()).await?;
            let Focal { x, y } = focal;
            say(&match place.json {
                true => serde_json::json!({ "picture": picture, "focal": focal }).to_string(),
                false => format!(
                    "Where picture {picture} is cropped, {x} % from the left and {y} % from the top stays."
                ),
            })
        }
        PicturesCommand::Remake { missing, place } => remake(*missing, place).await,
    }
}

async fn add(args: &AddPictureArgs) -> Result<()> {
    let focal = args.focal.as_deref().map(focal).transpose()?;
    let (config, store, id) = find(&named(&args.story, &args.place)).await?;
    let limits = Limits { bytes: config.fetch.max_picture_bytes, pixels: config.fetch.max_picture_pixels };
    let bytes = read(&args.file, limits.bytes)?;
    let seen = inspect(&bytes, limits)
        .map_err(|unfit| anyhow!("The picture {} cannot be taken. {unfit}", args.file.display()))?;
    let bytes = pictures::clean(&bytes);
    let picture = NewPicture {
        bytes: &bytes,
        mime: seen.mime,
        width: seen.width,
        height: seen.height,
        caption: said(&args.caption),
        credit: said(&args.credit),
        alt: said(&args.alt),
        focal,
    };
    let sha256 = acts::add_picture(&store, id, &picture, now()).await?;
    let path = path_of(&store, id).await?;
    say(&match args.place.json {
        true => serde_json::json!({ "story": id, "picture": sha256, "path": path }).to_string(),
        false => format!("Picture {sha256} stands with story {}: {path}", id.0),
    })
}

/// No more of a file than is looked at.
fn read(file: &Path, most: u64) -> Result<Vec<u8>> {
    let unreadable =
        || format!("The picture {} cannot be read. Check the path and its permissions.", file.display());
    let mut bytes = Vec::new();
    let open = std::fs::File::open(file).with_context(unreadable)?;
    open.take(most.saturating_add(1)).read_to_end(&mut bytes).with_context(unreadable)?;
    Ok(bytes)
}

fn said(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn named(story: &str, place: &Place) -> StoryArgs {
    StoryArgs { story: story.to_owned(), place: place.clone() }
}

/// A picture's address ends with its hash and its kind.
fn hash_in(text: &str) -> String {
    let name = text.trim().rsplit('/').next().unwrap_or_default();
    name.split('.').next().unwrap_or_default().to_ascii_lowercase()
}

fn focal(text: &str) -> Result<Focal> {
    let number = |text: &str| text.trim().parse::<u8>().ok().filter(|n| *n <= 100);
    let point = text.split_once(',').and_then(|(x, y)| Some(Focal { x: number(x)?, y: number(y)? }));
    match point {
        Some(point) => Ok(point),
        None => bail!(
            "\"{}\" is no focal point. Write two numbers from 0 to 100, such as 30,60: hundredths of the width from \
             the left and of the height from the top.",
            text.escape_debug()
        ),
    }
}

async fn remake(missing: bool, place: &Place) -> Result<()> {
    let config = configuration(place)?;
    let store = open(&config).await?;
    let never = CancellationToken::new();
    let (mut after, mut made) = (StoryId(0), 0u64);
    loop {
        let batch = stories::live_with_text(store.db(), after, BATCH).await?;
        let Some((last, _)) = batch.last() else { break };
        after = last.id;
        for (story, _) in &batch {
            made += u64::from(renditions::make_for(&store, story, Pass::Sizes, missing, &never).await?);
            if config.pictures.avif {
                renditions::make_for(&store, story, Pass::Avif, missing, &never).await?;
            }
        }
    }
    match place.json {
        true => say(&serde_json::json!({ "made": made }).to_string()),
        false if made == 1 => say("1 picture was made anew."),
        false => say(&format!("{made} pictures were made anew.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_focal_point_is_two_numbers_and_a_mistake_is_answered_with_an_example() {
        assert_eq!(focal("30, 60").ok(), Some(Focal { x: 30, y: 60 }));
        for wrong in ["", "30", "30,101", "-1,5", "a,b", "1,2,3"] {
            let said = focal(wrong).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(said.contains("30,60"), "{wrong}: {said}");
        }
    }

    #[test]
    fn a_picture_is_named_by_its_hash_or_its_address() {
        assert_eq!(hash_in("ABC"), "abc");
        assert_eq!(hash_in("https://paper.example/media/abc.webp"), "abc");
        assert_eq!(hash_in(" /media/abc.jpg "), "abc");
    }
}
