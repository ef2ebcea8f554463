//! What was found in texts, found anew.

use newsroom::StoryId;
use newsroom::reading::{ENGINE, Reading};
use newsroom::{Tag, Version};
use wire::{Block, Body, Inline, Item, Moment};

use super::{Bench, Desk, arrive, arrive_with, at, copy, headlines, now, on_both, story};
use crate::readings::{Denial, Fix, Says};
use crate::sql::args;
use crate::stories::Window;
use crate::{acts, changes, readings, versions};

/// Quotes the harbour master.
fn stays(version: u64) -> Item {
    let text = "\u{201c}Not in this wind,\u{201d} said Edith Lowry, the harbour master.";
    says(version, text)
}

fn says(version: u64, text: &str) -> Item {
    let body = Body { blocks: vec![Block::Paragraph { text: vec![Inline::text(text)] }] };
    Item { body, ..copy("urn:1", version, "Ferry stays") }
}

/// The desk says that the harbour master did not say it.
fn denial() -> Denial {
    Denial { words: "Not in this wind,".into(), person: "edith-lowry".into(), denied: true, at: now() }
}

/// A live story that quotes the harbour master and has a slugline, and that no engine has read.
async fn unread(bench: &Bench) -> Version {
    let mut item = stays(1);
    item.slugline = Some("PORT-STORM/ (UPDATE 1)".into());
    let (kept, _) = arrive(&bench.store, &item, now()).await;
    let version = versions::get(bench.store.db(), kept.story, 1).await.unwrap().unwrap();
    acts::reread(&bench.store, &version, &Reading::default(), now()).await.unwrap();
    version
}

#[tokio::test]
async fn a_story_that_an_older_engine_has_read_is_read_anew_with_one_change_and_once() {
    on_both(|bench| async move {
        let store = &bench.store;
        let version = unread(&bench).await;
        let old = || readings::out_of_date(store.db(), StoryId(0), ENGINE, 9);
        assert_eq!(old().await.unwrap(), [version.story]);
        assert_eq!(headlines(store, "person", "edith-lowry").await, [""; 0]);

        let before = changes::head(store.db()).await.unwrap();
        let reading = newsroom::reading::read(&version.item, store.zone(), "en");
        assert!(acts::reread(store, &version, &reading, now()).await.unwrap());
        let told = changes::after(store.db(), before, 9).await.unwrap();
        assert_eq!(told.len(), 1);
        for tag in [Tag::story(version.story), Tag::shelf("person", "edith-lowry")] {
            assert!(told[0].change.tags.contains(&tag), "{tag:?}");
        }
        assert_eq!(headlines(store, "person", "edith-lowry").await, ["Ferry stays"]);
        assert_eq!(headlines(store, "slugline", "mna-port-storm").await, ["Ferry stays"]);
        assert!(old().await.unwrap().is_empty());
        assert!(!acts::reread(store, &version, &reading, now()).await.unwrap(), "it reads as before");
        assert_eq!(changes::head(store.db()).await.unwrap(), before + 1);
    })
    .await;
}

