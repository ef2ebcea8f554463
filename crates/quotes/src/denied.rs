//! "She denied saying ...", "he never called it ...": words that somebody else says are theirs.

use crate::{
    token::Shape,
    view::Rules,
    words::{Class, Language},
};

/// How far "not" and "never" stand from their verb, in pieces.
const FARTHEST_NOT: usize = 4;

/// How far "denied" stands before what is denied, in pieces.
const FARTHEST_DENIAL: usize = 10;

/// How many verbs between the one of saying and the marks are asked.
const MOST_BETWEEN: usize = 6;

impl Rules<'_> {
    /// Whether the sentence says that the marked words were not said: its verb is one of denying, or stands with "not";
    /// or one between it and the marks does ("said that she had not called it ...").
    pub(crate) fn is_denied(&self, cue: usize, piece: usize) -> bool {
        let after_colon = self.before(piece).is_some_and(|before| before.shape == Shape::Colon);
        let between =
            self.verbs_before(piece).take(MOST_BETWEEN).take_while(|verb| verb.piece > cue).any(|verb| {
                let says = verb.class.is(Class::SAY) || is_calling(self.text_at(verb.piece));
                says && self.is_negated(verb.piece)
            });
        self.is_negated(cue) || between || cue < piece && !after_colon && is_denial(self.text_at(cue))
    }

    /// The same of words that the sentence reports without marks.
    pub(crate) fn is_report_denied(&self, cue: usize) -> bool {
        self.is_negated(cue) || is_denial(self.text_at(cue))
    }

    fn is_negated(&self, verb: usize) -> bool {
        let is_german = self.grammar.language == Language::German;
        self.has_not(verb) || if is_german { self.has_not_behind(verb) } else { self.is_governed(verb) }
    }

    /// "did not say", "hat nie gesagt"
    fn has_not(&self, verb: usize) -> bool {
        let small = Class::ADVERB.with(Class::AUXILIARY);
        let links = |at: usize| self.at(at).is_some_and(|token| token.is(small)) || self.is_not(at);
        (verb.saturating_sub(FARTHEST_NOT)..verb).rev().take_while(|&at| links(at)).any(|at| self.is_not(at))
    }

    /// "sagte das nie"
    fn has_not_behind(&self, verb: usize) -> bool {
        let is_word = |at: usize| self.at(at).is_some_and(|token| token.is_word());
        (verb + 1..=verb + FARTHEST_NOT).take_while(|&at| is_word(at)).any(|at| self.is_not(at))
    }

    fn is_not(&self, at: usize) -> bool {
        let is_never = matches!(
            self.text_at(at),
            "not"
                | "n't"
                | "n’t"
                | "'t"
                | "’t"
                | "never"
                | "cannot"
                | "nor"
                | "neither"
                | "nicht"
                | "nie"
                | "niemals"
        );
        // "He not only said"
        is_never && !matches!(self.text_at(at + 1), "only" | "just" | "merely" | "nur" | "ohne")
    }

    /// "denied that she had said", "refused to say", "without saying", "has yet to say"
    fn is_governed(&self, verb: usize) -> bool {
        let before = |back: usize| verb.checked_sub(back).map_or("", |at| self.text_at(at));
        let is_unsaid =
            matches!((before(2), before(1)), (_, "without") | ("short" | "instead", "of") | ("yet", "to"));
        if is_unsaid {
            return true;
        }
        let by = self
            .verbs_before(verb)
            .take_while(|by| by.piece + FARTHEST_DENIAL > verb)
            .find(|by| !by.class.is(Class::AUXILIARY));
        let Some(by) = by else { return false };
        let word = self.text_at(by.piece);
        let refuses = word.starts_with("refus") || word.starts_with("declin");
        let is_one_clause = (by.piece + 1..verb).all(|at| {
            self.at(at).is_some_and(|token| {
                (token.is_word() || token.shape == Shape::Clitic)
                    && !(token.is(Class::CONJUNCTION) && token.shape == Shape::Lower)
            })
        });
        is_one_clause && (is_denial(word) || refuses && before(1) == "to")
    }
}

fn is_denial(word: &str) -> bool {
    ["deny", "deni", "bestritt", "bestreit", "dementier", "leugne"]
        .iter()
        .any(|start| word.starts_with(start))
}

fn is_calling(word: &str) -> bool {
    ["call", "describ", "label", "nannte", "genannt", "bezeichne"].iter().any(|start| word.starts_with(start))
}
