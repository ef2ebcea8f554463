//! Bends good files into bad ones, the same on every run.

/// No file grows beyond this: what is looked for are wrong turns, not patience.
const LONGEST: usize = 32 << 10;

/// What stands in files that were made to break a reader: marks of every format that is read, halves of characters,
/// numbers at the ends of their kind.
const PIECES: [&[u8]; 48] = [
    b"<",
    b">",
    b"&",
    b"\"",
    b"'",
    b"</",
    b"/>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"&b;",
    b"&#0;",
    b"&#x1F6A2;",
    b"&#99999999999;",
    b"&lt;script&gt;",
    b"<script>",
    b"<p>",
    b"<table><tr><td>",
    b"<ul><li>",
    b"<a href=\"javascript:x\">",
    b"<?xml version=\"1.0\" encoding=\"utf-16\"?>",
    b"{",
    b"[",
    b"]",
    b"}",
    b",",
    b":",
    b"\\u0000",
    b"\\ud800",
    b"1e999",
    b"-",
    b"99999999999999999999",
    b"\0",
    b"\x01",
    b"\x02",
    b"\x03\x04",
    b"\r\n",
    b"\t",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    "\u{202e}".as_bytes(),
    "\u{9b}".as_bytes(),
    b"\xff\xd8\xff\xe1\xff\xff",
];

/// Makes files out of files. Two of the same seed make the same.
#[derive(Debug)]
pub struct Mutator<'a> {
    corpus: &'a [Vec<u8>],
    state: u64,
}

impl<'a> Mutator<'a> {
    pub fn new(corpus: &'a [Vec<u8>], seed: u64) -> Mutator<'a> {
        // The generator stands still at nought.
        Mutator { corpus, state: seed | 1 }
    }

    /// One file of the corpus, bent one to four times.
    pub fn bent(&mut self) -> Vec<u8> {
        let mut file = self.one().to_vec();
        for _ in 0..=self.below(4) {
            self.bend(&mut file);
            file.truncate(LONGEST);
        }
        file
    }

    fn bend(&mut self, file: &mut Vec<u8>) {
        let (from, to) = self.part(file.len());
        match self.below(8) {
            // A bit.
            0 if !file.is_empty() => file[from.min(to.saturating_sub(1))] ^= 1 << self.below(8),
            1 if !file.is_empty() => file[from.min(to.saturating_sub(1))] = self.below(256) as u8,
            // Cut off, or something cut out.
            2 => file.truncate(from),
            3 => drop(file.drain(from..to)),
            // Something said again and again.
            4 => {
                let piece = file[from..to.min(from + 200)].to_vec();
                let times = 1 + self.below(40);
                drop(file.splice(to..to, piece.repeat(times)));
            }
            // The end of another file.
            5 => {
                let other = self.one().to_vec();
                let at = self.below(other.len() + 1);
                file.truncate(from);
                file.extend_from_slice(&other[at..]);
            }
            6 => {
                let piece = PIECES[self.below(PIECES.len())].repeat(1 + self.below(300));
                drop(file.splice(from..from, piece));
            }
            _ => {
                let piece = PIECES[self.below(PIECES.len())].to_vec();
                drop(file.splice(from..to.min(from + 8), piece));
            }
        }
    }

    fn one(&mut self) -> &'a [u8] {
        let at = self.below(self.corpus.len().max(1));
        self.corpus.get(at).map_or(&[], Vec::as_slice)
    }

    /// Two places in a file of this length, in order.
    fn part(&mut self, length: usize) -> (usize, usize) {
        let (a, b) = (self.below(length + 1), self.below(length + 1));
        (a.min(b), a.max(b))
    }

    fn below(&mut self, limit: usize) -> usize {
        // Xorshift: quick, and no randomness is needed here but variety.
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        ((self.state >> 11) % limit.max(1) as u64) as usize
    }
}
