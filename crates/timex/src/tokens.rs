//! Text to tokens, in one pass: words, numbers and marks, with the bytes they stand at and what the
//! language's table knows of them.

use crate::{classes::Class, language::Language, numbers, terminals::Sense};

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// Bytes.
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    /// The word's entry in the language's table, if it has one.
    pub entry: Option<u32>,
    /// A number's value in thousandths.
    pub number: i64,
    /// Digits that the number is written with; 0 if it has a comma, a point or a letter in it.
    pub digits: u8,
    /// Nothing stands between this and the token before.
    pub glued: bool,
    /// Begins with a capital letter.
    pub capital: bool,
    /// A blank line stands before it.
    pub new_paragraph: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    Number,
    /// A number with an ordinal ending: 21st.
    Ordinal,
    Mark,
}

pub(crate) fn tokens(text: &str, language: &Language) -> Vec<Token> {
    let mut reader = Reader { text, language, tokens: Vec::with_capacity(text.len() / 5), lower: String::new() };
    reader.run();
    numbers::fold(text, reader.tokens, language)
}

struct Reader<'a> {
    text: &'a str,
    language: &'a Language,
    tokens: Vec<Token>,
    lower: String,
}

impl Reader<'_> {
    fn run(&mut self) {
        let (mut at, mut gap_from) = (0, 0);
        while let Some(first) = self.first(at) {
            if first.is_whitespace() {
                at += first.len_utf8();
                continue;
            }
            let end = if first.is_ascii_digit() {
                self.number(at)
            } else if is_letter(first) {
                self.word(at)
            } else {
                self.mark(at, first)
            };
            if let Some(token) = self.tokens.last_mut() {
                token.glued = gap_from == at && at > 0;
                token.new_paragraph = is_blank_line(&self.text[gap_from..at]);
            }
            (at, gap_from) = (end, end);
        }
    }

    fn first(&self, at: usize) -> Option<char> {
        match *self.text.as_bytes().get(at)? {
            ascii @ 0..128 => Some(char::from(ascii)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    /// Where a run of characters ends.
    fn run_of(&self, from: usize, belongs: fn(char) -> bool) -> usize {
        let mut at = from;
        while let Some(found) = self.first(at).filter(|found| belongs(*found)) {
            at += found.len_utf8();
        }
        at
    }

    fn word(&mut self, at: usize) -> usize {
        let mut end = self.run_of(at, is_letter);
        // "a.m.", "U.S.": letters with a point after each.
        if end - at == 1 && self.first(end) == Some('.') && self.first(end + 1).is_some_and(is_letter) {
            let mut to = end;
            while self.first(to) == Some('.')
                && self.first(to + 1).is_some_and(|next| next.is_ascii_alphabetic())
                && !self.first(to + 2).is_some_and(is_letter)
            {
                to += 2;
            }
            end = to;
            // The last point belongs to the word when the table knows it: "a.m." but "at 9 a.m".
        }
        let apostrophe = self.first(end).filter(|mark| matches!(mark, '\'' | '’'));
        if let Some(mark) = apostrophe.filter(|_| self.language.elides) {
            // l'année: the apostrophe stays with the article.
            if self.first(end + mark.len_utf8()).is_some_and(is_letter) {
                end += mark.len_utf8();
            }
        }
        let (entry, end) = self.look_up(at, end);
        if entry.is_none()
            && let Some(parts) = self.compound(at, end)
        {
            // "Montagabend" is two words written as one.
            let (first, _) = self.look_up(at, parts);
            self.push(at, parts, Kind::Word, first);
            return parts;
        }
        self.push(at, end, Kind::Word, entry);
        end
    }

    /// Where a compound's second word begins.
    fn compound(&self, at: usize, end: usize) -> Option<usize> {
        // `look_up` left the word in lower case here; a letter that became two cannot be counted back.
        let letters = self.language.compound(&self.lower)?;
        let (written, _) = self.text[at..end].char_indices().nth(letters)?;
        (self.text[at..end].chars().count() == self.lower.chars().count()).then_some(at + written)
    }

    /// The table's entry, and the end with the point that an abbreviation has.
    fn look_up(&mut self, at: usize, end: usize) -> (Option<u32>, usize) {
        let word = &self.text[at..end];
        // Longer than any word of a table.
        if word.len() > 48 {
            return (None, end);
        }
        lower_into(word, &mut self.lower);
        if self.first(end) == Some('.') {
            self.lower.push('.');
            if let Some(entry) = self.language.entry(&self.lower) {
                return (Some(entry), end + 1);
            }
            self.lower.pop();
        }
        let entry = self.language.entry(&self.lower);
        // "Jan" alone is a name; beside a number it is the month.
        let beside_number = || {
            let after = self.text[end..].trim_start().as_bytes().first().is_some_and(u8::is_ascii_digit);
            after || self.tokens.last().is_some_and(|last| last.number >= 0)
        };
        (entry.filter(|entry| !self.language.wants_point(*entry) || beside_number()), end)
    }

    fn number(&mut self, at: usize) -> usize {
        let digit = |found: char| found.is_ascii_digit();
        let bytes = self.text.as_bytes();
        let mut end = self.run_of(at, digit);
        let mut plain = true;
        // 1,200: groups of three.
        while end - at <= 12
            && bytes.get(end) == Some(&self.language.thousands)
            && self.run_of(end + 1, digit) == end + 4
        {
            (end, plain) = (end + 4, false);
        }
        let mut thousandths = read(&bytes[at..end]).saturating_mul(1000);
        let point = self.run_of(end + 1, digit);
        if bytes.get(end) == Some(&self.language.decimal) && point > end + 1 && bytes.get(point) != Some(&self.language.decimal) {
            let places = &bytes[end + 1..point.min(end + 4)];
            thousandths = thousandths.saturating_add(read(places) * [1000, 100, 10, 1][places.len().min(3)]);
            (end, plain) = (point, false);
        }
        let digits = if plain { u8::try_from(end - at).unwrap_or(0) } else { 0 };
        let letters = self.run_of(end, is_letter);
        let mut kind = Kind::Number;
        if plain && letters > end && self.language.is_ordinal_ending(&self.text[end..letters]) {
            (end, kind) = (letters, Kind::Ordinal);
        }
        self.push(at, end, kind, None);
        if let Some(token) = self.tokens.last_mut() {
            (token.number, token.digits) = (thousandths, digits);
        }
        end
    }

    fn mark(&mut self, at: usize, first: char) -> usize {
        let mut end = at + first.len_utf8();
        // "'s" is a word of its own.
        if matches!(first, '\'' | '’') && !self.language.elides {
            let letters = self.run_of(end, is_letter);
            let after_word = self.tokens.last().is_some_and(|last| last.end == at && last.kind != Kind::Mark);
            if after_word && letters > end && letters - end <= 2 {
                end = letters;
            }
        }
        lower_into(&self.text[at..end], &mut self.lower);
        let entry = self.language.entry(&self.lower);
        self.push(at, end, Kind::Mark, entry);
        end
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind, entry: Option<u32>) {
        let capital = kind == Kind::Word && self.first(start).is_some_and(char::is_uppercase);
        self.tokens.push(Token {
            start,
            end,
            kind,
            entry,
            number: -1,
            digits: 0,
            glued: false,
            capital,
            new_paragraph: false,
        });
    }
}

impl Token {
    /// What the token may be, with the value it then has: from the table for words, from the shape for
    /// numbers.
    pub(crate) fn senses(&self, language: &Language, each: &mut impl FnMut(Sense)) {
        if let Some(entry) = self.entry {
            language.senses(entry).iter().copied().for_each(&mut *each);
        }
        if self.number >= 0 {
            numbers::senses(self, language, each);
        }
    }

    pub(crate) fn value(&self, class: Class, language: &Language) -> Option<i64> {
        let senses = language.senses(self.entry?);
        senses.iter().find(|sense| sense.class == Some(class)).map(|sense| sense.value)
    }

    pub(crate) fn is(&self, class: Class, language: &Language) -> bool {
        self.value(class, language).is_some()
    }
}

/// Lower case, and the one apostrophe and hyphen that tables use.
pub(crate) fn lower_into(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
        return;
    }
    for letter in word.chars() {
        match letter {
            '’' => lower.push('\''),
            '‐' | '‑' | '–' => lower.push('-'),
            // Arabic's long marks and vowel signs carry no difference that a table needs.
            '\u{640}' | '\u{64b}'..='\u{652}' => {}
            _ => lower.extend(letter.to_lowercase()),
        }
    }
}

fn is_letter(found: char) -> bool {
    found.is_ascii_alphabetic() || (!found.is_ascii() && (found.is_alphabetic() || is_mark_on_letter(found)))
}

/// Signs that stand on the letter before.
fn is_mark_on_letter(found: char) -> bool {
    matches!(found, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}')
}

fn is_blank_line(gap: &str) -> bool {
    gap.len() > 1 && gap.bytes().filter(|byte| *byte == b'\n').count() > 1
}

fn read(digits: &[u8]) -> i64 {
    digits.iter().filter(|digit| digit.is_ascii_digit()).fold(0_i64, |sum, digit| {
        sum.saturating_mul(10).saturating_add(i64::from(digit - b'0'))
    })
}
