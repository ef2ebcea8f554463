//! Every cell of the table in `story.rs`.

use newsroom::filing::Filing;
use newsroom::{Cause, Fate, Policy, State, TombstoneKind, Undated, Verdict};
use wire::{Item, Moment, Precision, Signal, Status};

use crate::house::{House, at, moment, noon, storm};

fn kill(number: u64) -> Item {
    Item {
        status: Status::Canceled,
        ed_note: Some("MANDATORY KILL - The harbour master was misquoted. Do not use.".into()),
        ..storm(number)
    }
}

fn withheld(number: u64) -> Item {
    Item { status: Status::Withheld, ..storm(number) }
}

fn embargoed(number: u64, until: &str) -> Item {
    Item { embargo: Some(moment(until)), ..storm(number) }
}

fn undated(number: u64) -> Item {
    Item { published: None, updated: None, ..storm(number) }
}

fn held_by_rule() -> Filing {
    Filing {
        hold: Some(true),
        hold_reason: Some("rule \"Courts\": keyword \"verdict\"".into()),
        ..Filing::default()
    }
}

fn holding() -> Policy {
    Policy { publish: false, ..Policy::default() }
}

#[test]
fn a_new_story_is_shown_at_once() {
    let mut house = House::default();
    let decision = house.noon(&storm(1));
    assert_eq!((decision.verdict, decision.fate), (Verdict::New, Fate::Show));
    assert_eq!(house.headline(), Some("Storm closes the harbour, take 1"));
}

#[test]
fn an_update_takes_the_place_of_what_readers_saw() {
    let mut house = House::default();
    house.noon(&storm(1));
    let decision = house.noon(&storm(2));
    assert_eq!((decision.verdict, decision.fate, decision.note), (Verdict::Update, Fate::Show, None));
    assert_eq!(house.headline(), Some("Storm closes the harbour, take 2"));
}

#[test]
fn the_same_again_is_a_duplicate_however_old_it_is() {
    let mut house = House::default();
    house.noon(&storm(1));
    house.noon(&storm(2));
    for number in [1, 2] {
        let decision = house.noon(&storm(number));
        assert_eq!((decision.verdict, decision.fate), (Verdict::Duplicate, Fate::Unchanged));
    }
    assert_eq!(house.versions.len(), 2);
}

#[test]
fn one_version_in_two_formats_is_a_duplicate() {
    let mut house = House::default();
    house.noon(&storm(1));
    let by_another_feed = Item { url: Some("https://mna.example/storm".into()), ..storm(1) };
    assert_eq!(house.noon(&by_another_feed).verdict, Verdict::Duplicate);
}

#[test]
fn a_second_copy_that_sets_an_expiry_is_no_duplicate() {
    let mut house = House::default();
    house.noon(&storm(1));
    let expiring = Item { expires: Some(moment("2018-09-12T00:00:00Z")), ..storm(1) };
    assert_eq!(house.noon(&expiring).verdict, Verdict::Update);
    assert_eq!(house.story.as_ref().unwrap().expires_at, Some(at("2018-09-12T00:00:00Z")));
}

#[test]
fn a_late_older_version_is_kept_and_never_shown() {
    let mut house = House::default();
    house.noon(&storm(3));
    let decision = house.noon(&storm(2));
    assert_eq!((decision.verdict, decision.fate), (Verdict::Stale, Fate::Unchanged));
    assert_eq!(house.versions.len(), 2);
    assert_eq!(house.headline(), Some("Storm closes the harbour, take 3"));
}

#[test]
fn without_numbers_the_later_time_is_the_update() {
    let unnumbered = |n| Item { version: None, ..storm(n) };
    let mut house = House::default();
    house.noon(&unnumbered(2));
    assert_eq!(house.noon(&unnumbered(1)).verdict, Verdict::Stale);
    assert_eq!(house.noon(&unnumbered(3)).verdict, Verdict::Update);
    assert_eq!(house.headline(), Some("Storm closes the harbour, take 3"));
}

#[test]
fn an_equal_number_leaves_it_to_the_time() {
    let seven = |n| Item { version: Some(7), ..storm(n) };
    let mut house = House::default();
    house.noon(&seven(2));
    assert_eq!(house.noon(&seven(1)).verdict, Verdict::Stale);
    assert_eq!(house.noon(&seven(3)).verdict, Verdict::Update);
}

