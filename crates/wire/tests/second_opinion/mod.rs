//! What a reader would see of a file, found without a line of the parsers: by stripping tags from NITF and
//! NewsML; by `serde_json`, `quick-xml` and the HTML parser of a browser from the others.

use quick_xml::{Reader, XmlVersion, events::Event};
use serde_json::Value;
use wire::Format;

/// The texts of a file's items, word by word. Of a feed that is not well-formed nothing is known.
pub fn texts(format: Format, bytes: &[u8]) -> Vec<Vec<String>> {
    let words = |text: String| text.split_whitespace().map(str::to_owned).collect();
    match format {
        Format::Nitf | Format::NewsmlG2 => vec![by_stripping(bytes)],
        Format::Newsml1 => newsml_1_texts(bytes),
        Format::Ninjs | Format::JsonFeed => json_texts(bytes).into_iter().map(words).collect(),
        Format::Iptc7901 | Format::Anpa => telegraph_texts(bytes),
        Format::Zczc => telex_texts(bytes).into_iter().map(words).collect(),
        Format::Rss | Format::Atom => xml_texts(bytes).into_iter().map(words).collect(),
        Format::Appl => vec![by_stripping(bytes)],
        Format::Mail => vec![words(mail_text(bytes))],
        Format::Jimi => packed_texts(bytes, "ContentText").into_iter().map(words).collect(),
        Format::PressRelease => release_texts(bytes).into_iter().map(words).collect(),
        Format::Ritzau => ritzau_texts(bytes).into_iter().map(words).collect(),
        Format::AfpJson | Format::DpaJson | Format::BelgaJson | Format::AppleNews => {
            agency_texts(format, bytes).into_iter().map(words).collect()
        }
    }
}

/// The words of the copy between STX and ETX: what stands behind the date line or, without one, in lines
/// that begin with a tab. Rules, end marks, marks of lists and headings are no words, and what dpa marks as
/// not for publication is none for readers.
fn telegraph_texts(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = String::from_utf8_lossy(bytes);
    let mut texts = Vec::new();
    for message in text.split('\u{1}').skip(1) {
        let Some((_, rest)) = message.split_once('\u{2}') else { continue };
        let copy = rest.split('\u{3}').next().unwrap_or_default();
        let copy = copy.split("* * * *").next().unwrap_or_default();
        let start = copy.find("\n\t").or_else(|| copy.find("\r\n\n")).unwrap_or(0);
        let marks = |word: &&str| !matches!(*word, "=" | "^END" | "___" | "#" | "##" | "-" | "-30-");
        let words = copy[start..].split(|c: char| c.is_whitespace() || matches!(c, '<' | '\u{7f}'));
        let bare = words.filter(|word| !word.is_empty()).filter(marks);
        texts.push(
            bare.map(|word| word.trim_start_matches('^').to_owned())
                .filter(|word| !word.is_empty())
                .collect(),
        );
    }
    texts
}

