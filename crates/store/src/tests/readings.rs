//! What was found in texts, found anew.

use newsroom::StoryId;
use newsroom::reading::{ENGINE, Reading};
use newsroom::{Tag, Version};
use wire::{Block, Body, Inline};

use super::{Bench, arrive, copy, headlines, now, on_both};
use crate::stories::Window;
use crate::{acts, changes, readings, versions};

/// A live story that quotes the harbour master and has a slugline, and that no engine has read.
async fn unread(bench: &Bench) -> Version {
    let mut item = copy("urn:1", 1, "Ferry stays");
    let text = "\u{201c}Not in this wind,\u{201d} said Edith Lowry, the harbour master.";
    item.body = Body { blocks: vec![Block::Paragraph { text: vec![Inline::text(text)] }] };
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
