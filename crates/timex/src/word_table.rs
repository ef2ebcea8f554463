//! A language's words, looked up by how they are written in lower case.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use crate::{classes::Class, terminals::Sense};

/// A map whose keys are the language's own words.
pub(crate) type ByWord<Key, Value> = HashMap<Key, Value, BuildHasherDefault<WordHash>>;

/// Every word that a class or a pattern of the language has, with all that it may be.
#[derive(Debug, Default)]
pub(crate) struct WordTable {
    entries: ByWord<String, u32>,
    senses: Vec<Vec<Sense>>,
    /// Abbreviations as they stand without their point.
    bare: Vec<bool>,
    outlines: Outlines,
}

impl WordTable {
    pub(crate) fn add(&mut self, word: &str, senses: Vec<Sense>, is_bare: bool) {
        self.entries.insert(word.to_owned(), u32::try_from(self.senses.len()).unwrap_or(u32::MAX));
        self.outlines.add(word.as_bytes());
        self.senses.push(senses);
        self.bare.push(is_bare);
    }

    /// False for most words that have no entry, at less cost than looking them up.
    pub(crate) fn may_know(&self, word: &[u8]) -> bool {
        self.outlines.may_have(word)
    }

    pub(crate) fn entry(&self, lower: &str) -> Option<u32> {
        self.entries.get(lower).copied()
    }

    pub(crate) fn senses(&self, entry: u32) -> &[Sense] {
        self.senses.get(entry as usize).map_or(&[], Vec::as_slice)
    }

    /// Is it an abbreviation of a month or weekday, found without its point?
    pub(crate) fn wants_point(&self, entry: u32) -> bool {
        self.bare.get(entry as usize).copied().unwrap_or(false)
    }
}

/// Which beginnings, ends and lengths the words of a table have: a set that is sometimes wrong about what it
/// has, and never about what it has not.
#[derive(Debug)]
struct Outlines([u64; 128]);

impl Default for Outlines {
    fn default() -> Outlines {
        Outlines([0; 128])
    }
}

impl Outlines {
    fn add(&mut self, word: &[u8]) {
        // A text's word may have its point, or not.
        for word in [word, word.strip_suffix(b".").unwrap_or(word)] {
            if let Some(bit) = Outlines::bit(word) {
                self.0[bit / 64] |= 1 << (bit % 64);
            }
        }
    }

    fn may_have(&self, word: &[u8]) -> bool {
        Outlines::bit(word).is_none_or(|bit| self.0[bit / 64] >> (bit % 64) & 1 == 1)
    }

    /// None for letters whose lower case needs more than a bit set: those are looked up.
    fn bit(word: &[u8]) -> Option<usize> {
        let [first, .., last] = *word else { return None };
        let second = word[1];
        if !(first.is_ascii() && second.is_ascii() && last.is_ascii()) {
            return None;
        }
        let letter = |byte: u8| usize::from(byte | 0x20);
        Some((letter(first) * 31 + letter(second) * 1031 + letter(last) * 331 + word.len() * 7919) % 8192)
    }
}

/// Some of the classes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ClassSet(u64);

impl ClassSet {
    pub(crate) fn add(&mut self, class: Class) {
        self.0 |= 1 << (class as u64 % 64);
    }

    pub(crate) fn has(self, class: Class) -> bool {
        self.0 >> (class as u64 % 64) & 1 == 1
    }
}

/// FNV-1a: the table's keys are the language's own, so no one can choose them to collide.
pub(crate) struct WordHash(u64);

impl Default for WordHash {
    fn default() -> WordHash {
        WordHash(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHash {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}
