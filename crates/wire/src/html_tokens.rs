//! HTML as a stream of tags and text, read the way browsers read it.
//!
//! This is the tokenising half of an HTML parser and nothing more: `html.rs` turns the tokens into
//! blocks, and neither builds a tree. A tree builder spends quadratic time on deep or mis-nested
//! markup, and feeds hold plenty of both; here every byte is looked at a fixed number of times,
//! whatever it is. Where a browser would hide words for want of a closing `>` or `-->`, they are kept.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Words, with entities resolved.
    Text(Cow<'a, str>),
    Start {
        /// In lower case.
        name: Cow<'a, str>,
        attributes: Attributes<'a>,
    },
    End {
        /// In lower case.
        name: Cow<'a, str>,
    },
}

/// The inside of a tag after its name; searched when an attribute is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attributes<'a>(&'a str);

pub(crate) struct Tokens<'a> {
    html: &'a str,
    at: usize,
    /// A text field (`textarea`) just opened: no tag counts before its end tag.
    words_until: Option<usize>,
    /// What is known not to occur in the rest, so that it is searched for once only.
    absent: Vec<String>,
    /// A quote was found open at the end: from there on, every `>` ends a tag.
    quotes_astray: bool,
}

pub(crate) fn tokens(html: &str) -> Tokens<'_> {
    Tokens { html, at: 0, words_until: None, absent: Vec::new(), quotes_astray: false }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(end) = self.words_until.take() {
            let text = &self.html[self.at..end];
            self.at = end;
            return Some(Token::Text(unescape(text)));
        }
        // `from` is where unread text starts, `search` where the next `<` is looked for: they part
        // company when a `<` turns out to be part of the words.
        let from = self.at;
        let mut search = from;
        loop {
            let Some(open) = self.html[search..].find('<').map(|i| search + i) else {
                self.at = self.html.len();
                return (from < self.at).then(|| Token::Text(unescape(&self.html[from..])));
            };
            match self.markup(open) {
                Markup::Words => search = open + 1,
                _ if open > from => {
                    self.at = open;
                    return Some(Token::Text(unescape(&self.html[from..open])));
                }
                Markup::Hidden { end } => {
                    self.at = end;
                    return self.next_after_hidden();
                }
                Markup::End { name, end } => {
                    self.at = end;
                    return Some(Token::End { name });
                }
                Markup::Start { name, attributes, end } => {
                    self.at = end;
                    self.skip_raw_text(&name, attributes);
                    return Some(Token::Start { name, attributes });
                }
            }
        }
    }
}

/// What a `<` begins.
enum Markup<'a> {
    Words,
    /// A comment, a doctype, a processing instruction.
    Hidden {
        end: usize,
    },
    Start {
        name: Cow<'a, str>,
        attributes: Attributes<'a>,
        end: usize,
    },
    End {
        name: Cow<'a, str>,
        end: usize,
    },
}

