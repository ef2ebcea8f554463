//! The change log: its order, its waking, its keeping.

use std::time::Duration;

use newsroom::{Change, ChangeKind, StoryId, Tag};

use super::{arrive, at, copy, now, on_both};
use crate::acts::run_due;
use crate::{changes, followers, stories};

fn note(n: i64) -> Change {
    Change { kind: ChangeKind::House, story: Some(StoryId(n)), version: None, tags: vec![Tag::theme()] }
}

/// Rule 2 of the log. Eight writers append at once while a follower reads on from the last number that
/// it saw; every writer dawdles between its append and its commit.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_never_skips_a_change() {
    on_both(|bench| async move {
        let (writers, each) = (8, 25);
        let mut tasks = Vec::new();
        for writer in 0..writers {
            // Half of them in another process.
            let store = if writer % 2 == 0 { bench.store.clone() } else { bench.beside().await };
            tasks.push(tokio::spawn(async move {
                for n in 0..each {
                    let mut tx = store.begin().await.unwrap();
                    changes::append(&mut tx, &note(writer * each + n), now()).await.unwrap();
                    if n % 3 == 0 {
                        tokio::time::sleep(Duration::from_millis(1)).await;
                    }
                    if n % 5 == 4 {
                        drop(tx);
                        tx = store.begin().await.unwrap();
                        changes::append(&mut tx, &note(writer * each + n), now()).await.unwrap();
                    }
                    tx.commit().await.unwrap();
                }
            }));
        }
        let total = usize::try_from(writers * each).unwrap();
        let (mut seen, mut cursor) = (Vec::new(), 0);
        while seen.len() < total {
            let news = tokio::time::timeout(Duration::from_secs(20), bench.store.changed(cursor));
            news.await.unwrap_or_else(|_| panic!("the follower saw {} of {total} changes", seen.len()));
            for logged in changes::after(bench.store.db(), cursor, 7).await.unwrap() {
                cursor = logged.seq;
                seen.push(logged.change.story.unwrap().0);
            }
        }
        for task in tasks {
            task.await.unwrap();
        }
        seen.sort_unstable();
        assert_eq!(seen, (0..writers * each).collect::<Vec<_>>());
    })
    .await;
}

