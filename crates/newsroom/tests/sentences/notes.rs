//! What an agency's words to editors become for readers.

use newsroom::note;
use wire::{Block, Item};

use crate::house::{paragraphs, storm};

fn with_note(note: &str) -> Item {
    Item { ed_note: Some(note.into()), ..storm(2) }
}

#[test]
fn a_kill_is_told_without_the_shouting() {
    let plain = "The agency withdrew this story: “The minister was misquoted.”";
    for note in [
        "MANDATORY KILL - The minister was misquoted.",
        "KILL: The minister was misquoted. Please remove from all websites and archives.",
        "ATTENTION EDITORS - MANDATORY KILL: The minister was misquoted. DO NOT USE.",
        "*** KILL KILL KILL ***\nThe minister was misquoted.\nCall the desk: tel +47 555 01 23 45",
        "(EDS: Kill. Reason: The minister was misquoted. Contact desk@mna.example.)",
    ] {
        assert_eq!(note::kill(&with_note(note)), plain, "{note:?}");
    }
}

#[test]
fn a_kill_that_only_shouts_gives_no_reason() {
    for note in ["MANDATORY KILL", "KILL STORY.", "Please kill the story slugged STORM.", "  ", "***"] {
        assert_eq!(
            note::kill(&with_note(note)),
            "The agency withdrew this story and gave no reason.",
            "{note:?}"
        );
    }
    assert_eq!(note::kill(&storm(2)), "The agency withdrew this story and gave no reason.");
}

#[test]
fn a_tombstone_repeats_no_words_of_the_story() {
    let item = Item {
        headline: Some("Harbour master took bribes from ferry line".into()),
        ..with_note(
            "The story \"Harbour Master Took Bribes From Ferry Line\" is false. It named the wrong man.",
        )
    };
    assert_eq!(note::kill(&item), "The agency withdrew this story: “It named the wrong man.”");
}

#[test]
fn a_kill_whose_body_is_the_notice_still_tells_its_reason() {
    let notice = paragraphs(&[
        "Editors are asked to kill the story STORM. The ferry was not the Grace. It was her sister ship.",
    ]);
    let told = "The agency withdrew this story: “The ferry was not the Grace. It was her sister ship.”";
    let noted = Item {
        body: notice.clone(),
        ..with_note("KILL: The ferry was not the Grace. It was her sister ship. Do not use.")
    };
    assert_eq!(note::kill(&noted), told, "the note says it, and so does the body");
    assert_eq!(note::kill(&Item { body: notice, ..storm(2) }), told, "only the body says it");
}

#[test]
fn a_withdrawal_says_its_reason_where_there_is_one() {
    assert_eq!(
        note::withdrawal(&with_note("Advisory: A lawyer for St. Ellery Ferries objects.")),
        "The agency has withheld this story for now: “A lawyer for St. Ellery Ferries objects.”"
    );
}

#[test]
fn a_correction_keeps_the_agencys_words() {
    for (note, words) in [
        (
            "Corrects spelling of Aagot Lind in paragraph 3.",
            "Corrects spelling of Aagot Lind in paragraph 3.",
        ),
        ("CORRECTION: The ferry carries 120, not 210.", "The ferry carries 120, not 210."),
        ("(Corrects day to Monday)", "Corrects day to Monday"),
        ("Pictures follow. Corrects day to Monday. Desk: +47 555 0123 45.", "Corrects day to Monday."),
    ] {
        let told = format!("This story was corrected. The agency’s note: “{words}”");
        assert_eq!(note::correction(&with_note(note)), told, "{note:?}");
    }
}

#[test]
fn a_correction_without_a_note_says_that_there_is_none() {
    assert_eq!(note::correction(&storm(2)), "This story was corrected. The agency gave no note.");
}

#[test]
fn a_note_that_runs_on_is_cut_at_a_word() {
    let told = note::kill(&with_note(&"wrong ".repeat(300)));
    assert!(told.ends_with("wrong …”") && told.chars().count() < 450, "{told}");
}

#[test]
fn notes_and_headlines_that_say_so_make_a_correction() {
    for note in
        ["Corrects date in 2nd para", "CORRECTION: it was Monday", "This corrected version gives the day."]
    {
        assert!(note::is_correction(&with_note(note)), "{note:?}");
    }
    for headline in [
        "CORRECTED-Storm closes harbour",
        "Correction: Storm story",
        "UPDATE 2-CORRECTED-Storm",
        "Storm (corrected)",
    ] {
        let item = Item { headline: Some(headline.into()), ..storm(2) };
        assert!(note::is_correction(&item), "{headline:?}");
    }
    let mut marked = storm(2);
    marked.body.blocks.insert(0, Block::Note { blocks: paragraphs(&["(Corrects name of ferry)"]).blocks });
    assert!(note::is_correction(&marked));
    assert!(note::correction(&marked).contains("“Corrects name of ferry”"));
}

#[test]
fn news_about_corrections_is_not_a_correction() {
    for note in [
        "Correction to follow.",
        "Corrections desk: 555 01 23",
        "Adds quote from minister",
        "UPDATES with detail",
    ] {
        assert!(!note::is_correction(&with_note(note)), "{note:?}");
    }
    for headline in
        ["Correction officers strike", "Market correction deepens", "Corrected vision: a century of glasses"]
    {
        let item = Item { headline: Some(headline.into()), ..storm(2) };
        assert!(!note::is_correction(&item), "{headline:?}");
    }
}
