//! What readers are told about a story's past.

use newsroom::history::{Entry, EntryKind, Outline};
use wire::{Item, Signal, Status};

use crate::house::{House, at, moment, noon, paragraphs, storm};

fn history(house: &House) -> Vec<Entry> {
    newsroom::history::history(&house.versions.iter().map(Outline::from).collect::<Vec<_>>())
}

fn notes(house: &House) -> Vec<String> {
    let corrections = history(house).into_iter().filter(|entry| entry.kind == EntryKind::Correction);
    corrections.filter_map(|entry| entry.note).collect()
}

#[test]
fn the_history_has_what_readers_saw_and_nothing_else() {
    let mut house = House::default();
    house.noon(&storm(2));
    house.noon(&storm(1));
    house.arrive(&storm(3), at("2018-09-10T13:00:00Z"));
    house.filed.hold = Some(true);
    house.arrive(&storm(4), at("2018-09-10T14:00:00Z"));
    house.arrive(&Item { status: Status::Canceled, ..storm(5) }, at("2018-09-10T15:00:00Z"));
    let history = history(&house);
    let told: Vec<_> = history.iter().map(|entry| (entry.number, entry.kind)).collect();
    assert_eq!(
        told,
        [(1, EntryKind::First), (3, EntryKind::Update)],
        "neither the stale, the held nor the kill"
    );
    assert_eq!(history[1].shown_at, at("2018-09-10T13:00:00Z"));
}

#[test]
fn what_changes_times_or_codes_alone_is_no_version_to_readers() {
    let mut house = House::default();
    house.noon(&storm(1));
    house.noon(&Item { version: Some(2), urgency: Some(2), ..storm(1) });
    house.show(2, noon());
    house.noon(&Item { body: paragraphs(&["Two boats left."]), ..storm(3) });
    let told: Vec<_> = history(&house).iter().map(Entry::is_told).collect();
    assert_eq!(told, [true, false, true]);
}

#[test]
fn corrections_are_told_with_their_notes_and_the_agency_s_time() {
    let corrected = |number, note: &str| Item {
        signal: Some(Signal::Correction),
        ed_note: Some(note.into()),
        ..storm(number)
    };
    let mut house = House::default();
    house.noon(&storm(1));
    house.noon(&corrected(2, "Corrects day."));
    house.noon(&corrected(3, "Corrects name."));
    assert_eq!(
        notes(&house),
        [
            "This story was corrected. The agency’s note: “Corrects day.”",
            "This story was corrected. The agency’s note: “Corrects name.”",
        ]
    );
    assert_eq!(history(&house)[2].at, Some(moment("2018-09-10T10:03:00Z")));
}

#[test]
fn a_correction_that_was_overtaken_while_it_was_held_is_told_with_the_version_after_it() {
    let mut house = House::default();
    house.noon(&storm(1));
    house.filed.hold = Some(true);
    house.noon(&Item { signal: Some(Signal::Correction), ed_note: Some("Corrects day.".into()), ..storm(2) });
    house.noon(&storm(3));
    house.show(3, noon());
    let told = history(&house);
    assert_eq!(told.len(), 2);
    assert_eq!((told[1].number, told[1].kind), (3, EntryKind::Correction));
    assert_eq!(notes(&house).len(), 1);
}

#[test]
fn readers_who_never_saw_the_error_are_told_of_no_correction() {
    let mut house = House::default();
    house.filed.hold = Some(true);
    house.noon(&storm(1));
    house.noon(&Item { signal: Some(Signal::Correction), ..storm(2) });
    house.show(2, noon());
    assert_eq!((history(&house)[0].kind, notes(&house).len()), (EntryKind::First, 0));
}

#[test]
fn a_note_that_is_left_standing_corrects_once() {
    let noted = |number| Item { ed_note: Some("Corrects day.".into()), ..storm(number) };
    let mut house = House::default();
    house.noon(&storm(1));
    house.noon(&noted(2));
    house.noon(&noted(3));
    let kinds: Vec<_> = history(&house).iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [EntryKind::First, EntryKind::Correction, EntryKind::Update]);
    assert_eq!(notes(&house).len(), 1);
    house.noon(&Item { signal: Some(Signal::Correction), ..noted(4) });
    assert_eq!(notes(&house).len(), 2, "unless the agency says that it corrects again");
}