#[test]
fn a_feed_without_numbers_and_times_updates_by_changing() {
    let feed = |headline: &str| Item {
        version: None,
        updated: None,
        published: None,
        headline: Some(headline.into()),
        ..storm(1)
    };
    let mut house = House::with_policy(Policy { undated: Undated::Show, ..Policy::default() });
    assert_eq!(house.noon(&feed("Storm nears")).fate, Fate::Show);
    assert_eq!(house.noon(&feed("Storm nears")).verdict, Verdict::Duplicate);
    assert_eq!(house.noon(&feed("Storm is here")).verdict, Verdict::Update);
    assert_eq!(house.headline(), Some("Storm is here"));
}

#[test]
fn a_correction_is_told_to_readers() {
    let mut house = House::default();
    house.noon(&storm(1));
    let corrected = Item {
        signal: Some(Signal::Correction),
        ed_note: Some("CORRECTS name of harbour master in para 2".into()),
        ..storm(2)
    };
    let decision = house.noon(&corrected);
    assert_eq!((decision.verdict, decision.fate), (Verdict::Correction, Fate::Show));
    assert_eq!(
        decision.note.as_deref(),
        Some("This story was corrected. The agency’s note: “CORRECTS name of harbour master in para 2”")
    );
}

#[test]
fn a_correction_of_a_story_that_nobody_read_is_simply_new() {
    let mut house = House::default();
    let decision = house.noon(&Item { signal: Some(Signal::Correction), ..storm(2) });
    assert_eq!((decision.verdict, decision.note), (Verdict::New, None));
}

#[test]
fn a_kill_takes_the_story_from_readers_and_says_why() {
    for killing in [kill(2), Item { signal: Some(Signal::Kill), status: Status::Usable, ..kill(2) }] {
        let mut house = House::default();
        house.noon(&storm(1));
        let decision = house.noon(&killing);
        assert_eq!(decision.verdict, Verdict::Kill);
        assert_eq!(house.state(), State::Killed);
        assert_eq!(house.told(), "The agency withdrew this story: “The harbour master was misquoted.”");
        assert_eq!(decision.note.as_deref(), Some(house.told()), "kept with the version too");
    }
}

#[test]
fn a_kill_with_the_number_of_what_it_kills_or_a_lower_one_counts() {
    for number in [2, 3] {
        let mut house = House::default();
        house.noon(&storm(3));
        assert_eq!(house.noon(&kill(number)).verdict, Verdict::Kill);
        assert_eq!(house.state(), State::Killed);
    }
}

#[test]
fn a_kill_reaches_stories_that_are_held_waiting_or_withheld() {
    let mut held = House::with_policy(holding());
    held.noon(&storm(1));
    let mut waiting = House::default();
    waiting.noon(&embargoed(1, "2018-09-11T06:00:00Z"));
    let mut withdrawn = House::default();
    withdrawn.noon(&withheld(1));
    for (mut house, before) in [(held, State::Held), (waiting, State::Waiting), (withdrawn, State::Killed)] {
        assert_eq!(house.state(), before);
        house.noon(&kill(2));
        assert_eq!(house.state(), State::Killed);
        assert_eq!(house.story.as_ref().unwrap().tombstone.as_ref().unwrap().kind, TombstoneKind::Kill);
        house.clock(at("2018-09-11T06:00:00Z"));
        assert_eq!(house.headline(), None, "no embargo's end brings it out");
    }
}

#[test]
fn a_second_kill_leaves_the_tombstone_as_it_is() {
    let mut house = House::default();
    house.noon(&kill(1));
    let decision = house.noon(&Item { ed_note: None, ..kill(2) });
    assert_eq!((decision.verdict, decision.fate), (Verdict::Kill, Fate::Unchanged));
}

#[test]
fn a_kill_of_an_unknown_story_keeps_a_late_original_unseen() {
    let mut house = House::default();
    house.noon(&kill(2));
    assert_eq!(house.state(), State::Killed);
    assert_eq!(house.noon(&storm(1)).verdict, Verdict::Stale);
    assert_eq!(house.headline(), None);
}

