//! Every target, with its corpus and a bounded number of files bent out of it: the same files on every run, on a
//! stable compiler. `fuzz/` goes on from here.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use hostile::{Mutator, TARGETS, Target};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The good files of a target, in the order of their names, and the shortest bad ones.
fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let own = format!("fuzz/corpus/{}", target.name);
    let mut files = vec![Vec::new(), b"<".to_vec(), b"{".to_vec()];
    for folder in target.seeds.iter().copied().chain([own.as_str()]) {
        let entries = std::fs::read_dir(Path::new(ROOT).join(folder));
        let mut paths: Vec<PathBuf> =
            entries.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let is_seed = |path: &PathBuf| {
            path.is_file() && !(folder.starts_with("demo") && path.extension().is_some_and(|e| e == "jpg"))
        };
        files.extend(paths.iter().filter(|path| is_seed(path)).map(|path| std::fs::read(path).unwrap()));
    }
    files
}

/// Where a promise is broken, the file that broke it is kept and named.
fn hold(target: &Target, bytes: &[u8], what: &str) {
    if catch_unwind(AssertUnwindSafe(|| target.run(bytes))).is_err() {
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-broken", target.name));
        std::fs::write(&kept, bytes).unwrap();
        panic!("{} does not hold for {what}, which is kept in {}", target.name, kept.display());
    }
}

fn bounded(from: usize, until: usize) {
    for target in &TARGETS[from..until] {
        let corpus = corpus(target);
        assert!(corpus.len() > 3, "{} has no corpus", target.name);
        for (n, file) in corpus.iter().enumerate() {
            hold(target, file, &format!("file {n} of its corpus"));
        }
        let mut mutator = Mutator::new(&corpus, 0x0da7_e11e);
        for round in 0..target.rounds {
            hold(target, &mutator.bent(), &format!("bent file {round}"));
        }
    }
}

// In parts, so that they run beside each other.
#[test]
fn xml_copy_bent_in_any_way_is_read_within_its_bounds() {
    bounded(0, 3);
}

#[test]
fn json_copy_and_feeds_bent_in_any_way_are_read_within_their_bounds() {
    bounded(3, 7);
}

#[test]
fn telegraph_copy_html_and_dates_bent_in_any_way_are_read_within_their_bounds() {
    bounded(7, 12);
}

#[test]
fn pictures_and_comments_bent_in_any_way_keep_no_secret_and_grow_no_larger() {
    bounded(12, 16);
}

#[test]
fn prose_bent_in_any_way_is_searched_for_times_and_speech() {
    bounded(16, 18);
}

#[test]
fn agencies_own_formats_mail_and_exports_bent_in_any_way_are_read_within_their_bounds() {
    bounded(18, TARGETS.len());
}

#[test]
fn cargo_fuzz_has_every_target_and_no_other() {
    let manifest = std::fs::read_to_string(Path::new(ROOT).join("fuzz/Cargo.toml")).unwrap();
    for target in TARGETS {
        let file = format!("fuzz_targets/{}.rs", target.name.replace('-', "_"));
        assert!(manifest.contains(&format!("path = \"{file}\"")), "{file} is not in fuzz/Cargo.toml");
        let text = std::fs::read_to_string(Path::new(ROOT).join("fuzz").join(&file)).unwrap();
        assert!(text.contains(&format!("hostile::run(\"{}\", bytes)", target.name)), "{file}");
    }
    assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
}
