use super::*;
use crate::{Inline, Moment};

fn noted(note: &str) -> Item {
    let sent = "2026-11-26T09:00:00Z".parse().ok().map(Moment::utc);
    let mut item = Item { ed_note: Some(note.into()), published: sent, ..Item::default() };
    apply(&mut item, &Hints::default(), &mut Vec::new());
    item
}

#[test]
fn what_notes_announce_is_read_in_five_languages() {
    for (note, signal) in [
        ("ATTENTION - CORRECTS name in para 2 ///", Some(Signal::Correction)),
        ("MANDATORY KILL: the captain was misquoted", Some(Signal::Kill)),
        ("Eds: Corrects the time of sailing.", Some(Signal::Correction)),
        ("(Corrected figure in para 2)", Some(Signal::Correction)),
        ("STORY WITHDRAWN", Some(Signal::Kill)),
        ("ATTENTION - ANNULE la dépêche mna0421", Some(Signal::Kill)),
        ("ATTENTION ÉDITEURS : RECTIFICATIF au 3e paragraphe", Some(Signal::Correction)),
        ("ANNULE ET REMPLACE la version précédente", Some(Signal::Correction)),
        ("Achtung Redaktionen: Rückzug der Meldung", Some(Signal::Kill)),
        ("Berichtigung: Im 2. Absatz wurde der Name korrigiert.", Some(Signal::Correction)),
        ("ATENCIÓN EDITORES - ANULACIÓN", Some(Signal::Kill)),
        ("(Corrige la hora)", Some(Signal::Correction)),
        ("ATENÇÃO: Anulação da notícia", Some(Signal::Kill)),
        ("Atualiza com declarações", Some(Signal::Update)),
        ("Kill 3rd paragraph, which was wrong.", Some(Signal::Correction)),
        ("Correction to follow.", None),
        ("Killing of the lamps is the festival's last act", None),
        ("Corrections desk: +00 1234", None),
        ("With photos.", None),
        ("", None),
    ] {
        assert_eq!(noted(note).signal, signal, "{note}");
        let status = if signal == Some(Signal::Kill) { Status::Canceled } else { Status::Usable };
        assert_eq!(noted(note).status, status, "{note}");
    }
}

#[test]
fn a_headline_says_so_by_a_label_in_capitals() {
    let headed = |headline: &str| {
        let mut item = Item { headline: Some(headline.into()), ..Item::default() };
        apply(&mut item, &Hints::default(), &mut Vec::new());
        item.signal
    };
    assert_eq!(headed("CORRECTED-Storm closes the harbour"), Some(Signal::Correction));
    assert_eq!(headed("STORY WITHDRAWN - Storm closes the harbour"), Some(Signal::Kill));
    assert_eq!(headed("Kill - a play in three acts"), None);
    assert_eq!(headed("Correction officers strike"), None);
    assert_eq!(headed("Withdrawal-symptoms clinic opens"), None);
}

#[test]
fn an_embargo_in_a_headlines_label_holds_the_story_until_the_labels_hour() {
    let headed = |headline: &str| {
        let published = "2026-11-26T09:00:00Z".parse().ok().map(Moment::utc);
        let mut item = Item { headline: Some(headline.into()), published, ..Item::default() };
        apply(&mut item, &Hints::default(), &mut Vec::new());
        (item.status, item.embargo.map(|moment| moment.at.to_string()))
    };
    for headline in [
        "EMBARGOED - Minister resigns",
        "EMBARGOED: Minister resigns at 18:00 GMT",
        "SOUS EMBARGO/Le ministre part",
        "SPERRFRIST – Minister tritt zurück",
    ] {
        assert_eq!(headed(headline), (Status::Withheld, None), "{headline}");
    }
    for (headline, until) in [
        ("EMBARGOED UNTIL 18:00 GMT - Minister resigns", "2026-11-26T18:00:00Z"),
        ("EMBARGO 2026-12-01T06:00:00Z: Minister resigns", "2026-12-01T06:00:00Z"),
    ] {
        assert_eq!(headed(headline), (Status::Usable, Some(until.into())), "{headline}");
    }
    for headline in
        ["EMBARGO LIFTED: Minister resigns", "Embargo - the history of a word", "Embargoed no more"]
    {
        assert_eq!(headed(headline), (Status::Usable, None), "{headline}");
    }
}

