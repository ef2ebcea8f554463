//! Where stories go, and why.

use newsroom::filing::{Filing, Rule, Then, When, file};
use wire::{CodeKind, Item, Subject};

use crate::house::storm;

fn sections() -> Vec<(String, String)> {
    [("world", "World"), ("harbour", "Harbour"), ("sport", "Sport")]
        .map(|(slug, name)| (slug.to_owned(), name.to_owned()))
        .to_vec()
}

fn rule(name: &str, when: When, then: Then) -> Rule {
    Rule { name: name.into(), when, then }
}

fn into(section: &str) -> Then {
    Then { section: Some(section.into()), ..Then::default() }
}

fn list(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn filed(item: &Item, rules: &[Rule]) -> Filing {
    file(item, "mna-world", ("mna", "Meridian News Agency"), &sections(), rules)
}

fn names<'a>(filing: &'a Filing, kind: &str) -> Vec<&'a str> {
    filing.shelves.iter().filter(|shelf| shelf.kind == kind).map(|shelf| shelf.name.as_str()).collect()
}

fn subject(scheme: &str, code: &str, name: &str) -> Subject {
    Subject { scheme: scheme.into(), code: code.into(), name: name.into(), ..Subject::default() }
}

fn keyword_matches(keyword: &str, headline: &str) -> bool {
    let when = When { keyword: list(&[keyword]), ..When::default() };
    let item = Item { headline: Some(headline.into()), ..storm(1) };
    filed(&item, &[rule("Words", when, into("world"))]).section.is_some()
}

#[test]
fn every_filing_says_its_reason() {
    let when = When { source: list(&["mna-*"]), subject: list(&["medtop:11000000"]), ..When::default() };
    let item = Item { subjects: vec![subject("medtop", "11000000", "Politics")], ..storm(1) };
    let filing = filed(&item, &[rule("World from Meridian", when, into("world"))]);
    assert_eq!(filing.section.as_deref(), Some("world"));
    let told: Vec<_> =
        filing.shelves.iter().map(|s| (s.kind.as_str(), s.slug.as_str(), s.reason.as_str())).collect();
    assert_eq!(
        told,
        [
            ("section", "world", "rule \"World from Meridian\": source mna-* and subject medtop:11000000"),
            ("agency", "mna", "source \"mna-world\""),
            ("topic", "politics", "the agency’s subject medtop:11000000"),
        ]
    );
}

#[test]
fn the_first_rule_that_names_a_section_wins_and_every_rule_adds_its_topics() {
    let storms = || When { keyword: list(&["storm"]), ..When::default() };
    let topics = |name: &str| Then { topics: list(&[name]), ..Then::default() };
    let rules = [
        rule("Weather", storms(), topics("Weather")),
        rule("Nowhere", storms(), into("no-such-section")),
        rule("Harbour", storms(), Then { topics: list(&["Ferries"]), ..into("harbour") }),
        rule("World", storms(), into("world")),
        rule("Not this", When { keyword: list(&["cricket"]), ..When::default() }, topics("Cricket")),
    ];
    let filing = filed(&storm(1), &rules);
    assert_eq!(filing.section.as_deref(), Some("harbour"));
    assert_eq!(names(&filing, "section"), ["Harbour"]);
    assert_eq!(names(&filing, "topic"), ["Weather", "Ferries"]);
}

#[test]
fn the_first_rule_that_holds_or_publishes_decides() {
    let hold = |hold| Then { hold: Some(hold), ..Then::default() };
    let urgent = When { urgency: Some(2), ..When::default() };
    let rules = [rule("Flashes go out", urgent, hold(false)), rule("Rest", When::default(), hold(true))];
    let flash = filed(&Item { urgency: Some(1), ..storm(1) }, &rules);
    assert_eq!(
        (flash.hold, flash.hold_reason.as_deref()),
        (Some(false), Some("rule \"Flashes go out\": urgency 1"))
    );
    for urgency in [None, Some(3)] {
        let rest = filed(&Item { urgency, ..storm(1) }, &rules);
        assert_eq!(
            (rest.hold, rest.hold_reason.as_deref()),
            (Some(true), Some("rule \"Rest\": every story"))
        );
    }
}

#[test]
fn all_conditions_must_hold_and_one_entry_of_each_is_enough() {
    let when = When { source: list(&["x", "mna-world"]), language: list(&["nb", "en"]), ..When::default() };
    let rules = [rule("English", when, into("world"))];
    let in_language =
        |tag: &str| filed(&Item { language: Some(tag.into()), ..storm(1) }, &rules).section.is_some();
    assert!(in_language("en") && in_language("en-GB") && in_language("EN_gb"));
    assert!(!in_language("eng") && !in_language("fr") && !in_language(""));
    assert!(filed(&storm(1), &rules).section.is_none(), "a language that is not said matches none");
}

