//! Messages of text wires: which story they mean, and how takes become one.

use jiff::Timestamp;
use newsroom::meant::{Candidate, Meant, key, meant};
use newsroom::takes::{Joined, join};
use newsroom::{Cause, StoryId};
use wire::{Block, Body, CodeKind, Inline, Item, Moment, Part, Signal, Subject, Thread};

fn at(hour: i32) -> Timestamp {
    format!("2026-03-02T{hour:02}:00:00Z").parse().unwrap()
}

fn message(part: Part, headline: &str) -> Item {
    Item {
        headline: Some(headline.into()).filter(|headline: &String| !headline.is_empty()),
        thread: Some(Thread { slug: "BC-Ellery--Ferry".into(), part, joined: 0 }),
        published: Some(Moment::utc(at(12))),
        subjects: vec![Subject { kind: CodeKind::Category, code: "i".into(), ..Subject::default() }],
        ..Item::default()
    }
}

fn saying(mut item: Item, hour: i32, text: &str) -> Item {
    item.published = Some(Moment::utc(at(hour)));
    item.body = Body { blocks: vec![Block::Paragraph { text: vec![Inline::text(text)] }] };
    item
}

fn killing(text: &str) -> Item {
    Item { signal: Some(Signal::Kill), ..saying(message(Part::Whole, ""), 12, text) }
}

fn story(id: i64, headline: &str) -> Candidate {
    Candidate {
        story: StoryId(id),
        slug: key("BC-Ellery--Ferry"),
        category: Some("i".into()),
        language: None,
        headline: headline.into(),
        part: Part::Whole,
        begun: true,
        at: at(9),
    }
}

/// The number of the story that is meant; `None` where it is one of its own or unclear.
fn means(item: &Item, candidates: &[Candidate]) -> Option<i64> {
    match meant(item, at(12), candidates, candidates) {
        Meant::Story(id, _) => Some(id.0),
        Meant::Own(_) | Meant::Unclear(..) => None,
    }
}

#[test]
fn slugs_are_compared_without_cycle_case_and_punctuation() {
    assert_eq!(key("BC-Ellery--Ferry"), key("AM-ELLERY Ferry"));
    assert_eq!(key("Ellery/harbour/ferry/"), "ellery harbour ferry");
    assert_ne!(key("Ellery/ferry"), key("Ellery/ferries"));
    assert_eq!(key("AM"), "am", "a slug of one word is no cycle");
}

#[test]
fn another_category_or_language_is_another_story() {
    let lead = message(Part::Lead(1), "Ferry sails again");
    assert_eq!(means(&lead, &[story(1, "Ferry stays in port")]), Some(1));
    let sport = Candidate { category: Some("s".into()), ..story(1, "Ferry stays in port") };
    assert_eq!(means(&lead, &[sport]), None);
    let french = Candidate { language: Some("fr".into()), ..story(1, "Ferry stays in port") };
    assert_eq!(
        means(&Item { language: Some("en".into()), ..lead.clone() }, std::slice::from_ref(&french)),
        None
    );
    assert_eq!(means(&lead, &[french]), Some(1), "what is not said does not part them");
}

#[test]
fn a_lead_of_one_of_several_goes_by_headline_then_by_its_number_and_is_never_guessed() {
    let several = [
        story(1, "Ferry stays in port after storm"),
        Candidate { part: Part::Lead(1), ..story(2, "Passengers sleep on benches") },
    ];
    assert_eq!(means(&message(Part::Lead(3), "Ferry leaves port after storm"), &several), Some(1));
    assert_eq!(means(&message(Part::Lead(2), "Something else entirely"), &several), Some(2));
    let unclear = meant(&message(Part::Lead(5), "Something else entirely"), at(12), &several, &[]);
    assert!(matches!(&unclear, Meant::Own(reason) if reason.contains("one of 2 stories")), "{unclear:?}");
}

#[test]
fn a_notice_of_a_correction_does_not_take_the_corrected_storys_place() {
    let notice = "In a story March 1 about the ferry, the Almanac erroneously reported its captain's name.";
    let corrective =
        Item { signal: Some(Signal::Correction), ..saying(message(Part::Whole, ""), 12, notice) };
    assert_eq!(means(&corrective, &[story(1, "Ferry stays in port")]), None);
    let corrected =
        Item { signal: Some(Signal::Correction), ..saying(message(Part::Whole, ""), 12, "It sailed.") };
    assert_eq!(means(&corrected, &[story(1, "Ferry stays in port")]), Some(1));
}

