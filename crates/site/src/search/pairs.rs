//! Words of an index that are two words side by side.
//!
//! "ceasefire talks" as a phrase of two words would have the places of both looked up in every story that
//! has both. As a word of its own it is one list of stories, and is counted as fast as any word.

use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

/// Lets each word through, and after it the pair that it is the second of.
#[derive(Clone)]
pub struct Pairs;

/// The pair as it stands in the index. No word has a space in it.
pub fn joined(first: &str, second: &str) -> String {
    format!("{first} {second}")
}

impl TokenFilter for Pairs {
    type Tokenizer<T: Tokenizer> = Paired<T>;

    fn transform<T: Tokenizer>(self, words: T) -> Paired<T> {
        Paired { words }
    }
}

#[derive(Clone)]
pub struct Paired<T> {
    words: T,
}

impl<T: Tokenizer> Tokenizer for Paired<T> {
    type TokenStream<'a> = PairStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        let words = self.words.token_stream(text);
        PairStream { words, read: 0, pair: Token::default(), at: At::Word }
    }
}

pub struct PairStream<S> {
    words: S,
    /// So many words were read.
    read: usize,
    pair: Token,
    at: At,
}

#[derive(PartialEq, Eq)]
enum At {
    Word,
    Pair,
}

impl<S: TokenStream> TokenStream for PairStream<S> {
    fn advance(&mut self) -> bool {
        if self.at == At::Word && self.read > 1 {
            self.pair.text.push(' ');
            self.pair.text.push_str(&self.words.token().text);
            self.pair.offset_to = self.words.token().offset_to;
            // Where its first word stands. Words are counted as they are read: one that was left out for its
            // length leaves no gap, which a phrase that is asked for would not have.
            self.pair.position = self.read - 2;
            self.pair.position_length = 2;
            self.at = At::Pair;
            return true;
        }
        if self.read > 0 {
            let word = self.words.token();
            self.pair.text.clone_from(&word.text);
            self.pair.offset_from = word.offset_from;
        }
        self.at = At::Word;
        if !self.words.advance() {
            return false;
        }
        self.words.token_mut().position = self.read;
        self.read += 1;
        true
    }

    fn token(&self) -> &Token {
        match self.at {
            At::Word => self.words.token(),
            At::Pair => &self.pair,
        }
    }

    fn token_mut(&mut self) -> &mut Token {
        match self.at {
            At::Word => self.words.token_mut(),
            At::Pair => &mut self.pair,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::search::schema;

    fn tokens(text: &str) -> Vec<(String, usize)> {
        let mut tokens = Vec::new();
        let mut analyzer = schema::words_and_pairs(schema::stemmer("en"));
        analyzer.token_stream(text).process(&mut |token| tokens.push((token.text.clone(), token.position)));
        tokens
    }

    #[test]
    fn each_word_is_indexed_and_each_pair_at_the_place_of_its_first() {
        let expected = [("the", 0), ("ferri", 1), ("the ferri", 0), ("sail", 2), ("ferri sail", 1)]
            .map(|(t, p)| (t.into(), p));
        assert_eq!(tokens("The ferry, sailing"), expected);
        assert_eq!(tokens("ferry"), [("ferri".to_owned(), 0)]);
        assert_eq!(tokens(" ... "), []);
    }

    #[test]
    fn a_word_that_is_left_out_for_its_length_parts_no_pair() {
        let text = format!("port {} ellery", "x".repeat(80));
        assert_eq!(tokens(&text).last(), Some(&("port elleri".to_owned(), 0)));
    }
}
