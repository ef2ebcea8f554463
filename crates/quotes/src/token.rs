//! Text to tokens in one pass: words, numbers, points and marks, each with its class and its place.

use crate::words::{Class, Language, Words};

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A word in small letters.
    Lower,
    /// A word that begins with a capital, or has no other letters.
    Capital,
    /// `B.`, `J.M.`, `U.S.`
    Initial,
    Number,
    /// `'s`, and other short endings after an apostrophe.
    Clitic,
    /// A full stop, question or exclamation mark, ellipsis.
    Stop,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Open,
    Close,
    Mark(Mark),
    /// The end of a paragraph.
    Break,
    Other,
}

/// A quotation mark as it is written; what it does is for `marks.rs` to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `"`
    Straight,
    /// `“`: opens in English, closes in German.
    High,
    /// `”`
    HighClose,
    /// `„`
    Low,
    /// ` `` `
    Ticks,
    /// `''`
    TicksClose,
    /// `«`
    LeftAngle,
    /// `»`
    RightAngle,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) shape: Shape,
    pub(crate) class: Class,
}

impl Token {
    #[inline]
    pub(crate) fn is(&self, class: Class) -> bool {
        self.class.is(class)
    }

    pub(crate) fn shape_is(&self, shape: Shape) -> bool {
        self.shape == shape
    }

    pub(crate) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Capital | Shape::Initial)
    }

    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Initial)
    }

    pub(crate) fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }
}

pub(crate) fn tokens(text: &str, words: &Words) -> Vec<Token> {
    let mut reader = Reader { text, at: 0, words, lower: String::new(), tokens: Vec::new() };
    reader.tokens.reserve(text.len() / 5);
    while let Some(first) = reader.peek() {
        reader.token(first);
    }
    reader.push(text.len(), Shape::Break, Class::default());
    reader.tokens
}

/// Blanks, in bytes, that no phrase reaches across.
const WIDE_GAP: usize = 16;

