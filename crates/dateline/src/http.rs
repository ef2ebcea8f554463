//! The listener: accepts connections and hands each to the front door.
//!
//! Our own accept loop rather than `axum::serve`, because a reader who never finishes his request's
//! head must be hung up on (`axum::serve` installs no timer, so its header timeout never fires), and
//! because the front door stands before the router.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use http::{Request, Response};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
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

/// Serves until `stop`, each connection by the service that `door` gives for its other end; then lets
/// running requests finish within the grace period.
pub async fn serve<S, B>(
    listener: TcpListener,
    settings: &ServerSettings,
    door: impl Fn(IpAddr) -> S,
    stop: CancellationToken,
) where
    S: hyper::service::Service<Request<Incoming>, Response = Response<B>, Error = std::convert::Infallible>
        + Send
        + 'static,
    S::Future: Send + 'static,
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(settings.header_timeout))
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
        let connection = builder.serve_connection(TokioIo::new(stream), door(peer.ip())).into_owned();
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(e) = connection.await {
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
