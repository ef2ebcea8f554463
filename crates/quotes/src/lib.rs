//! Who said what in a news story.
//!
//! A text and its [`Language`] in, a [`Reading`] out: the quotations, direct, indirect and mixed, each with its words,
//! its speaker, the verb that binds the two, a confidence and the reason ([`Why`]); and the people of the text, each
//! with the full name, the role and every place that names them. "Lowry said" and "she said" are resolved to the Edith
//! Lowry, harbour master, whom the story names once in full.
//!
//! ```
//! use quotes::{Language, read};
//!
//! let text = "Harbour master Edith Lowry closed the quay. “It is cold,” she said. “It is November.”";
//! let reading = read(text, Language::English);
//! let second = &reading.quotations[1];
//! let speaker = second.speaker.as_ref().unwrap();
//! assert_eq!(&text[second.content.clone()], "It is November.");
//! assert_eq!((&text[speaker.mention.clone()], speaker.name.as_str()), ("she", "Edith Lowry"));
//! assert_eq!(reading.people[0].role.as_deref(), Some("Harbour master"));
//! ```
//!
//! It is pure: no clock, no file, no network, no state between texts. It never panics, whatever the text; its time grows
//! with the length of the text and no faster. It never changes or invents a word: all it gives are places in the text,
//! and names that stand there. A surname alone never becomes a [`Person`].
//!
//! Start reading at [`read`] in `reading.rs`, which is the order of the work: `token.rs` (text to tokens, with the word
//! tables of `data/` through `words.rs`), `marks.rs` (which marks belong together), `names.rs`, `people.rs` and
//! `roles.rs`, `flow.rs` (sentences with marked stretches in them), `phrases.rs`, `clauses.rs`, `subjects.rs` and
//! `german_subjects.rs` (who does what), `attribute.rs`, `before.rs`, `sources.rs`, `apposed.rs` and `german.rs` (whose
//! words), `indirect.rs`, `denied.rs`, `refuse.rs` (nobody's words), and `reader.rs`, which goes from sentence to sentence with
//! `speakers.rs`, `pronouns.rs`, `bearers.rs`, `bodies.rs` and `nameless.rs`. A language is a folder of `data/` and a
//! [`Language`].

mod apposed;
mod attribute;
mod bearers;
mod before;
mod bodies;
mod clauses;
mod denied;
mod flow;
mod german;
mod german_subjects;
mod grammar;
mod indirect;
pub mod lines;
mod marks;
mod nameless;
mod names;
mod offsets;
mod people;
mod phrases;
mod pronouns;
mod reader;
mod reading;
mod refuse;
mod roles;
mod sources;
mod speakers;
mod story;
mod subjects;
mod token;
mod view;
mod why;
mod words;

pub use names::Gender;
pub use offsets::Characters;
pub use people::Person;
pub use reading::{Kind, Quotation, Reading, Speaker, read};
pub use story::{Place, Story};
pub use why::Why;
pub use words::Language;
