//! A hundred thousand stories: what a page, a search, a start cost then, and what memory and disk they
//! take.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use ingest::Arriving;
use jiff::Timestamp;
use newsroom::StoryId;
use site::search::Search;
use store::Store;

use crate::copy::{self, AGENCIES};
use crate::http::Client;
use crate::paper::{Paper, Server, bench_folder};
use crate::render::cost;
use crate::table::{Spread, Table, Target, Unit};
use crate::{Amount, runtime};

/// Raised when the generated copy changes, so that an archive of before is not taken for this one.
const EDITION: u32 = 1;
/// Items in a delivery of the archive.
const TOGETHER: usize = 100;

pub fn run(table: &mut Table, amount: Amount) -> Result<()> {
    let size = amount.of(100_000, 2_000);
    idle(table)?;
    let paper = archive(table, size)?;
    disk(table, &paper)?;
    start(table, &paper, amount)?;
    let paths = runtime()?.block_on(pages(table, &paper, amount))?;
    let server = paper.serve()?;
    search(table, &server, amount)?;
    serve_all(table, &server, &paths)
}

/// A new paper without a story.
fn idle(table: &mut Table) -> Result<()> {
    let paper = Paper::fresh()?;
    let server = paper.serve()?;
    std::thread::sleep(Duration::from_secs(1));
    let (all, own) = server.memory()?;
    table.row("memory, fresh and empty, resident", all, "MiB", Target::None);
    table.row("memory, fresh and empty, without files' pages", own, "MiB", Target::None);
    Ok(())
}

