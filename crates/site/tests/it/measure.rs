//! The words of a source's text and those that readers see, got by a browser's parser of HTML and by
//! plain readers of JSON and XML: no line of it is shared with the parsers or with the pages.

use quick_xml::{Reader, XmlVersion, events::Event};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

/// Elements that stand inside of words and sentences, of HTML and of NITF; any other parts words.
const INLINE: [&str; 44] = [
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "big",
    "chron",
    "cite",
    "classifier",
    "code",
    "company",
    "data",
    "del",
    "dfn",
    "em",
    "event",
    "font",
    "frac",
    "function",
    "i",
    "ins",
    "kbd",
    "lang",
    "location",
    "mark",
    "money",
    "num",
    "object.title",
    "org",
    "person",
    "pronounce",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
];

/// What a browser shows of some HTML, word by word.
pub fn words_of_html(html: &str) -> Vec<String> {
    let mut out = String::new();
    shown(Html::parse_fragment(html).root_element(), &mut out);
    words(&out)
}

/// The same of the part of a page that a CSS selector finds.
pub fn words_of_page(page: &str, selector: &str) -> Vec<String> {
    let mut out = String::new();
    for part in Html::parse_document(page).select(&Selector::parse(selector).unwrap()) {
        shown(part, &mut out);
    }
    words(&out)
}

fn words(text: &str) -> Vec<String> {
    let visible = text.replace(|c: char| c.is_control() && !c.is_whitespace(), "");
    visible.split_whitespace().map(str::to_owned).collect()
}

fn shown(element: ElementRef<'_>, out: &mut String) {
    for child in element.children() {
        if let Some(text) = child.value().as_text() {
            out.push_str(text);
        } else if let Some(inner) = ElementRef::wrap(child) {
            let name = inner.value().name().rsplit(':').next().unwrap_or_default();
            match name {
                "script" | "style" | "template" | "iframe" | "noembed" | "noframes" | "head" => {}
                // An address of a picture's file in TT's copy; nobody reads it.
                "bildfil" => {}
                "noscript" => {
                    let mut text = String::new();
                    shown(Html::parse_fragment(&inner.inner_html()).root_element(), &mut text);
                    out.push_str(&text);
                }
                // Pages print a picture's credit after its caption, whichever comes first in the copy.
                "figure" => {
                    let is_caption = |part: &ElementRef<'_>| part.value().name() == "figcaption";
                    let (captions, rest): (Vec<_>, Vec<_>) = inner.child_elements().partition(is_caption);
                    for part in captions.into_iter().chain(rest) {
                        out.push(' ');
                        shown(part, out);
                        out.push(' ');
                    }
                }
                name if INLINE.contains(&name) => shown(inner, out),
                _ => {
                    out.push(' ');
                    shown(inner, out);
                    out.push(' ');
                }
            }
        }
    }
}

/// Do all these words stand in those, in this order?
pub fn stand_in(wanted: &[String], there: &[String]) -> bool {
    kept(wanted, there) == wanted.len()
}

/// How many of the words, from the first on, stand in those in this order.
pub fn kept(wanted: &[String], there: &[String]) -> usize {
    let mut there = there.iter();
    wanted.iter().take_while(|word| there.any(|other| other == *word)).count()
}

/// The texts of NITF and NewsML-G2: what stands under `body.content` and `body.end`, or under the `body`
/// of inline XHTML.
pub fn texts_of_xml(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let nitf = text.contains("<nitf") && !text.contains("newsItem");
    let parts = if nitf { vec![text] } else { inside(text, "inlineXML") };
    let mut texts = Vec::new();
    for part in parts {
        let mut found: Vec<&str> =
            ["body.content", "body.end"].iter().flat_map(|name| inside(part, name)).collect();
        if found.is_empty() {
            found = inside(part, "body");
        }
        if found.is_empty() {
            found.push(part);
        }
        texts.extend(found.into_iter().map(words_of_html));
    }
    texts
}

/// The texts of NewsML 1: every `DataContent` that is copy and not packed, of NITF what readers see.
pub fn texts_of_newsml_1(text: &str) -> Vec<Vec<String>> {
    let is_copy = |component: &&str| {
        let role = component.split_once("Role FormalName=\"").map_or("", |(_, rest)| rest);
        let is_other =
            ["StyleSheet\"", "TweetText\"", "HeadLine\""].iter().any(|name| role.starts_with(name));
        !is_other && !component.contains("<Encoding")
    };
    let mut texts = Vec::new();
    for component in text.split("<NewsComponent").filter(is_copy) {
        for data in inside(component, "DataContent") {
            let data = data.replace("<![CDATA[", "").replace("]]>", "");
            let shown = inside(&data, "body.content");
            if shown.is_empty() {
                texts.push(words_of_html(&without_head(&data)));
            } else {
                texts.extend(shown.into_iter().map(words_of_html));
            }
        }
    }
    texts
}

/// A page inside of the copy has a title that is no part of it.
fn without_head(data: &str) -> String {
    match (data.split_once("<head>"), data.split_once("</head>")) {
        (Some((before, _)), Some((_, after))) => format!("{before}{after}"),
        _ => data.to_owned(),
    }
}

