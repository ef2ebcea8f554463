//! Makes the sizes in which pages send pictures, one picture at a time: while one is unpacked it may take
//! some hundred megabytes, and two would take twice that. AVIF, which takes many times as long as the others, has
//! a pass of its own, so that no picture waits for it.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use newsroom::{State, Story, StoryId};
use store::renditions::{self, Facts, NewSize};
use store::{Store, blobs, changes, desk_pictures, followers, media, stories};
use tokio_util::sync::CancellationToken;

use super::{Breath, more};

/// What is made of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// WebP, and what every browser shows: at once.
    Sizes,
    /// Where AVIF is smaller than those.
    Avif,
}

/// Of several nodes one makes sizes; another takes over when it has been silent for so long.
const TURN: SignedDuration = SignedDuration::from_secs(60);
/// How often the others ask whose turn it is.
const ASK: Duration = Duration::from_secs(20);

/// Runs until told to stop.
pub async fn run(store: Store, pass: Pass, stop: CancellationToken) {
    let mut breath = Breath::of(pass.name());
    loop {
        match follow(&store, pass, &stop).await {
            Ok(()) => return,
            Err(e) if !breath.after(&format!("{e:#}"), &stop).await => return,
            Err(_) => {}
        }
    }
}

async fn follow(store: &Store, pass: Pass, stop: &CancellationToken) -> Result<()> {
    let mut turn = Turn::of(pass.name());
    // From here on the log is kept for it; without a cursor it begins at the first change that is left.
    followers::advance(store, pass.name(), 0).await?;
    while !stop.is_cancelled() {
        if !turn.is_ours(store).await? {
            tokio::select! {
                () = tokio::time::sleep(ASK) => {}
                () = stop.cancelled() => {}
            }
            continue;
        }
        let seq = followers::cursor(store.db(), pass.name()).await?.unwrap_or(0);
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
            // Should one story take longer than the turn, another node makes some of it too: the same bytes,
            // kept once.
            if !turn.is_ours(store).await? {
                break;
            }
            if let Some(story) = stories::get(store.db(), id).await? {
                make_for(store, &story, pass, true, stop).await?;
            }
        }
        if stop.is_cancelled() || !turn.is_ours(store).await? {
            continue;
        }
        followers::advance(store, pass.name(), last.seq).await?;
    }
    Ok(())
}

/// Whose turn it is, asked of the store no more often than it matters.
struct Turn {
    name: &'static str,
    holder: String,
    until: Timestamp,
}

impl Turn {
    fn of(name: &'static str) -> Turn {
        let holder = format!("{}-{}", std::process::id(), Timestamp::now().as_nanosecond());
        Turn { name, holder, until: Timestamp::MIN }
    }

    async fn is_ours(&mut self, store: &Store) -> Result<bool> {
        let now = Timestamp::now();
        if self.until < now + TURN / 2 {
            if !followers::lease(store, self.name, &self.holder, now + TURN, now).await? {
                return Ok(false);
            }
            self.until = now + TURN;
        }
        Ok(true)
    }
}

impl Pass {
    fn name(self) -> &'static str {
        match self {
            Pass::Sizes => "renditions",
            Pass::Avif => "avif",
        }
    }
}

/// Makes the sizes of the pictures that readers see with a story; returns how many were made.
/// `missing`: only of those that nobody has looked at yet.
pub async fn make_for(
    store: &Store,
    story: &Story,
    pass: Pass,
    missing: bool,
    stop: &CancellationToken,
) -> Result<u32> {
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
        made += u32::from(match pass {
            Pass::Avif => make_avif(store, original, stop).await?,
            Pass::Sizes if missing && renditions::is_known(store.db(), original).await? => false,
            Pass::Sizes => {
                make_one(store, original).await?;
                true
            }
        });
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

/// Was there anything to do?
async fn make_avif(store: &Store, original: &str, stop: &CancellationToken) -> Result<bool> {
    let than = renditions::without_avif(store.db(), original).await?;
    if than.is_empty() {
        return Ok(false);
    }
    let bytes = blobs::get(store, original).await?;
    let asked = stop.clone();
    let made =
        tokio::task::spawn_blocking(move || pictures::make_avif(&bytes, &than, || !asked.is_cancelled()));
    let made = made.await;
    if stop.is_cancelled() {
        return Ok(false);
    }
    let sizes = match made {
        Ok(Ok(made)) => made.into_iter().map(size).collect(),
        Ok(Err(unfit)) => {
            tracing::info!("No AVIF is made of the picture {original}: {unfit}");
            Vec::new()
        }
        Err(_) => {
            tracing::info!("No AVIF is made of the picture {original}: the encoder stumbled over it.");
            Vec::new()
        }
    };
    renditions::add_avif(store, original, &sizes, Timestamp::now()).await?;
    Ok(true)
}

fn size(made: pictures::Rendition) -> NewSize {
    NewSize { mime: made.format.mime(), width: made.width, height: made.height, bytes: made.bytes }
}
