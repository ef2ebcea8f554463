//! What the tests ask of a reading.

#![allow(dead_code, reason = "each test file uses its part")]

use quotes::{Kind, Language, Quotation, read};

/// The direct quotations of a text: the words, and the speaker by the fullest name.
pub fn said(text: &str) -> Vec<(String, String)> {
    in_language(text, Language::English)
}

pub fn in_language(text: &str, language: Language) -> Vec<(String, String)> {
    of_kind(text, language, |kind| kind == Kind::Direct)
}

pub fn reported(text: &str) -> Vec<(String, String)> {
    of_kind(text, Language::English, |kind| kind != Kind::Direct)
}

fn of_kind(text: &str, language: Language, wanted: impl Fn(Kind) -> bool) -> Vec<(String, String)> {
    let reading = read(text, language);
    let found = reading.quotations.iter().filter(|quotation| wanted(quotation.kind));
    found.map(|quotation| (text[quotation.content.clone()].to_owned(), name(quotation))).collect()
}

pub fn name(quotation: &Quotation) -> String {
    quotation.speaker.as_ref().map_or_else(String::new, |speaker| speaker.name.clone())
}

/// Asserts the words and the speakers of a text's direct quotations.
#[track_caller]
pub fn assert_said(text: &str, wanted: &[(&str, &str)]) {
    assert_said_in(Language::English, text, wanted);
}

#[track_caller]
pub fn assert_said_in_german(text: &str, wanted: &[(&str, &str)]) {
    assert_said_in(Language::German, text, wanted);
}

#[track_caller]
fn assert_said_in(language: Language, text: &str, wanted: &[(&str, &str)]) {
    let found = in_language(text, language);
    let found: Vec<(&str, &str)> = found.iter().map(|(words, who)| (words.as_str(), who.as_str())).collect();
    assert_eq!(found, wanted, "in {text}");
}
