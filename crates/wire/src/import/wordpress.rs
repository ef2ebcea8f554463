//! The HTML of WordPress's posts, to HTML as everybody reads it.
//!
//! WordPress keeps paragraphs as blank lines and puts shortcodes in square brackets. Captions become
//! figures, players and embeds become links; other shortcodes fall away and are named, and the words between
//! their tags stay. The comments that mark blocks need no care: they are no words.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;

/// A post's text.
#[derive(Debug, Default)]
pub(crate) struct Text {
    pub(crate) html: String,
    /// Ids of the attachments that stood in galleries.
    pub(crate) gallery: Vec<String>,
    /// There is a gallery of all that was uploaded for the post.
    pub(crate) shows_uploads: bool,
    /// Shortcodes and blocks that could not be carried over.
    pub(crate) left: Vec<String>,
}

pub(crate) fn read(content: &str) -> Text {
    let mut text = Text::default();
    let without = bare_addresses(&shortcodes(content, &mut text));
    blocks(content, &mut text.left);
    text.html = if content.contains("<!-- wp:") { without } else { paragraphs(&without) };
    text.left.sort();
    text.left.dedup();
    text
}

/// An address on a line of its own is a film or a post of elsewhere, which WordPress fetches when it shows the page.
fn bare_addresses(content: &str) -> String {
    let link = |line: &str| -> Option<String> {
        let address = line.trim();
        let is_bare = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
            && !address.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'));
        is_bare.then(|| format!("<a href=\"{address}\">{address}</a>"))
    };
    let lines: Vec<_> = content.split('\n').map(|line| link(line).map_or(line.into(), Cow::Owned)).collect();
    lines.join("\n")
}

/// Blocks that WordPress fills when a page is shown: there is nothing of them in the export.
fn blocks(content: &str, left: &mut Vec<String>) {
    for (at, open) in content.match_indices("<!-- wp:") {
        let rest = &content[at + open.len()..];
        let Some(end) = rest.find("-->") else { return };
        let head = &rest[..end];
        let name = head.split([' ', '/', '{']).next().unwrap_or_default();
        // A block without an inside; separators and page breaks are nothing that anybody misses.
        let is_empty = head.trim_end().ends_with('/');
        if is_empty && !matches!(name, "separator" | "spacer" | "nextpage" | "more") {
            left.push(format!(
                "block {}",
                head.trim_end_matches(['/', ' ']).split([' ', '{']).next().unwrap_or(name)
            ));
        }
    }
}

/// A shortcode's tag: `[name a="b"]`, `[/name]`, `[name /]`.
struct Tag<'t> {
    name: &'t str,
    inside: &'t str,
    is_end: bool,
    length: usize,
}

fn tag(text: &str) -> Option<Tag<'_>> {
    // WordPress's own limit on names; longer brackets are words.
    const LONGEST: usize = 2000;
    let ends = |b: &u8| matches!(b, b']' | b'[');
    let close = 1 + text.as_bytes().iter().skip(1).take(LONGEST).position(ends)?;
    let inner = text[..close].strip_prefix('[').filter(|_| text[close..].starts_with(']'))?;
    let is_end = inner.starts_with('/');
    let bare = inner.trim_start_matches('/');
    let name = bare.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))).next()?;
    let inside = &bare[name.len()..];
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && (inside.is_empty() || inside.starts_with([' ', '\t', '\n', '/', '\u{a0}', '=']))
        && (!inside.contains(['[', '<']) || inside.contains('='));
    is_name.then_some(Tag { name, inside, is_end, length: close + 1 })
}

