//! `dateline import`: a paper moves here from another system.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use indicatif::ProgressBar;
use ingest::import::{self, Import, Old, Report};
use ingest::{Fetcher, Intake, PictureFollower};
use store::{media, secrets};
use wire::import::{Imported, ghost, wxr};

use crate::boot;
use crate::cli::{ImportArgs, ImportCommand};
use crate::commands::{configuration, found, now, progress, say};
use crate::config::Config;

/// Pictures that are named as missing; nobody reads of more.
const MOST_NAMED: u32 = 100_000;

pub async fn run(command: &ImportCommand) -> Result<()> {
    let (args, is_ghost) = match command {
        ImportCommand::Wxr(args) => (args, false),
        ImportCommand::Ghost(args) => (args, true),
    };
    let things = || read(args, is_ghost);
    let mut old = Old::default();
    things()?.for_each(|imported| old.note(imported));
    if let Some(site) = &args.site {
        old.site.url = Some(site.clone());
    }
    if old.posts == 0 {
        bail!(
            "{} has no posts. Export it again, and name what made it: `wxr` or `ghost`.",
            args.file.display()
        );
    }
    let (mut config, total) = (configuration(&args.place)?, old.posts);
    let sections: Vec<(String, String)> =
        config.site.sections.iter().map(|s| (s.slug.clone(), s.name.clone())).collect();
    let sources = import::sources(&old, args.fetch);
    let names = sources.each_ref().map(|source| source.name.clone());
    config.sources.extend(sources);
    config.rules.extend(import::rules(&old, &sections));
    let store = found(&config).await?;
    let key = secrets::key(&store, "comments").await?;
    let intake = boot::intake(&config, store);
    let media = args.media.as_deref().map(folder).transpose()?;

    let bar = progress("Bringing over");
    bar.set_length(total);
    let email = move |address: &str| site::comments::email(&key, address);
    let mut import = Import::new(intake.clone(), old, media, args.fetch, email);
    for imported in things()? {
        import.take(imported, now()).await?;
        bar.set_position(import.report().posts);
    }
    let mut report = import.finish(now()).await?;
    if args.fetch {
        fetch(&intake, &config, &names, &mut report, &bar).await?;
    }
    bar.finish_and_clear();
    tell(args, &report)
}

/// What the export holds, from its beginning.
fn read(args: &ImportArgs, is_ghost: bool) -> Result<Box<dyn Iterator<Item = Imported> + Send>> {
    let unreadable =
        || format!("The export {} cannot be read. Check the path and its permissions", args.file.display());
    if is_ghost {
        let bytes = std::fs::read(&args.file).with_context(unreadable)?;
        return Ok(Box::new(ghost(&bytes, args.site.as_deref()).into_iter()));
    }
    Ok(Box::new(wxr(BufReader::with_capacity(1 << 18, File::open(&args.file).with_context(unreadable)?))))
}

/// Files outside of the folder are never opened, whatever links lead there.
fn folder(path: &Path) -> Result<std::path::PathBuf> {
    let real = path.canonicalize().ok().filter(|real| real.is_dir());
    real.with_context(|| {
        format!(
            "--media {} is no folder. Name the one that holds the pictures, such as wp-content/uploads.",
            path.display()
        )
    })
}

/// Fetches pictures until none is due, and names those that did not come; `serve` goes on trying.
async fn fetch(
    intake: &Intake,
    config: &Config,
    sources: &[String],
    report: &mut Report,
    bar: &ProgressBar,
) -> Result<()> {
    let db = intake.store().db();
    let kept = media::kept(db).await?;
    bar.set_message("Fetching pictures");
    bar.set_length(media::to_fetch(db, now(), MOST_NAMED).await?.len() as u64);
    bar.set_position(0);
    let follower = PictureFollower::new(intake, Some(Fetcher::new(&config.fetch)?));
    loop {
        match follower.bring(now(), 0.5).await? {
            0 => break,
            many => bar.inc(many as u64),
        }
    }
    report.pictures += media::kept(db).await?.saturating_sub(kept);
    for source in sources {
        for missing in media::missing(db, source, MOST_NAMED).await? {
            let mut why = missing.why.unwrap_or_else(|| "It was not fetched yet.".to_owned());
            match missing.is_wanted {
                true => report.pictures_to_come += 1,
                false => report.pictures_given_up += 1,
            }
            if missing.is_wanted {
                why.push_str(" `dateline serve` tries it again.");
            }
            report.leave("a picture", missing.headline.as_deref(), Some(&missing.href), &why);
        }
    }
    Ok(())
}

fn tell(args: &ImportArgs, report: &Report) -> Result<()> {
    let lines = match args.place.json {
        true => vec![serde_json::json!(report).to_string()],
        false => lines(report),
    };
    lines.iter().try_for_each(|line| say(line))?;
    let Some(path) = &args.report else { return Ok(()) };
    let write = || -> std::io::Result<()> {
        let mut file = File::create(path)?;
        for line in &lines {
            writeln!(file, "{}", line.replace(['\n', '\r'], " "))?;
        }
        file.sync_all()
    };
    write().with_context(|| {
        format!("Everything is carried over, but the report {} cannot be written", path.display())
    })
}

fn lines(report: &Report) -> Vec<String> {
    let Report { posts, shown, held, there_already, authors, sections, tags, .. } = report;
    let Report { pictures, addresses, comments, comments_spam, comments_trash, .. } = report;
    let mut lines = vec![
        format!("{posts} posts: {shown} new to readers, {held} wait, {there_already} were here already."),
        format!("{authors} authors, {sections} sections, {tags} tags, {pictures} pictures."),
        format!("{addresses} old addresses lead to their stories."),
        format!("{comments} comments; {comments_spam} of spam and {comments_trash} in the bin were left."),
    ];
    if report.pictures_given_up > 0 {
        let many = report.pictures_given_up;
        lines.push(format!("{many} pictures are not to be had at their addresses."));
    }
    if report.pictures_to_come > 0 {
        let many = report.pictures_to_come;
        lines.push(format!("{many} pictures could not be fetched yet; `dateline serve` tries them again."));
    }
    lines.extend(report.waits.iter().map(|one| format!("Waits: {}", one.line())));
    lines.extend(report.left.iter().map(|one| format!("Left: {}", one.line())));
    lines
}
