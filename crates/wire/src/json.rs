//! JSON as agencies send it: whole, cut off, glued together or with a slip in it.
//!
//! Unlike a strict reader this one keeps what stands before a fault, knows the line and column of
//! every value, and repairs what has one meaning only (a trailing comma, half a surrogate pair, a raw
//! line end in a string). Every repair is a [`Problem`]. What is valid JSON is read as any reader
//! would; of a key that occurs twice the last value counts.

pub(crate) mod fields;

use std::borrow::Cow;
use std::collections::HashSet;

use crate::lines::Lines;
use crate::{Hints, Place, Problem};

/// How deep lists and objects may be nested.
const DEEPEST: usize = 128;
/// After that many problems in one file the next say nothing new.
const MOST_PROBLEMS: usize = 20;

/// A delivery's JSON values: one, or one a line.
pub(crate) struct Document<'s> {
    source: &'s str,
    lines: Lines,
    pub(crate) roots: Vec<Node<'s>>,
    pub(crate) problems: Vec<Problem>,
}

/// A value and where it starts.
#[derive(Debug)]
pub(crate) struct Node<'s> {
    pub(crate) value: Value<'s>,
    offset: usize,
}

#[derive(Debug)]
pub(crate) enum Value<'s> {
    Null,
    Bool(bool),
    /// As written: no number is too large to be kept.
    Number(&'s str),
    Text(Cow<'s, str>),
    List(Vec<Node<'s>>),
    Object(Vec<(Cow<'s, str>, Node<'s>)>),
}

impl<'s> Document<'s> {
    pub(crate) fn parse(source: &'s str) -> Document<'s> {
        let mut parser =
            Parser { source, at: 0, broken: false, lines: Lines::default(), problems: Vec::new() };
        let mut roots = Vec::new();
        loop {
            parser.white_space();
            if parser.at == source.len() || parser.broken {
                break;
            }
            if !roots.is_empty() && !matches!(parser.peek(), Some(b'{' | b'[')) {
                parser.problem("After the end of the JSON there is more text; it was left out");
                break;
            }
            roots.push(parser.node(0));
        }
        if roots.is_empty() {
            parser
                .problems
                .push(Problem::error("The file is empty.").remedy("Ask the agency to send it again."));
        }
        Document { source, lines: parser.lines, roots, problems: parser.problems }
    }

    /// Where a value stands, for a problem.
    pub(crate) fn place(&self, node: &Node<'_>, path: &str) -> Place {
        let (line, column) = self.lines.place(self.source, node.offset);
        Place { line, column, path: path.to_owned() }
    }
}

impl<'s> Node<'s> {
    /// The value of a key, however it is capitalised (`versioncreated`, `versionCreated`).
    /// A `null` counts as not there.
    pub(crate) fn get(&self, key: &str) -> Option<&Node<'s>> {
        let Value::Object(entries) = &self.value else { return None };
        let found = entries.iter().rev().find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, node)| node).filter(|node| !matches!(node.value, Value::Null))
    }

    /// The first of several keys that is there.
    pub(crate) fn any(&self, keys: &[&str]) -> Option<&Node<'s>> {
        keys.iter().find_map(|key| self.get(key))
    }

    /// The value at the end of a path of keys.
    pub(crate) fn at(&self, keys: &[&str]) -> Option<&Node<'s>> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The words of a string, trimmed, or a number as written; `None` where there are none.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// [`text`](Self::text) of a key.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// The first filled text of several keys.
    pub(crate) fn text_of_any(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.text_of(key))
    }

    /// A whole number, written as a number or as a string; 640.0 counts too.
    pub(crate) fn whole<N: std::str::FromStr>(&self) -> Option<N> {
        let text = self.text()?;
        let digits = match text.split_once('.') {
            Some((whole, zeros)) if zeros.bytes().all(|b| b == b'0') => whole,
            _ => text,
        };
        digits.parse().ok()
    }

    /// The entries of a list; any other value is a list of itself, as senders drop the brackets
    /// around a single entry.
    pub(crate) fn entries(&self) -> &[Node<'s>] {
        match &self.value {
            Value::List(entries) => entries,
            Value::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// [`entries`](Self::entries) of a key; none where it is not there.
    pub(crate) fn entries_of(&self, key: &str) -> &[Node<'s>] {
        self.get(key).map_or(&[], Node::entries)
    }

    /// The keys and values of an object.
    pub(crate) fn pairs(&self) -> &[(Cow<'s, str>, Node<'s>)] {
        match &self.value {
            Value::Object(entries) => entries,
            _ => &[],
        }
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self.value, Value::Object(_))
    }
}

/// Decodes and parses a delivery.
pub(crate) fn read<R>(bytes: &[u8], hints: &Hints, with: impl FnOnce(Document<'_>) -> R) -> R {
    let (text, mut problems) = crate::text::decode(bytes, hints.content_type.as_deref());
    let mut document = Document::parse(&text);
    problems.append(&mut document.problems);
    document.problems = problems;
    with(document)
}

struct Parser<'s> {
    source: &'s str,
    at: usize,
    /// A fault from which there is no way on: everything read so far is handed up.
    broken: bool,
    lines: Lines,
    problems: Vec<Problem>,
}

