//! The words of a story, when they are searched for times and for who said what.

use timex::{Document, annotate};

/// Time expressions stand in order, on whole characters, without overlap, and each can be printed.
pub fn times(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for date in [None, "2026-11-24".parse().ok()] {
        let document = Document { date, ..Document::default() };
        for language in timex::Language::codes().filter_map(timex::Language::get) {
            let mut end = 0;
            for found in annotate(&text, &document, language) {
                assert!(found.start >= end && found.start < found.end, "{found:?} in {text:?}");
                // Panics where a character is cut.
                assert!(!text[found.start..found.end].trim().is_empty(), "{found:?} in {text:?}");
                let printed = [found.value.to_string(), found.why.sentence()];
                assert!(printed.iter().all(|printed| printed.len() < 1000), "{printed:?}");
                let _ = (found.html_datetime(), found.label());
                end = found.end;
            }
        }
    }
}

/// Quotations and people are places in the text.
pub fn speech(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for language in [quotes::Language::English, quotes::Language::German] {
        let reading = quotes::read(&text, language);
        for said in &reading.quotations {
            assert!(!text[said.content.clone()].is_empty(), "{said:?} in {text:?}");
            assert!(said.cue.clone().is_none_or(|cue| !text[cue].is_empty()), "{said:?} in {text:?}");
            assert!(
                said.speaker.as_ref().is_none_or(|speaker| !text[speaker.mention.clone()].trim().is_empty())
            );
        }
        let mentions = reading.people.iter().flat_map(|person| &person.mentions);
        assert!(mentions.cloned().all(|mention| !text[mention].is_empty()), "{text:?}");
    }
}
