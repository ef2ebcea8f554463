//! What the desk does to stories.

use newsroom::{ChangeKind, State, Tag};
use wire::Moment;

use super::{Desk, arrive, arrive_with, at, copy, headlines, now, on_both, story};
use crate::acts::{kill, refile, release, rename};
use crate::{Error, changes, redirects, shelves, stories, versions};

fn careful() -> Desk {
    let mut desk = Desk::default();
    desk.policy.publish = false;
    desk
}

#[tokio::test]
async fn a_held_story_is_seen_by_nobody_until_the_desk_releases_it() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut item = copy("urn:1", 1, "Mayor resigns");
        item.subheadline = Some("She blames the harbour".into());
        let (kept, _) = arrive_with(store, &item, &careful(), now()).await;
        assert_eq!(story(store, kept.story).await.state, State::Held);
        assert!(headlines(store, "latest", "").await.is_empty());
        assert!(shelves::of_story(store.db(), kept.story).await.unwrap().is_empty());
        let held = stories::held(store.db(), 9).await.unwrap();
        assert_eq!((held[0].story.id, held[0].headline.as_str()), (kept.story, "Mayor resigns"));

        let change = release(store, kept.story, at("2026-11-24T10:00:00Z")).await.unwrap();
        assert_eq!((change.kind, change.version), (ChangeKind::Shown, Some(1)));
        assert_eq!(headlines(store, "section", "world").await, ["Mayor resigns"]);
        let shown = story(store, kept.story).await;
        assert_eq!((shown.state, shown.waiting.is_some()), (State::Live, false));
        assert_eq!(shown.first_shown_at, Some(at("2026-11-24T10:00:00Z")));
        let version = versions::get(store.db(), kept.story, 1).await.unwrap().unwrap();
        assert_eq!(version.shown_at, Some(at("2026-11-24T10:00:00Z")));
        assert!(stories::held(store.db(), 9).await.unwrap().is_empty());

        let again = release(store, kept.story, now()).await;
        assert!(matches!(again, Err(Error::Refused(_))), "{again:?}");
    })
    .await;
}

#[tokio::test]
async fn the_desks_word_does_not_break_an_embargo() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut item = copy("urn:1", 1, "Budget keeps the harbour dues");
        item.embargo = Some(Moment::utc(at("2026-11-24T12:00:00Z")));
        let (kept, _) = arrive_with(store, &item, &careful(), now()).await;
        release(store, kept.story, now()).await.unwrap();
        assert_eq!(story(store, kept.story).await.state, State::Waiting);
        assert!(headlines(store, "latest", "").await.is_empty());
        assert_eq!(changes::next_due(store.db()).await.unwrap(), Some(at("2026-11-24T12:00:00Z")));
    })
    .await;
}

#[tokio::test]
async fn the_desk_kills_a_story_and_says_why() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &copy("urn:1", 1, "Mayor sinks ferry"), now()).await;
        let change = kill(store, kept.story, "It was not true.", now()).await.unwrap();
        assert_eq!(change.kind, ChangeKind::Killed);
        assert!(change.tags.contains(&Tag("latest".into())) && change.tags.contains(&Tag::story(kept.story)));
        assert_eq!(story(store, kept.story).await.tombstone.unwrap().reason, "It was not true.");
        assert!(headlines(store, "latest", "").await.is_empty());
        // What the agency sends later waits for the desk.
        arrive(store, &copy("urn:1", 2, "Mayor near ferry"), now()).await;
        let dead = story(store, kept.story).await;
        assert_eq!((dead.state, dead.waiting.map(|w| w.version)), (State::Killed, Some(2)));
        release(store, kept.story, now()).await.unwrap();
        assert_eq!(headlines(store, "latest", "").await, ["Mayor near ferry"]);
    })
    .await;
}

#[tokio::test]
async fn a_renamed_story_is_found_at_its_old_addresses() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &copy("urn:1", 1, "Storm closes the harbour"), now()).await;
        let (other, _) = arrive(store, &copy("urn:2", 1, "Calm"), now()).await;
        let change = rename(store, kept.story, "storm", now()).await.unwrap();
        assert_eq!(change.kind, ChangeKind::Refiled);
        assert!(change.tags.contains(&Tag("section:world".into())));
        rename(store, kept.story, "great-storm", now()).await.unwrap();
        let to = Some(("2026-11-24".to_owned(), "great-storm".to_owned()));
        for old in ["2026-11-24/storm-closes-the-harbour", "2026-11-24/storm"] {
            assert_eq!(redirects::find(store.db(), old).await.unwrap(), to, "{old}");
        }
        // Back again: an address in use leads nowhere else.
        rename(store, kept.story, "storm", now()).await.unwrap();
        assert_eq!(redirects::find(store.db(), "2026-11-24/storm").await.unwrap(), None);
        for bad in ["calm", "storm", "No Such Address"] {
            let refused = rename(store, kept.story, bad, now()).await;
            assert!(matches!(refused, Err(Error::Refused(_))), "{bad}: {refused:?}");
        }
        assert_eq!(story(store, other.story).await.slug, "calm");
        // The agency's next headline does not move it.
        arrive(store, &copy("urn:1", 2, "Storm over"), now()).await;
        assert_eq!(story(store, kept.story).await.slug, "storm");
    })
    .await;
}

#[tokio::test]
async fn a_story_that_the_desk_refiled_stays_there() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &copy("urn:1", 1, "Harbour race"), now()).await;
        let change = refile(store, kept.story, Some(("sport", "Sport")), now()).await.unwrap();
        for tag in ["section:world", "section:sport", "latest"] {
            assert!(change.tags.contains(&Tag(tag.into())), "{tag} in {:?}", change.tags);
        }
        assert!(headlines(store, "section", "world").await.is_empty());
        arrive(store, &copy("urn:1", 2, "Harbour race won"), now()).await;
        assert_eq!(headlines(store, "section", "sport").await, ["Harbour race won"]);
        assert!(headlines(store, "section", "world").await.is_empty());
        assert_eq!(headlines(store, "topic", "port-ellery").await, ["Harbour race won"]);
        refile(store, kept.story, None, now()).await.unwrap();
        assert!(headlines(store, "section", "sport").await.is_empty());
        assert_eq!(stories::card(store.db(), kept.story).await.unwrap().unwrap().section, None);
    })
    .await;
}
