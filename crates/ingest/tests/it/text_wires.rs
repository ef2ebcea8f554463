//! Text wires give each message a number and no story one: what a message means, from its slug to what readers see.

use ingest::*;
use jiff::Timestamp;
use newsroom::{State, StoryId, Verdict};
use store::{acts, stories};
use wire::Severity;

use crate::house::*;

/// A message under IPTC 7901 of 2 March 2026: `number` and `hour` are its own, the slug is the story's.
fn message(number: u32, hour: u32, slug: &str, head: &str, copy: &str) -> String {
    format!(
        "\u{1}mna{number:04} 3 i 46  mna {number:04}\r\n\r\n{slug}\r\n\u{2}{head}\r\n\r\n{copy}\r\n\u{3}\r\n\
         02{hour:02}00 GMT Mar 26\r\n\u{4}"
    )
}

fn copy(said: &str) -> String {
    format!("Port Ellery (mna) - {said}")
}

fn hour(hour: u32) -> Timestamp {
    at(&format!("{hour:02}:05:00"))
}

/// Sends one message and gives its outcome.
async fn send(house: &House, number: u32, hour_of_day: u32, slug: &str, head: &str, copy: &str) -> Outcome {
    let text = message(number, hour_of_day, slug, head, copy);
    house.take(&format!("{number}.txt"), &text, hour(hour_of_day)).await
}

async fn ferry(house: &House) -> StoryId {
    let outcome = send(
        house,
        421,
        9,
        "Ellery/harbour/ferry/",
        "Ferry to the island stays in port",
        &copy("No ferry sailed on Monday."),
    )
    .await;
    assert_eq!(verdicts(&outcome), [Some(Verdict::New)], "{outcome:?}");
    outcome.items[0].story.unwrap()
}

async fn state(house: &House, story: StoryId) -> State {
    stories::get(house.store().db(), story).await.unwrap().unwrap().state
}

/// The words that readers see.
async fn shown(house: &House, story: StoryId) -> String {
    let known = stories::get(house.store().db(), story).await.unwrap().unwrap();
    let version =
        store::versions::get(house.store().db(), story, known.shown.unwrap()).await.unwrap().unwrap();
    version.item.body.plain_text()
}

fn alarms(outcome: &Outcome) -> usize {
    outcome.problems.iter().filter(|problem| problem.severity == Severity::Error).count()
}

#[tokio::test]
async fn a_lead_is_the_next_version_of_its_story() {
    let house = House::open().await;
    let story = ferry(&house).await;
    let lead = send(
        &house,
        430,
        11,
        "Ellery/harbour/ferry/",
        "1ST LEAD\r\nFerry to the island sails again",
        &copy("The ferry left at eleven."),
    )
    .await;
    assert_eq!(lead.items[0].story, Some(story), "{lead:?}");
    assert_eq!(verdicts(&lead), [Some(Verdict::Update)]);
    assert_eq!(house.front().await, ["Ferry to the island sails again"]);
}

#[tokio::test]
async fn a_kill_by_slug_takes_the_story_down() {
    let house = House::open().await;
    let story = ferry(&house).await;
    let kill =
        send(&house, 431, 12, "Ellery/harbour/ferry/", "MANDATORY KILL", "The captain was misquoted.").await;
    assert_eq!((kill.items[0].story, verdicts(&kill)), (Some(story), vec![Some(Verdict::Kill)]), "{kill:?}");
    assert_eq!(state(&house, story).await, State::Killed);
    assert!(house.front().await.is_empty());

    let lead = send(
        &house,
        432,
        13,
        "Ellery/harbour/ferry/",
        "2ND LEAD\r\nFerry to the island sails",
        &copy("It left."),
    )
    .await;
    assert_eq!(lead.items[0].story, Some(story));
    assert!(house.front().await.is_empty(), "what comes after a kill waits for the desk");
}

#[tokio::test]
async fn a_kill_under_another_slug_takes_down_the_story_that_it_names() {
    let house = House::open().await;
    let story = ferry(&house).await;
    let words = "Please kill the story \"Ferry to the island stays in port\", mna0421.";
    send(&house, 440, 12, "Advisory/kill/", "KILL", words).await;
    assert_eq!(state(&house, story).await, State::Killed);
}

#[tokio::test]
async fn a_kill_that_finds_no_story_is_held_with_an_alarm_and_so_is_a_late_original() {
    let house = House::open().await;
    let kill =
        send(&house, 450, 12, "Ellery/lighthouse/", "MANDATORY KILL", "The keeper was misquoted.").await;
    let held = kill.items[0].story.unwrap();
    assert_eq!((state(&house, held).await, alarms(&kill)), (State::Held, 1), "{kill:?}");
    let refused = store::acts::release(house.store(), held, hour(12)).await.unwrap_err();
    assert!(refused.to_string().contains("a kill and no copy"), "{refused}");

    let late = send(
        &house,
        425,
        10,
        "Ellery/lighthouse/",
        "Lighthouse keeper speaks out",
        &copy("He said it on Monday."),
    )
    .await;
    assert_eq!(late.items[0].story, Some(held), "{late:?}");
    assert_eq!(state(&house, held).await, State::Held);
    assert!(house.front().await.is_empty());
    let listed = stories::held(house.store().db(), 10).await.unwrap();
    assert_eq!(listed[0].headline, "Lighthouse keeper speaks out");
    store::acts::release(house.store(), held, hour(13)).await.unwrap();
    assert_eq!(house.front().await, ["Lighthouse keeper speaks out"], "the desk has the last word");
}

