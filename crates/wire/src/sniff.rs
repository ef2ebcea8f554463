//! Which format is this? Told from the root element or the keys of the JSON, and never from a file's name.

use crate::{Format, Problem, afp_json, anpa, dpa_json, iptc7901, text, xml, zczc};

/// What pictures' archives answer with. They name pictures; the stories that these belong to come elsewhere.
const PICTURE_SEARCH: &str = "the answer of a picture archive's search: pictures, and no story";
const ASK_FOR_STORIES: &str = "Ask the agency for its feed of stories; their pictures come with them.";

/// Enough for the declaration, some comments and the root element of nearly every file.
const FIRST_LOOK: usize = 4 << 10;

/// Enough for the keys of nearly every item.
const LOOK_AT_JSON: usize = 32 << 10;

/// Files that begin with a long comment get a second look, up to here.
const SECOND_LOOK: usize = 1 << 20;

/// The format of a delivery, if it is one that `wire` reads.
pub fn sniff(bytes: &[u8]) -> Option<Format> {
    match look(bytes) {
        Look::Format(format) => Some(format),
        _ => None,
    }
}

/// Says what the bytes look like, since they are no format that `wire` reads, and what to do.
pub(crate) fn unrecognised(bytes: &[u8]) -> Problem {
    let reads = "Dateline reads NewsML-G2, NewsML 1, NITF, ninjs, RSS, Atom, JSON Feed, IPTC 7901, ANPA 1312, ZCZC, \
                 AP's APPL, Ritzau's XML, the Nordic agencies' press \
                 releases, the Canadian Press's Jimi, the JSON of AP, AFP, dpa and Belga, Apple News, and mail.";
    let (message, remedy) = match look(bytes) {
        Look::Empty => (
            "The file is empty.".to_owned(),
            "Ask the agency to send it again, or look whether the transfer was cut off.".to_owned(),
        ),
        Look::Known(what, remedy) => (format!("This is {what}, not a news format."), remedy.to_owned()),
        Look::NoStory(what, remedy) => (format!("This is {what}."), remedy.to_owned()),
        Look::Xml(root) => (
            format!(
                "This is XML with the root element <{root}>, which is none of the formats that Dateline reads."
            ),
            format!("{reads} If the agency calls this one of them, name it as the source's format."),
        ),
        Look::Json => (
            "This is JSON, but none of the formats that Dateline reads.".to_owned(),
            format!("{reads} If the agency calls this one of them, name it as the source's format."),
        ),
        Look::Text => ("This is text without any markup.".to_owned(), reads.to_owned()),
        Look::Format(_) | Look::Binary => {
            ("This is no text, and no file that Dateline knows.".to_owned(), reads.to_owned())
        }
    };
    Problem::error(message).remedy(remedy)
}

enum Look {
    Format(Format),
    Empty,
    /// A well-known kind of file that carries no news as such, and what to do about it.
    Known(&'static str, &'static str),
    /// An agency's answer that holds no copy, and what to ask for instead.
    NoStory(&'static str, &'static str),
    Xml(String),
    Json,
    Text,
    Binary,
}

fn look(bytes: &[u8]) -> Look {
    if bytes.trim_ascii().is_empty() {
        return Look::Empty;
    }
    if let Some(known) = by_magic(bytes) {
        return known;
    }
    let first = &bytes[..bytes.len().min(FIRST_LOOK)];
    let (start, _) = text::decode(first, None);
    let trimmed = start.trim_start();
    if trimmed.starts_with(['{', '[']) {
        let look = |limit: usize| json(&text::decode(&bytes[..bytes.len().min(limit)], None).0);
        return match look(LOOK_AT_JSON) {
            Look::Json if bytes.len() > LOOK_AT_JSON => look(SECOND_LOOK),
            known => known,
        };
    }
    if is_mail(trimmed) {
        return Look::Format(Format::Mail);
    }
    // Messages that lost their control characters on the way.
    let mut lines = trimmed.lines().filter(|line| !line.trim().is_empty());
    let (line, next) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    if iptc7901::is_header(line) {
        return Look::Format(Format::Iptc7901);
    } else if anpa::is_header(line, next) {
        return Look::Format(Format::Anpa);
    } else if zczc::is_header(line) {
        return Look::Format(Format::Zczc);
    }
    let root = root_element(&start).or_else(|| {
        let window = &bytes[..bytes.len().min(SECOND_LOOK)];
        if window.len() > first.len() { root_element(&text::decode(window, None).0) } else { None }
    });
    match root {
        Some(root) => by_root(&root, &start),
        None if is_binary(first) => Look::Binary,
        None => Look::Text,
    }
}

