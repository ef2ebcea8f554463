//! What changed between two versions, as readers see it.

use newsroom::diff::{OtherChange, ParagraphKind, Part, Span, SpanKind, VersionDiff, diff};
use proptest::prelude::*;
use wire::{Block, Inline, Item, Media, Rendition};

use crate::house::{paragraphs, storm};

fn item(texts: &[&str]) -> Item {
    Item { headline: Some("Storm".into()), body: paragraphs(texts), ..Item::default() }
}

fn compared(old: &[&str], new: &[&str]) -> VersionDiff {
    diff(&item(old), &item(new))
}

/// "The [-old-][+new+] pier".
fn marked(spans: &[Span]) -> String {
    let mark = |span: &Span| match span.kind {
        SpanKind::Same => span.text.clone(),
        SpanKind::Added => format!("[+{}+]", span.text),
        SpanKind::Removed => format!("[-{}-]", span.text),
    };
    spans.iter().map(mark).collect()
}

fn lines(diff: &VersionDiff) -> Vec<String> {
    diff.paragraphs
        .iter()
        .map(|paragraph| format!("{:?}: {}", paragraph.kind, marked(&paragraph.spans)))
        .collect()
}

#[test]
fn a_changed_figure_is_one_changed_word() {
    let diff = compared(
        &["The ferry carries 210 people, the line said."],
        &["The ferry carries 120 people, the line said."],
    );
    assert_eq!(lines(&diff), ["Changed: The ferry carries [-210 -][+120 +]people, the line said."]);
    assert_eq!((diff.words_added, diff.words_removed), (1, 1));
}

#[test]
fn a_new_paragraph_is_added_between_the_old_ones() {
    let diff = compared(
        &["No boat left.", "Trains ran."],
        &["No boat left.", "The pier is under water.", "Trains ran."],
    );
    assert_eq!(
        lines(&diff),
        ["Same: No boat left.", "Added: [+The pier is under water.+]", "Same: Trains ran."]
    );
    assert_eq!((diff.words_added, diff.words_removed), (5, 0));
}

#[test]
fn a_paragraph_that_went_is_struck_and_its_neighbour_compared() {
    let diff = compared(
        &["A lamp fell on the quay.", "Six boats sank in the storm on Monday."],
        &["Seven boats sank in the storm on Monday."],
    );
    assert_eq!(
        lines(&diff),
        [
            "Removed: [-A lamp fell on the quay.-]",
            "Changed: [-Six -][+Seven +]boats sank in the storm on Monday."
        ]
    );
}

#[test]
fn a_sentence_written_anew_is_not_chopped_into_crumbs() {
    let diff = compared(
        &["Mayor Aagot Lind told the council that nobody had been hurt in the town, and thanked the crews."],
        &[
            "Mayor Aagot Lind said late on Monday that two people were missing in the town, and thanked the crews.",
        ],
    );
    assert_eq!(
        lines(&diff),
        [
            "Changed: Mayor Aagot Lind [-told the council that nobody had been hurt -][+said late on Monday that two people were missing +]in the town, and thanked the crews."
        ]
    );
}

#[test]
fn scripts_without_spaces_are_compared_by_letter() {
    let diff = compared(&["北海道で地震が発生した。"], &["北海道で台風が発生した。"]);
    assert_eq!(lines(&diff), ["Changed: 北海道で[-地震-][+台風+]が発生した。"]);
}

#[test]
fn the_headline_is_compared_by_word() {
    let new = Item { headline: Some("Storm closes harbour".into()), ..item(&["x"]) };
    assert_eq!(marked(&diff(&item(&["x"]), &new).headline), "Storm[+ closes harbour+]");
    assert!(diff(&item(&["x"]), &item(&["y"])).headline.is_empty());
}

