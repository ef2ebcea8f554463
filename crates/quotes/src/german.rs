//! What German attributions have of their own: "so der Hafenmeister", "hieß es in dem Brief", "zitierte sie mit den Worten".

use crate::{
    clauses::Verb,
    phrases::{Head, Phrase},
    token::Shape,
    view::Rules,
    why::{Bound, Why},
    words::{Class, Language},
};

/// How far "in dem Brief" stands from "heißt es", in pieces.
const FARTHEST_PAPER: usize = 40;

/// How far "wie er sagte" stands before the marks, in pieces.
const FARTHEST_TOLD: usize = 14;

/// No paper's name is longer, in tokens with the opening mark.
const MOST_IN_NAME: usize = 6;

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
        let verb = self.at(first).filter(|_| comma)?;
        if !verb.is(Class::SAY) {
            return self.any_verb_after(first);
        }
        if let Some(phrase) = self.name_in_marks(first + 1) {
            return Some(Bound { phrase, cue: Some(first), why: Why::VerbAfter });
        }
        verb.is(Class::PAST.with(Class::THIRD)).then(|| self.verb_after(piece)).flatten()
    }

    /// „...“, ereiferte sich der Wirt: between the marks and somebody any verb tells who spoke.
    fn any_verb_after(&self, at: usize) -> Option<Bound> {
        let verb = self.at(at)?;
        let is_finite = verb.is(Class::CUE.with(Class::GESTURE)) && verb.is(Class::PAST.with(Class::THIRD))
            || verb.class == Class::default()
                && ["t", "te", "ten"].iter().any(|end| verb.text(self.grammar.text).ends_with(end));
        let subject = (at + 1..at + 4).find(|&next| {
            !self.at(next).is_some_and(|token| token.is(Class::ADVERB) && !token.is(Class::OPENS))
        })?;
        let phrase = self.phrase_at(subject)?;
        let is_somebody = matches!(phrase.head, Head::Name(_) | Head::Human | Head::He | Head::She);
        (verb.shape == Shape::Lower && is_finite && is_somebody && !self.is_nobody(&phrase))
            .then_some(Bound { phrase, cue: Some(at), why: Why::VerbAfter })
    }

    /// Was er tat, war, wie er sagte, „...“; Holt nannte es, so der Wirt weiter: „...“
    pub(crate) fn german_before(&self, piece: usize) -> Option<Bound> {
        let pointed = piece.checked_sub(1).filter(|&at| {
            self.at(at).is_some_and(|token| matches!(token.shape, Shape::Comma | Shape::Colon))
        })?;
        let first = self.sentence.pieces.start.max(pointed.saturating_sub(FARTHEST_TOLD));
        let opener = (first..pointed).rev().find(|&at| {
            matches!(self.text_at(at), "wie" | "so")
                && at > self.sentence.pieces.start
                && self.at(at - 1).is_some_and(|before| before.shape == Shape::Comma)
        })?;
        if self.text_at(opener) == "wie" {
            return self.as_told(opener).filter(|bound| bound.cue.is_some_and(|cue| cue + 1 == pointed));
        }
        self.source_at(opener).filter(|bound| {
            (bound.phrase.last + 1..pointed).all(|at| {
                self.at(at).is_some_and(|token| token.is(Class::ADVERB) || token.shape == Shape::Lower)
            })
        })
    }

    /// "Das Fazit von Edith Lowry: ...", "Seine Meinung dazu: ...": who said it, or the word for it.
    pub(crate) fn german_label(&self, piece: usize) -> Option<Bound> {
        let colon = piece
            .checked_sub(1)
            .filter(|&at| self.at(at).is_some_and(|token| token.shape == Shape::Colon))?;
        let noun = *self.clauses.phrases.iter().find(|phrase| phrase.first >= self.sentence.pieces.start)?;
        let is_speech = self
            .at(noun.last)
            .is_some_and(|last| last.is(Class::SPEECH.with(Class::MEDIUM).with(Class::SOURCE)));
        if noun.first != self.sentence.pieces.start || !is_speech {
            return None;
        }
        let owner = self.clauses.phrases.get(1).filter(|owner| {
            let is_von = matches!(self.text_at(noun.last + 1), "von" | "vom") && owner.first == noun.last + 2;
            let is_genitive =
                owner.first == noun.last + 1 && matches!(self.text_at(owner.first), "der" | "des");
            owner.last < colon && (is_von || is_genitive) && owner.head.can_speak()
        });
        let says = self.clauses.verbs.first().is_none_or(|verb| verb.class.is(Class::SAY.with(Class::BE)));
        (says || owner.is_some()).then_some(Bound {
            phrase: *owner.unwrap_or(&noun),
            cue: None,
            why: Why::VerbBefore,
        })
    }

    /// "Von „...“ spricht der Minister": the verb stands right behind the marks that open the sentence.
    pub(crate) fn german_front(&self, piece: usize) -> Option<Bound> {
        let verb = self.verbs_after(piece).next().filter(|verb| verb.piece == piece + 1)?;
        let is_first =
            self.verbs_before(piece).next().is_none() && verb.class.is(Class::CUE) && !verb.is_passive;
        let phrase = self.clauses.phrases[verb.subject.filter(|_| is_first)?];
        let behind = phrase.first > verb.piece && phrase.head.can_speak() && !self.is_nobody(&phrase);
        behind.then_some(Bound { phrase, cue: Some(verb.piece), why: Why::VerbAfter })
    }

    /// "weil der Minister den Plan „...“ genannt hat": the marks stand between a subject and the verb that ends its
    /// clause; "wurde vom Minister als „...“ bezeichnet".
    pub(crate) fn german_bracket(&self, piece: usize) -> Option<Bound> {
        let verb = self.verbs_after(piece).next().filter(|verb| verb.piece < piece + 4)?;
        let is_last = verb.is_subordinate || verb.class.is(Class::PARTICIPLE.with(Class::BASE));
        let joins = (piece + 1..verb.piece).all(|at| self.at(at).is_some_and(|token| token.is_word()));
        if !verb.class.is(Class::CUE) && !verb.is_passive || !is_last || !joins {
            return None;
        }
        let phrase = match verb.is_passive {
            true => self.by_whom(verb)?,
            false => self.clauses.phrases[verb.subject?],
        };
        let fits = phrase.last < piece && phrase.head.can_speak() && !self.is_nobody(&phrase);
        fits.then_some(Bound { phrase, cue: Some(verb.piece), why: Why::VerbBefore })
    }

    /// „...“ Das sagte der Wirt; „...“ So der Wirt; „...“ Das musste der Wirt einräumen
    pub(crate) fn that_said(&self) -> Option<Bound> {
        let start = self.sentence.pieces.start;
        if self.grammar.language != Language::German || !matches!(self.text_at(start), "Das" | "Dies" | "So")
        {
            return None;
        }
        let first = self.clauses.verbs.first().filter(|verb| verb.piece == start + 1);
        let Some(first) = first else {
            let phrase = self.phrase_at(start + 1).filter(|phrase| phrase.head.can_speak())?;
            let is_so = self.text_at(start) == "So" && self.clauses.verbs.is_empty();
            return is_so.then_some(Bound { phrase, cue: Some(start), why: Why::AccordingTo });
        };
        let says =
            self.clauses.verbs.iter().take(2).find(|verb| verb.class.is(Class::SAY) && !verb.is_passive)?;
        let phrase = self.clauses.phrases[first.subject?];
        let points_on = self
            .sentence
            .pieces
            .clone()
            .any(|at| self.at(at).is_none_or(|token| token.shape == Shape::Colon));
        (phrase.first > first.piece && phrase.head.can_speak() && !self.is_nobody(&phrase) && !points_on)
            .then_some(Bound { phrase, cue: Some(says.piece), why: Why::VerbAfter })
    }

    /// „...“, schrieb „Der Hafenbote“; laut „Hafenbote“: a paper's name in marks speaks.
    pub(crate) fn name_in_marks(&self, at: usize) -> Option<Phrase> {
        let piece = at + usize::from(self.at(at).is_some_and(|token| token.is(Class::OPENS)));
        let stretch = self.stretch(piece).filter(|_| self.sentence.pieces.contains(&piece))?;
        let is_short = stretch.close - stretch.open < MOST_IN_NAME;
        (self.grammar.language == Language::German && is_short && self.is_nominal(stretch))
            .then_some(Phrase { first: piece, last: piece, head: Head::Medium })
    }

    /// "wird von der Polizei als „...“ bezeichnet": by whom.
    pub(crate) fn by_whom(&self, verb: &Verb) -> Option<Phrase> {
        let from = self
            .clauses
            .verbs
            .iter()
            .rfind(|other| other.piece < verb.piece && other.class.is(Class::AUXILIARY))
            .map_or(self.sentence.pieces.start, |auxiliary| auxiliary.piece);
        (from..verb.piece).find_map(|at| {
            let is_by = matches!(self.text_at(at), "von" | "vom" | "durch" | "seitens");
            let phrase =
                if is_by { self.phrase_at(at + 1).or_else(|| self.name_in_marks(at + 1)) } else { None };
            phrase.filter(|phrase| phrase.head.can_speak())
        })
    }

    /// "..., wie Hafenmeister Holt sagte"; "..., wie es in dem Urteil heißt"; "wie sich Holt ausdrückte"
    fn as_told(&self, wie: usize) -> Option<Bound> {
        let first = wie + 1 + usize::from(self.text_at(wie + 1) == "sich");
        let phrase = self.phrase_at(first)?;
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

    /// "Wie Hafenmeister Holt sagte, ist der Kai ..."; "Für den Fischer Holt sei es ...": so he thinks.
    pub(crate) fn in_whose_eyes(&self) -> Option<Bound> {
        let start = self.sentence.pieces.start;
        if self.grammar.language == Language::German && self.text_at(start) == "Wie" {
            return self.as_told(start).map(|bound| Bound { why: Why::AccordingTo, ..bound });
        }
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
