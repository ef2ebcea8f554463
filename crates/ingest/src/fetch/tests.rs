use std::collections::HashMap;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use wiremock::matchers::{header_exists, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;

/// A fetcher for which every name leads to one address.
fn fetcher_where_names_lead_to(address: &str, allowed: &[&str]) -> Fetcher {
    let address: IpAddr = address.parse().unwrap();
    let settings = FetchSettings {
        allow_private: allowed.iter().map(|a| a.to_string()).collect(),
        ..FetchSettings::default()
    };
    Fetcher::with_lookup(&settings, Arc::new(move |_| Box::pin(async move { Ok(vec![address]) }))).unwrap()
}

async fn ask(fetcher: &Fetcher, url: &str) -> Result<Fetched, FetchError> {
    fetcher.get(Get { url: url.to_owned(), max_bytes: 1000, ..Get::default() }).await
}

/// A server on this machine, and a fetcher that may ask it and nobody else inside.
async fn server() -> (MockServer, Fetcher) {
    let server = MockServer::start().await;
    let allowed = server.address().to_string();
    let fetcher = fetcher_where_names_lead_to("127.0.0.1", &[&allowed]);
    (server, fetcher)
}

async fn answers(server: &MockServer, at: &str, answer: ResponseTemplate) {
    Mock::given(path(at)).respond_with(answer).mount(server).await;
}

#[tokio::test]
async fn an_internal_address_is_refused_in_every_spelling() {
    let fetcher = fetcher_where_names_lead_to("127.0.0.1", &[]);
    for url in [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://017700000001/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://１２７.0.0.1/",
        "http://%31%32%37.0.0.1/",
        "http://127.0.0.1./",
        "http://169.254.169.254/latest",
        "http://localhost/",
        "http://news.example/",
        "http://printer.local/",
    ] {
        assert!(matches!(ask(&fetcher, url).await, Err(FetchError::Refused { .. })), "{url}");
    }
}

#[tokio::test]
async fn only_http_and_the_named_ports_are_asked() {
    let fetcher = fetcher_where_names_lead_to("93.184.215.14", &[]);
    for url in [
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://news.example/",
        "data:,x",
        "http://news.example:22/",
        "http://news.example:6379/",
    ] {
        assert!(matches!(ask(&fetcher, url).await, Err(FetchError::Refused { .. })), "{url}");
    }
    assert!(matches!(ask(&fetcher, "no address").await, Err(FetchError::NoAddress { .. })));
}

#[tokio::test]
async fn a_redirect_to_an_internal_address_is_refused() {
    let (server, fetcher) = server().await;
    for (at, target) in [
        ("/a", "http://169.254.169.254/latest/meta-data/"),
        ("/b", "http://127.0.0.1:9/"),
        ("/c", "http://[::1]/"),
        ("/d", "file:///etc/passwd"),
        ("/e", "http://metadata.example/"),
    ] {
        answers(&server, at, ResponseTemplate::new(302).insert_header("location", target)).await;
        let answer = ask(&fetcher, &format!("{}{at}", server.uri())).await;
        assert!(matches!(answer, Err(FetchError::Refused { .. })), "{target}: {answer:?}");
    }
}

#[tokio::test]
async fn a_name_that_changes_its_address_between_two_answers_gains_nothing() {
    let server = MockServer::start().await;
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    // First where it may lead, then inside of somebody's house; each connection is used once.
    let lookup: Lookup = Arc::new(move |_| {
        let first = counter.fetch_add(1, Ordering::SeqCst) == 0;
        Box::pin(async move { Ok(vec![if first { "127.0.0.1" } else { "127.0.0.2" }.parse().unwrap()]) })
    });
    let settings =
        FetchSettings { allow_private: vec![server.address().to_string()], ..FetchSettings::default() };
    let fetcher = Fetcher::with_lookup(&settings, lookup).unwrap();
    answers(&server, "/feed", ResponseTemplate::new(200).insert_header("connection", "close")).await;
    let url = format!("http://rebind.example:{}/feed", server.address().port());
    assert!(ask(&fetcher, &url).await.is_ok());
    let second = ask(&fetcher, &url).await;
    assert!(
        matches!(&second, Err(FetchError::Refused { why, .. }) if why.contains("127.0.0.2")),
        "{second:?}"
    );
    assert_eq!(
        asked.load(Ordering::SeqCst),
        2,
        "each connection goes to the address that was checked for it"
    );
}

#[tokio::test]
async fn an_allowed_internal_address_is_asked_at_its_port_only() {
    let (server, fetcher) = server().await;
    answers(&server, "/feed", ResponseTemplate::new(200).set_body_string("copy")).await;
    let port = server.address().port();
    assert_eq!(&ask(&fetcher, &format!("http://127.0.0.1:{port}/feed")).await.unwrap().bytes[..], b"copy");
    assert_eq!(&ask(&fetcher, &format!("http://wire.example:{port}/feed")).await.unwrap().bytes[..], b"copy");
    assert!(matches!(ask(&fetcher, "http://127.0.0.1:8080/feed").await, Err(FetchError::Refused { .. })));
    assert!(matches!(ask(&fetcher, "http://wire.example:8080/feed").await, Err(FetchError::Refused { .. })));
}

#[tokio::test]
async fn a_chain_of_redirects_ends() {
    let (server, fetcher) = server().await;
    answers(&server, "/round", ResponseTemplate::new(302).insert_header("location", "/round")).await;
    let answer = ask(&fetcher, &format!("{}/round", server.uri())).await;
    assert!(matches!(answer, Err(FetchError::TooManyRedirects { .. })), "{answer:?}");
}

#[tokio::test]
async fn a_move_for_good_is_told_and_a_passing_one_is_not() {
    let (server, fetcher) = server().await;
    answers(&server, "/new", ResponseTemplate::new(200).set_body_string("copy")).await;
    answers(&server, "/old", ResponseTemplate::new(301).insert_header("location", "/new")).await;
    answers(&server, "/today", ResponseTemplate::new(302).insert_header("location", "/new")).await;
    let moved = ask(&fetcher, &format!("{}/old", server.uri())).await.unwrap();
    assert_eq!(moved.moved_to.unwrap().path(), "/new");
    let passing = ask(&fetcher, &format!("{}/today", server.uri())).await.unwrap();
    assert_eq!((passing.moved_to, passing.url.path()), (None, "/new"));
}

#[tokio::test]
async fn a_password_is_not_shown_to_another_host() {
    let (first, fetcher) = server().await;
    let second = MockServer::start().await;
    let allowed = [first.address().to_string(), second.address().to_string()];
    let fetcher =
        Fetcher::new(&FetchSettings { allow_private: allowed.into(), ..fetcher.settings().clone() }).unwrap();
    answers(
        &first,
        "/feed",
        ResponseTemplate::new(302).insert_header("location", format!("{}/feed", second.uri())),
    )
    .await;
    Mock::given(header_exists("authorization"))
        .respond_with(ResponseTemplate::new(200).set_body_string("leaked"))
        .mount(&second)
        .await;
    let login = Some(("paper".to_owned(), "secret".to_owned()));
    let get = Get { url: format!("{}/feed", first.uri()), login, max_bytes: 1000, ..Get::default() };
    assert_eq!(fetcher.get(get).await.unwrap().status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_answer_that_swells_when_unpacked_is_cut_off() {
    let (server, fetcher) = server().await;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&vec![b' '; 50 << 20]).unwrap();
    let bomb = ResponseTemplate::new(200)
        .insert_header("content-encoding", "gzip")
        .set_body_bytes(gzip.finish().unwrap());
    answers(&server, "/bomb", bomb).await;
    answers(&server, "/long", ResponseTemplate::new(200).set_body_bytes(vec![b'x'; 1001])).await;
    answers(&server, "/fits", ResponseTemplate::new(200).set_body_bytes(vec![b'x'; 1000])).await;
    for at in ["/bomb", "/long"] {
        let answer = ask(&fetcher, &format!("{}{at}", server.uri())).await;
        assert!(matches!(answer, Err(FetchError::TooLong { most: 1000, .. })), "{at}");
    }
    assert_eq!(ask(&fetcher, &format!("{}/fits", server.uri())).await.unwrap().bytes.len(), 1000);
}

#[tokio::test]
async fn a_server_that_never_finishes_is_left() {
    let (server, fetcher) = server().await;
    let slow =
        FetchSettings { total_timeout: jiff::SignedDuration::from_millis(200), ..fetcher.settings().clone() };
    answers(&server, "/slow", ResponseTemplate::new(200).set_delay(std::time::Duration::from_secs(60))).await;
    let answer = ask(&Fetcher::new(&slow).unwrap(), &format!("{}/slow", server.uri())).await;
    assert!(matches!(&answer, Err(e @ FetchError::Slow { .. }) if e.may_pass()), "{answer:?}");
}

/// The shared collection of hostile addresses, where it is at hand.
#[tokio::test]
async fn no_hostile_address_of_the_collection_is_asked() {
    let shared = std::env::var("DATELINE_SHARED")
        .unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").into());
    let Ok(lines) = std::fs::read_to_string(format!("{shared}/hostile/urls/ssrf.jsonl")) else { return };
    let fetcher = fetcher_where_names_lead_to("10.0.0.1", &[]);
    let mut through = HashMap::new();
    for line in lines.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        let url = entry["url"].as_str().unwrap();
        match ask(&fetcher, url).await {
            Err(FetchError::Refused { .. } | FetchError::NoAddress { .. }) => {}
            other => drop(through.insert(url.to_owned(), format!("{other:?}"))),
        }
    }
    assert!(through.is_empty(), "{through:#?}");
    assert!(lines.lines().count() > 100);
}
