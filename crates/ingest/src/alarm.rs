//! The alarm of a silent source.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::Store;
use store::sources::{self, SourceHealth};
use tokio_util::sync::CancellationToken;

use crate::SourceSettings;

/// A source that has brought no news for longer than it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    pub source: String,
    /// When it last brought something; `None` is never.
    pub heard_at: Option<Timestamp>,
    pub quiet_for: Option<SignedDuration>,
    /// How its polling failed last, if it did.
    pub last_error: Option<String>,
}

impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.heard_at, self.quiet_for) {
            (Some(at), Some(quiet)) => write!(
                f,
                "The source \"{}\" has been silent for {}, since {}.",
                self.source,
                in_words(quiet),
                at.strftime("%-d %B %Y, %H:%M UTC")
            )?,
            _ => write!(f, "The source \"{}\" has never brought anything.", self.source)?,
        }
        match &self.last_error {
            Some(error) => write!(f, " {error}"),
            None => Ok(()),
        }
    }
}

/// The sources that are silent at `now`, for longer than their `quiet_after` allows. One that was never
/// heard counts as silent; one without `quiet_after` never does.
pub fn silent(settings: &[SourceSettings], health: &[SourceHealth], now: Timestamp) -> Vec<Silence> {
    let quiet = |source: &SourceSettings| {
        let allowed = source.quiet_after?;
        let health = health.iter().find(|health| health.source == source.name);
        let heard_at = health.and_then(|health| health.heard_at);
        let quiet_for = heard_at.map(|at| now.duration_since(at));
        quiet_for.is_none_or(|quiet| quiet > allowed).then(|| Silence {
            source: source.name.clone(),
            heard_at,
            quiet_for,
            last_error: health.and_then(|health| health.poll.last_error.clone()),
        })
    };
    settings.iter().filter_map(quiet).collect()
}

/// Looked at this often.
const EVERY: Duration = Duration::from_secs(30);

/// Tells the log when a source falls silent and when it is heard again, until told to stop. A source that
/// was never heard is given its time from the start of this.
pub async fn run(store: Store, settings: Vec<SourceSettings>, stop: CancellationToken) {
    let started = Timestamp::now();
    let mut known = BTreeSet::new();
    loop {
        match sources::all(store.db()).await {
            Ok(health) => known = tell(&known, &settings, &health, started, Timestamp::now()),
            Err(error) => tracing::error!("whether sources are silent cannot be told: {error}"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Tells what is new beside `known`, and returns who is silent now.
fn tell(
    known: &BTreeSet<String>,
    settings: &[SourceSettings],
    health: &[SourceHealth],
    started: Timestamp,
    now: Timestamp,
) -> BTreeSet<String> {
    let fresh = |silence: &Silence| {
        let allowed =
            settings.iter().find(|source| source.name == silence.source).and_then(|s| s.quiet_after);
        silence.heard_at.is_none() && allowed.is_some_and(|allowed| now.duration_since(started) <= allowed)
    };
    let silences: Vec<Silence> = silent(settings, health, now).into_iter().filter(|s| !fresh(s)).collect();
    for silence in silences.iter().filter(|silence| !known.contains(&silence.source)) {
        tracing::error!(source = silence.source, "{silence}");
    }
    let now_silent: BTreeSet<String> = silences.into_iter().map(|silence| silence.source).collect();
    for source in known.difference(&now_silent) {
        tracing::info!(source, "the source is heard again");
    }
    now_silent
}

/// "3 hours", "2 days": the largest unit that says enough.
fn in_words(span: SignedDuration) -> String {
    let (n, unit) = match span.as_secs() {
        s if s >= 172_800 => (s / 86_400, "day"),
        s if s >= 3_600 => (s / 3_600, "hour"),
        s if s >= 60 => (s / 60, "minute"),
        s => (s, "second"),
    };
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Timestamp {
        format!("2026-03-02T{time}Z").parse().unwrap()
    }

    fn source(name: &str, hours: Option<i64>) -> SourceSettings {
        let quiet_after = hours.map(SignedDuration::from_hours);
        SourceSettings { name: name.into(), quiet_after, ..SourceSettings::default() }
    }

    fn heard(name: &str, time: &str) -> SourceHealth {
        SourceHealth { source: name.into(), heard_at: Some(at(time)), ..SourceHealth::default() }
    }

    #[test]
    fn a_source_is_silent_when_its_time_is_over_and_not_before() {
        let (sources, health) = ([source("mna", Some(6))], [heard("mna", "04:00:00")]);
        assert_eq!(silent(&sources, &health, at("10:00:00")), []);
        let alarms = silent(&sources, &health, at("10:00:01"));
        assert_eq!(
            alarms[0].to_string(),
            "The source \"mna\" has been silent for 6 hours, since 2 March 2026, 04:00 UTC."
        );
    }

    #[test]
    fn a_source_that_never_spoke_is_silent_and_one_without_a_limit_never_is() {
        let alarms = silent(&[source("mna", Some(6)), source("pws", None)], &[], at("10:00:00"));
        assert_eq!(alarms.len(), 1);
        assert_eq!(alarms[0].to_string(), "The source \"mna\" has never brought anything.");
    }

    #[test]
    fn an_alarm_says_why_polling_fails() {
        let mut health = heard("mna", "01:00:00");
        health.poll.last_error = Some("https://mna.example/ answers with status 500.".into());
        let alarms = silent(&[source("mna", Some(1))], &[health], at("10:00:00"));
        assert!(
            alarms[0]
                .to_string()
                .ends_with("since 2 March 2026, 01:00 UTC. https://mna.example/ answers with status 500.")
        );
    }

    #[test]
    fn a_new_source_is_given_its_time_before_the_alarm() {
        let sources = [source("mna", Some(6))];
        let none = BTreeSet::new();
        assert_eq!(tell(&none, &sources, &[], at("00:00:00"), at("06:00:00")), none);
        let silent = tell(&none, &sources, &[], at("00:00:00"), at("06:00:01"));
        assert!(silent.contains("mna"));
        assert_eq!(
            tell(&silent, &sources, &[heard("mna", "07:00:00")], at("00:00:00"), at("07:00:01")),
            none
        );
    }
}