#[tokio::test]
async fn a_kill_of_one_of_two_stories_asks_the_desk_and_takes_neither_down() {
    let house = House::open().await;
    let first = ferry(&house).await;
    let other = send(
        &house,
        422,
        10,
        "Ellery/harbour/ferry/",
        "Passengers wait for days",
        &copy("They slept in the hall."),
    )
    .await;
    let second = other.items[0].story.unwrap();
    assert_ne!(first, second, "a message that names no lead is a story of its own");
    let kill = send(&house, 460, 12, "Ellery/harbour/ferry/", "KILL", "It was wrong.").await;
    assert_eq!(alarms(&kill), 1);
    assert!(kill.items[0].reason.contains("any of 2 stories"), "{}", kill.items[0].reason);
    assert_eq!(house.front().await.len(), 2, "and its own words are shown nowhere");

    let named = "\"Passengers wait for days\" must be killed.";
    send(&house, 461, 13, "Ellery/harbour/ferry/", "KILL", named).await;
    assert_eq!(house.front().await, ["Ferry to the island stays in port"]);
}

#[tokio::test]
async fn takes_become_one_story_in_whatever_order_they_come() {
    let house = House::open().await;
    let slug = "Ellery/harbour/ferry/";
    let third = send(&house, 424, 12, slug, "2ND ADD", "The third take.").await;
    let second = send(&house, 423, 11, slug, "1ST ADD", "The second take.").await;
    assert!(house.front().await.is_empty(), "takes wait for the first: {second:?}");
    let text = message(421, 9, slug, "Ferry to the island stays in port", &copy("No ferry sailed."));
    let first = house.take("421.txt", &text, hour(13)).await;
    let story = first.items[0].story.unwrap();
    assert_eq!([second.items[0].story, third.items[0].story], [Some(story); 2]);
    assert_eq!(house.front().await, ["Ferry to the island stays in port"]);
    let words = shown(&house, story).await;
    assert_eq!(
        words.split_whitespace().collect::<Vec<_>>().join(" "),
        "Port Ellery (mna) - No ferry sailed. The second take. The third take."
    );

    let lead = send(&house, 430, 14, slug, "1ST LEAD\r\nFerry sails to the island", &copy("It left.")).await;
    assert_eq!(lead.items[0].story, Some(story));
    assert_eq!(shown(&house, story).await.trim(), "Port Ellery (mna) - It left.", "a lead begins anew");
    send(&house, 431, 15, slug, "1ST ADD", "A take of the lead.").await;
    assert!(shown(&house, story).await.ends_with("A take of the lead."));
}

async fn on_the_desks_list(house: &House) -> Vec<String> {
    let held = stories::held(house.store().db(), 10).await.unwrap();
    held.into_iter().map(|held| held.story.waiting.unwrap().reason).collect()
}

#[tokio::test]
async fn the_desk_is_told_of_a_take_whose_first_has_not_come_in_time_and_readers_never_see_it() {
    let house = House::open().await;
    let add = send(&house, 422, 9, "Ellery/harbour/ferry/", "1ST ADD", "Nor did any on Tuesday.").await;
    let story = add.items[0].story.unwrap();
    let waits = "It is take 2 of a story that has not come; it waits for that.";
    assert_eq!(on_the_desks_list(&house).await, [waits]);

    assert_eq!(acts::run_due(house.store(), at("09:34:59")).await.unwrap(), []);
    assert_eq!(on_the_desks_list(&house).await, [waits], "there is still time");
    assert_eq!(acts::run_due(house.store(), at("09:35:00")).await.unwrap().len(), 1);
    let told = format!(
        "{waits} It had not come by 2 March 2026, 09:35 UTC: ask the agency for it, or release the piece as it stands."
    );
    assert_eq!(on_the_desks_list(&house).await, [told]);
    assert_eq!(acts::run_due(house.store(), at("23:00:00")).await.unwrap(), [], "it is said once");
    assert_eq!((state(&house, story).await, house.front().await), (State::Held, vec![]));

    // Late is not never.
    let head = "Ferry to the island stays in port";
    let first =
        send(&house, 421, 9, "Ellery/harbour/ferry/", head, &copy("No ferry sailed on Monday.")).await;
    assert_eq!(first.items[0].story, Some(story));
    let whole = format!("{}\n\nNor did any on Tuesday.", copy("No ferry sailed on Monday."));
    assert_eq!(shown(&house, story).await, whole);
    assert_eq!(on_the_desks_list(&house).await, [] as [&str; 0]);
}

