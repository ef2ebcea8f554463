//! Advertising, from the configuration to the page, the frame, the click and the sum.

use std::path::{Path, PathBuf};

use newsroom::StoryId;
use site::ads::count::AdCounting;
use site::{Ad, Consent, Settings};
use store::ads::{Count, between};
use wire::{Item, Subject};

use crate::house::{House, about, copy, on_both, on_both_with};

const BROWSER: (&str, &str) =
    ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0");
const HTML: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");

fn ad(id: &str) -> Ad {
    Ad {
        id: id.into(),
        slots: vec!["side".into()],
        href: format!("https://{id}.example/shop?a=1"),
        text: format!("Come to {id}"),
        ..Ad::default()
    }
}

fn file(folder: &Path, name: &str, text: &str) -> Option<PathBuf> {
    let file = folder.join(name);
    std::fs::write(&file, text).unwrap();
    Some(file)
}

/// A house advertisement in a frame.
fn framed(folder: &Path) -> Ad {
    let html = file(folder, "boats.html", "<p>Boats</p><a href=\"{{click}}\">Hire one</a>");
    Ad { html, width: 300, height: 250, ..ad("boats") }
}

/// A third party's tag.
fn tag(folder: &Path) -> Ad {
    let code = "<script src=\"https://ads.exchange.example/t.js\"></script><a href=\"{{click}}\">x</a>";
    Ad {
        tag: file(folder, "tag.html", code),
        hosts: vec!["ads.exchange.example".into(), "https://img.exchange.example".into()],
        fallback: Some("tea".into()),
        width: 300,
        height: 250,
        ..ad("network")
    }
}

fn with(ads: &[Ad], consent: Consent) -> impl Fn(&mut Settings) {
    let ads = ads.to_vec();
    move |settings| {
        settings.ads.ads = ads.clone();
        settings.ads.consent = consent;
        assert_eq!(settings.check(), [] as [&str; 0], "the test's own settings are sound");
    }
}

fn house_ads(ads: &[Ad]) -> impl Fn(&mut Settings) {
    with(ads, Consent::NoneNeeded)
}

fn subject(item: Item, scheme: &str, code: &str) -> Item {
    let subject = Subject { scheme: scheme.into(), code: code.into(), ..Subject::default() };
    Item { subjects: vec![subject], ..item }
}

/// The follower, as the program runs it.
struct Follower(AdCounting);

impl Follower {
    fn of(house: &House) -> Follower {
        Follower(house.site.ad_counts().counting().expect("one follower"))
    }

    /// What is kept by now: advertisement, slot, impressions, clicks.
    async fn kept(&mut self, house: &House) -> Vec<(String, String, u64, u64)> {
        let counts = house.site.ad_counts().take(&mut self.0, &house.site.day(house.now()), house.now());
        store::ads::add(&house.store, &counts).await.unwrap();
        let kept = between(house.store.db(), "2026-11-24", "2026-11-24").await.unwrap();
        kept.into_iter().map(|Count { ad, slot, seen, clicked, .. }| (ad, slot, seen, clicked)).collect()
    }
}

