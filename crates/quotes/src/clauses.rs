//! Who does what in a sentence: noun phrases, verbs, and each verb's subject.
//!
//! No grammar of the language, only what newspapers' sentences need: a subject stands before its verb, perhaps
//! with an apposition, a bracket or "of ..." between; a verb without one shares that of the verb before; a
//! participle at the head of a sentence takes the subject that follows.

use crate::{
    flow::{Flow, Piece, Sentence},
    names::Name,
    token::{Shape, Token},
    words::{Class, Language},
};

/// A noun phrase, in pieces of the flow, both ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) head: Head,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    Name(usize),
    He,
    She,
    /// They, we, I, it.
    Pronoun,
    Who,
    /// A noun for people: "the official".
    Human,
    /// What speaks for people: "the statement".
    Medium,
    Common,
    Day,
}

impl Head {
    pub(crate) fn can_speak(self) -> bool {
        !matches!(self, Head::Common | Head::Day)
    }

    pub(crate) fn is_pronoun(self) -> bool {
        matches!(self, Head::He | Head::She | Head::Pronoun)
    }

    /// Whether a pronoun can stand for a phrase.
    pub(crate) fn may_be(self, other: Head) -> bool {
        match self {
            Head::He | Head::She => matches!(other, Head::Name(_) | Head::Human) || other == self,
            Head::Pronoun => !matches!(other, Head::He | Head::She | Head::Day),
            _ => false,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Verb {
    pub(crate) piece: usize,
    pub(crate) class: Class,
    /// "was called": the subject is spoken of and does not speak.
    pub(crate) is_passive: bool,
    /// An index of `Clauses::phrases`.
    pub(crate) subject: Option<usize>,
}

/// What was found in one sentence.
#[derive(Default)]
pub(crate) struct Clauses {
    pub(crate) phrases: Vec<Phrase>,
    pub(crate) verbs: Vec<Verb>,
}

pub(crate) struct Grammar<'a> {
    pub(crate) language: Language,
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) flow: &'a Flow,
    pub(crate) names: &'a [Name],
    /// By token: the name that begins there.
    pub(crate) name_at: &'a [u32],
}

pub(crate) const NO_NAME: u32 = u32::MAX;

/// How many phrases a verb looks back for its subject: sentences that need more are lists.
const FARTHEST: usize = 24;

impl Grammar<'_> {
    pub(crate) fn clauses(&self, sentence: &Sentence) -> Clauses {
        let mut clauses = Clauses::default();
        let mut at = sentence.pieces.start;
        while at < sentence.pieces.end {
            let Some(token) = self.at(at) else {
                at += 1;
                continue;
            };
            if let Some(phrase) = self.phrase(at, sentence) {
                at = phrase.last + 1;
                clauses.phrases.push(phrase);
            } else {
                if self.is_verb(at, sentence, &clauses) {
                    let is_passive = self.is_passive(at, sentence);
                    let before = self.subject(at, sentence, &clauses);
                    let subject = self.subject_behind(at, sentence, before, &clauses);
                    clauses.verbs.push(Verb { piece: at, class: token.class, is_passive, subject });
                }
                at += 1;
            }
        }
        // "Calling it a mistake, Smith said": the subject comes after.
        let mut later = None;
        for verb in clauses.verbs.iter_mut().rev() {
            match verb.subject {
                Some(subject)
                    if clauses.phrases.get(subject).is_some_and(|phrase| phrase.last < verb.piece) =>
                {
                    later = Some(subject)
                }
                None => verb.subject = later,
                _ => {}
            }
        }
        clauses
    }

    pub(crate) fn at(&self, piece: usize) -> Option<&Token> {
        self.flow.token(self.tokens, piece)
    }

    /// The name that ends at a piece.
    pub(crate) fn name_ending(&self, piece: usize) -> Option<Phrase> {
        let at = self.token_index(piece)?;
        let name = self.names.partition_point(|name| name.run.end <= at);
        let run = &self.names.get(name)?.run;
        (run.end == at + 1 && piece + 1 >= run.len()).then(|| Phrase {
            first: piece + 1 - run.len(),
            last: piece,
            head: Head::Name(name),
        })
    }

