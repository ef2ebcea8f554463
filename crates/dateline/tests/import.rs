//! A paper moves here: `dateline import`, whole, on both engines.

#![allow(clippy::unwrap_used, reason = "a test that meets an error should fail loudly")]

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use common::{Engine, ask, block_on, dateline};

/// More than two batches.
const POSTS: usize = 150;

#[test]
fn a_wordpress_paper_is_the_same_after_a_kill_half_way_on_sqlite() {
    moves(&Engine::sqlite());
}

#[test]
fn a_wordpress_paper_is_the_same_after_a_kill_half_way_on_postgresql() {
    if let Some(engine) = Engine::postgres() {
        moves(&engine);
    }
}

#[test]
fn readers_find_stories_at_their_old_addresses_and_comments_in_their_threads() {
    let engine = Engine::sqlite();
    let export = export(engine.folder(), 3);
    let report = engine.folder().join("left.txt");
    let output = import(&engine, &export, &["--report", report.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let said = std::fs::read_to_string(&report).unwrap();
    assert!(said.contains("4 posts: 3 new to readers, 1 wait"), "{said}");
    assert!(said.contains("6 comments; 3 of spam and 0 in the bin were left."), "{said}");
    assert!(said.contains("Waits: a post \"A draft about the dock\""), "{said}");
    assert!(said.contains("Left: a page \"About us\" (https://courier.example/about/)"), "{said}");
    assert!(said.contains("Left: a picture \"Ferry 1 sails again\""), "{said}");
    assert!(
        !said.contains("Left: a picture \"Ferry 0 sails again\""),
        "its picture was in the folder: {said}"
    );

    // Comments are off where nothing is said.
    let paper = engine.folder().join("paper.toml");
    std::fs::write(&paper, "[site.comments]\nenabled = true\n").unwrap();
    let (mut server, port) = engine.serve(|command| {
        command.arg("--config").arg(&paper);
    });
    let get = |path: &str| ask(port, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    let own = "/2019/05/01/ferry-0-sails-again";
    for old in ["/news/ferry-zero/", "/news/Ferry-Zero", "/?p=100", "/?utm=x&p=100"] {
        let answer = get(old);
        assert!(answer.starts_with("HTTP/1.1 301") && answer.contains(own), "{old}: {answer}");
    }
    let page = get(own);
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("Ada Quill") && page.contains("/media/"), "{page}");
    assert!(get("/?p=999").starts_with("HTTP/1.1 200"), "no story has this number: the front page");
    assert!(get("/news/never-was/").starts_with("HTTP/1.1 404"));
    assert!(get("/?p=300").starts_with("HTTP/1.1 200"), "nobody is led to a draft");
    let comments = get(&format!("{own}/comments"));
    let (first, answer) = (comments.find("First word on 0"), comments.find("An answer on 0"));
    assert!(first.is_some() && first < answer, "{comments}");
    assert!(!comments.contains("Cheap pills"));
    server.kill().unwrap();
    server.wait().unwrap();
}

#[test]
fn a_ghost_paper_comes_with_its_comments_which_stand_behind_all_posts() {
    let engine = Engine::sqlite();
    let file = engine.folder().join("ghost.json");
    std::fs::write(&file, GHOST).unwrap();
    let run = || {
        let mut command = Command::new(dateline());
        command.args(["import", "ghost", "--site", "https://lamp.example", "--json"]).arg(&file);
        let output = engine.arguments(&mut command).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let first = run();
    assert_eq!(
        (&first["shown"], &first["held"], &first["comments"]),
        (&1.into(), &1.into(), &2.into()),
        "{first}"
    );
    let again = run();
    assert_eq!((&again["there_already"], &again["comments"]), (&2.into(), &0.into()), "{again}");
}

#[test]
fn a_file_that_is_no_export_is_refused_in_a_sentence() {
    let engine = Engine::sqlite();
    let file = engine.folder().join("letter.txt");
    std::fs::write(&file, "Dear editor").unwrap();
    let output = import(&engine, &file, &[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("has no posts. Export it again"), "{said}");
}

#[test]
fn a_message_that_a_mail_server_pipes_here_becomes_a_story() {
    let engine = Engine::sqlite();
    let message = b"From: Meridian News Agency <desk@mna.example>\r\nTo: copy@courier.example\r\n\
        Subject: Ferry sails again\r\nMessage-ID: <1@mna.example>\r\nDate: Tue, 24 Nov 2026 08:00:00 +0000\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\r\nThe ferry left the quay at noon.\r\n";
    let (code, said) = pipe(&engine, &[], message);
    assert_eq!((code, engine.guids().len()), (Some(0), 1), "{said}");
    assert_eq!(pipe(&engine, &[], message).0, Some(0), "the same message again is no failure");
    assert_eq!(engine.guids().len(), 1);
}

#[test]
fn a_message_that_cannot_be_kept_now_is_left_with_the_mail_server() {
    let engine = Engine::sqlite();
    std::fs::write(engine.folder().join("broken.toml"), "[site]\nnaem = 1\n").unwrap();
    let (code, said) = pipe(&engine, &["--config", "broken.toml"], b"Subject: x\r\n\r\nx\r\n");
    assert_eq!(code, Some(75), "{said}");
    assert!(said.contains("try again") && said.contains("naem"), "{said}");
}

fn pipe(engine: &Engine, more: &[&str], message: &[u8]) -> (Option<i32>, String) {
    let mut command = Command::new(dateline());
    command.args(["ingest", "-", "--source", "mail"]).args(more);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = engine.arguments(&mut command).spawn().unwrap();
    // A program that ends without reading it breaks the pipe.
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), message);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    (output.status.code(), said)
}

/// Once undisturbed, and once killed again and again: both papers are the same.
fn moves(engine: &Engine) {
    let export = export(engine.folder(), POSTS);
    let whole = Engine::sqlite();
    assert!(import(&whole, &export, &[]).status.success());

    let mut killed = 0;
    for wait in [150, 300, 450, 600, 900] {
        let mut command = command(engine, &export, &[]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let until = Instant::now() + Duration::from_millis(wait);
        while Instant::now() < until && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(5));
        }
        killed += usize::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        child.wait().unwrap();
    }
    assert!(killed > 0, "every import was over before it was killed");
    let output = import(engine, &export, &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(engine.guids().len(), POSTS);
    assert_eq!(paper(engine), paper(&whole));

    let again = import(engine, &export, &["--json"]);
    let report: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(report["there_already"], POSTS + 1);
    assert_eq!(
        (&report["comments"], &report["addresses"], &report["shown"]),
        (&0.into(), &0.into(), &0.into())
    );
}

/// All that readers see of it, and the old addresses.
fn paper(engine: &Engine) -> Vec<String> {
    block_on(async {
        let store = engine.store().await;
        let mut paper = Vec::new();
        let stories = store::stories::live_with_text(store.db(), newsroom::StoryId(0), 500).await.unwrap();
        for (story, item) in stories {
            let shelves = store::shelves::of_story(store.db(), story.id).await.unwrap();
            let shelves: Vec<String> = shelves.iter().map(|s| format!("{}/{}", s.kind, s.slug)).collect();
            let window = store::comments::Window { newest: false, limit: 100, offset: 0 };
            let (roots, answers) = store::comments::threads(store.db(), story.id, window).await.unwrap();
            let words = |kept: &[store::comments::Kept]| {
                kept.iter()
                    .map(|k| format!("{} {} {}", k.comment.at, k.comment.depth, k.comment.text))
                    .collect::<Vec<_>>()
            };
            let files = store::media::of_story(store.db(), story.id, story.shown.unwrap()).await.unwrap();
            let files: Vec<_> = files.iter().map(|file| (file.href.clone(), file.sha256.clone())).collect();
            let n: usize = story.guid.rsplit(':').next().unwrap().parse().unwrap();
            let old = store::redirects::find(store.db(), &format!("/?p={n}")).await.unwrap();
            paper.push(format!(
                "{} {}/{} {:?} {shelves:?} {:?} {:?} {files:?} {old:?} {:?}",
                story.guid,
                story.day,
                story.slug,
                story.published,
                words(&roots),
                words(&answers),
                item.item.headline
            ));
        }
        paper.sort();
        paper
    })
}

fn import(engine: &Engine, export: &Path, more: &[&str]) -> Output {
    command(engine, export, more).output().unwrap()
}

fn command(engine: &Engine, export: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(dateline());
    let media = export.parent().unwrap().join("uploads");
    command.args(["import", "wxr"]).arg(export).args(more);
    if media.is_dir() {
        command.arg("--media").arg(media);
    }
    engine.arguments(&mut command);
    command
}

/// The Courier as WordPress exports it: so many stories, a draft and a page; the first story's picture lies in
/// the folder.
fn export(folder: &Path, stories: usize) -> PathBuf {
    let uploads = folder.join("uploads/2019/05");
    std::fs::create_dir_all(&uploads).unwrap();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/wire/meridian/oil-boom.jpg");
    std::fs::copy(demo, uploads.join("ferry-0.jpg")).unwrap();
    let mut xml = String::from(HEAD);
    for n in 0..stories {
        let (id, hour, slug) =
            (100 + n, n % 24, if n == 0 { "ferry-zero".to_owned() } else { format!("ferry-{n}") });
        let _ = write!(
            xml,
            "<item><title>Ferry {n} sails again</title><link>https://courier.example/news/{slug}/</link>\
             <dc:creator>quill</dc:creator><guid>https://courier.example/?p={id}</guid>\
             <content:encoded><![CDATA[<p>Boat {n} left the quay at {hour}.</p>\
             <img src=\"https://courier.example/wp-content/uploads/2019/05/ferry-{n}.jpg\" alt=\"Boat {n}\" />]]></content:encoded>\
             <wp:post_id>{id}</wp:post_id><wp:post_date_gmt>2019-05-01 {hour:02}:00:00</wp:post_date_gmt>\
             <wp:post_name>{slug}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\
             <category domain=\"category\" nicename=\"harbour\">Harbour</category>\
             <category domain=\"post_tag\" nicename=\"ferries\">Ferries</category>"
        );
        for (which, parent, approved, words) in
            [(1, 0, "1", "First word on"), (2, 1, "1", "An answer on"), (3, 0, "spam", "Cheap pills on")]
        {
            let (id, parent) = (n * 10 + which, if parent == 0 { 0 } else { n * 10 + parent });
            let _ = write!(
                xml,
                "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author>Ida Marsh</wp:comment_author>\
                 <wp:comment_author_email>ida@mail.example</wp:comment_author_email>\
                 <wp:comment_date_gmt>2019-05-02 0{which}:00:00</wp:comment_date_gmt>\
                 <wp:comment_content><![CDATA[{words} {n}.]]></wp:comment_content>\
                 <wp:comment_approved>{approved}</wp:comment_approved><wp:comment_parent>{parent}</wp:comment_parent>\
                 </wp:comment>"
            );
        }
        xml.push_str("</item>\n");
    }
    xml.push_str(TAIL);
    let file = folder.join("courier.xml");
    std::fs::write(&file, xml).unwrap();
    file
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Harbour Courier</title><link>https://courier.example</link><language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://courier.example</wp:base_blog_url>
<wp:author><wp:author_login>quill</wp:author_login><wp:author_display_name>Ada Quill</wp:author_display_name></wp:author>
<wp:category><wp:category_nicename>harbour</wp:category_nicename><wp:cat_name>Harbour</wp:cat_name></wp:category>
<wp:tag><wp:tag_slug>ferries</wp:tag_slug><wp:tag_name>Ferries</wp:tag_name></wp:tag>
"#;

const TAIL: &str = r#"<item><title>A draft about the dock</title><link>https://courier.example/?p=300</link>
<guid>https://courier.example/?p=300</guid><content:encoded><![CDATA[<p>Not yet.</p>]]></content:encoded>
<wp:post_id>300</wp:post_id><wp:post_date_gmt>2019-06-01 10:00:00</wp:post_date_gmt><wp:status>draft</wp:status>
<wp:post_type>post</wp:post_type></item>
<item><title>About us</title><link>https://courier.example/about/</link><content:encoded><![CDATA[<p>We print.</p>]]></content:encoded>
<wp:post_id>301</wp:post_id><wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>
</channel></rss>
"#;

const GHOST: &str = r#"{"db": [{"meta": {"version": "5.80.0"}, "data": {
  "settings": [{"key": "title", "value": "The Lamp"}],
  "users": [{"id": "u1", "name": "Ada Quill", "slug": "ada"}],
  "tags": [{"id": "t1", "name": "Harbour", "slug": "harbour"}],
  "posts_tags": [{"post_id": "p1", "tag_id": "t1"}],
  "posts_authors": [{"post_id": "p1", "author_id": "u1"}],
  "members": [{"id": "m1", "name": "Ida Marsh", "email": "ida@mail.example"}],
  "posts": [
    {"id": "p1", "title": "Lamp lit again", "slug": "lamp-lit", "html": "<p>It shines.</p>", "type": "post",
     "status": "published", "visibility": "public", "published_at": "2020-02-01T08:00:00.000Z"},
    {"id": "p2", "title": "For members", "slug": "for-members", "html": "<p>Only yours.</p>", "type": "post",
     "status": "published", "visibility": "paid", "published_at": "2020-02-02T08:00:00.000Z"}],
  "comments": [
    {"id": "c2", "post_id": "p1", "parent_id": "c1", "member_id": "m1", "status": "published", "html": "<p>So it does.</p>", "created_at": "2020-02-03T08:00:00.000Z"},
    {"id": "c1", "post_id": "p1", "member_id": "m1", "status": "published", "html": "<p>It shines.</p>", "created_at": "2020-02-02T08:00:00.000Z"},
    {"id": "c3", "post_id": "p1", "member_id": "m1", "status": "deleted", "html": "<p>Oh.</p>", "created_at": "2020-02-04T08:00:00.000Z"}]
}}]}"#;
