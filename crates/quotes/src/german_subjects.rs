//! Whose verb it is in German: the finite verb stands second in a main clause and last in a subordinate one, and the
//! subject stands before it or behind it. What hangs on a preposition or stands in another case is never the subject.

use crate::{
    clauses::{Clauses, Verb},
    flow::{Piece, Sentence},
    grammar::Grammar,
    phrases::{Head, Phrase},
    token::{Shape, Token},
    words::Class,
};

/// How far a clause reaches to either side of its verb, in pieces.
const FARTHEST: usize = 60;

/// How many appositions and relative clauses may stand between a subject and its verb.
const MOST_BETWEEN: usize = 6;

/// How many adjectives may stand between a preposition and its noun.
const MOST_ADJECTIVES: usize = 4;

impl Grammar<'_> {
    /// Gives every verb its subject, in order: a later one may share that of an earlier one.
    pub(crate) fn german_subjects(&self, sentence: &Sentence, clauses: &mut Clauses) {
        for at in 0..clauses.verbs.len() {
            let subject = self.german_subject(at, sentence, clauses);
            let is_subordinate = self.is_subordinate(at, sentence, clauses);
            clauses.verbs[at].subject = subject;
            clauses.verbs[at].is_subordinate = is_subordinate;
        }
    }

    fn german_subject(&self, at: usize, sentence: &Sentence, clauses: &Clauses) -> Option<usize> {
        let verb = &clauses.verbs[at];
        let before = &clauses.verbs[..at];
        let start = self.clause_start(verb.piece, sentence, before);
        let shared = || before.iter().rev().find_map(|verb| verb.subject);
        // "Der Minister hatte die Geduld der Anwohner erwähnt": whose the auxiliary is.
        let is_infinite = verb.class.is(Class::PARTICIPLE.with(Class::BASE));
        let whole = self.clause_start(verb.piece, sentence, &[]);
        let in_clause = before.iter().rev().take_while(|verb| verb.piece >= whole);
        let auxiliary =
            in_clause.filter(|verb| verb.class.is(Class::AUXILIARY)).find_map(|verb| verb.subject);
        if is_infinite && auxiliary.is_some() {
            return auxiliary;
        }
        let follows_to = self.at(verb.piece.checked_sub(1)?).is_some_and(|before| before.is_to(self.text));
        if follows_to && is_infinite && verb.piece > sentence.pieces.start {
            return shared();
        }
        let first = (start..verb.piece).find(|&at| !self.is_light(at)).unwrap_or(verb.piece);
        let opener =
            start.checked_sub(1).filter(|&at| at >= sentence.pieces.start).and_then(|at| self.at(at));
        if first == verb.piece {
            // "... und nannte ihn einen Lappen": who did the one did the other.
            if opener.is_some_and(|opener| opener.is(Class::CONJUNCTION)) && shared().is_some() {
                return shared();
            }
            let after_comma = opener.is_some_and(|opener| matches!(opener.shape, Shape::Comma | Shape::Dash));
            let around = if after_comma { self.before_comma(start - 1, sentence, clauses) } else { None };
            // "Der Komponist, mit dem sie arbeitete, nannte sie ...".
            return around.or_else(|| self.behind(verb, sentence, clauses));
        }
        let token = self.at(first)?;
        if token.is(Class::SUBORDINATE) && first + 1 < verb.piece {
            return self.first_subject(first + 1, verb.piece, sentence, clauses).or_else(shared);
        }
        if let Some(whose) = self.relative(start, verb, sentence, clauses) {
            return Some(whose);
        }
        let in_front = self.first_subject(first, verb.piece, sentence, clauses);
        let is_he_behind = self
            .at(verb.piece + 1)
            .is_some_and(|next| next.is(Class::HE) || matches!(next.text(self.text), "ich" | "wir"));
        let speaks = |subject: &usize| !is_he_behind && clauses.phrases[*subject].head.can_speak();
        // "Diesen Plan lobte der Minister", "Die Pläne lobte der Minister": what cannot speak is the object.
        in_front.filter(speaks).or_else(|| self.behind(verb, sentence, clauses)).or(in_front)
    }

    /// "wurde ... genannt", "genannt wurde": the subject is spoken of and does not speak.
    pub(crate) fn is_german_passive(&self, piece: usize, sentence: &Sentence, clauses: &Clauses) -> bool {
        let becomes = |at: usize| {
            self.at(at).is_some_and(|token| {
                token.is(Class::DO) && !matches!(token.text(self.text), "würde" | "würden")
                    || token.text(self.text) == "worden"
            })
        };
        if !self.at(piece).is_some_and(|token| token.is(Class::PARTICIPLE)) {
            return false;
        }
        let start = self.clause_start(piece, sentence, &[]);
        let auxiliary =
            clauses.verbs.iter().rfind(|verb| verb.class.is(Class::AUXILIARY) && verb.piece >= start);
        becomes(piece + 1) || auxiliary.is_some_and(|auxiliary| becomes(auxiliary.piece))
    }

    /// Where the clause of a verb begins: after a comma, a colon or a dash; after "und" only where another verb stands
    /// before that. Brackets are stepped over.
    fn clause_start(&self, verb: usize, sentence: &Sentence, verbs: &[Verb]) -> usize {
        let lowest = sentence.pieces.start.max(verb.saturating_sub(FARTHEST));
        let mut at = verb;
        while at > lowest {
            let Some(before) = self.at(at - 1) else {
                if self.closes_on_point(at - 1) {
                    break;
                }
                at -= 1;
                continue;
            };
            match before.shape {
                Shape::Close => {
                    let open = (lowest..at - 1)
                        .rev()
                        .take(MOST_BETWEEN * 2)
                        .find(|&open| self.at(open).is_some_and(|token| token.shape == Shape::Open));
                    at = open.unwrap_or(at - 1);
                    continue;
                }
                Shape::Comma | Shape::Semicolon | Shape::Colon | Shape::Dash | Shape::Open => break,
                _ if before.is(Class::CONJUNCTION)
                    && before.shape == Shape::Lower
                    && self.has_verb_before(at - 1, lowest, verbs) =>
                {
                    break;
                }
                _ => {}
            }
            at -= 1;
        }
        at
    }

    /// Whether a verb stands before "und", in the same clause.
    fn has_verb_before(&self, and: usize, lowest: usize, verbs: &[Verb]) -> bool {
        let at = verbs.partition_point(|verb| verb.piece < and);
        at.checked_sub(1).map(|at| verbs[at].piece).filter(|&verb| verb >= lowest).is_some_and(|verb| {
            !(verb..and).any(|at| self.at(at).is_some_and(|token| token.shape == Shape::Comma))
        })
    }

    /// „Es ist spät!“ Der Minister ...
    fn closes_on_point(&self, piece: usize) -> bool {
        match self.flow.pieces.get(piece) {
            Some(Piece::Quote(quote)) => {
                let stretch = &self.stretches[*quote];
                self.text[stretch.start..stretch.end].ends_with(['.', '!', '?'])
            }
            _ => false,
        }
    }

    /// Whether a verb stands in a clause that hangs on another: "dass die Fähre fuhr", "der den Hafen schloss".
    fn is_subordinate(&self, at: usize, sentence: &Sentence, clauses: &Clauses) -> bool {
        let verb = &clauses.verbs[at];
        let start = self.clause_start(verb.piece, sentence, &clauses.verbs[..at]);
        let after_comma = start > sentence.pieces.start
            && self.at(start - 1).is_some_and(|token| token.shape == Shape::Comma);
        let is_last = self.at(verb.piece + 1).is_none_or(|next| {
            !next.is_word() && next.shape != Shape::Number
                || next.is(Class::AUXILIARY.with(Class::CONJUNCTION))
        });
        let Some(first) = self.at(start).filter(|_| start + 1 < verb.piece) else { return false };
        first.is(Class::SUBORDINATE) && !first.is(Class::ADVERB)
            || after_comma
                && is_last
                && (self.is_relative_pronoun(start)
                    || first.is(Class::PREPOSITION) && self.is_relative_pronoun(start + 1))
    }

    fn is_relative_pronoun(&self, at: usize) -> bool {
        self.at(at).is_some_and(|token| {
            token.shape == Shape::Lower
                && (token.is(Class::RELATIVE)
                    || matches!(
                        token.text(self.text),
                        "der" | "die" | "das" | "den" | "dem" | "deren" | "dessen" | "denen"
                    ))
        })
    }

    /// What may stand between a clause's beginning and its verb without being a part of the sentence.
    fn is_light(&self, at: usize) -> bool {
        self.at(at)
            .is_some_and(|token| token.is(Class::ADVERB) && !token.is(Class::SUBORDINATE.with(Class::OPENS)))
    }

    /// "..., der den Hafen schloss": of whom the relative clause tells.
    fn relative(&self, start: usize, verb: &Verb, sentence: &Sentence, clauses: &Clauses) -> Option<usize> {
        let comma = start.checked_sub(1).filter(|&at| {
            at > sentence.pieces.start && self.at(at).is_some_and(|token| token.shape == Shape::Comma)
        })?;
        let is_last = self.at(verb.piece + 1).is_none_or(|next| {
            !next.is_word() && next.shape != Shape::Number
                || next.is(Class::AUXILIARY.with(Class::CONJUNCTION))
        });
        let pronoun = self.at(start)?.text(self.text);
        let whose = clauses.phrases.iter().rposition(|phrase| phrase.last + 1 == comma)?;
        if !is_last || clauses.phrases[whose].head.is_pronoun() {
            return None;
        }
        let other = self.first_subject(start + 1, verb.piece, sentence, clauses);
        match pronoun {
            "der" | "welcher" => Some(self.head_of(whose, clauses)),
            "die" | "das" | "welche" | "welches" => {
                // "die Passanten informierte": after the pronoun comes at most an object.
                let own = other.filter(|&other| clauses.phrases[other].head.is_pronoun());
                own.or(Some(self.head_of(whose, clauses)))
            }
            "den" | "dem" | "deren" | "dessen" | "denen" | "welchen" | "welchem" => other,
            _ => None,
        }
    }

    /// Of "der Chef der Partei" and "der Sprecher von Greenpeace" the first.
    fn head_of(&self, mut found: usize, clauses: &Clauses) -> usize {
        for _ in 0..MOST_BETWEEN {
            let phrase = &clauses.phrases[found];
            let Some(before) = found.checked_sub(1).map(|at| &clauses.phrases[at]) else { break };
            let hangs = self.is_genitive(phrase, before)
                || before.last + 2 == phrase.first
                    && self.at(phrase.first - 1).is_some_and(|link| link.is(Class::PREPOSITION));
            if !hangs || before.head == Head::Day {
                break;
            }
            found -= 1;
        }
        found
    }

    fn is_genitive(&self, phrase: &Phrase, before: &Phrase) -> bool {
        before.last + 1 == phrase.first
            && self.at(phrase.first).is_some_and(|first| {
                matches!(
                    first.text(self.text),
                    "der" | "des" | "einer" | "eines" | "seiner" | "ihrer" | "seines" | "ihres" | "dieser"
                )
            })
    }

    /// The subject before a comma, whatever appositions and relative clauses stand between.
    fn before_comma(&self, comma: usize, sentence: &Sentence, clauses: &Clauses) -> Option<usize> {
        let mut end = comma;
        let mut found = None;
        for _ in 0..MOST_BETWEEN {
            let known = &clauses.verbs[..clauses.verbs.partition_point(|verb| verb.piece < end)];
            let start = self.clause_start(end, sentence, known);
            let verbs = clauses.verbs.partition_point(|verb| verb.piece < start);
            let has_verb = clauses.verbs.get(verbs).is_some_and(|verb| verb.piece < end);
            if has_verb {
                let is_relative = (start..end.min(start + 2)).any(|at| self.is_relative_pronoun(at));
                if !is_relative {
                    break;
                }
            } else {
                found = self.first_subject(start, end, sentence, clauses).or(found);
            }
            let goes_on = start.checked_sub(1).filter(|&at| {
                at > sentence.pieces.start && self.at(at).is_some_and(|token| token.shape == Shape::Comma)
            });
            match goes_on {
                Some(comma) => end = comma,
                None => break,
            }
        }
        found.filter(|&found| clauses.phrases[found].head.can_speak())
    }

    /// "In einem Brief nannte am Freitag der Minister ...": the first that can be the subject, in the same clause.
    fn behind(&self, verb: &Verb, sentence: &Sentence, clauses: &Clauses) -> Option<usize> {
        let highest = sentence.pieces.end.min(verb.piece + FARTHEST);
        let ends = |at: &usize| {
            self.at(*at).is_some_and(|token| {
                matches!(token.shape, Shape::Comma | Shape::Semicolon | Shape::Colon)
                    || token.is(Class::SUBORDINATE) && token.shape == Shape::Lower && !token.is(Class::ADVERB)
            })
        };
        let end = (verb.piece + 1..highest).find(ends).unwrap_or(highest);
        self.first_subject(verb.piece + 1, end, sentence, clauses)
            .filter(|&found| clauses.phrases[found].head.can_speak())
    }

    /// The first phrase between two pieces that can be a subject; one that can speak before others.
    fn first_subject(&self, from: usize, to: usize, sentence: &Sentence, clauses: &Clauses) -> Option<usize> {
        let first = clauses.phrases.partition_point(|phrase| phrase.first < from);
        let fits = || {
            (first..clauses.phrases.len())
                .take_while(|&at| clauses.phrases[at].last < to)
                .filter(|&at| self.may_be_subject(at, sentence, clauses))
        };
        // "in Kiel der Hafenmeister": a place has no genitive.
        let behind_place = || {
            (first + 1..clauses.phrases.len()).take_while(|&at| clauses.phrases[at].last < to).find(|&at| {
                let (before, phrase) = (&clauses.phrases[at - 1], &clauses.phrases[at]);
                phrase.head == Head::Human
                    && before.first == before.last
                    && self.is_genitive(phrase, before)
                    && self.at(phrase.first).is_some_and(|article| article.text(self.text) == "der")
                    && self
                        .at(phrase.last)
                        .is_some_and(|last| last.is(Class::ROLE_HE.with(Class::ROLE).with(Class::TITLE_HE)))
                    && self.hangs(before.first, sentence)
            })
        };
        fits()
            .find(|&at| clauses.phrases[at].head.can_speak())
            .or_else(behind_place)
            .or_else(|| fits().next())
    }

    fn may_be_subject(&self, at: usize, sentence: &Sentence, clauses: &Clauses) -> bool {
        let phrase = &clauses.phrases[at];
        let Some(first) = self.at(phrase.first) else { return false };
        let is_object = first.is(Class::OBLIQUE)
            || phrase.head == Head::Day
            || matches!(first.text(self.text), "ihn" | "ihm" | "uns" | "mich" | "mir" | "ihr" if phrase.first == phrase.last);
        let is_attribute = at > 0 && self.is_genitive(phrase, &clauses.phrases[at - 1]);
        if is_object || is_attribute {
            return false;
        }
        // "mit Lowry und Strand"
        let joined = phrase.first.checked_sub(2).and_then(|end| {
            let and =
                self.at(end + 1).is_some_and(|and| matches!(and.text(self.text), "und" | "oder" | "sowie"));
            let other = at.checked_sub(1).filter(|&other| clauses.phrases[other].last == end);
            other.filter(|_| and)
        });
        let lead = joined.map_or(phrase, |other| &clauses.phrases[other]);
        !self.hangs(lead.first, sentence)
    }

    /// Whether a preposition stands before a phrase, perhaps with adjectives between ("im italienischen Fachblatt").
    fn hangs(&self, first: usize, sentence: &Sentence) -> bool {
        let mut at = first;
        for _ in 0..MOST_ADJECTIVES {
            if at <= sentence.pieces.start {
                return false;
            }
            at -= 1;
            let Some(before) = self.at(at) else { return false };
            // "Wie die Ministerin mitteilte": no comparison.
            let opens_clause = at == sentence.pieces.start
                || self.at(at - 1).is_none_or(|token| token.shape == Shape::Comma);
            if matches!(before.text(self.text), "wie" | "Wie") && opens_clause {
                return false;
            }
            if before.is(Class::PREPOSITION.with(Class::SOURCE)) && before.shape == Shape::Lower
                || matches!(before.text(self.text), "als" | "wie" | "Als" | "Wie")
                || before.is(Class::PREPOSITION) && at == sentence.pieces.start
            {
                return !before.is(Class::ADVERB) || before.is(Class::PREPOSITION);
            }
            if !self.is_adjective(before) {
                return false;
            }
        }
        false
    }

    /// German: a word in small letters with an adjective's ending.
    pub(crate) fn is_adjective(&self, token: &Token) -> bool {
        let text = token.text(self.text);
        token.shape == Shape::Lower
            && !token.is(Class::SMALL.with(Class::CUE).with(Class::VERB))
            && ["e", "en", "er", "es", "em"].iter().any(|end| text.ends_with(end))
    }
}

impl Token {
    fn is_to(&self, text: &str) -> bool {
        self.text(text) == "zu"
    }
}
