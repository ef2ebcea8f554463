//! From the acknowledged commit of an update to its words on a page that the real program serves.
//!
//! Each change is a new version with a headline of its own. The clock runs from the moment at which the
//! sender has his answer until a reader's request brings the new headline; that reader asks again and
//! again, so what he waits for is stale pages and the making of the new one.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use jiff::{SignedDuration, Timestamp};

use crate::copy::{self, AGENCIES, SECTIONS, Story};
use crate::http::Client;
use crate::paper::{Paper, TOKEN, single};
use crate::table::{Spread, Table, Target, Unit};
use crate::{Amount, runtime};

const LIMIT: Target = Target::Below(50.0);
/// Stories in the paper.
const STORIES: usize = 1_000;
/// Pages that other readers read meanwhile, and how long each of their pauses is.
const READ: usize = 300;
const PAUSE: Duration = Duration::from_millis(2);

pub fn run(table: &mut Table, amount: Amount) -> Result<()> {
    let paper = Paper::fresh()?;
    let paths = runtime()?.block_on(fill(&paper))?;
    let server = paper.serve()?;
    let mut desk = Desk::new(&paper, server.port)?;
    let pages = ["/".to_owned(), "/world".to_owned(), "/feed.xml".to_owned(), desk.path.clone()];
    let names = ["front", "section", "RSS feed", "story"];
    let changes = amount.of(250, 10);

    for (name, page) in names.iter().zip(&pages) {
        let mut spread = Spread::default();
        for _ in 0..changes {
            let story = desk.next();
            spread.add(desk.pushed(&story, page)?);
        }
        table.spread(&format!("change to visible, {name}, pushed"), &spread, Unit::Millis, LIMIT);
    }

    let readers = Readers::start(server.port, paths.into_iter().take(READ).collect());
    for (name, page) in names.iter().zip(&pages) {
        let mut spread = Spread::default();
        for _ in 0..changes {
            let story = desk.next();
            spread.add(desk.pushed(&story, page)?);
        }
        let name = format!("change to visible, {name}, while {READ} pages are read");
        table.spread(&name, &spread, Unit::Millis, LIMIT);
    }
    readers.stop()?;

    for (name, page) in names.iter().zip(&pages) {
        let mut spread = Spread::default();
        for _ in 0..changes {
            let story = desk.next();
            spread.add(desk.ingested(&paper, &story, page)?);
        }
        table.spread(&format!("change to visible, {name}, other process"), &spread, Unit::Millis, LIMIT);
    }
    Ok(())
}

/// Takes the paper's stories in; gives their addresses.
async fn fill(paper: &Paper) -> Result<Vec<String>> {
    let intake = paper.intake(paper.store(None).await?)?;
    let arriving = (0..STORIES).map(|n| single(&copy::story(n, STORIES))).collect();
    let outcomes = intake.accept_many(AGENCIES[0], arriving, Timestamp::now()).await;
    let mut paths = Vec::new();
    for outcome in outcomes {
        paths.extend(outcome?.items.into_iter().filter_map(|item| item.path));
    }
    Ok(paths)
}

/// Whoever sends updates of one story, and looks whether readers see them.
struct Desk {
    client: Client,
    began: Timestamp,
    version: u32,
    path: String,
}

impl Desk {
    fn new(paper: &Paper, port: u16) -> Result<Desk> {
        let client = Client::connect(port)?;
        let mut desk = Desk { client, began: Timestamp::now(), version: 0, path: String::new() };
        let first = desk.next();
        let answer = desk.push(&first)?;
        let said: serde_json::Value = serde_json::from_slice(&answer)?;
        let path = said["items"][0]["path"].as_str();
        desk.path = path.with_context(|| format!("The story was not shown: {said}"))?.to_owned();
        std::fs::create_dir_all(paper.folder.join("copy"))?;
        Ok(desk)
    }

    /// The story's next version: the newest and most pressing of the paper, so that it leads the front.
    fn next(&mut self) -> Story {
        self.version += 1;
        let mut story = copy::story_of("lead", self.began - SignedDuration::from_mins(1));
        story.section = 0;
        story.topics[0] = SECTIONS[0].0.to_owned();
        story.urgency = 1;
        story.version = self.version;
        story.headline = format!("Harbour talks reach round number {} without an end", self.version);
        story
    }

    fn push(&mut self, story: &Story) -> Result<Vec<u8>> {
        let body = copy::ninjs(story).to_string();
        let answer = self.client.post(&format!("/api/v1/push/{}", AGENCIES[0]), TOKEN, body.as_bytes())?;
        match answer.status {
            200 => Ok(answer.body),
            status => bail!("Push answered {status}: {}", String::from_utf8_lossy(&answer.body)),
        }
    }

    fn pushed(&mut self, story: &Story, page: &str) -> Result<Duration> {
        self.push(story)?;
        self.wait(story, page)
    }

    /// By `dateline ingest` beside the server: acknowledged is what it has printed.
    fn ingested(&mut self, paper: &Paper, story: &Story, page: &str) -> Result<Duration> {
        let file = paper.folder.join("copy").join(format!("{}.json", story.version));
        std::fs::write(&file, copy::ninjs(story).to_string())?;
        let mut ingest = paper.dateline("ingest");
        let mut child = ingest
            .arg(&file)
            .args(["--source", AGENCIES[0]])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut said = BufReader::new(child.stdout.take().context("The program's output is not to be had.")?);
        let mut line = String::new();
        said.read_line(&mut line)?;
        let waited = self.wait(story, page);
        child.wait()?;
        waited.with_context(|| format!("`dateline ingest` said: {line}"))
    }

    fn wait(&mut self, story: &Story, page: &str) -> Result<Duration> {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(10) {
            let answer = self.client.get(page)?;
            if answer.contains(&story.headline) {
                return Ok(began.elapsed());
            }
        }
        bail!("{page} does not show \"{}\" after 10 s.", story.headline)
    }
}

/// Other readers, on a connection of their own.
struct Readers {
    stop: Arc<AtomicBool>,
    thread: std::thread::JoinHandle<Result<()>>,
}

impl Readers {
    fn start(port: u16, paths: Vec<String>) -> Readers {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            let mut client = Client::connect(port)?;
            for path in paths.iter().cycle() {
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                client.get(path)?;
                std::thread::sleep(PAUSE);
            }
            Ok(())
        });
        Readers { stop, thread }
    }

    fn stop(self) -> Result<()> {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().unwrap_or_else(|_| bail!("The other readers broke off."))
    }
}
