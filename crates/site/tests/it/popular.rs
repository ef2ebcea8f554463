//! Most Popular, from a reader's request to the list on the page.

use std::net::IpAddr;

use newsroom::StoryId;
use site::Count;
use site::views::Counting;
use store::acts::Kept;
use store::popular;

use crate::house::{House, copy, dated, on_both, on_both_with};

const BROWSER: (&str, &str) =
    ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0");
const HTML: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

fn from(n: usize) -> IpAddr {
    [198, 51, (n / 250) as u8, (n % 250) as u8].into()
}

/// The follower of views, as the program runs it.
struct Follower(Counting);

impl Follower {
    fn of(house: &House) -> Follower {
        Follower(house.site.views().counting().expect("one follower"))
    }

    /// Adds up what has come in, and gives it.
    async fn turn(&mut self, house: &House) -> Vec<(StoryId, u64)> {
        let views = self.0.take(house.now());
        popular::add(&house.store, &views, &house.site.settings().popular.rules(), house.now())
            .await
            .unwrap();
        views
    }

    async fn announce(&mut self, house: &House) -> Vec<String> {
        self.turn(house).await;
        let rules = house.site.settings().popular.rules();
        let scopes = ["", "harbour", "world", "sport"];
        let told = popular::announce(&house.store, &scopes, &rules, house.now());
        let told = told.await.unwrap();
        house.follow().await;
        told
    }
}

/// So many readers, each at an address of his own, read a story.
async fn read(house: &House, kept: Kept, readers: usize) {
    let address = house.address(kept).await;
    for n in 0..readers {
        let answer = house.send_from(from(n), "GET", &address, &[HTML, BROWSER], "").await;
        assert_eq!(answer.status, 200);
    }
}

/// Four stories, read by 40, 30, 20 and 12 people.
async fn read_paper(house: &House) -> Vec<Kept> {
    let mut kept = Vec::new();
    for (n, readers) in [40, 30, 20, 12].into_iter().enumerate() {
        let story = house.arrives(&copy(&format!("{n}"), 1, &format!("Story {n}"))).await;
        read(house, story, readers).await;
        kept.push(story);
    }
    kept
}

