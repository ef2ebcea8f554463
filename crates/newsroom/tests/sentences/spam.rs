//! The spam filter.

use std::collections::HashMap;

use newsroom::spam::{Counts, LEAST, hosts, score, tokens};

#[derive(Default)]
struct Filter {
    all: Counts,
    seen: HashMap<String, Counts>,
}

impl Filter {
    fn learn(&mut self, text: &str, spam: bool) {
        let add = |counts: &mut Counts| if spam { counts.spam += 1 } else { counts.ham += 1 };
        add(&mut self.all);
        tokens("", text).into_iter().for_each(|token| add(self.seen.entry(token).or_default()));
    }

    fn score(&self, text: &str) -> Option<f64> {
        score(
            self.all,
            tokens("", text).iter().map(|token| self.seen.get(token).copied().unwrap_or_default()),
        )
    }
}

fn trained() -> Filter {
    let mut filter = Filter::default();
    for n in 0..LEAST {
        filter.learn(&format!("Earn money from home, visit my page www.rich{n}.example now!!!"), true);
        filter.learn(&format!("The ferry at pier {n} was late again, says the harbour master."), false);
    }
    filter
}

#[test]
fn a_filter_that_has_learnt_little_has_no_opinion() {
    let mut filter = Filter::default();
    (1..LEAST).for_each(|n| filter.learn(&format!("Earn money {n}"), true));
    (0..LEAST).for_each(|n| filter.learn(&format!("The ferry {n}"), false));
    assert_eq!(filter.score("Earn money"), None);
}

#[test]
fn what_was_rejected_looks_like_spam_and_what_was_approved_does_not() {
    let filter = trained();
    assert!(filter.score("Visit my page and earn money!!!").unwrap() > 0.9);
    assert!(filter.score("Was the ferry late, harbour master?").unwrap() < 0.1);
    assert_eq!(filter.score("Zwiebelkuchen"), Some(0.5), "words never seen say nothing");
}

#[test]
fn a_link_is_known_by_its_host_however_it_is_written() {
    assert_eq!(
        hosts("See HTTPS://WWW.One.example/a?b, (two.com) and three.co.uk."),
        ["one.example", "two.com", "three.co.uk"]
    );
    assert_eq!(hosts("At 3.5 knots. So it ended.Then ida@mail.com wrote e.g. this"), Vec::<String>::new());
}

/// Comments that people marked, where they are at hand: learnt from nine tenths, asked about the rest,
/// ten times. Printed with `--nocapture`.
#[test]
#[allow(clippy::disallowed_methods)] // Reads the sample.
fn precision_and_recall_on_comments_that_people_marked() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/hostile/spam/youtube-comments.csv");
    let Ok(text) = std::fs::read_to_string(file) else {
        eprintln!("The marked comments are not at hand: nothing was measured.");
        return;
    };
    let comments: Vec<(String, bool)> = records(&text);
    assert!(comments.len() > 500, "{}", comments.len());
    let (mut caught, mut missed, mut wronged, mut passed) = (0, 0, 0, 0);
    for part in 0..10 {
        let mut filter = Filter::default();
        let learnt = comments.iter().enumerate().filter(|(n, _)| n % 10 != part);
        learnt.for_each(|(_, (text, spam))| filter.learn(text, *spam));
        for (_, (text, spam)) in comments.iter().enumerate().filter(|(n, _)| n % 10 == part) {
            match (filter.score(text).unwrap() >= 0.8, *spam) {
                (true, true) => caught += 1,
                (false, true) => missed += 1,
                (true, false) => wronged += 1,
                (false, false) => passed += 1,
            }
        }
    }
    let precision = f64::from(caught) / f64::from(caught + wronged);
    let recall = f64::from(caught) / f64::from(caught + missed);
    println!(
        "{} comments: precision {precision:.3}, recall {recall:.3} ({caught} caught, {missed} missed, \
         {wronged} held wrongly, {passed} passed)",
        comments.len()
    );
    assert!(precision > 0.9 && recall > 0.6, "precision {precision:.3}, recall {recall:.3}");
}

/// The lines of a CSV file with quoted fields: source, text, mark.
fn records(text: &str) -> Vec<(String, bool)> {
    let (mut found, mut fields, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                fields.push(std::mem::take(&mut field));
                if let [_, text, mark] = &std::mem::take(&mut fields)[..] {
                    found.push((text.clone(), mark.trim() == "1"));
                }
            }
            c => field.push(c),
        }
    }
    found.remove(0);
    found
}
