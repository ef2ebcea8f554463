//! Byte offsets to counts of characters (code points).

/// How many characters a text has before each of its bytes, kept at every 64th.
pub struct Characters<'a> {
    text: &'a str,
    counts: Vec<usize>,
}

const STEP: usize = 64;

impl<'a> Characters<'a> {
    pub fn of(text: &'a str) -> Characters<'a> {
        let mut counts = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for (at, &byte) in text.as_bytes().iter().enumerate() {
            if at % STEP == 0 {
                counts.push(count);
            }
            count += usize::from(begins(byte));
        }
        Characters { text, counts }
    }

    /// The count of characters before a byte offset.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let step = (byte / STEP).min(self.counts.len().saturating_sub(1));
        let known = self.counts.get(step).copied().unwrap_or_default();
        known + self.text.as_bytes()[step * STEP..byte].iter().filter(|&&byte| begins(byte)).count()
    }
}

/// Whether a byte is the first of a character in UTF-8.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
