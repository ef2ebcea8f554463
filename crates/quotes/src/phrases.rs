//! Noun phrases: who or what a piece of a sentence is about.

use crate::{
    flow::Sentence,
    grammar::Grammar,
    token::Shape,
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

    pub(crate) fn of_noun(class: Class) -> Head {
        match () {
            () if class.is(Class::HUMAN.with(Class::ANY_ROLE).with(Class::ANY_TITLE)) => Head::Human,
            () if class.is(Class::MEDIUM) => Head::Medium,
            () if class.is(Class::DAY) => Head::Day,
            () => Head::Common,
        }
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

/// No phrase is longer, in pieces.
const LONGEST: usize = 14;

impl Grammar<'_> {
    /// The noun phrase that begins at a piece.
    pub(crate) fn phrase(&self, first: usize, sentence: &Sentence) -> Option<Phrase> {
        let token = self.at(first)?;
        let one = |head| Some(Phrase { first, last: first, head });
        if let Some(name) = self.name_from(first) {
            return Some(self.name_phrase(first, name, sentence));
        }
        // "Said the mayor", "Calling it a day"
        let is_verb_at_head = first == sentence.pieces.start
            && token.is(Class::CUE)
            && token.is(Class::PAST.with(Class::ING))
            && self.language == Language::English;
        if is_verb_at_head || !token.is_word() && token.shape != Shape::Number {
            return None;
        }
        if token.is(Class::DAY) && token.is_capital() {
            return one(Head::Day);
        }
        if let Some(last) = self.stands_for_one(first) {
            return Some(Phrase { first, last, head: Head::Human });
        }
        if token.is(Class::OPENS) {
            let is_her = token.is(Class::SHE);
            return self.common(first, sentence).or_else(|| if is_her { one(Head::She) } else { None });
        }
        if token.is(Class::PERSONAL) && !token.is(Class::PREPOSITION) {
            return one(match () {
                () if token.is(Class::HE) => Head::He,
                () if token.is(Class::SHE) => Head::She,
                () => Head::Pronoun,
            });
        }
        if token.is(Class::RELATIVE) {
            let is_who = matches!(self.lower(first).as_str(), "who" | "whom");
            return one(if is_who || self.language == Language::German { Head::Who } else { Head::Common });
        }
        self.bare(first, sentence)
    }

    /// German: "sagt der eine", "so Letztere": the last piece of what stands for somebody without a noun.
    fn stands_for_one(&self, first: usize) -> Option<usize> {
        if self.language != Language::German {
            return None;
        }
        let is = |at: usize, words: &[&str]| words.contains(&self.lower(at).as_str());
        let one = ["eine", "andere", "letztere", "erstere", "letzterer", "ersterer"];
        let last = match () {
            () if is(first, &["der", "die"]) && is(first + 1, &one[..4]) => first + 1,
            () if is(first, &one[2..]) => first,
            () => return None,
        };
        let ends = |next: &crate::token::Token| !next.is_capital() && !next.is(Class::OPENS);
        self.at(last + 1).is_none_or(ends).then_some(last)
    }

    /// A phrase without an article: "officials", "spokeswoman Ann Lee", "62-year-old farmers".
    fn bare(&self, first: usize, sentence: &Sentence) -> Option<Phrase> {
        let token = self.at(first)?;
        if token.is(Class::SMALL) && !token.is(Class::ANY_ROLE) {
            return None;
        }
        let after = self.at(first + 1);
        let speaks = Class::HUMAN.with(Class::MEDIUM).with(Class::ANY_ROLE).with(Class::DEMONYM);
        let describes = after.is_some_and(|next| next.is(Class::HUMAN.with(Class::ANY_ROLE)))
            && !token.is(Class::CUE.with(Class::VERB))
            && (self.language == Language::English
                || token.is_capital()
                || self.is_adjective(token) && !token.text(self.text).ends_with("te"))
            && !self.is_verb_after_noun(first, sentence);
        // "press secretary Joe Lock said"
        let names_next = token.is(Class::BASE)
            && after.is_some_and(|next| next.is(Class::ANY_ROLE) && next.shape == Shape::Lower)
            && self.name_from(first + 2).is_some();
        let describes = describes || names_next;
        if token.is(speaks) && !self.is_cue_here(first) || describes {
            return self.common(first, sentence);
        }
        // A German noun without an article is a surname more often than not: "Strand sagte".
        let is_surname = self.language == Language::German
            && token.shape == Shape::Capital
            && token.class == Class::default()
            && after.is_none_or(|next| !next.is_capital())
            && self.may_be_surname(first, sentence);
        match token.shape {
            _ if is_surname => Some(Phrase { first, last: first, head: Head::Human }),
            Shape::Capital => self.common(first, sentence),
            Shape::Number => self.common(first, sentence).filter(|phrase| phrase.last > first),
            _ => None,
        }
    }

    /// German: whether an unknown word with a capital can be a surname: at the head of a sentence only before a verb of
    /// saying, and never with an ending of adverbs and abstract nouns.
    fn may_be_surname(&self, piece: usize, sentence: &Sentence) -> bool {
        const NO_NAMES: [&str; 17] = [
            "ung", "heit", "keit", "tion", "schaft", "ment", "ität", "nis", "lich", "weise", "end", "ungen",
            "ig", "ismus", "tum", "ionen", "nach",
        ];
        let Some(token) = self.at(piece) else { return false };
        let word = token.text(self.text);
        let is_head = piece == sentence.pieces.start
            || self.at(piece - 1).is_none_or(|before| matches!(before.shape, Shape::Colon));
        let verbs = if is_head { Class::SAY } else { Class::CUE.with(Class::AUXILIARY) };
        let before_verb = self.at(piece + 1).is_some_and(|next| next.is(verbs));
        let after_verb = piece > sentence.pieces.start
            && self.at(piece - 1).is_some_and(|before| before.is(Class::CUE.with(Class::AUXILIARY)));
        let is_beside_verb = before_verb || after_verb && !is_head;
        is_beside_verb && !NO_NAMES.iter().any(|end| word.ends_with(end))
    }

    /// "Smith rallied officials": a verb, where a name or noun ended before.
    fn is_verb_after_noun(&self, piece: usize, sentence: &Sentence) -> bool {
        let Some(token) = self.at(piece) else { return false };
        let text = token.text(self.text);
        token.shape == Shape::Lower
            && (text.ends_with("ed") || text.ends_with("ing"))
            && piece > sentence.pieces.start
            && self.at(piece - 1).is_some_and(|before| before.is_word() && !before.is(Class::SMALL))
    }

    /// A name, with what hangs on it: "Edith Lowry", "Lowry's lawyer", "Harbour Board officials".
    fn name_phrase(&self, first: usize, name: usize, sentence: &Sentence) -> Phrase {
        let named = &self.names[name];
        let last = first + named.run.len() - 1;
        let is_owner = self.is_owner(last + 1);
        // "Smith reports" is no report, "the ministry reports" may be one.
        let is_cue = !named.is_organisation && self.at(last + 1).is_some_and(|next| next.is(Class::CUE));
        if is_owner || self.is_noun_of_people(last + 1) && !is_cue {
            let least = if is_owner { last + 2 } else { last + 1 };
            if let Some(phrase) = self.common(first, sentence).filter(|phrase| phrase.last >= least) {
                return phrase;
            }
        }
        Phrase { first, last, head: Head::Name(name) }
    }

    /// A determiner, a name or an adjective and what follows up to the noun.
    fn common(&self, first: usize, sentence: &Sentence) -> Option<Phrase> {
        let (mut last, mut head, mut at) = (first, Head::Common, first);
        while at < sentence.pieces.end.min(first + LONGEST) {
            if let Some(name) = self.name_from(at) {
                if self.is_another_phrase(first, at, last, name) {
                    break;
                }
                let named = &self.names[name];
                let after_role = at > first && self.is_role(last);
                head = if named.person.is_empty() { Head::Human } else { Head::Name(name) };
                last = at + named.run.len() - 1;
                at = last + 1;
                let goes_on = self.is_owner(at) || self.is_noun_of_people(at) && !self.is_cue_here(at);
                if after_role && !goes_on {
                    break;
                }
                continue;
            }
            let Some(token) = self.at(at) else { break };
            if token.shape == Shape::Clitic && at > first {
                head = Head::Common;
            } else if self.is_over(first, at, head) {
                break;
            } else if !self.opens_here(first, at) {
                head = Head::of_noun(token.class);
                // "die KVB", "der HSW": a body.
                if head == Head::Common
                    && self.language == Language::German
                    && is_acronym(token.text(self.text))
                {
                    head = Head::Human;
                }
            }
            last = at;
            at += 1;
        }
        let only = self.at(first)?;
        (last > first || !only.is(Class::OPENS) || self.stands_alone(first)).then_some(Phrase {
            first,
            last,
            head,
        })
    }

    /// "the rally Lowry said": the name begins a phrase of its own; in "the spokeswoman Ann Lee" it is the head.
    fn is_another_phrase(&self, first: usize, at: usize, last: usize, name: usize) -> bool {
        // A German word in small letters is an adjective.
        let noun_before = at > first + 1
            && self.language == Language::English
            && self.at(last).is_some_and(|token| {
                token.shape == Shape::Lower && !token.is(Class::OPENS.with(Class::DEMONYM))
            });
        // "a regional Harbour Board official"
        let describes = self.is_noun_of_people(at + self.names[name].run.len());
        noun_before && !self.is_role(last) && !self.names[name].is_organisation && !describes
    }

    /// Whether a phrase ends before a word.
    fn is_over(&self, first: usize, at: usize, head: Head) -> bool {
        let Some(token) = self.at(at) else { return true };
        let is_word = token.is_word() || token.shape == Shape::Number;
        let after_opener = at > first && self.at(at - 1).is_some_and(|before| before.is(Class::OPENS));
        let is_small = token.is(Class::SMALL)
            && !self.opens_here(first, at)
            && !token.is(Class::DAY)
            && (!token.is(Class::ADVERB) || !after_opener);
        if !is_word || is_small {
            return true;
        }
        if at == first {
            return false;
        }
        // Nothing in small letters stands behind a German noun in the same phrase.
        let ends_on_noun = self.language == Language::German
            && token.shape == Shape::Lower
            && self.at(at - 1).is_some_and(|before| before.is_capital() && !before.is(Class::OPENS));
        if ends_on_noun {
            return true;
        }
        // "One official Monday said", "the company Monday said": but "the Monday meeting".
        let is_day = token.is(Class::DAY) && token.is_capital();
        let before_noun =
            self.at(at + 1).is_some_and(|next| matches!(next.shape, Shape::Lower | Shape::Clitic));
        is_day && (head == Head::Human || !before_noun)
            || self.is_adverb(at) && !self.is_after_opener(at)
            || self.is_finite_here(at, head)
    }

    /// An article or its like at the head of a phrase: "the", "all the".
    fn opens_here(&self, first: usize, at: usize) -> bool {
        // "..., die den Hafen": two phrases.
        if self.language == Language::German
            && at > first
            && !matches!(self.lower(first).as_str(), "alle" | "all")
        {
            return false;
        }
        let is_opener = |piece: usize| self.at(piece).is_some_and(|token| token.is(Class::OPENS));
        is_opener(at) && (at == first || is_opener(at - 1))
    }

    /// `'s`
    fn is_owner(&self, piece: usize) -> bool {
        self.at(piece)
            .is_some_and(|token| token.shape == Shape::Clitic && token.text(self.text).ends_with('s'))
    }

    fn is_role(&self, piece: usize) -> bool {
        self.at(piece).is_some_and(|token| token.is(Class::ANY_ROLE.with(Class::ANY_TITLE)))
    }

    fn is_noun_of_people(&self, piece: usize) -> bool {
        let people = Class::ANY_ROLE.with(Class::HUMAN).with(Class::MEDIUM);
        self.at(piece)
            .is_some_and(|token| token.shape == Shape::Lower && token.is(people) && !token.is(Class::SMALL))
    }

    /// "Some said", "Others added", "One called it".
    fn stands_alone(&self, piece: usize) -> bool {
        matches!(
            self.lower(piece).as_str(),
            "some"
                | "many"
                | "several"
                | "few"
                | "most"
                | "another"
                | "one"
                | "both"
                | "two"
                | "three"
                | "four"
                | "five"
                | "all"
        )
    }

    /// "Many said", "the mother of three said": what stands before the verb needs no noun.
    pub(crate) fn says_alone(&self, piece: usize) -> bool {
        let says = self.at(piece).is_some_and(|token| {
            token.is(Class::SAY) && token.is(Class::PAST.with(Class::BASE)) && !token.is(Class::NOUN_TOO)
        });
        self.language == Language::English && says && piece > 0 && self.stands_alone(piece - 1)
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
        if after_opener && self.says_alone(piece) {
            return true;
        }
        if after_opener {
            // "Das sagte sie": nothing in small letters that is a finite verb is a noun.
            return self.language == Language::German
                && token.is(Class::CUE)
                && token.is(Class::PAST.with(Class::THIRD))
                && (!self.at(piece + 1).is_some_and(|next| next.is_capital())
                    // "Das erklärte Ziel", but "Das erklärte Edith Lowry".
                    || self.name_from(piece + 1).is_some() && matches!(self.at(piece - 1).map(|that| that.text(self.text)), Some("Das" | "Dies")));
        }
        if token.is(Class::CUE) {
            let is_noun_too = token.is(Class::NOUN_TOO);
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

    fn is_cue_here(&self, piece: usize) -> bool {
        let Some(token) = self.at(piece) else { return false };
        token.shape == Shape::Lower && token.is(Class::PAST.with(Class::THIRD)) && token.is(Class::CUE)
    }
}

fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.len() < 7 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}