#[test]
fn a_first_line_counts_where_it_is_labelled_and_copy_does_not() {
    let begun = |first: &str| {
        let block = Block::Paragraph { text: vec![Inline::text(first)] };
        let mut item = Item { body: Body { blocks: vec![block] }, ..Item::default() };
        apply(&mut item, &Hints::default(), &mut Vec::new());
        (item.signal, item.status)
    };
    assert_eq!(begun("ATTENTION EDITORS: KILL the story"), (Some(Signal::Kill), Status::Canceled));
    assert_eq!(begun("KILL"), (Some(Signal::Kill), Status::Canceled));
    assert_eq!(begun("EMBARGOED UNTIL FURTHER NOTICE"), (None, Status::Withheld));
    assert_eq!(begun("Correction officers struck on Monday."), (None, Status::Usable));
    assert_eq!(begun("Kill the lights, the mayor said."), (None, Status::Usable));
}

#[test]
fn an_embargo_in_words_ends_at_the_next_such_moment() {
    for (note, until) in [
        ("EMBARGOED UNTIL 1800 GMT", "2026-11-26T18:00:00Z"),
        ("Embargoed until 0001 GMT on Friday 27 November", "2026-11-27T00:01:00Z"),
        ("EMBARGO: 6:30 p.m. EST Monday", "2026-11-30T23:30:00Z"),
        ("Hold for release at 6 a.m. GMT", "2026-11-27T06:00:00Z"),
        ("Sperrfrist: 27. November, 18.00 Uhr MEZ", "2026-11-27T17:00:00Z"),
        ("Sperrfrist 18 Uhr MEZ", "2026-11-26T17:00:00Z"),
        ("Sous embargo jusqu'à 18h00 GMT", "2026-11-26T18:00:00Z"),
        ("EMBARGADO hasta el 3 de enero a las 10:00 GMT", "2027-01-03T10:00:00Z"),
        ("Sob embargo até 12:00 GMT", "2026-11-26T12:00:00Z"),
        ("EMBARGOED UNTIL 2026-12-01T06:00:00Z", "2026-12-01T06:00:00Z"),
    ] {
        let item = noted(note);
        assert_eq!(item.embargo.map(|moment| moment.at.to_string()).as_deref(), Some(until), "{note}");
        assert_eq!(item.status, Status::Usable, "{note}");
    }
}

#[test]
fn an_embargo_that_does_not_say_until_when_withholds_and_one_that_is_over_does_not() {
    for note in ["Embargoed until 1800", "EMBARGO", "Sperrfrist beachten!", "Hold for release in 2027"] {
        assert_eq!((noted(note).status, noted(note).embargo), (Status::Withheld, None), "{note}");
    }
    for note in
        ["EMBARGO LIFTED", "Embargo: none", "Sperrfrist aufgehoben", "Embargo levé", "For immediate release"]
    {
        assert_eq!((noted(note).status, noted(note).embargo), (Status::Usable, None), "{note}");
    }
}

#[test]
fn no_rule_is_hidden_behind_a_shorter_one() {
    for (at, rule) in RULES.iter().enumerate() {
        let hides = RULES[..at].iter().find(|before| begins_with(rule.words, before.words));
        assert!(hides.is_none(), "{} hides {}", hides.map_or("", |rule| rule.words), rule.words);
        assert!(!rule.by.is_empty());
        assert_eq!(plain(rule.words), rule.words, "rules are written as they are compared");
    }
}
