//! `dateline check`: is what is kept still whole?

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Result, bail};
use serde_json::json;
use site::search::Search;

use crate::cli::Place;
use crate::commands::{configuration, now, open, progress, say};
use crate::config::Config;

/// Exit code 0 when all is sound; each finding is one sentence on standard output.
pub async fn run(place: &Place) -> Result<()> {
    let config = configuration(place)?;
    let store = open(&config).await?;
    let bar = progress("Checking");
    let mut findings = store::check::run(&store, |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })
    .await?;
    bar.finish_and_clear();

    let index = index(&config);
    findings.looked_at.extend(index.stories.map(|stories| ("stories in the search index", stories)));
    findings.wrong.extend(index.wrong);
    let silent = ::ingest::alarm::silent(&config.sources, &store::sources::all(store.db()).await?, now());

    if place.json {
        let looked_at: BTreeMap<&str, u64> = findings.looked_at.iter().copied().collect();
        let silent: Vec<String> = silent.iter().map(ToString::to_string).collect();
        let line = json!({ "looked_at": looked_at, "wrong": findings.wrong, "silent_sources": silent });
        say(&line.to_string())?;
    } else {
        findings.looked_at.iter().try_for_each(|(what, count)| say(&format!("{count:>9} {what}")))?;
        silent.iter().try_for_each(|alarm| say(&format!("Note: {alarm}")))?;
        findings.wrong.iter().try_for_each(|wrong| say(&format!("Wrong: {wrong}")))?;
    }
    match findings.wrong.len() {
        0 => Ok(()),
        n => bail!("{n} thing(s) are wrong. Restore from a backup, or ask for help with the lines above."),
    }
}

struct Index {
    stories: Option<u64>,
    wrong: Vec<String>,
}

/// The search index, looked at without touching it: `serve` may be using it.
fn index(config: &Config) -> Index {
    let folder = config.store.data.join("search");
    let remedy = format!("Stop `serve`, delete {} and start it again: it is built anew.", folder.display());
    let search = match Search::look(&folder, &config.site.language) {
        Ok(Some(search)) => search,
        Ok(None) => return Index { stories: None, wrong: Vec::new() },
        Err(e) => return Index { stories: None, wrong: vec![format!("{e} {remedy}")] },
    };
    let damaged = |file: PathBuf| format!("The search index's file {} is damaged. {remedy}", file.display());
    let wrong = match search.damaged() {
        Ok(files) => files.into_iter().map(damaged).collect(),
        Err(e) => vec![format!("{e} {remedy}")],
    };
    Index { stories: Some(search.len()), wrong }
}
