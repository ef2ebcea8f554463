//! Who has read or seen what in the last window: two generations, so that forgetting costs nothing.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use jiff::{SignedDuration, Timestamp};

use super::reader::Reader;

/// So many views are remembered in a generation. Beyond that the older one is forgotten early, and a
/// reader who comes back may count once more: memory is bounded, whoever comes.
const MOST_REMEMBERED: usize = 500_000;

/// No address counts for more views in a window, however many browsers it pretends to be.
const MOST_OF_A_HOUSE: u32 = 1000;

/// `W` is what is read: a story, or an advertisement in its slot.
pub struct Seen<W> {
    window: SignedDuration,
    most: usize,
    turned_at: Timestamp,
    now: Generation<W>,
    before: Generation<W>,
}

struct Generation<W> {
    views: HashSet<(W, u64)>,
    houses: HashMap<u64, u32>,
}

impl<W> Default for Generation<W> {
    fn default() -> Self {
        Generation { views: HashSet::new(), houses: HashMap::new() }
    }
}

impl<W: Copy + Eq + Hash> Seen<W> {
    pub fn new(window: SignedDuration, now: Timestamp) -> Seen<W> {
        let (before, empty) = (Generation::default(), Generation::default());
        Seen { window, most: MOST_REMEMBERED, turned_at: now, now: empty, before }
    }

    /// Begins a new generation where a window has passed.
    pub fn turn(&mut self, now: Timestamp) {
        let passed = now.duration_since(self.turned_at);
        if passed >= self.window || passed.is_negative() {
            self.forget();
            // Two windows without anybody: what was new then is old now.
            if passed >= self.window + self.window {
                self.forget();
            }
            self.turned_at = now;
        }
    }

    /// Whether this reader has not read it in the last window; from now on he has.
    pub fn is_new(&mut self, what: W, reader: Reader) -> bool {
        let view = (what, reader.number);
        if self.before.views.contains(&view) || !self.now.views.insert(view) {
            return false;
        }
        let of_house = self.now.houses.entry(reader.house).or_default();
        *of_house += 1;
        let counts = *of_house <= MOST_OF_A_HOUSE;
        if self.now.views.len() >= self.most {
            self.forget();
        }
        counts
    }

    fn forget(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }
}

#[cfg(test)]
mod tests {
    use newsroom::StoryId;

    use super::*;

    const NINE: Timestamp = Timestamp::constant(1_795_510_800, 0);

    #[test]
    fn memory_is_bounded_whoever_comes() {
        let mut seen = Seen { most: 1000, ..Seen::new(SignedDuration::from_mins(30), NINE) };
        for n in 0..3500 {
            assert!(seen.is_new(StoryId(1), Reader { number: n, house: n }));
        }
        assert!(seen.now.views.len() + seen.before.views.len() <= 2000);
    }

    #[test]
    fn one_address_cannot_make_a_story_popular() {
        let mut seen = Seen::new(SignedDuration::from_mins(30), NINE);
        let views = (0..5000).filter(|n| seen.is_new(StoryId(1), Reader { number: *n, house: 7 })).count();
        assert_eq!(views, MOST_OF_A_HOUSE as usize);
        assert!(seen.is_new(StoryId(1), Reader { number: 9999, house: 8 }));
    }
}
