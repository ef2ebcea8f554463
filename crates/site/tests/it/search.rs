//! Search.

use wire::Item;

use crate::house::{LUMIERE, copy, dated, on_both, paragraphs};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_finds_marks_filters_and_counts() {
    on_both(|house| async move {
        let body = paragraphs(&["A ferry <b>struck</b> the quay & sank."]);
        house
            .arrives(&Item { body, language: Some("en".into()), ..copy("1", 1, "Accident at the harbour") })
            .await;
        house
            .arrives(&dated(
                Item { language: Some("en".into()), ..copy("2", 1, "Ferry of the harbour sold") },
                "2018-09-10T08:00:00Z",
            ))
            .await;
        let french = Item {
            language: Some("fr".into()),
            keywords: vec!["talks".into()],
            ..copy("3", 1, "Le ferry et les talks")
        };
        house.arrives_from(LUMIERE, &french).await;

        let page = house.get("/search?q=ferry").await;
        assert!(page.one(".found-head .count").starts_with("3 stories"));
        assert_eq!(page.cards()[2], "Accident at the harbour", "a headline counts more than the text");
        let excerpt = page.all(".card-summary").join(" ");
        assert!(excerpt.contains("A ferry <b>struck</b> the quay & sank"), "{excerpt}");
        assert!(page.all("mark").contains(&"ferry".to_owned()) && page.all("main b").is_empty());
        let facets = page.all(".facets li");
        for facet in [
            "Harbour 2",
            "World 1",
            "Meridian News Agency 2",
            "Agence Lumière 1",
            "2026 2",
            "2018 1",
            "English 2",
            "French 1",
        ] {
            assert!(facets.contains(&facet.to_owned()), "{facet}: {facets:?}");
        }
        for (filter, count) in [
            ("section=world", 1),
            ("agency=mna", 2),
            ("year=2018", 1),
            ("language=fr", 1),
            ("to=2018-09-10", 1),
            ("from=2018-09-11", 2),
            ("year=2018&language=fr", 0),
            ("section=nothing", 0),
        ] {
            assert_eq!(
                house.get(&format!("/search?q=ferry&{filter}")).await.cards().len(),
                count,
                "{filter}"
            );
        }
        let filtered = house.get("/search?q=ferry&section=harbour&order=newest").await;
        assert_eq!(filtered.cards(), ["Accident at the harbour", "Ferry of the harbour sold"]);
        assert_eq!(filtered.one(".chosen a"), "Section: Harbour. Remove this filter×");
        assert_eq!(filtered.attribute(".chosen a", "href").unwrap(), "/search?q=ferry&order=newest");
        assert_eq!(filtered.attribute("form.search input[name=section]", "value").unwrap(), "harbour");
        assert!(
            house
                .get("/search?q=ferry&from=yesterday")
                .await
                .one(".problem")
                .contains("“yesterday” is no day")
        );
        assert!(house.get("/search?q=unheard-of").await.has("Nothing was found for"));
        assert_eq!(
            house.get("/search?q=ferry&page=9").await.one(".problem"),
            "There are not so many pages of results."
        );
        assert_eq!(house.get("/search/?q=ferry").await.header("location"), Some("/search?q=ferry"));
        assert_eq!(page.attribute("meta[name=robots]", "content").as_deref(), Some("noindex"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_a_reader_types_runs_or_breaks_the_page() {
    on_both(|house| async move {
        house.arrives(&copy("1", 1, "Harbour story")).await;
        let script = house.get("/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%20onfocus%3D%22x&section=%22%3E%3Cscript%3E").await;
        assert_eq!(script.status, 200);
        assert!(!script.has("<script>") && !script.has("onfocus=\""), "{}", script.text());
        assert_eq!(script.attribute("form.search input[name=q]", "value").unwrap(), "<script>alert(1)</script>\" onfocus=\"x");
        let long = format!("/search?q={}", "a+%22".repeat(900));
        for query in [
            "/search",
            "/search?",
            "/search?q",
            "/search?q=%FF%FE%00",
            "/search?q=%22",
            "/search?q=-",
            "/search?q=-harbour",
            "/search?q=%22%22%22+-%22",
            "/search?q=headline:x+AND+(+OR+*+%5B1+TO",
            "/search?q=%E2%80%9Charbour%E2%80%9D",
            "/search?q=harbour&page=0&page=-1&page=99999999999",
            "/search?page=4294967295&year=%00&order=%F0%9F%98%80",
            "/search?from=9999-12-31&to=-9999-01-01",
            "/search?q=harbour&&&==&=x&%",
            &long,
        ] {
            assert_eq!(house.get(query).await.status, 200, "{query}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_story_is_not_found_even_before_the_index_knows() {
    on_both(|house| async move {
        let story = house.arrives(&copy("1", 1, "Harbour story of zanzibar")).await;
        assert_eq!(house.get("/search?q=zanzibar").await.cards().len(), 1);
        store::acts::kill(&house.store, story.story, "Wrong.", house.now()).await.unwrap();
        let page = house.get("/search?q=zanzibar").await;
        assert!(page.cards().is_empty() && !page.has("Harbour story"));
    })
    .await;
}
