//! Whose words a marked stretch has: the rules, the surest first.
//!
//! Each rule looks at one place: after the marks ("..., she said"), before them (He said: "..."), elsewhere in
//! the sentence, in the sentence before, in the paragraph before.

use crate::{
    clauses::Verb,
    phrases::{Head, Phrase},
    roles::is_job,
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
            && let Some(bound) = self
                .german_after(piece)
                .or_else(|| self.german_before(piece))
                .or_else(|| self.german_label(piece))
                .or_else(|| self.german_front(piece))
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
        if self.grammar.language == Language::German
            && said_before.as_ref().is_none_or(is_weak)
            && let Some(bound) =
                self.nearer_source(piece, said_before.as_ref()).or_else(|| self.german_bracket(piece))
        {
            return Some(bound);
        }
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

    /// "Die Pläne stellen nach Meinung des Wirts „...“ dar": the source stands nearer than the verb.
    fn nearer_source(&self, piece: usize, said: Option<&Bound>) -> Option<Bound> {
        let from = said.and_then(|said| said.cue).map_or(self.sentence.pieces.start, |cue| cue + 1);
        (from.max(piece.saturating_sub(12))..piece).rev().find_map(|at| self.source_at(at))
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

    /// A paragraph that is nothing but "- Ann Lee": who signs the one before.
    pub(crate) fn signed(&self) -> Option<Bound> {
        let start = self.sentence.pieces.start;
        self.at(start).filter(|token| token.shape == Shape::Dash)?;
        let phrase = self.phrase_at(start + 1).filter(|phrase| matches!(phrase.head, Head::Name(_)))?;
        (phrase.last + 3 > self.sentence.pieces.end).then_some(Bound {
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
        while self.phrase_at(subject).is_none()
            && self.at(subject).is_some_and(|token| token.is(Class::ADVERB) && !token.is(Class::OPENS))
        {
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
        let phrase = self.employed(phrase).unwrap_or(phrase);
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

    /// "said Wessex State University political scientist Ann Lee": the person behind a body and a job.
    fn employed(&self, phrase: Phrase) -> Option<Phrase> {
        let Head::Name(name) = phrase.head else { return None };
        if self.grammar.language != Language::English || self.next_is_name(phrase.last) {
            return None;
        }
        let is_plain = |at: usize| {
            self.at(at).is_some_and(|token| {
                (token.shape == Shape::Lower && !token.is(Class::SMALL.with(Class::VERB)))
                    || token.shape == Shape::Number
            })
        };
        let next = self.clauses.phrases.partition_point(|other| other.first <= phrase.last);
        let person = *self.clauses.phrases.get(next).filter(|other| other.first < phrase.last + 6)?;
        let Head::Name(of_person) = person.head else { return None };
        let end = person.last + 1 - self.grammar.names[of_person].run.len().min(person.last);
        let is_job = |at: usize| {
            self.at(at).is_some_and(|token| {
                is_job(self.grammar.text, token, self.grammar.language) || token.shape == Shape::Number
            })
        };
        if !(phrase.last + 1..end).all(is_plain) || end < phrase.last + 2 || !is_job(end - 1) {
            return None;
        }
        let is_body = self.grammar.names[name].is_organisation || self.grammar.names[name].person.len() != 1;
        (is_body && !self.grammar.names[of_person].is_organisation).then_some(person)
    }

    fn next_is_name(&self, last: usize) -> bool {
        self.at(last + 1).is_none_or(|next| !next.is_word() && next.shape != Shape::Number)
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
            let is_finite = verb.class.is(Class::PAST.with(Class::THIRD))
                || self.grammar.language == Language::German && verb.class.is(Class::PARTICIPLE);
            if !verb.class.is(Class::SAY) || verb.is_passive || !is_finite {
                continue;
            }
            let before = verb
                .subject
                .map(|subject| self.clauses.phrases[subject])
                .filter(|phrase| phrase.first > piece);
            // "..., said an official.": who stands behind says it.
            let turned = self
                .before(verb.piece)
                .is_none_or(|before| before.shape == Shape::Comma)
                .then(|| self.phrase_at(verb.piece + 1))
                .flatten()
                .filter(|phrase| phrase.head.can_speak() && !phrase.head.is_pronoun())
                // "The mayor, in a letter, told reporters": they listen.
                .filter(|_| {
                    !matches!(
                        self.text_at(verb.piece),
                        "told" | "asked" | "reminded" | "urged" | "warned" | "assured"
                    )
                });
            let phrase = match before {
                _ if turned.is_some() && self.grammar.language == Language::English => turned?,
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