/// The archive of this size, from an earlier run where that made the same.
fn archive(table: &mut Table, size: usize) -> Result<Paper> {
    let folder = bench_folder().join(format!("archive-{size}"));
    let made = folder.join("made");
    let edition = format!("{EDITION} {}", schema()?);
    if std::fs::read_to_string(&made).is_ok_and(|text| text == edition) {
        println!("The archive in {} is used again.", folder.display());
        let paper = Paper::at(folder.canonicalize()?)?;
        // Another program may index otherwise.
        index(&paper, size)?;
        return Ok(paper);
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let paper = Paper::at(folder.canonicalize()?)?;
    let took = runtime()?.block_on(fill(&paper, size))?;
    table.row("archive, items taken in", size as f64 / took.as_secs_f64(), "items/s", Target::None);
    let took = index(&paper, size)?;
    table.row("archive, search index built by `serve`", took.as_secs_f64(), "s", Target::None);
    std::fs::write(made, edition)?;
    Ok(paper)
}

/// The tables' text: with other tables, an archive of before would not do.
fn schema() -> Result<String> {
    let mut text = String::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        text.push_str(&std::fs::read_to_string(file)?);
    }
    let sum = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, b| (sum ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    Ok(format!("{sum:016x}"))
}

async fn fill(paper: &Paper, size: usize) -> Result<Duration> {
    let intake = paper.intake(paper.store(None).await?)?;
    let began = Instant::now();
    for first in (0..size).step_by(TOGETHER * 10) {
        let mut batch = Vec::new();
        for first in (first..size.min(first + TOGETHER * 10)).step_by(TOGETHER) {
            let items: Vec<_> =
                (first..size.min(first + TOGETHER)).map(|n| copy::ninjs(&copy::story(n, size))).collect();
            let bytes = serde_json::json!({ "items": items }).to_string().into_bytes().into();
            batch.push(Arriving { name: format!("{first:06}.json"), bytes, ..Arriving::default() });
        }
        let source = AGENCIES[first / (TOGETHER * 10) % AGENCIES.len()];
        for outcome in intake.accept_many(source, batch, Timestamp::now()).await {
            let outcome = outcome?;
            if outcome.items.iter().any(|item| item.path.is_none()) {
                bail!("A delivery of the archive was not kept: {:?}", outcome.problems);
            }
        }
        eprint!("\rMaking the archive: {first} of {size} stories");
    }
    eprintln!("\rMaking the archive: {size} of {size} stories");
    Ok(began.elapsed())
}

/// Has the program build its search index.
fn index(paper: &Paper, size: usize) -> Result<Duration> {
    let language = paper.settings()?.language;
    let server = paper.serve()?;
    let began = Instant::now();
    loop {
        let search = Search::open(&paper.data().join("search"), &language)?;
        if search.cursor().is_some() && search.len() == size as u64 {
            break;
        }
        if began.elapsed() > Duration::from_secs(900) {
            bail!("The search index has {} of {size} stories after a quarter of an hour.", search.len());
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    drop(server);
    Ok(began.elapsed())
}

fn disk(table: &mut Table, paper: &Paper) -> Result<()> {
    let data = paper.data();
    let parts = [("all", data.clone()), ("search index", data.join("search")), ("blobs", data.join("blobs"))];
    for (name, folder) in parts {
        table.row(
            &format!("archive on disk, {name}"),
            weigh(&folder)? as f64 / 1048576.0,
            "MiB",
            Target::None,
        );
    }
    Ok(())
}

fn weigh(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        sum += if about.is_dir() { weigh(&entry.path())? } else { about.len() };
    }
    Ok(sum)
}

/// From the command to the first page.
fn start(table: &mut Table, paper: &Paper, amount: Amount) -> Result<()> {
    let (mut listening, mut front) = (Spread::default(), Spread::default());
    for _ in 0..amount.of(10, 2) {
        let began = Instant::now();
        let server = paper.serve()?;
        listening.add(began.elapsed());
        let asked = Instant::now();
        let answer = Client::connect(server.port)?.get("/")?;
        front.add(asked.elapsed());
        if answer.status != 200 {
            bail!("The front answers {}.", answer.status);
        }
    }
    table.spread("archive, start until it listens", &listening, Unit::Millis, Target::None);
    table.spread("archive, front, first request after the start", &front, Unit::Millis, Target::None);
    Ok(())
}

/// Pages that are not in the cache. Gives the addresses of all stories.
async fn pages(table: &mut Table, paper: &Paper, amount: Amount) -> Result<Vec<String>> {
    let store = paper.store(None).await?;
    let paths = story_paths(&store).await?;
    let site = paper.site_without_cache(store.clone())?;
    let size = paper.settings()?.page_size;
    let far = async |kind: &str, slug: &str| -> Result<u64> {
        let stories = store::stories::count(store.db(), kind, slug).await?;
        Ok(500.min(stories.div_ceil(u64::from(size))))
    };
    let (section, agency) = (far("section", "world").await?, far("agency", AGENCIES[0]).await?);
    let (topic, _) = store::shelves::names(store.db(), "topic")
        .await?
        .into_iter()
        .map(|shelf| (shelf.slug, shelf.stories))
        .max_by_key(|(_, stories)| *stories)
        .context("The archive has no topic.")?;
    let (day, _) =
        store::shelves::days(store.db(), "").await?.into_iter().next().context("It has no day.")?;
    let middle = paths.get(paths.len() / 2).context("The archive has no story.")?;
    let asked = [
        ("front".to_owned(), "/".to_owned()),
        ("section".into(), "/world".into()),
        (format!("section, page {section}"), format!("/world?page={section}")),
        (format!("agency, page {agency}"), format!("/agency/{}?page={agency}", AGENCIES[0])),
        ("largest topic".into(), format!("/topic/{topic}")),
        ("a day".into(), format!("/{}", day.replace('-', "/"))),
        ("story".into(), middle.clone()),
        ("RSS feed".into(), "/feed.xml".into()),
        ("archive of all days".into(), "/archive".into()),
        ("archive of a month".into(), format!("/{}", day[..7].replace('-', "/"))),
        ("news sitemap".into(), "/news-sitemap.xml".into()),
        ("sitemap".into(), "/sitemap.xml".into()),
        ("first part of the sitemap".into(), "/sitemap-1.xml".into()),
    ];
    for (name, address) in asked {
        let heavy = address.starts_with("/sitemap") || address == "/archive";
        let times = if heavy { amount.of(20, 3) } else { amount.of(200, 10) };
        match cost(&site, &address, times).await {
            Ok(cost) => {
                table.spread(&format!("archive, {name}, uncached"), &cost.times, Unit::Millis, Target::None);
                let cpu = Unit::Millis.of(cost.cpu);
                table.row(&format!("archive, {name}, CPU time, mean"), cpu, "ms", Target::None);
                table.row(&format!("archive, {name}, SQL statements"), cost.statements, "", Target::None);
            }
            Err(error) => println!("archive, {name}: {error:#}"),
        }
    }
    Ok(paths)
}

async fn story_paths(store: &Store) -> Result<Vec<String>> {
    let (mut paths, mut after) = (Vec::new(), StoryId(0));
    loop {
        let batch = store::stories::live(store.db(), after, 5_000).await?;
        let Some(last) = batch.last() else { return Ok(paths) };
        after = last.id;
        paths.extend(batch.iter().map(|entry| format!("/{}/{}", entry.day.replace('-', "/"), entry.slug)));
    }
}

/// Searches over HTTP; results are never cached.
fn search(table: &mut Table, server: &Server, amount: Amount) -> Result<()> {
    let common = ["government", "harbour", "storm", "police", "election", "bank", "talks", "market"];
    let rare = ["genome", "albatross", "lichen", "neutrino", "sturgeon", "colophon", "aquifer", "almanac"];
    let years = ["2012", "2016", "2020", "2024"];
    let adjectives = ["fragile", "costly", "rare", "tense", "secret", "public", "broad", "bitter"];
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (n, word) in common.iter().enumerate() {
        let (other, year) = (common[(n + 3) % common.len()], years[n % years.len()]);
        let mut add = |kind, query| kinds.entry(kind).or_default().push(query);
        add("one common word", format!("q={word}"));
        add("one rare word", format!("q={}", rare[n % rare.len()]));
        add("two words", format!("q={word}+{other}"));
        add("a common and a rare word", format!("q={word}+{}", rare[n % rare.len()]));
        add("a phrase", format!("q=%22{}+{word}%22", adjectives[n % adjectives.len()]));
        add("a phrase of three stories in four", "q=%22ceasefire+talks%22".to_owned());
        add("a phrase with a word that all have", format!("q=%22the+{word}%22"));
        add("in a section and a year", format!("q={word}&section=world&year={year}"));
        add("newest first", format!("q={word}&order=newest"));
        add("far back", format!("q={word}&page={}", amount.of(50, 2)));
        add("no words: everything", "q=".to_owned());
    }
    let mut client = Client::connect(server.port)?;
    for (kind, queries) in kinds {
        let mut spread = Spread::default();
        let (times, before) = (amount.of(250, 8), server.cpu_time()?);
        for query in queries.iter().cycle().take(times) {
            let began = Instant::now();
            let answer = client.get(&format!("/search?{query}"))?;
            spread.add(began.elapsed());
            if answer.status != 200 || !answer.contains("found-main") {
                bail!("The search {query} answers {} and shows nothing.", answer.status);
            }
        }
        table.spread(&format!("archive, search, {kind}"), &spread, Unit::Millis, Target::Below(20.0));
        let cpu = Unit::Millis.of((server.cpu_time()? - before) / times as u32);
        table.row(&format!("archive, search, {kind}, CPU time, mean"), cpu, "ms", Target::None);
    }
    Ok(())
}

/// Every story once, then what is in memory.
fn serve_all(table: &mut Table, server: &Server, paths: &[String]) -> Result<()> {
    let began = Instant::now();
    std::thread::scope(|scope| {
        let readers: Vec<_> = paths
            .chunks(paths.len().div_ceil(2).max(1))
            .map(|paths| {
                scope.spawn(move || -> Result<()> {
                    let mut client = Client::connect(server.port)?;
                    for path in paths {
                        let status = client.get(path)?.status;
                        if status != 200 {
                            bail!("{path} answers {status}.");
                        }
                    }
                    Ok(())
                })
            })
            .collect();
        readers
            .into_iter()
            .try_for_each(|reader| reader.join().unwrap_or_else(|_| bail!("A reader broke off.")))
    })?;
    let rate = paths.len() as f64 / began.elapsed().as_secs_f64();
    table.row("archive, every story once, two readers", rate, "pages/s", Target::None);
    let (all, own) = server.memory()?;
    table.row(&format!("memory after {} stories served, resident", paths.len()), all, "MiB", Target::None);
    table.row(
        &format!("memory after {} stories, without files' pages", paths.len()),
        own,
        "MiB",
        Target::None,
    );
    Ok(())
}
