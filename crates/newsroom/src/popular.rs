//! Most Popular: how much a view counts, and which stories a list shows.
//!
//! Forward decay. A view at the time t adds 2^((t-L)/h) to its story's score, where L is the list's
//! landmark and h its half-life. Seen from now every view has then lost half of its worth in each
//! half-life, and yet a score is a plain sum: it can be added to in any order and from several nodes, and
//! time alone never changes which of two scores is higher, so nothing is recomputed as time goes by.

use jiff::{SignedDuration, Timestamp};

use crate::StoryId;

/// A list with fewer stories is too thin to be shown.
pub const FEWEST: usize = 3;

/// Beyond this exponent scores come near what a number can hold, and the landmark is moved.
const LARGEST_EXPONENT: f64 = 400.0;

/// The two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    /// What is read now.
    Hours,
    /// What was read in these days.
    Week,
}

impl List {
    pub const ALL: [List; 2] = [List::Hours, List::Week];

    /// As it is kept.
    pub fn name(self) -> &'static str {
        match self {
            List::Hours => "hours",
            List::Week => "week",
        }
    }
}

/// How scores of one list are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    pub landmark: Timestamp,
    pub half_life: SignedDuration,
}

impl Scale {
    /// What one view at this time adds to a score.
    pub fn weight(&self, at: Timestamp) -> f64 {
        self.exponent(at).exp2()
    }

    /// A score in views as they count now.
    pub fn worth(&self, score: f64, now: Timestamp) -> f64 {
        score * (-self.exponent(now)).exp2()
    }

    /// The score of a story with so many views as they count now: what to compare scores with.
    pub fn score(&self, views: f64, now: Timestamp) -> f64 {
        views * self.weight(now)
    }

    /// Where scores have grown too large, or are wanted with another half-life: the scale to go on with,
    /// and what every score is multiplied by once.
    pub fn moved(&self, half_life: SignedDuration, now: Timestamp) -> Option<(Scale, f64)> {
        let due = half_life != self.half_life || self.exponent(now).abs() > LARGEST_EXPONENT;
        due.then(|| (Scale { landmark: now, half_life }, (-self.exponent(now)).exp2()))
    }

    /// Half-lives since the landmark.
    fn exponent(&self, at: Timestamp) -> f64 {
        at.duration_since(self.landmark).as_secs_f64() / self.half_life.as_secs_f64().max(1.0)
    }
}

/// What a list shows of the stories that lead it, highest score first: nothing, where it would be thin.
pub fn shown(leading: &[StoryId]) -> &[StoryId] {
    if leading.len() < FEWEST { &[] } else { leading }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NINE: Timestamp = Timestamp::constant(1_795_510_800, 0);

    fn later(seconds: i64) -> Timestamp {
        NINE + SignedDuration::from_secs(seconds)
    }

    fn hours(hours: i64) -> Scale {
        Scale { landmark: NINE, half_life: SignedDuration::from_hours(hours) }
    }

    #[test]
    fn a_view_counts_half_after_a_half_life_and_a_quarter_after_two() {
        let scale = hours(3);
        let score = scale.weight(NINE);
        for (after, worth) in [(0, 1.0), (3, 0.5), (6, 0.25), (9, 0.125)] {
            assert_eq!(scale.worth(score, later(after * 3600)), worth);
        }
    }

    #[test]
    fn a_view_from_before_the_landmark_counts_too() {
        let scale = hours(3);
        assert_eq!(scale.worth(scale.weight(later(-3 * 3600)), NINE), 0.5);
    }

    #[test]
    fn the_landmark_is_left_alone_until_scores_grow_too_large() {
        let scale = hours(1);
        assert_eq!(scale.moved(scale.half_life, later(400 * 3600)), None);
        let now = later(401 * 3600);
        let (moved, factor) = scale.moved(scale.half_life, now).unwrap();
        let score = scale.weight(later(390 * 3600));
        assert_eq!(
            moved.worth(score * factor, now),
            scale.worth(score, now),
            "and nothing is worth more or less"
        );
    }

    #[test]
    fn with_another_half_life_what_was_read_keeps_the_worth_that_it_has_now() {
        let (scale, now) = (hours(3), later(6 * 3600));
        let (moved, factor) = scale.moved(SignedDuration::from_hours(60), now).unwrap();
        assert_eq!(moved.half_life, SignedDuration::from_hours(60));
        assert_eq!(moved.worth(scale.weight(NINE) * factor, now), 0.25);
    }

    #[test]
    fn two_stories_make_no_list() {
        let ids: Vec<StoryId> = (1..=3).map(StoryId).collect();
        assert_eq!(shown(&ids), ids);
        assert_eq!(shown(&ids[..2]), []);
    }

    proptest! {
        #[test]
        fn the_sum_is_what_an_exact_recount_says(
            mut views in prop::collection::vec(0_i64..14 * 86_400, 1..300),
            // At most 800 half-lives: the landmark is moved long before numbers end.
            half_life in 1_512_i64..300_000,
            split in 0_usize..300,
        ) {
            let scale = Scale { landmark: NINE, half_life: SignedDuration::from_secs(half_life) };
            let now = later(14 * 86_400);
            let naive: f64 = views.iter().map(|at| 0.5_f64.powf((14 * 86_400 - at) as f64 / half_life as f64)).sum();
            // Two nodes, each with a part, in whatever order.
            let split = split.min(views.len());
            let (one, other) = views.split_at_mut(split);
            other.reverse();
            let sum = |part: &[i64]| part.iter().map(|at| scale.weight(later(*at))).sum::<f64>();
            let (mut score, mut scale) = (sum(one) + sum(other), scale);
            if let Some((moved, factor)) = scale.moved(scale.half_life, now) {
                (score, scale) = (score * factor, moved);
            }
            let worth = scale.worth(score, now);
            prop_assert!((worth - naive).abs() <= 1e-9 * naive, "{worth} {naive}");
        }
    }
}
