//! Files far larger than any story, in every format: each keeps its words, and none takes more than its
//! length's worth of time. Nobody would wait for the end of these tests if a reader took quadratic time.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use wire::{Format, Hints, Item, parse};

/// A body in every format that has one, as what stands between the tags of an HTML page.
fn in_every_format(html: &str) -> Vec<(&'static str, String)> {
    let escaped = html.replace('&', "&amp;").replace('<', "&lt;");
    let json = serde_json::to_string(html).unwrap();
    vec![
        ("nitf", format!("<nitf><body><body.content>{html}</body.content></body></nitf>")),
        (
            "newsml-g2",
            format!(
                "<newsItem guid='a'><contentSet><inlineXML><html><body>{html}</body></html></inlineXML>\
                 </contentSet></newsItem>"
            ),
        ),
        (
            "newsml-1",
            format!(
                "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent><html><body>{html}</body></html>\
                 </DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
            ),
        ),
        ("rss", format!("<rss><channel><item><description>{escaped}</description></item></channel></rss>")),
        (
            "atom",
            format!(
                "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'><div>{html}</div>\
                 </content></entry></feed>"
            ),
        ),
        ("ninjs", format!("{{\"uri\": \"a\", \"body_html\": {json}}}")),
        (
            "json-feed",
            format!(
                "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{{\"content_html\": {json}}}]}}"
            ),
        ),
        ("ritzau", format!("<RBNews><NewsID>a</NewsID><content>{escaped}</content></RBNews>")),
        (
            "appl",
            format!(
                "<Publication xmlns='http://ap.org/schemas/03/2005/appl'><PublicationComponent Role='Main'>\
                 <TextContentItem><DataContent><nitf><body><body.content>{html}</body.content></body></nitf>\
                 </DataContent></TextContentItem></PublicationComponent></Publication>"
            ),
        ),
        ("mail", format!("From: a@mna.example\nMessage-ID: <a>\nContent-Type: text/html\n\n{html}")),
        ("afp-json", format!("{{\"uno\": \"a\", \"news\": [{json}]}}")),
        ("dpa-json", format!("{{\"urn\": \"a\", \"version_created\": \"\", \"article_html\": {json}}}")),
        (
            "belga-json",
            format!(
                "{{\"newsObjects\": [{{\"newsComponents\": [{{\"assetType\": \"Body\", \"proxies\": \
                 [{{\"varcharData\": {json}}}]}}]}}]}}"
            ),
        ),
        (
            "apple-news",
            format!(
                "{{\"components\": [{{\"role\": \"body\", \"format\": \"html\", \"text\": {json}}}], \
                 \"documentStyle\": {{}}}}"
            ),
        ),
    ]
}

/// The same words as copy from the telegraph, which knows no markup.
fn from_the_telegraph(copy: &str) -> [(&'static str, String); 2] {
    [
        ("iptc7901", format!("\u{1}mna0421 3 i 46\r\n\u{2}{copy}\r\n\u{3}")),
        (
            "anpa",
            format!("\u{16}\u{16}\u{1}W0123\u{1f}_desk\r\nr i BC-Ferry 11-23 0200\r\n\u{2}{copy}\r\n\u{3}"),
        ),
    ]
}

#[test]
fn copy_of_five_megabytes_from_the_telegraph_keeps_its_words() {
    let line = format!("   {}\r\n", "fog over the harbour ".repeat(3));
    let one = format!("   {}\r\n", "fog over the harbour ".repeat(250_000));
    for copy in [line.repeat(80_000), one] {
        let words = copy.split_whitespace().count();
        for (name, file) in from_the_telegraph(&copy) {
            let item = only(name, &file);
            let headline = item.headline.as_deref().unwrap_or_default().split_whitespace().count();
            let slug = item.slugline.as_deref().unwrap_or_default().split_whitespace().count();
            assert!(item.body.word_count() + headline + slug >= words, "{name}: {}", item.body.word_count());
        }
    }
}

fn only(name: &str, file: &str) -> Item {
    let mut parsed = parse(file.as_bytes(), &Hints::default());
    assert_eq!((parsed.format.map(Format::name), parsed.items.len()), (Some(name), 1));
    parsed.items.remove(0)
}

#[test]
fn a_paragraph_of_five_megabytes_keeps_its_words() {
    let html = format!("<p>{}</p>", "fog over the harbour ".repeat(250_000));
    for (name, file) in in_every_format(&html) {
        assert_eq!(only(name, &file).body.word_count(), 1_000_000, "{name}");
    }
}

#[test]
fn twenty_thousand_pieces_of_a_body_keep_their_words() {
    let repeated = [
        ("<p>", "<p>fog</p>", "</p>"),
        ("<ul>", "<li>fog</li>", "</ul>"),
        ("<ol>", "<li><p>fog</p></li>", "</ol>"),
        ("<table>", "<tr><td>fog</td></tr>", "</table>"),
        ("<table><tr>", "<td>fog</td>", "</tr></table>"),
        ("<p>", "<b>fog</b> ", "</p>"),
        ("<p>", "<a href='https://a.example/'>fog</a> ", "</p>"),
        ("<p>", "fog<br/>", "</p>"),
        ("<p>", "fog &amp; ", "</p>"),
        ("<pre>", "fog\n", "</pre>"),
    ];
    for (open, piece, close) in repeated {
        let html = format!("{open}{}{close}", piece.repeat(20_000));
        for (name, file) in in_every_format(&html) {
            let words = only(name, &file).body.plain_text().matches("fog").count();
            assert_eq!(words, 20_000, "{name}: {piece}");
        }
    }
}

#[test]
fn a_hundred_thousand_attributes_and_pictures_are_no_burden() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}='1'")).collect();
    let pictures: String = (0..50_000).map(|n| format!("<img src='https://a.example/{n}.jpg'/>")).collect();
    for html in [format!("<p{attributes}>fog</p>"), format!("<p>fog</p>{pictures}")] {
        for (name, file) in in_every_format(&html) {
            assert_eq!(only(name, &file).body.plain_text(), "fog", "{name}");
        }
    }
}

