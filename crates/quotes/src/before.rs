//! The speaker before the marks: He said: "..."; he called it a "..."; in other words, said the mayor: "...".

use crate::{
    clauses::Verb,
    phrases::{Head, Phrase},
    token::Shape,
    view::Rules,
    why::{Bound, Why},
    words::{Class, Language},
};

impl Rules<'_> {
    /// He said: "..."; he called it a "..."
    pub(crate) fn verb_before(&self, piece: usize) -> Option<Bound> {
        if let Some(bound) = self.turned_before(piece) {
            return Some(bound);
        }
        if let Some(bound) = self.that_before(piece) {
            return Some(bound);
        }
        let mut nearest: Option<Bound> = None;
        for verb in self.verbs_before(piece) {
            let Some(phrase) = self.subject_of(verb) else { continue };
            // "He shot back: ...": before a colon or a comma any verb will do.
            let may_tell = !verb.class.is(Class::AUXILIARY) || self.grammar.language == Language::German;
            let pointed =
                nearest.is_none() && may_tell && !verb.is_subordinate && self.is_pointed(piece, verb.piece);
            if !(verb.class.is(Class::CUE) || pointed) || phrase.head == Head::Day || self.only_goes_on(verb)
            {
                continue;
            }
            if verb.is_passive && !matches!(self.text_at(verb.piece), "quoted" | "zitiert") {
                let by = match self.grammar.language {
                    Language::English => self.by_after(verb.piece),
                    Language::German => self.by_whom(verb),
                };
                match by {
                    Some(by) if nearest.is_none() => {
                        return Some(Bound { phrase: by, cue: Some(verb.piece), why: Why::By });
                    }
                    _ => continue,
                }
            }
            let says = verb.class.is(Class::SAY);
            if !says && !phrase.head.can_speak() {
                continue;
            }
            let phrase = self.quoted_by(verb.piece, self.paper_of(verb.piece, phrase));
            if self.is_nobody(&phrase) {
                continue;
            }
            let bound = Bound { phrase, cue: Some(verb.piece), why: Why::VerbBefore };
            let is_next = self.verbs_before(piece).next().is_some_and(|next| next.piece == verb.piece);
            if is_next && self.stands_apart(verb, &phrase) {
                return Some(bound);
            }
            let Some(inner) = nearest.map(|inner| inner.phrase.head) else {
                // "wants a boat to answer the calls": whoever does, it is said by another.
                let is_far_infinitive = verb.piece + 6 < piece
                    && self.before(verb.piece).is_some_and(|before| before.is(Class::TO));
                if says && !is_far_infinitive && !phrase.head.is_pronoun() && phrase.head.can_speak() {
                    return Some(bound);
                }
                nearest = Some(bound);
                continue;
            };
            // "Smith said that he would call it ...": what he would say is Smith's words.
            // Who is asked may be the one who answers.
            let may_hold = phrase.last < verb.piece && !self.text_at(verb.piece).starts_with("ask");
            if says
                && may_hold
                && !nearest.is_some_and(|inner| self.begins_anew(inner.phrase.first))
                && (!inner.is_pronoun() || inner.may_be(phrase.head))
                && phrase.head.can_speak()
            {
                if !inner.is_pronoun() || !phrase.head.is_pronoun() {
                    return Some(bound);
                }
                nearest = Some(bound);
            }
        }
        nearest
    }

    /// "The mayor will continue to provide": nothing is said.
    fn only_goes_on(&self, verb: &Verb) -> bool {
        let word = self.text_at(verb.piece);
        (word.starts_with("continu") || word.starts_with("beg"))
            && self
                .at(verb.piece + 1)
                .is_some_and(|next| next.is(Class::TO) || self.text_at(verb.piece + 1).ends_with("ing"))
    }

    /// "The ferry line forecasts that "...": before "that" and the marks any verb tells.
    fn that_before(&self, piece: usize) -> Option<Bound> {
        let verb = piece.checked_sub(2).filter(|_| self.text_at(piece - 1) == "that")?;
        // "The ferry line forecasts": the verb looks like the noun.
        let swallowed =
            self.clauses.phrases.iter().find(|phrase| phrase.last == verb && phrase.last > phrase.first + 1);
        let swallowed = swallowed.map(|phrase| Phrase {
            last: verb - 1,
            head: self.at(verb - 1).map_or(Head::Common, |noun| Head::of_noun(noun.class)),
            ..*phrase
        });
        let before = self.clauses.phrases.iter().find(|phrase| phrase.last + 1 == verb).copied();
        let phrase = before.or(swallowed)?;
        let is_verb = self.at(verb).is_some_and(|token| {
            token.shape == Shape::Lower
                && !token.is(Class::SMALL)
                && ["s", "ed"].iter().any(|end| token.text(self.grammar.text).ends_with(end))
        });
        (is_verb && phrase.head.can_speak()).then_some(Bound {
            phrase,
            cue: Some(verb),
            why: Why::VerbBefore,
        })
    }

    /// "..., with Lowry calling it a "..."; "..., which she called "...": what the rest of the sentence says is no frame.
    fn stands_apart(&self, verb: &Verb, phrase: &Phrase) -> bool {
        let before = phrase.first.checked_sub(1).map_or("", |at| self.text_at(at));
        verb.class.is(Class::ING) && before == "with"
            || phrase.head.is_pronoun()
                && phrase.last + 1 == verb.piece
                && matches!(before, "which" | "though" | "although")
    }

    /// "It is late," and the minister called it ...: a clause beside the one before, not in it.
    fn begins_anew(&self, first: usize) -> bool {
        let Some(and) = first.checked_sub(1).filter(|&at| at > self.sentence.pieces.start) else {
            return false;
        };
        self.at(and).is_some_and(|and| and.is(Class::CONJUNCTION) && and.shape == Shape::Lower)
            && self.at(and - 1).is_none_or(|before| before.shape == Shape::Comma)
    }

    /// In other words, said the mayor: "..."
    fn turned_before(&self, piece: usize) -> Option<Bound> {
        let colon = piece
            .checked_sub(1)
            .filter(|&at| self.at(at).is_some_and(|token| token.shape == Shape::Colon))?;
        let phrase = *self.clauses.phrases.iter().rfind(|phrase| phrase.last + 1 == colon)?;
        let cue = phrase.first.checked_sub(1)?;
        let verb = self.at(cue)?;
        let is_finite =
            verb.is(Class::SAY) && verb.is(Class::PAST.with(Class::THIRD)) && verb.shape == Shape::Lower;
        let after_noun = cue.checked_sub(1).and_then(|at| self.at(at)).is_none_or(|before| before.is_word());
        // "The mayor, who leaves on Friday, told reporters: ...": the verb has its subject.
        let is_theirs = self.verbs_before(colon).find(|verb| verb.piece == cue).is_some_and(|verb| {
            self.text_at(cue) == "told"
                || verb.subject.is_some_and(|subject| {
                    let subject = &self.clauses.phrases[subject];
                    subject.last < cue && subject.head.can_speak()
                })
        });
        (is_finite && !is_theirs && !after_noun && phrase.head.can_speak()).then_some(Bound {
            phrase,
            cue: Some(cue),
            why: Why::VerbBefore,
        })
    }

    /// A verb's subject; at the head of a sentence it may stand behind ("Said the mayor: ...").
    fn subject_of(&self, verb: &Verb) -> Option<Phrase> {
        let is_first = verb.piece == self.sentence.pieces.start
            && verb.class.is(Class::SAY)
            && verb.class.is(Class::PAST.with(Class::THIRD));
        let behind = is_first
            .then(|| self.phrase_at(verb.piece + 1))
            .flatten()
            .filter(|phrase| phrase.head != Head::Day);
        behind.or_else(|| verb.subject.map(|subject| self.clauses.phrases[subject]))
    }
}
