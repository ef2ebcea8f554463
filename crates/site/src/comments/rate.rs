//! So many comments from one block of addresses, and no more for a while.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// Comments that may come at once, and seconds until one more may.
const BURST: f64 = 5.0;
const SECONDS_EACH: f64 = 60.0;
/// Blocks that are remembered; when there are more, those that may write at will are forgotten.
const MOST: usize = 10_000;

/// Per block: what is left, and as of when.
#[derive(Default)]
pub struct Rates(Mutex<HashMap<String, (f64, Timestamp)>>);

impl Rates {
    /// Takes one; `false` where the block must wait.
    pub fn take(&self, reader: &str, now: Timestamp) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left_now = |(left, at): &(f64, Timestamp)| {
            (left + now.duration_since(*at).as_secs_f64().max(0.0) / SECONDS_EACH).min(BURST)
        };
        if all.len() >= MOST {
            all.retain(|_, entry| left_now(entry) < BURST);
        }
        // So many blocks write at once that this is an attack: nobody new may.
        if all.len() >= MOST && !all.contains_key(reader) {
            return false;
        }
        let entry = all.entry(reader.to_owned()).or_insert((BURST, now));
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
        let rates = Rates::default();
        assert!((0..5).all(|_| rates.take("a", at(0))));
        assert!(!rates.take("a", at(0)) && rates.take("b", at(0)));
        assert!(!rates.take("a", at(59)) && rates.take("a", at(61)) && !rates.take("a", at(62)));
    }
}
