//! HTML as agencies and feeds write it, to a [`Body`].
//!
//! Every visible word comes out, in order; nothing that could run in a browser does, as a [`Body`]
//! has no place for it. Markup that has no meaning for a story (spans, fonts, layout tables) falls
//! away. Any input is read in linear time: `html_tokens.rs` cuts it into tags and text,
//! `html/builder.rs` keeps the containers that are open, and `html_line.rs` the paragraph that is
//! being read.

mod builder;
mod names;
mod pictures;

use url::Url;

use crate::html_line::Line;
use crate::html_tokens::{Token, tokens, unescape};
use crate::{Block, Body, Media, Problem};

use builder::Builder;
use names::{is_inline, is_known_inline};

/// What is known about the HTML from outside it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HtmlOptions<'a> {
    /// The address that relative links and pictures are resolved against.
    pub(crate) base_url: Option<&'a Url>,
}

/// The story that `html` tells, with the pictures and films that stand in it.
pub(crate) fn to_body(html: &str, options: &HtmlOptions<'_>) -> (Body, Vec<Media>, Vec<Problem>) {
    let mut problems = Vec::new();
    let decoded = if escaped_twice(html) {
        problems.push(Problem::note("The text's HTML is escaped twice; it was read as if escaped once."));
        unescape(html)
    } else {
        html.into()
    };
    if !is_html(&decoded) && decoded.contains('\n') {
        return (text_to_body(&unescape(&decoded)), Vec::new(), problems);
    }
    let decoded = if decoded.contains("<![CDATA[") {
        decoded.replace("<![CDATA[", "").replace("]]>", "").into()
    } else {
        decoded
    };
    let mut builder = Builder::new(options);
    for token in tokens(&decoded) {
        match token {
            Token::Text(text) => builder.text(&text),
            Token::Start { name, attributes } => builder.start(&name, attributes),
            Token::End { name } => builder.end(&name),
        }
    }
    let (body, media) = builder.finish();
    (body, media, problems)
}

/// The words of a title or summary that may hold HTML, on one line.
pub(crate) fn plain(html: &str) -> String {
    let decoded = if escaped_twice(html) { unescape(html) } else { html.into() };
    let mut line = Line::default();
    // "Use of <T> in Rust" is a title without markup.
    let marked_up = |token: Token<'_>| match token {
        Token::Start { name, .. } | Token::End { name } => !is_inline(&name) || is_known_inline(&name),
        Token::Text(_) => false,
    };
    if !decoded.contains('<') || !tokens(&decoded).any(marked_up) {
        line.push(&unescape(&decoded), &[]);
        return crate::html_line::words(&line.finish());
    }
    for token in tokens(&decoded) {
        match token {
            Token::Text(text) => line.push(&text, &[]),
            Token::Start { name, .. } | Token::End { name } if !is_inline(&name) => line.space(&[]),
            _ => {}
        }
    }
    crate::html_line::words(&line.finish())
}

/// Text without markup: blank lines part paragraphs. Where there are none each line is a paragraph,
/// unless the lines were plainly broken to a width.
pub(crate) fn text_to_body(text: &str) -> Body {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let spaced = lines.windows(3).any(|w| !w[0].is_empty() && w[1].is_empty() && !w[2].is_empty());
    let groups: Vec<&[&str]> = lines.split(|line| line.is_empty()).filter(|g| !g.is_empty()).collect();
    let mut blocks = Vec::new();
    let mut add = |lines: &[&str], breaks: bool| {
        let mut line = Line::default();
        for (i, words) in lines.iter().enumerate() {
            match i {
                0 => {}
                _ if breaks => drop(line.line_break(&[])),
                _ => line.space(&[]),
            }
            line.push(words, &[]);
        }
        let text = line.finish();
        if !text.is_empty() {
            blocks.push(Block::Paragraph { text });
        }
    };
    for group in groups {
        if broken_to_width(group) {
            add(group, false);
        } else if spaced {
            add(group, true);
        } else {
            group.iter().for_each(|line| add(&[line], false));
        }
    }
    Body { blocks }
}

/// Lines that end where a typewriter's bell rang: all but the last of much the same length.
fn broken_to_width(lines: &[&str]) -> bool {
    let [full @ .., _] = lines else { return false };
    !full.is_empty() && full.iter().all(|line| (48..=100).contains(&line.chars().count()))
}

/// Does it have anything that looks like a tag?
pub(crate) fn is_html(html: &str) -> bool {
    let bytes = html.as_bytes();
    html.match_indices('<').any(|(i, _)| match bytes.get(i + 1) {
        Some(b'/' | b'!' | b'?') => true,
        Some(c) => c.is_ascii_alphabetic(),
        None => false,
    })
}

/// No tag at all, but the names of tags between `&lt;` and `&gt;`.
fn escaped_twice(html: &str) -> bool {
    const TAGS: [&str; 14] =
        ["p", "br", "br/", "div", "a", "b", "i", "em", "strong", "ul", "ol", "img", "span", "table"];
    html.contains("&lt;")
        && html.contains("&gt;")
        && !is_html(html)
        && html.match_indices("&lt;").any(|(i, lt)| {
            let rest = &html[i + lt.len()..];
            let end = rest.bytes().take(12).position(|c| c == b' ' || c == b'&').unwrap_or(0);
            TAGS.iter().any(|tag| rest[..end].eq_ignore_ascii_case(tag))
        })
}

#[cfg(test)]
mod tests;