/// Rule 3 of the log.
#[tokio::test]
async fn time_is_a_change_too() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut item = copy("urn:budget", 1, "Budget keeps the harbour dues");
        item.embargo = Some(wire::Moment::utc(at("2026-11-24T12:00:00Z")));
        item.expires = Some(wire::Moment::utc(at("2026-11-25T12:00:00Z")));
        let (kept, _) = arrive(store, &item, now()).await;
        let listed = || super::headlines(store, "latest", "");

        assert_eq!(changes::next_due(store.db()).await.unwrap(), Some(at("2026-11-24T12:00:00Z")));
        assert!(run_due(store, at("2026-11-24T11:59:59Z")).await.unwrap().is_empty());
        assert!(listed().await.is_empty());
        assert!(stories::card(store.db(), kept.story).await.unwrap().is_none());

        let head = changes::head(store.db()).await.unwrap();
        let lifted = run_due(store, at("2026-11-24T12:00:00Z")).await.unwrap();
        assert_eq!(lifted.len(), 1);
        assert_eq!(lifted[0].kind, ChangeKind::Shown);
        assert!(lifted[0].tags.contains(&Tag("section:world".into())), "{:?}", lifted[0].tags);
        let logged = changes::after(store.db(), head, 10).await.unwrap();
        assert_eq!(logged.into_iter().map(|logged| logged.change).collect::<Vec<_>>(), lifted);
        assert_eq!(listed().await, ["Budget keeps the harbour dues"]);

        assert_eq!(changes::next_due(store.db()).await.unwrap(), Some(at("2026-11-25T12:00:00Z")));
        let expired = run_due(store, at("2026-11-25T12:00:01Z")).await.unwrap();
        assert_eq!(expired.iter().map(|change| change.kind).collect::<Vec<_>>(), [ChangeKind::Killed]);
        assert!(listed().await.is_empty());
        assert_eq!(changes::next_due(store.db()).await.unwrap(), None);
        assert!(run_due(store, at("2026-11-26T12:00:00Z")).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_clocks_let_one_embargo_end_once() {
    on_both(|bench| async move {
        let other = bench.beside().await;
        let mut item = copy("urn:budget", 1, "Budget keeps the harbour dues");
        item.embargo = Some(wire::Moment::utc(at("2026-11-24T12:00:00Z")));
        arrive(&bench.store, &item, now()).await;
        let noon = at("2026-11-24T12:00:00Z");
        let (here, there) = tokio::join!(run_due(&bench.store, noon), run_due(&other, noon));
        assert_eq!(here.unwrap().len() + there.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_made_by_another_process_wakes_this_one() {
    on_both(|bench| async move {
        let other = bench.beside().await;
        let store = bench.store.clone();
        let waiting = tokio::spawn(async move { store.changed(0).await });
        tokio::time::sleep(Duration::from_millis(30)).await;
        arrive(&other, &copy("urn:1", 1, "Storm closes the harbour"), now()).await;
        let woken = tokio::time::timeout(Duration::from_secs(1), waiting).await;
        assert_eq!(woken.expect("nobody woke it within a second").unwrap(), 1);
        // And whoever asks late hears at once.
        assert_eq!(bench.store.changed(0).await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_log_is_kept_for_the_slowest_follower() {
    on_both(|bench| async move {
        let store = &bench.store;
        for n in 0..6 {
            let mut tx = store.begin().await.unwrap();
            changes::append(&mut tx, &note(n), now()).await.unwrap();
            tx.commit().await.unwrap();
        }
        followers::advance(store, "search", 5).await.unwrap();
        followers::advance(store, "cdn", 2).await.unwrap();
        followers::advance(store, "cdn", 1).await.unwrap();
        assert_eq!(followers::cursor(store.db(), "cdn").await.unwrap(), Some(2), "a cursor never goes back");
        assert_eq!(changes::prune(store, now()).await.unwrap(), 0, "nothing is that old");
        let later = at("2026-11-25T09:00:00Z");
        assert_eq!(changes::prune(store, later).await.unwrap(), 2);
        followers::forget(store, "cdn").await.unwrap();
        followers::advance(store, "search", 6).await.unwrap();
        assert_eq!(changes::prune(store, later).await.unwrap(), 3);
        assert_eq!(changes::head(store.db()).await.unwrap(), 6, "the newest row stays");
        let reaches = async |seq| changes::reach_back(store.db(), seq).await.unwrap();
        assert!(
            reaches(6).await && !reaches(5).await,
            "who has read up to 5 cannot know that all of it is left"
        );
    })
    .await;
}

#[tokio::test]
async fn a_turn_that_somebody_takes_does_not_keep_the_log() {
    on_both(|bench| async move {
        let store = &bench.store;
        assert!(changes::reach_back(store.db(), 0).await.unwrap(), "an empty log lacks nothing");
        for n in 0..3 {
            let mut tx = store.begin().await.unwrap();
            changes::append(&mut tx, &note(n), now()).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert!(changes::reach_back(store.db(), 0).await.unwrap());
        let later = at("2026-11-25T09:00:00Z");
        assert!(followers::lease(store, "pictures", "node-a", later, now()).await.unwrap());
        followers::advance(store, "search", 2).await.unwrap();
        assert_eq!(changes::prune(store, later).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn one_holder_at_a_time_does_a_followers_work() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (start, end) = (now(), at("2026-11-24T09:01:00Z"));
        let later = at("2026-11-24T09:02:00Z");
        assert!(followers::lease(store, "search", "node-a", end, start).await.unwrap());
        assert!(!followers::lease(store, "search", "node-b", end, start).await.unwrap());
        assert!(followers::lease(store, "search", "node-a", end, start).await.unwrap(), "renewed");
        assert!(followers::lease(store, "search", "node-b", later, end).await.unwrap(), "it ran out");
        assert!(!followers::lease(store, "search", "node-a", later, end).await.unwrap());
        assert_eq!(followers::cursor(store.db(), "search").await.unwrap(), None);
    })
    .await;
}
