//! What a parser found wrong, in sentences for the person who can do something about it.

use serde::{Deserialize, Serialize};

use crate::{Format, Item};

/// Everything one delivery says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parsed {
    /// `None` when no format recognised the bytes; `problems` then says what they look like.
    pub format: Option<Format>,
    pub items: Vec<Item>,
    pub problems: Vec<Problem>,
}

/// One thing wrong with a delivery: what, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub severity: Severity,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// A whole sentence, e.g. "The date \"12 Foo 2024\" cannot be read, so the item has no date."
    pub message: String,
    /// What the operator or the agency can do, as a whole sentence; empty where nothing needs doing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remedy: String,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something could not be read; the rest was.
    Warning,
    /// An item, or the whole file, could not be read.
    Error,
}

/// Where in the delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// 1-based line, and column in characters, of the decoded text; 0 where unknown.
    pub line: u32,
    pub column: u32,
    /// The element or JSON path, e.g. `newsItem/itemMeta/versionCreated`; empty where unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
}

impl Problem {
    pub fn note(message: impl Into<String>) -> Self {
        Self::new(Severity::Note, message)
    }

    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    fn new(severity: Severity, message: impl Into<String>) -> Self {
        Problem { severity, place: None, message: message.into(), remedy: String::new() }
    }

    pub fn at(mut self, line: u32, column: u32) -> Self {
        let path = self.place.take().map(|p| p.path).unwrap_or_default();
        self.place = Some(Place { line, column, path });
        self
    }

    pub fn path(mut self, path: impl Into<String>) -> Self {
        let (line, column) = self.place.as_ref().map_or((0, 0), |p| (p.line, p.column));
        self.place = Some(Place { line, column, path: path.into() });
        self
    }

    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(p) = &self.place {
            match (p.line, p.path.is_empty()) {
                (0, true) => {}
                (0, false) => write!(f, "{}: ", p.path)?,
                (l, true) => write!(f, "line {l}: ")?,
                (l, false) => write!(f, "line {l}, {}: ", p.path)?,
            }
        }
        f.write_str(&self.message)?;
        if !self.remedy.is_empty() {
            write!(f, " {}", self.remedy)?;
        }
        Ok(())
    }
}
