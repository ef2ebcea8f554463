//! A reader has his name kept: by a mail, a link and a button.

use std::sync::Arc;

use site::CommentSettings;
use store::acts::comments::{self as acts, Whose};
use store::secrets;

use crate::answer::Answer;
use crate::house::{House, copy, on_both_with, on_sqlite_with};
use crate::smtp::Sink;

const HOME: (&str, &str) = ("sec-fetch-site", "same-origin");
const SIGN_IN: &str = "/comments/sign-in";

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn with_mail(sink: &Sink) -> impl Fn(&mut site::Settings) {
    let mail = sink.settings();
    move |settings| {
        settings.comments = CommentSettings { enabled: true, ..CommentSettings::default() };
        settings.mail = Some(mail.clone());
    }
}

async fn with_story(house: &House) -> String {
    let story = house.arrives(&copy("1", 1, "Harbour story")).await;
    house.address(story).await
}

/// Asks for a mail, from a block of addresses of its own.
async fn ask(house: &House, block: u8, name: &str, email: &str, back: &str) -> Answer {
    let body = format!("name={}&email={}&back={}&website=", encoded(name), encoded(email), encoded(back));
    house.send_from([10, 0, block, 1].into(), "POST", SIGN_IN, &[HOME], &body).await
}

/// Presses the button on the page that a link leads to.
async fn press(house: &House, link: &str) -> Answer {
    let path = link.strip_prefix("https://courier.example").unwrap();
    let page = house.get(path).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let link = page.attributes("input[name=link]", "value");
    house.send("POST", "/comments/sign-in/keep", &[HOME], &format!("link={}", encoded(&link[0]))).await
}

/// Writes a comment with these cookies; whoever has his name kept gives none.
async fn write(house: &House, path: &str, cookie: &str, name: &str, text: &str) -> Answer {
    let form = format!("{path}/comments/new");
    let page = house.ask("GET", &form, &[("cookie", cookie)]).await;
    let token = page.attributes("input[name=token]", "value");
    let later = house.now() + jiff::SignedDuration::from_secs(60);
    house.set_clock(&later.to_string());
    let body = format!("token={}&name={}&text={}", encoded(&token[0]), encoded(name), encoded(text));
    house.send("POST", &form, &[HOME, ("cookie", cookie)], &body).await
}

