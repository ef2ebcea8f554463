//! The follower that brings the pictures which were not at hand when their text came.
//!
//! Pictures with an address on the net are fetched; those that should have lain beside their text are
//! looked for again. Each failure is tried again after a longer while, for about a day.

use std::path::PathBuf;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use store::media::{self, Fetched, ToFetch};
use store::{Store, blobs};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::fetch::shown;
use crate::media::{Limits, beside, inspect};
use crate::turn::Turn;
use crate::{After, Beside, Fetcher, FolderSettings, Get, Intake, backoff};

/// Brings pictures. Run one of these; a second one would fetch the same.
pub struct PictureFollower {
    intake: Intake,
    fetcher: Option<Fetcher>,
}

/// Looked for this often.
const EVERY: Duration = Duration::from_secs(1);
/// Fetched at once.
const AT_ONCE: usize = 4;
/// Taken from the queue at once.
const BATCH: u32 = 16;
/// Tried no more often: by then about a day has gone.
const TRIES: u32 = 16;
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(15);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(2);

/// What came of one try.
#[derive(Debug)]
pub(crate) enum Took {
    Kept,
    /// It may come, and for this reason has not.
    NotYet(String),
    /// It will never do, for this reason.
    Unfit(String),
}

impl PictureFollower {
    /// Without a fetcher it brings only what should have lain beside its text.
    pub fn new(intake: &Intake, fetcher: Option<Fetcher>) -> PictureFollower {
        PictureFollower { intake: intake.clone(), fetcher }
    }

    /// Brings pictures until told to stop; those under way are given up and tried again at the next start.
    pub async fn run(self, stop: CancellationToken) {
        let mut turn = Turn::new(self.intake.store(), "pictures".to_owned());
        loop {
            let now = Timestamp::now();
            let work = async {
                match turn.is_ours(now).await? {
                    true => self.bring(now, backoff::roll()).await,
                    false => Ok(0),
                }
            };
            let worked = tokio::select! {
                () = stop.cancelled() => return,
                worked = work => worked,
            };
            match worked {
                Ok(n) if n == BATCH as usize => continue,
                Ok(_) => {}
                Err(error) => tracing::error!("pictures are not brought at present: {error}"),
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }

    /// Tries what is due at `now` and returns how many that were. `roll`, 0 to 1, spreads the next tries.
    ///
    /// # Errors
    /// Where the store fails. Failed pictures are noted with the story and in the log.
    pub async fn bring(&self, now: Timestamp, roll: f64) -> store::Result<usize> {
        let due = media::to_fetch(self.intake.store().db(), now, BATCH).await?;
        let many = due.len();
        let results: Vec<store::Result<()>> = stream::iter(due)
            .map(|file| self.bring_one(file, now, roll))
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        results.into_iter().collect::<store::Result<()>>().map(|()| many)
    }

    async fn bring_one(&self, file: ToFetch, now: Timestamp, roll: f64) -> store::Result<()> {
        let store = self.intake.store();
        let limits = self.intake.house.limits;
        let net = Url::parse(&file.href).is_ok_and(|url| url.has_host());
        let folder = self.intake.source(&file.source).ok().and_then(|settings| settings.folder.as_ref());
        let took = match (net, folder) {
            (true, _) => self.fetch(&file, limits, now).await?,
            (false, Some(folder)) => take_local(store, folder, &file, limits, now).await?,
            (false, None) => Took::Unfit("Its source has no folder in which it could lie.".to_owned()),
        };
        let why = match took {
            Took::Kept => {
                tracing::info!(
                    source = file.source,
                    picture = file.href,
                    story = file.story.0,
                    "picture brought"
                );
                return Ok(());
            }
            // Noted when it was found out.
            Took::Unfit(_) if !net && folder.is_some() => return Ok(()),
            Took::Unfit(why) => return give_up(store, &file, &why).await,
            Took::NotYet(why) => why,
        };
        if file.tries + 1 >= TRIES {
            return give_up(store, &file, &why).await;
        }
        let wait = backoff::wait(FIRST_WAIT, LONGEST_WAIT, file.tries + 1, roll);
        media::failed(store, &file, &why, Some(now.checked_add(wait).unwrap_or(now))).await
    }

    async fn fetch(&self, file: &ToFetch, limits: Limits, now: Timestamp) -> store::Result<Took> {
        let Some(fetcher) = &self.fetcher else {
            return Ok(Took::Unfit("Its source does not fetch pictures any more.".to_owned()));
        };
        let ask = Get { url: file.href.clone(), max_bytes: limits.bytes, ..Get::default() };
        let answer = match fetcher.get(ask).await {
            Ok(answer) => answer,
            Err(error) if error.may_pass() => {
                tracing::info!(source = file.source, "a picture is tried again later: {error}");
                return Ok(Took::NotYet(error.to_string()));
            }
            Err(error) => return Ok(Took::Unfit(error.to_string())),
        };
        let said = || format!("{} answers with status {}.", shown(&answer.url), answer.status.as_u16());
        match answer.status.as_u16() {
            200 => keep(self.intake.store(), file, &answer.bytes, limits, now).await,
            404 | 408 | 425 | 429 | 500.. => Ok(Took::NotYet(said())),
            _ => Ok(Took::Unfit(said())),
        }
    }
}

/// Looks for a picture in its source's folder, and keeps it where it is there. One that will never do is
/// given up at once.
pub(crate) async fn take_local(
    store: &Store,
    folder: &FolderSettings,
    file: &ToFetch,
    limits: Limits,
    now: Timestamp,
) -> store::Result<Took> {
    let done = (folder.after == After::Move).then(|| folder.done());
    let place = Beside { root: folder.path.clone(), dir: PathBuf::new(), done };
    let inside = file.href.clone();
    let found = tokio::task::spawn_blocking(move || beside::find(&place, &inside, limits.bytes)).await;
    let took = match found {
        Ok(Ok(Some((bytes, _)))) => keep(store, file, &bytes, limits, now).await?,
        Ok(Ok(None)) | Err(_) => Took::NotYet("It does not lie beside its text.".to_owned()),
        Ok(Err(why)) => Took::Unfit(why),
    };
    if let Took::Unfit(why) = &took {
        give_up(store, file, why).await?;
    }
    Ok(took)
}

async fn keep(
    store: &Store,
    file: &ToFetch,
    bytes: &[u8],
    limits: Limits,
    now: Timestamp,
) -> store::Result<Took> {
    let seen = match inspect(bytes, limits) {
        Ok(seen) => seen,
        Err(unfit) if unfit.may_pass() => return Ok(Took::NotYet(unfit.to_string())),
        Err(unfit) => return Ok(Took::Unfit(unfit.to_string())),
    };
    let bytes = pictures::clean(bytes);
    let got = Fetched {
        sha256: blobs::put(store, &bytes).await?,
        mime: seen.mime.to_owned(),
        width: Some(seen.width),
        height: Some(seen.height),
        bytes: bytes.len() as u64,
    };
    media::fetched(store, file, &got, now).await?;
    Ok(Took::Kept)
}

async fn give_up(store: &Store, file: &ToFetch, why: &str) -> store::Result<()> {
    tracing::warn!(
        source = file.source,
        picture = file.href,
        story = file.story.0,
        "a picture is given up: {why}"
    );
    media::failed(store, file, why, None).await
}
