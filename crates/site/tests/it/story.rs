//! The story page: honest dates, credits, data for programs.

use serde_json::json;
use site::AgencyTerms;
use wire::{Credit, Item, ItemKind, Link, LinkRole, Moment, Precision};

use crate::house::{LUMIERE, MERIDIAN, about, at, copy, on_both, on_both_with, paragraphs, picture};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_page_says_who_wrote_it_where_and_when() {
    on_both(|house| async move {
        let credit = Credit { line: Some("MNA / Ida Marsh".into()), ..Credit::default() };
        let story = house
            .arrives(&Item { credit, ..about(copy("1", 1, "Ferry returns to harbour"), "Ferries") })
            .await;
        let path = house.address(story).await;
        assert_eq!(path, "/2026/11/24/ferry-returns-to-harbour");
        let page = house.get(&path).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.all(".crumbs li"), ["Home", "Meridian News Agency", "Ferry returns to harbour"]);
        assert_eq!(page.attributes(".crumbs a", "href"), ["/", "/agency/mna"]);
        assert_eq!(page.one("h1"), "Ferry returns to harbour");
        assert_eq!(page.one(".byline"), "By Ida Marsh");
        assert_eq!(page.attribute(".byline a", "href").unwrap(), "/author/ida-marsh");
        assert_eq!(page.one(".agency"), "Meridian News Agency");
        assert_eq!(page.one(".when"), "Published Tuesday, 24 November 2026, 08:00 GMT");
        assert_eq!(page.attribute(".when time", "datetime").unwrap(), "2026-11-24T08:00:00Z");
        assert_eq!(page.one(".dateline"), "PORT ELLERY, 24 Nov 2026");
        assert_eq!(page.one(".today"), "Today: Tuesday, 24 November 2026");
        assert!(page.one(".rights").starts_with("Credit: MNA / Ida Marsh."));
        assert_eq!(page.all(".topics li"), ["Ferries", "harbour", "Port Ellery"]);
        assert!(
            page.all(".age-notice, .note, .versions, .ad").is_empty(),
            "what there is nothing of is absent"
        );

        let canonical = format!("https://courier.example{path}");
        assert_eq!(page.attributes("link[rel=canonical]", "href"), [canonical.as_str()]);
        let meta = |name: &str| page.attribute(&format!("meta[property='{name}']"), "content");
        assert_eq!(meta("og:type").as_deref(), Some("article"));
        assert_eq!(meta("og:title").as_deref(), Some("Ferry returns to harbour"));
        assert_eq!(meta("og:url").as_deref(), Some(canonical.as_str()));
        assert_eq!(meta("og:site_name").as_deref(), Some("The Harbour Courier"));
        assert_eq!(meta("article:published_time").as_deref(), Some("2026-11-24T08:00:00Z"));

        let article = page.data("NewsArticle");
        assert_eq!(article["headline"], "Ferry returns to harbour");
        assert_eq!(article["datePublished"], "2026-11-24T08:00:00Z");
        assert_eq!(article["dateModified"], "2026-11-24T08:00:00Z");
        assert_eq!(article["author"][0]["name"], "Ida Marsh");
        assert_eq!(article["sourceOrganization"]["name"], "Meridian News Agency");
        assert_eq!(article["creditText"], "MNA / Ida Marsh");
        assert_eq!(article["dateline"], "PORT ELLERY");
        let list = page.data("BreadcrumbList");
        let item = |n: usize| list["itemListElement"][n].clone();
        assert_eq!(item(0)["item"], "https://courier.example/");
        assert_eq!(
            item(1),
            json!({"@type": "ListItem", "position": 2, "name": "Meridian News Agency",
            "item": "https://courier.example/agency/mna"})
        );
        assert_eq!(item(2)["item"], json!(canonical));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_undated_story_says_date_unknown_and_has_no_date_anywhere() {
    on_both(|house| async move {
        let undated = Item { published: None, updated: None, ..copy("1", 1, "Found in a harbour drawer") };
        let story = house.arrives(&undated).await;
        let path = house.address(story).await;
        assert_eq!(path, "/undated/found-in-a-harbour-drawer");
        let page = house.get(&path).await;
        assert_eq!(page.one(".when"), "Date unknown. The agency gave no date; received 24 Nov 2026");
        assert!(!page.has("datePublished") && !page.has("dateModified") && !page.has("published_time"));
        let list = house.get("/undated").await;
        assert_eq!(list.cards(), ["Found in a harbour drawer"]);
        assert_eq!(list.all(".meta time"), Vec::<String>::new());
        assert!(house.get("/archive").await.has("/undated"));
        assert!(!house.get("/feed.xml").await.has("pubDate"));
        let atom = house.get("/atom.xml").await;
        assert!(atom.has("Found in") && !atom.has("<published>"));
        let json: serde_json::Value = serde_json::from_str(&house.get("/feed.json").await.text()).unwrap();
        let entry = &json["items"][0];
        assert_eq!(entry["title"], "Found in a harbour drawer");
        assert!(entry["date_published"].is_null() && entry["date_modified"].is_null(), "{entry}");
        assert!(!house.get("/news-sitemap.xml").await.has("found-in"));
        let sitemap = house.get("/sitemap.xml").await;
        assert!(sitemap.has("/undated/found-in-a-harbour-drawer") && !sitemap.has("lastmod"));

        // When the agency says the date after all, the address stays and the story stands on its day.
        house.arrives(&copy("1", 2, "Found in a harbour drawer")).await;
        assert!(house.get(&path).await.one(".when:first-of-type, .when").starts_with("Published"));
        assert_eq!(house.get("/undated").await.status, 404);
        assert_eq!(house.get("/2026/11/24").await.cards(), ["Found in a harbour drawer"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_date_of_change_moves_only_when_readers_see_one() {
    on_both(|house| async move {
        let story = house.arrives(&copy("1", 1, "Harbour talks open")).await;
        let path = house.address(story).await;
        // Version 2 has another time, other codes, another note to editors; and not a word for readers.
        let same = Item {
            ed_note: Some("Fixes slugline.".into()),
            ..about(copy("1", 2, "Harbour talks open"), "Ports")
        };
        house.arrives(&same).await;
        let page = house.get(&path).await;
        assert_eq!(page.data("NewsArticle")["dateModified"], "2026-11-24T08:00:00Z");
        assert_eq!(page.all(".when").len(), 1);
        assert!(page.all(".versions").is_empty(), "readers could not tell them apart");
        assert!(!house.get("/atom.xml").await.has("<updated>2026-11-24T08:10:00Z"));

        house
            .arrives(&Item { body: paragraphs(&["They talk."]), ..copy("1", 3, "Harbour talks open") })
            .await;
        let page = house.get(&path).await;
        assert_eq!(page.data("NewsArticle")["dateModified"], "2026-11-24T08:20:00Z");
        assert_eq!(page.data("NewsArticle")["datePublished"], "2026-11-24T08:00:00Z");
        assert_eq!(page.all(".when")[1], "Updated Tuesday, 24 November 2026, 08:20 GMT");
        assert_eq!(page.one(".versions"), "2 versions · see what changed");
        assert!(house.get("/atom.xml").await.has("<updated>2026-11-24T08:20:00Z"));
        assert!(house.get("/sitemap.xml").await.has("<lastmod>2026-11-24T08:20:00Z"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_dates_are_the_same_wherever_they_stand() {
    on_both(|house| async move {
        // Written in Helsinki, printed in London.
        let there = |text| Moment { at: at(text), offset: Some(2 * 3600), precision: Precision::Time };
        let first =
            Item { published: Some(there("2026-11-24T08:00:00Z")), ..copy("1", 1, "Harbour freezes over") };
        let story = house.arrives(&first).await;
        let second = Item {
            version: Some(2),
            updated: Some(there("2026-11-24T08:30:00Z")),
            body: paragraphs(&["Nothing moves."]),
            ..first
        };
        house.arrives(&second).await;
        let path = house.address(story).await;
        let page = house.get(&path).await;
        assert_eq!(
            page.attributes(".when time", "datetime"),
            ["2026-11-24T10:00:00+02:00", "2026-11-24T10:30:00+02:00"]
        );
        assert_eq!(page.all(".when time")[0], "Tuesday, 24 November 2026, 08:00 GMT");
        let data = page.data("NewsArticle");
        let meta =
            |name: &str| page.attribute(&format!("meta[property='article:{name}']"), "content").unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let card = house.get("/harbour").await.attributes(".meta time", "datetime");
        let atom = house.get("/atom.xml").await.text();
        let json: serde_json::Value = serde_json::from_str(&house.get("/feed.json").await.text()).unwrap();
        let (map, news) =
            (house.get("/sitemap.xml").await.text(), house.get("/news-sitemap.xml").await.text());
        let inside = |xml: &str, name: &str| {
            let rest = xml.rsplit(&format!("<{name}>")).next().unwrap().to_owned();
            rest.split('<').next().unwrap().to_owned()
        };
        let published = [
            text(&data["datePublished"]),
            meta("published_time"),
            card[0].clone(),
            inside(&atom, "published"),
            text(&json["items"][0]["date_published"]),
            inside(&news, "news:publication_date"),
        ];
        let updated = [
            text(&data["dateModified"]),
            meta("modified_time"),
            card[1].clone(),
            inside(&atom, "updated"),
            text(&json["items"][0]["date_modified"]),
            inside(&map, "lastmod"),
        ];
        assert!(published.iter().all(|said| at(said) == at("2026-11-24T08:00:00Z")), "{published:?}");
        assert!(updated.iter().all(|said| at(said) == at("2026-11-24T08:30:00Z")), "{updated:?}");
        assert!(house.get("/feed.xml").await.has("<pubDate>Tue, 24 Nov 2026 08:00:00 +0000</pubDate>"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stale_version_is_never_shown_over_a_newer_one() {
    on_both(|house| async move {
        let story = house.arrives(&copy("1", 3, "Three boats saved in harbour")).await;
        let path = house.address(story).await;
        house.arrives(&copy("1", 2, "Two boats saved in harbour")).await;
        for page in [path.as_str(), "/", "/harbour", "/feed.xml", "/search?q=boats"] {
            let page = house.get(page).await;
            assert!(page.has("Three boats") && !page.has("Two boats"));
        }
        assert!(!house.get(&format!("{path}/history")).await.has("Two boats"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_story_of_its_section_does_not_drop_a_storys_page() {
    on_both(|house| async move {
        let story = house.arrives(&about(copy("1", 1, "Talks on quotas"), "Fish")).await;
        let path = house.address(story).await;
        house.get(&path).await;
        assert_eq!(house.site.cache_size().0, 1);
        let other = Item { keywords: vec![], bylines: vec![], ..copy("2", 1, "Talks on tolls") };
        house.arrives(&other).await;
        assert_eq!(house.site.cache_size().0, 1, "nothing on the page changed");
        // One of its own topics comes into the related stories.
        let catch =
            |version, headline| Item { keywords: vec![], ..about(copy("3", version, headline), "Fish") };
        let fish = house.arrives(&catch(1, "Catch of the year")).await;
        assert_eq!(house.site.cache_size().0, 0);
        let page = house.get(&path).await;
        assert_eq!(page.all("#related ~ ul .card-headline"), ["Catch of the year"]);
        // And when that one changes its headline, it does so here too.
        house.arrives(&catch(2, "Catch of the decade")).await;
        assert_eq!(house.get(&path).await.all("#related ~ ul .card-headline"), ["Catch of the decade"]);
        assert!(house.get(&path).await.has(&house.address(fish).await));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_agency_with_a_new_name_has_it_on_old_stories_too() {
    on_both(|house| async move {
        let story = house.arrives(&copy("1", 1, "Ferry returns to harbour")).await;
        let path = house.address(story).await;
        assert_eq!(house.get(&path).await.one(".agency"), "Meridian News Agency");
        assert!(house.get("/world").await.cards().is_empty());
        house.get("/2026/11/24").await;
        let other = Item { guid: Some("urn:x".into()), ..copy("2", 1, "Of another day") };
        house
            .arrives_from((MERIDIAN.0, "Meridian Press"), &crate::house::dated(other, "2026-11-20T08:00:00Z"))
            .await;
        assert_eq!(house.get(&path).await.one(".agency"), "Meridian Press");
        assert!(house.get("/2026/11/24").await.has("Meridian Press"));
        assert!(!house.get("/2026/11/24").await.has("Meridian News Agency"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_story_stands_with_the_story_that_names_it_and_leaves_with_its_kill() {
    on_both(|house| async move {
        let link = Link { role: LinkRole::Related, guid: Some("urn:mna:pic".into()), ..Link::default() };
        let story = house.arrives(&Item { links: vec![link], ..copy("1", 1, "Storm at the harbour") }).await;
        let path = house.address(story).await;
        assert!(house.get(&path).await.all("figure").is_empty());
        let item = Item {
            kind: ItemKind::Picture,
            media: vec![picture("Waves over the wall")],
            ..copy("pic", 1, "Waves")
        };
        let kept = house.arrives(&item).await;
        let file = house.brings_file(kept, b"a picture", "image/png", "png").await;
        let page = house.get(&path).await;
        assert_eq!(page.one("figure figcaption"), "Waves over the wall Joan Hale");
        assert_eq!(page.attributes("figure img", "src"), [file.as_str()]);
        assert_eq!(
            page.attribute("meta[property='og:image']", "content").unwrap(),
            format!("https://courier.example{file}")
        );
        assert!(house.get("/").await.has(&file));

        store::acts::kill(&house.store, kept.story, "Not ours.", house.now()).await.unwrap();
        house.follow().await;
        assert!(!house.get(&path).await.has("<figure") && !house.get("/").await.has(&file));
        assert_eq!(house.get(&file).await.status, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_of_a_picture_stands_in_the_text_also_without_its_file() {
    on_both(|house| async move {
        let mut item = copy("1", 1, "Storm at the harbour");
        item.media = vec![picture("Waves over the wall")];
        item.body.blocks.push(wire::Block::Media { media: 0 });
        let story = house.arrives(&item).await;
        let page = house.get(&house.address(story).await).await;
        assert_eq!(page.one(".text figcaption"), "Waves over the wall Joan Hale");
        assert!(page.all("main img").is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_agency_that_wants_no_search_engine_has_it_said_on_its_pages_and_stands_in_no_sitemap() {
    let terms = AgencyTerms { slug: "lumiere".into(), noindex: true, ..AgencyTerms::default() };
    on_both_with(
        |settings| settings.agencies = vec![terms.clone()],
        |house| async move {
            let theirs = house.arrives_from(LUMIERE, &copy("1", 1, "Oysters of the harbour")).await;
            let ours = house.arrives(&copy("2", 1, "Ferry returns to harbour")).await;
            let robots = |page: &crate::answer::Answer| page.attribute("meta[name=robots]", "content");
            assert_eq!(robots(&house.get(&house.address(theirs).await).await).as_deref(), Some("noindex"));
            assert_eq!(robots(&house.get(&house.address(ours).await).await), None);
            for sitemap in ["/sitemap.xml", "/news-sitemap.xml"] {
                let sitemap = house.get(sitemap).await;
                assert!(sitemap.has("ferry-returns") && !sitemap.has("oysters"));
            }
            assert!(house.get("/").await.has("Oysters"));
        },
    )
    .await;
}
