//! A request that is dropped at any point leaves nothing behind.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{arrive, at, copy, now, on_both};
use crate::{Store, changes, followers, sources, stories};

/// A future that is given up after so many polls.
struct Patience<F>(Pin<Box<F>>, u32);

impl<F: Future> Future for Patience<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.1 == 0 {
            return Poll::Ready(None);
        }
        self.1 -= 1;
        self.0.as_mut().poll(context).map(Some)
    }
}

async fn two_rows(store: &Store, name: &str) {
    let mut tx = store.begin().await.unwrap();
    sources::heard_in(&mut tx, &format!("{name}-one"), now()).await.unwrap();
    tokio::task::yield_now().await;
    sources::heard_in(&mut tx, &format!("{name}-two"), now()).await.unwrap();
    tokio::task::yield_now().await;
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_transaction_cancelled_at_any_await_leaves_nothing_half_done() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut cancelled = 0;
        for polls in 0.. {
            let name = format!("wire{polls}");
            let done = Patience(Box::pin(two_rows(store, &name)), polls).await.is_some();
            // The next in line gets the writer, or the connection, and commits its own rows only.
            followers::advance(store, &name, 1).await.unwrap();
            let kept: Vec<String> =
                sources::all(store.db()).await.unwrap().into_iter().map(|s| s.source).collect();
            let kept = kept.iter().filter(|source| source.starts_with(&format!("{name}-"))).count();
            if done {
                assert_eq!(kept, 2);
                break;
            }
            cancelled += 1;
            assert!(kept != 1, "cancelled after {polls} polls");
        }
        assert!(cancelled >= 3, "{cancelled}");
    })
    .await;
}

#[tokio::test]
async fn a_transaction_dropped_before_its_commit_never_was() {
    on_both(|bench| async move {
        let store = &bench.store;
        for n in 0..5 {
            let mut tx = store.begin().await.unwrap();
            sources::heard_in(&mut tx, &format!("wire{n}"), now()).await.unwrap();
            drop(tx);
            followers::advance(store, "pages", n).await.unwrap();
        }
        assert!(sources::all(store.db()).await.unwrap().is_empty());
        assert_eq!(followers::cursor(store.db(), "pages").await.unwrap(), Some(4));
    })
    .await;
}

#[tokio::test]
async fn a_step_with_a_failed_statement_cannot_be_committed() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &copy("urn:1", 1, "Ferry runs aground"), now()).await;
        let mut tx = store.begin().await.unwrap();
        sources::heard_in(&mut tx, "mna", at("2026-11-24T10:00:00Z")).await.unwrap();
        // There is no such version to have files.
        let file = super::pictures::kept_file("ab", 800);
        assert!(crate::media::attach(&mut tx, kept.story, 9, &[file], now()).await.is_err());
        assert!(tx.commit().await.is_err());
        assert!(sources::get(store.db(), "mna").await.unwrap().is_none());
        assert!(stories::card(store.db(), kept.story).await.unwrap().is_some());
        assert_eq!(changes::head(store.db()).await.unwrap(), 1);
    })
    .await;
}
