//! `dateline check`: is what is kept still whole?

use anyhow::{Result, bail};

use crate::cli::Place;
use crate::commands::{configuration, now, open, progress};

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

    let search = site::search::Search::open(&config.store.data.join("search"), &config.site.language)?;
    findings.looked_at.push(("stories in the search index", search.len()));
    let damaged = search.damaged()?;
    findings.wrong.extend(damaged.iter().map(|file| {
        format!(
            "The search index's file {} is damaged. Delete the folder; `serve` builds it anew.",
            file.display()
        )
    }));
    let silent = ::ingest::alarm::silent(&config.sources, &store::sources::all(store.db()).await?, now());

    if place.json {
        println!(
            "{}",
            serde_json::json!({
                "looked_at": findings.looked_at.iter().map(|(what, n)| (what.to_string(), *n)).collect::<std::collections::BTreeMap<_, _>>(),
                "wrong": findings.wrong,
                "silent_sources": silent.iter().map(ToString::to_string).collect::<Vec<_>>(),
            })
        );
    } else {
        for (what, count) in &findings.looked_at {
            println!("{count:>9} {what}");
        }
        silent.iter().for_each(|alarm| println!("Note: {alarm}"));
        findings.wrong.iter().for_each(|wrong| println!("Wrong: {wrong}"));
    }
    match findings.wrong.len() {
        0 => Ok(()),
        n => bail!("{n} thing(s) are wrong. Restore from a backup, or ask for help with the lines above."),
    }
}