/// Files that tell what they are by their first bytes.
fn by_magic(bytes: &[u8]) -> Option<Look> {
    const UNPACK: &str = "Unpack it; only files of news are read.";
    const PICTURE: &str = "Pictures arrive with the item that names them; put it beside that item's file.";
    let magics: [(&[u8], &str, &str); 9] = [
        (b"%PDF", "a PDF document", "Ask the agency for the text of it."),
        (b"PK\x03\x04", "a ZIP archive", UNPACK),
        (b"\x1F\x8B", "a gzip archive", UNPACK),
        (b"\xFF\xD8\xFF", "a JPEG picture", PICTURE),
        (b"\x89PNG", "a PNG picture", PICTURE),
        (b"GIF8", "a GIF picture", PICTURE),
        (b"RIFF", "a sound, film or WebP picture", PICTURE),
        (b"II*\0", "a TIFF picture", PICTURE),
        (b"\xD0\xCF\x11\xE0", "an old Office document", "Ask the agency for the text of it."),
    ];
    if let Some((_, what, remedy)) = magics.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Some(Look::Known(what, remedy));
    }
    // IPTC 7901 opens with SOH, ANPA 1312 with SYN; either may have come through a printer's filter.
    match bytes.trim_ascii_start() {
        [0x16, ..] => Some(Look::Format(Format::Anpa)),
        // The separator of ANPA's first line is none of IPTC 7901's.
        [0x01, _, _, _, _, _, 0x1F, ..] => Some(Look::Format(Format::Anpa)),
        [0x01, ..] => Some(Look::Format(Format::Iptc7901)),
        _ => None,
    }
}

fn by_root(root: &str, start: &str) -> Look {
    let local = root.rsplit(':').next().unwrap_or(root);
    match local {
        "newsMessage" | "newsItem" | "packageItem" | "conceptItem" | "knowledgeItem" | "planningItem"
        | "catalogItem" => Look::Format(Format::NewsmlG2),
        "nitf" => Look::Format(Format::Nitf),
        "rss" | "RDF" | "channel" => Look::Format(Format::Rss),
        "feed" | "entry" => Look::Format(Format::Atom),
        "NewsML" | "NewsItem" => Look::Format(Format::Newsml1),
        "RBNews" => Look::Format(Format::Ritzau),
        "Publish" if start.contains("<ContentItem") => Look::Format(Format::Jimi),
        "release" | "releases" if start.contains("<longurl") || start.contains("<publicationDate") => {
            Look::Format(Format::PressRelease)
        }
        "Publication" | "Publications" if start.contains("ap.org/schemas/") => Look::Format(Format::Appl),
        // Whatever carries it.
        _ if start.contains("<RBNews") => Look::Format(Format::Ritzau),
        "result" | "document" if start.contains("newscalendar") => Look::NoStory(
            "an answer of NTB's news calendar: what is to come, and no story",
            "Take the agency's NITF as the source; the calendar is for the desk's diary.",
        ),
        "dc_rest_node" | "dc_rest_docs" | "dc_rest_doc" => Look::NoStory(PICTURE_SEARCH, ASK_FOR_STORIES),
        _ if local.eq_ignore_ascii_case("html") => Look::Known(
            "an HTML page",
            "If it should be a feed, check its address in a browser: it may show a log-in or an error.",
        ),
        _ => Look::Xml(root.chars().take(60).collect()),
    }
}

/// The name of the first element, past declaration, comments, instructions, DOCTYPE and junk.
fn root_element(text: &str) -> Option<String> {
    let limits = xml::Limits { nodes: 8, ..xml::Limits::default() };
    let mut at = 0;
    loop {
        at += text[at..].find('<')?;
        let rest = &text[at..];
        let skipped = if rest.starts_with("<!--") {
            rest.find("-->")? + 3
        } else if rest.starts_with("<?") {
            rest.find("?>")? + 2
        } else if rest.starts_with("<!") {
            // An HTML page may have nothing but its DOCTYPE in common with XML.
            if rest.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html")) {
                return Some("html".to_owned());
            }
            return xml::Document::parse(rest, &limits).root().map(|root| root.name().to_owned());
        } else {
            let name_end = rest[1..]
                .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<'))
                .map(|end| end + 1);
            let name = &rest[1..name_end.unwrap_or(rest.len())];
            if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                return Some(name.to_owned());
            }
            1
        };
        at += skipped;
    }
}

