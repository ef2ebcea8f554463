//! What a text says that a person is, in its own words.

use crate::{
    names::Name,
    token::{Shape, Token},
    words::Class,
};

/// What stands before a name ("White House spokeswoman") or beside it ("the harbour master").
pub(crate) fn role(text: &str, tokens: &[Token], name: &Name) -> Option<String> {
    before(text, tokens, name).or_else(|| beside(text, tokens, name))
}

fn before(text: &str, tokens: &[Token], name: &Name) -> Option<String> {
    let mut first = name.person.start;
    let mut has_role = false;
    while first > 0 && first + 8 > name.person.start {
        let token = &tokens[first - 1];
        let is_head = token.is(Class::ANY_ROLE.with(Class::ANY_TITLE)) && !token.is(Class::SMALL);
        let belongs = match token.shape {
            Shape::Capital | Shape::Initial => {
                !token.is(Class::SMALL) && (has_role || is_head || first > name.run.start)
            }
            Shape::Lower if is_head => true,
            Shape::Lower => has_role && token.is(Class::DEMONYM),
            _ => false,
        };
        if !belongs {
            break;
        }
        has_role |= is_head;
        first -= 1;
    }
    let honorific = |token: &Token| {
        matches!(token.text(text), "Mr." | "Mrs." | "Ms." | "Mr" | "Mrs" | "Ms" | "Miss" | "Herr" | "Frau")
    };
    if !has_role || tokens[first..name.person.start].iter().all(honorific) {
        return None;
    }
    Some(text[tokens[first].start..tokens[name.person.start - 1].end].to_owned())
}

fn beside(text: &str, tokens: &[Token], name: &Name) -> Option<String> {
    let comma = tokens.get(name.run.end)?;
    let opens = tokens.get(name.run.end + 1)?;
    if comma.shape != Shape::Comma || !(opens.is(Class::DETERMINER) || opens.is(Class::ANY_ROLE)) {
        return None;
    }
    let first = name.run.end + 1;
    let mut last = first;
    let mut has_role = false;
    while last < tokens.len() && last < first + 14 {
        let token = &tokens[last];
        if !(token.is_word() || matches!(token.shape, Shape::Clitic | Shape::Number))
            || token.is(Class::RELATIVE)
            || token.is(Class::AUXILIARY)
        {
            break;
        }
        has_role |= token.is(Class::ANY_ROLE.with(Class::ANY_TITLE));
        last += 1;
    }
    let ends = tokens
        .get(last)
        .is_some_and(|token| matches!(token.shape, Shape::Comma | Shape::Stop | Shape::Break));
    if !has_role || !ends || last == first {
        return None;
    }
    let skip = usize::from(opens.is(Class::DETERMINER) && last > first + 1);
    Some(text[tokens[first + skip].start..tokens[last - 1].end].to_owned())
}