#[test]
fn what_changed_outside_the_text_is_said_in_sentences() {
    let picture = |href: &str, caption: &str| Media {
        caption: Some(caption.into()),
        renditions: vec![Rendition { href: href.into(), ..Rendition::default() }],
        ..Media::default()
    };
    let old = Item {
        bylines: vec!["Jo Hart".into()],
        summary: Some("Ferries stay in.".into()),
        media: vec![picture("pier.jpg", "The pear"), picture("old.jpg", "")],
        ..item(&["x"])
    };
    let new = Item {
        bylines: vec!["Jo Hart".into(), "Ann Lee".into()],
        dateline_place: Some("PORT ELLERY".into()),
        media: vec![picture("pier.jpg", "The pier"), picture("quay.jpg", "The quay")],
        ..item(&["x"])
    };
    let said: Vec<_> =
        diff(&old, &new).other.into_iter().map(|change| (change.part, change.was, change.is)).collect();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        said,
        [
            (Part::Summary, text("Ferries stay in."), None),
            (Part::Byline, text("Jo Hart"), text("Jo Hart, Ann Lee")),
            (Part::Dateline, None, text("PORT ELLERY")),
            (Part::Caption, text("The pear"), text("The pier")),
            (Part::Picture, None, text("The quay")),
            (Part::Picture, text(""), None),
        ]
    );
}

#[test]
fn a_change_of_emphasis_alone_is_said_and_shows_no_words() {
    let mut bold = item(&["No boat left."]);
    bold.body.blocks =
        vec![Block::Paragraph { text: vec![Inline::Strong { inner: vec![Inline::text("No boat left.")] }] }];
    let diff = diff(&item(&["No boat left."]), &bold);
    assert_eq!(diff.other, [OtherChange { part: Part::Layout, was: None, is: None }]);
    assert_eq!((diff.words_added, diff.words_removed), (0, 0));
}

#[test]
fn a_version_beside_itself_has_no_change() {
    let diff = diff(&storm(1), &storm(1));
    assert!(diff.headline.is_empty() && diff.other.is_empty());
    assert!(diff.paragraphs.iter().all(|paragraph| paragraph.kind == ParagraphKind::Same));
}

#[test]
fn paragraphs_far_from_a_change_can_be_folded() {
    let diff = compared(&["a", "b", "c", "d", "e", "f"], &["a", "b", "c", "d", "e", "f", "g"]);
    let folded: Vec<bool> = diff.paragraphs.iter().map(|paragraph| paragraph.folded).collect();
    assert_eq!(folded, [true, true, true, true, true, false, false]);
    let near = compared(&["a", "b", "c"], &["a", "b", "c", "d"]);
    assert!(near.paragraphs[..2].iter().all(|p| p.folded), "two together");
    let alone = compared(&["a", "b"], &["a", "b", "c"]);
    assert!(alone.paragraphs.iter().all(|p| !p.folded), "one alone is shown");
}

#[test]
fn a_text_of_a_hundred_thousand_words_is_compared_all_the_same() {
    let long = |word: &str| vec![format!("{word} and ").repeat(50_000)];
    let old = long("a");
    let new = long("b");
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
    assert_eq!(compared(&old, &new).words_added, 100_000);
    let many: Vec<String> = (0..20_000).map(|n| format!("line {n}")).collect();
    let turned: Vec<&str> = many.iter().rev().map(String::as_str).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(compared(&many, &turned).paragraphs.len() >= 20_000);
}

/// Paragraphs of a few small words, so that versions have much in common.
fn text() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec![
        "the", "storm", "took", "boats,", "and", "7", "ferries.", "北海", "—", "“no”",
    ]);
    prop::collection::vec(prop::collection::vec(word, 1..12).prop_map(|words| words.join(" ")), 0..10)
}

proptest! {
    #[test]
    fn no_word_of_either_version_is_lost(old in text(), new in text()) {
        let (old, new): (Vec<&str>, Vec<&str>) = (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
        let diff = compared(&old, &new);
        let side = |without: ParagraphKind, left_out: SpanKind| -> Vec<String> {
            let kept = diff.paragraphs.iter().filter(|paragraph| paragraph.kind != without);
            kept.map(|p| p.spans.iter().filter(|s| s.kind != left_out).map(|s| s.text.as_str()).collect::<String>().trim().to_owned()).collect()
        };
        prop_assert_eq!(side(ParagraphKind::Added, SpanKind::Added), old);
        prop_assert_eq!(side(ParagraphKind::Removed, SpanKind::Removed), new);
    }

    #[test]
    fn any_text_can_be_compared(old in any::<String>(), new in any::<String>()) {
        compared(&[&old], &[&new]);
    }
}