/// JSON by the keys of its outermost object, or of the first object of its outermost array.
fn json(text: &str) -> Look {
    let keys = outer_keys(text);
    let has = |key: &str| keys.iter().any(|(known, _)| *known == key);
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let is_feed = |(key, value): &(&str, &str)| *key == "version" && value.contains("jsonfeed.org");
    // ninjs asks for `uri` alone; some agencies write the older `guid` instead, or neither.
    let is_ninjs = has("uri")
        || has("pubstatus")
        || has("versioncreated")
        || (has("title") && (has("eventdetails") || has("plannedcoverage")))
        || (has("headline") && (has("body_html") || has("body_text")));
    // The answer of an agency's interface, with the items inside.
    let inside = ["\"versioncreated\"", "\"versionCreated\"", "\"pubstatus\"", "\"pubStatus\""];
    let is_wrapped = ["_items", "items", "item", "data", "hits"].iter().any(|key| has(key))
        && (says(&inside) || (says(&["\"headline\""]) && says(&["\"uri\""])));
    if has("components") && says(&["\"role\""]) {
        return Look::Format(Format::AppleNews);
    } else if has("newsObjects") {
        return Look::Format(Format::BelgaJson);
    } else if dpa_json::is_one(has, text) {
        return Look::Format(Format::DpaJson);
    } else if afp_json::is_one(has, text) {
        return Look::Format(Format::AfpJson);
    } else if has("APIResponse") || has("imageId") || (has("images") && says(&["\"imageId\""])) {
        return Look::NoStory(PICTURE_SEARCH, ASK_FOR_STORIES);
    } else if has("db") && says(&["\"posts\""]) {
        return Look::NoStory(
            "the export of a whole Ghost site, and no delivery",
            "To move the site, import the file.",
        );
    } else if has("data") && says(&["\"mediumTypeGroup\"", "\"mediumType\""]) {
        return Look::NoStory(
            "an answer of a press review: what other papers wrote, and no copy of the agency's",
            "Ask the agency for its feed of stories.",
        );
    }
    if keys.iter().any(is_feed) || (has("items") && (has("home_page_url") || has("feed_url"))) {
        Look::Format(Format::JsonFeed)
    } else if is_ninjs || is_wrapped {
        Look::Format(Format::Ninjs)
    } else {
        Look::Json
    }
}

/// The keys of the outermost object with the strings that stand behind them (empty for other values).
/// Reads on as far as the text goes, so that a cut-off file is recognised too.
fn outer_keys(text: &str) -> Vec<(&str, &str)> {
    const ENOUGH: usize = 100;
    let mut keys: Vec<(&str, &str)> = Vec::new();
    let mut depth = 0_usize;
    let mut object_depth = 1;
    // The string that was just read, and whether a colon was.
    let mut last: Option<&str> = None;
    let mut value_is_due = false;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && keys.len() < ENOUGH {
        match bytes[at] {
            b'{' | b'[' => {
                if depth == 0 && bytes[at] == b'[' {
                    object_depth = 2;
                }
                depth += 1;
                value_is_due = false;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth < object_depth && !keys.is_empty() {
                    break;
                }
            }
            b'"' => {
                let start = at + 1;
                at = start;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                let string = text.get(start..at.min(bytes.len())).unwrap_or_default();
                if value_is_due && depth == object_depth {
                    if let Some((_, value)) = keys.last_mut() {
                        *value = string;
                    }
                    value_is_due = false;
                } else {
                    last = Some(string);
                }
            }
            b':' if depth == object_depth => {
                if let Some(key) = last.take() {
                    keys.push((key, ""));
                    value_is_due = true;
                }
            }
            b',' => value_is_due = false,
            _ => {}
        }
        at += 1;
    }
    keys
}

/// Header fields of a mail, before anything else.
fn is_mail(text: &str) -> bool {
    const FIELDS: [&str; 8] =
        ["From", "Received", "Return-Path", "Delivered-To", "MIME-Version", "Subject", "Message-ID", "Date"];
    let is_continued = |line: &&str| line.starts_with([' ', '\t']);
    let fields = text.lines().filter(|line| !is_continued(line)).take_while(|line| line.contains(':'));
    let known = |line: &&str| {
        line.split_once(':')
            .is_some_and(|(name, _)| FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field)))
    };
    fields.take(60).filter(known).count() >= 2
}

