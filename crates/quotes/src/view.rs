//! One sentence with its quotations, as the rules look at it.

use crate::{
    clauses::{Clauses, Verb},
    flow::{Piece, Sentence},
    grammar::Grammar,
    marks::Stretch,
    phrases::{Head, Phrase},
    token::{Shape, Token},
    why::{Bound, Why},
    words::Class,
};

pub(crate) struct Rules<'a> {
    pub(crate) grammar: &'a Grammar<'a>,
    pub(crate) sentence: &'a Sentence,
    pub(crate) clauses: &'a Clauses,
}

impl Rules<'_> {
    pub(crate) fn at(&self, piece: usize) -> Option<&Token> {
        if !self.sentence.pieces.contains(&piece) {
            return None;
        }
        self.grammar.at(piece)
    }

    pub(crate) fn text_at(&self, piece: usize) -> &str {
        self.at(piece).map_or("", |token| token.text(self.grammar.text))
    }

    pub(crate) fn stretch(&self, piece: usize) -> Option<&Stretch> {
        match self.grammar.flow.pieces.get(piece)? {
            Piece::Quote(quote) => self.grammar.stretches.get(*quote),
            Piece::Token(_) => None,
        }
    }

    /// Whether the next paragraph takes up what a stretch left open.
    pub(crate) fn goes_on_after(&self, piece: usize) -> bool {
        match self.grammar.flow.pieces.get(piece) {
            Some(Piece::Quote(quote)) => {
                self.grammar.stretches.get(quote + 1).is_some_and(|next| next.goes_on)
            }
            _ => false,
        }
    }

    pub(crate) fn phrase_at(&self, piece: usize) -> Option<Phrase> {
        let at = self.clauses.phrases.partition_point(|phrase| phrase.first < piece);
        self.clauses.phrases.get(at).copied().filter(|phrase| phrase.first == piece)
    }

    pub(crate) fn verbs_before(&self, piece: usize) -> impl Iterator<Item = &Verb> {
        let first = self.clauses.verbs.partition_point(|verb| verb.piece < piece);
        self.clauses.verbs[..first].iter().rev()
    }

    pub(crate) fn verbs_after(&self, piece: usize) -> impl Iterator<Item = &Verb> {
        let first = self.clauses.verbs.partition_point(|verb| verb.piece < piece);
        self.clauses.verbs[first..].iter()
    }

    /// The first piece after the marks and a comma.
    pub(crate) fn next_word(&self, piece: usize) -> usize {
        let mut at = piece + 1;
        while self.at(at).is_some_and(|token| {
            matches!(token.shape, Shape::Comma | Shape::Dash | Shape::Clitic) || token.is(Class::ADVERB)
        }) {
            at += 1;
        }
        at
    }

    /// Whether the marks close on a comma, a question or another point after which an attribution comes.
    pub(crate) fn invites(&self, piece: usize) -> bool {
        let Some(stretch) = self.stretch(piece) else { return false };
        let content =
            self.grammar.text[stretch.start..stretch.end].trim_end_matches(['\'', '’', ')', ']', '*']);
        let inside = content.ends_with([',', '!', '?', '…', '-', '—', '–']) || content.ends_with("...");
        // He cursed - "late again!" - and the crew said nothing: the second dash closes what the first opened.
        let is_dash = |token: Option<&Token>| token.is_some_and(|token| token.shape == Shape::Dash);
        let is_aside = is_dash(self.before(piece)) && is_dash(self.at(piece + 1));
        !is_aside
            && (inside
                || self.at(piece + 1).is_some_and(|token| matches!(token.shape, Shape::Comma | Shape::Dash)))
    }

    /// Whether the sentence begins with the marks, or nothing but another quotation's end stands before.
    pub(crate) fn leads(&self, piece: usize) -> bool {
        (self.sentence.pieces.start..piece).all(|before| {
            self.at(before).is_none_or(|token| {
                token.is(Class::CONJUNCTION)
                    || matches!(token.shape, Shape::Dash | Shape::Other | Shape::Open)
            })
        })
    }

    /// Whether the sentence is the quotation and no more.
    pub(crate) fn is_alone(&self, piece: usize) -> bool {
        self.sentence
            .pieces
            .clone()
            .all(|other| other == piece || self.at(other).is_none_or(|token| !token.is_word()))
    }

    /// Whether a verb of saying or calling stands close before the marks, or they follow a comma or colon.
    pub(crate) fn is_claimed(&self, piece: usize) -> bool {
        let pointed = piece
            .checked_sub(1)
            .and_then(|before| self.at(before))
            .is_some_and(|token| matches!(token.shape, Shape::Comma | Shape::Colon));
        pointed
            || self
                .verbs_before(piece)
                .next()
                .is_some_and(|verb| verb.piece + 4 > piece && verb.class.is(Class::CUE))
    }

    /// Whether a verb stands before the colon or comma that the marks follow; a comma must be near.
    pub(crate) fn is_pointed(&self, piece: usize, verb: usize) -> bool {
        match piece.checked_sub(1).and_then(|before| self.at(before)).map(|token| token.shape) {
            Some(Shape::Colon) => true,
            Some(Shape::Comma) => verb + 4 > piece,
            _ => false,
        }
    }

    /// Whether the verb of saying that a quotation is bound to stands just before the marks.
    pub(crate) fn is_close(&self, piece: usize, bound: &Bound) -> bool {
        let Some(cue) = bound.cue else { return false };
        cue + 4 > piece
            && self.at(cue).is_some_and(|verb| verb.is(Class::SAY))
            && bound.why == Why::VerbBefore
            || self.at(piece - 1).is_some_and(|before| before.shape == Shape::Colon)
    }

    /// Whether the verb before the marks is one of calling.
    pub(crate) fn is_called(&self, piece: usize) -> bool {
        let verb = self.verbs_before(piece).next();
        verb.is_some_and(|verb| verb.class.is(Class::CALL) && !verb.class.is(Class::SAY))
    }

    /// Whether a sign stands close before the marks: "banners reading".
    pub(crate) fn is_slogan(&self, piece: usize) -> bool {
        // "A painted board says": but "the board has" is no sign.
        let is_painted = |at: usize| {
            let phrase = self.clauses.phrases.iter().find(|phrase| phrase.last == at);
            !self.text_at(at).starts_with("board")
                || phrase.is_some_and(|phrase| matches!(self.text_at(phrase.first), "a" | "A"))
        };
        let is_sign = |at: usize| self.at(at).is_some_and(|token| token.is(Class::SIGN)) && is_painted(at);
        let is_said_by = |verb: &Verb| {
            verb.piece + 3 > piece
                && verb.subject.is_some_and(|subject| is_sign(self.clauses.phrases[subject].last))
        };
        // "a sign of her own that read "..."": what reads is the sign.
        let reads = matches!(self.text_at(piece.saturating_sub(1)), "read" | "reads" | "reading");
        (piece.saturating_sub(if reads { 9 } else { 4 })..piece).any(is_sign)
            || self.verbs_before(piece).next().is_some_and(is_said_by)
    }

    /// Whether brackets stand round the marks and nothing else does.
    pub(crate) fn is_bracketed(&self, piece: usize) -> bool {
        let is = |token: Option<&Token>, shape| token.is_some_and(|token| token.shape == shape);
        is(self.before(piece), Shape::Open) && is(self.at(piece + 1), Shape::Close)
    }

    /// Whether nothing but "and", "or" and commas stand between two marked stretches.
    pub(crate) fn is_listed_with(&self, earlier: usize, piece: usize) -> bool {
        let joins = Class::CONJUNCTION.with(Class::ADVERB);
        earlier < piece
            && piece - earlier < 5
            && (earlier + 1..piece)
                .all(|at| self.at(at).is_some_and(|token| token.shape == Shape::Comma || token.is(joins)))
    }

    /// The token just before the marks.
    pub(crate) fn before(&self, piece: usize) -> Option<&Token> {
        piece.checked_sub(1).and_then(|before| self.at(before))
    }

    /// Whether a word before the marks makes them a programme's: "on", "told", "Radio Harbour's".
    pub(crate) fn is_on_air(&self, piece: usize) -> bool {
        piece.checked_sub(1).and_then(|before| self.at(before)).is_some_and(|token| {
            let text = token.text(self.grammar.text);
            token.shape == Shape::Clitic && text.ends_with('s') || matches!(text, "told" | "on" | "to")
        })
    }

    /// German: the sentence tells in the subjunctive what somebody said before.
    pub(crate) fn is_subjunctive(&self) -> bool {
        self.sentence.pieces.clone().any(|at| self.at(at).is_some_and(|token| token.is(Class::SUBJUNCTIVE)))
    }

    /// German: the sentence's own clause is in the subjunctive.
    pub(crate) fn is_retold(&self) -> bool {
        let main = self.clauses.verbs.iter().find(|verb| !verb.is_subordinate);
        main.is_none_or(|verb| verb.class.is(Class::SUBJUNCTIVE)) && self.is_subjunctive()
    }

    /// "Brack asked Lowry whether it was late": the name of who is asked.
    pub(crate) fn asked(&self) -> Option<usize> {
        let asks = |verb: &&Verb| {
            matches!(self.text_at(verb.piece), "asked" | "asks" | "pressed" | "questioned")
                && !verb.is_passive
        };
        let verb = self.clauses.verbs.iter().rev().find(asks)?;
        match self.phrase_at(verb.piece + 1)?.head {
            Head::Name(name) if !self.grammar.names[name].is_organisation => Some(name),
            _ => None,
        }
    }
}
