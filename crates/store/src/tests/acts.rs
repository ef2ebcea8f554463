//! What the wire does to stories.

use newsroom::history::{EntryKind, Outline, history};
use newsroom::{ChangeKind, State, StoryId, Tag, TombstoneKind, Verdict};
use wire::{Moment, Signal, Status};

use super::{arrive, at, copy, headlines, now, on_both, story};
use crate::{Store, changes, shelves, stories, versions};

/// The newest change.
async fn last(store: &Store) -> newsroom::Change {
    let head = changes::head(store.db()).await.unwrap();
    changes::after(store.db(), head - 1, 1).await.unwrap().remove(0).change
}

fn tags(change: &newsroom::Change) -> Vec<&str> {
    let mut tags: Vec<_> = change.tags.iter().map(|tag| tag.0.as_str()).collect();
    tags.sort_unstable();
    tags
}

#[tokio::test]
async fn a_new_story_stands_on_all_its_shelves_with_one_change() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut item = copy("urn:1", 1, "Storm closes the harbour");
        item.bylines = vec!["Jo Hart".into()];
        item.urgency = Some(3);
        let (kept, _) = arrive(store, &item, now()).await;
        let shown = story(store, kept.story).await;
        assert_eq!((shown.day.as_str(), shown.slug.as_str()), ("2026-11-24", "storm-closes-the-harbour"));
        assert_eq!((shown.state, shown.shown, shown.first_shown_at), (State::Live, Some(1), Some(now())));
        assert_eq!((shown.published, shown.modified), (item.published, None));
        assert_eq!(stories::by_path(store.db(), &shown.day, &shown.slug).await.unwrap(), Some(shown));

        for (kind, slug) in [
            ("latest", ""),
            ("day", "2026-11-24"),
            ("section", "world"),
            ("agency", "mna"),
            ("topic", "port-ellery"),
            ("author", "jo-hart"),
        ] {
            assert_eq!(headlines(store, kind, slug).await, ["Storm closes the harbour"], "{kind}:{slug}");
        }
        let change = last(store).await;
        assert_eq!(change.kind, ChangeKind::Shown);
        let id = Tag::story(kept.story).0;
        for tag in ["latest", "day:2026-11-24", "section:world", "agency:mna", "author:jo-hart", &id] {
            assert!(tags(&change).contains(&tag), "{tag} in {change:?}");
        }
        assert_eq!(changes::head(store.db()).await.unwrap(), 1);

        let card = stories::card(store.db(), kept.story).await.unwrap().unwrap();
        assert_eq!(card.section, Some(("world".into(), "World".into())));
        assert_eq!(card.agency, ("mna".into(), "Meridian News Agency".into()));
        assert_eq!(card.bylines, ["Jo Hart"]);
        assert_eq!((card.urgency, card.corrected), (Some(3), false));
        assert_eq!(
            card.summary.as_deref(),
            Some("Storm closes the harbour, the harbour master of Port Ellery said.")
        );
        assert_eq!(shelves::days(store.db(), "").await.unwrap(), [("2026-11-24".to_owned(), 1)]);
        let kept = versions::get(store.db(), kept.story, 1).await.unwrap().unwrap();
        assert_eq!((kept.item, kept.shown_at), (item, Some(now())));
    })
    .await;
}

#[tokio::test]
async fn modified_moves_only_when_readers_see_a_change() {
    on_both(|bench| async move {
        let store = &bench.store;
        let moment = |text| Some(Moment::utc(at(text)));
        let (kept, _) = arrive(store, &copy("urn:1", 1, "Storm closes the harbour"), now()).await;

        let mut second = copy("urn:1", 2, "Storm closes the harbour");
        second.updated = moment("2026-11-24T09:10:00Z");
        second.urgency = Some(4);
        arrive(store, &second, at("2026-11-24T09:11:00Z")).await;
        assert_eq!(story(store, kept.story).await.modified, None);

        let mut third = copy("urn:1", 3, "Storm shuts the harbour");
        third.updated = moment("2026-11-24T09:20:00Z");
        arrive(store, &third, at("2026-11-24T09:21:00Z")).await;
        let updated = story(store, kept.story).await;
        assert_eq!(updated.modified, moment("2026-11-24T09:20:00Z"));
        assert_eq!(updated.slug, "storm-closes-the-harbour", "an address that readers know stays");
        assert_eq!(updated.published, moment("2026-11-24T08:00:00Z"));
        assert_eq!(last(store).await.kind, ChangeKind::Updated);

        // The agency changes its words and forgets its date: our own clock says when.
        let mut fourth = copy("urn:1", 4, "Storm shuts both harbours");
        fourth.updated = moment("2026-11-24T09:20:00Z");
        arrive(store, &fourth, at("2026-11-24T09:40:00Z")).await;
        assert_eq!(story(store, kept.story).await.modified, moment("2026-11-24T09:40:00Z"));
        assert_eq!(headlines(store, "section", "world").await, ["Storm shuts both harbours"]);
    })
    .await;
}

