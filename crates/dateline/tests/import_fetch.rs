//! `dateline import --fetch`: the old site's pictures come from the old site, and from nowhere else.

#![allow(clippy::unwrap_used, reason = "a test that meets an error should fail loudly")]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::Command;
use std::sync::{Arc, Mutex};

use common::{Engine, dateline};
use serde_json::Value;

#[test]
fn a_picture_comes_from_the_old_site_once_and_a_missing_one_is_named_on_sqlite() {
    pictures_come(&Engine::sqlite());
}

#[test]
fn a_picture_comes_from_the_old_site_once_and_a_missing_one_is_named_on_postgresql() {
    if let Some(engine) = Engine::postgres() {
        pictures_come(&engine);
    }
}

fn pictures_come(engine: &Engine) {
    let old = OldSite::start();
    let export = export(engine, &old.address);
    let allowed = format!("[fetch]\nallow_private = [\"{}\"]\n", old.address);
    std::fs::write(engine.folder().join("paper.toml"), &allowed).unwrap();

    let without = import(engine, &export, &[]);
    assert_eq!((&without["shown"], &without["pictures"]), (&3.into(), &0.into()), "{without}");
    assert!(left(&without).iter().all(|line| line.contains("--media") && line.contains("--fetch")));
    assert_eq!(old.asked(), [] as [&str; 0], "nothing is asked for unless somebody says so");

    // The posts are here, and their pictures come all the same.
    let first = import(engine, &export, &["--fetch"]);
    assert_eq!((&first["there_already"], &first["pictures"]), (&3.into(), &1.into()), "{first}");
    assert_eq!((&first["pictures_to_come"], &first["pictures_given_up"]), (&1.into(), &1.into()), "{first}");
    let lines = left(&first);
    let missing =
        format!("http://{}/gone.jpg answers with status 404. `dateline serve` tries it again.", old.address);
    assert!(lines.iter().any(|line| line.contains("Ferry 1") && line.contains(&missing)), "{lines:#?}");
    let inside = "169.254.169.254 is an internal address and";
    assert!(lines.iter().any(|line| line.contains("Ferry 2") && line.contains(inside)), "{lines:#?}");
    assert_eq!(old.asked(), ["/gone.jpg", "/quay.jpg"]);

    let again = import(engine, &export, &["--fetch"]);
    assert_eq!((&again["pictures"], left(&again).len()), (&0.into(), 2), "{again}");
    let quay = old.asked().iter().filter(|path| *path == "/quay.jpg").count();
    assert_eq!(quay, 1, "what is here is not fetched again");
}

#[test]
fn an_old_site_inside_the_house_is_not_asked_unless_the_configuration_names_it() {
    let (engine, old) = (Engine::sqlite(), OldSite::start());
    let export = export(&engine, &old.address);
    std::fs::write(engine.folder().join("paper.toml"), "").unwrap();
    let report = import(&engine, &export, &["--fetch"]);
    assert_eq!(
        (&report["shown"], &report["pictures"]),
        (&3.into(), &0.into()),
        "the stories are here: {report}"
    );
    let refused = left(&report);
    assert_eq!(refused.len(), 3, "{refused:#?}");
    assert!(refused.iter().all(|line| line.contains("was not asked")), "{refused:#?}");
    assert_eq!(old.asked(), [] as [&str; 0]);

    // What was given up comes once the owner allows it.
    std::fs::write(
        engine.folder().join("paper.toml"),
        format!("[fetch]\nallow_private = [\"{}\"]\n", old.address),
    )
    .unwrap();
    assert_eq!(import(&engine, &export, &["--fetch"])["pictures"], 1);
}

/// The old site: it has one picture, and notes what it is asked for.
struct OldSite {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl OldSite {
    fn start() -> OldSite {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let site = OldSite { address: listener.local_addr().unwrap().to_string(), asked: Arc::default() };
        let asked = site.asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                let path = lines.next().unwrap_or_default().split(' ').nth(1).unwrap_or_default().to_owned();
                lines.find(String::is_empty);
                let jpeg = include_bytes!("../../../demo/wire/meridian/oil-boom.jpg").as_slice();
                let (status, body) =
                    if path == "/quay.jpg" { ("200 OK", jpeg) } else { ("404 Not Found", &b""[..]) };
                asked.lock().unwrap().push(path);
                let head = format!(
                    "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
            }
        });
        site
    }

    fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap().clone();
        asked.sort();
        asked
    }
}

fn import(engine: &Engine, export: &str, more: &[&str]) -> Value {
    let mut command = Command::new(dateline());
    command.args(["import", "wxr", export, "--json", "--config", "paper.toml"]).args(more);
    let output = engine.arguments(&mut command).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn left(report: &Value) -> Vec<String> {
    report["left"].as_array().unwrap().iter().map(Value::to_string).collect()
}

/// Three stories: one with a picture that is there, one with one that is not, one that would have the machine ask
/// its own cloud.
fn export(engine: &Engine, old: &str) -> String {
    let pictures = [
        format!("http://{old}/quay.jpg"),
        format!("http://{old}/gone.jpg"),
        "http://169.254.169.254/key.jpg".to_owned(),
    ];
    let posts = pictures.iter().enumerate().map(|(n, picture)| {
        format!(
            "<item><title>Ferry {n}</title><link>http://{old}/ferry-{n}/</link><wp:post_id>{n}</wp:post_id>\
             <content:encoded><![CDATA[<p>Boat {n} left.</p><img src=\"{picture}\" alt=\"Boat\" />]]></content:encoded>\
             <wp:post_date_gmt>2019-05-01 0{n}:00:00</wp:post_date_gmt><wp:status>publish</wp:status>\
             <wp:post_type>post</wp:post_type></item>"
        )
    });
    let export = format!(
        "<rss><channel><title>The Harbour Courier</title><wp:base_blog_url>http://{old}</wp:base_blog_url>{}</channel></rss>",
        posts.collect::<String>()
    );
    std::fs::write(engine.folder().join("courier.xml"), export).unwrap();
    "courier.xml".to_owned()
}
