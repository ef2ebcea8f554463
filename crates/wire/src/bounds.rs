//! How long what stands beside a text may be, and that no character of it moves a cursor or turns the text around it:
//! here once for all formats. A headline of a megabyte stands on every list, and browsers take minutes
//! to set it.

mod direction;

use crate::{Block, Inline, Item, Problem, Rendition, address};

/// Characters of what is printed on a line or two. Press offices write headlines of four hundred.
const LINE: usize = 1000;
/// Characters of what is a paragraph or two: summaries, captions, terms, notes.
const TEXT: usize = 20_000;
/// Subjects, or keywords, of one item: no real one has as many, and a hostile one must not take quadratic time.
pub(crate) const MOST_NAMES: usize = 1000;
/// Names and codes.
const NAME: usize = 500;

/// Cuts what is too long. The words of a headline are not lost: the whole of it becomes the text's first paragraph.
pub(crate) fn hold(item: &mut Item, problems: &mut Vec<Problem>) {
    let headline = item.headline.clone();
    if cut(&mut item.headline, "headline", LINE, problems)
        && let Some(whole) = headline
    {
        let text = vec![Inline::Text { text: whole }];
        item.body.blocks.insert(0, Block::Paragraph { text });
    }
    let (credit, rights) = (&mut item.credit, &mut item.rights);
    for (field, name, most) in [
        (&mut item.subheadline, "second headline", LINE),
        (&mut item.slugline, "slugline", LINE),
        (&mut item.dateline_place, "place of the dateline", LINE),
        (&mut item.dateline_text, "dateline", LINE),
        (&mut item.genre, "genre", LINE),
        (&mut credit.provider, "provider", LINE),
        (&mut credit.line, "credit line", LINE),
        (&mut credit.source, "source", LINE),
        (&mut credit.copyright_holder, "copyright holder", LINE),
        (&mut item.summary, "summary", TEXT),
        (&mut item.ed_note, "editor's note", TEXT),
        (&mut credit.copyright_notice, "copyright notice", TEXT),
        (&mut rights.usage_terms, "terms of use", TEXT),
    ] {
        cut(field, name, most, problems);
    }
    for media in &mut item.media {
        for (field, name, most) in [
            (&mut media.headline, "headline of a picture", LINE),
            (&mut media.byline, "byline of a picture", LINE),
            (&mut media.credit, "credit of a picture", LINE),
            (&mut media.caption, "caption of a picture", TEXT),
            (&mut media.alt, "alternative text of a picture", TEXT),
            (&mut media.copyright, "copyright of a picture", TEXT),
            (&mut media.usage_terms, "terms of use of a picture", TEXT),
        ] {
            cut(field, name, most, problems);
        }
        media.renditions.retain_mut(|rendition| is_somewhere(rendition, problems));
    }
    for link in &mut item.links {
        cut(&mut link.title, "title of a link", LINE, problems);
    }
    few(&mut item.subjects, "subjects", problems);
    few(&mut item.keywords, "keywords", problems);
    let names = item.bylines.iter_mut().chain(&mut item.keywords).chain(&mut rights.limits);
    let subjects = item.subjects.iter_mut().flat_map(|subject| [&mut subject.name, &mut subject.code]);
    let mut is_long = false;
    for name in names.chain(subjects) {
        is_long |= truncate(name, NAME);
        steady(name, problems);
    }
    if is_long {
        let said =
            format!("A name, keyword or code has more than {NAME} characters; the first {NAME} are taken.");
        problems.push(Problem::warning(said));
    }
}

/// A file on the web or beside the delivery; what is neither is left out. (Names that climb out of the delivery's folder
/// are refused where files are opened.)
fn is_somewhere(rendition: &mut Rendition, problems: &mut Vec<Problem>) -> bool {
    let href = &mut rendition.href;
    if href.starts_with("//") {
        href.insert_str(0, "https:");
    }
    let is_one = address::is_plain(href) && !href.starts_with('/');
    if !is_one {
        let said = format!(
            "A file is left out: \"{}\" is no address on the web and no name of a file beside the delivery.",
            href.escape_debug()
        );
        problems.push(Problem::warning(said));
    }
    is_one
}

