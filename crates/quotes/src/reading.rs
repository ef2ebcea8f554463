//! A text read: its quotations and its people.

use std::ops::Range;

use crate::{
    flow::flow,
    grammar::{Grammar, NO_NAME},
    marks::stretches,
    names::names,
    people::{Person, people},
    reader::Reader,
    token::tokens,
    why::Why,
    words::Language,
};

/// What a text says, and who says it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// In the order of the text; a mixed one comes before the direct ones in it.
    pub quotations: Vec<Quotation>,
    pub people: Vec<Person>,
}

/// Words that the text gives as somebody's.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// Bytes of the words, without their marks.
    pub content: Range<usize>,
    pub kind: Kind,
    pub speaker: Option<Speaker>,
    /// Bytes of the verb, or other word, that binds the words to the speaker.
    pub cue: Option<Range<usize>>,
    /// From 0 to 1: how often attributions of this kind are right, roughly.
    /// At most 0.6 where who is meant is a guess ("the teenager"), whatever the rule.
    pub confidence: f32,
    /// Which rule bound the words to the speaker.
    pub why: Option<Why>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Between marks.
    Direct,
    /// In the writer's words.
    Indirect,
    /// In the writer's words, with a part between marks.
    Mixed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Bytes of the words that the attribution uses: "she", "Lowry".
    pub mention: Range<usize>,
    /// The fullest name that the text has for who that is; without one, the mention itself.
    pub name: String,
    /// An index of [`Reading::people`], if the text names the speaker in full.
    pub person: Option<usize>,
}

/// Reads a text whose paragraphs are parted by blank lines.
pub fn read(text: &str, language: Language) -> Reading {
    let tokens = tokens(text, language.words());
    let stretches = stretches(text, &tokens, language);
    let mut names = names(text, &tokens, language);
    let mut people = people(text, &tokens, &mut names, language);
    let flow = flow(text, &tokens, &stretches, language);
    let mut name_at = vec![NO_NAME; tokens.len()];
    for (at, name) in names.iter().enumerate() {
        // A German noun has a capital too: alone it is a name only if the text names somebody so.
        let is_name = people.of_name[at].is_some() || name.run.len() > 1;
        if language != Language::German || is_name {
            name_at[name.run.start] = at as u32;
        }
    }
    let grammar = Grammar {
        language,
        text,
        tokens: &tokens,
        flow: &flow,
        stretches: &stretches,
        names: &names,
        name_at: &name_at,
    };
    let mut reader = Reader::of(&grammar, &people);
    for (at, sentence) in flow.sentences.iter().enumerate() {
        reader.sentence(at, sentence);
    }
    let (mut quotations, heard) = (reader.found, reader.heard);
    for person in heard {
        people.persons[person].is_certain = true;
    }
    quotations.sort_by_key(|quotation| (quotation.content.start, usize::MAX - quotation.content.end));
    Reading { quotations, people: people.persons }
}
