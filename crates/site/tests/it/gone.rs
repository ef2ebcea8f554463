//! A killed story: gone from everywhere in one change, and its page says why and when.

use wire::{Item, Moment, Status};

use crate::house::{House, about, at, copy, on_both, picture};

/// Every page, list, feed, map and search that a story of this paper can stand in.
const EVERYWHERE: [&str; 27] = [
    "/",
    "/harbour",
    "/agency/mna",
    "/topic/port-ellery",
    "/topic/ferries",
    "/author/ida-marsh",
    "/2026/11/24",
    "/2026/11",
    "/2026",
    "/archive",
    "/corrections",
    "/feed.xml",
    "/atom.xml",
    "/feed.json",
    "/harbour/feed.xml",
    "/harbour/atom.xml",
    "/harbour/feed.json",
    "/agency/mna/feed.xml",
    "/agency/mna/atom.xml",
    "/agency/mna/feed.json",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/search?q=zanzibar",
    "/search?q=zanzibar&order=newest",
    "/search",
    "/nothing/here",
    "/2026/11/24/another-story-of-the-harbour",
];

/// A story with everything: two versions, a correction, a topic, a picture; and another related to it.
async fn paper(house: &House) -> (store::acts::Kept, String, String) {
    house.arrives(&about(copy("2", 1, "Another story of the harbour"), "Ferries")).await;
    let first = Item {
        media: vec![picture("A caption")],
        ..about(copy("1", 1, "Zanzibar ferry in harbour"), "Ferries")
    };
    house.arrives(&first).await;
    let second = Item {
        version: Some(2),
        updated: Some(Moment::utc(at("2026-11-24T08:30:00Z"))),
        signal: Some(wire::Signal::Correction),
        ed_note: Some("Corrects the name of the ferry.".into()),
        headline: Some("Zanzibar ferry back in harbour".into()),
        ..first
    };
    let kept = house.arrives(&second).await;
    let file = house.brings_file(kept, b"a picture", "image/png", "png").await;
    let path = house.address(kept).await;
    (kept, path, file)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_story_is_gone_from_every_page_in_one_change() {
    on_both(|house| async move {
        let (_, path, file) = paper(&house).await;
        // Every page lies in the cache when the kill comes.
        let mut shown = 0;
        for page in EVERYWHERE {
            let page = house.get(page).await;
            shown += usize::from(page.has("Zanzibar") || page.has("zanzibar-ferry"));
        }
        assert_eq!(shown, 24, "all but the archive's three pages of counts");
        assert_eq!((house.get(&path).await.status, house.get(&file).await.status), (200, 200));
        let before = house.changes().await;

        house.set_clock("2026-11-24T09:30:00Z");
        let kill = Item {
            status: Status::Canceled,
            ed_note: Some("The agency cannot stand by its source.".into()),
            ..copy("1", 3, "KILL: Zanzibar ferry")
        };
        house.arrives(&kill).await;
        assert_eq!(house.changes().await, before + 1, "one change");

        for page in EVERYWHERE.iter().filter(|page| !page.contains("zanzibar")) {
            let answer = house.get(page).await;
            assert!(!answer.has("Zanzibar") && !answer.has("zanzibar") && !answer.has(&file), "{page}");
        }
        for page in EVERYWHERE.iter().filter(|page| page.contains("zanzibar")) {
            assert!(house.get(page).await.cards().is_empty(), "{page}");
        }
        assert!(!house.get("/archive").await.has("2 stories"));
        assert_eq!(house.get(&file).await.status, 404);
        for page in [path.clone(), format!("{path}/history")] {
            let gone = house.get(&page).await;
            assert_eq!(gone.status, 410);
            assert_eq!(gone.one("h1"), "This story was withdrawn");
            assert!(gone.one(".notice-text").contains("The agency cannot stand by its source."));
            assert_eq!(gone.one(".notice .when"), "Withdrawn Tuesday, 24 November 2026, 09:30 GMT");
            assert_eq!(gone.attribute("meta[name=robots]", "content").as_deref(), Some("noindex"));
            for word in ["Zanzibar", "zanzibar", "quay", "caption", "PORT ELLERY", "Corrects", "canonical"] {
                let told =
                    gone.text().replace("Another story of the harbour, the office on the quay said.", "");
                assert!(!told.contains(word), "{word}");
            }
        }
        // Programs that hold a copy are told to drop it.
        for feed in ["/atom.xml", "/harbour/atom.xml", "/agency/mna/atom.xml"] {
            let feed = house.get(feed).await;
            assert!(feed.has(r#"<at:deleted-entry ref="tag:courier.example,2026:story/"#), "{}", feed.text());
            assert!(feed.has(r#"when="2026-11-24T09:30:00Z""#));
        }
        assert!(!house.get("/world/atom.xml").await.has("deleted-entry"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_version_that_comes_after_the_kill_brings_nothing_back() {
    on_both(|house| async move {
        let (kept, path, _) = paper(&house).await;
        store::acts::kill(&house.store, kept.story, "By order of the court.", house.now()).await.unwrap();
        house.follow().await;
        house.arrives(&copy("1", 7, "Zanzibar ferry sails on")).await;
        assert_eq!(house.get(&path).await.status, 410);
        assert!(!house.get("/").await.has("Zanzibar"));
        assert!(house.get(&path).await.has("By order of the court."));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withheld_story_says_so_and_comes_back_with_its_next_version() {
    on_both(|house| async move {
        let (_, path, file) = paper(&house).await;
        house.arrives(&Item { status: Status::Withheld, ..copy("1", 3, "Zanzibar ferry") }).await;
        let gone = house.get(&path).await;
        assert_eq!(gone.status, 410);
        assert_eq!(gone.one("h1"), "This story is withheld by Meridian News Agency");
        assert_eq!(house.get(&file).await.status, 404);
        house.arrives(&copy("1", 4, "Zanzibar ferry is free again")).await;
        assert_eq!(house.get(&path).await.one("h1"), "Zanzibar ferry is free again");
        assert!(!house.get("/atom.xml").await.has("deleted-entry"));
        assert_eq!(house.get("/search?q=zanzibar").await.cards(), ["Zanzibar ferry is free again"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_story_is_not_shown_even_while_the_clocks_follower_sleeps() {
    on_both(|house| async move {
        let expires = Some(Moment::utc(at("2026-11-24T12:00:00Z")));
        let story = house.arrives(&Item { expires, ..copy("1", 1, "Harbour offer of the day") }).await;
        let path = house.address(story).await;
        let lists = ["/", "/harbour", "/2026/11/24", "/feed.xml", "/news-sitemap.xml", "/search?q=offer"];
        house.set_clock("2026-11-24T11:59:59Z");
        for page in lists {
            assert!(house.get(page).await.has("Harbour offer"), "{page}");
        }
        assert_eq!(house.get(&path).await.status, 200);
        // Nobody ran what is due.
        house.set_clock("2026-11-24T12:00:00Z");
        for page in lists {
            assert!(!house.get(page).await.has("Harbour offer"), "{page}");
        }
        let gone = house.get(&path).await;
        assert_eq!((gone.status, gone.one("h1")), (410, "This story has expired".into()));
        house.time_passes("2026-11-24T12:00:01Z").await;
        assert_eq!(house.get(&path).await.status, 410);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_story_and_one_that_was_never_there_look_the_same() {
    on_both(|house| async move {
        let ahead = Item {
            published: Some(Moment::utc(at("2026-12-24T08:00:00Z"))),
            ..copy("1", 1, "Harbour at Christmas")
        };
        let held = house.arrives(&ahead).await;
        let path = house.address(held).await;
        let nothing = house.get("/2026/12/24/nothing").await;
        let answer = house.get(&path).await;
        assert_eq!((answer.status, answer.text()), (404, nothing.text()));
        assert_eq!(house.get(&format!("{path}/history")).await.status, 404);
        assert_eq!(house.get("/2026/12/24").await.status, 404);
        assert!(!house.get("/search?q=christmas").await.has("Harbour at"));
    })
    .await;
}