#[test]
fn subjects_match_by_scheme_code_and_prefix() {
    let matches = |pattern: &str, scheme: &str, code: &str| {
        let when = When { subject: list(&[pattern]), ..When::default() };
        let item = Item { subjects: vec![subject(scheme, code, "")], ..storm(1) };
        filed(&item, &[rule("S", when, into("world"))]).section.is_some()
    };
    assert!(matches("subj:15054000", "subj", "15054000"));
    assert!(matches("subj:15054000", "http://cv.iptc.org/newscodes/subjectcode/", "15054000"));
    assert!(matches("medtop:20000638", "http://cv.iptc.org/newscodes/mediatopic/", "20000638"));
    assert!(matches("15054000", "subj", "15054000"), "a bare code fits every scheme");
    assert!(matches("subj:15*", "subj", "15054000"));
    assert!(matches("subj:15054000", "", "15054000"), "where the agency names no scheme the code must do");
    assert!(!matches("subj:15*", "subj", "04000000"));
    assert!(!matches("medtop:15054000", "subj", "15054000"));
    assert!(!matches("15", "subj", "15054000"));
    assert!(!matches("*", "subj", ""), "a subject without a code has none to match");
}

#[test]
fn a_subject_matches_what_stands_below_it_and_the_same_in_the_iptcs_other_scheme() {
    let matches = |pattern: &str, scheme: &str, code: &str| {
        let when = When { subject: list(&[pattern]), ..When::default() };
        let item = Item { subjects: vec![subject(scheme, code, "")], ..storm(1) };
        filed(&item, &[rule("r", when, into("world"))]).section.is_some()
    };
    // Soccer, a sport, in both schemes.
    assert!(matches("medtop:15000000", "medtop", "20001065"));
    assert!(matches("medtop:15*", "medtop", "20001065"));
    assert!(matches("medtop:20001065", "subj", "15054000"));
    assert!(matches("medtop:15000000", "http://cv.iptc.org/newscodes/subjectcode/", "15054001"));
    assert!(matches("subj:15000000", "subj", "15054000"));
    assert!(matches("subj:15054000", "medtop", "20001065"));
    assert!(!matches("medtop:20001065", "medtop", "15000000"), "sport is more than soccer");
    assert!(!matches("medtop:15000000", "mna", "20001065"), "an agency's own code");
}

#[test]
fn topics_match_names_and_the_agencys_categories() {
    let when = When { topic: list(&["PORT ELLERY", "i"]), ..When::default() };
    let rules = [rule("Here", when, into("harbour"))];
    let named = Item { subjects: vec![subject("", "", "Port Ellery")], ..storm(1) };
    let category = Subject { kind: CodeKind::Category, ..subject("cat", "I", "") };
    assert!(filed(&named, &rules).section.is_some());
    assert!(filed(&Item { subjects: vec![category], ..storm(1) }, &rules).section.is_some());
    assert!(filed(&Item { subjects: vec![subject("", "i", "")], ..storm(1) }, &rules).section.is_none());
}

#[test]
fn keywords_are_whole_words_in_every_script() {
    for (keyword, headline) in [
        ("storm", "STORM closes the harbour"),
        ("port ellery", "Port  Ellery’s ferries stay in"),
        ("zurich", "Zürich banks on calm"),
        ("Ærø", "Ferry to Aero sails"),
        ("cafe", "Cafe\u{301} reopens"),
        ("O'Brien", "O’Brien resigns"),
        ("Élysée", "Réunion à l’Elysée"),
        ("москва", "В МОСКВА-Сити пожар"),
        ("Αθηνα", "Καύσωνας στην ΑΘΉΝΑ"),
        ("地震", "北海道で地震が発生"),
        ("القاهرة", "انفجار في القاهره والقاهرة"),
        ("قاهرة", "انفجار بالقاهرة"),
        ("서울", "서울에서 회담"),
    ] {
        assert!(keyword_matches(keyword, headline), "{keyword} in {headline}");
    }
    for (keyword, headline) in [
        ("storm", "Stormont talks resume"),
        ("art", "Partners part"),
        ("port ellery", "Port of Ellery"),
        ("地震", "北海道で台風が発生"),
        ("", "Storm"),
        ("—", "Storm — again"),
    ] {
        assert!(!keyword_matches(keyword, headline), "{keyword:?} not in {headline}");
    }
}

#[test]
fn a_phrase_does_not_reach_from_the_headline_into_the_slugline() {
    let when = When { keyword: list(&["harbour storm"]), ..When::default() };
    let item = Item { headline: Some("Closed harbour".into()), slugline: Some("storm".into()), ..storm(1) };
    assert!(filed(&item, &[rule("W", when, into("world"))]).section.is_none());
}

