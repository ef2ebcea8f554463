//! What a page costs that is not in the cache: queries, theme, three encodings.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use site::Site;
use site::addresses::{self, PageKey, Route};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context as Layered, SubscriberExt};

use crate::paper::{Paper, single};
use crate::table::{Spread, Table, Target, Unit};
use crate::{Amount, copy, runtime};

pub fn run(table: &mut Table, amount: Amount) -> Result<()> {
    let stories = amount.of(3_000, 300);
    runtime()?.block_on(async {
        let paper = Paper::fresh()?;
        let store = paper.store(None).await?;
        let intake = paper.intake(store.clone())?;
        let arriving = (0..stories).map(|n| single(&copy::story(n, stories))).collect();
        let mut path = None;
        for outcome in intake.accept_many(copy::AGENCIES[0], arriving, jiff::Timestamp::now()).await {
            path = outcome?.items.into_iter().next().and_then(|item| item.path).or(path);
        }
        let path = path.context("No story was kept.")?;
        let site = paper.site_without_cache(store)?;
        let pages = [
            ("front", "/"),
            ("section", "/world"),
            ("story", &path),
            ("history", &format!("{path}/history")),
            ("agency", "/agency/meridian"),
            ("RSS feed", "/feed.xml"),
            ("archive", "/archive"),
        ];
        for (name, address) in pages {
            let cost = cost(&site, address, amount.of(400, 20)).await?;
            table.spread(&format!("render {name}, uncached"), &cost.times, Unit::Micros, Target::None);
            table.row(
                &format!("render {name}, CPU time, mean"),
                Unit::Micros.of(cost.cpu),
                "us",
                Target::None,
            );
            table.row(&format!("render {name}, SQL statements"), cost.statements, "", Target::None);
        }
        Ok(())
    })
}

/// What rendering a page takes.
pub struct Cost {
    pub times: Spread,
    /// On the mean, without what the machine did for others meanwhile.
    pub cpu: Duration,
    pub statements: f64,
}

/// What this thread has worked so far: queries, theme and compression all happen on it.
fn cpu_time() -> Result<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanos = text.split(' ').next().and_then(|word| word.parse().ok());
    Ok(Duration::from_nanos(nanos.context("The system does not say how long a thread has run.")?))
}

/// Renders a page so many times on a site without a cache.
pub async fn cost(site: &Site, address: &str, times: usize) -> Result<Cost> {
    let key = key(site, address)?;
    let statements = count_statements(site, &key).await?;
    let mut spread = Spread::default();
    let before = cpu_time()?;
    for _ in 0..times {
        let began = Instant::now();
        let page = site.page(&key).await?;
        spread.add(began.elapsed());
        let status = page.map(|page| page.status.as_u16());
        if status != Ok(200) {
            bail!("{address} answers {status:?}.");
        }
    }
    let cpu = (cpu_time()? - before) / times as u32;
    Ok(Cost { times: spread, cpu, statements: statements as f64 })
}

pub fn key(site: &Site, address: &str) -> Result<PageKey> {
    let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
    match addresses::read(path, query, site.settings()) {
        Route::Page(key) => Ok(key),
        other => bail!("{address} is no page but {other:?}."),
    }
}

async fn count_statements(site: &Site, key: &PageKey) -> Result<u64> {
    let counted = std::sync::Arc::new(AtomicU64::new(0));
    let subscriber = tracing_subscriber::registry().with(Counter(counted.clone()));
    let guard = tracing::subscriber::set_default(subscriber);
    // This future stays on the thread that `block_on` was called from.
    let rendered = site.page(key).await;
    drop(guard);
    drop(rendered?);
    Ok(counted.load(Ordering::Relaxed))
}

/// Counts what the store says of its statements.
struct Counter(std::sync::Arc<AtomicU64>);

impl<S: tracing::Subscriber> Layer<S> for Counter {
    fn enabled(&self, event: &tracing::Metadata<'_>, _: Layered<'_, S>) -> bool {
        event.target() == "store::sql"
    }

    fn on_event(&self, _: &tracing::Event<'_>, _: Layered<'_, S>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}
