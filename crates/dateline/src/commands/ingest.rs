//! `dateline ingest`: takes files in now and says what became of each.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use ingest::{Arriving, Beside, ItemOutcome, Outcome, SourceSettings};
use newsroom::Fate;

use crate::boot;
use crate::cli::IngestArgs;
use crate::commands::{configuration, now, open, progress};
use crate::config::{Config, nearest};

/// Files read and committed together.
const BATCH: usize = 64;

/// Exit code 0 when every file is kept, whatever it says; each file gets one line.
pub async fn run(args: &IngestArgs) -> Result<()> {
    let mut config = configuration(&args.place)?;
    let source = source(&mut config, args.source.as_deref())?;
    let intake = boot::intake(&config, open(&config).await?);
    let most = intake.source(&source)?.max_bytes;
    let mut not_kept = 0;

    let mut files = Vec::new();
    for path in &args.paths {
        if let Err(e) = list(path, &mut files) {
            not_kept += 1;
            refused(args, &path.display().to_string(), &format!("{e}. Check the path and its permissions."));
        }
    }
    let bar = progress("Taking in");
    bar.set_length(files.len() as u64);
    for batch in files.chunks(BATCH) {
        let mut arriving = Vec::with_capacity(batch.len());
        for file in batch {
            match read(file, most) {
                Ok(ready) => arriving.push(ready),
                Err(sentence) => {
                    not_kept += 1;
                    bar.suspend(|| refused(args, &file.display().to_string(), &sentence));
                }
            }
        }
        let names: Vec<String> = arriving.iter().map(|a| a.name.clone()).collect();
        let outcomes = intake.accept_many(&source, arriving, now()).await;
        for (name, outcome) in names.iter().zip(outcomes) {
            bar.suspend(|| match &outcome {
                Ok(outcome) => taken(args, name, outcome),
                Err(e) => refused(args, name, &e.to_string()),
            });
            not_kept += usize::from(outcome.is_err());
        }
        bar.inc(batch.len() as u64);
    }
    bar.finish_and_clear();
    match not_kept {
        0 => Ok(()),
        n => bail!("{n} file(s) could not be kept; the lines above say why."),
    }
}

/// The source that was named, or the only one. Without any configured, the files' own say who sent them.
fn source(config: &mut Config, named: Option<&str>) -> Result<String> {
    let known: Vec<&str> = config.sources.iter().map(|s| s.name.as_str()).collect();
    match (named, known.as_slice()) {
        (Some(name), _) if known.contains(&name) => Ok(name.to_owned()),
        (None, [only]) => Ok((*only).to_owned()),
        (named, []) => {
            let name = named.unwrap_or("files").to_owned();
            config.sources.push(SourceSettings { name: name.clone(), ..SourceSettings::default() });
            Ok(name)
        }
        (Some(name), _) => {
            let near = nearest(name, &known).map(|n| format!(" Did you mean \"{n}\"?")).unwrap_or_default();
            bail!("There is no source \"{name}\" in the configuration.{near} Known: {}.", known.join(", "))
        }
        (None, _) => bail!("Name the source whose copy this is with --source. Known: {}.", known.join(", ")),
    }
}

/// The files below `path`, in the order of their names. Hidden files, and pictures, which come with
/// the copy that names them, are left out.
fn list(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !std::fs::metadata(path)?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(path)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for entry in entries {
        let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        // A link could lead out of the folder, or round in circles.
        let link = std::fs::symlink_metadata(&entry)?.is_symlink();
        if !hidden && !link && !is_picture(&entry) {
            list(&entry, files)?;
        }
    }
    Ok(())
}

fn is_picture(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    ["jpg", "jpeg", "png", "gif", "webp", "avif", "tif", "tiff"].contains(&ending.as_str())
}

fn read(file: &Path, most: u64) -> std::result::Result<Arriving, String> {
    let unreadable =
        |e: std::io::Error| format!("It cannot be read: {e}. Check the path and its permissions.");
    let about = std::fs::metadata(file).map_err(unreadable)?;
    if !about.is_file() {
        return Err("It is no regular file, so it is not opened.".into());
    }
    if about.len() > most {
        return Err(format!("It has {} bytes, and max_bytes of the source is {most}.", about.len()));
    }
    let root = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    Ok(Arriving {
        name: file.display().to_string(),
        bytes: std::fs::read(file).map_err(unreadable)?.into(),
        beside: Some(Beside { root, dir: PathBuf::new(), done: None }),
        ..Arriving::default()
    })
}

fn refused(args: &IngestArgs, file: &str, sentence: &str) {
    if args.place.json {
        println!("{}", serde_json::json!({ "file": file, "error": sentence }));
    } else {
        println!("{file}: not kept. {sentence}");
    }
}

fn taken(args: &IngestArgs, file: &str, outcome: &Outcome) {
    if args.place.json {
        let mut line = serde_json::json!(outcome);
        line["file"] = file.into();
        println!("{line}");
    } else if outcome.duplicate {
        println!("{file}: the same bytes came before (delivery {}).", outcome.delivery);
    } else {
        let mut said: Vec<String> = outcome.items.iter().map(sentence).collect();
        said.extend(outcome.problems.iter().map(|p| format!("[{p}]")));
        println!(
            "{file}: {}",
            if said.is_empty() { "kept; it has no items.".into() } else { said.join(" ") }
        );
    }
}

/// "Update, shown: /2026/11/24/ferry-returns." or the reason why not.
fn sentence(item: &ItemOutcome) -> String {
    let verdict = item.verdict.map_or("Not kept".to_owned(), |v| format!("{v:?}"));
    match (&item.fate, &item.path) {
        (Some(Fate::Show), Some(path)) => format!("{verdict}, shown: {path}."),
        (Some(Fate::Tombstone { .. }), Some(path)) => format!("{verdict}, tombstone: {path}."),
        _ => {
            let story = item.story.map(|id| format!(" (story {})", id.0)).unwrap_or_default();
            format!("{verdict}{story}. {}", item.reason)
        }
    }
}
