//! The notation of patterns in a language file.
//!
//! ```text
//! month day ( ,? year )?      classes, in this order; ? may be missing; ( | ) one of
//! 'of' , ' the end of '       words and marks as they are written
//! unit=day                    a class with one value
//! ~ 's'                       nothing stands between this and the one before
//! ! hour                      the class must be there, and does not fill its slot
//! -?                          a hyphen, with or without spaces around it
//! {date}                      what the file's [macros] have under that name
//! 'in' [ month ] 'and'        in brackets, what is the expression; the rest must only stand there
//! ```

use std::collections::BTreeMap;

use crate::classes::{self, Class};

#[derive(Clone, Debug)]
pub(crate) enum Item {
    Word(String),
    Class(Class, Option<i64>),
    /// A class that does not fill its slot.
    Unfilled(Box<Item>),
    OneOf(Vec<Vec<Item>>),
    Optional(Box<Item>),
    Glued(Box<Item>),
    Open,
    Close,
}

/// Reads a pattern. An error is a sentence about what is wrong in it.
pub(crate) fn parse(pattern: &str, macros: &BTreeMap<String, String>) -> Result<Vec<Item>, String> {
    parse_within(pattern, macros, 0)
}

fn parse_within(pattern: &str, macros: &BTreeMap<String, String>, depth: u8) -> Result<Vec<Item>, String> {
    if depth > 8 {
        return Err(format!("macros in \"{pattern}\" use each other without end"));
    }
    let mut parser = Parser { rest: pattern.trim_start(), macros, depth };
    let mut branches = parser.branches()?;
    if !parser.rest.is_empty() {
        return Err(format!("\"{}\" in \"{pattern}\" closes what was not opened", parser.rest));
    }
    match branches.len() {
        1 => Ok(branches.remove(0)),
        _ => Ok(vec![Item::OneOf(branches)]),
    }
}

struct Parser<'a> {
    rest: &'a str,
    macros: &'a BTreeMap<String, String>,
    depth: u8,
}

impl Parser<'_> {
    /// Sequences with | between them, up to a closing parenthesis or the end.
    fn branches(&mut self) -> Result<Vec<Vec<Item>>, String> {
        let mut branches = vec![Vec::new()];
        loop {
            if self.rest.is_empty() || self.rest.starts_with(')') {
                return Ok(branches);
            }
            if self.take("|") {
                branches.push(Vec::new());
                continue;
            }
            let item = self.item()?;
            if let Some(last) = branches.last_mut() {
                last.push(item);
            }
        }
    }

    fn item(&mut self) -> Result<Item, String> {
        if self.take("~") {
            return Ok(Item::Glued(Box::new(self.item()?)));
        }
        if self.take("!") {
            return Ok(Item::Unfilled(Box::new(self.item()?)));
        }
        let item = self.plain()?;
        Ok(if self.take("?") { Item::Optional(Box::new(item)) } else { item })
    }

    fn plain(&mut self) -> Result<Item, String> {
        for (mark, item) in [("[", Item::Open), ("]", Item::Close)] {
            if self.take(mark) {
                return Ok(item);
            }
        }
        for mark in [",", "-", "/", ":", ".", "$"] {
            if self.take(mark) {
                return Ok(Item::Word(mark.to_owned()));
            }
        }
        if self.take("(") {
            let branches = self.branches()?;
            if !self.take(")") {
                return Err("a ( is not closed".to_owned());
            }
            return Ok(Item::OneOf(branches));
        }
        if self.rest.starts_with('\'') {
            let (words, rest) = quoted(&self.rest[1..]).ok_or("a ' is not closed")?;
            self.rest = rest.trim_start();
            return Ok(Item::Word(words.trim().to_lowercase()));
        }
        if let Some(rest) = self.rest.strip_prefix('{') {
            let (name, rest) = rest.split_once('}').ok_or("a { is not closed")?;
            self.rest = rest.trim_start();
            let pattern = self.macros.get(name).ok_or_else(|| format!("there is no macro \"{name}\""))?;
            return Ok(Item::OneOf(vec![parse_within(pattern, self.macros, self.depth + 1)?]));
        }
        self.class()
    }

    fn class(&mut self) -> Result<Item, String> {
        let name = self.name();
        if name.is_empty() {
            return Err(format!("\"{}\" begins neither a class nor a word", self.rest));
        }
        let class = Class::named(&name).ok_or_else(|| format!("there is no class \"{name}\""))?;
        let mut value = None;
        if let Some(rest) = self.rest.strip_prefix('=') {
            self.rest = rest;
            let written = self.name();
            value = Some(
                classes::value(class, &written)
                    .ok_or_else(|| format!("\"{written}\" is no value of \"{name}\""))?,
            );
        }
        self.rest = self.rest.trim_start();
        Ok(Item::Class(class, value))
    }

    fn name(&mut self) -> String {
        let is_name = |found: char| found.is_ascii_alphanumeric() || found == '_';
        let end = self.rest.find(|found| !is_name(found)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        name.to_owned()
    }

    fn take(&mut self, mark: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(mark) else { return false };
        self.rest = rest.trim_start();
        true
    }
}

/// Words up to the closing quote; '' within them is an apostrophe.
fn quoted(from: &str) -> Option<(String, &str)> {
    let mut words = String::new();
    let mut rest = from;
    loop {
        let (part, after) = rest.split_once('\'')?;
        words.push_str(part);
        match after.strip_prefix('\'') {
            Some(more) => {
                words.push('\'');
                rest = more;
            }
            None => return Some((words, after)),
        }
    }
}

/// A phrase as the tokeniser would cut it: at spaces, around hyphens and before "'s".
pub(crate) fn pieces(phrase: &str, elides: bool) -> Vec<String> {
    let mut out = Vec::new();
    for word in phrase.split_whitespace() {
        for (number, part) in word.split('-').enumerate() {
            if number > 0 {
                out.push("-".to_owned());
            }
            match part.char_indices().find(|(_, found)| *found == '\'') {
                Some((at, _)) if elides && at + 1 < part.len() => {
                    out.extend([part[..=at].to_owned(), part[at + 1..].to_owned()]);
                }
                Some((at, _)) if !elides && at > 0 => {
                    out.extend([part[..at].to_owned(), part[at..].to_owned()])
                }
                _ if part.is_empty() => {}
                _ => out.push(part.to_owned()),
            }
        }
    }
    out
}

/// The pieces of a quoted word in a pattern; a mark alone is its own piece.
pub(crate) fn pieces_or_mark(words: &str, elides: bool) -> Vec<String> {
    let pieces = pieces(words, elides);
    if words.chars().count() == 1 || pieces.is_empty() { vec![words.to_owned()] } else { pieces }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_in_a_pattern_is_named() {
        let said = |pattern: &str| parse(pattern, &BTreeMap::new()).unwrap_err();
        assert_eq!(said("moonth"), "there is no class \"moonth\"");
        assert_eq!(said("( month"), "a ( is not closed");
        assert_eq!(said("unit=moon"), "\"moon\" is no value of \"unit\"");
        assert_eq!(said("{when}"), "there is no macro \"when\"");
    }
}
