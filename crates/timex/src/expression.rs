//! What is found: where it stands, what it means, how sure that is, and why.

use crate::{classes::Modifier, html, label, value::Value};

/// A time expression in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Bytes into the text, the end exclusive; both on boundaries of characters.
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    pub value: Value,
    pub modifier: Option<Modifier>,
    /// For sets: "every", "each".
    pub quant: Option<String>,
    /// For sets of more than one ("twice a week"): how often.
    pub freq: Option<String>,
    /// 0 to 100: of expressions that this rule reads in this kind of place, about how many in a hundred
    /// have the value that a person gave them. What is [`PAGE`] or more may be put on a page.
    pub confidence: u8,
    pub why: Why,
}

/// The confidence from which a value may be shown to readers: a wrong date is worse than none.
pub const PAGE: u8 = 80;

/// TIMEX3's four types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Date,
    Time,
    Duration,
    Set,
}

impl Kind {
    /// As TIMEX3 writes it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Date => "DATE",
            Kind::Time => "TIME",
            Kind::Duration => "DURATION",
            Kind::Set => "SET",
        }
    }
}

/// Why an expression has its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The rule's name in the language file: "a weekday".
    pub rule: &'static str,
    /// What the value was counted from.
    pub anchor: Anchor,
    /// The word near by that decided the direction: "will".
    pub cue: Option<String>,
    /// It stands in a quotation, whose "today" is the speaker's.
    pub quoted: bool,
}

/// What a value was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The words say it all.
    Words,
    /// The document's date.
    Document,
    /// A day, month or year that the story spoke of before.
    Story,
    /// Nothing: the words have no place in the calendar.
    None,
}

impl Expression {
    /// May the value be shown on a page? Only a place in the calendar that is sure enough and that HTML has a
    /// notation for.
    pub fn is_for_page(&self) -> bool {
        self.confidence >= PAGE && self.value.is_calendar() && self.html_datetime().is_some()
    }

    /// The value of `<time datetime>`, if HTML has one for it: TIMEX3's weeks of a duration, quarters and
    /// seasons are none.
    pub fn html_datetime(&self) -> Option<String> {
        // "weekly" is no length of seven days.
        if self.kind == Kind::Set { None } else { html::datetime(&self.value) }
    }

    /// What a reader is shown, in English: "Monday, 10 September 2018", "late August 2018". None for what
    /// has no place in the calendar.
    pub fn label(&self) -> Option<String> {
        label::label(&self.value, self.modifier)
    }
}

impl Why {
    /// The reason as a sentence.
    pub fn sentence(&self) -> String {
        let anchor = match self.anchor {
            Anchor::Words => "the words say which",
            Anchor::Document => "counted from the document's date",
            Anchor::Story => "counted from a date that the story gave before",
            Anchor::None => "no place in the calendar",
        };
        let mut sentence = format!("Read as {}; {anchor}", self.rule);
        if let Some(cue) = &self.cue {
            sentence.push_str(&format!("; \"{cue}\" decides the direction"));
        }
        if self.quoted {
            sentence.push_str("; it is said in a quotation, so it may be another day's");
        }
        sentence.push('.');
        sentence
    }
}

/// Byte offsets to offsets in code points, for formats that count those. Ask in ascending order: one pass
/// over the text serves all.
pub struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    count: usize,
}

impl<'a> CodePoints<'a> {
    pub fn new(text: &'a str) -> CodePoints<'a> {
        CodePoints { text, byte: 0, count: 0 }
    }

    /// How many code points stand before a byte. What lies before the last answer is counted anew.
    pub fn before(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        let between = self.text.get(self.byte..byte.min(self.text.len())).unwrap_or("");
        self.count += between.chars().count();
        self.byte += between.len();
        self.count
    }
}
