use ingest::*;
use jiff::SignedDuration;
use store::sources;
use tokio_util::sync::CancellationToken;
use wiremock::matchers::{header, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::house::*;

struct Polled {
    house: House,
    server: MockServer,
    poll: Poll,
}

async fn polled(settings: PollSettings) -> Polled {
    let server = MockServer::start().await;
    let fetch =
        FetchSettings { allow_private: vec![server.address().to_string()], ..FetchSettings::default() };
    let poll = PollSettings {
        url: if settings.url_file.is_some() { String::new() } else { format!("{}/feed", server.uri()) },
        ..settings
    };
    let house = House::with(SourceSettings { poll: Some(poll), max_bytes: 100_000, ..source() }).await;
    let poll = Poll::new(&house.intake, &Fetcher::new(&fetch).unwrap(), house.intake.source("mna").unwrap())
        .unwrap();
    Polled { house, server, poll }
}

impl Polled {
    async fn visit(&self, time: &str) -> Visit {
        self.poll.visit(at(time), 1.0, &CancellationToken::new()).await.unwrap()
    }

    async fn state(&self) -> sources::PollState {
        sources::get(self.house.store().db(), "mna").await.unwrap().unwrap().poll
    }

    async fn answer(&self, answer: ResponseTemplate) {
        self.server.reset().await;
        Mock::given(method("GET")).respond_with(answer).mount(&self.server).await;
    }
}

fn feed(headline: &str) -> ResponseTemplate {
    ResponseTemplate::new(200)
        .set_body_string(story("urn:mna:storm", 1, headline))
        .insert_header("content-type", "application/json")
}

#[tokio::test]
async fn a_feed_is_asked_when_it_is_time_and_not_before() {
    let polled = polled(PollSettings::default()).await;
    polled.answer(feed("Storm nears")).await;
    assert!(matches!(polled.visit("08:00:00").await, Visit::Delivered(_)));
    assert!(matches!(polled.visit("08:00:59").await, Visit::NotDue));
    assert!(matches!(polled.visit("08:01:00").await, Visit::NothingNew), "the same bytes");
    assert_eq!(polled.house.front().await, ["Storm nears"]);
    assert_eq!(polled.server.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_feed_that_has_not_changed_is_not_sent_again() {
    let polled = polled(PollSettings::default()).await;
    polled
        .answer(
            feed("Storm nears")
                .insert_header("etag", "\"v1\"")
                .insert_header("last-modified", "Mon, 02 Mar 2026 08:00:00 GMT"),
        )
        .await;
    polled.visit("08:00:00").await;
    polled.answer(ResponseTemplate::new(304)).await;
    for time in ["08:01:00", "08:02:00"] {
        assert!(matches!(polled.visit(time).await, Visit::NothingNew));
    }
    let asked = polled.server.received_requests().await.unwrap();
    assert_eq!(asked.len(), 2);
    for request in asked {
        assert_eq!(request.headers["if-none-match"], "\"v1\"");
        assert_eq!(request.headers["if-modified-since"], "Mon, 02 Mar 2026 08:00:00 GMT");
    }
}

#[tokio::test]
async fn failures_are_followed_by_longer_and_longer_waits_until_one_visit_succeeds() {
    let polled = polled(PollSettings::default()).await;
    polled.answer(ResponseTemplate::new(500)).await;
    assert!(matches!(polled.visit("08:00:00").await, Visit::Failed(why) if why.contains("500")));
    assert_eq!(polled.state().await.next_at, Some(at("08:01:00")));
    polled.visit("08:01:00").await;
    assert_eq!(polled.state().await.next_at, Some(at("08:03:00")));
    polled.visit("08:03:00").await;
    let state = polled.state().await;
    assert_eq!((state.next_at, state.failures), (Some(at("08:07:00")), 3));
    assert!(state.last_error.unwrap().contains("500"));
    polled.answer(feed("Storm nears")).await;
    polled.visit("08:07:00").await;
    let state = polled.state().await;
    assert_eq!((state.next_at, state.failures, state.last_error), (Some(at("08:08:00")), 0, None));
}

#[tokio::test]
async fn a_server_that_asks_for_patience_gets_it() {
    let polled = polled(PollSettings::default()).await;
    polled.answer(ResponseTemplate::new(429).insert_header("retry-after", "600")).await;
    polled.visit("08:00:00").await;
    assert_eq!(polled.state().await.next_at, Some(at("08:10:00")));
}

#[tokio::test]
async fn the_conditions_of_a_good_answer_outlive_failures() {
    let polled = polled(PollSettings::default()).await;
    polled.answer(feed("Storm nears").insert_header("etag", "\"v1\"")).await;
    polled.visit("08:00:00").await;
    polled.answer(ResponseTemplate::new(502)).await;
    polled.visit("08:01:00").await;
    assert_eq!(polled.state().await.etag.as_deref(), Some("\"v1\""));
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_refused_and_what_was_there_stays() {
    let polled = polled(PollSettings::default()).await;
    polled.answer(ResponseTemplate::new(200).set_body_bytes(vec![b' '; 100_001])).await;
    assert!(matches!(polled.visit("08:00:00").await, Visit::Failed(why) if why.contains("100000")));
}

#[tokio::test]
async fn a_feed_that_redirects_inside_is_refused() {
    let polled = polled(PollSettings::default()).await;
    for target in ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/"] {
        polled.answer(ResponseTemplate::new(301).insert_header("location", target)).await;
        let hour = polled.state_or_start().await;
        let visit = polled.poll.visit(hour, 1.0, &CancellationToken::new()).await.unwrap();
        assert!(matches!(&visit, Visit::Failed(why) if why.contains("internal")), "{target}: {visit:?}");
    }
}

impl Polled {
    async fn state_or_start(&self) -> jiff::Timestamp {
        let health = sources::get(self.house.store().db(), "mna").await.unwrap();
        health.and_then(|health| health.poll.next_at).unwrap_or(at("08:00:00"))
    }
}

#[tokio::test]
async fn a_password_and_a_key_from_files_are_sent() {
    let secrets = tempfile::tempdir().unwrap();
    std::fs::write(secrets.path().join("password"), "open sesame\n").unwrap();
    std::fs::write(secrets.path().join("key"), "k-123\n").unwrap();
    let polled = polled(PollSettings {
        user: Some("courier".into()),
        password_file: Some(secrets.path().join("password")),
        header_files: [("X-Api-Key".to_owned(), secrets.path().join("key"))].into(),
        ..PollSettings::default()
    })
    .await;
    Mock::given(header("authorization", "Basic Y291cmllcjpvcGVuIHNlc2FtZQ=="))
        .and(header("x-api-key", "k-123"))
        .respond_with(feed("Storm nears"))
        .mount(&polled.server)
        .await;
    assert!(matches!(polled.visit("08:00:00").await, Visit::Delivered(_)));
    std::fs::remove_file(secrets.path().join("key")).unwrap();
    assert!(
        matches!(polled.visit("08:01:00").await, Visit::Failed(why) if why.contains("key") && !why.contains("k-123"))
    );
}

#[tokio::test]
async fn what_a_restart_finds_is_when_to_ask_next() {
    let polled =
        polled(PollSettings { every: SignedDuration::from_mins(10), ..PollSettings::default() }).await;
    polled.answer(feed("Storm nears")).await;
    polled.visit("08:00:00").await;
    let again = Poll::new(
        &polled.house.intake,
        &Fetcher::new(&FetchSettings::default()).unwrap(),
        polled.house.intake.source("mna").unwrap(),
    )
    .unwrap();
    let visit = again.visit(at("08:05:00"), 1.0, &CancellationToken::new()).await.unwrap();
    assert!(matches!(visit, Visit::NotDue));
}

#[tokio::test]
async fn after_a_restart_a_source_that_failed_need_not_wait_for_an_hour() {
    let polled = polled(PollSettings::default()).await;
    polled.answer(ResponseTemplate::new(401)).await;
    for time in ["08:00:00", "08:10:00", "08:20:00", "08:30:00", "08:50:00"] {
        assert!(matches!(polled.visit(time).await, Visit::Failed(why) if why.contains("password")));
    }
    assert_eq!(polled.state().await.next_at, Some(at("09:06:00")));
    polled.poll.bring_forward(at("08:51:00")).await.unwrap();
    assert_eq!(polled.state().await.next_at, Some(at("08:52:00")));
    polled.poll.bring_forward(at("08:51:30")).await.unwrap();
    assert_eq!(polled.state().await.next_at, Some(at("08:52:00")), "never later than it was");
}

#[tokio::test]
async fn polling_stops_when_told_even_while_it_waits_for_an_answer() {
    let polled = polled(PollSettings::default()).await;
    polled.answer(feed("Storm nears").set_delay(std::time::Duration::from_secs(60))).await;
    let stop = CancellationToken::new();
    let running = tokio::spawn(polled.poll.run(stop.clone()));
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    stop.cancel();
    tokio::time::timeout(std::time::Duration::from_secs(10), running).await.expect("it stops").unwrap();
}

#[tokio::test]
async fn a_key_in_the_address_of_a_feed_is_sent_and_told_to_nobody() {
    let secrets = tempfile::tempdir().unwrap();
    let file = secrets.path().join("address");
    let polled = polled(PollSettings { url_file: Some(file.clone()), ..PollSettings::default() }).await;
    std::fs::write(&file, format!("{}/feed?key=k-123\n", polled.server.uri())).unwrap();
    polled.answer(ResponseTemplate::new(500)).await;
    let Visit::Failed(why) = polled.visit("08:00:00").await else { panic!("500 is a failure") };
    assert_eq!(why, format!("{}/feed answers with status 500.", polled.server.uri()));
    assert_eq!(polled.state().await.last_error, Some(why));

    polled.answer(ResponseTemplate::new(302).insert_header("location", "http://10.0.0.1/?key=k-123")).await;
    let Visit::Failed(why) = polled.visit("08:01:00").await else { panic!("nothing internal is asked") };
    assert!(why.contains("10.0.0.1") && !why.contains("k-123"), "{why}");

    polled.answer(feed("Storm nears")).await;
    let Visit::Delivered(outcome) = polled.visit("08:03:00").await else { panic!("it answers again") };
    assert_eq!(outcome.name, format!("{}/feed", polled.server.uri()));
    let asked = polled.server.received_requests().await.unwrap();
    assert_eq!(asked.last().unwrap().url.query(), Some("key=k-123"));
}
