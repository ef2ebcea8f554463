//! What came back through the front door.

use std::io::Read as _;

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// Reads an answer of HTTP/1.1 that ended with its connection.
    pub fn read(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_lowercase(), value.to_owned())
        };
        Answer { status, headers: lines.map(header).collect(), body: bytes[end + 4..].to_vec() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        assert_eq!(self.header("content-encoding"), None, "this answer is compressed");
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn unpacked(&self) -> String {
        let mut text = String::new();
        match self.header("content-encoding") {
            Some("gzip") => {
                _ = flate2::read::GzDecoder::new(&self.body[..]).read_to_string(&mut text).unwrap()
            }
            Some("br") => {
                _ = brotli::Decompressor::new(&self.body[..], 4096).read_to_string(&mut text).unwrap()
            }
            _ => text = self.text(),
        }
        text
    }

    pub fn has(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The texts of the elements that a CSS selector finds, spaces squeezed.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        let squeezed = |element: ElementRef<'_>| {
            element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        page.select(&Selector::parse(selector).unwrap()).map(squeezed).collect()
    }

    pub fn one(&self, selector: &str) -> String {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector}: {found:?}");
        found.into_iter().next().unwrap()
    }

    /// The values of an attribute.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).filter_map(|element| Some(element.attr(name)?.to_owned())).collect()
    }

    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.attributes(selector, name).into_iter().next()
    }

    /// The schema.org data of this type.
    pub fn data(&self, kind: &str) -> Value {
        let scripts = self.all("script[type='application/ld+json']");
        let found = scripts.iter().map(|script| serde_json::from_str::<Value>(script).unwrap());
        found.into_iter().find(|data| data["@type"] == kind).unwrap_or_default()
    }

    /// Headlines of the cards in the main part of the page.
    pub fn cards(&self) -> Vec<String> {
        self.all("main .card-headline")
    }
}
