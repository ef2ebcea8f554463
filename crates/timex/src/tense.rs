//! Whether the words around an expression speak of what was or of what is to come.
//!
//! The last word before the expression, in its sentence, that says so; if there is none, the first one
//! behind it.

use crate::{
    classes::Class,
    language::Language,
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
    Unknown,
}

impl Tense {
    pub(crate) fn is_future(self) -> bool {
        matches!(self, Tense::Future | Tense::Ahead)
    }
}

/// The tense at the tokens from `start` to `end`, and the token that says so.
pub(crate) fn around(
    text: &str,
    tokens: &[Token],
    start: usize,
    end: usize,
    language: &Language,
) -> (Tense, Option<usize>) {
    for at in (start.saturating_sub(REACH)..start).rev() {
        // The token behind `at` begins the next sentence.
        if ends_sentence(text, tokens, at) || tokens.get(at + 1).is_some_and(|next| next.new_paragraph) {
            break;
        }
        if let Some(tense) = of(text, tokens, at, language) {
            return (tense, Some(at));
        }
        // "dijo que el viernes habrá": the verb before is of another clause.
        if tokens[at].value(Class::Clause, language) == Some(2) {
            break;
        }
        // ", but in March": another clause.
        let next_clause = tokens[at].start + 1 == tokens[at].end && text.as_bytes()[tokens[at].start] == b',';
        if next_clause
            && tokens.get(at + 1).is_some_and(|next| at + 1 < start && next.is(Class::Clause, language))
        {
            break;
        }
    }
    for at in end..tokens.len().min(end + REACH / 2) {
        if tokens[at].new_paragraph || ends_sentence(text, tokens, at) {
            break;
        }
        // "On Saturday is the fair, the mayor said": the verb of another clause.
        if language.plans_in_present && text[tokens[at].start..].starts_with([',', '،']) {
            break;
        }
        if let Some(tense) = of(text, tokens, at, language) {
            return (tense, Some(at));
        }
    }
    (Tense::Unknown, None)
}

/// What one word says about time.
fn of(text: &str, tokens: &[Token], at: usize, language: &Language) -> Option<Tense> {
    let token = &tokens[at];
    let follows = |class: Class| tokens.get(at + 1).is_some_and(|next| next.is(class, language));
    let behind = |class: Class| at > 0 && tokens[at - 1].is(class, language);
    match token.value(Class::Future, language) {
        Some(2) => return Some(Tense::Ahead),
        Some(3) if follows(Class::Infinitive) || follows(Class::Toward) => return Some(Tense::Ahead),
        Some(1) => return Some(Tense::Future),
        _ => {}
    }
    // "will be named": the participle is no past.
    if behind(Class::Passive) {
        return None;
    }
    if token.is(Class::Past, language) {
        return Some(Tense::Past);
    }
    // "to close" is a plan; "to Paris", "to the board", "to 9" are not.
    if token.is(Class::Infinitive, language) {
        let next = tokens.get(at + 1)?;
        let verb = next.kind == Kind::Word && !next.capital && !next.is(Class::Article, language);
        // "scheduled to close" is as strong as "will close".
        let planned =
            at > 0 && tokens[at - 1].value(Class::Future, language).is_some_and(|strength| strength > 1);
        return verb.then_some(if planned { Tense::Ahead } else { Tense::Future });
    }
    // A word of the table is known for something else: "erste" is no verb.
    if token.kind != Kind::Word || token.capital || token.entry.is_some() {
        return None;
    }
    let word = &text[token.start..token.end];
    let ends = |endings: &[String]| {
        endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending.as_str()))
    };
    if ends(&language.future_endings) {
        // A future tense is as strong as "will".
        return Some(Tense::Ahead);
    }
    ends(&language.past_endings).then_some(Tense::Past)
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
            let short = at > 0 && tokens[at - 1].capital && tokens[at - 1].end - tokens[at - 1].start <= 4;
            // A script without capitals has no small letters either.
            let small = |next: &Token| text[next.start..].starts_with(char::is_lowercase);
            !short && tokens.get(at + 1).is_none_or(|next| next.kind != Kind::Word || !small(next))
        }
        _ => text[token.start..].starts_with(['؟', '。']),
    }
}
