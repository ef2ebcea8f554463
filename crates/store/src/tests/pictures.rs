//! Pictures: a story's own, and those of other stories.

use newsroom::Tag;
use wire::{Item, ItemKind, Link, LinkRole, Media, MediaKind, Rendition};

use super::{arrive, at, copy, now, on_both};
use crate::acts::kill;
use crate::media::{self, FileState, MediaFile};
use crate::{Store, changes, stories};

/// A file of the first rendition of the first media.
pub(super) fn kept_file(sha256: &str, width: u32) -> MediaFile {
    MediaFile {
        media: 0,
        rendition: 0,
        href: "quay.jpg".into(),
        sha256: Some(sha256.into()),
        mime: Some("image/jpeg".into()),
        width: Some(width),
        height: Some(width / 2),
        bytes: Some(1000),
        state: FileState::Kept,
    }
}

pub(super) fn picture(guid: &str, version: u64) -> Item {
    let rendition = Rendition { href: "quay.jpg".into(), ..Rendition::default() };
    Item {
        kind: ItemKind::Picture,
        media: vec![Media {
            kind: MediaKind::Picture,
            caption: Some("The quay at dawn".into()),
            credit: Some("Ana Ruiz/MNA".into()),
            renditions: vec![rendition],
            ..Media::default()
        }],
        ..copy(guid, version, "Quay at dawn")
    }
}

