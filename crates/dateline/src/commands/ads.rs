//! `dateline ads`: what is advertised now, and how often it was seen.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use site::Theme;
use site::ads::state::{State, states};

use crate::cli::{AdsCommand, Place};
use crate::commands::{configuration, now, open, say};

pub async fn run(command: &AdsCommand) -> Result<()> {
    match command {
        AdsCommand::List(place) => list(place),
        AdsCommand::Report { from, until, place } => report(from.as_deref(), until.as_deref(), place).await,
    }
}

fn list(place: &Place) -> Result<()> {
    let config = configuration(place)?;
    let zone = config.site.time_zone()?;
    let theme = Theme::load(config.site.theme.as_deref(), &config.site.language)?;
    let states = states(&config.site.ads, &theme, &zone, now());
    let width = states.iter().map(|(ad, _)| ad.id.chars().count()).max().unwrap_or_default();
    for (ad, state) in &states {
        let (word, why) = (state.word(), state.sentence(&zone));
        if place.json {
            let line = serde_json::json!({ "ad": ad.id, "slots": ad.slots, "state": word, "why": why });
            say(&line.to_string())?;
        } else {
            let id = format!("{:width$}", ad.id);
            say(&format!(
                "{id}  {}  {why}",
                if matches!(state, State::Runs { .. }) { "runs   " } else { "does not" }
            ))?;
        }
    }
    if states.is_empty() && !place.json {
        say("There are no advertisements in the configuration. See [[site.ads.ad]].")?;
    }
    Ok(())
}

async fn report(from: Option<&str>, until: Option<&str>, place: &Place) -> Result<()> {
    let config = configuration(place)?;
    let zone = config.site.time_zone()?;
    let (from, until) = days(from, until, &zone)?;
    let store = open(&config).await?;
    let counts = store::ads::between(store.db(), &from, &until).await?;
    if place.json {
        for count in &counts {
            let line = serde_json::json!({ "day": count.day, "ad": count.ad, "slot": count.slot,
                "impressions": count.seen, "clicks": count.clicked });
            say(&line.to_string())?;
        }
        return Ok(());
    }
    let mut sums: BTreeMap<(&str, &str), (u64, u64)> = BTreeMap::new();
    let mut of_slot: BTreeMap<&str, u64> = BTreeMap::new();
    for count in &counts {
        let (seen, clicked) = sums.entry((&count.ad, &count.slot)).or_default();
        *seen += count.seen;
        *clicked += count.clicked;
        *of_slot.entry(&count.slot).or_default() += count.seen;
    }
    if sums.is_empty() {
        return say(&format!("Nothing was seen or clicked from {from} until {until}."));
    }
    say(&format!("From {from} until {until}:"))?;
    let width =
        sums.keys().map(|(ad, _)| ad.chars().count()).max().unwrap_or_default().max("advertisement".len());
    let line = |ad: &str, slot: &str, seen: &str, share: &str, clicked: &str, rate: &str| {
        format!("{ad:width$}  {slot:10}  {seen:>11}  {share:>13}  {clicked:>6}  {rate:>8}")
    };
    say(&line("advertisement", "slot", "impressions", "share of slot", "clicks", "per cent"))?;
    for ((ad, slot), (seen, clicked)) in &sums {
        let all = of_slot.get(slot).copied().unwrap_or_default();
        let slot = if slot.is_empty() { "-" } else { slot };
        let (share, rate) = (percent(*seen, all, 0), percent(*clicked, *seen, 2));
        say(&line(ad, slot, &seen.to_string(), &share, &clicked.to_string(), &rate))?;
    }
    Ok(())
}

/// The first and the last day; without them the last seven days, today too.
fn days(from: Option<&str>, until: Option<&str>, zone: &TimeZone) -> Result<(String, String)> {
    let read = |text: &str| {
        text.parse::<Date>()
            .ok()
            .with_context(|| format!("\"{text}\" is no day. Write for example 2026-11-24."))
    };
    let until = match until {
        Some(text) => read(text)?,
        None => now().to_zoned_datetime(zone.clone()).date(),
    };
    let from = match from {
        Some(text) => read(text)?,
        None => until.saturating_sub(jiff::Span::new().days(6)),
    };
    if from > until {
        bail!("--from {from} is after --until {until}.");
    }
    Ok((from.to_string(), until.to_string()))
}

/// "0.42", or "-" of nothing.
fn percent(part: u64, all: u64, digits: usize) -> String {
    if all == 0 { "-".to_owned() } else { format!("{:.digits$}", 100.0 * part as f64 / all as f64) }
}
