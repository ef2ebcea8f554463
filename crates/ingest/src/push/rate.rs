//! So many a minute and no more, with a burst of one minute's worth.

use jiff::Timestamp;

pub(super) struct Rate {
    per_minute: u32,
    /// What may still come at once.
    left: f64,
    at: Option<Timestamp>,
}

impl Rate {
    /// 0 sets no limit.
    pub fn new(per_minute: u32) -> Rate {
        Rate { per_minute, left: f64::from(per_minute), at: None }
    }

    /// Takes one; else the seconds until there is one again.
    pub fn take(&mut self, now: Timestamp) -> Result<(), u64> {
        if self.per_minute == 0 {
            return Ok(());
        }
        let per_second = f64::from(self.per_minute) / 60.0;
        let passed = self.at.map_or(0.0, |at| now.duration_since(at).as_secs_f64().max(0.0));
        self.left = (self.left + passed * per_second).min(f64::from(self.per_minute));
        self.at = Some(now);
        if self.left >= 1.0 {
            self.left -= 1.0;
            return Ok(());
        }
        Err(((1.0 - self.left) / per_second).ceil() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minutes_worth_may_come_at_once_and_then_as_time_passes() {
        let at = |second: i64| Timestamp::from_second(1_772_445_600 + second).unwrap();
        let mut rate = Rate::new(6);
        assert!((0..6).all(|_| rate.take(at(0)).is_ok()));
        assert_eq!(rate.take(at(0)), Err(10));
        assert_eq!(rate.take(at(4)), Err(6));
        assert_eq!(rate.take(at(10)), Ok(()));
        assert_eq!(rate.take(at(10)), Err(10));
        assert!((0..6).all(|_| rate.take(at(1000)).is_ok()));
        assert!(rate.take(at(1000)).is_err());
    }

    #[test]
    fn nothing_sets_no_limit() {
        let mut rate = Rate::new(0);
        assert!((0..1000).all(|_| rate.take(Timestamp::UNIX_EPOCH).is_ok()));
    }
}
