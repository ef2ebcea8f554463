//! `kill -9` at any moment of an ingest, fifty times: what was acknowledged is there, and nothing is
//! half done. On both engines.

#![allow(clippy::unwrap_used)] // A helper that meets an error should fail the test.

mod common;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{Engine, dateline};

const KILLS: u64 = 50;
const FILES: usize = 600;

#[test]
fn every_acknowledged_delivery_survives_kill_nine_on_sqlite() {
    survive(&Engine::sqlite());
}

#[test]
fn every_acknowledged_delivery_survives_kill_nine_on_postgresql() {
    if let Some(engine) = Engine::postgres() {
        survive(&engine);
    }
}

fn survive(engine: &Engine) {
    let wire = tempfile::tempdir().unwrap();
    for n in 0..FILES {
        let item = serde_json::json!({
            "uri": guid(n), "type": "text", "version": "1", "pubstatus": "usable", "language": "en",
            "firstcreated": "2026-11-24T08:00:00Z", "versioncreated": "2026-11-24T08:00:00Z",
            "headline": format!("Tide table, part {n}"), "body_text": format!("High water at pier {n}.")
        });
        std::fs::write(wire.path().join(format!("{n:04}.json")), item.to_string()).unwrap();
    }

    let mut acknowledged = BTreeSet::new();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for kill in 0..KILLS {
        // Any moment from before the first file to some way into the folder.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        ingest_and_kill(engine, wire.path(), Duration::from_millis(20 + random % 180), &mut acknowledged);
        let sound = engine.arguments(Command::new(dateline()).arg("check")).output().unwrap();
        assert!(sound.status.success(), "after kill {kill}: {}", String::from_utf8_lossy(&sound.stdout));
        let kept = engine.guids();
        let lost: Vec<_> = acknowledged.difference(&kept).collect();
        assert!(lost.is_empty(), "after kill {kill}, acknowledged and lost: {lost:?}");
    }
    assert!(!acknowledged.is_empty(), "no ingest lived long enough to acknowledge anything");

    let rest = engine.arguments(Command::new(dateline()).arg("ingest").arg(wire.path())).output().unwrap();
    assert!(rest.status.success(), "{}", String::from_utf8_lossy(&rest.stderr));
    assert_eq!(engine.guids(), (0..FILES).map(guid).collect(), "every file is there once all is done");
    assert_eq!(engine.versions(), FILES as u64, "and none of them twice");
}

/// Starts an ingest, kills it after `life`, and notes which files it had said were kept.
fn ingest_and_kill(engine: &Engine, wire: &Path, life: Duration, acknowledged: &mut BTreeSet<String>) {
    let mut ingest = engine
        .arguments(Command::new(dateline()).arg("ingest").arg(wire).arg("--json"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(ingest.stdout.take().unwrap());
    let reader = std::thread::spawn(move || said.lines().map_while(Result::ok).collect::<Vec<String>>());
    std::thread::sleep(life);
    ingest.kill().unwrap();
    ingest.wait().unwrap();
    for line in reader.join().unwrap() {
        // The last line may be cut off: that one was not acknowledged.
        let Ok(line) = serde_json::from_str::<serde_json::Value>(&line) else { continue };
        for item in line["items"].as_array().into_iter().flatten() {
            acknowledged.insert(item["guid"].as_str().unwrap().to_owned());
        }
    }
}

fn guid(n: usize) -> String {
    format!("urn:example:tides:{n}")
}