/// The lines behind those that begin with a sign, without the marks behind them. The first may be the headline.
fn telex_texts(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let messages = text.split("ZCZC").skip(1).map(|message| message.split("NNNN").next().unwrap_or_default());
    let copy = messages.filter_map(|message| {
        let mut lines = message.lines().skip(1).filter(|line| !line.trim().is_empty());
        let mut copy: Vec<&str> = Vec::new();
        let is_head = |line: &str| line.starts_with(['$', ':', '#', '=', '@', '^', '*', '+', '&', '%']);
        let has_headline = message.lines().any(|line| line.starts_with(['^', ':']));
        copy.extend(lines.by_ref().find(|line| !is_head(line) && !line.starts_with("YY ")));
        copy.extend(lines);
        let bare = copy
            .iter()
            .skip(usize::from(!has_headline))
            .map(|line| line.trim_end().trim_end_matches(['!', '<', '=']).trim_end_matches(" ."));
        Some(bare.collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
    });
    copy.collect()
}

/// Elements that may stand inside a word; all others part words.
const INSIDE_WORDS: [&str; 22] = [
    "a", "b", "i", "u", "em", "strong", "span", "sub", "sup", "person", "org", "location", "chron", "money",
    "num", "event", "Company", "q", "font", "function", "lang", "small",
];

/// The words under `body.content` and `body.end`, or under an inline XHTML `body`.
fn by_stripping(bytes: &[u8]) -> Vec<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    };
    let text = without(&text, "<!--", "-->");
    let mut words = Vec::new();
    let is_nitf = text.contains("<nitf") && !text.contains("newsItem");
    let parts = if is_nitf { vec![text.as_str()] } else { all_between(&text, "inlineXML") };
    for part in parts {
        let bodies = ["body.content", "body.end", "body", "BODY"];
        let found: Vec<&str> = if part.contains("body.content") {
            bodies[..2].iter().flat_map(|name| all_between(part, name)).collect()
        } else {
            let html: Vec<&str> = bodies[2..].iter().flat_map(|name| all_between(part, name)).collect();
            if html.is_empty() { vec![part] } else { html }
        };
        for body in found {
            // An address is no word.
            let body = without(body, "<BILDFIL", "</BILDFIL>");
            let body = without(&without(&body, "<script", "</script>"), "<style", "</style>");
            words.extend(stripped(&body).split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Every text of a NewsML 1 file but style sheets, what is written for social networks, and headlines, which
/// stand among the lines too.
fn newsml_1_texts(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    };
    let is_copy = |component: &str| {
        let role = component.split_once("Role FormalName=\"").map_or("", |(_, rest)| rest);
        !["StyleSheet\"", "TweetText\"", "HeadLine\""].iter().any(|name| role.starts_with(name))
    };
    // Control characters are no words.
    let text: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    let words = |data: &str| -> Vec<String> {
        let data = without(data, "<head>", "</head>").replace("<![CDATA[", "").replace("]]>", "");
        // What stands at the head of NITF stands in the envelope too.
        let inside = all_between(&data, "body.content");
        let shown: Vec<&str> = if inside.is_empty() { vec![data.as_str()] } else { inside };
        shown
            .into_iter()
            .flat_map(|part| stripped(part).split_whitespace().map(str::to_owned).collect::<Vec<_>>())
            .collect()
    };
    let parts = text.split("<NewsComponent").filter(|part| is_copy(part));
    parts
        .flat_map(|part| all_between(part, "DataContent").into_iter().map(words).collect::<Vec<_>>())
        .collect()
}

/// The inside of every element of that name, with or without a prefix.
fn all_between<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(hit) = text[at..].find(name).map(|hit| at + hit) {
        at = hit + name.len();
        let before = &text[..hit];
        let opens = before
            .rfind('<')
            .is_some_and(|open| before[open + 1..].chars().all(|c| c.is_alphanumeric() || c == ':'));
        if !opens || !text[at..].starts_with([' ', '>', '\n', '\t', '\r']) {
            continue;
        }
        let Some(start) = text[at..].find('>').map(|end| at + end + 1) else { break };
        if text[..start].ends_with("/>") {
            continue;
        }
        let close = text[start..].match_indices(name).map(|(end, _)| start + end).find(|end| {
            let before = &text[..*end];
            before
                .rfind("</")
                .is_some_and(|open| before[open + 2..].chars().all(|c| c.is_alphanumeric() || c == ':'))
        });
        let Some(close) = close else { break };
        let end = text[..close].rfind("</").unwrap_or(close);
        found.push(&text[start..end]);
        at = close + name.len();
    }
    found
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        out.push_str(before);
        rest = after.split_once(close).map_or("", |(_, rest)| rest);
    }
    out + rest
}

