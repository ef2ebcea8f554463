//! What a picture's file says about the picture: caption, credit, rights, and words for those who do not
//! see it.

use crate::{bmff, iptc, jpeg, png, riff, xmp};

/// Plain text, each at most some thousand characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub byline: Option<String>,
    pub copyright: Option<String>,
    /// For those who do not see the picture.
    pub alt: Option<String>,
}

/// Reads XMP, and IPTC-IIM for what XMP does not say.
pub fn facts(bytes: &[u8]) -> Facts {
    let mut facts = xmp_of(bytes).map(xmp::read).unwrap_or_default();
    if let Some(photoshop) = jpeg::segments(bytes).find_map(|segment| segment.photoshop()) {
        facts.fill(iptc::read(photoshop));
    }
    facts
}

fn xmp_of(bytes: &[u8]) -> Option<&[u8]> {
    jpeg::segments(bytes)
        .find_map(|segment| segment.xmp())
        .or_else(|| png::chunks(bytes).find_map(|chunk| chunk.xmp()))
        .or_else(|| riff::chunks(bytes).find(|chunk| &chunk.name == b"XMP ").map(|chunk| chunk.data))
        .or_else(|| bytes.get(4..8).filter(|kind| *kind == b"ftyp").and_then(|_| bmff::xmp(bytes)))
}

impl Facts {
    pub fn is_empty(&self) -> bool {
        *self == Facts::default()
    }

    /// Takes from `other` what is not yet known.
    pub fn fill(&mut self, other: Facts) {
        let Facts { caption, credit, byline, copyright, alt } = other;
        self.caption = self.caption.take().or(caption);
        self.credit = self.credit.take().or(credit);
        self.byline = self.byline.take().or(byline);
        self.copyright = self.copyright.take().or(copyright);
        self.alt = self.alt.take().or(alt);
    }
}

const LONGEST: usize = 4000;

/// A text as one line without control characters; `None` where nothing is left of it.
pub(crate) fn plain(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let line: String = line.chars().take(LONGEST).collect();
    (!line.is_empty()).then_some(line)
}
