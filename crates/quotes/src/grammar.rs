//! What the readers of phrases and clauses share: the text in all its forms, and a word's neighbours.

use std::ops::Range;

use crate::{
    flow::{Flow, Piece},
    marks::{EndedBy, Stretch},
    names::Name,
    phrases::{Head, Phrase},
    token::{Shape, Token},
    words::{Class, Language},
};

pub(crate) struct Grammar<'a> {
    pub(crate) language: Language,
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) flow: &'a Flow,
    pub(crate) stretches: &'a [Stretch],
    pub(crate) names: &'a [Name],
    /// By token: the name that begins there.
    pub(crate) name_at: &'a [u32],
}

pub(crate) const NO_NAME: u32 = u32::MAX;

impl Grammar<'_> {
    #[inline]
    pub(crate) fn at(&self, piece: usize) -> Option<&Token> {
        self.flow.token(self.tokens, piece)
    }

    /// The name that begins at a piece.
    pub(crate) fn name_from(&self, piece: usize) -> Option<usize> {
        let name = *self.name_at.get(self.token_index(piece)?)?;
        (name != NO_NAME).then_some(name as usize)
    }

    /// A piece's word in small letters.
    pub(crate) fn lower(&self, piece: usize) -> String {
        self.at(piece).map_or_else(String::new, |token| token.text(self.text).to_ascii_lowercase())
    }

    fn token_index(&self, piece: usize) -> Option<usize> {
        match self.flow.pieces.get(piece)? {
            Piece::Token(at) => Some(*at),
            Piece::Quote(_) => None,
        }
    }

    /// The bytes of a range of pieces, marks and all.
    pub(crate) fn bytes(&self, pieces: Range<usize>) -> Range<usize> {
        let part = self.flow.pieces.get(pieces).unwrap_or_default();
        let start = |piece: &Piece| match piece {
            Piece::Token(at) => self.tokens[*at].start,
            Piece::Quote(quote) => self.tokens[self.stretches[*quote].open].start,
        };
        let end = |piece: &Piece| match piece {
            Piece::Token(at) => self.tokens[*at].end,
            Piece::Quote(quote) => {
                let stretch = &self.stretches[*quote];
                if stretch.ended_by == EndedBy::ClosingMark {
                    self.tokens[stretch.close].end
                } else {
                    stretch.end
                }
            }
        };
        part.first().map_or(0, start)..part.last().map_or(0, end)
    }

    /// The name that ends at a piece.
    pub(crate) fn name_ending(&self, piece: usize) -> Option<Phrase> {
        let at = self.token_index(piece)?;
        let name = self.names.partition_point(|name| name.run.end <= at);
        let run = &self.names.get(name)?.run;
        (run.end == at + 1 && piece + 1 >= run.len()).then(|| Phrase {
            first: piece + 1 - run.len(),
            last: piece,
            head: Head::Name(name),
        })
    }

    pub(crate) fn is_adverb(&self, piece: usize) -> bool {
        let known = Class::ANY_ROLE.with(Class::HUMAN).with(Class::MEDIUM).with(Class::CUE).with(Class::WORK);
        self.at(piece).is_some_and(|token| {
            let text = token.text(self.text);
            let is_noun = matches!(
                text,
                "family"
                    | "rally"
                    | "assembly"
                    | "ally"
                    | "daily"
                    | "weekly"
                    | "elderly"
                    | "early"
                    | "monopoly"
            );
            text.ends_with("ly")
                && token.shape == Shape::Lower
                && text.len() > 4
                && !is_noun
                && !token.is(known)
        })
    }

    /// After "the", "his" or "Smith's": what comes is the noun's.
    pub(crate) fn is_after_opener(&self, piece: usize) -> bool {
        piece.checked_sub(1).and_then(|before| self.at(before)).is_some_and(|before| {
            before.is(Class::OPENS) || before.shape == Shape::Clitic && before.text(self.text).ends_with('s')
        })
    }
}
