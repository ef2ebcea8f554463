use wire::Rights;

use super::*;

fn paper() -> Paper {
    Paper { territories: vec!["Norway".into(), "Scandinavia".into()], ..Paper::default() }
}

fn held(terms: &str) -> bool {
    let rights = Rights { usage_terms: Some(terms.into()), ..Rights::default() };
    against(&Item { rights, ..Item::default() }, &paper()).is_some()
}

#[test]
fn a_story_that_may_not_be_used_here_is_held_in_the_agencys_words() {
    for terms in [
        "Not for use in Norway.",
        "NORWAY OUT",
        "SWEDEN OUT, NORWAY OUT, NO SALES",
        "Online use not permitted",
        "NO INTERNET; EDITORIAL USE ONLY",
        "For print use only.",
        "For use in the United Kingdom only",
        "Interdit d'utilisation en ligne",
        "Nicht für Online",
        "Nur für Zeitungen",
        "Prohibido su uso en internet",
        "Proibida a publicação online",
        "Must not be published on any website.",
        "Not for use in Europe, Scandinavia or Asia",
    ] {
        assert!(held(terms), "{terms}");
    }
    let rights = Rights { usage_terms: Some("© MNA. Not for use in Norway.".into()), ..Rights::default() };
    let why = against(&Item { rights, ..Item::default() }, &paper());
    assert_eq!(why.as_deref(), Some("its rights: \"Not for use in Norway\""));
}

#[test]
fn a_story_that_may_be_used_here_is_not() {
    for terms in [
        "Not for use in Sweden.",
        "SWEDEN OUT",
        "NO ARCHIVES",
        "NO SALES",
        "EDITORIAL USE ONLY",
        "For online use only",
        "For use in Norway only",
        "Not for use in Europe except Norway",
        "For more see our website.",
        "Print, online and broadcast use permitted.",
        "Norway won; Sweden is out",
        "",
    ] {
        assert!(!held(terms), "{terms}");
    }
}

#[test]
fn lists_and_notes_to_editors_count_as_usage_terms_do() {
    let rights = Rights { limits: vec!["Norway".into()], ..Rights::default() };
    assert!(against(&Item { rights, ..Item::default() }, &paper()).is_some());
    let noted = Item { ed_note: Some("EDS: With photos. Not for online use.".into()), ..Item::default() };
    assert!(against(&noted, &paper()).is_some());
    let archive = Paper { media: vec!["online".into(), "archive".into()], ..Paper::default() };
    let none = Item { ed_note: Some("NO ARCHIVES".into()), ..Item::default() };
    assert!(against(&none, &archive).is_some() && against(&none, &paper()).is_none());
    assert_eq!(against(&Item::default(), &paper()), None);
}

#[test]
fn a_paper_of_an_unknown_medium_is_told_so() {
    let odd = Paper { media: vec!["clay tablets".into()], territories: vec![" ".into()] };
    assert_eq!(odd.check().len(), 2);
    assert!(paper().check().is_empty());
}
