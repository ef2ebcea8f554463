//! `dateline serve`: takes copy in and serves the site until told to stop.

use anyhow::{Result, bail};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::cli::ServeArgs;
use crate::commands::{configuration, found};
use crate::{boot, lock, log};

pub async fn run(args: &ServeArgs) -> Result<()> {
    let mut config = configuration(&args.place)?;
    if let Some(listen) = &args.listen {
        config.server.listen = listen.clone();
    }
    log::start(&config.log)?;
    let mut findings = config.check();
    // One folder that is away is an alarm, which the watching of it raises. All of them are a wrong path.
    if !config.anything_can_arrive() {
        findings.extend(config.missing_folders());
    }
    if !findings.is_empty() {
        bail!("The configuration cannot be used as it is:\n  {}", findings.join("\n  "));
    }
    let store = found(&config).await?;
    let _lock = lock::take(&config.store.data)?;
    let stop = CancellationToken::new();
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let asked = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("Stopping.");
        asked.cancel();
    });
    boot::serve(&config, store, stop).await
}