/// The copy of IPTC 7901's and ANPA's messages: what stands behind the lines that head it. Rules, end marks and marks of
/// lists and headings are no words, and what dpa marks as not for publication is none for readers.
pub fn texts_of_messages(bytes: &[u8]) -> Vec<Vec<String>> {
    const MARKS: [&str; 8] = ["", "=", "^END", "___", "#", "##", "-", "-30-"];
    let text = String::from_utf8_lossy(bytes);
    let mut texts = Vec::new();
    for message in text.split('\u{1}').skip(1) {
        let Some((_, rest)) = message.split_once('\u{2}') else { continue };
        let copy = rest.split('\u{3}').next().unwrap_or_default();
        let copy = copy.split("* * * *").next().unwrap_or_default();
        let start = copy.find("\n\t").or_else(|| copy.find("\r\n\n")).unwrap_or(0);
        let parts = copy[start..].split(|c: char| c.is_whitespace() || matches!(c, '<' | '\u{7f}'));
        let bare = parts.filter(|word| !MARKS.contains(word)).map(|word| word.trim_start_matches('^'));
        texts.push(bare.filter(|word| !word.is_empty()).map(str::to_owned).collect());
    }
    texts
}

/// The inside of every element of that name, with or without a prefix, those inside one another once.
fn inside<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut at = 0;
    let is_tag = |before: &str, mark: &str| {
        before
            .rfind(mark)
            .is_some_and(|open| before[open + mark.len()..].chars().all(|c| c.is_alphanumeric() || c == ':'))
    };
    while let Some(hit) = text[at..].find(name).map(|hit| at + hit) {
        at = hit + name.len();
        if !is_tag(&text[..hit], "<") || !text[at..].starts_with([' ', '>', '\n', '\t', '\r']) {
            continue;
        }
        let Some(start) = text[at..].find('>').map(|end| at + end + 1) else { break };
        if text[..start].ends_with("/>") {
            continue;
        }
        let closes =
            |end: &usize| is_tag(&text[..*end], "</") && text[*end + name.len()..].starts_with(['>', ' ']);
        let Some(close) = text[start..].match_indices(name).map(|(end, _)| start + end).find(closes) else {
            break;
        };
        found.push(&text[start..text[..close].rfind("</").unwrap_or(close)]);
        at = close + name.len();
    }
    found
}

/// The fullest text of every item of ninjs and JSON Feed.
pub fn texts_of_json(bytes: &[u8]) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(root) = serde_json::from_slice::<Value>(bytes) else { return Vec::new() };
    let items =
        root["items"].as_array().cloned().or_else(|| root.as_array().cloned()).unwrap_or_else(|| vec![root]);
    let mut texts = Vec::new();
    for item in items {
        let mut bodies: Vec<(bool, String)> = Vec::new();
        for (key, value) in item.as_object().into_iter().flatten() {
            if let Some(text) =
                value.as_str().filter(|_| key.starts_with("body_") || key.starts_with("content_"))
            {
                bodies.push((key.ends_with("html") || text.contains("</"), text.to_owned()));
            }
        }
        for body in item["bodies"].as_array().into_iter().flatten() {
            let mime = body["contenttype"].as_str().or(body["contentType"].as_str()).unwrap_or_default();
            let html = mime.contains("html") || body["role"].as_str().unwrap_or_default().contains("html");
            bodies.push((html, body["value"].as_str().unwrap_or_default().to_owned()));
        }
        bodies.sort_by_key(|(html, _)| !html);
        let fullest = bodies.into_iter().next();
        texts.extend(fullest.map(|(html, text)| if html { words_of_html(&text) } else { words(&text) }));
    }
    texts
}

/// The fullest text of every item of a well-formed RSS or Atom feed; of others, nothing is known.
pub fn texts_of_feed(source: &str) -> Vec<Vec<String>> {
    const TEXTS: [&str; 5] = ["description", "encoded", "content", "summary", "body"];
    let mut reader = Reader::from_str(source);
    let (mut open, mut texts) = (Vec::<String>::new(), Vec::new());
    let (mut text, mut is_html, mut fullest) = (String::new(), true, Vec::<String>::new());
    loop {
        match reader.read_event() {
            Ok(Event::Eof) if open.is_empty() => return texts,
            Err(_) | Ok(Event::Eof) => return Vec::new(),
            Ok(Event::Start(tag)) => {
                let name = tag.local_name().as_ref().to_owned();
                let attribute = |name: &str| Some(tag.try_get_attribute(name).ok()??.value.into_owned());
                let kind = attribute("type");
                if attribute("mode").is_some_and(|mode| mode == "base64") {
                    return Vec::new();
                }
                match TEXTS.iter().any(|name| open.iter().any(|n| n == name)) {
                    // Mark-up inside of a text: XHTML.
                    true => text.push_str(&format!("<{name}>")),
                    false if TEXTS.contains(&name.as_str()) => {
                        text.clear();
                        is_html = kind.as_deref().is_none_or(|kind| kind.contains("html"));
                    }
                    false => {}
                }
                open.push(name);
            }
            Ok(Event::Empty(_)) => text.push(' '),
            Ok(Event::End(_)) => {
                let name = open.pop().unwrap_or_default();
                let inside_text = TEXTS.iter().any(|name| open.iter().any(|n| n == name));
                let inside_item = open.iter().any(|n| n == "item" || n == "entry");
                if inside_text {
                    text.push_str(&format!("</{name}>"));
                } else if inside_item && TEXTS.contains(&name.as_str()) {
                    let found = if is_html { words_of_html(&text) } else { words(&text) };
                    if found.len() > fullest.len() {
                        fullest = found;
                    }
                    text.clear();
                } else if name == "item" || name == "entry" {
                    texts.push(std::mem::take(&mut fullest));
                }
            }
            Ok(Event::Text(part)) => text.push_str(&part.xml_content(XmlVersion::Implicit1_0)),
            Ok(Event::CData(part)) => text.push_str(&part),
            Ok(Event::GeneralRef(name)) => match name.resolve_char_ref() {
                Ok(Some(c)) => text.push(c),
                _ => text.push_str(quick_xml::escape::resolve_html5_entity(&name).unwrap_or_default()),
            },
            Ok(_) => {}
        }
    }
}
