//! What a reader of the page sees in a browser must be what the body says.

use proptest::prelude::*;

use super::*;
use crate::{Align, Inline, MediaKind, Row};

/// A body in a notation that fits a line: one entry per block.
fn shown(html: &str) -> Vec<String> {
    let base = Url::parse("https://harbour.example/news/").ok();
    let (body, _, _) = to_body(html, &HtmlOptions { base_url: base.as_ref() });
    body.blocks.iter().map(show).collect()
}

fn show(block: &Block) -> String {
    let many = |blocks: &[Block]| blocks.iter().map(show).collect::<Vec<_>>().join(" ");
    match block {
        Block::Paragraph { text } => line(text),
        Block::Heading { level, text } => format!("h{level}:{}", line(text)),
        Block::List { ordered, start, items } => {
            let kind = if *ordered { format!("ol{start}") } else { "ul".into() };
            format!("{kind}[{}]", items.iter().map(|i| many(i)).collect::<Vec<_>>().join(" | "))
        }
        Block::Quote { blocks, cite } => format!("quote[{}]({})", many(blocks), line(cite)),
        Block::Table { caption, rows } => {
            let row = |row: &Row| row.cells.iter().map(|c| line(&c.text)).collect::<Vec<_>>().join(",");
            format!("table({})[{}]", line(caption), rows.iter().map(row).collect::<Vec<_>>().join(" / "))
        }
        Block::Preformatted { text } => format!("pre:{text:?}"),
        Block::Media { media } => format!("media{media}"),
        Block::Note { blocks } => format!("note[{}]", many(blocks)),
        Block::Rule => "---".into(),
    }
}

fn line(text: &[Inline]) -> String {
    let wrap = |mark: &str, inner: &[Inline]| format!("{mark}{}{mark}", line(inner));
    text.iter()
        .map(|inline| match inline {
            Inline::Text { text } => text.clone(),
            Inline::Break => "⏎".into(),
            Inline::Strong { inner } => wrap("*", inner),
            Inline::Emphasis { inner } => wrap("/", inner),
            Inline::Underline { inner } => wrap("_", inner),
            Inline::Strike { inner } => wrap("~", inner),
            Inline::Sub { inner } => wrap(",", inner),
            Inline::Sup { inner } => wrap("^", inner),
            Inline::Code { inner } => wrap("`", inner),
            Inline::Quote { inner } => format!("“{}”", line(inner)),
            Inline::Link { href, inner } => format!("{{{}}}({href})", line(inner)),
            Inline::Entity { inner, .. } => line(inner),
        })
        .collect()
}

#[test]
fn paragraphs_headings_and_formats() {
    assert_eq!(
        shown(" <h1>Ferry</h1><p>The  <b>old <i>ferry</i></b>\n sails&nbsp;on.</p>tail <div>next<p>last"),
        ["h2:Ferry", "The *old /ferry/* sails\u{a0}on.", "tail", "next", "last"]
    );
    assert_eq!(
        shown("H<sub>2</sub>O, m<sup>2</sup>, <q>so</q> <u>u</u> <del>d</del> <code>c</code> <mark>m</mark>"),
        ["H,2,O, m^2^, “so” _u_ ~d~ `c` m"]
    );
}

#[test]
fn mis_nested_markup_loses_no_word() {
    assert_eq!(shown("<p><b>one <i>two</b> three</i> four"), ["*one /two/*/ three/ four"]);
    assert_eq!(shown("<b><p>one</p><p>two</p></b>three"), ["*one*", "*two*", "three"]);
    assert_eq!(shown("</div></td>a</p></li>b"), ["a", "b"]);
    assert_eq!(shown("<b>a <b>b</b> c</b> d"), ["*a b c* d"]);
}

#[test]
fn two_breaks_part_paragraphs_and_one_parts_lines() {
    assert_eq!(shown("one<br>two<br/><br /> three<br><br><br>four<br>"), ["one⏎two", "three", "four"]);
}

#[test]
fn lists_nest_and_keep_their_numbers() {
    assert_eq!(shown("<ul><li>a<ul><li>b</ul><li>c</ul>d"), ["ul[a ul[b] | c]", "d"]);
    assert_eq!(shown("<ol start=3><li><p>a</p><p>b</p><li>c</ol>"), ["ol3[a b | c]"]);
    assert_eq!(shown("<ul><li>a</li><ol><li>b</li></ol></ul>"), ["ul[a ol1[b]]"]);
    assert_eq!(
        shown("<dl><dt>Tide</dt><dd>high</dd><dd>low</dd><dt>Wind</dl>"),
        ["ul[Tide high low | Wind]"]
    );
    assert_eq!(shown("<li>loose<li>ends"), ["loose", "ends"]);
}

