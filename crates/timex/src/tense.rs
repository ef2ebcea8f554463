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
pub(crate) fn around(
    text: &str,
    tokens: &[Token],
    start: usize,
    end: usize,
    language: &Language,
) -> (Tense, Option<usize>) {
    // "until", which takes its side from the verb; "to win", which takes its strength from it ("will try to win").
    let (mut until, mut infinitive) = (None, None);
    // "will look for ways around Monday's ruling": the ruling has its own time.
    let is_possessive =
        tokens.get(end).is_some_and(|next| next.glued && text[next.start..].starts_with(['\'', '’']));
    // "by Monday": to come, if no verb says otherwise.
    let by = start > 0 && tokens[start - 1].value(Class::Future, language) == Some(BY);
    let weak = if by { Tense::Ahead } else { Tense::Future };
    // "ordered it closed from Monday": told in the past, and mostly still to come.
    let from = !is_possessive && start > 0 && tokens[start - 1].value(Class::Future, language) == Some(FROM);
    for at in (start.saturating_sub(REACH)..start).rev() {
        // The token behind `at` begins the next sentence.
        if ends_sentence(text, tokens, at) || tokens.get(at + 1).is_some_and(|next| next.new_paragraph) {
            break;
        }
        if is_put_off(tokens, at, until.map_or(start, |until| until + 1), language) {
            return (Tense::Ahead, Some(at));
        }
        if until.is_none() && tokens[at].value(Class::Future, language) == Some(UNTIL) {
            until = Some(at);
        } else if let Some(tense) = of(text, tokens, at, language) {
            let is_infinitive = tense == Tense::Future && tokens[at].is(Class::Infinitive, language);
            if is_infinitive && infinitive.is_none() {
                infinitive = Some(at);
                continue;
            }
            return match (tense, until) {
                (Tense::Ahead, _) if infinitive.is_some() && !is_possessive => (Tense::Ahead, Some(at)),
                (Tense::Unsure, _) => (Tense::Unsure, Some(at)),
                (_, None) if infinitive.is_some() => (weak, infinitive),
                (Tense::Future, None) => (weak, Some(at)),
                (Tense::Past, None) if from => (Tense::Unsure, Some(at)),
                (Tense::Past, Some(until)) if is_deadline(tokens, at, end, language) => {
                    (Tense::Ahead, Some(until))
                }
                (Tense::Past, Some(until)) => (Tense::Unsure, Some(until)),
                (_, Some(until)) => (Tense::Ahead, Some(until)),
                (tense, None) => (tense, Some(at)),
            };
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
    if infinitive.is_some() {
        return (if until.is_some() { Tense::Ahead } else { weak }, until.or(infinitive));
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
            return match (tense, until) {
                // "Until Monday they had": over by now.
                (Tense::Past, _) | (_, None) => (tense, Some(at)),
                (_, until) => (Tense::Ahead, until),
            };
        }
    }
    match until {
        None if by => (Tense::Ahead, Some(start - 1)),
        None => (Tense::Unknown, None),
        until => (Tense::Ahead, until),
    }
}

/// Values of the class of words that speak of what is to come; what they mean, the head of it in a language's file
/// says.
const UNTIL: i64 = 5;
const PUTS_OFF: i64 = 6;
const BY: i64 = 7;
/// "open", after "to" no more than that.
const BASE: i64 = 9;
const FROM: i64 = 10;
/// Of the class of articles: no verb stands behind it.
const NO_PRONOUN: i64 = 2;
/// Of the class of past verbs: "had".
const PLUPERFECT: i64 = 3;
/// "began to", "failed to".
const BEGAN: i64 = 4;
/// Of the class of past verbs: "has", "have".
const PERFECT: i64 = 2;

/// "postponed to June", "adjourned until Monday": the verb is past, the day is to come.
fn is_put_off(tokens: &[Token], verb: usize, start: usize, language: &Language) -> bool {
    let reaches = |token: &Token| {
        token.is(Class::Infinitive, language)
            || token.is(Class::Toward, language)
            || token.value(Class::Future, language) == Some(UNTIL)
    };
    tokens[verb].value(Class::Future, language) == Some(PUTS_OFF)
        && start > verb + 1
        && reaches(&tokens[start - 1])
}

/// "has been closed until", "had until Monday to answer": not over yet.
fn is_deadline(tokens: &[Token], verb: usize, end: usize, language: &Language) -> bool {
    let is_perfect = |at: usize| tokens[at].value(Class::Past, language) == Some(PERFECT);
    tokens.get(end).is_some_and(|next| next.is(Class::Infinitive, language))
        || (verb.saturating_sub(2)..=verb).any(is_perfect)
}

/// "had been due", "had planned": what came of it, the story tells or it is still to come.
fn was_planned(tokens: &[Token], at: usize, language: &Language) -> bool {
    (at.saturating_sub(2)..at).any(|at| tokens[at].value(Class::Past, language) == Some(PLUPERFECT))
}

/// What one word says about time.
fn of(text: &str, tokens: &[Token], at: usize, language: &Language) -> Option<Tense> {
    let token = &tokens[at];
    let follows = |class: Class| tokens.get(at + 1).is_some_and(|next| next.is(class, language));
    let behind = |class: Class| at > 0 && tokens[at - 1].is(class, language);
    let is_name = token.capital && token.is(Class::Month, language);
    match token.value(Class::Future, language).filter(|_| !is_name) {
        Some(2 | 3 | 8) if was_planned(tokens, at, language) => return Some(Tense::Unsure),
        Some(2) => return Some(Tense::Ahead),
        Some(3 | 8) if follows(Class::Infinitive) || follows(Class::Toward) => return Some(Tense::Ahead),
        Some(8) if follows(Class::Article) && !behind(Class::Past) => return Some(Tense::Future),
        Some(BASE) if behind(Class::Infinitive) || behind(Class::Passive) => {}
        Some(BASE) => return Some(Tense::Ahead),
        Some(1) => return Some(Tense::Future),
        Some(4) => return Some(if follows(Class::Infinitive) { Tense::Ahead } else { Tense::Future }),
        _ => {}
    }
    // "will be named": the participle is no past.
    if behind(Class::Passive) {
        return None;
    }
    // "a cut" is a noun.
    let is_noun = at > 0 && tokens[at - 1].value(Class::Article, language) == Some(NO_PRONOUN);
    if token.is(Class::Past, language) && !is_noun {
        return Some(Tense::Past);
    }
    // "to close" is a plan; "to Paris", "to the board", "to 9" are not.
    if token.is(Class::Infinitive, language) {
        let next = tokens.get(at + 1)?;
        let verb = next.kind == Kind::Word
            && !next.capital
            && (!is_known(next, language) || next.is(Class::Plain, language));
        // "scheduled to close" is as strong as "will close".
        let planned =
            at > 0 && tokens[at - 1].value(Class::Future, language).is_some_and(|strength| strength > 1);
        // "began to close" was.
        if at > 0 && tokens[at - 1].value(Class::Past, language) == Some(BEGAN) {
            return None;
        }
        return verb.then_some(match planned {
            true if was_planned(tokens, at - 1, language) => Tense::Unsure,
            true => Tense::Ahead,
            false => Tense::Future,
        });
    }
    if token.kind != Kind::Word || token.capital || is_known(token, language) {
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

/// Is the word of a class, so that its ending says nothing? "erste" is no verb; but "closed", of which some
/// patterns make use, is one.
fn is_known(token: &Token, language: &Language) -> bool {
    let is_verb = |class: Class| {
        matches!(class, Class::Noun | Class::Future | Class::Passive | Class::Past | Class::Season)
    };
    token.entry.is_some_and(|entry| {
        language.senses(entry).iter().any(|sense| sense.class.is_some_and(|class| !is_verb(class)))
    })
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
