//! The IPTC's Media Topics: what stands above a topic, and the older Subject Codes that mean the same.
//!
//! The list is data (`data/media_topics.tsv`), the IPTC's own, under CC BY 4.0.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The day of the list.
pub const VERSION: &str = "2025-03-31";

const LIST: &str = include_str!("../data/media_topics.tsv");

/// One topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    pub code: &'static str,
    /// The topic above it; `None` at the top.
    pub parent: Option<&'static str>,
    /// In English.
    pub name: &'static str,
    /// The Subject Codes that the IPTC maps to it.
    pub subject_codes: Vec<&'static str>,
    /// Since when it is not to be used any more. Agencies and archives go on using it.
    pub retired: Option<&'static str>,
}

/// The tree is six deep; what goes on for longer is no tree.
const DEEPEST: usize = 12;

struct Topics {
    by_code: HashMap<&'static str, Topic>,
    by_subject_code: HashMap<&'static str, &'static str>,
}

static TOPICS: LazyLock<Topics> = LazyLock::new(|| {
    let mut topics = Topics { by_code: HashMap::new(), by_subject_code: HashMap::new() };
    for line in LIST.lines().filter(|line| !line.starts_with('#')) {
        let Some(topic) = read(line) else { continue };
        for code in &topic.subject_codes {
            // Of a few codes that stand for two topics, the one in use counts, else the first.
            let known = topics.by_subject_code.get(code).and_then(|known| topics.by_code.get(known));
            if known.is_none_or(|known: &Topic| known.retired.is_some() && topic.retired.is_none()) {
                topics.by_subject_code.insert(*code, topic.code);
            }
        }
        topics.by_code.insert(topic.code, topic);
    }
    topics
});

fn read(line: &'static str) -> Option<Topic> {
    let filled = |text: &'static str| Some(text.trim()).filter(|text| !text.is_empty());
    let mut cells = line.split('\t');
    let (code, parent, name) = (filled(cells.next()?)?, filled(cells.next()?), cells.next()?);
    let subject_codes = cells.next().unwrap_or_default().split_whitespace().collect();
    Some(Topic { code, parent, name, subject_codes, retired: cells.next().and_then(filled) })
}

/// The topic of a code without its scheme: `20000065`.
pub fn topic(code: &str) -> Option<&'static Topic> {
    TOPICS.by_code.get(code)
}

/// A topic and those above it, from the code up; empty where there is no such topic.
pub fn lineage(code: &str) -> impl Iterator<Item = &'static Topic> {
    std::iter::successors(topic(code), |topic| TOPICS.by_code.get(topic.parent?)).take(DEEPEST)
}

/// The topic that a Subject Code means; where the IPTC maps none to it, the one of the nearest code above.
pub fn of_subject_code(code: &str) -> Option<&'static Topic> {
    subject_lineage(code).iter().find_map(|code| topic(TOPICS.by_subject_code.get(code.as_str())?))
}

/// A Subject Code and those above it: subject detail `15054001`, subject matter `15054000`, subject `15000000`.
pub fn subject_lineage(code: &str) -> Vec<String> {
    if code.len() != 8 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let mut lineage = vec![code.to_owned(), format!("{}000", &code[..5]), format!("{}000000", &code[..2])];
    lineage.dedup();
    lineage
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_stands_below_one_that_there_is() {
        assert_eq!(TOPICS.by_code.len(), 1387);
        assert!(LIST.lines().next().is_some_and(|line| line.contains(VERSION)));
        for topic in TOPICS.by_code.values() {
            let top = lineage(topic.code).last().map(|top| (top.parent, top.code.len()));
            assert_eq!(top, Some((None, 8)), "{topic:?}");
            assert!(lineage(topic.code).count() < DEEPEST && !topic.name.is_empty(), "{topic:?}");
            assert!(topic.subject_codes.iter().all(|code| subject_lineage(code)[0] == *code), "{topic:?}");
        }
        assert_eq!(TOPICS.by_code.values().filter(|topic| topic.parent.is_none()).count(), 17);
    }

    #[test]
    fn a_subject_code_means_its_topic_or_that_of_the_code_above() {
        let name = |code: &str| of_subject_code(code).map(|topic| topic.name);
        assert_eq!(name("15054000"), Some("football"));
        assert_eq!(name("15054999"), Some("football"), "no such detail: the subject matter counts");
        assert_eq!(of_subject_code("03000000").map(|topic| topic.code), Some("03000000"));
        assert_eq!(name("99000000"), None);
        assert_eq!(name("soccer"), None);
        assert_eq!(name("1505400é"), None);
        assert_eq!(subject_lineage("15000000"), ["15000000"]);
    }

    #[test]
    fn a_topic_knows_those_above_it() {
        let war: Vec<&str> = lineage("20000056").map(|topic| topic.code).collect();
        assert_eq!(war, ["20000056", "16000000"]);
        assert_eq!(lineage("nothing").count(), 0);
    }
}