fn is_binary(bytes: &[u8]) -> bool {
    let odd =
        bytes.iter().filter(|b| b.is_ascii_control() && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C)).count();
    odd * 20 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_root_or_their_keys() {
        let cases: [(&str, Option<Format>); 41] = [
            ("<nitf/>", Some(Format::Nitf)),
            (
                "<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf.dtd' [<!ENTITY a '<rss>'>]>\n<nitf>",
                Some(Format::Nitf),
            ),
            ("\u{feff}<!-- <rss> --><ns0:newsMessage xmlns:ns0='x'>", Some(Format::NewsmlG2)),
            ("<packageItem", Some(Format::NewsmlG2)),
            ("<!DOCTYPE NewsML [<!ENTITY % nitf SYSTEM 'x'>%nitf;]><NewsML>", Some(Format::Newsml1)),
            ("junk first <rss version='2.0'>", Some(Format::Rss)),
            ("<rdf:RDF>", Some(Format::Rss)),
            ("<feed>", Some(Format::Atom)),
            ("{\"uri\":\"x\",\"headline\":\"y\"}", Some(Format::Ninjs)),
            ("[{\"uri\":\"x\",\"pubstatus\":\"usable\"}]", Some(Format::Ninjs)),
            ("{\"items\":[{\"version\":\"jsonfeed.org\"}],\"x\":{\"uri\":1}}", None),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [", Some(Format::JsonFeed)),
            ("{\"a\":{\"uri\":\"x\",\"headline\":\"y\"}}", None),
            ("<html>", None),
            ("<NewsML>", Some(Format::Newsml1)),
            ("\u{1}wir0123 5 pl 100", Some(Format::Iptc7901)),
            ("\nwir0123 5 pl 100 MNA\n\nHarbour/", Some(Format::Iptc7901)),
            ("\u{16}\u{16}\u{1}W0123\u{1f}_desk\n", Some(Format::Anpa)),
            ("W0123 _desk\nr i BC-Harbour 11-23 0200\n", Some(Format::Anpa)),
            ("  ZCZC MNA\n$S\n:Rowing\n", Some(Format::Zczc)),
            ("Room 101 is 100 metres long", None),
            ("July 4 a 1912 letter", None),
            ("<RBNews><NewsID>1</NewsID></RBNews>", Some(Format::Ritzau)),
            ("<ArrayOfRBNews>\n<RBNews/></ArrayOfRBNews>", Some(Format::Ritzau)),
            ("<release id='1'><longurl>https://a.example</longurl></release>", Some(Format::PressRelease)),
            ("<Publish><Services/><ContentItem>", Some(Format::Jimi)),
            ("<release><name>1.0</name></release>", None),
            ("<Publication xmlns='http://ap.org/schemas/03/2005/appl'/>", Some(Format::Appl)),
            ("<Publication><Name>Gazette</Name></Publication>", None),
            ("{\"uno\":\"x\",\"status\":\"Usable\"}", Some(Format::AfpJson)),
            ("{\"response\":{\"docs\":[{\"uno\":\"x\"}]}}", Some(Format::AfpJson)),
            ("{\"response\":{\"status\":\"ok\"}}", None),
            ("{\"urn\":\"x\",\"version_created\":\"y\",\"pubstatus\":\"usable\"}", Some(Format::DpaJson)),
            ("{\"entries\":[{\"urn\":\"x\",\"version_created\":\"y\"}]}", Some(Format::DpaJson)),
            ("{\"newsObjects\":[]}", Some(Format::BelgaJson)),
            ("{\"components\":[{\"role\":\"body\"}]}", Some(Format::AppleNews)),
            ("{\"components\":[{\"id\":1}]}", None),
            ("{\"data\":{\"item\":{\"pubstatus\":\"usable\"}}}", Some(Format::Ninjs)),
            (
                "Received: by mail.example\n\tfor desk\nFrom: Ada <ada@mna.example>\n\nHello",
                Some(Format::Mail),
            ),
            ("plain words", None),
            ("", None),
        ];
        for (text, format) in cases {
            assert_eq!(sniff(text.as_bytes()), format, "{text}");
        }
    }

    #[test]
    fn a_root_behind_a_long_comment_is_found() {
        let text = format!("<!--{}--><nitf>", "x".repeat(50_000));
        assert_eq!(sniff(text.as_bytes()), Some(Format::Nitf));
    }

    #[test]
    fn what_is_no_format_is_named_with_a_remedy() {
        let cases: [(&[u8], &str); 14] = [
            (b" \n", "empty"),
            (b"<!DOCTYPE html><p>Log in", "HTML page"),
            (b"%PDF-1.7", "PDF"),
            (b"\xFF\xD8\xFF\xE0", "JPEG"),
            (b"PK\x03\x04", "ZIP"),
            (b"{\"stories\":[]}", "none of the formats"),
            (b"<schedule><day/></schedule>", "<schedule>"),
            (b"Dear editor,", "without any markup"),
            (
                b"<result numResults='1'><document><service>newscalendar</service></document></result>",
                "calendar",
            ),
            (b"<dc_rest_node><dcdossier/></dc_rest_node>", "picture archive"),
            (b"{\"APIResponse\": {\"Items\": []}}", "picture archive"),
            (b"{\"db\": [{\"data\": {\"posts\": []}}]}", "Ghost"),
            (b"{\"imageId\": 7, \"caption\": \"The ferry\"}", "picture archive"),
            (b"{\"data\": [{\"uuid\": \"1\", \"mediumType\": \"WEBSITE\"}]}", "press review"),
        ];
        for (bytes, what) in cases {
            let problem = unrecognised(bytes);
            assert!(problem.message.contains(what) && !problem.remedy.is_empty(), "{problem}");
        }
    }
}
