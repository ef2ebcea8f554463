//! Why a quotation is held to be somebody's: the rules by name, and how far each is trusted.

use crate::phrases::Phrase;

/// How sure a quotation is at most where who is meant is a guess, or the sentence denies it: too little for anybody's page.
pub(crate) const GUESSED: f32 = 0.6;

/// What bound a quotation to its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// "...," the mayor said
    SubjectAfter,
    /// "...," said the mayor
    VerbAfter,
    /// "..." - Ann Lee
    Signature,
    /// according to the mayor
    AccordingTo,
    /// The mayor said: "..."
    VerbBefore,
    /// "..." was what it came to, the mayor said
    LaterInSentence,
    /// called "..." by the mayor
    By,
    /// her claim that it was "..."
    WordsOf,
    /// The mayor, who opened the quay, was "..."
    SubjectOfSentence,
    /// "...," the mayor said. "..."
    GoesOn,
    /// The mayor was angry. "..."
    SentenceBefore,
    /// The mayor had an answer: (new paragraph) "..."
    ParagraphBefore,
    /// Open marks: the paragraph before was not closed
    OpenParagraph,
    /// The same, and the words before are surely whose they are.
    SpeechGoesOn,
    /// Paragraphs with open marks, up to one that says whose they are.
    SpeechNamedAfter,
}

impl Why {
    /// How often attributions by this rule were right in labelled political news, roughly.
    pub(crate) fn confidence(self) -> f32 {
        match self {
            Why::SubjectAfter | Why::VerbAfter => 0.97,
            Why::GoesOn => 0.95,
            Why::AccordingTo => 0.9,
            // By eye: there are few in labelled copy, and what is wrong among them is transcripts.
            Why::SpeechGoesOn | Why::SpeechNamedAfter => 0.87,
            Why::VerbBefore | Why::LaterInSentence => 0.87,
            Why::By | Why::Signature => 0.8,
            Why::SentenceBefore | Why::ParagraphBefore => 0.65,
            Why::SubjectOfSentence | Why::OpenParagraph => 0.6,
            Why::WordsOf => 0.55,
        }
    }

    /// A guess from what stands around: a later sentence may know better.
    pub(crate) fn is_guess(self) -> bool {
        matches!(self, Why::ParagraphBefore | Why::SentenceBefore | Why::OpenParagraph | Why::SpeechGoesOn)
    }

    /// The words themselves are attributed, or go on from such.
    pub(crate) fn is_said(self) -> bool {
        matches!(
            self,
            Why::SubjectAfter
                | Why::VerbAfter
                | Why::VerbBefore
                | Why::Signature
                | Why::GoesOn
                | Why::SpeechGoesOn
        )
    }
}

impl std::fmt::Display for Why {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Why::SubjectAfter => "the speaker and a verb of saying follow the marks",
            Why::VerbAfter => "a verb of saying and the speaker follow the marks",
            Why::Signature => "the words are signed",
            Why::AccordingTo => "the sentence says according to whom",
            Why::VerbBefore => "the speaker and a verb of saying stand before the marks",
            Why::LaterInSentence => "the sentence names the speaker after the marks",
            Why::By => "the sentence says by whom",
            Why::WordsOf => "the sentence says whose claim or call it is",
            Why::SubjectOfSentence => "the speaker is the subject of the sentence",
            Why::GoesOn => "it goes on from the quotation before",
            Why::SentenceBefore => "the sentence before is about the speaker",
            Why::ParagraphBefore => "the paragraph before is about the speaker",
            Why::OpenParagraph => "the paragraph before left its marks open",
            Why::SpeechGoesOn => "the paragraph before left its marks open, and says who speaks",
            Why::SpeechNamedAfter => "marks are left open up to the paragraph that says who speaks",
        })
    }
}

/// A quotation bound to a phrase of its sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    pub(crate) phrase: Phrase,
    /// The piece of the verb.
    pub(crate) cue: Option<usize>,
    pub(crate) why: Why,
}
