//! What was seen of advertisements, and beside which stories none stands.

use newsroom::{ChangeKind, StoryId, Tag};

use super::{arrive, copy, now, on_both};
use crate::ads::{Count, add, between};
use crate::{acts, changes, sensitive};

fn count(day: &str, ad: &str, slot: &str, seen: u64, clicked: u64) -> Count {
    Count { day: day.into(), ad: ad.into(), slot: slot.into(), seen, clicked }
}

#[tokio::test]
async fn what_was_seen_adds_up_by_day_advertisement_and_slot() {
    on_both(|bench| async move {
        let store = &bench.store;
        add(store, &[count("2026-11-24", "tea", "side", 3, 0), count("2026-11-24", "tea", "body", 1, 1)])
            .await
            .unwrap();
        add(store, &[count("2026-11-24", "tea", "side", 4, 2), count("2026-11-25", "boats", "side", 9, 0)])
            .await
            .unwrap();
        add(store, &[]).await.unwrap();
        assert_eq!(
            between(store.db(), "2026-11-24", "2026-11-24").await.unwrap(),
            [count("2026-11-24", "tea", "body", 1, 1), count("2026-11-24", "tea", "side", 7, 2)]
        );
        assert_eq!(between(store.db(), "2026-11-25", "2026-12-31").await.unwrap().len(), 1);
        assert!(between(store.db(), "2026-11-26", "2026-12-31").await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn two_nodes_add_to_the_same_sums() {
    on_both(|bench| async move {
        let beside = bench.beside().await;
        let many = |store: crate::Store, turned: bool| async move {
            let mut both = [count("2026-11-24", "a", "side", 1, 0), count("2026-11-24", "b", "side", 1, 1)];
            if turned {
                both.reverse();
            }
            for _ in 0..20 {
                add(&store, &both).await.unwrap();
            }
        };
        tokio::join!(many(bench.store.clone(), false), many(beside, true));
        assert_eq!(
            between(bench.store.db(), "2026-11-24", "2026-11-24").await.unwrap(),
            [count("2026-11-24", "a", "side", 40, 0), count("2026-11-24", "b", "side", 40, 40)]
        );
    })
    .await;
}

#[tokio::test]
async fn the_desk_marks_a_story_and_takes_the_mark_back_each_with_its_change() {
    on_both(|bench| async move {
        let store = &bench.store;
        let story = arrive(store, &copy("1", 1, "Ferry aground"), now()).await.0.story;
        assert!(!sensitive::is_marked(store.db(), story).await.unwrap());
        let before = changes::head(store.db()).await.unwrap();
        for (mark, twice) in [(true, false), (true, true), (false, false), (false, true)] {
            let change = acts::mark_sensitive(store, story, mark, now()).await.unwrap();
            assert_eq!((change.kind, change.tags), (ChangeKind::Sensitive, vec![Tag::story(story)]));
            assert_eq!(sensitive::is_marked(store.db(), story).await.unwrap(), mark, "{twice}");
        }
        assert_eq!(changes::head(store.db()).await.unwrap(), before + 4);
        assert!(acts::mark_sensitive(store, StoryId(999), true, now()).await.is_err());
    })
    .await;
}