#[tokio::test]
async fn a_late_old_version_is_kept_and_never_shown() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &copy("urn:1", 2, "Two boats missing"), now()).await;
        let (late, decision) = arrive(store, &copy("urn:1", 1, "One boat missing"), now()).await;
        assert_eq!((decision.verdict, late.version), (Verdict::Stale, Some(2)));
        assert_eq!(headlines(store, "latest", "").await, ["Two boats missing"]);
        let all = versions::list(store.db(), kept.story).await.unwrap();
        let seen: Vec<_> = all.iter().map(|version| (version.number, version.shown_at)).collect();
        assert_eq!(seen, [(1, Some(now())), (2, None)]);
        let change = last(store).await;
        assert_eq!((change.kind, change.tags), (ChangeKind::Kept, vec![]));

        let (again, decision) = arrive(store, &copy("urn:1", 2, "Two boats missing"), now()).await;
        assert_eq!((decision.verdict, again.version, again.story), (Verdict::Duplicate, None, kept.story));
        assert_eq!(changes::head(store.db()).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_history_reads_the_items_of_corrections_alone_however_many_versions_there_are() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut story = None;
        for number in 1..=30 {
            let mut item = copy("urn:1", number, &format!("Storm, take {number}"));
            if number == 20 {
                (item.signal, item.ed_note) = (Some(Signal::Correction), Some("Corrects the wind.".into()));
            }
            story = Some(arrive(store, &item, now()).await.0.story);
        }
        let story = story.unwrap();
        let outlines = versions::outlines(store.db(), story).await.unwrap();
        let whole = versions::list(store.db(), story).await.unwrap();
        let read: Vec<u32> = outlines.iter().filter(|o| o.claim.is_some()).map(|o| o.number).collect();
        assert_eq!((outlines.len(), read), (30, vec![20]));
        // What is told is what the whole versions would tell.
        let expected: Vec<Outline> = whole.iter().map(Outline::from).collect();
        assert_eq!(history(&outlines), history(&expected));
        assert_eq!(history(&outlines)[19].kind, EntryKind::Correction);

        let some = versions::some(store.db(), story, &[3, 30, 29]).await.unwrap();
        let mut numbers: Vec<u32> = some.iter().map(|version| version.number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [3, 29, 30]);
        assert!(some.iter().all(|version| whole.contains(version)));
    })
    .await;
}

