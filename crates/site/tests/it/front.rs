//! The front.

use wire::{Item, ItemKind};

use crate::house::{about, copy, on_both};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_front_is_whole_with_no_story_with_one_with_three_and_with_forty() {
    on_both(|house| async move {
        let empty = house.get("/").await;
        assert_eq!(empty.status, 200);
        assert!(empty.one(".empty").starts_with("No stories have come in yet."));
        assert!(empty.all(".card").is_empty());
        let mut sent = 0;
        for (wanted, on_front) in [(1, 1), (3, 3), (40, 1 + 6 + 10 + 5)] {
            while sent < wanted {
                sent += 1;
                house.arrives(&copy(&sent.to_string(), 1, &format!("Harbour story {sent:02}"))).await;
            }
            let front = house.get("/").await;
            let cards = front.cards();
            assert_eq!(cards.len(), on_front, "{cards:?}");
            assert_eq!(cards.iter().collect::<std::collections::BTreeSet<_>>().len(), on_front, "each once");
            assert_eq!(front.all("h1").len(), 1);
            assert!(front.all(".empty").is_empty());
        }
        assert_eq!(
            house.get("/").await.all(".container h2"),
            ["Harbour"],
            "a section without stories has no room"
        );
        assert_eq!(house.get("/").await.data("NewsMediaOrganization")["name"], "The Harbour Courier");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_most_pressing_story_leads() {
    on_both(|house| async move {
        house.arrives(&Item { urgency: Some(1), ..copy("1", 1, "Harbour on fire") }).await;
        house.arrives(&copy("2", 1, "Harbour gets a bench")).await;
        let front = house.get("/").await;
        assert_eq!(front.cards()[0], "Harbour on fire");
        assert!(front.has("Urgent"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_of_many_pictures_leaves_no_list_empty() {
    on_both(|house| async move {
        house.arrives(&copy("text", 1, "Harbour in words")).await;
        for n in 0..61 {
            let picture = Item {
                kind: ItemKind::Picture,
                ..copy(&n.to_string(), 1, &format!("Picture of harbour {n}"))
            };
            house.keep(crate::house::MERIDIAN, &about(picture, "Pictures")).await;
        }
        house.follow().await;
        for page in
            ["/", "/feed.xml", "/harbour/atom.xml", "/agency/mna/feed.json", "/news-sitemap.xml", "/no/where"]
        {
            let page = house.get(page).await;
            assert!(page.has("Harbour in words") && !page.has("Picture of harbour"));
        }
    })
    .await;
}