/// Text without tags: those that may stand inside a word vanish, the others part words.
fn stripped(markup: &str) -> String {
    let mut out = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let (tag, next) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_start_matches('/').split([' ', '\n', '\t', '/']).next().unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default();
        if !INSIDE_WORDS.contains(&name) {
            out.push(' ');
        }
        rest = next;
    }
    unescaped(&(out + rest))
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let reference = after.split_once(';').filter(|(name, _)| name.len() < 9);
        let resolved = reference.and_then(|(name, _)| match name.strip_prefix('#') {
            None => quick_xml::escape::resolve_html5_entity(name).map(str::to_owned),
            Some(number) => {
                let code = match number.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code).map(String::from)
            }
        });
        match (reference, resolved) {
            (Some((_, next)), Some(resolved)) => {
                out.push_str(&resolved);
                rest = next;
            }
            _ => {
                out.push('&');
                rest = after;
            }
        }
    }
    out + rest
}

/// The words of some HTML, or of a text that is none.
pub fn plain(text: &str) -> String {
    if text.contains(['<', '&']) { browser_words(text) } else { text.to_owned() }
}

/// What a browser shows of some HTML.
fn browser_words(html: &str) -> String {
    fn walk(node: scraper::ElementRef<'_>, out: &mut String) {
        for child in node.children() {
            if let Some(text) = child.value().as_text() {
                out.push_str(text);
            } else if let Some(element) = scraper::ElementRef::wrap(child) {
                match element.value().name() {
                    "script" | "style" | "template" | "iframe" | "noembed" | "noframes" | "title"
                    | "head" => {}
                    "noscript" => out.push_str(&browser_words(&element.inner_html())),
                    name if INSIDE_WORDS.contains(&name) => walk(element, out),
                    _ => {
                        out.push(' ');
                        walk(element, out);
                        out.push(' ');
                    }
                }
            }
        }
    }
    let mut out = String::new();
    walk(scraper::Html::parse_fragment(html).root_element(), &mut out);
    out
}

/// The fullest text of every object that is an item.
fn json_texts(bytes: &[u8]) -> Vec<String> {
    let Ok(root) = serde_json::from_slice::<Value>(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
    else {
        return Vec::new();
    };
    let items = root["items"].as_array().cloned().unwrap_or_else(|| vec![root]);
    let mut texts = Vec::new();
    for item in items {
        let mut bodies: Vec<(bool, String)> = Vec::new();
        for (key, value) in item.as_object().into_iter().flatten() {
            let html = key.ends_with("html") || value.as_str().is_some_and(|text| text.contains("</"));
            if (key.starts_with("body_") || key.starts_with("content_")) && value.is_string() {
                bodies.push((html, value.as_str().unwrap().to_owned()));
            }
        }
        for body in item["bodies"].as_array().into_iter().flatten() {
            let mime = body["contenttype"].as_str().or(body["contentType"].as_str()).unwrap_or_default();
            let role = body["role"].as_str().unwrap_or_default();
            bodies.push((
                mime.contains("html") || role.contains("html"),
                body["value"].as_str().unwrap_or_default().into(),
            ));
        }
        bodies.sort_by_key(|(html, _)| !html);
        if let Some((html, text)) = bodies.into_iter().next() {
            texts.push(if html { browser_words(&text) } else { text });
        }
    }
    texts
}

/// What a reader of mail is shown: the HTML, else the text; of a form that was sent as JSON, its body.
fn mail_text(bytes: &[u8]) -> String {
    let text: String = bytes.iter().map(|b| *b as char).collect::<String>().replace("\r\n", "\n");
    let part = |mime: &str| {
        let (_, from) = text.split_once(&format!("Content-Type: {mime}"))?;
        let head = text[..text.len() - from.len()].rsplit("\n\n").next().unwrap_or_default().to_owned();
        let (rest_of_head, body) = from.split_once("\n\n")?;
        let body = body.split("\n--").next().unwrap_or_default();
        let head = (head + rest_of_head).to_lowercase();
        let raw = if head.contains("quoted-printable") { unquoted(body) } else { body.to_owned() };
        let bytes: Vec<u8> = raw.chars().map(|c| c as u8).collect();
        let is_1252 = head.contains("1252") || head.contains("8859");
        let encoding = if is_1252 { encoding_rs::WINDOWS_1252 } else { encoding_rs::UTF_8 };
        Some(encoding.decode(&bytes).0.into_owned())
    };
    if let Some(html) = part("text/html") {
        return browser_words(&html);
    }
    let shown = part("text/plain").unwrap_or_default();
    let form = shown.replace(" \n", "");
    match serde_json::from_str::<Value>(form.trim()) {
        Ok(form) => form["Body"][0].as_str().unwrap_or_default().to_owned(),
        Err(_) => shown,
    }
}

fn unquoted(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.replace("=\n", "").split('=').map(str::to_owned).collect::<Vec<_>>().into_iter();
    out.push_str(&parts.next().unwrap_or_default());
    for part in parts {
        match part.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => out.push_str(&format!("{}{}", byte as char, &part[2..])),
            None => out.push_str(&format!("={part}")),
        }
    }
    out
}

