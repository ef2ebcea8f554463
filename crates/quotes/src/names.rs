//! Names in a text: runs of capitalised words, and which part of a run is a person's.

use std::ops::Range;

use crate::{
    flow::is_state,
    roles::is_job,
    token::{Shape, Token},
    words::{Class, Language},
};

/// A run of capitalised words.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// Tokens of the whole run, titles and all.
    pub(crate) run: Range<usize>,
    /// Tokens of the part that can be a person's name; empty for a bare title.
    pub(crate) person: Range<usize>,
    pub(crate) is_organisation: bool,
    /// A title or a role stands before the name: a person's without doubt.
    pub(crate) is_titled: bool,
    /// "the ferry Mary Holt": what stands before has names like persons'.
    pub(crate) is_after_thing: bool,
    /// "Minister for Health Simon Brack": the office stands before the run.
    pub(crate) is_office_holder: bool,
    pub(crate) gender: Option<Gender>,
}

/// How the paper speaks of a person: "he" or "she".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    He,
    She,
}

impl Gender {
    pub(crate) fn of(class: Class) -> Option<Gender> {
        let she = Class::GIVEN_SHE.with(Class::TITLE_SHE).with(Class::ROLE_SHE).with(Class::SHE);
        let he = Class::GIVEN_HE.with(Class::TITLE_HE).with(Class::ROLE_HE).with(Class::HE);
        match (class.is(he), class.is(she), class.is(Class::GIVEN_BOTH)) {
            (true, false, false) => Some(Gender::He),
            (false, true, false) => Some(Gender::She),
            _ => None,
        }
    }
}

pub(crate) fn names(text: &str, tokens: &[Token], language: Language) -> Vec<Name> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match run(text, tokens, at, language) {
            Some(run) => {
                at = run.end;
                found.push(name(text, tokens, run, language));
            }
            None => at += 1,
        }
    }
    found
}

/// The run of capitalised words that begins at a token.
fn run(text: &str, tokens: &[Token], first: usize, language: Language) -> Option<Range<usize>> {
    if !can_begin(tokens, first, language) || is_state(text, tokens, first) {
        return None;
    }
    let mut end = first + 1;
    while end < tokens.len() && end < first + 12 {
        let token = &tokens[end];
        let last = &tokens[end - 1];
        let next = tokens.get(end + 1);
        let glued = |next: &Token| next.is_capital() && !next.is(Class::SMALL);
        let is_part = match token.shape {
            Shape::Capital | Shape::Initial => {
                let is_name_anyway = token.is(Class::DAY)
                    && (last.is(Class::GIVEN) || token.is(Class::GIVEN) && next.is_some_and(glued))
                    || last.is(Class::GIVEN) && !last.is(Class::SMALL) && is_odd_surname(token);
                // "Harbour Watch"
                let is_watch = token.is(Class::STARTER) && last.is_capital() && !token.is(Class::ADVERB);
                !token.is(Class::SMALL) || token.is(Class::PARTICLE) || is_name_anyway || is_watch
            }
            Shape::Lower if token.is(Class::PARTICLE) => is_particle_here(text, tokens, end, language),
            // "Stenn & Co."
            Shape::Other => token.text(text) == "&" && last.is_capital() && next.is_some_and(glued),
            // University of Oslo.
            Shape::Lower if last.is(Class::ORGANISATION) || last.is(Class::ANY_TITLE) => {
                matches!(token.text(text), "of") && next.is_some_and(glued)
            }
            _ => false,
        };
        if !is_part {
            break;
        }
        end += 1;
    }
    Some(first..end)
}

/// "Olaf Bald", "Ida Gern": a small word that is a surname after a given name.
fn is_odd_surname(token: &Token) -> bool {
    let odd = Class::ADVERB.with(Class::SUBORDINATE).with(Class::MODAL).with(Class::STARTER);
    let never = Class::OPENS.with(Class::PERSONAL).with(Class::PREPOSITION).with(Class::RELATIVE);
    token.shape == Shape::Capital && token.is(odd) && !token.is(never)
}