#[test]
fn a_hundred_thousand_facts_about_one_story_are_no_burden() {
    let many = |fact: fn(usize) -> String| (0..100_000).map(fact).collect::<Vec<_>>();
    let xml = |fact: fn(usize) -> String| many(fact).concat();
    let json = |fact: fn(usize) -> String| many(fact).join(",");
    let files = [
        format!(
            "<newsItem guid='a'><itemMeta>{}</itemMeta><contentMeta>{}{}{}</contentMeta></newsItem>",
            xml(|n| format!("<link residref='{n}'/>")),
            xml(|n| format!("<subject qcode='s:{n}'/>")),
            xml(|n| format!("<keyword>k{n}</keyword>")),
            xml(|n| format!("<headline role='r:sub'>h{n}</headline>")),
        ),
        format!(
            "<NewsItem><Identification><NewsIdentifier><PublicIdentifier>a</PublicIdentifier></NewsIdentifier>\
             </Identification><NewsManagement>{}</NewsManagement><NewsComponent><NewsLines>{}</NewsLines>\
             <DescriptiveMetadata>{}{}</DescriptiveMetadata>{}</NewsComponent></NewsItem>",
            xml(|n| format!("<AssociatedWith NewsItem='urn:{n}'/>")),
            xml(|n| format!("<KeywordLine>k{n}</KeywordLine>")),
            xml(|n| format!("<SubjectCode><Subject FormalName='{n}'/></SubjectCode>")),
            xml(|n| format!("<Property FormalName='Keyword' Value='p{n}'/>")),
            xml(|n| format!("<ContentItem Href='{n}.jpg'/>")),
        ),
        format!(
            "<nitf><head><docdata><doc-id id-string='a'/>{}{}{}</docdata></head><body/></nitf>",
            xml(|n| format!("<keyword key='k{n}'/>")),
            xml(|n| format!("<tobject.subject tobject.subject.refnum='{n}'/>")),
            xml(|n| format!("<ed-msg info='m{n}'/>")),
        ),
        format!(
            "<rss><channel><item><guid>a</guid>{}{}{}</item></channel></rss>",
            xml(|n| format!("<category>c{n}</category>")),
            xml(|n| format!("<enclosure url='https://a.example/{n}.mp3' type='audio/mpeg'/>")),
            xml(|n| format!("<author>Ada {n}</author>")),
        ),
        format!(
            "<feed><entry><id>a</id>{}{}</entry></feed>",
            xml(|n| format!("<category term='c{n}'/>")),
            xml(|n| format!("<link rel='enclosure' href='https://a.example/{n}.jpg'/>")),
        ),
        format!(
            "{{\"uri\": \"a\", \"subject\": [{}], \"associations\": {{{}}}, \"renditions\": {{{}}}, {}}}",
            json(|n| format!("{{\"code\": \"{n}\"}}")),
            json(|n| format!(
                "\"p{n}\": {{\"type\": \"picture\", \"renditions\": {{\"r\": {{\"href\": \"{n}.jpg\"}}}}}}"
            )),
            json(|n| format!("\"r{n}\": {{\"href\": \"{n}.jpg\"}}")),
            json(|n| format!("\"k{n}\": {n}")),
        ),
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{{\"id\": \"a\", \"tags\": [{}], \"attachments\": [{}]}}]}}",
            json(|n| format!("\"t{n}\"")),
            json(|n| format!("{{\"url\": \"https://a.example/{n}.mp3\"}}")),
        ),
    ];
    for file in files {
        let parsed = parse(file.as_bytes(), &Hints::default());
        assert_eq!(parsed.items.len(), 1, "{:.60}", file);
        assert_eq!(parsed.items[0].guid.as_deref(), Some("a"), "{:.60}", file);
    }
}

#[test]
fn a_hundred_thousand_items_with_a_fault_each_are_all_read() {
    let json = "{\"uri\":\"a\",\"versioncreated\":\"never\"}";
    let files = [
        format!(
            "<newsMessage><itemSet>{}</itemSet></newsMessage>",
            "<newsItem><itemMeta><versionCreated>never</versionCreated></itemMeta></newsItem>"
                .repeat(100_000)
        ),
        format!(
            "<NewsML>{}</NewsML>",
            "<NewsItem><NewsManagement><FirstCreated>never</FirstCreated></NewsManagement></NewsItem>"
                .repeat(100_000)
        ),
        format!("<rss><channel>{}</channel></rss>", "<item><pubDate>never</pubDate></item>".repeat(100_000)),
        format!("<feed>{}</feed>", "<entry><updated>never</updated></entry>".repeat(100_000)),
        format!("[{}]", vec![json; 100_000].join(",")),
    ];
    for file in files {
        let parsed = parse(file.as_bytes(), &Hints::default());
        assert_eq!(parsed.items.len(), 100_000, "{:.60}", file);
        assert!(!parsed.problems.is_empty() && parsed.problems.len() <= 501);
    }
}
