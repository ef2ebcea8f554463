//! The three rules that make the cache right, with writers and readers at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use store::changes;

use crate::house::{MERIDIAN, copy, on_both, on_sqlite};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_from_old_data_never_replaces_an_invalidation() {
    on_both(|house| async move {
        let house = Arc::new(house);
        for round in 0..12 {
            let name = format!("round {round}");
            let story = house.arrives(&copy(&name, 1, &format!("Harbour {name}"))).await;
            let path = house.address(story).await;
            let stop = Arc::new(AtomicBool::new(false));
            let readers: Vec<_> = (0..3)
                .map(|_| {
                    let (house, path, stop) = (Arc::clone(&house), path.clone(), Arc::clone(&stop));
                    tokio::spawn(async move {
                        while !stop.load(Ordering::SeqCst) {
                            house.get(&path).await;
                            house.get("/").await;
                        }
                    })
                })
                .collect();
            store::acts::kill(&house.store, story.story, "Wrong.", house.now()).await.unwrap();
            house.follow().await;
            // From here on nobody may see it, whatever was being rendered meanwhile.
            for _ in 0..5 {
                assert_eq!(house.get(&path).await.status, 410, "{name}");
                assert!(!house.get("/").await.has(&format!("Harbour {name}")), "{name}");
            }
            stop.store(true, Ordering::SeqCst);
            for reader in readers {
                reader.await.unwrap();
            }
            assert_eq!(house.get(&path).await.status, 410, "{name}");
        }
    })
    .await;
}

/// On one thread nothing else runs until this test waits.
#[tokio::test]
async fn a_page_that_readers_ask_for_is_made_ahead_and_no_change_waits_for_it() {
    on_sqlite(|house| async move {
        let story = house.arrives(&copy("1", 1, "Harbour story")).await;
        let path = house.address(story).await;
        house.get(&path).await;
        house.get(&path).await;
        house.keep(MERIDIAN, &copy("1", 2, "Harbour story, told anew")).await;
        house.follow().await;
        assert_eq!(house.site.cache_size().0, 0, "it was dropped, and the next change could be heard now");
        for _ in 0..1000 {
            tokio::task::yield_now().await;
        }
        assert_eq!(house.site.cache_size().0, 1, "it is there before anybody asks");
        assert_eq!(house.get(&path).await.one("h1"), "Harbour story, told anew");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_never_skips_a_change() {
    on_both(|house| async move {
        let house = Arc::new(house);
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let house = Arc::clone(&house);
                tokio::spawn(async move {
                    for n in 0..10 {
                        let name = format!("{writer}-{n}");
                        house.keep(MERIDIAN, &copy(&name, 1, &format!("Harbour story {name}"))).await;
                    }
                })
            })
            .collect();
        // Reads on from the last number that it saw, as the program does.
        let (mut seq, mut stories) = (0, std::collections::BTreeSet::new());
        while stories.len() < 40 {
            house.store.changed(seq).await;
            let logged = changes::after(house.store.db(), seq, 500).await.unwrap();
            seq = logged.last().map_or(seq, |last| last.seq);
            stories.extend(logged.iter().filter_map(|row| row.change.story.map(|story| story.0)));
            house.site.follow(&logged).await;
            house.get("/2026/11/24").await;
        }
        for writer in writers {
            writer.await.unwrap();
        }
        assert!(house.get("/2026/11/24").await.has("40 stories"));
    })
    .await;
}
