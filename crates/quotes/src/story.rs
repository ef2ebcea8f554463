//! A story given paragraph by paragraph.

use std::ops::Range;

use crate::{Language, Reading, read};

/// Paragraphs as one text, and the way back from its offsets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    text: String,
    /// Where each paragraph begins.
    starts: Vec<usize>,
}

/// A part of one paragraph, in bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub paragraph: usize,
    pub bytes: Range<usize>,
}

const BETWEEN: &str = "\n\n";

impl Story {
    pub fn of<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> Story {
        let mut story = Story::default();
        for paragraph in paragraphs {
            if !story.starts.is_empty() {
                story.text.push_str(BETWEEN);
            }
            story.starts.push(story.text.len());
            story.text.push_str(paragraph);
        }
        story
    }

    /// The text that the offsets of its [`Reading`] count in.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn read(&self, language: Language) -> Reading {
        read(&self.text, language)
    }

    /// Where a range of the text lies. One that runs past its paragraph is cut there: no quotation does.
    pub fn place(&self, range: &Range<usize>) -> Place {
        let paragraph = self.starts.partition_point(|start| *start <= range.start).saturating_sub(1);
        let start = self.starts.get(paragraph).copied().unwrap_or_default();
        let next = self.starts.get(paragraph + 1).map_or(self.text.len(), |next| next - BETWEEN.len());
        let end = range.end.min(next).max(start);
        Place { paragraph, bytes: range.start.min(end) - start..end - start }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_found_again_in_its_paragraph() {
        let paragraphs = ["The quay is closed.", "", "“It is cold,” Edith Lowry said."];
        let story = Story::of(paragraphs);
        let reading = story.read(Language::English);
        let place = story.place(&reading.quotations[0].content);
        assert_eq!(place.paragraph, 2);
        assert_eq!(&paragraphs[place.paragraph][place.bytes], "It is cold,");
    }

    #[test]
    fn a_story_without_paragraphs_has_nothing_to_say() {
        let story = Story::of([]);
        assert_eq!(story.read(Language::English), Reading::default());
        assert_eq!(story.place(&(0..0)), Place { paragraph: 0, bytes: 0..0 });
    }
}