impl<'s> Parser<'s> {
    fn node(&mut self, depth: usize) -> Node<'s> {
        let offset = self.at;
        let value = match self.peek() {
            Some(b'{' | b'[') if depth == DEEPEST => {
                self.fault("lists and objects are nested too deep to be news");
                Value::Null
            }
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Value::Text(self.string()),
            Some(b'-' | b'+' | b'.' | b'0'..=b'9') => self.number(),
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.word(),
            Some(_) => {
                self.fault("something stands here that is no value");
                Value::Null
            }
            None => {
                self.fault("the file ends in the middle");
                Value::Null
            }
        };
        Node { value, offset }
    }

    fn object(&mut self, depth: usize) -> Value<'s> {
        let mut entries: Vec<(Cow<'s, str>, Node<'s>)> = Vec::new();
        self.at += 1;
        while self.next_entry(b'}', entries.is_empty()) {
            if self.peek() != Some(b'"') {
                self.fault("a key in quotation marks is missing");
                break;
            }
            let key = self.string();
            self.white_space();
            if !self.broken && self.peek() != Some(b':') {
                self.fault("a colon is missing after a key");
            }
            if self.broken {
                break;
            }
            self.at += 1;
            self.white_space();
            let node = self.node(depth + 1);
            entries.push((key, node));
        }
        if let Some(key) = twice(&entries) {
            let key: String = key.chars().take(60).collect();
            self.problem(format!("The key \"{key}\" occurs twice in one object; the last one counts"));
        }
        Value::Object(entries)
    }

    fn list(&mut self, depth: usize) -> Value<'s> {
        let mut entries = Vec::new();
        self.at += 1;
        while self.next_entry(b']', entries.is_empty()) {
            entries.push(self.node(depth + 1));
        }
        Value::List(entries)
    }

    /// Steps to the next entry of a list or object; `false` at its end.
    fn next_entry(&mut self, close: u8, first: bool) -> bool {
        self.white_space();
        if self.broken {
            return false;
        }
        if !first && self.peek() == Some(b',') {
            self.at += 1;
            self.white_space();
            if self.peek() == Some(close) {
                self.problem("A comma stands before a closing bracket; it was passed over");
            }
        } else if !first && self.peek() != Some(close) {
            let what =
                if self.peek().is_none() { "the file ends in the middle" } else { "a comma is missing" };
            self.fault(what);
            return false;
        }
        match self.peek() {
            Some(c) if c == close => {
                self.at += 1;
                false
            }
            None => {
                self.fault("the file ends in the middle");
                false
            }
            Some(_) => true,
        }
    }

    /// A string, from its opening quotation mark; borrowed where nothing in it is escaped.
    fn string(&mut self) -> Cow<'s, str> {
        self.at += 1;
        let mut out = String::new();
        let mut from = self.at;
        let mut raw_controls = false;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let tail = &self.source[from..self.at];
                    self.at += 1;
                    if raw_controls {
                        self.problem("A string has a raw line end or tab in it; it was kept");
                    }
                    if out.is_empty() {
                        return Cow::Borrowed(tail);
                    }
                    out.push_str(tail);
                    return Cow::Owned(out);
                }
                Some(b'\\') => {
                    out.push_str(&self.source[from..self.at]);
                    self.escape(&mut out);
                    from = self.at;
                }
                Some(_) => {
                    let rest = &self.source.as_bytes()[self.at..];
                    let plain = |b: &u8| !matches!(b, b'"' | b'\\' | 0..0x20);
                    let length = rest.iter().take_while(|b| plain(b)).count();
                    raw_controls |= rest.get(length).is_some_and(|b| *b < 0x20);
                    self.at += length.max(1);
                }
                None => {
                    out.push_str(&self.source[from..]);
                    self.fault("the file ends inside a string");
                    return Cow::Owned(out);
                }
            }
        }
    }

    fn escape(&mut self, out: &mut String) {
        self.at += 1;
        let meaning = match self.peek() {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(c @ (b'"' | b'\\' | b'/')) => c as char,
            Some(b'u') => return self.unicode_escape(out),
            _ => {
                self.problem("A backslash in a string escapes nothing; it was kept");
                out.push('\\');
                return;
            }
        };
        self.at += 1;
        out.push(meaning);
    }

    fn unicode_escape(&mut self, out: &mut String) {
        let Some(unit) = self.hex_unit(self.at) else {
            self.problem("A \\u in a string lacks its four digits; it was kept");
            out.push('\\');
            return;
        };
        self.at += 5;
        let mut units = [unit, 0];
        let mut count = 1;
        if (0xD800..0xDC00).contains(&unit)
            && self.peek() == Some(b'\\')
            && let Some(low) = self.hex_unit(self.at + 1).filter(|low| (0xDC00..0xE000).contains(low))
        {
            units[1] = low;
            count = 2;
            self.at += 6;
        }
        match char::decode_utf16(units[..count].iter().copied()).next() {
            Some(Ok(c)) => out.push(c),
            _ => {
                self.problem("A string has half of a character (a lone surrogate); it shows as \u{FFFD}");
                out.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }

    /// The number of `uXXXX` at a place.
    fn hex_unit(&self, at: usize) -> Option<u16> {
        let digits = self.source.get(at..at + 5)?.strip_prefix('u')?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    }

    fn number(&mut self) -> Value<'s> {
        let bytes = &self.source.as_bytes()[self.at..];
        let length =
            bytes.iter().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'+' | b'.')).count();
        let number = &self.source[self.at..self.at + length];
        if !is_number(number) {
            self.problem("This is no number as JSON writes it; it was kept as written");
        }
        self.at += length;
        Value::Number(number)
    }

    fn word(&mut self) -> Value<'s> {
        let rest = &self.source[self.at..];
        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let value = match &rest[..length] {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            word if ["nan", "infinity", "undefined", "none", "true", "false", "null"]
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known)) =>
            {
                self.problem("This is a word that JSON does not have; it was read as \"nothing\"");
                Value::Null
            }
            _ => {
                self.fault("a word stands here without quotation marks");
                Value::Null
            }
        };
        self.at += length;
        value
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\t' | b'\r')) {
            self.at += 1;
        }
    }

    fn fault(&mut self, what: &str) {
        if self.broken {
            return;
        }
        self.broken = true;
        let (line, column) = self.lines.place(self.source, self.at);
        let message = format!("The JSON cannot be read beyond line {line}, column {column}: {what}.");
        self.problems.push(Problem::error(message).at(line, column).remedy(
            "What stands before this place was read. Ask the agency to send the file again, complete and valid.",
        ));
    }

    fn problem(&mut self, message: impl Into<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            let (line, column) = self.lines.place(self.source, self.at);
            let message = format!("{} (line {line}, column {column}).", message.into());
            self.problems
                .push(Problem::warning(message).at(line, column).remedy("Ask the agency for valid JSON."));
        }
    }
}

