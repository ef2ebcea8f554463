//! Which marks belong together: tokens to marked stretches.
//!
//! A mark is read by how it is written and by the blanks beside it: writers mistake `“` for `”`, and `"` is
//! both. A stretch never runs past its paragraph; a paragraph that is left open and followed by one that opens
//! with marks is the same speech going on (the open-paragraph rule).

use crate::{
    token::{Mark, Shape, Token},
    words::Language,
};

/// What stands between two marks, by token; the marks are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// The opening mark.
    pub(crate) open: usize,
    /// The closing mark, or what ended the stretch without one.
    pub(crate) close: usize,
    /// Bytes of the content, without marks and outer blanks.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) ended_by: EndedBy,
    /// It takes up a stretch that the paragraph before left open.
    pub(crate) goes_on: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EndedBy {
    ClosingMark,
    /// The closing mark was forgotten.
    OpeningMark,
    /// The speech may go on in the next.
    Paragraph,
}

pub(crate) fn stretches(text: &str, tokens: &[Token], language: Language) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut open: Option<usize> = None;
    // Marks before this one stand in a quotation inside the quotation.
    let mut inside_until = 0;
    let is_place = |at: &usize| matches!(tokens[*at].shape, Shape::Mark(_) | Shape::Break);
    let places: Vec<usize> = (0..tokens.len()).filter(is_place).collect();
    for (place, &at) in places.iter().enumerate() {
        match tokens[at].shape {
            Shape::Mark(_) if at < inside_until => {}
            Shape::Break => {
                if let Some(open) = open.take() {
                    push(&mut found, text, tokens, open, at, EndedBy::Paragraph);
                }
            }
            Shape::Mark(mark) => match (role(text, tokens, at, mark, language, open.is_some()), open) {
                (Role::Opens, before) => {
                    // The mark that should have closed the one before was forgotten.
                    if let Some(before) = before {
                        push(&mut found, text, tokens, before, at, EndedBy::OpeningMark);
                    }
                    open = Some(at);
                    inside_until = match language {
                        Language::English => nested_end(text, tokens, &places[place..]).unwrap_or_default(),
                        Language::German => 0,
                    };
                }
                (Role::Closes, Some(opening)) => {
                    push(&mut found, text, tokens, opening, at, EndedBy::ClosingMark);
                    open = None;
                }
                (Role::Closes | Role::Nothing, _) => {}
            },
            _ => {}
        }
    }
    for at in 1..found.len() {
        let before = found[at - 1];
        found[at].goes_on = before.ended_by == EndedBy::Paragraph && before.close + 1 == found[at].open;
    }
    found
}

/// "s" or "t" and no more, as after an apostrophe.
fn is_clitic(rest: &str) -> bool {
    let mut letters = rest.chars();
    matches!(letters.next(), Some('s' | 't')) && letters.next().is_none_or(char::is_whitespace)
}

enum Role {
    Opens,
    Closes,
    Nothing,
}

fn role(text: &str, tokens: &[Token], at: usize, mark: Mark, language: Language, is_open: bool) -> Role {
    let token = &tokens[at];
    let before = text[..token.start].chars().next_back();
    let after = text[token.end..].chars().next();
    let is_free = |beside: Option<char>| {
        beside.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '/'))
    };
    let (left, right) = (is_free(before), is_free(after));
    let is_letter = |beside: Option<char>| beside.is_some_and(char::is_alphanumeric);
    let by_state = |is_open: bool| if is_open { Role::Closes } else { Role::Opens };
    match mark {
        Mark::Low | Mark::Ticks => Role::Opens,
        Mark::TicksClose => Role::Closes,
        Mark::Straight => match (is_open, left, right) {
            // 6'2": inches.
            (false, false, _) if before.is_some_and(|c| c.is_ascii_digit()) => Role::Nothing,
            (false, false, true) if before.is_some_and(char::is_alphanumeric) => Role::Nothing,
            // Wessex"s: an apostrophe mistyped.
            (false, false, false) if is_letter(before) && is_clitic(&text[token.end..]) => Role::Nothing,
            // ""So: typed twice.
            (false, true, false) if after == Some('"') && is_letter(text[token.end + 1..].chars().next()) => {
                Role::Nothing
            }
            // "He was late, "she said: the blank is on the wrong side.
            (true, true, false) if text[..token.start].trim_end().ends_with(',') => Role::Closes,
            (true, true, false) if after.is_some_and(char::is_alphanumeric) => Role::Opens,
            _ => by_state(is_open),
        },
        Mark::High if language == Language::German => by_state(is_open),
        Mark::High => match (is_open, left, right) {
            (true, false, true) => Role::Closes,
            (true, false, false) if after.is_some_and(|c| matches!(c, ',' | '.' | ';' | '?' | '!')) => {
                Role::Closes
            }
            _ => Role::Opens,
        },
        Mark::HighClose => match (is_open, left, right) {
            (_, true, false) if after.is_some_and(char::is_alphanumeric) => Role::Opens,
            (false, ..) if language == Language::German => Role::Opens,
            _ => Role::Closes,
        },
        // «So» in most languages, »so« in German books.
        Mark::LeftAngle | Mark::RightAngle => by_state(is_open),
    }
}

/// How many marks after an opening one are looked at for quotations inside the quotation.
const MOST_NESTED: usize = 8;

/// “He said “no” and left,” “He said "no" and left,” "He said “no” and left,": the mark that closes the outer words.
///
/// `places` are those of the marks and the paragraphs' ends, from the opening mark on.
fn nested_end(text: &str, tokens: &[Token], places: &[usize]) -> Option<usize> {
    let (&open, rest) = places.split_first()?;
    let mut stack = [mark_of(&tokens[open])?; MOST_NESTED + 1];
    let mut deep = 1;
    let mut is_nested = false;
    for &at in rest.iter().take(MOST_NESTED) {
        let token = &tokens[at];
        // A paragraph's end.
        let mark = mark_of(token)?;
        let left = text[..token.start].chars().next_back();
        let is_after_blank = left.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'));
        let closes = match (mark, stack[deep - 1]) {
            (Mark::Straight, Mark::Straight)
            | (Mark::HighClose, Mark::High)
            | (Mark::TicksClose, Mark::Ticks) => true,
            (Mark::Straight | Mark::High | Mark::Ticks, _) if is_after_blank => false,
            _ => return None,
        };
        if closes {
            deep -= 1;
        } else {
            stack[deep] = mark;
            deep += 1;
            is_nested = true;
        }
        if deep == 0 {
            return is_nested.then_some(at);
        }
    }
    None
}

fn mark_of(token: &Token) -> Option<Mark> {
    match token.shape {
        Shape::Mark(mark) => Some(mark),
        _ => None,
    }
}

fn push(
    found: &mut Vec<Stretch>,
    text: &str,
    tokens: &[Token],
    open: usize,
    close: usize,
    ended_by: EndedBy,
) {
    let (from, to) = (tokens[open].end, tokens[close].start);
    let inside = &text[from..to];
    let start = from + (inside.len() - inside.trim_start().len());
    let end = from + inside.trim_end().len();
    if start < end && close > open + 1 {
        found.push(Stretch { open, close, start, end, ended_by, goes_on: false });
    }
}
