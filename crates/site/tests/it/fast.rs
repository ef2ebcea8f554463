//! The fast lane and hyper are one front door: nobody can tell which of them has answered.

use std::future::{pending, ready};
use std::time::Duration;

use site::Left;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

use crate::house::{House, copy, on_both, on_sqlite};

/// A reader's end of a connection.
struct Line(DuplexStream);

impl Line {
    async fn says(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).await.unwrap();
    }

    /// One answer, to its last byte: head and body.
    async fn hears(&mut self, has_body: bool) -> (String, Vec<u8>) {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.unwrap());
        }
        let head = String::from_utf8(head).unwrap();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length = length.map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; if has_body { length } else { 0 }];
        self.0.read_exact(&mut body).await.unwrap();
        (head, body)
    }

    /// Hangs up, and hears what is still said.
    async fn hangs_up(mut self) -> Vec<u8> {
        self.0.shutdown().await.unwrap();
        let mut rest = Vec::new();
        self.0.read_to_end(&mut rest).await.unwrap();
        rest
    }
}

fn request(method: &str, path: &str, lines: &[(&str, &str)]) -> String {
    let lines: String = lines.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("{method} {path} HTTP/1.1\r\nHost: courier.example\r\n{lines}\r\n")
}

const FOR_EVER: Duration = Duration::from_secs(3600);

/// A connection in the fast lane; it gives how it left it.
fn fast(house: &House) -> (Line, tokio::task::JoinHandle<Left>) {
    lane(house, FOR_EVER, pending())
}

fn lane(
    house: &House,
    patience: Duration,
    stop: impl Future<Output = ()> + Send + 'static,
) -> (Line, tokio::task::JoinHandle<Left>) {
    let (reader, mut ours) = tokio::io::duplex(1 << 20);
    let door = house.door.clone();
    let lane = async move { door.fast_lane(&mut ours, patience, stop).await.unwrap() };
    (Line(reader), tokio::spawn(lane))
}

/// A connection that hyper has from its beginning.
fn slow(house: &House) -> Line {
    let (reader, ours) = tokio::io::duplex(1 << 20);
    let connection = hyper::server::conn::http1::Builder::new()
        .serve_connection(hyper_util::rt::TokioIo::new(ours), house.door.clone());
    tokio::spawn(connection);
    Line(reader)
}

/// The last line of a head that the fast lane wrote: it has the time from the paper's clock.
const NINE: &str = "date: Tue, 24 Nov 2026 09:00:00 GMT\r\n\r\n";

