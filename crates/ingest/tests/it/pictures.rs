use std::fs;

use ingest::*;
use store::media::{self, FileState};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::house::*;

async fn files(house: &House, outcome: &Outcome) -> Vec<media::MediaFile> {
    let item = &outcome.items[0];
    media::of_story(house.store().db(), item.story.unwrap(), item.version.unwrap()).await.unwrap()
}

#[tokio::test]
async fn a_picture_beside_its_text_is_taken_with_it() {
    let house = House::watching(FolderSettings { after: After::Move, ..Default::default() }, source()).await;
    lay(
        &house.wire().join("in/storm.json"),
        with_picture("urn:mna:storm", 1, "Storm", "img/wall 1.png"),
        at("08:00:00"),
    );
    lay(&house.wire().join("in/img/wall 1.png"), png(800, 600), at("08:00:00"));
    let scan = house.watch().scan(at("08:10:00")).await;
    assert_eq!(scan.outcomes.len(), 1, "a picture is no delivery of its own");
    assert!(scan.outcomes[0].problems.is_empty(), "{:?}", scan.outcomes[0].problems);
    assert_eq!(house.front_picture().await, Some((800, 600)));
    assert!(house.wire().join("done/in/img/wall 1.png").exists());
}

#[tokio::test]
async fn a_picture_that_comes_after_its_text_is_attached_when_it_comes() {
    let house = House::watching(FolderSettings::default(), source()).await;
    let mut watch = house.watch();
    lay(
        &house.wire().join("storm.json"),
        with_picture("urn:mna:storm", 1, "Storm", "wall.png"),
        at("08:00:00"),
    );
    let scan = watch.scan(at("08:10:00")).await;
    assert_eq!(files(&house, &scan.outcomes[0]).await[0].state, FileState::Wanted);
    assert_eq!(house.front_picture().await, None);

    lay(&house.wire().join("other.png"), png(10, 10), at("08:11:00"));
    lay(&house.wire().join("wall.png"), &png(800, 600)[..20], at("08:11:00"));
    watch.scan(at("08:12:00")).await;
    assert_eq!(house.front_picture().await, None, "half of it is not enough");
    lay(&house.wire().join("wall.png"), png(800, 600), at("08:12:30"));
    watch.scan(at("08:13:00")).await;
    assert_eq!(house.front_picture().await, Some((800, 600)));
}

#[tokio::test]
async fn a_picture_before_its_text_waits_for_it() {
    let house =
        House::watching(FolderSettings { after: After::Delete, ..Default::default() }, source()).await;
    let mut watch = house.watch();
    lay(&house.wire().join("wall.png"), png(800, 600), at("08:00:00"));
    let scan = watch.scan(at("08:10:00")).await;
    assert!(scan.outcomes.is_empty() && scan.notes.is_empty());
    assert!(house.wire().join("wall.png").exists(), "nobody has taken it yet");
    lay(
        &house.wire().join("storm.json"),
        with_picture("urn:mna:storm", 1, "Storm", "wall.png"),
        at("08:11:00"),
    );
    watch.scan(at("08:12:00")).await;
    assert_eq!(house.front_picture().await, Some((800, 600)));
    assert!(!house.wire().join("wall.png").exists());

    // The next version names the same file, which is gone: it keeps the picture that the story has.
    lay(
        &house.wire().join("storm2.json"),
        with_picture("urn:mna:storm", 2, "Storm passes", "wall.png"),
        at("08:13:00"),
    );
    watch.scan(at("08:14:00")).await;
    assert_eq!(house.front().await, ["Storm passes"]);
    assert_eq!(house.front_picture().await, Some((800, 600)));
}

#[tokio::test]
async fn no_picture_is_taken_from_outside_the_folder() {
    let house = House::watching(FolderSettings::default(), source()).await;
    lay(&house.folder.path().join("secret.png"), png(800, 600), at("08:00:00"));
    std::os::unix::fs::symlink("../secret.png", house.wire().join("link.png")).unwrap();
    for (n, href) in [
        "../secret.png",
        "link.png",
        "/etc/hosts",
        "file:///etc/hosts",
        "in/../../secret.png",
        "%2e%2e/secret.png",
    ]
    .into_iter()
    .enumerate()
    {
        let text = with_picture(&format!("urn:mna:{n}"), 1, &format!("Story {n}"), href);
        lay(&house.wire().join(format!("{n}.json")), text, at("08:00:00"));
    }
    let scan = house.watch().scan(at("08:10:00")).await;
    assert_eq!(scan.outcomes.len(), 6);
    for outcome in &scan.outcomes {
        let kept = files(&house, outcome).await.into_iter().any(|file| file.state == FileState::Kept);
        assert!(!kept, "{outcome:?}");
    }
    let link = scan.outcomes.iter().find(|outcome| outcome.name == "1.json").unwrap();
    assert!(link.problems.iter().any(|problem| problem.message.contains("link.png")), "{link:?}");
}

#[tokio::test]
async fn what_is_no_picture_is_named_as_a_problem_and_the_text_is_shown() {
    let house = House::watching(FolderSettings::default(), source()).await;
    lay(
        &house.wire().join("storm.json"),
        with_picture("urn:mna:storm", 1, "Storm", "wall.png"),
        at("08:00:00"),
    );
    lay(
        &house.wire().join("wall.png"),
        "<svg xmlns='http://www.w3.org/2000/svg' onload='steal()'/>",
        at("08:00:00"),
    );
    let scan = house.watch().scan(at("08:10:00")).await;
    assert!(
        scan.outcomes[0].problems.iter().any(|problem| problem.message.contains("SVG")),
        "{:?}",
        scan.outcomes[0]
    );
    assert_eq!(house.front().await, ["Storm"]);
}

