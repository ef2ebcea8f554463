//! Pictures, films and sounds that stand in the copy.

use super::Converter;
use super::names::{lower, number};
use crate::xml::{Child, Element};
use crate::{Block, Media, MediaKind, Rendition, address};

impl Converter<'_> {
    /// NITF's `media`: references to files, a caption and who made it.
    pub(super) fn nitf_media(&mut self, element: Element) {
        self.flush();
        let kind = match element.attr("media-type").unwrap_or_default() {
            "image" | "photo" | "picture" | "" => MediaKind::Picture,
            "graphic" => MediaKind::Graphic,
            "video" => MediaKind::Video,
            "audio" => MediaKind::Audio,
            _ => MediaKind::Other,
        };
        let renditions = element.all("media-reference").filter_map(|reference| {
            let href = ["source", "data-location", "name"].iter().find_map(|name| reference.filled(name))?;
            Some(Rendition {
                href: href.to_owned(),
                mime: reference.filled("mime-type").map(str::to_owned),
                width: number(reference, "width"),
                height: number(reference, "height"),
                bytes: None,
                role: None,
            })
        });
        let words_of = |name: &str| {
            let words: Vec<String> = element.all(name).filter_map(Element::words).collect();
            (!words.is_empty()).then(|| words.join(" "))
        };
        let alt = element.all("media-reference").find_map(|reference| reference.filled("alternate-text"));
        let media = Media {
            guid: element.filled("id").map(str::to_owned),
            kind,
            caption: words_of("media-caption"),
            alt: alt.map(str::to_owned),
            byline: words_of("media-producer"),
            renditions: renditions.collect(),
            ..Media::default()
        };
        let has_words = media.caption.is_some() || media.byline.is_some();
        if !media.renditions.is_empty() || has_words {
            self.blocks.push(Block::Media { media: self.media.len() });
            self.media.push(media);
        }
        // Words that stand where the standard has no room for words.
        for child in element.nodes() {
            match child {
                Child::Text(text) => self.line.push(text, &self.formats),
                Child::Element(e) if e.name().starts_with("media-") => {}
                Child::Element(e) => self.element(e, false),
            }
        }
        self.flush();
    }

    /// TT's `BILD`: a file, a caption and who made it.
    pub(super) fn tt_picture(&mut self, element: Element) {
        self.flush();
        let part = |name: &str| element.children().find(|e| lower(e.name()) == name);
        let words = |name: &str| part(name).and_then(Element::words);
        let file = words("bildfil").and_then(|written| address::file(&written, self.base));
        let rendition = file.map(|href| Rendition { href, ..Rendition::default() });
        let media = Media {
            caption: words("bildtext"),
            byline: words("bildskapare"),
            renditions: rendition.into_iter().collect(),
            ..Media::default()
        };
        self.blocks.push(Block::Media { media: self.media.len() });
        self.media.push(media);
        let known = ["bildfil", "bildtext", "bildskapare"];
        let others = element.children().filter(|e| !known.contains(&lower(e.name()).as_ref()));
        others.for_each(|e| self.element(e, false));
        self.flush();
    }

    pub(super) fn figure(&mut self, element: Element) {
        self.flush();
        let first = self.media.len();
        let mut captions = Vec::new();
        for child in element.nodes() {
            match child {
                Child::Text(text) => self.line.push(text, &self.formats),
                Child::Element(e) if lower(e.name()) == "figcaption" => captions.push(e),
                Child::Element(e) => self.element(e, false),
            }
        }
        self.flush();
        for caption in captions {
            match self.media.get_mut(first).filter(|media| media.caption.is_none()) {
                Some(media) => media.caption = caption.words(),
                None => self.container_line(caption),
            }
        }
    }

    pub(super) fn picture(&mut self, element: Element) {
        let (width, height) = (number(element, "width"), number(element, "height"));
        // One pixel is a counter, not a picture.
        let is_counter = width.is_some_and(|w| w <= 1) || height.is_some_and(|h| h <= 1);
        let src = element.attr("src").filter(|_| !is_counter);
        if let Some(href) = src.and_then(|src| address::file(src, self.base)) {
            let rendition = Rendition { href, width, height, ..Rendition::default() };
            self.medium(MediaKind::Picture, element.filled("alt"), vec![rendition]);
        }
    }

    pub(super) fn player(&mut self, element: Element, name: &str) {
        let kind = if name == "video" { MediaKind::Video } else { MediaKind::Audio };
        let sources = std::iter::once(element).chain(element.all("source"));
        let renditions: Vec<Rendition> = sources
            .filter_map(|source| {
                let href = address::file(source.attr("src")?, self.base)?;
                Some(Rendition {
                    href,
                    mime: source.filled("type").map(str::to_owned),
                    ..Rendition::default()
                })
            })
            .collect();
        if !renditions.is_empty() {
            self.medium(kind, None, renditions);
        }
        self.content(element, true);
    }

    fn medium(&mut self, kind: MediaKind, alt: Option<&str>, renditions: Vec<Rendition>) {
        self.after_line.push(self.media.len());
        self.media.push(Media { kind, alt: alt.map(str::to_owned), renditions, ..Media::default() });
    }
}
