//! What the desk may do, and what falls due.

use newsroom::{Fate, Policy, State, TombstoneKind, kill, lift, release, rename};
use wire::{Item, Status};

use crate::house::{House, at, moment, noon, storm};

fn held() -> House {
    let mut house = House::with_policy(Policy { publish: false, ..Policy::default() });
    house.noon(&storm(1));
    house
}

fn killed(house: &mut House) {
    house.noon(&Item { status: Status::Canceled, ..storm(9) });
}

fn released(house: &House) -> Result<release::Release, String> {
    release::release(house.story.as_ref().unwrap(), &house.versions, noon())
}

#[test]
fn the_desk_releases_what_was_held() {
    let mut house = held();
    house.noon(&storm(2));
    assert_eq!(released(&house), Ok(release::Release { version: 2, fate: Fate::Show }));
}

#[test]
fn a_released_story_waits_for_its_embargo() {
    let mut house = House::with_policy(Policy { publish: false, ..Policy::default() });
    house.noon(&Item { embargo: Some(moment("2018-09-11T06:00:00Z")), ..storm(1) });
    let until = at("2018-09-11T06:00:00Z");
    assert_eq!(released(&house), Ok(release::Release { version: 1, fate: Fate::Wait { until } }));
}

#[test]
fn the_desk_does_not_break_an_embargo() {
    let mut house = House::default();
    house.noon(&Item { embargo: Some(moment("2018-09-11T06:00:00Z")), ..storm(1) });
    assert_eq!(
        released(&house),
        Err("The story is under embargo until 11 September 2018, 06:00 UTC and will show itself then.".into())
    );
}

#[test]
fn a_live_story_has_nothing_to_release() {
    let mut house = House::default();
    house.noon(&storm(1));
    assert!(released(&house).is_err());
}

#[test]
fn the_desk_brings_a_killed_story_back_with_its_newest_usable_version() {
    let mut house = House::default();
    house.noon(&storm(1));
    house.noon(&storm(2));
    killed(&mut house);
    assert_eq!(released(&house).unwrap().version, 2);
    house.noon(&storm(10));
    assert_eq!(released(&house).unwrap().version, 4, "the one that came after the kill");
}

#[test]
fn a_kill_of_a_story_that_never_came_cannot_be_released() {
    let mut house = House::default();
    killed(&mut house);
    assert!(released(&house).unwrap_err().starts_with("No version"));
}

#[test]
fn an_expired_story_cannot_be_released() {
    let mut house = held();
    house.versions[0].item.expires = Some(moment("2018-09-10T11:59:59Z"));
    assert!(released(&house).unwrap_err().contains("10 September 2018, 11:59 UTC"));
}

#[test]
fn the_desk_kills_with_its_reason_once() {
    let mut house = House::default();
    house.noon(&storm(1));
    let story = house.story.as_mut().unwrap();
    let tombstone = kill::kill(story, "  A court\nforbids it. ", noon()).unwrap();
    assert_eq!((tombstone.kind, tombstone.reason.as_str()), (TombstoneKind::Kill, "A court forbids it."));
    let silent = kill::kill(story, " ", noon()).unwrap();
    assert_eq!(silent.reason, "The desk withdrew this story and gave no reason.");
    assert!(kill::kill(story, &"x".repeat(501), noon()).is_err());
    (story.state, story.tombstone) = (State::Killed, Some(tombstone));
    assert!(kill::kill(story, "Again.", noon()).is_err());
}

#[test]
fn the_desk_may_kill_what_the_agency_only_withheld() {
    let mut house = House::default();
    house.noon(&Item { status: Status::Withheld, ..storm(1) });
    assert!(kill::kill(house.story.as_ref().unwrap(), "It is untrue.", noon()).is_ok());
}

#[test]
fn a_new_address_is_made_of_small_letters_digits_and_hyphens() {
    let mut house = House::default();
    house.noon(&storm(1));
    let story = house.story.as_ref().unwrap();
    assert_eq!(rename::rename(story, "storm-of-2018"), Ok(()));
    assert!(rename::rename(story, "storm").is_err(), "that is its address");
    for bad in ["", "Storm", "storm--two", "-storm", "storm-", "storm/two", "størm", "storm two"] {
        assert!(rename::check(bad).is_err(), "{bad:?}");
    }
    assert!(rename::check(&"x".repeat(101)).is_err());
    assert!(rename::check("Die Große Flut").unwrap_err().contains("\"die-grosse-flut\" would do"));
}

#[test]
fn an_expiry_outranks_an_embargo_and_the_clock_may_ring_early() {
    let mut house = House::default();
    let item = Item {
        embargo: Some(moment("2018-09-11T06:00:00Z")),
        expires: Some(moment("2018-09-11T08:00:00Z")),
        ..storm(1)
    };
    house.noon(&item);
    let story = house.story.as_ref().unwrap();
    assert_eq!(lift::next(story), Some(at("2018-09-11T06:00:00Z")));
    assert_eq!(lift::due(story, noon()), None);
    assert_eq!(lift::due(story, at("2018-09-11T06:00:00Z")).unwrap().fate, Fate::Show);
    let due = lift::due(story, at("2018-09-11T08:00:00Z")).unwrap();
    assert!(matches!(due.fate, Fate::Tombstone { kind: TombstoneKind::Expiry, .. }));
}

#[test]
fn nothing_falls_due_on_a_killed_story() {
    let mut house = House::default();
    house.noon(&Item { expires: Some(moment("2018-09-11T08:00:00Z")), ..storm(1) });
    killed(&mut house);
    let story = house.story.as_ref().unwrap();
    assert_eq!((lift::next(story), lift::due(story, at("2018-09-12T00:00:00Z"))), (None, None));
}

#[test]
fn the_end_of_an_embargo_does_not_undo_the_desks_kill() {
    let mut house = House::default();
    house.noon(&Item { embargo: Some(moment("2018-09-11T06:00:00Z")), ..storm(1) });
    let story = house.story.as_mut().unwrap();
    story.tombstone = Some(kill::kill(story, "It is untrue.", noon()).unwrap());
    story.state = State::Killed;
    assert_eq!((lift::next(story), lift::due(story, at("2018-09-11T06:00:00Z"))), (None, None));
}
