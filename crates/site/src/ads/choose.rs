//! Which advertisement stands in a slot of a page: a function of the page's address and the time, and of
//! nothing else, so that every node makes the same page and none has to remember anything.
//!
//! Time goes in turns of a quarter of an hour, which begin at another second for each page: so never do all
//! pages of the cache have to be made anew at once. From one turn to the next a page goes on along the line from 0
//! to 1 by the golden section, which visits every part of it as often as the part is long. That is why shares
//! are kept on each page within a day, and not only on average over all pages.

use std::hash::Hasher;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use siphasher::sip::SipHasher13;

use crate::settings::ads::{Ad, AdSettings};

/// Seconds of a turn.
const TURN: i64 = 15 * 60;
/// The golden section of the line, in 2^64ths.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// An advertisement with its times as instants.
#[derive(Debug, Clone)]
pub struct Planned {
    pub ad: Ad,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
}

/// What is known of a page.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Its address.
    pub page: &'a str,
    pub section: Option<&'a str>,
    /// Slugs.
    pub topics: &'a [String],
}

/// What stands in a slot, and when that may change.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    pub ad: Option<&'a Ad>,
    pub until: Timestamp,
}

/// The schedule as instants. A time that the paper's zone does not have is a finding of the configuration's check;
/// an advertisement with one is never shown.
pub fn plan(settings: &AdSettings, zone: &TimeZone) -> Vec<Planned> {
    let planned = |ad: &Ad| {
        let from = ad.from.map(|from| from.begins(zone)).transpose();
        let until = ad.until.map(|until| until.ends(zone)).transpose();
        match (from, until) {
            (Ok(from), Ok(until)) => Planned { ad: ad.clone(), from, until },
            _ => Planned { ad: ad.clone(), from: None, until: Some(Timestamp::MIN) },
        }
    };
    settings.ads.iter().map(planned).collect()
}

impl Planned {
    pub fn is_on(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }

    fn fits(&self, slot: &str, place: &Place<'_>) -> bool {
        let Ad { slots, sections, topics, .. } = &self.ad;
        let everywhere = sections.is_empty() && topics.is_empty();
        let here = sections.iter().any(|slug| Some(slug.as_str()) == place.section)
            || topics.iter().any(|slug| place.topics.contains(slug));
        slots.iter().any(|name| name == slot) && (everywhere || here)
    }
}

/// Chooses for a slot. What stands on the page already (`taken`) does not stand there twice.
pub fn choose<'p>(
    planned: &'p [Planned],
    slot: &str,
    place: &Place<'_>,
    taken: &[&str],
    now: Timestamp,
) -> Choice<'p> {
    let fitting: Vec<&Planned> = planned.iter().filter(|planned| planned.fits(slot, place)).collect();
    let times = fitting.iter().flat_map(|planned| [planned.from, planned.until]).flatten();
    let mut until = times.filter(|at| *at > now).min().unwrap_or(Timestamp::MAX);
    let due: Vec<&Ad> = fitting
        .iter()
        .filter(|planned| planned.is_on(now) && !taken.contains(&planned.ad.id.as_str()))
        .map(|planned| &planned.ad)
        .collect();
    let parts = parts(&due);
    if let [only] = parts.as_slice()
        && *only >= 1.0
    {
        return Choice { ad: due.first().copied(), until };
    }
    if due.is_empty() {
        return Choice { ad: None, until };
    }
    let (turn, ends) = turn(place.page, now);
    until = until.min(ends);
    let mut at = point(place.page, slot, turn);
    for (ad, part) in due.iter().zip(parts) {
        if at < part {
            return Choice { ad: Some(ad), until };
        }
        at -= part;
    }
    Choice { ad: None, until }
}

/// The part of all impressions that each gets: by weight, and none more than its share. What is left over where all
/// have their share is nobody's: then there is no box.
fn parts(ads: &[&Ad]) -> Vec<f64> {
    let share = |ad: &Ad| f64::from(ad.share.min(100)) / 100.0;
    let mut parts = vec![None; ads.len()];
    let mut left = 1.0;
    loop {
        let open = |parts: &[Option<f64>]| -> Vec<usize> {
            (0..ads.len()).filter(|n| parts[*n].is_none()).collect()
        };
        let waiting = open(&parts);
        let weights: f64 = waiting.iter().map(|n| f64::from(ads[*n].weight.max(1))).sum();
        let would = |n: usize| left * f64::from(ads[n].weight.max(1)) / weights;
        let full: Vec<usize> = waiting.iter().copied().filter(|n| would(*n) > share(ads[*n])).collect();
        if full.is_empty() {
            for n in waiting {
                parts[n] = Some(would(n));
            }
            return parts.into_iter().map(Option::unwrap_or_default).collect();
        }
        for n in full {
            parts[n] = Some(share(ads[n]));
            left -= share(ads[n]);
        }
    }
}

/// The number of a page's turn, and when it ends.
fn turn(page: &str, now: Timestamp) -> (i64, Timestamp) {
    let offset = (hash(page, "turn") % TURN as u64) as i64;
    let number = (now.as_second() - offset).div_euclid(TURN);
    let ends = Timestamp::from_second((number + 1) * TURN + offset).unwrap_or(Timestamp::MAX);
    (number, ends)
}

/// Where on the line from 0 to 1 a slot of a page stands in a turn.
fn point(page: &str, slot: &str, turn: i64) -> f64 {
    let at = hash(page, slot).wrapping_add(GOLDEN.wrapping_mul(turn.cast_unsigned()));
    // Its 53 upper bits are what a float holds exactly.
    (at >> 11) as f64 / (1u64 << 53) as f64
}

