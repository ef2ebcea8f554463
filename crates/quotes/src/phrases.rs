//! Noun phrases: who or what a piece of a sentence is about.

use crate::{
    flow::Sentence,
    grammar::{Grammar, NO_NAME},
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

impl Grammar<'_> {
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
        // "Said the mayor", "Calling it a day"
        let opens_with_verb = first == sentence.pieces.start
            && token.is(Class::CUE)
            && token.is(Class::PAST.with(Class::ING))
            && self.language == Language::English;
        if opens_with_verb {
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
        // A German noun without an article is a surname more often than not: "Strand sagte".
        let is_bare = self.language == Language::German
            && token.shape == Shape::Capital
            && token.class == Class::default()
            && after.is_none_or(|next| !next.is_capital());
        if is_bare {
            return one(Head::Human);
        }
        if token.shape == Shape::Capital || token.shape == Shape::Number {
            return self
                .common(first, sentence)
                .filter(|phrase| phrase.last > first || token.shape == Shape::Capital);
        }
        None
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

    fn is_cue_here(&self, piece: usize) -> bool {
        let Some(token) = self.at(piece) else { return false };
        token.shape == Shape::Lower && token.is(Class::PAST.with(Class::THIRD)) && token.is(Class::CUE)
    }
}
