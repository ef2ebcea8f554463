//! Views, counted by the real program: `kill -9` loses the last seconds of them and no more, and nobody
//! can read in the data or in the log who read what. On both engines.

#![allow(clippy::unwrap_used)] // A helper that meets an error should fail the test.

mod common;

use std::process::Command;
use std::time::{Duration, Instant};

use common::{Engine, ask, block_on, dateline};
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

    // With a log that leaves nothing out.
    let log = std::fs::File::create(engine.folder().join("log")).unwrap();
    let (mut server, port) = engine.serve(|command| {
        command.env("DATELINE_LOG__LEVEL", "debug,site=trace,dateline=trace,store=trace").stderr(log);
    });
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

fn read(port: u16, agent: &str) {
    let request = format!(
        "GET {STORY} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nUser-Agent: {agent}\r\n\
         Connection: close\r\n\r\n"
    );
    let answer = ask(port, &request);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
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
