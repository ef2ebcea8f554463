//! What a text says that a person is, in its own words.

use std::ops::Range;

use crate::{
    names::Name,
    token::{Shape, Token},
    words::{Class, Language},
};

/// No role is longer, in words.
const LONGEST: usize = 14;

/// How English makes nouns for who does something: "passenger", "florist", "beekeeper".
const DOERS: [&str; 9] = ["er", "or", "ist", "ian", "eer", "man", "woman", "person", "mate"];

/// Words that end so and are nobody.
const NO_DOERS: [&str; 59] = [
    "together",
    "either",
    "neither",
    "whether",
    "matter",
    "number",
    "letter",
    "paper",
    "order",
    "offer",
    "power",
    "winter",
    "summer",
    "water",
    "river",
    "corner",
    "quarter",
    "center",
    "remainder",
    "latter",
    "former",
    "other",
    "lower",
    "higher",
    "greater",
    "smaller",
    "larger",
    "better",
    "longer",
    "stronger",
    "weaker",
    "cheaper",
    "bigger",
    "faster",
    "slower",
    "older",
    "younger",
    "newer",
    "wider",
    "deeper",
    "closer",
    "error",
    "terror",
    "floor",
    "door",
    "color",
    "favor",
    "honor",
    "monitor",
    "dinner",
    "chapter",
    "disaster",
    "answer",
    "degree",
    "fee",
    "committee",
    "restaurant",
    "object",
    "aspect",
];

/// What no role has in it.
const NO_PART: Class =
    Class::AUXILIARY.with(Class::RELATIVE).with(Class::SUBORDINATE).with(Class::CONJUNCTION).with(Class::DAY);

/// What stands before a name ("White House spokeswoman", "the manager, ...") or beside it ("..., the harbour master").
pub(crate) fn role(text: &str, tokens: &[Token], name: &Name, language: Language) -> Option<String> {
    if name.is_office_holder {
        let from = name.run.start.checked_sub(2)?;
        return Some(text[tokens[from].start..tokens[name.person.start - 1].end].to_owned());
    }
    let first = before(text, tokens, name, language);
    // "Dr. Ruth Vale, a biologist": the title says less.
    let is_title = |found: &Range<usize>| tokens[found.clone()].iter().all(|title| is_honorific(text, title));
    let found = first
        .clone()
        .filter(|found| !is_title(found))
        .or_else(|| beside(text, tokens, name, language))
        .or_else(|| before_comma(text, tokens, name, language))
        .or(first)?;
    // Of "union president Dr." the president.
    let is_kept = |at: &usize| {
        let word = &tokens[*at];
        !(word.is(Class::ANY_TITLE) && is_honorific(text, word))
    };
    let kept = found.clone().rev().find(is_kept).filter(|&at| is_job(text, &tokens[at], language));
    let mut last = kept.unwrap_or(found.end - 1);
    // "author of", where the book's title follows in marks.
    while last > found.start && tokens[last].is(Class::PREPOSITION.with(Class::CONJUNCTION)) {
        last -= 1;
    }
    let words = text[tokens[found.start].start..tokens[last].end].split_whitespace();
    Some(words.collect::<Vec<_>>().join(" "))
}

/// Whether a word says what somebody is: from the tables, or by its ending.
pub(crate) fn is_job(text: &str, token: &Token, language: Language) -> bool {
    if token.is(Class::SMALL) {
        return false;
    }
    if token.is(Class::ANY_ROLE.with(Class::ANY_TITLE)) {
        return true;
    }
    let word = token.text(text);
    language == Language::English
        && token.shape == Shape::Lower
        && word.len() > 4
        && !token.is(Class::CUE.with(Class::VERB).with(Class::MEDIUM).with(Class::WORK).with(Class::THING))
        && DOERS.iter().any(|end| word.ends_with(end))
        && !NO_DOERS.contains(&word)
}

