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
/// Stories that are updated in turns, so that none of them has more versions than stories have.
const LEADS: usize = 12;
/// Pages that other readers read meanwhile, and how long each of their pauses is.
const READ: usize = 300;
const PAUSE: Duration = Duration::from_millis(2);

pub fn run(table: &mut Table, amount: Amount) -> Result<()> {
    let paper = Paper::fresh()?;
    let paths = runtime()?.block_on(fill(&paper))?;
    let server = paper.serve()?;
    let mut desk = Desk::new(&paper, server.port)?;
    let changes = amount.of(250, 10);
    each(table, &mut desk, "pushed", changes, |desk, story, page| desk.pushed(story, page))?;
    let readers = Readers::start(server.port, paths.into_iter().take(READ).collect());
    let name = format!("while {READ} pages are read");
    each(table, &mut desk, &name, changes, |desk, story, page| desk.pushed(story, page))?;
    readers.stop()?;
    each(table, &mut desk, "other process", changes, |desk, story, page| desk.ingested(&paper, story, page))
}

/// Measures the four kinds of page in one way.
fn each(
    table: &mut Table,
    desk: &mut Desk,
    way: &str,
    changes: usize,
    change: impl Fn(&mut Desk, &Story, &str) -> Result<Duration>,
) -> Result<()> {
    for (name, page) in [("front", "/"), ("section", "/world"), ("RSS feed", "/feed.xml"), ("story", "")] {
        let mut spread = Spread::default();
        let paths = desk.begin()?;
        for n in 0..changes {
            let story = desk.next(n % LEADS);
            let page = if page.is_empty() { &paths[n % LEADS] } else { page };
            spread.add(change(desk, &story, page)?);
        }
        table.spread(&format!("change to visible, {name}, {way}"), &spread, Unit::Millis, LIMIT);
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

/// Whoever sends updates of some stories, and looks whether readers see them.
struct Desk {
    client: Client,
    began: Timestamp,
    /// Counts the sets of stories.
    set: u32,
    /// The newest version of each story of this set.
    versions: [u32; LEADS],
    changes: u32,
}

impl Desk {
    fn new(paper: &Paper, port: u16) -> Result<Desk> {
        std::fs::create_dir_all(paper.folder.join("copy"))?;
        let client = Client::connect(port)?;
        Ok(Desk { client, began: Timestamp::now(), set: 0, versions: [0; LEADS], changes: 0 })
    }

    /// Publishes stories that are new and lead the front; gives their addresses.
    fn begin(&mut self) -> Result<Vec<String>> {
        self.set += 1;
        self.versions = [0; LEADS];
        let mut paths = Vec::new();
        for lead in 0..LEADS {
            let story = self.next(lead);
            let answer = self.push(&story)?;
            let said: serde_json::Value = serde_json::from_slice(&answer)?;
            let path = said["items"][0]["path"].as_str();
            paths.push(path.with_context(|| format!("A story was not shown: {said}"))?.to_owned());
        }
        Ok(paths)
    }

    /// A story's next version.
    fn next(&mut self, lead: usize) -> Story {
        self.changes += 1;
        self.versions[lead] += 1;
        let at = self.began - SignedDuration::from_mins(5) + SignedDuration::from_secs(self.set.into());
        let mut story = copy::story_of(&format!("lead-{}-{lead}", self.set), at);
        story.section = 0;
        story.topics[0] = SECTIONS[0].0.to_owned();
        story.urgency = 1;
        story.version = self.versions[lead];
        story.headline = format!("Harbour talks reach round number {} without an end", self.changes);
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
        let file = paper.folder.join("copy").join(format!("{}.json", self.changes));
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
