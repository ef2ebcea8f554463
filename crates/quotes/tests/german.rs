//! Quotations as German newspapers write them.

mod copy;

use copy::assert_said_in_german;
use quotes::{Language, read};

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

#[test]
fn a_german_subject_that_can_speak_stands_behind_an_object_that_cannot() {
    assert_said_in_german(
        "Den neuen Fahrplan des Kapitäns nannte die Bürgermeisterin Helga Strand einen Scherz: „Er gilt nie.“",
        &[("Er gilt nie.", "Helga Strand")],
    );
    assert_said_in_german(
        "Den Bau des Leuchtturms unter Helga Strand als Bürgermeisterin rühmte er so: „Er steht.“",
        &[("Er steht.", "er")],
    );
    assert_said_in_german(
        "Olaf Stein hatte am Kai die Geduld der Anwohner erwähnt: „Sie warten lange.“",
        &[("Sie warten lange.", "Olaf Stein")],
    );
}

#[test]
fn what_follows_the_marks_in_german_counts_before_what_stands_before_them() {
    assert_said_in_german(
        "Der Rat lehnte den Antrag des Vereins ab: „Wir warten“, sagte Olaf Stein.",
        &[("Wir warten", "Olaf Stein")],
    );
    assert_said_in_german("„Wir warten“, meint Kallweit.", &[("Wir warten", "Kallweit")]);
    assert_said_in_german(
        "„Wir warten“, sagte der Sprecher der Reederei, Olaf Stein.",
        &[("Wir warten", "Olaf Stein")],
    );
}

#[test]
fn the_paper_speaks_wherever_the_sentence_names_it() {
    assert_said_in_german(
        "In einer Erklärung der Reederei hatte es geheißen: „Wir bedauern die Verspätung.“",
        &[("Wir bedauern die Verspätung.", "einer Erklärung")],
    );
    assert_said_in_german(
        "Nach den Worten des Hafenmeisters war es „eine sehr lange Nacht“.",
        &[("eine sehr lange Nacht", "des Hafenmeisters")],
    );
    assert_said_in_german(
        "Wie Hafenmeister Olaf Stein sagte, ist der Hafen „völlig leer“.",
        &[("völlig leer", "Olaf Stein")],
    );
}

#[test]
fn whom_a_paper_quotes_is_the_speaker() {
    assert_said_in_german(
        "Der Sender zitierte Olaf Stein mit den Worten: „Wir warten.“",
        &[("Wir warten.", "Olaf Stein")],
    );
}

#[test]
fn es_and_man_say_nothing() {
    assert_said_in_german(
        "Helga Strand sagte, der Streit sei „vorbei“. Es drohe aber „eine lange Nacht“.",
        &[("vorbei", "Helga Strand"), ("eine lange Nacht", "Helga Strand")],
    );
}

#[test]
fn a_german_job_in_one_word_is_a_role() {
    let people = read("Bundesverkehrsminister Olaf Stein sagte: „Wir warten.“", Language::German).people;
    assert_eq!(people[0].name, "Olaf Stein");
    assert_eq!(people[0].role.as_deref(), Some("Bundesverkehrsminister"));
}

#[test]
fn wie_after_the_marks_names_the_speaker_or_the_paper() {
    assert_said_in_german(
        "Das Haus rechnet mit „einem Plus, das man suchen muss“, wie Finanzchefin Claudia Stein formulierte.",
        &[("einem Plus, das man suchen muss", "Claudia Stein")],
    );
    assert_said_in_german(
        "Das Gericht verlangte „ein Konzept, das den Namen verdient“, wie es in dem Urteil heißt.",
        &[("ein Konzept, das den Namen verdient", "dem Urteil")],
    );
}

#[test]
fn a_german_trade_before_a_given_name_is_no_part_of_the_name() {
    let people = read("Der Schornsteinfeger Olaf Stein sagte: „Wir warten.“", Language::German).people;
    assert_eq!(people[0].name, "Olaf Stein");
    assert_eq!(people[0].role.as_deref(), Some("Schornsteinfeger"));
}

#[test]
fn a_relative_clause_does_not_hide_a_german_subject() {
    assert_said_in_german(
        "Der Komponist Olaf Stein, mit dem sie lange arbeitete, nannte sie eine „Stimme mit Ellenbogen“.",
        &[("Stimme mit Ellenbogen", "Olaf Stein")],
    );
}

#[test]
fn von_is_part_of_a_name_only_after_a_given_name() {
    for (text, name) in [
        ("Ursula von der Heide sagte: „Wir warten.“", "Ursula von der Heide"),
        ("Olaf Stein von der Werft sagte: „Wir warten.“", "Olaf Stein"),
        ("Olaf Stein von Hafenrat sagte: „Wir warten.“", "Olaf Stein"),
    ] {
        assert_said_in_german(text, &[("Wir warten.", name)]);
    }
}

#[test]
fn who_did_the_one_did_the_other() {
    assert_said_in_german(
        "Die Werft bekam den Brief am Abend und nannte ihn „einen nassen Lappen“.",
        &[("einen nassen Lappen", "Die Werft")],
    );
}

#[test]
fn what_something_is_for_somebody_is_in_their_words() {
    assert_said_in_german(
        "Für den Fischer Olaf Stein sei der neue Kai „ein Bus ohne Räder“.",
        &[("ein Bus ohne Räder", "Olaf Stein")],
    );
}

#[test]
fn a_surname_with_von_at_the_head_of_a_sentence_is_found_again() {
    assert_said_in_german(
        "Ursula von der Heide kam. Von der Heide sagte, die Fähre sei „halb voll“.",
        &[("halb voll", "Ursula von der Heide")],
    );
}
