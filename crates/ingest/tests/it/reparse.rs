//! A parser cannot be changed in a test, but what it is told can: the source's settings stand for it.

use ingest::*;
use newsroom::Verdict;
use store::deliveries::{self, DeliveryReport};
use store::{changes, stories, versions};

use crate::house::*;

/// A revision of the storm in NewsML 1.
fn revision(number: u32, content: &str) -> String {
    format!(
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>mna.example</ProviderId><DateId>20260302</DateId>\
         <NewsItemId>storm</NewsItemId><RevisionId PreviousRevision='{}'>{number}</RevisionId>\
         <PublicIdentifier>urn:newsml:mna.example:20260302:storm:{number}</PublicIdentifier></NewsIdentifier></Identification>\
         <NewsManagement><FirstCreated>20260302T080000Z</FirstCreated><ThisRevisionCreated>20260302T08{number:02}00Z\
         </ThisRevisionCreated><Status FormalName='Usable'/></NewsManagement>{content}</NewsItem></NewsML>",
        number - 1
    )
}

#[tokio::test]
async fn a_revision_that_sends_only_what_changes_is_put_together_with_what_is_kept() {
    let house = House::open().await;
    let whole = "<NewsComponent><NewsLines><HeadLine Duid='h'>Storm nears</HeadLine></NewsLines><ContentItem>\
                 <DataContent><p Duid='p'>No boat left.</p></DataContent></ContentItem></NewsComponent>";
    let change = |headline: &str| {
        format!("<Update><Replace DuidRef='h'><HeadLine Duid='h'>{headline}</HeadLine></Replace></Update>")
    };
    let early = house.take("2.xml", &revision(2, &change("Storm strikes")), at("08:03:00")).await;
    assert!(early.items.is_empty() && early.failed(), "{early:?}");
    house.take("1.xml", &revision(1, whole), at("08:04:00")).await;
    house.intake.reparse(&Which::default(), at("08:05:00"), |_| {}).await.unwrap();
    assert_eq!(house.front().await, ["Storm strikes"], "once the whole is there, the change counts");
    let third = house.take("3.xml", &revision(3, &change("Storm passes")), at("08:06:00")).await;
    assert_eq!(verdicts(&third), [Some(Verdict::Update)], "{third:?}");
    assert_eq!(house.front().await, ["Storm passes"]);
    let done = house.intake.reparse(&Which::default(), at("08:07:00"), |_| {}).await.unwrap();
    assert_eq!((done.changed, done.failed), (0, 0), "read anew, nothing changes");
    let fifth = house.take("5.xml", &revision(5, &change("Storm is over")), at("08:08:00")).await;
    assert!(
        fifth.failed() && fifth.problems.iter().any(|p| p.message.contains("changes revision 4")),
        "{fifth:?}"
    );
}

/// Times without a zone: what they mean depends on how they are read.
fn zoneless(version: u32, headline: &str) -> String {
    story("urn:mna:storm", version, headline).replace("00Z\"", "00\"")
}

fn read_as(zone: &str) -> SourceSettings {
    SourceSettings { zone: Some(zone.into()), ..source() }
}

async fn reparse(house: &House) -> (Reparsed, Vec<Outcome>) {
    let mut told = Vec::new();
    let done =
        house.intake.reparse(&Which::default(), at("12:00:00"), |outcome| told.push(outcome.clone())).await;
    (done.unwrap(), told)
}

#[tokio::test]
async fn reading_the_same_again_changes_nothing() {
    let house = House::open().await;
    house.take("1", &story("urn:mna:storm", 1, "Storm nears"), at("08:01:00")).await;
    house.take("2", &story("urn:mna:storm", 2, "Storm strikes"), at("08:02:00")).await;
    let head = changes::head(house.store().db()).await.unwrap();
    let (done, _) = reparse(&house).await;
    assert_eq!(done, Reparsed { read: 2, changed: 0, failed: 0 });
    assert_eq!(changes::head(house.store().db()).await.unwrap(), head);
}

