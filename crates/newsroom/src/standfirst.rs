//! The sentences above a story's text: an agency's summary, where it says something of its own.

use wire::{Body, Item};

/// The summary, unless it repeats the second headline or how the text begins.
pub fn standfirst(item: &Item) -> Option<&str> {
    let summary = item.summary.as_deref().filter(|summary| !summary.trim().is_empty())?;
    let repeats = item.subheadline.as_deref().is_some_and(|sub| same(sub, summary));
    (!repeats && !begins_with(&item.body, summary)).then_some(summary)
}

fn begins_with(body: &Body, summary: &str) -> bool {
    squeeze(&body.plain_text()).starts_with(squeeze(summary).trim_end_matches(['.', '…', ' ']))
}

/// Agencies send one sentence as second headline and as summary.
fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| squeeze(text).trim_end_matches('.').to_lowercase();
    plain(one) == plain(other)
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use wire::{Block, Inline};

    use super::*;

    #[test]
    fn a_summary_that_only_repeats_is_no_standfirst() {
        let text = vec![Inline::text("No ferry  sails. Not one.")];
        let item = |summary: &str, sub: Option<&str>| Item {
            summary: Some(summary.into()),
            subheadline: sub.map(str::to_owned),
            body: Body { blocks: vec![Block::Paragraph { text: text.clone() }] },
            ..Item::default()
        };
        assert_eq!(standfirst(&item("Ferries stay in.", None)), Some("Ferries stay in."));
        for (summary, sub) in
            [("No ferry sails…", None), ("Ferries stay in.", Some("ferries stay in")), (" ", None)]
        {
            assert_eq!(standfirst(&item(summary, sub)), None, "{summary}");
        }
    }
}
