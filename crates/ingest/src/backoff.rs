//! How long to wait after failures.

use jiff::SignedDuration;

/// The wait after so many failures in a row: `first`, doubled with each, never more than `longest`; of
/// that the last half by `roll` (0 to 1), so that many who failed together do not come back together.
pub fn wait(first: SignedDuration, longest: SignedDuration, failures: u32, roll: f64) -> SignedDuration {
    let doubled = first.saturating_mul(1 << failures.saturating_sub(1).min(20)).min(longest);
    let half = doubled / 2;
    half.saturating_add(half.mul_f64(roll.clamp(0.0, 1.0)))
}

/// A number from 0 to 1 by chance, for the loops to hand down.
pub(crate) fn roll() -> f64 {
    // Without chance everybody waits as long as everybody else, which works too.
    getrandom::u32().map_or(0.5, |n| f64::from(n) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_doubles_the_wait_up_to_the_longest() {
        let (first, longest) = (SignedDuration::from_secs(60), SignedDuration::from_hours(1));
        let waits: Vec<i64> = (1..=8).map(|n| wait(first, longest, n, 1.0).as_secs()).collect();
        assert_eq!(waits, [60, 120, 240, 480, 960, 1920, 3600, 3600]);
        assert_eq!(wait(first, longest, u32::MAX, 1.0), longest);
    }

    #[test]
    fn chance_spreads_the_second_half_of_it() {
        let (first, longest) = (SignedDuration::from_secs(60), SignedDuration::from_hours(1));
        assert_eq!(wait(first, longest, 1, 0.0).as_secs(), 30);
        assert_eq!(wait(first, longest, 1, 0.5).as_secs(), 45);
        assert!((0..100).map(|_| roll()).all(|roll| (0.0..=1.0).contains(&roll)));
    }
}
