//! Corrections, versions and addresses.

use wire::{Item, Signal};

use crate::house::{copy, on_both, paragraphs};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_stands_above_the_text_in_the_register_and_in_the_history() {
    on_both(|house| async move {
        let body = paragraphs(&["The ferry costs nine crowns.", "It sails at six.", "It is blue."]);
        let story = house.arrives(&Item { body, ..copy("1", 1, "Harbour ferry gets dearer") }).await;
        let path = house.address(story).await;
        assert_eq!(house.get("/corrections").await.cards(), Vec::<String>::new());
        let body = paragraphs(&["The ferry costs seven crowns.", "It sails at six.", "It is blue."]);
        let corrected = Item {
            body,
            signal: Some(Signal::Correction),
            ed_note: Some("Corrects the fare to seven crowns.".into()),
            ..copy("1", 2, "Harbour ferry gets dearer")
        };
        house.arrives(&corrected).await;

        let page = house.get(&path).await;
        let note = page.one(".note-correction");
        assert!(note.starts_with("Correction Tuesday, 24 November 2026, 08:10 GMT"), "{note}");
        assert!(note.contains("“Corrects the fare to seven crowns.”"), "{note}");
        let html = page.text();
        assert!(
            html.find("note-correction") < html.find("seven crowns.</p>"),
            "the note stands above the text"
        );
        let data = page.data("NewsArticle");
        assert_eq!(data["correction"][0]["@type"], "CorrectionComment");
        assert_eq!(data["correction"][0]["datePublished"], "2026-11-24T08:10:00Z");
        assert_eq!(data["dateModified"], "2026-11-24T08:10:00Z");
        assert_eq!(house.get("/corrections").await.cards(), ["Harbour ferry gets dearer"]);
        assert!(house.get("/").await.all(".mark.corrected").len() == 1);

        let history = house.get(&format!("{path}/history")).await;
        assert_eq!(history.all(".version h2"), ["Version 2: Correction", "Version 1: First version"]);
        assert_eq!(history.one(".version-correction .diff-summary"), "1 word added, 1 removed");
        assert_eq!(history.all(".diff ins"), ["seven"]);
        assert_eq!(history.all(".diff del"), ["nine"]);
        assert_eq!(history.attribute("meta[name=robots]", "content").as_deref(), Some("noindex"));

        // The next version corrects nothing anew; the note stays.
        house
            .arrives(&Item {
                body: paragraphs(&["The ferry costs seven crowns now."]),
                ..copy("1", 3, "Harbour ferry gets dearer")
            })
            .await;
        assert_eq!(house.get(&path).await.all(".note-correction").len(), 1);
        assert_eq!(house.get(&format!("{path}/history")).await.all(".version h2").len(), 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_history_has_pages_and_each_version_is_held_against_the_one_before_it() {
    on_both(|house| async move {
        let mut story = None;
        for number in 1..=23 {
            let body = paragraphs(&[&format!("The wind blows at {number} knots.")]);
            // All sent at once: the clock of the house stands.
            let item = Item { body, updated: None, ..copy("1", number, &format!("Storm, take {number}")) };
            story = Some(house.arrives(&item).await);
        }
        let path = house.address(story.unwrap()).await;
        assert!(house.get(&path).await.has("23 versions"));
        for (page, newest, oldest) in [("", 23, 14), ("?page=2", 13, 4), ("?page=3", 3, 1)] {
            let history = house.get(&format!("{path}/history{page}")).await;
            let heads = history.all(".version h2");
            assert_eq!(heads.len(), newest - oldest + 1, "{page}");
            assert_eq!(heads[0], format!("Version {newest}: Update"));
            assert!(heads.last().unwrap().starts_with(&format!("Version {oldest}: ")), "{heads:?}");
            assert_eq!(history.one("h1"), "Storm, take 23", "as the story is called now");
            assert!(history.one(".intro").starts_with("23 versions"), "{page}");
            let removed = history.all(".diff del");
            assert_eq!(removed[0], (newest - 1).to_string(), "{removed:?}");
            let against = if oldest == 1 { 1 } else { oldest - 1 };
            assert_eq!(*removed.last().unwrap(), against.to_string());
        }
        assert_eq!(house.get(&format!("{path}/history?page=4")).await.status, 404);
        assert_eq!(house.get(&format!("{path}/history?page=1")).await.status, 301);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_headline_leaves_the_address_and_a_renamed_story_leads_from_the_old_one() {
    on_both(|house| async move {
        let story = house.arrives(&copy("1", 1, "Harbour talks open")).await;
        let path = house.address(story).await;
        house.get(&path).await;
        house.arrives(&copy("1", 2, "Harbour talks break down")).await;
        let page = house.get(&path).await;
        assert_eq!((page.status, page.one("h1")), (200, "Harbour talks break down".into()));

        for slug in ["harbour-talks-break-down", "talks-failed"] {
            store::acts::rename(&house.store, story.story, slug, house.now()).await.unwrap();
            house.follow().await;
        }
        let new = "/2026/11/24/talks-failed";
        for old in [path.as_str(), "/2026/11/24/harbour-talks-break-down"] {
            for rest in ["", "/history"] {
                let moved = house.get(&format!("{old}{rest}")).await;
                assert_eq!(moved.status, 301, "{old}{rest}");
                assert_eq!(moved.header("location"), Some(format!("{new}{rest}").as_str()));
            }
        }
        assert_eq!(house.get(new).await.one("h1"), "Harbour talks break down");
        assert_eq!(house.get(&format!("{new}/history")).await.status, 200);
        for page in ["/", "/world", "/feed.xml", "/sitemap.xml", "/search?q=talks"] {
            let page = house.get(page).await;
            assert!(page.has(new) && !page.has("harbour-talks"), "{}", page.text());
        }
        // A new story of the old headline gets an address of its own; who kept the old one finds the old story.
        let other = house.arrives(&copy("2", 1, "Harbour talks open")).await;
        assert_eq!(house.address(other).await, "/2026/11/24/harbour-talks-open-2");
        assert_eq!(house.get(&path).await.header("location"), Some(new));
        // Killed, the old addresses say so too.
        store::acts::kill(&house.store, story.story, "", house.now()).await.unwrap();
        house.follow().await;
        assert_eq!(house.get(&path).await.header("location"), Some(new));
        assert_eq!(house.get(new).await.status, 410);
    })
    .await;
}