/// A word that is longer, in bytes, is none.
const LONGEST_WORD: usize = 80;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    words: &'a Words,
    /// The last word in small letters; kept to save an allocation a word.
    lower: String,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn after(&self, offset: usize) -> Option<char> {
        self.text.get(offset..)?.chars().next()
    }

    fn push(&mut self, end: usize, shape: Shape, class: Class) {
        self.tokens.push(Token { start: self.at, end, shape, class });
        self.at = end;
    }

    fn token(&mut self, first: char) {
        let end = self.at + first.len_utf8();
        let shape = match first {
            '\n' | '\u{2029}' => return self.line_end(),
            _ if first.is_whitespace() => return self.gap(),
            _ if first.is_alphabetic() => return self.word(),
            '0'..='9' | '$' | '€' | '£' => return self.number(),
            '@' | '#' if self.after(end).is_some_and(char::is_alphanumeric) => return self.handle(),
            '`' if self.after(end) == Some('`') => {
                return self.push(end + 1, Shape::Mark(Mark::Ticks), Class::default());
            }
            '\'' if self.after(end) == Some('\'') => {
                return self.push(end + 1, Shape::Mark(Mark::TicksClose), Class::default());
            }
            '\'' | '’' if self.follows_letter() => return self.clitic(end),
            '"' | '＂' => Shape::Mark(Mark::Straight),
            '“' | '‟' => Shape::Mark(Mark::High),
            '”' => Shape::Mark(Mark::HighClose),
            '„' => Shape::Mark(Mark::Low),
            '«' => Shape::Mark(Mark::LeftAngle),
            '»' => Shape::Mark(Mark::RightAngle),
            '.' | '!' | '?' | '…' => return self.stops(),
            ',' => Shape::Comma,
            ':' => Shape::Colon,
            ';' => Shape::Semicolon,
            '-' | '–' | '—' | '―' | '_' => return self.dash(),
            '(' | '[' => Shape::Open,
            ')' | ']' => Shape::Close,
            _ => Shape::Other,
        };
        self.push(end, shape, Class::default());
    }

    /// Blanks; a wide gap parts words as a table's columns are.
    fn gap(&mut self) {
        let rest = &self.text[self.at..];
        let is_blank = |letter: char| letter.is_whitespace() && !matches!(letter, '\n' | '\u{2029}');
        let len = rest.find(|letter| !is_blank(letter)).unwrap_or(rest.len());
        if len > WIDE_GAP {
            self.push(self.at + len, Shape::Other, Class::default());
        } else {
            self.at += len;
        }
    }

    /// A line's end is a paragraph's when a blank line or an indented one follows.
    fn line_end(&mut self) {
        let rest = &self.text[self.at..];
        let blank = rest.len() - rest.trim_start().len();
        let gap = &rest[..blank];
        let is_break = gap.matches('\n').count() > 1
            || gap.ends_with("  ")
            || gap.ends_with('\t')
            || gap.contains('\u{2029}');
        if is_break {
            self.push(self.at + blank, Shape::Break, Class::default());
        } else {
            self.at += blank.max(1);
        }
    }

    fn word(&mut self) {
        let rest = &self.text[self.at..];
        let mut len = 0;
        let mut is_dotted = false;
        let mut chars = rest.char_indices().peekable();
        while let Some((at, letter)) = chars.next() {
            let next = chars.peek().map(|&(_, next)| next);
            let goes_on = match letter {
                // Most letters; the others are asked one by one.
                'a'..='z' | 'A'..='Z' => true,
                '-' | '‑' => next.is_some_and(char::is_alphanumeric),
                // O'Brien, D'Souza; but not he's.
                '\'' | '’' => {
                    at == 1
                        && (rest.starts_with(char::is_uppercase) || rest.starts_with('d'))
                        && next.is_some_and(char::is_uppercase)
                }
                '.' if is_dotted || at == 1 => {
                    let single = next.is_none_or(|next| !next.is_alphanumeric());
                    let letters = rest[at + 1..].chars().nth(1);
                    let goes_on = (single && rest.starts_with(char::is_uppercase) || is_dotted)
                        || next.is_some_and(char::is_alphabetic) && letters == Some('.');
                    is_dotted |= goes_on;
                    goes_on
                }
                _ => letter.is_alphanumeric() || is_combining(letter),
            };
            if !goes_on {
                break;
            }
            len = at + letter.len_utf8();
        }
        if len > LONGEST_WORD {
            return self.push(self.at + len, Shape::Other, Class::default());
        }
        let word = &rest[..len];
        self.lower.clear();
        if word.is_ascii() {
            self.lower.push_str(word);
            self.lower.make_ascii_lowercase();
        } else {
            self.lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        let plain = self.lower.trim_end_matches('.');
        let mut class = self.words.class(plain);
        if class == Class::default() {
            // vice-chairman, six-year-old, then-senator: what its last part is.
            if let Some((_, last)) = plain.rsplit_once('-') {
                class = self.words.class(last).without(Class::SMALL.with(Class::CUE));
            }
            // Hans-Georg is he, whatever Georg is.
            if let Some((first, _)) = plain.split_once('-').filter(|_| word.starts_with(char::is_uppercase)) {
                let given = self.words.class(first).only(Class::GIVEN);
                if given != Class::default() {
                    class = class.without(Class::GIVEN).with(given);
                }
            }
        }
        if class == Class::default() && self.words.language == Language::German && plain.len() > 7 {
            class = self.words.compound(plain);
        }
        // "A." in a name is no article.
        if is_dotted && plain.len() == 1 {
            class = Class::default();
        }
        let capital = word.starts_with(char::is_uppercase) || is_prefixed_name(word);
        let shape = match capital {
            true if is_dotted => Shape::Initial,
            true => Shape::Capital,
            false => Shape::Lower,
        };
        let mut end = self.at + len;
        // Mr., Sen., Jan.: the point belongs to the word.
        if class.is(Class::ABBREVIATION) && self.after(end) == Some('.') && !is_dotted {
            end += 1;
        } else {
            class = class.without(Class::ABBREVIATION);
        }
        self.push(end, shape, class);
    }

    fn number(&mut self) {
        let rest = &self.text[self.at..];
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let mut len = first;
        let bytes = rest.as_bytes();
        while let Some(&byte) = bytes.get(len) {
            let next_is_digit = bytes.get(len + 1).is_some_and(u8::is_ascii_digit);
            match byte {
                _ if byte.is_ascii_alphanumeric() || byte == b'%' => len += 1,
                b'.' | b',' | b':' | b'/' if next_is_digit => len += 1,
                b'-' if bytes.get(len + 1).is_some_and(u8::is_ascii_alphanumeric) => len += 1,
                _ => break,
            }
        }
        self.push(self.at + len, Shape::Number, Class::default());
    }

    /// `@harbourcourier`: a name.
    fn handle(&mut self) {
        let rest = &self.text[self.at + 1..];
        let len = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
        self.push(self.at + 1 + len, Shape::Capital, Class::default());
    }

    fn follows_letter(&self) -> bool {
        self.tokens
            .last()
            .is_some_and(|last| last.end == self.at && (last.is_word() || last.shape == Shape::Number))
    }

    /// What follows an apostrophe: `'s`, `'ll`, or nothing (`the workers'`).
    fn clitic(&mut self, after: usize) {
        let rest = &self.text[after..];
        let len = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
        let len = if len <= 2 { len } else { 0 };
        self.push(after + len, Shape::Clitic, Class::default());
    }

    fn stops(&mut self) {
        let rest = &self.text[self.at..];
        let len = rest.find(|letter| !matches!(letter, '.' | '!' | '?' | '…')).unwrap_or(rest.len());
        // saltmouth.example, D-N.Y.: no sentence ends within a word.
        let joins = len == 1
            && self.tokens.last().is_some_and(|last| last.end == self.at && last.is_word())
            && self.after(self.at + 1).is_some_and(char::is_alphanumeric);
        let shape = if joins { Shape::Other } else { Shape::Stop };
        self.push(self.at + len, shape, Class::default());
    }

    fn dash(&mut self) {
        let rest = &self.text[self.at..];
        let len = rest.find(|letter| !matches!(letter, '-' | '–' | '—' | '―' | '_')).unwrap_or(rest.len());
        self.push(self.at + len, Shape::Dash, Class::default());
    }
}

/// al-Hassan, d'Orsay: names, though they begin small.
fn is_prefixed_name(word: &str) -> bool {
    let bytes = word.as_bytes();
    let is_joined = |at: usize| bytes.get(at).is_some_and(|byte| !byte.is_ascii_alphanumeric());
    if !(is_joined(1) || is_joined(2) || is_joined(3)) {
        return false;
    }
    const PREFIXES: [&str; 9] = ["al-", "el-", "as-", "ad-", "an-", "ar-", "ash-", "d'", "d’"];
    let rest = PREFIXES.iter().find_map(|prefix| word.strip_prefix(prefix));
    rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

fn is_combining(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}