#[tokio::test]
async fn what_is_read_better_is_what_readers_see_without_claiming_news() {
    let house = House::with(read_as("UTC")).await;
    let first = house.take("1", &zoneless(1, "Storm nears"), at("12:00:00")).await;
    let id = first.items[0].story.unwrap();
    let house = house.restarted(read_as("Europe/Oslo")).await;
    let (done, told) = reparse(&house).await;
    assert_eq!(done, Reparsed { read: 1, changed: 1, failed: 0 });
    assert_eq!(verdicts(&told[0]), [Some(Verdict::Update)]);
    let kept = versions::list(house.store().db(), id).await.unwrap();
    assert_eq!(kept.len(), 2, "what was read then is kept");
    let published = kept[1].item.published.unwrap();
    assert_eq!(published.at, at("07:00:00"), "08:00 in Oslo");
    let now = stories::get(house.store().db(), id).await.unwrap().unwrap();
    assert_eq!(now.shown, Some(2));
    assert_eq!(now.modified, None, "no word has changed for readers");
    assert_eq!(now.published.unwrap().at, at("07:00:00"), "readers are told the hour that the agency meant");
    assert_eq!(now.sort_at, at("07:00:00"), "and it stands in its place");
    assert_eq!((now.day.as_str(), now.slug.as_str()), ("2026-03-02", "storm-nears"), "its address stays");
    // And once more: it is what we have.
    assert_eq!(reparse(&house).await.0, Reparsed { read: 1, changed: 0, failed: 0 });
}

#[tokio::test]
async fn a_wrong_hour_is_put_right_in_both_times_of_an_updated_story() {
    let house = House::with(read_as("UTC")).await;
    house.take("1", &zoneless(1, "Storm nears"), at("12:00:00")).await;
    let second = house.take("2", &zoneless(2, "Storm strikes"), at("12:01:00")).await;
    let id = second.items[0].story.unwrap();
    let before = stories::get(house.store().db(), id).await.unwrap().unwrap();
    let house = house.restarted(read_as("Europe/Oslo")).await;
    reparse(&house).await;
    let after = stories::get(house.store().db(), id).await.unwrap().unwrap();
    let hour = |moment: Option<wire::Moment>| moment.map(|moment| moment.at);
    let earlier =
        |moment: Option<wire::Moment>| hour(moment).map(|at| at - jiff::SignedDuration::from_hours(1));
    assert!(before.published.is_some() && before.modified.is_some(), "{before:?}");
    assert_eq!(hour(after.published), earlier(before.published));
    assert_eq!(hour(after.modified), earlier(before.modified));
}

#[tokio::test]
async fn history_is_not_rewritten_and_never_shown_over_something_newer() {
    let house = House::with(read_as("UTC")).await;
    house.take("1", &zoneless(1, "Storm nears"), at("12:00:00")).await;
    let second = house.take("2", &zoneless(2, "Storm strikes"), at("12:01:00")).await;
    let house = house.restarted(read_as("Europe/Oslo")).await;
    let (done, _) = reparse(&house).await;
    assert_eq!(done.changed, 1, "only the version that readers see");
    assert_eq!(house.front().await, ["Storm strikes"]);
    let kept = versions::list(house.store().db(), second.items[0].story.unwrap()).await.unwrap();
    assert_eq!(kept.len(), 3);
}

#[tokio::test]
async fn a_killed_story_stays_killed() {
    let house = House::with(read_as("UTC")).await;
    house.take("1", &zoneless(1, "Storm nears"), at("12:00:00")).await;
    let kill = zoneless(2, "Storm nears").replace("\"type\"", "\"pubstatus\":\"canceled\",\"type\"");
    let killed = house.take("2", &kill, at("12:01:00")).await;
    assert_eq!(verdicts(&killed), [Some(Verdict::Kill)]);
    let house = house.restarted(read_as("Europe/Oslo")).await;
    reparse(&house).await;
    assert!(house.front().await.is_empty());
}

