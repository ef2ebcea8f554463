//! Speakers whom a sentence names without a verb of saying: "according to", "his claim", "by".

use crate::{
    phrases::{Head, Phrase},
    token::Shape,
    view::Rules,
    why::{Bound, Why},
    words::Class,
};

impl Rules<'_> {
    /// According to the harbour master, ...; laut Hafenmeister; nach Angaben des Hafenmeisters; so der Hafenmeister
    pub(crate) fn according_to(&self, piece: usize) -> Option<Bound> {
        let range = self.sentence.pieces.clone();
        let after = (piece..range.end).find_map(|at| self.source_at(at));
        after
            .or_else(|| (range.start..piece).rev().find_map(|at| self.source_at(at)))
            .or_else(|| self.in_whose_eyes())
    }

    pub(crate) fn source_at(&self, at: usize) -> Option<Bound> {
        if !self.at(at)?.is(Class::SOURCE) {
            return None;
        }
        let text = self.text_at(at);
        let first = match text {
            // "so" is a source only after a comma and before the sentence's end.
            "so" if !self.at(at.checked_sub(1)?)?.shape_is(Shape::Comma) => return None,
            "laut" | "Laut" if self.name_in_marks(at + 1).is_some() => {
                let phrase = self.name_in_marks(at + 1)?;
                return Some(Bound { phrase, cue: Some(at), why: Why::AccordingTo });
            }
            "so" | "laut" | "Laut" => at + 1,
            "zufolge" => {
                let before = self.clauses.phrases.iter().rfind(|phrase| phrase.last + 1 == at)?;
                return Some(Bound { phrase: *before, cue: Some(at), why: Why::AccordingTo });
            }
            _ if text.eq_ignore_ascii_case("according") => at + 2,
            // "seiner Meinung nach"
            _ if matches!(self.text_at(at + 1), "nach" | "zufolge") => return self.in_whose_opinion(at),
            _ if !self.is_after_nach(at) => return None,
            _ if self.at(at + 1)?.is(Class::PREPOSITION) => at + 2,
            _ => at + 1,
        };
        let phrase = self.phrase_at(first)?;
        let ends = text != "so"
            || self
                .at(phrase.last + 1)
                .is_none_or(|next| !next.is_word() || !next.is(Class::VERB.with(Class::AUXILIARY)));
        (phrase.head != Head::Day && ends).then_some(Bound { phrase, cue: Some(at), why: Why::AccordingTo })
    }

    /// "seiner Meinung nach", "Angaben der Polizei zufolge" is not it.
    fn in_whose_opinion(&self, noun: usize) -> Option<Bound> {
        let owner = noun.checked_sub(1)?;
        let head = match self.text_at(owner).to_lowercase().as_str() {
            "seiner" | "seinen" | "seinem" => Head::He,
            "ihrer" | "ihren" | "ihrem" => Head::She,
            _ => return None,
        };
        let phrase = Phrase { first: owner, last: owner, head };
        Some(Bound { phrase, cue: Some(noun), why: Why::AccordingTo })
    }

    /// "nach Angaben", "nach den Worten", "aus Sicht"
    fn is_after_nach(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).map_or("", |at| self.text_at(at)).to_lowercase();
        let is_link = |word: &str| matches!(word, "nach" | "aus" | "laut");
        is_link(&before(1))
            || is_link(&before(2))
                && at.checked_sub(1).and_then(|at| self.at(at)).is_some_and(|word| word.is(Class::DETERMINER))
    }

    /// "He laughed at her claim that ...": the claim stands nearer, and claims.
    pub(crate) fn or_words_of(&self, piece: usize, bound: Bound) -> Bound {
        let is_weak = bound.cue.and_then(|cue| self.at(cue)).is_some_and(|verb| !verb.is(Class::SAY));
        let nearer = self.words_of(piece).filter(|words| is_weak && words.cue > bound.cue);
        nearer.unwrap_or(bound)
    }

    /// Her claim that it was "..."
    pub(crate) fn words_of(&self, piece: usize) -> Option<Bound> {
        let from = self
            .verbs_before(piece)
            .find(|verb| verb.class.is(Class::SAY))
            .map_or(self.sentence.pieces.start, |verb| verb.piece);
        let at = (from.max(piece.saturating_sub(8))..piece).rev().find(|&at| {
            self.at(at).is_some_and(|token| token.is(Class::SPEECH) && token.shape == Shape::Lower)
        })?;
        let owner = (from.max(at.saturating_sub(3))..at).rev().find(|&owner| {
            self.at(owner).is_some_and(|token| {
                token.is(Class::POSSESSIVE)
                    || token.shape == Shape::Clitic && token.text(self.grammar.text).ends_with('s')
            })
        })?;
        let phrase = match self.at(owner)? {
            token if token.is(Class::POSSESSIVE) => {
                let text = token.text(self.grammar.text).to_ascii_lowercase();
                let head = match text.as_str() {
                    "his" => Head::He,
                    "her" => Head::She,
                    _ => Head::Pronoun,
                };
                Phrase { first: owner, last: owner, head }
            }
            // The name before the apostrophe.
            _ => self.grammar.name_ending(owner.checked_sub(1)?)?,
        };
        Some(Bound { phrase, cue: Some(at), why: Why::WordsOf })
    }

    pub(crate) fn by(&self, piece: usize) -> Option<Bound> {
        let phrase = self.by_after(piece)?;
        Some(Bound { phrase, cue: None, why: Why::By })
    }

    pub(crate) fn by_after(&self, piece: usize) -> Option<Phrase> {
        (piece + 1..(piece + 12).min(self.sentence.pieces.end))
            .find(|&at| self.at(at).is_some_and(|token| token.text(self.grammar.text) == "by"))
            .and_then(|by| self.phrase_at(by + 1))
            .filter(|phrase| phrase.head.can_speak())
    }
}
