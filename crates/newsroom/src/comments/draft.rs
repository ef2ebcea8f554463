//! A draft: what a reader typed, made tidy, or what is wrong with it.

use super::Refusal;

/// Characters of a text, and of a name.
const LONGEST_TEXT: usize = 5000;
const LONGEST_NAME: usize = 60;
/// Marks that may stand upon one letter; more of them run over the lines above.
const MOST_MARKS: usize = 3;

/// What a reader typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    pub name: String,
    /// `None` where none was given.
    pub email: Option<String>,
    pub text: String,
}

impl Draft {
    /// Without what is not seen or turns the page's words round: control characters, marks that reverse
    /// the writing, towers of accents. Lines and paragraphs stay.
    pub fn tidy(name: &str, email: &str, text: &str) -> Draft {
        let lines = visible(text).replace("\r\n", "\n").replace('\r', "\n");
        let mut tidy = String::with_capacity(lines.len());
        let mut empty = 0;
        for line in lines.lines().map(str::trim_end) {
            empty = if line.trim().is_empty() { empty + 1 } else { 0 };
            if empty < 2 {
                tidy.push_str(line);
                tidy.push('\n');
            }
        }
        Draft {
            name: one_line(name),
            email: Some(one_line(email).to_lowercase()).filter(|email| !email.is_empty()),
            text: tidy.trim().to_owned(),
        }
    }

    /// Everything that is wrong with it.
    pub fn problems(&self) -> Vec<Refusal> {
        let mut problems = self.problems_of_author();
        if !self.text.chars().any(char::is_alphanumeric) {
            problems.push(Refusal::NoText);
        }
        let length = self.text.chars().count();
        if length > LONGEST_TEXT {
            problems.push(Refusal::LongText { length, most: LONGEST_TEXT });
        }
        problems
    }

    /// What is wrong with name and mail address.
    pub fn problems_of_author(&self) -> Vec<Refusal> {
        let mut problems = Vec::new();
        if !self.name.chars().any(char::is_alphanumeric) {
            problems.push(Refusal::NoName);
        }
        if self.name.chars().count() > LONGEST_NAME {
            problems.push(Refusal::LongName { most: LONGEST_NAME });
        }
        if self.email.as_deref().is_some_and(|email| !is_address(email)) {
            problems.push(Refusal::BadEmail);
        }
        problems
    }
}

/// What two texts have in common that differ in capitals, spaces and punctuation alone.
pub fn normal(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What two names have in common that a reader could take for the same one: capitals, spaces, punctuation and
/// accents do not tell them apart, nor letters of another script among Latin ones.
pub fn likeness(name: &str) -> String {
    if name.chars().any(|c| c.is_ascii_alphabetic()) {
        normal(&deunicode::deunicode(name))
    } else {
        normal(name)
    }
}

fn one_line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks are counted of what is left: what is not seen does not part a tower.
fn visible(text: &str) -> String {
    let mut marks = 0;
    text.chars()
        .filter(|c| !is_hidden(*c))
        .filter(|c| {
            marks = if is_mark(*c) { marks + 1 } else { 0 };
            marks <= MOST_MARKS
        })
        .collect()
}

/// Joiners that Persian, Indian scripts and emoji need (U+200C, U+200D) and plain direction marks stay.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\r' && c != '\t')
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

fn is_address(email: &str) -> bool {
    let Some((user, host)) = email.rsplit_once('@') else { return false };
    !user.is_empty()
        && host.contains('.')
        && email.len() <= 254
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !email.contains(|c: char| c.is_whitespace() || c == '<' || c == '>')
}