#[test]
fn after_a_kill_a_newer_version_waits_for_the_desk_behind_the_tombstone() {
    for late in [storm(3), embargoed(3, "2018-09-11T06:00:00Z")] {
        let mut house = House::default();
        house.noon(&storm(1));
        house.noon(&kill(2));
        assert_eq!(house.noon(&late).fate, Fate::Hold { cause: Cause::Kill });
        assert_eq!(house.state(), State::Killed, "the page stays a tombstone");
        assert_eq!(house.story.as_ref().unwrap().waiting.as_ref().unwrap().version, 3);
        house.clock(at("2018-09-11T06:00:00Z"));
        assert_eq!(house.headline(), None);
    }
}

#[test]
fn a_withheld_story_comes_back_with_a_newer_usable_version() {
    let mut house = House::default();
    house.noon(&storm(1));
    let decision = house.noon(&withheld(2));
    assert_eq!(decision.verdict, Verdict::Withdrawal);
    assert_eq!(house.told(), "The agency has withheld this story for now and gave no reason.");
    assert_eq!(house.noon(&storm(1)).verdict, Verdict::Duplicate);
    assert_eq!(house.headline(), None);
    assert_eq!(house.noon(&storm(3)).fate, Fate::Show);
    assert_eq!(house.headline(), Some("Storm closes the harbour, take 3"));
}

#[test]
fn an_older_withdrawal_arriving_late_withdraws_nothing() {
    let mut house = House::default();
    house.noon(&storm(3));
    assert_eq!(house.noon(&withheld(2)).verdict, Verdict::Stale);
    assert_eq!(house.state(), State::Live);
}

#[test]
fn a_withheld_story_stays_away_where_nothing_says_that_the_copy_is_newer() {
    let plain = |item: Item| Item { version: None, updated: None, ..item };
    let mut house = House::default();
    house.noon(&plain(withheld(1)));
    assert_eq!(house.noon(&plain(storm(2))).fate, Fate::Hold { cause: Cause::House });
    assert_eq!(house.state(), State::Killed);
}

#[test]
fn a_story_withheld_before_its_release_comes_back_to_the_desk() {
    let mut house = House::with_policy(holding());
    house.noon(&storm(1));
    house.noon(&withheld(2));
    assert_eq!(house.noon(&storm(3)).fate, Fate::Hold { cause: Cause::House });
    assert_eq!(house.headline(), None);
}

#[test]
fn an_embargoed_story_shows_itself_at_its_hour_and_not_before() {
    let mut house = House::default();
    let decision = house.noon(&embargoed(1, "2018-09-11T06:00:00Z"));
    assert_eq!(decision.fate, Fate::Wait { until: at("2018-09-11T06:00:00Z") });
    assert_eq!(house.state(), State::Waiting);
    house.clock(at("2018-09-11T05:59:59Z"));
    assert_eq!(house.headline(), None);
    house.clock(at("2018-09-11T06:00:00Z"));
    assert_eq!(house.state(), State::Live);
}

#[test]
fn an_embargo_of_the_past_is_no_embargo() {
    assert_eq!(House::default().noon(&embargoed(1, "2018-09-10T11:00:00Z")).fate, Fate::Show);
    assert_eq!(House::default().noon(&embargoed(1, "2018-09-10T12:00:00Z")).fate, Fate::Show);
}

#[test]
fn an_update_without_the_embargo_shows_at_once() {
    let mut house = House::default();
    house.noon(&embargoed(1, "2018-09-11T06:00:00Z"));
    assert_eq!(house.noon(&storm(2)).fate, Fate::Show);
    assert_eq!(house.headline(), Some("Storm closes the harbour, take 2"));
}

#[test]
fn the_embargo_can_be_lifted_by_sending_the_same_version_without_it() {
    let mut house = House::default();
    house.noon(&embargoed(1, "2018-09-11T06:00:00Z"));
    assert_eq!(house.noon(&storm(1)).fate, Fate::Show);
}