/// Without the shortcodes. Words in brackets ("[sic]") are no shortcodes.
fn shortcodes(content: &str, text: &mut Text) -> String {
    let closed: HashSet<&str> =
        content.split("[/").skip(1).filter_map(|rest| rest.split(']').next()).collect();
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.find('[') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        // `[[name]]` is how WordPress writes about a shortcode.
        if let Some(tag) = from.strip_prefix('[').filter(|inner| inner.starts_with('[')).and_then(tag)
            && from[1 + tag.length..].starts_with(']')
        {
            out.push_str(&from[1..1 + tag.length]);
            rest = &from[2 + tag.length..];
            continue;
        }
        match tag(from).filter(|tag| is_shortcode(tag, &closed)) {
            Some(tag) => {
                rest = &from[tag.length..];
                if let Some(used) = replace(&tag, rest, text, &mut out) {
                    rest = &rest[used..];
                }
            }
            None => {
                out.push('[');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// One that is known, one with attributes, one that is closed somewhere, or one that is named as only programs
/// name things.
fn is_shortcode(tag: &Tag<'_>, closed: &HashSet<&str>) -> bool {
    const KNOWN: [&str; 12] = [
        "caption",
        "wp_caption",
        "gallery",
        "embed",
        "video",
        "audio",
        "playlist",
        "youtube",
        "vimeo",
        "tweet",
        "dropcap",
        "more",
    ];
    KNOWN.contains(&tag.name)
        || tag.is_end
        || tag.inside.contains('=')
        || tag.name.contains('_')
        || (tag.name.contains('-') && tag.inside.is_empty() && tag.name.contains("form"))
        || closed.contains(tag.name)
}

/// Writes what stands for a shortcode, and gives how much of what follows it took.
fn replace(tag: &Tag<'_>, rest: &str, text: &mut Text, out: &mut String) -> Option<usize> {
    let until_end = || {
        // More brackets than any caption has; a hostile post must not be searched to its end for each.
        const MOST: usize = 20;
        let end = format!("[/{}]", tag.name);
        let at =
            rest.match_indices('[').map(|(at, _)| at).take(MOST).find(|at| rest[*at..].starts_with(&end))?;
        Some((&rest[..at], at + end.len()))
    };
    match tag.name {
        "caption" | "wp_caption" if !tag.is_end => {
            let (inner, used) = until_end()?;
            let (picture, words) = split_caption(inner);
            let words = attribute(tag.inside, "caption").unwrap_or_else(|| words.to_owned());
            let _ = write!(out, "<figure>{picture}<figcaption>{}</figcaption></figure>", words.trim());
            Some(used)
        }
        "gallery" => {
            match attribute(tag.inside, "ids").or_else(|| attribute(tag.inside, "include")) {
                Some(ids) => {
                    let ids = ids.split(',').map(|id| id.trim().to_owned());
                    text.gallery.extend(ids.filter(|id| !id.is_empty()));
                }
                None => text.shows_uploads |= !tag.is_end,
            }
            None
        }
        "embed" | "youtube" | "vimeo" | "tweet" | "video" | "audio" if !tag.is_end => {
            let inner = until_end().filter(|(inner, _)| !inner.contains('['));
            let named = ["src", "mp4", "mp3", "m4a", "webm", "url", "href"].iter();
            let address = inner
                .map(|(inner, _)| inner.trim().to_owned())
                .filter(|inner| inner.starts_with("http"))
                .or_else(|| named.filter_map(|name| attribute(tag.inside, name)).next())
                .or_else(|| {
                    tag.inside.split_whitespace().find(|part| part.starts_with("http")).map(str::to_owned)
                });
            match address {
                Some(address) => {
                    let address = address.replace('"', "%22").replace('<', "%3C");
                    let _ = write!(out, "<p><a href=\"{address}\">{address}</a></p>");
                }
                None => text.left.push(format!("shortcode {}", tag.name)),
            }
            inner.map(|(_, used)| used)
        }
        // The words between the tags stay.
        "dropcap" | "more" => None,
        _ => {
            if !tag.is_end {
                text.left.push(format!("shortcode {}", tag.name));
            }
            None
        }
    }
}

/// The picture, perhaps in a link, and the words behind it.
fn split_caption(inner: &str) -> (&str, &str) {
    let Some(picture) = inner.find("<img").and_then(|at| Some(at + inner[at..].find('>')? + 1)) else {
        return (inner, "");
    };
    let end = match inner[picture..].trim_start().strip_prefix("</a>") {
        Some(after) => inner.len() - after.len(),
        None => picture,
    };
    inner.split_at(end)
}

fn attribute(inside: &str, name: &str) -> Option<String> {
    let mut from = 0;
    loop {
        let at = from + inside[from..].find(name)?;
        let before = inside[..at].chars().next_back();
        let rest = inside[at + name.len()..].trim_start();
        from = at + name.len();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let Some(value) = rest.strip_prefix('=').map(str::trim_start) else { continue };
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split_whitespace().next(),
        };
        return value.map(str::to_owned);
    }
}

/// Blank lines part paragraphs, and a line's end is one, as WordPress shows it; not in preformatted text, and
/// not beside the tags of blocks.
fn paragraphs(content: &str) -> String {
    let content = content.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(content.len() + content.len() / 16);
    let mut verbatim: Option<&str> = None;
    let mut last = "";
    // At the beginning there is no paragraph to end.
    let mut is_blank = false;
    for line in content.split('\n') {
        if let Some(end) = verbatim {
            out.push('\n');
            out.push_str(line);
            if contains(line, end) {
                verbatim = None;
            }
            last = line;
            continue;
        }
        let trimmed = line.trim();
        if trimmed.is_empty() {
            is_blank = true;
            continue;
        }
        if is_blank && !starts_block(trimmed) {
            out.push_str("\n<p>");
        } else if !last.is_empty() && !is_blank && !ends_block(last) && !starts_block(trimmed) {
            out.push_str("<br>\n");
        } else {
            out.push('\n');
        }
        out.push_str(line);
        verbatim = [("<pre", "</pre"), ("<script", "</script"), ("<style", "</style")]
            .iter()
            .find(|(open, end)| contains(line, open) && !contains(line, end))
            .map(|(_, end)| *end);
        (last, is_blank) = (trimmed, false);
    }
    out
}

fn contains(line: &str, tag: &str) -> bool {
    line.as_bytes().windows(tag.len()).any(|part| part.eq_ignore_ascii_case(tag.as_bytes()))
}

const BLOCKS: [&str; 34] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "blockquote",
    "pre",
    "hr",
    "figure",
    "figcaption",
    "section",
    "article",
    "aside",
    "form",
    "iframe",
    "address",
    "br",
];

fn is_block(name: &str) -> bool {
    BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
}

fn starts_block(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('<') else { return false };
    let rest = rest.trim_start_matches('/');
    is_block(rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default())
}

fn ends_block(line: &str) -> bool {
    let Some(open) = line.strip_suffix('>').and_then(|line| line.rfind('<')) else { return false };
    starts_block(&line[open..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part_paragraphs_and_line_ends_stay() {
        let html =
            read("First\nline\n\nSecond\n<h2>Head</h2>\nThird\n<pre>a\n\nb</pre>\n\n<ul>\n<li>x</li>\n</ul>")
                .html;
        assert_eq!(
            html,
            "\nFirst<br>\nline\n<p>Second\n<h2>Head</h2>\nThird\n<pre>a\n\nb</pre>\n<ul>\n<li>x</li>\n</ul>"
        );
        let block = "<!-- wp:paragraph -->\n<p>One</p>\n<!-- /wp:paragraph -->";
        assert_eq!(read(block).html, block);
    }

    #[test]
    fn captions_become_figures_and_players_links() {
        let text = read(
            "[caption id=\"a\" width=\"300\"]<a href=\"/x\"><img src=\"x.jpg\" /></a> The quay[/caption]",
        );
        let figure =
            "<figure><a href=\"/x\"><img src=\"x.jpg\" /></a><figcaption>The quay</figcaption></figure>";
        assert_eq!(text.html.trim(), figure);
        let player =
            read("[embed]https://film.example/1[/embed] [video src=\"https://film.example/2.mp4\"][/video]");
        assert_eq!(player.html.matches("<a href=").count(), 2, "{}", player.html);
        assert!(player.left.is_empty(), "{:?}", player.left);
    }

    #[test]
    fn other_shortcodes_are_named_and_their_words_stay() {
        let text = read(
            "[dropcap]T[/dropcap]he mayor [sic] said [box type=\"info\"]all[/box] [contact_form]. [[gallery]]",
        );
        assert_eq!(text.html.trim(), "The mayor [sic] said all . [gallery]");
        assert_eq!(text.left, ["shortcode box", "shortcode contact_form"]);
        assert_eq!(read("[gallery ids=\"12, 13\"]").gallery, ["12", "13"]);
        assert_eq!(read("<!-- wp:latest-posts {\"n\":3} /-->").left, ["block latest-posts"]);
    }

    #[test]
    fn brackets_that_nobody_closes_are_words() {
        for words in ["a [b", "[", "]", "[ ]", "[1] note", "[Laughter] he said", "[/]", "[é]"] {
            assert_eq!(read(words).html.trim(), words);
        }
    }
}
