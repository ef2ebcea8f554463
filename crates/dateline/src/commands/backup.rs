//! `dateline backup` and `dateline restore`: everything in one file, and back.

use anyhow::{Context, Result};

use crate::cli::BackupArgs;
use crate::commands::{configuration, open, progress, say};
use crate::lock;

/// Consistent while `serve` runs: the file holds the paper as it was at one moment.
pub async fn write(args: &BackupArgs) -> Result<()> {
    let config = configuration(&args.place)?;
    let store = open(&config).await?;
    let bar = progress("Writing");
    let contents = store::backup::write(&store, &args.file, |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })
    .await
    .with_context(|| format!("The backup {} could not be written.", args.file.display()))?;
    bar.finish_and_clear();
    tell(args, "Wrote", &contents)
}

/// Only into an empty place: a backup never overwrites a paper.
pub async fn restore(args: &BackupArgs) -> Result<()> {
    let config = configuration(&args.place)?;
    let data = &config.store.data;
    let _lock = data.exists().then(|| lock::take(data)).transpose()?;
    let bar = progress("Reading");
    let contents = store::backup::restore(&args.file, &config.store_settings()?, |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })
    .await
    .with_context(|| format!("The backup {} could not be restored.", args.file.display()))?;
    bar.finish_and_clear();
    tell(args, "Restored", &contents)
}

fn tell(args: &BackupArgs, verb: &str, contents: &store::backup::Contents) -> Result<()> {
    let store::backup::Contents { rows, blobs, bytes } = contents;
    say(&if args.place.json {
        serde_json::json!({ "file": args.file, "rows": rows, "blobs": blobs, "bytes": bytes }).to_string()
    } else {
        format!("{verb} {rows} rows and {blobs} blobs, {bytes} bytes: {}", args.file.display())
    })
}
