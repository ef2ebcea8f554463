//! The listener: accepts connections and hands each to the front door.
//!
//! Our own accept loop rather than `axum::serve`, because a reader who never finishes his request's
//! head must be hung up on (`axum::serve` installs no timer, so its header timeout never fires), and
//! because the front door stands before the router.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use http::{HeaderMap, Request, Response};
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

/// Serves until `stop`, then lets running requests finish within the grace period.
pub async fn serve<S, B>(
    listener: TcpListener,
    settings: &ServerSettings,
    service: S,
    stop: CancellationToken,
) where
    S: hyper::service::Service<Request<Incoming>, Response = Response<B>, Error = std::convert::Infallible>
        + Clone
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
        let (stream, from) = tokio::select! {
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
        let (inner, hops) = (service.clone(), settings.trusted_hops);
        let known = hyper::service::service_fn(move |mut request: Request<Incoming>| {
            let from = client(from.ip(), request.headers(), hops);
            request.extensions_mut().insert(site::comments::Peer(from));
            inner.call(request)
        });
        let connection = builder.serve_connection(TokioIo::new(stream), known).into_owned();
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

/// Where a request comes from: the connection's other end or, behind so many proxies of the house, what
/// the last of those that are trusted was told. Entries further left are the client's own word.
fn client(peer: IpAddr, headers: &HeaderMap, hops: usize) -> IpAddr {
    let Some(back) = hops.checked_sub(1) else { return peer };
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let all: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    all.iter().rev().nth(back).and_then(|entry| entry.parse().ok()).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clients_own_word_for_where_it_comes_from_is_not_believed() {
        let mut headers = HeaderMap::new();
        let peer: IpAddr = "192.0.2.1".parse().unwrap();
        assert_eq!(client(peer, &headers, 1), peer);
        headers.append("x-forwarded-for", "10.0.0.1, 198.51.100.7".parse().unwrap());
        headers.append("x-forwarded-for", "203.0.113.9".parse().unwrap());
        assert_eq!(client(peer, &headers, 0), peer);
        assert_eq!(client(peer, &headers, 1), "203.0.113.9".parse::<IpAddr>().unwrap());
        assert_eq!(client(peer, &headers, 2), "198.51.100.7".parse::<IpAddr>().unwrap());
        assert_eq!(client(peer, &headers, 9), peer);
    }
}
