//! `[site.popular]`: what is read most, and how views are counted.

use jiff::SignedDuration;
use newsroom::{popular, span};
use serde::Deserialize;
use store::popular::Rules;

#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PopularSettings {
    pub enabled: bool,
    /// Where views are counted.
    pub count: Count,
    /// After so long a view counts half in the list of the last hours, and in that of the week.
    #[serde(deserialize_with = "span::needed")]
    pub half_life_hours: SignedDuration,
    #[serde(deserialize_with = "span::needed")]
    pub half_life_week: SignedDuration,
    /// Stories in a list.
    pub length: u32,
    /// Views, as they count now, that a story needs to stand in a list.
    pub least: f64,
    /// Without any view for so long, the lists are left out.
    #[serde(deserialize_with = "span::needed")]
    pub stale_after: SignedDuration,
    /// A reader who comes back to a story within this time is not counted again.
    #[serde(deserialize_with = "span::needed")]
    pub window: SignedDuration,
    /// Lists change on pages at most so often.
    #[serde(deserialize_with = "span::needed")]
    pub refresh: SignedDuration,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Count {
    /// When the site answers for a story.
    #[default]
    Server,
    /// When the reader's browser says that the story is seen: where a CDN answers for the site.
    Beacon,
}

impl Default for PopularSettings {
    fn default() -> Self {
        PopularSettings {
            enabled: true,
            count: Count::Server,
            half_life_hours: SignedDuration::from_hours(3),
            half_life_week: SignedDuration::from_hours(60),
            length: 10,
            least: 10.0,
            stale_after: SignedDuration::from_mins(35),
            window: SignedDuration::from_mins(30),
            refresh: SignedDuration::from_secs(60),
        }
    }
}

impl PopularSettings {
    pub fn rules(&self) -> Rules {
        Rules {
            half_life_hours: self.half_life_hours,
            half_life_week: self.half_life_week,
            length: self.length,
            least: self.least,
            stale_after: self.stale_after,
        }
    }

    pub(super) fn check(&self, findings: &mut Vec<String>) {
        for (key, span) in
            [("half_life_hours", self.half_life_hours), ("half_life_week", self.half_life_week)]
        {
            if span < SignedDuration::from_mins(1) {
                findings.push(format!("site.popular.{key} is less than a minute. Write for example \"3h\"."));
            }
        }
        if self.half_life_week <= self.half_life_hours {
            findings.push("site.popular.half_life_week is not longer than half_life_hours.".into());
        }
        let (fewest, most) = (popular::FEWEST, 50);
        if !(fewest..=most).contains(&(self.length as usize)) {
            findings.push(format!(
                "site.popular.length is {}. Write a number of stories from {fewest} to {most}.",
                self.length
            ));
        }
        if !self.least.is_finite() || self.least < 0.0 {
            findings.push(format!("site.popular.least is {}. Write a number of views.", self.least));
        }
        for (key, span) in
            [("stale_after", self.stale_after), ("refresh", self.refresh), ("window", self.window)]
        {
            if span < SignedDuration::from_secs(1) {
                findings.push(format!("site.popular.{key} is less than a second."));
            }
        }
    }
}