#[tokio::test]
async fn what_no_parser_could_read_becomes_a_story_when_one_can() {
    let unread = SourceSettings { format: Some(wire::Format::Atom), ..source() };
    let house = House::with(unread).await;
    let outcome = house.take("storm.json", &story("urn:mna:storm", 1, "Storm nears"), at("08:01:00")).await;
    assert!(outcome.items.is_empty(), "{outcome:?}");
    let house = house.restarted(source()).await;
    let (done, told) = reparse(&house).await;
    assert_eq!((done.changed, verdicts(&told[0])), (1, vec![Some(Verdict::New)]));
    assert_eq!(house.front().await, ["Storm nears"]);
}

#[tokio::test]
async fn only_the_deliveries_asked_for_are_read() {
    let house = House::open().await;
    house.take("1", &story("urn:mna:a", 1, "Storm nears"), at("08:00:00")).await;
    house.take("2", &story("urn:mna:b", 1, "Ferry late"), at("09:00:00")).await;
    let count = async |which: Which| {
        let mut names = Vec::new();
        house
            .intake
            .reparse(&which, at("12:00:00"), |outcome| names.push(outcome.name.clone()))
            .await
            .unwrap();
        names
    };
    assert_eq!(count(Which { since: Some(at("08:30:00")), source: None }).await, ["2"]);

    // Of a source that is no longer configured, and so cannot be read.
    let left = deliveries::begin(house.store(), "pws", "3", b"{}", at("09:30:00")).await.unwrap().id;
    let mut tx = house.store().begin().await.unwrap();
    deliveries::finish(&mut tx, left, &DeliveryReport::default(), at("09:30:00")).await.unwrap();
    tx.commit().await.unwrap();
    let of_mna = Which { source: Some("mna".into()), since: None };
    let done = house.intake.reparse(&of_mna, at("12:00:00"), |_| {}).await.unwrap();
    assert_eq!(done, Reparsed { read: 2, changed: 0, failed: 0 });
    let done = house.intake.reparse(&Which::default(), at("12:00:00"), |_| {}).await.unwrap();
    assert_eq!(done, Reparsed { read: 2, changed: 0, failed: 1 });
}

#[tokio::test]
async fn bytes_are_read_again_in_the_charset_that_their_sender_named() {
    let house = House::open().await;
    let feed = |headline: &[u8]| {
        let (before, after) = (
            &b"<rss version=\"2.0\"><channel><item><guid>g</guid><title>"[..],
            &b"</title><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate></item></channel></rss>"[..],
        );
        [before, headline, after].concat()
    };
    let arriving = Arriving {
        name: "feed".into(),
        bytes: feed(b"\xca\xe0\xf4\xe5").into(),
        content_type: Some("application/rss+xml; charset=windows-1251".into()),
        ..Arriving::default()
    };
    house.intake.accept("mna", arriving, at("08:05:00")).await.unwrap();
    assert_eq!(house.front().await, ["Кафе"]);
    assert_eq!(reparse(&house).await.0.changed, 0, "it reads the same");
}

#[tokio::test]
async fn without_any_order_the_later_arrival_stays_what_readers_see() {
    let undated = |language: &str| SourceSettings {
        undated: newsroom::Undated::Show,
        language: Some(language.into()),
        ..source()
    };
    let feed = |title: &str| {
        format!(
            "<rss version=\"2.0\"><channel><item><guid>g</guid><title>{title}</title></item></channel></rss>"
        )
    };
    let house = House::with(undated("en")).await;
    house.take("1", &feed("Ferry late"), at("08:00:00")).await;
    house.take("2", &feed("Ferry cancelled"), at("09:00:00")).await;
    let house = house.restarted(undated("en-GB")).await;
    assert_eq!(reparse(&house).await.0.changed, 1);
    assert_eq!(house.front().await, ["Ferry cancelled"]);
}

#[tokio::test]
async fn a_misspelt_source_is_said_and_not_taken_for_one_without_copy() {
    let house = House::open().await;
    let which = Which { source: Some("mmna".into()), since: None };
    let refused = house.intake.reparse(&which, at("12:00:00"), |_| {}).await.unwrap_err().to_string();
    assert!(refused.contains("no source named \"mmna\""), "{refused}");
}
