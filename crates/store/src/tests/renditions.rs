//! Sizes of pictures.

use newsroom::Tag;
use wire::Item;

use super::pictures::{attach, kept_file, last_tags, picture};
use super::{arrive, now, on_both};
use crate::acts::kill;
use crate::renditions::{self, Facts, NewSize};
use crate::{Store, blobs, changes, media, stories};

fn sizes() -> Vec<NewSize> {
    let size = |mime, width: u32| NewSize {
        mime,
        width,
        height: width / 2,
        bytes: format!("{mime} of {width}").into_bytes(),
    };
    vec![size("image/jpeg", 320), size("image/jpeg", 640), size("image/webp", 320)]
}

async fn lead(store: &Store, story: newsroom::StoryId) -> stories::CardPicture {
    stories::card(store.db(), story).await.unwrap().unwrap().picture.unwrap()
}

#[tokio::test]
async fn sizes_join_their_picture_wherever_it_is_shown_in_one_change() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut bare = picture("urn:pic", 1);
        bare.media[0].caption = None;
        bare.media[0].credit = None;
        let (kept, _) = arrive(store, &bare, now()).await;
        attach(store, kept.story, &[kept_file("original", 800)]).await;
        assert!(!renditions::is_known(store.db(), "original").await.unwrap());
        let facts = Facts {
            alt: Some("A quay".into()),
            byline: Some("Ana Ruiz".into()),
            caption: Some("The quay at dawn".into()),
            ..Facts::default()
        };
        let before = changes::head(store.db()).await.unwrap();
        renditions::keep(store, "original", &facts, &sizes(), None, now()).await.unwrap();
        assert_eq!(changes::head(store.db()).await.unwrap(), before + 1);
        let tags = last_tags(store).await;
        assert!(tags.contains(&Tag::story(kept.story)) && tags.contains(&Tag("latest".into())), "{tags:?}");

        let shown = lead(store, kept.story).await;
        let of: Vec<(&str, u32)> = shown.sizes.iter().map(|size| (size.mime.as_str(), size.width)).collect();
        assert_eq!(of, [("image/jpeg", 320), ("image/jpeg", 640), ("image/webp", 320)]);
        assert_eq!((shown.alt.as_str(), shown.credit.as_deref()), ("A quay", Some("Ana Ruiz")));
        let known = renditions::of(store.db(), &["other", "original"]).await.unwrap();
        assert_eq!((known.len(), &known["original"].facts), (1, &facts));
        assert_eq!(known["original"].sizes, shown.sizes);
        assert_eq!(blobs::get(store, &shown.sizes[1].sha256).await.unwrap(), b"image/jpeg of 640");
        assert_eq!(
            media::public(store.db(), &shown.sizes[2].sha256).await.unwrap().unwrap().mime,
            "image/webp"
        );

        // Made anew, the old ones are no longer any picture's.
        let fewer = &sizes()[..1];
        renditions::keep(store, "original", &facts, fewer, None, now()).await.unwrap();
        assert_eq!(lead(store, kept.story).await.sizes.len(), 1);
        assert_eq!(media::public(store.db(), &shown.sizes[2].sha256).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn the_agencys_words_count_more_than_the_files() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &picture("urn:pic", 1), now()).await;
        attach(store, kept.story, &[kept_file("original", 800)]).await;
        let facts = Facts { alt: Some("A quay".into()), credit: Some("Somebody".into()), ..Facts::default() };
        renditions::keep(store, "original", &facts, &[], Some("It is a GIF."), now()).await.unwrap();
        let shown = lead(store, kept.story).await;
        assert_eq!((shown.alt.as_str(), shown.credit.as_deref()), ("The quay at dawn", Some("Ana Ruiz/MNA")));
        assert!(shown.sizes.is_empty() && renditions::is_known(store.db(), "original").await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn the_sizes_of_a_killed_storys_picture_are_gone_with_it() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &picture("urn:pic", 1), now()).await;
        attach(store, kept.story, &[kept_file("original", 800)]).await;
        renditions::keep(store, "original", &Facts::default(), &sizes(), None, now()).await.unwrap();
        let sizes = lead(store, kept.story).await.sizes;
        for size in &sizes {
            assert!(media::public(store.db(), &size.sha256).await.unwrap().is_some());
        }
        kill(store, kept.story, "Not the quay.", now()).await.unwrap();
        for size in &sizes {
            assert_eq!(media::public(store.db(), &size.sha256).await.unwrap(), None, "{size:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn sizes_that_a_living_story_shows_too_stay_when_the_other_is_killed() {
    on_both(|bench| async move {
        let store = &bench.store;
        let other = Item { headline: Some("Quay at noon".into()), ..picture("urn:other", 1) };
        let (one, _) = arrive(store, &picture("urn:pic", 1), now()).await;
        let (two, _) = arrive(store, &other, now()).await;
        for story in [one.story, two.story] {
            attach(store, story, &[kept_file("original", 800)]).await;
        }
        renditions::keep(store, "original", &Facts::default(), &sizes(), None, now()).await.unwrap();
        assert_eq!(lead(store, one.story).await.sizes, lead(store, two.story).await.sizes);
        let size = lead(store, two.story).await.sizes.remove(0);
        kill(store, one.story, "Not the quay.", now()).await.unwrap();
        assert!(media::public(store.db(), &size.sha256).await.unwrap().is_some());
        kill(store, two.story, "Not the quay.", now()).await.unwrap();
        assert_eq!(media::public(store.db(), &size.sha256).await.unwrap(), None);
    })
    .await;
}