    fn token_index(&self, piece: usize) -> Option<usize> {
        match self.flow.pieces.get(piece)? {
            Piece::Token(at) => Some(*at),
            Piece::Quote(_) => None,
        }
    }

    /// The noun phrase that begins at a piece.
    pub(crate) fn phrase(&self, first: usize, sentence: &Sentence) -> Option<Phrase> {
        let token = self.at(first)?;
        let index = self.token_index(first)?;
        let one = |head| Some(Phrase { first, last: first, head });
        if self.name_at[index] != NO_NAME {
            return self.name_phrase(first, self.name_at[index] as usize, sentence);
        }
        if !token.is_word() && token.shape != Shape::Number {
            return None;
        }
        if token.is(Class::DAY) && token.is_capital() {
            return one(Head::Day);
        }
        let after = self.at(first + 1);
        if token.is(Class::POSSESSIVE) || token.is(Class::DETERMINER) {
            let is_her = token.is(Class::SHE);
            if let Some(phrase) = self.common(first, sentence) {
                return Some(phrase);
            }
            if is_her {
                return one(Head::She);
            }
            return None;
        }
        if token.is(Class::PERSONAL) && !token.is(Class::PREPOSITION) {
            return one(match () {
                () if token.is(Class::HE) => Head::He,
                () if token.is(Class::SHE) => Head::She,
                () => Head::Pronoun,
            });
        }
        if token.is(Class::RELATIVE) {
            let is_who = token.text(self.text).starts_with(['w', 'W'])
                && !token.text(self.text).eq_ignore_ascii_case("which");
            return one(if is_who { Head::Who } else { Head::Common });
        }
        let small = Class::SMALL.with(Class::STARTER);
        let plural = token.is(Class::HUMAN)
            || token.is(Class::MEDIUM)
            || token.is(Class::ANY_ROLE)
            || token.is(Class::DEMONYM);
        if token.is(small) && !token.is(Class::ANY_ROLE) {
            return None;
        }
        // "Smith rallied officials": a verb, where a name or noun ended before.
        let text = token.text(self.text);
        let is_verb = token.shape == Shape::Lower
            && (text.ends_with("ed") || text.ends_with("ing"))
            && first > sentence.pieces.start
            && self.at(first - 1).is_some_and(|before| before.is_word() && !before.is(Class::SMALL));
        // "officials", "senior officials", "spokeswoman Ann Lee", "62-year-old farmer".
        if plural && !self.is_cue_here(first)
            || after.is_some_and(|next| next.is(Class::HUMAN.with(Class::ANY_ROLE)))
                && !token.is(Class::CUE.with(Class::VERB))
                && !is_verb
        {
            return self.common(first, sentence);
        }
        if token.shape == Shape::Capital || token.shape == Shape::Number {
            return self
                .common(first, sentence)
                .filter(|phrase| phrase.last > first || token.shape == Shape::Capital);
        }
        None
    }

    fn is_cue_here(&self, piece: usize) -> bool {
        let Some(token) = self.at(piece) else { return false };
        token.shape == Shape::Lower && token.is(Class::PAST.with(Class::THIRD)) && token.is(Class::CUE)
    }

    /// A name, with what hangs on it: "Sarah Sanders", "Harbour's lawyer", "Trump campaign officials".
    fn name_phrase(&self, first: usize, name: usize, sentence: &Sentence) -> Option<Phrase> {
        let named = &self.names[name];
        let last = first + named.run.len() - 1;
        let next = self.at(last + 1);
        let goes_on = next.is_some_and(|next| {
            next.shape == Shape::Clitic
                && next.text(self.text).len() > 1
                && next.text(self.text).ends_with('s')
                || next.shape == Shape::Lower
                    && next.is(Class::ANY_ROLE.with(Class::HUMAN).with(Class::MEDIUM))
                    && !next.is(Class::SMALL)
                    && !(next.is(Class::CUE) && !named.is_organisation)
        });
        if goes_on && last + 1 < sentence.pieces.end {
            let possessed = self.common(first, sentence);
            if let Some(phrase) = possessed
                && phrase.last > last + 1
            {
                return Some(phrase);
            }
            if let Some(phrase) = possessed
                && phrase.last > last
                && next.is_some_and(|next| next.shape != Shape::Clitic)
            {
                return Some(phrase);
            }
        }
        Some(Phrase { first, last, head: Head::Name(name) })
    }