fn few<T>(list: &mut Vec<T>, name: &str, problems: &mut Vec<Problem>) {
    if list.len() > MOST_NAMES {
        list.truncate(MOST_NAMES);
        problems.push(Problem::warning(format!(
            "The item has more than {MOST_NAMES} {name}; the first {MOST_NAMES} are taken."
        )));
    }
}

/// Without control characters but ends of lines and tabs, and with its directions closed.
fn steady(text: &mut String, problems: &mut Vec<Problem>) {
    let moves = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    // In UTF-8 those above 0x7f begin with 0xc2.
    if text.bytes().any(|b| b < 0x20 || b == 0x7f || b == 0xc2) && text.contains(moves) {
        text.retain(|c| !moves(c));
    }
    // The signs of direction begin with 0xe2.
    if text.bytes().any(|b| b == 0xe2)
        && let Some(closed) = direction::closed(text)
    {
        *text = closed;
        let said = "Signs that turn the direction of text (U+202A to U+202E, U+2066 to U+2069) were unpaired or \
                    forced a direction in one of the item's lines; they were closed or left out, since the text around \
                    the line would turn with it.";
        if !problems.iter().rev().take(20).any(|known| known.message == said) {
            problems.push(Problem::note(said));
        }
    }
}

/// Whether it was too long.
fn cut(field: &mut Option<String>, name: &str, most: usize, problems: &mut Vec<Problem>) -> bool {
    let Some(text) = field else { return false };
    // Most are short, and counting bytes is free.
    let length = if text.len() <= most { 0 } else { text.chars().count() };
    let is_long = length > most;
    if is_long {
        truncate(text, most);
        problems.push(Problem::warning(format!(
            "The {name} has {length} characters; the first {most} are taken."
        )));
    }
    // Last, for a cut may leave a direction open.
    steady(text, problems);
    is_long
}

