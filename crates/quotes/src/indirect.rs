//! Indirect quotations: what a sentence reports in its own words, perhaps with a part between marks.
//!
//! Three forms are read: "X said (that) ...", "..., X said." and "According to X, ...". A report inside a report is
//! left to the outer one.

use std::ops::Range;

use crate::{
    clauses::Verb,
    flow::Piece,
    phrases::Head,
    token::Shape,
    view::Rules,
    why::{Bound, GUESSED, Why},
    words::{Class, Language},
};

pub(crate) struct Reported {
    /// Bytes.
    pub(crate) content: Range<usize>,
    pub(crate) has_marks: bool,
    pub(crate) bound: Bound,
    pub(crate) confidence: f32,
}

impl Rules<'_> {
    /// What the sentence reports, in order.
    pub(crate) fn reported(&self) -> Vec<Reported> {
        let mut found: Vec<(Range<usize>, Bound, f32)> = Vec::new();
        for verb in &self.clauses.verbs {
            let is_inside = found.iter().any(|(pieces, ..)| pieces.contains(&verb.piece));
            if is_inside || !verb.class.is(Class::SAY) || verb.is_passive {
                continue;
            }
            found.extend(self.after_verb(verb).or_else(|| self.before_verb(verb)));
        }
        if found.is_empty() {
            found.extend(self.by_source());
        }
        found
            .into_iter()
            .filter_map(|(pieces, bound, confidence)| self.report(pieces, bound, confidence))
            .collect()
    }

    /// The harbour master said (that) the ferry would sail.
    fn after_verb(&self, verb: &Verb) -> Option<(Range<usize>, Bound, f32)> {
        let phrase = self.clauses.phrases[verb.subject?];
        if phrase.last > verb.piece || !phrase.head.can_speak() || phrase.head == Head::Day {
            return None;
        }
        // "He refused to say that": nothing is said.
        let before = self.before(verb.piece);
        if before.is_some_and(|before| before.is(Class::TO)) {
            return None;
        }
        let end = self.sentence.pieces.end;
        let next_verb = self.verbs_after(verb.piece + 1).next().map_or(end, |next| next.piece);
        let that = (verb.piece + 1..next_verb.min(verb.piece + 9)).find(|&at| self.opens_clause(at));
        let plain = [
            "said", "says", "added", "claimed", "argued", "believes", "insisted", "noted", "saying", "warned",
        ];
        // "..., said Ann Lee": what follows the verb is who says it.
        let is_turned = before.is_none_or(|before| before.shape == Shape::Comma)
            && self.at(verb.piece + 1).is_some_and(|next| next.is_capital())
            && !verb.class.is(Class::ING);
        let start = match that {
            Some(that) => that + 1,
            // Without "that", only after the plainest verbs, and only if a clause follows.
            None if next_verb < end
                && !is_turned
                && plain.contains(&self.text_at(verb.piece))
                && self.phrase_at(verb.piece + 1).is_some() =>
            {
                verb.piece + 1
            }
            None => return None,
        };
        let confidence = if that.is_some() { 0.9 } else { 0.75 };
        Some((
            start..self.clause_end(start),
            Bound { phrase, cue: Some(verb.piece), why: Why::VerbBefore },
            confidence,
        ))
    }

    /// Whether a word opens what is reported: "that", "dass", and in German a comma ("Sie sagte, die Fähre ...").
    fn opens_clause(&self, at: usize) -> bool {
        let is_that = |at: usize| matches!(self.text_at(at), "that" | "dass" | "daß");
        if self.grammar.language == Language::German
            && self.at(at).is_some_and(|token| token.shape == Shape::Comma)
        {
            return !is_that(at + 1) && self.at(at + 1).is_some_and(|token| token.is_word());
        }
        // "responded to that", "pointed out, that's": no clause.
        let stands_free = self.before(at).is_none_or(|before| !before.is(Class::PREPOSITION.with(Class::TO)))
            && self.at(at + 1).is_none_or(|next| next.shape != Shape::Clitic);
        is_that(at) && stands_free
    }

    /// The ferry would sail, the harbour master said on Friday.
    fn before_verb(&self, verb: &Verb) -> Option<(Range<usize>, Bound, f32)> {
        let phrase = self.clauses.phrases[verb.subject?];
        let start = self.sentence.pieces.start;
        let comma = phrase.first.checked_sub(1).filter(|&comma| comma > start)?;
        let is_comma = self.at(comma).is_some_and(|token| token.shape == Shape::Comma);
        // After the verb come a day and a place at most, or what the speaker said besides ("..., adding that").
        let next = self.verbs_after(verb.piece + 1).next();
        let goes_on = next.is_some_and(|next| next.class.is(Class::ING) && next.class.is(Class::SAY));
        let is_last = goes_on || next.is_none() && verb.piece + 8 > self.sentence.pieces.end;
        // What the sentence reports has a verb of its own; what leads it is not a quotation in full.
        let has_clause = self.verbs_before(comma).next().is_some() && self.at(start).is_some();
        let is_near = phrase.last + 3 > verb.piece;
        (is_comma && is_last && has_clause && is_near && phrase.head.can_speak()).then_some((
            start..comma,
            Bound { phrase, cue: Some(verb.piece), why: Why::SubjectAfter },
            0.85,
        ))
    }

    /// According to the harbour master, the ferry ...; the ferry ..., according to the harbour master.
    fn by_source(&self) -> Option<(Range<usize>, Bound, f32)> {
        let range = self.sentence.pieces.clone();
        let bound = self.according_to(range.start).filter(|bound| bound.phrase.head.can_speak())?;
        let at = bound.cue?;
        if at == range.start {
            let comma = bound.phrase.last + 1;
            let is_comma = self.at(comma).is_some_and(|token| token.shape == Shape::Comma);
            return is_comma.then(|| (comma + 1..self.clause_end(comma + 1), bound, 0.85));
        }
        let comma = at
            .checked_sub(1)
            .filter(|&comma| self.at(comma).is_some_and(|token| token.shape == Shape::Comma))?;
        Some((range.start..comma, bound, 0.85))
    }

    /// Where a reported clause ends: at the sentence's end, or where the speaker says something more.
    fn clause_end(&self, start: usize) -> usize {
        let end = self.sentence.pieces.end;
        let again = self.verbs_after(start).find(|verb| {
            verb.class.is(Class::SAY)
                && verb.class.is(Class::ING)
                && verb.piece > start
                && self.at(verb.piece - 1).is_some_and(|token| token.shape == Shape::Comma)
        });
        let mut end = again.map_or(end, |verb| verb.piece - 1);
        while end > start
            && self
                .at(end - 1)
                .is_some_and(|token| matches!(token.shape, Shape::Stop | Shape::Comma | Shape::Close))
        {
            end -= 1;
        }
        end
    }

    fn report(&self, pieces: Range<usize>, bound: Bound, confidence: f32) -> Option<Reported> {
        let part = self.grammar.flow.pieces.get(pieces.clone())?;
        let words = part
            .iter()
            .filter(|piece| matches!(piece, Piece::Token(at) if self.grammar.tokens[*at].is_word()));
        // Less is no report, or a quotation in full.
        if words.count() < 3 {
            return None;
        }
        let is_denied = bound.cue.is_some_and(|cue| self.is_report_denied(cue));
        let confidence = if is_denied { confidence.min(GUESSED) } else { confidence };
        let has_marks = part.iter().any(|piece| matches!(piece, Piece::Quote(_)));
        let content = self.grammar.bytes(pieces);
        (content.start < content.end).then_some(Reported { content, has_marks, bound, confidence })
    }
}
