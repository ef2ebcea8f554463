//! Makes the sizes in which pages send pictures, one picture at a time: while one is unpacked it may take
//! some hundred megabytes, and two would take twice that.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use newsroom::{State, Story, StoryId};
use store::renditions::{self, Facts, NewSize};
use store::{Store, blobs, changes, desk_pictures, followers, media, stories};
use tokio_util::sync::CancellationToken;

use super::{Breath, more};

const NAME: &str = "renditions";
/// Of several nodes one makes sizes; another takes over when it has been silent for so long.
const TURN: SignedDuration = SignedDuration::from_secs(60);
/// How often the others ask whose turn it is.
const ASK: Duration = Duration::from_secs(20);

/// Runs until told to stop.
pub async fn run(store: Store, stop: CancellationToken) {
    let mut breath = Breath::of(NAME);
    loop {
        match follow(&store, &stop).await {
            Ok(()) => return,
            Err(e) if !breath.after(&format!("{e:#}"), &stop).await => return,
            Err(_) => {}
        }
    }
}

async fn follow(store: &Store, stop: &CancellationToken) -> Result<()> {
    let holder = format!("{}-{}", std::process::id(), Timestamp::now().as_nanosecond());
    let mut until = Timestamp::MIN;
    // From here on the log is kept for it; without a cursor it begins at the first change that is left.
    followers::advance(store, NAME, 0).await?;
    while !stop.is_cancelled() {
        let now = Timestamp::now();
        if until < now + TURN / 2 {
            if !followers::lease(store, NAME, &holder, now + TURN, now).await? {
                tokio::select! {
                    () = tokio::time::sleep(ASK) => {}
                    () = stop.cancelled() => {}
                }
                continue;
            }
            until = now + TURN;
        }
        let seq = followers::cursor(store.db(), NAME).await?.unwrap_or(0);
        let logged = changes::after(store.db(), seq, 100).await?;
        let Some(last) = logged.last() else {
            tokio::select! {
                go_on = more(store, seq, stop) => if !go_on { break },
                // The turn is renewed.
                () = tokio::time::sleep(ASK) => {}
            }
            continue;
        };
        let ids: BTreeSet<StoryId> = logged.iter().filter_map(|row| row.change.story).collect();
        for id in ids {
            // Should a hundred stories take longer than the turn, another node makes some of them too:
            // the same bytes, kept once.
            if let Some(story) = stories::get(store.db(), id).await? {
                make_for(store, &story, true, stop).await?;
            }
        }
        if stop.is_cancelled() {
            break;
        }
        followers::advance(store, NAME, last.seq).await?;
    }
    Ok(())
}

/// Makes the sizes of the pictures that readers see with a story; returns how many were made.
/// `missing`: only of those that nobody has looked at yet.
pub async fn make_for(store: &Store, story: &Story, missing: bool, stop: &CancellationToken) -> Result<u32> {
    let (State::Live, Some(shown)) = (story.state, story.shown) else { return Ok(0) };
    let files = media::of_story(store.db(), story.id, shown).await?;
    let is_picture = |mime: &Option<String>| mime.as_deref().is_some_and(|mime| mime.starts_with("image/"));
    let pictures = files.iter().filter(|file| is_picture(&file.mime));
    let desk = desk_pictures::of_story(store.db(), story.id).await?;
    let desk = desk.iter().map(|picture| picture.sha256.as_str());
    let originals: BTreeSet<&str> = pictures.filter_map(|file| file.sha256.as_deref()).chain(desk).collect();
    let mut made = 0;
    for original in originals {
        if stop.is_cancelled() {
            break;
        }
        if missing && renditions::is_known(store.db(), original).await? {
            continue;
        }
        make_one(store, original).await?;
        made += 1;
    }
    Ok(made)
}

async fn make_one(store: &Store, original: &str) -> Result<()> {
    let bytes = blobs::get(store, original).await?;
    let made = tokio::task::spawn_blocking(move || pictures::make(&bytes)).await;
    let now = Timestamp::now();
    let unfit = match made {
        Ok(Ok(made)) => {
            let pictures::Facts { caption, credit, byline, copyright, alt } = made.facts;
            let facts = Facts { caption, credit, byline, copyright, alt };
            let size = |made: pictures::Rendition| NewSize {
                mime: made.format.mime(),
                width: made.width,
                height: made.height,
                bytes: made.bytes,
            };
            let sizes: Vec<NewSize> = made.renditions.into_iter().map(size).collect();
            renditions::keep(store, original, &facts, &sizes, None, now).await?;
            return Ok(());
        }
        Ok(Err(unfit)) => unfit.to_string(),
        Err(_) => "The decoder stumbled over it.".to_owned(),
    };
    tracing::info!("No sizes are made of the picture {original}: {unfit}");
    renditions::keep(store, original, &Facts::default(), &[], Some(&unfit), now).await?;
    Ok(())
}
