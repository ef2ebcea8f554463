//! `kill -9` at any moment, fifty times: of `ingest`, of `serve` while copy is pushed to it, and of both at
//! once. What was acknowledged is there, and nothing is half done. On both engines.

#![allow(clippy::unwrap_used, reason = "a test that meets an error should fail loudly")]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use common::whole::{self, Acknowledged};
use common::{Engine, block_on, dateline};

/// Of an ingest alone, and of a `serve` that is pushed to beside one.
const KILLS: [u64; 2] = [38, 12];
/// Files that arrive between two kills of an ingest.
const FRESH: usize = 20;
/// Everything is looked at after each so many kills: that takes longer than what is killed.
const LOOK: u64 = 4;
const FILES: usize = KILLS[0] as usize * FRESH;
const TOKEN: &str = "0123456789abcdef0123456789abcdef";

#[test]
fn what_was_acknowledged_survives_kill_nine_on_sqlite() {
    survive(&Engine::sqlite());
}

#[test]
fn what_was_acknowledged_survives_kill_nine_on_postgresql() {
    if let Some(engine) = Engine::postgres() {
        survive(&engine);
    }
}

fn survive(engine: &Engine) {
    let wire = engine.folder().join("wire");
    std::fs::create_dir(&wire).unwrap();
    std::fs::write(engine.folder().join("token"), TOKEN).unwrap();
    let (mut acknowledged, mut chance) = (Acknowledged::new(), Chance(0x9e37_79b9_7f4a_7c15));

    // Any moment from before the first file to some way into the folder: on a slow machine that is later.
    let mut longest = 200;
    for kill in 0..KILLS[0] {
        let before = items(&acknowledged);
        for n in kill as usize * FRESH..(kill as usize + 1) * FRESH {
            std::fs::write(wire.join(format!("{n:04}.json")), copy(n)).unwrap();
        }
        ingest_and_kill(engine, &wire, Duration::from_millis(chance.below(longest)), &mut acknowledged);
        longest = if items(&acknowledged) == before { longest + longest / 4 } else { 200.max(longest / 2) };
        if kill % LOOK == 0 {
            look(engine, &acknowledged, &format!("after kill {kill} of an ingest"));
        }
    }
    let by_ingest = items(&acknowledged);
    assert!(by_ingest > 0, "no ingest lived long enough to acknowledge anything");

    let mut next = 0;
    for kill in 0..KILLS[1] {
        let life = Duration::from_millis(100 + chance.below(longest + 200));
        serve_and_kill(engine, &wire, life, &mut next, &mut acknowledged);
        if kill % LOOK == 0 {
            look(engine, &acknowledged, &format!("after kill {kill} of a serve"));
        }
    }
    assert!(next > 0 && items(&acknowledged) > by_ingest, "no serve lived long enough to take anything in");

    let rest = engine
        .arguments(Command::new(dateline()).args(["ingest", "--source", "mna"]).arg(&wire))
        .output()
        .unwrap();
    assert!(rest.status.success(), "{}", String::from_utf8_lossy(&rest.stderr));
    look(engine, &acknowledged, "once all is done");
    let guids = engine.guids();
    let missing: Vec<_> =
        (0..FILES).filter(|n| !is_killed(*n)).map(guid).filter(|g| !guids.contains(g)).collect();
    assert!(missing.is_empty(), "every file is there once all is done: {missing:?}");
    let killed: Vec<_> =
        (0..FILES).filter(|n| is_killed(*n)).map(guid).filter(|g| guids.contains(g)).collect();
    assert!(killed.is_empty(), "a killed story is shown: {killed:?}");
    search_knows_all(engine);
}

fn items(acknowledged: &Acknowledged) -> usize {
    acknowledged.values().map(Vec::len).sum()
}

/// By what `dateline check` looks at, and by what that does not compare.
fn look(engine: &Engine, acknowledged: &Acknowledged, when: &str) {
    let wrong = block_on(async {
        let store = engine.store().await;
        let mut wrong = store::check::run(&store, |_, _| {}).await.unwrap().wrong;
        wrong.extend(whole::wrong(&store, acknowledged).await);
        wrong
    });
    assert!(wrong.is_empty(), "{when}: {wrong:#?}");
}

/// Starts an ingest, kills it after `life`, and notes which files it had said were kept.
fn ingest_and_kill(engine: &Engine, wire: &Path, life: Duration, acknowledged: &mut Acknowledged) {
    let (mut ingest, reader) = start_ingest(engine, wire);
    std::thread::sleep(life);
    ingest.kill().unwrap();
    ingest.wait().unwrap();
    reader.join().unwrap().iter().for_each(|line| _ = whole::note(acknowledged, line));
}

