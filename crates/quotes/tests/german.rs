//! Zitate, wie deutsche Zeitungen sie schreiben.

mod copy;

use copy::in_language;
use quotes::{Language, read};

#[track_caller]
fn assert_gesagt(text: &str, wanted: &[(&str, &str)]) {
    let found = in_language(text, Language::German);
    let found: Vec<(&str, &str)> = found.iter().map(|(words, who)| (words.as_str(), who.as_str())).collect();
    assert_eq!(found, wanted, "in {text}");
}

#[test]
fn der_sprecher_steht_davor_danach_und_dazwischen() {
    assert_gesagt("Helga Strand sagte: „Der Hafen bleibt zu.“", &[("Der Hafen bleibt zu.", "Helga Strand")]);
    assert_gesagt("„Der Hafen bleibt zu“, sagte Helga Strand.", &[("Der Hafen bleibt zu", "Helga Strand")]);
    assert_gesagt(
        "„Wir warten“, erklärte Bürgermeisterin Helga Strand, „und zwar lange.“",
        &[("Wir warten", "Helga Strand"), ("und zwar lange.", "Helga Strand")],
    );
}

#[test]
fn das_subjekt_steht_auch_hinter_dem_verb() {
    assert_gesagt(
        "In einem Brief nannte der Bürgermeister den Plan „eine Tür ohne Haus“.",
        &[("eine Tür ohne Haus", "der Bürgermeister")],
    );
}

#[test]
fn auch_andere_anfuehrungszeichen_gelten() {
    for text in [
        "»Wir warten«, sagte Olaf Stein.",
        "\"Wir warten\", sagte Olaf Stein.",
        "«Wir warten», sagte Olaf Stein.",
    ] {
        assert_gesagt(text, &[("Wir warten", "Olaf Stein")]);
    }
}

#[test]
fn namen_von_schiffen_und_blaettern_sind_keine_zitate() {
    assert_gesagt("Der Frachter „Nordstern“ liegt seit Montag im Hafen.", &[]);
    assert_gesagt("Die Zeitung „Hafenbote“ erscheint täglich.", &[]);
}

#[test]
fn ein_satz_mit_dass_ist_ein_indirektes_zitat() {
    let text = "Helga Strand sagte, dass der Hafen im Mai wieder öffnet.";
    let found = read(text, Language::German).quotations;
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].content.clone()], "der Hafen im Mai wieder öffnet");
}
