//! Everything that brings copy in, started together.

use jiff::Timestamp;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{
    FetchError, FetchSettings, Fetcher, Imap, Intake, PictureFollower, Poll, SourceSettings, Watch, alarm,
};

/// Works through what a crash left behind, then starts the watched folders, the polling, the reading of mailboxes, the bringing of
/// pictures and the alarm of silent sources. Each ends by itself when `stop` is cancelled: wait for the
/// set to be empty then. (Push comes with the web server: [`push::router`](crate::push::router).)
///
/// # Errors
/// Where no client can be made for what is fetched from the net.
pub async fn start(
    intake: &Intake,
    fetch: &FetchSettings,
    stop: &CancellationToken,
) -> Result<JoinSet<()>, FetchError> {
    let sources: Vec<SourceSettings> = intake.sources().cloned().collect();
    // Also where no source asks for it: an import may have left pictures to fetch.
    let fetcher = Some(Fetcher::new(fetch)?);
    match intake.resume(Timestamp::now()).await {
        Ok(outcomes) if outcomes.is_empty() => {}
        Ok(outcomes) => {
            tracing::info!("{} deliveries that were left unfinished are worked through", outcomes.len())
        }
        Err(error) => tracing::error!("unfinished deliveries stay unfinished: {error}"),
    }
    let mut tasks = JoinSet::new();
    for source in &sources {
        if let Some(watch) = Watch::new(intake, source) {
            tasks.spawn(watch.run(stop.clone()));
        }
        if let Some(poll) = fetcher.as_ref().and_then(|fetcher| Poll::new(intake, fetcher, source)) {
            tasks.spawn(poll.run(stop.clone()));
        }
        if let Some(imap) = Imap::new(intake, source, fetch) {
            tasks.spawn(imap.run(stop.clone()));
        }
    }
    tasks.spawn(PictureFollower::new(intake, fetcher).run(stop.clone()));
    tasks.spawn(alarm::run(intake.store().clone(), sources, stop.clone()));
    Ok(tasks)
}
