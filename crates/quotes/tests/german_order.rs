//! German word order: where the subject stands, what closes a clause, and what in marks is only a name.

mod copy;

use copy::assert_said_in_german;
use quotes::{Language, read};

#[test]
fn the_subject_stands_behind_day_and_place() {
    assert_said_in_german(
        "In einem Interview sagte am Freitag in Kiel der Hafenmeister: „Wir warten.“",
        &[("Wir warten.", "der Hafenmeister")],
    );
    assert_said_in_german(
        "Nachdem der Sturm vorbei war, mahnte Olaf Stein: „Wir warten.“",
        &[("Wir warten.", "Olaf Stein")],
    );
}

#[test]
fn what_hangs_on_a_preposition_is_never_the_speaker() {
    assert_said_in_german(
        "Angesichts der Pläne des Vereins nannte Olaf Stein, Chef der Werft, den Kai „ein nasses Versprechen“.",
        &[("ein nasses Versprechen", "Olaf Stein")],
    );
    assert_said_in_german(
        "Olaf Stein war froh, dass der Kran nun bald ins Lager gebracht werde: „Endlich ist Platz.“",
        &[("Endlich ist Platz.", "Olaf Stein")],
    );
}

#[test]
fn the_verb_that_closes_a_clause_claims_what_stands_before_it() {
    assert_said_in_german(
        "Der Rat ist verärgert, weil Olaf Stein den Plan als „kühne kleine Träumerei“ bezeichnet hat.",
        &[("kühne kleine Träumerei", "Olaf Stein")],
    );
    assert_said_in_german(
        "Der Plan wurde von der Polizei als „kühne kleine Träumerei“ bezeichnet.",
        &[("kühne kleine Träumerei", "der Polizei")],
    );
}

#[test]
fn the_verb_right_behind_the_marks_has_its_subject_behind_it() {
    assert_said_in_german(
        "Von einer „langen und nassen Nacht“ spricht der Hafenmeister.",
        &[("langen und nassen Nacht", "der Hafenmeister")],
    );
    assert_said_in_german(
        "„Wir warten“, ereiferte sich Olaf Stein. „Wir warten“, analysierte Trainer Olaf Stein.",
        &[("Wir warten", "Olaf Stein"), ("Wir warten", "Olaf Stein")],
    );
}

#[test]
fn the_sentence_after_the_words_tells_whose_they_are() {
    assert_said_in_german(
        "„Wir warten nun seit Mai.“ Das sagte Olaf Stein am Montag.",
        &[("Wir warten nun seit Mai.", "Olaf Stein")],
    );
    assert_said_in_german(
        "„Wir warten nun seit Mai.“ Das musste Olaf Stein am Montag einräumen.",
        &[("Wir warten nun seit Mai.", "Olaf Stein")],
    );
}

#[test]
fn a_word_for_speech_before_a_colon_names_the_speaker_beside_it() {
    assert_said_in_german(
        "Das Fazit von Olaf Stein zum Fest am Kai: „Es war laut.“",
        &[("Es war laut.", "Olaf Stein")],
    );
    assert_said_in_german(
        "Der Kai sei leer, so Olaf Stein weiter: „Wir warten.“",
        &[("Wir warten.", "Olaf Stein")],
    );
    assert_said_in_german(
        "Hafenchef Olaf Stein über den 1. Mai: „Wir warten.“",
        &[("Wir warten.", "Olaf Stein")],
    );
}

#[test]
fn a_paper_named_in_marks_speaks_and_its_name_is_no_quotation() {
    assert_said_in_german(
        "Laut „Hafenbote“ war es „eine lange und nasse Nacht“.",
        &[("eine lange und nasse Nacht", "„Hafenbote“")],
    );
    assert_said_in_german(
        "„Er war der letzte Lotse“, schrieb „Der Hafenbote“ am Freitag.",
        &[("Er war der letzte Lotse", "„Der Hafenbote“")],
    );
}

#[test]
fn nouns_in_marks_are_names_unless_somebody_uses_the_word() {
    for text in [
        "Am Abend zog der neue „Bund zur Pflege des Hafens“ vor das Rathaus.",
        "Die „Nordstern“-Besatzung blieb an Bord.",
        "„Kaimauer“ zeigt Bilder des Hafens.",
        "„Wasser für alle“, so heißt ein neuer Film.",
        "Die Werft (Motto: „Wir bauen weiter“) liegt am Kai.",
        "Am Kai liegt ein Brief des „Vereins zur Rettung des Hafens und seiner alten Speicher am Kai“.",
        "Die Reederei griff erneut auf „Nordstern“ zurück.",
        "Dann stieg er in die „Kleine Freiheit“ um.",
    ] {
        assert_said_in_german(text, &[]);
    }
    for (text, word) in [
        ("Olaf Stein nannte den Plan eine „Träumerei“.", "Träumerei"),
        ("Olaf Stein wies das am Montag als „Unsinn“ zurück.", "Unsinn"),
        ("Olaf Stein sprach von einer „Woche ohne Wind“.", "Woche ohne Wind"),
    ] {
        assert_said_in_german(text, &[(word, "Olaf Stein")]);
    }
}

#[test]
fn a_surname_that_is_a_small_word_is_found_again() {
    assert_said_in_german(
        "Olaf Bald kam am Abend. „Wir warten“, sagte Bald der Zeitung.",
        &[("Wir warten", "Olaf Bald")],
    );
}

#[test]
fn the_point_of_an_ordinal_ends_no_sentence() {
    let text = "Helga Strand sagte am 3. Mai, dass der Hafen wieder öffnet.";
    assert_eq!(read(text, Language::German).quotations.len(), 1);
}

#[test]
fn whose_opinion_it_is_has_said_it() {
    assert_said_in_german(
        "Olaf Stein fordert Ruhe. Seiner Meinung nach war es „eine lange und nasse Nacht“.",
        &[("eine lange und nasse Nacht", "Olaf Stein")],
    );
}

#[test]
fn the_one_and_the_other_speak() {
    assert_said_in_german(
        "„Er bleibt“, sagt der eine. „Er geht“, sagt der andere. „Wer weiß“, so Letztere.",
        &[("Er bleibt", "der eine"), ("Er geht", "der andere"), ("Wer weiß", "Letztere")],
    );
}

#[test]
fn the_chancellor_and_the_one_of_71_years_are_whom_the_story_names() {
    assert_said_in_german(
        "Bundeskanzlerin Helga Strand traf Olaf Stein. „Es war gut“, sagte die Kanzlerin.",
        &[("Es war gut", "Helga Strand")],
    );
    assert_said_in_german(
        "Eine Nachbarin, Helga Strand, sagte: „Er war nett.“ „Sehr nett“, so die 71-Jährige.",
        &[("Er war nett.", "Helga Strand"), ("Sehr nett", "Helga Strand")],
    );
}

#[test]
fn wie_at_the_head_of_a_sentence_compares_nothing() {
    assert_said_in_german(
        "Wie die Ministerin Helga Strand (SPD) am Dienstag mitteilte, sei die Lage „ernst, aber ruhig“.",
        &[("ernst, aber ruhig", "Helga Strand")],
    );
}
