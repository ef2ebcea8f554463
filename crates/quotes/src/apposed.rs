//! "The manager, Tomas Vell, said": the name that stands beside what somebody is.

use crate::{
    phrases::{Head, Phrase},
    roles::is_job,
    token::Shape,
    view::Rules,
    why::Bound,
    words::{Class, Language},
};

impl Rules<'_> {
    /// The same bond, to the name where one stands beside the phrase.
    pub(crate) fn named(&self, bound: Bound) -> Bound {
        Bound { phrase: self.name_beside(bound.phrase).unwrap_or(bound.phrase), ..bound }
    }

    pub(crate) fn name_beside(&self, phrase: Phrase) -> Option<Phrase> {
        if !matches!(phrase.head, Head::Human | Head::Common) {
            return None;
        }
        let mut comma = phrase.last + 1;
        // "the head of the company, ..."
        for _ in 0..2 {
            let link = self.at(comma);
            let is_genitive = self.grammar.language == Language::German
                && link.is_some_and(|link| matches!(link.text(self.grammar.text), "der" | "des"));
            let hung = match link {
                Some(_) if is_genitive => self.phrase_at(comma),
                Some(link) if link.is(Class::PREPOSITION) => self.phrase_at(comma + 1),
                _ => None,
            };
            if let Some(hung) = hung {
                comma = hung.last + 1;
            }
        }
        self.at(comma).filter(|token| token.shape == Shape::Comma)?;
        let beside = self.phrase_at(comma + 1)?;
        let Head::Name(name) = beside.head else { return None };
        let named = &self.grammar.names[name];
        let words = &self.grammar.tokens[named.person.clone()];
        let has_given = words.first()?.is(Class::GIVEN);
        // "the mayor of Saltmouth, Maine": a place.
        let tells_who = phrase.head == Head::Human
            || matches!(self.text_at(phrase.last), "one" | "One")
            || self
                .at(phrase.last)
                .is_some_and(|last| is_job(self.grammar.text, last, self.grammar.language));
        let is_person = !named.is_organisation && (has_given || words.len() > 1 && tells_who);
        let ends = self.at(beside.last + 1).is_none_or(|next| {
            !next.is_word() && next.shape != Shape::Clitic
                || next.is(Class::PREPOSITION.with(Class::RELATIVE))
        });
        (is_person && ends).then_some(beside)
    }
}