fn before(text: &str, tokens: &[Token], name: &Name, language: Language) -> Option<Range<usize>> {
    let mut first = name.person.start;
    let mut has_role = false;
    while first > 0 && first + 8 > name.person.start {
        let token = &tokens[first - 1];
        let is_head = match has_role {
            false => is_job(text, token, language),
            true => token.is(Class::ANY_ROLE.with(Class::ANY_TITLE)) && !token.is(Class::SMALL),
        };
        // "Dachdecker Thomas Holt": a German noun before a given name.
        let is_trade = language == Language::German
            && first > name.run.start
            && !token.is(Class::ORGANISATION.with(Class::SMALL));
        let is_head = is_head || is_trade;
        let belongs = match token.shape {
            // "First Minister", "First Mate"
            Shape::Capital if has_role && token.text(text) == "First" => tokens[first].is_capital(),
            Shape::Capital | Shape::Initial => {
                !token.is(Class::SMALL) && (has_role || is_head || first > name.run.start)
            }
            // "to honor Lowry": a verb.
            Shape::Lower if is_head => {
                has_role
                    || !first.checked_sub(2).is_some_and(|at| tokens[at].is(Class::TO.with(Class::MODAL)))
            }
            Shape::Lower => {
                // "backing Gov. Lowry", "fear Mrs. Lowry": verbs.
                let is_verb_too = token.is(Class::CUE) || token.text(text).ends_with("ing");
                let before_title = tokens[first].is_capital() && is_verb_too;
                has_role
                    && (token.is(Class::DEMONYM) || is_part_of_job(text, token, language) && !before_title)
            }
            _ => false,
        };
        if !belongs {
            // "Bank of Wessex analyst"
            let of = has_role && token.text(text) == "of" && tokens[first].is_capital();
            let body = first.checked_sub(2).filter(|&at| of && tokens[at].is(Class::ORGANISATION));
            if let Some(body) = body.filter(|&at| tokens[at].shape == Shape::Capital) {
                first = body;
                continue;
            }
            break;
        }
        has_role |= is_head;
        first -= 1;
    }
    // "Prof." and "Sen." say what somebody does as well.
    let honorific = |token: &Token| {
        let word = token.text(text);
        matches!(
            word.strip_suffix('.').unwrap_or(word),
            "Mr" | "Mrs" | "Ms" | "Miss" | "Dr" | "Sir" | "Dame" | "Hon" | "Herr" | "Frau"
        )
    };
    // "Aides fear police chief Lowry": a job begins where a phrase does.
    while first + 1 < name.person.start && is_guess(&tokens[first]) && !begins_phrase(text, tokens, first) {
        first += 1;
    }
    let found = first..name.person.start;
    (has_role && !tokens[found.clone()].iter().all(honorific)).then_some(found)
}

/// "Dr.", "Lt.", "Dame": it says how somebody is addressed.
fn is_honorific(text: &str, token: &Token) -> bool {
    token.is(Class::ABBREVIATION)
        || matches!(
            token.text(text),
            "Mr" | "Mrs" | "Ms" | "Miss" | "Dr" | "Prof" | "Rev" | "Sir" | "Dame" | "Lord" | "Lady" | "Hon"
        )
}

/// A word in small letters that no table calls part of a job.
fn is_guess(token: &Token) -> bool {
    token.shape == Shape::Lower && !token.is(Class::ANY_ROLE.with(Class::ANY_TITLE).with(Class::DEMONYM))
}

/// Whether a noun phrase can begin at a word in small letters.
fn begins_phrase(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else { return true };
    let opens = before.is(Class::OPENS) || !before.is_word() && before.shape != Shape::Number;
    let said =
        before.shape == Shape::Lower && before.is(Class::SAY) && before.is(Class::PAST.with(Class::THIRD));
    if tokens[at].is(Class::CUE.with(Class::VERB)) {
        return opens || said;
    }
    let links = Class::PREPOSITION.with(Class::CONJUNCTION).with(Class::SUBORDINATE).with(Class::ADVERB);
    opens || before.is(links) && !before.is(Class::TO) || is_verb(text, before)
}

/// "harbour" of "harbour master": a plain word before the job, and no verb.
fn is_part_of_job(text: &str, token: &Token, language: Language) -> bool {
    let word = token.text(text);
    language == Language::English && !is_verb(text, token) && !word.ends_with("ly") && !token.is(Class::SMALL)
}

fn is_verb(text: &str, token: &Token) -> bool {
    token.shape == Shape::Lower
        // "press secretary": the base form may be a noun.
        && (token.is(Class::GESTURE) || token.is(Class::CUE.with(Class::VERB))
                && !token.is(Class::NOUN_TOO)
                && (!token.is(Class::BASE) || token.is(Class::PAST.with(Class::VERB)))
            || token.text(text).ends_with("ed"))
}

