//! Whether the words around an expression speak of what was or of what is to come.
//!
//! The last word before the expression, in its sentence, that says so; if there is none, the first one
//! behind it. What a word says is in `cue.rs`.

use crate::{
    classes::{Ahead, Class, Past},
    cue::Words,
    tokens::{Kind, Token},
};

/// Words that are looked at on either side. A sentence is rarely longer, and the limit keeps the search
/// linear on text without full stops.
const REACH: usize = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    /// "would", "hopes to".
    Future,
    /// "will", "is scheduled": strong enough to move a weekday as well.
    Ahead,
    /// "was closed until", "had been due": told in the past, of a day that may be over or still to come.
    Unsure,
    Unknown,
}

impl Tense {
    pub(crate) fn is_future(self) -> bool {
        matches!(self, Tense::Future | Tense::Ahead)
    }
}

/// The tense at the tokens from `start` to `end`, and the token that says so.
pub(crate) fn around(words: Words<'_>, start: usize, end: usize) -> (Tense, Option<usize>) {
    Search { words, start, end, until: None, infinitive: None }.run()
}

struct Search<'a> {
    words: Words<'a>,
    start: usize,
    end: usize,
    /// "until", which takes its side from the verb.
    until: Option<usize>,
    /// "to win", which takes its strength from the verb: "will try to win".
    infinitive: Option<usize>,
}

impl Search<'_> {
    fn run(mut self) -> (Tense, Option<usize>) {
        if let Some(found) = self.before() {
            return found;
        }
        if let Some(infinitive) = self.infinitive {
            return match self.until {
                Some(until) => (Tense::Ahead, Some(until)),
                None => (self.weak(), Some(infinitive)),
            };
        }
        if let Some((tense, at)) = self.behind() {
            return match self.until {
                // "Until Monday they had": over by now.
                Some(until) if tense != Tense::Past => (Tense::Ahead, Some(until)),
                _ => (tense, Some(at)),
            };
        }
        match self.until {
            Some(until) => (Tense::Ahead, Some(until)),
            None if self.stands_behind(Ahead::By) => (Tense::Ahead, Some(self.start - 1)),
            None => (Tense::Unknown, None),
        }
    }

    fn before(&mut self) -> Option<(Tense, Option<usize>)> {
        let Words { text, tokens, language } = self.words;
        for at in (self.start.saturating_sub(REACH)..self.start).rev() {
            // The token behind `at` begins the next sentence.
            if ends_sentence(text, tokens, at) || tokens.get(at + 1).is_some_and(|next| next.new_paragraph) {
                return None;
            }
            let is_until = self.until.is_none() && self.words.ahead(at) == Some(Ahead::Until);
            if is_until {
                self.until = Some(at);
            } else if self.is_put_off(at) {
                return Some((Tense::Ahead, Some(at)));
            } else if let Some(tense) = self.words.tense(at) {
                let is_infinitive = tense == Tense::Future && tokens[at].is(Class::Infinitive, language);
                if !is_infinitive || self.infinitive.is_some() {
                    return Some(self.verb(tense, at));
                }
                self.infinitive = Some(at);
            }
            let clause = |at: usize| self.words.value(at, Class::Clause);
            // "dijo que el viernes habrá": the verb before is of another clause; so it is of ", but in March".
            let is_comma = text[tokens[at].start..tokens[at].end] == *",";
            if clause(at) == Some(2) || is_comma && at + 1 < self.start && clause(at + 1).is_some() {
                return None;
            }
        }
        None
    }

    /// What the verb says with what stands between it and the expression.
    fn verb(&self, tense: Tense, at: usize) -> (Tense, Option<usize>) {
        match (tense, self.until, self.infinitive) {
            (Tense::Unsure, _, _) => (Tense::Unsure, Some(at)),
            // "will look for ways around Monday's ruling": the ruling has its own time.
            (Tense::Ahead, _, Some(_)) if !self.is_possessive() => (Tense::Ahead, Some(at)),
            (_, None, Some(infinitive)) => (self.weak(), Some(infinitive)),
            (Tense::Future, None, None) => (self.weak(), Some(at)),
            // "ordered it closed from Monday": told in the past, and mostly still to come.
            (Tense::Past, None, None) if self.stands_behind(Ahead::From) && !self.is_possessive() => {
                (Tense::Unsure, Some(at))
            }
            (Tense::Past, Some(until), _) if !self.is_deadline(at) => (Tense::Unsure, Some(until)),
            (_, Some(until), _) => (Tense::Ahead, Some(until)),
            (_, None, None) => (tense, Some(at)),
        }
    }

    fn behind(&self) -> Option<(Tense, usize)> {
        let Words { text, tokens, language } = self.words;
        for at in self.end..tokens.len().min(self.end + REACH / 2) {
            if tokens[at].new_paragraph || ends_sentence(text, tokens, at) {
                return None;
            }
            // "On Saturday is the fair, the mayor said": the verb of another clause.
            if language.plans_in_present && text[tokens[at].start..].starts_with([',', '،']) {
                return None;
            }
            if let Some(tense) = self.words.tense(at) {
                return Some((tense, at));
            }
        }
        None
    }

    /// "hopes to leave by Monday" is as good as "will".
    fn weak(&self) -> Tense {
        if self.stands_behind(Ahead::By) { Tense::Ahead } else { Tense::Future }
    }

    /// Does the expression stand behind a "by", a "from"?
    fn stands_behind(&self, what: Ahead) -> bool {
        self.start > 0 && self.words.ahead(self.start - 1) == Some(what)
    }

    fn is_possessive(&self) -> bool {
        let next = self.words.tokens.get(self.end);
        next.is_some_and(|next| next.glued && self.words.text[next.start..].starts_with(['\'', '’']))
    }

    /// "postponed to June", "adjourned until Monday": the verb is past, the day is to come.
    fn is_put_off(&self, verb: usize) -> bool {
        let reach = self.until.map_or(self.start, |until| until + 1) - 1;
        let reaches = || {
            let is = |class: Class| self.words.value(reach, class).is_some();
            is(Class::Infinitive) || is(Class::Toward) || self.words.ahead(reach) == Some(Ahead::Until)
        };
        self.words.ahead(verb) == Some(Ahead::PutsOff) && reach > verb && reaches()
    }

    /// "has been closed until", "had until Monday to answer": not over yet.
    fn is_deadline(&self, verb: usize) -> bool {
        self.words.value(self.end, Class::Infinitive).is_some()
            || (verb.saturating_sub(2)..=verb)
                .any(|at| matches!(self.words.past(at), Some(Past::Perfect | Past::Has)))
    }
}

/// A full stop with a capital letter behind it, not of a short name like "J.".
pub(crate) fn ends_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if token.kind != Kind::Mark {
        return false;
    }
    match text.as_bytes()[token.start] {
        b'!' | b'?' | b';' => true,
        b'.' => {
            // "in June." ends one: a word that the table knows is no short name.
            let short = |word: &Token| word.capital && word.entry.is_none() && word.end - word.start <= 4;
            let short = at > 0 && short(&tokens[at - 1]);
            // A script without capitals has no small letters either.
            let small = |next: &Token| text[next.start..].starts_with(char::is_lowercase);
            !short && tokens.get(at + 1).is_none_or(|next| next.kind != Kind::Word || !small(next))
        }
        _ => text[token.start..].starts_with(['؟', '。']),
    }
}