/// The same on every node and after every start.
fn hash(page: &str, what: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(page.as_bytes());
    hasher.write_u8(0xff);
    hasher.write(what.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::SignedDuration;

    use super::*;

    const QUARTER: SignedDuration = SignedDuration::from_secs(TURN);
    const NINE: Timestamp = Timestamp::constant(1_795_510_800, 0);

    fn ad(id: &str, weight: u32, share: u32) -> Ad {
        Ad { id: id.into(), slots: vec!["side".into()], weight, share, ..Ad::default() }
    }

    fn planned(ads: &[Ad]) -> Vec<Planned> {
        plan(&AdSettings { ads: ads.to_vec(), ..AdSettings::default() }, &TimeZone::UTC)
    }

    fn at(page: &str) -> Place<'_> {
        Place { page, section: None, topics: &[] }
    }

    /// How often each stands on a page in a day of quarters; nobody is "".
    fn day(ads: &[Ad], page: &str) -> BTreeMap<String, usize> {
        let planned = planned(ads);
        let mut times = BTreeMap::new();
        for n in 0..96 {
            let choice = choose(&planned, "side", &at(page), &[], NINE + QUARTER * n);
            *times.entry(choice.ad.map(|ad| ad.id.clone()).unwrap_or_default()).or_default() += 1;
        }
        times
    }

    #[test]
    fn on_every_page_each_stands_as_often_in_a_day_as_its_weight_says() {
        for page in ["/", "/sport", "/2026/11/24/ferry-returns"] {
            let times = day(&[ad("one", 1, 100), ad("three", 3, 100)], page);
            assert!(times["one"].abs_diff(24) <= 2 && times["three"].abs_diff(72) <= 2, "{page}: {times:?}");
        }
    }

    #[test]
    fn none_has_more_than_its_share_and_what_is_left_over_is_nobodys() {
        let times = day(&[ad("heavy", 1000, 25), ad("light", 1, 100)], "/");
        assert!(times["heavy"].abs_diff(24) <= 2 && times["light"].abs_diff(72) <= 2, "{times:?}");
        let times = day(&[ad("seldom", 1, 10)], "/");
        assert!(times["seldom"].abs_diff(10) <= 2 && times[""].abs_diff(86) <= 2, "{times:?}");
        assert_eq!(parts(&[&ad("a", 1, 20), &ad("b", 1, 30), &ad("c", 2, 40)]), [0.2, 0.3, 0.4]);
        assert_eq!(parts(&[&ad("a", 1, 100), &ad("b", 3, 50)]), [0.5, 0.5]);
    }

    #[test]
    fn a_page_is_the_same_on_every_node_for_a_whole_turn_and_says_when_that_ends() {
        let ads = planned(&[ad("a", 1, 100), ad("b", 1, 100)]);
        let first = choose(&ads, "side", &at("/"), &[], NINE);
        let id = first.ad.unwrap().id.clone();
        assert!(first.until > NINE && first.until <= NINE + QUARTER);
        let last = first.until - SignedDuration::from_secs(1);
        assert_eq!(choose(&ads, "side", &at("/"), &[], last).ad.unwrap().id, id);
        assert_eq!(choose(&ads, "side", &at("/"), &[], first.until).until, first.until + QUARTER);
    }

    #[test]
    fn pages_turn_one_after_the_other_and_not_all_at_once() {
        let ads = planned(&[ad("a", 1, 100), ad("b", 1, 100)]);
        let ends = |n: usize| choose(&ads, "side", &at(&format!("/page/{n}")), &[], NINE).until.as_second();
        let mut minutes = [0; 15];
        (0..3000).for_each(|n| minutes[((ends(n) - NINE.as_second() - 1) / 60) as usize] += 1);
        assert!(minutes.iter().all(|pages| (120..280).contains(pages)), "{minutes:?}");
    }

    #[test]
    fn one_that_is_alone_stays_until_its_time_is_over() {
        let until = "2026-12-01".parse().ok();
        let ads = planned(&[Ad { until, ..ad("a", 1, 100) }]);
        let choice = choose(&ads, "side", &at("/"), &[], NINE);
        assert_eq!(choice.until.to_string(), "2026-12-02T00:00:00Z");
        let over = choose(&ads, "side", &at("/"), &[], choice.until);
        assert!(over.ad.is_none() && over.until == Timestamp::MAX);
    }

    #[test]
    fn one_whose_time_comes_ends_the_page_at_that_moment() {
        let from = "2026-11-24T09:05".parse().ok();
        let ads = planned(&[ad("a", 1, 100), Ad { from, ..ad("b", 1, 100) }]);
        assert_eq!(choose(&ads, "side", &at("/"), &[], NINE).until.to_string(), "2026-11-24T09:05:00Z");
    }

    #[test]
    fn section_and_topic_say_where_and_nothing_stands_twice_on_a_page() {
        let sections = vec!["business".to_owned()];
        let ads = planned(&[
            Ad { sections, ..ad("bank", 1, 100) },
            Ad { topics: vec!["comets".into()], ..ad("lens", 1, 100) },
        ]);
        let who = |section: Option<&str>, topics: &[&str], taken: &[&str]| {
            let topics: Vec<String> = topics.iter().map(|topic| (*topic).to_owned()).collect();
            let place = Place { page: "/", section, topics: &topics };
            choose(&ads, "side", &place, taken, NINE).ad.map(|ad| ad.id.clone())
        };
        assert_eq!(who(None, &[], &[]), None);
        assert_eq!(who(Some("business"), &[], &[]).as_deref(), Some("bank"));
        assert_eq!(who(Some("sport"), &["comets"], &[]).as_deref(), Some("lens"));
        assert_eq!(who(Some("business"), &[], &["bank"]), None);
        assert!(choose(&ads, "top", &at("/"), &[], NINE).ad.is_none(), "another slot");
    }
}
