//! Comments: reading them, writing them, and who sees what.

use std::path::Path;

use newsroom::comments::{CommentId, Draft, Move, Rules};
use site::CommentSettings;
use store::acts::comments::{self as acts, Author, Posted};

use crate::answer::Answer;
use crate::house::{House, copy, on_both_with};

fn with_comments(settings: &mut site::Settings) {
    settings.comments = CommentSettings { enabled: true, close_after: 14, ..CommentSettings::default() };
}

async fn with_story(house: &House) -> String {
    let story = house.arrives(&copy("1", 1, "Harbour story")).await;
    house.address(story).await
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The hidden fields of the form, and what a reader types.
async fn filled(house: &House, form: &str, name: &str, text: &str) -> String {
    let page = house.get(form).await;
    let token = page.attributes("input[name=token]", "value");
    format!("token={}&name={}&email=&text={}&website=", encoded(&token[0]), encoded(name), encoded(text))
}

async fn write(house: &House, path: &str, name: &str, text: &str) -> Answer {
    let form = format!("{path}/comments/new");
    let body = filled(house, &form, name, text).await;
    let later = house.now() + jiff::SignedDuration::from_secs(60);
    house.set_clock(&later.to_string());
    house.send("POST", &form, &[("sec-fetch-site", "same-origin")], &body).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_comment_is_written_without_a_script_and_stands_on_the_page_at_once() {
    on_both_with(with_comments, |house| async move {
        let path = with_story(&house).await;
        assert_eq!(house.get(&path).await.all(".comment-new"), ["Leave a comment"]);
        let sent = write(&house, &path, "Ida Marsh", "It sails again.\n\nAt last.").await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let cookie = sent.header("set-cookie").unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Secure"));
        let permalink = house.get(sent.header("location").unwrap()).await;
        assert_eq!(permalink.status, 303);
        let to = permalink.header("location").unwrap();
        assert_eq!(to, format!("{path}/comments#comment-1"));
        for page in [path.clone(), format!("{path}/comments"), format!("{path}/comments/newest")] {
            let page = house.get(&page).await;
            assert_eq!(page.all(".comment-name"), ["Ida Marsh"]);
            assert_eq!(page.all(".comment-text p"), ["It sails again.", "At last."]);
            assert_eq!(page.header("set-cookie"), None);
        }
        assert_eq!(house.get(&path).await.all("#comments"), ["1 comment"]);
        for page in ["/", "/comments"] {
            assert_eq!(house.get(page).await.all(".recent-words"), ["It sails again. At last."], "{page}");
        }
        for feed in ["/comments.xml", "/comments-atom.xml", "/comments.json"] {
            assert!(house.get(feed).await.has("Ida Marsh on Harbour story"), "{feed}");
        }
        let form = house.get(&format!("{path}/comments/new?reply=1")).await;
        assert_eq!(form.header("cache-control"), Some("no-store"));
        assert_eq!(form.all("h1"), ["Answer Ida Marsh"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_survives_every_mistake_and_is_told_what_is_wrong() {
    on_both_with(with_comments, |house| async move {
        let path = with_story(&house).await;
        let form = format!("{path}/comments/new");
        let home = [("sec-fetch-site", "same-origin")];
        let body = filled(&house, &form, "Ida", "Kept <b>words</b>.").await;
        let soon = house.send("POST", &form, &home, &body).await;
        assert_eq!(soon.status, 422);
        assert!(soon.all(".problem li")[0].contains("quicker"), "{}", soon.text());
        house.set_clock("2026-11-24T09:05:00Z");
        let abroad = house.send("POST", &form, &[("sec-fetch-site", "cross-site")], &body).await;
        let origin = house.send("POST", &form, &[("origin", "https://evil.example")], &body).await;
        assert_eq!((abroad.status, origin.status), (403, 403));
        let trap = house.send("POST", &form, &home, &format!("{body}x")).await;
        let forged = house.send("POST", &form, &home, &body.replace("token=1", "token=2")).await;
        let nameless = house.send("POST", &form, &home, &body.replace("name=Ida", "name=")).await;
        house.set_clock("2026-11-25T10:00:00Z");
        let old = house.send("POST", &form, &home, &body).await;
        for (answer, why) in [(trap, "Website"), (forged, "form"), (nameless, "name"), (old, "too old")] {
            assert_eq!(answer.status, 422, "{why}");
            assert!(answer.all(".problem li")[0].contains(why), "{:?}", answer.all(".problem li"));
            assert_eq!(answer.all("textarea"), ["Kept <b>words</b>."]);
        }
        let large = house.send("POST", &form, &home, &format!("{body}{}", "x".repeat(1 << 20))).await;
        assert_eq!(large.status, 413);
        assert_eq!(house.get(&path).await.all(".comment-name").len(), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_comment_is_seen_by_its_author_alone() {
    on_both_with(with_comments, |house| async move {
        let path = with_story(&house).await;
        let sent = write(&house, &path, "Max", "See www.a.example and www.b.example").await;
        assert_eq!(sent.header("location"), Some(format!("{path}/comments/mine").as_str()));
        let cookie = sent.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let mine = format!("{path}/comments/mine");
        let own = house.ask("GET", &mine, &[("cookie", &cookie)]).await;
        assert!(own.all(".comment-state")[0].starts_with("Held"), "{}", own.text());
        assert_eq!(own.header("cache-control"), Some("no-store"));
        assert_eq!(house.get(&mine).await.all(".comment").len(), 0);
        let forged = cookie.replace("comments=1-", "comments=1.1-");
        assert_eq!(house.ask("GET", &mine, &[("cookie", &forged)]).await.all(".comment").len(), 0);
        assert_eq!(house.get(&path).await.all(".comment").len(), 0);
        assert_eq!(house.get(&format!("{path}/comments/1")).await.status, 404);
        acts::moderate(&house.store, CommentId(1), Move::Approve, None, house.now()).await.unwrap();
        house.follow().await;
        assert_eq!(house.get(&path).await.all(".comment-name"), ["Max"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_pages_that_show_a_comment_are_made_anew_for_it() {
    on_both_with(with_comments, |house| async move {
        let path = with_story(&house).await;
        let other = house.arrives(&copy("2", 1, "Another harbour story")).await;
        let other = house.address(other).await;
        let comments = format!("{path}/comments");
        for page in ["/", "/harbour", "/feed.xml", &other, &path, &comments] {
            assert_eq!(house.get(page).await.status, 200, "{page}");
        }
        let before = house.site.cache_size().0;
        let draft = Draft::tidy("Ida", "", "It sails again.");
        let author = Author { reader: "r".into(), ..Author::default() };
        let story =
            store::stories::by_path(house.store.db(), "2026-11-24", "harbour-story").await.unwrap().unwrap();
        let posted =
            acts::post(&house.store, story.id, None, &draft, &author, &Rules::default(), house.now()).await;
        let Posted::Kept { change, .. } = posted.unwrap() else { panic!("it is shown") };
        let dropped = change.tags.clone();
        assert_eq!(dropped, [newsroom::Tag::comments(story.id), newsroom::Tag::recent_comments()]);
        let made = |page: Answer| page.header("last-modified").unwrap().to_owned();
        house.set_clock("2026-11-24T09:30:00Z");
        house.follow().await;
        for page in ["/harbour", "/feed.xml", &other] {
            assert!(made(house.get(page).await).contains("09:00:00"), "{page} was made anew");
        }
        for page in ["/", &path, &comments] {
            assert!(made(house.get(page).await).contains("09:30:00"), "{page} is the old one");
        }
        assert_eq!(house.site.cache_size().0, before);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn comments_close_by_the_storys_age_and_vanish_with_a_killed_story() {
    on_both_with(with_comments, |house| async move {
        let path = with_story(&house).await;
        write(&house, &path, "Ida", "It sails again.").await;
        house.set_clock("2026-12-08T08:00:00Z");
        assert_eq!(
            house.get(&path).await.all(".comment-closed"),
            ["Comments close 14 days after publication."]
        );
        assert_eq!(house.get(&format!("{path}/comments/new")).await.status, 303);
        assert_eq!(house.get(&path).await.all(".comment").len(), 1);
        house.arrives(&wire::Item { status: wire::Status::Canceled, ..copy("1", 3, "") }).await;
        for page in ["/", "/comments", "/comments.xml"] {
            assert!(!house.get(page).await.has("sails again"), "{page}");
        }
        for page in [path.clone(), format!("{path}/comments")] {
            let gone = house.get(&page).await;
            assert_eq!(gone.status, 410);
            assert!(!gone.has("sails again"));
        }
        assert_eq!(house.get(&format!("{path}/comments/1")).await.status, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_a_reader_writes_runs_in_anothers_browser() {
    on_both_with(with_comments, |house| async move {
        let path = with_story(&house).await;
        let story =
            store::stories::by_path(house.store.db(), "2026-11-24", "harbour-story").await.unwrap().unwrap();
        let mut payloads = vec![
            "<script>alert(1)</script>".to_owned(),
            "\"><img src=x onerror=alert(1)>".to_owned(),
            "</textarea><svg onload=alert(1)>".to_owned(),
            "javascript:alert(1)".to_owned(),
            "\u{202e}txet desrever".to_owned(),
        ];
        let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/hostile/xss");
        for file in ["own.jsonl", "payloads.jsonl"] {
            let text = std::fs::read_to_string(shared.join(file)).unwrap_or_default();
            let read = |line: &str| {
                serde_json::from_str::<serde_json::Value>(line).ok()?["payload"].as_str().map(str::to_owned)
            };
            payloads.extend(text.lines().filter_map(read).step_by(40));
        }
        let empty = house.get(&path).await;
        for (n, payload) in payloads.iter().enumerate() {
            let name: String = payload.chars().take(50).collect();
            let draft = Draft::tidy(&format!("{n} {name}"), "", &format!("{n} {payload}"));
            let author = Author { reader: n.to_string(), ..Author::default() };
            let posted =
                acts::post(&house.store, story.id, None, &draft, &author, &Rules::default(), house.now())
                    .await;
            if let Ok(Posted::Kept { id, held: true, .. }) = posted {
                acts::moderate(&house.store, id, Move::Approve, None, house.now()).await.unwrap();
            }
        }
        house.follow().await;
        let page = house.get(&path).await;
        assert!(page.all(".comment").len() >= 5);
        for element in ["script", "img", "svg", "iframe", "object", "style", "link", "base"] {
            assert_eq!(page.all(element).len(), empty.all(element).len(), "{element}");
        }
        for inside in ["*", "[style]", "[onclick]", "[onerror]", "[onload]"] {
            assert_eq!(page.all(&format!(".comment-text p {inside}, .comment-name {inside}")).len(), 0);
        }
        assert!(!page.has("\u{202e}"));
        assert!(page.header("content-security-policy").unwrap().contains("script-src 'self'"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_recommends_and_reports_and_a_paper_without_comments_shows_nothing() {
    on_both_with(with_comments, |house| async move {
        let path = with_story(&house).await;
        write(&house, &path, "Ida", "It sails again.").await;
        for _ in ["once", "twice"] {
            let sent = house.send("POST", &format!("{path}/comments/1/recommend"), &[], "x=").await;
            assert_eq!(sent.status, 303);
        }
        assert_eq!(
            house.get(&path).await.all(".comment-tools button")[0],
            "Recommend the comment of Ida (1)"
        );
        let abroad = [("sec-fetch-site", "cross-site")];
        assert_eq!(house.send("POST", &format!("{path}/comments/1/report"), &abroad, "x=").await.status, 403);
        for agent in ["a", "b", "c"] {
            house.send("POST", &format!("{path}/comments/1/report"), &[("user-agent", agent)], "x=").await;
        }
        assert_eq!(house.get(&path).await.all(".comment").len(), 0, "three reports hold it");
    })
    .await;
    on_both_with(
        |_| {},
        |house| async move {
            let path = with_story(&house).await;
            assert!(!house.get(&path).await.has("omment"));
            assert_eq!(house.get(&format!("{path}/comments/new")).await.status, 404);
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_is_taken_once() {
    on_both_with(with_comments, |house| async move {
        let path = with_story(&house).await;
        let form = format!("{path}/comments/new");
        let body = filled(&house, &form, "Ida", "First words.").await;
        house.set_clock("2026-11-24T09:05:00Z");
        let home = [("sec-fetch-site", "same-origin")];
        assert_eq!(house.send("POST", &form, &home, &body).await.status, 303);
        // The same token written in another way is the same token.
        let capitals = {
            let (before, mac) = body.split_once("&name=").unwrap().0.rsplit_once('.').unwrap();
            body.replace(&format!("{before}.{mac}"), &format!("{before}.{}", mac.to_ascii_uppercase()))
        };
        for body in [body, capitals] {
            let again = house.send("POST", &form, &home, &body.replace("First", "Second")).await;
            assert_eq!(again.status, 422);
            assert!(again.all(".problem li")[0].contains("sent before"), "{:?}", again.all(".problem li"));
            assert_eq!(again.all("textarea"), ["Second words."]);
        }
        assert_eq!(write(&house, &path, "Ida", "Second words.").await.status, 303);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn recommending_and_reporting_have_a_limit_of_their_own() {
    on_both_with(with_comments, |house| async move {
        let path = with_story(&house).await;
        write(&house, &path, "Ida", "It sails again.").await;
        let recommend = format!("{path}/comments/1/recommend");
        let mark = |n: u8, block: u8| {
            let (agent, recommend, house) = (n.to_string(), &recommend, &house);
            async move {
                let from = [10, 0, block, n].into();
                house.send_from(from, "POST", recommend, &[("user-agent", &agent)], "x=").await.status
            }
        };
        for n in 0..30 {
            assert_eq!(mark(n, 1).await, 303, "{n}");
        }
        assert_eq!((mark(30, 1).await, mark(30, 2).await), (429, 303));
        assert_eq!(write(&house, &path, "Max", "Good.").await.status, 303, "writing is another matter");
        assert_eq!(
            house.get(&path).await.all(".comment-tools button")[0],
            "Recommend the comment of Ida (31)"
        );
    })
    .await;
}
