//! What "Monday" means on a story's page.

use store::acts;
use store::readings::Fix;

use crate::house::{at, copy, dated, on_both, on_sqlite, paragraphs};

const SANK: &str = "The ferry sank on Monday, the harbour master said. It had been built in 1998.";

fn story(guid: &str, version: u64, published: &str, text: &str) -> wire::Item {
    let item = dated(copy(guid, version, "Ferry sinks"), published);
    wire::Item { body: paragraphs(&[text]), language: Some("en".into()), ..item }
}

/// 24 November 2026 is a Tuesday.
const MONDAY: &str = "<time class=\"meant\" datetime=\"2026-11-23\" tabindex=\"0\">Monday<span class=\"date\"> \
                      (23 November 2026)</span></time>";

#[tokio::test]
async fn monday_has_its_date_beside_it_and_stays_the_agencys_word() {
    on_both(|house| async move {
        let kept = house.arrives(&story("urn:1", 1, "2026-11-24T08:00:00Z", SANK)).await;
        let page = house.get(&house.address(kept).await).await;
        assert!(page.has(&format!("sank on {MONDAY}, the harbour master said")), "{}", page.text());
        assert!(page.has("in <time datetime=\"1998\">1998</time>."), "{}", page.text());
        assert!(!page.has("story-sheet old"));
    })
    .await;
}

#[tokio::test]
async fn a_week_later_the_date_stands_in_the_text_for_all_to_see() {
    on_sqlite(|house| async move {
        let kept = house.arrives(&story("urn:1", 1, "2026-11-24T08:00:00Z", SANK)).await;
        let address = house.address(kept).await;
        assert!(!house.get(&address).await.has("story-sheet old"));
        house.set_clock("2026-12-01T08:00:01Z");
        assert!(house.get(&address).await.has("story-sheet old"), "the cached page is out of date by itself");
    })
    .await;
}

#[tokio::test]
async fn the_desks_word_on_a_date_is_shown_at_once_and_outlives_an_update() {
    on_both(|house| async move {
        let kept = house.arrives(&story("urn:1", 1, "2026-11-24T08:00:00Z", SANK)).await;
        let address = house.address(kept).await;
        assert!(house.get(&address).await.has("2026-11-23"));
        let context = "The ferry sank on Monday, the harbour master said. It had";
        let fix = |value: Option<&str>| Fix {
            words: "Monday".into(),
            context: context.into(),
            value: value.map(str::to_owned),
        };
        acts::fix_time(&house.store, kept.story, &fix(Some("2026-11-16")), at("2026-11-24T09:30:00Z"))
            .await
            .unwrap();
        house.follow().await;
        assert!(house.get(&address).await.has("datetime=\"2026-11-16\""));

        let update = SANK.replace("harbour master", "coastguard");
        house.arrives(&story("urn:1", 2, "2026-11-24T08:00:00Z", &update)).await;
        let page = house.get(&address).await;
        assert!(page.has("the coastguard said") && page.has("datetime=\"2026-11-16\""), "{}", page.text());

        acts::fix_time(&house.store, kept.story, &fix(None), at("2026-11-24T09:40:00Z")).await.unwrap();
        house.follow().await;
        assert!(house.get(&address).await.has("sank on Monday, the coastguard"));
        acts::unfix_time(&house.store, kept.story, "Monday", context, at("2026-11-24T09:50:00Z"))
            .await
            .unwrap();
        house.follow().await;
        assert!(house.get(&address).await.has("datetime=\"2026-11-23\""));
    })
    .await;
}

#[tokio::test]
async fn beside_a_month_stands_the_year_alone() {
    on_sqlite(|house| async move {
        let text = "The ferry was built in June and painted late last month. Work began in June 2024.";
        let kept = house.arrives(&story("urn:1", 1, "2026-11-24T08:00:00Z", text)).await;
        let page = house.get(&house.address(kept).await).await;
        let beside = |month: &str, words: &str, date: &str| {
            format!("datetime=\"{month}\" tabindex=\"0\">{words}<span class=\"date\"> ({date})</span>")
        };
        assert!(page.has(&beside("2026-06", "June", "2026")), "{}", page.text());
        assert!(page.has(&beside("2026-10", "late last month", "late October 2026")), "{}", page.text());
        assert!(page.has("<time datetime=\"2024-06\">June 2024</time>."), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_story_without_a_date_says_nothing_of_monday() {
    on_sqlite(|house| async move {
        let item = wire::Item { published: None, ..story("urn:1", 1, "2026-11-24T08:00:00Z", SANK) };
        let kept = house.arrives(&item).await;
        let page = house.get(&house.address(kept).await).await;
        assert!(page.has("sank on Monday, the harbour master"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_feed_has_the_agencys_words_alone() {
    on_sqlite(|house| async move {
        house.arrives(&story("urn:1", 1, "2026-11-24T08:00:00Z", SANK)).await;
        let feed = house.get("/feed.json").await;
        assert!(feed.has("sank on Monday, the harbour") && !feed.has("23 November 2026)"), "{}", feed.text());
    })
    .await;
}

#[tokio::test]
async fn what_somebody_is_quoted_as_saying_has_an_anchor_of_its_own() {
    on_sqlite(|house| async move {
        let text =
            "Harbour master Edith Lowry said: \u{201c}We sail again on Friday.\u{201d} The quay was wet.";
        let kept = house.arrives(&story("urn:1", 1, "2026-11-24T08:00:00Z", text)).await;
        let page = house.get(&house.address(kept).await).await;
        assert!(page.has("\u{201c}<span class=\"said\" id=\"said-0\">We sail again on "), "{}", page.text());
    })
    .await;
}
