//! Sections, agencies, topics, authors, days, the archive.

use wire::Item;

use crate::house::{LUMIERE, about, copy, dated, on_both};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_stands_on_every_list_that_it_belongs_to_newest_first() {
    on_both(|house| async move {
        house
            .arrives(&dated(about(copy("1", 1, "Older harbour story"), "Ferries"), "2026-11-23T08:00:00Z"))
            .await;
        house.arrives(&about(copy("2", 1, "Newer harbour story"), "Ferries")).await;
        house.arrives_from(LUMIERE, &Item { bylines: vec![], ..copy("3", 1, "Talks of others") }).await;
        let both = ["Newer harbour story", "Older harbour story"];
        for list in ["/harbour", "/agency/mna", "/topic/ferries", "/author/ida-marsh"] {
            let page = house.get(list).await;
            assert_eq!(page.cards(), both, "{list}");
            assert!(page.has("2 stories, newest first."), "{list}");
        }
        assert_eq!(house.get("/agency/lumiere").await.one("h1"), "Agence Lumière");
        assert_eq!(house.get("/2026/11/23").await.cards(), ["Older harbour story"]);
        let agency = house.get("/agency/mna").await;
        assert_eq!(agency.all(".crumbs li"), ["Home", "Meridian News Agency"]);
        assert_eq!(
            agency.data("BreadcrumbList")["itemListElement"][1]["item"],
            "https://courier.example/agency/mna"
        );
        assert_eq!(
            agency.attributes("link[rel=alternate]", "href"),
            ["/agency/mna/feed.xml", "/agency/mna/atom.xml", "/agency/mna/feed.json"]
        );
        // A section is there before its first story; anything else is nothing without one.
        assert_eq!(house.get("/sport").await.one(".empty"), "There are no stories here at present.");
        for nothing in ["/agency/nobody", "/topic/nothing", "/author/nobody", "/2026/11/22", "/undated"] {
            assert_eq!(house.get(nothing).await.status, 404, "{nothing}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_list_has_pages_and_no_page_after_the_last() {
    on_both(|house| async move {
        for n in 1..=11 {
            house
                .keep(crate::house::MERIDIAN, &copy(&n.to_string(), 1, &format!("Harbour story {n:02}")))
                .await;
        }
        house.follow().await;
        let first = house.get("/harbour").await;
        assert_eq!(first.cards().first().unwrap(), "Harbour story 11");
        assert_eq!(first.attributes(".pager a", "href"), ["/harbour?page=2", "/harbour?page=3"]);
        let last = house.get("/harbour?page=3").await;
        assert_eq!(last.cards(), ["Harbour story 01"]);
        assert_eq!(
            last.attribute("link[rel=canonical]", "href").unwrap(),
            "https://courier.example/harbour?page=3"
        );
        for page in ["4", "4294967295", "858993459", "2147483648"] {
            assert_eq!(house.get(&format!("/harbour?page={page}")).await.status, 404, "{page}");
            assert_eq!(house.get(&format!("/corrections?page={page}")).await.status, 404, "{page}");
        }
        for odd in ["99999999999999999999", "-1", "0", "two", "%32"] {
            let moved = house.get(&format!("/harbour?page={odd}")).await;
            assert_eq!((moved.status, moved.header("location")), (301, Some("/harbour")), "{odd}");
        }
        // A story that comes moves every page on by one.
        house.arrives(&copy("12", 1, "Harbour story 12")).await;
        assert_eq!(house.get("/harbour?page=3").await.cards(), ["Harbour story 02", "Harbour story 01"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_archive_counts_every_day_and_keeps_its_counts_right() {
    on_both(|house| async move {
        for (n, day) in ["2018-09-10", "2018-09-10", "2018-12-31", "2026-11-24"].iter().enumerate() {
            house
                .arrives(&dated(copy(&n.to_string(), 1, "Harbour story"), &format!("{day}T08:00:00Z")))
                .await;
        }
        let archive = house.get("/archive").await;
        assert_eq!(archive.all("main summary"), ["2026 1 story", "2018 3 stories"]);
        assert_eq!(archive.attributes(".days a", "href"), ["/2026/11/24", "/2018/12/31", "/2018/09/10"]);
        assert_eq!(house.get("/2018").await.all(".month h3"), ["December 1", "September 2"]);
        assert_eq!(house.get("/2018/09").await.one("h1"), "September 2018");
        for nothing in ["/2017", "/2018/10", "/2018/13", "/0000", "/9999/12"] {
            assert_eq!(house.get(nothing).await.status, 404, "{nothing}");
        }
        let killed = house.arrives(&dated(copy("9", 1, "Harbour story"), "2018-09-11T08:00:00Z")).await;
        assert_eq!(house.get("/2018").await.all(".month h3"), ["December 1", "September 3"]);
        store::acts::kill(&house.store, killed.story, "Wrong.", house.now()).await.unwrap();
        house.follow().await;
        assert_eq!(house.get("/2018").await.all(".month h3"), ["December 1", "September 2"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_days_stories_are_those_of_the_papers_day() {
    on_both(|house| async move {
        // Half past midnight in London, in summer.
        house.arrives(&dated(copy("1", 1, "Harbour by night"), "2026-07-01T23:30:00Z")).await;
        assert_eq!(house.get("/2026/07/02").await.cards(), ["Harbour by night"]);
        assert_eq!(house.get("/2026/07/01").await.status, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_urgent_yesterday_is_not_marked_so_today() {
    on_both(|house| async move {
        let urgent = Item { urgency: Some(1), ..copy("flash", 1, "Harbour story") };
        house.arrives(&urgent).await;
        house.set_clock("2026-11-25T07:59:59Z");
        assert_eq!(house.get("/harbour").await.all(".urgent"), ["Urgent"]);
        // The page was kept, and goes by itself: nothing changed but the time.
        house.set_clock("2026-11-25T08:00:00Z");
        assert!(house.get("/harbour").await.all(".urgent").is_empty());
    })
    .await;
}
