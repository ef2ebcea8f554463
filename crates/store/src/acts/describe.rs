//! What lists show of a version: kept beside the story, so that a page of cards is one query.

use newsroom::StoryId;
use wire::{Block, Item};

use crate::arg::json;
use crate::sql::{args, statements};
use crate::{Result, Tx};

statements! {
    DESCRIBE = "UPDATE story SET headline = $2, summary = $3, bylines = $4, dateline_place = $5, \
                language = $6, urgency = $7, corrected = (corrected OR $8) WHERE id = $1";
}

/// A summary made of the first paragraph is not longer than this many characters.
const LONGEST: usize = 240;

/// Writes what lists show. `corrected` stays once it is true.
pub(super) async fn describe(tx: &mut Tx, story: StoryId, item: &Item, corrected: bool) -> Result<()> {
    let args = args![
        story,
        headline(item),
        summary(item),
        json(&item.bylines),
        item.dateline_place.as_ref(),
        item.language.as_ref(),
        item.urgency.map(u32::from),
        corrected,
    ];
    tx.exec(DESCRIBE, args).await?;
    Ok(())
}

/// The headline; where there is none the slugline, else the first words.
pub(super) fn headline(item: &Item) -> String {
    let given = [&item.headline, &item.slugline].into_iter().flatten().find(|text| !text.trim().is_empty());
    given
        .cloned()
        .unwrap_or_else(|| first_paragraph(item).map(|text| shortened(&text, 80)).unwrap_or_default())
}

/// The agency's summary, else the beginning of the first paragraph.
fn summary(item: &Item) -> Option<String> {
    let given = item.summary.clone().filter(|text| !text.trim().is_empty());
    given.or_else(|| first_paragraph(item).map(|text| shortened(&text, LONGEST)))
}

fn first_paragraph(item: &Item) -> Option<String> {
    let paragraphs = item.body.blocks.iter().filter(|block| matches!(block, Block::Paragraph { .. }));
    paragraphs
        .map(|block| {
            let words = wire::Body { blocks: vec![block.clone()] }.plain_text();
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .find(|text| !text.is_empty())
}

/// At most so many characters, cut at a word and marked as cut.
fn shortened(text: &str, longest: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(longest) else { return text.to_owned() };
    let cut = &text[..end];
    let cut = cut.rfind(' ').map_or(cut, |at| &cut[..at]);
    format!("{}…", cut.trim_end_matches([' ', ',', ';', ':', '-', '–', '—']))
}

#[cfg(test)]
mod tests {
    use wire::{Body, Inline};

    use super::*;

    #[test]
    fn a_card_without_a_summary_begins_as_the_story_does() {
        let paragraph = |text: &str| Block::Paragraph { text: vec![Inline::text(text)] };
        let mut item = Item {
            body: Body { blocks: vec![paragraph(" "), paragraph("No ferry sails."), paragraph("Not one.")] },
            ..Item::default()
        };
        assert_eq!(summary(&item).as_deref(), Some("No ferry sails."));
        assert_eq!(headline(&item), "No ferry sails.");
        item.body.blocks = vec![paragraph(&"harbour ".repeat(60))];
        let cut = summary(&item).unwrap_or_default();
        assert!(cut.ends_with("harbour…") && cut.chars().count() <= LONGEST, "{cut}");
        item.summary = Some("Ferries stay in.".into());
        assert_eq!(summary(&item).as_deref(), Some("Ferries stay in."));
    }
}
