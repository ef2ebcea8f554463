//! Pictures, films and sounds.

use store::acts::{NewPicture, add_picture};
use store::renditions::{self, Facts, Focal, NewSize};
use wire::Item;

use crate::house::{copy, on_both, picture};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_film_can_be_had_in_parts_and_a_known_picture_is_not_sent_again() {
    on_both(|house| async move {
        let item = Item { media: vec![picture("A film")], ..copy("1", 1, "Harbour film") };
        let kept = house.arrives(&item).await;
        // One that is a row and one that is a file.
        let small: Vec<u8> = (0..1000u32).map(|n| n as u8).collect();
        let large: Vec<u8> = (0..600_000u32).map(|n| (n % 251) as u8).collect();
        for bytes in [small, large] {
            let path = house.brings_file(kept, &bytes, "video/mp4", "mp4").await;
            let whole = house.get(&path).await;
            assert_eq!((whole.status, whole.header("accept-ranges")), (200, Some("bytes")));
            assert_eq!(whole.header("content-type"), Some("video/mp4"));
            assert!(whole.body == bytes);
            for (range, part) in [
                ("bytes=0-0", 0..1),
                ("bytes=100-899", 100..900),
                ("bytes=-500", bytes.len() - 500..bytes.len()),
                ("bytes=300-", 300..bytes.len()),
            ] {
                let answer = house.ask("GET", &path, &[("range", range)]).await;
                assert_eq!(answer.status, 206, "{range}");
                let said = format!("bytes {}-{}/{}", part.start, part.end - 1, bytes.len());
                assert_eq!(answer.header("content-range"), Some(said.as_str()));
                assert!(answer.body == bytes[part], "{range}");
            }
            let beyond = house.ask("GET", &path, &[("range", "bytes=600000-")]).await;
            assert_eq!(
                (beyond.status, beyond.header("content-range")),
                (416, Some(format!("bytes */{}", bytes.len()).as_str()))
            );
            let tag = whole.header("etag").unwrap();
            assert_eq!(house.ask("GET", &path, &[("if-none-match", tag)]).await.status, 304);
            let head = house.ask("HEAD", &path, &[]).await;
            assert_eq!(
                (head.header("content-length"), head.body.len()),
                (Some(bytes.len().to_string().as_str()), 0)
            );
        }
        assert_eq!(house.get(&format!("/media/{}.jpg", "0".repeat(64))).await.status, 404);
        assert_eq!(house.get("/media/x.jpg").await.status, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_wrong_on_our_side_is_said_and_kept_by_nobody() {
    on_both(|house| async move {
        let item = Item { media: vec![picture("A wall")], ..copy("1", 1, "Harbour wall") };
        let kept = house.arrives(&item).await;
        let path = house.brings_file(kept, &vec![7; 100_000], "image/png", "png").await;
        std::fs::remove_dir_all(house.store.data().join("blobs")).unwrap();
        let page = house.get(&path).await;
        assert_eq!((page.status, page.header("cache-control")), (500, Some("no-store")));
        assert_eq!(page.one("h1"), "Something went wrong on our side");
        assert!(
            !page.has("blobs") && !page.has("cannot be read"),
            "the log says more; readers need not know"
        );
        assert_eq!(house.get("/").await.status, 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_of_a_version_that_waits_is_nobodys() {
    on_both(|house| async move {
        let embargo = Some(wire::Moment::utc(crate::house::at("2026-11-24T12:00:00Z")));
        let item = Item { embargo, media: vec![picture("A wall")], ..copy("1", 1, "Harbour wall") };
        let kept = house.arrives(&item).await;
        let path = house.brings_file(kept, b"a picture", "image/png", "png").await;
        assert_eq!(house.get(&path).await.status, 404);
        house.time_passes("2026-11-24T12:00:00Z").await;
        assert_eq!(house.get(&path).await.status, 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_chooses_among_sizes_and_a_kill_takes_them_all() {
    on_both(|house| async move {
        let item = Item { media: vec![picture("A wall")], ..copy("1", 1, "Harbour wall") };
        let kept = house.arrives(&item).await;
        let file = house.brings_file(kept, b"a picture", "image/png", "png").await;
        let page = house.address(kept).await;
        for path in ["/", page.as_str()] {
            let answer = house.get(path).await;
            assert_eq!(answer.attribute("figure img, .card img", "src"), Some(file.clone()), "{path}");
            assert!(!answer.has("srcset"), "no sizes yet");
        }

        let original = &file["/media/".len()..file.len() - ".png".len()];
        let size = |mime, width: u32| NewSize {
            mime,
            width,
            height: width * 2 / 3,
            bytes: format!("{mime} {width}").into_bytes(),
        };
        let sizes = ["image/jpeg", "image/webp"].map(|mime| [320, 640, 1200].map(|width| size(mime, width)));
        let facts = Facts { alt: Some("In the file".into()), ..Facts::default() };
        let store = &house.store;
        renditions::keep(store, original, &facts, &sizes.concat(), None, house.now()).await.unwrap();
        house.follow().await;

        let mut files = vec![file];
        for path in ["/", page.as_str()] {
            let answer = house.get(path).await;
            let said =
                |css, name| answer.attribute(css, name).unwrap_or_else(|| panic!("{path}: {css} {name}"));
            assert_eq!(said("picture source", "type"), "image/webp");
            assert_eq!(
                (said("picture img", "width"), said("picture img", "height")),
                ("1200".into(), "800".into())
            );
            assert_eq!(said("picture img", "alt"), "The harbour wall", "the agency's word");
            assert!(said("picture img", "sizes").contains("vw"));
            for (srcset, ending) in
                [(said("picture source", "srcset"), "webp"), (said("picture img", "srcset"), "jpg")]
            {
                let each: Vec<&str> = srcset.split(", ").collect();
                assert_eq!(each.len(), 3, "{srcset}");
                for (one, width) in each.iter().zip(["320w", "640w", "1200w"]) {
                    let (href, says) = one.split_once(' ').unwrap();
                    assert!(says == width && href.ends_with(ending), "{one}");
                    assert_eq!(house.get(href).await.status, 200);
                    files.push(href.to_owned());
                }
            }
            assert!(files.contains(&said("picture img", "src")));
        }
        let social = house.get(&page).await.attribute("meta[property='og:image']", "content").unwrap();
        assert!(files.iter().any(|file| social == format!("https://courier.example{file}")), "{social}");

        store::acts::kill(store, kept.story, "By order of the court.", house.now()).await.unwrap();
        house.follow().await;
        for file in files {
            assert_eq!(house.get(&file).await.status, 404, "{file}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_of_the_desk_leads_through_updates_and_cards_keep_in_view_what_matters() {
    on_both(|house| async move {
        let item = Item { media: vec![picture("A wall")], ..copy("1", 1, "Harbour wall") };
        let kept = house.arrives(&item).await;
        let agencys = house.brings_file(kept, b"a picture", "image/png", "png").await;
        let page = house.address(kept).await;
        house.get(&page).await;
        let quay = NewPicture {
            bytes: b"a picture of the quay",
            mime: "image/jpeg",
            width: 900,
            height: 1600,
            caption: Some("The quay at noon."),
            credit: Some("Ida Marsh"),
            alt: Some("A quay"),
            focal: Some(Focal { x: 50, y: 12 }),
        };
        let sha256 = add_picture(&house.store, kept.story, &quay, house.now()).await.unwrap();
        let facts = Facts::default();
        renditions::keep(&house.store, &sha256, &facts, &[], None, house.now()).await.unwrap();
        house.follow().await;
        let desks = Some(format!("/media/{sha256}.jpg"));
        for version in 2..4 {
            let front = house.get("/").await;
            assert_eq!(front.attribute(".card img", "src"), desks, "before version {version}");
            assert_eq!(front.attribute(".card img", "class").as_deref(), Some("focus-y-10"));
            assert!(front.attribute(".card img", "style").is_none());
            let story = house.get(&page).await;
            assert_eq!(story.attribute("figure img", "src"), desks);
            assert_eq!(story.attribute("figure img", "alt").as_deref(), Some("A quay"));
            assert!(story.has("The quay at noon.") && story.has("Ida Marsh"));
            if version == 2 {
                assert!(story.has(&agencys), "the agency's stands with it");
            }
            house.arrives(&copy("1", version, "Harbour wall stands")).await;
            house.follow().await;
        }
        let style = house.get("/").await.attribute("link[rel=stylesheet]", "href").unwrap();
        assert!(house.get(&style).await.has(".focus-y-10 {"), "the theme knows the class");
    })
    .await;
}
