//! How many items a second come in, each committed, on the disk and shown, through the real intake.

use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use ingest::{Arriving, Intake};
use jiff::Timestamp;
use store::Store;

use crate::copy::{self, AGENCIES};
use crate::paper::{Paper, bench_folder, cpu_time, single};
use crate::table::{Spread, Table, Target, Unit};
use crate::{Amount, runtime};

/// Items in the feed.
const FEED: usize = 50;

pub fn run(table: &mut Table, amount: Amount) -> Result<()> {
    table.spread("disk: append 4 KiB and fsync", &fsync(amount.of(300, 30))?, Unit::Millis, Target::None);
    runtime()?.block_on(async {
        let paper = Paper::fresh()?;
        let store = paper.store(None).await?;
        measure(table, amount, "SQLite", &paper, &store).await?;
        let Ok(server) = std::env::var("DATELINE_TEST_POSTGRES") else {
            println!("DATELINE_TEST_POSTGRES is not set: not measured on PostgreSQL.");
            return Ok(());
        };
        let paper = Paper::fresh()?;
        let database = Database::make(&server).await?;
        let store = paper.store(Some(&database.address)).await?;
        measure(table, amount, "PostgreSQL", &paper, &store).await?;
        drop(store);
        database.remove().await
    })
}

async fn measure(
    table: &mut Table,
    amount: Amount,
    engine: &str,
    paper: &Paper,
    store: &Store,
) -> Result<()> {
    let intake = paper.intake(store.clone())?;
    let mut next = 0;
    // The first deliveries make shelves, plans and files; a paper does that once.
    for _ in 0..20 {
        accept(&intake, vec![single(&copy::story(next, 10_000))]).await?;
        next += 1;
    }

    let mut spread = Spread::default();
    let singles = amount.of(1_000, 40);
    let (began, worked) = (Instant::now(), cpu_time("self")?);
    for _ in 0..singles {
        let delivery = single(&copy::story(next, 10_000));
        let at = Instant::now();
        accept(&intake, vec![delivery]).await?;
        spread.add(at.elapsed());
        next += 1;
    }
    let rate = singles as f64 / began.elapsed().as_secs_f64();
    table.row(&format!("ingest on {engine}, one item a delivery"), rate, "items/s", Target::None);
    table.spread(&format!("ingest on {engine}, a delivery of one"), &spread, Unit::Millis, Target::None);
    let cpu = Unit::Millis.of((cpu_time("self")? - worked) / singles as u32);
    table.row(&format!("ingest on {engine}, a delivery of one, CPU time, mean"), cpu, "ms", Target::None);

    let feeds = amount.of(40, 2);
    let began = Instant::now();
    for n in 0..feeds {
        let stories: Vec<_> = (0..FEED).map(|i| copy::story(next + i, 10_000)).collect();
        let bytes = copy::rss(&stories).into_bytes().into();
        accept(&intake, vec![Arriving { name: format!("feed-{n}.rss"), bytes, ..Arriving::default() }])
            .await?;
        next += FEED;
    }
    let rate = (feeds * FEED) as f64 / began.elapsed().as_secs_f64();
    table.row(&format!("ingest on {engine}, an RSS feed of {FEED}"), rate, "items/s", Target::None);

    let many = amount.of(2_000, 64);
    let deliveries: Vec<_> = (0..many).map(|i| single(&copy::story(next + i, 10_000))).collect();
    next += many;
    let (began, worked) = (Instant::now(), cpu_time("self")?);
    accept(&intake, deliveries).await?;
    let rate = many as f64 / began.elapsed().as_secs_f64();
    table.row(&format!("ingest on {engine}, one item a delivery, in bulk"), rate, "items/s", Target::None);
    let cpu = Unit::Millis.of((cpu_time("self")? - worked) / many as u32);
    table.row(&format!("ingest on {engine}, in bulk, CPU time an item"), cpu, "ms", Target::None);

    let visible = store::stories::count(store.db(), "latest", "").await?;
    if visible != next as u64 {
        bail!("{next} items were taken in on {engine}, and readers see {visible}.");
    }
    Ok(())
}

/// One by one where it is one, else in bulk; every item must be shown.
async fn accept(intake: &Intake, mut arriving: Vec<Arriving>) -> Result<()> {
    let now = Timestamp::now();
    let outcomes = match arriving.len() {
        1 => vec![intake.accept(AGENCIES[0], arriving.remove(0), now).await],
        _ => intake.accept_many(AGENCIES[0], arriving, now).await,
    };
    for outcome in outcomes {
        let outcome = outcome?;
        if outcome.items.is_empty() || outcome.items.iter().any(|item| item.path.is_none()) {
            bail!("A delivery was not kept as it should be: {:?}", outcome.problems);
        }
    }
    Ok(())
}

/// What the disk alone takes: no delivery can be safe in less.
fn fsync(times: usize) -> Result<Spread> {
    std::fs::create_dir_all(bench_folder())?;
    let mut file = tempfile::tempfile_in(bench_folder())?;
    let mut spread = Spread::default();
    for _ in 0..times {
        let began = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        spread.add(began.elapsed());
    }
    Ok(spread)
}

/// A database of its own on the tests' server.
struct Database {
    server: String,
    name: String,
    address: String,
}

impl Database {
    async fn make(server: &str) -> Result<Database> {
        let name = format!("dateline_bench_{}", std::process::id());
        run_on(server, &format!("CREATE DATABASE {name}")).await?;
        let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
        Ok(Database { address: format!("{base}/{name}"), server: server.to_owned(), name })
    }

    async fn remove(self) -> Result<()> {
        // Connections of the pool end a moment after the store.
        tokio::time::sleep(Duration::from_millis(100)).await;
        run_on(&self.server, &format!("DROP DATABASE {} WITH (FORCE)", self.name)).await
    }
}

async fn run_on(server: &str, sql: &str) -> Result<()> {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls).await?;
    let connection = tokio::spawn(connection);
    client.batch_execute(sql).await?;
    drop(client);
    connection.await??;
    Ok(())
}
