//! Time is a change too: embargoes, ages, the masthead's date, advertisements.

use site::Ad;
use wire::{Item, Moment};

use crate::house::{at, copy, dated, on_both, on_both_with};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_an_embargoed_story_leaves_and_then_it_appears_by_itself() {
    on_both(|house| async move {
        let embargo = Some(Moment::utc(at("2026-11-24T12:00:00Z")));
        let waiting = house.arrives(&Item { embargo, ..copy("1", 1, "Harbour report out at noon") }).await;
        let path = house.address(waiting).await;
        let pages = [
            "/",
            "/harbour",
            "/agency/mna",
            "/2026/11/24",
            "/archive",
            "/feed.xml",
            "/sitemap.xml",
            "/news-sitemap.xml",
            "/search?q=report",
        ];
        for page in pages {
            let page = house.get(page).await;
            assert!(!page.has("Harbour report") && !page.has("harbour-report"));
        }
        assert_eq!(house.get(&path).await.status, 404);
        house.time_passes("2026-11-24T11:59:59Z").await;
        assert_eq!(house.get(&path).await.status, 404);
        house.time_passes("2026-11-24T12:00:00Z").await;
        assert_eq!(house.get(&path).await.status, 200);
        for page in pages.iter().filter(|page| **page != "/archive") {
            assert!(house.get(page).await.has("arbour"), "{page}");
        }
        assert!(house.get("/").await.has("Harbour report"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_age_notice_comes_and_changes_on_a_page_that_lies_in_the_cache() {
    on_both(|house| async move {
        let ages = |page: &crate::answer::Answer| page.all(".age-notice");
        // October has 31 days: on the thirtieth day no month has passed.
        house.set_clock("2026-10-24T09:00:00Z");
        let story =
            house.arrives(&dated(copy("1", 1, "Harbour story of October"), "2026-10-24T08:00:00Z")).await;
        let path = house.address(story).await;
        for (moment, wanted) in [
            ("2026-10-24T09:00:00Z", None),
            ("2026-11-22T23:59:59Z", None),
            ("2026-11-23T00:00:00Z", Some("30 days")),
            ("2026-11-23T23:59:59Z", Some("30 days")),
            ("2026-11-24T00:00:00Z", Some("1 month")),
            ("2027-10-23T22:59:59Z", Some("11 months")),
            ("2027-10-23T23:00:00Z", Some("1 year")),
            ("2028-10-23T23:00:00Z", Some("2 years")),
        ] {
            house.set_clock(moment);
            let page = house.get(&path).await;
            let said = wanted.map(|age| format!("This article is more than {age} old"));
            assert_eq!(ages(&page), Vec::from_iter(said), "{moment}");
            let card = house.get("/harbour").await;
            let said = wanted.map(|age| format!("{age} old"));
            assert_eq!(card.all(".mark.age"), Vec::from_iter(said), "on the card at {moment}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_of_leap_day_has_its_birthday_on_the_last_of_february() {
    on_both(|house| async move {
        house.set_clock("2024-02-29T09:00:00Z");
        let story = house.arrives(&dated(copy("1", 1, "Harbour leaps"), "2024-02-29T08:00:00Z")).await;
        let path = house.address(story).await;
        for (moment, age) in [
            ("2025-02-27T23:59:59Z", "11 months"),
            ("2025-02-28T00:00:00Z", "1 year"),
            ("2028-02-28T23:59:59Z", "3 years"),
            ("2028-02-29T00:00:00Z", "4 years"),
        ] {
            house.set_clock(moment);
            let page = house.get(&path).await;
            assert_eq!(page.one(".age-notice"), format!("This article is more than {age} old"), "{moment}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_mastheads_date_is_todays_on_a_page_that_lies_in_the_cache() {
    on_both(|house| async move {
        let today = |page: &crate::answer::Answer| page.one(".today");
        house.set_clock("2026-11-24T23:59:59Z");
        assert_eq!(today(&house.get("/").await), "Today: Tuesday, 24 November 2026");
        house.set_clock("2026-11-25T00:00:00Z");
        assert_eq!(today(&house.get("/").await), "Today: Wednesday, 25 November 2026");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_advertisement_comes_and_goes_at_its_time_and_leaves_no_room_behind() {
    let ad = Ad {
        id: "paper".into(),
        slots: vec!["side".into()],
        href: "/harbour".into(),
        text: "The Courier on paper".into(),
        from: "2026-11-24T10:00:00Z".parse().ok(),
        until: "2026-11-24T11:00".parse().ok(),
        ..Ad::default()
    };
    on_both_with(
        |settings| settings.ads.ads = vec![ad.clone()],
        |house| async move {
            let story = house.arrives(&copy("1", 1, "Harbour story")).await;
            let path = house.address(story).await;
            for (moment, shown) in [
                ("2026-11-24T09:59:59Z", 0),
                ("2026-11-24T10:00:00Z", 1),
                ("2026-11-24T10:59:59Z", 1),
                ("2026-11-24T11:00:00Z", 0),
            ] {
                house.set_clock(moment);
                for page in [path.as_str(), "/", "/harbour"] {
                    let page = house.get(page).await;
                    assert_eq!(page.all(".ad").len(), shown, "{moment}");
                    assert_eq!(page.all(".ad-label"), vec!["Advertisement"; shown]);
                    assert_eq!(page.has("with-side") || page.has("ad-side"), shown == 1);
                    // Readers who hear the page hear the label.
                    assert_eq!(
                        page.attributes(".ad", "aria-label"),
                        vec!["Advertisement, side column"; shown]
                    );
                }
            }
        },
    )
    .await;
}
