//! The commands that read texts: `timex`, `quotes`, `reread`.

#![allow(clippy::unwrap_used, reason = "a test that meets an error should fail loudly")]

mod common;

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use common::{Engine, dateline};

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(dateline())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    String::from_utf8_lossy(bytes).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn timex_says_what_each_line_means_and_goes_on_after_a_bad_one() {
    let input = "{\"id\": \"a\", \"text\": \"É: it sank on Monday.\"}\nnot a document\n\
                 {\"id\": \"b\", \"dct\": \"2018-09-20\", \"text\": \"It sank on Monday.\"}\n";
    let output = run(&["timex", "--dct", "2018-09-12"], input);
    assert_eq!(output.status.code(), Some(1));
    let lines = lines(&output.stdout);
    assert_eq!(lines.len(), 2);
    let first = &lines[0]["timex"][0];
    assert_eq!(
        (&lines[0]["id"], &first["text"], &first["value"]),
        (&"a".into(), &"Monday".into(), &"2018-09-10".into())
    );
    assert_eq!((&first["start"], &first["end"]), (&14.into(), &20.into()), "in characters");
    assert_eq!(lines[1]["timex"][0]["value"], "2018-09-17", "a document's own date counts");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("line 2: ") && said.ends_with("One line could not be read.\n"), "{said}");
}

#[test]
fn timex_shows_only_what_a_page_may_show_where_that_is_wanted() {
    let input = "{\"text\": \"It sank on Monday. It took three weeks.\"}\n";
    let all = lines(&run(&["timex", "--dct", "2018-09-12"], input).stdout);
    let page = lines(&run(&["timex", "--dct", "2018-09-12", "--page"], input).stdout);
    let count = |lines: &[Value]| lines[0]["timex"].as_array().unwrap().len();
    assert_eq!((count(&all), count(&page)), (2, 1));
}

#[test]
fn a_language_that_nobody_knows_is_refused_before_anything_is_read() {
    for command in ["timex", "quotes"] {
        let output = run(&[command, "--lang", "xx"], "{\"text\": \"It sank.\"}\n");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("\"xx\"") && said.contains("Known: "), "{said}");
    }
}

#[test]
fn quotes_says_who_said_what_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stories.jsonl");
    let text =
        "Harbour master Edith Lowry said the ferry would stay. \u{201c}Not in this wind,\u{201d} Lowry said.";
    std::fs::write(&file, serde_json::json!({ "id": 7, "text": text }).to_string()).unwrap();
    let output = run(&["quotes", file.to_str().unwrap()], "");
    assert!(output.status.success());
    let found = lines(&output.stdout);
    let quotes = found[0]["quotes"].as_array().unwrap();
    assert_eq!(quotes.len(), 1);
    assert_eq!(
        (&quotes[0]["text"], &quotes[0]["speaker"]),
        (&"Not in this wind,".into(), &"Edith Lowry".into())
    );
    let all = lines(&run(&["quotes", "--all", file.to_str().unwrap()], "").stdout);
    assert_eq!(all[0]["quotes"][0]["kind"], "indirect");
    let missing = run(&["quotes", "/nowhere/at/all.jsonl"], "");
    assert!(String::from_utf8(missing.stderr).unwrap().contains("/nowhere/at/all.jsonl"));
}

#[test]
fn reread_reads_what_is_older_than_the_engine_and_changes_nothing_that_reads_as_before() {
    let mut engines = vec![Engine::sqlite()];
    engines.extend(Engine::postgres());
    for engine in engines {
        let file = engine.folder().join("story.json");
        let story = serde_json::json!({
            "uri": "urn:newsml:mna:1", "version": "1", "type": "text", "language": "en", "headline": "Ferry stays",
            "firstcreated": "2026-11-24T08:00:00Z", "pubstatus": "usable",
            "body_text": "\u{201c}Not in this wind,\u{201d} said Edith Lowry.",
        });
        std::fs::write(&file, story.to_string()).unwrap();
        let told = |arguments: &[&str]| {
            let mut command = Command::new(dateline());
            let output = engine.arguments(command.args(arguments)).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap().trim().to_owned()
        };
        let kept = told(&["ingest", file.to_str().unwrap()]);
        assert!(kept.contains("shown"), "{kept}");
        assert_eq!(told(&["reread"]), "Stories read anew: 0; changed: 0.");
        assert_eq!(told(&["reread", "--all"]), "Stories read anew: 1; changed: 0.");
        assert_eq!(told(&["reread", "--all", "--json"]), "{\"changed\":0,\"read\":1}");
    }
}

#[test]
fn timex_passes_over_a_byte_order_mark_and_refuses_a_folder_by_its_name() {
    let output =
        run(&["timex", "--dct", "2018-09-12"], "\u{feff}{\"text\": \"\u{1f6a2} sank on Monday.\"}\n");
    assert!(output.status.success());
    let found = &lines(&output.stdout)[0]["timex"][0];
    assert_eq!((&found["start"], &found["end"]), (&10.into(), &16.into()), "a ship is one character");
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap();
    let refused = run(&["timex", name], "");
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(refused.stderr).unwrap(),
        format!("{name} is a folder. Name the files in it.\n")
    );
}

