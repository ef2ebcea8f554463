use super::*;

fn parse(source: &str) -> Document<'_> {
    Document::parse(source, &Limits::default())
}

fn words(source: &str) -> String {
    let doc = parse(source);
    doc.roots().filter_map(|root| root.words()).collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_tree_is_walked_by_local_names_and_namespaces() {
    let doc = parse(r#"<a xmlns="urn:one" xmlns:x="urn:two"><x:b c="1" x:d="2">t</x:b><b/></a>"#);
    let root = doc.root().unwrap();
    let b = root.child("b").unwrap();
    assert_eq!(
        (root.namespace(), b.namespace(), b.attr("c"), b.attr("d")),
        ("urn:one", "urn:two", Some("1"), Some("2"))
    );
    assert_eq!(root.all("b").map(|b| b.namespace()).collect::<Vec<_>>(), ["urn:two", "urn:one"]);
    assert_eq!(root.descendants("b").count(), 2);
    assert!(doc.problems.is_empty());
}

#[test]
fn a_doctype_is_skipped_and_html_names_are_resolved() {
    let source = r#"<!DOCTYPE nitf SYSTEM "http://example.org/nitf.dtd" [<!ENTITY x "y">]><p>Gen&egrave;ve&nbsp;&#8211; &#150; &#x41;</p>"#;
    let doc = parse(source);
    assert_eq!(doc.root().unwrap().text(), "Genève\u{a0}– – A");
    assert!(doc.problems.is_empty());
}

#[test]
fn entities_that_a_document_defines_are_not_expanded() {
    let source =
        "<!DOCTYPE p [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><p t='&b;'>one &b; &b; &other; two</p>";
    let doc = parse(source);
    assert_eq!(doc.root().unwrap().words().unwrap(), "one &b; &b; &other; two");
    assert_eq!(doc.root().unwrap().attr("t"), Some("&b;"));
    assert_eq!(doc.problems.len(), 2);
    assert!(doc.problems[0].message.contains("&b; for itself"), "{}", doc.problems[0]);
    assert!(doc.problems[1].message.contains("&other; is not known"), "{}", doc.problems[1]);
}

#[test]
fn bare_ampersands_and_angles_are_text() {
    assert_eq!(words("<p>Marks & Spencer &co 5 < 6 <3 a<b</p>"), "Marks & Spencer &co 5 < 6 <3 a<b");
    assert_eq!(words("<p>x & <b>y</b> AT&T</p>"), "x & y AT&T");
    assert_eq!(words("<d><p <q>two</q></d>"), "<p two");
    assert_eq!(words("<d><p class=\"x>one</p><p class=\"y\">two</p></d>"), "<p class=\"x>one two");
}

#[test]
fn mismatched_tags_are_closed_where_they_must() {
    let doc = parse("<a><b>one<i>two</b><c>three</i></c></a>");
    let root = doc.root().unwrap();
    assert_eq!(root.children().map(|e| e.name()).collect::<Vec<_>>(), ["b", "c"]);
    assert_eq!(root.text(), "onetwothree");
    assert_eq!(doc.problems.len(), 2);
}

#[test]
fn a_file_cut_anywhere_keeps_the_words_before_the_cut() {
    let source = "<a><p t=\"1\">First words</p><!-- note --><p><![CDATA[second & words]]></p></a>";
    for end in 0..source.len() {
        let doc = parse(&source[..end]);
        let text = doc.root().map(|r| r.text()).unwrap_or_default();
        if end > 27 {
            assert!(text.starts_with("First words"), "{end}: {text}");
        }
        assert!(end == 0 || !doc.problems.is_empty(), "a cut at {end} goes unsaid");
    }
    let cut_in_cdata = parse(&source[..58]);
    assert_eq!(cut_in_cdata.root().unwrap().text(), "First wordssecond");
}

#[test]
fn deep_nesting_is_dissolved_and_keeps_its_words() {
    let source = format!("{}{}", "<p>deep ".repeat(100_000), "</p>".repeat(100_000));
    let doc = parse(&source);
    assert_eq!(doc.root().unwrap().text().split_whitespace().count(), 100_000);
    assert_eq!(doc.problems.len(), 1);
}

#[test]
fn limits_keep_what_was_read() {
    let limits = Limits { nodes: 10, attributes_per_element: 2, ..Limits::default() };
    let source = format!("<a x='1' y='2' z='3'>{}</a>", "<p>w</p>".repeat(20));
    let doc = Document::parse(&source, &limits);
    assert_eq!(doc.root().unwrap().text(), "wwww");
    assert_eq!(doc.root().unwrap().attr("y"), Some("2"));
    assert_eq!(doc.root().unwrap().attr("z"), None);
    assert_eq!(doc.problems.len(), 2);
    let doc = Document::parse("<a>Genève</a>", &Limits { bytes: 7, ..Limits::default() });
    assert_eq!(doc.root().unwrap().text(), "Gen");
}

#[test]
fn hostile_markup_takes_linear_time() {
    let n = 200_000;
    for source in [
        "<".repeat(n),
        "<a ".repeat(n),
        format!("{}>", "<a '".repeat(n)),
        format!("{}>", "<a ".repeat(n)),
        "<!".repeat(n),
        "<!-- ".repeat(n),
        "&".repeat(n),
        "&a".repeat(n),
        "</a>".repeat(n),
        format!("<a {}>", "b='1' ".repeat(n)),
        "<a xmlns:b='c'>".repeat(n),
        format!("<a>{}", "<b></c>".repeat(n)),
    ] {
        let doc = parse(&source);
        assert!(doc.problems.len() <= 50);
    }
}

#[test]
fn places_name_line_column_and_path() {
    let doc = parse("<a>\n  é<b>\n <c/></b></a>");
    let c = doc.root().unwrap().path(&["b", "c"]).unwrap();
    assert_eq!(c.place(), Place { line: 3, column: 2, path: "a/b/c".into() });
    assert_eq!(doc.root().unwrap().child("b").unwrap().place().column, 4);
}

#[test]
fn words_of_neighbouring_blocks_stay_apart_and_inline_tags_do_not_split_words() {
    assert_eq!(words("<a><p>one</p><p>t<b>w</b>o</p>\n three<br/>four </a>"), "one two three four");
}
