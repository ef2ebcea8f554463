//! JSON lines in and out.

use quotes::lines::{Give, annotate};
use serde_json::{Value, json};

#[test]
fn a_line_comes_back_with_its_quotations_counted_in_characters() {
    let line = json!({"id": "s-1", "lang": "en-GB", "dct": "2026-11-12", "text": "Ärger: “Wir warten,” Olav Stenn said."}).to_string();
    let answer: Value = serde_json::from_str(&annotate(&line, Give::Direct).unwrap()).unwrap();
    assert_eq!((&answer["id"], &answer["dct"]), (&json!("s-1"), &json!("2026-11-12")));
    let quote = &answer["quotes"][0];
    assert_eq!((&quote["start"], &quote["end"]), (&json!(8), &json!(19)));
    assert_eq!((&quote["speaker_start"], &quote["speaker_end"]), (&json!(21), &json!(31)));
    assert_eq!(
        (&quote["speaker"], &quote["kind"], &quote["cue"]),
        (&json!("Olav Stenn"), &json!("direct"), &json!("said"))
    );
}

#[test]
fn a_speaker_whom_the_story_names_in_full_comes_with_key_and_role() {
    let line = json!({"text": "Harbour master Edith Lowry came. “It is cold,” she said."}).to_string();
    let answer: Value = serde_json::from_str(&annotate(&line, Give::Direct).unwrap()).unwrap();
    let quote = &answer["quotes"][0];
    assert_eq!((&quote["person"], &quote["role"]), (&json!("edith lowry"), &json!("Harbour master")));
}

#[test]
fn indirect_quotations_are_given_only_when_asked_for() {
    let line = json!({"text": "Olav Stenn said that the boats would wait."}).to_string();
    let count = |give| {
        let answer: Value = serde_json::from_str(&annotate(&line, give).unwrap()).unwrap();
        answer["quotes"].as_array().unwrap().len()
    };
    assert_eq!((count(Give::Direct), count(Give::All)), (0, 1));
}

#[test]
fn a_line_that_cannot_be_read_is_answered_with_what_is_wrong() {
    for (line, wanted) in [
        ("{", "no JSON object"),
        ("[]", "no JSON object"),
        (r#"{"id": 1}"#, "no \"text\""),
        (r#"{"text": "Ja.", "lang": "xx"}"#, "\"xx\""),
    ] {
        let wrong = annotate(line, Give::Direct).unwrap_err();
        assert!(wrong.contains(wanted), "{line}: {wrong}");
    }
}
