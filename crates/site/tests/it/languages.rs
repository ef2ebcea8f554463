//! A paper in another language speaks it on every page; a story leads to its translations.

use site::Settings;
use wire::{Item, Link, LinkRole, Signal};

use crate::house::{House, MERIDIAN, about, at, copy, dated, on_both, on_both_with, on_sqlite_with};

const LANGUAGES: [&str; 5] = ["ar", "de", "es", "fr", "pt"];

/// What a page says is said in some language: one word of the English messages on a German page is one too
/// many. Names, headlines and the agency's own words are the agency's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paper_in_another_language_has_no_english_left() {
    for language in LANGUAGES {
        on_sqlite_with(
            |settings: &mut Settings| {
                settings.language = language.into();
                settings.comments.enabled = true;
            },
            |house| async move {
                let pages = every_page(&house, language).await;
                let english = english_words();
                for (address, words) in pages {
                    for sentence in &english {
                        assert!(
                            !words.contains(sentence.as_str()),
                            "{language} {address}: {sentence:?} in {words}"
                        );
                    }
                }
            },
        )
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_arabic_paper_is_written_from_the_right_and_dated_in_arabic() {
    on_sqlite_with(
        |settings| settings.language = "ar".into(),
        |house| async move {
            let item = Item {
                language: Some("ar".into()), ..copy("1", 1, "عودة العبارة إلى الميناء")
            };
            let old = dated(
                Item { bylines: vec!["ليلى حداد".into(), "سامي نور".into()], ..item },
                "2018-09-10T08:00:00Z",
            );
            let story = house.arrives(&old).await;
            let page = house.get(&house.address(story).await).await;
            assert_eq!(page.attribute("html", "dir").as_deref(), Some("rtl"));
            assert_eq!(page.one(".today"), "اليوم: الثلاثاء، 24 نوفمبر 2026");
            assert!(
                page.one(".when").starts_with("نُشر الاثنين، 10 سبتمبر 2018، 9:00 ص BST"),
                "{}",
                page.one(".when")
            );
            assert_eq!(page.one(".byline"), "بقلم ليلى حداد وسامي نور");
            assert_eq!(page.one(".age-notice"), "مضى على هذا المقال أكثر من 8 سنوات");
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_and_a_kill_are_told_in_the_papers_language() {
    on_both_with(
        |settings| settings.language = "de".into(),
        |house| async move {
            house.arrives(&copy("1", 1, "Fähre kehrt zurück")).await;
            let corrected = Item {
                signal: Some(Signal::Correction),
                ed_note: Some("Corrects the fare to seven crowns.".into()),
                bylines: vec!["Jo Hart".into()],
                ..copy("1", 2, "Fähre kehrt zurück")
            };
            let story = house.arrives(&corrected).await;
            let path = house.address(story).await;
            let page = house.get(&path).await;
            let note = page.one(".note");
            assert!(
                note.ends_with("Die Agentur dazu: „Corrects the fare to seven crowns.“"),
                "the agency's words stay its own: {note}"
            );
            let history = house.get(&format!("{path}/history")).await;
            assert_eq!(history.all(".diff-other li"), ["Autorenzeile: „Ida Marsh“ wurde zu „Jo Hart“."]);
            house
                .arrives(&Item { status: wire::Status::Canceled, ..copy("1", 3, "Fähre kehrt zurück") })
                .await;
            let gone = house.get(&path).await;
            assert_eq!(gone.status, 410);
            assert_eq!(gone.one("h1"), "Diese Meldung wurde zurückgezogen");
            assert_eq!(
                gone.one(".notice-text"),
                "Die Agentur hat diese Meldung zurückgezogen und keinen Grund genannt."
            );
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_and_its_translations_lead_to_each_other() {
    on_both(|house| async move {
        let in_language = |guid: &str, language: &str, headline: &str| Item {
            language: Some(language.into()),
            ..copy(guid, 1, headline)
        };
        let translated = |item: Item, from: &str| Item {
            links: vec![Link {
                role: LinkRole::Translation,
                guid: Some(format!("urn:mna:{from}")),
                ..Link::default()
            }],
            ..item
        };
        let english = house.arrives(&in_language("1", "en", "Ferry returns")).await;
        let path = house.address(english).await;
        assert!(house.get(&path).await.attributes("link[hreflang]", "hreflang").is_empty());

        let french = translated(in_language("2", "fr", "Le bac revient"), "1");
        let french = house.arrives(&french).await;
        house.arrives(&translated(in_language("3", "ar", "عودة العبارة"), "1")).await;
        let other = house.address(french).await;
        for page in [house.get(&path).await, house.get(&other).await] {
            let mut languages = page.attributes("link[hreflang]", "hreflang");
            languages.sort();
            assert_eq!(languages, ["ar", "en", "fr"], "each names all, itself among them");
        }
        assert_eq!(house.get(&other).await.attributes(".languages a", "hreflang").len(), 2);

        let kill = Item {
            status: wire::Status::Canceled, version: Some(2), ..copy("3", 2, "عودة العبارة")
        };
        house.arrives(&kill).await;
        let left = house.get(&path).await.attributes("link[hreflang]", "hreflang");
        assert_eq!(left.len(), 2, "a killed translation is named nowhere: {left:?}");
    })
    .await;
}

/// The words of every kind of page, without those of stories.
async fn every_page(house: &House, language: &str) -> Vec<(String, String)> {
    let local =
        |item: Item| Item { language: Some(language.into()), bylines: vec!["Ida Marsh".into()], ..item };
    let mut first = None;
    for n in 0..8u32 {
        let item = local(about(copy(&n.to_string(), 1, &format!("Zzz {n}")), "Zzz"));
        let kept = house.arrives(&if n == 7 { dated(item, "2018-09-10T08:00:00Z") } else { item }).await;
        first.get_or_insert(kept);
    }
    let corrected = Item { signal: Some(Signal::Correction), ..local(copy("0", 2, "Zzz 0")) };
    house.arrives(&corrected).await;
    let killed = house.arrives(&local(copy("9", 1, "Zzz 9"))).await;
    let undated = Item { published: None, updated: None, ..local(copy("10", 1, "Zzz 10")) };
    let undated = house.arrives(&undated).await;
    let tombstone = house.address(killed).await;
    house.arrives(&Item { status: wire::Status::Canceled, ..local(copy("9", 2, "Zzz 9")) }).await;
    let path = house.address(first.unwrap()).await;
    let mut pages = Vec::new();
    for address in [
        path.clone(),
        format!("{path}/history"),
        format!("{path}/comments"),
        format!("{path}/comments/new"),
        format!("{path}/comments/mine"),
        house.address(undated).await,
        tombstone,
        "/".into(),
        "/harbour".into(),
        "/topic/zzz".into(),
        format!("/agency/{}", MERIDIAN.0),
        "/author/ida-marsh".into(),
        "/archive".into(),
        "/2026/11/24".into(),
        "/corrections".into(),
        "/comments".into(),
        "/search".into(),
        "/search?q=zzz".into(),
        "/search?q=nichts&year=2018".into(),
        "/search?from=1".into(),
        "/nothing".into(),
    ] {
        let page = house.get(&address).await;
        let labels = page.attributes("main [aria-label], nav[aria-label], form[aria-label]", "aria-label");
        let title = page.one("title");
        pages.push((address, format!("{} {title} {}", page.one("body"), labels.join(" "))));
    }
    assert!(at("2026-11-24T09:00:00Z") <= house.now());
    pages
}

/// The English messages of two words and more, cut where something is put in.
fn english_words() -> Vec<String> {
    let text = include_str!("../../../../themes/default/messages/en.ftl");
    let values = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let value = line
            .split_once(" = ")
            .map_or_else(|| line.split_once("] ").map(|(_, value)| value), |(_, value)| Some(value));
        value.filter(|value| !value.ends_with("->"))
    });
    let parts = values.flat_map(|value| {
        value.split(['{', '}']).step_by(2).map(str::trim).map(str::to_owned).collect::<Vec<_>>()
    });
    let words =
        |part: &String| part.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    parts.filter(|part| words(part) >= 2).collect()
}
