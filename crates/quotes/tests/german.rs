//! Quotations as German newspapers write them.

mod copy;

use copy::in_language;
use quotes::{Language, read};

#[track_caller]
fn assert_said_in_german(text: &str, wanted: &[(&str, &str)]) {
    let found = in_language(text, Language::German);
    let found: Vec<(&str, &str)> = found.iter().map(|(words, who)| (words.as_str(), who.as_str())).collect();
    assert_eq!(found, wanted, "in {text}");
}

#[test]
fn a_german_speaker_stands_before_the_marks_after_and_between() {
    assert_said_in_german(
        "Helga Strand sagte: „Der Hafen bleibt zu.“",
        &[("Der Hafen bleibt zu.", "Helga Strand")],
    );
    assert_said_in_german(
        "„Der Hafen bleibt zu“, sagte Helga Strand.",
        &[("Der Hafen bleibt zu", "Helga Strand")],
    );
    assert_said_in_german(
        "„Wir warten“, erklärte Bürgermeisterin Helga Strand, „und zwar lange.“",
        &[("Wir warten", "Helga Strand"), ("und zwar lange.", "Helga Strand")],
    );
}

#[test]
fn a_german_subject_stands_behind_its_verb_where_something_else_opens_the_sentence() {
    assert_said_in_german(
        "In einem Brief nannte der Bürgermeister den Plan „eine Tür ohne Haus“.",
        &[("eine Tür ohne Haus", "der Bürgermeister")],
    );
}

#[test]
fn german_books_and_swiss_papers_have_marks_of_their_own() {
    for text in [
        "»Wir warten«, sagte Olaf Stein.",
        "\"Wir warten\", sagte Olaf Stein.",
        "«Wir warten», sagte Olaf Stein.",
    ] {
        assert_said_in_german(text, &[("Wir warten", "Olaf Stein")]);
    }
}

#[test]
fn names_of_ships_and_papers_are_no_quotations() {
    assert_said_in_german("Der Frachter „Nordstern“ liegt seit Montag im Hafen.", &[]);
    assert_said_in_german("Die Zeitung „Hafenbote“ erscheint täglich.", &[]);
}

#[test]
fn a_clause_with_dass_is_an_indirect_quotation() {
    let text = "Helga Strand sagte, dass der Hafen im Mai wieder öffnet.";
    let found = read(text, Language::German).quotations;
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].content.clone()], "der Hafen im Mai wieder öffnet");
}

#[test]
fn what_is_retold_in_the_subjunctive_is_the_words_of_who_spoke_before() {
    assert_said_in_german(
        "Helga Strand kritisierte den Plan. Damit sei „der Winter auf der Insel vorbei“.",
        &[("der Winter auf der Insel vorbei", "Helga Strand")],
    );
}

#[test]
fn a_german_source_is_a_speaker() {
    assert_said_in_german("„Wir warten“, so Olaf Stein.", &[("Wir warten", "Olaf Stein")]);
    assert_said_in_german(
        "Nach Angaben der Polizei war es „eine sehr lange Nacht“.",
        &[("eine sehr lange Nacht", "der Polizei")],
    );
    assert_said_in_german(
        "„Wir bedauern die Verspätung“, heißt es in dem Brief.",
        &[("Wir bedauern die Verspätung", "dem Brief")],
    );
}
