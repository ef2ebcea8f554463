//! What "Monday" means on a story's page.

use store::acts;
use store::readings::{Fix, Says};
use wire::{Block, Body, Inline};

use crate::house::{at, copy, dated, on_both, on_sqlite, paragraphs};

const SANK: &str = "The ferry sank on Monday, the harbour master said. It had been built in 1998.";

fn story(guid: &str, version: u64, published: &str, text: &str) -> wire::Item {
    let item = dated(copy(guid, version, "Ferry sinks"), published);
    wire::Item { body: paragraphs(&[text]), language: Some("en".into()), ..item }
}

/// 24 November 2026 is a Tuesday.
const MONDAY: &str = "<time class=\"meant\" datetime=\"2026-11-23\" tabindex=\"0\">Monday<span class=\"date\"> \
                      <span>(</span>23 November 2026<span>)</span></span></time>";

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
        let fix = |says: Says, now: &str| Fix {
            words: "Monday".into(),
            context: context.into(),
            others: Vec::new(),
            says,
            at: at(now),
        };
        let date = fix(Says::Date("2026-11-16".into()), "2026-11-24T09:30:00Z");
        acts::fix_time(&house.store, kept.story, &date).await.unwrap();
        house.follow().await;
        assert!(house.get(&address).await.has("datetime=\"2026-11-16\""));

        let update = SANK.replace("harbour master", "coastguard");
        house.arrives(&story("urn:1", 2, "2026-11-24T08:00:00Z", &update)).await;
        let page = house.get(&address).await;
        assert!(page.has("the coastguard said") && page.has("datetime=\"2026-11-16\""), "{}", page.text());

        let none = fix(Says::NoDate, "2026-11-24T09:40:00Z");
        acts::fix_time(&house.store, kept.story, &none).await.unwrap();
        house.follow().await;
        assert!(house.get(&address).await.has("sank on Monday, the coastguard"));
        let found = fix(Says::AsFound, "2026-11-24T09:50:00Z");
        acts::fix_time(&house.store, kept.story, &found).await.unwrap();
        house.follow().await;
        assert!(house.get(&address).await.has("datetime=\"2026-11-23\""));
        let kept = store::readings::fixes(house.store.db(), kept.story).await.unwrap();
        assert_eq!(kept, [date, none, found], "what was said when is kept");
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
            format!(
                "datetime=\"{month}\" tabindex=\"0\">{words}<span class=\"date\"> \
                 <span>(</span>{date}<span>)</span></span>"
            )
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
        assert!(feed.has("sank on Monday, the harbour") && !feed.has("23 November 2026"), "{}", feed.text());
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