#[test]
fn an_embargoed_update_leaves_readers_what_they_have() {
    let mut house = House::default();
    house.noon(&storm(1));
    house.noon(&embargoed(2, "2018-09-11T06:00:00Z"));
    assert_eq!(house.headline(), Some("Storm closes the harbour, take 1"));
    house.clock(at("2018-09-11T06:00:00Z"));
    assert_eq!(house.headline(), Some("Storm closes the harbour, take 2"));
}

#[test]
fn an_embargo_that_was_overtaken_does_not_bring_the_older_version_back() {
    let mut house = House::default();
    house.noon(&embargoed(1, "2018-09-11T06:00:00Z"));
    house.noon(&storm(2));
    house.clock(at("2018-09-11T06:00:00Z"));
    assert_eq!(house.headline(), Some("Storm closes the harbour, take 2"));
}

#[test]
fn an_embargo_on_a_day_ends_when_the_day_begins_in_its_zone() {
    let day = |at_: &str, offset| Moment { at: at(at_), offset, precision: Precision::Day };
    let until = |moment| House::default().noon(&Item { embargo: Some(moment), ..storm(1) }).fate;
    let in_new_york = day("2018-09-11T04:00:00Z", Some(-4 * 3600));
    assert_eq!(until(in_new_york), Fate::Wait { until: at("2018-09-11T04:00:00Z") });
    let somewhere = day("2018-09-11T00:00:00Z", None);
    assert_eq!(
        until(somewhere),
        Fate::Wait { until: at("2018-09-11T12:00:00Z") },
        "it is the 11th everywhere"
    );
}

#[test]
fn a_day_of_release_that_repeats_the_day_of_issue_is_no_embargo() {
    let day = Moment { at: at("2018-09-10T00:00:00Z"), offset: None, precision: Precision::Day };
    let issued = Item { published: Some(day), updated: None, embargo: Some(day), ..storm(1) };
    assert_eq!(House::default().arrive(&issued, at("2018-09-10T01:00:00Z")).fate, Fate::Show);
}

#[test]
fn a_new_story_of_a_careful_source_waits_for_the_desk() {
    let mut house = House::with_policy(holding());
    let decision = house.noon(&storm(1));
    assert_eq!(decision.fate, Fate::Hold { cause: Cause::House });
    assert_eq!(house.noon(&storm(2)).fate, Fate::Hold { cause: Cause::House });
    assert_eq!(house.state(), State::Held);
    house.show(2, noon());
    assert_eq!(house.noon(&storm(3)).fate, Fate::Show, "the policy is about new stories");
}

#[test]
fn a_rule_may_publish_what_the_policy_would_hold() {
    let mut house = House::with_policy(holding());
    house.filed.hold = Some(false);
    assert_eq!(house.noon(&storm(1)).fate, Fate::Show);
}

#[test]
fn a_rule_holds_an_update_and_readers_keep_what_they_have() {
    let mut house = House::default();
    house.noon(&storm(1));
    house.filed = held_by_rule();
    let decision = house.noon(&storm(2));
    assert_eq!(decision.fate, Fate::Hold { cause: Cause::House });
    assert_eq!(decision.reason, "Held for the desk by rule \"Courts\": keyword \"verdict\".");
    assert_eq!(house.headline(), Some("Storm closes the harbour, take 1"));
    house.filed = Filing::default();
    assert_eq!(house.noon(&storm(3)).fate, Fate::Hold { cause: Cause::House }, "it builds on held copy");
    assert_eq!(house.headline(), Some("Storm closes the harbour, take 1"));
}

#[test]
fn a_story_without_a_date_is_held_until_an_update_brings_one() {
    let mut house = House::default();
    let decision = house.noon(&undated(1));
    assert_eq!(decision.fate, Fate::Hold { cause: Cause::Date });
    assert_eq!(house.noon(&undated(2)).fate, Fate::Hold { cause: Cause::Date });
    assert_eq!(house.noon(&storm(3)).fate, Fate::Show);
}

#[test]
fn the_missing_date_may_come_with_the_same_version() {
    let mut house = House::default();
    house.noon(&undated(1));
    assert_eq!(house.noon(&storm(1)).fate, Fate::Show);
}

#[test]
fn a_good_date_does_not_free_what_the_house_holds() {
    let mut house = House { filed: held_by_rule(), ..House::default() };
    house.noon(&undated(1));
    house.filed = Filing::default();
    assert_eq!(house.noon(&storm(2)).fate, Fate::Hold { cause: Cause::House });
}

