//! Pictures that the desk sets beside stories.

use newsroom::{StoryId, Tag};
use wire::Item;

use super::pictures::{attach, kept_file, last_tags, picture};
use super::{Desk, arrive, arrive_with, copy, now, on_both};
use crate::acts::{NewPicture, add_picture, kill, point_picture, release, remove_picture};
use crate::renditions::{self, Facts, Focal, NewSize};
use crate::stories::CardPicture;
use crate::{Error, Store, blobs, changes, desk_pictures, media, stories};

const QUAY: NewPicture<'static> = NewPicture {
    bytes: b"a picture of the quay",
    mime: "image/jpeg",
    width: 800,
    height: 600,
    caption: Some("The quay at noon."),
    credit: Some("Ida Marsh"),
    alt: None,
    focal: None,
};

async fn lead(store: &Store, story: StoryId) -> Option<CardPicture> {
    stories::card(store.db(), story).await.unwrap().unwrap().picture
}

async fn is_public(store: &Store, sha256: &str) -> bool {
    media::public(store.db(), sha256).await.unwrap().is_some()
}

fn size() -> NewSize {
    NewSize { mime: "image/webp", width: 320, height: 240, bytes: b"a small quay".to_vec() }
}

#[tokio::test]
async fn a_picture_of_the_desk_leads_its_story_in_one_change() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &picture("urn:pic", 1), now()).await;
        attach(store, kept.story, &[kept_file("agencys", 800)]).await;
        let before = changes::head(store.db()).await.unwrap();
        let sha256 = add_picture(store, kept.story, &QUAY, now()).await.unwrap();
        assert_eq!(changes::head(store.db()).await.unwrap(), before + 1);
        let tags = last_tags(store).await;
        assert!(tags.contains(&Tag::story(kept.story)) && tags.contains(&Tag("latest".into())), "{tags:?}");

        let shown = lead(store, kept.story).await.unwrap();
        assert_eq!((&shown.sha256, shown.alt.as_str()), (&sha256, "The quay at noon."));
        assert_eq!((shown.width, shown.credit.as_deref()), (Some(800), Some("Ida Marsh")));
        assert_eq!(blobs::get(store, &sha256).await.unwrap(), QUAY.bytes);
        assert!(is_public(store, &sha256).await && is_public(store, "agencys").await);
        let shown = media::shown(store.db(), &[kept.story]).await.unwrap().remove(0);
        assert_eq!(shown.desk, desk_pictures::of_story(store.db(), kept.story).await.unwrap());
        assert_eq!(shown.desk[0].caption.as_deref(), Some("The quay at noon."));

        // Once more it is the same picture with other words; another one stands behind it.
        let other = NewPicture { caption: Some("The quay."), ..QUAY };
        assert_eq!(add_picture(store, kept.story, &other, now()).await.unwrap(), sha256);
        add_picture(store, kept.story, &NewPicture { bytes: b"another", ..QUAY }, now()).await.unwrap();
        let all = desk_pictures::of_story(store.db(), kept.story).await.unwrap();
        assert_eq!((all.len(), all[0].caption.as_deref()), (2, Some("The quay.")));
        assert_eq!(lead(store, kept.story).await.unwrap().sha256, sha256);

        remove_picture(store, kept.story, &sha256, now()).await.unwrap();
        assert!(!is_public(store, &sha256).await && lead(store, kept.story).await.unwrap().sha256 != sha256);
        assert!(last_tags(store).await.contains(&Tag::story(kept.story)));
        let again = remove_picture(store, kept.story, &sha256, now()).await.unwrap_err().to_string();
        assert!(again.contains("has added no picture"), "{again}");
    })
    .await;
}

#[tokio::test]
async fn a_picture_of_the_desk_stays_through_updates_and_leaves_with_the_story() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &copy("urn:ferry", 1, "Ferry returns"), now()).await;
        let sha256 = add_picture(store, kept.story, &QUAY, now()).await.unwrap();
        renditions::keep(store, &sha256, &Facts::default(), &[size()], None, now()).await.unwrap();
        let small = lead(store, kept.story).await.unwrap().sizes.remove(0).sha256;

        let next = Item { headline: Some("Ferry is back".into()), ..copy("urn:ferry", 2, "Ferry is back") };
        arrive(store, &next, now()).await;
        let shown = stories::get(store.db(), kept.story).await.unwrap().unwrap().shown;
        assert_eq!(shown, Some(2));
        assert_eq!(lead(store, kept.story).await.unwrap().sha256, sha256);
        assert!(is_public(store, &sha256).await && is_public(store, &small).await);

        kill(store, kept.story, "Not this ferry.", now()).await.unwrap();
        assert!(!is_public(store, &sha256).await && !is_public(store, &small).await);
        let refused = add_picture(store, kept.story, &QUAY, now()).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_picture_added_to_a_story_that_waits_is_nobodys_until_it_is_shown() {
    on_both(|bench| async move {
        let store = &bench.store;
        let mut desk = Desk::default();
        desk.policy.publish = false;
        let (kept, _) = arrive_with(store, &copy("urn:ferry", 1, "Ferry returns"), &desk, now()).await;
        let sha256 = add_picture(store, kept.story, &QUAY, now()).await.unwrap();
        assert!(!is_public(store, &sha256).await);
        release(store, kept.story, now()).await.unwrap();
        assert!(is_public(store, &sha256).await);
        assert_eq!(lead(store, kept.story).await.unwrap().sha256, sha256);
    })
    .await;
}

#[tokio::test]
async fn what_must_stay_in_view_is_said_of_a_picture_or_any_of_its_sizes() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &copy("urn:ferry", 1, "Ferry returns"), now()).await;
        let focal = Some(Focal { x: 20, y: 80 });
        let sha256 = add_picture(store, kept.story, &NewPicture { focal, ..QUAY }, now()).await.unwrap();
        let size = size();
        renditions::keep(store, &sha256, &Facts::default(), &[size], None, now()).await.unwrap();
        let shown = lead(store, kept.story).await.unwrap();
        assert_eq!(shown.focal, focal);

        let other = Focal { x: 0, y: 100 };
        let small = &shown.sizes[0].sha256;
        assert_eq!(point_picture(store, small, other, now()).await.unwrap(), sha256);
        assert!(last_tags(store).await.contains(&Tag::story(kept.story)));
        assert_eq!(lead(store, kept.story).await.unwrap().focal, Some(other));
        let known = renditions::of(store.db(), &[&sha256]).await.unwrap();
        assert_eq!(known[&sha256].focal, Some(other));

        // Sizes made anew and words given anew leave it as it is.
        renditions::keep(store, &sha256, &Facts::default(), &[], None, now()).await.unwrap();
        add_picture(store, kept.story, &QUAY, now()).await.unwrap();
        assert_eq!(lead(store, kept.story).await.unwrap().focal, Some(other));
        assert!(matches!(point_picture(store, "nothing", other, now()).await, Err(Error::Missing(_))));
    })
    .await;
}