impl<'a> Tokens<'a> {
    /// Goes on after a comment without recursion: a hundred thousand comments in a row are no burden.
    fn next_after_hidden(&mut self) -> Option<Token<'a>> {
        while self.html[self.at..].starts_with('<') {
            match self.markup(self.at) {
                Markup::Hidden { end } => self.at = end,
                _ => break,
            }
        }
        self.next()
    }

    fn markup(&mut self, open: usize) -> Markup<'a> {
        let rest = &self.html[open + 1..];
        match rest.as_bytes().first() {
            Some(b'!') if rest.starts_with("!--") => self.comment(open),
            Some(b'!' | b'?') => match self.find(open, ">") {
                Some(close) => Markup::Hidden { end: close + 1 },
                None => Markup::Words,
            },
            Some(b'/') => match rest.as_bytes().get(1) {
                Some(c) if c.is_ascii_alphabetic() => self.tag(open, open + 2),
                Some(b'>') => Markup::Hidden { end: open + 3 },
                _ => Markup::Words,
            },
            Some(c) if c.is_ascii_alphabetic() => self.tag(open, open + 1),
            _ => Markup::Words,
        }
    }

    fn comment(&mut self, open: usize) -> Markup<'a> {
        let inside = open + 4;
        let rest = &self.html[inside..];
        if let Some(short) = ["-->", "->", ">"].iter().find(|s| rest.starts_with(**s)) {
            return Markup::Hidden { end: inside + short.len() };
        }
        if let Some(close) = self.find(inside, "-->") {
            return Markup::Hidden { end: close + 3 };
        }
        match self.find(inside, ">") {
            Some(close) => Markup::Hidden { end: close + 1 },
            None => Markup::Words,
        }
    }

    fn tag(&mut self, open: usize, name_from: usize) -> Markup<'a> {
        const LONGEST_NAME: usize = 64;
        let rest = &self.html[name_from..];
        let Some(length) =
            rest.bytes().take(LONGEST_NAME).position(|c| c.is_ascii_whitespace() || c == b'/' || c == b'>')
        else {
            return Markup::Words;
        };
        let name = &rest[..length];
        // An address in angle brackets is not a tag: <desk@example.org>, <https://example.org/>.
        if name.contains('@') || (name.ends_with(':') && rest[length..].starts_with("//")) {
            return Markup::Words;
        }
        let Some(close) = self.tag_close(name_from + length) else {
            return Markup::Words;
        };
        let name = lower(name);
        let end = close + 1;
        if name_from == open + 2 {
            return Markup::End { name, end };
        }
        Markup::Start { name, attributes: Attributes(&self.html[name_from + length..close]), end }
    }

    /// Where the `>` is that ends the tag: not one inside a quoted value, unless no other follows.
    fn tag_close(&mut self, from: usize) -> Option<usize> {
        if self.quotes_astray {
            return self.find(from, ">");
        }
        let bytes = self.html.as_bytes();
        let mut at = from;
        let mut before_value = false;
        while let Some(&c) = bytes.get(at) {
            match c {
                b'>' => return Some(at),
                b'"' | b'\'' if before_value => {
                    let quote = if c == b'"' { "\"" } else { "'" };
                    match self.find(at + 1, quote) {
                        Some(end) => at = end,
                        None => break,
                    }
                    before_value = false;
                }
                b'=' => before_value = true,
                c if c.is_ascii_whitespace() => {}
                _ => before_value = false,
            }
            at += 1;
        }
        self.quotes_astray = true;
        self.find(from, ">")
    }

    /// Steps over what is no words (scripts, styles), and marks what is only words (text fields).
    fn skip_raw_text(&mut self, name: &str, attributes: Attributes<'_>) {
        let words = name == "textarea";
        let hidden =
            matches!(name, "script" | "style" | "template" | "title" | "iframe" | "noembed" | "noframes");
        if !(words || hidden) || attributes.0.ends_with('/') {
            return;
        }
        match self.find_end_tag(name) {
            Some(end) if words => self.words_until = Some(end),
            Some(end) => self.at = end,
            // Unclosed code is code to the end, as in a browser.
            None if matches!(name, "script" | "style") => self.at = self.html.len(),
            None => {}
        }
    }

    fn find_end_tag(&mut self, name: &str) -> Option<usize> {
        if self.absent.iter().any(|gone| gone == name) {
            return None;
        }
        let bytes = self.html.as_bytes();
        let mut from = self.at;
        while let Some(open) = self.html[from..].find("</").map(|i| from + i) {
            let end = open + 2 + name.len();
            let same = bytes.get(open + 2..end).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()));
            if same && bytes.get(end).is_none_or(|c| c.is_ascii_whitespace() || matches!(c, b'/' | b'>')) {
                return Some(open);
            }
            from = open + 2;
        }
        self.absent.push(name.to_owned());
        None
    }

    fn find(&mut self, from: usize, what: &str) -> Option<usize> {
        if self.absent.iter().any(|gone| gone == what) {
            return None;
        }
        let found = self.html[from..].find(what).map(|i| from + i);
        if found.is_none() {
            self.absent.push(what.to_owned());
        }
        found
    }
}

impl<'a> Attributes<'a> {
    /// The value of an attribute, trimmed and with entities resolved; empty where it has none.
    pub(crate) fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.0;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let length = rest
                .char_indices()
                .skip(1)
                .find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '/' | '='))
                .map_or(rest.len(), |(i, _)| i);
            let found = rest[..length].eq_ignore_ascii_case(name);
            rest = &rest[length..];
            let mut value = "";
            if let Some(after) = rest.trim_start().strip_prefix('=') {
                (value, rest) = attribute_value(after.trim_start());
            }
            if found {
                return Some(unescape(value.trim()));
            }
        }
    }

    /// A whole number in an attribute, e.g. `width="640px"`.
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        let value = self.get(name)?;
        let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
        value[..digits].parse().ok().filter(|_| !value[digits..].starts_with('%'))
    }
}

/// A value and what follows it.
fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len()))
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// Resolves entities as browsers do; what is none stays as written ("AT&T").
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    let Some(mut amp) = text.find('&') else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        out.push_str(&rest[..amp]);
        rest = &rest[amp..];
        match entity(rest) {
            Some((length, resolved)) => {
                out.push_str(&resolved);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
        match rest.find('&') {
            Some(next) => amp = next,
            None => {
                out.push_str(rest);
                return Cow::Owned(out);
            }
        }
    }
}

