//! Deliveries arrive in any order.

use newsroom::{Policy, State, Verdict};
use proptest::prelude::*;
use wire::{Item, Signal, Status};

use crate::house::{House, noon, storm};

/// Which take readers see: 3 for "…, take 3".
fn take(house: &House) -> Option<u64> {
    house.headline().map(|headline| headline.rsplit(' ').next().unwrap().parse().unwrap())
}

fn unnumbered(number: u64) -> Item {
    Item { version: None, ..storm(number) }
}

fn kill() -> Item {
    Item { version: None, updated: None, signal: Some(Signal::Kill), ..storm(1) }
}

/// Some of the numbers 1 to 7, in any order and some of them twice.
fn arrivals() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(1u64..=7, 1..16)
}

proptest! {
    #[test]
    fn readers_end_with_the_newest_and_never_go_back(numbers in arrivals(), by_time in any::<bool>()) {
        let mut house = House::default();
        let mut newest = 0;
        for number in &numbers {
            house.noon(&if by_time { unnumbered(*number) } else { storm(*number) });
            newest = newest.max(*number);
            prop_assert_eq!(take(&house), Some(newest));
        }
        let mut distinct = numbers.clone();
        distinct.sort_unstable();
        distinct.dedup();
        prop_assert_eq!(house.versions.len(), distinct.len(), "every version is kept, and once");
    }

    #[test]
    fn nothing_that_comes_after_a_kill_shows_the_story(before in arrivals(), after in arrivals(), publish in any::<bool>()) {
        let mut house = House::with_policy(Policy { publish, ..Policy::default() });
        before.iter().for_each(|number| { house.noon(&storm(*number)); });
        house.noon(&kill());
        prop_assert_eq!(house.state(), State::Killed);
        for number in after {
            let item = match number % 3 {
                0 => Item { status: Status::Withheld, ..storm(number) },
                _ => storm(number),
            };
            house.noon(&item);
            house.clock(noon() + jiff::SignedDuration::from_hours(48));
            prop_assert_eq!(house.state(), State::Killed);
            prop_assert_eq!(take(&house), None);
        }
    }

    #[test]
    fn where_a_kill_stands_among_the_arrivals_makes_no_difference(numbers in arrivals(), place in any::<prop::sample::Index>()) {
        let mut items: Vec<Item> = numbers.iter().map(|number| storm(*number)).collect();
        items.insert(place.index(items.len() + 1), kill());
        let mut house = House::default();
        items.iter().for_each(|item| { house.noon(item); });
        prop_assert_eq!(house.state(), State::Killed);
    }

    #[test]
    fn whether_a_story_is_withheld_at_the_end_does_not_hang_on_the_order(order in Just((1u64..=6).collect::<Vec<_>>()).prop_shuffle(), withheld in 1u64..=6) {
        let mut house = House::default();
        for number in order {
            let status = if number == withheld { Status::Withheld } else { Status::Usable };
            house.noon(&Item { status, ..storm(number) });
        }
        prop_assert_eq!(take(&house), if withheld == 6 { None } else { Some(6) });
    }

    #[test]
    fn a_stale_version_never_changes_the_state(number in 1u64..5, killed in any::<bool>()) {
        let mut house = House::default();
        house.noon(&storm(5));
        if killed {
            house.noon(&Item { status: Status::Canceled, ..storm(6) });
        }
        let before = (house.state(), take(&house));
        prop_assert_eq!(house.noon(&storm(number)).verdict, Verdict::Stale);
        prop_assert_eq!((house.state(), take(&house)), before);
    }
}
