//! How long what stands beside a text may be, and that no character of it moves a cursor: here once for all
//! formats. A headline of a megabyte stands on every list, and browsers take minutes
//! to set it.

use crate::{Block, Inline, Item, Problem};

/// Characters of what is printed on a line or two. Press offices write headlines of four hundred.
const LINE: usize = 1000;
/// Characters of what is a paragraph or two: summaries, captions, terms, notes.
const TEXT: usize = 20_000;
/// Names and codes: more of them are cut off without a word, for nobody prints them in full.
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
    }
    let names = item.bylines.iter_mut().chain(&mut item.keywords).chain(&mut rights.limits);
    let subjects = item.subjects.iter_mut().flat_map(|subject| [&mut subject.name, &mut subject.code]);
    for name in names.chain(subjects) {
        steady(name);
        truncate(name, NAME);
    }
}

/// Without control characters but ends of lines and tabs.
fn steady(text: &mut String) {
    let moves = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    // In UTF-8 those above 0x7f begin with 0xc2.
    if text.bytes().any(|b| b < 0x20 || b == 0x7f || b == 0xc2) && text.contains(moves) {
        text.retain(|c| !moves(c));
    }
}

/// Whether it was too long.
fn cut(field: &mut Option<String>, name: &str, most: usize, problems: &mut Vec<Problem>) -> bool {
    let Some(text) = field else { return false };
    steady(text);
    // Most are short, and counting bytes is free.
    let length = if text.len() <= most { 0 } else { text.chars().count() };
    if length <= most {
        return false;
    }
    truncate(text, most);
    problems
        .push(Problem::warning(format!("The {name} has {length} characters; the first {most} are taken.")));
    true
}

fn truncate(text: &mut String, most: usize) {
    if text.len() > most
        && let Some((at, _)) = text.char_indices().nth(most)
    {
        text.truncate(at);
    }
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
        let expected = "The headline has 300000 characters; the first 1000 are taken.";
        assert!(said.iter().any(|said| said.contains(expected)), "{said:?}");
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
    fn what_is_long_but_human_is_left_as_it_is() {
        let mut item =
            Item { headline: Some("h".repeat(LINE)), summary: Some("s".repeat(TEXT)), ..Item::default() };
        let (before, mut problems) = (item.clone(), Vec::new());
        hold(&mut item, &mut problems);
        assert_eq!((item, problems), (before, Vec::new()));
    }
}