/// The entity that `text` (which starts with `&`) begins with: its length in bytes, and its meaning.
fn entity(text: &str) -> Option<(usize, Cow<'static, str>)> {
    // The longest name has 31 letters.
    let window = &text.as_bytes()[1..text.len().min(40)];
    if window.first() == Some(&b'#') {
        let hex = matches!(window.get(1), Some(b'x' | b'X'));
        let digits_from = if hex { 2 } else { 1 };
        let digits = window[digits_from..]
            .iter()
            .take_while(|c| if hex { c.is_ascii_hexdigit() } else { c.is_ascii_digit() })
            .count();
        let end = digits_from + digits;
        let number = std::str::from_utf8(&window[digits_from..end]).ok().filter(|d| !d.is_empty())?;
        let code = u32::from_str_radix(number, if hex { 16 } else { 10 }).unwrap_or(u32::MAX);
        let semicolon = usize::from(window.get(end) == Some(&b';'));
        return Some((1 + end + semicolon, Cow::Owned(numbered(code).to_string())));
    }
    let length = window.iter().take_while(|c| c.is_ascii_alphanumeric()).count();
    let name = &text[1..=length];
    if window.get(length) == Some(&b';') {
        return resolve_html5_entity(name).map(|s| (length + 2, Cow::Borrowed(s)));
    }
    // Browsers still accept some names without the semicolon, but not where a query string goes on.
    if !LATIN_1.split_whitespace().any(|known| known == name) || window.get(length) == Some(&b'=') {
        return None;
    }
    resolve_html5_entity(name).map(|s| (length + 1, Cow::Borrowed(s)))
}

/// The character of a number; 128 to 159 mean Windows-1252, as everywhere on the web.
fn numbered(code: u32) -> char {
    const WINDOWS_1252: [u16; 32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
        0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ];
    let code = match code {
        0x80..=0x9F => u32::from(WINDOWS_1252[(code - 0x80) as usize]),
        0 => 0xFFFD,
        other => other,
    };
    char::from_u32(code).unwrap_or('\u{FFFD}')
}

/// The names that browsers accept without a semicolon.
const LATIN_1: &str = "amp AMP lt LT gt GT quot QUOT copy COPY reg REG nbsp iexcl cent pound curren yen \
    brvbar sect uml ordf laquo not shy macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm \
    raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute \
    Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
    Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
    ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
    uacute ucirc uuml yacute thorn yuml";

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        tokens(html)
            .map(|t| match t {
                Token::Text(text) => text.into_owned(),
                Token::Start { name, .. } => format!("[{name}]"),
                Token::End { name } => format!("[/{name}]"),
            })
            .collect()
    }

    #[test]
    fn words_are_kept_where_a_bracket_is_no_tag() {
        assert_eq!(shown("5 < 6 and 7 > 6, <desk@example.org> <b"), "5 < 6 and 7 > 6, <desk@example.org> <b");
        assert_eq!(
            shown("<https://example.org/> a <!-- open <b>bold</b>"),
            "<https://example.org/> a bold[/b]"
        );
    }

    #[test]
    fn code_is_not_words() {
        assert_eq!(
            shown("a<script>if (1<2) '</b>'</script>b<style>p{}</STYLE >c"),
            "a[script][/script]b[style][/style]c"
        );
        assert_eq!(shown("a<script src='x'/>b"), "a[script]b");
        assert_eq!(shown("a<script>b"), "a[script]");
        assert_eq!(shown("a<!-- <b> --><!---->b<!DOCTYPE html><?php x ?>c"), "abc");
    }

    #[test]
    fn entities_read_as_in_a_browser() {
        let text = "AT&T &amp; &eacute;&hellip; &copy 2024 &#8217;&#x2019;&#146;&#0; &nosuch; &#xFFFFFFFFFF; ?a=1&copy=2";
        assert_eq!(unescape(text), "AT&T & é… © 2024 ’’’\u{FFFD} &nosuch; \u{FFFD} ?a=1&copy=2");
    }

    #[test]
    fn attributes_are_found_however_they_are_quoted() {
        let html = r#"<img alt="a > b" WIDTH = 640px src='x.jpg?a=1&amp;b=2' hidden title=bare/>"#;
        let Some(Token::Start { attributes, .. }) = tokens(html).next() else { panic!("no tag") };
        assert_eq!(attributes.get("alt").as_deref(), Some("a > b"));
        assert_eq!(attributes.number("width"), Some(640));
        assert_eq!(attributes.get("src").as_deref(), Some("x.jpg?a=1&b=2"));
        assert_eq!(attributes.get("hidden").as_deref(), Some(""));
        assert_eq!(attributes.get("href"), None);
    }
}
