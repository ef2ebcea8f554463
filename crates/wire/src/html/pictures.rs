//! Pictures, films and embedded pages that stand in HTML.

use std::ops::Range;

use url::Url;

use super::builder::Builder;
use crate::html_tokens::Attributes;
use crate::{Block, Body, Inline, Media, MediaKind, Rendition, address};

/// A video or audio element that is open.
pub(super) struct Player {
    pub(super) kind: MediaKind,
    pub(super) poster: Option<String>,
    pub(super) index: Option<usize>,
}

impl Builder<'_> {
    /// A figure's caption belongs to its picture; without one it is words like others.
    pub(super) fn figure(&mut self, mut blocks: Vec<Block>, captions: Vec<Range<usize>>, credit: String) {
        if let Some(at) = uncaptioned(&blocks, &self.media) {
            let media = &mut self.media[at];
            let mut caption = Vec::new();
            for range in captions.into_iter().rev() {
                caption.splice(0..0, blocks.extract_if(range, |block| !matches!(block, Block::Media { .. })));
            }
            let filled = |words: String| (!words.is_empty()).then_some(words);
            media.caption = filled(Body { blocks: caption }.plain_text());
            media.credit = filled(credit);
        }
        blocks.into_iter().for_each(|block| self.add(block));
    }

    pub(super) fn picture(&mut self, attributes: &Attributes<'_>) {
        let alt = attributes.get("alt").map(|alt| alt.into_owned()).filter(|alt| !alt.is_empty());
        let (width, height) = (attributes.number("width"), attributes.number("height"));
        let class = attributes.get("class").unwrap_or_default();
        if class.contains("emoji") || class.contains("smiley") {
            return self.text(&alt.unwrap_or_default());
        }
        // Pixels that count readers.
        if width.is_some_and(|w| w <= 2) || height.is_some_and(|h| h <= 2) {
            return;
        }
        let Some(href) = ["src", "data-src", "data-lazy-src", "data-original"]
            .iter()
            .filter_map(|name| attributes.get(name))
            .find_map(|src| address::file(&src, self.base))
            .or_else(|| widest(&attributes.get("srcset")?, self.base))
        else {
            return;
        };
        // Lazy loading writes the same picture twice, once for browsers without scripts.
        if self.media.iter().rev().take(8).any(|m| m.renditions.iter().any(|r| r.href == href)) {
            return;
        }
        let rendition = Rendition { href, width, height, ..Rendition::default() };
        self.add_media(Media {
            kind: MediaKind::Picture,
            alt,
            renditions: vec![rendition],
            ..Media::default()
        });
    }

    pub(super) fn player_source(&mut self, attributes: &Attributes<'_>) {
        let Some(player) = &mut self.player else { return };
        let Some(href) = attributes.get("src").and_then(|src| address::file(&src, self.base)) else { return };
        let mime = attributes.get("type").map(|mime| mime.into_owned()).filter(|mime| !mime.is_empty());
        let rendition = Rendition { href, mime, ..Rendition::default() };
        if let Some(media) = player.index.and_then(|at| self.media.get_mut(at)) {
            media.renditions.push(rendition);
            return;
        }
        let poster = player.poster.take();
        let poster =
            poster.map(|href| Rendition { href, role: Some("poster".into()), ..Rendition::default() });
        let (kind, renditions) = (player.kind, std::iter::once(rendition).chain(poster).collect());
        player.index = Some(self.media.len());
        self.add_media(Media { kind, renditions, ..Media::default() });
    }

    fn add_media(&mut self, media: Media) {
        let index = self.media.len();
        self.media.push(media);
        if self.line.is_empty() && self.pre.is_none() {
            self.add(Block::Media { media: index });
        } else {
            self.after_line.push(index);
        }
    }

    /// A page inside the page (a player, a map, a post) becomes a link to it.
    pub(super) fn embedded(&mut self, attributes: &Attributes<'_>) {
        let hidden =
            attributes.number("width").is_some_and(|w| w <= 2) || attributes.number("height") == Some(0);
        let address = ["src", "data", "data-src"].iter().filter_map(|name| attributes.get(name));
        let Some(href) = address.filter_map(|a| address::web(&a, self.base)).next().filter(|_| !hidden)
        else {
            return;
        };
        self.flush();
        let title = attributes.get("title").map(|title| title.into_owned()).filter(|title| !title.is_empty());
        let inner = vec![Inline::text(title.unwrap_or_else(|| href.clone()))];
        self.add(Block::Paragraph { text: vec![Inline::Link { href, inner }] });
    }
}

/// The first picture of a figure that has no caption yet.
pub(super) fn uncaptioned(blocks: &[Block], media: &[Media]) -> Option<usize> {
    blocks.iter().find_map(|block| match block {
        Block::Media { media: at } => {
            media.get(*at).filter(|m| m.caption.is_none() && m.credit.is_none()).map(|_| *at)
        }
        _ => None,
    })
}

/// The largest picture of a `srcset`.
fn widest(srcset: &str, base: Option<&Url>) -> Option<String> {
    let candidates = srcset.split(", ").filter_map(|candidate| {
        let mut parts = candidate.split_ascii_whitespace();
        let href = address::file(parts.next()?.trim_end_matches(','), base)?;
        let size = parts.next().and_then(|s| s.trim_end_matches(['w', 'x', ',']).parse::<f64>().ok());
        Some((size.unwrap_or(1.0), href))
    });
    candidates.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, href)| href)
}