/// Charles de Gaulle, Maria de la Cruz, Ursula von der Heide; but not "Strand den Plan", "Olaf Stein von der Bank".
fn is_particle_here(text: &str, tokens: &[Token], at: usize, language: Language) -> bool {
    let (token, last) = (&tokens[at], &tokens[at - 1]);
    let is_capital =
        |at: usize| tokens.get(at).is_some_and(|next| next.is_capital() && !next.is(Class::SMALL));
    let is_followed = is_capital(at + 1)
        || tokens.get(at + 1).is_some_and(|next| next.is(Class::PARTICLE)) && is_capital(at + 2);
    // A German "von" is a preposition unless a given name stands before it.
    let may_follow = match language {
        Language::English => !token.is(Class::DETERMINER) || last.is(Class::PARTICLE),
        Language::German if token.is(Class::DETERMINER) => last.is(Class::PARTICLE),
        Language::German => {
            !token.is(Class::PREPOSITION) || last.is(Class::GIVEN) || last.shape == Shape::Initial
        }
    };
    is_followed && may_follow && !last.is(Class::DEMONYM) && token.text(text) != "a"
}

fn can_begin(tokens: &[Token], at: usize, language: Language) -> bool {
    let token = &tokens[at];
    if !token.is_capital() {
        return false;
    }
    let next_is_capital = tokens
        .get(at + 1)
        .is_some_and(|next| next.is_capital() && !next.is(Class::SMALL.without(Class::DAY)));
    // "It is late," Law said: within a sentence.
    let is_attribution =
        at > 1 && matches!(tokens[at - 1].shape, Shape::Mark(_)) && tokens[at - 2].shape == Shape::Comma;
    let at_head = at == 0
        || !is_attribution
            && matches!(
                tokens[at - 1].shape,
                Shape::Stop
                    | Shape::Break
                    | Shape::Mark(_)
                    | Shape::Colon
                    | Shape::Semicolon
                    | Shape::Open
                    | Shape::Dash
            );
    if token.is(Class::SMALL) {
        // "Jan van der Berg"
        let before_particle = tokens.get(at + 1).is_some_and(|next| {
            next.shape == Shape::Lower && next.is(Class::PARTICLE) && !next.is(Class::DETERMINER)
        });
        return token.is(Class::GIVEN) && (next_is_capital || before_particle) || is_von_alone(tokens, at)
            // In German no small word has a capital within a sentence.
            || language == Language::German && !at_head && is_odd_surname(token);
    }
    // Critics said: a noun with a capital because it is the first word.
    let common = Class::HUMAN.with(Class::MEDIUM).with(Class::CUE).with(Class::VERB);
    // "Bash said": a verb's word that speaks is a surname.
    let speaks = !token.is(Class::HUMAN.with(Class::MEDIUM))
        && tokens.get(at + 1).is_some_and(|next| {
            next.shape == Shape::Lower && next.is(Class::SAY) && next.is(Class::PAST.with(Class::THIRD))
        });
    !at_head || !token.is(common) || token.is(Class::GIVEN) || next_is_capital || speaks
}

/// "Von der Heide sagte": a surname at the head of a sentence.
fn is_von_alone(tokens: &[Token], at: usize) -> bool {
    let last = (at + 1..at + 3).find(|&at| tokens.get(at).is_some_and(|token| !token.is(Class::PARTICLE)));
    tokens[at].is(Class::PARTICLE)
        && last.is_some_and(|last| {
            last > at + 1
                && tokens[last].is_capital()
                && tokens.get(last + 1).is_some_and(|verb| verb.is(Class::SAY) && verb.shape == Shape::Lower)
        })
}