/// Whether anything was cut off.
fn truncate(text: &mut String, most: usize) -> bool {
    let end = if text.len() > most { text.char_indices().nth(most) } else { None };
    if let Some((at, _)) = end {
        text.truncate(at);
    }
    end.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Hints, parse};

    #[test]
    fn a_headline_as_long_as_a_book_is_cut_and_stands_whole_in_the_text() {
        let long = "é".repeat(300_000);
        let file = serde_json::json!({ "uri": "a", "headline": long, "byline": long, "body_text": "Copy.",
            "associations": { "a": { "uri": "b", "type": "picture", "description_text": long, "renditions": { "main": { "href": "a.jpg" } } } } });
        let parsed = parse(
            file.to_string().as_bytes(),
            &Hints { format: Some(crate::Format::Ninjs), ..Hints::default() },
        );
        let item = &parsed.items[0];
        assert_eq!(item.headline.as_ref().map(|line| line.chars().count()), Some(LINE));
        assert_eq!(item.body.plain_text(), format!("{long}\n\nCopy."));
        assert_eq!(item.bylines.iter().map(|name| name.chars().count()).collect::<Vec<_>>(), [NAME]);
        assert_eq!(item.media[0].caption.as_ref().map(|text| text.chars().count()), Some(TEXT));
        let said: Vec<String> = parsed.problems.iter().map(ToString::to_string).collect();
        for expected in
            ["The headline has 300000 characters; the first 1000 are taken.", "A name, keyword or code has"]
        {
            assert!(said.iter().any(|said| said.contains(expected)), "{said:?}");
        }
    }

    #[test]
    fn what_would_move_a_cursor_is_left_out_whatever_the_format() {
        let mut item = Item {
            headline: Some("Storm\u{1b}[2J\u{2}\u{9b} \u{e9}\tnears\n".into()),
            bylines: vec!["Ada\u{8} Quill".into()],
            ..Item::default()
        };
        hold(&mut item, &mut Vec::new());
        assert_eq!(item.headline.as_deref(), Some("Storm[2J \u{e9}\tnears\n"));
        assert_eq!(item.bylines, ["Ada Quill"]);
    }

    #[test]
    fn a_headline_that_turns_the_page_around_it_is_set_right_and_that_is_said() {
        let mut problems = Vec::new();
        let mut item = Item {
            headline: Some("\u{202E}gpj.yrref \u{202B}عبارة".into()),
            keywords: vec!["\u{2066}ferry".into()],
            ..Item::default()
        };
        hold(&mut item, &mut problems);
        assert_eq!(item.headline.as_deref(), Some("gpj.yrref \u{202B}عبارة\u{202C}"));
        assert_eq!(item.keywords, ["\u{2066}ferry\u{2069}"]);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].message.contains("direction"), "{problems:?}");
    }

    #[test]
    fn what_an_item_has_too_many_of_is_said_and_not_lost_without_a_word() {
        let said = |file: serde_json::Value, format: crate::Format| {
            let hints = Hints { format: Some(format), ..Hints::default() };
            let parsed = parse(file.to_string().as_bytes(), &hints);
            let said: Vec<String> = parsed.problems.iter().map(ToString::to_string).collect();
            (parsed.items.into_iter().next().unwrap_or_default(), said.join("\n"))
        };
        let names = |many: usize| (0..many).map(|n| format!("w{n}")).collect::<Vec<_>>();
        let subject = |name: &String| serde_json::json!({ "name": name });
        let picture = |n: usize| {
            (
                format!("a{n}"),
                serde_json::json!({ "type": "picture", "renditions": { "m": { "href": format!("{n}.jpg") } } }),
            )
        };
        let ninjs = |many: usize| {
            serde_json::json!({ "uri": "a", "headline": "Ferry", "keywords": names(many),
                "subject": names(many).iter().map(subject).collect::<Vec<_>>(),
                "associations": (0..many / 2).map(picture).collect::<serde_json::Map<_, _>>() })
        };
        let (item, words) = said(ninjs(1001), crate::Format::Ninjs);
        assert_eq!((item.subjects.len(), item.keywords.len(), item.media.len()), (1000, 1000, 500));
        assert!(
            words.contains("more than 1000 subjects") && words.contains("more than 1000 keywords"),
            "{words}"
        );
        let (item, words) = said(ninjs(1002), crate::Format::Ninjs);
        assert!(item.media.len() == 500 && words.contains("more than 500 pictures"), "{words}");
        let (_, words) = said(ninjs(1000), crate::Format::Ninjs);
        assert!(!words.contains("more than"), "{words}");

        let files = |many: usize| {
            (0..many).map(|n| serde_json::json!({ "url": format!("https://a.example/{n}.jpg"), "mime_type": "image/jpeg" }))
        };
        let feed = |many: usize| {
            serde_json::json!({ "version": "https://jsonfeed.org/version/1.1",
            "items": [{ "id": "a", "attachments": files(many).collect::<Vec<_>>() }] })
        };
        let (item, words) = said(feed(501), crate::Format::JsonFeed);
        assert!(item.media.len() == 500 && words.contains("more than 500 pictures"), "{words}");
        let (item, words) = said(feed(500), crate::Format::JsonFeed);
        assert!(item.media.len() == 500 && !words.contains("more than"), "{words}");
    }

    #[test]
    fn a_file_that_is_nowhere_is_left_out_with_its_name() {
        let of = |href: &str| Rendition { href: href.into(), ..Rendition::default() };
        let renditions =
            ["L'Aquila.jpg", "//photos.example/a.jpg", "/etc/passwd", "quay\"><b>.jpg"].map(of).into();
        let media = vec![crate::Media { renditions, ..crate::Media::default() }];
        let (mut item, mut problems) = (Item { media, ..Item::default() }, Vec::new());
        hold(&mut item, &mut problems);
        let left: Vec<&str> =
            item.media[0].renditions.iter().map(|rendition| rendition.href.as_str()).collect();
        assert_eq!(left, ["L'Aquila.jpg", "https://photos.example/a.jpg"]);
        assert!(
            problems.len() == 2 && problems[0].message.contains("\"/etc/passwd\" is no address"),
            "{problems:?}"
        );
    }

    #[test]
    fn what_is_long_but_human_is_left_as_it_is() {
        let mut item =
            Item { headline: Some("h".repeat(LINE)), summary: Some("s".repeat(TEXT)), ..Item::default() };
        let (before, mut problems) = (item.clone(), Vec::new());
        hold(&mut item, &mut problems);
        assert_eq!((item, problems), (before, Vec::new()));
    }
}