#[test]
fn a_source_may_show_stories_without_a_date() {
    let mut house = House::with_policy(Policy { undated: Undated::Show, ..Policy::default() });
    assert_eq!(house.noon(&undated(1)).fate, Fate::Show);
    assert_eq!(house.story.as_ref().unwrap().published, None, "and no date is invented");
}

#[test]
fn an_update_without_a_date_of_a_dated_story_is_shown() {
    let mut house = House::default();
    house.noon(&storm(1));
    assert_eq!(house.noon(&undated(2)).fate, Fate::Show);
}

#[test]
fn copy_dated_in_the_future_is_held_unless_clocks_merely_differ() {
    let dated = |time| Item { published: Some(moment(time)), updated: None, ..storm(1) };
    assert_eq!(House::default().noon(&dated("2018-09-10T12:15:00Z")).fate, Fate::Show);
    let decision = House::default().noon(&dated("2018-09-10T12:15:01Z"));
    assert_eq!(decision.fate, Fate::Hold { cause: Cause::Date });
    assert_eq!(
        decision.reason,
        "It is dated 10 September 2018, 12:15 UTC, which is still to come, and names no embargo."
    );
    let embargo = Item { embargo: Some(moment("2018-09-11T06:00:00Z")), ..dated("2018-09-11T06:00:00Z") };
    assert_eq!(House::default().noon(&embargo).fate, Fate::Wait { until: at("2018-09-11T06:00:00Z") });
}

#[test]
fn a_bare_date_is_not_in_the_future_while_it_is_that_day_somewhere() {
    let day = |time| Moment { at: at(time), offset: None, precision: Precision::Day };
    let dated = |time| Item { published: Some(day(time)), updated: None, ..storm(1) };
    assert_eq!(House::default().noon(&dated("2018-09-11T00:00:00Z")).fate, Fate::Show);
    assert_eq!(House::default().noon(&dated("2018-09-12T00:00:00Z")).fate, Fate::Hold { cause: Cause::Date });
}

#[test]
fn a_story_vanishes_when_it_expires() {
    let mut house = House::default();
    house.noon(&Item { expires: Some(moment("2018-09-11T00:00:00Z")), ..storm(1) });
    assert_eq!(house.state(), State::Live);
    house.clock(at("2018-09-11T00:00:00Z"));
    assert_eq!(house.state(), State::Killed);
    let again = Item { expires: Some(moment("2018-09-20T00:00:00Z")), ..storm(2) };
    assert_eq!(
        house.arrive(&again, at("2018-09-11T01:00:00Z")).fate,
        Fate::Show,
        "a newer version brings it back"
    );
}

#[test]
fn a_story_that_expired_before_it_came_is_never_shown() {
    let mut house = House::default();
    let decision = house.noon(&Item { expires: Some(moment("2018-09-10T11:00:00Z")), ..storm(1) });
    assert_eq!(decision.verdict, Verdict::New);
    assert!(matches!(decision.fate, Fate::Tombstone { kind: TombstoneKind::Expiry, .. }));
    assert_eq!(house.headline(), None);
}

#[test]
fn a_tombstone_keeps_its_hour_when_expired_copy_comes_again() {
    let expired = |number| Item { expires: Some(moment("2018-09-10T11:00:00Z")), ..storm(number) };
    let mut house = House::default();
    house.noon(&expired(1));
    let decision = house.noon(&expired(2));
    assert_eq!((decision.verdict, decision.fate), (Verdict::Update, Fate::Unchanged));
}

#[test]
fn a_bare_date_is_not_older_than_a_time_of_the_same_day() {
    let day = |time| Moment { at: at(time), offset: None, precision: Precision::Day };
    let dated = |time| Item { version: None, updated: Some(day(time)), ..storm(2) };
    let mut house = House::default();
    house.noon(&Item { version: None, ..storm(1) });
    assert_eq!(house.noon(&dated("2018-09-09T00:00:00Z")).verdict, Verdict::Stale);
    assert_eq!(house.noon(&dated("2018-09-10T00:00:00Z")).verdict, Verdict::Update);
}