#[tokio::test]
async fn a_killed_story_is_gone_from_every_list_within_one_change() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &copy("urn:1", 1, "Mayor sinks ferry"), now()).await;
        arrive(store, &copy("urn:2", 1, "Ferry sinks"), now()).await;
        let before = last(store).await.tags.len();
        let mut kill = copy("urn:1", 2, "KILL: Mayor sinks ferry");
        (kill.status, kill.ed_note) = (Status::Canceled, Some("The mayor was not on board.".into()));
        let (_, decision) = arrive(store, &kill, at("2026-11-24T09:30:00Z")).await;
        assert_eq!(decision.verdict, Verdict::Kill);

        for (kind, slug) in [("latest", ""), ("section", "world"), ("agency", "mna"), ("day", "2026-11-24")] {
            assert_eq!(headlines(store, kind, slug).await, ["Ferry sinks"], "{kind}:{slug}");
        }
        assert!(stories::live(store.db(), StoryId(0), 9).await.unwrap().iter().all(|e| e.id != kept.story));
        assert!(stories::card(store.db(), kept.story).await.unwrap().is_none());
        let change = last(store).await;
        assert_eq!(change.kind, ChangeKind::Killed);
        assert_eq!(change.tags.len(), before, "its own page and every shelf it stood on: {change:?}");
        let dead = story(store, kept.story).await;
        let tombstone = dead.tombstone.unwrap();
        assert_eq!((dead.state, tombstone.kind), (State::Killed, TombstoneKind::Kill));
        assert_eq!(tombstone.at, at("2026-11-24T09:30:00Z"));
        assert!(tombstone.reason.contains("not on board"), "{}", tombstone.reason);
        assert!(stories::by_path(store.db(), &dead.day, &dead.slug).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn a_withheld_story_comes_back_with_its_next_version() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &copy("urn:1", 1, "Ferry sinks"), now()).await;
        let mut withheld = copy("urn:1", 2, "Ferry sinks");
        withheld.status = Status::Withheld;
        arrive(store, &withheld, now()).await;
        assert!(headlines(store, "latest", "").await.is_empty());
        arrive(store, &copy("urn:1", 3, "Ferry lists"), now()).await;
        assert_eq!(headlines(store, "latest", "").await, ["Ferry lists"]);
        let back = story(store, kept.story).await;
        assert_eq!((back.state, back.tombstone), (State::Live, None));
        assert_eq!(last(store).await.kind, ChangeKind::Shown);
    })
    .await;
}

#[tokio::test]
async fn a_correction_marks_the_story_for_good() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &copy("urn:1", 1, "Nine boats missing"), now()).await;
        let mut second = copy("urn:1", 2, "Ten boats missing");
        (second.signal, second.ed_note) =
            (Some(Signal::Correction), Some("CORRECTS number of boats.".into()));
        arrive(store, &second, now()).await;
        assert_eq!(last(store).await.kind, ChangeKind::Corrected);
        arrive(store, &copy("urn:1", 3, "All boats back"), now()).await;
        let card = stories::card(store.db(), kept.story).await.unwrap().unwrap();
        assert!(card.corrected);
        let second = versions::get(store.db(), kept.story, 2).await.unwrap().unwrap();
        assert!(second.note.unwrap().contains("number of boats"));
    })
    .await;
}

#[tokio::test]
async fn stories_of_one_headline_have_addresses_of_their_own() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut addresses = std::collections::BTreeSet::new();
        for n in 0..15 {
            let (kept, _) = arrive(store, &copy(&format!("urn:{n}"), 1, "Weather"), now()).await;
            addresses.insert(story(store, kept.story).await.slug);
        }
        assert_eq!(addresses.len(), 15);
        assert!(addresses.contains("weather") && addresses.contains("weather-2"), "{addresses:?}");
    })
    .await;
}

#[tokio::test]
async fn a_day_is_the_papers_day_and_a_bare_date_its_own() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut night = copy("urn:1", 1, "Lights on the water");
        // Half past midnight in London's summer.
        night.published = Some(Moment::utc(at("2026-07-09T23:30:00Z")));
        let (kept, _) = arrive(store, &night, now()).await;
        assert_eq!(story(store, kept.story).await.day, "2026-07-10");

        let mut date = copy("urn:2", 1, "Regatta");
        let midnight = at("2026-07-10T05:00:00Z");
        date.published =
            Some(Moment { at: midnight, offset: Some(-18_000), precision: wire::Precision::Day });
        let (kept, _) = arrive(store, &date, now()).await;
        let regatta = story(store, kept.story).await;
        assert_eq!((regatta.day.as_str(), regatta.published), ("2026-07-10", date.published));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_arrivals_of_one_guid_at_once_are_one_story() {
    on_both(|bench| async move {
        let other = bench.beside().await;
        for n in 0..10 {
            let guid = format!("urn:{n}");
            let (one, two) = (copy(&guid, 1, "One boat missing"), copy(&guid, 2, "Two boats missing"));
            let ((first, _), (second, _)) =
                tokio::join!(arrive(&bench.store, &one, now()), arrive(&other, &two, now()));
            assert_eq!(first.story, second.story);
        }
        assert_eq!(headlines(&bench.store, "latest", "").await, ["Two boats missing"; 10]);
    })
    .await;
}