    /// A determiner, a name or an adjective and what follows up to the noun.
    fn common(&self, first: usize, sentence: &Sentence) -> Option<Phrase> {
        let mut last = first;
        let mut head = Head::Common;
        let mut at = first;
        while at < sentence.pieces.end && at < first + 14 {
            let Some(token) = self.at(at) else { break };
            let Some(index) = self.token_index(at) else { break };
            let name = self.name_at[index];
            if name != NO_NAME {
                let named = &self.names[name as usize];
                let end = at + named.run.len() - 1;
                let last_token = self.at(last);
                let after_role = at > first
                    && last_token.is_some_and(|token| token.is(Class::ANY_ROLE.with(Class::ANY_TITLE)));
                // "the spokeswoman Ann Lee": the name is the head; "the rally Trump said": two phrases.
                let noun_before = at > first + 1
                    && last_token.is_some_and(|token| {
                        token.shape == Shape::Lower && !token.is(Class::OPENS.with(Class::DEMONYM))
                    });
                if noun_before && !after_role && !named.is_organisation {
                    break;
                }
                head = if named.person.is_empty() { Head::Human } else { Head::Name(name as usize) };
                last = end;
                at = end + 1;
                let next = self.at(at);
                let is_over = next.is_none_or(|next| {
                    !(next.shape == Shape::Clitic && next.text(self.text).ends_with('s')
                        || next.shape == Shape::Lower
                            && next.is(Class::ANY_ROLE.with(Class::HUMAN).with(Class::MEDIUM))
                            && !next.is(Class::SMALL)
                            && !self.is_cue_here(at))
                });
                if is_over && after_role {
                    break;
                }
                continue;
            }
            let word = token.is_word() || token.shape == Shape::Number;
            let is_clitic = token.shape == Shape::Clitic;
            if is_clitic {
                // he's, the workers'
                if at == first {
                    break;
                }
                last = at;
                at += 1;
                head = Head::Common;
                continue;
            }
            let opens = token.is(Class::OPENS)
                && (at == first
                    || at == first + 1
                    || self.at(at - 1).is_some_and(|before| before.is(Class::OPENS)));
            let small = token.is(Class::SMALL)
                && !opens
                && !token.is(Class::DAY)
                && !(token.is(Class::ADVERB)
                    && at > first
                    && at == last + 1
                    && self.at(at - 1).is_some_and(|b| b.is(Class::OPENS)));
            if !word
                || small
                || at > first && self.is_adverb(at) && !self.is_after_opener(at)
                || at > first && self.is_finite_here(at, head)
            {
                break;
            }
            if token.is(Class::DAY) && token.is_capital() && at > first && head == Head::Human {
                break;
            }
            if token.is(Class::DAY)
                && token.is_capital()
                && at > first
                && self
                    .at(at + 1)
                    .is_none_or(|next| next.shape != Shape::Lower && next.shape != Shape::Clitic)
            {
                break;
            }
            if !opens {
                head = match () {
                    () if token.is(Class::HUMAN)
                        || token.is(Class::ANY_ROLE)
                        || token.is(Class::ANY_TITLE) =>
                    {
                        Head::Human
                    }
                    () if token.is(Class::MEDIUM) => Head::Medium,
                    () if token.is(Class::DAY) => Head::Day,
                    () => Head::Common,
                };
            }
            last = at;
            at += 1;
        }
        let only = self.at(first)?;
        (last > first
            || !only.is(Class::OPENS)
            || only.is(Class::DETERMINER) && !only.is(Class::SUBORDINATE) && self.stands_alone(first))
        .then_some(Phrase { first, last, head })
    }

