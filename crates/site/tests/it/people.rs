//! People who are quoted: their pages, and who is quoted in a story.

use site::AgencyTerms;
use store::readings::Denial;
use wire::{Item, Moment};

use crate::house::{House, at, copy, dated, on_both, on_both_with, paragraphs};

const SAILING: &str = "\u{201c}We sail on Monday,\u{201d} said Edith Lowry, the harbour master.";

fn says(guid: &str, version: u64, headline: &str, texts: &[&str]) -> Item {
    Item { body: paragraphs(texts), ..copy(guid, version, headline) }
}

/// Two days of what the harbour master said.
async fn two_days(house: &House) -> (store::acts::Kept, store::acts::Kept) {
    let older = says("1", 1, "Ferry to sail", &["The ferry lay at the quay.", SAILING]);
    let older = house.arrives(&dated(older, "2026-11-23T08:00:00Z")).await;
    let newer = says(
        "2",
        1,
        "Ferry stays",
        &[
            "Harbour master Edith Anne Lowry said the ferry would stay. \u{201c}Not in this wind,\u{201d} Lowry said.",
            "\u{201c}I shall wait,\u{201d} said Tom Brack, a passenger.",
        ],
    );
    (older, house.arrives(&newer).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_has_a_page_with_everything_that_live_stories_quote_them_as_saying() {
    on_both(|house| async move {
        two_days(&house).await;
        let third = says("3", 1, "Ferry sails", &[SAILING, "\u{201c}At last,\u{201d} Lowry said."]);
        house.arrives(&third).await;
        let page = house.get("/person/edith-lowry").await;
        assert_eq!(page.status, 200);
        assert_eq!(page.one("h1"), "Edith Lowry");
        assert!(page.one(".intro").contains("harbour master"), "{}", page.one(".intro"));
        assert_eq!(page.all(".quotes h2"), ["Ferry sails", "Ferry to sail"], "newest first");
        assert_eq!(
            page.all(".quote blockquote"),
            [
                "\u{201c}We sail on Monday\u{201d}",
                "\u{201c}At last\u{201d}",
                "\u{201c}We sail on Monday\u{201d}"
            ]
        );
        assert_eq!(
            page.attributes(".quote figcaption a", "href"),
            [
                "/2026/11/24/ferry-sails#said-0",
                "/2026/11/24/ferry-sails#said-1",
                "/2026/11/23/ferry-to-sail#said-0"
            ]
        );
        assert!(page.one(".count").starts_with("Quoted in 2 stories"));
        let data = page.data("CollectionPage");
        assert_eq!(data["about"]["name"], "Edith Lowry");
        assert_eq!(data["hasPart"][1]["text"], "At last");
        assert_eq!(data["hasPart"][1]["isPartOf"]["datePublished"], "2026-11-24T08:00:00Z");
        for nobody in ["/person/nobody", "/person/edith-lowry?page=2"] {
            assert_eq!(house.get(nobody).await.status, 404, "{nobody}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_told_in_the_writers_words_is_marked_as_paraphrased() {
    on_both(|house| async move {
        two_days(&house).await;
        let page = house.get("/person/edith-anne-lowry").await;
        assert_eq!(page.all(".quote-told .quote-kind"), ["Paraphrased"]);
        assert!(!page.one(".quote-told blockquote").contains('\u{201c}'));
        assert_eq!(page.data("CollectionPage")["hasPart"].as_array().unwrap().len(), 1, "only her own words");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_says_whom_it_quotes_and_how_often_each_once() {
    on_both(|house| async move {
        let (older, newer) = two_days(&house).await;
        let page = house.get(&house.address(newer).await).await;
        assert_eq!(page.attributes(".quoted a", "href"), ["/person/edith-anne-lowry", "/person/tom-brack"]);
        let people = page.all(".quoted li");
        assert!(people[0].contains("Harbour master") && people[0].ends_with("2 quotations"), "{people:?}");
        assert!(people[1].ends_with("1 quotation"), "{people:?}");
        assert_eq!(house.get(&house.address(older).await).await.all(".quoted li").len(), 1);
        let silent = house.arrives(&says("9", 1, "Ferry seen", &["It lay at the quay."])).await;
        assert!(!house.get(&house.address(silent).await).await.has("Quoted in this story"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_storys_words_are_gone_from_their_speakers_page_within_one_change() {
    on_both(|house| async move {
        let (older, _) = two_days(&house).await;
        let again = says("3", 1, "Ferry sails", &["\u{201c}At last,\u{201d} said Edith Lowry."]);
        let again = house.arrives(&again).await;
        assert!(house.get("/person/edith-lowry").await.has("We sail on Monday"));
        let before = house.changes().await;
        store::acts::kill(&house.store, older.story, "A court has forbidden it.", house.now()).await.unwrap();
        assert_eq!(house.changes().await, before + 1);
        house.follow().await;
        let page = house.get("/person/edith-lowry").await;
        assert!(page.has("At last") && !page.has("We sail on Monday"));
        store::acts::kill(&house.store, again.story, "And this.", house.now()).await.unwrap();
        house.follow().await;
        assert_eq!(house.get("/person/edith-lowry").await.status, 404, "nobody quotes her now");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_that_drops_a_quotation_takes_it_from_its_speakers_page() {
    on_both(|house| async move {
        two_days(&house).await;
        let more = says("3", 1, "Ferry sails", &[SAILING, "\u{201c}At last,\u{201d} Lowry said."]);
        house.arrives(&dated(more.clone(), "2026-11-24T08:00:00Z")).await;
        assert!(house.get("/person/edith-lowry").await.has("At last"));
        let less = says("3", 2, "Ferry sails", &[SAILING]);
        house.arrives(&less).await;
        let page = house.get("/person/edith-lowry").await;
        assert!(!page.has("At last"));
        assert_eq!(page.all(".quote").len(), 2);
        let none = says("3", 3, "Ferry sails", &["It sailed."]);
        let later = Item { updated: Some(Moment::utc(at("2026-11-24T08:40:00Z"))), ..none };
        house.arrives(&later).await;
        assert_eq!(house.get("/person/edith-lowry").await.all(".quotes h2"), ["Ferry to sail"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_nothing_but_copy_that_may_not_be_found_is_not_found_either() {
    let terms = AgencyTerms { slug: "mna".into(), noindex: true, ..AgencyTerms::default() };
    on_both_with(
        |settings| settings.agencies = vec![terms.clone()],
        |house| async move {
            two_days(&house).await;
            let page = house.get("/person/edith-lowry").await;
            assert_eq!(page.attribute("meta[name=robots]", "content").as_deref(), Some("noindex"));
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_that_calls_somebody_of_the_name_something_else_says_so_on_the_persons_page() {
    on_both(|house| async move {
        two_days(&house).await;
        let other =
            says("3", 1, "Choir sings", &["\u{201c}We sing,\u{201d} said Edith Lowry, the choir master."]);
        house.arrives(&other).await;
        let page = house.get("/person/edith-lowry").await;
        assert!(page.one(".intro").contains("choir master"), "the newest: {}", page.one(".intro"));
        assert_eq!(page.all(".quote-role"), ["Here: \u{201c}harbour master\u{201d}"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_says_in_a_story_under_embargo_is_on_no_page_before_its_end() {
    on_both(|house| async move {
        let embargo = Some(Moment::utc(at("2026-11-24T12:00:00Z")));
        house.arrives(&Item { embargo, ..says("1", 1, "Ferry to sail", &[SAILING]) }).await;
        assert_eq!(house.get("/person/edith-lowry").await.status, 404);
        house.time_passes("2026-11-24T12:00:00Z").await;
        assert!(house.get("/person/edith-lowry").await.has("We sail on Monday"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_desk_says_somebody_did_not_say_is_on_no_page_and_does_not_come_back_with_an_update() {
    on_both(|house| async move {
        let texts = [SAILING, "\u{201c}At last,\u{201d} Lowry said."];
        let kept = house.arrives(&says("1", 1, "Ferry sails", &texts)).await;
        let address = house.address(kept).await;
        assert!(house.get("/person/edith-lowry").await.has("At last"));
        let deny = |words: &'static str, denied: bool| {
            let store = house.store.clone();
            async move {
                let denial = Denial {
                    words: words.into(),
                    person: "edith-lowry".into(),
                    denied,
                    at: at("2026-11-24T09:30:00Z"),
                };
                store::acts::deny_quote(&store, kept.story, &denial).await.unwrap();
            }
        };
        deny("At last,", true).await;
        house.follow().await;
        let page = house.get("/person/edith-lowry").await;
        assert!(!page.has("At last") && page.has("We sail on Monday"));
        let story = house.get(&address).await;
        assert!(story.all(".quoted li")[0].ends_with("1 quotation"));
        assert_eq!(story.all(".said"), ["We sail on Monday,"], "the words stay, the mark goes");
        assert!(story.has("At last"));

        let texts = ["It was windy.", SAILING, "\u{201c}At last,\u{201d} Lowry said."];
        house.arrives(&says("1", 2, "Ferry sails", &texts)).await;
        assert!(!house.get("/person/edith-lowry").await.has("At last"));

        deny("We sail on Monday,", true).await;
        house.follow().await;
        assert_eq!(house.get("/person/edith-lowry").await.status, 404, "nothing is left of her");
        assert!(house.get(&address).await.all(".text a").is_empty());
        deny("At last,", false).await;
        house.follow().await;
        assert_eq!(house.get("/person/edith-lowry").await.all(".quote").len(), 1, "taken back");
        assert_eq!(
            store::readings::denials(house.store.db(), kept.story).await.unwrap().len(),
            3,
            "all is kept"
        );
    })
    .await;
}
