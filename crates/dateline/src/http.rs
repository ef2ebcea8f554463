//! The listener: accepts connections and hands each to the front door.
//!
//! Our own accept loop rather than `axum::serve`, because a reader who never finishes his request's
//! head must be hung up on (`axum::serve` installs no timer, so its header timeout never fires), and
//! because a connection begins in the front door's fast lane: hyper has it from the first request on that
//! cannot be answered there.

use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use site::{FrontDoor, Left};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::config::ServerSettings;

/// Opens the port, or says what to do about it.
pub async fn listen(settings: &ServerSettings) -> Result<TcpListener> {
    TcpListener::bind(&settings.listen).await.with_context(|| {
        format!(
            "Cannot listen on {}. Is another program there? Choose another address with --listen.",
            settings.listen
        )
    })
}

/// Serves until `stop`, then lets running requests finish within the grace period.
pub async fn serve(
    listener: TcpListener,
    settings: &ServerSettings,
    door: FrontDoor,
    stop: CancellationToken,
) {
    let patience = Duration::from_secs(settings.header_timeout);
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .max_buf_size(64 * 1024)
        .pipeline_flush(true);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(64)
        .keep_alive_interval(Duration::from_secs(30));
    let builder = Arc::new(builder);
    let places = Arc::new(Semaphore::new(settings.max_connections));
    let graceful = GracefulShutdown::new();
    loop {
        let place = tokio::select! {
            place = places.clone().acquire_owned() => place,
            () = stop.cancelled() => break,
        };
        let Ok(place) = place else { break };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(e) => {
                    // Out of file descriptors, mostly: wait for some to come back.
                    tracing::warn!("A connection could not be accepted: {e}.");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = stop.cancelled() => break,
        };
        // Small answers must not wait for the reader's acknowledgement of the last.
        let _ = stream.set_nodelay(true);
        let (door, builder) = (door.facing(peer.ip()), Arc::clone(&builder));
        // Its own, so that connections that are told to stop do not stand in line for one lock.
        let (watcher, stop) = (graceful.watcher(), stop.child_token());
        tokio::spawn(async move {
            if let Err(e) = connection(stream, &door, &builder, patience, watcher, &stop).await {
                tracing::debug!("A connection ended early: {e}");
            }
            drop(place);
        });
    }
    drop(listener);
    let grace = Duration::from_secs(settings.shutdown_grace);
    if tokio::time::timeout(grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("Some requests were still running after {} s and were cut off.", grace.as_secs());
    }
}

/// One connection, in the fast lane for as long as it can be.
async fn connection(
    mut stream: TcpStream,
    door: &FrontDoor,
    builder: &Builder<TokioExecutor>,
    patience: Duration,
    watcher: Watcher,
    stop: &CancellationToken,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let Left::ForHyper(bytes) = door.fast_lane(&mut stream, patience, stop.cancelled()).await? else {
        return Ok(());
    };
    let (reader, writer) = stream.into_split();
    let stream = tokio::io::join(Cursor::new(bytes).chain(reader), writer);
    let connection = builder.serve_connection(TokioIo::new(stream), door.clone()).into_owned();
    // It is large, and most connections never come here.
    Box::pin(watcher.watch(connection)).await
}