    /// "Some said", "Others added", "One called it".
    fn stands_alone(&self, piece: usize) -> bool {
        let Some(token) = self.at(piece) else { return false };
        matches!(
            token.text(self.text).to_ascii_lowercase().as_str(),
            "some" | "many" | "several" | "few" | "most" | "another" | "one" | "both" | "two" | "all"
        )
    }

    /// Whether a word after a noun is a verb in a finite form.
    fn is_finite_here(&self, piece: usize, head: Head) -> bool {
        let Some(token) = self.at(piece) else { return false };
        if token.shape != Shape::Lower {
            return false;
        }
        if token.is(Class::AUXILIARY) {
            return true;
        }
        let before = self.at(piece - 1);
        let after_opener =
            before.is_some_and(|before| before.is(Class::OPENS) || before.shape == Shape::Clitic);
        if after_opener {
            return false;
        }
        if token.is(Class::CUE) {
            let is_noun_too =
                token.is(Class::MEDIUM.with(Class::ANY_ROLE).with(Class::HUMAN).with(Class::WORK));
            if token.is(Class::PAST.with(Class::ING)) && !is_noun_too {
                return true;
            }
            let plural = before.is_some_and(|before| before.text(self.text).ends_with('s'));
            return match () {
                () if token.is(Class::THIRD) && head == Head::Common && !token.is(Class::SAY) => {
                    !plural && !is_noun_too && self.takes_object(piece)
                }
                () if token.is(Class::THIRD) => head != Head::Common || !plural && !is_noun_too,
                () if token.is(Class::BASE) => plural && head == Head::Human,
                () => false,
            };
        }
        token.is(Class::VERB)
            || token.text(self.text).ends_with("ed")
                && token.end - token.start > 4
                && !token.is(Class::ANY_ROLE.with(Class::HUMAN))
    }

    /// Whether what follows a word could be its object: "plans a rally", not "plans for".
    fn takes_object(&self, piece: usize) -> bool {
        self.at(piece + 1).is_none_or(|next| {
            next.is(Class::OPENS.with(Class::PERSONAL).with(Class::SUBORDINATE).with(Class::TO))
                || next.is_capital()
        })
    }

    fn is_verb(&self, piece: usize, sentence: &Sentence, clauses: &Clauses) -> bool {
        let Some(token) = self.at(piece) else { return false };
        if piece == sentence.pieces.start && token.is_capital() {
            return token.is(Class::ING.with(Class::PARTICIPLE)) && token.is(Class::CUE);
        }
        if token.shape != Shape::Lower {
            return false;
        }
        let before = (piece > sentence.pieces.start).then(|| self.at(piece - 1)).flatten();
        let after_opener = before.is_some_and(|before| {
            before.is(Class::OPENS) && !before.is(Class::SHE)
                || before.shape == Shape::Clitic
                    && !before.text(self.text).ends_with('s')
                    && before.text(self.text).len() == 1
        });
        if after_opener {
            return false;
        }
        if token.is(Class::AUXILIARY.with(Class::VERB)) {
            return true;
        }
        let ends_phrase = clauses.phrases.last().filter(|phrase| phrase.last + 1 == piece);
        if token.is(Class::CUE) && !token.is(Class::PAST.with(Class::ING)) {
            // "the direct attacks", "their emails": nouns.
            let is_noun_too =
                token.is(Class::MEDIUM.with(Class::ANY_ROLE).with(Class::HUMAN).with(Class::WORK));
            if is_noun_too
                && ends_phrase.is_none_or(|phrase| !phrase.head.can_speak())
                && before.is_none_or(|before| !before.is(Class::TO.with(Class::ADVERB).with(Class::MODAL)))
            {
                return false;
            }
            if ends_phrase.is_none()
                && before.is_some_and(|before| {
                    before.is_word()
                        && !before.is(Class::SMALL.with(Class::CUE).with(Class::VERB))
                        && before.shape == Shape::Lower
                })
                && !self.is_adverb(piece - 1)
            {
                return false;
            }
        }
        if token.is(Class::CUE) {
            let preposition = before.is_some_and(|before| {
                before.is(Class::PREPOSITION) && !before.is(Class::TO) && !before.is(Class::ADVERB)
            });
            return !(preposition && !token.is(Class::ING));
        }
        let text = token.text(self.text);
        let of_noun = piece > 1 && self.is_adverb(piece - 1) && self.is_after_opener(piece - 1);
        !of_noun
            && (text.ends_with("ed")
                || text.ends_with("ing") && before.is_some_and(|b| b.shape == Shape::Comma))
            && text.len() > 4
            && !token.is(Class::ANY_ROLE.with(Class::HUMAN).with(Class::SMALL))
            && !clauses.phrases.is_empty()
    }