/// A paper that fetches pictures, and a server that has some.
async fn fetching() -> (House, MockServer, PictureFollower) {
    let server = MockServer::start().await;
    let fetch =
        FetchSettings { allow_private: vec![server.address().to_string()], ..FetchSettings::default() };
    let source = SourceSettings { pictures: Pictures::Fetch, ..source() };
    let house = House::with_fetch(tempfile::tempdir().unwrap(), source, &fetch).await;
    let follower = PictureFollower::new(&house.intake, Some(Fetcher::new(&fetch).unwrap()));
    (house, server, follower)
}

async fn serve(server: &MockServer, at: &str, answer: ResponseTemplate) {
    Mock::given(path(at)).respond_with(answer).mount(server).await;
}

#[tokio::test]
async fn a_picture_on_the_net_is_fetched_after_its_text_was_shown() {
    let (house, server, follower) = fetching().await;
    serve(
        &server,
        "/wall",
        ResponseTemplate::new(200).set_body_bytes(png(800, 600)).insert_header("content-type", "text/html"),
    )
    .await;
    let text = with_picture("urn:mna:storm", 1, "Storm", &format!("{}/wall", server.uri()));
    house.take("storm.json", &text, at("08:05:00")).await;
    assert_eq!(house.front().await, ["Storm"]);
    assert_eq!(house.front_picture().await, None);
    assert_eq!(follower.bring(at("08:05:01"), 0.0).await.unwrap(), 1);
    assert_eq!(house.front_picture().await, Some((800, 600)));
    assert_eq!(follower.bring(at("08:05:02"), 0.0).await.unwrap(), 0);
}

#[tokio::test]
async fn a_picture_that_fails_is_tried_again_after_a_while_and_given_up_in_the_end() {
    let (house, server, follower) = fetching().await;
    serve(&server, "/gone", ResponseTemplate::new(503)).await;
    let text = with_picture("urn:mna:storm", 1, "Storm", &format!("{}/gone", server.uri()));
    let outcome = house.take("storm.json", &text, at("08:05:00")).await;
    let mut now = at("08:05:00");
    assert_eq!(follower.bring(now, 1.0).await.unwrap(), 1);
    assert_eq!(follower.bring(now, 1.0).await.unwrap(), 0, "not at once");
    let mut tries = 1;
    while files(&house, &outcome).await[0].state == FileState::Wanted {
        now = now.checked_add(jiff::SignedDuration::from_hours(2)).unwrap();
        tries += follower.bring(now, 1.0).await.unwrap();
        assert!(tries < 50, "it is given up some day");
    }
    assert!(tries > 5, "but not early: {tries}");
    assert_eq!(files(&house, &outcome).await[0].state, FileState::Failed);
}

#[tokio::test]
async fn a_picture_inside_somebodys_house_is_never_asked_for() {
    let (house, server, follower) = fetching().await;
    serve(
        &server,
        "/leads-inside",
        ResponseTemplate::new(302).insert_header("location", "http://169.254.169.254/latest"),
    )
    .await;
    for (n, href) in [
        "http://127.0.0.1:9/a.png".to_owned(),
        "http://[::ffff:10.0.0.1]/a.png".to_owned(),
        format!("{}/leads-inside", server.uri()),
    ]
    .iter()
    .enumerate()
    {
        let outcome = house
            .take(&format!("{n}"), &with_picture(&format!("urn:mna:{n}"), 1, "Storm", href), at("08:05:00"))
            .await;
        follower.bring(at("08:05:01"), 0.0).await.unwrap();
        assert_eq!(
            files(&house, &outcome).await[0].state,
            FileState::Failed,
            "{href}: refused at once, and for good"
        );
    }
}

#[tokio::test]
async fn a_picture_that_unpacks_to_a_continent_is_refused_by_its_header() {
    let (house, server, follower) = fetching().await;
    serve(&server, "/bomb", ResponseTemplate::new(200).set_body_bytes(png(60_000, 60_000))).await;
    let text = with_picture("urn:mna:storm", 1, "Storm", &format!("{}/bomb", server.uri()));
    let outcome = house.take("storm.json", &text, at("08:05:00")).await;
    follower.bring(at("08:05:01"), 0.0).await.unwrap();
    assert_eq!(files(&house, &outcome).await[0].state, FileState::Failed);
}

#[tokio::test]
async fn an_owner_who_wants_no_pictures_gets_none() {
    let house =
        House::watching(FolderSettings::default(), SourceSettings { pictures: Pictures::None, ..source() })
            .await;
    lay(
        &house.wire().join("storm.json"),
        with_picture("urn:mna:storm", 1, "Storm", "wall.png"),
        at("08:00:00"),
    );
    lay(&house.wire().join("wall.png"), png(800, 600), at("08:00:00"));
    let scan = house.watch().scan(at("08:10:00")).await;
    assert!(files(&house, &scan.outcomes[0]).await.is_empty());
    assert!(fs::exists(house.wire().join("wall.png")).unwrap());
}