/// A number by JSON's grammar.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
}

/// A key that occurs twice in an object.
fn twice<'e>(entries: &'e [(Cow<'_, str>, Node<'_>)]) -> Option<&'e str> {
    // Most objects have few keys, for which a set would cost more than it saves.
    const FEW: usize = 16;
    let keys = || entries.iter().map(|(key, _)| key.as_ref());
    if entries.len() <= FEW {
        return keys()
            .enumerate()
            .find(|(at, key)| keys().take(*at).any(|known| known == *key))
            .map(|(_, key)| key);
    }
    let mut seen = HashSet::with_capacity(entries.len());
    keys().find(|key| !seen.insert(*key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(source: &str) -> Vec<String> {
        Document::parse(source).problems.into_iter().map(|p| p.message).collect()
    }

    #[test]
    fn valid_json_reads_without_a_word() {
        let source = r#"{"A": [1, -2.5e+3, true, null, "\u00e9\ud83d\ude00\n\/"], "b": {"c": " x "}}"#;
        let document = Document::parse(source);
        assert!(document.problems.is_empty(), "{:?}", document.problems);
        let root = &document.roots[0];
        assert_eq!(root.at(&["B", "c"]).and_then(Node::text), Some("x"));
        assert_eq!(root.entries_of("a")[4].text(), Some("é😀\n/"));
        assert_eq!(root.entries_of("a")[0].whole::<u32>(), Some(1));
    }

    #[test]
    fn a_file_that_breaks_off_keeps_what_it_had() {
        let document = Document::parse("{\"headline\": \"Fog\",\n \"body\": \"The ferr");
        assert_eq!(document.roots[0].text_of("headline"), Some("Fog"));
        assert_eq!(document.roots[0].text_of("body"), Some("The ferr"));
        assert_eq!(
            document.problems[0].message,
            "The JSON cannot be read beyond line 2, column 19: the file ends inside a string."
        );
    }

    #[test]
    fn slips_with_one_meaning_are_repaired_and_named() {
        assert_eq!(Document::parse("[1,2,]").roots[0].entries().len(), 2);
        for slip in
            ["[1,]", "[\"\\ud800\"]", "[\"a\nb\"]", "[NaN]", "[01]", "{\"a\":1,\"a\":2}", "[\"\\x\"]", "[] x"]
        {
            assert_eq!(problems(slip).len(), 1, "{slip}");
        }
        assert_eq!(Document::parse("{\"a\":1,\"a\":2}").roots[0].text_of("a"), Some("2"));
        assert_eq!(
            Document::parse("[123456789012345678901234567890]").roots[0].entries()[0].whole::<u64>(),
            None
        );
    }

    #[test]
    fn one_document_a_line_is_as_good_as_a_list() {
        assert_eq!(Document::parse("{\"a\":1}\n{\"a\":2}\n").roots.len(), 2);
        assert_eq!(problems("{\"a\":1}\n{\"a\":2}\n").len(), 0);
    }

    #[test]
    fn nesting_without_end_is_a_problem_and_no_crash() {
        for open in ["[", "{\"a\":"] {
            let found = problems(&open.repeat(100_000));
            assert_eq!(found.len(), 1);
            assert!(found[0].contains("nested too deep"), "{found:?}");
        }
    }
}
