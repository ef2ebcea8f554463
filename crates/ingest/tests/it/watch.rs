use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::Duration;

use ingest::*;
use jiff::SignedDuration;
use newsroom::Verdict;
use tokio_util::sync::CancellationToken;

use crate::house::*;

fn moving() -> FolderSettings {
    FolderSettings { after: After::Move, ..FolderSettings::default() }
}

fn names(scan: &Scan) -> Vec<&str> {
    scan.outcomes.iter().map(|outcome| outcome.name.as_str()).collect()
}

#[tokio::test]
async fn a_file_is_taken_when_it_has_stopped_changing() {
    let house = House::watching(FolderSettings::default(), source()).await;
    let path = house.wire().join("2026/storm.json");
    let text = story("urn:mna:storm", 1, "Storm closes the harbour");
    let mut watch = house.watch();

    lay(&path, &text[..40], at("08:00:00"));
    assert!(names(&watch.scan(at("08:00:00")).await).is_empty(), "it has just been written");
    lay(&path, &text[..80], at("08:00:02"));
    assert!(names(&watch.scan(at("08:00:02")).await).is_empty(), "it grew");
    lay(&path, &text, at("08:00:03"));
    assert!(names(&watch.scan(at("08:00:03")).await).is_empty(), "it grew again");
    let scan = watch.scan(at("08:00:04")).await;
    assert_eq!(names(&scan), ["2026/storm.json"]);
    assert_eq!(verdicts(&scan.outcomes[0]), [Some(Verdict::New)]);
    assert!(names(&watch.scan(at("08:10:00")).await).is_empty(), "once is enough");
    assert!(path.exists(), "it stays where it is");
}

#[tokio::test]
async fn a_document_that_is_cut_off_is_given_time_to_be_finished() {
    let house = House::watching(FolderSettings::default(), source()).await;
    let path = house.wire().join("storm.json");
    let text = story("urn:mna:storm", 1, "Storm closes the harbour");
    let mut watch = house.watch();
    lay(&path, &text[..text.len() - 5], at("08:00:00"));
    assert!(names(&watch.scan(at("08:00:20")).await).is_empty(), "the writer may only be slow");
    lay(&path, &text, at("08:00:25"));
    let scan = watch.scan(at("08:00:27")).await;
    assert_eq!(verdicts(&scan.outcomes[0]), [Some(Verdict::New)]);

    let path = house.wire().join("cut.json");
    lay(&path, &story("urn:mna:cut", 1, "Cut off")[..100], at("08:01:00"));
    assert!(names(&watch.scan(at("08:01:29")).await).is_empty());
    assert_eq!(names(&watch.scan(at("08:01:30")).await), ["cut.json"], "nobody will finish it any more");
}

#[tokio::test]
async fn a_file_that_changes_after_it_was_taken_is_taken_again() {
    let house = House::watching(FolderSettings::default(), source()).await;
    let path = house.wire().join("latest.json");
    let mut watch = house.watch();
    lay(&path, story("urn:mna:storm", 1, "Storm nears"), at("08:00:00"));
    watch.scan(at("08:01:00")).await;
    lay(&path, story("urn:mna:storm", 2, "Storm strikes"), at("08:02:00"));
    let scan = watch.scan(at("08:03:00")).await;
    assert_eq!(verdicts(&scan.outcomes[0]), [Some(Verdict::Update)]);
}

#[tokio::test]
async fn files_are_taken_in_the_order_in_which_they_were_written() {
    let house = House::watching(FolderSettings::default(), source()).await;
    lay(&house.wire().join("a.json"), story("urn:mna:storm", 2, "Storm strikes"), at("08:02:00"));
    lay(&house.wire().join("z.json"), story("urn:mna:storm", 1, "Storm nears"), at("08:01:00"));
    let scan = house.watch().scan(at("08:10:00")).await;
    assert_eq!(names(&scan), ["z.json", "a.json"]);
}

