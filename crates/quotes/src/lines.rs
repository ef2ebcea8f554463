//! JSON lines in and out: how other programs, and the command, ask for quotations.
//!
//! A line is an object with `text`, and perhaps `id`, `dct` and `lang`; the same comes back with `quotes`, whose
//! offsets count characters, not bytes.

use serde_json::{Map, Value, json};

use crate::{Kind, Language, Quotation, Reading, offsets::Characters, read};

/// Which quotations are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Give {
    /// Those between marks.
    #[default]
    Direct,
    /// Indirect ones too; they say so in `kind`.
    All,
}

/// One line read. What is wrong with it is said in a sentence.
pub fn annotate(line: &str, give: Give) -> Result<String, String> {
    annotate_as(line, give, "en")
}

/// As [`annotate`]; a text that says no language is in this one.
pub fn annotate_as(line: &str, give: Give, language: &str) -> Result<String, String> {
    let mut object: Map<String, Value> = serde_json::from_str(line)
        .map_err(|error| format!("The line is no JSON object from column {} on.", error.column().max(1)))?;
    let Some(text) = object.get("text").and_then(Value::as_str) else {
        return Err("The object has no \"text\", or it is no string: put the story's words there.".to_owned());
    };
    let tag = object.get("lang").and_then(Value::as_str).unwrap_or(language);
    let Some(language) = Language::from_tag(tag) else {
        return Err(format!("\"lang\" is {tag:?}: only en and de can be read."));
    };
    let reading = read(text, language);
    let quotes = quotes(text, &reading, give);
    object.insert("quotes".to_owned(), quotes);
    Ok(Value::Object(object).to_string())
}

fn quotes(text: &str, reading: &Reading, give: Give) -> Value {
    let characters = Characters::of(text);
    let wanted = |quotation: &&Quotation| give == Give::All || quotation.kind == Kind::Direct;
    reading
        .quotations
        .iter()
        .filter(wanted)
        .map(|quotation| one(text, &characters, reading, quotation))
        .collect()
}

fn one(text: &str, characters: &Characters, reading: &Reading, quotation: &Quotation) -> Value {
    let speaker = quotation.speaker.as_ref();
    let person = speaker.and_then(|speaker| reading.people.get(speaker.person?));
    let kind = match quotation.kind {
        Kind::Direct => "direct",
        Kind::Indirect => "indirect",
        Kind::Mixed => "mixed",
    };
    json!({
        "start": characters.at(quotation.content.start),
        "end": characters.at(quotation.content.end),
        "text": text[quotation.content.clone()],
        "speaker": speaker.map(|speaker| speaker.name.as_str()),
        "speaker_start": speaker.map(|speaker| characters.at(speaker.mention.start)),
        "speaker_end": speaker.map(|speaker| characters.at(speaker.mention.end)),
        "speaker_text": speaker.map(|speaker| &text[speaker.mention.clone()]),
        "person": person.map(|person| person.key.as_str()),
        "role": person.and_then(|person| person.role.as_deref()),
        "cue": quotation.cue.as_ref().map(|cue| &text[cue.clone()]),
        "kind": kind,
        "confidence": (f64::from(quotation.confidence) * 100.0).round() / 100.0,
        "why": quotation.why.map(|why| why.to_string()),
    })
}
