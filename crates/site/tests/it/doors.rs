//! The front door: methods, conditions, encodings, odd addresses.

use crate::house::{House, copy, on_both};

async fn with_story(house: &House) -> String {
    let story = house.arrives(&copy("1", 1, "Harbour story")).await;
    house.address(story).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_comes_as_its_reader_likes_it_best() {
    on_both(|house| async move {
        let path = with_story(&house).await;
        let plain = house.get(&path).await;
        for (liked, sent) in [
            ("gzip, deflate, br, zstd", Some("br")),
            ("gzip", Some("gzip")),
            ("br;q=0.1, gzip;q=0.9", Some("gzip")),
            ("br;q=0, gzip;q=0", None),
            ("br;q=0", None),
            ("identity, br;q=0.5", None),
            ("*;q=0", None),
            ("nonsense;;;q=", None),
        ] {
            let page = house.ask("GET", &path, &[("accept-encoding", liked)]).await;
            assert_eq!(page.header("content-encoding"), sent, "{liked}");
            assert_eq!(page.unpacked(), plain.text(), "{liked}");
            assert_eq!(page.header("content-length").unwrap(), page.body.len().to_string());
            assert_eq!(page.header("vary"), Some("accept-encoding"));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_with_a_good_copy_gets_none_and_a_changed_page_comes_anew() {
    on_both(|house| async move {
        let path = with_story(&house).await;
        for address in [path.as_str(), "/", "/feed.xml", "/sitemap.xml", "/robots.txt"] {
            let page = house.ask("GET", address, &[("accept-encoding", "br")]).await;
            assert_eq!(page.header("cache-control"), Some("public, max-age=0, must-revalidate"));
            let tag = page.header("etag").unwrap();
            let again = house.ask("GET", address, &[("accept-encoding", "br"), ("if-none-match", tag)]).await;
            assert_eq!((again.status, again.body.len()), (304, 0), "{address}");
            assert_eq!(again.header("etag"), Some(tag));
            assert_eq!(again.header("vary"), Some("accept-encoding"));
            assert_eq!(again.header("cache-control"), page.header("cache-control"));
            assert_eq!(again.header("content-encoding"), None);
        }
        let tag = house.get(&path).await.header("etag").unwrap().to_owned();
        house.arrives(&copy("1", 2, "Harbour story, told anew")).await;
        assert_eq!(house.ask("GET", &path, &[("if-none-match", &tag)]).await.status, 200);
        // A tombstone is told in any case.
        house.arrives(&wire::Item { status: wire::Status::Canceled, ..copy("1", 3, "") }).await;
        assert_eq!(house.ask("GET", &path, &[("if-none-match", "*")]).await.status, 410);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn head_says_what_get_would_send() {
    on_both(|house| async move {
        let path = with_story(&house).await;
        for _ in ["made now", "from the cache"] {
            for address in [path.as_str(), "/", "/nothing", "/search?q=harbour", "/feed.json"] {
                let (head, get) = (house.ask("HEAD", address, &[]).await, house.get(address).await);
                assert_eq!((head.status, head.body.len()), (get.status, 0), "{address}");
                for name in ["content-length", "content-type", "etag", "cache-control"] {
                    assert_eq!(head.header(name), get.header(name), "{address}: {name}");
                }
                assert_eq!(head.header("content-length").unwrap(), get.body.len().to_string());
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_can_only_be_read() {
    on_both(|house| async move {
        let path = with_story(&house).await;
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
            for address in [path.as_str(), "/", "/search", "/feed.xml", "/robots.txt", "/static/x/style.css"]
            {
                let refused = house.ask(method, address, &[]).await;
                assert_eq!(
                    (refused.status, refused.header("allow")),
                    (405, Some("GET, HEAD")),
                    "{method} {address}"
                );
            }
        }
        assert_eq!(house.ask("POST", "/nothing/at/all", &[]).await.status, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_wrong_addresses_makes_one_page() {
    on_both(|house| async move {
        with_story(&house).await;
        for n in 0..50 {
            for address in [
                format!("/nothing-{n}"),
                format!("/2026/11/24/nothing-{n}"),
                format!("/topic/nothing-{n}"),
                format!("/harbour?page={}", n + 2),
            ] {
                let page = house.get(&address).await;
                assert_eq!((page.status, page.header("cache-control")), (404, Some("no-store")));
                assert!(page.has("Harbour story"), "whoever came a wrong way finds the latest");
            }
        }
        assert_eq!(house.site.cache_size().0, 1);
        // It shows stories, so it goes with them.
        house.arrives(&copy("1", 2, "Harbour story, told anew")).await;
        assert!(house.get("/nothing").await.has("told anew"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn odd_addresses_lead_to_the_one_address_or_nowhere() {
    on_both(|house| async move {
        let path = with_story(&house).await;
        let capitals = path.to_uppercase();
        for (odd, plain) in [
            (format!("{path}/"), &*path),
            (capitals, &*path),
            ("/Harbour/".into(), "/harbour"),
            ("/harbour?page=1".into(), "/harbour"),
        ] {
            let moved = house.get(&odd).await;
            assert_eq!((moved.status, moved.header("location")), (301, Some(plain)), "{odd}");
        }
        assert_eq!(house.get(&format!("{path}?utm_source=letter&fbclid=1")).await.status, 200);
        assert_eq!(house.get(&format!("http://courier.example{path}")).await.status, 200);
        let long = format!("/{}", "a".repeat(5000));
        for odd in [
            "//",
            "///harbour",
            "/harbour//",
            "/./harbour",
            "/harbour/..",
            "/%2e%2e/etc/passwd",
            "/%00",
            "/harbour%2F",
            "/har%62our",
            "/static/../Cargo.toml",
            "/static/x/..%2f..%2fCargo.toml",
            "/media/../x",
            "/2026/11/24/%F0%9F%98%80",
            "/topic/caf%C3%A9",
            "/2026/11/24/",
            "/-1",
            "/2026/00/00",
            "/sitemap-99999999999999.xml",
            "/feed.xml/feed.xml",
            "/agency//feed.xml",
            &long,
        ] {
            let status = house.get(odd).await.status;
            assert!(matches!(status, 301 | 404), "{odd}: {status}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_lets_a_script_in() {
    on_both(|house| async move {
        let path = with_story(&house).await;
        for address in [path.as_str(), "/", "/nothing", "/search?q=x", "/archive", "/feed.xml"] {
            let page = house.get(address).await;
            let policy = page.header("content-security-policy").unwrap();
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"), "{address}");
            assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
            if !address.ends_with("xml") {
                assert!(page.attributes("[style], [onclick], [onload]", "style").is_empty());
                let scripts = page.attributes("script:not([type='application/ld+json'])", "src");
                assert!(scripts.iter().all(|src| src.starts_with("/static/")), "{address}: {scripts:?}");
                assert!(
                    page.all("script:not([src]):not([type='application/ld+json'])").is_empty(),
                    "{address}"
                );
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_the_theme_is_kept_for_ever_at_its_own_address_only() {
    on_both(|house| async move {
        let css = house.get("/").await.attribute("link[rel=stylesheet]", "href").unwrap();
        let file = house.get(&css).await;
        assert_eq!(file.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert!(file.header("content-type").unwrap().starts_with("text/css"));
        let other = house.get("/static/000000000000/style.css").await;
        assert_eq!((other.status, other.header("cache-control")), (200, Some("public, max-age=60")));
        assert_eq!(house.get("/static/000000000000/nothing.css").await.status, 404);
    })
    .await;
}
