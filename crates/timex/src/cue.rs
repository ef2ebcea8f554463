//! What one word says about time: "will", "was", "to close".

use crate::{
    classes::{Ahead, Class, Past},
    language::Language,
    tense::Tense,
    tokens::{Kind, Token},
};

/// A text, cut and looked up.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub language: &'a Language,
}

/// Of the class of articles: what cannot be a pronoun before a verb either.
const NO_PRONOUN: i64 = 2;

impl Words<'_> {
    /// The tense that the word `at` speaks of, if of any.
    pub(crate) fn tense(self, at: usize) -> Option<Tense> {
        let token = &self.tokens[at];
        if let Some(tense) = self.ahead(at).and_then(|ahead| self.tense_ahead(at, ahead)) {
            return Some(tense);
        }
        // "will be named": the participle is no past.
        if self.is_behind(at, Class::Passive) {
            return None;
        }
        // "a cut" is a noun; so is "das Verbot", which German writes with a capital.
        let is_noun = at > 0
            && (self.value(at - 1, Class::Article) == Some(NO_PRONOUN)
                || token.capital
                    && self.language.needs_capital(Class::Unit)
                    && self.tokens[at - 1].kind != Kind::Mark);
        if token.is(Class::Past, self.language) && !is_noun && !self.owns(at) {
            return Some(Tense::Past);
        }
        if token.is(Class::Infinitive, self.language) {
            return self.infinitive(at);
        }
        if token.kind != Kind::Word || token.capital || self.is_known(at) {
            return None;
        }
        if self.ends(at, &self.language.future_endings) {
            // A future tense is as strong as "will".
            return Some(Tense::Ahead);
        }
        self.ends(at, &self.language.past_endings).then_some(Tense::Past)
    }

    /// How the word speaks of what is to come. "May" is a month, or a person.
    pub(crate) fn ahead(self, at: usize) -> Option<Ahead> {
        let is_name = self.tokens[at].capital && self.tokens[at].is(Class::Month, self.language);
        self.value(at, Class::Future).filter(|_| !is_name).and_then(Ahead::of)
    }

    pub(crate) fn past(self, at: usize) -> Option<Past> {
        self.value(at, Class::Past).and_then(Past::of)
    }

    pub(crate) fn value(self, at: usize, class: Class) -> Option<i64> {
        self.tokens.get(at)?.value(class, self.language)
    }

    fn tense_ahead(self, at: usize, ahead: Ahead) -> Option<Tense> {
        let follows = |class: Class| self.value(at + 1, class).is_some();
        let has_to = follows(Class::Infinitive);
        match ahead {
            Ahead::Strong | Ahead::WithTo | Ahead::Foretells if self.was_planned(at) => Some(Tense::Unsure),
            Ahead::Strong => Some(Tense::Ahead),
            Ahead::WithTo | Ahead::Foretells if has_to || follows(Class::Toward) => Some(Tense::Ahead),
            Ahead::Foretells if follows(Class::Article) && !self.is_behind(at, Class::Past) => {
                Some(Tense::Future)
            }
            Ahead::Base if self.is_behind(at, Class::Infinitive) || self.is_behind(at, Class::Passive) => {
                None
            }
            Ahead::Base => Some(Tense::Ahead),
            Ahead::Plan if has_to => Some(Tense::Ahead),
            Ahead::Plan | Ahead::Weak => Some(Tense::Future),
            Ahead::WithTo | Ahead::Foretells | Ahead::Until | Ahead::PutsOff | Ahead::By | Ahead::From => {
                None
            }
        }
    }

    /// "has an examination": what somebody has is no past.
    fn owns(self, at: usize) -> bool {
        let follows = |next: &Token| {
            next.kind == Kind::Number
                || self.value(at + 1, Class::Number).is_some()
                || self.value(at + 1, Class::Article) == Some(NO_PRONOUN)
        };
        self.past(at) == Some(Past::Has) && self.tokens.get(at + 1).is_some_and(follows)
    }

    /// "had been due", "had planned": what came of it, the story tells or it is still to come.
    fn was_planned(self, at: usize) -> bool {
        (at.saturating_sub(2)..at).any(|at| self.past(at) == Some(Past::Had))
    }

    /// "to close" is a plan; "to Paris", "to the board", "to 9" are not.
    fn infinitive(self, at: usize) -> Option<Tense> {
        let next = self.tokens.get(at + 1)?;
        let is_verb = next.kind == Kind::Word
            && !next.capital
            && (!self.is_known(at + 1) || next.is(Class::Plain, self.language));
        let before = at.checked_sub(1);
        // "began to close" was.
        if !is_verb || before.is_some_and(|before| self.past(before) == Some(Past::Began)) {
            return None;
        }
        // "scheduled to close" is as strong as "will close".
        let planned = before.filter(|before| self.ahead(*before).is_some_and(|ahead| ahead != Ahead::Weak));
        Some(match planned {
            Some(before) if self.was_planned(before) => Tense::Unsure,
            Some(_) => Tense::Ahead,
            None => Tense::Future,
        })
    }

    fn is_behind(self, at: usize, class: Class) -> bool {
        at > 0 && self.tokens[at - 1].is(class, self.language)
    }

    /// Is the word of a class, so that its ending says nothing? "erste" is no verb; but "closed", of which some
    /// patterns make use, is one.
    fn is_known(self, at: usize) -> bool {
        let is_verb = |class: Class| {
            matches!(class, Class::Noun | Class::Future | Class::Passive | Class::Past | Class::Season)
        };
        self.tokens[at].entry.is_some_and(|entry| {
            let senses = self.language.senses(entry);
            senses.iter().any(|sense| sense.class.is_some_and(|class| !is_verb(class)))
        })
    }

    fn ends(self, at: usize, endings: &[String]) -> bool {
        let word = &self.text[self.tokens[at].start..self.tokens[at].end];
        endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending.as_str()))
    }
}