pub(super) async fn attach(store: &Store, story: newsroom::StoryId, files: &[MediaFile]) {
    let mut tx = store.begin().await.unwrap();
    media::attach(&mut tx, story, 1, files, now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lead(store: &Store, story: newsroom::StoryId) -> Option<String> {
    stories::card(store.db(), story).await.unwrap().unwrap().picture.map(|picture| picture.sha256)
}

pub(super) async fn last_tags(store: &Store) -> Vec<Tag> {
    let head = changes::head(store.db()).await.unwrap();
    changes::after(store.db(), head - 1, 1).await.unwrap().remove(0).change.tags
}

#[tokio::test]
async fn a_card_shows_the_first_picture_in_a_size_fit_for_a_list() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &picture("urn:pic", 1), now()).await;
        assert_eq!(lead(store, kept.story).await, None);
        let sized = |rendition, sha: &str, width| MediaFile { rendition, ..kept_file(sha, width) };
        attach(store, kept.story, &[sized(0, "high", 6000), sized(1, "mid", 1200), sized(2, "thumb", 160)])
            .await;
        let card = stories::card(store.db(), kept.story).await.unwrap().unwrap();
        let shown = card.picture.unwrap();
        assert_eq!((shown.sha256.as_str(), shown.alt.as_str()), ("mid", "The quay at dawn"));
        assert_eq!(shown.credit.as_deref(), Some("Ana Ruiz/MNA"));
        assert!(last_tags(store).await.contains(&Tag("latest".into())), "lists show the picture");
        assert_eq!(media::of_story(store.db(), kept.story, 1).await.unwrap().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_file_is_public_while_readers_see_its_version() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &picture("urn:pic", 1), now()).await;
        attach(store, kept.story, &[kept_file("one", 800)]).await;
        assert_eq!(media::public(store.db(), "one").await.unwrap().unwrap().mime, "image/jpeg");
        assert_eq!(media::public(store.db(), "two").await.unwrap(), None);
        let mut next = picture("urn:pic", 2);
        next.media[0].caption = Some("The quay at noon".into());
        arrive(store, &next, now()).await;
        assert_eq!(media::public(store.db(), "one").await.unwrap(), None, "the version before");
        let mut tx = store.begin().await.unwrap();
        media::attach(&mut tx, kept.story, 2, &[kept_file("two", 800)], now()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(media::public(store.db(), "two").await.unwrap().is_some());
        kill(store, kept.story, "Not the quay.", now()).await.unwrap();
        assert_eq!(media::public(store.db(), "two").await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_killed_picture_is_gone_from_the_stories_that_show_it() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut text = copy("urn:text", 1, "Storm closes the harbour");
        text.links = vec![Link { guid: Some("urn:pic".into()), ..Link::default() }];
        let (text, _) = arrive(store, &text, now()).await;
        let (shot, _) = arrive(store, &picture("urn:pic", 1), now()).await;
        assert!(last_tags(store).await.contains(&Tag::story(text.story)), "its page has a picture now");
        attach(store, shot.story, &[kept_file("one", 800)]).await;
        assert_eq!(lead(store, text.story).await.as_deref(), Some("one"));
        let linked = media::linked(store.db(), text.story).await.unwrap();
        assert_eq!(linked.len(), 1);
        assert_eq!(linked[0].item.media[0].caption.as_deref(), Some("The quay at dawn"));
        assert_eq!(linked[0].files[0].sha256.as_deref(), Some("one"));

        let change = kill(store, shot.story, "Not the quay.", now()).await.unwrap();
        assert!(change.tags.contains(&Tag::story(text.story)), "{:?}", change.tags);
        assert!(change.tags.contains(&Tag("section:world".into())));
        assert_eq!(lead(store, text.story).await, None);
        assert!(media::linked(store.db(), text.story).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_package_lends_its_picture_to_its_text() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (text, _) = arrive(store, &copy("urn:text", 1, "Storm closes the harbour"), now()).await;
        let (shot, _) = arrive(store, &picture("urn:pic", 1), now()).await;
        attach(store, shot.story, &[kept_file("one", 800)]).await;
        assert_eq!(lead(store, text.story).await, None);
        let member = |guid: &str| Link { role: LinkRole::Member, guid: Some(guid.into()), ..Link::default() };
        let package = Item {
            kind: ItemKind::Package,
            links: vec![member("urn:text"), member("urn:pic")],
            ..copy("urn:pack", 1, "Storm: words and picture")
        };
        let (package, _) = arrive(store, &package, now()).await;
        assert_eq!(lead(store, text.story).await.as_deref(), Some("one"));
        assert_eq!(lead(store, package.story).await.as_deref(), Some("one"));
        assert!(last_tags(store).await.contains(&Tag::story(text.story)));
        assert_eq!(media::linked(store.db(), text.story).await.unwrap()[0].story.id, shot.story);
        kill(store, package.story, "Wrong picture.", now()).await.unwrap();
        assert_eq!(lead(store, text.story).await, None, "the package that lent it is gone");
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_wanted_is_fetched_tried_again_and_given_up() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &picture("urn:pic", 1), now()).await;
        let wanted = |rendition| MediaFile {
            rendition,
            sha256: None,
            state: FileState::Wanted,
            href: format!("https://mna.example/{rendition}.jpg"),
            ..kept_file("", 800)
        };
        attach(store, kept.story, &[wanted(0), wanted(1)]).await;
        let queue = media::to_fetch(store.db(), now(), 9).await.unwrap();
        assert_eq!(queue.len(), 2);
        assert_eq!(queue[0].source, "mna");
        let later = at("2026-11-24T09:05:00Z");
        media::failed(store, &queue[0], "It did not answer.", Some(later)).await.unwrap();
        let got = media::Fetched {
            sha256: "one".into(),
            mime: "image/jpeg".into(),
            width: Some(800),
            height: Some(400),
            bytes: 1000,
        };
        media::fetched(store, &queue[1], &got, now()).await.unwrap();
        assert_eq!(lead(store, kept.story).await.as_deref(), Some("one"));
        assert!(last_tags(store).await.contains(&Tag::story(kept.story)));
        assert!(media::to_fetch(store.db(), now(), 9).await.unwrap().is_empty());
        let again = media::to_fetch(store.db(), later, 9).await.unwrap();
        assert_eq!((again.len(), again[0].tries), (1, 1));
        media::failed(store, &again[0], "404 Not Found", None).await.unwrap();
        assert!(media::to_fetch(store.db(), later, 9).await.unwrap().is_empty());

        // The next version wants the same address: until it is there, the file we have stands in.
        let mut next = picture("urn:pic", 2);
        next.media[0].caption = Some("The quay at noon".into());
        arrive(store, &next, now()).await;
        let mut tx = store.begin().await.unwrap();
        media::attach(&mut tx, kept.story, 2, &[wanted(1)], now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(lead(store, kept.story).await.as_deref(), Some("one"));
        assert_eq!(media::to_fetch(store.db(), now(), 9).await.unwrap().len(), 1);
    })
    .await;
}
