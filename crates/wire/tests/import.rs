//! What WordPress's and Ghost's exports become, and what no export may do.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read fixtures and fail by panicking"
)]

mod corpus;

use std::io::{BufReader, Read};

use proptest::prelude::*;
use wire::import::{Comment, CommentState, Imported, Post, PostKind, PostState, ghost, wxr};

const GAZETTE: &str = include_str!("fixtures/wxr/gazette.xml");
const LANTERN: &str = include_str!("fixtures/ghost/lantern.json");

fn posts(found: &[Imported]) -> Vec<&Post> {
    found.iter().filter_map(|one| if let Imported::Post(post) = one { Some(&**post) } else { None }).collect()
}

fn comments(found: &[Imported]) -> Vec<&Comment> {
    found.iter().filter_map(|one| if let Imported::Comment(one) = one { Some(one) } else { None }).collect()
}

#[test]
fn a_wordpress_site_becomes_what_its_snapshot_says() {
    insta::assert_json_snapshot!(wxr(GAZETTE.as_bytes()).collect::<Vec<_>>());
}

#[test]
fn a_ghost_site_becomes_what_its_snapshot_says() {
    insta::assert_json_snapshot!(ghost(LANTERN.as_bytes(), Some("https://lantern.example/")));
}

#[test]
fn every_word_of_a_wordpress_post_arrives_in_order() {
    let found: Vec<Imported> = wxr(GAZETTE.as_bytes()).collect();
    let text = posts(&found)[0].body.plain_text();
    let mut rest = text.as_str();
    for words in [
        "The ferry sailed again on Monday.\nIt was late [sic].",
        "\"Fine,",
        "really fine,\" said the captain.",
        "https://film.example/watch?v=1",
        "The file says and ]]> here.",
        "9:00  Ellery\n\n12:00 Norsund",
    ] {
        rest = rest.split_once(words).unwrap_or_else(|| panic!("{words} is not in {rest}")).1;
    }
    let caption = posts(&found)[0].media[0].caption.as_deref();
    assert_eq!(caption, Some("The pier, at last"));
}

#[test]
fn a_thread_of_comments_stays_one_and_a_draft_stays_a_draft() {
    let found: Vec<Imported> = wxr(GAZETTE.as_bytes()).collect();
    let threads: Vec<_> =
        comments(&found).iter().map(|c| (c.id.as_str(), c.parent.as_deref(), c.state)).collect();
    assert_eq!(threads, [("31", None, CommentState::Published), ("32", Some("31"), CommentState::Waiting)]);
    assert_eq!(comments(&found)[0].body.plain_text(), "At last!\n\nSee my site.");
    assert_eq!(comments(&found)[0].url, None);
    let about = posts(&found)[1];
    assert_eq!((about.kind, about.state, about.is_closed), (PostKind::Page, PostState::Draft, true));
    assert_eq!(about.published.unwrap().offset, None);
    assert_eq!(posts(&found)[0].published.unwrap().iso(), "2026-11-23T10:15:00+01:00");
}

#[test]
fn what_could_not_be_carried_over_is_named() {
    let left = |found: Vec<Imported>| -> Vec<String> {
        let left = found
            .into_iter()
            .filter_map(|one| if let Imported::Left(left) = one { Some(left) } else { None });
        left.map(|left| left.what).collect()
    };
    assert_eq!(
        left(wxr(GAZETTE.as_bytes()).collect()),
        ["taxonomy region", "shortcode poll", "pingback", "block latest-posts", "post type product"]
    );
    assert_eq!(
        left(ghost(LANTERN.as_bytes(), None)),
        ["the form of a post", "the form of a post", "readers' accounts"]
    );
    assert_eq!(left(ghost(b"{\"posts\": []}", None)), ["the file"]);
    assert_eq!(left(ghost(b"", None)), ["a part of the file", "the file"]);
}

/// As many posts as one asks for, made while they are read.
struct Endless {
    post: Vec<u8>,
    left: usize,
    at: usize,
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return Ok(0);
        }
        let used = (&self.post[self.at..]).read(out)?;
        self.at += used;
        if self.at == self.post.len() {
            (self.at, self.left) = (0, self.left - 1);
        }
        Ok(used)
    }
}

