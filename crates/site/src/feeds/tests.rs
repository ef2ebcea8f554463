use wire::{Format, Hints, Moment, Precision};

use super::*;

fn feed() -> Feed {
    let noon: jiff::Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
    let entry = Entry {
        id: entry_id("courier.example", newsroom::StoryId(42)),
        url: "https://courier.example/2026/11/24/ferry-returns".into(),
        title: "Ferry <Grace & Mercy> returns \u{8}to service".into(),
        summary: Some("The refit took \"three weeks\" longer.".into()),
        html: Some("<p>The ferry is <b>back</b> & sailing.</p>".into()),
        published: Some(Moment { at: noon, offset: Some(3600), precision: Precision::Time }),
        modified: None,
        sort_at: noon,
        authors: vec!["Ida Marsh".into()],
        agency: "City Desk".into(),
        categories: vec!["Harbour".into()],
        language: None,
        picture: Some(Enclosure {
            url: "https://courier.example/media/ab.jpg".into(),
            mime: "image/jpeg".into(),
            bytes: Some(1234),
        }),
    };
    let undated = Entry {
        id: entry_id("courier.example", newsroom::StoryId(43)),
        title: "Found in a drawer".into(),
        published: None,
        authors: vec![],
        picture: None,
        ..entry.clone()
    };
    Feed {
        title: "The Harbour Courier".into(),
        description: "News of Port Ellery".into(),
        page: "https://courier.example/".into(),
        address: "https://courier.example/feed".into(),
        language: "en-GB".into(),
        copyright: "© The Harbour Courier".into(),
        entries: vec![entry, undated],
        withdrawn: vec![Withdrawn {
            id: entry_id("courier.example", newsroom::StoryId(7)),
            at: noon,
            reason: "The agency withdrew this story.".into(),
        }],
    }
}

/// What goes out is read back by the parsers that read others' feeds.
#[test]
fn each_feed_says_the_same_when_read_back() {
    for (bytes, format) in
        [(rss(&feed()), Format::Rss), (atom(&feed()), Format::Atom), (json(&feed()), Format::JsonFeed)]
    {
        let parsed = wire::parse(&bytes, &Hints { format: Some(format), ..Hints::default() });
        let live = parsed.items.iter().filter(|item| item.signal != Some(wire::Signal::Kill));
        assert_eq!(live.count(), 2, "{format:?}: {:?}", parsed.problems);
        let item = &parsed.items[0];
        assert_eq!(item.guid.as_deref(), Some("tag:courier.example,2026:story/42"), "{format:?}");
        assert!(item.headline.as_deref().unwrap().starts_with("Ferry"), "{format:?}");
        assert_eq!(item.body.plain_text(), "The ferry is back & sailing.", "{format:?}");
        assert_eq!(item.published.unwrap().at, "2026-11-24T12:00:00Z".parse().unwrap(), "{format:?}");
        assert_eq!(item.bylines, ["Ida Marsh"], "{format:?}");
        assert_eq!(item.media.len(), 1, "{format:?}");
    }
}

#[test]
fn a_story_without_a_date_gets_none_in_any_feed() {
    for (bytes, format) in
        [(rss(&feed()), Format::Rss), (atom(&feed()), Format::Atom), (json(&feed()), Format::JsonFeed)]
    {
        let parsed = wire::parse(&bytes, &Hints { format: Some(format), ..Hints::default() });
        assert_eq!(parsed.items[1].published, None, "{format:?}");
    }
}

#[test]
fn characters_that_xml_cannot_hold_are_left_out() {
    let text = String::from_utf8(rss(&feed())).unwrap();
    assert!(!text.contains('\u{8}'));
    assert!(text.contains("Ferry &lt;Grace &amp; Mercy&gt; returns to service"));
}

#[test]
fn a_summary_is_words_also_for_a_program_that_shows_it_as_html() {
    let mut feed = feed();
    feed.entries[0].summary = Some("<img src=x onerror=alert(1)> & more".into());
    let text = String::from_utf8(rss(&feed)).unwrap();
    let once = text.split("<description>").nth(2).unwrap().split("</description>").next().unwrap();
    assert_eq!(once, "&amp;lt;img src=x onerror=alert(1)&amp;gt; &amp;amp; more");
    // Atom and JSON Feed say themselves that a summary is plain text.
    assert!(String::from_utf8(atom(&feed)).unwrap().contains("<summary>&lt;img src=x"));
}

#[test]
fn a_withdrawn_story_is_named_as_deleted_in_atom() {
    let text = String::from_utf8(atom(&feed())).unwrap();
    assert!(text.contains(
        r#"<at:deleted-entry ref="tag:courier.example,2026:story/7" when="2026-11-24T12:00:00Z">"#
    ));
}
