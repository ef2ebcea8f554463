//! Sitemaps and robots.txt.

use crate::house::{MERIDIAN, copy, dated, on_both};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_news_sitemap_holds_what_was_first_published_in_the_last_48_hours() {
    on_both(|house| async move {
        house.arrives(&dated(copy("1", 1, "Harbour & quay"), "2026-11-22T09:00:01Z")).await;
        house.arrives(&dated(copy("2", 1, "Harbour of old"), "2026-11-22T09:00:00Z")).await;
        let news = house.get("/news-sitemap.xml").await;
        assert_eq!(news.header("content-type"), Some("application/xml; charset=utf-8"));
        assert!(news.has("<news:publication_date>2026-11-22T09:00:01Z</news:publication_date>"));
        assert!(
            news.has("<news:name>The Harbour Courier</news:name>")
                && news.has("<news:language>en</news:language>")
        );
        assert!(news.has("<news:title>Harbour &amp; quay</news:title>"));
        assert!(!news.has("Harbour of old"), "48 hours are over");
        // An update does not make it news again.
        house.arrives(&dated(copy("2", 2, "Harbour of old again"), "2026-11-22T09:00:00Z")).await;
        assert!(!house.get("/news-sitemap.xml").await.has("Harbour of old"));
        house.set_clock("2026-11-24T09:00:00.999999Z");
        assert!(house.get("/news-sitemap.xml").await.has("quay"));
        house.set_clock("2026-11-24T09:00:01Z");
        assert!(
            !house.get("/news-sitemap.xml").await.has("quay"),
            "it lay in the cache, and leaves by itself"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sitemap_names_every_story_and_robots_txt_names_the_sitemaps() {
    on_both(|house| async move {
        for n in 1..=7 {
            house.keep(MERIDIAN, &copy(&n.to_string(), 1, &format!("Harbour story {n}"))).await;
        }
        house.follow().await;
        let sitemap = house.get("/sitemap.xml").await;
        assert_eq!(sitemap.text().matches("<loc>").count(), 1 + 3 + 7);
        assert!(sitemap.has("<loc>https://courier.example/</loc>") && sitemap.has("<loc>https://courier.example/sport</loc>"));
        assert!(sitemap.has("<loc>https://courier.example/2026/11/24/harbour-story-7</loc>"));
        assert_eq!(house.get("/sitemap-2.xml").await.status, 404);
        assert_eq!(house.get("/sitemap-4294967295.xml").await.status, 404);
        let robots = house.get("/robots.txt").await.text();
        assert!(robots.contains("Disallow: /search\n"));
        assert!(robots.contains("Sitemap: https://courier.example/sitemap.xml\nSitemap: https://courier.example/news-sitemap.xml\n"));
    })
    .await;
}
