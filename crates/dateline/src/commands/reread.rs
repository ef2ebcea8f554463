//! `dateline reread`: today's engines for dates and quotations over the texts that readers see.

use anyhow::Result;
use newsroom::StoryId;
use newsroom::reading::{self, ENGINE};
use store::{Store, acts, readings, stories, versions};

use crate::cli::RereadArgs;
use crate::commands::{configuration, now, open, progress, say};

/// Stories whose numbers are asked for at once.
const BATCH: u32 = 200;

pub async fn run(args: &RereadArgs) -> Result<()> {
    let config = configuration(&args.place)?;
    let store = open(&config).await?;
    // No engine is newer than that, and both databases can hold it.
    let engine = if args.all { i32::MAX as u32 } else { ENGINE };
    let bar = progress("Reading anew");
    bar.set_length(stories::count(store.db(), "latest", "").await?);
    let (mut after, mut read, mut changed) = (StoryId(0), 0u64, 0u64);
    loop {
        let batch = readings::out_of_date(store.db(), after, engine, BATCH).await?;
        let Some(last) = batch.last() else { break };
        after = *last;
        for story in &batch {
            if let Some(differs) = one(&store, *story, &config.site.language).await? {
                read += 1;
                changed += u64::from(differs);
            }
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    say(&match args.place.json {
        true => serde_json::json!({ "read": read, "changed": changed }).to_string(),
        false => format!("Stories read anew: {read}; changed: {changed}."),
    })
}

/// Whether it reads otherwise now; `None` where it is not live any more.
async fn one(store: &Store, story: StoryId, language: &str) -> Result<Option<bool>> {
    let Some(shown) = stories::get(store.db(), story).await?.and_then(|story| story.shown) else {
        return Ok(None);
    };
    let Some(version) = versions::get(store.db(), story, shown).await? else { return Ok(None) };
    let reading = reading::read(&version.item, store.zone(), language);
    Ok(Some(acts::reread(store, &version, &reading, now()).await?))
}