fn start_ingest(engine: &Engine, wire: &Path) -> (Child, std::thread::JoinHandle<Vec<String>>) {
    let mut ingest = engine
        .arguments(Command::new(dateline()).args(["ingest", "--json", "--source", "mna"]).arg(wire))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(ingest.stdout.take().unwrap());
    let reader = std::thread::spawn(move || said.lines().map_while(Result::ok).collect());
    (ingest, reader)
}

/// Starts `serve` and an ingest beside it, pushes to it from several sides, kills both after `life` of
/// serving, and notes what each had said was kept.
fn serve_and_kill(
    engine: &Engine,
    wire: &Path,
    life: Duration,
    next: &mut usize,
    acknowledged: &mut Acknowledged,
) {
    let (mut serve, port) = start_serve(engine);
    let (mut ingest, reader) = start_ingest(engine, wire);
    let taken = Mutex::new(Vec::new());
    let first = *next;
    let tried = std::thread::scope(|scope| {
        let pushers: Vec<_> = (0..4)
            .map(|side| {
                let taken = &taken;
                scope.spawn(move || {
                    let mut n = first + side;
                    // The same once more after each crash: the sender was not told that it was kept.
                    while let Some(answer) = push(port, &copy(FILES + n)) {
                        taken.lock().unwrap().push(answer);
                        n += 4;
                    }
                    n
                })
            })
            .collect();
        std::thread::sleep(life);
        serve.kill().unwrap();
        ingest.kill().unwrap();
        serve.wait().unwrap();
        ingest.wait().unwrap();
        pushers.into_iter().map(|pusher| pusher.join().unwrap()).min().unwrap()
    });
    *next = tried;
    reader.join().unwrap().iter().for_each(|line| _ = whole::note(acknowledged, line));
    for answer in taken.into_inner().unwrap() {
        assert!(whole::note(acknowledged, &answer), "{answer}");
    }
}

fn start_serve(engine: &Engine) -> (Child, u16) {
    let file = config(engine);
    engine.serve(|command| _ = command.arg("--config").arg(file))
}

fn config(engine: &Engine) -> PathBuf {
    let file = engine.folder().join("paper.toml");
    let source = "[[source]]\nname = \"mna\"\nagency = { slug = \"mna\", name = \"Meridian\" }\n\
                  push = { token_file = \"token\" }\n";
    std::fs::write(&file, source).unwrap();
    file
}

/// The answer of a push that was taken; `None` once nobody answers any more.
fn push(port: u16, text: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    let head = format!(
        "POST /api/v1/push/mna HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {TOKEN}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        text.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(text.as_bytes())).ok()?;
    let mut answer = String::new();
    // What came before the program was killed counts, if it is whole.
    let _ = stream.read_to_string(&mut answer);
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
    let is_whole = length.trim().parse() == Ok(body.len());
    (is_whole && head.starts_with("HTTP/1.1 200")).then(|| body.to_owned())
}

/// The index follows what was kept, whatever it was in the middle of when it was killed. The last `serve`
/// may have left a push that nobody was told of: this one takes it up, so both are counted each time.
fn search_knows_all(engine: &Engine) {
    let (mut serve, _) = start_serve(engine);
    let mut counts = (None, 0);
    for _ in 0..100 {
        let check = engine.arguments(Command::new(dateline()).args(["check", "--json"])).output().unwrap();
        let said: serde_json::Value = serde_json::from_slice(&check.stdout).unwrap();
        let known = said["looked_at"]["stories in the search index"].as_u64();
        counts = (known, engine.guids().len() as u64);
        if known == Some(counts.1) {
            break;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    serve.kill().unwrap();
    serve.wait().unwrap();
    assert_eq!(counts.0, Some(counts.1), "stories in the search index, and live stories");
}

/// Small ones, some with a body too large for a row, updates, and kills.
fn copy(n: usize) -> String {
    let (version, status) = match n % 10 {
        3 => (2, "usable"),
        7 => (2, "canceled"),
        _ => (1, "usable"),
    };
    let body = match n % 25 {
        0 => "High water at the pier. ".repeat(4000),
        _ => format!("High water at pier {n}."),
    };
    serde_json::json!({
        "uri": guid(n), "type": "text", "version": version.to_string(), "pubstatus": status, "language": "en",
        "firstcreated": "2026-11-24T08:00:00Z", "versioncreated": format!("2026-11-24T08:0{version}:00Z"),
        "headline": format!("Tide table, part {n}"), "body_text": body,
    })
    .to_string()
}

/// Every tenth is the next version of the one before it, or its kill.
fn guid(n: usize) -> String {
    let story = if matches!(n % 10, 3 | 7) { n - 1 } else { n };
    format!("urn:example:tides:{story}")
}

fn is_killed(n: usize) -> bool {
    matches!(n % 10, 6 | 7)
}

/// The same moments in every run, which fall differently on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}
