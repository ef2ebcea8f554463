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
    let mailboxes = store::mailboxes::all(store.db()).await?;
    let is_read = |name: &str| config.sources.iter().any(|s| s.name == name && s.imap.is_some());
    let mailboxes = mailboxes.iter().filter(|mailbox| mailbox.left_alone > 0 && is_read(&mailbox.source));
    let left_alone: Vec<String> = mailboxes.map(left_alone).collect();

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

fn left_alone(mailbox: &store::mailboxes::MailboxState) -> String {
    format!(
        "The source \"{}\" has left {} message(s) alone, as their senders are not in imap.from.",
        mailbox.source, mailbox.left_alone
    )
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
