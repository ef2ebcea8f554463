//! Start-up, from the configuration to a listening site, in one readable screen.

use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use ingest::Intake;
use site::search::Search;
use site::{FrontDoor, Site};
use store::{Store, changes};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::commands::say;
use crate::config::Config;
use crate::followers::renditions::Pass;
use crate::{followers, health, http, theme_watch};

/// The one way in for copy, as the configuration describes it.
pub fn intake(config: &Config, store: Store) -> Intake {
    let sections = config.site.sections.iter().map(|s| (s.slug.clone(), s.name.clone())).collect();
    let (rules, rights) = (config.rules.clone(), config.rights.clone());
    Intake::new(store, config.sources.clone(), rules, sections, rights, &config.fetch)
        .speaking(&config.site.language)
}

/// Serves until `stop`, then stops everything in order: no new copy, no new requests, followers last.
pub async fn serve(config: &Config, store: Store, stop: CancellationToken) -> Result<()> {
    let search = Arc::new(Search::open(&config.store.data.join("search"), &config.site.language)?);
    let clock: site::Clock = Arc::new(jiff::Timestamp::now);
    // Read before the first page is made: the cache is empty, and sees every change after this.
    let head = changes::head(store.db()).await?;
    let site = Arc::new(Site::new(store.clone(), config.site_settings()?, Arc::clone(&search), clock)?);
    let intake = intake(config, store.clone());

    let mut tasks = JoinSet::new();
    let later = CancellationToken::new();
    tasks.spawn(followers::pages::run(store.clone(), Arc::clone(&site), head, later.clone()));
    tasks.spawn(followers::search::run(store.clone(), search, later.clone()));
    tasks.spawn(followers::clock::run(store.clone(), later.clone()));
    tasks.spawn(followers::prune::run(store.clone(), later.clone()));
    tasks.spawn(followers::renditions::run(store.clone(), Pass::Sizes, later.clone()));
    if config.pictures.avif {
        tasks.spawn(followers::renditions::run(store.clone(), Pass::Avif, later.clone()));
    }
    tasks.spawn(followers::views::run(store.clone(), Arc::clone(&site), later.clone()));
    tasks.spawn(followers::ads::run(store.clone(), Arc::clone(&site), later.clone()));
    if let Some(folder) = &config.site.theme {
        tasks.spawn(theme_watch::run(folder.clone(), Arc::clone(&site), later.clone()));
    }

    let push = ingest::push::router(&intake).map_err(|e| anyhow!(e))?;
    let router = health::router(store).merge(push);
    let listener = http::listen(&config.server).await?;
    let address = listener.local_addr().context("The listening address is unknown.")?;
    let mut arrivals = ingest::start(&intake, &config.fetch, &stop).await?;
    say(&format!("Serving {} at http://{address}", config.site.name))?;
    tracing::info!("Serving {} at http://{address}", config.site.name);
    let door = FrontDoor::new(site, router).behind(config.server.trusted_hops);
    let serving = http::serve(listener, &config.server, door, stop.clone());
    let whole = tokio::select! {
        error = one_breaks(&mut tasks) => Err(error),
        error = one_breaks(&mut arrivals) => Err(error),
        () = serving => Ok(()),
    };

    stop.cancel();
    while arrivals.join_next().await.is_some() {}
    later.cancel();
    while tasks.join_next().await.is_some() {}
    whole
}

/// A follower or a road of arrival that has broken off would leave a paper that looks well and shows what
/// is no longer true: better none, started anew by whoever looks after the program.
async fn one_breaks(tasks: &mut JoinSet<()>) -> anyhow::Error {
    loop {
        match tasks.join_next().await {
            Some(Err(e)) => {
                return anyhow!("A part of the program broke off ({e}), so that all of it stops.");
            }
            Some(Ok(())) => {}
            None => std::future::pending().await,
        }
    }
}
