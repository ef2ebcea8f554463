//! Who said what in a news story.

mod attribute;
mod clauses;
mod flow;
mod grammar;
mod indirect;
pub mod lines;
mod marks;
mod names;
mod offsets;
mod people;
mod phrases;
mod pronouns;
mod reader;
mod reading;
mod refuse;
mod token;
mod view;
mod why;
mod words;

pub use names::Gender;
pub use offsets::Characters;
pub use people::Person;
pub use reading::{Kind, Quotation, Reading, Speaker, read};
pub use why::Why;
pub use words::Language;
