//! `dateline reparse`: today's parsers over the bytes that are kept.

use anyhow::{Context, Result, bail};
use ingest::{Outcome, Which};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::boot;
use crate::cli::ReparseArgs;
use crate::commands::{configuration, now, open, progress, say};

pub async fn run(args: &ReparseArgs) -> Result<()> {
    let config = configuration(&args.place)?;
    let intake = boot::intake(&config, open(&config).await?);
    let since = args.since.as_deref().map(|text| moment(text, &config.site.time_zone()?)).transpose()?;
    let which = Which { source: args.source.clone(), since };
    let bar = progress("Reading anew");
    let mut said = Ok(());
    let done = intake
        .reparse(&which, now(), |outcome| {
            bar.inc(1);
            if said.is_ok() {
                said = bar.suspend(|| tell(args, outcome));
            }
        })
        .await?;
    bar.finish_and_clear();
    said?;
    say(&if args.place.json {
        serde_json::json!({ "read": done.read, "changed": done.changed, "failed": done.failed }).to_string()
    } else {
        format!("{} deliveries read anew; {} items changed.", done.read, done.changed)
    })?;
    match done.failed {
        0 => Ok(()),
        n => bail!("{n} deliveries could not be worked through."),
    }
}

/// What changed in one delivery.
fn tell(args: &ReparseArgs, outcome: &Outcome) -> Result<()> {
    if outcome.items.is_empty() {
        return Ok(());
    }
    if args.place.json {
        return say(&serde_json::json!(outcome).to_string());
    }
    outcome.items.iter().try_for_each(|item| say(&format!("{}: {}", outcome.name, item.reason)))
}

/// A day in the paper's zone, or a moment.
fn moment(text: &str, zone: &TimeZone) -> Result<Timestamp> {
    if let Ok(day) = text.parse::<Date>() {
        return Ok(day.to_zoned_datetime(zone.clone())?.timestamp());
    }
    text.parse().with_context(|| format!("\"{text}\" is no day and no time. Write for example 2026-11-24."))
}
