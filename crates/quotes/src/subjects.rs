//! Whose verb it is: a subject stands before its verb, perhaps with an apposition, a bracket or "of ..." between; a verb
//! without one shares that of the verb before; in German it may stand behind.

use crate::{
    clauses::Clauses,
    flow::Sentence,
    grammar::Grammar,
    phrases::Head,
    token::{Shape, Token},
    words::{Class, Language},
};

/// How many phrases a verb looks back for its subject: sentences that need more are lists.
const FARTHEST: usize = 24;

impl Grammar<'_> {
    /// The subject of the verb at a piece: an index of the phrases before it.
    pub(crate) fn subject(&self, verb: usize, sentence: &Sentence, clauses: &Clauses) -> Option<usize> {
        let shared = || clauses.verbs.iter().rev().find_map(|verb| verb.subject);
        // "..., saying": he who said or did what the sentence tells.
        let main = || {
            let speaks =
                |subject: &usize| clauses.phrases.get(*subject).is_some_and(|phrase| phrase.head.can_speak());
            let says = clauses
                .verbs
                .iter()
                .rev()
                .filter(|verb| verb.class.is(Class::SAY) && !verb.is_passive)
                .find_map(|verb| verb.subject.filter(speaks));
            says.or_else(|| clauses.verbs.iter().find_map(|verb| verb.subject.filter(speaks))).or_else(shared)
        };
        let is_participle =
            self.at(verb).is_some_and(|token| token.is(Class::ING) || token.text(self.text).ends_with("ing"));
        let mut at = verb;
        loop {
            if at == sentence.pieces.start {
                return None;
            }
            at -= 1;
            let Some(token) = self.at(at) else { return if is_participle { main() } else { shared() } };
            let found = clauses.phrases.partition_point(|phrase| phrase.last < at);
            if clauses.phrases.get(found).is_some_and(|phrase| phrase.last == at) {
                return match clauses.phrases[found].head {
                    // "He issued a statement saying": he says it.
                    Head::Medium | Head::Common if is_participle => {
                        shared().or_else(|| self.chained(found, sentence, clauses))
                    }
                    Head::Day
                        if found > 0
                            && clauses.phrases[found - 1].last + 1 == clauses.phrases[found].first =>
                    {
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
                    return self.around(at, sentence, clauses).or_else(shared);
                }
                // "He thanked those who came but said": who said things before says this too.
                _ if token.is(Class::CONJUNCTION)
                    && self.at(verb).is_some_and(|verb| verb.is(Class::SAY)) =>
                {
                    return main();
                }
                _ => return shared(),
            }
        }
    }

    /// German: "In einem Brief nannte der Minister ...": the subject behind the verb, unless one ends just before.
    /// It is the phrase that is found next.
    pub(crate) fn subject_behind(
        &self,
        verb: usize,
        sentence: &Sentence,
        before: Option<usize>,
        clauses: &Clauses,
    ) -> Option<usize> {
        let is_near = before
            .and_then(|before| clauses.phrases.get(before))
            .is_some_and(|phrase| phrase.last + 1 == verb);
        if self.language != Language::German || is_near || verb + 1 >= sentence.pieces.end {
            return before;
        }
        let mut next = verb + 1;
        while next + 1 < sentence.pieces.end && self.at(next).is_some_and(|token| token.is(Class::ADVERB)) {
            next += 1;
        }
        match self.phrase(next, sentence) {
            Some(behind)
                if behind.head.can_speak()
                    && !self.at(next).is_some_and(|token| token.is(Class::OBLIQUE)) =>
            {
                Some(clauses.phrases.len())
            }
            _ => before,
        }
    }

    /// "The head of the company said": the phrase that others hang on.
    fn chained(&self, mut found: usize, sentence: &Sentence, clauses: &Clauses) -> Option<usize> {
        for _ in 0..6 {
            let phrase = &clauses.phrases[found];
            let is_object = self.language == Language::German
                && self.at(phrase.first).is_some_and(|token| token.is(Class::OBLIQUE));
            if phrase.first == sentence.pieces.start && !is_object {
                return Some(found);
            }
            let is_genitive = self.language == Language::German
                && found > 0
                && clauses.phrases[found - 1].last + 1 == phrase.first
                && self.at(phrase.first).is_some_and(|token| matches!(token.text(self.text), "der" | "des"));
            if is_genitive {
                found -= 1;
                continue;
            }
            if is_object {
                return None;
            }
            let hangs =
                self.at(phrase.first - 1).is_some_and(|token| token.is(Class::PREPOSITION.with(Class::TO)));
            if !hangs {
                return Some(found);
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
        best.filter(|&best| clauses.phrases[best].head.can_speak())
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