fn row(ad: &str, slot: &str, seen: u64, clicked: u64) -> (String, String, u64, u64) {
    (ad.into(), slot.into(), seen, clicked)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paper_without_advertisements_has_nothing_of_advertising() {
    on_both(|house| async move {
        let story = house.arrives(&copy("1", 1, "Harbour story")).await;
        for path in ["/", &house.address(story).await] {
            let page = house.get(path).await;
            assert!(page.all(".ad, iframe, .consent").is_empty(), "{path}");
        }
        for path in ["/ads.txt", "/privacy", "/ad/tea", "/ad/tea/go"] {
            assert_eq!(house.get(path).await.status, 404, "{path}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_advertisement_is_called_one_and_leads_out_over_this_site() {
    on_both_with(house_ads(&[ad("tea")]), |house| async move {
        let story = house.arrives(&copy("1", 1, "Harbour story")).await;
        let page = house.get(&house.address(story).await).await;
        assert_eq!(page.one("aside.ad .ad-label"), "Advertisement");
        assert_eq!(page.attributes("aside.ad", "aria-label"), ["Advertisement, side column"]);
        assert_eq!(page.attributes(".ad a", "href"), ["/ad/tea/go?slot=side"]);
        assert_eq!(page.attributes(".ad a", "rel"), ["sponsored nofollow noopener"]);
        assert_eq!(page.attributes("[data-ad]", "data-ad"), ["tea side"]);
        assert!(page.all(".consent").is_empty(), "there is nothing to agree to");
        let robots = house.get("/robots.txt").await;
        assert!(robots.has("Disallow: /ad/\n"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn section_and_topic_say_on_which_pages_one_stands() {
    let ads = [
        Ad { sections: vec!["world".into()], ..ad("bank") },
        Ad { topics: vec!["comets".into()], ..ad("lens") },
    ];
    on_both_with(house_ads(&ads), |house| async move {
        let ferry = house.arrives(&copy("1", 1, "Harbour ferry")).await;
        let comet = house.arrives(&about(copy("2", 1, "A comet over the harbour"), "Comets")).await;
        let of = async |path: &str| house.get(path).await.attributes(".ad a", "href");
        assert!(of("/").await.is_empty() && of("/harbour").await.is_empty());
        assert!(of(&house.address(ferry).await).await.is_empty());
        assert_eq!(of("/world").await, ["/ad/bank/go?slot=side"]);
        assert_eq!(of("/topic/comets").await, ["/ad/lens/go?slot=side"]);
        assert_eq!(of(&house.address(comet).await).await, ["/ad/lens/go?slot=side"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_stands_beside_a_story_of_a_disaster_a_war_or_a_death() {
    on_both_with(house_ads(&[ad("tea")]), |house| async move {
        for (n, item) in [
            subject(copy("1", 1, "Ferry sinks"), "medtop", "20000148"),
            subject(copy("2", 1, "Guns at the border"), "medtop", "20000056"),
            subject(copy("3", 1, "Bridge falls"), "subj", "03015001"),
            Item { genre: Some("Obituary".into()), ..copy("4", 1, "A pilot of the old harbour") },
        ]
        .into_iter()
        .enumerate()
        {
            let story = house.arrives(&item).await;
            let page = house.get(&house.address(story).await).await;
            assert!(page.all(".ad").is_empty(), "{n}");
            assert!(house.get("/").await.all(".ad").is_empty(), "it leads the front: {n}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_marks_a_story_and_its_advertisement_is_gone_with_the_change() {
    on_both_with(house_ads(&[ad("tea")]), |house| async move {
        let other = house.arrives(&copy("1", 1, "Harbour market")).await;
        let story = house.arrives(&copy("2", 1, "Harbour boy missing")).await;
        let (path, other) = (house.address(story).await, house.address(other).await);
        let ads = async |path: &str| house.get(path).await.all(".ad").len();
        assert_eq!((ads(&path).await, ads("/").await, ads(&other).await), (1, 1, 1));
        let mark = async |sensitive: bool| {
            store::acts::mark_sensitive(&house.store, story.story, sensitive, house.now()).await.unwrap();
            house.follow().await;
        };
        mark(true).await;
        // It leads the front, so that nothing stands there either; another story keeps its own.
        assert_eq!((ads(&path).await, ads("/").await, ads(&other).await), (0, 0, 1));
        mark(false).await;
        assert_eq!((ads(&path).await, ads("/").await), (1, 1));
        let nobody = store::acts::mark_sensitive(&house.store, StoryId(999), true, house.now()).await;
        assert!(nobody.is_err());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_take_turns_on_a_page_that_lies_in_the_cache_in_between() {
    on_both_with(house_ads(&[ad("tea"), ad("boats")]), |house| async move {
        house.arrives(&copy("1", 1, "Harbour story")).await;
        let mut shown = Vec::new();
        let mut etags = Vec::new();
        for minute in 0..60 {
            house.set_clock(&format!("2026-11-24T09:{minute:02}:00Z"));
            let page = house.get("/").await;
            shown.push(page.attribute("[data-ad]", "data-ad").unwrap());
            etags.push(page.header("etag").unwrap().to_owned());
        }
        let turns = shown.windows(2).filter(|two| two[0] != two[1]).count();
        assert!((1..=4).contains(&turns), "{shown:?}");
        etags.dedup();
        assert!(etags.len() <= 5, "a page is made anew once in a quarter of an hour: {}", etags.len());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_has_its_size_and_is_sent_by_the_site() {
    let folder = tempfile::tempdir().unwrap();
    let image = file(folder.path(), "tea.png", "PNG");
    let picture = Ad { image, width: 300, height: 250, ..ad("tea") };
    on_both_with(house_ads(&[picture]), |house| async move {
        house.arrives(&copy("1", 1, "Harbour story")).await;
        let page = house.get("/").await;
        let img = |name| page.attribute(".ad img", name).unwrap();
        assert_eq!(
            (img("width"), img("height"), img("alt")),
            ("300".into(), "250".into(), "Come to tea".into())
        );
        let sent = house.get(&img("src")).await;
        assert_eq!((sent.status, sent.header("content-type")), (200, Some("image/png")));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn html_of_the_house_stands_in_a_frame_without_script_and_without_an_origin() {
    let folder = tempfile::tempdir().unwrap();
    on_both_with(house_ads(&[framed(folder.path())]), |house| async move {
        house.arrives(&copy("1", 1, "Harbour story")).await;
        let page = house.get("/").await;
        let of = |name| page.attribute(".ad iframe", name).unwrap();
        assert_eq!((of("title"), of("loading")), ("Advertisement".into(), "lazy".into()));
        assert_eq!((of("width"), of("height")), ("300".into(), "250".into()));
        assert!(!of("sandbox").contains("allow-same-origin") && !of("sandbox").contains("allow-scripts"));
        assert!(page.header("content-security-policy").unwrap().contains("frame-src 'self'"));
        let frame = house.get(&of("src")).await;
        assert_eq!(frame.status, 200);
        assert_eq!(frame.attributes("a", "href"), ["/ad/boats/go?slot=side"]);
        let policy = frame.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'self'"));
        assert!(policy.contains("sandbox allow-popups") && !policy.contains("script"), "{policy}");
        assert_eq!(frame.header("x-robots-tag"), Some("noindex"));
        for nobody in ["/ad/nobody", "/ad/boats/other", "/ad/"] {
            assert_eq!(house.get(nobody).await.status, 404, "{nobody}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tag_is_shown_to_those_who_agreed_and_the_page_round_it_is_the_same_for_all() {
    let folder = tempfile::tempdir().unwrap();
    let stand_in = Ad { slots: Vec::new(), ..ad("tea") };
    on_both_with(with(&[tag(folder.path()), stand_in], Consent::Ask), |house| async move {
        house.arrives(&copy("1", 1, "Harbour story")).await;
        let page = house.get("/").await;
        assert!(!page.has("exchange.example"), "the page names no third party");
        assert_eq!(page.attributes(".consent button", "value"), ["accept", "refuse"]);
        let back = page.attribute(".consent input[name=back]", "value");
        assert_eq!(back.as_deref(), Some("/"));
        let src = page.attribute(".ad iframe", "src").unwrap();
        let frame = async |cookie: &str| house.ask("GET", &src, &[("cookie", cookie)]).await;
        for cookie in ["", "ads=refuse", "ads=yes"] {
            let frame = frame(cookie).await;
            assert!(!frame.has("exchange") && frame.has("Come to tea"), "{cookie}");
            let policy = frame.header("content-security-policy").unwrap();
            assert!(!policy.contains("exchange") && !policy.contains("allow-scripts"), "{policy}");
            assert_eq!(frame.header("cache-control"), Some("private, no-store"));
        }
        let shown = frame("a=b; ads=accept").await;
        assert!(shown.has("https://ads.exchange.example/t.js") && !shown.has("Come to tea"));
        assert!(shown.has("https://courier.example/ad/network/go?slot=side"));
        let policy = shown.header("content-security-policy").unwrap();
        assert!(policy.contains(
            "script-src 'unsafe-inline' https://ads.exchange.example https://img.exchange.example;"
        ));
        assert!(policy.contains("sandbox allow-scripts") && !policy.contains("same-origin"), "{policy}");
        assert_eq!(shown.header("cache-control"), Some("private, no-store"));

        let choose = async |body: &str, headers: &[(&str, &str)]| {
            house.send("POST", "/privacy/ads", headers, body).await
        };
        let said = choose("choice=accept&back=%2Fharbour%3Fpage%3D2", &[OURS]).await;
        assert_eq!((said.status, said.header("location")), (303, Some("/harbour?page=2")));
        let cookie = said.header("set-cookie").unwrap();
        assert!(cookie.starts_with("ads=accept; Path=/; Max-Age=15552000; SameSite=Lax; Secure"), "{cookie}");
        assert_eq!(said.header("cache-control"), Some("private, no-store"));
        let said = choose("choice=refuse&back=https%3A%2F%2Felsewhere.example", &[OURS]).await;
        assert_eq!(said.header("location"), Some("/"));
        assert!(said.header("set-cookie").unwrap().starts_with("ads=refuse;"));
        let said = choose("choice=maybe", &[OURS]).await;
        assert_eq!((said.header("location"), said.header("set-cookie")), (Some("/privacy"), None));
        let said = choose("choice=accept", &[("sec-fetch-site", "cross-site")]).await;
        assert_eq!((said.status, said.header("set-cookie")), (403, None));
        assert_eq!(house.get("/privacy/ads").await.header("location"), Some("/privacy"));

        let asked = house.ask("GET", "/privacy", &[("cookie", "ads=refuse")]).await;
        assert!(asked.one("main [role=status]").starts_with("You have refused"));
        assert!(asked.has("ads.exchange.example, img.exchange.example"));
        assert_eq!(asked.attributes("main button", "value"), ["accept", "refuse"]);
        assert_eq!(asked.header("cache-control"), Some("private, no-store"));
        assert_eq!(house.get("/").await.header("etag"), page.header("etag"), "the page is one for all");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_click_is_counted_and_leads_to_the_configured_address_alone() {
    on_both_with(house_ads(&[ad("tea")]), |house| async move {
        let mut follower = Follower::of(&house);
        let click = async |n: u8, method: &str, path: &str, headers: &[(&str, &str)]| {
            house.send_from([198, 51, 100, n].into(), method, path, headers, "").await
        };
        let go = "/ad/tea/go?slot=side";
        let said = click(1, "GET", &format!("{go}&to=https://elsewhere.example"), &[HTML, BROWSER]).await;
        assert_eq!((said.status, said.header("location")), (302, Some("https://tea.example/shop?a=1")));
        assert_eq!(said.header("cache-control"), Some("private, no-store"));
        click(1, "GET", go, &[HTML, BROWSER]).await;
        click(2, "GET", "/ad/tea/go", &[HTML, BROWSER]).await;
        // Nobody clicked here.
        assert_eq!(click(3, "HEAD", go, &[HTML, BROWSER]).await.status, 302);
        click(4, "GET", go, &[HTML, ("user-agent", "Googlebot/2.1")]).await;
        click(5, "GET", go, &[HTML, BROWSER, ("sec-purpose", "prefetch")]).await;
        click(6, "GET", go, &[BROWSER]).await;
        assert_eq!(click(7, "POST", go, &[HTML, BROWSER]).await.status, 405);
        assert_eq!(click(8, "GET", "/ad/nobody/go", &[HTML, BROWSER]).await.status, 404);
        assert_eq!(follower.kept(&house).await, [row("tea", "", 0, 1), row("tea", "side", 0, 1)]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_in_view_is_said_by_our_own_pages_and_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    let both = [ad("tea"), tag(folder.path())];
    on_both_with(with(&both, Consent::Ask), |house| async move {
        let mut follower = Follower::of(&house);
        let say = async |n: u8, headers: &[(&str, &str)], body: &str| {
            house.send_from([198, 51, 100, n].into(), "POST", "/api/ad", headers, body).await.status
        };
        assert_eq!(say(1, &[BROWSER, OURS], "tea side").await, 204);
        assert_eq!(say(1, &[BROWSER, OURS], "tea side").await, 204, "again, at once");
        assert_eq!(say(2, &[BROWSER, OURS], "tea side").await, 204);
        // Who did not agree saw what stands in.
        assert_eq!(say(3, &[BROWSER, OURS], "network side").await, 204);
        assert_eq!(say(4, &[BROWSER, OURS, ("cookie", "ads=accept")], "network side").await, 204);
        for (headers, body, status) in [
            (&[BROWSER, ("sec-fetch-site", "cross-site")], "tea side", 403),
            (&[("user-agent", "curl/8"), OURS], "tea side", 204),
            (&[BROWSER, OURS], "tea top", 400),
            (&[BROWSER, OURS], "nobody side", 400),
            (&[BROWSER, OURS], "", 400),
        ] {
            assert_eq!(say(5, headers, body).await, status, "{body}");
        }
        assert_eq!(follower.kept(&house).await, [row("network", "side", 1, 0), row("tea", "side", 3, 0)]);
        house.set_clock("2026-11-24T09:01:00Z");
        say(1, &[BROWSER, OURS], "tea side").await;
        assert_eq!(follower.kept(&house).await[1], row("tea", "side", 4, 0));

        // Nothing that is kept says who saw what.
        let file = tempfile::tempdir().unwrap().path().with_extension("tar");
        store::backup::write(&house.store, &file, |_, _| {}).await.unwrap();
        let everything = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        std::fs::remove_file(file).unwrap();
        assert!(
            everything.contains("network")
                && !everything.contains("198.51")
                && !everything.contains("Firefox")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ads_txt_is_what_the_configuration_says() {
    let lines = ["# ours", " exchange.example, pub-1, DIRECT, f08c47fec0942fa0 "].map(str::to_owned);
    on_both_with(
        |settings| settings.ads.ads_txt = lines.to_vec(),
        |house| async move {
            let file = house.get("/ads.txt").await;
            assert_eq!((file.status, file.header("content-type")), (200, Some("text/plain; charset=utf-8")));
            assert_eq!(file.text(), "# ours\nexchange.example, pub-1, DIRECT, f08c47fec0942fa0\n");
        },
    )
    .await;
}
