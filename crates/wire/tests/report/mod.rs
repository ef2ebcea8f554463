//! The conformance report: every file of a corpus read, measured, and held against what it carries.

use std::path::{Path, PathBuf};
use std::time::Duration;

use wire::{Hints, Parsed, parse};

use crate::{
    measure::{Totals, words_of},
    second_opinion, truth,
};

/// The folders of a corpus, one a format.
pub const FAMILIES: [&str; 11] = [
    "newsml-g2",
    "newsml-1",
    "nitf",
    "ninjs",
    "rss",
    "atom",
    "jsonfeed",
    "iptc7901-text",
    "agency-xml",
    "agency-json",
    "wxr",
];

pub struct Report {
    /// A table, a family a line.
    pub table: String,
    /// Everything that a file carries and an item lacks, with the file's name.
    pub misses: Vec<String>,
    /// The files without any story, with what is said of them.
    pub named: Vec<String>,
    pub files: usize,
}

/// Reads all files under the corpus' folders. Speed is measured for so long a family.
pub fn of(corpus: &Path, how_long: Duration) -> Report {
    let mut report = Report { table: Totals::header(), misses: Vec::new(), named: Vec::new(), files: 0 };
    for family in FAMILIES {
        let paths = files(&corpus.join(family));
        if paths.is_empty() {
            continue;
        }
        let mut totals = Totals::default();
        let mut all = Vec::new();
        for path in paths {
            let bytes = std::fs::read(&path).unwrap();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let parsed = parse(&bytes, &Hints::default());
            let misses = file(family, &bytes, &parsed, &mut totals);
            report.misses.extend(misses.into_iter().map(|said| format!("{family}/{name}: {said}")));
            if parsed.items.is_empty() {
                let said =
                    parsed.problems.first().map(|problem| problem.message.as_str()).unwrap_or_default();
                report.named.push(format!("{family}/{name}: {said}"));
            }
            all.push(bytes);
        }
        report.files += all.len();
        totals.time(&all, |bytes| drop(std::hint::black_box(parse(bytes, &Hints::default()))), how_long);
        report.table.push_str(&totals.line(family));
    }
    report
}

/// What is missing of one file.
fn file(family: &str, bytes: &[u8], parsed: &Parsed, totals: &mut Totals) -> Vec<String> {
    totals.count(parsed);
    let facts = truth::facts(family, bytes);
    let said = parsed.problems.first().map(ToString::to_string);
    match said {
        None if parsed.items.is_empty() => return vec!["nothing is read and nothing is said".to_owned()],
        Some(said) if parsed.items.is_empty() && !facts.is_empty() => {
            return vec![format!("carries {} stories, of which none is read: {said}", facts.len())];
        }
        _ => {}
    }
    let mut missed = totals.look_for(&facts, &parsed.items);
    missed.extend(lost_words(bytes, parsed, totals));
    missed
}

/// What a second opinion finds in the file and readers would not.
pub fn lost_words(bytes: &[u8], parsed: &Parsed, totals: &mut Totals) -> Vec<String> {
    let (Some(format), false) = (parsed.format, parsed.items.is_empty()) else { return Vec::new() };
    let split = |text: &String| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    // A feed's shorter text stands beside the fuller one.
    let mut ours: Vec<Vec<String>> = parsed.items.iter().flat_map(|item| &item.summary).map(split).collect();
    ours.push(parsed.items.iter().flat_map(words_of).collect());
    // NewsML 1 sends headlines as copy too.
    let lines = parsed.items.iter().flat_map(|item| item.headline.iter().chain(&item.subheadline));
    ours.extend(lines.map(|text| split(text).into_iter().filter(|word| word != "/").collect()));
    let texts = second_opinion::texts(format, bytes);
    let lost = texts.iter().filter_map(|wanted| totals.compare(wanted, &ours));
    lost.map(|lost| format!("body: lost \"{lost}\"")).collect()
}

/// The files of a folder, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect();
    files.sort();
    files
}