#[test]
fn an_export_of_any_length_is_read_post_by_post() {
    let post = b"<item><title>Fog</title><wp:post_id>1</wp:post_id><content:encoded><![CDATA[Fog over the harbour]]>\
                 </content:encoded><wp:post_type>post</wp:post_type></item>\n";
    let input = BufReader::new(Endless { post: post.to_vec(), left: 20_000, at: 0 });
    let mut count = 0;
    for imported in wxr(input) {
        if let Imported::Post(post) = imported {
            assert_eq!(post.body.word_count(), 4);
            count += 1;
        }
    }
    assert_eq!(count, 20_000);
}

#[test]
fn an_export_that_fails_in_the_middle_says_so_and_ends() {
    struct Failing<'b>(&'b [u8]);
    impl Read for Failing<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            match self.0.read(out)? {
                0 => Err(std::io::Error::other("the disk is gone")),
                some => Ok(some),
            }
        }
    }
    let half = &GAZETTE.as_bytes()[..GAZETTE.len() / 2];
    let found: Vec<Imported> = wxr(BufReader::new(Failing(half))).collect();
    let Some(Imported::Left(left)) = found.last() else { panic!("{found:?}") };
    assert!(left.why.contains("the disk is gone"), "{left:?}");
}

#[test]
fn an_export_cut_anywhere_or_broken_anyhow_is_read_as_far_as_it_goes() {
    for cut in (0..GAZETTE.len()).step_by(37) {
        let head: Vec<Imported> = wxr(&GAZETTE.as_bytes()[..cut]).collect();
        assert!(head.len() < 30);
    }
    for cut in (0..LANTERN.len()).step_by(37) {
        assert!(!ghost(&LANTERN.as_bytes()[..cut], None).is_empty());
    }
    for hostile in
        ["<item>".repeat(50_000), "[caption]".repeat(50_000), "[/x".repeat(100_000), "[[".repeat(100_000)]
    {
        let file = format!("<item><content:encoded><![CDATA[{hostile}]]></content:encoded></item>{hostile}");
        assert!(wxr(file.as_bytes()).count() > 0);
    }
}

#[test]
fn real_exports_give_every_post_and_picture() {
    for path in corpus::files("wire-samples/wxr") {
        let bytes = std::fs::read(&path).unwrap();
        let found: Vec<Imported> = wxr(BufReader::with_capacity(13, bytes.as_slice())).collect();
        let items = String::from_utf8_lossy(&bytes).matches("<item>").count();
        let files = found.iter().filter(|one| matches!(one, Imported::Attachment(_))).count();
        assert_eq!(posts(&found).len() + files, items, "{}", path.display());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_makes_an_import_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0..4000_usize) {
        let mut broken = GAZETTE.as_bytes().to_vec();
        let at = at.min(broken.len());
        broken.splice(at..(at + bytes.len() / 2).min(broken.len()), bytes.iter().copied());
        prop_assert!(wxr(broken.as_slice()).count() < 1000);
        let mut broken = LANTERN.as_bytes().to_vec();
        let at = at.min(broken.len());
        broken.splice(at..at, bytes.iter().copied());
        prop_assert!(!ghost(&broken, Some("https://lantern.example")).is_empty());
        prop_assert!(wxr(bytes.as_slice()).count() < 1000);
    }

    #[test]
    fn any_mix_of_shortcodes_and_lines_is_read(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("[caption id=\"a\"]"), Just("[/caption]"), Just("<img src=\"x.jpg\">"), Just("[["), Just("]]"),
                Just("[embed]"), Just("[/embed]"), Just("https://a.example/"), Just("\n\n"), Just("\n"), Just("<pre>"),
                Just("</pre>"), Just("<!-- wp:x "), Just("/-->"), Just("[gallery ids='1,2'"), Just("é ["), Just("]"),
                Just("word"), Just("<p>"), Just("="), Just("'"),
            ],
            0..40,
        )
    ) {
        let words = parts.iter().filter(|part| **part == "word").count();
        let html = parts.concat();
        let file = format!("<item><content:encoded><![CDATA[{html}]]></content:encoded></item>");
        let found: Vec<Imported> = wxr(file.as_bytes()).collect();
        let text = posts(&found)[0].body.plain_text();
        let captions: String = posts(&found)[0].media.iter().filter_map(|media| media.caption.as_deref()).collect();
        // What stands in a tag's quotes or in a comment is no word.
        let hidden = html.contains("<!--") || html.contains('=') || html.contains('\'') || html.contains("[embed]") || html.contains("<img");
        prop_assert!(hidden || (text + &captions).matches("word").count() == words);
    }
}