/// The bodies of press releases, which are packed HTML too.
fn release_texts(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let releases = text.split("<release ").skip(1);
    let bodies = releases.filter_map(|release| all_between(release, "body").into_iter().next());
    bodies.map(|packed| browser_words(&unescaped(packed))).collect()
}

/// What is packed as HTML in the elements of a name.
fn packed_texts(bytes: &[u8], name: &str) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    all_between(&text, name).into_iter().map(|packed| browser_words(&unescaped(packed))).collect()
}

/// What is packed as HTML in Ritzau's `content`.
fn ritzau_texts(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let packed = all_between(&text, "content").into_iter();
    let html = packed.map(|packed| unescaped(packed).replace("&amp;", "&"));
    html.map(|html| browser_words(&html)).collect()
}

/// The texts of agencies' own JSON, story by story.
fn agency_texts(format: Format, bytes: &[u8]) -> Vec<String> {
    let Ok(root) = serde_json::from_slice::<Value>(bytes) else { return Vec::new() };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().map(plain).unwrap_or_default();
    match format {
        Format::AfpJson => {
            let docs = [&root["response"]["docs"], &root["docs"], &root["documents"]];
            let docs = docs.into_iter().find(|docs| docs.is_array()).map_or_else(|| vec![root.clone()], list);
            docs.iter().map(|doc| list(&doc["news"]).iter().map(text).collect::<Vec<_>>().join(" ")).collect()
        }
        Format::DpaJson => {
            let entries = if root["entries"].is_array() { list(&root["entries"]) } else { vec![root] };
            entries.iter().map(|entry| text(&entry["article_html"])).collect()
        }
        Format::BelgaJson => {
            let of = |object: &Value, kind: &str| -> String {
                let components = list(&object["newsComponents"]);
                let of_kind = components.iter().filter(|component| component["assetType"] == kind);
                of_kind.map(|component| text(&component["proxies"][0]["varcharData"])).collect()
            };
            let objects = list(&root["newsObjects"]);
            let texts = objects.iter().filter(|object| object["assetType"] != "Picture");
            texts.map(|object| format!("{} {}", of(object, "Lead"), of(object, "Body"))).collect()
        }
        _ => {
            let mut words = String::new();
            apple_words(&root["components"], &mut words);
            vec![words]
        }
    }
}

/// Every text of every component that is neither the title nor a name.
fn apple_words(components: &Value, out: &mut String) {
    for component in components.as_array().into_iter().flatten() {
        if !matches!(component["role"].as_str(), Some("title" | "author" | "byline")) {
            out.push_str(&plain(component["text"].as_str().unwrap_or_default()));
            out.push(' ');
        }
        apple_words(&component["components"], out);
    }
}

/// A WordPress export without its pictures, and without shortcodes: names in brackets that no reader sees.
fn posts_of(source: &str) -> String {
    let is_picture = |item: &str| item.contains("<wp:post_type><![CDATA[attachment]]>");
    let (head, rest) = source.split_once("<item>").unwrap_or((source, ""));
    let posts = rest.split("<item>").filter(|item| !is_picture(item)).map(|item| format!("<item>{item}"));
    let end = if rest.rsplit("<item>").next().is_some_and(is_picture) { "</channel></rss>" } else { "" };
    let mut out = head.to_owned() + &posts.collect::<String>() + end;
    for name in ["dropcap", "contact_form"] {
        out = out.replace(&format!("[{name}]"), "").replace(&format!("[/{name}]"), "");
    }
    out
}

