//! Numbers: which shapes of figures may be what, and number words to one number ("two thousand and six").

use crate::{
    classes::Class,
    language::Language,
    terminals::Sense,
    tokens::{Kind, Token},
};

/// Adds up number words that follow each other, and puts "2 1/2" together. Other tokens stay as they are.
pub(crate) fn fold(text: &str, tokens: &mut Vec<Token>, language: &Language) {
    let (mut at, mut kept) = (0, 0);
    while let Some(token) = tokens.get(at).copied() {
        let folded = match token.kind {
            Kind::Word if token.entry.is_some() => words(&tokens[at..], language),
            Kind::Number => fraction(text, &tokens[at..]).or_else(|| scaled(&tokens[at..], language)),
            _ => None,
        };
        (tokens[kept], at) = match folded {
            Some((number, count)) if count > 1 => {
                let end = tokens[at + count - 1].end;
                (Token { end, entry: None, number, digits: 0, ..token }, at + count)
            }
            _ => (token, at + 1),
        };
        kept += 1;
    }
    tokens.truncate(kept);
}

/// The number that the first words make, and how many words they are.
fn words(tokens: &[Token], language: &Language) -> Option<(i64, usize)> {
    let value_of = |token: &Token, wanted: Class| token.value(wanted, language);
    let first = value_of(&tokens[0], Class::Number).filter(|number| *number >= 0)?;
    // What is closed by "thousand"; what is being added up; the last word, which says what may follow.
    let (mut total, mut current, mut last) = (0_i64, first / 1000, first / 1000);
    let mut count = 1;
    // Longer number words than these do not occur; a limit keeps hostile text cheap.
    while count < 12 {
        let mut next = count;
        if tokens.get(next).is_some_and(|token| token.is(Class::Joiner, language)) {
            next += 1;
        }
        let Some(token) = tokens.get(next).filter(|token| !token.new_paragraph) else { break };
        if let Some(scale) = value_of(token, Class::Scale).filter(|_| next == count) {
            if scale >= 1000 {
                total += current.max(1) * scale;
                (current, last) = (0, 1000);
            } else {
                current = current.max(1) * scale;
                last = 100;
            }
        } else if let Some(number) = value_of(token, Class::Number).filter(|number| *number >= 0) {
            let number = number / 1000;
            let fits = (20..100).contains(&last) && last % 10 == 0 && number < 10
                || last >= 100 && number < 100
                || last == 1000 && number < 1000;
            // "nineteen ninety-six": a year, spoken as two pairs.
            let is_year = total == 0
                && next == count
                && (10..=20).contains(&current)
                && last == current
                && (10..100).contains(&number);
            // "sixty to seventy", "one, two" are two numbers.
            if !fits && !is_year {
                break;
            }
            if is_year {
                current *= 100;
            }
            current += number;
            last = number;
        } else {
            break;
        }
        count = next + 1;
    }
    Some(((total + current).saturating_mul(1000), count))
}

/// "200 million".
fn scaled(tokens: &[Token], language: &Language) -> Option<(i64, usize)> {
    let scale = tokens.get(1)?.value(Class::Scale, language)?;
    Some((tokens[0].number.saturating_mul(scale), 2))
}

/// "2 1/2", "2½" and "2 ½".
fn fraction(text: &str, tokens: &[Token]) -> Option<(i64, usize)> {
    let [whole, rest @ ..] = tokens else { return None };
    let sign = rest.first()?;
    let part = match &text[sign.start..sign.end] {
        "¼" => Some(250),
        "½" => Some(500),
        "¾" => Some(750),
        _ => None,
    };
    if let Some(part) = part.filter(|_| whole.digits > 0 && !sign.new_paragraph) {
        return Some((whole.number.saturating_add(part), 2));
    }
    let [over, slash, under, ..] = rest else { return None };
    let written =
        slash.kind == Kind::Mark && &text[slash.start..slash.end] == "/" && slash.glued && under.glued;
    let small = |token: &Token| (1..=9000).contains(&token.number) && token.digits == 1;
    if !written || over.glued || !small(over) || !small(under) || whole.digits == 0 || whole.digits > 3 {
        return None;
    }
    Some((whole.number + over.number * 1000 / under.number, 4))
}

/// What a number may be, by its shape.
pub(crate) fn senses(token: &Token, language: &Language, each: &mut impl FnMut(Sense)) {
    let mut give = |class: Class, value: i64| {
        for terminal in language.class_terminals.of(class, value) {
            each(Sense { terminal, class: Some(class), value });
        }
    };
    let whole = token.number / 1000;
    if token.kind == Kind::Ordinal {
        give(Class::Ordinal, whole);
        if (1..=31).contains(&whole) {
            give(Class::Day, whole);
        }
        return;
    }
    give(Class::Number, token.number);
    match token.digits {
        1 | 2 => {
            if (1..=31).contains(&whole) {
                give(Class::Day, whole);
            }
            if (1..=12).contains(&whole) {
                give(Class::MonthNumber, whole);
            }
            if whole <= 24 {
                give(Class::Hour, whole);
            }
            if token.digits == 2 {
                give(Class::Year2, whole);
                if whole < 60 {
                    give(Class::Minute, whole);
                }
            }
        }
        4 => {
            if whole >= 1000 {
                give(Class::Year, whole);
            }
            if whole / 100 < 24 && whole % 100 < 60 {
                give(Class::HourMinute, whole / 100 * 60 + whole % 100);
            }
        }
        // "nineteen ninety-six", "two thousand".
        0 if token.kind == Kind::Word && (1100..=2100).contains(&whole) && token.number % 1000 == 0 => {
            give(Class::Year, whole);
        }
        0 if token.kind == Kind::Word => {}
        0 => {
            // 8.30: an hour and minutes, where the next word says so.
            let minutes = token.number % 1000;
            if whole < 24 && minutes < 600 && minutes % 10 == 0 && token.number % 1000 != 0
                || whole < 24 && minutes == 0
            {
                give(Class::HourMinute, whole * 60 + minutes / 10);
            }
        }
        _ => {}
    }
}
