use ingest::*;
use newsroom::Verdict;
use store::{blobs, changes, deliveries, sources};
use wire::Severity;

use crate::house::*;

#[tokio::test]
async fn a_delivery_becomes_a_story_and_says_so() {
    let house = House::open().await;
    let outcome = house
        .take("storm.json", &story("urn:mna:storm", 1, "Storm closes the harbour"), at("08:05:00"))
        .await;
    assert_eq!(outcome.format, Some(wire::Format::Ninjs));
    assert_eq!(verdicts(&outcome), [Some(Verdict::New)]);
    assert_eq!(outcome.items[0].guid.as_deref(), Some("urn:mna:storm"));
    assert_eq!(outcome.items[0].path.as_deref(), Some("/2026/03/02/storm-closes-the-harbour"));
    assert_eq!(house.front().await, ["Storm closes the harbour"]);
    let cards = store::stories::count(house.store().db(), "section", "local").await.unwrap();
    assert_eq!(cards, 1, "the rule files it in its section");
}

#[tokio::test]
async fn the_same_bytes_twice_are_one_delivery() {
    let house = House::open().await;
    let text = story("urn:mna:storm", 1, "Storm closes the harbour");
    let first = house.take("a.json", &text, at("08:05:00")).await;
    let head = changes::head(house.store().db()).await.unwrap();
    let second = house.take("b.json", &text, at("08:06:00")).await;
    assert!(!first.duplicate && second.duplicate);
    assert_eq!(first.delivery, second.delivery);
    assert_eq!(changes::head(house.store().db()).await.unwrap(), head, "nothing happened");
}

#[tokio::test]
async fn versions_find_their_story_and_a_late_one_stays_history() {
    let house = House::open().await;
    house.take("1", &story("urn:mna:storm", 1, "Storm nears"), at("08:01:00")).await;
    let third = house.take("3", &story("urn:mna:storm", 3, "Storm passes"), at("08:03:00")).await;
    let second = house.take("2", &story("urn:mna:storm", 2, "Storm strikes"), at("08:04:00")).await;
    assert_eq!(verdicts(&third), [Some(Verdict::Update)]);
    assert_eq!(verdicts(&second), [Some(Verdict::Stale)]);
    assert_eq!(house.front().await, ["Storm passes"]);
    let id = third.items[0].story.unwrap();
    assert_eq!(store::versions::list(house.store().db(), id).await.unwrap().len(), 3);
}

