//! `dateline ingest`: takes files in now and says what became of each.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use ingest::files::{self, NamedFile};
use ingest::{Arriving, Intake, IntakeError, ItemOutcome, Outcome, SourceSettings};
use newsroom::Fate;

use crate::boot;
use crate::cli::IngestArgs;
use crate::commands::{configuration, found, now, progress, say};
use crate::config::{Config, nearest};

/// What may pass: whoever pipes something here keeps it and comes back (`EX_TEMPFAIL` of sysexits.h).
#[derive(Debug)]
pub struct TryAgain;

impl TryAgain {
    /// To mail servers: keep the message and try again.
    pub const CODE: u8 = 75;
}

impl std::fmt::Display for TryAgain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Nothing was taken in, and whoever sends it should try again")
    }
}

/// Exit code 0 when every file is kept, whatever it says; each file gets one line.
pub async fn run(args: &IngestArgs) -> Result<()> {
    if args.paths.iter().any(|path| path.as_os_str() == "-") {
        return piped(args).await;
    }
    let mut config = configuration(&args.place)?;
    let source = source(&mut config, args.source.as_deref())?;
    let intake = boot::intake(&config, found(&config).await?);
    let most = intake.source(&source)?.max_bytes;
    let mut not_kept = 0;

    let (listed, unlisted) = list(&args.paths, &config.store.data);
    let bar = progress("Taking in");
    bar.set_length(listed.len() as u64);
    for (name, sentence) in &unlisted {
        not_kept += 1;
        bar.suspend(|| refused(args, name, sentence))?;
    }
    let mut rest = listed.into_iter().peekable();
    loop {
        let batch = files::next_batch(&mut rest, |file| file.size.min(most));
        if batch.is_empty() {
            break;
        }
        let many = batch.len() as u64;
        for (name, outcome) in take(&intake, &source, batch, most).await {
            not_kept += usize::from(outcome.is_err());
            bar.suspend(|| match &outcome {
                Ok(outcome) => taken(args, &name, outcome),
                Err(sentence) => refused(args, &name, sentence),
            })?;
        }
        bar.inc(many);
    }
    bar.finish_and_clear();
    match not_kept {
        0 => Ok(()),
        n => bail!("{n} file(s) could not be kept; the lines above say why."),
    }
}

/// One delivery on standard input, such as a message that a mail server pipes here. What keeps it from being
/// kept is nearly always a thing that passes or is mended, so the mail server is told to try again.
async fn piped(args: &IngestArgs) -> Result<()> {
    if args.paths.len() > 1 {
        bail!("Standard input (-) is taken by itself. Name files in another call.");
    }
    let outcome = match take_piped(args).await {
        Ok(outcome) => outcome,
        // It will not become smaller.
        Err(error) if matches!(error.downcast_ref(), Some(IntakeError::TooLarge { .. })) => {
            return Err(error);
        }
        Err(error) => return Err(error.context(TryAgain)),
    };
    taken(args, "standard input", &outcome)
}

async fn take_piped(args: &IngestArgs) -> Result<Outcome> {
    let mut config = configuration(&args.place)?;
    let source = source(&mut config, args.source.as_deref())?;
    let intake = boot::intake(&config, found(&config).await?);
    let most = intake.source(&source)?.max_bytes;
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut bytes);
    read.context("Standard input cannot be read")?;
    if bytes.is_empty() {
        bail!("There is nothing on standard input.");
    }
    let arriving = Arriving { name: "standard input".into(), bytes: bytes.into(), ..Arriving::default() };
    Ok(intake.accept(&source, arriving, now()).await?)
}

/// What the paths hold, and what of it is not opened, with the reason.
fn list(paths: &[PathBuf], data: &Path) -> (Vec<NamedFile>, Vec<(String, String)>) {
    let (mut listed, mut unlisted) = (Vec::new(), Vec::new());
    // What the paper keeps is no copy that arrives.
    let skip = [data.to_owned()];
    for path in paths {
        match files::list(path, &skip) {
            Ok(found) => {
                listed.extend(found.files);
                unlisted.extend(found.odd.into_iter().map(|(path, why)| (path.display().to_string(), why)));
            }
            Err(e) => {
                let why = format!("It cannot be read: {e}. Check the path and its permissions.");
                unlisted.push((path.display().to_string(), why));
            }
        }
    }
    (listed, unlisted)
}

/// Reads some files and takes them in together; each comes back with its name, in their order.
async fn take(
    intake: &Intake,
    source: &str,
    batch: Vec<NamedFile>,
    most: u64,
) -> Vec<(String, std::result::Result<Outcome, String>)> {
    let read = batch.iter().map(|file| (file.path.display().to_string(), file.read(most)));
    let (mut arriving, mut results) = (Vec::new(), Vec::new());
    for (name, read) in read {
        match read {
            Ok(ready) => {
                arriving.push(ready);
                results.push((name, None));
            }
            Err(why) => results.push((name, Some(why.to_string()))),
        }
    }
    let mut outcomes = intake.accept_many(source, arriving, now()).await.into_iter();
    let mut result = |unread: Option<String>| match unread {
        Some(why) => Err(why),
        // Every file that was read has its outcome.
        None => outcomes.next().map_or(Err(String::new()), |outcome| outcome.map_err(|e| e.to_string())),
    };
    results.into_iter().map(|(name, unread)| (name, result(unread))).collect()
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

fn refused(args: &IngestArgs, file: &str, sentence: &str) -> Result<()> {
    if args.place.json {
        say(&serde_json::json!({ "file": file, "error": sentence }).to_string())
    } else {
        say(&format!("{file}: not kept. {sentence}"))
    }
}

fn taken(args: &IngestArgs, file: &str, outcome: &Outcome) -> Result<()> {
    if args.place.json {
        let mut line = serde_json::json!(outcome);
        line["file"] = file.into();
        return say(&line.to_string());
    }
    if outcome.duplicate {
        return say(&format!("{file}: the same bytes came before (delivery {}).", outcome.delivery));
    }
    let mut said: Vec<String> = outcome.items.iter().map(sentence).collect();
    said.extend(outcome.problems.iter().map(|p| format!("[{p}]")));
    say(&format!(
        "{file}: {}",
        if said.is_empty() { "kept; it has no items.".into() } else { said.join(" ") }
    ))
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
