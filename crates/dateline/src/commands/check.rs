//! `dateline check`: is what is kept still whole?

use std::collections::BTreeMap;

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
    let silent: Vec<String> = silent.iter().map(ToString::to_string).collect();
    let missing = config.missing_folders();
    let left_alone = left_alone(&config, &store).await?;

    if place.json {
        let looked_at: BTreeMap<&str, u64> = findings.looked_at.iter().copied().collect();
        let line = json!({ "looked_at": looked_at, "wrong": findings.wrong,
            "silent_sources": silent, "missing_folders": missing,
            "mail_left_alone": left_alone });
        say(&line.to_string())?;
    } else {
        findings.looked_at.iter().try_for_each(|(what, count)| say(&format!("{count:>9} {what}")))?;
        silent
            .iter()
            .chain(&missing)
            .chain(&left_alone)
            .try_for_each(|alarm| say(&format!("Note: {alarm}")))?;
        findings.wrong.iter().try_for_each(|wrong| say(&format!("Wrong: {wrong}")))?;
    }
    match findings.wrong.len() {
        0 => Ok(()),
        n => bail!("{n} thing(s) are wrong. Each line above says what to do."),
    }
}

/// What mailboxes hold of senders whose messages are no copy, one sentence each.
async fn left_alone(config: &Config, store: &store::Store) -> Result<Vec<String>> {
    let mut sentences = Vec::new();
    for source in config.sources.iter().filter(|source| source.imap.is_some()) {
        let known = store::mailboxes::get(store.db(), &source.name).await?;
        if let Some(many) = known.map(|mailbox| mailbox.left_alone).filter(|many| *many > 0) {
            sentences.push(format!(
                "The source \"{}\" has left {many} message(s) alone, as their senders are not in imap.from.",
                source.name
            ));
        }
    }
    Ok(sentences)
}

struct Index {
    stories: Option<u64>,
    wrong: Vec<String>,
}

/// The search index, looked at without touching it: `serve` may be using it.
fn index(config: &Config) -> Index {
    let folder = config.store.data.join("search");
    match Search::look(&folder, &config.site.language) {
        Ok(search) => Index { stories: search.map(|search| search.len()), wrong: Vec::new() },
        Err(e) => Index {
            stories: None,
            wrong: vec![format!("{e} `serve` builds it anew when it is started again.")],
        },
    }
}
