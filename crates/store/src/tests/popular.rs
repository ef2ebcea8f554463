//! What is read most.

use jiff::{SignedDuration, Timestamp};
use newsroom::popular::List;
use newsroom::{ChangeKind, StoryId, Tag};

use super::{Bench, arrive, at, copy, now, on_both};
use crate::popular::{Rules, add, announce, forget, leading, shown};
use crate::{Store, acts, changes};

fn rules() -> Rules {
    Rules {
        half_life_hours: SignedDuration::from_hours(3),
        half_life_week: SignedDuration::from_hours(60),
        length: 10,
        least: 2.0,
        stale_after: SignedDuration::from_mins(35),
    }
}

/// Stories in the section "world".
async fn stories(store: &Store, how_many: usize) -> Vec<StoryId> {
    let mut ids = Vec::new();
    for n in 0..how_many {
        ids.push(arrive(store, &copy(&format!("{n}"), 1, &format!("Ferry {n}")), now()).await.0.story);
    }
    ids
}

async fn read(store: &Store, story: StoryId, views: u64, when: Timestamp) {
    add(store, &[(story, views)], &rules(), when).await.unwrap();
}

async fn order(store: &Store, list: List, when: Timestamp) -> Vec<StoryId> {
    let ranked = leading(store.db(), list, "", &rules(), when).await.unwrap();
    ranked.into_iter().map(|(story, _)| story).collect()
}

#[tokio::test]
async fn what_was_read_now_leads_the_hours_and_what_was_read_most_leads_the_week() {
    on_both(|bench| async move {
        let store = &bench.store;
        let ids = stories(store, 3).await;
        read(store, ids[0], 100, now()).await;
        read(store, ids[1], 40, at("2026-11-24T18:00:00Z")).await;
        read(store, ids[2], 1, at("2026-11-24T18:00:00Z")).await;
        let evening = at("2026-11-24T18:00:00Z");
        assert_eq!(order(store, List::Hours, evening).await, [ids[1], ids[0]], "a view alone is too few");
        assert_eq!(order(store, List::Week, evening).await, [ids[0], ids[1]]);
        let ranked = leading(store.db(), List::Hours, "", &rules(), evening).await.unwrap();
        assert!((ranked[1].1 - 12.5).abs() < 1e-9, "a hundred, three half-lives ago: {ranked:?}");
    })
    .await;
}

#[tokio::test]
async fn two_nodes_add_up() {
    on_both(|bench| async move {
        let id = stories(&bench.store, 1).await[0];
        let beside = bench.beside().await;
        let many = |store: Store| async move {
            for _ in 0..20 {
                add(&store, &[(id, 3)], &rules(), now()).await.unwrap();
            }
        };
        tokio::join!(many(bench.store.clone()), many(beside));
        let ranked = leading(bench.store.db(), List::Week, "", &rules(), now()).await.unwrap();
        assert_eq!(ranked, [(id, 120.0)]);
    })
    .await;
}

#[tokio::test]
async fn only_a_new_order_is_a_change_and_one_node_says_it() {
    on_both(|bench| async move {
        let store = &bench.store;
        let ids = stories(store, 4).await;
        let all = ["", "world", "sport"];
        assert!(announce(store, &all, &rules(), now()).await.unwrap().is_empty(), "nothing was read");
        for (story, views) in [(ids[0], 9), (ids[1], 8)] {
            read(store, story, views, now()).await;
        }
        assert!(announce(store, &all, &rules(), now()).await.unwrap().is_empty(), "two stories are too thin");
        read(store, ids[2], 7, now()).await;
        assert_eq!(announce(store, &all, &rules(), now()).await.unwrap(), ["", "world"]);
        let log = changes::after(store.db(), 0, 100).await.unwrap();
        let last = &log.last().unwrap().change;
        assert_eq!((last.kind, last.story), (ChangeKind::Popular, None));
        assert_eq!(last.tags, [Tag("popular".into()), Tag("popular:world".into())]);
        let on_page = shown(store.db(), "").await.unwrap().unwrap();
        assert_eq!(on_page.hours, [ids[0], ids[1], ids[2]]);

        let beside = bench.beside().await;
        read(&beside, ids[0], 5, now()).await;
        assert!(announce(&beside, &all, &rules(), now()).await.unwrap().is_empty(), "the same order");
        read(store, ids[2], 50, now()).await;
        let rules = rules();
        let both = tokio::join!(announce(store, &all, &rules, now()), announce(&beside, &all, &rules, now()));
        assert_eq!(both.0.unwrap().len() + both.1.unwrap().len(), 2, "each scope once");
        assert_eq!(shown(store.db(), "world").await.unwrap().unwrap().week, [ids[2], ids[0], ids[1]]);
    })
    .await;
}

