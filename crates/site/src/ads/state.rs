//! Does an advertisement run now, and if not, why? For the command line.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::choose::plan;
use crate::settings::ads::{Ad, AdSettings, Kind};
use crate::theme::Theme;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    Runs {
        until: Option<Timestamp>,
        to_those_who_agreed: bool,
    },
    /// It stands in for a tag, and in no slot of its own.
    StandsIn,
    Waits {
        from: Timestamp,
    },
    Over {
        since: Timestamp,
    },
    /// No template of the theme shows any of its slots.
    NoSlot {
        slots: Vec<String>,
    },
    /// It is a tag, and the configuration allows none.
    NotAllowed,
}

/// Every advertisement with its state, in the order of the configuration.
pub fn states(settings: &AdSettings, theme: &Theme, zone: &TimeZone, now: Timestamp) -> Vec<(Ad, State)> {
    let stands_in = |ad: &Ad| settings.ads.iter().any(|other| other.fallback.as_deref() == Some(&ad.id));
    let state = |planned: super::choose::Planned| {
        let ad = planned.ad;
        let tag = ad.kind() == Kind::Tag;
        let state = match (planned.from, planned.until) {
            (_, Some(since)) if since <= now => State::Over { since },
            (Some(from), _) if from > now => State::Waits { from },
            _ if ad.slots.is_empty() && stands_in(&ad) => State::StandsIn,
            _ if !ad.slots.iter().any(|slot| theme.shows(slot)) => State::NoSlot { slots: ad.slots.clone() },
            _ if tag && !settings.asks() => State::NotAllowed,
            (_, until) => State::Runs { until, to_those_who_agreed: tag },
        };
        (ad, state)
    };
    plan(settings, zone).into_iter().map(state).collect()
}

impl State {
    /// For programs.
    pub fn word(&self) -> &'static str {
        match self {
            State::Runs { .. } => "runs",
            State::StandsIn => "stands-in",
            State::Waits { .. } => "waits",
            State::Over { .. } => "over",
            State::NoSlot { .. } => "no-slot",
            State::NotAllowed => "not-allowed",
        }
    }

    /// For people; times are the paper's.
    pub fn sentence(&self, zone: &TimeZone) -> String {
        let time =
            |at: &Timestamp| at.to_zoned_datetime(zone.clone()).strftime("%-d %B %Y, %H:%M %Z").to_string();
        match self {
            State::Runs { until, to_those_who_agreed } => {
                let until = until.as_ref().map(|at| format!("until {}", time(at)));
                let whom = to_those_who_agreed.then(|| "to readers who agreed".to_owned());
                let said: Vec<String> = [whom, until].into_iter().flatten().collect();
                if said.is_empty() { "without an end".to_owned() } else { said.join(", ") }
            }
            State::StandsIn => "stands in for a third party's tag, and in no slot of its own".to_owned(),
            State::Waits { from } => format!("its time begins at {}", time(from)),
            State::Over { since } => format!("its time was over at {}", time(since)),
            State::NoSlot { slots } => {
                format!("no page of the theme shows the slot {}", slots.join(" or "))
            }
            State::NotAllowed => "it is a tag, and site.ads.consent is \"none-needed\"".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::ads::Slot;

    #[test]
    fn each_says_whether_it_runs_and_why_not() {
        let ad = |id: &str, slot: &str, from: &str, until: &str| Ad {
            id: id.into(),
            slots: vec![slot.into()],
            from: from.parse().ok(),
            until: until.parse().ok(),
            ..Ad::default()
        };
        let mut settings = AdSettings {
            ads: vec![
                ad("tea", "side", "", ""),
                ad("fair", "side", "2026-11-24", "2026-11-30"),
                ad("late", "side", "2026-12-01", ""),
                ad("old", "side", "", "2026-11-23"),
                ad("lost", "rail", "", ""),
            ],
            ..AdSettings::default()
        };
        settings.slots.insert("rail".into(), Slot { width: 300, height: 250 });
        let zone = TimeZone::get("Europe/Lisbon").unwrap();
        let now = "2026-11-24T09:00:00Z".parse().unwrap();
        let said: Vec<(String, String)> = states(&settings, &Theme::load(None, "en").unwrap(), &zone, now)
            .into_iter()
            .map(|(ad, state)| (ad.id, format!("{}: {}", state.word(), state.sentence(&zone))))
            .collect();
        let wanted = [
            ("tea", "runs: without an end"),
            ("fair", "runs: until 1 December 2026, 00:00 WET"),
            ("late", "waits: its time begins at 1 December 2026, 00:00 WET"),
            ("old", "over: its time was over at 24 November 2026, 00:00 WET"),
            ("lost", "no-slot: no page of the theme shows the slot rail"),
        ];
        assert_eq!(said, wanted.map(|(id, why)| (id.to_owned(), why.to_owned())));
    }
}
