//! What readers are told about a story's past.

use newsroom::history::{EntryKind, history};
use wire::{Item, Signal, Status};

use crate::house::{House, at, moment, noon, paragraphs, storm};

#[test]
fn the_history_has_what_readers_saw_and_nothing_else() {
    let mut house = House::default();
    house.noon(&storm(2));
    house.noon(&storm(1));
    house.arrive(&storm(3), at("2018-09-10T13:00:00Z"));
    house.filed.hold = Some(true);
    house.arrive(&storm(4), at("2018-09-10T14:00:00Z"));
    house.arrive(&Item { status: Status::Canceled, ..storm(5) }, at("2018-09-10T15:00:00Z"));
    let history = history(&house.versions);
    let told: Vec<_> = history.entries.iter().map(|entry| (entry.number, entry.kind)).collect();
    assert_eq!(
        told,
        [(1, EntryKind::First), (3, EntryKind::Update)],
        "neither the stale, the held nor the kill"
    );
    assert_eq!(history.entries[1].shown_at, at("2018-09-10T13:00:00Z"));
}

#[test]
fn the_date_of_change_moves_only_when_readers_see_one() {
    let mut house = House::default();
    house.noon(&storm(1));
    assert_eq!(history(&house.versions).modified, None, "a first version is no change");
    let unseen = Item {
        version: Some(2),
        urgency: Some(2),
        updated: Some(moment("2018-09-10T11:00:00Z")),
        ..storm(1)
    };
    house.noon(&unseen);
    house.show(2, noon());
    let after = history(&house.versions);
    assert_eq!((after.entries.len(), after.modified), (2, None));
    assert!(!after.entries[1].visible_change);
    let seen = Item {
        body: paragraphs(&["Two boats left."]),
        updated: Some(moment("2018-09-10T11:30:00Z")),
        ..storm(3)
    };
    house.noon(&seen);
    assert_eq!(history(&house.versions).modified, Some(moment("2018-09-10T11:30:00Z")));
}

#[test]
fn where_the_agency_gives_no_time_a_change_dates_from_when_readers_saw_it() {
    let mut house = House::default();
    house.noon(&storm(1));
    house.arrive(&Item { updated: None, ..storm(2) }, at("2018-09-10T13:00:00Z"));
    assert_eq!(history(&house.versions).modified, Some(moment("2018-09-10T13:00:00Z")));
}

#[test]
fn corrections_are_told_newest_first() {
    let corrected = |number, note: &str| Item {
        signal: Some(Signal::Correction),
        ed_note: Some(note.into()),
        ..storm(number)
    };
    let mut house = House::default();
    house.noon(&storm(1));
    house.noon(&corrected(2, "Corrects day."));
    house.noon(&corrected(3, "Corrects name."));
    let told = history(&house.versions);
    let notes: Vec<_> = told.corrections.iter().map(|correction| correction.note.as_str()).collect();
    assert_eq!(
        notes,
        [
            "This story was corrected. The agency’s note: “Corrects name.”",
            "This story was corrected. The agency’s note: “Corrects day.”",
        ]
    );
    assert_eq!(told.corrections[0].at, moment("2018-09-10T10:03:00Z"));
}

#[test]
fn a_correction_that_was_overtaken_while_it_was_held_is_told_with_the_version_after_it() {
    let mut house = House::default();
    house.noon(&storm(1));
    house.filed.hold = Some(true);
    house.noon(&Item { signal: Some(Signal::Correction), ed_note: Some("Corrects day.".into()), ..storm(2) });
    house.noon(&storm(3));
    house.show(3, noon());
    let told = history(&house.versions);
    assert_eq!(told.entries.len(), 2);
    assert_eq!((told.entries[1].number, told.entries[1].kind), (3, EntryKind::Correction));
    assert_eq!(told.corrections.len(), 1);
}

#[test]
fn readers_who_never_saw_the_error_are_told_of_no_correction() {
    let mut house = House::default();
    house.filed.hold = Some(true);
    house.noon(&storm(1));
    house.noon(&Item { signal: Some(Signal::Correction), ..storm(2) });
    house.show(2, noon());
    let told = history(&house.versions);
    assert_eq!((told.entries[0].kind, told.corrections.len()), (EntryKind::First, 0));
}

#[test]
fn a_note_that_is_left_standing_corrects_once() {
    let noted = |number| Item { ed_note: Some("Corrects day.".into()), ..storm(number) };
    let mut house = House::default();
    house.noon(&storm(1));
    house.noon(&noted(2));
    house.noon(&noted(3));
    let told = history(&house.versions);
    let kinds: Vec<_> = told.entries.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [EntryKind::First, EntryKind::Correction, EntryKind::Update]);
    assert_eq!(told.corrections.len(), 1);
    house.noon(&Item { signal: Some(Signal::Correction), ..noted(4) });
    assert_eq!(
        history(&house.versions).corrections.len(),
        2,
        "unless the agency says that it corrects again"
    );
}
