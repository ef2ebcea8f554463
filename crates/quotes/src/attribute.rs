//! Whose words a marked stretch has: the rules, the surest first.
//!
//! Each rule looks at one place: after the marks ("..., she said"), before them (He said: "..."), elsewhere in
//! the sentence, in the sentence before, in the paragraph before.

use crate::{
    clauses::Verb,
    phrases::{Head, Phrase},
    token::Shape,
    view::Rules,
    why::{Bound, Why},
    words::{Class, Language},
};

impl Rules<'_> {
    /// What the quotation's own sentence says about its speaker.
    pub(crate) fn own_sentence(&self, piece: usize) -> Option<Bound> {
        self.bound(piece).map(|bound| self.quoted_as_saying(bound))
    }

    /// "The radio quoted the general as saying": the general says it.
    fn quoted_as_saying(&self, bound: Bound) -> Bound {
        let quoted = bound.cue.filter(|&cue| matches!(self.text_at(cue), "quoted" | "quotes" | "quoting"));
        let object = quoted
            .and_then(|cue| self.phrase_at(cue + 1))
            .filter(|object| object.head.can_speak() && self.text_at(object.last + 1) == "as");
        Bound { phrase: object.unwrap_or(bound.phrase), ..bound }
    }

    fn bound(&self, piece: usize) -> Option<Bound> {
        if let Some(bound) = self.signature(piece).or_else(|| self.label(piece)) {
            return Some(bound);
        }
        let invites = self.invites(piece);
        let leads = self.leads(piece);
        if self.grammar.language == Language::German
            && let Some(bound) = self.german_after(piece)
        {
            return Some(bound);
        }
        let said_before =
            if leads { None } else { self.verb_before(piece).filter(|bound| self.is_close(piece, bound)) };
        let may_follow = said_before.is_none() && (invites || leads);
        let said_after =
            may_follow.then(|| self.verb_after(piece).or_else(|| self.subject_after(piece, Class::SAY)));
        if let Some(bound) = said_after.flatten() {
            return Some(bound);
        }
        let said_before =
            said_before.or_else(|| self.verb_before(piece)).map(|bound| self.or_words_of(piece, bound));
        // "The company expects the year to be "no worse," Sander said.": the last word is the source's.
        let is_weak =
            |bound: &Bound| bound.cue.and_then(|cue| self.at(cue)).is_some_and(|verb| !verb.is(Class::SAY));
        if said_before.as_ref().is_some_and(is_weak)
            && let Some(source) = self.trailing(piece)
        {
            return Some(source);
        }
        if let Some(bound) = said_before
            && !(invites && leads)
        {
            return Some(bound);
        }
        self.according_to(piece)
            .or_else(|| self.words_of(piece))
            .or_else(|| self.later(piece))
            .or_else(|| if invites { self.subject_after(piece, Class::CUE.with(Class::VERB)) } else { None })
            .or(said_before)
            .or_else(|| self.by(piece))
            .or_else(|| self.subject_of_sentence(piece))
    }

    /// "..." - Ann Lee
    fn signature(&self, piece: usize) -> Option<Bound> {
        let dash = self.at(piece + 1).filter(|token| token.shape == Shape::Dash)?;
        let phrase = self.phrase_at(piece + 2).filter(|phrase| matches!(phrase.head, Head::Name(_)))?;
        let after = self.at(phrase.last + 1);
        let ends = after.is_none_or(|after| matches!(after.shape, Shape::Comma | Shape::Stop | Shape::Open));
        let has_verb = self.verbs_after(piece).next().is_some();
        (ends && !has_verb && dash.start < dash.end).then_some(Bound {
            phrase,
            cue: None,
            why: Why::Signature,
        })
    }

    /// Ann Lee: "..."
    fn label(&self, piece: usize) -> Option<Bound> {
        let colon = piece
            .checked_sub(1)
            .filter(|&at| self.at(at).is_some_and(|token| token.shape == Shape::Colon))?;
        let phrase = *self.clauses.phrases.iter().rfind(|phrase| phrase.last + 1 == colon)?;
        let Head::Name(name) = phrase.head else { return None };
        let starts = phrase.first == self.sentence.pieces.start
            || self.before(phrase.first).is_some_and(|before| {
                before.is(Class::CONJUNCTION) && before.shape == Shape::Lower || before.shape == Shape::Close
            });
        let named = &self.grammar.names[name];
        (starts && !named.is_organisation && !named.person.is_empty() && self.clauses.verbs.is_empty())
            .then_some(Bound { phrase, cue: None, why: Why::Signature })
    }

    /// "...," said the harbour master
    pub(crate) fn verb_after(&self, piece: usize) -> Option<Bound> {
        let at = self.next_word(piece);
        let verb = self.at(at)?;
        if !(verb.is(Class::CUE) && verb.is(Class::PAST.with(Class::THIRD))) || verb.shape != Shape::Lower {
            return None;
        }
        let mut subject = at + 1;
        while self.at(subject).is_some_and(|token| token.is(Class::ADVERB) && !token.is(Class::OPENS)) {
            subject += 1;
        }
        let phrase = self.phrase_at(subject).or_else(|| self.described_name(subject))?;
        // "..., now says she is": a clause of its own.
        let is_subject = phrase.head.is_pronoun()
            && self.grammar.language == Language::English
            && self.at(phrase.last + 1).is_some_and(|next| {
                next.is(Class::AUXILIARY.with(Class::VERB)) && next.shape != Shape::Clitic
            });
        if is_subject {
            return None;
        }
        let phrase = self.quoted_by(at, self.paper_of(at, phrase));
        let speaks = match phrase.head {
            Head::Day | Head::Who => false,
            Head::Common => verb.is(Class::SAY) && self.leads(piece),
            Head::Pronoun => verb.is(Class::SAY),
            _ => true,
        };
        (speaks && (verb.is(Class::SAY) || phrase.head.can_speak())).then_some(Bound {
            phrase,
            cue: Some(at),
            why: Why::VerbAfter,
        })
    }

    /// "said lock keeper Ann Lee": a name after words that no table knows.
    fn described_name(&self, first: usize) -> Option<Phrase> {
        let is_plain = |at: usize| {
            self.at(at)
                .is_some_and(|token| token.shape == Shape::Lower && !token.is(Class::SMALL.with(Class::CUE)))
        };
        let name = (first..first + 5).find(|&at| !is_plain(at))?;
        self.phrase_at(name).filter(|phrase| matches!(phrase.head, Head::Name(_)))
    }

    /// "...," the harbour master, a woman of few words, said
    fn subject_after(&self, piece: usize, which: Class) -> Option<Bound> {
        let mut first = self.next_word(piece);
        if self.at(first)?.is(Class::SUBORDINATE) && self.at(first)?.text(self.grammar.text) == "as" {
            first += 1;
        }
        let phrase = self.phrase_at(first)?;
        let verb = self.verbs_after(piece).find(|verb| {
            verb.subject.is_some_and(|subject| self.clauses.phrases[subject].first == first)
                && !verb.is_passive
                && (verb.class.is(which) || which.is(Class::VERB) && !verb.class.is(Class::AUXILIARY))
        })?;
        let speaks = phrase.head != Head::Day && (verb.class.is(Class::SAY) || phrase.head.can_speak());
        speaks.then_some(Bound { phrase, cue: Some(verb.piece), why: Why::SubjectAfter })
    }

    /// He said: "..."; he called it a "..."
    fn verb_before(&self, piece: usize) -> Option<Bound> {
        if let Some(bound) = self.turned_before(piece) {
            return Some(bound);
        }
        let mut nearest: Option<Bound> = None;
        for verb in self.verbs_before(piece) {
            let Some(phrase) = self.subject_of(verb) else { continue };
            // "He shot back: ...": before a colon or a comma any verb will do.
            let may_tell = !verb.class.is(Class::AUXILIARY) || self.grammar.language == Language::German;
            let pointed = nearest.is_none() && may_tell && self.is_pointed(piece, verb.piece);
            if !(verb.class.is(Class::CUE) || pointed) || phrase.head == Head::Day {
                continue;
            }
            if verb.is_passive && self.text_at(verb.piece) != "quoted" {
                match self.by_after(verb.piece) {
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
        (is_finite && !after_noun && phrase.head.can_speak()).then_some(Bound {
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

    /// "..., Sander said.", at the sentence's end.
    fn trailing(&self, piece: usize) -> Option<Bound> {
        let verb = self.clauses.verbs.last().filter(|verb| verb.piece > piece + 3)?;
        let is_plain =
            verb.class.is(Class::SAY) && verb.class.is(Class::PAST.with(Class::THIRD)) && !verb.is_passive;
        let phrase = self.clauses.phrases[verb.subject?];
        let comma = phrase.first.checked_sub(1).filter(|&comma| comma > piece)?;
        let fits = is_plain
            && phrase.last + 1 == verb.piece
            && phrase.head.can_speak()
            && self.at(comma).is_some_and(|token| token.shape == Shape::Comma)
            && verb.piece + 5 > self.sentence.pieces.end;
        fits.then_some(Bound { phrase, cue: Some(verb.piece), why: Why::LaterInSentence })
    }

    /// It was "..." that was missing, the harbour master said.
    fn later(&self, piece: usize) -> Option<Bound> {
        for verb in self.verbs_after(piece).take(8) {
            if !verb.class.is(Class::SAY) || verb.is_passive || !verb.class.is(Class::PAST.with(Class::THIRD))
            {
                continue;
            }
            let before = verb
                .subject
                .map(|subject| self.clauses.phrases[subject])
                .filter(|phrase| phrase.first > piece);
            let phrase = match before {
                Some(phrase) => phrase,
                None => match self.phrase_at(verb.piece + 1) {
                    Some(phrase) if phrase.head.can_speak() => phrase,
                    _ => continue,
                },
            };
            let phrase = self.quoted_by(verb.piece, self.paper_of(verb.piece, phrase));
            if phrase.head != Head::Day && phrase.head != Head::Who && !self.is_nobody(&phrase) {
                return Some(Bound { phrase, cue: Some(verb.piece), why: Why::LaterInSentence });
            }
        }
        None
    }

    /// The subject of the verb next to the marks, or of the sentence, when it can speak.
    fn subject_of_sentence(&self, piece: usize) -> Option<Bound> {
        let phrases = || {
            self.verbs_before(piece)
                .filter(|verb| !verb.is_passive)
                .filter_map(|verb| Some((verb, self.clauses.phrases[verb.subject?])))
                .filter(|(_, phrase)| !self.is_nobody(phrase))
        };
        let found = phrases().find(|(_, phrase)| phrase.head.can_speak()).or_else(|| phrases().last());
        let found = found.or_else(|| {
            self.verbs_after(piece)
                .filter_map(|verb| Some((verb, self.clauses.phrases[verb.subject?])))
                .find(|(_, phrase)| phrase.head.can_speak() && !self.is_nobody(phrase))
        });
        let Some((verb, phrase)) = found else {
            // "A resolution, adopted by all, "deplores" the closure": the verb stands inside the marks.
            let phrase =
                *self.clauses.phrases.first().filter(|phrase| {
                    phrase.last < piece && phrase.head.can_speak() && !self.is_nobody(phrase)
                })?;
            return Some(Bound { phrase, cue: None, why: Why::SubjectOfSentence });
        };
        (phrase.head != Head::Day).then_some(Bound {
            phrase,
            cue: Some(verb.piece),
            why: Why::SubjectOfSentence,
        })
    }

    /// Whom a sentence without the quotation is about: the subject of its last report, or of its first verb.
    pub(crate) fn about(&self) -> Option<Bound> {
        let of = |verb: &Verb| {
            Some((verb.piece, self.clauses.phrases[verb.subject?]))
                .filter(|(_, phrase)| phrase.head.can_speak() && !self.is_nobody(phrase))
        };
        let active = || self.clauses.verbs.iter().filter(|verb| !verb.is_passive);
        let (cue, phrase) = active()
            .rev()
            .filter(|verb| verb.class.is(Class::SAY))
            .find_map(of)
            .or_else(|| active().find_map(of))
            .or_else(|| self.clauses.verbs.iter().find_map(of))?;
        Some(Bound { phrase, cue: Some(cue), why: Why::SentenceBefore })
    }
}