fn first_pair(cookie: &str) -> String {
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_keeps_his_name_by_the_link_in_a_mail_and_nobody_else_can_have_it() {
    let sink = Arc::new(Sink::open().await);
    on_both_with(with_mail(&sink), |house| {
        let sink = Arc::clone(&sink);
        async move {
            let path = with_story(&house).await;
            let form = format!("{path}/comments/new");
            let to = house.get(&form).await.attributes(".comment-keep a", "href");
            assert_eq!(to, [format!("{SIGN_IN}?back={}", encoded(&form))]);
            assert_eq!(house.get(&to[0]).await.attributes("input[name=back]", "value"), [form.as_str()]);

            let sent = ask(&house, 1, "Ida Marsh", "Ida@mail.example", &form).await;
            assert_eq!((sent.status, sent.header("cache-control")), (200, Some("no-store")));
            assert_eq!(sent.all("h1"), ["Look into your mail"]);
            let mail = sink.next().await;
            assert_eq!(
                (mail.from.as_str(), mail.to.as_str()),
                ("MAIL FROM:<post@courier.example>", "RCPT TO:<ida@mail.example>")
            );
            assert_eq!(mail.header("Subject"), Some("The Harbour Courier: keep your name"));
            assert_eq!(mail.header("Auto-Submitted"), Some("auto-generated"));
            assert!(mail.words().contains("keep the name “Ida Marsh”"), "{}", mail.words());
            let link = mail.link();
            assert!(!link.contains("mail.example"), "the address stands nowhere");

            // A program that looks for viruses opens the link before the reader does, and uses nothing up.
            house.get(link.strip_prefix("https://courier.example").unwrap()).await;
            let kept = press(&house, &link).await;
            assert_eq!((kept.status, kept.header("location")), (303, Some(form.as_str())));
            let cookie = kept.header("set-cookie").unwrap();
            for part in ["HttpOnly", "SameSite=Lax", "Secure", "Max-Age=15552000"] {
                assert!(cookie.contains(part), "{cookie}");
            }
            assert_eq!(press(&house, &link).await.status, 410, "it works once");
            let ida = first_pair(cookie);

            let page = house.ask("GET", &form, &[("cookie", &ida)]).await;
            assert_eq!(page.all(".comment-writes b"), ["Ida Marsh"]);
            assert_eq!(page.all("input[name=name], input[name=email]").len(), 0);
            let own = write(&house, &path, &ida, "Somebody else", "It sails again.").await;
            assert_eq!(own.status, 303, "{}", own.text());
            let story = house.get(&path).await;
            assert_eq!(story.all(".comment-name"), ["Ida Marsh"], "the kept name stands, whatever was typed");
            assert_eq!(story.all(".comment-kept"), ["name kept"]);
            // Capitals, spaces and letters that only look the same do not help.
            for name in ["Ida Marsh", "ida  marsh", "Id\u{430} Marsh"] {
                let other = write(&house, &path, "", name, "It is me.").await;
                assert_eq!(other.status, 422, "{name}");
                assert!(other.all(".problem li")[0].contains("kept by another reader"));
            }
            let forged = ida.replace("reader=", "reader=x");
            assert_eq!(write(&house, &path, &forged, "Ida Marsh", "It is me.").await.status, 422);
            assert_eq!(write(&house, &path, "", "Max", "Good.").await.status, 303);
            assert_eq!(house.get(&path).await.all(".comment-kept").len(), 1);

            // Another who asks for the name gets the same answer, and the rest by mail.
            let same = ask(&house, 2, "Ida Marsh", "max@mail.example", &form).await;
            assert_eq!((same.status, same.text()), (200, sent.text()));
            let mail = sink.next().await;
            assert!(mail.words().contains("Another reader keeps it already"), "{}", mail.words());
            assert_eq!(mail.link(), "https://courier.example/comments/sign-in");

            let out =
                house.send("POST", "/comments/sign-out", &[HOME], &format!("back={}", encoded(&form))).await;
            assert_eq!((out.status, out.header("location")), (303, Some(form.as_str())));
            assert!(out.header("set-cookie").unwrap().starts_with("reader=; Path=/; Max-Age=0"));

            let key = secrets::key(&house.store, "comments").await.unwrap();
            let hash = site::comments::email(&key, "ida@mail.example");
            let gone = acts::forget(&house.store, Whose::Email(&hash), house.now()).await.unwrap();
            assert_eq!((gone.deleted.len(), gone.names), (1, 1));
            let page = house.ask("GET", &form, &[("cookie", &ida)]).await;
            assert_eq!(page.all("input[name=name]").len(), 1, "who was forgotten is signed in nowhere");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_grows_old_and_cannot_be_made_by_others() {
    let sink = Arc::new(Sink::open().await);
    on_sqlite_with(with_mail(&sink), |house| {
        let sink = Arc::clone(&sink);
        async move {
            ask(&house, 1, "Ida", "ida@mail.example", "//elsewhere.example").await;
            let link = sink.next().await.link();
            let path = link.strip_prefix("https://courier.example").unwrap().to_owned();
            let token = path.split_once("?link=").unwrap().1.to_owned();
            let keep = |token: &str| {
                let body = format!("link={}", encoded(token));
                let house = &house;
                async move { house.send("POST", "/comments/sign-in/keep", &[HOME], &body).await }
            };
            assert_eq!(house.get(&format!("{SIGN_IN}?link=x{token}")).await.status, 410);
            assert_eq!(keep(&format!("x{token}")).await.status, 410);
            let body = format!("link={token}");
            let abroad = [("sec-fetch-site", "cross-site")];
            assert_eq!(house.send("POST", "/comments/sign-in/keep", &abroad, &body).await.status, 403);
            house.set_clock("2026-11-24T09:30:01Z");
            assert_eq!((house.get(&path).await.status, keep(&token).await.status), (410, 410));
            house.set_clock("2026-11-24T09:29:00Z");
            let kept = keep(&token).await;
            assert_eq!((kept.status, kept.header("location")), (303, Some("/")), "never to elsewhere");
            let cookie = first_pair(kept.header("set-cookie").unwrap());
            let signed_in = house.ask("GET", SIGN_IN, &[("cookie", &cookie)]).await;
            assert_eq!(signed_in.all("main b"), ["Ida"]);
            house.set_clock("2027-06-01T09:00:00Z");
            let later = house.ask("GET", SIGN_IN, &[("cookie", &cookie)]).await;
            assert_eq!(later.all("main b").len(), 0, "half a year is over");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_can_have_another_flooded_with_mails() {
    let sink = Arc::new(Sink::open().await);
    on_sqlite_with(with_mail(&sink), |house| {
        let sink = Arc::clone(&sink);
        async move {
            for block in 1..=4 {
                let sent = ask(&house, block, "Ida", "ida@mail.example", "/").await;
                assert_eq!(sent.all("h1"), ["Look into your mail"], "the fourth is not told either");
            }
            for n in 1..=5 {
                assert_eq!(ask(&house, 9, "Max", &format!("max{n}@mail.example"), "/").await.status, 200);
            }
            assert_eq!(ask(&house, 9, "Max", "max6@mail.example", "/").await.status, 429);
            let mut to = Vec::new();
            for _ in 0..8 {
                to.push(sink.next().await.to);
            }
            to.sort();
            assert_eq!(to.iter().filter(|to| to.contains("<ida@")).count(), 3, "{to:?}");

            // What a spammer would like to have sent is no name.
            for (name, email, why) in [
                ("www.pills.example", "eve@mail.example", "address"),
                ("", "eve@mail.example", "name"),
                ("Eve", "", "e-mail"),
                ("Eve", "eve", "not complete"),
                ("Moderator", "eve@mail.example", "kept for the paper"),
            ] {
                let refused = ask(&house, 20, name, email, "/").await;
                assert_eq!(refused.status, 422, "{name} {email}");
                assert!(
                    refused.all(".problem li").join(" ").contains(why),
                    "{:?}",
                    refused.all(".problem li")
                );
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_house_sends_no_mail_nothing_is_said_of_it() {
    let no_mail = |settings: &mut site::Settings| {
        settings.comments = CommentSettings { enabled: true, ..CommentSettings::default() };
    };
    on_sqlite_with(no_mail, |house| async move {
        let path = with_story(&house).await;
        let form = house.get(&format!("{path}/comments/new")).await;
        assert_eq!((form.status, form.all(".comment-keep").len()), (200, 0));
        for address in [SIGN_IN, "/comments/sign-in/keep", "/comments/sign-out"] {
            assert_eq!(house.get(address).await.status, 404, "{address}");
        }
    })
    .await;
}
