//! The running text as its writer's sentences: what stands in marks is one piece of the sentence around it.

use std::ops::Range;

use crate::{
    marks::{EndedBy, Stretch},
    token::{Shape, Token},
    words::{Class, Language},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A token outside marks.
    Token(usize),
    /// A marked stretch.
    Quote(usize),
}

#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    /// Of `Flow::pieces`.
    pub(crate) pieces: Range<usize>,
    pub(crate) paragraph: usize,
}

/// No sentence is longer, in pieces; what is, is a table or a trap, and is cut.
const LONGEST: usize = 300;

pub(crate) struct Flow {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) sentences: Vec<Sentence>,
}

impl Flow {
    /// The token of a piece outside marks.
    #[inline]
    pub(crate) fn token<'a>(&self, tokens: &'a [Token], piece: usize) -> Option<&'a Token> {
        match self.pieces.get(piece)? {
            Piece::Token(at) => tokens.get(*at),
            Piece::Quote(_) => None,
        }
    }
}

pub(crate) fn flow(text: &str, tokens: &[Token], stretches: &[Stretch], language: Language) -> Flow {
    let mut flow = Flow { pieces: Vec::with_capacity(tokens.len()), sentences: Vec::new() };
    let mut start = 0;
    let mut paragraph = 0;
    let mut next = 0;
    let mut at = 0;
    while at < tokens.len() {
        let piece = match stretches.get(next) {
            Some(stretch) if stretch.open == at => {
                // A stretch that a paragraph's end or another opening mark ends leaves that to be read.
                at = stretch.close + usize::from(stretch.ended_by == EndedBy::ClosingMark);
                next += 1;
                Piece::Quote(next - 1)
            }
            _ => {
                at += 1;
                Piece::Token(at - 1)
            }
        };
        let is_break = matches!(piece, Piece::Token(at) if tokens[at].shape == Shape::Break);
        if !is_break {
            // A mark without its fellow says nothing.
            if !matches!(piece, Piece::Token(at) if matches!(tokens[at].shape, Shape::Mark(_))) {
                flow.pieces.push(piece);
            }
        }
        let ends = is_break
            || flow.pieces.len() - start >= LONGEST
            || match piece {
                Piece::Token(stop) => {
                    ends_after_token(text, tokens, stop) && !is_ordinal(text, tokens, stop, language)
                }
                Piece::Quote(quote) => ends_after_quote(text, tokens, &stretches[quote], at),
            };
        if ends && flow.pieces.len() > start {
            flow.sentences.push(Sentence { pieces: start..flow.pieces.len(), paragraph });
            start = flow.pieces.len();
        }
        paragraph += usize::from(is_break);
    }
    flow
}

/// German: "am 1. Mai", "der 3. Brief": the point belongs to the number.
fn is_ordinal(text: &str, tokens: &[Token], stop: usize, language: Language) -> bool {
    let Some(number) = stop.checked_sub(1).map(|at| &tokens[at]) else { return false };
    language == Language::German
        && number.shape == Shape::Number
        && number.end == tokens[stop].start
        && number.text(text).len() < 3
        && tokens[stop].text(text) == "."
        && tokens.get(stop + 1).is_some_and(Token::is_word)
}

fn ends_after_token(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let Some(next) = tokens.get(at + 1) else { return true };
    match token.shape {
        Shape::Stop => {
            !matches!(next.shape, Shape::Lower | Shape::Comma | Shape::Close) && token.text(text) != ".."
        }
        // "... of Harbour Inc. The company": the point of an abbreviation ends the sentence too; and "... in Charlotte, N.C.
        // Orr said": a state that no comma follows does.
        Shape::Capital | Shape::Initial | Shape::Lower
            if next.is_capital() && token.text(text).ends_with('.') =>
        {
            let is_small_word = next.shape == Shape::Capital && next.is(Class::SMALL) && !next.is(Class::DAY);
            is_small_word && !token.is(Class::ANY_TITLE) || is_state(text, tokens, at)
        }
        _ => false,
    }
}

/// "Charlotte, N.C.", "Lexington, Mass."
#[inline]
pub(crate) fn is_state(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if token.shape != Shape::Initial && !token.is(Class::ABBREVIATION) {
        return false;
    }
    let is_short = token.shape == Shape::Initial && token.end - token.start > 3
        || token.shape == Shape::Capital && token.is(Class::ABBREVIATION);
    let is_after_place = at > 1 && tokens[at - 1].shape == Shape::Comma && tokens[at - 2].is_capital();
    is_short
        && is_after_place
        && token.text(text).ends_with('.')
        && !token.is(Class::ANY_TITLE.with(Class::DAY).with(Class::SUFFIX).with(Class::ORGANISATION))
}

/// A full stop inside the marks ends the sentence, unless an attribution follows.
fn ends_after_quote(text: &str, tokens: &[Token], stretch: &Stretch, next: usize) -> bool {
    let content = text[stretch.start..stretch.end].trim_end_matches(['\'', '’', ')', ']', '*']);
    let Some(last) = content.chars().next_back() else { return false };
    let Some(after) = tokens.get(next) else { return true };
    if !matches!(last, '.' | '!' | '?' | '…') {
        return false;
    }
    match after.shape {
        Shape::Lower | Shape::Comma | Shape::Semicolon | Shape::Dash | Shape::Close | Shape::Stop => false,
        Shape::Open => false,
        // He said: "Is it?" She ...
        Shape::Capital | Shape::Initial
            if stretch.open > 0 && tokens[stretch.open - 1].shape == Shape::Colon =>
        {
            true
        }
        Shape::Capital | Shape::Initial => !attribution_follows(tokens, next, last == '.'),
        Shape::Mark(_) | Shape::Break => true,
        _ => last == '.',
    }
}

/// "X said", "X, the Y, said", with no more words after it when a full stop stood inside the marks.
fn attribution_follows(tokens: &[Token], first: usize, stopped: bool) -> bool {
    // "Later, Lowry said": a sentence of its own.
    let leads = Class::ADVERB.with(Class::STARTER).with(Class::PREPOSITION).with(Class::SUBORDINATE);
    if tokens.get(first).is_some_and(|token| token.is(leads) && !token.is(Class::GIVEN)) {
        return false;
    }
    let mut at = first;
    while at < tokens.len() && at < first + 25 {
        let token = &tokens[at];
        if token.shape == Shape::Lower && token.is(Class::SAY) && token.is(Class::PAST.with(Class::THIRD)) {
            let after = tokens.get(at + 1).map(|token| token.shape);
            return !stopped
                || matches!(after, None | Some(Shape::Stop | Shape::Break))
                || tokens[at + 1].is(Class::DAY);
        }
        // "Is it late?" Lowry pressed.
        let presses = token.shape == Shape::Lower
            && token.is(Class::CUE)
            && token.is(Class::PAST)
            && at <= first + 2
            && tokens.get(at + 1).is_none_or(|after| after.shape == Shape::Stop);
        if presses && !stopped && at > first {
            return true;
        }
        let is_subject = token.is_capital() && (at == first || !token.is(Class::SMALL))
            || matches!(
                token.shape,
                Shape::Clitic | Shape::Comma | Shape::Open | Shape::Close | Shape::Number
            )
            || token.shape == Shape::Lower && !token.is(Class::AUXILIARY) && at > first;
        if !is_subject || stopped && at > first + 4 {
            return false;
        }
        at += 1;
    }
    false
}
