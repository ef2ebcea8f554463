//! Who said what in a news story.

mod attribute;
mod clauses;
mod flow;
pub mod lines;
mod marks;
mod names;
mod offsets;
mod people;
mod pronouns;
mod reading;
mod token;
mod words;

pub use attribute::Why;
pub use names::Gender;
pub use offsets::Characters;
pub use people::Person;
pub use reading::{Kind, Quotation, Reading, Speaker, read};
pub use words::Language;