#[tokio::test]
async fn beside_a_day_of_a_month_stands_the_year_alone_and_an_early_hour_makes_no_early_date() {
    on_sqlite(|house| async move {
        let text = "The ferry sank on 3 October, and early on Monday she was found.";
        let kept = house.arrives(&story("urn:1", 1, "2018-11-14T08:00:00Z", text)).await;
        let page = house.get(&house.address(kept).await).await;
        assert_eq!(page.all(".meant .date"), ["(2018)", "(12 November 2018)"], "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn beside_foreign_copy_a_date_says_that_it_is_in_the_papers_language() {
    on_sqlite(|house| async move {
        let item = wire::Item {
            language: Some("de".into()),
            ..story(
                "urn:1",
                1,
                "2026-11-24T08:00:00Z",
                "Die Brücke wurde am Montag gesperrt, teilte der Rat mit.",
            )
        };
        let kept = house.arrives(&item).await;
        let page = house.get(&house.address(kept).await).await;
        assert_eq!(page.attributes(".meant .date", "lang"), ["en-GB"], "{}", page.text());
        assert_eq!(page.attributes(".meant .date", "dir"), ["ltr"]);
        let own = house.arrives(&story("urn:2", 1, "2026-11-24T08:00:00Z", SANK)).await;
        assert!(house.get(&house.address(own).await).await.attributes(".meant .date", "lang").is_empty());
    })
    .await;
}

#[tokio::test]
async fn when_two_sentences_say_monday_the_desks_word_on_one_never_passes_to_the_other() {
    on_both(|house| async move {
        let (sank, sails) = (
            "The ferry sank on Monday off the old mole, the harbour master said.",
            "Another sailed on Monday with mail.",
        );
        let item = |version, texts: &[&str]| wire::Item {
            body: paragraphs(texts),
            ..story("urn:1", version, "2026-11-24T08:00:00Z", "")
        };
        let kept = house.arrives(&item(1, &[sank, sails])).await;
        let address = house.address(kept).await;
        let reading = store::readings::of(house.store.db(), kept.story, 1).await.unwrap().unwrap();
        let contexts: Vec<String> = reading.times.iter().map(|mark| mark.context.clone()).collect();
        let fix = Fix {
            words: "Monday".into(),
            context: contexts[0].clone(),
            others: vec![contexts[1].clone()],
            says: Says::Date("2026-11-16".into()),
            at: at("2026-11-24T09:30:00Z"),
        };
        acts::fix_time(&house.store, kept.story, &fix).await.unwrap();
        house.follow().await;
        let days = |page: crate::answer::Answer| page.attributes(".meant", "datetime");
        assert_eq!(days(house.get(&address).await), ["2026-11-16", "2026-11-23"]);

        let edited = sank.replace("the old mole", "the north mole");
        house.arrives(&item(2, &[sails, &edited])).await;
        assert_eq!(days(house.get(&address).await), ["2026-11-23", "2026-11-16"], "moved and edited");

        house.arrives(&item(3, &[sails])).await;
        assert_eq!(days(house.get(&address).await), ["2026-11-23"], "its sentence is gone");
    })
    .await;
}

#[tokio::test]
async fn the_first_mention_of_somebody_who_is_quoted_leads_to_the_persons_page() {
    on_sqlite(|house| async move {
        let text = "\u{201c}We sail,\u{201d} said Edith Lowry. \u{201c}Or not,\u{201d} Lowry said. She said it twice.";
        let kept = house.arrives(&story("urn:1", 1, "2026-11-24T08:00:00Z", text)).await;
        let page = house.get(&house.address(kept).await).await;
        assert_eq!(page.all(".text a"), ["Edith Lowry"]);
        assert_eq!(page.attributes(".text a", "href"), ["/person/edith-lowry"]);
        let parts = &page.data("NewsArticle")["hasPart"];
        assert_eq!(parts[0]["text"], "We sail");
        assert_eq!(parts[0]["creator"]["name"], "Edith Lowry");
        assert!(parts[1]["url"].as_str().unwrap().ends_with("#said-1"), "{parts}");
    })
    .await;
}

#[tokio::test]
async fn somebody_whose_first_mention_is_a_link_of_the_agencys_leads_to_the_persons_page_further_on() {
    on_sqlite(|house| async move {
        let text = vec![
            Inline::text("\u{201c}We sail,\u{201d} said "),
            Inline::Link { href: "https://port.example/".into(), inner: vec![Inline::text("Edith Lowry")] },
            Inline::text(". \u{201c}Or not,\u{201d} Lowry said."),
        ];
        let body = Body { blocks: vec![Block::Paragraph { text }] };
        let item = wire::Item { body, ..story("urn:1", 1, "2026-11-24T08:00:00Z", "") };
        let kept = house.arrives(&item).await;
        let page = house.get(&house.address(kept).await).await;
        assert_eq!(page.all(".text a"), ["Edith Lowry", "Lowry"]);
        assert_eq!(page.attributes(".text a", "href"), ["https://port.example/", "/person/edith-lowry"]);
    })
    .await;
}

#[tokio::test]
async fn a_standfirst_has_its_dates_too() {
    on_sqlite(|house| async move {
        let item = wire::Item {
            summary: Some("Divers found her on Monday & towed her in.".into()),
            ..story("urn:1", 1, "2026-11-24T08:00:00Z", "She lies off the mole.")
        };
        let kept = house.arrives(&item).await;
        let page = house.get(&house.address(kept).await).await;
        assert!(
            page.has(&format!("class=\"standfirst\">Divers found her on {MONDAY} &amp; towed her in.")),
            "{}",
            page.text()
        );
        assert_eq!(
            page.attribute("meta[name=description]", "content").as_deref(),
            Some("Divers found her on Monday & towed her in.")
        );
    })
    .await;
}
