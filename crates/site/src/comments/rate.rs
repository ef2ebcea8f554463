//! So many of something from one block of addresses, and no more for a while.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// Whoever is remembered; when there are more, those that may do as they like are forgotten.
const MOST: usize = 10_000;

/// From one block of addresses.
const COMMENTS_AT_ONCE: f64 = 5.0;

/// What readers do, each with a limit of its own. A node of several has its own.
pub struct Limits {
    pub comments: Rates,
    /// Recommending and reporting: many read behind one address.
    pub marks: Rates,
    /// Mails asked for from one block of addresses, and to one mail address.
    pub mails: Rates,
    pub mails_to: Rates,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            comments: Rates::new(COMMENTS_AT_ONCE, 60.0),
            marks: Rates::new(30.0, 10.0),
            mails: Rates::new(5.0, 300.0),
            mails_to: Rates::new(3.0, 1200.0),
        }
    }
}

pub struct Rates {
    /// So many may come at once, and so many seconds pass until one more may.
    burst: f64,
    seconds_each: f64,
    /// What is left, and as of when.
    left: Mutex<HashMap<String, (f64, Timestamp)>>,
}

impl Rates {
    pub fn new(burst: f64, seconds_each: f64) -> Rates {
        Rates { burst, seconds_each, left: Mutex::default() }
    }

    /// Takes one; `false` where it must wait.
    pub fn take(&self, who: &str, now: Timestamp) -> bool {
        let mut all = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let left_now = |(left, at): &(f64, Timestamp)| {
            (left + now.duration_since(*at).as_secs_f64().max(0.0) / self.seconds_each).min(self.burst)
        };
        if all.len() >= MOST {
            all.retain(|_, entry| left_now(entry) < self.burst);
        }
        // So many do it at once that this is an attack: nobody new may.
        if all.len() >= MOST && !all.contains_key(who) {
            return false;
        }
        let entry = all.entry(who.to_owned()).or_insert((self.burst, now));
        let left = left_now(entry);
        let allowed = left >= 1.0;
        *entry = (if allowed { left - 1.0 } else { left }, now);
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_may_write_five_at_once_and_then_one_a_minute() {
        let at = |second: i64| Timestamp::from_second(1_790_000_000 + second).unwrap();
        let rates = Limits::default().comments;
        assert!((0..5).all(|_| rates.take("a", at(0))));
        assert!(!rates.take("a", at(0)) && rates.take("b", at(0)));
        assert!(!rates.take("a", at(59)) && rates.take("a", at(61)) && !rates.take("a", at(62)));
    }
}
