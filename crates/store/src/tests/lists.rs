//! Lists: windows, related stories, what is due in a sitemap.

use newsroom::StoryId;
use wire::{Item, Moment};

use super::{arrive, at, copy, now, on_both};
use crate::stories::{self, Window};

/// Copy published so many minutes after eight, about the given things.
fn minute(n: u32, keywords: &[&str]) -> Item {
    let moment = at("2026-11-24T08:00:00Z") + jiff::SignedDuration::from_mins(n.into());
    Item {
        published: Some(Moment::utc(moment)),
        keywords: keywords.iter().map(|word| (*word).to_owned()).collect(),
        ..copy(&format!("urn:{n}"), 1, &format!("Bulletin {n}"))
    }
}

#[tokio::test]
async fn a_list_is_newest_first_in_windows() {
    on_both(|bench| async move {
        let store = &bench.store;
        for n in [3, 1, 4, 0, 2] {
            arrive(store, &minute(n, &["harbour"]), now()).await;
        }
        let page = |limit, offset| async move {
            let window = Window { limit, offset };
            let cards = stories::list(store.db(), "section", "world", window).await.unwrap();
            cards.into_iter().map(|card| card.headline).collect::<Vec<_>>()
        };
        assert_eq!(page(2, 0).await, ["Bulletin 4", "Bulletin 3"]);
        assert_eq!(page(2, 2).await, ["Bulletin 2", "Bulletin 1"]);
        assert_eq!(page(2, 4).await, ["Bulletin 0"]);
        assert!(page(2, 6).await.is_empty());
        let since = |text: &str| stories::list_since(store.db(), at(text), 9);
        assert_eq!(since("2026-11-24T08:02:59Z").await.unwrap().len(), 2);
        assert_eq!(since("2026-11-24T08:03:00Z").await.unwrap().len(), 1);
        let live = stories::live_with_text(store.db(), StoryId(0), 3).await.unwrap();
        assert_eq!(live.len(), 3);
        assert!(live.iter().all(|(story, version)| story.id == version.story));
        let rest = stories::live(store.db(), live[2].0.id, 9).await.unwrap();
        assert_eq!(rest.len(), 2);
        let part = stories::live_part(store.db(), Window { limit: 9, offset: 3 }).await.unwrap();
        assert_eq!(part, rest);
    })
    .await;
}

#[tokio::test]
async fn stories_are_given_by_their_numbers_in_the_order_asked_for_and_only_while_they_live() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut ids = Vec::new();
        for n in 0..55 {
            ids.push(arrive(store, &minute(n, &["harbour"]), now()).await.0.story);
        }
        ids.reverse();
        crate::acts::kill(store, ids[7], "Wrong.", now()).await.unwrap();
        let cards = stories::cards(store.db(), &ids).await.unwrap();
        let shown = crate::media::shown(store.db(), &ids).await.unwrap();
        let living: Vec<StoryId> = ids.iter().copied().filter(|id| *id != ids[7]).collect();
        assert_eq!(cards.iter().map(|card| card.id).collect::<Vec<_>>(), living);
        assert_eq!(shown.iter().map(|shown| shown.story.id).collect::<Vec<_>>(), living);
        assert_eq!(stories::newest(store.db(), "latest", "", 3).await.unwrap(), cards[..3]);
    })
    .await;
}

#[tokio::test]
async fn withdrawn_stories_are_known_by_their_lists_latest_first() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut ids = Vec::new();
        for n in 0..3 {
            let story = arrive(store, &minute(n, &["harbour"]), now()).await.0.story;
            let at = now() + jiff::SignedDuration::from_mins((10 - n).into());
            crate::acts::kill(store, story, "Wrong.", at).await.unwrap();
            ids.push(story);
        }
        for (kind, slug) in [("latest", ""), ("section", "world"), ("agency", "mna")] {
            let gone = stories::withdrawn(store.db(), kind, slug, 2).await.unwrap();
            assert_eq!(gone.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ids[..2], "{kind}");
        }
        assert!(stories::withdrawn(store.db(), "section", "sport", 2).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn related_stories_share_a_topic_and_the_newest_come_first() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &minute(0, &["harbour"]), now()).await;
        for n in 1..50 {
            arrive(store, &minute(n, &["harbour"]), now()).await;
        }
        arrive(store, &minute(55, &["cricket"]), now()).await;
        let related = stories::related(store.db(), kept.story, 3).await.unwrap();
        let related: Vec<_> = related.into_iter().map(|card| card.headline).collect();
        assert_eq!(related, ["Bulletin 49", "Bulletin 48", "Bulletin 47"]);
        let newest = stories::list(store.db(), "latest", "", Window { limit: 1, offset: 1 }).await.unwrap();
        let related = stories::related(store.db(), newest[0].id, 100).await.unwrap();
        assert_eq!(related.len(), 12);
        assert!(related.iter().all(|card| card.id != newest[0].id));
    })
    .await;
}
