//! What German attributions have of their own: "so der Hafenmeister", "hieß es in dem Brief", "zitierte sie mit den Worten".

use crate::{
    phrases::{Head, Phrase},
    token::Shape,
    view::Rules,
    why::{Bound, Why},
    words::{Class, Language},
};

/// How far "in dem Brief" stands from "heißt es", in pieces.
const FARTHEST_PAPER: usize = 40;

impl Rules<'_> {
    /// „...“, sagte sie; „...“, so der Hafenmeister: nothing before the marks counts against it.
    pub(crate) fn german_after(&self, piece: usize) -> Option<Bound> {
        let comma = self.at(piece + 1).is_some_and(|token| token.shape == Shape::Comma);
        let first = piece + 1 + usize::from(comma);
        let source =
            self.at(first).filter(|token| token.is(Class::SOURCE)).and_then(|_| self.source_at(first));
        if source.is_some() {
            return source;
        }
        if comma && self.text_at(first) == "wie" {
            return self.as_told(first);
        }
        let verb = self.at(first).filter(|verb| comma && verb.is(Class::SAY))?;
        verb.is(Class::PAST.with(Class::THIRD)).then(|| self.verb_after(piece)).flatten()
    }

    /// "..., wie Hafenmeister Holt sagte"; "..., wie es in dem Urteil heißt"
    fn as_told(&self, wie: usize) -> Option<Bound> {
        let phrase = self.phrase_at(wie + 1)?;
        let verb = self.verbs_after(phrase.last + 1).next().filter(|verb| verb.class.is(Class::SAY))?;
        let paper =
            self.says_of_paper(verb.piece).then(|| self.paper_between(phrase.last, verb.piece)).flatten();
        let phrase = paper.unwrap_or(phrase);
        let speaks = !self.is_nobody(&phrase) && phrase.head != Head::Day;
        speaks.then_some(Bound { phrase, cue: Some(verb.piece), why: Why::SubjectAfter })
    }

    /// "es in dem Urteil heißt"
    fn paper_between(&self, from: usize, verb: usize) -> Option<Phrase> {
        (from + 1..verb)
            .find(|&at| self.at(at).is_some_and(|token| token.is(Class::PREPOSITION)))
            .and_then(|at| self.phrase_at(at + 1))
    }

    /// "Für den Fischer Holt sei es ...": so he thinks.
    pub(crate) fn in_whose_eyes(&self) -> Option<Bound> {
        let start = self.sentence.pieces.start;
        if self.grammar.language != Language::German || self.text_at(start) != "Für" || !self.is_subjunctive()
        {
            return None;
        }
        let phrase = self.phrase_at(start + 1)?;
        let is_someone = matches!(phrase.head, Head::Name(_) | Head::Human);
        is_someone.then_some(Bound { phrase, cue: Some(start), why: Why::AccordingTo })
    }

    /// "Heißt es in dem Brief", "In dem Brief hatte es geheißen": the letter says it.
    pub(crate) fn paper_of(&self, verb: usize, phrase: Phrase) -> Phrase {
        if !self.says_of_paper(verb) || !self.text_at(phrase.first).eq_ignore_ascii_case("es") {
            return phrase;
        }
        let paper = |at: usize| {
            let is_in = matches!(
                self.text_at(at).to_lowercase().as_str(),
                "in" | "im" | "aus" | "von" | "vom" | "auf" | "bei" | "beim"
            );
            if is_in { self.phrase_at(at + 1) } else { None }
        };
        let from = verb.max(phrase.last);
        let start = self.sentence.pieces.start;
        let before = verb.min(phrase.first);
        (from + 1..from + 6)
            .find_map(paper)
            .or_else(|| (start.max(before.saturating_sub(FARTHEST_PAPER))..before).find_map(paper))
            .unwrap_or(phrase)
    }

    fn says_of_paper(&self, verb: usize) -> bool {
        self.grammar.language == Language::German
            && matches!(
                self.text_at(verb),
                "heißt" | "hieß" | "heiße" | "geheißen" | "verlautet" | "verlautete"
            )
    }

    /// "Der Sender zitierte die Ministerin mit den Worten": whom it quotes.
    pub(crate) fn quoted_by(&self, verb: usize, phrase: Phrase) -> Phrase {
        if self.grammar.language != Language::German || !matches!(self.text_at(verb), "zitiert" | "zitierte")
        {
            return phrase;
        }
        let first = verb.max(phrase.last) + 1;
        (first..first + 2)
            .find_map(|at| self.phrase_at(at))
            .filter(|object| object.head.can_speak() && !self.is_nobody(object))
            .unwrap_or(phrase)
    }

    /// German: "es", "man" and "dies" say nothing.
    pub(crate) fn is_nobody(&self, phrase: &Phrase) -> bool {
        self.grammar.language == Language::German
            && phrase.head == Head::Pronoun
            && matches!(
                self.text_at(phrase.first).to_lowercase().as_str(),
                "es" | "man" | "dies" | "ihn" | "ihm" | "uns"
            )
    }
}