#[tokio::test]
async fn a_file_under_a_passing_name_is_taken_once_it_is_renamed() {
    let house = House::watching(FolderSettings::default(), source()).await;
    let text = story("urn:mna:storm", 1, "Storm closes the harbour");
    for passing in [".storm.json", "storm.json.tmp", "storm.json.part", ".stash/storm.json"] {
        lay(&house.wire().join(passing), &text, at("08:00:00"));
    }
    let mut watch = house.watch();
    let scan = watch.scan(at("08:10:00")).await;
    assert!(scan.outcomes.is_empty() && scan.notes.is_empty(), "{scan:?}");
    fs::rename(house.wire().join("storm.json.tmp"), house.wire().join("storm.json")).unwrap();
    assert_eq!(names(&watch.scan(at("08:10:01")).await), ["storm.json"]);
}

#[tokio::test]
async fn only_names_that_match_the_pattern_are_copy() {
    let settings =
        FolderSettings { pattern: vec!["*.json".into(), "*.xml".into()], ..FolderSettings::default() };
    let house = House::watching(settings, source()).await;
    lay(&house.wire().join("readme.txt"), "Welcome to our feed!", at("08:00:00"));
    lay(&house.wire().join("STORM.JSON"), story("urn:mna:storm", 1, "Storm"), at("08:00:00"));
    assert_eq!(names(&house.watch().scan(at("08:10:00")).await), ["STORM.JSON"]);
}

#[tokio::test]
async fn what_was_taken_goes_to_done_and_what_cannot_be_read_to_failed_with_the_reason() {
    let house = House::watching(moving(), source()).await;
    let text = story("urn:mna:storm", 1, "Storm closes the harbour");
    lay(&house.wire().join("in/storm.json"), &text, at("08:00:00"));
    lay(&house.wire().join("noise.bin"), "\u{0}\u{2} no news", at("08:00:00"));
    let mut watch = house.watch();
    watch.scan(at("08:10:00")).await;
    assert_eq!(fs::read_to_string(house.wire().join("done/in/storm.json")).unwrap(), text);
    assert!(!house.wire().join("in/storm.json").exists());
    assert!(house.wire().join("failed/noise.bin").exists());
    let why = fs::read_to_string(house.wire().join("failed/noise.bin.why.txt")).unwrap();
    assert!(why.len() > 20, "{why}");
    assert!(watch.scan(at("08:20:00")).await.outcomes.is_empty(), "what was put away is not looked at");

    // The same name again does not overwrite what lies there.
    lay(&house.wire().join("in/storm.json"), story("urn:mna:storm", 2, "Storm passes"), at("08:30:00"));
    watch.scan(at("08:40:00")).await;
    assert_eq!(fs::read_to_string(house.wire().join("done/in/storm.json")).unwrap(), text);
    assert!(house.wire().join("done/in/storm.json.1").exists());
}

#[tokio::test]
async fn what_was_taken_can_be_removed_and_what_failed_stays() {
    let settings = FolderSettings { after: After::Delete, ..FolderSettings::default() };
    let house = House::watching(settings, source()).await;
    lay(&house.wire().join("storm.json"), story("urn:mna:storm", 1, "Storm"), at("08:00:00"));
    lay(&house.wire().join("noise.bin"), "\u{0}\u{2} no news", at("08:00:00"));
    house.watch().scan(at("08:10:00")).await;
    assert!(!house.wire().join("storm.json").exists());
    assert!(house.wire().join("noise.bin").exists());
}