#[test]
fn quotations_name_whom_they_cite() {
    assert_eq!(
        shown("<blockquote><p>We sail.</p><cite>A. Brandt</cite></blockquote>x"),
        ["quote[We sail.](A. Brandt)", "x"]
    );
    assert_eq!(
        shown("<blockquote>Just <cite>words</cite> here</blockquote>"),
        ["quote[Just /words/ here]()"]
    );
}

#[test]
fn tables_of_results_stay_tables() {
    let html = "<table><caption>League</caption><thead><tr><th>Club<th>Pts</thead>\
                <tr><td>Ellery<td align=right>3<tr><td colspan=2>a<br>b<p>c</table>after";
    assert_eq!(shown(html), ["table(League)[Club,Pts / Ellery,3 / a⏎b⏎c]", "after"]);
    let (body, ..) = to_body(html, &HtmlOptions::default());
    let Block::Table { rows, .. } = &body.blocks[0] else { panic!("no table") };
    assert!(rows[0].header && rows[0].cells[0].header && !rows[1].header);
    assert_eq!((rows[1].cells[1].align, rows[2].cells[0].colspan), (Align::End, 2));
}

#[test]
fn tables_of_layout_fall_away() {
    assert_eq!(shown("<table><tr><td><p>one</p><p>two</p></table>"), ["one", "two"]);
    assert_eq!(
        shown("<table><tr><td><table><tr><td>a<td>b</table><td>side</table>"),
        ["table()[a,b]", "side"]
    );
}

#[test]
fn pictures_stand_where_they_stood_with_their_words() {
    let html = "<figure><a href=x><img src='q.jpg' alt='The quay' width=640></a><figcaption>Dawn \
                <b>breaks</b> <span class=credit>Photo: I. Vale</span></figcaption></figure>\
                <p>a <img src=/b.png> c</p>";
    let base = Url::parse("https://harbour.example/news/").ok();
    let (body, media, _) = to_body(html, &HtmlOptions { base_url: base.as_ref() });
    assert_eq!(body.blocks.iter().map(show).collect::<Vec<_>>(), ["media0", "a c", "media1"]);
    assert_eq!(media[0].caption.as_deref(), Some("Dawn breaks"));
    assert_eq!(media[0].credit.as_deref(), Some("Photo: I. Vale"));
    assert_eq!(media[0].alt.as_deref(), Some("The quay"));
    assert_eq!(media[0].renditions[0].href, "https://harbour.example/news/q.jpg");
    assert_eq!(media[1].renditions[0].href, "https://harbour.example/b.png");
    assert_eq!(shown("<figure><p>x</p><figcaption>words</figcaption></figure>"), ["x", "words"]);
    let beside = "<figure><img src=q.jpg><div class=byline>I. Vale</div><figcaption>Dawn</figcaption></figure>\
                  <div class=byline>By Ada Quill</div>";
    let (body, media, _) = to_body(beside, &HtmlOptions { base_url: base.as_ref() });
    assert_eq!((media[0].caption.as_deref(), media[0].credit.as_deref()), (Some("Dawn"), Some("I. Vale")));
    assert_eq!(body.plain_text(), "By Ada Quill");
    assert_eq!(shown("a<img src='data:image/png;base64,xx'><img src=p.gif width=1 height=1>b"), ["ab"]);
}

#[test]
fn films_and_embedded_pages_are_not_lost() {
    let html = "<video poster=p.jpg><source src=f.mp4 type=video/mp4><source src=f.webm>No film?</video>\
                <iframe src='//tube.example/1' title='The race'>x</iframe>";
    let (body, media, _) = to_body(html, &HtmlOptions::default());
    assert_eq!(
        body.blocks.iter().map(show).collect::<Vec<_>>(),
        ["media0", "No film?", "{The race}(https://tube.example/1)"]
    );
    assert_eq!(media[0].kind, MediaKind::Video);
    let names: Vec<_> = media[0].renditions.iter().map(|r| r.href.as_str()).collect();
    assert_eq!(names, ["f.mp4", "p.jpg", "f.webm"]);
}

#[test]
fn words_of_neighbours_never_run_together() {
    assert_eq!(shown("a<div>b</div>c<o:p>d</o:p>e<section>f</section>"), ["a", "b", "c d e", "f"]);
    assert_eq!(shown("half<wbr>way <person>Ada</person>'s"), ["halfway Ada's"]);
}

