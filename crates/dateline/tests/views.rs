//! Views, counted by the real program: `kill -9` loses the last seconds of them and no more, and nobody
//! can read in the data or in the log who read what. On both engines.

#![allow(clippy::unwrap_used)] // A helper that meets an error should fail the test.

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::{Engine, block_on, dateline};
use newsroom::popular::List;
use store::popular;

const STORY: &str = "/2026/11/24/high-water-at-pier-nine";
const READERS: usize = 50;

#[test]
fn kill_nine_loses_no_view_that_is_some_seconds_old_on_sqlite() {
    survive(&Engine::sqlite());
}

#[test]
fn kill_nine_loses_no_view_that_is_some_seconds_old_on_postgresql() {
    if let Some(engine) = Engine::postgres() {
        survive(&engine);
    }
}

fn survive(engine: &Engine) {
    let item = serde_json::json!({
        "uri": "urn:example:tides:9", "type": "text", "version": "1", "pubstatus": "usable", "language": "en",
        "firstcreated": "2026-11-24T08:00:00Z", "versioncreated": "2026-11-24T08:00:00Z",
        "headline": "High water at pier nine", "body_text": "High water at pier nine."
    });
    let file = engine.folder().join("tides.json");
    std::fs::write(&file, item.to_string()).unwrap();
    let taken = engine.arguments(Command::new(dateline()).arg("ingest").arg(&file)).output().unwrap();
    assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));

    let (mut server, port) = serve(engine);
    for reader in 0..READERS {
        read(port, &format!("Mozilla/5.0 (Pier) Firefox/{reader}.0"));
    }
    let patience = Instant::now() + Duration::from_secs(30);
    while views(engine) < READERS as f64 * 0.99 {
        assert!(Instant::now() < patience, "{} views are kept", views(engine));
        std::thread::sleep(Duration::from_millis(100));
    }
    read(port, "Mozilla/5.0 (Pier) Firefox/last");
    server.kill().unwrap();
    server.wait().unwrap();
    let kept = views(engine);
    assert!((READERS as f64 * 0.99..READERS as f64 + 1.0).contains(&kept), "{kept} views are kept");

    let log = std::fs::read_to_string(engine.folder().join("log")).unwrap();
    assert!(log.contains("Serving"), "everything is logged: {log}");
    assert!(!log.contains("Firefox") && !log.contains("(Pier)"), "{log}");
    for entry in std::fs::read_dir(engine.data()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            assert!(!bytes.contains("(Pier)"), "{}", path.display());
        }
    }
}

/// The program, with a log that leaves nothing out.
fn serve(engine: &Engine) -> (Child, u16) {
    let log = std::fs::File::create(engine.folder().join("log")).unwrap();
    let mut server = engine
        .arguments(Command::new(dateline()).args(["serve", "--listen", "127.0.0.1:0"]))
        .env("DATELINE_LOG__LEVEL", "debug,site=trace,dateline=trace,store=trace")
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let port = line.trim().rsplit_once(':').unwrap().1.parse().unwrap();
    (server, port)
}

fn read(port: u16, agent: &str) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let request = format!(
        "GET {STORY} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nUser-Agent: {agent}\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
}

/// What is kept of the story's views, as they count now.
fn views(engine: &Engine) -> f64 {
    let rules = popular::Rules { least: 0.0, ..site::PopularSettings::default().rules() };
    block_on(async {
        let store = engine.store().await;
        let now = jiff::Timestamp::now();
        let ranked = popular::leading(store.db(), List::Week, "", &rules, now).await.unwrap();
        ranked.first().map_or(0.0, |(_, views)| *views)
    })
}
