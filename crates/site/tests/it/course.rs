//! The line of dates on a story's page: what was told of the same matter before and after.

use wire::Item;

use crate::house::{House, about, copy, dated, on_both, paragraphs};

/// A story of the port strike on a day of November.
fn strike(day: u8, text: &str) -> Item {
    let item = Item {
        slugline: Some(format!("PORT-STRIKE/ (UPDATE {day})")),
        keywords: vec![],
        body: paragraphs(&[text]),
        ..copy(&format!("s{day}"), 1, &format!("Strike, day {day}"))
    };
    dated(item, &format!("2026-11-{day:02}T08:00:00Z"))
}

async fn line(house: &House, path: &str) -> Vec<String> {
    house.get(path).await.all(".course li")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storys_page_shows_what_came_before_and_after_on_a_line_of_dates() {
    on_both(|house| async move {
        for day in (2..=12).filter(|day| *day != 7) {
            house.arrives(&strike(day, "The cranes stood still.")).await;
        }
        let here = house.arrives(&strike(7, "The cranes stood still, as they had on 2 November 2026.")).await;
        let path = house.address(here).await;
        let line = line(&house, &path).await;
        let days: Vec<&str> = line.iter().map(|entry| entry.split(" Nov").next().unwrap()).collect();
        assert_eq!(days, ["3", "4", "5", "6", "7", "8", "9", "10", "11"], "four on each side, in order");
        assert_eq!(line[4], "7 Nov 2026 This story Speaks of 2 Nov 2026");
        assert_eq!(line[0], "3 Nov 2026 Strike, day 3");
        let page = house.get(&path).await;
        assert_eq!(page.attribute(".course a", "href").as_deref(), Some("/2026/11/03/strike-day-3"));
        assert_eq!(page.attributes(".course [aria-current]", "aria-current"), ["true"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_shares_one_topic_alone_is_related_and_not_on_the_line_and_nobody_stands_twice() {
    on_both(|house| async move {
        let topic = |item| about(item, "Ferries");
        house.arrives(&topic(strike(2, "The cranes stood still."))).await;
        let other = Item { keywords: vec![], ..about(copy("o", 1, "Ferry painted"), "Ferries") };
        house.arrives(&dated(other, "2026-11-03T08:00:00Z")).await;
        let here = house.arrives(&topic(strike(4, "They stood still."))).await;
        let page = house.get(&house.address(here).await).await;
        assert_eq!(page.all(".course a"), ["Strike, day 2"]);
        assert_eq!(page.all(".rail .card-headline a"), ["Ferry painted"]);
        let alone = house.arrives(&Item { keywords: vec![], ..copy("a", 1, "Alone") }).await;
        assert!(!house.get(&house.address(alone).await).await.has("Before and after this story"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_line_stays_right_when_a_story_joins_it_or_is_killed() {
    on_both(|house| async move {
        let first = house.arrives(&strike(2, "The cranes stood still.")).await;
        let path = house.address(first).await;
        assert!(line(&house, &path).await.is_empty(), "there is nothing else yet");
        let second = house.arrives(&strike(3, "They still did.")).await;
        assert_eq!(line(&house, &path).await, ["2 Nov 2026 This story", "3 Nov 2026 Strike, day 3"]);
        store::acts::kill(&house.store, second.story, "Wrong.", house.now()).await.unwrap();
        house.follow().await;
        assert!(line(&house, &path).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_and_a_place_in_common_are_enough_without_a_slugline() {
    on_both(|house| async move {
        let says = |guid: &str, day: &str, text: &str| {
            let item =
                Item { body: paragraphs(&[text]), ..copy(guid, 1, &format!("Harbour on the {day}th")) };
            dated(item, &format!("2026-11-{day}T08:00:00Z"))
        };
        house.arrives(&says("1", "10", "\u{201c}We wait,\u{201d} said Edith Lowry.")).await;
        let here = house.arrives(&says("2", "11", "\u{201c}We sail,\u{201d} said Edith Lowry.")).await;
        house.arrives(&says("3", "12", "The harbour was still.")).await;
        let page = house.get(&house.address(here).await).await;
        assert_eq!(page.all(".course a"), ["Harbour on the 10th"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_without_a_word_on_the_matter_is_seen_on_the_line() {
    on_both(|house| async move {
        for (day, guid) in [("2026-08-02", "a"), ("2026-08-03", "b"), ("2026-10-20", "c")] {
            let item = Item { guid: Some(guid.into()), ..strike(2, "The cranes stood still.") };
            house.arrives(&dated(item, &format!("{day}T08:00:00Z"))).await;
        }
        let item = Item { guid: Some("d".into()), ..strike(2, "The cranes stood still.") };
        let here = house.arrives(&dated(item, "2026-10-21T08:00:00Z")).await;
        let page = house.get(&house.address(here).await).await;
        assert_eq!(page.all(".course li").len(), 4);
        assert_eq!(page.all(".course .after-gap .course-day"), ["20 Oct 2026"]);
    })
    .await;
}
