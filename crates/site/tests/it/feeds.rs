//! RSS, Atom and JSON Feed of the site, a section, an agency.

use site::AgencyTerms;
use wire::{Block, Format, Hints, Inline, Item, parse};

use crate::house::{LUMIERE, copy, on_both, on_both_with, paragraphs, picture};

const FORMATS: [(&str, Format, &str); 3] = [
    ("feed.xml", Format::Rss, "application/rss+xml"),
    ("atom.xml", Format::Atom, "application/atom+xml"),
    ("feed.json", Format::JsonFeed, "application/feed+json"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_feed_is_well_formed_and_all_formats_say_the_same() {
    on_both(|house| async move {
        house.arrives(&copy("1", 1, "Harbour tolls & \"dues\"")).await;
        house.arrives(&copy("1", 2, "Harbour tolls & \"dues\" fall")).await;
        let with_picture = Item { media: vec![picture("The wall")], ..copy("2", 1, "Harbour wall mended") };
        let kept = house.arrives(&with_picture).await;
        let file = house.brings_file(kept, b"a picture of 24 bytes...", "image/png", "png").await;
        house.arrives_from(LUMIERE, &copy("3", 1, "Talks in Paris")).await;
        for (folder, count) in [("", 3), ("/harbour", 2), ("/agency/mna", 2), ("/agency/lumiere", 1)] {
            let mut said = Vec::new();
            for (name, format, mime) in FORMATS {
                let address = format!("{folder}/{name}");
                let feed = house.get(&address).await;
                assert!(feed.header("content-type").unwrap().starts_with(mime), "{address}");
                assert!(feed.has(&format!("https://courier.example{address}")), "{address} says where it is");
                let read = parse(&feed.body, &Hints { format: Some(format), ..Hints::default() });
                assert_eq!(read.problems, [], "{address}");
                let entry = |item: &Item| {
                    (
                        item.guid.clone(),
                        item.url.clone(),
                        item.headline.clone(),
                        item.published.map(|at| at.at),
                        item.bylines.clone(),
                    )
                };
                said.push(read.items.iter().map(entry).collect::<Vec<_>>());
                assert!(house.get("/").await.has(name), "the front names {name}");
            }
            assert_eq!(said[0].len(), count, "{folder}");
            assert!(said[0] == said[1] && said[1] == said[2], "{folder}: {said:#?}");
        }
        // The picture's file with its real size, in all three.
        let enclosure =
            format!(r#"<enclosure url="https://courier.example{file}" type="image/png" length="24"/>"#);
        assert!(house.get("/feed.xml").await.has(&enclosure), "{}", house.get("/feed.xml").await.text());
        assert!(house.get("/atom.xml").await.has(r#"length="24""#));
        assert!(house.get("/feed.json").await.has(r#""size_in_bytes":24"#));
        // An id stays whatever becomes of the address.
        let id = |text: String| {
            text.split("<guid isPermaLink=\"false\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
        };
        let before = id(house.get("/agency/lumiere/feed.xml").await.text());
        let story =
            store::stories::by_path(house.store.db(), "2026-11-24", "talks-in-paris").await.unwrap().unwrap();
        store::acts::rename(&house.store, story.id, "paris", house.now()).await.unwrap();
        house.follow().await;
        let after = house.get("/agency/lumiere/feed.xml").await.text();
        assert!(after.contains("/2026/11/24/paris") && id(after) == before);
        assert_eq!(house.get("/agency/nobody/feed.xml").await.status, 404);
        assert_eq!(house.get("/nowhere/feed.xml").await.status, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_has_the_whole_text_where_the_agencys_terms_allow_it_and_nowhere_else() {
    let terms = AgencyTerms { slug: "lumiere".into(), full_text: true, ..AgencyTerms::default() };
    on_both_with(
        |settings| settings.agencies = vec![terms.clone()],
        |house| async move {
            let mut body = paragraphs(&["The first paragraph.", "The last words of it."]);
            let link = Inline::Link {
                href: "https://port.example/a?b=1&c=2".into(),
                inner: vec![Inline::text("notice")],
            };
            body.blocks.push(Block::Paragraph { text: vec![link] });
            let theirs = Item {
                body: body.clone(),
                media: vec![picture("The wall")],
                ..copy("1", 1, "Harbour of Paris")
            };
            let kept = house.arrives_from(LUMIERE, &theirs).await;
            let file = house.brings_file(kept, b"a picture", "image/png", "png").await;
            house
                .arrives(&Item {
                    body: paragraphs(&["Ours.", "Secret middle."]),
                    ..copy("2", 1, "Harbour story")
                })
                .await;
            for (name, format, _) in FORMATS {
                let feed = house.get(&format!("/{name}")).await;
                assert!(!feed.has("Secret middle"), "{name}");
                let read = parse(&feed.body, &Hints { format: Some(format), ..Hints::default() });
                let whole = read
                    .items
                    .iter()
                    .find(|item| item.headline.as_deref() == Some("Harbour of Paris"))
                    .unwrap();
                let text = whole.body.plain_text();
                assert!(
                    text.contains("The first paragraph.\n\nThe last words of it.\n\nnotice"),
                    "{name}: {text}"
                );
                assert!(feed.has("https://port.example/a?b=1"), "{name}");
                assert!(feed.has(&format!("https://courier.example{file}")), "{name}");
                assert!(
                    !feed.text().replace("https://courier.example", "").contains("src=\"/media"),
                    "{name}"
                );
            }
        },
    )
    .await;
}