#[test]
fn preformatted_lines_keep_their_spaces() {
    assert_eq!(
        shown("<pre>\nEllery   3\n  Norsund<br>2 </pre>x"),
        ["pre:\"Ellery   3\\n  Norsund\\n2\"", "x"]
    );
}

#[test]
fn plain_text_finds_its_paragraphs() {
    assert_eq!(shown("One &amp; one.\n\nTwo,\nthree."), ["One & one.", "Two,⏎three."]);
    assert_eq!(shown("First line.\nSecond line."), ["First line.", "Second line."]);
    let wide = "The harbour master said on Monday that all of the ferries\nwould be late because of the fog that had come in over the\nwater.";
    assert_eq!(shown(wide), [wide.replace('\n', " ")]);
}

#[test]
fn html_that_was_escaped_twice_is_read_once_more() {
    let (body, _, problems) = to_body("&lt;p&gt;Fog &amp;amp; rain&lt;/p&gt;", &HtmlOptions::default());
    assert_eq!(body.blocks.iter().map(show).collect::<Vec<_>>(), ["Fog & rain"]);
    assert_eq!(problems.len(), 1);
    assert_eq!(shown("<p>write &lt;p&gt; for a paragraph</p>"), ["write <p> for a paragraph"]);
}

#[test]
fn titles_are_words_alone() {
    assert_eq!(plain(" <b>Fog</b> &amp; rain<br>late "), "Fog & rain late");
    assert_eq!(plain("Use of <T> in AT&T's 5 < 6"), "Use of <T> in AT&T's 5 < 6");
}

#[test]
fn nothing_that_runs_is_left() {
    let html = "<a href='java\nscript:x()'>a</a><a href=data:text/html,x>b</a><script>c</script>\
                <img src=javascript:x() onerror=y()><iframe srcdoc='<b>'></iframe><svg onload=x>d</svg>";
    assert_eq!(shown(html), ["abd"]);
}

#[test]
fn a_hundred_thousand_of_anything_is_no_burden() {
    for piece in [
        "<div>",
        "<b>",
        "<ul><li>",
        "<table><tr><td>",
        "<blockquote>",
        "<a href=x>",
        "<font>",
        "<!--",
        "<a b=\"",
        "<!-->",
        "&lt;",
        "<a x=\">\" ",
        "</p",
        "<p a",
    ] {
        let html = format!("<p>{}fog", piece.repeat(100_000));
        let (body, ..) = to_body(&html, &HtmlOptions::default());
        assert!(body.plain_text().len() < html.len() + 100, "{piece}");
    }
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=1")).collect();
    assert_eq!(shown(&format!("<p{attributes}>fog")), ["fog"]);
}

proptest! {
    #[test]
    fn any_mix_of_markup_keeps_its_words_in_order(pieces in prop::collection::vec(piece(), 0..60)) {
        let html = pieces.concat();
        let (body, media, _) = to_body(&html, &HtmlOptions::default());
        let mut words: Vec<String> = body.plain_text().split_whitespace().map(str::to_owned).collect();
        words.extend(media.iter().flat_map(|m| m.caption.iter().chain(&m.credit)).flat_map(|c| {
            c.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        }));
        let mut wanted: Vec<String> =
            html.split(['<', '>', ' ']).filter(|w| w.starts_with('W')).map(str::to_owned).collect();
        let mut got: Vec<String> = words.into_iter().filter(|w| w.starts_with('W')).collect();
        if media.is_empty() {
            prop_assert_eq!(&got, &wanted);
        }
        got.sort();
        wanted.sort();
        prop_assert_eq!(got, wanted);
    }

    #[test]
    fn no_input_makes_it_panic(html in "\\PC{0,200}") {
        let _ = to_body(&html, &HtmlOptions::default());
        let _ = plain(&html);
    }
}

/// A tag or a word of its own.
fn piece() -> impl Strategy<Value = String> {
    let names = prop::sample::select(vec![
        "p",
        "div",
        "b",
        "i",
        "a href=x",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "blockquote",
        "cite",
        "footer",
        "figure",
        "figcaption",
        "img src=x.jpg",
        "pre",
        "h2",
        "br",
        "dl",
        "dt",
        "dd",
        "hr",
        "span class=credit",
        "div class=byline",
        "thead",
        "video src=v.mp4",
        "o:p",
        "unknown",
    ]);
    prop_oneof![
        (names.clone(), any::<bool>()).prop_map(|(name, end)| match end {
            true => format!("</{}>", name.split(' ').next().unwrap_or_default()),
            false => format!("<{name}>"),
        }),
        (0..1000u32).prop_map(|n| format!(" W{n} ")),
    ]
}