/// "Edith Lowry, the harbour master"; "Tom Brack, 34, a passenger on the ferry"; "Ann Lee, senior lecturer at Leeds"
fn beside(text: &str, tokens: &[Token], name: &Name, language: Language) -> Option<Range<usize>> {
    let is_comma = |at: usize| tokens.get(at).is_some_and(|token| token.shape == Shape::Comma);
    let mut comma = name.run.end;
    // The age.
    if is_comma(comma)
        && is_comma(comma + 2)
        && tokens.get(comma + 1).is_some_and(|token| token.shape == Shape::Number)
    {
        comma += 2;
    }
    let opens = tokens.get(comma + 1).filter(|_| is_comma(comma))?;
    // "Bob Lowry, New Wessex, a supporter": a place in a list.
    let is_listed = name
        .run
        .start
        .checked_sub(1)
        .is_some_and(|at| tokens[at].shape == Shape::Comma || tokens[at].is(Class::PREPOSITION));
    if language == Language::English
        && is_listed
        && !name.is_titled
        && !tokens[name.person.start].is(Class::GIVEN)
    {
        return None;
    }
    let has_article = opens.is(Class::OPENS);
    let is_plain = opens.shape == Shape::Lower
        && (opens.is(Class::DEMONYM)
            || is_job(text, opens, language)
            || is_part_of_job(text, opens, language));
    if !has_article && !is_plain && !opens.is(Class::ANY_ROLE) {
        return None;
    }
    let first = comma + 1;
    let mut last = first;
    // The head comes before "of", "at", "who".
    let mut head: Option<usize> = None;
    let mut is_cut = false;
    while let Some(token) = tokens.get(last).filter(|_| last < first + LONGEST) {
        let is_part = token.is_word()
            || matches!(token.shape, Shape::Clitic | Shape::Number)
            || token.text(text) == "&";
        // "a retired dentist watching the screens": a dentist. "A degree in structural engineering" goes on.
        let before = &tokens[last - 1];
        let doing = token.text(text).ends_with("ing");
        let is_after_job = is_job(text, before, language);
        let tells_more = last > first + 1
            && token.shape == Shape::Lower
            && !before.is(Class::OPENS.with(Class::PREPOSITION).with(Class::CONJUNCTION))
            && (is_verb(text, token) || doing)
            && (is_after_job || head.is_some() && (!doing || before.is_capital()));
        if tells_more {
            // "Ann Lee, her brother and two friends brought": they are three who did.
            let and = |token: &Token| token.is(Class::CONJUNCTION);
            if !doing && !token.text(text).ends_with("ed") && tokens[first..last].iter().any(and) {
                return None;
            }
            is_cut = true;
            break;
        }
        if !is_part || token.is(Class::RELATIVE.with(Class::AUXILIARY)) {
            break;
        }
        let is_link = token.is(Class::PREPOSITION.with(Class::CONJUNCTION).with(Class::SUBORDINATE));
        if is_link && head.is_none() {
            head = last.checked_sub(1);
        }
        last += 1;
    }
    let end = tokens.get(last);
    let ends = end.is_none_or(|token| {
        is_cut
            || token.is(Class::RELATIVE)
            || matches!(
                token.shape,
                Shape::Comma
                    | Shape::Stop
                    | Shape::Break
                    | Shape::Semicolon
                    | Shape::Colon
                    | Shape::Dash
                    | Shape::Open
                    | Shape::Mark(_)
            )
    });
    let skip = usize::from(has_article && last > first + 1);
    let head = head.unwrap_or(last.checked_sub(1)?);
    let is_role = (first..last).any(|at| tokens[at].is(Class::ANY_ROLE.with(Class::ANY_TITLE)))
        || tokens.get(head).is_some_and(|head| is_job(text, head, language));
    // "Ann Lee, said harbour master Tom Brack": without an article the head is all that tells.
    let is_headed = has_article || tokens.get(head).is_some_and(|head| is_job(text, head, language));
    (is_role && is_headed && ends && last > first).then_some(first + skip..last)
}

/// "the manager, Tomas Vell, ...": the name stands beside the role.
fn before_comma(text: &str, tokens: &[Token], name: &Name, language: Language) -> Option<Range<usize>> {
    let comma = name.run.start.checked_sub(1).filter(|&at| tokens[at].shape == Shape::Comma)?;
    let ends = tokens.get(name.run.end).is_none_or(|token| {
        !token.is_word() && token.shape != Shape::Clitic || token.is(Class::PREPOSITION.with(Class::RELATIVE))
    });
    let mut first = comma;
    let mut opener = None;
    let mut owner = None;
    while first > 0 && first + LONGEST > comma {
        let token = &tokens[first - 1];
        if token.is(Class::OPENS) {
            opener = Some(first);
            // "the head of the company": the outer article.
            let hangs = first.checked_sub(2).is_some_and(|at| tokens[at].is(Class::PREPOSITION));
            if !hangs {
                break;
            }
        } else if token.shape == Shape::Clitic {
            owner = owner.or(Some(first));
        } else if !token.is_word() || token.is(NO_PART) || is_verb(text, token) {
            break;
        }
        first -= 1;
    }
    let first = opener.or(owner)?;
    let head =
        (first..comma).find(|&at| tokens[at].is(Class::PREPOSITION)).unwrap_or(comma).checked_sub(1)?;
    (ends && first < comma && head >= first && is_job(text, &tokens[head], language)).then_some(first..comma)
}