#[tokio::test]
async fn a_killed_story_leads_no_list_and_a_refiled_one_leads_where_it_stands_now() {
    on_both(|bench| async move {
        let store = &bench.store;
        let ids = stories(store, 3).await;
        for id in &ids {
            read(store, *id, 9, now()).await;
        }
        acts::kill(store, ids[0], "The agency cannot stand by it.", now()).await.unwrap();
        acts::refile(store, ids[1], Some(("sport", "Sport")), now()).await.unwrap();
        assert_eq!(order(store, List::Hours, now()).await, [ids[2], ids[1]]);
        let of =
            async |section: &str| leading(store.db(), List::Hours, section, &rules(), now()).await.unwrap();
        assert_eq!(of("sport").await, [(ids[1], 9.0)]);
        assert_eq!(of("world").await, [(ids[2], 9.0)]);
    })
    .await;
}

#[tokio::test]
async fn lists_that_nobody_adds_to_go_and_come_back_with_the_next_views() {
    on_both(|bench| async move {
        let store = &bench.store;
        let ids = stories(store, 3).await;
        for id in &ids {
            read(store, *id, 90, now()).await;
        }
        assert_eq!(announce(store, &[""], &rules(), now()).await.unwrap(), [""]);
        let stale = at("2026-11-24T09:35:00Z");
        // Pages leave it out by themselves; no follower was there to say so before the next view.
        read(store, ids[0], 1, stale).await;
        assert_eq!(announce(store, &[""], &rules(), stale).await.unwrap(), [""], "it is news again");
        assert_eq!(announce(store, &[""], &rules(), at("2026-11-24T10:10:00Z")).await.unwrap(), [""]);
        let gone = shown(store.db(), "").await.unwrap().unwrap();
        assert!(gone.hours.is_empty() && gone.week.is_empty());
    })
    .await;
}

#[tokio::test]
async fn scores_outlive_a_new_half_life_and_a_new_landmark_and_are_forgotten_in_the_end() {
    on_both(|bench| async move {
        let store = &bench.store;
        let ids = stories(store, 2).await;
        read(store, ids[0], 64, now()).await;
        let later = at("2026-11-24T15:00:00Z");
        let slow = Rules { half_life_hours: SignedDuration::from_hours(6), ..rules() };
        add(store, &[(ids[1], 4)], &slow, later).await.unwrap();
        let worth = async |when| {
            leading(store.db(), List::Hours, "", &Rules { least: 0.0, ..rules() }, when).await.unwrap()
        };
        assert_eq!(worth(later).await, [(ids[0], 16.0), (ids[1], 4.0)]);
        assert_eq!(worth(later + SignedDuration::from_hours(6)).await, [(ids[0], 8.0), (ids[1], 2.0)]);
        assert_eq!(forget(store, later).await.unwrap(), 0);
        // Ten years on, nothing has overflowed.
        let far = at("2036-11-24T15:00:00Z");
        add(store, &[(ids[1], 5)], &slow, far).await.unwrap();
        assert_eq!(worth(far).await.last().unwrap().0, ids[0]);
        assert_eq!(worth(far).await[0], (ids[1], 5.0));
        assert_eq!(forget(store, far).await.unwrap(), 2, "the other, in both lists");
        assert_eq!(worth(far).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_backup_brings_the_scores_back() {
    on_both(|bench: Bench| async move {
        let id = stories(&bench.store, 1).await[0];
        read(&bench.store, id, 9, at("2026-11-24T09:00:01Z")).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("backup.tar");
        crate::backup::write(&bench.store, &file, |_, _| {}).await.unwrap();
        let settings = super::settings(&folder.path().join("restored"), None);
        crate::backup::restore(&file, &settings, |_, _| {}).await.unwrap();
        let restored = Store::open(&settings).await.unwrap();
        let when = at("2026-11-24T12:00:01Z");
        let ranked = leading(restored.db(), List::Hours, "", &rules(), when).await.unwrap();
        assert_eq!(ranked, [(id, 4.5)]);
    })
    .await;
}