/// The texts of the items of a well-formed feed; of others, nothing is known.
fn xml_texts(bytes: &[u8]) -> Vec<String> {
    const TEXTS: [&str; 5] = ["description", "encoded", "content", "summary", "body"];
    let Ok(source) = std::str::from_utf8(bytes) else { return Vec::new() };
    let source = if source.contains("<wp:") { posts_of(source) } else { source.to_owned() };
    let mut reader = Reader::from_str(&source);
    let (mut open, mut texts, mut text, mut is_html) =
        (Vec::<String>::new(), Vec::new(), String::new(), true);
    let inside = |open: &[String]| open.iter().any(|n| n == "item" || n == "entry");
    loop {
        match reader.read_event() {
            Err(_) | Ok(Event::Eof) if !open.is_empty() => return Vec::new(),
            Err(_) => return Vec::new(),
            Ok(Event::Eof) => return texts,
            Ok(Event::Start(tag)) => {
                let mut name = tag.local_name().as_ref().to_owned();
                let full = tag.name().as_ref().to_owned();
                let prefix = full.strip_suffix(&name).unwrap_or_default();
                // Words about a picture, and another vocabulary's words of the same name, are no texts.
                let is_known = ["", "content:", "atom:", "itunes:", "xhtml:", "dc:"].contains(&prefix);
                let is_the_feeds = |item: &str| source.contains(&format!("<{prefix}{item}"));
                if !is_known && !is_the_feeds("item") && !is_the_feeds("entry") {
                    name.insert(0, ':');
                }
                if inside(&open) && TEXTS.contains(&name.as_str()) {
                    let attribute = |name: &str| {
                        let found = tag.try_get_attribute(name).ok().flatten();
                        found.map(|a| a.value.into_owned())
                    };
                    let kind = attribute("type");
                    let packed = attribute("mode").is_some_and(|mode| mode == "base64");
                    text.clear();
                    is_html = kind.as_deref().is_none_or(|kind| kind.contains("html"));
                    if packed || kind.is_some_and(|kind| kind.contains("application/octet")) {
                        return Vec::new();
                    }
                }
                part_words(&name, &mut text);
                open.push(name);
            }
            Ok(Event::End(_)) => {
                let name = open.pop().unwrap_or_default();
                part_words(&name, &mut text);
                if inside(&open) && TEXTS.contains(&name.as_str()) {
                    texts.push(if is_html { browser_words(&text) } else { text.clone() });
                    text.clear();
                }
            }
            Ok(Event::Empty(tag)) => part_words(tag.local_name().as_ref(), &mut text),
            // Programs are no words.
            Ok(_) if open.iter().any(|name| name == "script" || name == "style") => {}
            Ok(Event::Text(part)) => text.push_str(&meant(&part.xml_content(XmlVersion::Implicit1_0))),
            Ok(Event::CData(part)) => text.push_str(&meant(&part)),
            Ok(Event::GeneralRef(name)) => {
                let resolved = match name.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => quick_xml::escape::resolve_html5_entity(&name).unwrap_or_default().to_owned(),
                };
                text.push_str(&meant(&resolved));
            }
            Ok(_) => {}
        }
    }
}

/// Windows-1252's signs in the place of the control characters above ASCII, as a browser has them.
pub fn meant(text: &str) -> String {
    let sign = |c: char| match c {
        '\u{80}'..='\u{9f}' => encoding_rs::WINDOWS_1252.decode(&[c as u8]).0.chars().next().unwrap_or(c),
        c => c,
    };
    text.chars().map(sign).collect()
}

fn part_words(element: &str, text: &mut String) {
    if !INSIDE_WORDS.contains(&element) {
        text.push(' ');
    }
}