fn name(text: &str, tokens: &[Token], run: Range<usize>, language: Language) -> Name {
    let last = run.end - 1;
    let heads = Class::ANY_TITLE.with(Class::ANY_ROLE).with(Class::DEMONYM);
    let starts_given = tokens[run.start].is(Class::GIVEN) && run.len() > 1 && !is_title(&tokens[run.start]);
    // What stands before the last title or role is not the name: "Saltmouth Mayor Helen Strand".
    let before = if starts_given {
        None
    } else {
        let is_head = |at: &usize| {
            let token = &tokens[*at];
            // "Rep. Earl Brack": a title after a title is a given name.
            let is_given = token.is(Class::GIVEN) && *at > run.start && tokens[*at - 1].is(Class::ANY_TITLE);
            token.is(heads) && !token.is(Class::SUFFIX) && !is_given
                || run.len() > 2 && *at == run.start && is_trade(text, token)
        };
        run.clone().rev().skip(1).find(is_head)
    };
    let mut person = before.map_or(run.start, |at| at + 1)..run.end;
    // "The Wessex Republican": what somebody is.
    if !starts_given && matches!(tokens[last].text(text), "Republican" | "Democrat") {
        person = run.end..run.end;
    }
    // "Prime Minister", "Senator": nobody's name.
    if person.len() == 1 && is_head_only(&tokens[last]) {
        person = run.end..run.end;
    }
    // "Radio Harbour Karin Holt": a given name inside tells where the person begins.
    if person.len() > 2
        && !tokens[person.start].is(Class::GIVEN)
        && let Some(given) = person.clone().skip(1).rev().skip(1).find(|&at| tokens[at].is(Class::GIVEN))
        // German trades have capitals: "Dachdecker Thomas Holt".
        && (language == Language::German
            || tokens[person.start..given].iter().any(|token| token.is(Class::ORGANISATION)))
    {
        person.start = given;
    }
    // "Minister for Health Simon Brack": the office ends where the given name begins.
    let office = run.start.checked_sub(2).filter(|&at| {
        matches!(tokens[at + 1].text(text), "for" | "of")
            && tokens[at].is(Class::ANY_TITLE.with(Class::ANY_ROLE))
            && tokens[at].is_capital()
    });
    let given = (person.start + 1..run.end.saturating_sub(1)).find(|&at| tokens[at].is(Class::GIVEN));
    let is_office_holder =
        office.is_some() && before.is_none() && given.is_some() && !tokens[person.start].is(Class::GIVEN);
    if let Some(given) = given.filter(|_| is_office_holder) {
        person.start = given;
    }
    let inside = &tokens[person.clone()];
    let has_given = inside.first().is_some_and(|first| first.is(Class::GIVEN)) && inside.len() > 1;
    let before_run = run.start.checked_sub(1).map(|at| &tokens[at]);
    let is_thing = |token: &Token| token.shape == Shape::Lower && token.is(Class::THING);
    // "the ferry Mary Holt", "a ferry named Mary Holt"
    let is_named = before_run.is_some_and(|token| matches!(token.text(text), "named" | "called"))
        && run.start.checked_sub(2).is_some_and(|at| is_thing(&tokens[at]));
    let is_after_thing = is_named || before_run.is_some_and(is_thing);
    let is_organisation = match inside {
        [] => false,
        // "Park Sung-min": a Korean surname.
        [first, second] if first.text(text) == "Park" && second.text(text).contains('-') => false,
        // "Comet Brandt-Lind", "the comet Brandt-Lind".
        [first, _, ..] if first.is(Class::THING) && !first.is(Class::GIVEN) => true,
        [_, _, ..] if is_after_thing && !has_given && before.is_none() => true,
        [.., only] if has_given => only.is(Class::ORGANISATION) && inside.len() > 2,
        _ => {
            inside.iter().any(|token| token.is(Class::ORGANISATION) || matches!(token.text(text), "of" | "&"))
        }
    };
    let role_before =
        before_run.is_some_and(|token| token.shape == Shape::Lower && is_job(text, token, language));
    let titled = before.is_some_and(|at| tokens[at].is(Class::ANY_TITLE.with(Class::ANY_ROLE)));
    let gender = [
        before.and_then(|at| Gender::of(tokens[at].class.without(Class::GIVEN))),
        before_run.filter(|_| role_before).and_then(|token| Gender::of(token.class.without(Class::GIVEN))),
        inside.first().filter(|_| has_given).and_then(|first| Gender::of(first.class.only(Class::GIVEN))),
    ];
    Name {
        is_titled: (titled || role_before || is_office_holder) && !person.is_empty() && !is_organisation,
        gender: gender.into_iter().flatten().next().filter(|_| !is_organisation),
        run,
        person,
        is_organisation,
        is_after_thing,
        is_office_holder,
    }
}

/// "Violinist Yuki Hamada": a trade that no table knows, by its ending.
fn is_trade(text: &str, token: &Token) -> bool {
    // "Forward Lou Pratt"
    const PLACES: [&str; 16] = [
        "Forward",
        "Guard",
        "Center",
        "Centre",
        "Prop",
        "Tackle",
        "Receiver",
        "Reliever",
        "Lefthander",
        "Righthander",
        "Freshman",
        "Sophomore",
        "Rookie",
        "Flanker",
        "Fullback",
        "Winger",
    ];
    const TRADES: [&str; 8] = ["ologist", "inist", "ianist", "ician", "keeper", "owner", "maker", "monger"];
    let word = token.text(text);
    PLACES.contains(&word) || word.len() > 6 && TRADES.iter().any(|end| word.ends_with(end))
}

/// "Judge" and "Dean" are given names too; with a point (`Sen.`) a word is never one.
fn is_title(token: &Token) -> bool {
    token.is(Class::ABBREVIATION)
}

fn is_head_only(token: &Token) -> bool {
    token.is(Class::ANY_TITLE.with(Class::ANY_ROLE).with(Class::DEMONYM).with(Class::HUMAN))
        && !token.is(Class::GIVEN)
}
