//! What counting views costs a reader who is answered from the cache, how many views are added up in a
//! second, and whether what leads is what an exact recount says.

use std::collections::HashMap;
use std::hint::black_box;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use http::{HeaderMap, HeaderValue, header};
use jiff::{SignedDuration, Timestamp};
use newsroom::StoryId;
use newsroom::popular::List;
use site::page::Page;
use site::search::Search;
use site::{PopularSettings, Site};
use store::{Store, popular};

use crate::paper::{Paper, single};
use crate::render::key;
use crate::table::{Table, Target};
use crate::{Amount, copy, runtime};

/// Views that wait at most, so that none is dropped while the clock runs.
const BATCH: usize = 50_000;

pub fn run(table: &mut Table, amount: Amount) -> Result<()> {
    runtime()?.block_on(async {
        let paper = Paper::fresh()?;
        let store = paper.store(None).await?;
        let intake = paper.intake(store.clone())?;
        let arriving = (0..200).map(|n| single(&copy::story(n, 200))).collect();
        let mut paths = Vec::new();
        for outcome in intake.accept_many(copy::AGENCIES[0], arriving, Timestamp::now()).await {
            paths.extend(outcome?.items.into_iter().filter_map(|item| item.path));
        }
        let search = Search::open(&paper.data().join("search"), "en")?;
        let site = Site::new(store.clone(), paper.settings()?, Arc::new(search), Arc::new(Timestamp::now))?;
        let mut pages = Vec::new();
        for path in &paths {
            let Ok(page) = site.page(&key(&site, path)?).await? else { bail!("{path} has moved.") };
            pages.push(page);
        }
        hit(table, amount, &site, &paths[0]).await?;
        absorbed(table, amount, &site, &store, &pages).await?;
        ranking(table, amount, &store, &pages).await
    })
}

/// A reader of this number: an address and a browser.
fn reader(n: usize) -> (IpAddr, HeaderMap) {
    let mut headers = HeaderMap::new();
    let agent = HeaderValue::from_static(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 \
         Safari/537.36",
    );
    headers.insert(header::USER_AGENT, agent);
    headers.insert(header::ACCEPT, HeaderValue::from_static("text/html,application/xhtml+xml,*/*;q=0.8"));
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip, deflate, br"));
    let [_, a, b, c] = (n as u32).to_be_bytes();
    (IpAddr::from([10, a, b, c]), headers)
}

/// The answer from the cache, with and without counting, in turns.
async fn hit(table: &mut Table, amount: Amount, site: &Site, path: &str) -> Result<()> {
    let key = key(site, path)?;
    let (_, headers) = reader(0);
    let mut counting = site.views().counting().context("Somebody else counts.")?;
    let mut times = [Duration::ZERO; 2];
    let rounds = amount.of(40, 2);
    for _ in 0..rounds {
        for (counted, time) in times.iter_mut().enumerate() {
            let began = Instant::now();
            for n in 0..BATCH {
                let Ok(page) = site.page(&key).await? else { bail!("The page has moved.") };
                black_box(page.answer(false, &headers));
                if let Some(story) = page.story.filter(|_| counted == 1) {
                    let [_, a, b, c] = (n as u32).to_be_bytes();
                    site.views().page(story, IpAddr::from([10, a, b, c]), &headers);
                }
            }
            *time += began.elapsed();
            counting.take(Timestamp::now());
        }
    }
    let nanos = times.map(|time| time.as_secs_f64() * 1e9 / (rounds * BATCH) as f64);
    table.row("answer a cached story, not counted", nanos[0], "ns", Target::None);
    table.row("answer a cached story, counted", nanos[1], "ns", Target::None);
    table.row("counted against not counted", nanos[1] / nanos[0], "times", Target::None);
    Ok(())
}

/// From the front door to the sums in the database.
async fn absorbed(
    table: &mut Table,
    amount: Amount,
    site: &Site,
    store: &Store,
    pages: &[Arc<Page>],
) -> Result<()> {
    let views = site::views::Views::new(SignedDuration::from_mins(30), Timestamp::now());
    let mut counting = views.counting().context("Somebody else counts.")?;
    let (_, headers) = reader(0);
    let rules = site.settings().popular.rules();
    let rounds = amount.of(20, 2);
    let (began, mut kept) = (Instant::now(), 0);
    for round in 0..rounds {
        for n in 0..BATCH {
            let Some(story) = pages[n % pages.len()].story else { bail!("A page of no story.") };
            let [_, a, b, c] = ((round * BATCH + n) as u32).to_be_bytes();
            views.page(story, IpAddr::from([10, a, b, c]), &headers);
        }
        let now = Timestamp::now();
        let taken = counting.take(now);
        kept += taken.iter().map(|(_, views)| views).sum::<u64>();
        popular::add(store, &taken, &rules, now).await?;
    }
    let took = began.elapsed().as_secs_f64();
    table.row("views taken, added up and kept", kept as f64 / took, "a second", Target::None);
    table.row("views lost on the way", (rounds * BATCH) as f64 - kept as f64, "", Target::Below(1.0));
    Ok(())
}

/// Two weeks of readers, kept as sums, against a recount of every view.
async fn ranking(table: &mut Table, amount: Amount, store: &Store, pages: &[Arc<Page>]) -> Result<()> {
    let stories: Vec<StoryId> = pages.iter().filter_map(|page| page.story).collect();
    let settings = PopularSettings::default();
    let rules = popular::Rules { length: 50, least: 0.0, ..settings.rules() };
    // Long after the views of the other rows, which have come to nothing by then.
    let begin = Timestamp::now() + SignedDuration::from_hours(24 * 365);
    let (mut random, mut all) = (0x9e37_79b9_7f4a_7c15_u64, Vec::new());
    let (turns, apart) = (amount.of(2_000, 100), SignedDuration::from_mins(10));
    let mut now = begin;
    for _ in 0..turns {
        now += apart;
        let mut batch: HashMap<StoryId, u64> = HashMap::new();
        for _ in 0..40 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            // Few stories are read by most.
            let place = (random >> 11) as f64 / (1u64 << 53) as f64;
            *batch.entry(stories[(place * place * place * stories.len() as f64) as usize]).or_default() += 1;
        }
        let batch: Vec<(StoryId, u64)> = batch.into_iter().collect();
        popular::add(store, &batch, &rules, now).await?;
        all.push((now, batch));
    }
    for (list, half_life) in [(List::Hours, rules.half_life_hours), (List::Week, rules.half_life_week)] {
        let mut exact: HashMap<StoryId, f64> = HashMap::new();
        for (at, batch) in &all {
            let old = now.duration_since(*at).as_secs_f64() / half_life.as_secs_f64();
            for (story, views) in batch {
                *exact.entry(*story).or_default() += *views as f64 * 0.5_f64.powf(old);
            }
        }
        let kept = popular::leading(store.db(), list, "", &rules, now).await?;
        let mut order: Vec<f64> = exact.values().copied().collect();
        order.sort_unstable_by(|one, other| other.total_cmp(one));
        // Stories of the same worth may stand in either order.
        let differs = |(n, (story, worth)): (usize, &popular::Ranked)| {
            let exact = exact.get(story).copied().unwrap_or_default();
            (worth - exact).abs() > 1e-6 * exact || (exact - order[n]).abs() > 1e-6 * exact
        };
        let wrong = kept.iter().enumerate().filter(|ranked| differs(*ranked)).count();
        let name = format!("of {} that lead the {}, not as an exact recount says", kept.len(), list.name());
        table.row(&name, wrong as f64, "stories", Target::Below(1.0));
    }
    Ok(())
}
