//! What readers write under stories.

use jiff::Timestamp;
use newsroom::StoryId;
use newsroom::comments::{
    Comment, CommentId, Draft, Mode, Move, Past, Refusal, Rules, State, Verdict, judge, moderate, open_until,
};

fn draft(name: &str, text: &str) -> Draft {
    Draft::tidy(name, "", text)
}

fn held(draft: &Draft, rules: &Rules, past: &Past) -> String {
    match judge(draft, rules, past) {
        Verdict::Held(reason) => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_ordinary_comment_is_shown_at_once() {
    let comment = draft("Ida Marsh", "The ferry was late again. Does anybody know why?");
    assert_eq!(judge(&comment, &Rules::default(), &Past::default()), Verdict::Shown);
    assert_eq!(comment.problems(), []);
}

#[test]
fn what_cannot_be_seen_or_turns_the_words_round_is_left_out() {
    let comment =
        Draft::tidy(" Ida\u{202e}\u{0}  Marsh\n", " ", "One\u{200b}.\r\n\r\n\r\n\r\nTwo\u{7}\u{2066}.  \n");
    assert_eq!(comment, Draft { name: "Ida Marsh".into(), email: None, text: "One.\n\nTwo.".into() });
    let tower = draft("Z", &format!("e{}", "\u{301}".repeat(500)));
    assert_eq!(tower.text.chars().count(), 4);
    let parted = draft("Z", "e\u{301}\u{301}\u{301}\u{200b}\u{301}\u{301}");
    assert_eq!(parted.text.chars().count(), 4, "what is not seen does not part a tower");
    let address = Draft::tidy("Ida", "ida@marsh.example\rBcc: all@marsh.example", "Fog.");
    assert_eq!(address.email.as_deref(), Some("ida@marsh.example bcc: all@marsh.example"));
    assert_eq!(address.problems(), [Refusal::BadEmail], "a line of a mail's head is no address");
    let family = "👩\u{200d}👩\u{200d}👧 می\u{200c}خواهم";
    assert_eq!(draft("Z", family).text, family, "joiners that scripts and emoji need stay");
}

#[test]
fn a_draft_with_mistakes_is_told_all_of_them() {
    let bad = Draft::tidy("...", "ida@", &" \u{200b}\n".repeat(9));
    assert_eq!(bad.problems().len(), 3);
    let long = Draft::tidy(&"n".repeat(61), "", &"word ".repeat(1001));
    assert_eq!(long.problems().len(), 2);
    assert_eq!(long.problems()[1], Refusal::LongText { length: 5004, most: 5000 });
}

#[test]
fn links_capitals_copies_and_spam_wait_for_a_moderator() {
    let (rules, past) = (Rules::default(), Past::default());
    let links = draft("Ida", "See https://one.example/a and www.two.example.");
    assert_eq!(held(&links, &rules, &past), "It has 2 links.");
    let one = draft("Ida", "See https://one.example/a for it.");
    assert_eq!(judge(&one, &rules, &past), Verdict::Shown);
    assert_eq!(held(&draft("cheap.com", "Nice article."), &rules, &past), "The name is an address.");
    let loud = draft("Ida", "THIS IS THE WORST DECISION THAT THE COUNCIL EVER TOOK");
    assert_eq!(held(&loud, &rules, &past), "It is written in capitals.");
    let copied = Past { same_by_others: true, ..Past::default() };
    let text = draft("Ida", "Read more about how I became rich on my page.");
    assert_eq!(held(&text, &rules, &copied), "Somebody else wrote the same.");
    assert_eq!(judge(&draft("Ida", "Thank you!"), &rules, &copied), Verdict::Shown);
    let spam = Past { spam: Some(0.97), ..Past::default() };
    assert_eq!(held(&text, &rules, &spam), "It looks like spam (97 of 100).");
    let pre = Rules { mode: Mode::Pre, ..Rules::default() };
    assert_eq!(held(&text, &pre, &past), "Every comment here waits for a moderator.");
}

#[test]
fn the_banned_the_repeating_and_those_who_pose_as_the_paper_are_refused() {
    let rules = Rules { house_names: vec!["The Harbour Courier".into()], ..Rules::default() };
    let refused = |name: &str, past: Past| {
        matches!(judge(&draft(name, "A comment."), &rules, &past), Verdict::Refused(_))
    };
    assert!(refused("Ida", Past { banned: Some("spam".into()), ..Past::default() }));
    assert!(refused("Ida", Past { same_by_author: true, ..Past::default() }));
    assert!(refused("the harbour-courier", Past::default()));
    assert!(refused("Moderator", Past::default()));
    assert!(!refused("Ida", Past::default()));
}

#[test]
fn comments_close_with_the_age_of_the_story_and_never_without_a_date() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let rules = Rules { close_after: 14, ..Rules::default() };
    let published = Some(at("2026-11-01T08:00:00Z"));
    assert_eq!(
        open_until(&rules, published, at("2026-11-15T07:59:59Z")),
        Ok(Some(at("2026-11-15T08:00:00Z")))
    );
    assert!(open_until(&rules, published, at("2026-11-15T08:00:00Z")).is_err());
    assert_eq!(open_until(&rules, None, at("2026-11-15T08:00:00Z")), Ok(None));
    let closed = Rules { mode: Mode::Closed, ..Rules::default() };
    assert!(open_until(&closed, published, at("2026-11-01T09:00:00Z")).is_err());
}

#[test]
fn a_moderators_move_that_makes_no_sense_is_refused_with_a_sentence() {
    let comment = |state, text: &str| Comment {
        id: CommentId(7),
        story: StoryId(1),
        parent: None,
        thread: None,
        depth: 0,
        name: "Ida".into(),
        text: text.into(),
        state,
        reason: None,
        at: Timestamp::UNIX_EPOCH,
    };
    assert_eq!(moderate(&comment(State::Held, "x"), Move::Approve), Ok(State::Shown));
    assert_eq!(moderate(&comment(State::Held, "x"), Move::Reject), Ok(State::Rejected));
    assert_eq!(moderate(&comment(State::Shown, "x"), Move::Remove), Ok(State::Removed));
    assert_eq!(moderate(&comment(State::Rejected, "x"), Move::Approve), Ok(State::Shown));
    for (state, to) in
        [(State::Shown, Move::Reject), (State::Held, Move::Remove), (State::Removed, Move::Reject)]
    {
        assert!(moderate(&comment(state, "x"), to).unwrap_err().contains("Comment 7"));
    }
    assert!(moderate(&comment(State::Removed, ""), Move::Approve).is_err(), "its words were deleted");
}
