//! Whose verb it is: a subject stands before its verb, perhaps with an apposition, a bracket or "of ..." between; a verb
//! without one shares that of the verb before; in German it may stand behind.

use crate::{
    clauses::Clauses,
    flow::{Piece, Sentence},
    grammar::Grammar,
    phrases::Head,
    token::{Shape, Token},
    words::{Class, Language},
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
        // "Der Minister hatte die Geduld der Anwohner erwähnt": whose the auxiliary is.
        if self.language == Language::German
            && self.at(verb).is_some_and(|token| token.is(Class::PARTICIPLE))
            && let Some(auxiliary) = clauses.verbs.last().filter(|verb| verb.class.is(Class::AUXILIARY))
            && auxiliary.subject.is_some()
            && !(auxiliary.piece..verb)
                .any(|at| self.at(at).is_none_or(|between| between.shape == Shape::Comma))
        {
            return auxiliary.subject;
        }
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
                _ if token.is(Class::CONJUNCTION) && (verb_says || self.goes_on_to(verb)) => {
                    return main();
                }
                _ => return shared(),
            }
        }
    }

    /// Where the main clause begins: after the comma that ends "While the fleet began to whistle, ...".
    fn opening_clause(&self, sentence: &Sentence, verb: usize) -> usize {
        let start = sentence.pieces.start;
        let opens = self.language == Language::English
            && self.at(start).is_some_and(|first| first.is(Class::SUBORDINATE) && !first.is(Class::ADVERB));
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

    /// German: "In einem Brief nannte der Minister ...": the subject behind the verb, unless one ends just before.
    /// It is the phrase that is found next.
    pub(crate) fn subject_behind(
        &self,
        verb: usize,
        sentence: &Sentence,
        before: Option<usize>,
        clauses: &Clauses,
    ) -> Option<usize> {
        // "Den Fahrplan des Kapitäns lobte der Minister": what cannot speak does not.
        let is_near = before.and_then(|before| clauses.phrases.get(before)).is_some_and(|phrase| {
            // "Der Komponist, mit dem sie arbeitete, nannte sie ..."
            let is_around = verb > sentence.pieces.start
                && self.at(verb - 1).is_some_and(|token| token.shape == Shape::Comma)
                && self.around(verb - 1, sentence, clauses) == before;
            (phrase.last + 1 == verb || is_around) && phrase.head.can_speak()
        }) && !self.at(verb + 1).is_some_and(|next| next.is(Class::HE));
        // "... und nannte ihn einen Lappen": who did the one did the other.
        let is_joined = before.is_some()
            && verb > sentence.pieces.start
            && self.at(verb - 1).is_some_and(|token| token.is(Class::CONJUNCTION));
        if self.language != Language::German || is_near || is_joined || verb + 1 >= sentence.pieces.end {
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
            let hangs = self.at(phrase.first - 1).is_some_and(|token| {
                token.is(Class::PREPOSITION.with(Class::TO))
                    || self.language == Language::German && matches!(token.text(self.text), "als" | "wie")
            });
            if !hangs {
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
        (clauses.phrases[before].last + 1 == clauses.phrases[who].first).then_some(before)
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