#[tokio::test]
async fn what_a_person_said_is_told_for_the_stories_that_readers_see() {
    on_both(|bench| async move {
        let store = &bench.store;
        let version = unread(&bench).await;
        let reading = newsroom::reading::read(&version.item, store.zone(), "en");
        acts::reread(store, &version, &reading, now()).await.unwrap();
        let window = Window { limit: 9, offset: 0 };
        let said = readings::said_on(store.db(), "edith-lowry", window).await.unwrap();
        assert_eq!(said.len(), 1);
        assert_eq!((said[0].0, said[0].1.words.as_str()), (version.story, "Not in this wind,"));
        assert_eq!(readings::said_by(store.db(), version.story, 1).await.unwrap()[0].0, "edith-lowry");
        let names = readings::names(store.db(), "edith-lowry").await.unwrap();
        assert_eq!(names, [("Edith Lowry".to_owned(), Some("harbour master".to_owned()))]);
        acts::kill(store, version.story, "Wrong.", now()).await.unwrap();
        assert!(readings::said_on(store.db(), "edith-lowry", window).await.unwrap().is_empty());
        assert!(readings::names(store.db(), "edith-lowry").await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_the_desk_said_of_dates_before_every_word_was_kept_stands_after_an_upgrade() {
    on_both(|bench| async move {
        let version = unread(&bench).await;
        let mut tx = bench.store.begin().await.unwrap();
        for step in [
            "DROP TABLE time_word",
            "DROP TABLE quote_word",
            "DELETE FROM migration WHERE number = 14",
            "CREATE TABLE time_fix (story BIGINT NOT NULL, words TEXT NOT NULL, context TEXT NOT NULL, value TEXT, at {time} NOT NULL)",
        ] {
            let step = crate::dialect::migration(bench.store.db(), step);
            tx.batch(&step).await.unwrap();
        }
        let was = "INSERT INTO time_fix (story, words, context, value, at) VALUES ($1, $2, $3, $4, $5)";
        let before = now() - jiff::SignedDuration::from_hours(1);
        let (none, at): (Option<&String>, _) = (None, now());
        tx.exec_text(was, args![version.story, "Friday", "on Friday", none, at]).await.unwrap();
        let monday = ["Monday", "on Monday", "2026-11-16"];
        tx.exec_text(was, args![version.story, monday[0], monday[1], monday[2], before]).await.unwrap();
        tx.commit().await.unwrap();

        let upgraded = bench.beside().await;
        let fix = |words: &str, says: Says, at| Fix {
            words: words.into(),
            context: format!("on {words}"),
            others: Vec::new(),
            says,
            at,
        };
        let (first, second) = (fix("Monday", Says::Date("2026-11-16".into()), before), fix("Friday", Says::NoDate, at));
        assert_eq!(readings::fixes(upgraded.db(), version.story).await.unwrap(), [first.clone(), second.clone()]);
        let back = fix("Friday", Says::AsFound, now());
        acts::fix_time(&upgraded, version.story, &back).await.unwrap();
        assert_eq!(readings::fixes(upgraded.db(), version.story).await.unwrap(), [first, second, back]);
    })
    .await;
}

#[tokio::test]
async fn what_somebody_did_not_say_does_not_come_back_with_a_version_that_was_under_embargo() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &stays(1), now()).await;
        let noon = at("2026-11-24T12:00:00Z");
        let embargo = Some(Moment::utc(noon));
        arrive(store, &Item { embargo, urgency: Some(2), ..stays(2) }, now()).await;
        assert_eq!(headlines(store, "person", "edith-lowry").await, ["Ferry stays"]);
        acts::deny_quote(store, kept.story, &denial()).await.unwrap();
        assert_eq!(headlines(store, "person", "edith-lowry").await, [""; 0]);
        acts::run_due(store, noon).await.unwrap();
        assert_eq!(story(store, kept.story).await.shown, Some(2));
        assert_eq!(headlines(store, "person", "edith-lowry").await, [""; 0]);
        assert!(readings::said_by(store.db(), kept.story, 2).await.unwrap().is_empty());
        acts::deny_quote(store, kept.story, &Denial { denied: false, ..denial() }).await.unwrap();
        assert_eq!(headlines(store, "person", "edith-lowry").await, ["Ferry stays"], "taken back");
    })
    .await;
}

#[tokio::test]
async fn what_somebody_did_not_say_does_not_come_back_with_a_version_that_the_desk_releases() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &stays(1), now()).await;
        let mut held = Desk::default();
        held.rules[0].then.hold = Some(true);
        arrive_with(store, &Item { urgency: Some(2), ..stays(2) }, &held, now()).await;
        acts::deny_quote(store, kept.story, &denial()).await.unwrap();
        acts::release(store, kept.story, now()).await.unwrap();
        assert_eq!(story(store, kept.story).await.shown, Some(2));
        assert_eq!(headlines(store, "person", "edith-lowry").await, [""; 0]);

        // Of a story that is gone the newest version is released, though none waits.
        acts::deny_quote(store, kept.story, &Denial { denied: false, ..denial() }).await.unwrap();
        assert_eq!(headlines(store, "person", "edith-lowry").await, ["Ferry stays"]);
        acts::kill(store, kept.story, "Wrong.", now()).await.unwrap();
        acts::deny_quote(store, kept.story, &denial()).await.unwrap();
        acts::release(store, kept.story, now()).await.unwrap();
        assert_eq!(headlines(store, "latest", "").await, ["Ferry stays"]);
        assert_eq!(headlines(store, "person", "edith-lowry").await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_story_speaks_of_its_day_again_once_the_desk_has_taken_back_all_that_it_said_of_its_dates() {
    on_both(|bench| async move {
        let store = &bench.store;
        let text = "The cranes stood still, as they had on 2 November 2026.";
        let slugline = Some("PORT-STRIKE/ (UPDATE 1)".to_owned());
        let (kept, _) = arrive(store, &Item { slugline: slugline.clone(), ..says(1, text) }, now()).await;
        arrive(store, &Item { slugline, ..copy("urn:2", 1, "Cranes turn") }, now()).await;
        let days = || async { crate::course::of(store.db(), kept.story).await.unwrap().days };
        let spoken = [(kept.story, jiff::civil::date(2026, 11, 2))];
        assert_eq!(days().await, spoken);
        let word = |context: &str, says: Says| Fix {
            words: "2 November 2026".into(),
            context: context.into(),
            others: Vec::new(),
            says,
            at: now(),
        };
        let (one, other) = ("had on 2 November 2026", "since 2 November 2026");
        for (fix, still) in [
            (word(one, Says::Date("2026-11-03".into())), false),
            (word(other, Says::NoDate), false),
            (word(one, Says::AsFound), false),
            (word(other, Says::AsFound), true),
            (word(one, Says::NoDate), false),
        ] {
            acts::fix_time(store, kept.story, &fix).await.unwrap();
            assert_eq!(days().await, if still { &spoken[..] } else { &[] }, "{fix:?}");
        }
    })
    .await;
}
