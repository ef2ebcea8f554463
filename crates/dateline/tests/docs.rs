//! The documentation is held to the program: its configurations are sound, its reference of keys is
//! whole, and its links lead somewhere.

#![allow(clippy::unwrap_used, reason = "a test that meets an error should fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every page of the documentation, with its text.
fn pages() -> Vec<(PathBuf, String)> {
    let mut pages = vec![root().join("README.md"), root().join("ARCHITECTURE.md"), root().join("DESIGN.md")];
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|e| e == "md") => pages.push(path),
                false => {}
            }
        }
    }
    pages.into_iter().map(|page| (page.clone(), fs::read_to_string(page).unwrap())).collect()
}

/// `dateline config check` of a configuration in a folder of its own.
fn check(configuration: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    // The folders and secrets that the documentation's examples name.
    for name in configuration.split('"').skip(1).step_by(2) {
        let path = folder.path().join(name);
        if name.starts_with("wire/") {
            fs::create_dir_all(path).unwrap();
        } else if name.starts_with("secrets/") {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "0123456789abcdef0123456789abcdef\n").unwrap();
        }
    }
    let file = folder.path().join("dateline.toml");
    fs::write(&file, configuration).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("DATELINE_")) {
        command.env_remove(name);
    }
    command.args(["config", "check", "--config"]).arg(&file).current_dir(folder.path()).output().unwrap()
}

#[test]
fn every_whole_configuration_in_the_documentation_is_sound() {
    let mut found = 0;
    for (page, text) in pages() {
        for block in text.split("```toml\n").skip(1).filter(|block| block.starts_with("# dateline.toml\n")) {
            let configuration = block.split("```").next().unwrap();
            let output = check(configuration);
            let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            assert!(output.status.success(), "{}:\n{configuration}\n{said}", page.display());
            found += 1;
        }
    }
    assert!(found >= 3, "only {found} configurations were found");
}

#[test]
fn the_reference_names_every_key_of_the_configuration() {
    let reference = fs::read_to_string(root().join("docs/reference/config.md")).unwrap();
    let tables = [
        ("## At the top", ""),
        ("## [site]", "[site]\n"),
        ("### [[site.sections]]", "[[site.sections]]\n"),
        ("### [[site.links]]", "[[site.links]]\n"),
        ("### [[site.agencies]]", "[[site.agencies]]\n"),
        ("### [site.ads]", "[site.ads]\n"),
        ("### [site.comments]", "[site.comments]\n"),
        ("### [site.ads.slots]", "[site.ads.slots.rail]\n"),
        ("### [[site.ads.ad]]", "[[site.ads.ad]]\n"),
        ("## [server]", "[server]\n"),
        ("## [store]", "[store]\n"),
        ("### [store.s3]", "[store.s3]\n"),
        ("## [pictures]", "[pictures]\n"),
        ("## [log]", "[log]\n"),
        ("## [fetch]", "[fetch]\n"),
        ("## [[source]]", "[[source]]\n"),
        ("### [source.agency]", "[[source]]\n[source.agency]\n"),
        ("### [source.folder]", "[[source]]\n[source.folder]\n"),
        ("### [source.poll]", "[[source]]\n[source.poll]\n"),
        ("### [source.imap]", "[[source]]\n[source.imap]\n"),
        ("### [source.push]", "[[source]]\n[source.push]\n"),
        ("## [[rule]]", "[[rule]]\n"),
        ("### [rule.when]", "[[rule]]\n[rule.when]\n"),
        ("## [rights]", "[rights]\n"),
        ("### [rule.then]", "[[rule]]\n[rule.then]\n"),
    ];
    for (heading, table) in tables {
        let (_, rest) =
            reference.split_once(&format!("{heading}\n")).unwrap_or_else(|| panic!("no {heading}"));
        let section = rest.split("\n#").next().unwrap();
        // A key like no other is answered with the list of those that there are.
        let said = String::from_utf8(check(&format!("{table}zzzzzzzzzz = 1\n")).stderr).unwrap();
        let (_, known) = said.split_once("Known here: ").unwrap_or_else(|| panic!("{heading}: {said}"));
        for key in known.trim().trim_end_matches('.').split(", ") {
            assert!(section.contains(&format!("| `{key}` |")), "{heading} does not name {key}");
        }
    }
}

#[test]
fn every_link_between_the_pages_leads_somewhere() {
    let pages = pages();
    let mut found = 0;
    for (page, text) in &pages {
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.contains("://") || target.contains(' ') {
                continue;
            }
            found += 1;
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            // The picture of the front page is made by the demo.
            let is_there = file.exists() || target.ends_with("front.png");
            assert!(is_there, "{} links to {target}, which is not there", page.display());
            if !anchor.is_empty() {
                let text = fs::read_to_string(&file).unwrap();
                let headings = text.lines().filter(|line| line.starts_with('#')).map(anchor_of);
                assert!(
                    headings.into_iter().any(|heading| heading == anchor),
                    "{} links to {target}, and there is no such heading",
                    page.display()
                );
            }
        }
    }
    assert!(found > 20, "only {found} links were found");
}

/// A heading's anchor, as the common forges make it.
fn anchor_of(heading: &str) -> String {
    let plain = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = plain.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}
