//! Time expressions in news: where they stand, what they mean, how sure that is, and why.
//!
//! `timex` reads a text, with the day that it was written, and finds "Monday", "late last month", "the
//! third quarter", "nearly three weeks"; each with the value that TIMEX3 writes for it (`2018-09-10`,
//! `2018-08`, `P3W`), a confidence, and the rule that found it. It is pure: text and date in, expressions
//! out.
//!
//! It never reads the clock, a file or a socket, never panics, and never gives a relative expression a date
//! when the document has none. It does not guess the language. What is doubtful it says so about:
//! only an expression of [`Expression::is_for_page`] should be shown to readers as a date.
//!
//! Start reading at [`annotate`], then `languages/en.toml` (the words and patterns of English; a language is
//! such a file and no code), `weekday.rs` (one family of readings) and `value.rs` (what a reading is). The
//! way of a text: `tokens.rs` cuts it in one pass, `numbers.rs` adds up number words, `automaton.rs` walks the compiled
//! patterns, `resolve.rs` gives each match to its family, `tense.rs` asks the sentence for its verb, `story.rs` remembers
//! what was said.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod annotate;
mod automaton;
mod builder;
mod calendar;
mod classes;
mod clock;
mod compiler;
mod cue;
mod day;
mod decade;
mod duration;
mod expression;
mod holiday;
mod html;
mod label;
mod language;
pub mod lines;
mod month;
mod numbers;
mod pattern;
mod quarter;
mod quotation;
mod relative;
mod resolve;
mod season;
mod set;
mod shift;
mod story;
mod tense;
mod terminals;
mod tokens;
mod vague;
mod value;
mod weekday;
mod word_table;
mod year;

pub use annotate::{Document, Publication, annotate};
pub use classes::{Modifier, Part, Season, Unit};
pub use expression::{Anchor, CodePoints, Expression, Kind, PAGE, Why};
pub use language::Language;
pub use value::{Amount, Calendar, Clock, Recurring, Side, Value};
