//! Whose verb it is: a subject stands before its verb, perhaps with an apposition, a bracket or "of ..." between; a verb
//! without one shares that of the verb before. German has its own order: `german_subjects.rs`.

use crate::{
    clauses::Clauses,
    flow::{Piece, Sentence},
    grammar::Grammar,
    phrases::Head,
    token::{Shape, Token},
    words::Class,
};

/// How many phrases a verb looks back for its subject: sentences that need more are lists.
const FARTHEST: usize = 24;

/// No clause that leads a sentence is longer, in pieces.
const LONGEST_OPENING: usize = 40;

impl Grammar<'_> {
    /// The subject of the verb at a piece: an index of the phrases before it.
    pub(crate) fn subject(&self, verb: usize, sentence: &Sentence, clauses: &Clauses) -> Option<usize> {
        let shared = || clauses.verbs.iter().rev().find_map(|verb| verb.subject);
        // "..., saying": he who said or did what the sentence tells.
        let main = || {
            let opening = self.opening_clause(sentence, verb);
            let speaks =
                |subject: &usize| clauses.phrases.get(*subject).is_some_and(|phrase| phrase.head.can_speak());
            let says = clauses
                .verbs
                .iter()
                .rev()
                .filter(|verb| verb.class.is(Class::SAY) && !verb.is_passive && verb.piece >= opening)
                .find_map(|verb| verb.subject.filter(speaks));
            let main = clauses.verbs.iter().filter(|verb| verb.piece >= opening);
            says.or_else(|| main.clone().find_map(|verb| verb.subject.filter(speaks))).or_else(shared)
        };
        let verb_says = self.at(verb).is_some_and(|verb| verb.is(Class::SAY));
        let is_participle =
            self.at(verb).is_some_and(|token| token.is(Class::ING) || token.text(self.text).ends_with("ing"));
        let mut at = verb;
        loop {
            if at == sentence.pieces.start {
                return None;
            }
            at -= 1;
            let Some(token) = self.at(at) else {
                return match () {
                    () if is_participle => main(),
                    // Brack, who called it "a farce," now says ...
                    () if self.closes_on_comma(at) => self.around(at, sentence, clauses).or_else(shared),
                    () => shared(),
                };
            };
            let found = clauses.phrases.partition_point(|phrase| phrase.last < at);
            if clauses.phrases.get(found).is_some_and(|phrase| phrase.last == at) {
                let phrase = &clauses.phrases[found];
                // "..., with the mayor calling it a mistake"
                let is_with = is_participle
                    && phrase.head.can_speak()
                    && phrase.first > sentence.pieces.start
                    && self.at(phrase.first - 1).is_some_and(|before| before.text(self.text) == "with");
                if is_with {
                    return Some(found);
                }
                return match phrase.head {
                    // "He issued a statement saying": he says it.
                    Head::Medium | Head::Common if is_participle => {
                        shared().or_else(|| self.chained(found, sentence, clauses))
                    }
                    // "A judge on Monday blocked", "An official late Tuesday said"
                    Head::Day if self.is_set_between(found, clauses) => {
                        self.chained(found - 1, sentence, clauses)
                    }
                    Head::Day => shared(),
                    _ => self.chained(found, sentence, clauses).or_else(shared),
                };
            }
            match token.shape {
                _ if token.is(Class::ADVERB.with(Class::AUXILIARY)) || self.is_adverb(at) => {}
                // he's said
                Shape::Clitic => {}
                Shape::Comma if is_participle => return main(),
                Shape::Comma | Shape::Close | Shape::Dash => {
                    return self
                        .around(at, sentence, clauses)
                        .or_else(|| {
                            if verb_says && at + 1 == verb { self.name_before(at, clauses) } else { None }
                        })
                        .or_else(shared);
                }
                // "He thanked those who came but said": who said things before says this too.
                _ if token.is(Class::CONJUNCTION) && (verb_says || self.goes_on_to(verb)) => {
                    return main();
                }
                _ => return self.told_of(clauses).or_else(shared),
            }
        }
    }

    /// Of "the mother of a boy", the mother.
    fn hung_from(&self, mut found: usize, clauses: &Clauses) -> usize {
        for _ in 0..6 {
            let Some(link) = clauses.phrases[found].first.checked_sub(1) else { break };
            let is_linked = self.at(link).is_some_and(|link| link.is(Class::PREPOSITION));
            match found.checked_sub(1) {
                Some(other) if is_linked && clauses.phrases[other].last + 1 == link => found = other,
                _ => break,
            }
        }
        found
    }

    /// Whether nothing but "on" or "late" stands between a day and the phrase before it.
    fn is_set_between(&self, day: usize, clauses: &Clauses) -> bool {
        let Some(before) = day.checked_sub(1).map(|before| &clauses.phrases[before]) else { return false };
        let first = clauses.phrases[day].first;
        before.head != Head::Day
            && before.last + 3 >= first
            && (before.last + 1..first).all(|at| {
                self.at(at).is_some_and(|token| {
                    matches!(token.text(self.text), "on" | "late" | "early" | "earlier" | "last" | "this")
                })
            })
    }

    /// "The mother of a boy who left the house alone has said": whom the relative clause hangs on.
    fn told_of(&self, clauses: &Clauses) -> Option<usize> {
        let speaks = |subject: &usize| clauses.phrases[*subject].head.can_speak();
        let who = clauses.verbs.iter().rev().find_map(|verb| verb.subject.filter(speaks))?;
        let before = who.checked_sub(1).filter(|_| clauses.phrases[who].head == Head::Who)?;
        let is_beside = clauses.phrases[before].last + 1 == clauses.phrases[who].first;
        let found = self.hung_from(before, clauses);
        (is_beside && speaks(&found)).then_some(found)
    }

    /// "Harbour Board chairman Tom Brack, said": a comma too many.
    fn name_before(&self, comma: usize, clauses: &Clauses) -> Option<usize> {
        let phrase = clauses.phrases.last().filter(|phrase| phrase.last + 1 == comma)?;
        let is_person = match phrase.head {
            Head::Name(name) => self.names[name].is_titled || self.names[name].person.len() > 1,
            _ => false,
        };
        let hangs = phrase.first.checked_sub(1).and_then(|at| self.at(at)).is_some_and(|before| {
            before.is(Class::PREPOSITION.with(Class::TO).with(Class::CUE).with(Class::VERB))
        });
        (is_person && !hangs).then_some(clauses.phrases.len() - 1)
    }

    /// Where the main clause begins: after the comma that ends "While the fleet began to whistle, ...".
    fn opening_clause(&self, sentence: &Sentence, verb: usize) -> usize {
        let start = sentence.pieces.start;
        let opens =
            self.at(start).is_some_and(|first| first.is(Class::SUBORDINATE) && !first.is(Class::ADVERB));
        let comma = |at: &usize| self.at(*at).is_some_and(|token| token.shape == Shape::Comma);
        if opens { (start..verb.min(start + LONGEST_OPENING)).find(comma).unwrap_or(start) } else { start }
    }

    /// "went on to say"
    fn goes_on_to(&self, verb: usize) -> bool {
        let is = |at: usize, word: &str| self.at(at).is_some_and(|token| token.text(self.text) == word);
        is(verb + 1, "on") && is(verb + 2, "to")
    }

    fn closes_on_comma(&self, piece: usize) -> bool {
        match self.flow.pieces.get(piece) {
            Some(Piece::Quote(quote)) => {
                let stretch = &self.stretches[*quote];
                self.text[stretch.start..stretch.end].ends_with(',')
            }
            _ => false,
        }
    }

    /// "The head of the company said": the phrase that others hang on.
    fn chained(&self, mut found: usize, sentence: &Sentence, clauses: &Clauses) -> Option<usize> {
        for _ in 0..6 {
            let phrase = &clauses.phrases[found];
            if phrase.first == sentence.pieces.start {
                return Some(found);
            }
            // "of the charity Terre Haute": two phrases that are one.
            let is_doubled = found > 0
                && clauses.phrases[found - 1].last + 1 == phrase.first
                && matches!(phrase.head, Head::Name(_))
                && self.at(clauses.phrases[found - 1].first).is_some_and(|token| token.is(Class::DETERMINER))
                && clauses.phrases[found - 1].first.checked_sub(1).is_some_and(|at| {
                    // "In the letter Lowry thanked": a name after all.
                    at > sentence.pieces.start
                        && self.at(at).is_some_and(|token| token.is(Class::PREPOSITION))
                });
            if is_doubled {
                found -= 1;
                continue;
            }
            let hangs =
                self.at(phrase.first - 1).is_some_and(|token| token.is(Class::PREPOSITION.with(Class::TO)));
            let is_holder = matches!(phrase.head, Head::Name(name) if self.names[name].is_office_holder);
            if !hangs || is_holder {
                return Some(self.whose_object(found, clauses).unwrap_or(found));
            }
            match found.checked_sub(1) {
                Some(before)
                    if clauses.phrases[before].last + 2 == phrase.first
                        && clauses.phrases[before].head != Head::Day =>
                {
                    found = before
                }
                _ => return None,
            }
        }
        Some(found)
    }

    /// "A man who answered the phone said": of an object in a relative clause, whom the clause tells of.
    fn whose_object(&self, found: usize, clauses: &Clauses) -> Option<usize> {
        let object = clauses.phrases[found];
        let verb = clauses.verbs.iter().rfind(|verb| verb.piece + 1 == object.first)?;
        let who = verb.subject.filter(|&who| clauses.phrases[who].head == Head::Who)?;
        let before = who.checked_sub(1)?;
        (clauses.phrases[before].last + 1 == clauses.phrases[who].first)
            .then(|| self.hung_from(before, clauses))
    }

    /// The subject before an apposition, a bracket or dashes that end at a piece.
    fn around(&self, close: usize, sentence: &Sentence, clauses: &Clauses) -> Option<usize> {
        let mut best: Option<usize> = None;
        for (index, phrase) in clauses.phrases.iter().enumerate().rev().take(FARTHEST) {
            if phrase.last + 1 >= close {
                continue;
            }
            let Some(opening) = self.at(phrase.last + 1) else { continue };
            let Some(first) = self.at(phrase.last + 2) else { continue };
            let fits = match opening.shape {
                Shape::Comma => self.opens_apposition(first),
                Shape::Open | Shape::Dash => true,
                _ => false,
            };
            if !fits || phrase.head == Head::Day {
                continue;
            }
            let Some(found) = self.chained(index, sentence, clauses) else { continue };
            let is_person = |index: usize| match clauses.phrases[index].head {
                Head::Name(name) => !self.names[name].is_organisation,
                Head::He | Head::She => true,
                _ => false,
            };
            match best {
                None => best = Some(found),
                Some(known) if !is_person(known) && is_person(found) => best = Some(found),
                _ => {}
            }
        }
        // "A fishwife, Nell Oakes, tells ...": whatever a fishwife is, it is Nell Oakes.
        let apposed = || {
            let found = clauses.phrases.partition_point(|phrase| phrase.last + 1 < close);
            let phrase = clauses.phrases.get(found).filter(|phrase| phrase.last + 1 == close)?;
            let after_comma = phrase
                .first
                .checked_sub(1)
                .is_some_and(|at| self.at(at).is_some_and(|token| token.shape == Shape::Comma));
            let is_person = match phrase.head {
                Head::Name(name) => !self.names[name].is_organisation && self.names[name].person.len() > 1,
                _ => false,
            };
            (after_comma && is_person && best.is_some()).then_some(found)
        };
        best.filter(|&best| clauses.phrases[best].head.can_speak()).or_else(apposed)
    }

    fn opens_apposition(&self, first: &Token) -> bool {
        first.is(Class::DETERMINER
            .with(Class::POSSESSIVE)
            .with(Class::RELATIVE)
            .with(Class::ANY_ROLE)
            .with(Class::ANY_TITLE)
            .with(Class::DEMONYM)
            .with(Class::HUMAN))
            || matches!(first.shape, Shape::Number)
            || first.is_capital() && !first.is(Class::SMALL)
            || first.text(self.text).ends_with("ing")
            || first.text(self.text).ends_with("ed")
            || first.is(Class::ADVERB.with(Class::PREPOSITION).with(Class::SUBORDINATE))
            || first.text(self.text) == "whose"
            || first.shape == Shape::Lower && !first.is(Class::SMALL.with(Class::CUE).with(Class::VERB))
    }
}