#[tokio::test]
async fn the_desk_is_told_of_a_gap_between_takes_and_the_story_stays_as_it_is() {
    let source = SourceSettings { take_patience: jiff::SignedDuration::from_mins(5), ..source() };
    let house = House::with(source).await;
    let story = ferry(&house).await;
    let before = shown(&house, story).await;
    send(&house, 424, 10, "Ellery/harbour/ferry/", "3RD ADD", "The fourth take.").await;
    // Another piece does not begin the waiting anew.
    send(&house, 425, 10, "Ellery/harbour/ferry/", "4TH ADD", "The fifth take.").await;
    acts::run_due(house.store(), at("10:10:00")).await.unwrap();
    let told = on_the_desks_list(&house).await;
    assert!(told[0].ends_with("readers see the story without this piece."), "{told:?}");
    assert_eq!((state(&house, story).await, shown(&house, story).await), (State::Live, before));
}

#[tokio::test]
async fn a_take_that_comes_again_changes_nothing() {
    let house = House::open().await;
    let story = ferry(&house).await;
    let slug = "Ellery/harbour/ferry/";
    send(&house, 423, 11, slug, "1ST ADD", "The second take.").await;
    let again = send(&house, 423, 11, slug, "1ST ADD =", "The second take.").await;
    assert_eq!(verdicts(&again), [Some(Verdict::Duplicate)], "{again:?}");
    let other = send(&house, 429, 12, slug, "1ST ADD", "Other words.").await;
    assert!(other.items[0].reason.contains("came again with other words"), "{other:?}");
    let words = shown(&house, story).await;
    assert_eq!(words.matches("The second take.").count(), 1, "{words}");
    assert!(!words.contains("Other words."), "it waits for the desk");
}

#[tokio::test]
async fn a_lead_after_the_window_is_a_story_of_its_own() {
    let source = SourceSettings { thread_window: jiff::SignedDuration::from_hours(1), ..source() };
    let house = House::with(source).await;
    let story = ferry(&house).await;
    let slug = "Ellery/harbour/ferry/";
    let lead = send(&house, 430, 11, slug, "1ST LEAD\r\nFerry sails to the island", &copy("It left.")).await;
    assert_ne!(lead.items[0].story, Some(story));
    assert_eq!(house.front().await.len(), 2);
}

#[tokio::test]
async fn read_anew_messages_stay_with_their_stories() {
    let house = House::open().await;
    let story = ferry(&house).await;
    let slug = "Ellery/harbour/ferry/";
    send(&house, 423, 11, slug, "1ST ADD", "The second take.").await;
    send(&house, 430, 12, slug, "1ST LEAD\r\nFerry sails to the island", &copy("It left.")).await;
    send(&house, 450, 13, "Ellery/lighthouse/", "KILL", "The keeper was misquoted.").await;
    let before = store::changes::head(house.store().db()).await.unwrap();
    let done = house.intake.reparse(&ingest::Which::default(), hour(14), |_| {}).await.unwrap();
    assert_eq!((done.read, done.changed, done.failed), (4, 0, 0));
    assert_eq!(store::changes::head(house.store().db()).await.unwrap(), before);
    assert_eq!(house.front().await, ["Ferry sails to the island"]);
    assert_eq!(state(&house, story).await, State::Live);
}

#[tokio::test]
async fn an_item_that_replaces_another_takes_its_place_and_its_address() {
    let house = House::open().await;
    let first = house.take("1", &story("urn:mna:storm", 3, "Storm nears the harbour"), hour(9)).await;
    let replaces = |guid: &str, headline: &str, replaced: &str| {
        let mut json: serde_json::Value = serde_json::from_str(&story(guid, 1, headline)).unwrap();
        json["evolvedfrom"] = replaced.into();
        json["versioncreated"] = "2026-03-02T10:00:00Z".into();
        json.to_string()
    };
    let text = replaces("urn:mna:storm-2", "Storm closes the harbour", "urn:mna:storm");
    let second = house.take("2", &text, hour(10)).await;
    assert_eq!(second.items[0].story, first.items[0].story, "{second:?}");
    assert_eq!(second.items[0].path, first.items[0].path);
    assert_eq!(house.front().await, ["Storm closes the harbour"]);

    let kill = text.replace("\"headline\"", "\"pubstatus\": \"canceled\", \"headline\"");
    house.take("3", &kill, hour(11)).await;
    assert!(house.front().await.is_empty(), "the new guid means the same story from then on");

    let early = house.take("4", &replaces("urn:mna:b", "Pier rebuilt", "urn:mna:a"), hour(12)).await;
    let late = house.take("5", &story("urn:mna:a", 1, "Pier to be rebuilt"), hour(13)).await;
    assert_eq!((late.items[0].story, verdicts(&late)), (early.items[0].story, vec![Some(Verdict::Stale)]));
}