#[test]
fn only_names_become_topics() {
    let item = Item {
        subjects: vec![
            subject("medtop", "1", "Storms"),
            subject("", "", "NATO"),
            subject("", "", "BREAKING NEWS"),
            subject("", "", "HIGHLIGHTS"),
            subject("subj", "15054000", ""),
            subject("", "", "15054000"),
            subject("", "", "mna:topic"),
        ],
        keywords: list(&[
            "storms",
            "G20",
            "COVID-19",
            "port-ellery-storm-2nd",
            "b5x2",
            "a",
            "北",
            "https://x.example",
            "Aagot Lind",
        ]),
        ..storm(1)
    };
    assert_eq!(names(&filed(&item, &[]), "topic"), ["Storms", "NATO", "G20", "COVID-19", "北", "Aagot Lind"]);
}

#[test]
fn an_item_brings_a_dozen_topics_and_no_more() {
    let keywords = (0..60)
        .map(|n| format!("Topic {}", char::from(b'a' + n % 26).to_string().repeat(3 + n as usize / 26)))
        .collect();
    assert_eq!(names(&filed(&Item { keywords, ..storm(1) }, &[]), "topic").len(), 12);
}

#[test]
fn bylines_name_authors() {
    for (byline, authors) in [
        ("Jo Hart", &["Jo Hart"][..]),
        ("By Jo Hart and Ann Lee", &["Jo Hart", "Ann Lee"]),
        ("by JO HART", &["Jo Hart"]),
        ("Marie DUPONT et Jean LE-GOFF", &["Marie Dupont", "Jean Le-Goff"]),
        ("Jo Hart in Port Ellery, Ann Lee in Geneva", &["Jo Hart", "Ann Lee"]),
        ("Jo Hart, Diplomatic Correspondent", &["Jo Hart"]),
        ("Jo Hart / MNA", &["Jo Hart", "MNA"]),
        ("Jo Hart (Port Ellery)", &["Jo Hart"]),
        ("MNA Sports Desk", &["MNA Sports Desk"]),
        ("Reporting by Jo Hart; editing by Ann Lee", &["Jo Hart"]),
        ("jo@courier.example (Jo Hart)", &["Jo Hart"]),
        ("jo@courier.example", &[]),
        ("von Trapp", &["von Trapp"]),
        ("Sandy Andersen", &["Sandy Andersen"]),
        ("***", &[]),
        ("By", &["By"]),
    ] {
        let filing = filed(&Item { bylines: list(&[byline]), ..storm(1) }, &[]);
        assert_eq!(names(&filing, "author"), authors, "{byline:?}");
    }
}

#[test]
fn one_author_named_twice_has_one_shelf() {
    let filing = filed(&Item { bylines: list(&["Jo Hart", "JO HART and Jo Hart"]), ..storm(1) }, &[]);
    assert_eq!(names(&filing, "author"), ["Jo Hart"]);
}

#[test]
fn a_good_rule_has_no_problems() {
    let good = rule("World", When { source: list(&["mna-world"]), ..When::default() }, into("world"));
    assert_eq!(good.check(&sections()), Vec::<String>::new());
    assert_eq!(good.check_sources(&["mna-world"]), Vec::<String>::new());
}

#[test]
fn a_rule_is_told_what_is_wrong_with_it() {
    let keyword = || When { keyword: list(&["storm"]), ..When::default() };
    let urgency = |urgency| When { urgency: Some(urgency), ..When::default() };
    for (rule, problem) in [
        (
            rule("W", keyword(), into("wrld")),
            "Rule \"W\" names the section \"wrld\", which is not configured; did you mean \"world\"?",
        ),
        (
            rule("W", keyword(), into("zzz")),
            "Rule \"W\" names the section \"zzz\", which is not configured; there are world, harbour, sport.",
        ),
        (
            rule("W", When::default(), into("world")),
            "Rule \"W\" asks for nothing in `when`, so it matches every story; if that is meant, write `source = [\"*\"]`.",
        ),
        (
            rule("W", keyword(), Then::default()),
            "Rule \"W\" does nothing: give it a `section`, `topics` or `hold` in `then`.",
        ),
        (
            rule("W", urgency(0), into("world")),
            "Rule \"W\": urgency goes from 1 (flash) to 9, and 0 is not between.",
        ),
        (
            rule("W", urgency(10), into("world")),
            "Rule \"W\": urgency goes from 1 (flash) to 9, and 10 is not between.",
        ),
        (
            rule("W", When { topic: list(&["Storms", " "]), ..When::default() }, into("world")),
            "Rule \"W\" has an empty entry in `when.topic`; take it out.",
        ),
        (
            rule("", keyword(), into("world")),
            "A rule has no name; the desk is shown it as the reason for a filing.",
        ),
    ] {
        assert_eq!(rule.check(&sections()), [problem]);
    }
    let stranger =
        rule("W", When { source: list(&["mna-wrold", "pws-*"]), ..When::default() }, into("world"));
    assert_eq!(
        stranger.check_sources(&["mna-world"]),
        ["Rule \"W\" names the source \"mna-wrold\", which is not configured; did you mean \"mna-world\"?"]
    );
}