#[test]
fn an_original_that_comes_after_its_lead_is_history_where_the_headlines_are_alike() {
    let lead = Candidate { part: Part::Lead(1), at: at(14), ..story(1, "Ferry leaves port after storm") };
    let original = message(Part::Whole, "Ferry stays in port");
    assert_eq!(means(&original, std::slice::from_ref(&lead)), Some(1));
    assert_eq!(means(&message(Part::Whole, "Passengers sleep on benches"), &[lead]), None);
}

#[test]
fn a_kill_of_several_or_of_none_is_never_guessed_and_says_which_it_may_be() {
    let several = [story(1, "Ferry stays in port"), story(2, "Passengers sleep on benches")];
    let Meant::Unclear(Cause::Kill, reason) = meant(&killing("It was wrong."), at(12), &several, &several)
    else {
        panic!("it is unclear");
    };
    assert!(reason.contains("1 \"Ferry stays in port\", 2 \"Passengers sleep on benches\""), "{reason}");
    assert_eq!(means(&killing("Kill the story Passengers sleep on benches."), &several), Some(2));
    let named = meant(&killing("Kill Ferry stays in port."), at(12), &[], &several);
    assert!(matches!(named, Meant::Story(StoryId(1), _)), "under another slug, by its headline: {named:?}");
    assert!(matches!(meant(&killing("It was wrong."), at(12), &[], &[]), Meant::Unclear(Cause::Kill, _)));
}

/// The words of what is joined; what it waits for, or why nothing comes of it.
fn read(joined: Joined) -> String {
    match joined {
        Joined::Story(item) => item.body.plain_text().split_whitespace().collect::<Vec<_>>().join(" "),
        Joined::Waits(reason) | Joined::Known(reason) => reason,
    }
}

fn item(joined: Joined) -> Item {
    match joined {
        Joined::Story(item) => *item,
        other => panic!("not joined: {other:?}"),
    }
}

#[test]
fn takes_are_joined_in_their_order_each_once() {
    let first = saying(message(Part::Whole, "Ferry"), 9, "One.");
    let take = |n: u32, hour: i32, text: &str| saying(message(Part::Add(n), ""), hour, text);
    let kept = [take(2, 11, "Three."), take(1, 10, "Two."), take(4, 12, "Five.")];
    let story = item(join(&kept, first.clone()));
    assert_eq!(
        read(Joined::Story(Box::new(story.clone()))),
        "One. Two. Three.",
        "the fifth waits for the fourth"
    );
    assert_eq!(story.updated.map(|moment| moment.at), Some(at(11)), "it is as new as its newest take");
    assert_eq!(story.thread.as_ref().map(|thread| thread.joined), Some(2));

    let mut kept = kept.to_vec();
    kept.push(story);
    assert_eq!(read(join(&kept, take(1, 13, "Two."))), "Take 2 is part of the story already.");
    assert!(read(join(&kept, take(1, 13, "Other."))).starts_with("Take 2 came again with other words"));
    kept.push(take(4, 13, "Five."));
    assert_eq!(read(join(&kept, take(3, 14, "Four."))), "One. Two. Three. Four. Five.");
    assert_eq!(
        read(join(&[], take(1, 10, "Two."))),
        "It is take 2 of a story whose first take has not come."
    );
}

#[test]
fn a_take_keeps_the_headline_of_its_story_and_does_not_say_it_twice() {
    let first = saying(message(Part::Whole, "Ferry stays in port"), 9, "One.");
    let mut second = saying(message(Part::Add(1), ""), 10, "FERRY STAYS IN PORT");
    second.body.blocks.push(Block::Paragraph { text: vec![Inline::text("Two.")] });
    let story = item(join(&[first], second));
    assert_eq!(story.headline.as_deref(), Some("Ferry stays in port"));
    assert_eq!(read(Joined::Story(Box::new(story))), "One. Two.");
}

#[test]
fn an_older_lead_takes_nothing_from_a_newer_one() {
    let second = saying(message(Part::Lead(2), "Ferry"), 11, "New.");
    let add = saying(message(Part::Add(2), ""), 12, "Add.");
    let first = saying(message(Part::Lead(1), "Ferry"), 10, "Old.");
    let late = item(join(&[second, add], first.clone()));
    assert_eq!(late, first, "what waits belongs to the newer one");
}
