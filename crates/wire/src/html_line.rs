//! One line of copy while its HTML is read: a flat run of words, each with the formats it stands in,
//! nested only when the paragraph is complete. That keeps mis-nested markup (`<b><i></b></i>`,
//! a link around three paragraphs) from ever losing or moving a word.

use std::{borrow::Cow, rc::Rc};

use crate::Inline;
use crate::body::inlines_text;

/// How words are set. Declared in no particular order; nesting follows the markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Format {
    Strong,
    Emphasis,
    Underline,
    Strike,
    Sub,
    Sup,
    Code,
    Quote,
    Link(Rc<str>),
    /// A person, organisation, place or time that the agency marked up: its kind and its value.
    Entity(Rc<(String, String)>),
    /// Who made a picture, inside its caption.
    Credit,
}

#[derive(Default)]
pub(crate) struct Line {
    runs: Vec<Run>,
}

struct Run {
    formats: Vec<Format>,
    /// Empty for a line break.
    text: String,
}

impl Line {
    pub(crate) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Adds words, collapsing white space as a browser does; no-break spaces stay.
    pub(crate) fn push(&mut self, text: &str, formats: &[Format]) {
        let text = without_controls(text);
        let is_space = |c: char| c.is_ascii_whitespace();
        if text.starts_with(is_space) {
            self.space(formats);
        }
        let mut words = text.split_ascii_whitespace();
        let Some(first) = words.next() else { return };
        self.append(first, formats);
        if let Some(run) = self.runs.last_mut() {
            for word in words {
                run.text.push(' ');
                run.text.push_str(word);
            }
        }
        if text.ends_with(is_space) {
            self.space(formats);
        }
    }

    /// A space, unless the line has one there already.
    pub(crate) fn space(&mut self, formats: &[Format]) {
        if self.runs.last().is_some_and(|run| !run.text.is_empty() && !run.text.ends_with(' ')) {
            self.append(" ", formats);
        }
    }

    /// A line break; two in a row are how old copy marks a new paragraph: then the answer is `true`
    /// and the line is complete.
    pub(crate) fn line_break(&mut self, formats: &[Format]) -> bool {
        self.trim_end();
        match self.runs.last() {
            None => false,
            Some(run) if run.text.is_empty() => true,
            Some(_) => {
                self.runs.push(Run { formats: formats.to_vec(), text: String::new() });
                false
            }
        }
    }

    /// Takes out the words set as a credit.
    pub(crate) fn take_credit(&mut self) -> String {
        let mut words = String::new();
        // Whatever stands between two credits parts them, a line break too.
        let mut follows = true;
        for run in std::mem::take(&mut self.runs) {
            if run.formats.contains(&Format::Credit) {
                if !follows || run.text.is_empty() {
                    words.push(' ');
                }
                words.push_str(&run.text);
                follows = true;
            } else {
                follows = false;
                self.runs.push(run);
            }
        }
        words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The line as nested inlines; leaves it empty. Nothing but spaces and breaks comes out empty.
    pub(crate) fn finish(&mut self) -> Vec<Inline> {
        self.trim_end();
        while self.runs.last().is_some_and(|run| run.text.is_empty()) {
            self.runs.pop();
            self.trim_end();
        }
        let mut runs = std::mem::take(&mut self.runs);
        if runs.iter().all(|run| run.text.trim().is_empty()) {
            return Vec::new();
        }
        nest(&mut runs, 0)
    }

    fn append(&mut self, text: &str, formats: &[Format]) {
        match self.runs.last_mut() {
            Some(run) if run.formats == formats && !run.text.is_empty() => run.text.push_str(text),
            _ => self.runs.push(Run { formats: formats.to_vec(), text: text.to_owned() }),
        }
    }

    fn trim_end(&mut self) {
        while let Some(run) = self.runs.last_mut() {
            if run.text.ends_with(' ') {
                run.text.pop();
                if run.text.is_empty() {
                    self.runs.pop();
                    continue;
                }
            }
            break;
        }
    }
}

/// Control characters other than white space are no words, and break XML on the way out.
fn without_controls(text: &str) -> Cow<'_, str> {
    // 0xC2 begins the control characters above ASCII, among others.
    let may_have = |b: u8| (b < b' ' && !b.is_ascii_whitespace()) || b == 0x7F || b == 0xC2;
    let is_control = |c: char| c.is_control() && !c.is_ascii_whitespace();
    if text.bytes().any(may_have) && text.contains(is_control) {
        text.replace(is_control, "").into()
    } else {
        text.into()
    }
}

/// Groups neighbours that share a format. As deep as there are formats, no deeper.
fn nest(runs: &mut [Run], depth: usize) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        let Some(format) = runs[at].formats.get(depth).cloned() else {
            let text = std::mem::take(&mut runs[at].text);
            match out.last_mut() {
                _ if text.is_empty() => out.push(Inline::Break),
                Some(Inline::Text { text: before }) => before.push_str(&text),
                _ => out.push(Inline::Text { text }),
            }
            at += 1;
            continue;
        };
        let same = runs[at..].iter().take_while(|run| run.formats.get(depth) == Some(&format)).count();
        let inner = nest(&mut runs[at..at + same], depth + 1);
        at += same;
        out.push(match format {
            Format::Strong => Inline::Strong { inner },
            Format::Emphasis => Inline::Emphasis { inner },
            Format::Underline => Inline::Underline { inner },
            Format::Strike => Inline::Strike { inner },
            Format::Sub => Inline::Sub { inner },
            Format::Sup => Inline::Sup { inner },
            Format::Code => Inline::Code { inner },
            Format::Quote => Inline::Quote { inner },
            Format::Link(href) => Inline::Link { href: href.to_string(), inner },
            Format::Entity(what) => Inline::Entity { entity: what.0.clone(), value: what.1.clone(), inner },
            // A credit outside a caption is words like others.
            Format::Credit => {
                out.extend(inner);
                continue;
            }
        });
    }
    out
}

/// The words of some inlines on one line.
pub(crate) fn words(inlines: &[Inline]) -> String {
    let mut out = String::new();
    inlines_text(inlines, &mut out);
    out.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