#[tokio::test]
async fn a_pipe_a_socket_and_a_folder_with_a_files_name_are_left_alone() {
    let house = House::watching(moving(), source()).await;
    let pipe = house.wire().join("pipe.xml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(house.wire().join("socket.xml")).unwrap();
    fs::create_dir(house.wire().join("folder.xml")).unwrap();
    let mut watch = house.watch();
    let scan = tokio::time::timeout(Duration::from_secs(20), watch.scan(at("08:10:00")))
        .await
        .expect("it must not wait for the pipe");
    assert!(scan.outcomes.is_empty());
    assert_eq!(scan.notes.len(), 2, "{:?}", scan.notes);
    assert!(scan.notes.iter().any(|note| note.contains("pipe.xml")));
    assert!(watch.scan(at("08:10:10")).await.notes.is_empty(), "it is said once");
}

#[tokio::test]
async fn a_link_out_of_the_folder_is_refused_with_a_sentence() {
    let house = House::watching(FolderSettings::default(), source()).await;
    let secret = house.folder.path().join("secret.json");
    lay(&secret, story("urn:mna:secret", 1, "Secret"), at("08:00:00"));
    lay(&house.wire().join("storm.json"), story("urn:mna:storm", 1, "Storm"), at("08:00:00"));
    symlink(&secret, house.wire().join("out.json")).unwrap();
    symlink("storm.json", house.wire().join("in.json")).unwrap();
    symlink("nowhere", house.wire().join("broken.json")).unwrap();
    symlink(house.folder.path(), house.wire().join("up")).unwrap();
    symlink(".", house.wire().join("round")).unwrap();
    let scan = house.watch().scan(at("08:10:00")).await;
    assert_eq!(house.front().await, ["Storm"]);
    assert_eq!(scan.outcomes.iter().filter(|outcome| !outcome.duplicate).count(), 1);
    for link in ["out.json", "broken.json", "up", "round"] {
        assert!(scan.notes.iter().any(|note| note.contains(link)), "{link}: {:?}", scan.notes);
    }
}

#[tokio::test]
async fn a_file_of_a_gibibyte_is_refused_without_being_read() {
    let house = House::watching(moving(), source()).await;
    let path = house.wire().join("huge.xml");
    File::create(&path).unwrap().set_len(1 << 30).unwrap();
    touch(&path, at("08:00:00"));
    let begun = std::time::Instant::now();
    let scan = house.watch().scan(at("08:10:00")).await;
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(scan.outcomes.is_empty());
    assert_eq!(scan.notes.len(), 1);
    assert!(scan.notes[0].contains("huge.xml") && scan.notes[0].contains("max_bytes"), "{:?}", scan.notes);
    assert!(house.wire().join("failed/huge.xml").exists());
    assert!(house.wire().join("failed/huge.xml.why.txt").exists());
}

#[tokio::test]
async fn a_file_that_may_not_be_read_is_said_once_and_taken_when_it_may() {
    // The administrator may read everything, so there is nothing to see for him.
    let probe = tempfile::NamedTempFile::new().unwrap();
    fs::set_permissions(probe.path(), fs::Permissions::from_mode(0o000)).unwrap();
    if File::open(probe.path()).is_ok() {
        return;
    }
    let house = House::watching(FolderSettings::default(), source()).await;
    let path = house.wire().join("storm.json");
    lay(&path, story("urn:mna:storm", 1, "Storm"), at("08:00:00"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let mut watch = house.watch();
    let scan = watch.scan(at("08:10:00")).await;
    assert!(scan.notes[0].contains("storm.json"), "{:?}", scan.notes);
    assert!(watch.scan(at("08:11:00")).await.notes.is_empty());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(names(&watch.scan(at("08:20:00")).await), ["storm.json"]);
}

#[tokio::test]
async fn a_folder_that_is_away_is_said_once_and_watched_again_when_it_is_back() {
    let house = House::watching(FolderSettings::default(), source()).await;
    fs::remove_dir(house.wire()).unwrap();
    let mut watch = house.watch();
    assert!(watch.scan(at("08:00:00")).await.notes[0].contains("wire"));
    assert!(watch.scan(at("08:00:01")).await.notes.is_empty());
    lay(&house.wire().join("storm.json"), story("urn:mna:storm", 1, "Storm"), at("08:01:00"));
    assert_eq!(names(&watch.scan(at("08:10:00")).await), ["storm.json"]);
}

#[tokio::test]
async fn a_name_that_is_no_text_is_taken_all_the_same() {
    use std::os::unix::ffi::OsStrExt;
    let house = House::watching(moving(), source()).await;
    let name = std::ffi::OsStr::from_bytes(b"gr\xf8nland.json");
    lay(&house.wire().join(name), story("urn:mna:ice", 1, "Ice melts"), at("08:00:00"));
    let scan = house.watch().scan(at("08:10:00")).await;
    assert_eq!(verdicts(&scan.outcomes[0]), [Some(Verdict::New)]);
    assert!(house.wire().join("done").join(name).exists());
}

#[tokio::test]
async fn thousands_of_files_that_were_taken_are_not_read_again() {
    let house = House::watching(FolderSettings::default(), source()).await;
    for n in 0..1000 {
        let text = story(&format!("urn:mna:{n}"), 1, &format!("Story number {n}"));
        lay(&house.wire().join(format!("{}/{n}.json", n % 10)), text, at("08:00:00"));
    }
    let mut watch = house.watch();
    assert_eq!(watch.scan(at("08:10:00")).await.outcomes.len(), 1000);
    assert!(watch.scan(at("08:10:01")).await.outcomes.is_empty());

    // After a restart they are read once more, and known by their bytes.
    let folder = house.intake.source("mna").unwrap().clone();
    let house = house.restarted(folder).await;
    let scan = house.watch().scan(at("08:20:00")).await;
    assert!(scan.outcomes.iter().all(|outcome| outcome.duplicate));
    assert_eq!(house.front().await.len(), 100);
}

#[tokio::test]
async fn a_folder_that_is_away_at_the_start_is_said_once_and_read_when_it_appears() {
    let house = House::watching(FolderSettings::default(), source()).await;
    fs::remove_dir(house.wire()).unwrap();
    let mut watch = house.watch();
    let scan = watch.scan(at("08:00:00")).await;
    assert!(scan.notes.len() == 1 && scan.notes[0].contains("cannot be looked through"), "{:?}", scan.notes);
    assert!(watch.scan(at("08:00:01")).await.notes.is_empty(), "once is enough");
    lay(&house.wire().join("storm.json"), story("urn:mna:storm", 1, "Storm nears"), at("08:00:02"));
    assert_eq!(names(&watch.scan(at("08:00:10")).await), ["storm.json"]);
}

/// The loop itself, on the real clock: what counts is that it ends, not how long it takes.
#[tokio::test]
async fn the_loop_takes_a_file_as_soon_as_it_is_closed_and_stops_when_told() {
    let settings = FolderSettings {
        settle_ms: 3_600_000,
        patience: SignedDuration::from_hours(1),
        ..FolderSettings::default()
    };
    let house = House::watching(settings, source()).await;
    let stop = CancellationToken::new();
    let running = tokio::spawn(house.watch().run(stop.clone()));
    // Until the loop has begun to listen, a file would have to settle for an hour: so write until it is seen.
    let text = long_ago("urn:mna:storm", "Storm closes the harbour");
    let mut seen = false;
    for n in 0..200 {
        let mut file = File::create(house.wire().join(format!("{n}.json"))).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        drop(file);
        tokio::time::sleep(Duration::from_millis(50)).await;
        seen = !house.front().await.is_empty();
        if seen {
            break;
        }
    }
    assert!(seen, "a file that was closed by its writer need not settle");
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(10), running).await.expect("it stops").unwrap();
}

#[tokio::test]
async fn everything_starts_with_what_a_crash_left_behind_and_ends_when_told() {
    let house = House::watching(FolderSettings::default(), source()).await;
    let left = long_ago("urn:mna:storm", "Storm closes the harbour");
    store::deliveries::begin(house.store(), "mna", "left.json", left.as_bytes(), at("08:00:00"))
        .await
        .unwrap();
    lay(
        &house.wire().join("new.json"),
        long_ago("urn:mna:ferry", "Ferry delayed"),
        "2018-09-10T08:00:00Z".parse().unwrap(),
    );
    let stop = CancellationToken::new();
    let mut tasks = start(&house.intake, &FetchSettings::default(), &stop).await.unwrap();
    assert!(house.front().await.contains(&"Storm closes the harbour".to_owned()), "before anything new");
    for _ in 0..200 {
        if house.front().await.len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(house.front().await.contains(&"Ferry delayed".to_owned()));
    stop.cancel();
    let all = async { while tasks.join_next().await.is_some() {} };
    tokio::time::timeout(Duration::from_secs(10), all).await.expect("all of them end");
}
