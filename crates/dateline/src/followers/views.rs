//! Adds up the views that came in at the front door, and says when what is read most has changed. Every
//! node has its own; a node that is killed loses the views of its last seconds.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use newsroom::StoryId;
use site::Site;
use store::popular::{self, Rules};
use store::{Result, Store};
use tokio_util::sync::CancellationToken;

use super::Breath;

/// So many seconds of views are in memory alone.
const EVERY: Duration = Duration::from_secs(2);
/// How often scores that have come to nothing are looked for.
const FORGET: SignedDuration = SignedDuration::from_hours(1);

/// Runs until told to stop; what has come in by then is kept.
pub async fn run(store: Store, site: Arc<Site>, stop: CancellationToken) {
    let settings = &site.settings().popular;
    let Some(mut counting) = site.views().counting().filter(|_| settings.enabled) else { return };
    let sections = site.settings().sections.iter().map(|section| section.slug.as_str());
    let mut adding = Adding {
        scopes: std::iter::once("").chain(sections).collect(),
        rules: settings.rules(),
        refresh: settings.refresh,
        announced: Timestamp::MIN,
        forgot: Timestamp::now(),
        views: Vec::new(),
    };
    let mut breath = Breath::of("views");
    loop {
        let last = tokio::select! {
            () = tokio::time::sleep(EVERY) => false,
            () = stop.cancelled() => true,
        };
        let now = Timestamp::now();
        site.views().turn_day(now);
        // Views that could not be kept are tried again, and no others are taken meanwhile.
        if adding.views.is_empty() {
            adding.views = counting.take(now);
        }
        if let Err(e) = adding.turn(&store, now).await
            && !breath.after(&e, &stop).await
        {
            return;
        }
        match site.views().dropped() {
            0 => {}
            dropped => tracing::warn!("{dropped} views were not counted: more came in than can be added up."),
        }
        if last {
            return;
        }
    }
}

struct Adding<'a> {
    /// The whole paper, and each section.
    scopes: Vec<&'a str>,
    rules: Rules,
    refresh: SignedDuration,
    announced: Timestamp,
    forgot: Timestamp,
    /// Taken, and not kept yet.
    views: Vec<(StoryId, u64)>,
}

impl Adding<'_> {
    async fn turn(&mut self, store: &Store, now: Timestamp) -> Result<()> {
        popular::add(store, &self.views, &self.rules, now).await?;
        self.views.clear();
        if now.duration_since(self.announced) >= self.refresh {
            popular::announce(store, &self.scopes, &self.rules, now).await?;
            self.announced = now;
        }
        if now.duration_since(self.forgot) >= FORGET {
            popular::forget(store, now).await?;
            self.forgot = now;
        }
        Ok(())
    }
}
