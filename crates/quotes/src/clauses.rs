//! Who does what in a sentence: noun phrases, verbs, and each verb's subject.
//!
//! No grammar of the language, only what newspapers' sentences need: a subject stands before its verb, perhaps
//! with an apposition, a bracket or "of ..." between; a verb without one shares that of the verb before; a
//! participle at the head of a sentence takes the subject that follows.

use crate::{
    flow::Sentence,
    grammar::Grammar,
    phrases::{Head, Phrase},
    token::{Shape, Token},
    words::{Class, Language},
};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Verb {
    pub(crate) piece: usize,
    pub(crate) class: Class,
    /// "was called": the subject is spoken of and does not speak.
    pub(crate) is_passive: bool,
    /// German: it stands in a clause that hangs on another.
    pub(crate) is_subordinate: bool,
    /// An index of `Clauses::phrases`.
    pub(crate) subject: Option<usize>,
}

/// What was found in one sentence.
#[derive(Default)]
pub(crate) struct Clauses {
    pub(crate) phrases: Vec<Phrase>,
    pub(crate) verbs: Vec<Verb>,
}

impl Grammar<'_> {
    pub(crate) fn clauses(&self, sentence: &Sentence) -> Clauses {
        let mut clauses = Clauses::default();
        let mut at = sentence.pieces.start;
        while at < sentence.pieces.end {
            let Some(token) = self.at(at) else {
                at += 1;
                continue;
            };
            if let Some(phrase) = self.phrase(at, sentence) {
                at = phrase.last + 1;
                clauses.phrases.push(phrase);
            } else {
                if self.is_verb(at, sentence, &clauses) {
                    let is_passive = self.is_passive(at, sentence, &clauses);
                    let subject = match self.language {
                        Language::English => self.subject(at, sentence, &clauses),
                        Language::German => None,
                    };
                    clauses.verbs.push(Verb {
                        piece: at,
                        class: token.class,
                        is_passive,
                        is_subordinate: false,
                        subject,
                    });
                }
                at += 1;
            }
        }
        if self.language == Language::German {
            self.german_subjects(sentence, &mut clauses);
            return clauses;
        }
        // "Calling it a mistake, Smith said": the subject comes after.
        let count = clauses.phrases.len();
        let first_speaker = clauses
            .phrases
            .iter()
            .find(|phrase| phrase.head.can_speak())
            .map_or(usize::MAX, |phrase| phrase.last);
        let mut later = None;
        for verb in clauses.verbs.iter_mut().rev() {
            verb.subject = verb.subject.filter(|subject| *subject < count);
            match verb.subject {
                Some(subject) if clauses.phrases[subject].last < verb.piece => later = Some(subject),
                Some(_) => {}
                None if verb.piece < first_speaker => verb.subject = later,
                None => {}
            }
        }
        clauses
    }

    /// Whether a word in small letters is a verb here: in a finite form, a participle or an infinitive.
    fn is_verb(&self, piece: usize, sentence: &Sentence, clauses: &Clauses) -> bool {
        let Some(token) = self.at(piece) else { return false };
        if piece == sentence.pieces.start && token.is_capital() {
            return token.is(Class::ING.with(Class::PARTICIPLE)) && token.is(Class::CUE);
        }
        let before = (piece > sentence.pieces.start).then(|| self.at(piece - 1)).flatten();
        let follows = |class: Class| before.is_some_and(|before| before.is(class));
        // "the called", "the workers' claims"
        let after_opener = follows(Class::OPENS) && !follows(Class::SHE)
            || before.is_some_and(|before| before.shape == Shape::Clitic && before.end - before.start == 1);
        // German nouns have capitals: "Das sah er so" has a verb after "das".
        let is_finite = self.language == Language::German
            && token.is(Class::PAST.with(Class::THIRD).with(Class::AUXILIARY));
        if token.shape != Shape::Lower || after_opener && !is_finite && !self.says_alone(piece) {
            return false;
        }
        if token.is(Class::AUXILIARY.with(Class::VERB).with(Class::GESTURE)) {
            return true;
        }
        if token.is(Class::CUE) {
            let is_sure = token.is(Class::PAST.with(Class::ING));
            let after_preposition = follows(Class::PREPOSITION) && !follows(Class::TO.with(Class::ADVERB));
            return (is_sure || !self.is_noun(piece, before, clauses))
                && (!after_preposition || token.is(Class::ING));
        }
        // What no table knows: "demurred", and ", mouthing".
        let text = token.text(self.text);
        let is_adjective = piece > 1 && self.is_adverb(piece - 1) && self.is_after_opener(piece - 1);
        let after_comma = before.is_some_and(|before| before.shape == Shape::Comma);
        let is_past = match self.language {
            Language::English => text.ends_with("ed"),
            Language::German => {
                (text.ends_with("te") || text.ends_with("ten")) && !follows(Class::PREPOSITION)
            }
        };
        (is_past || text.ends_with("ing") && after_comma)
            && text.len() > 4
            && !is_adjective
            && !token.is(Class::ANY_ROLE.with(Class::HUMAN).with(Class::SMALL))
            && (!clauses.phrases.is_empty() || self.language == Language::German && before.is_none())
    }

    /// Whether a word that may be a verb is a noun: "the direct attacks", "their emails".
    fn is_noun(&self, piece: usize, before: Option<&Token>, clauses: &Clauses) -> bool {
        let Some(token) = self.at(piece) else { return false };
        let phrase = clauses.phrases.last().filter(|phrase| phrase.last + 1 == piece);
        let is_object = phrase.is_none_or(|phrase| !phrase.head.can_speak())
            && before.is_none_or(|before| !before.is(Class::TO.with(Class::ADVERB).with(Class::MODAL)));
        let after_adjective = phrase.is_none()
            && before.is_some_and(|before| {
                before.shape == Shape::Lower && !before.is(Class::SMALL.with(Class::CUE).with(Class::VERB))
            })
            && !self.is_adverb(piece - 1);
        token.is(Class::NOUN_TOO) && is_object || after_adjective
    }

    fn is_passive(&self, piece: usize, sentence: &Sentence, clauses: &Clauses) -> bool {
        let Some(token) = self.at(piece) else { return false };
        if self.language == Language::German {
            return self.is_german_passive(piece, sentence, clauses);
        }
        if !token.is(Class::PARTICIPLE) && !token.text(self.text).ends_with("ed") {
            return false;
        }
        // "an episode remembered as": who remembers is not said.
        let is_reduced = piece > sentence.pieces.start
            && self.language == Language::English
            && self.at(piece + 1).is_some_and(|next| next.text(self.text) == "as")
            && clauses
                .phrases
                .last()
                .is_some_and(|phrase| phrase.last + 1 == piece && phrase.head == Head::Common);
        if is_reduced {
            return true;
        }
        let mut at = piece;
        while at > sentence.pieces.start && at + 4 > piece {
            at -= 1;
            let Some(before) = self.at(at) else { return false };
            if before.is(Class::BE) {
                return true;
            }
            if !before.is(Class::ADVERB) && !self.is_adverb(at) {
                return false;
            }
        }
        false
    }
}