    /// After "the", "his" or "Smith's": what comes is the noun's.
    fn is_after_opener(&self, piece: usize) -> bool {
        piece.checked_sub(1).and_then(|before| self.at(before)).is_some_and(|before| {
            before.is(Class::OPENS) || before.shape == Shape::Clitic && before.text(self.text).ends_with('s')
        })
    }

    fn is_adverb(&self, piece: usize) -> bool {
        let known = Class::ANY_ROLE.with(Class::HUMAN).with(Class::MEDIUM).with(Class::CUE).with(Class::WORK);
        self.at(piece).is_some_and(|token| {
            let text = token.text(self.text);
            let is_noun = matches!(
                text,
                "family"
                    | "rally"
                    | "assembly"
                    | "ally"
                    | "daily"
                    | "weekly"
                    | "elderly"
                    | "early"
                    | "monopoly"
            );
            text.ends_with("ly")
                && token.shape == Shape::Lower
                && text.len() > 4
                && !is_noun
                && !token.is(known)
        })
    }

    fn is_passive(&self, piece: usize, sentence: &Sentence) -> bool {
        let Some(token) = self.at(piece) else { return false };
        if !token.is(Class::PARTICIPLE) && !token.text(self.text).ends_with("ed") {
            return false;
        }
        let mut at = piece;
        while at > sentence.pieces.start && at + 4 > piece {
            at -= 1;
            let Some(before) = self.at(at) else { return false };
            if before.is(Class::BE) {
                return true;
            }
            if !before.is(Class::ADVERB) && !self.is_adverb(at) {
                return false;
            }
        }
        false
    }

    /// The subject of the verb at a piece: an index of the phrases before it.
    fn subject(&self, verb: usize, sentence: &Sentence, clauses: &Clauses) -> Option<usize> {
        let shared = || clauses.verbs.iter().rev().find_map(|verb| verb.subject);
        // "..., saying": he who said or did what the sentence tells.
        let main = || {
            let speaks = |subject: &usize| clauses.phrases[*subject].head.can_speak();
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
            let ended = clauses.phrases.partition_point(|phrase| phrase.last < at);
            if let Some(found) = clauses.phrases.get(ended).filter(|phrase| phrase.last == at).map(|_| ended)
            {
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
    fn subject_behind(
        &self,
        verb: usize,
        sentence: &Sentence,
        before: Option<usize>,
        clauses: &Clauses,
    ) -> Option<usize> {
        let is_near = before.is_some_and(|before| clauses.phrases[before].last + 1 == verb);
        if self.language != Language::German || is_near {
            return before;
        }
        match self.phrase(verb + 1, sentence) {
            Some(behind) if behind.head.can_speak() => Some(clauses.phrases.len()),
            _ => before,
        }
    }

    /// "The head of the company said": the phrase that others hang on.
    fn chained(&self, mut found: usize, sentence: &Sentence, clauses: &Clauses) -> Option<usize> {
        for _ in 0..6 {
            let phrase = &clauses.phrases[found];
            if phrase.first == sentence.pieces.start {
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
            || first.is(Class::ADVERB.with(Class::PREPOSITION))
            || matches!(first.text(self.text), "whose" | "speaking")
            || first.shape == Shape::Lower && !first.is(Class::SMALL.with(Class::CUE).with(Class::VERB))
    }
}