#[tokio::test]
async fn bytes_that_nobody_can_read_are_kept_and_the_problem_is_said() {
    let house = House::open().await;
    let outcome = house.take("noise.bin", "\u{0}\u{2} no news here", at("08:05:00")).await;
    assert_eq!(outcome.format, None);
    assert!(outcome.failed() && outcome.severity() == Some(Severity::Error), "{outcome:?}");
    let raw = deliveries::raw(house.store(), outcome.delivery).await.unwrap();
    assert_eq!(raw, "\u{0}\u{2} no news here".as_bytes());
    assert!(deliveries::unfinished(house.store().db(), 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_story_that_may_not_be_used_here_waits_for_the_desk_with_the_agencys_words() {
    let house = House::open().await;
    let mut json: serde_json::Value =
        serde_json::from_str(&story("urn:mna:cup", 1, "Marsh wins the cup")).unwrap();
    json["usageterms"] = "Not for online use. Editorial use only.".into();
    let outcome = house.take("cup.json", &json.to_string(), at("09:00:00")).await;
    assert_eq!(outcome.items[0].reason, "Held for the desk by its rights: \"Not for online use\".");
    assert!(house.front().await.is_empty());
    let held = store::stories::held(house.store().db(), 10).await.unwrap();
    assert_eq!(held[0].headline, "Marsh wins the cup");
}

#[tokio::test]
async fn two_versions_in_one_delivery_work_in_their_order() {
    let house = House::open().await;
    let both = format!(
        "[{},{}]",
        story("urn:mna:storm", 1, "Storm nears"),
        story("urn:mna:storm", 2, "Storm strikes")
    );
    let outcome = house.take("both.json", &both, at("08:05:00")).await;
    assert_eq!(verdicts(&outcome), [Some(Verdict::New), Some(Verdict::Update)]);
    assert_eq!(house.front().await, ["Storm strikes"]);
}

#[tokio::test]
async fn an_item_without_a_guid_gets_one_and_its_update_finds_it() {
    let house = House::open().await;
    let feed = |title: &str| {
        format!(
            "<rss version=\"2.0\"><channel><title>MNA</title><item><title>{title}</title>\
             <link>https://mna.example/ferry</link><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>\
             <description>The ferry.</description></item></channel></rss>"
        )
    };
    let first = house.take("feed.xml", &feed("Ferry delayed"), at("08:05:00")).await;
    assert!(first.items[0].guid.is_some());
    let second = house.take("feed.xml", &feed("Ferry cancelled"), at("08:06:00")).await;
    assert_eq!(first.items[0].guid, second.items[0].guid);
    assert_eq!(house.front().await, ["Ferry cancelled"]);
}

#[tokio::test]
async fn what_a_crash_left_behind_is_worked_through_at_the_next_start() {
    let house = House::open().await;
    let text = story("urn:mna:storm", 1, "Storm closes the harbour");
    // The bytes were kept; then the process ended.
    deliveries::begin(house.store(), "mna", "storm.json", text.as_bytes(), at("08:05:00")).await.unwrap();
    let house = house.restarted(source()).await;
    assert!(house.front().await.is_empty());
    let outcomes = house.intake.resume(at("09:00:00")).await.unwrap();
    assert_eq!(verdicts(&outcomes[0]), [Some(Verdict::New)]);
    assert_eq!(house.front().await, ["Storm closes the harbour"]);
    assert!(house.intake.resume(at("09:00:00")).await.unwrap().is_empty());
    let health = sources::get(house.store().db(), "mna").await.unwrap().unwrap();
    assert_eq!(
        health.heard_at,
        Some(at("08:05:00")),
        "it was heard when it came, not when it was worked through"
    );
}

#[tokio::test]
async fn an_unfinished_delivery_that_is_sent_again_is_finished() {
    let house = House::open().await;
    let text = story("urn:mna:storm", 1, "Storm closes the harbour");
    deliveries::begin(house.store(), "mna", "storm.json", text.as_bytes(), at("08:05:00")).await.unwrap();
    let outcome = house.take("storm.json", &text, at("08:06:00")).await;
    assert_eq!(verdicts(&outcome), [Some(Verdict::New)]);
}

#[tokio::test]
async fn in_bulk_everything_comes_in_order_with_its_own_outcome() {
    let house = House::open().await;
    let mut arriving: Vec<Arriving> = (0..150)
        .map(|n| file(&format!("{n}.json"), &story(&format!("urn:mna:{n}"), 1, &format!("Story number {n}"))))
        .collect();
    arriving.push(file("0b.json", &story("urn:mna:0", 2, "Story number 0 again")));
    arriving.push(file("1b.json", &story("urn:mna:1", 1, "Story number 1")));
    arriving.push(file("bad.xml", "<nothing"));
    let outcomes = house.intake.accept_many("mna", arriving, at("08:05:00")).await;
    let outcomes: Vec<Outcome> = outcomes.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.len(), 153);
    assert!(outcomes[..150].iter().all(|outcome| verdicts(outcome) == [Some(Verdict::New)]));
    assert_eq!(outcomes[149].name, "149.json");
    assert_eq!(verdicts(&outcomes[150]), [Some(Verdict::Update)]);
    assert!(outcomes[151].duplicate, "the same bytes under another name");
    assert!(!outcomes[152].problems.is_empty());
    let again = house
        .intake
        .accept_many("mna", vec![file("x", &story("urn:mna:7", 1, "Story number 7"))], at("09:00:00"))
        .await;
    assert!(again[0].as_ref().unwrap().duplicate);
}

#[tokio::test]
async fn a_delivery_beyond_the_limit_is_refused_and_its_siblings_are_not() {
    let house = House::with(SourceSettings { max_bytes: 1000, ..source() }).await;
    let small = file("small.json", &story("urn:mna:storm", 1, "Storm closes the harbour"));
    let outcomes =
        house.intake.accept_many("mna", vec![file("large", &"x".repeat(1001)), small], at("08:05:00")).await;
    let error = outcomes[0].as_ref().unwrap_err().to_string();
    assert!(error.contains("large") && error.contains("1001") && error.contains("max_bytes"), "{error}");
    assert_eq!(verdicts(outcomes[1].as_ref().unwrap()), [Some(Verdict::New)]);
    assert!(matches!(
        house.intake.accept("pws", file("a", "{}"), at("08:00:00")).await,
        Err(IntakeError::UnknownSource(_))
    ));
}

#[tokio::test]
async fn a_large_delivery_is_read_on_a_thread_of_its_own_and_comes_to_the_same() {
    let house = House::open().await;
    let items: Vec<String> =
        (0..1200).map(|n| story(&format!("urn:mna:{n}"), 1, &format!("Story number {n}"))).collect();
    let text = format!("[{}]", items.join(","));
    assert!(text.len() > 256 << 10);
    let outcome = house.take("all.json", &text, at("08:05:00")).await;
    assert_eq!(outcome.items.len(), 1200);
    assert!(verdicts(&outcome).iter().all(|verdict| *verdict == Some(Verdict::New)));
}

#[tokio::test]
async fn copy_without_a_configured_agency_is_its_providers() {
    let house = House::with(SourceSettings { name: "files".into(), ..SourceSettings::default() }).await;
    let mut text: serde_json::Value = serde_json::from_str(&story("urn:pws:1", 1, "Comet seen")).unwrap();
    text["provider"] = "Pacific Wire Service".into();
    let outcome =
        house.intake.accept("files", file("a.json", &text.to_string()), at("08:05:00")).await.unwrap();
    let story =
        store::stories::get(house.store().db(), outcome.items[0].story.unwrap()).await.unwrap().unwrap();
    assert_eq!(story.agency, "pacific-wire-service");
}

#[tokio::test]
async fn a_source_is_heard_by_news_and_not_by_repetition() {
    let house = House::open().await;
    let text = story("urn:mna:storm", 1, "Storm closes the harbour");
    house.take("a.json", &text, at("08:05:00")).await;
    house.take("a.json", &text, at("09:00:00")).await;
    house.take("b.json", &format!("{text}\n"), at("10:00:00")).await;
    let health = sources::get(house.store().db(), "mna").await.unwrap().unwrap();
    assert_eq!(health.heard_at, Some(at("08:05:00")));
}

#[tokio::test]
async fn raw_bytes_are_there_under_their_hash_whatever_they_are() {
    let house = House::open().await;
    let bytes: Vec<u8> = (0..=255).cycle().take(200_000).collect();
    let arriving = Arriving { name: "all-bytes".into(), bytes: bytes.clone().into(), ..Arriving::default() };
    let outcome = house.intake.accept("mna", arriving, at("08:05:00")).await.unwrap();
    let kept = deliveries::get(house.store().db(), outcome.delivery).await.unwrap().unwrap();
    assert_eq!(blobs::get(house.store(), &kept.sha256).await.unwrap(), bytes);
}

/// A story that the database will not take, for whatever reason, must not cost its neighbours their place.
#[tokio::test]
async fn an_item_that_cannot_be_kept_does_not_fail_its_siblings() {
    if std::env::var_os("DATELINE_TEST_POSTGRES").is_some() {
        return;
    }
    let house = House::open().await;
    let file_of_database = house.folder.path().join("data/dateline.db");
    let poison = "CREATE TRIGGER poison BEFORE INSERT ON version WHEN NEW.item LIKE '%poison%' \
                  BEGIN SELECT RAISE(ABORT, 'this is poison'); END";
    rusqlite::Connection::open(file_of_database).unwrap().execute(poison, []).unwrap();
    let three =
        [("a", "Ferry late"), ("b", "A poisonous toad"), ("c", "Comet seen")].map(|(guid, headline)| {
            story(&format!("urn:mna:{guid}"), 1, &headline.replace("poisonous", "poison"))
        });
    let outcome = house.take("three.json", &format!("[{}]", three.join(",")), at("08:05:00")).await;
    assert_eq!(verdicts(&outcome), [Some(Verdict::New), None, Some(Verdict::New)]);
    let said = outcome.problems.iter().find(|problem| problem.message.contains("this is poison")).unwrap();
    assert!(said.message.contains("A poison toad"), "{said}");
    assert_eq!(house.front().await.len(), 2);

    let alone = house.take("alone.json", &three[1].replace("urn:mna:b", "urn:mna:d"), at("08:06:00")).await;
    assert!(alone.failed(), "{alone:?}");
    assert!(
        deliveries::unfinished(house.store().db(), 10).await.unwrap().is_empty(),
        "it is not tried for ever"
    );

    let batch =
        vec![file("d", &story("urn:mna:e", 1, "Market opens")), file("p", &three[1].replace(":b", ":f"))];
    let outcomes = house.intake.accept_many("mna", batch, at("08:07:00")).await;
    assert_eq!(verdicts(outcomes[0].as_ref().unwrap()), [Some(Verdict::New)]);
    assert!(outcomes[1].as_ref().unwrap().failed());
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_that_arrive_all_at_once_end_with_the_newest() {
    let house = House::open().await;
    let versions = (1..=20).map(|n| {
        let text = story("urn:mna:storm", n, &format!("Storm, take {n}"));
        let intake = house.intake.clone();
        tokio::spawn(async move { intake.accept("mna", file(&format!("{n}"), &text), at("09:00:00")).await })
    });
    let mut delivered = 0;
    for outcome in futures_util::future::join_all(versions).await {
        delivered += outcome.unwrap().unwrap().items.len();
    }
    assert_eq!(delivered, 20);
    assert_eq!(house.front().await, ["Storm, take 20"]);
}

#[tokio::test]
async fn a_problem_reaches_the_operators_log_with_the_name_of_its_file() {
    #[derive(Clone, Default)]
    struct Log(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);
    impl std::io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    let _listening = tracing::subscriber::set_default(subscriber);
    let house = House::open().await;
    let outcome = house.take("noise.bin", "\u{0}\u{2} no news", at("08:05:00")).await;
    let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let line = said
        .lines()
        .find(|line| line.contains(&outcome.problems[0].message))
        .unwrap_or_else(|| panic!("{said}"));
    assert!(line.contains("ERROR") && line.contains("noise.bin") && line.contains("mna"), "{line}");
}