const HOURS: &str = ".popular-lists > div:first-child .card-headline";
const ROOM: &str = ".popular";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_read_most_stands_on_the_front_on_its_section_and_beside_every_story() {
    on_both(|house| async move {
        let mut follower = Follower::of(&house);
        let old = house.arrives(&dated(copy("old", 1, "An old story"), "2018-09-10T08:00:00Z")).await;
        let kept = read_paper(&house).await;
        read(&house, old, 35).await;
        assert!(house.get("/").await.all(ROOM).is_empty(), "nothing is shown that nobody announced");
        assert_eq!(follower.announce(&house).await, ["", "harbour"]);
        let story = house.address(kept[3]).await;
        for page in ["/", "/harbour", &story] {
            let page = house.get(page).await;
            assert_eq!(page.all(HOURS), ["Story 0", "An old story", "Story 1", "Story 2", "Story 3"]);
            assert_eq!(
                page.all(".popular h3"),
                ["Last hours"],
                "the week is no other yet, and not said again"
            );
            assert_eq!(page.all(".popular-lists > div:first-child .age"), ["8 years old"]);
        }
        assert!(house.get("/world").await.all(ROOM).is_empty());

        house.time_passes("2026-11-24T12:00:00Z").await;
        let new = house.arrives(&copy("new", 1, "A new story")).await;
        read(&house, new, 30).await;
        follower.announce(&house).await;
        let front = house.get("/").await;
        assert_eq!(front.all(".popular h3"), ["Last hours", "This week"]);
        let firsts =
            [HOURS, ".popular-lists > div:last-child .card-headline"].map(|list| front.all(list).remove(0));
        assert_eq!(firsts, ["A new story", "Story 0"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bots_prefetches_heads_and_repeats_do_not_count() {
    on_both(|house| async move {
        let mut follower = Follower::of(&house);
        let kept = house.arrives(&copy("1", 1, "A story")).await;
        let path = house.address(kept).await;
        let bot = ("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)");
        let ahead = ("sec-purpose", "prefetch;prerender");
        house.send_from(from(1), "HEAD", &path, &[HTML, BROWSER], "").await;
        house.send_from(from(2), "GET", &path, &[HTML, bot], "").await;
        house.send_from(from(3), "GET", &path, &[HTML, BROWSER, ahead], "").await;
        house.send_from(from(4), "GET", &path, &[BROWSER], "").await;
        house.send_from(from(5), "GET", &format!("{path}/history"), &[HTML, BROWSER], "").await;
        house.send_from(from(6), "GET", "/", &[HTML, BROWSER], "").await;
        house
            .send_from(from(7), "POST", "/api/view", &[BROWSER, ("sec-fetch-site", "same-origin")], &path)
            .await;
        assert_eq!(follower.turn(&house).await, []);
        let etag = house.get(&path).await.header("etag").unwrap().to_owned();
        for _ in 0..3 {
            house.send_from(from(8), "GET", &path, &[HTML, BROWSER], "").await;
        }
        let known = ("if-none-match", etag.as_str());
        assert_eq!(house.send_from(from(9), "GET", &path, &[HTML, BROWSER, known], "").await.status, 304);
        assert_eq!(
            follower.turn(&house).await,
            [(kept.story, 2)],
            "one who came three times, one who knew it"
        );
        house.send_from(from(8), "GET", &path, &[HTML, BROWSER], "").await;
        assert_eq!(follower.turn(&house).await, []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_story_leaves_the_list_in_one_change() {
    on_both(|house| async move {
        let mut follower = Follower::of(&house);
        let kept = read_paper(&house).await;
        follower.announce(&house).await;
        assert!(house.get("/").await.all(HOURS).contains(&"Story 1".to_owned()));
        let before = house.changes().await;
        store::acts::kill(&house.store, kept[1].story, "A court has ordered it.", house.now()).await.unwrap();
        house.follow().await;
        assert_eq!(house.changes().await, before + 1);
        assert_eq!(house.get("/").await.all(HOURS), ["Story 0", "Story 2", "Story 3"]);
        assert_eq!(
            house.get(&house.address(kept[0]).await).await.all(HOURS),
            ["Story 0", "Story 2", "Story 3"]
        );
        store::acts::kill(&house.store, kept[2].story, "A court has ordered it.", house.now()).await.unwrap();
        house.follow().await;
        assert!(house.get("/").await.all(ROOM).is_empty(), "two are too few");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_that_is_out_of_date_is_absent_although_nobody_says_so() {
    on_both(|house| async move {
        let mut follower = Follower::of(&house);
        let kept = read_paper(&house).await;
        follower.announce(&house).await;
        let story = house.address(kept[0]).await;
        house.set_clock("2026-11-24T09:34:59Z");
        assert_eq!((house.get("/").await.all(ROOM).len(), house.get(&story).await.all(ROOM).len()), (1, 1));
        house.set_clock("2026-11-24T09:35:00Z");
        assert_eq!((house.get("/").await.all(ROOM).len(), house.get(&story).await.all(ROOM).len()), (0, 0));
        // The next reader brings it back.
        house.send_from(from(200), "GET", &story, &[HTML, BROWSER], "").await;
        assert_eq!(follower.announce(&house).await, ["", "harbour"]);
        assert_eq!(house.get("/").await.all(ROOM).len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refiled_story_leaves_its_sections_list_at_once() {
    on_both(|house| async move {
        let mut follower = Follower::of(&house);
        let kept = read_paper(&house).await;
        follower.announce(&house).await;
        assert_eq!(house.get("/harbour").await.all(HOURS).len(), 4);
        let sport = Some(("sport", "Sport"));
        store::acts::refile(&house.store, kept[0].story, sport, house.now()).await.unwrap();
        house.follow().await;
        assert_eq!(house.get("/harbour").await.all(HOURS), ["Story 1", "Story 2", "Story 3"]);
        assert_eq!(house.get("/").await.all(HOURS).len(), 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_a_cdn_the_browser_says_what_is_seen_and_pages_do_not_count() {
    on_both_with(
        |settings| settings.popular.count = Count::Beacon,
        |house| async move {
            let mut follower = Follower::of(&house);
            let kept = house.arrives(&copy("1", 1, "A story")).await;
            let path = house.address(kept).await;
            let page = house.send_from(from(1), "GET", &path, &[HTML, BROWSER], "").await;
            assert!(page.attributes("script", "src").iter().any(|src| src.ends_with("/count.js")));
            assert_eq!(follower.turn(&house).await, []);
            let ours = [BROWSER, ("sec-fetch-site", "same-origin")];
            let say = async |n: usize, headers: &[(&str, &str)], body: &str| {
                house.send_from(from(n), "POST", "/api/view", headers, body).await.status
            };
            assert_eq!(say(1, &ours, &path).await, 204);
            assert_eq!(say(1, &ours, &path).await, 204, "again");
            assert_eq!(say(2, &ours, &path).await, 204);
            assert_eq!(say(3, &[BROWSER, ("origin", "https://elsewhere.example")], &path).await, 403);
            assert_eq!(say(3, &[BROWSER], &path).await, 403);
            assert_eq!(say(3, &[ours[1], ("user-agent", "curl/8")], &path).await, 204, "who is told nothing");
            assert_eq!(say(3, &ours, "/2026/11/24/no-such-story").await, 204);
            assert_eq!(say(3, &ours, "/world").await, 400);
            assert_eq!(say(3, &ours, &"x".repeat(5000)).await, 400);
            assert_eq!(follower.turn(&house).await, [(kept.story, 2)]);
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_it_is_switched_off_nothing_is_counted_and_nothing_shown() {
    on_both_with(
        |settings| settings.popular.enabled = false,
        |house| async move {
            let mut follower = Follower::of(&house);
            read_paper(&house).await;
            assert_eq!(follower.turn(&house).await, []);
            assert!(house.get("/").await.all(ROOM).is_empty());
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_is_kept_says_who_read_what() {
    on_both(|house| async move {
        let mut follower = Follower::of(&house);
        read_paper(&house).await;
        follower.announce(&house).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("everything.tar");
        store::backup::write(&house.store, &file, |_, _| {}).await.unwrap();
        let everything = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
        assert!(everything.contains("Story 0"), "this is what is kept");
        assert!(!everything.contains("198.51") && !everything.contains("Firefox"));
        // Sums alone: a row for each story in each list, with a score.
        let line = |text: &str| text.matches("[\"hours\",").count();
        assert_eq!(line(&everything), 4 + 1, "four scores and the list's own row");
    })
    .await;
}
