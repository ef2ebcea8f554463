//! A large XML file cut into the elements that matter, one at a time.
//!
//! No tree and no parser: bytes are passed over until one of the wanted elements opens, and kept until it
//! closes. What stands in CDATA or a comment opens and closes nothing, as posts about XML hold tags too.

use std::io::{self, BufRead};

/// No real post is longer; a longer one is passed over and named.
const LONGEST: usize = 32 << 20;

/// The longest tag or stretch between two that is looked into while nothing is kept.
const LONGEST_TAG: usize = 1 << 20;

pub(super) struct Elements<R> {
    input: R,
    wanted: &'static [&'static str],
    /// The markup that was read last, from `<` to `>`.
    tag: Vec<u8>,
    /// The input failed; there is nothing more.
    has_failed: bool,
}

/// An element, as it stands in the file.
pub(super) struct Element {
    pub name: &'static str,
    pub source: Vec<u8>,
    /// More than is kept of one: the source is only its beginning.
    pub is_cut: bool,
}

impl<R: BufRead> Elements<R> {
    pub fn new(input: R, wanted: &'static [&'static str]) -> Self {
        Elements { input, wanted, tag: Vec::new(), has_failed: false }
    }

    /// The next wanted element; `None` at the end of the file, which may come in the middle of one.
    pub fn next(&mut self) -> io::Result<Option<Element>> {
        if self.has_failed {
            return Ok(None);
        }
        let found = self.find();
        self.has_failed = found.is_err();
        found
    }

    fn find(&mut self) -> io::Result<Option<Element>> {
        let mut between = Vec::new();
        loop {
            between.clear();
            if !self.until(b'<', &mut between, LONGEST_TAG)? || !self.markup()? {
                return Ok(None);
            }
            let wanted = self.wanted.iter().find(|name| opens(&self.tag, name)).copied();
            if let Some(name) = wanted {
                return self.element(name).map(Some);
            }
        }
    }

    /// From the tag that was just read to the one that closes it. Elements of the same name do not nest here.
    fn element(&mut self, name: &'static str) -> io::Result<Element> {
        let mut source = std::mem::take(&mut self.tag);
        let mut is_cut = false;
        if source.ends_with(b"/>") {
            return Ok(Element { name, source, is_cut });
        }
        loop {
            let more = self.until(b'<', &mut source, LONGEST)?;
            if !more || !self.markup()? {
                break;
            }
            // `until` keeps the `<`, and so does the markup.
            source.pop();
            if source.len() + self.tag.len() > LONGEST {
                is_cut = true;
            } else {
                source.extend_from_slice(&self.tag);
            }
            if closes(&self.tag, name) {
                break;
            }
        }
        Ok(Element { name, source, is_cut })
    }

    /// Reads on from behind a `<` to the end of the tag, comment or CDATA section that it opens.
    fn markup(&mut self) -> io::Result<bool> {
        let mut tag = std::mem::take(&mut self.tag);
        tag.clear();
        tag.push(b'<');
        let mut more = self.until(b'>', &mut tag, LONGEST)?;
        let end: &[u8] = if tag.starts_with(b"<!--") {
            b"-->"
        } else if tag.starts_with(b"<![CDATA[") {
            b"]]>"
        } else {
            b">"
        };
        while more && tag.len() < LONGEST && !tag.ends_with(end) {
            more = self.until(b'>', &mut tag, LONGEST)?;
        }
        self.tag = tag;
        Ok(more)
    }

    /// Appends up to and with the byte, but no more than `most` in all; `false` at the end of the file.
    fn until(&mut self, byte: u8, out: &mut Vec<u8>, most: usize) -> io::Result<bool> {
        loop {
            let bytes = match self.input.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if bytes.is_empty() {
                return Ok(false);
            }
            let found = bytes.iter().position(|b| *b == byte);
            let used = found.map_or(bytes.len(), |at| at + 1);
            let room = most.saturating_sub(out.len());
            out.extend_from_slice(&bytes[..used.min(room)]);
            // The byte that was looked for counts, however full it is.
            if found.is_some() && used > room {
                out.push(byte);
            }
            self.input.consume(used);
            if found.is_some() {
                return Ok(true);
            }
        }
    }
}

fn opens(tag: &[u8], name: &str) -> bool {
    tag.get(1..)
        .and_then(|rest| rest.strip_prefix(name.as_bytes()))
        .is_some_and(|rest| matches!(rest.first(), Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n')))
}

fn closes(tag: &[u8], name: &str) -> bool {
    tag.strip_prefix(b"</")
        .and_then(|rest| rest.strip_prefix(name.as_bytes()))
        .is_some_and(|rest| rest.trim_ascii() == b">")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(file: &str, buffer: usize) -> Vec<(String, bool)> {
        let input = io::BufReader::with_capacity(buffer, file.as_bytes());
        let mut elements = Elements::new(input, &["item", "wp:author"]);
        let mut found = Vec::new();
        while let Some(element) = elements.next().unwrap() {
            found.push((String::from_utf8(element.source).unwrap(), element.is_cut));
        }
        found
    }

    #[test]
    fn elements_are_cut_out_whatever_the_buffer_holds() {
        let author = "<wp:author><a>Ada</a></wp:author>";
        let item = "<item id='1'><c><![CDATA[a </item> in copy, 2 > 1 <item>]]></c><!-- </item> --></item>";
        let file = format!("<rss><channel><title>x</title>{author}<items/>\n{item}<item/></channel></rss>");
        for buffer in [1, 2, 7, 4096] {
            let found: Vec<String> = all(&file, buffer).into_iter().map(|(source, _)| source).collect();
            assert_eq!(found, [author, item, "<item/>"], "{buffer}");
        }
    }

    #[test]
    fn a_file_that_ends_in_the_middle_gives_what_it_has() {
        assert_eq!(all("<item><title>Cut o", 8), [("<item><title>Cut o".to_owned(), false)]);
        assert_eq!(all("", 8), []);
        assert_eq!(all("<item", 8), []);
    }

    #[test]
    fn a_post_that_never_ends_is_cut_and_the_next_is_read() {
        let file = format!("<item>{}</item><item>b</item>", "fog ".repeat(LONGEST / 4 + 10));
        let found = all(&file, 4096);
        assert_eq!(found.len(), 2);
        assert!(found[0].0.len() <= LONGEST + 8 && found[1].0 == "<item>b</item>");
    }
}
