//! The walk over a text: at each token the patterns, of what matches the longest that resolves, and on
//! behind it.

use std::cell::OnceCell;

use jiff::civil::Date;

use crate::{
    automaton::Found,
    classes::Class,
    cue::Words,
    expression::{Anchor, Expression, Why},
    language::Language,
    quotation::Quotation,
    resolve::{Case, Family, Reading},
    story::Story,
    tense,
    tokens::{self, Token},
};

/// What is known of a document beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The day that it was written, in the newsroom's zone. Without it, relative expressions have no place in
    /// the calendar.
    pub date: Option<Date>,
    pub publication: Publication,
}

/// What kind of text it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Publication {
    /// A bare weekday is the latest one; so is a bare month, but for plans.
    #[default]
    News,
    /// A report of a company's results: "a year earlier" means the quarter.
    Earnings,
}

/// Finds the time expressions in a text, in order and without overlap.
pub fn annotate(text: &str, document: &Document, language: &'static Language) -> Vec<Expression> {
    let tokens = tokens::tokens(text, language);
    Walk::new(text, &tokens, document, language).run()
}

struct Walk<'a> {
    text: &'a str,
    tokens: &'a [Token],
    language: &'static Language,
    story: Story,
    quotation: Quotation,
    /// Matches that begin with words which only had to stand before the expression.
    waiting: Vec<Found>,
    /// Edges tried.
    steps: u64,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, tokens: &'a [Token], document: &Document, language: &'static Language) -> Walk<'a> {
        let mut story = Story::new(document.date);
        story.company = document.publication == Publication::Earnings;
        Walk { text, tokens, language, story, quotation: Quotation::default(), waiting: Vec::new(), steps: 0 }
    }

    fn run(&mut self) -> Vec<Expression> {
        let mut expressions = Vec::new();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            self.quotation.hear(self.text, token);
            if token.new_paragraph {
                self.story.told = None;
            }
            if token.new_paragraph || tense::ends_sentence(self.text, self.tokens, at) {
                self.story.told_here = false;
            }
            if !token.has_senses() && self.waiting.is_empty() {
                at += 1;
                continue;
            }
            if token.is(Class::Company, self.language) {
                self.story.company = true;
            }
            found.clear();
            let steps = self.language.automaton.walk(self.tokens, at, self.language, &mut found);
            self.steps += u64::from(steps);
            self.waiting.retain(|found| found.start >= at);
            found.retain(|found| {
                let is_here = found.start == at;
                // A few at most: hostile text must not make a queue.
                if !is_here && self.waiting.len() < 64 {
                    self.waiting.push(*found);
                }
                is_here
            });
            found.extend(self.waiting.iter().filter(|found| found.start == at));
            // The longest first; of equals the one that asks for more around it, then the earlier rule.
            found.sort_by_key(|found| (usize::MAX - found.end, usize::MAX - found.match_len, found.rule));
            at = match self.first_that_resolves(&found) {
                Some((end, expression)) => {
                    expressions.extend(expression);
                    // The marks inside an expression count too.
                    self.tokens[at + 1..end].iter().for_each(|token| self.quotation.hear(self.text, token));
                    end
                }
                None => at + 1,
            };
        }
        expressions
    }

    /// The end of the first match that has a reading, and the reading; none for words that are no time.
    fn first_that_resolves(&mut self, found: &[Found]) -> Option<(usize, Option<Expression>)> {
        for found in found {
            let rule = &self.language.rules[usize::from(found.rule)];
            if rule.family == Family::Nothing {
                return Some((found.end, None));
            }
            // Looked up when a family asks, and once.
            let around = OnceCell::new();
            let tense = || {
                let words = Words { text: self.text, tokens: self.tokens, language: self.language };
                around.get_or_init(|| tense::around(words, found.start, found.end)).0
            };
            let mut slots = found.slots;
            rule.fixed.iter().for_each(|(class, value)| slots.push(*class, *value));
            let case = Case { slots, story: &self.story, tense: &tense, language: self.language };
            if let Some(reading) = rule.family.resolve(&case) {
                let expression = self.expression(found, reading, around.get().and_then(|found| found.1));
                return Some((found.end, Some(expression)));
            }
        }
        None
    }

    fn expression(&mut self, found: &Found, reading: Reading, cue: Option<usize>) -> Expression {
        let rule = &self.language.rules[usize::from(found.rule)];
        // What something is compared with is not what the story speaks of from then on.
        if rule.family != Family::Comparison {
            self.story.heard(&reading.value, reading.anchor);
        }
        let quoted = self.quotation.is_open() && reading.anchor == Anchor::Document;
        // What a speaker calls "today" may be another day than the document's.
        let doubt = reading.doubt.saturating_add(if quoted { 20 } else { 0 });
        Expression {
            start: self.tokens[found.start].start,
            end: self.tokens[found.end - 1].end,
            kind: reading.kind,
            value: reading.value,
            modifier: reading.modifier,
            quant: reading.quant,
            freq: reading.freq,
            confidence: rule.confidence.saturating_sub(doubt),
            why: Why {
                rule: &rule.name,
                anchor: reading.anchor,
                cue: cue.map(|at| self.text[self.tokens[at].start..self.tokens[at].end].to_owned()),
                quoted,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edges tried for a text.
    fn steps(text: &str) -> u64 {
        let language = Language::get("en").unwrap();
        let document = Document { date: "2018-09-10".parse().ok(), ..Document::default() };
        let tokens = tokens::tokens(text, language);
        let mut walk = Walk::new(text, &tokens, &document, language);
        walk.run();
        walk.steps
    }

    #[test]
    fn eight_times_the_text_is_eight_times_the_work_whatever_its_words() {
        for words in [
            "the last ",
            "in early May 5, ",
            "twenty ",
            "nearly two and a half ",
            "Monday, ",
            "until the end of ",
            "\"",
            "5/5/",
        ] {
            let (once, eight) = (steps(&words.repeat(200)), steps(&words.repeat(1600)));
            assert!(eight <= 9 * once + 1000, "{words:?}: {once} edges, then {eight}");
            // And not much for each byte.
            let bytes = words.len() as u64 * 1600;
            assert!(eight <= 100 * bytes, "{words:?}: {eight} edges for {bytes} bytes");
        }
    }
}
