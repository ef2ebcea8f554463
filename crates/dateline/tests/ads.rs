//! Impressions, counted by the real program: `kill -9` loses the last seconds of them and no more; and what the
//! commands say of them. On both engines.

#![allow(clippy::unwrap_used)] // A helper that meets an error should fail the test.

mod common;

use std::process::Command;
use std::time::{Duration, Instant};

use common::{Engine, ask, dateline};
use serde_json::Value;

const READERS: u64 = 50;

const CONFIGURATION: &str = r#"
[[site.ads.ad]]
id = "tea"
slots = ["side"]
href = "/"
text = "Tea"

[[site.ads.ad]]
id = "old"
slots = ["side"]
href = "/"
text = "Old"
until = "2020-12-31"
"#;

#[test]
fn kill_nine_loses_no_impression_that_is_some_seconds_old_on_sqlite() {
    survive(&Engine::sqlite());
}

#[test]
fn kill_nine_loses_no_impression_that_is_some_seconds_old_on_postgresql() {
    if let Some(engine) = Engine::postgres() {
        survive(&engine);
    }
}

fn survive(engine: &Engine) {
    std::fs::write(engine.folder().join("dateline.toml"), CONFIGURATION).unwrap();
    let (mut server, port) = engine.serve(|_| ());
    for reader in 0..READERS {
        see(port, reader);
    }
    let patience = Instant::now() + Duration::from_secs(30);
    while impressions(engine) < READERS {
        assert!(Instant::now() < patience, "{} impressions are kept", impressions(engine));
        std::thread::sleep(Duration::from_millis(100));
    }
    see(port, READERS);
    server.kill().unwrap();
    server.wait().unwrap();
    let kept = impressions(engine);
    assert!((READERS..=READERS + 1).contains(&kept), "{kept} impressions are kept");

    let table = run(engine, &["ads", "report"]);
    let row = table.lines().find(|line| line.starts_with("tea ")).unwrap_or_default().to_owned();
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(cells, ["tea", "side", &kept.to_string(), "100", "0", "0.00"], "{table}");
    let nothing = run(engine, &["ads", "report", "--from", "2020-01-01", "--until", "2020-01-31"]);
    assert_eq!(nothing, "Nothing was seen or clicked from 2020-01-01 until 2020-01-31.\n");

    let listed = run(engine, &["ads", "list"]);
    assert_eq!(
        listed,
        "tea  runs     without an end\nold  does not  its time was over at 1 January 2021, 00:00 UTC\n"
    );
}

/// A reader has the advertisement in view.
fn see(port: u16, reader: u64) {
    let request = format!(
        "POST /api/ad HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n\
         User-Agent: Mozilla/5.0 (Pier) Firefox/{reader}.0\r\nContent-Length: 8\r\nConnection: close\r\n\r\ntea side"
    );
    let answer = ask(port, &request);
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
}

fn impressions(engine: &Engine) -> u64 {
    let lines = run(engine, &["ads", "report", "--json"]);
    lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["impressions"].as_u64().unwrap())
        .sum()
}

fn run(engine: &Engine, command: &[&str]) -> String {
    let done = engine.arguments(Command::new(dateline()).args(command)).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}