#[test]
fn the_desk_reads_which_dates_a_story_has_puts_one_right_and_takes_that_back() {
    let mut engines = vec![Engine::sqlite()];
    engines.extend(Engine::postgres());
    for engine in engines {
        let told = |arguments: &[&str]| told(&engine, arguments);
        arrives(&engine, "1", "The ferry sank on Monday, the harbour master said.");
        let found = told(&["desk", "times", "1"]);
        let rows: Vec<&str> = found.lines().collect();
        assert_eq!(rows[0], "   1  \"Monday\": 2026-11-23  (92 %)");
        assert_eq!(rows[1], "      … The ferry sank on Monday, the harbour master said. …");
        assert!(rows[2].starts_with("      Read as a weekday"), "{found}");

        assert_eq!(
            told(&["desk", "time", "1", "1", "2026-11-16"]),
            "\"Monday\" in story 1 means 2026-11-16."
        );
        assert!(
            told(&["desk", "times", "1"]).starts_with("   1  \"Monday\": 2026-11-16, said the desk on 20")
        );
        assert_eq!(
            told(&["desk", "time", "1", "2", "none"]),
            "The story's text has one date, and none has the number 2. `dateline desk times 1` lists them."
        );
        let other =
            "The ferry lies off the mole. Schools in the town reopened on Monday after a week of storms.";
        arrives(&engine, "2", other);
        let lost = told(&["desk", "times", "1"]);
        assert!(lost.starts_with("   1  \"Monday\": 2026-11-23  ("), "{lost}");
        assert!(lost.contains("on \"Monday\" (2026-11-16) has no place in this text any more"), "{lost}");
        arrives(&engine, "3", "The ferry sank on Monday, the coastguard said.");
        assert!(told(&["desk", "times", "1"]).contains("2026-11-16, said the desk"), "it is back");
        told(&["desk", "time", "1", "1", "found"]);
        let back = told(&["desk", "times", "1"]);
        assert!(back.starts_with("   1  \"Monday\": 2026-11-23  (92 %)"), "{back}");
        assert!(!back.contains("no place"), "nothing that the desk said is left: {back}");
    }
}

#[test]
fn the_desk_reads_whom_a_story_quotes_says_that_somebody_did_not_say_it_and_takes_that_back() {
    let mut engines = vec![Engine::sqlite()];
    engines.extend(Engine::postgres());
    for engine in engines {
        let told = |arguments: &[&str]| told(&engine, arguments);
        let said = "\u{201c}Not in this wind,\u{201d} said Edith Lowry, the harbour master.";
        arrives(&engine, "1", said);
        let found = "   1  Edith Lowry\n      Not in this wind,";
        assert_eq!(told(&["desk", "quotes", "1"]), found);

        assert_eq!(
            told(&["desk", "quote", "1", "1", "none"]),
            "Quotation 1 in story 1 is no longer given as said by Edith Lowry."
        );
        arrives(&engine, "2", &format!("The ferry stays. {said}"));
        let denied = told(&["desk", "quotes", "1"]);
        assert!(
            denied.starts_with("   1  Edith Lowry, but not so, said the desk on 20"),
            "later too: {denied}"
        );
        let row = &lines(told(&["desk", "quotes", "1", "--json"]).as_bytes())[0];
        assert_eq!((&row["slug"], &row["denied"]), (&"edith-lowry".into(), &true.into()));
        assert_eq!(
            told(&["desk", "quote", "1", "2", "none"]),
            "The story's text has no quotation 2. `dateline desk quotes 1` lists them."
        );
        assert_eq!(
            told(&["desk", "quote", "1", "1", "2018"]),
            "\"2018\" is no word on a quotation. Write none where the person did not say it, or found to take that back."
        );

        assert_eq!(
            told(&["desk", "quote", "1", "1", "found"]),
            "Quotation 1 in story 1 stands again as said by Edith Lowry."
        );
        assert_eq!(told(&["desk", "quotes", "1"]), found);
        arrives(&engine, "3", "The ferry stays.");
        assert_eq!(told(&["desk", "quotes", "1"]), "Nobody was found to be quoted in the story's text.");
    }
}

/// A version of the first story.
fn arrives(engine: &Engine, version: &str, text: &str) {
    let file = engine.folder().join("story.json");
    let story = serde_json::json!({
        "uri": "urn:newsml:mna:1", "version": version, "type": "text", "language": "en",
        "headline": "Ferry sinks", "firstcreated": "2026-11-24T08:00:00Z",
        "versioncreated": format!("2026-11-24T0{version}:10:00Z"), "pubstatus": "usable", "body_text": text,
    });
    std::fs::write(&file, story.to_string()).unwrap();
    told(engine, &["ingest", file.to_str().unwrap()]);
}

/// What a command says, good or bad.
fn told(engine: &Engine, arguments: &[&str]) -> String {
    let mut command = Command::new(dateline());
    let output = engine.arguments(command.args(arguments)).output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap().trim_end().to_owned()
}