/// Without the time of day, which is the last line of each head.
fn undated(head: &str) -> &str {
    let (rest, date) = head.split_once("date: ").expect("a date");
    assert!(date.ends_with(" GMT\r\n\r\n") && date.len() == 33, "{head}");
    rest
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_fast_lane_says_byte_for_byte_what_hyper_says() {
    on_both(|house| async move {
        let story = house.arrives(&copy("1", 1, &"Harbour story, ".repeat(12))).await;
        let path = house.address(story).await;
        let killed = house.arrives(&copy("2", 1, "Harbour story that is killed")).await;
        let gone = house.address(killed).await;
        house.arrives(&wire::Item { status: wire::Status::Canceled, ..copy("2", 2, "") }).await;
        let style = house.get("/").await.attribute("link[rel=stylesheet]", "href").unwrap();
        let tag = house.get(&path).await.header("etag").unwrap().to_owned();

        let kept =
            [&*path, &gone, "/", "/harbour", "/feed.xml", "/sitemap.xml", "/robots.txt", &style, "/archive"];
        let made = ["/nothing", "/harbour?page=1", "/search?q=harbour", "/Harbour/", "/static/x/nothing.css"];
        let with: [&[(&str, &str)]; 9] = [
            &[],
            &[("Accept-Encoding", "gzip, deflate, br, zstd")],
            &[("accept-encoding", "gzip"), ("Connection", "keep-alive")],
            &[("Accept-Encoding", "br;q=0.1"), ("ACCEPT-ENCODING", "gzip;q=0.9")],
            &[("Accept-Encoding", "identity, br;q=0.5")],
            &[("Accept-Encoding", "caf\u{e9}"), ("Accept-Encoding", "br")],
            &[("If-None-Match", &tag), ("Accept-Encoding", "br")],
            &[("If-None-Match", "*"), ("Accept-Encoding", "gzip")],
            &[("If-None-Match", "\"x\", W/\"y\""), ("If-Modified-Since", "Tue, 24 Nov 2026 09:00:00 GMT")],
        ];
        for path in kept {
            house.get(path).await;
        }
        let ((mut fast, lane), mut slow) = (fast(&house), slow(&house));
        for path in kept.iter().chain(&made) {
            for (lines, method) in with.iter().flat_map(|lines| [(lines, "GET"), (lines, "HEAD")]) {
                let asked = request(method, path, lines);
                fast.says(&asked).await;
                slow.says(&asked).await;
                let (ours, theirs) = (fast.hears(method == "GET").await, slow.hears(method == "GET").await);
                assert_eq!(undated(&ours.0), undated(&theirs.0), "{asked}");
                assert!(ours.1 == theirs.1, "the same body: {asked}");
                assert_eq!(ours.0.ends_with(NINE), kept.contains(path), "who answered: {asked}{}", ours.0);
            }
        }
        assert_eq!((fast.hangs_up().await, slow.hangs_up().await), (vec![], vec![]));
        assert_eq!(lane.await.unwrap(), Left::Over);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_sent_in_one_breath_are_answered_in_their_order() {
    on_sqlite(|house| async move {
        let story = house.arrives(&copy("1", 1, "Harbour story")).await;
        let pages = [&*house.address(story).await, "/archive", "/nothing", "/robots.txt"];
        let (mut reader, lane) = fast(&house);
        let breath: String = pages.iter().map(|path| request("GET", path, &[])).collect();
        // More than is read at once; then the same in pieces that end anywhere.
        reader.says(breath.repeat(30)).await;
        for piece in breath.as_bytes().chunks(7) {
            reader.says(piece).await;
            tokio::task::yield_now().await;
        }
        for path in pages.iter().cycle().take(31 * pages.len()) {
            assert!(reader.hears(true).await.1 == house.get(path).await.body, "{path}");
        }
        assert_eq!(reader.hangs_up().await, b"");
        assert_eq!(lane.await.unwrap(), Left::Over);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_story_is_gone_from_a_connection_that_is_open() {
    on_both(|house| async move {
        let story = house.arrives(&copy("1", 1, "Harbour story")).await;
        let asked = request("GET", &house.address(story).await, &[]);
        let (mut reader, _lane) = fast(&house);
        for _ in ["made now", "from the cache"] {
            reader.says(&asked).await;
            assert!(reader.hears(true).await.0.starts_with("HTTP/1.1 200 OK\r\n"));
        }
        house.arrives(&wire::Item { status: wire::Status::Canceled, ..copy("1", 2, "") }).await;
        reader.says(&asked).await;
        let (head, body) = reader.hears(true).await;
        assert!(head.starts_with("HTTP/1.1 410 Gone\r\n"), "{head}");
        assert!(!String::from_utf8(body).unwrap().contains("the office on the quay said"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_plain_is_left_to_hyper_to_its_last_byte() {
    on_sqlite(|house| async move {
        let plain = request("GET", "/robots.txt", &[]);
        let long = [("Cookie", &*"x".repeat(20_000))];
        for unusual in [
            request("POST", "/api/view", &[("Content-Length", "3")]) + "/ab",
            request("GET", "/robots.txt", &[("Content-Length", "0"), ("Content-Length", "9")]),
            request("GET", "/robots.txt", &[("Transfer-Encoding", "chunked")]) + "0\r\n\r\n",
            request("GET", "/robots.txt", &[("Connection", "close")]),
            request("GET", "http://courier.example/robots.txt", &[]),
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".into(),
            "GET /robots.txt HTTP/1.1\nHost: courier.example\n\n".into(),
            "GET /robots.txt HTTP/1.1\r\nHost: courier.example\r\nX: a\r\n b\r\n\r\n".into(),
            "GET /robots.txt HTTP/1.1\r\nHost: courier.example\r\nX: a\0b\r\n\r\n".into(),
            "GET /robots.txt HTTP/1.0\r\n\r\n".into(),
            "\x16\x03\x01\x02\0".into(),
            request("GET", "/robots.txt", &long),
        ] {
            let (mut reader, lane) = fast(&house);
            reader.says(format!("{plain}{plain}{unusual}")).await;
            for _ in 0..2 {
                assert!(reader.hears(true).await.0.starts_with("HTTP/1.1 200 OK"));
            }
            let Left::ForHyper(bytes) = lane.await.unwrap() else { panic!("hung up on: {unusual}") };
            let all = unusual.as_bytes();
            // Of a head that does not end, so much as was read until it was too long.
            let whole = if bytes.len() < all.len() { bytes.len() > 10_000 } else { true };
            assert!(whole && all.starts_with(&bytes), "{unusual:?}: {:?}", String::from_utf8_lossy(&bytes));
            assert_eq!(reader.hangs_up().await, b"", "nothing was said to it");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_hyper_refuses_is_refused_and_the_line_is_cut() {
    on_sqlite(|house| async move {
        let (reader, mut ours) = tokio::io::duplex(1 << 20);
        let mut reader = Line(reader);
        reader.says(request("GET", "/harbour?x=<|>", &[]).repeat(2)).await;
        assert!(house.door.fast_lane(&mut ours, FOR_EVER, pending()).await.is_err());
        drop(ours);
        let heard = String::from_utf8(reader.hangs_up().await).unwrap();
        assert_eq!(heard.matches("HTTP/1.1 ").count(), 1, "{heard}");
        assert!(heard.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{heard}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_does_not_finish_his_request_is_hung_up_on() {
    on_sqlite(|house| async move {
        let asked = request("GET", "/robots.txt", &[]);
        for (said, answers) in [(&asked[..0], 0), (&asked[..20], 0), (&*format!("{asked}GET /ro"), 1)] {
            let (reader, ours) = tokio::io::duplex(1 << 20);
            let (mut reader, mut ours) = (Line(reader), ours);
            reader.says(said).await;
            // The bytes are there, and no patience for more.
            let left = house.door.fast_lane(&mut ours, Duration::ZERO, pending()).await.unwrap();
            assert_eq!(left, Left::Over);
            drop(ours);
            let heard = String::from_utf8(reader.hangs_up().await).unwrap();
            assert_eq!(heard.matches("HTTP/1.1 200 OK").count(), answers, "{said}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_paper_stops_what_was_asked_is_answered_and_nobody_is_waited_for() {
    on_sqlite(|house| async move {
        let (reader, mut ours) = tokio::io::duplex(1 << 20);
        let mut reader = Line(reader);
        reader.says(request("GET", "/robots.txt", &[]).repeat(3)).await;
        let left = house.door.fast_lane(&mut ours, FOR_EVER, ready(())).await.unwrap();
        assert_eq!(left, Left::Over);
        for _ in 0..3 {
            assert!(reader.hears(true).await.0.starts_with("HTTP/1.1 200 OK"));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_view_counts_in_the_fast_lane_as_it_does_in_hyper() {
    on_both(|house| async move {
        let story = house.arrives(&copy("1", 1, "Harbour story")).await;
        let path = house.address(story).await;
        house.get(&path).await;
        let mut counting = house.site.views().counting().unwrap();
        let (mut reader, _lane) = fast(&house);
        let firefox =
            ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0");
        let html = ("Accept", "text/html");
        for (method, lines, views) in [
            ("HEAD", &[firefox, html][..], 0),
            ("GET", &[firefox], 0),
            ("GET", &[("User-Agent", "curl/8.5.0"), html], 0),
            ("GET", &[firefox, html, ("Sec-Purpose", "prefetch")], 0),
            ("GET", &[firefox, html], 1),
            ("GET", &[firefox, html], 0),
        ] {
            reader.says(request(method, &path, lines)).await;
            assert!(reader.hears(method == "GET").await.0.ends_with(NINE), "the lane has answered");
            let counted: u64 = counting.take(house.now()).iter().map(|(_, views)| views).sum();
            assert_eq!(counted, views, "{method} {lines:?}");
        }
    })
    .await;
}
